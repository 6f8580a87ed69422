/** Short scenes with the real Codex, one for each thing a session can hold. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, patch, scripted } from '../../support/agents/codex/tools.ts';
import { answer, conversation, delegated, refusing } from '../../support/agents/script.ts';
import { type Played, playOut } from '../played.ts';
import type { Stage } from './stage.ts';

/** `exec`: thinking, a command, a new file, a failing command, a change to the file. */
export async function executedWork(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const [file, word, missing] = [`${random.word()}.txt`, random.word(), random.word()];
  const prompt = `Write the word ${random.word()} to a file`;
  return playOut(stage, [prompt], async (say) => {
    model.script(
      conversation(
        { kind: 'answer', think: `Perhaps ${word}`, say: 'First.', calls: [command(`printf ${word}`)] },
        answer('A file.', { name: 'apply_patch', input: patch(`*** Add File: ${file}`, `+${word}`) }),
        answer('One that fails.', command(`ls ./${missing}`)),
        answer('Change it.', {
          name: 'apply_patch',
          input: patch(`*** Update File: ${file}`, '@@', `-${word}`, `+${word} and ${missing}`),
        }),
        answer(say),
      ),
    );
    // The newest models offer patches to their scripts alone.
    const { sessionId, stdout, stderr } = await codex.exec(prompt, { flags: ['--model', 'gpt-5.5'] });
    return { sessionId, shown: stdout + stderr };
  });
}

