// What goes beyond the standard: extensions=true, words, JSONP.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { Client, HERE } from './client.mjs';
import { elements, textOf } from './formats.mjs';

let operator;
const client = Client.ofThisFile(async () => {
  operator = await client.staff();
});

const one = async (number, query) =>
  (await client.ask(`requests/${number}.json`, { query: { extensions: 'true', ...query } })).body[0];
const list = (query) => client.ask('requests.json', { query });
const idsOf = ({ body }) => body.map(({ service_request_id: id }) => id);
const outcome = (number, resolution) =>
  operator.call('recordOutcome', { path: { number }, body: { resolution, text: 'Told so.' } });

describe('extensions=true', () => {
  test('adds the answers to the service’s questions, with their words', async () => {
    const number = await client.pothole({
      'attribute[damage]': 'yes',
      'attribute[damage_what]': 'My blue bicycle',
    });
    const own = await one(number, { api_key: client.key });
    assert.deepEqual(own.attributes, [
      { label: 'Was anything damaged?', name: 'Yes', value: 'yes', code: 'damage' },
      { label: 'What was damaged?', name: 'My blue bicycle', value: 'My blue bicycle', code: 'damage_what' },
      {
        label: 'Is it in a traffic lane, a bike lane or at the edge?',
        name: 'Traffic lane',
        value: 'lane',
        code: 'where_in_road',
      },
    ]);
    // What is written freely may be about whoever wrote it.
    assert.deepEqual(
      (await one(number)).attributes.map(({ code }) => code),
      ['damage', 'where_in_road'],
    );
    const french = await one(number, { locale: 'fr' });
    assert.equal(french.attributes[1].name, 'Voie de circulation');
  });

  test('says what stands behind open and closed', async () => {
    const detail = async (number, query) => (await one(number, query)).extended_attributes.detailed_status;
    const number = await client.pothole();
    assert.equal(await detail(number), 'RECEIVED');
    const [department] = (await operator.call('readCatalogue')).departments;
    await operator.call('askDepartment', {
      path: { number },
      body: { department: department.id, text: 'When?' },
    });
    assert.equal(await detail(number), 'IN_PROCESS');
    await outcome(number, 'completed');
    assert.equal(await detail(number), 'ARCHIVED'); // nobody is known who could be told
    const kept = await client.pothole({ first_name: 'Rosa', phone: '416 555 0142' });
    await outcome(kept, 'completed');
    assert.equal(await detail(kept), 'PROCESSED');
    const rejected = await client.pothole();
    await outcome(rejected, 'not_a_city_matter');
    assert.equal(await detail(rejected), 'REJECTED');
    const [shown] = (await client.ask(`requests/${rejected}.json`)).body;
    assert.equal(shown.status, 'closed');
    assert.equal(shown.status_notes, 'This is not a matter for the city.');
    const [french] = (await client.ask(`requests/${rejected}.json`, { query: { locale: 'fr' } })).body;
    assert.equal(french.status_notes, 'Cela ne relève pas de la ville.');
  });

  test('names the request that a duplicate was joined to', async () => {
    const stands = await client.pothole();
    const number = await client.pothole({ first_name: 'Kim', phone: '416 555 0177' });
    const { contact } = await operator.call('readCase', { path: { number } });
    const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
    await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
    await operator.call('joinDuplicate', { path: { number }, body: { into: stands, interaction: call.id } });
    assert.deepEqual((await one(number)).extended_attributes, {
      detailed_status: 'ARCHIVED',
      duplicate: true,
      parent_service_request_id: stands,
      areas: [
        { layer: 'city', id: 'alder_bay', name: 'Alder Bay' },
        { layer: 'ward', id: '02', name: 'Old Harbour' },
      ],
      photos: [],
    });
    const { duplicate, parent_service_request_id: parent } = (await one(stands)).extended_attributes;
    assert.deepEqual([duplicate, parent], [false, null]);
  });

  test('tells what happened as notes', async () => {
    const number = await client.pothole();
    await outcome(number, 'completed');
    const { notes } = await one(number);
    assert.deepEqual(
      notes.map(({ type, summary }) => [type, summary]),
      [
        ['submitted', 'The request was received.'],
        ['closed', 'The work is done.'],
        ['closed', 'The request is closed.'],
      ],
    );
    assert.ok(notes.every(({ datetime }) => /-05:00$/.test(datetime)));
    assert.equal((await one(number, { api_key: client.key })).notes[1].description, 'Told so.');
  });

  test('of a private request adds nothing for others', async () => {
    const fields = { service_code: 'snow_sidewalk', description: 'By my door', ...HERE };
    const number = (await client.post(fields)).body[0].service_request_id;
    await outcome(number, 'could_not_locate');
    const shown = await one(number);
    assert.deepEqual(shown.attributes, []);
    assert.equal(shown.extended_attributes.detailed_status, null);
    assert.deepEqual(shown.extended_attributes.areas, []);
    assert.equal(shown.status_notes, null);
    assert.ok(shown.notes.every(({ summary, description }) => !summary && !description));
    assert.equal(
      (await one(number, { api_key: client.key })).extended_attributes.detailed_status,
      'REJECTED',
    );
  });

  test('is in XML what it is in JSON, and on lists', async () => {
    const number = await client.pothole();
    const query = { extensions: 'true', service_request_id: number };
    const { text } = await client.ask('requests.xml', { query });
    const [attribute] = elements(text, 'attribute');
    assert.equal(textOf(attribute, 'code'), 'where_in_road');
    assert.equal(textOf(text, 'detailed_status'), 'RECEIVED');
    assert.equal(textOf(elements(text, 'note')[0], 'type'), 'submitted');
    assert.deepEqual((await list(query)).body[0], await one(number));
  });

  test('costs no more statements for many than for one', async () => {
    const cost = async (size) =>
      Number((await list({ extensions: 'true', page_size: size })).headers.get('x-kept311-statements'));
    const single = await cost('1');
    assert.ok(single > 0);
    assert.ok((await cost('50')) <= single);
  });

  test('is not there unless it is asked for', async () => {
    const [shown] = (await list({ extensions: 'false', page_size: '1' })).body;
    assert.equal(shown.notes, undefined);
    assert.equal(shown.attributes, undefined);
  });
});

