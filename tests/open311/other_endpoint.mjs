// An Open311 endpoint of somebody else's, as bad as it is told to be.
import { createServer } from 'node:http';

const json = (response, status, body) => {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

/** What an endpoint may do with a request that was sent to it. */
export const MANNERS = {
  fine: (endpoint, form, response) => json(response, 200, [{ service_request_id: endpoint.keep(form) }]),
  storesAndFails: (endpoint, form, response) => {
    endpoint.keep(form);
    json(response, 500, []);
  },
  fails: (endpoint, form, response) => json(response, 503, []),
  storesAndHangsUp: (endpoint, form, response) => {
    endpoint.keep(form);
    response.destroy();
  },
  storesAndTalksNonsense: (endpoint, form, response) => {
    endpoint.keep(form);
    response.end('<html>Thank you!</html>');
  },
  storesAndNeverEnds: (endpoint, form, response) => {
    endpoint.keep(form);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(`[{"service_request_id": "${'9'.repeat(9 << 20)}"}]`);
  },
  knowsNoSuchKey: (endpoint, form, response) => json(response, 403, [{ code: 403, description: 'key' }]),
  refuses: (endpoint, form, response) =>
    json(response, 400, [{ code: 400, description: 'POLE_NO required' }]),
  sendsElsewhere: (endpoint, form, response) => {
    response.writeHead(307, { Location: endpoint.elsewhere });
    response.end();
  },
  givesToken: (endpoint, form, response) => {
    const number = endpoint.keep(form);
    endpoint.tokens.set(`t-${number}`, null);
    json(response, 200, [{ token: `t-${number}` }]);
  },
};

export class OtherEndpoint {
  requests = [];
  tokens = new Map();
  asked = [];
  /** One for each request that comes; then it is fine. */
  manners = [];
  hidesDescriptions = false;
  #last = 1000;
  #server = createServer((request, response) => this.#answer(request, response));

  static async start(port = 0) {
    const endpoint = new OtherEndpoint();
    await new Promise((listens) => endpoint.#server.listen(port, '127.0.0.1', listens));
    endpoint.port = endpoint.#server.address().port;
    endpoint.url = `http://127.0.0.1:${endpoint.port}/v2/`;
    return endpoint;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((ended) => this.#server.close(ended));
  }

  /** Of the first request that it has. */
  get number() {
    return this.requests[0]?.service_request_id;
  }

  /** Stores a request as it came; its number. */
  keep(form) {
    const service_request_id = String((this.#last += 1));
    this.requests.push({
      service_request_id,
      status: 'open',
      status_notes: null,
      service_code: form.get('service_code'),
      description: form.get('description'),
      form,
    });
    return service_request_id;
  }

  async #answer(request, response) {
    const address = new URL(request.url, this.url);
    this.asked.push({ method: request.method, path: address.pathname, query: address.searchParams });
    const path = address.pathname.replace('/v2/', '');
    const shown = ({ form: _, description, ...fields }) => ({
      ...fields,
      description: this.hidesDescriptions ? null : description,
    });
    if (request.method === 'POST') {
      let body = '';
      for await (const piece of request) body += piece;
      const manner = this.manners.shift() ?? MANNERS.fine;
      manner(this, new URLSearchParams(body), response);
    } else if (path === 'requests.json') {
      json(response, 200, address.searchParams.get('page') > 1 ? [] : this.requests.map(shown));
    } else if (path.startsWith('tokens/')) {
      const token = path.slice('tokens/'.length, -'.json'.length);
      json(response, 200, [{ service_request_id: this.tokens.get(token), token }]);
    } else {
      const id = path.slice('requests/'.length, -'.json'.length);
      const found = this.requests.filter((one) => one.service_request_id === id);
      json(response, found.length > 0 ? 200 : 404, found.map(shown));
    }
  }
}
