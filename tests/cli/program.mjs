// Runs kept311 as somebody at a shell would, in directories of its own.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const START_TIMEOUT_MS = 30_000;

/** What the program returns (docs/operations/commands.md). */
export const CODE = { done: 0, foundWrong: 1, usage: 2, notThere: 3, refused: 4, machine: 5 };

/** The environment without what would speak to kept311. */
function plainEnvironment(extra) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('KEPT311_'));
  return { ...Object.fromEntries(kept), ...extra };
}

/**
 * @param {string[]} words
 * @param {{input?: string, env?: object, cwd?: string}} options `input` is typed in
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function kept311(words, { input = '', env, cwd = ROOT } = {}) {
  return new Promise((ended) => {
    const child = execFile(BINARY, words, { cwd, env: plainEnvironment(env) }, (error, stdout, stderr) =>
      ended({ code: error ? error.code : 0, stdout, stderr }),
    );
    child.stdin.end(input);
  });
}

/** A directory that goes away with the test. */
export async function scratch(test) {
  const directory = await mkdtemp(join(tmpdir(), 'kept311-cli-'));
  test.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

let demo;

/** A demo city of the test's own; made once and copied. */
export async function demoCity(test) {
  demo ??= (async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'kept311-cli-')), 'data');
    const made = await kept311(['demo', '--data', data, '--without-history', '--json']);
    if (made.code !== 0) throw new Error(made.stderr);
    return { data, signIns: JSON.parse(made.stdout).sign_ins };
  })();
  const { data, signIns } = await demo;
  const directory = await scratch(test);
  await cp(data, join(directory, 'data'), { recursive: true });
  const named = (role) => signIns.find((one) => one.role === role);
  return { directory, data: join(directory, 'data'), named };
}

/** Takes away what the demo city was copied from. */
export async function forgetDemoCity() {
  if (demo) await rm(join((await demo).data, '..'), { recursive: true, force: true });
}

/** A server on the data, ended with the test. */
export async function serving(test, data, words = [], env = {}) {
  const listen = words.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const child = spawn(BINARY, ['serve', '--data', data, ...listen, ...words], {
    cwd: ROOT,
    env: plainEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((gone) => {
    child.once('exit', (code, signal) => gone({ code, signal }));
  });
  test.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].on('data', (chunk) => {
      said[stream] += chunk;
    });
  }
  const origin = await addressOf(child);
  const stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { origin, stop, ended, said };
}

function addressOf(child) {
  return new Promise((found, failed) => {
    let said = '';
    const timer = setTimeout(() => failed(new Error(`no address:\n${said}`)), START_TIMEOUT_MS);
    const read = (chunk) => {
      said += chunk;
      const address = /listening on (http:\/\/\S+)/.exec(said)?.[1];
      if (address) {
        clearTimeout(timer);
        found(address);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => failed(new Error(`ended with ${code}:\n${said}`)));
  });
}

/** Signs in over HTTP. Answers with the response and the session's cookie. */
export async function signIn(origin, { name, password }) {
  const response = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ name, password }),
  });
  return { status: response.status, cookie: response.headers.getSetCookie()[0]?.split(';')[0] };
}
