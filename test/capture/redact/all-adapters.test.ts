/** No road leads past the redactor: whatever text of a record or payload holds a secret, no stored event does. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ADAPTERS } from '../../../hooks/registry.ts';
import { readSpecStory, specStoryEvents } from '../../../hooks/specstory/document.ts';
import { type AgentAdapter, growsByLines } from '../../../src/agent-adapter.ts';
import { prepareEvent } from '../../../src/capture/prepare.ts';
import type { JsonObject, JsonValue, ParsedEvent } from '../../../src/types.ts';
import { LINE_BREAKS, leakOf, PLACED, type Sample, TOKENS } from './samples.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const anyToken: fc.Arbitrary<Sample> = fc.oneof(...Object.values(TOKENS));

function recorded(agent: string, isWanted: (name: string) => boolean): JsonObject[] {
  const folder = join(FIXTURES, agent);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.jsonl?$/.test(name) && isWanted(name))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return name.endsWith('.json') ? [text] : text.split('\n').filter(Boolean);
    })
    .map((text) => JSON.parse(text) as JsonObject);
}

/** Fields that tell who and what a record is; a secret in them would only make it another record. */
const STRUCTURAL =
  /^(?:type|role|subtype|uuid|parentUuid|.*(?:Id|_id|ID)|id|hook_event_name|timestamp|name|status|kind|version)$/;

/** The value with `secret` appended to every text in it, structural fields left as they are. */
function poisoned(value: JsonValue, secret: string, key = ''): JsonValue {
  if (typeof value === 'string') return STRUCTURAL.test(key) ? value : `${value} ${secret} `;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, secret, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, poisoned(field, secret, name)]),
  );
}

function storedText(events: readonly ParsedEvent[]): string {
  return JSON.stringify(events.map((event) => prepareEvent(event)));
}

const source = { sessionId: 's1', subagentId: null };
const envelope = { recordId: 'r1', at: 1 };
const isPayload = (name: string) => name.endsWith('hooks.jsonl') || name.endsWith('.json');

/** Every road of every agent: what came by it in a recorded session, and how it is read. */
const roads = (Object.values(ADAPTERS) as AgentAdapter[]).flatMap((adapter) => [
  {
    road: `${adapter.id} hooks`,
    records: recorded(adapter.id, isPayload),
    read: (record: JsonObject) => adapter.readHook(record, envelope)?.events ?? [],
  },
  {
    road: `${adapter.id} transcripts`,
    records: recorded(adapter.id, (name) => !isPayload(name)),
    read: (record: JsonObject) =>
      growsByLines(adapter) ? adapter.transcript.readRecord(record, source, 0, {}).events : [],
  },
]);

test.each(roads.filter(({ records }) => records.length > 0))('$road', ({ records, read }) => {
  fc.assert(
    fc.property(anyToken, fc.constantFrom(...records), ({ text, core }, record) => {
      expect(storedText(read(poisoned(record, text) as JsonObject))).not.toContain(core);
    }),
    { numRuns: 300 },
  );
});

const broken = fc
  .tuple(
    fc.oneof(...Object.values({ ...TOKENS, ...PLACED })),
    fc.constantFrom(...Object.values(LINE_BREAKS)),
    fc.nat(),
  )
  .map(([{ text, drawn }, lineBreak, at]) => {
    const cut = 1 + (at % (text.length - 1));
    return { text: text.slice(0, cut) + lineBreak + text.slice(cut), drawn, lineBreak };
  })
  .filter(({ text, lineBreak }) => !text.includes(`${lineBreak}-`));

test.each(roads.filter(({ records }) => records.length > 0))(
  '$road, broken over lines',
  ({ records, read }) => {
    fc.assert(
      fc.property(broken, fc.constantFrom(...records), ({ text, drawn, lineBreak }, record) => {
        const stored = storedText(read(poisoned(record, text) as JsonObject));
        // As it stands in the stored JSON, and in JSON within that.
        const once = JSON.stringify(lineBreak).slice(1, -1);
        const twice = JSON.stringify(once).slice(1, -1);
        for (const asStored of [once, twice]) expect(leakOf(drawn, stored, asStored)).toBe(null);
      }),
      // Shrinking would end at a text that no longer looks random.
      { numRuns: 300, endOnFailure: true },
    );
  },
);

test('the roads that carry words carry the masks', () => {
  const [{ text } = { text: '' }] = fc.sample(TOKENS.github as fc.Arbitrary<Sample>, 1);
  const masked = roads.filter(({ records, read }) =>
    records.some((record) =>
      storedText(read(poisoned(record, text) as JsonObject)).includes('«secret:github»'),
    ),
  );
  expect(masked.map(({ road }) => road)).toEqual(
    expect.arrayContaining(['claude-code transcripts', 'codex transcripts', 'cursor hooks']),
  );
});

test('SpecStory exports', () => {
  fc.assert(
    fc.property(anyToken, ({ text, core }) => {
      const tool = `<tool-use data-tool-type="shell" data-tool-name="Bash"><details>\n<summary>x</summary>\nrun ${text}\n\n\`curl ${text}\`\n\n\`\`\`text\n${text}\n\`\`\`\n</details></tool-use>`;
      const exported = `## SpecStory\n\n_**User**_\n\nuse ${text}\n\n---\n\n_**Assistant**_\n\nSure, ${text}.\n\n${tool}\n`;
      const events = specStoryEvents(readSpecStory(exported), 's1', 0);
      expect(events).toHaveLength(4);
      expect(storedText(events)).not.toContain(core);
    }),
    { numRuns: 100 },
  );
});
