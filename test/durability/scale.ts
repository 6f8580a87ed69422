/** How long the durability tests run: a short form with all other tests, the whole of it by `npm run test:durability`. */

const isFull = process.env.DURABILITY === 'full';

export const SCALE = isFull
  ? {
      ...{
        projects: 10,
        pointStep: 1,
        rounds: { daemon: 10, miner: 3 },
        kills: 268,
        rebuildKills: 1_000,
        sweepKills: 60,
      },
      ...{ soakMs: 180_000, soakProjects: 4, soakRounds: 3, warmUpBursts: 150, largeMegabytes: 1_024 },
      daemonPassings: [1, 5, 2, 13, 3, 34, 8],
    }
  : {
      ...{
        projects: 2,
        pointStep: 6,
        rounds: { daemon: 1, miner: 1 },
        kills: 8,
        rebuildKills: 4,
        sweepKills: 6,
      },
      ...{ soakMs: 6_000, soakProjects: 2, soakRounds: 1, warmUpBursts: 1, largeMegabytes: 100 },
      daemonPassings: [1, 5, 2, 3],
    };
