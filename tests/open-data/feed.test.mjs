// The feed of what changed last, by area and service.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, HERE } from '../open311/client.mjs';
import { elements, textOf } from '../open311/formats.mjs';

const client = Client.ofThisFile();
const feed = (query = '', options) => client.ask(`/open-data/requests.atom${query}`, options);
const WEST = { lat: '43.64', long: '-79.46' }; // ward 01; HERE lies in ward 02

const numbers = ({ text }) => [...text.matchAll(/<id>[^<]*requests\/(\d+)\.xml<\/id>/g)].map(([, id]) => id);

describe('the Atom feed', () => {
  test('tells what came and what changed, the last first, without who asked', async () => {
    const first = await client.pothole({ first_name: 'Rosa', phone: '416 555 0142', description: 'Deep.' });
    await client.advance('PT1M');
    const second = await client.pothole();
    const answer = await feed();
    assert.equal(answer.status, 200);
    assert.equal(answer.type, 'application/atom+xml; charset=utf-8');
    assert.deepEqual(numbers(answer).slice(0, 2), [second, first]);
    assert.ok(!/Rosa|555|Deep/.test(answer.text));
    const [entry] = elements(answer.text, 'entry');
    assert.equal(textOf(entry, 'title'), 'Pothole');
    assert.equal(textOf(entry, 'published'), '2026-11-24T15:01:00Z');
    assert.equal(textOf(entry, 'updated'), '2026-11-24T15:01:00Z');
    assert.equal(textOf(entry, 'georss:point'), `${HERE.lat} ${HERE.long}`);

    await client.advance('PT1M');
    const operator = await client.staff();
    await operator.call('recordOutcome', {
      path: { number: first },
      body: { resolution: 'completed', text: 'Told so.' },
    });
    const changed = await feed();
    assert.deepEqual(numbers(changed).slice(0, 2), [first, second]);
    assert.equal(textOf(elements(changed.text, 'entry')[0], 'summary'), 'closed');
    assert.equal(textOf(elements((await feed('?locale=fr')).text, 'entry')[0], 'summary'), 'close');
  });

  test('of an area, of a service', async () => {
    const west = await client.pothole(WEST);
    const here = await client.pothole();
    const inWest = numbers(await feed('?area=ward:01'));
    assert.ok(inWest.includes(west) && !inWest.includes(here));
    const both = numbers(await feed('?area=ward:02&service=pothole'));
    assert.ok(both.includes(here) && !both.includes(west));
    const animal = await client.post({ service_code: 'stray_animal', ...HERE });
    assert.equal(animal.status, 200);
    assert.equal(numbers(await feed('?service=stray_animal')).length, 1);
    // Where it is nobody is told, neither by asking each area for it.
    assert.deepEqual(numbers(await feed('?area=ward:02&service=stray_animal')), []);
    assert.deepEqual(numbers(await feed('?service=graffiti')), []);
    assert.deepEqual(numbers(await feed('?service=none_of_them')), []);
    assert.equal((await feed('?area=ward:99')).status, 404);
    assert.equal((await feed('?ward=01')).status, 400);
  });

  test('who has it already is not sent it again', async () => {
    const tag = (await feed()).headers.get('etag');
    assert.equal((await feed('', { headers: { 'If-None-Match': tag } })).status, 304);
    await client.pothole();
    assert.equal((await feed('', { headers: { 'If-None-Match': tag } })).status, 200);
  });
});
