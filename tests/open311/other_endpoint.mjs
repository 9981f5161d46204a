// An Open311 endpoint of somebody else's, as bad as it is told to be.
import { createServer } from 'node:http';

const json = (response, status, body) => {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const element = (name, value) => `<${name}>${value === null ? '' : escaped(value)}</${name}>`;

/** The same as a document of GeoReport in XML: a list of objects of texts. */
export const xml = (response, status, root, entry, list) => {
  response.writeHead(status, { 'Content-Type': 'text/xml; charset=utf-8' });
  const entries = list.map(
    (one) =>
      `<${entry}>${Object.entries(one)
        .map(([name, value]) => element(name, value))
        .join('')}</${entry}>`,
  );
  response.end(`<?xml version="1.0" encoding="utf-8"?><${root}>${entries.join('')}</${root}>`);
};

/** What an endpoint may do with a request that was sent to it. */
export const MANNERS = {
  fine: (endpoint, form, response) => json(response, 200, [{ service_request_id: endpoint.keep(form) }]),
  fineInXml: (endpoint, form, response) =>
    xml(response, 200, 'service_requests', 'request', [{ service_request_id: endpoint.keep(form) }]),
  refusesInXml: (endpoint, form, response) =>
    xml(response, 400, 'errors', 'error', [{ code: 400, description: 'POLE_NO required' }]),
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

/** The fields of what was posted, and its files under their names. */
async function formOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return new URLSearchParams(body.toString());
  return new Response(body, { headers: { 'Content-Type': type } }).formData();
}

export class OtherEndpoint {
  requests = [];
  tokens = new Map();
  asked = [];
  /** One for each request that comes; then it is fine. */
  manners = [];
  hidesDescriptions = false;
  /** What it says in servicerequestupdates, and what was posted there. */
  updates = [];
  told = [];
  /** Answers to updates that are posted: status codes; then it is fine. */
  updateStatuses = [];
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
    const inXml = address.pathname.endsWith('.xml');
    const list = (root, entry, entries, status = 200) =>
      inXml ? xml(response, status, root, entry, entries) : json(response, status, entries);
    if (request.method === 'POST') {
      const form = await formOf(request);
      if (path.startsWith('servicerequestupdates')) {
        const status = this.updateStatuses.shift() ?? 200;
        if (status === 200) this.told.push(form);
        const answer = status === 200 ? [{ update_id: `theirs-${this.told.length}` }] : [];
        list('service_request_updates', 'request_update', answer, status);
        return;
      }
      const manner = this.manners.shift() ?? (inXml ? MANNERS.fineInXml : MANNERS.fine);
      manner(this, form, response);
    } else if (path.startsWith('servicerequestupdates')) {
      list('service_request_updates', 'request_update', this.updates);
    } else if (path === 'requests.xml') {
      const page = address.searchParams.get('page') > 1 ? [] : this.requests.map(shown);
      list('service_requests', 'request', page);
    } else if (path === 'requests.json') {
      json(response, 200, address.searchParams.get('page') > 1 ? [] : this.requests.map(shown));
    } else if (path.startsWith('tokens/')) {
      const token = path.slice('tokens/'.length).replace(/\.(json|xml)$/, '');
      list('service_requests', 'request', [{ service_request_id: this.tokens.get(token), token }]);
    } else {
      const id = path.slice('requests/'.length).replace(/\.(json|xml)$/, '');
      const found = this.requests.filter((one) => one.service_request_id === id);
      list('service_requests', 'request', found.map(shown), found.length > 0 ? 200 : 404);
    }
  }
}
