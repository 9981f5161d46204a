// Who may speak to the server at all, and what a repeated request does.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { operations } from '../support/contract.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';
import { rowCounter } from './rows.mjs';

let city;
before(async () => {
  city = await City.start();
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

test('a wrong password and an unknown name get the same answer', async () => {
  const stranger = new Api(city.server);
  const wrong = await stranger.send('signIn', {
    body: { name: city.server.signInAs('operator').name, password: 'no such thing' },
  });
  const unknown = await stranger.send('signIn', { body: { name: 'nobody', password: 'no such thing' } });
  assert.equal(wrong.status, 401);
  assert.deepEqual([unknown.status, unknown.body], [wrong.status, wrong.body]);
});

test('every operation that needs a session refuses strangers', async () => {
  const stranger = new Api(city.server);
  const open = [];
  for (const { id, definition, parameters, body } of operations.values()) {
    if (definition.security?.length === 0) continue;
    const path = Object.fromEntries(
      parameters.filter((one) => one.in === 'path').map(({ name }) => [name, 1]),
    );
    const answer = await stranger.send(id, { path, body: body ? {} : undefined });
    if (answer.status !== 401) open.push(`${id}: ${answer.status}`);
  }
  assert.deepEqual(open, []);
});

test('the session cookie is out of reach for scripts and other sites', async () => {
  const api = new Api(city.server);
  const { name, password } = city.server.signInAs('operator2');
  const answer = await api.send('signIn', { body: { name, password } });
  const [cookie] = answer.headers.getSetCookie();
  for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) {
    assert.ok(cookie.split('; ').includes(flag), cookie);
  }
  assert.ok(!/Secure|Domain/i.test(cookie), cookie);
  const behindTls = await api.send('signIn', {
    body: { name, password },
    headers: { 'X-Forwarded-Proto': 'https' },
  });
  assert.ok(behindTls.headers.getSetCookie()[0].split('; ').includes('Secure'));
});

test('a rush of sign-ins is told to come back, and holds up nobody', async () => {
  const stranger = new Api(city.server);
  const { name, password } = city.server.signInAs('manager2');
  const rush = Array.from({ length: 40 }, () => stranger.send('signIn', { body: { name, password } }));
  const begun = performance.now();
  const other = await city.operator.send('readSession');
  const took = performance.now() - begun;
  const answers = await Promise.all(rush);
  const rushed = performance.now() - begun;
  assert.equal(other.status, 200);
  assert.ok(took < rushed / 2, `waited ${took} ms of ${rushed}`);
  assert.ok(answers.some(({ status }) => status === 200));
  const refused = answers.filter(({ status }) => status !== 200);
  assert.ok(refused.length > 0, 'everybody was let in at once');
  for (const { status, headers } of refused) {
    assert.deepEqual([status, headers.get('retry-after')], [429, '1']);
  }
});

test('a change without the CSRF token, or with another, is refused', async () => {
  const request = { body: { direction: 'inbound', channel: 'call' } };
  for (const token of [null, 'x'.repeat(43), (await city.as('operator2')).session.csrf]) {
    const answer = await city.operator.send('startInteraction', {
      ...request,
      headers: { 'X-CSRF-Token': token },
    });
    assert.equal(answer.status, 403);
  }
  assert.equal((await city.operator.send('startInteraction', request)).status, 201);
});

test('signing out ends the session', async () => {
  const api = await city.signIn('analyst');
  const { cookie } = api;
  assert.equal((await api.send('readSession')).status, 200);
  assert.equal((await api.send('signOut')).status, 204);
  assert.equal((await api.send('readSession', { headers: { Cookie: cookie } })).status, 401);
});

test('a body that is not JSON, and one that is too big, are refused', async () => {
  const broken = await city.operator.send('createContact', { raw: '{"language": "en"' });
  assert.equal(broken.status, 400);
  const big = JSON.stringify({ language: 'en', name: 'x'.repeat(8_000_000) });
  const answer = await city.operator.send('createContact', { raw: big }).catch(() => undefined);
  assert.ok(answer === undefined || answer.status === 413, `${answer?.status}`);
  assert.equal((await city.operator.send('readSession')).status, 200);
});

test('a repeated request gets the first answer and is done once', async () => {
  const countRows = await rowCounter(city.server.data);
  const call = await city.inbound();
  const request = {
    body: { interaction: call.id, kind: 'question', summary: 'Who owns the bench?' },
    headers: { 'Idempotency-Key': randomUUID() },
  };
  const first = await city.operator.send('openCase', request);
  assert.equal(first.status, 201);
  const rows = await countRows();
  const again = await city.operator.send('openCase', request);
  assert.equal(again.status, 201);
  assert.deepEqual(again.body, first.body);
  assert.deepEqual(await countRows(), rows);
});

test('the same key with another body is refused and changes nothing', async () => {
  const countRows = await rowCounter(city.server.data);
  const headers = { 'Idempotency-Key': randomUUID() };
  const first = await city.operator.send('createContact', { body: { language: 'en', name: 'One' }, headers });
  assert.equal(first.status, 201);
  const rows = await countRows();
  const other = await city.operator.send('createContact', { body: { language: 'en', name: 'Two' }, headers });
  assert.equal(other.status, 422);
  assert.deepEqual(await countRows(), rows);
});

test('a key belongs to whoever sent it and to one operation', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const body = { language: 'en', name: 'Three' };
  const mine = await city.operator.send('createContact', { body, headers });
  const theirs = await (await city.as('operator2')).send('createContact', { body, headers });
  assert.equal(theirs.status, 201);
  assert.notEqual(theirs.body.id, mine.body.id);
  const call = await city.operator.send('startInteraction', {
    body: { direction: 'inbound', channel: 'call' },
    headers,
  });
  assert.equal(call.status, 201);
});

test('eight repeats in the same instant are one', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const body = { language: 'en', name: 'Eight at once' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => city.operator.send('createContact', { body, headers })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(8).fill(201),
  );
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
});

test('the number of a case is taken with spaces, and a mistyped one is not', async () => {
  const { case: opened } = await city.question();
  const spoken = await city.operator.call('readCase', { path: { number: opened.spoken_number } });
  assert.equal(spoken.number, opened.number);
  for (let place = 0; place < 9; place += 1) {
    const digits = [...opened.number];
    digits[place] = String((Number(digits[place]) + 1) % 10);
    const answer = await city.operator.send('readCase', { path: { number: digits.join('') } });
    assert.ok([404, 422].includes(answer.status), `${digits.join('')}: ${answer.status}`);
  }
});

test('an operation answers as itself only to its own method', async () => {
  const answer = await fetch(`${city.server.origin}/api/v1/catalogue`, { method: 'DELETE' });
  assert.ok([401, 403, 404, 405].includes(answer.status), `${answer.status}`);
  const unknown = await fetch(`${city.server.origin}/api/v1/no-such-thing`);
  assert.ok([401, 404].includes(unknown.status), `${unknown.status}`);
});
