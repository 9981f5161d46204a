// A list costs as many SQL statements for fifty rows as for one, and so do a case that many wait for
// and knowing who calls.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later } from './city.mjs';

const MANY = 50;
let city;
let supervisor;
let contact;
let shared;

const LISTS = {
  listCases: { query: { limit: 200 }, rows: (body) => body.cases.length },
  listObligations: { query: { scope: 'all', limit: 200 }, rows: (body) => body.obligations.length },
  listAlerts: { query: {}, rows: (body) => body.alerts.length },
  listArticles: { query: {}, rows: (body) => body.articles.length },
  readCase: { path: () => ({ number: shared.number }), rows: (body) => body.followers.length },
  listGaps: { query: {}, rows: (body) => body.gaps.length },
  listNotices: { query: {}, rows: (body) => body.notices.length },
  readContact: { path: () => ({ contact: contact.id }), rows: (body) => body.cases.length, most: 20 },
  search: { query: { q: 'Fontaine' }, rows: (body) => body.cases.length + body.contacts.length },
};

function statementsOf(answer, operationId) {
  const statements = Number(answer.headers.get('x-kept311-statements'));
  assert.ok(statements > 0, `${operationId} does not tell its statements`);
  return statements;
}

async function measure(operationId) {
  const { query, path, rows } = LISTS[operationId];
  const answer = await supervisor.send(operationId, { query, path: path?.() });
  assert.equal(answer.status, 200);
  const statements = statementsOf(answer, operationId);
  return { statements, rows: rows(answer.body) };
}

/** The supervisor, who has promised nothing to the caller of up to fifty cases. */
async function identify() {
  const call = await supervisor.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
  const answer = await supervisor.send('identifyCaller', {
    path: { interaction: call.id },
    body: { contact: contact.id },
  });
  assert.equal(answer.status, 200);
  return { statements: statementsOf(answer, 'identifyCaller') };
}

async function addOne(index) {
  const call = await city.inbound(contact);
  const { catalogue } = city;
  const opened = await city.operator.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'question',
      summary: `When does fountain ${index} run?`,
      ask: { department: catalogue.departments[0].id, text: 'When?' },
      promise: { words: 'I will call you.' },
    },
  });
  // Returned at once without a place to go: the supervisor is told.
  await city.operator.call('returnAsk', {
    path: { ask: opened.asks[0].id },
    body: { reason: 'Not ours.' },
  });
  await city.operator.call('recordGap', { body: { query: `fountain ${index}`, language: 'en' } });
  await supervisor.call('postNotice', {
    body: {
      text: { en: `Fountain ${index} is dry.`, fr: `La fontaine ${index} est à sec.` },
      until: later(9),
    },
  });
  const follower = await city.inbound(await city.contact(`Fontaine ${index}`));
  const { number } = await city.operator.call('openCase', {
    body: { interaction: follower.id, kind: 'question', summary: 'When do they run?' },
  });
  await city.operator.call('joinDuplicate', {
    path: { number },
    body: { into: shared.number, interaction: follower.id },
  });
  const learned = await city.question({ promise: false });
  await city.operator.call('recordOutcome', {
    path: { number: learned.case.number },
    body: { resolution: 'information_not_held', text: `Nobody wrote down when fountain ${index} ran.` },
  });
}

before(async () => {
  city = await City.start();
  supervisor = await city.as('supervisor');
  contact = await city.contact('Marie Fontaine');
  shared = (await city.question()).case;
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

test('each list costs the same for one row and for fifty', async () => {
  // As it will be later: a list that was read before asks what has changed since.
  await measure('listCases');
  await addOne(0);
  const few = {};
  for (const operationId of Object.keys(LISTS)) few[operationId] = await measure(operationId);
  few.identifyCaller = await identify();
  for (let index = 1; index < MANY; index += 1) await addOne(index);
  const more = {};
  for (const operationId of Object.keys(LISTS)) {
    more[operationId] = await measure(operationId);
    if (operationId !== 'search') {
      const expected = Math.min(few[operationId].rows + MANY - 1, LISTS[operationId].most ?? Infinity);
      assert.ok(more[operationId].rows >= expected, `${operationId} lists too few`);
    }
  }
  more.identifyCaller = await identify();
  const costs = (measured) =>
    Object.fromEntries(Object.entries(measured).map(([id, { statements }]) => [id, statements]));
  assert.deepEqual(costs(more), costs(few));
});
