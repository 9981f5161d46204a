// Load on the release server over loopback: sign-in, opening cases with a promise, lists, search.
// Each figure stands beside the same client's on /healthz in the same run, for the client takes its
// share of the machine. Processor time is the server's own. Usage: node bench/http_bench.mjs
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = resolve(process.env.KEPT311_BINARY ?? 'build/release/kept311');
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 64);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const CASES = Number(process.env.BENCH_CASES ?? 10_000);
const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Debian makes

const directory = mkdtempSync(join(tmpdir(), 'kept311-bench-'));
const data = join(directory, 'data');
const { sign_ins: signIns } = JSON.parse(
  execFileSync(BINARY, ['demo', '--data', data, '--without-history', '--json'], { encoding: 'utf8' }),
);
const { name, password } = signIns.find(({ role }) => role === 'operator');
const server = spawn(BINARY, ['serve', '--data', data, '--listen', '127.0.0.1:0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
process.once('exit', () => {
  server.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

const origin = await new Promise((found) => {
  server.stdout.on('data', (chunk) => {
    const address = /listening on (\S+)/.exec(chunk)?.[1];
    if (address) found(address);
  });
});

let session = {};

/** One request. Answers with status, headers and body. */
function send(method, path, body) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { Accept: 'application/json', ...session };
  if (text)
    Object.assign(headers, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  return new Promise((answered, failed) => {
    const sent = request(`${origin}${path}`, { method, agent, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
      response.on('error', failed);
    });
    sent.on('error', failed);
    sent.end(text);
  });
}

async function call(method, path, body) {
  const answer = await send(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return { ...answer, value: answer.body.length > 0 ? JSON.parse(answer.body) : undefined };
}

/** Seconds of processor that the server has used so far. */
function processorSeconds() {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const memoryMegabytes = () =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024);

/** Runs `once` on so many connections until `isOver(done)`, and tells what came of it. */
async function measure(what, connections, once, isOver) {
  const times = [];
  const cpu = processorSeconds();
  const begun = performance.now();
  const client = async () => {
    while (!isOver(times.length, performance.now() - begun)) {
      const sent = performance.now();
      await once(times.length);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const figures = {
    rate: times.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    cpu: ((processorSeconds() - cpu) * 1000) / times.length,
  };
  console.log(
    [
      what.padEnd(44),
      `${Math.round(figures.rate)}/s`.padStart(9),
      `p50 ${figures.p50.toFixed(1)} ms`.padStart(14),
      `p99 ${figures.p99.toFixed(1)} ms`.padStart(14),
      `cpu ${figures.cpu.toFixed(2)} ms`.padStart(14),
    ].join(' '),
  );
  return figures;
}
const forSeconds = (_, milliseconds) => milliseconds > SECONDS * 1000;
const reading = (path) => () => call('GET', path);

await measure(
  'sign-in (argon2id, two at once), 2 clients',
  2,
  () => call('POST', '/api/v1/session', { name, password }),
  forSeconds,
);
const opened = await call('POST', '/api/v1/session', { name, password });
session = {
  Cookie: opened.headers['set-cookie'][0].split(';')[0],
  'X-CSRF-Token': opened.value.csrf,
  Origin: origin,
};
const talk = (
  await call('POST', '/api/v1/interactions', { direction: 'inbound', channel: 'call', phone: '416 555 0142' })
).value;
const contact = (
  await call('POST', '/api/v1/contacts', { name: 'Rosa Delgado', phones: ['416 555 0142'], language: 'en' })
).value;
await call('POST', `/api/v1/interactions/${talk.id}/contact`, { contact: contact.id });

const memory = await measure(
  `/healthz, ${CONNECTIONS} connections`,
  CONNECTIONS,
  reading('/healthz'),
  forSeconds,
);
const create = await measure(
  `open a case with its promise, ${CONNECTIONS} connections`,
  CONNECTIONS,
  (number) =>
    call('POST', '/api/v1/cases', {
      interaction: talk.id,
      kind: 'question',
      summary: `Who sweeps the stairs behind number ${number}?`,
      contact: contact.id,
      promise: { words: 'I will call you back within the hour.' },
    }),
  (done) => done >= CASES,
);
const cases = await measure(
  `list of 50 newest of ${CASES} cases`,
  CONNECTIONS,
  reading('/api/v1/cases?limit=50'),
  forSeconds,
);
await measure(
  `list of 50 obligations of ${CASES}`,
  CONNECTIONS,
  reading('/api/v1/obligations?scope=mine&limit=50'),
  forSeconds,
);
const newest = (await call('GET', '/api/v1/cases?limit=1')).value.cases[0];
await measure(
  'one case with its timeline',
  CONNECTIONS,
  reading(`/api/v1/cases/${newest.number}`),
  forSeconds,
);
await measure(
  'search as one types, one client',
  1,
  reading('/api/v1/search?q=garbage%20colection&language=en'),
  forSeconds,
);
await measure(
  `search as one types, ${CONNECTIONS} connections`,
  CONNECTIONS,
  reading('/api/v1/search?q=garbage%20colection&language=en'),
  forSeconds,
);

console.log(`memory after that: ${memoryMegabytes()} MB`);
console.log(
  `create: ${(create.rate / memory.rate).toFixed(2)} of /healthz; list: ${(cases.rate / memory.rate).toFixed(2)}`,
);
agent.destroy();
const ended = new Promise((gone) => server.once('exit', gone));
server.kill('SIGTERM');
await ended;
console.log(execFileSync(BINARY, ['verify', '--data', data], { encoding: 'utf8' }).trim());
