// A staff member's hand on the staff API: session, CSRF token, idempotency keys, and a check of
// every answer against the contract.
import { randomUUID } from 'node:crypto';
import { checkAnswer, operations } from './contract.mjs';

/** An answer that the caller did not ask for. */
export class UnexpectedAnswer extends Error {
  constructor(operationId, answer) {
    super(`${operationId} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

function addressOf(origin, operation, path, query) {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    if (path?.[name] === undefined) throw new Error(`${operation.id} needs ${name} in its path`);
    return encodeURIComponent(path[name]);
  });
  const address = new URL(filled, origin);
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, value);
  return address;
}

export class Api {
  #cookie;
  #csrf;

  /** @param {{origin: string}} server */
  constructor(server) {
    this.server = server;
  }

  get cookie() {
    return this.#cookie;
  }

  /** Signs in and stays so, also when the server is started anew on another port. */
  async signIn(name, password) {
    const answer = await this.send('signIn', { body: { name, password } });
    if (answer.status !== 200) throw new UnexpectedAnswer('signIn', answer);
    this.session = answer.body;
    this.#csrf = answer.body.csrf;
    return answer.body;
  }

  /**
   * One request. Answers with whatever came back, once it is what the contract says.
   * @param {string} operationId
   * @param {{path?: object, query?: object, body?: unknown, raw?: string, headers?: object}} request
   *   `raw` is sent as it stands, for what no JSON library would write; a header of `null` is left out.
   */
  async send(operationId, { path, query, body, raw, headers } = {}) {
    const operation = operations.get(operationId);
    if (!operation) throw new Error(`the contract has no ${operationId}`);
    const all = {
      Accept: 'application/json',
      'Content-Type': body === undefined && raw === undefined ? null : 'application/json',
      Cookie: this.#cookie ?? null,
      'X-CSRF-Token': operation.method === 'GET' ? null : (this.#csrf ?? null),
      'Idempotency-Key': operation.method === 'POST' ? randomUUID() : null,
      Origin: operation.method === 'GET' ? null : this.server.origin,
      ...headers,
    };
    const response = await fetch(addressOf(this.server.origin, operation, path, query), {
      method: operation.method,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)),
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      redirect: 'manual',
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0];
    const text = await response.text();
    const answer = {
      status: response.status,
      contentType: response.headers.get('content-type'),
      headers: response.headers,
      body: text === '' ? undefined : parseOrKeep(text),
    };
    checkAnswer(operationId, answer);
    return answer;
  }

  /** A request that must succeed. Answers with its body. */
  async call(operationId, request) {
    const answer = await this.send(operationId, request);
    if (answer.status >= 300) throw new UnexpectedAnswer(operationId, answer);
    return answer.body;
  }
}

function parseOrKeep(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
