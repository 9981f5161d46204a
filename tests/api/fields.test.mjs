// Every field of every request, spoiled in every way that the contract rules out: refused, with the
// field named, and nothing stored.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { operations } from '../support/contract.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW } from './city.mjs';
import { fieldsIn, fieldsOf, spoiled } from './faults.mjs';
import { notCovered, notSpoiled, validRequests } from './requests.mjs';
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

test('every operation with a body has a valid request here, or a reason', () => {
  const withBody = [...operations.values()].filter(({ body }) => body).map(({ id }) => id);
  const without = withBody.filter((id) => !validRequests[id] && !notCovered.has(id));
  assert.deepEqual(without, []);
});

// operation -> the fields that its valid requests hold, each of which was spoiled
const spoiledFields = new Map();

for (const [name, makeRequest] of Object.entries(validRequests)) {
  const [operationId] = name.split(' ');
  describe(`${name}:`, () => {
    test('each spoiled field is refused by name and stores nothing', async () => {
      const { as, path, body } = await makeRequest(city);
      const fields = [...(spoiledFields.get(operationId) ?? []), ...fieldsIn(body)];
      spoiledFields.set(operationId, new Set(fields));
      const api = await city.as(as);
      const before = await countRows();
      const breaches = [];
      for (const { pointer, name, raw, loose } of spoiled(operations.get(operationId).body, body, NOW)) {
        const answer = await api.send(operationId, { path, raw });
        const pointers = (answer.body?.errors ?? []).map((error) => error.pointer);
        const refused = answer.status >= 400 && answer.status < 500;
        const named = pointers.includes(pointer) || (loose !== undefined && pointers.includes(loose));
        if (!refused || !named) {
          breaches.push(`${pointer} ${name}: ${answer.status} ${JSON.stringify(answer.body?.errors)}`);
        }
        const rows = await countRows();
        for (const table of Object.keys(rows)) {
          if (rows[table] !== before[table]) breaches.push(`${pointer} ${name}: rows stored in ${table}`);
        }
        Object.assign(before, rows);
      }
      assert.deepEqual(breaches, []);
      // The same request unspoiled is taken: what was refused above was refused for the fault.
      const taken = await api.send(operationId, { path, body });
      assert.ok(taken.status < 300, `the valid request: ${taken.status} ${JSON.stringify(taken.body)}`);
      // What it makes the telephone do is done, and changes no rows while the next ones are counted.
      await city.operator.call('setTestClock', { body: { advance: 'PT0S' } });
    });
  });
}

test('every field that the contract names was spoiled, or has a reason', () => {
  const never = [...spoiledFields].flatMap(([id, fields]) =>
    [...fieldsOf(operations.get(id).body)]
      .filter((field) => !fields.has(field))
      .map((field) => `${id}${field}`)
      .filter((field) => !notSpoiled.has(field)),
  );
  assert.deepEqual(never, []);
});

for (const { id, method, parameters } of operations.values()) {
  const ids = parameters.filter((parameter) => parameter.in === 'path');
  if (ids.length === 0 || ids.some(({ name }) => name === 'token')) continue;
  test(`${id} of something that does not exist is refused`, async () => {
    const path = Object.fromEntries(
      ids.map(({ name, schema }) => [name, schema.type === 'integer' ? 999_999_999 : '999999990']),
    );
    const body = validRequests[id] ? (await validRequests[id](city)).body : undefined;
    const api = await city.as(id === 'disableStaff' ? 'admin' : 'supervisor');
    const answer = await api.send(id, { path, body: method === 'GET' ? undefined : body });
    assert.ok([403, 404, 422].includes(answer.status), `${answer.status} ${JSON.stringify(answer.body)}`);
  });
}
