// A disk that fails: nobody is told that something was taken which was not, each interface says so in
// its own format, reading goes on, and after a restart the same requests are taken, once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, NOW, POTHOLE } from '../open311/client.mjs';
import { forgetDemoCities } from '../support/server.mjs';

let client;
before(async () => {
  client = await Client.start();
});
after(async () => {
  await client?.stop();
  await forgetDemoCities();
});

test('every door says that nothing is taken, and takes it once when the disk is well again', async () => {
  const phone = '416 555 0199';
  const operator = await client.staff();
  const call = await operator.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone },
  });
  const contact = await operator.call('createContact', {
    body: { name: 'Rosa Delgado', phones: [phone], language: 'en' },
  });
  await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
  const openCase = () =>
    operator.send('openCase', {
      headers: { 'Idempotency-Key': 'the-same' },
      body: { interaction: call.id, kind: 'question', summary: 'Who sweeps the stairs?' },
    });
  const postRequest = () => client.post(POTHOLE, { headers: { 'Idempotency-Key': 'from-the-app' } });
  const casesOfHers = async () => (await operator.call('search', { query: { q: phone } })).cases.length;
  const isReady = async () => (await client.ask('/readyz')).status === 200;

  await client.server.letFilesGrowTo(4096);
  for (let tries = 0; tries < 3; tries += 1) {
    const toldToOperator = await openCase();
    assert.equal(toldToOperator.status, 503, JSON.stringify(toldToOperator.body));
    assert.equal(toldToOperator.contentType, 'application/problem+json');
    assert.ok(Number(toldToOperator.headers.get('retry-after')) > 0);
    const toldToApplication = await postRequest();
    assert.equal(toldToApplication.status, 503, toldToApplication.text);
    assert.equal(toldToApplication.body[0].code, 503);
    assert.ok(Number(toldToApplication.headers.get('retry-after')) > 0);
  }
  assert.equal(await casesOfHers(), 0);
  assert.equal(await isReady(), false, 'whoever watches over it is told');

  await client.server.killAndRestart(NOW);
  const opened = await openCase();
  assert.ok(opened.status < 300, JSON.stringify(opened.body));
  assert.equal((await openCase()).body.number, opened.body.number);
  assert.equal(await casesOfHers(), 1);
  const taken = await postRequest();
  assert.equal(taken.status, 200, taken.text);
  assert.deepEqual((await postRequest()).body, taken.body);
  await client.server.verify();
});