describe('words', () => {
  test('find what everybody may read', async () => {
    const number = await client.pothole({ description: 'Zebra stripes are worn', address_string: 'Quay 9' });
    assert.deepEqual(idsOf(await list({ q: 'zebra' })), [number]);
    assert.deepEqual(idsOf(await list({ q: 'ZEBRA worn' })), [number]);
    assert.deepEqual(idsOf(await list({ q: 'zebra missing' })), []);
    const found = await list({ q: 'zebra', status: 'open', page_size: '1' });
    assert.equal(found.headers.get('x-total-count'), '1');
    assert.deepEqual(idsOf(await list({ q: 'zebra', status: 'closed' })), []);
    assert.deepEqual(idsOf(await list({ q: 'zebra', service_code: 'sidewalk' })), []);
  });

  test('find nothing of private services, nor of what was kept apart', async () => {
    const hidden = { service_code: 'snow_sidewalk', description: 'Okapi', ...HERE };
    assert.equal((await client.post(hidden)).status, 200);
    await client.pothole({ description: 'Okapi, 416 555 0142' });
    assert.deepEqual(idsOf(await list({ q: 'okapi' })), []);
    assert.deepEqual(idsOf(await list({ q: 'okapi', api_key: client.key })), []);
  });

  test('are words, whatever is typed', async () => {
    for (const q of ['"', '*', 'NEAR(a b)', 'summary:x', "'; --", '   ', '-']) {
      assert.equal((await list({ q })).status, 200, q);
    }
    assert.equal((await list({ q: 'x'.repeat(201) })).status, 400);
  });
});

describe('a callback', () => {
  test('is called with the answer', async () => {
    const number = await client.pothole({ description: 'A\u2028line' });
    const { status, type, text } = await client.ask(`requests/${number}.json`, {
      query: { callback: 'app.show' },
    });
    assert.equal(status, 200);
    assert.equal(type, 'application/javascript; charset=utf-8');
    let called;
    runInNewContext(text, { app: { show: (value) => (called = value) } });
    assert.equal(called[0].service_request_id, number);
    assert.equal(called[0].description, 'A\u2028line');
    const discovery = await client.ask('/open311/discovery.json', { query: { callback: 'f' } });
    assert.match(discovery.text, /^\/\*\*\/f\(\{.*\}\);$/);
  });

  test('that is no name is refused, and not said again', async () => {
    for (const callback of ['alert(1)//', 'a b', '<script>', 'f;g', '1f', 'a[0]']) {
      const { status, type, text, body } = await client.ask('services.json', { query: { callback } });
      assert.equal(status, 400, callback);
      assert.match(type, /^application\/json/);
      assert.match(body[0].description, /^callback/);
      assert.ok(!text.includes(callback));
    }
  });

  test('is of no use in XML, nor when something is sent', async () => {
    assert.match((await client.ask('services.xml', { query: { callback: 'f' } })).type, /^text\/xml/);
    const sent = await client.post(
      { service_code: 'pothole', 'attribute[where_in_road]': 'lane', ...HERE },
      { path: 'requests.json?callback=f' },
    );
    assert.match(sent.type, /^application\/json/);
  });
});
