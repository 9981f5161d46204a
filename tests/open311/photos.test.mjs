// Photos that come with requests and updates: what is taken, what is refused, who sees them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { BINARY, Client, HERE, POTHOLE } from './client.mjs';
import { textOf } from './formats.mjs';
import { png } from './pictures.mjs';

const run = promisify(execFile);
const client = Client.ofThisFile();
const SECRET = 'taken at 14 Elm Street';

const half = (file) => file.subarray(0, file.length / 2);

/** A form with files, by the names of their parts. */
function form(fields, files) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ api_key: client.key, ...fields })) body.append(name, value);
  for (const [part, content, name = 'photo.jpg'] of files) body.append(part, new Blob([content]), name);
  return body;
}
const send = (fields, files, path = 'requests.json', options = {}) =>
  client.ask(path, { method: 'POST', body: form(fields, files), ...options });

async function withPhotos(fields, files) {
  const { status, body, text } = await send({ ...POTHOLE, ...fields }, files);
  assert.equal(status, 200, text);
  return body[0].service_request_id;
}
const shown = async (number, query) => (await client.ask(`requests/${number}.json`, { query })).body[0];
const photosOf = async (number, query) =>
  (await shown(number, { extensions: 'true', ...query })).extended_attributes.photos;
const fetched = async (url) => {
  const answer = await fetch(url);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('an update with photos', () => {
  let next = 0;
  const update = (number, fields = {}) => ({
    service_request_id: number,
    update_id: `photos-${(next += 1)}`,
    status: 'OPEN',
    updated_datetime: '2026-11-24T10:00:00-05:00',
    description: 'It is deeper now.',
    ...fields,
  });
  const add = async (number, fields, count) => {
    const files = Array.from({ length: count }, () => ['media', png(40, 30)]);
    const { status, text } = await send(update(number, fields), files, 'servicerequestupdates.json');
    assert.equal(status, 200, text);
  };
  const updates = (number, query, format = 'json') =>
    client.ask(`servicerequestupdates.${format}`, { query: { service_request_id: number, ...query } });

  test('tells those that came with it: none, one, or several', async () => {
    const number = await withPhotos({}, [['media', png(20, 20)]]); // its own is no update's
    await add(number, {}, 0);
    await add(number, {}, 1);
    await add(number, {}, 2);
    const { body } = await updates(number);
    const [opened, none, one, two] = body.map(({ media_url: media }) => media);
    assert.deepEqual([opened, none], [null, null]);
    assert.equal((await fetched(one)).status, 200);
    assert.equal(two.length, 2);
    const all = (await photosOf(number)).map(({ media_url: address }) => address);
    assert.deepEqual(all.slice(1), [one, ...two]);
    const { text } = await updates(number, {}, 'xml');
    const shown = [...text.matchAll(/<request_update>(.*?)<\/request_update>/gs)].map(([, inner]) =>
      [...inner.matchAll(/<media_url>(.*?)<\/media_url>/g)].map(([, address]) => address),
    );
    assert.deepEqual(shown, [[''], [''], [one], two]);
  });

  test('shows them to whoever may read its words', async () => {
    const number = await client.pothole();
    await add(number, { description: 'Ring 416 555 0142.' }, 1);
    await operatorReopens(number);
    assert.equal((await updates(number)).body[1].media_url, null);
    const own = (await updates(number, { api_key: client.key })).body[1].media_url;
    assert.equal((await fetched(own)).status, 200);
    assert.match(own, /\?k=/);
  });

  test('that opens a case again has them, too', async () => {
    const number = await client.pothole();
    await operatorReopens(number, false);
    await add(number, { status: 'REOPEN' }, 1);
    const told = (await updates(number)).body.find(({ description }) => description === 'It is deeper now.');
    assert.equal((await fetched(told.media_url)).status, 200);
  });
});

/** Ends the case, and begins it again unless somebody else shall. */
async function operatorReopens(number, reopens = true) {
  const operator = await client.staff();
  const path = { number };
  await operator.call('recordOutcome', { path, body: { resolution: 'completed', text: 'Filled.' } });
  if (reopens) await operator.call('reopenCase', { path, body: { reason: 'It came back.' } });
}

describe('a request with photos', () => {
  test('keeps all of them, whatever their parts are named', async () => {
    const files = ['media', 'media[]', 'media[]', 'photo1', 'file_ab12', 'x'].map((part) => [
      part,
      png(40, 30),
    ]);
    const number = await withPhotos({}, files);
    const photos = await photosOf(number);
    assert.equal(photos.length, files.length);
    for (const photo of photos) {
      assert.deepEqual([photo.width, photo.height], [40, 30]);
      assert.ok(photo.created_at);
    }
    const { media_url: first } = await shown(number);
    assert.equal(first, photos[0].media_url);
    assert.ok(first.startsWith(client.server.origin));
    const { text } = await client.ask(`requests/${number}.xml`);
    assert.equal(textOf(text, 'media_url'), first);
  });

  test('shows them drawn anew, without what stood in the file', async () => {
    const sent = png(400, 300, { note: SECRET });
    assert.ok(sent.includes(SECRET));
    const [photo] = await photosOf(await withPhotos({}, [['media', sent]]));
    for (const url of [photo.media_url, photo.thumbnail_url]) {
      const { status, headers, bytes } = await fetched(url);
      assert.equal(status, 200);
      assert.equal(headers.get('content-type'), 'image/jpeg');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy'), /default-src 'none'; sandbox/);
      assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
      assert.ok(!bytes.includes('Elm'));
    }
    const [image, thumbnail] = await Promise.all([fetched(photo.media_url), fetched(photo.thumbnail_url)]);
    assert.ok(thumbnail.bytes.length < image.bytes.length);
  });

  test('is on the case as staff see it', async () => {
    const number = await withPhotos({}, [['media', png(40, 30)]]);
    const opened = await (await client.staff()).call('readCase', { path: { number } });
    assert.equal(opened.photos.length, 1);
    assert.deepEqual([opened.photos[0].width, opened.photos[0].height], [40, 30]);
    const { status } = await fetched(client.server.origin + opened.photos[0].thumbnail);
    assert.equal(status, 200);
    assert.ok(opened.timeline.some(({ kind }) => kind === 'photo_added'));
  });

  test('may be larger than other requests', async () => {
    const noise = Buffer.alloc(900 * 900 * 3);
    for (let i = 0; i < noise.length; i += 1) noise[i] = (i * i * 31 + i * 7) % 251;
    const pad = [['media', png(40, 30, { note: noise.toString('latin1') })]];
    assert.ok(pad[0][1].length > 2_000_000);
    await withPhotos({}, pad);
  });

  test('an empty part, as browsers send where no file was chosen, is none', async () => {
    assert.deepEqual(await photosOf(await withPhotos({}, [['media', '']])), []);
  });

  test('sent again is the same request', async () => {
    const options = { headers: { 'Idempotency-Key': 'with a photo' } };
    const first = await send(POTHOLE, [['media', png(40, 30)]], 'requests.json', options);
    const again = await send(POTHOLE, [['media', png(40, 30)]], 'requests.json', options);
    assert.equal(again.text, first.text);
    const other = await send(POTHOLE, [['media', png(41, 30)]], 'requests.json', options);
    assert.equal(other.status, 422);
  });
});

describe('a file that is refused', () => {
  const count = async () => Number((await client.ask('requests.json')).headers.get('x-total-count'));
  const CASES = {
    'no picture': [['photo2', 'hello']],
    'a page': [['photo2', '<html><script>alert(1)</script></html>']],
    'a drawing that can run': [['photo2', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>']],
    'half a picture': [['photo2', half(png(400, 300))]],
    'a small file of a vast picture': [['photo2', png(10, 10, { claims: [30_000, 30_000] })]],
    'one beside good ones': [
      ['photo1', png(40, 30)],
      ['photo2', 'hello'],
    ],
  };
  for (const [what, files] of Object.entries(CASES)) {
    test(`for it is ${what} is named, and the request is not taken without it`, async () => {
      const before = await count();
      const { status, body } = await send(POTHOLE, files);
      assert.equal(status, 400);
      assert.equal(body.length, 1);
      assert.match(body[0].description, /^photo2 /);
      assert.equal(await count(), before);
    });
  }

  test('is told beside all else that is wrong', async () => {
    const { body } = await send({ service_code: 'pothole', ...HERE }, [['media', 'hello']]);
    assert.deepEqual(
      body.map(({ description }) => description.split(' ')[0]),
      ['media', 'where_in_road'],
    );
  });

  test('for there are too many, or it is too large, is told so', async () => {
    const many = await send(POTHOLE, Array(11).fill(['media', png(4, 3)]));
    assert.equal(many.status, 400);
    assert.match(many.body[0].description, /at most 10/);
    const heavy = await send(POTHOLE, [['media', Buffer.alloc(10_000_001)]]);
    assert.equal(heavy.status, 400);
    assert.match(heavy.body[0].description, /10 megabytes/);
    const all = await send(POTHOLE, Array(3).fill(['media', Buffer.alloc(9_000_000)]));
    assert.equal(all.status, 413);
    assert.equal(all.body[0].code, 413);
  });

  test('without a key is not looked at', async () => {
    const { status, body } = await send({ ...POTHOLE, api_key: '' }, [['media', 'hello']]);
    assert.equal(status, 403);
    assert.equal(body[0].description, 'api_key required');
  });
});

describe('who sees them', () => {
  test('of a private request only whoever has its key, or an address that was signed for them', async () => {
    const fields = { service_code: 'snow_sidewalk', description: 'By my door', ...HERE };
    const { body } = await send(fields, [['media', png(40, 30)]]);
    const number = body[0].service_request_id;
    assert.deepEqual(await photosOf(number), []);
    assert.equal((await shown(number)).media_url, null);
    const { media_url: own } = await shown(number, { api_key: client.key });
    assert.equal((await fetched(own)).status, 200);
    assert.equal((await fetched(own)).headers.get('cache-control'), 'no-store');
    const unsigned = own.replace(/\?.*/, '');
    assert.equal((await fetched(unsigned)).status, 404);
    assert.equal((await fetched(`${unsigned}?k=p1.x`)).status, 404);
    const other = (await photosOf(await withPhotos({}, [['media', png(4, 3)]]), { api_key: client.key }))[0];
    const key = new URL(own).searchParams.get('k');
    assert.notEqual(key, null);
    assert.equal((await fetched(`${unsigned.replace(/\d+\.jpg/, '1.jpg')}?k=${key}`)).status, 404);
    assert.equal(new URL(other.media_url).search, ''); // everybody may see it
  });

  test('of a public one nobody else either where something personal was written', async () => {
    const number = await withPhotos({ description: 'Ring 416 555 0142' }, [['media', png(40, 30)]]);
    assert.deepEqual(await photosOf(number), []);
    assert.equal((await photosOf(number, { api_key: client.key })).length, 1);
  });

  test('of a public one everybody, until it is withheld: caches ask before they show it again', async () => {
    const number = await withPhotos({}, [['media', png(40, 30)]]);
    const [photo] = await photosOf(number);
    const { headers } = await fetched(photo.media_url);
    assert.equal(headers.get('cache-control'), 'public, no-cache');
    const tag = headers.get('etag');
    assert.notEqual(tag, (await fetched(photo.thumbnail_url)).headers.get('etag'));
    const again = await fetch(photo.media_url, { headers: { 'If-None-Match': tag } });
    assert.deepEqual([again.status, (await again.arrayBuffer()).byteLength], [304, 0]);
    assert.equal(again.headers.get('cache-control'), 'public, no-cache');
    const supervisor = await client.staff('supervisor');
    const { pieces } = await supervisor.call('listPublicity', { path: { number } });
    const { id } = pieces.find(({ part }) => part === 'photo');
    const body = { part: 'photo', id, public: false };
    await supervisor.call('decidePublicity', { path: { number }, body });
    assert.equal((await fetch(photo.media_url, { headers: { 'If-None-Match': tag } })).status, 404);
    // Nor does a tag tell a stranger that there is one.
    const [signed] = await photosOf(number, { api_key: client.key });
    const { headers: own } = await fetched(signed.media_url);
    assert.deepEqual([own.get('cache-control'), own.get('etag')], ['no-store', null]);
  });

  test('what is no picture of ours is not there', async () => {
    for (const path of ['/photos/1.jpg', '/photos/x.jpg', '/photos/1', '/photos/-1.jpg', '/photos/1.png']) {
      assert.equal((await fetched(client.server.origin + path)).status, 404, path);
    }
  });
});

test('an update brings photos, too', async () => {
  const number = await client.pothole();
  const fields = {
    service_request_id: number,
    update_id: '77',
    status: 'OPEN',
    updated_datetime: '2026-11-24T10:00:00-05:00',
    description: 'Seen from afar.',
  };
  const refused = await send(fields, [['photo1', 'hello']], 'servicerequestupdates.json');
  assert.equal(refused.status, 400);
  assert.match(refused.body[0].description, /^photo1 /);
  const sent = await send(fields, [['photo1', png(40, 30)]], 'servicerequestupdates.json');
  assert.equal(sent.status, 200, sent.text);
  assert.equal((await photosOf(number)).length, 1);
});

test('they go with whoever sent them', async () => {
  const number = await withPhotos({ first_name: 'Rosa', phone: '416 555 0142' }, [['media', png(40, 30)]]);
  const [photo] = await photosOf(number);
  const supervisor = await client.staff('supervisor');
  const { contact } = await supervisor.call('readCase', { path: { number } });
  await supervisor.call('closeCase', {
    path: { number },
    body: { resolution: 'entered_in_error', text: 'Sent twice.' },
  });
  await supervisor.call('redactContact', { path: { contact: contact.id }, body: { reason: 'request 7' } });
  assert.equal((await fetched(photo.media_url)).status, 404);
  assert.equal((await fetched(photo.thumbnail_url)).status, 404);
  assert.deepEqual(await photosOf(number, { api_key: client.key }), []);
  await client.server.verify();
});

test('they are in a backup, and stand as their events tell it', async (t) => {
  const number = await withPhotos({}, [['media', png(40, 30)]]);
  await client.server.verify();
  const directory = await mkdtemp(join(tmpdir(), 'kept311-photos-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'copy');
  const data = join(directory, 'data');
  await run(BINARY, ['backup', file, '--data', client.server.data]);
  await run(BINARY, ['restore', file, '--data', data]);
  await run(BINARY, ['verify', '--data', data]);
  assert.equal((await photosOf(number)).length, 1);
});
