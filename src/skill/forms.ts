/**
 * How a line of each kind reads: the one place that says it, reads it back (hand edits, old versions), and tells which part
 * each of its texts plays, by which the checks look at it. A new way of putting something is a new row.
 */

import type { Line, LineKind } from './draft.ts';
import { type Field, type Fields, type RoleStyle, type Template, template } from './template.ts';

const code = (pattern = '[^`]+'): RoleStyle => ({ open: '`', close: '`', pattern });
const bare = (pattern: string): RoleStyle => ({ open: '', close: '', pattern });

/** `push` → `pushes`, `apply` → `applies`, and back. */
const thirdPerson = (verb: string): string =>
  /(?:ss|x|zz|ch|sh|o)$/.test(verb) ? `${verb}es` : verb.replace(/(?<=[^aeiou])y$/, 'ie').concat('s');
const baseVerb = (verb: string): string =>
  verb
    .replace(/ies$/, 'ys')
    .replace(/(?<=ss|x|zz|ch|sh|o)es$/, 's')
    .slice(0, -1);

/** The parts that texts play, with their marks: what is in a code span was run, touched or printed; a quote is the user's. */
const ROLES = {
  /** A command that ran and succeeded. */
  command: code(),
  /** A command that failed. */
  failure: code(),
  /** Words of a failed command's output. */
  error: code(),
  /** Files that were changed, created, read, or any of these. */
  edited: code(),
  created: code(),
  read: code(),
  touched: code(),
  /** What stands in the changes of an edit. */
  mark: code(),
  /** A folder of the repository that a command ran in; words that it had when it failed. */
  place: code(),
  dropped: code(),
  /** A subagent or skill that work was handed to. */
  handed: code(),
  /** Files of the skill's own folder. */
  script: code(
    '(?:bash|python3 - <|node --input-type=module <|node <) scripts\\/[a-z0-9-]+\\.(?:sh|py|mjs|cjs)',
  ),
  reference: code('references\\/[a-z0-9-]+\\.md'),
  placeholder: code('<[A-Za-z][A-Za-z0-9-]*>'),
  /** A value that a placeholder had. */
  value: code(),
  /** A command or rule that a document states; the document, and its heading. */
  stated: code(),
  document: code(),
  docHeading: code(),
  quote: { open: '“', close: '”', pattern: '[^”]*' },
  /** What a command does, in the imperative. */
  label: bare("[A-Z][A-Za-z' ]*?"),
  /** A step in a few words, with what it runs or changes. */
  brief: bare("[a-z][A-Za-z' ]*?(?: ?`[^`]+`)?"),
  /** The same as a sentence about the skill has it: `commits`, `opens a pull request`. */
  deed: {
    ...bare("[A-Za-z][A-Za-z' ]*?(?: ?`[^`]+`)?"),
    write: (text) => text.replace(/^[a-z]+/, thirdPerson),
    read: (text) => text.replace(/^[a-z]+/, baseVerb),
  },
  topic: bare("[\\p{L}][\\p{L}\\p{N}' -]*?"),
  /** The skill's name as words. */
  work: bare('[a-z0-9][a-z0-9 -]*?'),
  meaning: bare("[a-z][A-Za-z' ]*?"),
  heading: bare('.+'),
} satisfies Record<string, RoleStyle>;
export type Role = keyof typeof ROLES;

/** A text of a line, and the part it plays. */
export type LineField = Field & { role: Role };

interface Form {
  kind: LineKind;
  /** Fields that have this value in every line of the form. */
  fixed: Fields;
  template: Template;
}

const form = (kind: LineKind, fixed: Fields, pattern: string): Form => ({
  kind,
  fixed,
  template: template(pattern, ROLES),
});

