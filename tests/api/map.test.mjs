// The map: what lies in a rectangle, as points or as squares with counts, and the city's areas.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';
import { City, NOW } from './city.mjs';

const HARBOUR = { lat: 43.64, lng: -79.41 };
const around = ({ lat, lng }, degrees = 0.001) =>
  [lng - degrees, lat - degrees, lng + degrees, lat + degrees].join(',');

let city;
let opened;
const see = (query, api = city.operator) =>
  api.call('mapCases', { query: { zoom: 15, bbox: around(HARBOUR), ...query } });
const numbers = ({ points }) => points.map(({ number }) => number);

before(async () => {
  city = await City.start();
  opened = await city.request({ point: HARBOUR });
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

describe('cases on a map', () => {
  test('are points with number, service and state', async () => {
    const seen = await see();
    assert.equal(seen.count, 1);
    assert.equal(seen.open, 1);
    assert.equal(seen.since, null);
    assert.deepEqual(seen.cells, []);
    assert.deepEqual(seen.points, [
      {
        number: opened.number,
        spoken_number: opened.spoken_number,
        source: null,
        service: opened.service,
        service_name: null,
        state: 'open',
        opened_at: opened.opened_at,
        point: HARBOUR,
      },
    ]);
    assert.deepEqual(opened.point, HARBOUR, 'the case itself tells it, too');
  });

  test('are narrowed by service, status and period', async () => {
    const other = city.catalogue.services.find(({ id }) => id !== opened.service).id;
    assert.deepEqual(numbers(await see({ service: opened.service })), [opened.number]);
    assert.deepEqual(numbers(await see({ service: other })), []);
    assert.deepEqual(numbers(await see({ status: 'open' })), [opened.number]);
    assert.deepEqual(numbers(await see({ status: 'closed' })), []);
    assert.deepEqual(numbers(await see({ from: '2026-11-24', until: '2026-11-24' })), [opened.number]);
    assert.deepEqual(numbers(await see({ from: '2026-11-25' })), []);
    assert.deepEqual(numbers(await see({ until: '2026-11-23' })), []);
    assert.deepEqual(numbers(await see({ bbox: around({ lat: 43.65, lng: -79.41 }) })), []);
  });

  test('are squares with their ward for who does not see residents', async () => {
    const seen = await see({}, await city.as('admin'));
    assert.deepEqual(seen.points, []);
    assert.equal(seen.count, 1);
    assert.equal(seen.cells.length, 1);
    const [{ bbox, count, areas }] = seen.cells;
    assert.equal(count, 1);
    assert.ok(bbox[0] <= HARBOUR.lng && HARBOUR.lng <= bbox[2] && bbox[2] - bbox[0] > 0.005);
    assert.deepEqual(
      areas.map(({ code }) => code),
      ['alder_bay', '02'],
    );
    const { number } = opened;
    const read = await (await city.as('admin')).call('readCase', { path: { number } });
    assert.equal(read.point, null);
  });

  test('what is asked wrongly is refused by its name', async () => {
    for (const [query, pointer] of [
      [{ bbox: '' }, '/bbox'],
      [{ bbox: '-79.4,43.6,-79.3' }, '/bbox'],
      [{ bbox: '-79.4,43.6,-79.3,43.7,' }, '/bbox'],
      [{ bbox: '-79.3,43.6,-79.4,43.7' }, '/bbox'],
      [{ bbox: '-79.4,43.6,-79.3,north' }, '/bbox'],
      [{ bbox: '-79.4,43.6,-79.3,91' }, '/bbox'],
      [{ zoom: 23 }, '/zoom'],
      [{ zoom: 'near' }, '/zoom'],
      [{ status: 'ajar' }, '/status'],
      [{ service: 1 }, '/service'],
      [{ from: 'yesterday' }, '/from'],
      [{ from: '2026-11-24', until: '2026-11-23' }, '/until'],
    ]) {
      const all = { zoom: 15, bbox: around(HARBOUR), ...query };
      const { status, body } = await city.operator.send('mapCases', { query: all });
      assert.equal(status, 422, JSON.stringify(query));
      assert.equal(body.errors[0].pointer, pointer);
    }
  });
});

describe('the areas of today', () => {
  test('come with borders, and once only', async () => {
    const answer = await city.operator.send('mapAreas');
    assert.equal(answer.status, 200);
    const layers = answer.body.features.map(({ properties }) => properties.layer);
    assert.equal(layers.filter((layer) => layer === 'city').length, 1);
    assert.equal(layers.filter((layer) => layer === 'ward').length, 6, 'not the three of before');
    assert.equal(
      answer.body.features.find(({ properties }) => properties.code === '02').properties.name,
      'Old Harbour',
    );
    const again = await city.operator.send('mapAreas', {
      headers: { 'If-None-Match': answer.headers.get('etag') },
    });
    assert.equal(again.status, 304);
    assert.equal(again.body, undefined);
  });
});

describe('streets and water below it', () => {
  const FILE = 'PMTiles, for all that a server knows of it.';
  let withStreets;
  const start = async (basemap) => {
    withStreets = await Server.start(NOW, NOW, { KEPT311_BASEMAP: basemap });
    const api = new Api(withStreets);
    const { name, password } = withStreets.signInAs('operator');
    await api.signIn(name, password);
    return api;
  };
  afterEach(() => withStreets?.stop());

  test('come from a file among the data, by ranges', async () => {
    const api = await start('streets.pmtiles');
    assert.equal((await api.call('mapAreas')).basemap, false, 'the file is not there yet');
    await writeFile(join(withStreets.data, 'streets.pmtiles'), FILE);
    assert.equal((await api.call('mapAreas')).basemap, true);
    const whole = await api.send('mapBasemap');
    assert.equal(whole.body, FILE);
    const headers = { Range: 'bytes=0-6' };
    const part = await api.send('mapBasemap', { headers });
    assert.deepEqual([part.status, part.body], [206, 'PMTiles']);
    assert.equal(part.headers.get('content-range'), `bytes 0-6/${FILE.length}`);
    assert.equal(part.headers.get('etag'), whole.headers.get('etag'));
    await writeFile(join(withStreets.data, 'streets.pmtiles'), FILE.toUpperCase().repeat(2));
    const stale = { ...headers, 'If-Range': whole.headers.get('etag') };
    const changed = await api.send('mapBasemap', { headers: stale });
    assert.equal(changed.status, 200, 'a part of the old file and a part of the new one are no file');
    const stranger = await new Api(withStreets).send('mapBasemap');
    assert.equal(stranger.status, 401);
  });

  test('are missing where none are set up', async () => {
    assert.equal((await city.operator.call('mapAreas')).basemap, false);
    assert.equal((await city.operator.send('mapBasemap')).status, 404);
  });
});
