// The token of a request opens to whoever holds it what its key does: no more, and of no other.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, HERE, POTHOLE } from './client.mjs';
import { golden, textOf } from './formats.mjs';
import { png } from './pictures.mjs';

let operator;
const client = Client.ofThisFile(async () => {
  operator = await client.staff();
});

const HIDDEN = {
  service_code: 'snow_sidewalk',
  description: 'By my door',
  address_string: '9 Oak Street',
  ...HERE,
};

/** A private request, and how its sender may read it. */
async function sent(fields = {}) {
  const { body, headers } = await client.post({ ...HIDDEN, ...fields });
  const [, address] = /^<([^>]+)>; rel="self"$/.exec(headers.get('link'));
  return {
    number: body[0].service_request_id,
    address: new URL(address),
    token: new URL(address).searchParams.get('token'),
  };
}
const read = async (path, query) => (await client.ask(path, { query })).body;

describe('the answer to a request', () => {
  test('says in a header where its sender reads all of it, without a key', async () => {
    const { number, address } = await sent();
    assert.equal(address.origin, client.server.origin);
    const [shown] = await (await fetch(address)).json();
    assert.equal(shown.service_request_id, number);
    assert.equal(shown.description, 'By my door');
    assert.equal(shown.address, '9 Oak Street');
    assert.equal((await read(`requests/${number}.json`))[0].description, null);
  });

  test('has either the number or a token, as the standard has it; with extensions=true both', async () => {
    const plain = (await client.post(POTHOLE)).body[0];
    assert.deepEqual(Object.keys(plain), ['service_request_id', 'service_notice', 'account_id']);
    const [more] = (await client.post({ ...HIDDEN, extensions: 'true' })).body;
    const { token, url } = more.extended_attributes;
    assert.equal(new URL(url).searchParams.get('token'), token);
    assert.equal((await (await fetch(url)).json())[0].description, 'By my door');
    const xml = await client.post({ ...HIDDEN, extensions: 'true' }, { path: 'requests.xml' });
    assert.match(textOf(xml.text, 'url'), /\.xml\?token=/);
  });

  test('is the same again for a repeat', async () => {
    const options = { headers: { 'Idempotency-Key': 'token' } };
    const first = await client.post(HIDDEN, options);
    const again = await client.post(HIDDEN, options);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('link'), first.headers.get('link'));
  });
});

describe('a token', () => {
  test('opens its request in a list, among others that stay closed', async () => {
    const mine = await sent();
    const other = await sent();
    const list = await read('requests.json', { token: mine.token });
    const words = (number) => list.find((one) => one.service_request_id === number).description;
    assert.equal(words(mine.number), 'By my door');
    assert.equal(words(other.number), null);
    const both = await read('requests.json', {
      service_request_id: `${mine.number},${other.number}`,
      token: `${mine.token},${other.token}`,
    });
    assert.ok(both.every(({ description }) => description === 'By my door'));
  });

  test('opens its updates, in words and in photos', async () => {
    const { number, token } = await sent();
    const body = new FormData();
    const update = {
      api_key: client.key,
      service_request_id: number,
      update_id: 'one',
      status: 'OPEN',
      updated_datetime: '2026-11-24T10:00:00-05:00',
      description: 'Ring 416 555 0142.',
    };
    for (const [name, value] of Object.entries(update)) body.append(name, value);
    body.append('media', new Blob([png(40, 30)]), 'a.png');
    await client.ask('servicerequestupdates.json', { method: 'POST', body });
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Swept.' },
    });
    const own = await read('servicerequestupdates.json', { service_request_id: number, token });
    assert.equal(own[1].description, 'Ring 416 555 0142.');
    assert.equal((await fetch(own[1].media_url)).status, 200);
    assert.equal(own[2].description, 'The work is done. Swept.');
    const stranger = await sent();
    const others = await read('servicerequestupdates.json', {
      service_request_id: number,
      token: stranger.token,
    });
    assert.ok(others.every(({ description, media_url: photo }) => description === null && photo === null));
    const { notes } = (await read(`requests/${number}.json`, { token, extensions: 'true' }))[0];
    assert.ok(notes.some(({ description }) => description === 'Swept.'));
  });

  test('of a batch service reads its request when the number is told', async () => {
    const batch = await client.post({
      service_code: 'tree_planting',
      ...HERE,
      description: 'Call 416 555 0142',
    });
    const [{ token }] = batch.body;
    await client.advance('PT15M');
    const [{ service_request_id: number }] = await read(`tokens/${token}.json`);
    assert.equal((await read(`requests/${number}.json`, { token }))[0].description, 'Call 416 555 0142');
    assert.equal((await read(`requests/${number}.json`))[0].description, null);
  });

  test('that is none, or is spoiled, opens nothing and is no error', async () => {
    const { number, token } = await sent();
    const last = token.at(-1) === 'A' ? 'B' : 'A';
    for (const wrong of ['x', '', `${token.slice(0, -2)}${last}${token.at(-1)}`, `s${token.slice(1)}`]) {
      const answer = await client.ask(`requests/${number}.json`, { query: { token: wrong } });
      assert.equal(answer.status, 200);
      assert.equal(answer.body[0].description, null, wrong);
    }
  });

  test('is not carried on in the links of pages', async () => {
    const { token } = await sent();
    const { headers } = await client.ask('requests.json', { query: { token, page_size: '1' } });
    assert.match(headers.get('link'), /page=2/);
    assert.doesNotMatch(headers.get('link'), /token/);
  });
});

test('what is answered looks as it always did', async () => {
  const told = ({ text }) =>
    text
      .replaceAll(/\b1\d{8}\b/g, 'NUMBER')
      .replaceAll(client.server.origin, 'HOST')
      .replaceAll(/[\w-]+~[\w-]+/g, 'TOKEN');
  for (const format of ['json', 'xml']) {
    const path = `requests.${format}`;
    await golden(`created.${format}`, told(await client.post(POTHOLE, { path })));
    await golden(
      `created_extended.${format}`,
      told(await client.post({ ...POTHOLE, extensions: 'true' }, { path })),
    );
    const batch = { service_code: 'tree_planting', ...HERE };
    await golden(`created_batch.${format}`, told(await client.post(batch, { path })));
    const [{ token }] = (await client.post(batch)).body;
    await golden(`token.${format}`, told(await client.ask(`tokens/${token}.${format}`)));
    await golden(`refused.${format}`, told(await client.post({ service_code: 'pothole' }, { path })));
  }
});
