// A release server with a demo city, and clients that put load on it over loopback. Processor time is
// the server's own, for the client takes its share of the machine.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { atMost } from './goals.mjs';

export const BINARY = resolve(process.env.KEPT311_BINARY ?? 'build/release/kept311');
export const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 64);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Debian makes

// The goals of every server that is loaded here; of memory for 10,000 records.
const MOST_START_SECONDS = 0.3;
const MOST_MEMORY_MB = 60;
export const LEAST_CREATES = 2_000; // a second
export const SLOWEST_CREATE_MS = 100; // at the 99th percentile
export const LEAST_LISTS = 3_000; // of 50, a second
export const LEAST_SINGLES = 1 / 3; // of what the server answers from memory, in the same run

export const forSeconds = (_, milliseconds) => milliseconds > SECONDS * 1000;

/** Runs a command of kept311; what it says. */
export function kept311(...words) {
  return execFileSync(BINARY, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** A directory that goes away with the program. */
export function scratch() {
  const directory = mkdtempSync(join(tmpdir(), 'kept311-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export class LoadedServer {
  headers = {};
  #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  /** @param {object} environment settings of the server */
  static async start(data, environment = {}) {
    const server = new LoadedServer();
    const begun = performance.now();
    server.child = spawn(BINARY, ['serve', '--data', data, '--listen', '127.0.0.1:0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    process.once('exit', () => server.child.kill('SIGKILL'));
    server.origin = await new Promise((found) => {
      server.child.stdout.on('data', (chunk) => {
        const address = /listening on (\S+)/.exec(chunk)?.[1];
        if (address) found(address);
      });
    });
    while ((await server.#send('GET', '/readyz')).status !== 200) {
      // What fell due while it was away is put right.
    }
    server.startSeconds = (performance.now() - begun) / 1000;
    return server;
  }

  /** Ends it and starts it again, with what it has by now; what that takes is held to its goal. */
  async startedAgain(data, environment = {}) {
    await this.stop();
    const server = await LoadedServer.start(data, environment);
    atMost(MOST_START_SECONDS, server.startSeconds, 's', 'start, until it is ready');
    return server;
  }

  async stop() {
    this.#agent.destroy();
    const ended = new Promise((gone) => this.child.once('exit', gone));
    this.child.kill('SIGTERM');
    await ended;
  }

  /** One request, its body as JSON or as it stands. Answers with status, headers and body. */
  #send(method, path, body) {
    const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
    const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
    const headers = { Accept: 'application/json', ...this.headers };
    if (text) Object.assign(headers, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
    return new Promise((answered, failed) => {
      const sent = request(`${this.origin}${path}`, { method, agent: this.#agent, headers }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () =>
          answered({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
        response.on('error', failed);
      });
      sent.on('error', failed);
      sent.end(text);
    });
  }

  async call(method, path, body) {
    const answer = await this.#send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return answer;
  }

  async value(method, path, body) {
    return JSON.parse((await this.call(method, path, body)).body);
  }

  /** Seconds of processor that the server has used so far. */
  #processorSeconds() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  memoryMegabytes() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
  }

  /** What it holds, of a city as small as the goal is said for. */
  checkMemory(when) {
    atMost(MOST_MEMORY_MB, this.memoryMegabytes(), 'MB', `memory ${when}`);
  }

  /** Runs `once` on so many connections until `isOver(done)`, and tells what came of it. */
  async measure(what, connections, once, isOver = forSeconds) {
    const times = [];
    const cpu = this.#processorSeconds();
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
      cpu: ((this.#processorSeconds() - cpu) * 1000) / times.length,
    };
    console.log(
      [
        what.padEnd(48),
        `${Math.round(figures.rate)}/s`.padStart(9),
        `p50 ${figures.p50.toFixed(1)} ms`.padStart(14),
        `p99 ${figures.p99.toFixed(1)} ms`.padStart(14),
        `cpu ${figures.cpu.toFixed(2)} ms`.padStart(14),
      ].join(' '),
    );
    return figures;
  }

  /** The same of reading one address. */
  reading(what, path, connections = CONNECTIONS) {
    return this.measure(what, connections, () => this.call('GET', path));
  }
}