/** In the order in which a text is tried: what could be read as another form stands first. */
const ACTS: readonly (readonly [Fields, string])[] = [
  [{ do: 'script' }, 'Run the script: {start:script}'],
  [{ do: 'delegate' }, 'Delegate to {to:handed,}'],
  [{ do: 'skill' }, 'Use the skill {skill:handed}'],
  [{ do: 'ask' }, 'Ask the user which way to go.'],
  [{ do: 'plan' }, 'Show the user a plan before changing anything.'],
  [{ do: 'edit', change: 'create' }, 'Create {paths:created,}[ with {marks:mark,}]'],
  [{ do: 'edit', change: 'update' }, 'Update {paths:edited,}[ at {marks:mark,}]'],
  [
    { do: 'edit', change: 'extend' },
    'Extend {paths:edited,}[ at {marks:mark,}]; create it only where there is none',
  ],
  [{ do: 'read' }, 'Read {paths:read,}'],
  [{ do: 'run' }, '[{label:label}: ]{command:command}'],
  [{ do: 'program' }, '{label:label}:'],
];

const WHEN_TO_USE =
  '[ Use for requests such as {quotes:quote,}.][ Use when a request mentions {topics:topic,}.]';

const FAILED = '{failed:failure} failed[ with {error:error}]';

const FORMS: readonly Form[] = [
  form('description', { of: 'work' }, `{briefs:deed&}.${WHEN_TO_USE}`),
  // Work without deeds, which only the user's rules tell.
  form(
    'description',
    { of: 'work' },
    `[{briefs:deed&}: ]A way of working: what the user asks for each time.${WHEN_TO_USE}`,
  ),
  form(
    'description',
    { of: 'rule' },
    'Rule of this repository: {quote:quote}.[ Use when about to {briefs:brief,}.][ Use in any work about {topics:topic,}.]',
  ),
  form(
    'description',
    { of: 'custom' },
    'Rule of this repository: run {worked:command}, not {instead:command}. Use in any work that would run {instead:command}.',
  ),
  form(
    'description',
    { of: 'failure' },
    `Gets past an error of this repository: ${FAILED}. Use when {failed:failure} fails.`,
  ),
  form('title', {}, '# {title:heading}'),
  form('heading', {}, '## {title:heading}'),
  form('when', { on: 'request' }, 'When asked to {work:work}[, or when a request is about {topics:topic,}].'),
  form('when', { on: 'topic' }, 'In any work of this repository that is about {topics:topic,}.'),
  form('when', { on: 'failure' }, `When ${FAILED}.`),
  form('when', { on: 'place' }, 'In {paths:touched,}.'),
  form('request', { use: 'trigger' }, '- {quote:quote}'),
  form('request', { use: 'next' }, '- Asked next: {quote:quote}'),
  ...ACTS.map(([fixed, act]) =>
    form(
      'step',
      fixed,
      `1. [only=asked?Only when asked: ]${act}[until=pass?. Go on only when it passes.][until=repeat?. Repeat until it passes.]`,
    ),
  ),
  form('alternative', {}, '   - If it failed[ with {error:error}], this worked: {worked:command}'),
  form('check', { test: 'exits' }, '- {commands:command,} exits without an error.'),
  form('check', { test: 'changed' }, '- Nothing but {paths:edited,} is changed.'),
  form('rule', {}, '- The user asked: {quote:quote}'),
  form('pitfall', { by: 'edit' }, `- ${FAILED}. What worked: a change in {worked:edited}`),
  form('pitfall', { by: 'command' }, `- ${FAILED}. What worked: {worked:command}`),
  form(
    'pitfall',
    { by: 'folder', folder: '.' },
    `- ${FAILED}. What worked: the same from the repository's root`,
  ),
  form('pitfall', { by: 'folder' }, `- ${FAILED}. What worked: the same from {folder:place}`),
  form('pitfall', { by: 'without' }, `- ${FAILED}. What worked: the same without {words:dropped,}`),
  form('pitfall', { by: 'custom' }, '- Run {worked:command}, not {instead:command}'),
  form('pitfall', { by: 'error' }, '- When {error:error} comes up: {worked:command}'),
  form(
    'pitfall',
    { by: 'user' },
    '- The user corrected: {quote:quote}[ What followed: a change in {paths:edited,}]',
  ),
  form('placeholder', { meaning: null }, '- {name:placeholder}: so far {seen:value,}'),
  form('placeholder', {}, '- {name:placeholder}: {meaning:meaning}[, so far {seen:value,}]'),
  form('file', { role: 'updated' }, '- {paths:edited,}: updated'),
  form('file', { role: 'created' }, '- {paths:created,}: created'),
  form('file', { role: 'read' }, '- {paths:read,}: read'),
  form(
    'note',
    { of: 'rule' },
    '- A rule that the user gave: see {document:document}[, {heading:docHeading}]',
  ),
  form('note', { of: 'command' }, '- {command:stated}: see {document:document}[, {heading:docHeading}]'),
  form('pointer', {}, '- Seen less often: {path:reference}'),
  ...ACTS.map(([fixed, act]) => form('sometimes', fixed, `- ${act}`)),
];

