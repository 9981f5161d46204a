// A city that is live: the server, `kept311 telephone` and rtpengine, each a process of its own, on
// loopback and on ports that are free.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Edge } from './edge.mjs';
import { EdgeWay } from './edge_way.mjs';
import { freePort } from './sipp.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const PATIENCE_MS = 30_000;
const PASSWORD = 'a-password-of-the-tests';
export const STAFF = ['oren.hale', 'amara.diallo', 'maya.lindqvist', 'nadia.okafor'];

const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
process.once('SIGTERM', () => process.exit(143));

/** Runs to its end, or throws with what it said. */
function finished(words, input = '') {
  return new Promise((done, failed) => {
    const child = execFile(BINARY, words, { cwd: ROOT }, (error, stdout, stderr) =>
      error ? failed(new Error(`kept311 ${words.join(' ')}: ${stdout}${stderr}`)) : done(stdout),
    );
    child.stdin.end(input);
  });
}

/** Live, days and nights without a holiday, for the test runs whenever it runs; and few words before a call waits. */
async function neverClosed(directory) {
  const day = '["00:00-24:00"]';
  const always = `{${['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((one) => `${one} = ${day}`).join(', ')}}`;
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.toml')) continue;
    const file = join(directory, name);
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replace(/^(hours|shifts) = \{.*\}$/gm, `$1 = ${always}`)
        .replace(/^holidays = \[.*\]$/gm, 'holidays = []')
        .replace(/^live = false$/gm, 'live = true')
        .replace(/^greeting_en = .*$/gm, 'greeting_en = "Welcome to three one one in Alder Bay."'),
    );
  }
}

let made;

/** The set-up of the demo as a city that is none, imported once and copied. */
function liveCity() {
  made ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kept311-live-'));
    await cp(join(ROOT, 'config/demo'), join(directory, 'config'), { recursive: true });
    await neverClosed(join(directory, 'config'));
    const data = join(directory, 'data');
    await finished(['config', 'import', join(directory, 'config'), '--data', data]);
    for (const name of STAFF) await finished(['user', 'password', name, '--data', data], `${PASSWORD}\n`);
    return directory;
  })();
  return made;
}

export async function forgetLiveCity() {
  if (made) await rm(await made, { recursive: true, force: true });
}

function freeTcpPort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

const environmentOfOthers = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KEPT311_')));

class Process {
  output = '';

  constructor(program, words, environment = {}) {
    this.name = words[0] ?? program;
    this.child = spawn(program, words, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environmentOfOthers(), ...environment },
    });
    running.add(this.child);
    this.child.once('error', (error) => (this.output += String(error)));
    this.child.once('exit', () => running.delete(this.child));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (chunk) => (this.output += chunk));
    }
  }

  /** Waits until something holds. */
  async until(holds) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const result = await holds(this.output);
      if (result) return result;
      if (Date.now() > deadline || this.child.exitCode !== null) {
        throw new Error(`${this.name} does not come up:\n${this.output}`);
      }
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }

  end(signal = 'SIGTERM') {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    return new Promise((ended) => {
      this.child.once('exit', (code) => ended(code));
      this.child.kill(signal);
    });
  }
}

export class Installation {
  /**
   * `edge`: rtpengine, the same behind a `way` of the test's own (EdgeWay), or played where no browser
   * is needed; `setUp`: makes of the city's telephone.toml another.
   */
  static async start(more = {}, { edge = 'rtpengine', setUp } = {}) {
    const one = new Installation();
    one.edgeIsPlayed = edge === 'played';
    one.edgeHasWay = edge === 'rtpengine behind a way';
    try {
      await one.#start(more, setUp);
    } catch (error) {
      await one.stop();
      throw error;
    }
    return one;
  }

