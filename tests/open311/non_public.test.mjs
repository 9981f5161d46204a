// Requests that who sent them does not want shown, and what else FixMyStreet's clients send.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, POTHOLE } from './client.mjs';
import { textOf } from './formats.mjs';
import { png } from './pictures.mjs';

let operator;
const client = Client.ofThisFile(async () => {
  operator = await client.staff();
});

const WORDS = { description: 'Quokka by the fence', address_string: '7 Quay Street' };
const one = async (number, query) =>
  (await client.ask(`requests/${number}.json`, { query: { extensions: 'true', ...query } })).body[0];
const caseOf = (number) => operator.call('readCase', { path: { number } });
const idsOf = ({ body }) => body.map(({ service_request_id: id }) => id);

/** With a photo, which a form alone cannot send. */
async function sent(fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ api_key: client.key, ...POTHOLE, ...WORDS, ...fields })) {
    body.append(name, value);
  }
  body.append('media', new Blob([png(40, 30)]), 'hole.png');
  const answer = await client.ask('requests.json', { method: 'POST', body });
  assert.equal(answer.status, 200, answer.text);
  return answer.body[0].service_request_id;
}

describe('a request that is not public', () => {
  for (const word of ['1', 'true', 'TRUE']) {
    test(`(${word}) of a public service shows number, state, service and times only`, async () => {
      const number = await sent({ non_public: word });
      const shown = await one(number);
      for (const name of ['description', 'address', 'lat', 'long', 'agency_responsible', 'media_url']) {
        assert.equal(shown[name], null, name);
      }
      assert.equal(shown.non_public, 1);
      assert.deepEqual(shown.attributes, []);
      assert.deepEqual(shown.extended_attributes.photos, []);
      assert.deepEqual(shown.extended_attributes.areas, []);
      assert.ok(shown.notes.every(({ summary, description }) => !summary && !description));
      assert.equal(shown.status, 'open');
      assert.equal(shown.service_code, 'pothole');
      const stranger = await one(number, { api_key: await client.newKey(`stranger ${word}`) });
      assert.equal(stranger.description, null);
      const own = await one(number, { api_key: client.key });
      assert.equal(own.description, WORDS.description);
      assert.equal(own.address, WORDS.address_string);
      assert.equal(own.extended_attributes.photos.length, 1);
      assert.equal(own.non_public, 1);
      const xml = await client.ask(`requests/${number}.xml`, { query: { extensions: 'true' } });
      assert.equal(textOf(xml.text, 'non_public'), '1');
      assert.doesNotMatch(xml.text, /Quokka|Quay/);
    });
  }

  test('(0, or empty) is one like any other', async () => {
    for (const word of ['0', 'false', '']) {
      const shown = await one(await sent({ non_public: word }));
      assert.equal(shown.description, WORDS.description, word);
      assert.equal(shown.non_public, 0);
      assert.equal(shown.extended_attributes.photos.length, 1);
    }
  });

  test('in words that cannot be read is refused rather than shown', async () => {
    const { status, body } = await client.post({ ...POTHOLE, non_public: 'yes please' });
    assert.equal(status, 400);
    assert.match(body[0].description, /^non_public must be/);
  });

  test('is found by no words and no place, not even with its key', async () => {
    const number = await client.pothole({
      description: 'Axolotl in the drain',
      non_public: '1',
      lat: '43.66',
      long: '-79.37',
    });
    const shown = await client.pothole({ description: 'Axolotl', lat: '43.66', long: '-79.37' });
    const list = (query) => client.ask('requests.json', { query: { api_key: client.key, ...query } });
    assert.deepEqual(idsOf(await list({ q: 'axolotl' })), [shown]);
    assert.deepEqual(idsOf(await list({ lat: '43.66', long: '-79.37', radius: '20' })), [shown]);
    assert.deepEqual(
      idsOf(
        await list({ lat: '43.66', long: '-79.37', radius: '20', status: 'open', service_code: 'pothole' }),
      ),
      [shown],
    );
    assert.deepEqual(idsOf(await list({ bbox: '-79.371,43.659,-79.369,43.661' })), [shown]);
    assert.ok(idsOf(await list({})).includes(number));
  });

  test('keeps its updates and their photos to itself', async () => {
    const number = await client.pothole({ non_public: '1' });
    const update = {
      service_request_id: number,
      update_id: 'private-1',
      status: 'OPEN',
      updated_datetime: '2026-11-24T10:00:00-05:00',
      description: 'It is deeper now.',
      api_key: client.key,
    };
    const body = new FormData();
    for (const [name, value] of Object.entries(update)) body.append(name, value);
    body.append('media', new Blob([png(40, 30)]), 'hole.png');
    assert.equal((await client.ask('servicerequestupdates.json', { method: 'POST', body })).status, 200);
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'could_not_locate', text: 'Gone.' },
    });
    const updates = async (query) =>
      (await client.ask('servicerequestupdates.json', { query: { service_request_id: number, ...query } }))
        .body;
    assert.deepEqual(
      (await updates()).map((told) => [
        told.status,
        told.description,
        told.media_url,
        told.external_status_code,
      ]),
      [
        ['open', null, null, null],
        ['open', null, null, null],
        ['closed', null, null, null],
        ['closed', null, null, null],
      ],
    );
    const own = await updates({ api_key: client.key });
    assert.equal(own[1].description, 'It is deeper now.');
    assert.match(own[1].media_url, /\/photos\//);
  });

  test('cannot be released by anybody, and nobody is asked to', async () => {
    const number = await sent({ non_public: '1' });
    const supervisor = await client.staff('supervisor');
    const { pieces } = await supervisor.call('listPublicity', { path: { number } });
    assert.deepEqual(pieces, []);
    assert.equal((await caseOf(number)).summary, WORDS.description); // staff work on it as on any other
  });

  test('is in the open data without its words and its place', async () => {
    const number = await sent({ non_public: '1', description: 'Numbat', address_string: '8 Numbat Lane' });
    const { text } = await client.ask('/open-data/requests.csv');
    const line = text.split('\n').find((each) => each.includes(number));
    assert.ok(line, 'its number and state are there');
    assert.doesNotMatch(line, /Numbat|43\.65/);
  });
});

