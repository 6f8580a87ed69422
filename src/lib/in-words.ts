/** Times, counts, sizes and paths as programs and people read them. */

/** ISO 8601 in UTC with milliseconds, as all JSON has it. */
export function iso(at: number): string;
export function iso(at: number | null): string | null;
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** A moment in the person's own time zone: `2026-03-09 14:05`. @param at ms since the epoch, or ISO 8601 */
export function localTime(at: number | string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * How long ago, in one unit: `just now`, `5 min ago`, `3 h ago`, `12 days ago`.
 * @param at ms since the epoch, or ISO 8601
 */
export function ago(at: number | string, now: number): string {
  const minutes = Math.floor((now - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** A count with its noun: `1 session`, `12 sessions`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  const digits = String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${digits} ${n === 1 ? noun : plural}`;
}

/** A size in the largest fitting unit: `512 B`, `3.4 MB`. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit]}`;
}

/** A path as people write it: below their home folder it starts with `~`. */
export function tildePath(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
