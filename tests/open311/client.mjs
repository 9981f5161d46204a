// An application that speaks Open311 with a Kept311 of its own.
import { execFile } from 'node:child_process';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Api } from '../support/api.mjs';
import { instantOf } from '../support/city_time.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';

const run = promisify(execFile);
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');

export const ZONE = 'America/Toronto';
export const NOW = instantOf(ZONE, '2026-11-24T10:00');
export const BASE = '/open311/v2/';

/** A place in the demo city, and what every pothole needs beside it. */
export const HERE = { lat: '43.6532', long: '-79.3832' };
export const POTHOLE = { service_code: 'pothole', 'attribute[where_in_road]': 'lane', ...HERE };

export class Client {
  /** @param {Record<string, string>} environment settings of the server */
  static async start(environment) {
    const client = new Client();
    await client.#begin(environment);
    return client;
  }

  /** One for all tests of a file; `prepare` is done before the first. */
  static ofThisFile(prepare = async () => {}, environment = undefined) {
    const client = new Client();
    before(async () => {
      await client.#begin(environment);
      await prepare(client);
    });
    after(async () => {
      await client.server?.stop();
      await forgetDemoCities();
    });
    return client;
  }

  async #begin(environment) {
    this.server = await Server.start(NOW, NOW, environment);
    try {
      this.key = await this.newKey('app');
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  stop() {
    return this.server.stop();
  }

  /** @param {number} [rate] requests a minute */
  async newKey(name, scope = 'all', rate = undefined) {
    const words = [
      'apikey',
      'create',
      '--name',
      name,
      '--scope',
      scope,
      '--data',
      this.server.data,
      '--json',
      ...(rate ? ['--rate', String(rate)] : []),
    ];
    const { stdout } = await run(BINARY, words, { cwd: ROOT });
    return JSON.parse(stdout).key;
  }

  /** @returns {Promise<{status: number, type: string, headers: Headers, text: string, body: any}>} */
  async ask(path, options = {}) {
    const { query, ...rest } = options;
    const address = new URL(path.startsWith('/') ? path : BASE + path, this.server.origin);
    for (const [name, value] of Object.entries(query ?? {})) address.searchParams.append(name, value);
    const answer = await fetch(address, rest);
    const text = await answer.text();
    const type = answer.headers.get('content-type');
    const isJson = type?.startsWith('application/json');
    return {
      status: answer.status,
      type,
      headers: answer.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  /** Posts a request as a form, with the client's key; null: with none. */
  post(fields, { path = 'requests.json', headers, key = this.key } = {}) {
    const body = new URLSearchParams({ ...(key !== null && { api_key: key }), ...fields });
    return this.ask(path, { method: 'POST', body, headers });
  }

  /** The number of a new pothole. */
  async pothole(fields = {}) {
    const answer = await this.post({ ...POTHOLE, ...fields });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body[0].service_request_id;
  }

  /** The console of whoever stands for a role in the demo city. */
  async staff(role = 'operator') {
    const { name, password } = this.server.signInAs(role);
    const api = new Api(this.server);
    await api.signIn(name, password);
    return api;
  }

  /** What time it is then. */
  async advance(duration) {
    const answer = await fetch(new URL('/api/v1/test/clock', this.server.origin), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ advance: duration }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).now;
  }
}
