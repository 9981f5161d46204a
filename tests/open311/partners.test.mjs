// Cases that are sent to other Open311 endpoints: arriving once, whatever the other side does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BINARY, Client, NOW } from './client.mjs';
import { adopting, joinTo, letGo, row, take } from './old_records.mjs';
import { MANNERS, OtherEndpoint } from './other_endpoint.mjs';
import { png } from './pictures.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = 'a-secret-of-the-power-company';
const ENVIRONMENT = { POWER_KEY: SECRET };

let set_up;
before(async () => {
  set_up = await mkdtemp(join(tmpdir(), 'kept311-partners-'));
});
after(() => rm(set_up, { recursive: true, force: true }));

let made = 0;

/** Takes over a set-up with these endpoints beside the running server. */
async function sendTo(client, endpoints) {
  const directory = join(set_up, String((made += 1)));
  await cp(join(ROOT, 'config/demo'), directory, { recursive: true });
  await appendFile(join(directory, 'endpoints.toml'), endpoints);
  await run(BINARY, ['config', 'import', directory, '--data', client.server.data], { cwd: ROOT });
}

const power = (url, more = '', service = '') => `
[[endpoint]]
key = "power"
name = "Riverton Power"
url = "${url}"
api_key_variable = "POWER_KEY"
${more}
[[endpoint.service]]
code = "pothole"
their_code = "HOLE"
[[endpoint.service.attribute]]
code = "where_in_road"
their_code = "WHERE"
values = [["lane", "1"]]
${service}
`;

const NOISE = '[[endpoint.service]]\ncode = "noise"\ntheir_code = "DIN"';

async function endpoints(client, ...words) {
  const all = ['endpoints', ...words, '--data', client.server.data, '--json'];
  const { stdout } = await run(BINARY, all, { cwd: ROOT, env: { ...process.env, ...ENVIRONMENT } });
  return JSON.parse(stdout);
}

/** The case's only delivery. */
async function delivery(client, number) {
  const { deliveries } = await (await client.staff()).call('listDeliveries', { path: { number } });
  assert.equal(deliveries.length, 1);
  return deliveries[0];
}

/** An update of an application about a request that is open. */
const addUpdate = (client, number, id, description) =>
  client.post(
    {
      service_request_id: number,
      update_id: id,
      status: 'OPEN',
      updated_datetime: '2026-11-24T15:00:00Z',
      description,
    },
    { path: 'servicerequestupdates.json' },
  );

const acts = ({ log }) => log.map(({ act }) => act);
const caseOf = async (client, number) => (await client.staff()).call('readCase', { path: { number } });
const newsOf = async (client, number, kind) =>
  (await caseOf(client, number)).timeline.filter((event) => event.kind === kind);
const alertKinds = async (client, number) => {
  const { alerts } = await (await client.staff('operator')).call('listAlerts');
  return alerts.filter((alert) => alert.case === number).map(({ kind }) => kind);
};

