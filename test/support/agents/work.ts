/** A kind of work someone does again and again, in words and with commands that no one knows before the run. */

import type { Random } from './random.ts';
import { answer, calling, type Reply, type ToolCall } from './script.ts';

/** How an agent's model runs a command and changes a file. */
export interface Toolbox {
  command(line: string): ToolCall;
  /** Replaces words, each alone on its line; what has to come before it, such as reading the files, comes first. */
  replace(...changes: Replacement[]): ToolCall[];
}

export interface Replacement {
  path: string;
  old: string;
  replacement: string;
}

/** A kind of work, and a repository it is done in. */
export interface Work {
  files: Readonly<Record<string, string>>;
  /** The two commands that every piece of it takes, without what varies. */
  commands: readonly [make: string, check: string];
  /** The file that every piece of it changes, beside one of its own. */
  file: string;
  /** A piece of it: never the same twice. */
  next(repo: string, tools: Toolbox): Piece;
}

/** One piece of work, as a person asks for it and a model does it. */
export interface Piece {
  prompt: string;
  replies: Reply[];
  /** How the model's last reply ends. */
  lastWords: string;
  /** The person's next prompt: content, and on to the next step. */
  thanks: string;
  thanksReplies: Reply[];
  thanksLastWords: string;
}

const THINGS = ['price rule', 'menu entry', 'invoice template', 'sound sample', 'tax table', 'route map'];
const VERBS = ['Add', 'Create', 'Write', 'Make'];
const THANKS = ['Thanks, that works. Commit it', 'Perfect, commit this please', 'Great, now commit it'];

/** Invents a kind of work. */
export function inventWork(random: Random): Work {
  const [thing, ending] = [random.one(THINGS), random.one(['yaml', 'json', 'txt', 'md'])];
  const [folder, maker, checker] = [random.word(), random.word(), random.word()];
  const make = `sh scripts/${maker}.sh`;
  const check = `sh scripts/${checker}.sh`;
  const list = `${folder}/list.${ending}`;
  return {
    files: {
      'README.md': `How we keep every ${thing}.\n`,
      [`scripts/${maker}.sh`]: `mkdir -p ${folder} && echo draft > ${folder}/$1.${ending} && echo pending >> ${list}\n`,
      [`scripts/${checker}.sh`]: `grep -q ready ${folder}/$1.${ending} && echo "$1 is fine"\n`,
    },
    commands: [make, check],
    file: list,
    next: (repo, tools) => {
      const [name, lastWords, thanksLastWords] = [random.word(), random.word(), random.word()];
      const path = `${repo}/${folder}/${name}.${ending}`;
      const article = random.one(['a', 'the', 'one more']);
      return {
        prompt: `${random.one(VERBS)} ${article} ${thing} for ${name}`,
        replies: [
          answer(`I begin with ${name}.`, tools.command(`${make} ${name}`)),
          ...tools
            .replace(
              { path, old: 'draft', replacement: 'ready' },
              { path: `${repo}/${list}`, old: 'pending', replacement: name },
            )
            .map((call) => calling(call)),
          answer('It has to be checked.', tools.command(`${check} ${name}`)),
          answer(`The ${thing} is there: ${lastWords}.`),
        ],
        lastWords,
        thanks: random.one(THANKS),
        thanksReplies: [
          calling(tools.command(`git add --all && git commit --quiet --message="${thing} for ${name}"`)),
          answer(`Committed ${thanksLastWords}.`),
        ],
        thanksLastWords,
      };
    },
  };
}

/** Something asked once, that has nothing to do with the rest. */
export function inventErrand(random: Random, tools: Toolbox): { prompt: string; replies: Reply[] } {
  const word = random.word();
  const [prompt, command] = random.one([
    [`How long is the text about ${word}?`, `wc -c README.md # ${word}`],
    [`Who is ${word} on this machine?`, `id -un # ${word}`],
    [`What is the sum of ${word}?`, `cksum README.md # ${word}`],
    [`Which day did ${word} begin?`, `git log -1 --format=%as # ${word}`],
  ] as const);
  return { prompt, replies: [answer('I look.', tools.command(command)), answer('So it is.')] };
}