const matches = (line: Fields, { kind, fixed }: Form): boolean =>
  line.kind === kind && Object.entries(fixed).every(([field, value]) => line[field] === value);

/** The form that a line has, and how it reads in it. */
function formOf(line: Line): { form: Form; text: string } | null {
  // A line is a record of texts besides its evidence.
  const record = line as unknown as Fields;
  for (const one of FORMS.filter((candidate) => matches(record, candidate))) {
    const text = one.template.say(record);
    if (text !== null) return { form: one, text };
  }
  return null;
}

/**
 * The line as markdown, without a line break at its end. Steps are numbered 1; see `page.ts` for their place in a file.
 * @throws TypeError for a line without the fields of its kind
 */
export function sayLine(line: Line): string {
  if (line.kind === 'prose') return line.text;
  if (line.kind === 'code') return line.language === null ? line.text : fenced(line.language, line.text);
  const said = formOf(line);
  if (said === null) throw new TypeError(`no form says a line of kind ${line.kind}`);
  return said.text;
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** The line that reads so, without evidence; prose where no form does. */
export function readLine(text: string): Line {
  const numbered = text.replace(/^\d+\. /, '1. ');
  for (const { kind, fixed, template } of FORMS) {
    const fields = template.read(numbered);
    if (fields === null) continue;
    // The forms' fields are those of the kinds: the tests say and read back a line of each.
    const line = { ...fields, ...fixed, kind, evidence: [] } as unknown as Line;
    if (template.say(fields) === numbered) return line;
  }
  return { kind: 'prose', text, evidence: [] };
}

/** The texts of a line that its evidence must bear out, in the order in which they read. */
export function fieldsOf(line: Line): LineField[] {
  if (line.kind === 'prose' || line.kind === 'code') return [];
  const said = formOf(line);
  return (said?.form.template.fieldsOf(line as unknown as Fields) ?? []) as LineField[];
}

/** The texts that play one of the parts. */
export const textsOf = (line: Line, ...roles: readonly Role[]): string[] =>
  fieldsOf(line).flatMap(({ role, text }) => (roles.includes(role) ? [text] : []));

/** Roles whose texts are put in a code span. */
const CODE_ROLES = new Set<string>(
  Object.entries(ROLES).flatMap(([role, { open }]) => (open === '`' ? [role] : [])),
);

/** What stands in a line's code spans. */
export const codesOf = (line: Line): string[] =>
  fieldsOf(line).flatMap(({ role, text }) => {
    if (role === 'brief' || role === 'deed') return briefCode(text) ?? [];
    return CODE_ROLES.has(role) ? [text] : [];
  });

/** How a description says that work is handed over. */
export const TO_SUBAGENTS = 'hand work to subagents';

/** The command or path that a brief step names: `make seed` of ``run `make seed` ``; null for plain words. */
export const briefCode = (brief: string): string | null => /`([^`]+)`$/.exec(brief)?.[1] ?? null;