describe('to an endpoint that behaves as it likes', () => {
  let client;
  let other;
  before(async () => {
    client = await Client.start(ENVIRONMENT);
    other = await OtherEndpoint.start();
    await sendTo(client, power(other.url, '', NOISE));
  });
  after(async () => {
    await client?.server.verify();
    await client?.stop();
    await other?.stop();
  });

  /** A pothole, sent; `manners` are what happens to it, and to repeats of it, over there. */
  async function sent(manners, fields = {}) {
    other.requests.length = 0;
    other.manners = [...manners];
    const number = await client.pothole({ description: 'Deep enough for a boot.', ...fields });
    await client.advance('PT1S');
    return number;
  }

  test('what is not to be shown to all is not sent, and the case says why', async () => {
    const number = await sent([], { non_public: '1' });
    const kept = await delivery(client, number);
    assert.deepEqual([kept.state, acts(kept)], ['withdrawn', ['queued', 'withdrawn']]);
    assert.match(kept.log.at(-1).detail, /does not want it shown/);
    assert.equal(other.requests.length, 0);
  });

  test('a case arrives once, with its place and its answers in their words', async () => {
    const number = await sent([]);
    const { state, their_number, reference, attempts } = await delivery(client, number);
    assert.deepEqual(
      { state, their_number, attempts },
      { state: 'followed', their_number: other.number, attempts: 1 },
    );
    const [{ form }] = other.requests;
    assert.equal(form.get('service_code'), 'HOLE');
    assert.equal(form.get('attribute[WHERE]'), '1');
    assert.equal(form.get('lat'), '43.6532');
    assert.equal(form.get('long'), '-79.3832');
    assert.equal(form.get('api_key'), SECRET);
    const [begin, words] = form.get('description').split('\n\n');
    assert.ok(begin.endsWith(reference) && words.startsWith('Deep enough for a boot.'));
    const [event] = await newsOf(client, number, 'sent_to_partner');
    assert.deepEqual(event.values, { partner: 'Riverton Power', their_number: other.number });
  });

  test('nothing of the resident goes there, and no words in which something personal may stand', async () => {
    const person = {
      first_name: 'Rosa',
      last_name: 'Delgado',
      email: 'rosa@example.org',
      phone: '416 555 0123',
    };
    await sent([], { ...person, description: 'Call me: 416 555 0123, Rosa Delgado.' });
    const text = other.requests[0].form.toString();
    for (const word of ['Rosa', 'Delgado', '555', 'rosa', 'email', 'phone', 'first_name']) {
      assert.ok(!text.includes(word), `${word} in ${text}`);
    }
    assert.ok(other.requests[0].form.get('description').endsWith('\n\nPothole'));
  });

  test('what a person decided stands before the check, in what is sent as well', async () => {
    const supervisor = await client.staff('supervisor');
    const sentAfter = async (fields, decisions) => {
      other.requests.length = 0;
      other.manners = [];
      const number = await client.pothole(fields);
      const { pieces } = await supervisor.call('listPublicity', { path: { number } });
      for (const [part, isPublic] of Object.entries(decisions)) {
        const { id } = pieces.find((piece) => piece.part === part);
        await supervisor.call('decidePublicity', { path: { number }, body: { part, id, public: isPublic } });
      }
      await client.advance('PT1S');
      return other.requests[0].form;
    };
    const held = { description: 'Ring 416 555 0123.', address_string: '12 Elm Street, ring 416 555 0123' };
    const released = await sentAfter(held, { description: true, place: true });
    assert.ok(released.get('description').endsWith('Ring 416 555 0123.'));
    assert.equal(released.get('address_string'), held.address_string);
    const neither = await sentAfter(held, {});
    assert.ok(!neither.toString().includes('555'), neither.toString());
    assert.equal(neither.get('lat'), '43.6532');
    const plain = { description: 'Deep enough for a boot.', address_string: '12 Elm Street' };
    const kept = await sentAfter(plain, { description: false, place: false });
    assert.ok(kept.get('description').endsWith('\n\nPothole'));
    assert.equal(kept.get('address_string'), null);
    assert.equal((await sentAfter(plain, {})).get('address_string'), '12 Elm Street');
  });

  const HELD_BACK = 'Behind the old mill, ring 416 555 0123';
  /** A request with nothing but the words of its place, which the check holds back. */
  async function asked(fields) {
    other.requests.length = 0;
    other.manners = [];
    const answer = await client.post({ ...fields, address_string: HELD_BACK });
    await client.advance('PT1S');
    return answer.body[0].service_request_id;
  }

  test('a place without a point whose words are held back waits for somebody to look at them', async () => {
    const supervisor = await client.staff('supervisor');
    const ask = async () => {
      const number = await asked({ service_code: 'pothole', 'attribute[where_in_road]': 'lane' });
      assert.deepEqual([other.requests.length, (await delivery(client, number)).state], [0, 'queued']);
      assert.deepEqual(acts(await delivery(client, number)), ['queued', 'try_again']);
      return number;
    };
    const decide = async (number, isPublic) => {
      const { pieces } = await supervisor.call('listPublicity', { path: { number } });
      const { id, part } = pieces.find((piece) => piece.part === 'place');
      await supervisor.call('decidePublicity', { path: { number }, body: { part, id, public: isPublic } });
      await client.advance('PT6M');
    };
    const released = await ask();
    await decide(released, true);
    assert.equal(other.requests[0].form.get('address_string'), HELD_BACK);
    assert.equal((await delivery(client, released)).state, 'followed');
    const withheld = await ask();
    await decide(withheld, false);
    const nobody = await ask();
    await client.advance('PT25H');
    assert.equal(other.requests.length, 0);
    for (const number of [withheld, nobody]) {
      assert.equal((await delivery(client, number)).state, 'gave_up');
      const [event] = await newsOf(client, number, 'partner_not_reached');
      assert.equal(event.values.partner_failure, 'gave_up');
      assert.equal(event.text, 'the words of its place are held back');
    }
  });

  test('nobody is waited for where the service is not public and so nobody is asked', async () => {
    const number = await asked({ service_code: 'noise', 'attribute[kind]': 'music' });
    assert.deepEqual([other.requests.length, (await delivery(client, number)).state], [0, 'gave_up']);
    const [event] = await newsOf(client, number, 'partner_not_reached');
    assert.equal(event.text, 'the words of its place are held back');
  });

  test('words are checked once more before they leave: whose they are may be known since', async () => {
    const operator = await client.staff('operator');
    const { services } = await operator.call('readCatalogue');
    other.requests.length = 0;
    other.manners = [];
    const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
    const opened = await operator.call('openCase', {
      body: {
        interaction: call.id,
        kind: 'service_request',
        summary: 'Ottoline Bray fell into it.',
        service: services.find(({ code }) => code === 'pothole').id,
        attributes: { where_in_road: 'lane' },
        place: 'At the Ottoline Bray house',
        point: { lat: 43.6532, lng: -79.3832 },
      },
    });
    const caller = await operator.call('createContact', {
      body: { name: 'Ottoline Bray', phones: ['416 555 0177'], language: 'en' },
    });
    const interaction = call.id;
    await operator.call('identifyCaller', { path: { interaction }, body: { contact: caller.id } });
    await operator.call('nameReporter', {
      path: { number: opened.number },
      body: { contact: caller.id, interaction },
    });
    await operator.call('endInteraction', { path: { interaction }, body: { wrap_up: 'request_taken' } });
    await client.advance('PT1S');
    const [{ form }] = other.requests;
    assert.ok(!form.toString().includes('Ottoline'), form.toString());
  });

  for (const [name, manner] of Object.entries({
    'fails after it stored it': MANNERS.storesAndFails,
    'hangs up after it stored it': MANNERS.storesAndHangsUp,
    'answers nonsense after it stored it': MANNERS.storesAndTalksNonsense,
    'answers without end after it stored it': MANNERS.storesAndNeverEnds,
  })) {
    test(`is found and not sent again when the other side ${name}`, async () => {
      const number = await sent([manner]);
      assert.equal((await delivery(client, number)).state, 'unknown');
      await client.advance('PT1M');
      const found = await delivery(client, number);
      assert.equal(found.state, 'followed');
      assert.equal(found.their_number, other.number);
      assert.deepEqual(acts(found), ['queued', 'sending', 'may_have_arrived', 'found']);
      await client.advance('PT2H');
      assert.equal(other.requests.length, 1);
    });
  }

  test('is looked for twice, then sent again, when the other side failed and has not got it', async () => {
    const number = await sent([MANNERS.fails]);
    await client.advance('PT10M');
    const arrived = await delivery(client, number);
    assert.deepEqual(acts(arrived), [
      'queued',
      'sending',
      'may_have_arrived',
      'not_found',
      'not_found',
      'sending',
      'arrived',
    ]);
    assert.equal(other.requests.length, 1);
  });

  test('is not sent again by itself while the other side hides what it has', async () => {
    other.hidesDescriptions = true;
    const number = await sent([MANNERS.storesAndHangsUp]);
    await client.advance('P2D');
    assert.equal((await delivery(client, number)).state, 'unclear');
    assert.equal(other.requests.length, 1);
    assert.equal((await newsOf(client, number, 'partner_not_reached'))[0].values.partner_failure, 'unclear');
    const { deliveries } = await endpoints(client, 'status');
    assert.ok(deliveries.some((one) => one.case === number && one.state === 'unclear'));
    await endpoints(client, 'retry', number, '--arrived-as', other.number);
    assert.equal((await delivery(client, number)).state, 'followed');
    other.hidesDescriptions = false;
  });

  test('is shown to a human with the reason when it is refused, and goes on when told', async () => {
    const number = await sent([MANNERS.refuses]);
    const refused = await delivery(client, number);
    assert.equal(refused.state, 'refused');
    assert.equal(refused.last_error, 'http 400');
    const [event] = await newsOf(client, number, 'partner_not_reached');
    assert.equal(event.text, 'POLE_NO required');
    assert.deepEqual(event.values, { partner: 'Riverton Power', partner_failure: 'refused' });
    await client.advance('P2D');
    assert.equal(other.requests.length, 0);
    await endpoints(client, 'retry', number);
    await client.advance('PT1S');
    assert.equal((await delivery(client, number)).state, 'followed');
    assert.equal(other.requests.length, 1);
  });

  test('is tried again when only the key is not taken', async () => {
    const number = await sent([MANNERS.knowsNoSuchKey]);
    assert.equal((await delivery(client, number)).state, 'queued');
    await client.advance('PT10M');
    assert.equal((await delivery(client, number)).state, 'followed');
    assert.equal(other.requests.length, 1);
  });

  test('what a city has sent on is not sent on again', async () => {
    const number = await sent([], { description: 'Riverton 311, K311-ABCDEFGHIJKL\n\nDeep.' });
    const kept = await delivery(client, number);
    assert.deepEqual([kept.state, acts(kept)], ['withdrawn', ['queued', 'withdrawn']]);
    assert.equal(other.requests.length, 0);
  });

  test('nothing more is taken of a case that was redacted', async () => {
    const number = await sent([], { phone: '12' });
    const operator = await client.staff();
    const { contact } = await caseOf(client, number);
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Filled.' },
    });
    const supervisor = await client.staff('supervisor');
    await supervisor.call('redactContact', { path: { contact: contact.id }, body: { reason: 'Asked to.' } });
    Object.assign(other.requests[0], { status_notes: 'Rosa was there.' });
    await client.advance('P1D');
    assert.equal((await delivery(client, number)).state, 'ended');
    assert.deepEqual(await newsOf(client, number, 'partner_answered'), []);
  });

  test('does not follow a redirect to elsewhere', async () => {
    const elsewhere = await OtherEndpoint.start();
    other.elsewhere = `${elsewhere.url}requests.json`;
    const number = await sent([MANNERS.sendsElsewhere]);
    assert.equal((await delivery(client, number)).state, 'refused');
    assert.equal(elsewhere.asked.length, 0);
    await elsewhere.stop();
  });

  test('a token is asked for until it has a number', async () => {
    const number = await sent([MANNERS.givesToken]);
    await client.advance('PT10M');
    const waiting = await delivery(client, number);
    assert.deepEqual([waiting.state, waiting.their_number], ['waiting', null]);
    assert.equal((await newsOf(client, number, 'sent_to_partner')).length, 0);
    other.tokens.set(`t-${other.number}`, other.number);
    await client.advance('PT1H');
    assert.equal((await delivery(client, number)).their_number, other.number);
    assert.equal((await newsOf(client, number, 'sent_to_partner')).length, 1);
  });

  test('a token that gets no number is told to a person, once, and asked for all the same', async () => {
    const number = await sent([MANNERS.givesToken]);
    await client.advance('P1D');
    assert.deepEqual(await newsOf(client, number, 'partner_not_reached'), []);
    await client.advance('P3D');
    const news = await newsOf(client, number, 'partner_not_reached');
    assert.deepEqual(
      news.map(({ values }) => values.partner_failure),
      ['silent'],
    );
    assert.equal((await delivery(client, number)).state, 'waiting');
    other.tokens.set(`t-${other.number}`, other.number);
    await client.advance('PT2H');
    assert.equal((await delivery(client, number)).their_number, other.number);
  });

  test('a status that does not come any more is told to a person, once for each silence', async () => {
    const { port } = other;
    const number = await sent([]);
    await client.advance('PT2H');
    const silences = async () =>
      (await newsOf(client, number, 'partner_not_reached')).map(({ values }) => values.partner_failure);
    for (const expected of [['silent'], ['silent', 'silent']]) {
      await other.stop();
      await client.advance('PT20H');
      assert.equal((await silences()).length, expected.length - 1);
      await client.advance('P2D');
      assert.deepEqual(await silences(), expected);
      const kept = other.requests;
      other = await OtherEndpoint.start(port);
      other.requests = kept;
      await client.advance('PT8H');
      assert.deepEqual(await silences(), expected);
    }
    assert.equal((await delivery(client, number)).state, 'followed');
  });

  test('what becomes of it there is told here, once, and never closes the case', async () => {
    const number = await sent([]);
    await client.advance('PT1H');
    assert.equal((await newsOf(client, number, 'partner_answered')).length, 0);
    Object.assign(other.requests[0], { status_notes: 'A crew comes on Friday.' });
    await client.advance('PT3H');
    Object.assign(other.requests[0], { status: 'closed', status_notes: 'Filled.' });
    await client.advance('PT3H');
    const news = await newsOf(client, number, 'partner_answered');
    assert.deepEqual(
      news.map(({ values, text }) => [values.their_status, text]),
      [
        ['open', 'A crew comes on Friday.'],
        ['closed', 'Filled.'],
      ],
    );
    const now = await caseOf(client, number);
    assert.equal(now.state, 'open');
    assert.ok(now.obligations.some(({ kind }) => kind === 'target'));
    assert.deepEqual(
      (await delivery(client, number)).log.slice(-2).map(({ act, detail }) => [act, detail]),
      [
        ['answered', 'open'],
        ['answered', 'closed'],
      ],
    );
  });

  test('what their list shows as open again is open again here, once each time, though they send no updates', async () => {
    const number = await sent([], { phone: '12' });
    const end = async () =>
      (await client.staff()).call('recordOutcome', {
        path: { number },
        body: { resolution: 'completed', text: 'Filled.' },
      });
    const reopenings = async () => (await newsOf(client, number, 'case_reopened')).length;
    const shows = async (status, status_notes, wait) => {
      Object.assign(other.requests[0], { status, status_notes });
      await client.advance(wait);
      return [(await caseOf(client, number)).state, await reopenings()];
    };
    await end();
    assert.deepEqual(await shows('closed', 'Filled.', 'PT2H'), ['closed', 0]);
    assert.deepEqual(await shows('open', 'It has sunk again.', 'P1D'), ['open', 1]);
    const { alerts } = await (await client.staff('manager')).call('listAlerts');
    assert.ok(alerts.some((alert) => alert.case === number && alert.kind === 'reopened'));
    assert.deepEqual(await shows('open', 'A crew comes on Friday.', 'PT2H'), ['open', 1]);
    assert.deepEqual(await shows('closed', 'Filled.', 'PT2H'), ['open', 1]);
    await end();
    assert.deepEqual(await shows('open', '', 'P2D'), ['open', 2]);
    assert.deepEqual(
      (await newsOf(client, number, 'partner_answered')).map(({ values }) => values.their_status),
      ['closed', 'open', 'open', 'closed', 'open'],
    );
    await end();
    assert.deepEqual(await shows('closed', 'Filled.', 'PT2H'), ['closed', 2]);
    // Not for ever. Of all others nothing has to be asked every hour of these weeks.
    await sendTo(client, power(other.url, 'poll_minutes = 1440', NOISE));
    for (let week = 0; week < 5; week += 1) await client.advance('P7D');
    await sendTo(client, power(other.url, '', NOISE));
    assert.equal((await delivery(client, number)).state, 'ended');
    assert.deepEqual(await shows('open', 'Later.', 'P2D'), ['closed', 2]);
  });

  test('whoever owes something here hears of it', async () => {
    const staff = await client.staff();
    const call = await staff.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
    const { services } = await staff.call('readCatalogue');
    other.requests.length = 0;
    const { number } = await staff.call('openCase', {
      body: {
        interaction: call.id,
        kind: 'service_request',
        summary: 'A hole.',
        service: services.find(({ code }) => code === 'pothole').id,
        place: '12 Elm Street',
        attributes: { where_in_road: 'edge' },
      },
    });
    await client.advance('PT1S');
    assert.equal(other.requests[0].form.get('attribute[WHERE]'), 'edge');
    Object.assign(other.requests[0], { status: 'closed' });
    await client.advance('PT1H');
    assert.ok((await alertKinds(client, number)).includes('partner_done'));
  });

  test('waits for an endpoint that is not there, and arrives when it is', async () => {
    const { port } = other;
    await other.stop();
    const number = await sent([]);
    await client.advance('PT5M');
    const waiting = await delivery(client, number);
    assert.equal(waiting.state, 'queued');
    assert.ok(waiting.attempts >= 3);
    other = await OtherEndpoint.start(port);
    await client.advance('PT10M');
    assert.equal((await delivery(client, number)).state, 'followed');
    assert.equal(other.requests.length, 1);
  });

  test('after a day of trying a person is told', async () => {
    const { port } = other;
    await other.stop();
    const number = await sent([]);
    await client.advance('P2D');
    assert.equal((await delivery(client, number)).state, 'gave_up');
    assert.equal((await newsOf(client, number, 'partner_not_reached'))[0].values.partner_failure, 'gave_up');
    other = await OtherEndpoint.start(port);
  });

  test('a case that was closed before is not sent any more', async () => {
    const { port } = other;
    await other.stop();
    const number = await sent([]);
    const staff = await client.staff();
    await staff.call('closeCase', {
      path: { number },
      body: {
        resolution: 'entered_in_error',
        text: 'A test.',
      },
    });
    other = await OtherEndpoint.start(port);
    await client.advance('PT1H');
    assert.equal((await delivery(client, number)).state, 'withdrawn');
    assert.equal(other.requests.length, 0);
  });

  test('where the key is missing a person is told at once, and nothing is sent', async () => {
    const keyless = await Client.start({});
    const power_company = await OtherEndpoint.start();
    try {
      await sendTo(keyless, power(power_company.url));
      const number = await keyless.pothole({ description: 'Deep enough for a boot.' });
      await keyless.advance('P1D');
      const news = await newsOf(keyless, number, 'partner_not_reached');
      assert.deepEqual(
        news.map(({ values }) => values.partner_failure),
        ['no_key'],
      );
      const waiting = await delivery(keyless, number);
      assert.deepEqual([waiting.state, waiting.attempts], ['queued', 0]);
      assert.deepEqual(acts(waiting), ['queued', 'no_key']);
      assert.equal(power_company.asked.length, 0);
    } finally {
      await power_company.stop();
      await keyless.stop();
    }
  });

  test('the key stands in no file and in no log', async () => {
    for (const name of await readdir(client.server.data, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const text = await readFile(join(name.parentPath ?? name.path, name.name), 'latin1');
      assert.ok(!text.includes(SECRET), name.name);
    }
    assert.ok(!client.server.output.includes(SECRET));
    const { endpoints: listed } = await endpoints(client, 'list');
    assert.equal(listed[0].has_key, true);
    assert.ok(!JSON.stringify(listed).includes(SECRET));
    const written = join(set_up, 'written');
    await run(BINARY, ['config', 'export', written, '--data', client.server.data], { cwd: ROOT });
    const file = await readFile(join(written, 'endpoints.toml'), 'utf8');
    assert.match(file, /api_key_variable = ['"]POWER_KEY['"]/);
    assert.ok(!file.includes(SECRET));
    await run(BINARY, ['config', 'import', written, '--data', client.server.data], { cwd: ROOT });
    assert.deepEqual((await endpoints(client, 'list')).endpoints, listed);
  });
});

describe('to an endpoint that speaks XML and has updates', () => {
  let client;
  let other;
  before(async () => {
    client = await Client.start(ENVIRONMENT);
    other = await OtherEndpoint.start();
    const manners = 'format = "xml"\nphotos = "files"\nread_updates = true\nsend_updates = true\n';
    await sendTo(client, power(other.url, manners));
  });
  after(async () => {
    await client?.server.verify();
    await client?.stop();
    await other?.stop();
  });

  async function sent(fields = {}, manners = []) {
    other.requests.length = 0;
    other.told.length = 0;
    other.updates.length = 0;
    other.manners = [...manners];
    const number = await client.pothole({ description: 'Deep enough for a boot.', ...fields });
    await client.advance('PT1S');
    return number;
  }
  const told = () => other.told.map((form) => [form.get('status'), form.get('description')]);

  test('it arrives, and is found again after an answer that was lost', async () => {
    const number = await sent();
    assert.equal((await delivery(client, number)).their_number, other.number);
    assert.ok(other.asked.every(({ path }) => path.endsWith('.xml')));
    const lost = await sent({}, [MANNERS.storesAndHangsUp]);
    await client.advance('PT1M');
    assert.deepEqual(acts(await delivery(client, lost)).slice(-2), ['may_have_arrived', 'found']);
    assert.equal(other.requests.length, 1);
  });

  test('a refusal in XML is told in their words, and closed is closed', async () => {
    const refused = await sent({}, [MANNERS.refusesInXml]);
    assert.equal((await newsOf(client, refused, 'partner_not_reached'))[0].text, 'POLE_NO required');
    const number = await sent();
    Object.assign(other.requests[0], { status: 'closed' });
    await client.advance('PT1H');
    assert.equal((await newsOf(client, number, 'partner_answered'))[0].values.their_status, 'closed');
  });

  test('pictures go along as files when everybody may see them, and not else', async () => {
    const send = async (description) => {
      other.requests.length = 0;
      const form = new FormData();
      const fields = { service_code: 'pothole', 'attribute[where_in_road]': 'lane' };
      Object.assign(fields, { lat: '43.6532', long: '-79.3832', api_key: client.key, description });
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      for (const name of ['one.png', 'two.png']) form.append('media', new Blob([png(30, 20)]), name);
      const { status } = await client.ask('requests.json', { method: 'POST', body: form });
      assert.equal(status, 200);
      await client.advance('PT1S');
      return other.requests[0].form;
    };
    const shown = await send('Deep enough for a boot.');
    const files = shown.getAll('media');
    assert.deepEqual(
      files.map(({ type }) => type),
      ['image/jpeg', 'image/jpeg'],
    );
    const bytes = Buffer.from(await files[0].arrayBuffer());
    assert.equal(bytes.subarray(0, 2).toString('hex'), 'ffd8');
    assert.equal(shown.get('service_code'), 'HOLE');
    const hidden = await send('Call me: 416 555 0123.');
    assert.deepEqual(hidden.getAll('media'), []);
  });

  test('their updates are events of the case, each once, and end nothing here', async () => {
    const number = await sent();
    const update = (id, status, description) => ({
      update_id: id,
      service_request_id: other.number,
      status,
      updated_datetime: '2026-11-24T15:00:00Z',
      description,
    });
    other.updates.push(update('u1', 'investigating', 'A crew comes on Friday.'));
    await client.advance('PT2H');
    other.updates.push(update('u2', 'FIXED', 'Filled.'), update('u1', 'investigating', 'Again.'));
    other.updates.push({ ...update('u3', 'fixed', 'Not ours.'), service_request_id: '1' });
    await client.advance('PT3H');
    assert.deepEqual(
      (await newsOf(client, number, 'partner_answered')).map(({ values, text }) => [
        values.their_status,
        text,
      ]),
      [
        ['open', 'A crew comes on Friday.'],
        ['closed', 'Filled.'],
      ],
    );
    assert.equal((await caseOf(client, number)).state, 'open');
    assert.equal(acts(await delivery(client, number)).filter((act) => act === 'update_came').length, 2);
  });

  test('what happens here is told there, in order, each once', async () => {
    const number = await sent();
    const add = (id, description) => addUpdate(client, number, id, description);
    await add('a1', 'It is deeper now.');
    await add('a2', 'Call me: 416 555 0123.');
    await client.advance('PT1S');
    assert.deepEqual(told(), [
      ['OPEN', 'It is deeper now.'],
      ['OPEN', ''],
    ]);
    assert.equal(other.told[0].get('service_request_id'), other.number);
    assert.equal(other.told[0].get('service_code'), 'HOLE');
    assert.equal(other.told[0].get('api_key'), SECRET);
    // What they give back of it is no news.
    other.updates.push({
      update_id: 'theirs-1',
      service_request_id: other.number,
      status: 'open',
      description: 'It is deeper now.',
    });
    other.updateStatuses = [503];
    const operator = await client.staff();
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Filled.' },
    });
    await client.advance('PT1S');
    assert.equal(other.told.length, 2);
    await client.advance('PT2H');
    assert.deepEqual(told().slice(2), [['FIXED', 'Filled.']]);
    assert.deepEqual(await newsOf(client, number, 'partner_answered'), []);
    const ids = other.told.map((form) => form.get('update_id'));
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(acts(await delivery(client, number)).filter((act) => act === 'update_sent').length, 3);
  });

  test('what a person released of an update is told there, and what they withheld is not', async () => {
    const number = await sent();
    const supervisor = await client.staff('supervisor');
    const add = (id, description) => addUpdate(client, number, id, description);
    await add('d1', 'Ring 416 555 0123.');
    await add('d2', 'It is deeper now.');
    const { pieces } = await supervisor.call('listPublicity', { path: { number } });
    for (const { part, id, public: isPublic } of pieces.filter((piece) => piece.part === 'update')) {
      await supervisor.call('decidePublicity', { path: { number }, body: { part, id, public: !isPublic } });
    }
    await client.advance('PT1S');
    assert.deepEqual(told(), [
      ['OPEN', 'Ring 416 555 0123.'],
      ['OPEN', ''],
    ]);
  });

  async function endedOnBothSides() {
    const number = await sent({ phone: '12' });
    const operator = await client.staff();
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Filled.' },
    });
    Object.assign(other.requests[0], { status: 'closed' });
    await client.advance('PT2H');
    assert.equal((await delivery(client, number)).state, 'ended');
    return number;
  }
  const reopen = async (number) => {
    const operator = await client.staff();
    await operator.call('reopenCase', { path: { number }, body: { reason: 'It is open again.' } });
    await client.advance('PT1S');
  };

  test('what had ended on both sides and begins anew here is told there', async () => {
    const number = await endedOnBothSides();
    await reopen(number);
    assert.deepEqual(told().at(-1), ['REOPEN', '']);
    assert.equal((await delivery(client, number)).state, 'followed');
  });

  const saysThere = async (id, status, fields = {}) => {
    Object.assign(other.requests[0], fields);
    other.updates.push({
      update_id: id,
      service_request_id: other.number,
      status,
      updated_datetime: '2026-11-24T18:00:00Z',
      description: 'It has sunk again.',
    });
    await client.advance('PT2H');
  };

  test('what is opened again over there is open again here, owed, and known to its department', async () => {
    const number = await endedOnBothSides();
    await saysThere('r1', 'REOPEN', { status: 'open' });
    const now = await caseOf(client, number);
    assert.equal(now.state, 'open');
    assert.ok(now.obligations.some(({ kind }) => kind === 'target'));
    const [closed, opened] = (await newsOf(client, number, 'partner_answered')).slice(-2);
    assert.deepEqual([closed.values.their_status, opened.values.their_status], ['closed', 'open']);
    assert.equal(opened.text, 'It has sunk again.');
    assert.equal((await delivery(client, number)).state, 'followed');
    // They know it: it is their own doing.
    assert.ok(told().every(([status]) => status !== 'REOPEN'));
    const { alerts } = await (await client.staff('manager')).call('listAlerts');
    assert.ok(alerts.some((alert) => alert.case === number && alert.kind === 'reopened'));
    await saysThere('r2', 'FIXED', { status: 'closed' });
    assert.equal((await caseOf(client, number)).state, 'open');
  });

  test('of a duplicate it opens none whose record is another’s by now, and is read on all the same', async () => {
    const operator = await client.staff();
    await take(client, [row('SR-1')]);
    const duplicate = await sent({ first_name: 'Kim', phone: '416 555 0177' });
    const { their_number: theirs } = await delivery(client, duplicate);
    const mistaken = (await adopting(operator, 'SR-1')).body.number;
    await joinTo(operator, duplicate, mistaken);
    await letGo(operator, mistaken);
    assert.equal((await adopting(operator, 'SR-1')).status, 201);
    for (const update_id of ['u1', 'u2']) {
      other.updates.push({
        update_id,
        service_request_id: theirs,
        status: 'REOPEN',
        updated_datetime: '2026-11-24T18:00:00Z',
        description: `It has sunk again, ${update_id}.`,
      });
      await client.advance('PT2H');
    }
    assert.equal((await caseOf(client, mistaken)).state, 'closed');
    const texts = (await newsOf(client, duplicate, 'partner_answered')).map(({ text }) => text);
    assert.deepEqual(texts, ['It has sunk again, u1.', 'It has sunk again, u2.']);
  });

  test('what else is said there of what had ended is an event of the case, and opens nothing', async () => {
    const number = await endedOnBothSides();
    await saysThere('s1', 'investigating', { status: 'open' });
    assert.equal((await caseOf(client, number)).state, 'closed');
    assert.equal((await newsOf(client, number, 'partner_answered')).at(-1).text, 'It has sunk again.');
    assert.equal((await delivery(client, number)).state, 'followed');
    await saysThere('s2', 'FIXED', { status: 'closed' });
    await client.advance('PT2H');
    assert.equal((await delivery(client, number)).state, 'ended');
  });

  test('nor is anything taken of what they say of a case that was redacted', async () => {
    const number = await endedOnBothSides();
    const { contact } = await caseOf(client, number);
    const supervisor = await client.staff('supervisor');
    await supervisor.call('redactContact', { path: { contact: contact.id }, body: { reason: 'Asked to.' } });
    const before = (await newsOf(client, number, 'partner_answered')).length;
    await saysThere('t1', 'REOPEN', { status: 'open' });
    assert.equal((await caseOf(client, number)).state, 'closed');
    assert.equal((await newsOf(client, number, 'partner_answered')).length, before);
  });

  test('but not of a case that was redacted', async () => {
    const number = await endedOnBothSides();
    const { contact } = await caseOf(client, number);
    const supervisor = await client.staff('supervisor');
    await supervisor.call('redactContact', { path: { contact: contact.id }, body: { reason: 'Asked to.' } });
    await reopen(number);
    assert.ok(told().every(([status]) => status !== 'REOPEN'));
    assert.equal((await delivery(client, number)).state, 'ended');
  });
});

