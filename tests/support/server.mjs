// A Kept311 of one's own: the demo city in a fresh directory, on a free port, with a clock that
// stands until it is told to move.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rfc3339 } from './city_time.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const START_TIMEOUT_MS = 30_000;

/** Demo data is made once for each instant and copied: sign-ins alone cost seconds of hashing. */
const demoCities = new Map();

async function makeDemoCity(at) {
  const directory = await mkdtemp(join(tmpdir(), 'kept311-demo-'));
  const { stdout } = await run(
    BINARY,
    ['demo', '--data', join(directory, 'data'), '--at', at, '--without-history'],
    { cwd: ROOT },
  );
  return { directory, signIns: readSignIns(stdout) };
}

function demoCity(at) {
  if (!demoCities.has(at)) demoCities.set(at, makeDemoCity(at));
  return demoCities.get(at);
}

/** Removes what temporary directories the demo cities of this process stand in. */
export async function forgetDemoCities() {
  const made = await Promise.all(demoCities.values());
  demoCities.clear();
  await Promise.all(made.map(({ directory }) => rm(directory, { recursive: true, force: true })));
}

/** The lines `sign-in  role  password` that `kept311 demo` prints. */
function readSignIns(text) {
  const signIns = new Map();
  for (const line of text.split('\n')) {
    const [name, role, password, ...rest] = line.trim().split(/\s+/);
    if (password && rest.length === 0) signIns.set(name, { name, role, password });
  }
  if (signIns.size === 0) throw new Error(`kept311 demo told no sign-ins:\n${text}`);
  return signIns;
}

/** Servers do not outlive the tests that started them, however those end. */
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
process.once('SIGTERM', () => process.exit(143));

export class Server {
  #child;
  #output = '';

  constructor(directory, signIns, environment) {
    this.environment = environment;
    this.directory = directory;
    this.data = join(directory, 'data');
    this.signIns = signIns;
  }

  /**
   * @param {Date|string|number} at what the clock shows, or undefined for the wall clock
   * @param {Date|string|number} demoAt when the demo city was set up
   * @param {Record<string, string>} environment what its process finds beside our own environment
   */
  static async start(at, demoAt = at, environment = {}) {
    const city = await demoCity(rfc3339(demoAt ?? Date.now()));
    const directory = await mkdtemp(join(tmpdir(), 'kept311-test-'));
    await cp(city.directory, directory, { recursive: true });
    const server = new Server(directory, city.signIns, environment);
    try {
      await server.run(at);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The sign-in of whoever stands for a role in the demo city: `operator`, `operator2`, `supervisor`, … */
  signInAs(role) {
    for (const signIn of this.signIns.values()) if (signIn.role === role) return signIn;
    throw new Error(`nobody stands for the role ${role} in the demo city`);
  }

  get output() {
    return this.#output;
  }

  /** Runs the server on the data as they are; `mayDoubt`: it need not be ready. */
  async run(at, { mayDoubt = false } = {}) {
    const clock = at === undefined ? [] : ['--test-clock', rfc3339(at)];
    this.#child = spawn(BINARY, ['serve', '--data', this.data, '--listen', '127.0.0.1:0', ...clock], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.environment },
    });
    const child = this.#child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.origin = await this.#address();
    if (!mayDoubt) await this.ready();
  }

  #address() {
    const child = this.#child;
    return new Promise((found, failed) => {
      let started = '';
      const timer = setTimeout(
        () => failed(new Error(`kept311 told no address:\n${started}`)),
        START_TIMEOUT_MS,
      );
      const read = (chunk) => {
        this.#output += chunk;
        started += chunk;
        const [, address] = /listening on (http:\/\/\S+:\d+)/.exec(started) ?? [];
        if (!address) return;
        clearTimeout(timer);
        found(address);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        failed(new Error(`kept311 ended (${code ?? signal}):\n${started}`));
      });
    });
  }

  /** Waits until it says that it is ready. */
  async ready() {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const answer = await fetch(`${this.origin}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      if (Date.now() > deadline) {
        throw new Error(`kept311 is not ready: ${await answer?.text()}\n${this.#output}`);
      }
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }

  /** From now on no file of this process grows beyond so many bytes: to it, the disk is full. */
  async letFilesGrowTo(bytes) {
    await run('prlimit', ['--pid', String(this.#child.pid), `--fsize=${bytes}:`]);
  }

  /** Ends the process as a power cut would. */
  kill() {
    return this.#end('SIGKILL');
  }

  /** Ends the process in order and leaves the data. */
  stopServing() {
    return this.#end('SIGTERM');
  }

  async stop() {
    await this.stopServing();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** @returns {Promise<{code: number|null, signal: string|null}>} */
  #end(signal) {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
    }
    return new Promise((ended) => {
      child.once('exit', (code, by) => ended({ code, signal: by }));
      child.kill(signal);
    });
  }

  /** Kills and restarts on the same data; `at` is what the clock shows then. */
  async killAndRestart(at) {
    await this.kill();
    await this.run(at);
  }

  /** Whether replaying every case's events gives the stored rows. Throws with what it found. */
  async verify() {
    await run(BINARY, ['verify', '--data', this.data], { cwd: ROOT });
  }
}
