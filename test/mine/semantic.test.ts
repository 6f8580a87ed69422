import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { clusterEpisodes } from '../../src/mine/group/cluster.ts';
import { mixedProject } from './kinds.ts';
import { DAY, type Line, START, sessionEvents } from './sessions.ts';

const SAME = [
  'ship the parcels module to customers',
  'bring what we built to production',
  'roll it out everywhere',
];
const SAID = ['I will roll the build out.', 'Rolling the images forward.', 'The rollout begins.'];
const lines = (user: string, index: number): Line[] => [
  { user },
  { say: SAID[index] ?? '' },
  { run: 'kubectl rollout restart deployment/parcels' },
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
const togetherness = (groups: (typeof episodes)[]) =>
  Math.max(0, ...groups.map((group) => group.filter(isSame).length));

test('a model’s vectors are one more view: they join what words keep apart', () => {
  const [without, blended] = [clusterEpisodes(episodes), clusterEpisodes(episodes, undefined, semantic)];
  expect(togetherness(without)).toBeLessThan(3);
  expect(togetherness(blended)).toBe(3);
});

test('the order of episodes changes nothing', () => {
  expect(clusterEpisodes([...episodes].reverse(), undefined, semantic)).toEqual(
    clusterEpisodes(episodes, undefined, semantic),
  );
});

test('vectors of some episodes only are left out of account', () => {
  const partial = new Map([...semantic].slice(1));
  expect(clusterEpisodes(episodes, undefined, partial)).toEqual(clusterEpisodes(episodes));
});
