// Discovery, the service list and service definitions, in both formats.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { BINARY, Client, HERE, ROOT } from './client.mjs';
import { elements, golden, textOf } from './formats.mjs';

const run = promisify(execFile);
const client = Client.ofThisFile();

describe('discovery', () => {
  test('says in both formats what there is and where', async () => {
    const json = await client.ask('/open311/discovery.json');
    assert.equal(json.type, 'application/json');
    assert.equal(json.body.endpoints[0].specification, 'http://wiki.open311.org/GeoReport_v2');
    assert.equal(json.body.endpoints[0].url, `${client.server.origin}/open311/v2/`);
    assert.equal(json.body.endpoints[0].type, 'test');
    assert.deepEqual(json.body.endpoints[0].formats, ['text/xml', 'application/json']);
    for (const name of ['changeset', 'contact', 'key_service']) {
      assert.equal(typeof json.body[name], 'string', name);
    }
    assert.equal(json.body.max_requests, 1000);

    const xml = await client.ask('/open311/discovery.xml');
    assert.equal(xml.type, 'text/xml');
    assert.ok(xml.text.startsWith('<?xml version="1.0" encoding="utf-8"?>'));
    assert.equal(textOf(xml.text, 'url'), `${client.server.origin}/open311/v2/`);
    assert.deepEqual(elements(xml.text, 'format'), ['text/xml', 'application/json']);
  });

  test('looks as it always did', async () => {
    const told = ({ text }) =>
      text
        .replaceAll(client.server.origin, 'HOST')
        .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)/g, 'TIME');
    for (const format of ['json', 'xml']) {
      await golden(`discovery.${format}`, told(await client.ask(`/open311/discovery.${format}`)));
    }
  });

  test('its changeset is a time with a zone that is not still to come', async () => {
    const { body } = await client.ask('/open311/discovery.json');
    assert.match(body.changeset, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
    assert.ok(new Date(body.changeset) <= new Date('2026-11-24T15:00:00Z'));
    assert.ok(new Date(body.changeset) > new Date('2026-11-01T00:00:00Z'));
  });
});

describe('services', () => {
  test('are an array with the fields of the standard, in their types', async () => {
    const { status, type, body } = await client.ask('services.json');
    assert.equal(status, 200);
    assert.equal(type, 'application/json; charset=utf-8');
    assert.ok(body.length > 20);
    for (const service of body) {
      assert.deepEqual(Object.keys(service), [
        'service_code',
        'service_name',
        'description',
        'metadata',
        'type',
        'keywords',
        'group',
      ]);
      assert.equal(typeof service.service_code, 'string');
      assert.equal(typeof service.metadata, 'boolean');
      assert.ok(['realtime', 'batch'].includes(service.type));
      assert.doesNotMatch(service.keywords, /, | ,/);
    }
    assert.ok(body.some(({ type: one, metadata }) => one === 'realtime' && metadata));
    assert.ok(body.some(({ type: one, metadata }) => one === 'realtime' && !metadata));
    assert.ok(body.some(({ type: one }) => one === 'batch'));
  });

  test('look as they always did', async () => {
    const json = await client.ask('services.json');
    const xml = await client.ask('services.xml');
    await golden('service.json', JSON.stringify(json.body.find((one) => one.service_code === 'pothole')));
    await golden('service.xml', `<service>${elements(xml.text, 'service')[0]}</service>`);
  });

  test('speak the language that is asked for', async () => {
    const named = async (locale) => {
      const { body } = await client.ask('services.json', { query: { locale } });
      return body.find((one) => one.service_code === 'pothole').service_name;
    };
    assert.equal(await named('fr'), 'Nid-de-poule');
    assert.equal(await named('fr_CA'), 'Nid-de-poule');
    assert.equal(await named('en'), 'Pothole');
    assert.equal(await named(''), 'Pothole');
  });

  test('at a point are those that can be asked for there', async () => {
    const at = async (query) => {
      const { body } = await client.ask('services.json', { query });
      return body.map(({ service_code: code }) => code);
    };
    const all = await at();
    assert.deepEqual(await at(HERE), all);
    const outside = await at({ lat: '10', long: '10' });
    assert.ok(!outside.includes('pothole')); // it needs a place in the city
    assert.ok(all.includes('pothole'));
    const { status, body } = await client.ask('services.json', { query: { lat: '10' } });
    assert.equal(status, 400);
    assert.match(body[0].description, /^long required/);
    assert.equal((await client.ask('services.json', { query: { lat: 'x', long: '1' } })).status, 400);
  });

  test('any jurisdiction is accepted, for there is one', async () => {
    assert.equal((await client.ask('services.xml', { query: { jurisdiction_id: 'x.org' } })).status, 200);
  });
});

