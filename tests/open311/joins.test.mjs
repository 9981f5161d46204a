// 'Me too': somebody who wants what was asked for already joins that request instead of sending one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mailsIn } from '../support/mail_server.mjs';
import { Client, HERE, POTHOLE } from './client.mjs';
import { textOf } from './formats.mjs';
import { png } from './pictures.mjs';

let operator;
const client = Client.ofThisFile(async () => {
  operator = await client.staff();
});

const NADIA = { first_name: 'Nadia', last_name: 'Neighbour', email: 'nadia@example.org' };
const join = (joins, fields = NADIA, options = undefined) =>
  client.post({ service_code: 'pothole', joins, ...fields }, options);
const caseOf = (number) => operator.call('readCase', { path: { number } });
const namesOf = async (number) => (await caseOf(number)).followers.map(({ name }) => name);
const complete = (number) =>
  operator.call('recordOutcome', { path: { number }, body: { resolution: 'completed', text: 'Filled in.' } });
const countCases = async () => Number((await client.ask('requests.json')).headers.get('x-total-count'));

async function joinDuplicate(number, into) {
  const { contact } = await caseOf(number);
  const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
  await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
  await operator.call('joinDuplicate', { path: { number }, body: { into, interaction: call.id } });
  await operator.call('endInteraction', { path: { interaction: call.id }, body: { wrap_up: 'other' } });
}

describe('joining a request', () => {
  test('makes a follower and no second case, and the follower is written how it ended', async () => {
    const number = await client.pothole({ description: 'Deep.' });
    const before = await countCases();
    const { status, body, headers } = await join(number, { ...NADIA, description: 'It broke my wheel.' });
    assert.equal(status, 200);
    assert.deepEqual(body, [
      {
        service_request_id: number,
        service_notice: 'This was asked for already; you will be told how it ends.',
        account_id: null,
      },
    ]);
    assert.equal(headers.get('link'), null); // the request stays somebody else's
    assert.equal(await countCases(), before);
    const opened = await caseOf(number);
    assert.deepEqual(
      opened.followers.map(({ name }) => name),
      ['Nadia Neighbour'],
    );
    assert.equal(opened.timeline.at(-1).kind, 'follower_added');
    assert.ok(opened.conversations.some(({ notes }) => notes?.includes('It broke my wheel.')));

    await complete(number);
    await client.advance('PT1M');
    const letter = (await mailsIn(client.server.data)).find(({ to }) => to.includes(NADIA.email));
    assert.ok(letter, 'the follower was not written to');
    assert.match(letter.text, /which you follow, has an outcome: the work is done/);
  });

  test('is told in the language and the format that were asked for', async () => {
    const number = await client.pothole();
    const fields = { ...NADIA, locale: 'fr' };
    const { type, text } = await join(number, fields, { path: 'requests.xml' });
    assert.match(type, /^text\/xml/);
    assert.equal(textOf(text, 'service_request_id'), number);
    assert.match(textOf(text, 'service_notice'), /déjà/);
    assert.equal((await caseOf(number)).followers.length, 1);
  });

  test('twice is to follow once; who sent the request hears of it anyhow', async () => {
    const rosa = { first_name: 'Rosa', phone: '416 555 0142' };
    const number = await client.pothole(rosa);
    const nameless = { email: 'someone@example.org' };
    for (const who of [NADIA, NADIA, nameless, nameless, rosa]) {
      assert.equal((await join(number, who)).body[0].service_request_id, number);
    }
    assert.deepEqual(await namesOf(number), ['Nadia Neighbour', null]);
  });

  test('sent again with the same Idempotency-Key gets the first answer, also when it is closed by then', async () => {
    const number = await client.pothole();
    const headers = { 'Idempotency-Key': 'join' };
    const first = await join(number, NADIA, { headers });
    await complete(number);
    const again = await join(number, NADIA, { headers });
    assert.equal(again.status, 200);
    assert.equal(again.text, first.text);
    assert.equal((await join(number, { ...NADIA, email: 'x@example.org' }, { headers })).status, 422);
    assert.equal((await caseOf(number)).followers.length, 1);
  });

  test('of a duplicate joins the request that stands for it', async () => {
    const stands = await client.pothole();
    const second = await client.pothole({ first_name: 'Kim', phone: '416 555 0177' });
    await joinDuplicate(second, stands);
    const { body } = await join(second);
    assert.equal(body[0].service_request_id, stands);
    assert.ok((await namesOf(stands)).includes('Nadia Neighbour'));
  });

  test('at one address or number is to follow once, by whatever name and in whatever letters', async () => {
    const number = await client.pothole();
    const all = { email: 'ada@example.org', phone: '416 555 0133' };
    const ada = { first_name: 'Ada', last_name: 'Moreau', ...all };
    for (const who of [ada, { email: 'Ada@Example.org' }, { phone: all.phone }, all]) {
      assert.equal((await join(number, who)).status, 200);
      assert.deepEqual(await namesOf(number), ['Ada Moreau'], JSON.stringify(who));
    }
  });
});