describe('what FixMyStreet’s clients name otherwise', () => {
  test('are contact details where the standard’s are not given', async () => {
    const contact = {
      contact_name: 'Rosa Delgado',
      contact_email: 'rosa@example.org',
      contact_phone: '416 555 0123',
    };
    const { contact: known } = await caseOf(await client.pothole(contact));
    assert.deepEqual(
      [known.name, known.can_be_written_to, known.phones],
      ['Rosa Delgado', true, ['+14165550123']],
    );
    const standard = { first_name: 'Ana', email: 'ana@example.org', phone: '416 555 0124' };
    const { contact: other } = await caseOf(await client.pothole({ ...contact, ...standard }));
    assert.deepEqual([other.name, other.phones], ['Ana', ['+14165550124']]);
  });

  test('extras are in the notes that staff read, and of media_url every one', async () => {
    const body = new URLSearchParams({
      api_key: client.key,
      ...POTHOLE,
      extras: '{"depth":"deep"}',
      'extras[lane]': 'bus',
      media_url: 'https://example.org/1.jpg',
    });
    body.append('media_url', 'https://example.org/2.jpg');
    body.append('media_url', '');
    body.append('media_url', 'https://example.org/3.jpg');
    const answer = await client.ask('requests.json', { method: 'POST', body });
    const { conversations } = await caseOf(answer.body[0].service_request_id);
    assert.deepEqual(conversations[0].notes.trim().split('\n'), [
      'media_url: https://example.org/1.jpg',
      'media_url: https://example.org/2.jpg',
      'media_url: https://example.org/3.jpg',
      'extras: {"depth":"deep"}',
      'extras[lane]: bus',
    ]);
  });

  test('are kept with an update, too', async () => {
    const number = await client.pothole();
    const body = new URLSearchParams({
      api_key: client.key,
      service_request_id: number,
      update_id: 'many',
      status: 'OPEN',
      updated_datetime: '2026-11-24T10:00:00-05:00',
      description: 'Two more pictures.',
      media_url: 'https://example.org/1.jpg',
      'extras[lane]': 'bus',
    });
    body.append('media_url', 'https://example.org/2.jpg');
    const answer = await client.ask('servicerequestupdates.json', { method: 'POST', body });
    assert.equal(answer.status, 200, answer.text);
    const { timeline } = await caseOf(number);
    const { from } = timeline.find(({ kind }) => kind === 'update_received').values;
    for (const line of ['media_url: https://example.org/1.jpg', 'media_url: https://example.org/2.jpg']) {
      assert.ok(from.split('\n').includes(line), from);
    }
    assert.match(from, /extras\[lane\]: bus/);
  });
});

test('what was received stands as its events tell it', () => client.server.verify());
