/** Sample sessions: adding an endpoint with a test. Recurs and is accepted; what varies is which endpoint. */

import { edited, failed, ran, read, type SampleSession, type SampleStep, turn, wrote } from './sample.ts';

interface Endpoint {
  /** What the new route gives, as in its URL. */
  part: string;
  /** The route's URL pattern. */
  url: string;
}

const testFile = ({ part }: Endpoint) => `test/routes/${part}.test.ts`;

const look = (): SampleStep =>
  read('src/routes.ts', "export const routes = [\n  ['GET', '/orders/:id', order],\n];\n");
const addRoute = ({ part, url }: Endpoint): SampleStep =>
  edited('src/routes.ts', '];\n', `  ['GET', '${url}', ${part}],\n];\n`);
const addHandler = ({ part }: Endpoint): SampleStep =>
  wrote(
    `src/handlers/${part}.ts`,
    `export const ${part} = (request) => db.one('${part}', request.params.id);\n`,
  );
const addTest = (endpoint: Endpoint): SampleStep =>
  wrote(
    testFile(endpoint),
    `test('GET ${endpoint.url} answers 200', async () => {\n  const reply = await app.inject('${endpoint.url.replace(':id', '1')}');\n  expect(reply.statusCode).toBe(200);\n});\n`,
  );
const testPasses = (endpoint: Endpoint): SampleStep =>
  ran(`npm test -- ${testFile(endpoint)}`, ' Test Files  1 passed (1)\n      Tests  1 passed (1)');
const testFails = (endpoint: Endpoint): SampleStep =>
  failed(
    `npm test -- ${testFile(endpoint)}`,
    ` FAIL  ${testFile(endpoint)}\nAssertionError: expected 500 to be 200\n Test Files  1 failed (1)`,
  );
const documentIt = (): SampleStep => ran('npm run openapi', 'Wrote openapi.json (43 paths)');
const lint = (): SampleStep => ran('npm run lint', 'Checked 96 files. No problems.');
const commit = ({ url }: Endpoint): SampleStep =>
  ran(`git add -A && git commit -m "Add GET ${url}"`, `[main 5d0c2be] Add GET ${url}\n 4 files changed`);

const invoice: Endpoint = { part: 'invoice', url: '/orders/:id/invoice' };
const addresses: Endpoint = { part: 'addresses', url: '/customers/:id/addresses' };
const stock: Endpoint = { part: 'stock', url: '/products/:id/stock' };
const refunds: Endpoint = { part: 'refunds', url: '/orders/:id/refunds' };

export const ENDPOINTS: readonly SampleSession[] = [
  {
    daysAgo: 13,
    hour: 10,
    turns: [
      turn(
        'Add an endpoint GET /orders/:id/invoice with a test',
        [
          look(),
          addRoute(invoice),
          addHandler(invoice),
          addTest(invoice),
          testPasses(invoice),
          documentIt(),
          lint(),
          commit(invoice),
        ],
        'GET /orders/:id/invoice is in, with a test, and openapi.json lists it.',
      ),
      turn('nice, exactly what I wanted', [], 'Good.'),
    ],
  },
  {
    daysAgo: 8,
    hour: 9,
    turns: [
      turn(
        'add an endpoint for the addresses of a customer, GET /customers/:id/addresses, with a test',
        [
          look(),
          addRoute(addresses),
          addTest(addresses),
          testFails(addresses),
          addHandler(addresses),
          testPasses(addresses),
          documentIt(),
          lint(),
          commit(addresses),
        ],
        'The endpoint is in and its test passes. The handler was missing at first.',
      ),
      turn('good, thanks', [], 'You are welcome.'),
    ],
  },
  {
    daysAgo: 4,
    hour: 13,
    turns: [
      turn(
        'please add an endpoint GET /products/:id/stock with a test',
        [
          look(),
          addRoute(stock),
          addHandler(stock),
          addTest(stock),
          testPasses(stock),
          documentIt(),
          lint(),
          commit(stock),
        ],
        'GET /products/:id/stock is in, tested and documented.',
      ),
      turn('looks good', [], 'Good.'),
    ],
  },
  {
    daysAgo: 1,
    hour: 9,
    turns: [
      turn(
        'Add an endpoint GET /orders/:id/refunds, with a test as usual',
        [
          look(),
          addRoute(refunds),
          addTest(refunds),
          testFails(refunds),
          addHandler(refunds),
          testPasses(refunds),
          documentIt(),
          lint(),
          commit(refunds),
        ],
        'GET /orders/:id/refunds is in; its test passes now that there is a handler.',
      ),
      turn('perfect, thanks', [], 'You are welcome.'),
    ],
  },
];
