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

  test('is worked on by staff like any other, and nobody is asked to look at it', async () => {
    const number = await sent({ non_public: '1', address_string: '12 Elm Street, ring 416 555 0123' });
    const supervisor = await client.staff('supervisor');
    const { cases } = await supervisor.call('listWithheld');
    assert.ok(!cases.some((one) => one.number === number));
    assert.equal((await caseOf(number)).summary, WORDS.description);
  });

  test('is in the open data without its words and its place', async () => {
    const number = await sent({ non_public: '1', description: 'Numbat', address_string: '8 Numbat Lane' });
    const { text } = await client.ask('/open-data/requests.csv');
    const line = text.split('\n').find((each) => each.includes(number));
    assert.ok(line, 'its number and state are there');
    assert.doesNotMatch(line, /Numbat|43\.65/);
  });
});

describe('whoever may decide on what is shown', () => {
  const pieces = async (api, number) => (await api.call('listPublicity', { path: { number } })).pieces;
  const decide = (api, number, { part, id }, isPublic) =>
    api.send('decidePublicity', { path: { number }, body: { part, id, public: isPublic } });
  const place = '12 Elm Street, ring 416 555 0123';
  const published = async (number) =>
    (await client.ask('/open-data/requests.json')).body.find((one) => one.service_request_id === number);

  test('releases a request that was sent as not public, as if it had come so, and takes it back', async () => {
    const number = await sent({ non_public: '1', description: 'Bilby', address_string: place });
    const supervisor = await client.staff('supervisor');
    const [whole, ...parts] = await pieces(supervisor, number);
    assert.deepEqual([whole.part, whole.public, whole.text, parts], ['request', false, null, []]);
    const operatorSends = await decide(operator, number, whole, true);
    assert.equal(operatorSends.status, 403);
    assert.equal((await one(number)).non_public, 1);

    assert.equal((await decide(supervisor, number, whole, true)).status, 200);
    const shown = await one(number);
    assert.deepEqual([shown.non_public, shown.description, shown.lat], [0, 'Bilby', Number(POTHOLE.lat)]);
    assert.deepEqual(
      [shown.address, shown.media_url],
      [null, null],
      'the check holds one back, a person looks at both',
    );
    assert.ok((await supervisor.call('listWithheld')).cases.some((each) => each.number === number));
    const released = Object.fromEntries(
      (await pieces(supervisor, number)).map((piece) => [piece.part, piece]),
    );
    assert.deepEqual(
      Object.entries(released).map(([part, piece]) => [part, piece.public]),
      [
        ['request', true],
        ['description', true],
        ['place', false],
        ['photo', false],
      ],
    );
    await decide(supervisor, number, released.place, true);
    await decide(supervisor, number, released.photo, true);
    const all = await one(number);
    assert.equal(all.address, place);
    assert.match(all.media_url, /\/photos\//);
    await client.advance('PT1M');
    assert.equal((await published(number)).address, place);

    assert.equal((await decide(supervisor, number, released.request, false)).status, 200);
    const again = await one(number);
    assert.deepEqual(
      [again.non_public, again.description, again.address, again.media_url],
      [1, null, null, null],
    );
    assert.equal((await fetch(all.media_url)).status, 404);
    assert.equal((await published(number)).address, null, 'at once in the open data, too');
    assert.deepEqual(
      (await pieces(supervisor, number)).map(({ part }) => part),
      ['request'],
    );
    await decide(supervisor, number, released.request, true);
    assert.deepEqual(
      [(await one(number)).address, (await one(number)).media_url],
      [null, null],
      'not as before',
    );

    const { timeline } = await caseOf(number);
    const decided = timeline.filter(({ kind }) => kind === 'publicity_decided').map(({ values }) => values);
    assert.deepEqual(decided, [
      { shown: 'yes', whole_request: 'yes' },
      { shown: 'yes' },
      { shown: 'yes' },
      { shown: 'no', whole_request: 'yes' },
      { shown: 'yes', whole_request: 'yes' },
    ]);
  });

  test('has nothing of the kind to decide on a request that was sent as any other', async () => {
    const number = await client.pothole();
    const supervisor = await client.staff('supervisor');
    const id = (await caseOf(number)).id;
    assert.ok(!(await pieces(supervisor, number)).some(({ part }) => part === 'request'));
    assert.equal((await decide(supervisor, number, { part: 'request', id: id ?? 1 }, false)).status, 404);
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
