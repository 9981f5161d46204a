// Open311 over loopback: one request, lists of 50 and of 1,000, nearby, create, in both formats; then
// import and export of the same city by command. Each stands beside its limit: /healthz from the same
// client in the same run, or a figure of its own, and those that have a goal beside that.
// Usage: node bench/open311_bench.mjs
// BENCH_ROWS: records of the time before, made by 'kept311 generate'; 100,000.
import { join } from 'node:path';
import { atLeast, atMost } from './goals.mjs';
import {
  CONNECTIONS,
  kept311,
  LEAST_CREATES,
  LEAST_LISTS,
  LEAST_SINGLES,
  LoadedServer,
  scratch,
  SLOWEST_CREATE_MS,
} from './loaded_server.mjs';

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000);
const CASES = Number(process.env.BENCH_CASES ?? 10_000);
const V2 = '/open311/v2';
/** Lists a second, by how long they are. */
const LEAST = { 50: { json: LEAST_LISTS, xml: LEAST_LISTS }, 1000: { json: 150, xml: 100 } };

// A list goes back 90 days when nothing else is asked for.
const DAYS = 60;
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const directory = scratch();
const data = join(directory, 'data');
kept311('demo', '--data', data, '--without-history');
const load = join(directory, 'load.csv');
const made = JSON.parse(
  kept311(
    ...['generate', '--profile', 'tests/cli/files/profile.csv', '--rows', String(ROWS), '--out', load],
    ...['--from', daysAgo(DAYS), '--until', daysAgo(1)],
    ...['--zone', 'America/Toronto', '--box', '43.58,-79.64,43.86,-79.12', '--json'],
  ),
);
const timed = (what, { seconds, ...counts }, rows, bytes) =>
  console.log(
    [
      what.padEnd(48),
      `${Math.round(rows / seconds)}/s`.padStart(9),
      `${seconds.toFixed(2)} s`.padStart(14),
      bytes ? `${(bytes / seconds / 2 ** 20).toFixed(1)} MiB/s`.padStart(14) : JSON.stringify(counts),
    ].join(' '),
  );
timed(`generate ${ROWS} requests`, made, ROWS, made.bytes);
const imported = () =>
  JSON.parse(kept311('import', 'csv', '--map', 'config/maps/kept311.toml', load, '--data', data, '--json'));
timed('import them (import_bench has the bare insert)', imported(), ROWS);
timed('import them again, nothing changed', imported(), ROWS);
const key = kept311('apikey', 'create', '--name', 'bench', '--data', data).split('\n').at(-1);

const UNHURRIED = { KEPT311_OPEN311_REQUESTS_A_MINUTE: '1000000' };
let server = await LoadedServer.start(data, UNHURRIED);
const memory = await server.reading(`/healthz, ${CONNECTIONS} connections`, '/healthz');
const create = await server.measure(
  `create, ${CONNECTIONS} connections`,
  CONNECTIONS,
  (number) =>
    server.call(
      'POST',
      `${V2}/requests.json`,
      new URLSearchParams({
        api_key: key,
        service_code: 'pothole',
        'attribute[where_in_road]': 'lane',
        lat: (43.6 + (number % 997) / 10_000).toFixed(5),
        long: (-79.4 + (number % 991) / 10_000).toFixed(5),
        address_string: `${number} Bench Street`,
        description: 'A hole as wide as a hand, beside the cover.',
        email: 'rosa@example.org',
      }).toString(),
    ),
  (done) => done >= CASES,
);

atLeast(LEAST_CREATES, create.rate, 'a second', 'create');
atMost(SLOWEST_CREATE_MS, create.p99, 'ms', 'create: p99');
server = await server.startedAgain(data, UNHURRIED);

// What a client sees when nothing says otherwise: of the last 90 days, the newest first.
const single = {};
for (const format of ['json', 'xml']) {
  const [newest] = await server.value('GET', `${V2}/requests.json?page_size=1`);
  const id = newest.service_request_id;
  single[format] = await server.reading(`one request, ${format}`, `${V2}/requests/${id}.${format}`);
  atLeast(LEAST_SINGLES, single[format].rate / memory.rate, 'of /healthz', `one request, ${format}`);
}
for (const size of [50, 1000]) {
  for (const format of ['json', 'xml']) {
    const path = `${V2}/requests.${format}?page_size=${size}`;
    const list = await server.reading(`list of ${size} of ${CASES} cases and ${ROWS} records, ${format}`, path);
    atLeast(LEAST[size][format], list.rate, 'a second', `list of ${size}, ${format}`);
  }
}
const near = `lat=43.65&long=-79.35&radius=150&service_code=pothole&status=open`;
await server.reading('open potholes within 150 m, json', `${V2}/requests.json?${near}`);
await server.reading('the same, one client', `${V2}/requests.json?${near}`, 1);

console.log(`memory after that: ${server.memoryMegabytes()} MB`);
const share = (figures) => (figures.rate / memory.rate).toFixed(2);
console.log(
  `of /healthz: one request ${share(single.json)} as JSON and ${share(single.xml)} as XML, create ${share(create)}`,
);
await server.stop();

for (const format of ['csv', 'geojson', 'open311']) {
  const out = join(directory, `out.${format}`);
  const done = JSON.parse(kept311('export', format, '--out', out, '--data', data, '--json'));
  timed(`export ${format}`, done, done.requests, done.bytes);
}
console.log(kept311('verify', '--data', data));
