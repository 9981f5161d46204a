// A list costs as many SQL statements for fifty rows as for one, and so do a case that many wait for
// and knowing who calls.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Api } from '../support/api.mjs';
import { operations, resolve as contractOf } from '../support/contract.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later } from './city.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BINARY = resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311');
const MANY = 50;
/** Of what lies near, and of records with one number, so many are shown. */
const FEW_SHOWN = 5;
const CORNER = { lat: 43.6532, lng: -79.3832 };
let city;
let supervisor;
let department;
let contact;
let shared;

/** `most`: it shows no more. `query` and `path` may depend on whether many rows are wanted. */
const LISTS = {
  listCases: { query: { limit: 200 }, rows: (body) => body.cases.length },
  listObligations: { query: { scope: 'all', limit: 200 }, rows: (body) => body.obligations.length },
  listAlerts: { query: {}, rows: (body) => body.alerts.length },
  listArticles: { query: {}, rows: (body) => body.articles.length },
  readCase: { path: () => ({ number: shared.number }), rows: (body) => body.followers.length },
  listGaps: { query: {}, rows: (body) => body.gaps.length },
  listNotices: { query: {}, rows: (body) => body.notices.length },
  readContact: { path: () => ({ contact: contact.id }), rows: (body) => body.cases.length, most: 20 },
  listProposals: { query: {}, rows: (body) => body.proposals.length },
  listWithheld: { query: {}, rows: (body) => body.cases.length },
  /** Which had been asked about them, and returned them to a third: only their histories tell it. */
  "a department's listWithheld": {
    operation: 'listWithheld',
    by: () => department,
    query: {},
    rows: (body) => body.cases.length,
  },
  listCalls: { query: { limit: 200 }, rows: (body) => body.calls.length },
  listHistoricRecords: {
    query: { number: 'H-1' },
    rows: (body) => body.records.length,
    most: FEW_SHOWN,
  },
  listNearby: {
    query: () => ({ service: serviceOf('pothole'), ...CORNER }),
    rows: (body) => body.cases.length + body.records.length,
    most: 2 * FEW_SHOWN,
  },
  findPlaces: {
    query: (many) => ({ q: many ? 'quay street' : 'fishery and second' }),
    rows: (body) => body.places.length,
    most: FEW_SHOWN,
  },
  mapCases: {
    query: { zoom: 15, bbox: '-79.39,43.65,-79.38,43.66' },
    rows: (body) => body.points.length,
  },
  search: { query: { q: 'Fontaine' }, rows: (body) => body.cases.length + body.contacts.length },
};

/** Answers with an array that are not measured, each with the reason. */
const NOT_MEASURED = {
  readCatalogue: "the city's set-up, which is kept in memory",
  readArticle: 'one article',
  readTelephone: 'one call; whose cases and contacts it may be is searched as `search` does',
  readTelephoneWall: 'who is on duty and what is up now, three lists from one statement each',
  readTelephoneMeasures: 'a line for each queue that is set up, all counted in one statement',
  listRecordings: 'the parts of one call, one for each who had it in hand',
  listHearings: 'each row brings all that it tells; what it is about was joined to it',
  readSimulatedLine: "one resident's telephone, in demos alone",
  listDeliveries: 'of one case, one for each time that it was sent to a partner',
  listPublicity: 'the pieces of one case',
  mapAreas: 'one statement for each layer, whatever areas it has; a browser keeps it',
  readMeasures: 'lines for the teams that are set up, all counted in one statement',
  readOutcomeTimes: 'one statement for all cases and three for all records, whatever there are',
  readMeasuresByArea: 'one statement for each drawing of a layer, whatever areas it has',
  listAvailability: 'staff and their calendars, which are kept in memory',
  listAbsences: "one person's, from one statement",
};

const serviceOf = (code) => city.catalogue.services.find((service) => service.code === code).id;

