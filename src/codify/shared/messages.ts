/** The form of commit messages: `<type>(<scope>): ` in front of what was done. */

import { unquote } from '../../commands/unquote.ts';
import type { Act } from './acts.ts';
import { groupBy, isMost, sessionsOf } from './support.ts';

/** A commit message in its form. */
export interface Message {
  /** What stands in front of the text, with placeholders; null where there is nothing of the kind. */
  form: string | null;
  /** The rest of its first line. */
  text: string;
}

/** Share of the sessions whose messages must have one form for it to be the project's. */
const USUAL = 0.6;
/** A here-document as a message is given by it: `"$(cat <<'EOF' …`. */
const FED = /^\$\(cat <<-?\s*(['"]?)\w+\1\s*\n\s*/;
/** Conventional Commits 1.0.0: a type, a scope in parentheses, `!` for what breaks. */
const CONVENTIONAL = /^[a-z]+(?<scope>\([^()\s]+\))?!?: (?=\S)/;

/** @param word the message as it stands in a command, quoted or fed */
export function messageOf(word: string): Message {
  const whole = unquote(word).replace(FED, '').trimStart();
  const [line = ''] = whole.split('\n');
  const [head, scope] = CONVENTIONAL.exec(line) ?? [];
  if (head === undefined) return { form: null, text: line };
  return { form: scope === undefined ? '<type>: ' : '<type>(<scope>): ', text: line.slice(head.length) };
}

/** The form that most sessions give the messages of these commits; null where there is none, or no commit among them. */
export function commonForm(acts: readonly Act[]): string | null {
  const messages = acts.flatMap(({ words, does, sessionId }) => {
    if (does !== 'commit') return [];
    const at = words.findIndex((word) => /^-[a-z]*m$|^--message$/.test(word));
    return at < 0 ? [] : [{ sessionId, form: messageOf(words[at + 1] ?? '').form ?? '' }];
  });
  const all = sessionsOf(messages).size;
  const [best] = [...groupBy(messages, ({ form }) => form)].sort(
    ([a, x], [b, y]) => sessionsOf(y).size - sessionsOf(x).size || (a < b ? -1 : 1),
  );
  if (best === undefined) return null;
  const [form, own] = best;
  return form !== '' && isMost(sessionsOf(own).size, all, USUAL) ? form : null;
}
