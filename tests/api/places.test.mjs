// Where a case is: its areas and department, the city's boundary, and whoever wants the same.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';

const HARBOUR = { lat: 43.64, lng: -79.41 };
const ACROSS_THE_LAKE = { lat: 43.2, lng: -79.4 };
const METRE = 1 / 111_195; // in degrees of latitude

let city;
let pothole;
const northOf = ({ lat, lng }, metres) => ({ lat: lat + metres * METRE, lng });
const departmentOf = ({ department }) =>
  city.catalogue.departments.find(({ id }) => id === department).name.en;
const nearby = async (point, more = {}, api = city.operator) =>
  (await api.call('listNearby', { query: { service: pothole, ...point, ...more } })).cases;

before(async () => {
  city = await City.start();
  pothole = city.catalogue.services.find(({ code }) => code === 'pothole').id;
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

test('one of several answers decides who does it', async () => {
  const park = city.catalogue.services.find(({ code }) => code === 'park_maintenance');
  const asked = (what) => city.request({ service: park.id, place: 'At the pier', attributes: { what } });
  assert.equal(departmentOf(await asked('bench,lights')), 'Transportation');
  assert.equal(departmentOf(await asked('lights')), 'Transportation');
  assert.equal(departmentOf(await asked('bench,lawn')), 'Parks and Forestry');
  const [danger, what] = park.questions;
  assert.equal(danger.variable, false);
  assert.equal(what.hint.en, 'Choose all that you saw.');
});

describe('a case with a point', () => {
  test('tells the areas of its day, and replays to the same', async () => {
    const opened = await city.request({ point: HARBOUR });
    assert.deepEqual(opened.areas, [
      { layer: 'city', code: 'alder_bay', name: 'Alder Bay' },
      { layer: 'ward', code: '02', name: 'Old Harbour' },
    ]);
    const read = await city.operator.call('readCase', { path: { number: opened.number } });
    assert.deepEqual(read.areas, opened.areas);
  });

  test('goes to the department that has the ward', async () => {
    const dumping = city.catalogue.services.find(({ code }) => code === 'illegal_dumping');
    const attributes = Object.fromEntries(
      dumping.questions
        .filter(({ required, when }) => required && !when)
        .map(({ code, values }) => [code, values?.[0]?.key ?? '1']),
    );
    const at = (point) => city.request({ point, service: dumping.id, attributes });
    assert.equal(departmentOf(await at(HARBOUR)), 'Bylaw Enforcement');
    assert.equal(departmentOf(await at({ lat: 43.72, lng: -79.32 })), 'Solid Waste');
  });

  test('beyond the boundary is refused, or taken by its words', async () => {
    const call = await city.inbound();
    const body = { interaction: call.id, kind: 'question', summary: 'A hole.', point: ACROSS_THE_LAKE };
    const refused = await city.operator.send('openCase', { body });
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.body.errors.map(({ pointer, reason }) => [pointer, reason]),
      [['/point', 'point.outside']],
    );
    const inWords = await city.operator.call('openCase', { body: { ...body, place: 'By the lighthouse' } });
    assert.equal(inWords.place, 'By the lighthouse');
    assert.deepEqual(inWords.areas, []);
    assert.equal(inWords.point_left_out, true);
    const inside = { ...body, place: 'At the pier', point: HARBOUR };
    assert.equal((await city.operator.call('openCase', { body: inside })).point_left_out, false);
  });
});

test('cases are counted by the areas of their day', async () => {
  const wards = async () => {
    const { layers } = await (await city.as('supervisor')).call('readMeasuresByArea');
    assert.deepEqual(
      layers.map(({ layer, from, until }) => [layer, from, until]),
      [
        ['city', null, null],
        ['ward', null, '2022-11-15'],
        ['ward', '2022-11-15', null],
      ],
    );
    return layers[2].areas.find(({ code }) => code === '04').open;
  };
  const before = await wards();
  await city.request({ point: { lat: 43.71, lng: -79.48 } });
  assert.equal(await wards(), before + 1);
  assert.equal((await city.operator.send('readMeasuresByArea')).status, 403);
});

test('addresses and crossings are found as one types, misspelt and by point', async () => {
  const find = async (query) => city.operator.call('findPlaces', { query });
  const names = ({ places }) => places.map(({ name }) => name);
  const crossing = await find({ q: 'fishry and secnd' });
  assert.deepEqual(names(crossing), ['Fishery Road and Second Avenue']);
  assert.equal(crossing.corrected, 'fishery second');
  assert.equal(crossing.places[0].kind, 'intersection');
  assert.equal(names(await find({ q: '35 quay st' }))[0], '35 Quay Street');
  const { lat, lng } = crossing.places[0].point;
  const near = await find({ lat, lng });
  assert.equal(near.places[0].name, 'Fishery Road and Second Avenue');
  assert.equal(near.places[0].metres, 0);
  for (const [query, pointer] of [
    [{ lat: 43.7 }, '/lng'],
    [{ lng: 'west' }, '/lng'],
    [{ q: 'x'.repeat(201) }, '/q'],
  ]) {
    const { status, body } = await city.operator.send('findPlaces', { query });
    assert.equal(status, 422);
    assert.equal(body.errors[0].pointer, pointer);
  }
});

describe('somebody wants the same', () => {
  const CORNER = { lat: 43.705, lng: -79.47 };
  let first;

  before(async () => {
    first = await city.request({ point: CORNER, summary: 'A deep hole.' });
  });

  test('open requests nearby are shown, nearest first', async () => {
    const second = await city.request({ point: northOf(CORNER, 60) });
    await city.request({ point: northOf(CORNER, 400) });
    const found = await nearby(CORNER);
    assert.deepEqual(
      found.map(({ number, metres }) => [number, metres]),
      [
        [first.number, 0],
        [second.number, 60],
      ],
    );
    assert.equal(found[0].summary, 'A deep hole.');
    assert.equal(found[0].place, 'Quay Street');
    assert.equal((await nearby(CORNER, { metres: 500 })).length, 3);
    assert.deepEqual(await nearby(CORNER, { service: pothole + 1 }), []);
  });

  test('places of residents are for who talks to them', async () => {
    const found = await nearby(CORNER, {}, await city.as('manager'));
    assert.equal(found[0].place, null);
    const analyst = await (
      await city.as('admin')
    ).send('listNearby', { query: { service: pothole, ...CORNER } });
    assert.equal(analyst.status, 403);
  });

  test('where in its block one lies is not told them by what they find, nor by how far it is', async () => {
    const manager = await city.as('manager');
    // Thousandths of a degree are the middles of blocks.
    const middles = [
      { lat: 43.705, lng: -79.44 },
      { lat: 43.715, lng: -79.44 },
    ];
    const lie = [northOf(middles[0], 35), northOf(middles[1], -35)];
    for (const point of lie) await city.request({ point });
    const probe = async (middle, api) => {
      const seen = [];
      for (const metres of [1, 40, 60, 100, 150, 400]) {
        for (const aside of [-300, -90, -35, 0, 35, 90, 300]) {
          const found = await nearby(northOf(middle, aside), { metres }, api);
          seen.push(found.map((one) => one.metres));
        }
      }
      return seen;
    };
    const [above, below] = [await probe(middles[0], manager), await probe(middles[1], manager)];
    assert.deepEqual(above, below);
    assert.ok(above.flat().length > 0);
    assert.deepEqual([...new Set(above.flat())].sort(), [0, 100, 300], 'in hundreds');
    assert.notDeepEqual(await probe(middles[0], city.operator), await probe(middles[1], city.operator));
  });

  test('what cannot be looked for is named', async () => {
    for (const [query, pointer] of [
      [{ lat: 43.7, lng: -79.4 }, '/service'],
      [{ service: pothole, lat: 91, lng: -79.4 }, '/lat'],
      [{ service: pothole, lat: 43.7 }, '/lng'],
      [{ service: pothole, lat: 43.7, lng: -79.4, metres: 1001 }, '/metres'],
    ]) {
      const { status, body } = await city.operator.send('listNearby', { query });
      assert.equal(status, 422, JSON.stringify(query));
      assert.equal(body.errors[0].pointer, pointer);
    }
  });

  test("'me too' makes a follower and no second case", async () => {
    const neighbour = await city.contact('Nadia Neighbour');
    const call = await city.inbound(neighbour);
    const number = first.number;
    const followed = await city.operator.call('followCase', {
      path: { number },
      body: { interaction: call.id },
    });
    assert.deepEqual(
      followed.followers.map(({ name }) => name),
      ['Nadia Neighbour'],
    );
    assert.equal(followed.timeline.at(-1).kind, 'follower_added');
    const theirs = await city.operator.call('listCases', { query: { contact: neighbour.id } });
    assert.deepEqual(
      theirs.cases.map((one) => one.number),
      [number],
    );
    const promised = await city.operator.call('makePromise', {
      path: { number },
      body: { interaction: call.id, words: 'I will tell you when it is filled.' },
    });
    assert.equal(promised.promises.length, 1);
    const again = await city.operator.send('followCase', {
      path: { number },
      body: { interaction: call.id },
    });
    assert.equal(again.status, 409);
    assert.equal(again.body.type, 'urn:kept311:problem:follow.already');
  });
});
