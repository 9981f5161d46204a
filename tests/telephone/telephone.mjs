// `kept311 telephone` by itself: the test is the city's server, the trunk and the edge around it.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Edge } from './edge.mjs';
import { freePort, listens, play } from './sipp.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const SECRET = 'what-only-the-two-of-them-know-0123456789';
const PATIENCE_MS = 15_000;

const sign = (seconds, body) =>
  `sha256=${createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex')}`;
const secondsNow = () => String(Math.floor(Date.now() / 1000));

const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export class Telephone {
  /** Events that were told, in their order. */
  events = [];
  /** Status of the next answers to events; then 200. */
  answers = [];
  /** Told each event as it comes. */
  onEvent = () => {};
  #waiting = [];
  #dialled = 0;
  #server;
  #child;

  /** `trunks`: what they are, as TOML, with the ports that it is given; `environment`: what else is set for it. */
  static async start(settings = {}, trunks = undefined, environment = {}) {
    const telephone = new Telephone();
    telephone.directory = await mkdtemp(join(tmpdir(), 'kept311-telephone-'));
    telephone.edge = await Edge.start();
    telephone.serverPort = 0;
    await telephone.openServer();
    telephone.sipPort = await freePort();
    telephone.gatewayPort = await freePort();
    await writeFile(join(telephone.directory, 'secret'), `${SECRET}\n`);
    telephone.settings = settings;
    telephone.environment = environment;
    if (trunks) {
      telephone.config = join(telephone.directory, 'trunks.toml');
      await writeFile(telephone.config, trunks(telephone));
    }
    await telephone.run();
    return telephone;
  }

  /** The process; again after it ended. */
  async run() {
    const first = 30_000 + Math.floor(Math.random() * 200) * 100;
    const environment = {
      DATA: this.directory,
      TELEPHONE_SECRET_FILE: join(this.directory, 'secret'),
      TELEPHONE_SERVER: `http://127.0.0.1:${this.serverPort}`,
      TELEPHONE_CONTROL: '127.0.0.1:0',
      ...(!this.config && {
        TELEPHONE_SIP: `127.0.0.1:${this.sipPort}`,
        TELEPHONE_GATEWAY: `127.0.0.1:${this.gatewayPort}`,
      }),
      // sipp plays one call, and would take a question for it.
      TELEPHONE_KEEP_ALIVE: '0',
      TELEPHONE_EDGE: `127.0.0.1:${this.edge.port}`,
      TELEPHONE_FIRST_PORT: String(first),
      TELEPHONE_LAST_PORT: String(first + 98),
      TELEPHONE_CHOICE: '0',
      TELEPHONE_DRAIN: '0',
      ...this.settings,
    };
    const env = { ...process.env, ...this.environment };
    delete env.KEPT311_BINARY;
    for (const [key, value] of Object.entries(environment)) env[`KEPT311_${key}`] = value;
    this.started = { program: BINARY, environment: env };
    this.#child = spawn(BINARY, ['telephone', '--json', ...(this.config ? ['--config', this.config] : [])], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.#child);
    const child = this.#child;
    child.log = '';
    child.stderr.on('data', (piece) => (child.log += piece));
    child.ended = new Promise((ended) =>
      child.once('exit', (code, signal) => {
        running.delete(child);
        ended({ code, signal });
      }),
    );
    const line = await new Promise((told, failed) => {
      child.stdout.once('data', (piece) => told(piece.toString()));
      child.once('error', failed);
      child.ended.then(() => failed(new Error(`kept311 telephone ended: ${child.log}`)));
    });
    this.control = JSON.parse(line).control;
  }

  async openServer() {
    this.#server = createServer((request, response) => this.#take(request, response));
    await new Promise((listens) => this.#server.listen(this.serverPort, '127.0.0.1', listens));
    this.serverPort = this.#server.address().port;
  }

  closeServer() {
    this.#server.closeAllConnections();
    return new Promise((closed) => this.#server.close(closed));
  }

  get pid() {
    return this.#child.pid;
  }

  get log() {
    return this.#child.log;
  }

  async end(signal = 'SIGTERM') {
    this.#child.kill(signal);
    return this.#child.ended;
  }

  async stop() {
    const hadEnded = !running.has(this.#child);
    const { code } = await this.end();
    if (this.#server.listening) await this.closeServer();
    await this.edge.stop();
    await rm(this.directory, { recursive: true, force: true });
    // Something else than 0 is what the sanitizers say of a program that seemed well.
    assert.ok(hadEnded || code === 0, this.log);
  }

  async #take(request, response) {
    let body = '';
    for await (const piece of request) body += piece;
    assert.equal(request.headers['x-kept311-signature'], sign(request.headers['x-kept311-timestamp'], body));
    const status = this.answers.shift() ?? 200;
    response.writeHead(status).end('{}');
    if (status !== 200) return;
    this.events.push(JSON.parse(body));
    this.onEvent(this.events.at(-1));
    for (const look of [...this.#waiting]) look();
  }

  /** Waits until `found()` is something, looking after each event. */
  async until(found, what) {
    let look;
    return new Promise((resolve_, reject) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((each) => each !== look);
        reject(new Error(`${what} never came; told: ${this.events.map(({ event }) => event)}\n${this.log}`));
      }, PATIENCE_MS);
      look = () => {
        const value = found();
        if (!value) return;
        clearTimeout(timer);
        this.#waiting = this.#waiting.filter((each) => each !== look);
        resolve_(value);
      };
      this.#waiting.push(look);
      look();
    });
  }

  /** The event of that kind, of that call. */
  told(kind, call) {
    return this.until(
      () => this.events.find((one) => one.event === kind && (!call || one.call_id === call)),
      kind,
    );
  }

  /** What was told of a call, in order. */
  story(call) {
    return this.events.filter(({ call_id }) => call_id === call).map(({ event }) => event);
  }

  async post(path, body, { secret, key } = {}) {
    const raw = JSON.stringify(body);
    const seconds = secondsNow();
    const response = await fetch(`http://${this.control}${path}`, {
      method: 'POST',
      body: raw,
      headers: {
        'Content-Type': 'application/json',
        'X-Kept311-Timestamp': seconds,
        ...(key && { 'Idempotency-Key': key }),
        'X-Kept311-Signature': secret ? `sha256=${'0'.repeat(64)}` : sign(seconds, raw),
      },
    });
    return { status: response.status, body: await response.json() };
  }

  order(action, call, more = {}) {
    return this.post('/commands', { action, call_id: call, ...more });
  }

  /** It must be done. */
  async does(action, call, more) {
    const { status, body } = await this.order(action, call, more);
    assert.equal(status, 200, `${action}: ${JSON.stringify(body)}`);
  }

  async health() {
    return (await fetch(`http://${this.control}/healthz`)).json();
  }

  /** An operator whose sound is that peer's. */
  async headset(agent, peer) {
    const { status, body } = await this.post('/audio', { agent, sdp: peer.sdp() });
    assert.equal(status, 200, JSON.stringify(body));
    return body.sdp;
  }

  caller(scenario, options) {
    return freePort().then((port) => play(scenario, { port, to: this.sipPort, ...options }));
  }

  async callee(scenario, options) {
    const line = play(scenario, { port: this.gatewayPort, ...options });
    await listens(this.gatewayPort);
    return line;
  }

  dialled() {
    this.#dialled += 1;
    return `dialled-${this.#dialled}`;
  }
}
