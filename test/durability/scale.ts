/** How long the durability tests run: a short form with all other tests, the whole of it by `npm run test:durability`. */

const isFull = process.env.DURABILITY === 'full';

export const SCALE = isFull
  ? {
      ...{
        projects: 10,
        everyNthPoint: 1,
        rounds: { daemon: 10, miner: 3 },
        kills: 268,
        rebuildKills: 1_000,
      },
      ...{ soakMs: 180_000, soakProjects: 4, soakRounds: 3, warmUpBursts: 150, largeMegabytes: 1_024 },
    }
  : {
      ...{ projects: 2, everyNthPoint: 3, rounds: { daemon: 1, miner: 1 }, kills: 17, rebuildKills: 12 },
      ...{ soakMs: 15_000, soakProjects: 2, soakRounds: 1, warmUpBursts: 2, largeMegabytes: 100 },
    };
