// A city's own contact centre, as far as Kept311 sees of it: it tells what its calls do, signed, and
// keeps what it is told to do.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../support/api.mjs';

export const NAME = 'acme';
const PATIENCE_MS = 10_000;
const SECRET = 'what-only-the-two-of-them-know-0123456789';

/** As docs/operations/telephony.md has it. */
export const sign = (seconds, body, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

const secondsNow = () => Math.floor(Date.now() / 1000);

export class ContactCentre {
  /** What it was told to do: {action, call_id, …} and the headers that came with it. */
  told = [];
  /** Status of the next answers; then 204. */
  answers = [];
  #events = 0;
  #waiting = [];
  #server = createServer((request, response) => this.#take(request, response));

  static async start() {
    const centre = new ContactCentre();
    await new Promise((listens) => centre.#server.listen(0, '127.0.0.1', listens));
    centre.directory = await mkdtemp(join(tmpdir(), 'kept311-centre-'));
    centre.secretFile = join(centre.directory, 'secret');
    await writeFile(centre.secretFile, `${SECRET}\n`);
    return centre;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((ended) => this.#server.close(ended));
    await rm(this.directory, { recursive: true, force: true });
  }

  /** The settings of a Kept311 that has this contact centre. */
  environment({ queuesByItself = true } = {}) {
    return {
      KEPT311_TELEPHONE_PROVIDER: 'contact_centre',
      KEPT311_TELEPHONE_NAME: NAME,
      KEPT311_TELEPHONE_WEBHOOK: `http://127.0.0.1:${this.#server.address().port}/kept311`,
      KEPT311_TELEPHONE_SECRET_FILE: this.secretFile,
      KEPT311_TELEPHONE_QUEUES_BY_ITSELF: queuesByItself ? 'yes' : 'no',
    };
  }

  /** An event as it stands before it is signed. */
  event(call_id, event, at, more = {}) {
    this.#events += 1;
    return { provider: NAME, event_id: `e${this.#events}`, call_id, event, at: at.toISOString(), ...more };
  }

  /** Tells the server, and answers with what it says. `headers` go over the right ones. */
  tell(server, event, headers = {}) {
    const raw = typeof event === 'string' ? event : JSON.stringify(event);
    const seconds = headers['X-Kept311-Timestamp'] ?? String(secondsNow());
    return new Api(server).send('recordCallEvent', {
      raw,
      headers: {
        'X-Kept311-Timestamp': seconds,
        'X-Kept311-Signature': sign(seconds, raw),
        ...headers,
      },
    });
  }

  /** The next thing that it is told to do. A test that waits in vain fails instead of standing still. */
  next() {
    const taken = this.told.shift();
    if (taken) return Promise.resolve(taken);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nothing was told')), PATIENCE_MS);
      this.#waiting.push((told) => {
        clearTimeout(timer);
        resolve(told);
      });
    });
  }

  async #take(request, response) {
    let body = '';
    for await (const piece of request) body += piece;
    const seconds = request.headers['x-kept311-timestamp'];
    const expected = Buffer.from(sign(seconds, body));
    const given = Buffer.from(request.headers['x-kept311-signature'] ?? '');
    const signed = given.length === expected.length && timingSafeEqual(given, expected);
    const told = {
      ...JSON.parse(body),
      signed,
      late: Math.abs(secondsNow() - Number(seconds)) > 60,
      key: request.headers['idempotency-key'],
    };
    response.writeHead(this.answers.shift() ?? 204).end();
    const waiting = this.#waiting.shift();
    if (waiting) waiting(told);
    else this.told.push(told);
  }
}