describe('a service definition', () => {
  test('is one object with the questions in order', async () => {
    const { status, body, text } = await client.ask('services/pothole.json');
    assert.equal(status, 200);
    assert.deepEqual(
      body.attributes.map(({ code, order, required }) => [code, order, required]),
      [
        ['where_in_road', 1, true],
        ['damage', 2, false],
        ['damage_what', 3, false],
      ],
    );
    assert.deepEqual(body.attributes[0].values[0], { key: 'lane', name: 'Traffic lane' });
    assert.equal(body.attributes[2].values, undefined);
    await golden('definition.json', text);
    await golden('definition.xml', (await client.ask('services/pothole.xml')).text);
  });

  test('has hints, texts that are only read, and lists of which several may be chosen', async () => {
    const { body, text } = await client.ask('services/park_maintenance.json');
    const [danger, what, seen] = body.attributes;
    assert.deepEqual([danger.variable, danger.required], [false, false]);
    assert.match(danger.description, /call 911/);
    assert.deepEqual(
      [what.variable, what.datatype, what.datatype_description],
      [true, 'multivaluelist', 'Choose all that you saw.'],
    );
    assert.deepEqual([seen.datatype, seen.datatype_description], ['datetime', null]);
    const french = await client.ask('services/park_maintenance.json', { query: { locale: 'fr' } });
    assert.equal(french.body.attributes[1].datatype_description, 'Choisissez tout ce que vous avez vu.');
    await golden('definition_read_only.json', text);
    await golden('definition_read_only.xml', (await client.ask('services/park_maintenance.xml')).text);
  });

  test('of a service without questions is empty', async () => {
    assert.deepEqual((await client.ask('services/sidewalk.json')).body, {
      service_code: 'sidewalk',
      attributes: [],
    });
    assert.match(
      (await client.ask('services/sidewalk.xml')).text,
      /<service_code>sidewalk<\/service_code><attributes><\/attributes>/,
    );
  });

  test('of a service that there is not is an error', async () => {
    const { status, body } = await client.ask('services/no_such.json');
    assert.equal(status, 404);
    assert.equal(body[0].code, 404);
  });
});

// Last: it changes a service.
test('the changeset moves when a service changes, and stays when nothing does', async (t) => {
  const changeset = async () => (await client.ask('/open311/discovery.json')).body.changeset;
  const before = await changeset();
  await client.pothole();
  assert.equal(await changeset(), before);
  const directory = await mkdtemp(join(tmpdir(), 'kept311-set-up-'));
  t.after(() => rm(directory, { recursive: true }));
  const config = (what) =>
    run(BINARY, ['config', what, directory, '--data', client.server.data], { cwd: ROOT });
  await config('export');
  const file = join(directory, 'services.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('A hole in a road', 'A deep hole in a road'));
  await config('import');
  const { body } = await client.ask('services.json');
  const { description } = body.find(({ service_code: code }) => code === 'pothole');
  assert.match(description, /^A deep hole/);
  const after = await changeset();
  // The set-up is imported by the machine's clock, which is not the city's here.
  assert.notEqual(after, before);
  assert.equal((await client.ask('/open311/discovery.json')).body.endpoints[0].changeset, after);
});
