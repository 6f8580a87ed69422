import { describe, expect, test } from 'vitest';
import { ADAPTERS } from '../../hooks/registry.ts';
import type { SampleSession } from '../../src/cli/demo/sample.ts';
import { SAMPLES } from '../../src/cli/demo/samples.ts';
import { sampleTranscript } from '../../src/cli/demo/transcript.ts';
import { isRealPrompt, type JsonObject, type ParsedEvent } from '../../src/types.ts';

const NOW = new Date(2026, 2, 16, 12, 0).getTime();

/** What the real parser reads out of a sample's transcript. */
function parsed(sample: SampleSession): ParsedEvent[] {
  const { sessionId, turns } = sampleTranscript(sample, '/src/orders-api', NOW);
  let state: JsonObject = {};
  return turns
    .join('')
    .trim()
    .split('\n')
    .flatMap((line, index) => {
      const source = { sessionId, subagentId: null };
      const record = ADAPTERS['claude-code'].readRecord(JSON.parse(line), source, index, state);
      expect(record).toMatchObject({ unknownType: null, headless: false, cwd: '/src/orders-api' });
      state = record.state;
      return record.events;
    });
}

describe('the sample sessions', () => {
  test('read as what they were written down as, by the parser of real transcripts', () => {
    for (const sample of SAMPLES) {
      const events = parsed(sample);
      const steps = sample.turns.flatMap((turn) => turn.steps);
      expect(events.filter(isRealPrompt).map(({ text }) => text)).toEqual(
        sample.turns.map(({ prompt }) => prompt),
      );
      expect(events.filter(({ kind }) => kind === 'tool_call')).toHaveLength(steps.length);
      expect(events.filter(({ kind }) => kind === 'tool_result').map(({ ok }) => ok)).toEqual(
        steps.map((step) => step.kind !== 'run' || step.exitCode === 0),
      );
    }
  });

  test('are of several days, all of them past', () => {
    const days = SAMPLES.map((sample) => new Date(parsed(sample)[0]?.at ?? 0).toDateString());
    expect(new Set(days).size).toBeGreaterThan(5);
    for (const sample of SAMPLES) for (const { at } of parsed(sample)) expect(at).toBeLessThan(NOW);
  });

  test('have ids of their own', () => {
    const ids = SAMPLES.flatMap((sample) => parsed(sample).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