function statementsOf(answer, operationId) {
  const statements = Number(answer.headers.get('x-kept311-statements'));
  assert.ok(statements > 0, `${operationId} does not tell its statements`);
  return statements;
}

async function measure(name, many = false) {
  const { operation, by, query, path, rows } = LISTS[name];
  const wanted = typeof query === 'function' ? query(many) : query;
  const reader = by?.() ?? supervisor;
  const answer = await reader.send(operation ?? name, { query: wanted, path: path?.() });
  assert.equal(answer.status, 200);
  const statements = statementsOf(answer, name);
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

/** A call to 311 from a resident who rings off again. */
async function unanswered() {
  const path = { line: city.phone() };
  const resident = new Api(city.server);
  for (const act of ['dial', 'hang_up']) {
    await resident.call('useSimulatedLine', { path, body: { act } });
    await city.operator.call('setTestClock', { body: { advance: 'PT0S' } });
  }
}

/** One that the city had before, with a number that another source has given, too. */
async function importRecord(index) {
  const file = join(city.server.directory, 'record.json');
  const record = {
    service_request_id: 'H-1',
    status: 'open',
    service_code: 'pothole',
    requested_datetime: later(-48),
    lat: CORNER.lat,
    long: CORNER.lng,
  };
  await writeFile(file, JSON.stringify([record]));
  const words = ['import', 'open311', file, '--source', `old${index}`, '--data', city.server.data];
  await promisify(execFile)(BINARY, words, { cwd: ROOT });
}

/** Opened by the operator, who proposes other words; and a change that the supervisor was refused. */
async function proposeTwo() {
  await city.proposal();
  const { id } = await city.proposal({}, supervisor);
  await supervisor.call('declineChange', { path: { proposal: id }, body: { reason: 'Not so.' } });
}

/** Another department is asked about it, and says that it is a third one's. */
async function passOn({ number }) {
  const [asked, third] = ['Solid Waste', 'Water'].map(
    (name) => city.catalogue.departments.find((one) => one.name.en.startsWith(name)).id,
  );
  const { asks } = await city.operator.call('askDepartment', {
    path: { number },
    body: { department: asked, text: 'Is this your lorry?' },
  });
  await city.operator.call('returnAsk', {
    path: { ask: asks[0].id },
    body: { reason: 'It is not ours.', department: third },
  });
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
  await proposeTwo();
  await unanswered();
  await passOn(
    await city.request({ point: CORNER, summary: `Ring 416 555 01${10 + index} about this hole.` }),
  );
  if (index < FEW_SHOWN) await importRecord(index);
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
  city = await City.start({ KEPT311_TELEPHONE_PROVIDER: 'simulated' });
  supervisor = await city.as('supervisor');
  department = await city.as('manager2');
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
    more[operationId] = await measure(operationId, true);
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

/** Whether an answer is or has a list, one level down. */
function hasList({ definition }) {
  const answer = contractOf(definition.responses['200']);
  const schema = contractOf(answer?.content?.['application/json']?.schema);
  const isList = (part) => contractOf(part)?.type === 'array';
  return isList(schema) || Object.values(schema?.properties ?? {}).some(isList);
}

test('each list that can be read is measured, or there is a reason why not', () => {
  const lists = [...operations.values()].filter((one) => one.method === 'GET' && hasList(one));
  const ids = lists.map(({ id }) => id);
  assert.ok(ids.length > 20);
  assert.deepEqual(
    ids.filter((id) => !(id in LISTS) && !(id in NOT_MEASURED)),
    [],
  );
  const known = [
    ...Object.entries(LISTS).map(([name, { operation }]) => operation ?? name),
    ...Object.keys(NOT_MEASURED),
  ];
  assert.deepEqual(
    known.filter((id) => !operations.has(id)),
    [],
  );
  assert.deepEqual(
    Object.keys(NOT_MEASURED).filter((id) => id in LISTS),
    [],
  );
});
