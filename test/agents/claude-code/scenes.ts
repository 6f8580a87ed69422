/** Short scenes with the real Claude Code, one for each thing a session can hold. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bash } from '../../support/agents/claude-code/tools.ts';
import { eventually } from '../../support/agents/eventually.ts';
import { answer, conversation, delegated, refusing } from '../../support/agents/script.ts';
import { gate, type Played, playOut } from '../played.ts';
import type { Stage } from './stage.ts';

/** A PNG of one pixel, base64. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** `-p`: thinking, a command, a new file, two calls at once of which one fails, an edit. */
export async function printedWork(stage: Stage): Promise<Played> {
  const { sandbox, claude, random } = stage;
  const file = join(sandbox.repo, `${random.word()}.txt`);
  const [word, missing, prompt] = [random.word(), random.word(), `Write the word ${random.word()} to a file`];
  return playOut(stage, [prompt], async (say) => {
    stage.model.script(
      conversation(
        { kind: 'answer', think: `Perhaps ${word}`, say: 'First.', calls: [bash(`printf ${word}`)] },
        answer('A file.', { name: 'Write', input: { file_path: file, content: `${word}\n` } }),
        answer('Two at once.', bash(`ls ./${missing}`), { name: 'Read', input: { file_path: file } }),
        answer('Change it.', {
          name: 'Edit',
          input: { file_path: file, old_string: word, new_string: `${word} and ${missing}` },
        }),
        answer(say),
      ),
    );
    const { sessionId, stdout, stderr } = await claude.print(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** In a terminal: two prompts, a command in each turn, then `/exit`. */
export async function typedWork(stage: Stage): Promise<Played> {
  const { claude, random } = stage;
  const prompts = [`Count the lines of ${random.word()}`, `Now the words of ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const halfway = `Halfway ${random.word()}.`;
    stage.model.script(
      conversation(
        answer('Counting.', bash('wc -l README.md')),
        answer(halfway),
        answer('Again.', bash('wc -w README.md')),
        answer(say),
      ),
    );
    const session = await claude.open();
    await session.ask(prompts[0] ?? '', halfway);
    await session.ask(prompts[1] ?? '', say);
    await session.exit();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** `-p`, and the model's provider answers with an error. */
export async function failedRequest(stage: Stage): Promise<Played> {
  const prompt = `Explain ${stage.random.word()}`;
  return playOut(stage, [prompt], async () => {
    stage.model.script(refusing('the request was refused'));
    const { sessionId, stdout, stderr } = await stage.claude.print(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** In a terminal: Escape while a command runs, Escape while the model speaks, then a turn that ends well. */
export async function interruptedTurns(stage: Stage): Promise<Played> {
  const { claude, random } = stage;
  const prompts = [`Wait for ${random.word()}`, `Speak about ${random.word()}`, `Finish ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const begun = `It began ${random.word()}`;
    stage.model.script(
      conversation(
        answer('Waiting.', bash('tail -f README.md')),
        { kind: 'stall', say: `${begun}.\n\nIt goes on.\n\n` },
        answer(say),
      ),
    );
    const session = await claude.open();
    await session.send(prompts[0] ?? '');
    await session.terminal.waitFor('tail -f README.md');
    await session.terminal.press('Escape');
    await session.terminal.waitFor('Interrupted');
    await session.send(prompts[1] ?? '');
    await session.terminal.waitFor(begun);
    await session.terminal.press('Escape');
    await session.terminal.waitUntil(
      'a second interruption',
      (screen) => screen.split('Interrupted').length > 2,
    );
    await session.ask(prompts[2] ?? '', say);
    await session.exit();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** `-p`: the model hands a task to a subagent, which runs a command in the background and reports when done. */
export async function delegatedWork(stage: Stage): Promise<Played> {
  const { model, claude, random } = stage;
  const prompt = `Look around for ${random.word()}`;
  const task = `List what is here and tell of ${random.word()}`;
  return playOut(stage, [prompt], async (say) => {
    const waiting = `I wait for ${random.word()}.`;
    // The report comes when the parent's turn is over, so that it always makes a turn of its own.
    const after = eventually('the parent waits', () => model.exchanges.some(({ said }) => said === waiting));
    model.script(
      delegated(task, answer('Listing.', bash('ls')), { kind: 'answer', say: 'There is a README.', after }),
      conversation(
        answer('I hand this on.', {
          name: 'Agent',
          input: { description: 'List files', prompt: task, subagent_type: 'general-purpose' },
        }),
        answer(waiting),
        answer(say),
      ),
    );
    const { sessionId, stdout, stderr } = await claude.print(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** In a terminal: a turn, `/compact`, and a turn after it. */
export async function compactedSession(stage: Stage): Promise<Played> {
  const { claude, random } = stage;
  const prompts = [`Describe ${random.word()}`, `Go on about ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const before = `Described ${random.word()}.`;
    const summary = answer('<summary>The user asked to describe something.</summary>');
    stage.model.script(
      conversation(answer(before)),
      { name: 'summary', takes: () => true, replies: [summary] },
      conversation(answer(say)),
    );
    const session = await claude.open();
    await session.ask(prompts[0] ?? '', before);
    await session.send('/compact');
    await session.terminal.waitFor('Compacted');
    await session.ask(prompts[1] ?? '', say);
    await session.exit();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** In a terminal: a command of the project with words after it, a local command, a `!` command. */
export async function slashCommands(stage: Stage): Promise<Played> {
  const { sandbox, claude, random } = stage;
  const [name, words] = [random.word(), `${random.word()} ${random.word()}`];
  const folder = join(sandbox.repo, '.claude', 'commands');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), `---\ndescription: Tells of a thing\n---\nTell of $ARGUMENTS.\n`);
  return playOut(stage, [words], async (say) => {
    const told = `Told of ${random.word()}.`;
    // The output of a `!` command goes to the model, which speaks to it.
    stage.model.script(conversation(answer(told), answer(say)));
    const session = await claude.open();
    await session.ask(`/${name} ${words}`, told);
    await session.send('/cost');
    await session.terminal.waitFor('Estimated cost');
    await session.terminal.press('Escape');
    await session.terminal.waitUntil('the dialog goes', (screen) => !screen.includes('Estimated cost'));
    // The first key alone puts the prompt into the mode for commands.
    await session.terminal.type('!');
    await session.ask(`echo ${words}`, say);
    await session.exit();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** In a terminal: one prompt typed while a command runs, one while the model gives its last answer. */
export async function queuedPrompts(stage: Stage): Promise<Played> {
  const { claude, random } = stage;
  const prompts = [`Start ${random.word()}`, `Mind ${random.word()} too`, `And then ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const midway = `Minded ${random.word()}.`;
    const go = join(stage.sandbox.root, random.word());
    const last = gate();
    stage.model.script(
      conversation(
        answer('A command.', bash(`until [ -e ${go} ]; do sleep 0.1; done; echo started`)),
        { kind: 'answer', say: midway, after: last.opened },
        answer(say),
      ),
    );
    const session = await claude.open();
    await session.send(prompts[0] ?? '');
    await session.terminal.waitFor('A command.');
    await session.send(prompts[1] ?? '');
    writeFileSync(go, '');
    await eventually('the command ends', () => stage.model.exchanges.some(({ said }) => said === midway));
    await session.send(prompts[2] ?? '');
    last.open();
    await session.waitForAnswer(say);
    await session.exit();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** In a terminal: one turn, then Claude Code is killed while the model speaks. */
export async function killedSession(stage: Stage): Promise<Played> {
  const { model, claude, random } = stage;
  const prompts = [`Note ${random.word()}`, `Speak about ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const begun = `It began ${random.word()}`;
    model.script(
      conversation(answer('Noted.', bash('wc -c README.md')), answer(say), { kind: 'stall', say: begun }),
    );
    const session = await claude.open();
    await session.ask(prompts[0] ?? '', say);
    await session.send(prompts[1] ?? '');
    // Claude Code writes a little later than it shows.
    await eventually('the prompt is on disk', () =>
      claude.transcript(session.sessionId).includes(prompts[1] ?? ''),
    );
    await eventually('the model speaks', () => model.exchanges.some(({ said }) => said === begun));
    await session.terminal.kill();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** In a terminal: one turn, then the terminal is closed. */
export async function closedTerminal(stage: Stage): Promise<Played> {
  const { model, claude, random } = stage;
  const prompt = `Note ${random.word()}`;
  return playOut(stage, [prompt], async (say) => {
    model.script(conversation(answer('Noted.', bash('wc -c README.md')), answer(say)));
    const session = await claude.open();
    await session.ask(prompt, say);
    await session.terminal.close();
    return { sessionId: session.sessionId, shown: session.terminal.everShown() };
  });
}

/** `-p`, the prompt with an image. */
export async function promptWithImage(stage: Stage): Promise<Played> {
  const { model, claude, random } = stage;
  const prompt = `What is on this picture of ${random.word()}?`;
  return playOut(stage, [prompt], async (say) => {
    model.script(conversation(answer(say)));
    const { sessionId, stdout, stderr } = await claude.printImage(prompt, PIXEL);
    return { sessionId, shown: stdout + stderr };
  });
}

/** `-p`, and once more in the same session. */
export async function resumedSession(stage: Stage): Promise<Played> {
  const { model, claude, random } = stage;
  const prompts = [`Begin ${random.word()}`, `Continue ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    model.script(conversation(answer('Begun.', bash('date')), answer('Begun well.'), answer(say)));
    const first = await claude.print(prompts[0] ?? '');
    const second = await claude.print(prompts[1] ?? '', { resume: first.sessionId });
    return { sessionId: first.sessionId, shown: second.stdout + second.stderr };
  });
}

/** `-p`, and a session that takes over all of it and goes on under an id of its own. */
export async function forkedSession(stage: Stage): Promise<Played> {
  const { model, claude, random } = stage;
  const prompts = [`Begin ${random.word()}`, `Branch off to ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    model.script(conversation(answer('Begun.', bash('date')), answer('Begun well.'), answer(say)));
    const first = await claude.print(prompts[0] ?? '');
    const { sessionId, stdout, stderr } = await claude.print(prompts[1] ?? '', {
      resume: first.sessionId,
      fork: true,
    });
    return { sessionId, shown: stdout + stderr };
  });
}
