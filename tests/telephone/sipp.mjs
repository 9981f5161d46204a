// sipp plays the city's trunk: one process for each caller or called person.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCENARIOS = fileURLToPath(new URL('sipp', import.meta.url));
const CODINGS = { mu: ['0', 'PCMU'], a: ['8', 'PCMA'], g729: ['18', 'G729'] };

export async function freePort() {
  const socket = createSocket('udp4');
  await new Promise((bound) => socket.bind(0, '127.0.0.1', bound));
  const { port } = socket.address();
  await new Promise((closed) => socket.close(closed));
  return port;
}

/** Whether somebody has that port by now. */
async function isTaken(port) {
  const socket = createSocket('udp4');
  return new Promise((told) => {
    socket.once('error', () => told(true));
    socket.bind(port, '127.0.0.1', () => socket.close(() => told(false)));
  });
}

/** Resolves when sipp listens there; it tells nobody. */
export async function listens(port) {
  const until = Date.now() + 10_000;
  while (!(await isTaken(port))) {
    if (Date.now() > until) throw new Error(`nobody listens on ${port}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}

/**
 * Runs one scenario to its end: resolves when every message came as it stands there.
 * `port`: where it listens; `to`: the telephone's, of a caller; `rtp`: port of its sound, where with
 * `echo` sipp itself sends back all that it hears. Of many `calls` so many begin in a second (`rate`), and
 * all are over within so many `seconds`.
 */
export function play(
  scenario,
  { port, to, rtp = 9, law = 'mu', caller = '+14165550142', ms = 100, ...many },
) {
  const { calls = 1, rate = 10, echo = false, seconds = 60 } = many;
  const [type, name] = CODINGS[law];
  const key = (word, value) => ['-key', word, String(value)];
  let child;
  const done = (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kept311-sipp-'));
    child = spawn(
      'sipp',
      [
        ...(to ? [`127.0.0.1:${to}`] : []),
        '-sf',
        join(SCENARIOS, `${scenario}.xml`),
        '-i',
        '127.0.0.1',
        '-p',
        String(port),
        '-m',
        String(calls),
        '-r',
        String(rate),
        '-l',
        String(calls),
        ...(echo ? ['-rtp_echo', '-mp', String(rtp)] : []),
        '-d',
        String(ms),
        '-timeout',
        `${seconds}s`,
        '-timeout_error',
        '-nostdin',
        '-trace_err',
        '-error_file',
        join(directory, 'errors'),
        ...key('caller', caller),
        ...key('rtp_port', rtp),
        ...key('rtp_type', type),
        ...key('rtp_name', name),
      ],
      { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (told += piece));
    const code = await new Promise((ended) => child.once('exit', ended));
    await rm(directory, { recursive: true, force: true });
    if (code !== 0) throw new Error(`sipp ${scenario} ended with ${code}:\n${told.slice(-3000)}`);
  })();
  // Who is not waited for must not end the tests.
  done.catch(() => {});
  return { done, stop: () => child?.kill('SIGKILL') };
}
