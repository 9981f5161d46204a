// What everybody may read of a request, and what the check, or a person, holds back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, HERE, POTHOLE } from './client.mjs';
import { png } from './pictures.mjs';

const client = Client.ofThisFile();

const PLACE = '12 Elm Street, ring 416 555 0123';
const WORDS = 'Ask me under rosa@example.org.';

const shown = async (number, query = {}) => (await client.ask(`requests/${number}.json`, { query })).body[0];
const piecesOf = async (number, api) => {
  const { pieces } = await api.call('listPublicity', { path: { number } });
  return Object.fromEntries(pieces.map((piece) => [piece.part, piece]));
};
const decide = (api, number, { part, id }, isPublic) =>
  api.call('decidePublicity', { path: { number }, body: { part, id, public: isPublic } });

test('the words of a place are shown only where nothing personal stands in them', async () => {
  const number = await client.pothole({ address_string: PLACE });
  const kept = await shown(number);
  assert.equal(kept.address, null);
  assert.equal(kept.lat, Number(HERE.lat)); // the point is no word of theirs
  const [listed] = (await client.ask('requests.json', { query: { service_request_id: number } })).body;
  assert.equal(listed.address, null);
  assert.equal((await shown(number, { api_key: client.key })).address, PLACE);
  const plain = await client.pothole({ address_string: '12 Elm Street' });
  assert.equal((await shown(plain)).address, '12 Elm Street');
});

test('nor is the name of whoever sent it shown with the place', async () => {
  const person = { first_name: 'Rosa', last_name: 'Delgado', email: 'rosa@example.org' };
  const number = await client.pothole({ ...person, address_string: 'Rosa Delgado, 12 Elm Street' });
  assert.equal((await shown(number)).address, null);
});

test('a place that is held back is not found by its words either', async () => {
  const found = async (q) => (await client.ask('requests.json', { query: { q } })).body;
  const number = await client.pothole({ address_string: 'Quokkastreet 9, ring 416 555 0123' });
  assert.deepEqual(await found('quokkastreet'), []);
  const supervisor = await client.staff('supervisor');
  await decide(supervisor, number, (await piecesOf(number, supervisor)).place, true);
  assert.equal((await found('quokkastreet'))[0].service_request_id, number);
});

describe('somebody who may looks at what was held back', () => {
  test('and releases it, which is an event, and takes it back', async () => {
    const number = await client.pothole({ description: WORDS, address_string: PLACE });
    const supervisor = await client.staff('supervisor');
    const waits = async () =>
      (await supervisor.call('listWithheld')).cases.some((one) => one.number === number);
    assert.equal(await waits(), true);
    const pieces = await piecesOf(number, supervisor);
    assert.deepEqual(
      [pieces.description.text, pieces.description.public, pieces.place.text, pieces.place.public],
      [WORDS, false, PLACE, false],
    );
    await decide(supervisor, number, pieces.description, true);
    assert.equal((await shown(number)).description, WORDS);
    assert.equal((await shown(number)).address, null);
    await decide(supervisor, number, pieces.place, false); // looked at, and kept back
    assert.equal(await waits(), false);
    await decide(supervisor, number, pieces.description, false);
    assert.equal((await shown(number)).description, null);
    const { timeline } = await supervisor.call('readCase', { path: { number } });
    const decided = timeline.filter(({ kind }) => kind === 'publicity_decided');
    assert.deepEqual(
      decided.map(({ values, who }) => [values.shown, who !== null]),
      [
        ['yes', true],
        ['no', true],
        ['no', true],
      ],
    );
  });

  test('pictures, too', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...POTHOLE, api_key: client.key, description: WORDS })) {
      form.append(name, value);
    }
    form.append('media', new Blob([png(40, 30)]), 'hole.png');
    const { body } = await client.ask('requests.json', { method: 'POST', body: form });
    const number = body[0].service_request_id;
    assert.equal((await shown(number)).media_url, null);
    const supervisor = await client.staff('supervisor');
    const { photo } = await piecesOf(number, supervisor);
    assert.equal(photo.public, false);
    assert.match(photo.thumbnail, /-small\.jpg\?k=/);
    await decide(supervisor, number, photo, true);
    const url = (await shown(number)).media_url;
    assert.equal((await fetch(url)).status, 200);
    await decide(supervisor, number, photo, false);
    assert.equal((await fetch(url)).status, 404);
  });

  test('an operator may not, and of a private service there is nothing to decide', async () => {
    const number = await client.pothole({ description: WORDS });
    const operator = await client.staff();
    assert.equal((await operator.send('listPublicity', { path: { number } })).status, 403);
    const supervisor = await client.staff('supervisor');
    const { description } = await piecesOf(number, supervisor);
    const refused = await operator.send('decidePublicity', {
      path: { number },
      body: { part: 'description', id: description.id, public: true },
    });
    assert.equal(refused.status, 403);
    const unknown = await supervisor.send('decidePublicity', {
      path: { number },
      body: { part: 'place', id: description.id, public: true },
    });
    assert.equal(unknown.status, 404);
    const fields = { service_code: 'snow_sidewalk', description: WORDS, ...HERE };
    const secret = (await client.post(fields)).body[0].service_request_id;
    assert.deepEqual(await piecesOf(secret, supervisor), {});
  });
});

