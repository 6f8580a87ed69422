/** The demo's sessions: two weeks of one person's work on a small web service, `orders-api`. */

import { edited, ran, read, type SampleSession, turn } from './sample.ts';
import { ENDPOINTS } from './sample-endpoints.ts';
import { RELEASES } from './sample-releases.ts';
import { SDK_UPGRADES } from './sample-upgrades.ts';

/** Work that happens once, as most work does. */
const ONE_OFFS: readonly SampleSession[] = [
  {
    daysAgo: 10,
    hour: 9,
    turns: [
      turn(
        'why do we answer 429 to the health check sometimes?',
        [
          ran('grep -rn "429" src', 'src/middleware/rate-limit.ts:31:    reply.code(429);'),
          read(
            'src/middleware/rate-limit.ts',
            'export const rateLimit = (max: number) => async (request, reply) => {\n  const hits = await counter.add(request.ip);\n  if (hits > max) reply.code(429);\n};\n',
          ),
        ],
        'The limiter counts every path by address, and the load balancer checks health from one address. The check shares its budget with the users behind it.',
      ),
    ],
  },
  {
    daysAgo: 7,
    hour: 16,
    turns: [
      turn(
        'there is a typo in the README, "recieve"',
        [
          ran('grep -n "recieve" README.md', '18:You recieve a token by mail.'),
          edited('README.md', 'You recieve a token', 'You receive a token'),
        ],
        'Fixed in line 18.',
      ),
    ],
  },
  {
    daysAgo: 5,
    hour: 11,
    turns: [
      turn(
        'which of our tables has the most rows in staging?',
        [
          ran(
            'psql "$STAGING_URL" -c "select relname, n_live_tup from pg_stat_user_tables order by 2 desc limit 3"',
            ' relname     | n_live_tup\n-------------+-----------\n order_lines |    1840332\n orders      |     412870\n customers   |      58211',
          ),
        ],
        'order_lines, with about 1.84 million rows.',
      ),
    ],
  },
  {
    daysAgo: 2,
    hour: 17,
    turns: [
      turn(
        'rename the env variable MAIL_HOST to SMTP_HOST everywhere',
        [
          ran('git grep -l MAIL_HOST', 'deploy/staging.yaml\nsrc/mail.ts'),
          edited('src/mail.ts', 'process.env.MAIL_HOST', 'process.env.SMTP_HOST'),
          edited('deploy/staging.yaml', 'name: MAIL_HOST', 'name: SMTP_HOST'),
        ],
        'Renamed in two files. The staging secret needs the new name as well.',
      ),
    ],
  },
];

/** All sessions, in the order in which they happened. */
export const SAMPLES: readonly SampleSession[] = [
  ...RELEASES,
  ...ENDPOINTS,
  ...SDK_UPGRADES,
  ...ONE_OFFS,
].sort((a, b) => b.daysAgo - a.daysAgo || a.hour - b.hour);
