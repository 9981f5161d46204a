// Load on the release server over loopback: sign-in, opening cases with a promise, lists, search.
// Each figure stands beside the same client's on /healthz in the same run, for the client takes its
// share of the machine, and those that have a goal beside that. Usage: node bench/http_bench.mjs
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

const SLOWEST_SEARCH_MS = 10; // at the 99th percentile
const CASES = Number(process.env.BENCH_CASES ?? 10_000);

const data = join(scratch(), 'data');
const { sign_ins: signIns } = JSON.parse(kept311('demo', '--data', data, '--without-history', '--json'));
const { name, password } = signIns.find(({ role }) => role === 'operator');
let server = await LoadedServer.start(data);

await server.measure('sign-in (argon2id, two at once), 2 clients', 2, () =>
  server.call('POST', '/api/v1/session', { name, password }),
);
async function signIn() {
  const opened = await server.call('POST', '/api/v1/session', { name, password });
  server.headers = {
    Cookie: opened.headers['set-cookie'][0].split(';')[0],
    'X-CSRF-Token': JSON.parse(opened.body).csrf,
    Origin: server.origin,
  };
}
await signIn();
// As in a city: few cases to a conversation, few conversations to a resident.
const CASES_OF_A_TALK = 5;
const talks = [];
for (let made = 0; made < CASES; made += CASES_OF_A_TALK) {
  const contact = await server.value('POST', '/api/v1/contacts', {
    name: `Rosa Delgado ${made}`,
    phones: [`416 555 ${String(made).padStart(4, '0')}`],
    language: 'en',
  });
  const talk = await server.value('POST', '/api/v1/interactions', {
    direction: 'inbound',
    channel: 'walk_in',
    contact: contact.id,
  });
  talks.push({ talk: talk.id, contact: contact.id });
}

const memory = await server.reading(`/healthz, ${CONNECTIONS} connections`, '/healthz');
const create = await server.measure(
  `open a case with its promise, ${CONNECTIONS} connections`,
  CONNECTIONS,
  (number) => {
    const { talk, contact } = talks[number % talks.length];
    return server.call('POST', '/api/v1/cases', {
      interaction: talk,
      contact,
      kind: 'question',
      summary: `Who sweeps the stairs behind number ${number}?`,
      promise: { words: 'I will call you back within the hour.' },
    });
  },
  (done) => done >= CASES,
);
atLeast(LEAST_CREATES, create.rate, 'a second', 'open a case with its promise');
atMost(SLOWEST_CREATE_MS, create.p99, 'ms', 'open a case with its promise: p99');

server = await server.startedAgain(data);
await signIn();
server.checkMemory(`after a start with ${CASES} cases`);
const cases = await server.reading(`list of 50 newest of ${CASES} cases`, '/api/v1/cases?limit=50');
atLeast(LEAST_LISTS, cases.rate, 'a second', 'list of 50 newest');
const owed = await server.reading(
  `list of 50 obligations of ${CASES}`,
  '/api/v1/obligations?scope=mine&limit=50',
);
atLeast(LEAST_LISTS, owed.rate, 'a second', 'list of 50 obligations');
const newest = (await server.value('GET', '/api/v1/cases?limit=1')).cases[0];
const single = await server.reading('one case with its timeline', `/api/v1/cases/${newest.number}`);
atLeast(LEAST_SINGLES, single.rate / memory.rate, 'of /healthz', 'one case with its timeline');
const search = '/api/v1/search?q=garbage%20colection&language=en';
const typed = await server.reading('search as one types, one client', search, 1);
atMost(SLOWEST_SEARCH_MS, typed.p99, 'ms', 'search as one types, one client: p99');
await server.reading(`search as one types, ${CONNECTIONS} connections`, search);

server.checkMemory('after that load');
console.log(
  `create: ${(create.rate / memory.rate).toFixed(2)} of /healthz; list: ${(cases.rate / memory.rate).toFixed(2)}`,
);
await server.stop();
console.log(kept311('verify', '--data', data));