test('somebody whose record lacks the number that they give follows once, and is known by it', async () => {
  const details = { first_name: 'Kofi', last_name: 'Mensah', email: 'kofi@example.org' };
  await client.pothole(details);
  const number = await client.pothole();
  const phone = '416 555 0155';
  for (const who of [{ ...details, phone }, { phone }, { ...details, phone }, details]) {
    assert.equal((await join(number, who)).status, 200);
    assert.deepEqual(await namesOf(number), ['Kofi Mensah'], JSON.stringify(who));
  }
  const [follower] = (await caseOf(number)).followers;
  const { phones } = await operator.call('readContact', { path: { contact: follower.id } });
  assert.deepEqual(phones, ['+14165550155']);
});

describe('joining is refused, and says why', () => {
  const refused = async (joins, fields, status, words) => {
    const answer = await join(joins, fields);
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.body[0].description, words);
  };

  test('of what there is not, and of a number that is not told yet', async () => {
    for (const joins of ['123456789', 'abc', '1']) await refused(joins, NADIA, 404, /^joins: there is no/);
    const batch = await client.post({ service_code: 'tree_planting', ...HERE });
    assert.ok(batch.body[0].token);
    const { cases } = await operator.call('listCases', { query: { state: 'open', limit: 200 } });
    const newest = cases.reduce((one, other) => (one.opened_at < other.opened_at ? other : one));
    await refused(newest.number, { ...NADIA, service_code: 'tree_planting' }, 404, /^joins: there is no/);
  });

  test('with files, which would stand on the request of somebody else', async () => {
    const number = await client.pothole();
    const body = new FormData();
    const fields = { api_key: client.key, service_code: 'pothole', joins: number, ...NADIA };
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append('media', new Blob([png(40, 30)]), 'hole.png');
    const answer = await client.ask('requests.json', { method: 'POST', body });
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.body[0].description, /^joins takes no files/);
    assert.deepEqual(await namesOf(number), []);
  });

  test('of one that was private, though it was joined to one that all may see', async () => {
    const stands = await client.pothole();
    const own = await client.pothole({ non_public: '1', first_name: 'Kim', phone: '416 555 0178' });
    await joinDuplicate(own, stands);
    await refused(own, NADIA, 400, /^joins: this request is private/);
  });

  test('of one that is closed, private, or for another service', async () => {
    const closed = await client.pothole();
    await complete(closed);
    await refused(closed, NADIA, 400, /^joins: this request is closed/);
    const hidden = await client.post({ service_code: 'snow_sidewalk', ...HERE });
    const number = hidden.body[0].service_request_id;
    await refused(
      number,
      { ...NADIA, service_code: 'snow_sidewalk' },
      400,
      /^joins: this request is private/,
    );
    const own = await client.pothole({ non_public: '1' });
    await refused(own, NADIA, 400, /^joins: this request is private/);
    const open = await client.pothole();
    await refused(open, { ...NADIA, service_code: 'sidewalk' }, 400, /^joins: this request is for another/);
    assert.equal((await caseOf(open)).followers.length, 0);
  });

  test('by somebody who cannot be told how it ends', async () => {
    const number = await client.pothole();
    await refused(number, {}, 400, /^email or phone required/);
    await refused(number, { first_name: 'Nadia', email: 'nadia at home' }, 400, /^email or phone required/);
    const both = await join('abc', {});
    assert.equal(both.body.length, 2);
    assert.deepEqual(await namesOf(number), []);
  });

  test('without a key, a service or a service that there is', async () => {
    const number = await client.pothole();
    assert.equal((await join(number, NADIA, { key: null })).status, 403);
    assert.equal((await client.post({ joins: number, ...NADIA })).status, 400);
    assert.equal((await join(number, { ...NADIA, service_code: 'no_such' })).status, 404);
  });

  test('in French, too', async () => {
    await refused('abc', { ...NADIA, locale: 'fr' }, 404, /^joins: il n'y a pas/);
  });
});

test('an empty argument is a request like any other', async () => {
  const { body } = await client.post({ ...POTHOLE, joins: '' });
  assert.match(body[0].service_request_id, /^\d{9}$/);
});

test('what was joined stands as its events tell it', () => client.server.verify());
