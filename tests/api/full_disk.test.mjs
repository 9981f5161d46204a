// A disk without room: what is not stored is told so in each interface's own words, reading goes on,
// and as soon as there is room so does writing, by itself; what was acknowledged is there once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client, NOW, POTHOLE } from '../open311/client.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { Filler, runOnSmallDisk, SMALL_DISK } from '../support/small_disk.mjs';
import { rowCounter } from './rows.mjs';

const MEGABYTES = 64;
const ROOM = 1 << 20;
const PHONE = '416 555 0199';

if (SMALL_DISK) testOnSmallDisk();
else {
  test('a full disk takes nothing, tells no lie, and is written again once there is room', () =>
    runOnSmallDisk(fileURLToPath(import.meta.url), MEGABYTES));
}

function testOnSmallDisk() {
  let client;
  const filler = new Filler();
  before(async () => {
    client = await Client.start();
  });
  after(async () => {
    await client?.stop();
    await forgetDemoCities();
  });

  const request = (key) => client.post(POTHOLE, { headers: { 'Idempotency-Key': key } });
  const isReported = async (number) => (await client.ask(`requests/${number}.json`)).status === 200;

  test('what was taken while the disk filled up is there once, and the rest is taken afterwards', async () => {
    const operator = await client.staff();
    const call = await operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call', phone: PHONE },
    });
    const contact = await operator.call('createContact', {
      body: { name: 'Rosa Delgado', phones: [PHONE], language: 'en' },
    });
    await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
    const openCase = () =>
      operator.send('openCase', {
        headers: { 'Idempotency-Key': 'the-same' },
        body: { interaction: call.id, kind: 'question', summary: 'Who sweeps the stairs?' },
      });
    const casesOfHers = async () =>
      (await operator.call('search', { query: { q: PHONE } })).cases.map(({ number }) => number);

    await filler.leave(ROOM);
    const acknowledged = new Map();
    let refused;
    while (!refused) {
      const key = `key-${acknowledged.size}`;
      const answer = await request(key);
      if (answer.status === 200) acknowledged.set(key, answer.body[0].service_request_id);
      else refused = { key, answer };
    }
    assert.ok(acknowledged.size > 0, 'nothing was taken in the room that was left');

    const countRows = await rowCounter(client.server.data);
    const rows = await countRows();
    for (let tries = 0; tries < 3; tries += 1) {
      const toldToApplication = tries === 0 ? refused.answer : await request(refused.key);
      assert.equal(toldToApplication.status, 503, toldToApplication.text);
      assert.equal(toldToApplication.body[0].code, 503);
      assert.ok(Number(toldToApplication.headers.get('retry-after')) > 0);
      const toldToOperator = await openCase();
      assert.equal(toldToOperator.status, 503, JSON.stringify(toldToOperator.body));
      assert.equal(toldToOperator.contentType, 'application/problem+json');
      assert.match(toldToOperator.body.detail, /disk is full/);
      assert.ok(Number(toldToOperator.headers.get('retry-after')) > 0);
    }
    assert.deepEqual(await countRows(), rows);
    assert.deepEqual(await casesOfHers(), []);
    for (const number of acknowledged.values()) assert.ok(await isReported(number), number);

    await filler.remove();
    const opened = await openCase();
    assert.ok(opened.status < 300, JSON.stringify(opened.body));
    const late = await request(refused.key);
    assert.equal(late.status, 200, late.text);
    acknowledged.set(refused.key, late.body[0].service_request_id);
    await client.server.verify();

    await client.server.killAndRestart(NOW);
    for (const [key, number] of acknowledged) {
      assert.equal((await request(key)).body[0].service_request_id, number);
    }
    assert.equal(new Set(acknowledged.values()).size, acknowledged.size);
    assert.equal((await openCase()).body.number, opened.body.number);
    assert.deepEqual(await casesOfHers(), [opened.body.number]);
    await client.server.verify();
  });
}
