// Whatever is sent, there is a sensible answer: never a crash, a 500 or half of a change.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { operations, resolve } from '../support/contract.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later, localLater } from './city.mjs';
import { LOCAL_TIME, NO_WALL_TIMES } from './faults.mjs';
import { rowCounter } from './rows.mjs';

let city;
let countRows;
before(async () => {
  city = await City.start({ KEPT311_TELEPHONE_PROVIDER: 'simulated' });
  countRows = await rowCounter(city.server.data);
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const deep = (levels) => `{"language":"en","name":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const invalidUtf8 = (before, after) =>
  Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(after)]);

/** what is wrong -> the body that is sent to createContact */
const BODIES = {
  'half an object': '{"language": "en"',
  'a list': '[]',
  'a text': '"en"',
  'a number': '1',
  null: 'null',
  'two objects': '{"language":"en"}{"language":"en"}',
  'a comment': '{"language":"en"} // please',
  'a byte order mark': '\ufeff{"language":"en"}',
  'single quotes': "{'language':'en'}",
  'a thousand levels': deep(1000),
  'a hundred thousand levels': deep(100_000),
  'a number beyond all numbers': '{"language":"en","name":1e999}',
  'a whole number beyond 64 bits': '{"language":"en","name":99999999999999999999999}',
  'a name given twice, the second wrong': '{"language":"en","language":"no_such"}',
  'a value that is not UTF-8': invalidUtf8('{"language":"en","name":"', '"}'),
  'a name that is not UTF-8': invalidUtf8('{"language":"en","', '":"x"}'),
  'a control character': '{"language":"en","name":"a\u0000b"}',
  'half of a character': '{"language":"en","name":"\\ud83d"}',
  'the other half': '{"language":"en","name":"\\ude00\\ud83d"}',
  'an endless name': `{"language":"en","${'x'.repeat(50_000)}":1}`,
};

describe('a body with', () => {
  for (const [what, raw] of Object.entries(BODIES)) {
    test(`${what} is refused and stores nothing`, async () => {
      const rows = await countRows();
      const answer = await city.operator.send('createContact', { raw });
      assert.ok([400, 422].includes(answer.status), `${answer.status} ${JSON.stringify(answer.body)}`);
      assert.deepEqual(await countRows(), rows);
    });
  }

  for (const type of [null, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
    test(`the content type ${type} is refused`, async () => {
      // A Buffer, for fetch gives a text a content type of its own.
      const raw = Buffer.from('{"language":"en"}');
      const answer = await city.operator.send('createContact', { raw, headers: { 'Content-Type': type } });
      assert.equal(answer.status, 415);
    });
  }

  test('a content type with a charset is taken', async () => {
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    const answer = await city.operator.send('createContact', { body: { language: 'en' }, headers });
    assert.equal(answer.status, 201);
  });
});

const QUERIES = {
  integer: ['many', '1.5', '-1', '99999999999999999999', '0x10', ' 1', '1abc'],
  number: ['much', '0x2B', '1e999', '43,65', 'nan'],
  string: [],
};

/** Values that the contract rules out for one parameter. */
function faultsOf(parameter) {
  const schema = resolve(parameter.schema);
  const faults = [...QUERIES[schema.type]];
  if (schema.maximum !== undefined) faults.push(String(schema.maximum + 1));
  if (schema.minimum !== undefined) faults.push(String(schema.minimum - 1));
  if (schema.enum) faults.push('no_such_value');
  if (schema.maxLength) faults.push('x'.repeat(schema.maxLength + 1));
  if (schema.pattern) faults.push('at noon');
  if (schema === LOCAL_TIME) faults.push(...NO_WALL_TIMES);
  return faults;
}

/** There is no recording here; see recordings.test.mjs. */
const ELSEWHERE = new Set(['readRecording']);

for (const { id, method, parameters } of operations.values()) {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  if (method !== 'GET' || inQuery.length === 0 || ELSEWHERE.has(id)) continue;
  test(`${id} refuses each spoiled parameter by name`, async () => {
    const supervisor = await city.as('supervisor');
    const there = { article: (await supervisor.call('listArticles')).articles[0].id };
    const valid = {
      q: 'library',
      owner: supervisor.session.staff.id,
      service: city.catalogue.services[0].id,
      lat: 43.6532,
      lng: -79.3832,
      bbox: '-79.5,43.6,-79.3,43.7',
      zoom: 12,
      local: localLater(1),
      from: later(0),
      until: later(1),
    };
    const path = Object.fromEntries(inPath.map(({ name }) => [name, there[name]]));
    const needed = Object.fromEntries(
      inQuery.filter(({ required }) => required).map(({ name }) => [name, valid[name]]),
    );
    const breaches = [];
    for (const parameter of inQuery) {
      for (const fault of faultsOf(parameter)) {
        const answer = await supervisor.send(id, { path, query: { ...needed, [parameter.name]: fault } });
        const pointers = (answer.body?.errors ?? []).map(({ pointer }) => pointer);
        if (answer.status !== 422 || !pointers.includes(`/${parameter.name}`)) {
          breaches.push(`${parameter.name}=${fault}: ${answer.status} ${JSON.stringify(pointers)}`);
        }
      }
    }
    assert.deepEqual(breaches, []);
    assert.equal((await supervisor.send(id, { path, query: needed })).status, 200);
  });
}

test('every address says which methods it takes', async () => {
  const paths = new Map();
  for (const { id, path, method } of operations.values()) {
    // Only where there is a contact centre: call_events.test.mjs.
    if (id === 'recordCallEvent') continue;
    paths.set(path, [...(paths.get(path) ?? []), method]);
  }
  const breaches = [];
  for (const [path, methods] of paths) {
    const address = new URL(path.replaceAll(/\{\w+\}/g, '1'), city.server.origin);
    for (const method of ['PUT', 'OPTIONS', 'PROPFIND']) {
      const answer = await fetch(address, { method });
      const allowed = answer.headers.get('allow')?.split(', ').sort();
      if (answer.status !== 405 || `${allowed}` !== `${[...methods].sort()}`) {
        breaches.push(`${method} ${path}: ${answer.status} ${allowed}`);
      }
    }
  }
  assert.deepEqual(breaches, []);
});

test('an id that is none names nothing', async () => {
  const supervisor = await city.as('supervisor');
  const breaches = [];
  for (const { id, method, parameters, body } of operations.values()) {
    const [parameter] = parameters.filter((one) => one.in === 'path' && one.schema.type === 'integer');
    if (!parameter) continue;
    for (const value of ['1abc', 'one', '-', '99999999999999999999', '1.0', ' 1']) {
      const request = { path: { [parameter.name]: value }, body: body && method !== 'GET' ? {} : undefined };
      const answer = await supervisor.send(id, request);
      // The form may be judged first.
      if (![403, 404, 422].includes(answer.status)) breaches.push(`${id} ${value}: ${answer.status}`);
    }
  }
  assert.deepEqual(breaches, []);
});

test('what every answer says to browsers', async () => {
  for (const path of [
    '/healthz',
    '/readyz',
    '/metrics',
    '/portal.css',
    '/c/123?k=x',
    '/l/x',
    '/api/v1/session',
  ]) {
    const { headers } = await fetch(city.server.origin + path);
    const policy = headers.get('content-security-policy');
    assert.match(policy, /default-src 'self'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.ok(!policy.includes('unsafe'), path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'same-origin', path);
    if (path !== '/portal.css') assert.equal(headers.get('cache-control'), 'no-store', path);
  }
});

test('the figures tell of requests, writes, the keeper and promises, and of nobody', async () => {
  const read = async () => (await fetch(`${city.server.origin}/metrics`)).text();
  const value = (text, line) => {
    const found = text.split('\n').find((one) => one.startsWith(`${line} `));
    assert.ok(found, `no ${line} in\n${text}`);
    return Number(found.slice(line.length + 1));
  };
  const request = 'kept311_http_requests_total{operation="POST /api/v1/cases",status="201"}';
  const { case: first } = await city.question();
  const before = await read();
  const { case: second } = await city.question();
  const then = await read();
  const grows = (line, by) => assert.equal(value(then, line) - value(before, line), by, line);
  grows(request, 1);
  grows('kept311_http_request_seconds_count{operation="POST /api/v1/cases"}', 1);
  grows('kept311_promises{state="live"}', 1);
  grows('kept311_cases{state="open"}', 1);
  assert.ok(value(then, 'kept311_write_batches_total') > value(before, 'kept311_write_batches_total'));
  assert.equal(value(then, 'kept311_keeper_in_trouble'), 0);
  assert.equal(value(then, 'kept311_writable'), 1);
  value(then, 'kept311_keeper_max_lateness_seconds');
  for (const told of [first.number, second.number, 'Delgado', '416555'])
    assert.ok(!then.includes(told), told);
  // Every line is a comment or a figure.
  const wrong = then
    .split('\n')
    .filter((line) => !/^(# (HELP|TYPE) .+|[a-z_0-9]+(\{.+\})? [-+0-9.e]+|)$/.test(line));
  assert.deepEqual(wrong, []);
});

test('it says that it lives, and that it is ready', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const answer = await fetch(city.server.origin + path);
    assert.equal(answer.status, 200);
    const head = await fetch(city.server.origin + path, { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [200, '']);
  }
});

test('a stale version is told what happened since', async () => {
  const { case: opened, ask } = await city.question();
  const { number, version } = opened;
  await city.operator.call('answerAsk', { path: { ask: ask.id }, body: { text: 'On Tuesdays.' } });
  const answer = await city.operator.send('askDepartment', {
    path: { number },
    body: { department: city.catalogue.departments[1].id, text: 'When?', expected_version: version },
  });
  assert.equal(answer.status, 409);
  assert.ok(answer.body.events_since.length > 0);
  assert.ok(answer.body.events_since.every(({ seq }) => seq > version));
  assert.ok(answer.body.events_since.some(({ kind }) => kind === 'ask_answered'));
});

test('pages beyond the API are for reading', async () => {
  const stranger = new Api(city.server);
  assert.equal((await fetch(`${stranger.server.origin}/api/v1/no-such-thing`)).status, 404);
  assert.equal((await fetch(`${stranger.server.origin}/no-such-thing`, { method: 'POST' })).status, 404);
  assert.equal((await fetch(`${stranger.server.origin}/..%2f..%2fetc%2fpasswd`)).status, 400);
});