describe('killed while the answer is under way', () => {
  for (const [name, keeps] of [
    ['that was stored', true],
    ['that was not', false],
  ]) {
    test(`a request ${name} is there once`, async (t) => {
      const client = await Client.start(ENVIRONMENT);
      const other = await OtherEndpoint.start();
      t.after(async () => {
        await client.stop();
        await other.stop();
      });
      await sendTo(client, power(other.url));
      const number = await client.pothole();
      const came = new Promise((comes) => {
        other.manners = [
          (endpoint, form) => {
            if (keeps) endpoint.keep(form);
            comes();
          },
        ];
      });
      const moved = client.advance('PT1S').catch(() => 'killed');
      await came;
      await client.server.killAndRestart(NOW);
      assert.equal(await moved, 'killed');
      await client.advance('PT1S');
      const after = await delivery(client, number);
      assert.equal(after.state, keeps ? 'followed' : 'unknown');
      await client.advance('PT1H');
      assert.equal((await delivery(client, number)).state, 'followed');
      assert.equal(other.requests.length, 1);
      await client.server.verify();
    });
  }
});

describe('to another Kept311', () => {
  let client;
  let partner;
  before(async () => {
    partner = await Client.start();
    client = await Client.start({ POWER_KEY: partner.key });
    const url = `${partner.server.origin}/open311/v2/`;
    await sendTo(
      client,
      `
[[endpoint]]
key = "county"
name = "The county"
url = "${url}"
api_key_variable = "POWER_KEY"
share = ["name", "email"]
[[endpoint.service]]
code = "pothole"
[[endpoint.service.attribute]]
code = "where_in_road"
[[endpoint.service]]
code = "sidewalk"
their_code = "tree_planting"
`,
    );
  });
  after(async () => {
    await client?.stop();
    await partner?.stop();
  });

  test('it is a case there; its outcome is told here', async () => {
    const person = {
      first_name: 'Rosa',
      last_name: 'Delgado',
      email: 'rosa@example.org',
      phone: '416 555 0123',
    };
    const number = await client.pothole({ ...person, description: 'Deep enough for a boot.' });
    await client.advance('PT1S');
    const { their_number, state } = await delivery(client, number);
    assert.equal(state, 'followed');
    const there = await caseOf(partner, their_number);
    assert.ok(there.summary.includes('Deep enough for a boot.'));
    assert.equal(there.contact.name, 'Rosa Delgado');
    assert.deepEqual(there.contact.phones ?? [], []);
    assert.deepEqual(there.attributes, { where_in_road: 'lane' });
    await (
      await partner.staff()
    ).call('recordOutcome', {
      path: { number: their_number },
      body: { resolution: 'completed', qualifiers: [], text: 'Filled.' },
    });
    await client.advance('PT1H');
    const [news] = await newsOf(client, number, 'partner_answered');
    assert.equal(news.values.their_status, 'closed');
    assert.equal((await caseOf(client, number)).state, 'open');
  });

  test('a batch service gives its number after a while', async () => {
    const number = (
      await client.post({
        service_code: 'sidewalk',
        lat: '43.6532',
        long: '-79.3832',
        description: 'Broken.',
      })
    ).body[0].service_request_id;
    await client.advance('PT1S');
    assert.equal((await delivery(client, number)).state, 'waiting');
    await partner.advance('PT16M');
    await client.advance('PT16M');
    assert.match((await delivery(client, number)).their_number, /^\d{9}$/);
  });
});