  async #start(more, setUp) {
    const live = await liveCity();
    this.directory = await mkdtemp(join(tmpdir(), 'kept311-telephone-'));
    await cp(join(live, 'data'), join(this.directory, 'data'), { recursive: true });
    if (setUp) await this.#setUp(join(live, 'config'), setUp);
    const secret = join(this.directory, 'secret');
    await writeFile(secret, `${randomBytes(32).toString('base64')}\n`);
    this.sipPort = await freePort();
    this.gatewayPort = await freePort();
    this.controlPort = await freeTcpPort();
    this.edgePort = await freePort();
    if (this.edgeHasWay) this.way = await EdgeWay.open(this.edgePort);
    const serverPort = await freeTcpPort();
    this.origin = `http://127.0.0.1:${serverPort}`;
    this.environment = {
      KEPT311_DATA: join(this.directory, 'data'),
      KEPT311_LISTEN: `127.0.0.1:${serverPort}`,
      KEPT311_TELEPHONE_PROVIDER: 'built_in',
      KEPT311_TELEPHONE_CONTROL: `127.0.0.1:${this.controlPort}`,
      KEPT311_TELEPHONE_SECRET_FILE: secret,
      KEPT311_TELEPHONE_SERVER: this.origin,
      KEPT311_TELEPHONE_SIP: `127.0.0.1:${this.sipPort}`,
      KEPT311_TELEPHONE_GATEWAY: `127.0.0.1:${this.gatewayPort}`,
      KEPT311_TELEPHONE_EDGE: `127.0.0.1:${this.way?.port ?? this.edgePort}`,
      KEPT311_TELEPHONE_CHOICE: '1',
      KEPT311_TELEPHONE_KEEP_ALIVE: '0',
      ...this.#soundPorts(),
      KEPT311_TELEPHONE_SOUNDS: join(ROOT, 'sounds'),
      ...more,
    };
    this.signIns = new Map(STAFF.map((name) => [name, { name, password: PASSWORD }]));
    this.edge = this.edgeIsPlayed ? await Edge.start(this.edgePort) : this.#rtpengine();
    this.server = new Process(BINARY, ['serve'], this.environment);
    this.telephone = new Process(BINARY, ['telephone'], this.environment);
    await this.server.until(() => this.#answers(`${this.origin}/readyz`));
    await this.telephone.until(async () => (await this.health())?.edge === 'up');
  }

  async #setUp(from, change) {
    const config = join(this.directory, 'config');
    await cp(from, config, { recursive: true });
    const file = join(config, 'telephone.toml');
    await writeFile(file, change(await readFile(file, 'utf8')));
    await finished(['config', 'import', config, '--data', join(this.directory, 'data')]);
  }

  get data() {
    return join(this.directory, 'data');
  }

  /** Runs a command beside the processes; what it printed. */
  command(...words) {
    return finished([...words, '--data', this.data]);
  }

  async killTelephone() {
    await this.telephone.end('SIGKILL');
    this.telephone = new Process(BINARY, ['telephone'], this.environment);
    await this.telephone.until(async () => (await this.health())?.edge === 'up');
  }

  /** Apart from what else runs on this machine, as well as that can be known. */
  #soundPorts() {
    const first = 30_000 + Math.floor(Math.random() * 200) * 100;
    return {
      KEPT311_TELEPHONE_FIRST_PORT: String(first),
      KEPT311_TELEPHONE_LAST_PORT: String(first + 98),
    };
  }

  #rtpengine() {
    const words = [
      ...['--config-file=none', '--table=-1', '--foreground', '--log-stderr', '--log-level=4'],
      ...['--interface=127.0.0.1', `--listen-ng=127.0.0.1:${this.edgePort}`],
      ...['--port-min=23000', '--port-max=23999', '--delete-delay=0', '--silent-timeout=3600'],
      `--pidfile=${join(this.directory, 'rtpengine.pid')}`,
    ];
    return new Process('rtpengine', words);
  }

  /** The sessions that rtpengine itself knows of. */
  async edgeSessions() {
    const socket = createSocket('udp4');
    try {
      const answered = once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
      socket.send('list {"command":"list","limit":"1000"}', this.edgePort, '127.0.0.1');
      const [answer] = await answered;
      return JSON.parse(answer.toString().slice('list '.length)).calls;
    } finally {
      socket.close();
    }
  }

  async restartEdge() {
    await this.edge.end('SIGKILL');
    this.edge = this.#rtpengine();
  }

  /** As after a power cut. */
  async restartServer() {
    await this.server.end('SIGKILL');
    this.server = new Process(BINARY, ['serve'], this.environment);
    await this.server.until(() => this.#answers(`${this.origin}/readyz`));
  }

  async #answers(address) {
    const answer = await fetch(address).catch(() => undefined);
    return answer?.ok ? answer : undefined;
  }

  /** What the telephone says of itself. */
  async health() {
    const answer = await this.#answers(`http://127.0.0.1:${this.controlPort}/healthz`);
    return answer?.json();
  }

  /** What was said by the processes, for whoever reads of a failure. */
  get said() {
    return [this.edge, this.telephone, this.server].map((one) => one?.output ?? '').join('\n');
  }

  async stop() {
    await this.telephone?.end();
    await this.server?.end();
    this.way?.close();
    await (this.edgeIsPlayed ? this.edge?.stop() : this.edge?.end());
    if (this.directory) await rm(this.directory, { recursive: true, force: true });
  }
}
