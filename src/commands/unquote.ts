/** The value that a simple word stands for: outer quotes removed. Expansions are left as spelled. */
export function unquote(word: string): string {
  const first = word.charAt(0);
  const whole = word.length >= 2 && word.endsWith(first) && !word.slice(1, -1).includes(first);
  return (first === "'" || first === '"') && whole ? word.slice(1, -1) : word;
}
