import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { clusterMoments, type Kind } from '../../src/mine/group/cluster.ts';
import { mixedProject } from './kinds.ts';
import { DAY, type Line, START, sessionEvents } from './sessions.ts';

const SAME = [
  'ship the parcels module to customers',
  'bring what we built to production',
  'roll it out everywhere',
];
const SAID = ['I will bring it there.', 'Rolling the images forward.', 'The rollout begins.'];
const RUNS = [
  'kubectl rollout restart deployment/parcels',
  'helm upgrade parcels chart/',
  'make parcels-live',
];
const lines = (user: string, index: number): Line[] => [
  { user },
  { say: SAID[index] ?? '' },
  { run: RUNS[index] ?? '' },
  { edit: '/repo/deploy/values.yaml' },
  { say: 'The rollout of the deployment is done.' },
];
const episodes = [
  ...mixedProject(3),
  ...SAME.map((user, index) => ({ id: `same-${index}`, at: START + index * DAY, lines: lines(user, index) })),
].flatMap(({ id, ...session }) =>
  episodesOf(sessionEvents({ id, ...session }), { sessionId: id, headless: false }),
);
const isSame = ({ sessionId }: { sessionId: string }) => sessionId.startsWith('same-');
/** A model that takes these three for the same and all others for unlike. */
const semantic = new Map(
  episodes.map((episode, index) => [
    episode.id,
    Float32Array.from(episodes, (_, at) => Number(isSame(episode) ? at === 0 : at === index + 1) + 5),
  ]),
);
const togetherness = (kinds: readonly Kind[]) =>
  Math.max(0, ...kinds.map(({ moments }) => moments.filter(isSame).length));

test('a model’s vectors are one more view: they join what words keep apart', () => {
  const [without, blended] = [clusterMoments(episodes), clusterMoments(episodes, undefined, semantic)];
  expect(togetherness(without)).toBeLessThan(3);
  expect(togetherness(blended)).toBe(3);
});

test('the order of episodes changes nothing', () => {
  expect(clusterMoments([...episodes].reverse(), undefined, semantic)).toEqual(
    clusterMoments(episodes, undefined, semantic),
  );
});

test('vectors of some episodes only are left out of account', () => {
  const partial = new Map([...semantic].slice(1));
  expect(clusterMoments(episodes, undefined, partial)).toEqual(clusterMoments(episodes));
});