describe('what a person decided', () => {
  const published = async (number) => {
    const { body } = await client.ask('/open-data/requests.json');
    return body.find((one) => one.service_request_id === number);
  };

  test('stands in what is published as well, whatever the check says', async () => {
    const released = await client.pothole({ address_string: PLACE });
    const kept = await client.pothole({ address_string: '9 Larch Row' });
    await client.advance('PT1M');
    assert.equal((await published(released)).address, null);
    assert.equal((await published(kept)).address, '9 Larch Row');
    const supervisor = await client.staff('supervisor');
    await decide(supervisor, released, (await piecesOf(released, supervisor)).place, true);
    await decide(supervisor, kept, (await piecesOf(kept, supervisor)).place, false);
    await client.advance('PT1M');
    assert.equal((await published(released)).address, PLACE);
    assert.equal((await published(kept)).address, null);
  });

  test('to withhold stands in no file that is handed out from then on', async () => {
    const number = await client.pothole({ address_string: '77 Cedar Row' });
    await client.advance('PT1M');
    const text = async () => (await client.ask('/open-data/requests.csv')).text;
    assert.ok((await text()).includes('77 Cedar Row'));
    const supervisor = await client.staff('supervisor');
    await decide(supervisor, number, (await piecesOf(number, supervisor)).place, false);
    assert.ok(!(await text()).includes('77 Cedar Row'));
  });
});

describe('what becomes known of whoever asked', () => {
  const words = { description: 'It is before Quilla Umber’s door.', address_string: 'Umber, 12 Elm Street' };

  const nameless = async (operator) => {
    const call = await operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call' },
    });
    const { services } = await operator.call('readCatalogue');
    const { number } = await operator.call('openCase', {
      body: {
        interaction: call.id,
        kind: 'service_request',
        summary: words.description,
        service: services.find(({ code }) => code === 'pothole').id,
        place: words.address_string,
        point: { lat: Number(HERE.lat), lng: Number(HERE.long) },
        attributes: { where_in_road: 'lane' },
      },
    });
    return { number, call };
  };
  const decisions = async (api, number) => {
    const { timeline } = await api.call('readCase', { path: { number } });
    return timeline.filter(({ kind }) => kind === 'publicity_decided').map(({ values }) => values);
  };

  test('holds back the words that it stands in, which somebody looks at', async () => {
    const operator = await client.staff();
    const { number, call } = await nameless(operator);
    assert.equal((await shown(number)).description, words.description);
    assert.equal((await shown(number)).address, words.address_string);
    const contact = await operator.call('createContact', { body: { name: 'Quilla Umber', language: 'en' } });
    const path = { interaction: call.id };
    await operator.call('identifyCaller', { path, body: { contact: contact.id } });
    await operator.call('nameReporter', { path: { number }, body: { contact: contact.id } });
    assert.equal((await shown(number)).description, null);
    assert.equal((await shown(number)).address, null);
    const byCheck = { shown: 'no', by_check: 'yes' };
    assert.deepEqual(await decisions(operator, number), [byCheck, byCheck]);
    const supervisor = await client.staff('supervisor');
    const { cases } = await supervisor.call('listWithheld');
    assert.ok(cases.some((one) => one.number === number));
  });

  const sent = async (description = words.description) => {
    const form = new FormData();
    const person = { first_name: 'Rosa', email: 'rosa@example.org', description, api_key: client.key };
    for (const [name, value] of Object.entries({ ...POTHOLE, ...person })) form.append(name, value);
    form.append('media', new Blob([png(40, 30)]), 'hole.png');
    const { body } = await client.ask('requests.json', { method: 'POST', body: form });
    return body[0].service_request_id;
  };
  const rename = async (number, name) => {
    const operator = await client.staff();
    const { contact } = await operator.call('readCase', { path: { number } });
    await operator.call('editContact', { path: { contact: contact.id }, body: { name } });
  };

  test('so does the name as it is put right, and their pictures go with the words', async () => {
    const number = await sent();
    assert.equal((await shown(number)).description, words.description);
    assert.notEqual((await shown(number)).media_url, null);
    await rename(number, 'Rosamund');
    assert.equal((await shown(number)).description, words.description);
    await rename(number, 'Quilla Umber');
    assert.equal((await shown(number)).description, null);
    assert.equal((await shown(number)).media_url, null);
  });

  test('but not what a person has released', async () => {
    const number = await sent();
    const supervisor = await client.staff('supervisor');
    const { description, photo } = await piecesOf(number, supervisor);
    await decide(supervisor, number, description, true);
    await decide(supervisor, number, photo, true);
    await rename(number, 'Quilla Umber');
    assert.equal((await shown(number)).description, words.description);
    assert.notEqual((await shown(number)).media_url, null);
  });
});

test('what was decided stands as its events tell it', () => client.server.verify());