/** `exec`: a script that runs a command, one whose command fails, one that changes a file. */
export async function scriptedWork(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const [file, word, missing] = [`${random.word()}.txt`, random.word(), random.word()];
  const prompt = `Write the word ${random.word()} to a file`;
  return playOut(stage, [prompt], async (say) => {
    const text = patch(`*** Add File: ${file}`, `+${word}`);
    model.script(
      conversation(
        answer('First.', scripted(`printf ${word}`)),
        answer('One that fails.', scripted(`ls ./${missing}`)),
        answer('A file.', {
          name: 'exec',
          input: `text(await tools.apply_patch(${JSON.stringify(text)}));\n`,
        }),
        answer(say),
      ),
    );
    const { sessionId, stdout, stderr } = await codex.exec(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** `exec`: a script of two commands, and one that computes its command and its patch. */
export async function longerScripts(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const [file, word, missing] = [`${random.word()}.txt`, random.word(), random.word()];
  const prompt = `Write the word ${random.word()} to a file`;
  const script = (...lines: string[]) => ({ name: 'exec', input: lines.join('\n') });
  return playOut(stage, [prompt], async (say) => {
    model.script(
      conversation(
        answer(
          'Two at once.',
          script(
            'const results = await Promise.all([',
            `  tools.exec_command({ cmd: 'printf ${word}' }),`,
            `  tools.exec_command({ cmd: \`ls ./${missing}\` }),`,
            ']);',
            'for (const { output } of results) text(output);',
          ),
        ),
        answer(
          'A file, and a look at it.',
          script(
            `const file = '${file}';`,
            `await tools.apply_patch(['*** Begin Patch', '*** Add File: ' + file, '+${word}', '*** End Patch'].join('\\n'));`,
            "text((await tools.exec_command({ cmd: 'cat ' + file })).output);",
          ),
        ),
        answer(say),
      ),
    );
    const { sessionId, stdout, stderr } = await codex.exec(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** In a terminal: two prompts, a command in each turn, then `/quit`. */
export async function typedWork(stage: Stage): Promise<Played> {
  return typed(stage, false);
}

/** The same with Codex's background server, which goes on when the terminal is closed. */
export async function servedWork(stage: Stage): Promise<Played> {
  return typed(stage, true);
}

async function typed(stage: Stage, server: boolean): Promise<Played> {
  const { model, codex, random } = stage;
  const prompts = [`Count the lines of ${random.word()}`, `Now the words of ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const halfway = `Halfway ${random.word()}.`;
    model.script(
      conversation(
        answer('Counting.', scripted('wc -l README.md')),
        answer(halfway),
        answer('Again.', scripted('wc -w README.md')),
        answer(say),
      ),
    );
    const session = await codex.open({ server });
    await session.ask(prompts[0] ?? '', halfway);
    await session.ask(prompts[1] ?? '', say);
    const { sessionId } = session;
    await session.quit();
    return { sessionId, shown: session.terminal.everShown() };
  });
}

/** `exec`, and the model's provider answers with an error. */
export async function failedRequest(stage: Stage): Promise<Played> {
  const prompt = `Explain ${stage.random.word()}`;
  return playOut(stage, [prompt], async () => {
    stage.model.script(refusing('the request was refused'));
    const { sessionId, stdout, stderr } = await stage.codex.exec(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** In a terminal: Escape while a command runs, Escape while the model speaks, then a turn that ends well. */
export async function interruptedTurns(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const prompts = [`Wait for ${random.word()}`, `Speak about ${random.word()}`, `Finish ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const begun = `It began ${random.word()}`;
    model.script(
      conversation(
        answer('Waiting.', command('tail -f README.md')),
        { kind: 'stall', say: `${begun}.\n\nIt goes on.\n\n` },
        answer(say),
      ),
    );
    const session = await codex.open();
    const interrupted = (times: number) => (screen: string) =>
      screen.split('Conversation interrupted').length > times;
    await session.send(prompts[0] ?? '');
    await session.terminal.waitFor('Waiting.');
    await session.terminal.waitFor('esc to interrupt');
    await session.terminal.press('Escape');
    await session.terminal.waitUntil('an interruption', interrupted(1));
    await session.send(prompts[1] ?? '');
    await session.terminal.waitFor(begun);
    await session.terminal.press('Escape');
    await session.terminal.waitUntil('a second interruption', interrupted(2));
    await session.ask(prompts[2] ?? '', say);
    const { sessionId } = session;
    await session.quit();
    return { sessionId, shown: session.terminal.everShown() };
  });
}

/** `exec`: the model hands a task to a subagent, which runs a command, and waits for it. */
export async function delegatedWork(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const prompt = `Look around for ${random.word()}`;
  const task = `List what is here and tell of ${random.word()}`;
  return playOut(stage, [prompt], async (say) => {
    model.script(
      delegated(task, answer('Listing.', command('ls')), answer('There is a README.')),
      conversation(
        answer('I hand this on.', {
          namespace: 'collaboration',
          name: 'spawn_agent',
          input: { task_name: 'listing', message: task, fork_turns: 'none' },
        }),
        answer('I wait.', { namespace: 'collaboration', name: 'wait_agent', input: { timeout_ms: 20_000 } }),
        answer(say),
      ),
    );
    const { sessionId, stdout, stderr } = await codex.exec(prompt);
    return { sessionId, shown: stdout + stderr };
  });
}

/** In a terminal: a turn, `/compact`, and a turn after it. */
export async function compactedSession(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const prompts = [`Describe ${random.word()}`, `Go on about ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    const before = `Described ${random.word()}.`;
    model.script(
      conversation(answer(before)),
      {
        name: 'summary',
        takes: ({ aside }) => !aside,
        replies: [answer('The user asked to describe something.')],
      },
      conversation(answer(say)),
    );
    const session = await codex.open();
    await session.ask(prompts[0] ?? '', before);
    await session.send('/compact');
    await session.terminal.waitFor('Context compacted');
    await session.ask(prompts[1] ?? '', say);
    const { sessionId } = session;
    await session.quit();
    return { sessionId, shown: session.terminal.everShown() };
  });
}

/** In a terminal: one prompt sent while a command runs, which Codex gives to the model in the same turn. */
export async function steeredTurn(stage: Stage): Promise<Played> {
  const { sandbox, model, codex, random } = stage;
  const prompts = [`Start ${random.word()}`, `Mind ${random.word()} too`];
  return playOut(stage, prompts, async (say) => {
    const go = join(sandbox.root, random.word());
    model.script(
      conversation(
        answer('A command.', command(`until [ -e ${go} ]; do sleep 0.1; done; echo started`)),
        answer(say),
      ),
    );
    const session = await codex.open();
    await session.send(prompts[0] ?? '');
    await session.terminal.waitFor('A command.');
    await session.send(prompts[1] ?? '');
    writeFileSync(go, '');
    await session.waitForAnswer(say);
    const { sessionId } = session;
    await session.quit();
    return { sessionId, shown: session.terminal.everShown() };
  });
}

/** `exec`, and once more in the same session. */
export async function resumedSession(stage: Stage): Promise<Played> {
  const { model, codex, random } = stage;
  const prompts = [`Begin ${random.word()}`, `Continue ${random.word()}`];
  return playOut(stage, prompts, async (say) => {
    model.script(conversation(answer('Begun.', command('date')), answer('Begun well.'), answer(say)));
    const first = await codex.exec(prompts[0] ?? '');
    const second = await codex.exec(prompts[1] ?? '', { resume: first.sessionId });
    return { sessionId: first.sessionId, shown: second.stdout + second.stderr };
  });
}
