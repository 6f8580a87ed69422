/** How long the durability tests run: a short form with all other tests, the whole of it by `npm run test:durability`. */

const isFull = process.env.DURABILITY === 'full';

export const SCALE = isFull ? { kills: 210, sessionsPerAgent: 10 } : { kills: 18, sessionsPerAgent: 2 };
