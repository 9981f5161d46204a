// Who is calling: finding people and their cases, what comes of calling them, two records of one
// person, and the notice that gathers their cases.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later } from './city.mjs';
import { readRows } from './rows.mjs';

let city;
before(async () => {
  city = await City.start();
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const search = (q) => city.operator.call('search', { query: { q } });
const numbers = ({ cases }) => cases.map(({ number }) => number);
const ids = ({ contacts }) => contacts.map(({ id }) => id);
const problem = ({ body }) => body.type.split(':').at(-1);

async function caseOf(contact, fields) {
  const call = await city.inbound(contact);
  const body = { interaction: call.id, kind: 'question', summary: 'Who mends the swing?', ...fields };
  return city.operator.call('openCase', { body });
}

describe('search finds', () => {
  test('a contact and the cases by the number, however it is written', async () => {
    const contact = await city.contact('Ilse Vanterpool');
    const opened = await caseOf(contact);
    const [phone] = contact.phones;
    const digits = phone.replace(/\D/g, '').slice(-10);
    const written = [phone, digits, `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`];
    for (const query of written) {
      const found = await search(query);
      assert.deepEqual(ids(found), [contact.id], query);
      assert.deepEqual(numbers(found), [opened.number], query);
    }
  });

  test('the cases of everybody who shares a number', async () => {
    const phones = [city.phone()];
    const make = (name) => city.operator.call('createContact', { body: { name, phones, language: 'en' } });
    const [mother, son] = [await make('Ama Boadu'), await make('Kofi Boadu')];
    const cases = [await caseOf(mother), await caseOf(son)];
    const found = await search(phones[0]);
    assert.deepEqual(ids(found).sort(), [mother.id, son.id].sort());
    assert.deepEqual(numbers(found), [cases[1].number, cases[0].number], 'newest first');
  });

  test('a contact by the beginning of the name, without its accents', async () => {
    const contact = await city.contact('Zoë Ångström');
    for (const query of ['zoe', 'ÅNGST', 'angstrom zo']) {
      assert.deepEqual(ids(await search(query)), [contact.id], query);
    }
  });

  test('a case by its number, with and without spaces', async () => {
    const opened = await caseOf(await city.contact());
    assert.deepEqual(numbers(await search(opened.number)), [opened.number]);
    assert.deepEqual(numbers(await search(opened.spoken_number)), [opened.number]);
  });

  test('a case by the words of the question, and by its address', async () => {
    const opened = await caseOf(await city.contact(), {
      summary: 'The quokka enclosure smells.',
      place: '48 Larkspur Crescent',
    });
    for (const query of ['quokka', 'enclosure quokka', 'larkspur', '48 larkspur cres']) {
      assert.deepEqual(numbers(await search(query)), [opened.number], query);
    }
  });
});

const RESULTS = [
  'connected',
  'voicemail',
  'no_answer',
  'busy',
  'somebody_else',
  'wrong_number',
  'out_of_service',
  'refused',
  'language',
];
const REACHED = ['connected', 'refused'];

describe('a call for a promise that comes to', () => {
  for (const result of RESULTS) {
    test(`"${result}" is kept as what it was`, async () => {
      const { case: opened, promise } = await city.question();
      const call = await city.dial(opened.number, 'promise', promise.id);
      const told = await city.operator.call('recordContactAttempt', {
        path: { interaction: call.id },
        body: { result, note: 'As it was.' },
      });
      assert.equal(told.result, result);
      await city.operator.call('endInteraction', {
        path: { interaction: call.id },
        body: { wrap_up: 'other' },
      });
      const read = await city.operator.call('readCase', { path: { number: opened.number } });
      assert.equal(read.promises[0].state === 'kept', REACHED.includes(result), read.promises[0].state);
      // Rule 1: whatever came of it, somebody owes something on this case.
      assert.ok(read.obligations.length > 0);
    });
  }
});

test('two records of one person become one, and part again', async () => {
  const [record, twin] = [await city.contact('Bo Lindahl'), await city.contact('Bo Lindal')];
  const opened = await caseOf(twin);
  const read = (contact) => city.operator.call('readContact', { path: { contact: contact.id } });
  await city.operator.call('mergeContact', { path: { contact: twin.id }, body: { into: record.id } });
  assert.equal((await read(twin)).merged_into, record.id);
  assert.deepEqual(numbers(await read(record)), [opened.number]);
  // Who calls from the number of the twin is the person.
  const call = await city.inbound(twin);
  assert.equal(call.contact.id, record.id);
  const again = await city.operator.send('mergeContact', {
    path: { contact: twin.id },
    body: { into: record.id },
  });
  assert.equal(again.status, 409);
  await city.operator.call('partContact', { path: { contact: twin.id } });
  assert.equal((await read(twin)).merged_into, null);
  assert.deepEqual(numbers(await read(twin)), [opened.number]);
  assert.deepEqual(numbers(await read(record)), []);
  const { timeline } = await city.operator.call('readCase', { path: { number: opened.number } });
  assert.equal(timeline.filter(({ kind }) => kind === 'contact_replaced').length, 2);
  const parted = await city.operator.send('partContact', { path: { contact: twin.id } });
  assert.equal(parted.status, 409);
});

test('a record that became part of another, which became part of a third, is the third', async () => {
  const records = [
    await city.contact('Bo Lindahl'),
    await city.contact('B. Lindal'),
    await city.contact('Bo L.'),
  ];
  const [first, , whole] = records;
  const opened = await caseOf(first);
  const read = (contact) => city.operator.call('readContact', { path: { contact: contact.id } });
  for (const at of [0, 1]) {
    const [contact, into] = [records[at].id, records[at + 1].id];
    await city.operator.call('mergeContact', { path: { contact }, body: { into } });
  }
  assert.equal((await city.inbound(first)).contact.id, whole.id);
  assert.deepEqual(numbers(await read(whole)), [opened.number]);
  await city.operator.call('partContact', { path: { contact: first.id } });
  assert.deepEqual(numbers(await read(first)), [opened.number]);
  assert.deepEqual(numbers(await read(whole)), []);
});

describe('who can be reached only after the case was opened', () => {
  const nameless = async () => {
    const contact = await city.operator.call('createContact', {
      body: { name: 'Anka Vale', phones: [], language: 'en' },
    });
    const call = await city.operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call' },
    });
    await city.operator.call('identifyCaller', {
      path: { interaction: call.id },
      body: { contact: contact.id },
    });
    const opened = await city.operator.call('openCase', {
      body: { interaction: call.id, kind: 'question', summary: 'Who mends the swing?' },
    });
    await city.operator.call('endInteraction', {
      path: { interaction: call.id },
      body: { wrap_up: 'other' },
    });
    return { contact, number: opened.number };
  };
  const answered = ({ number }) =>
    city.operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'answered', text: 'The parks people do.' },
    });
  const owed = ({ obligations }) => obligations.map(({ kind }) => kind);

  test('has to hear the outcome once a number is in the record', async () => {
    const { contact, number } = await nameless();
    await city.operator.call('editContact', {
      path: { contact: contact.id },
      body: { phones: [city.phone()] },
    });
    const read = await answered({ number });
    assert.ok(read.timeline.some(({ kind }) => kind === 'reporter_reachable'));
    assert.notEqual(read.state, 'closed');
    assert.deepEqual(owed(read), ['contact_attempts']);
  });

  test('has to hear it when the record turns out to be of somebody with a number', async () => {
    const { contact, number } = await nameless();
    const known = await city.contact('Anka Vale');
    await city.operator.call('mergeContact', { path: { contact: contact.id }, body: { into: known.id } });
    assert.deepEqual(owed(await answered({ number })), ['contact_attempts']);
  });

  test('is closed without, while there is no way', async () => {
    const read = await answered(await nameless());
    assert.deepEqual([read.state, owed(read)], ['closed', []]);
  });
});

describe('the record of a person', () => {
  const edit = (api, { id }, body) => api.send('editContact', { path: { contact: id }, body });

  test('takes what is named, keeps what is not, and lets a null take away', async () => {
    const made = await city.operator.call('createContact', {
      body: {
        name: 'Ottilie Brandt',
        phones: [city.phone()],
        email: 'ottilie@example.org',
        language: 'en',
        accessibility: 'TTY',
        address: '12 Larkspur Crescent',
        channel: 'email',
      },
    });
    assert.deepEqual([made.address, made.channel, made.version], ['12 Larkspur Crescent', 'email', 1]);
    const { body: moved } = await edit(city.operator, made, {
      name: 'Ottilie Weiss',
      address: '3 Mill Lane\nUnit 4',
      language: 'fr',
      accessibility: null,
      channel: null,
    });
    const { name, address, language, accessibility, channel, email, phones, version } = moved;
    assert.deepEqual(
      { name, address, language, accessibility, channel, version },
      {
        name: 'Ottilie Weiss',
        address: '3 Mill Lane\nUnit 4',
        language: 'fr',
        accessibility: null,
        channel: null,
        version: 2,
      },
    );
    assert.deepEqual([email, phones], [made.email, made.phones]);
    assert.deepEqual(ids(await search('weiss')), [made.id]);
    assert.deepEqual(ids(await search('brandt')), []);
  });

  test('is found by the new number only, and the journal says which fields, not what stood in them', async () => {
    const made = await city.contact('Ines Calder');
    const [before] = made.phones;
    const { body: changed } = await edit(city.operator, made, { phones: [city.phone()] });
    assert.deepEqual(ids(await search(before)), []);
    assert.deepEqual(ids(await search(changed.phones[0])), [made.id]);
    const journal = await readRows(
      city.server.data,
      `SELECT body FROM journal WHERE kind = 'contact_changed' AND subject = ${made.id}`,
    );
    assert.deepEqual(journal.map(JSON.parse), [{ fields: 'phones' }]);
  });

  test('is not overwritten by who has not seen the last change', async () => {
    const made = await city.contact('Per Aune');
    assert.equal((await edit(city.operator, made, { name: 'Pär Aune', expected_version: 1 })).status, 200);
    const late = await edit(city.operator, made, { name: 'Peer Aune', expected_version: 1 });
    assert.deepEqual([late.status, late.body.type], [409, 'urn:kept311:problem:contact.changed']);
    const { name } = await city.operator.call('readContact', { path: { contact: made.id } });
    assert.equal(name, 'Pär Aune');
  });

  test('says whether mail can be sent there; what cannot be an address or a number is refused by name', async () => {
    const made = await city.contact('Mo Farrow');
    assert.equal(made.can_be_written_to, false);
    for (const email of ['mo@', 'mo@@example.org', 'mo farrow@example.org', 'mø@example.org']) {
      const refused = await edit(city.operator, made, { email });
      assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/email'], email);
    }
    assert.equal((await edit(city.operator, made, { email: 'mo@example.org' })).body.can_be_written_to, true);
    const short = await edit(city.operator, made, { phones: [city.phone(), '12'] });
    assert.deepEqual(
      short.body.errors.map(({ pointer, reason }) => [pointer, reason]),
      [['/phones/1', 'field.too_short']],
    );
    const { contact } = await caseOf(made);
    assert.equal(contact.can_be_written_to, true);
  });

  test('is changed by departments on their own cases only, and never when it is part of another', async () => {
    const manager = await city.as('manager');
    const [theirs, others] = [await city.contact('Ann Own'), await city.contact('Bea Other')];
    const { department } = manager.session.staff;
    await caseOf(theirs, { ask: { department, text: 'Who mends it?' } });
    assert.equal((await edit(manager, theirs, { language: 'fr' })).status, 200);
    assert.equal((await edit(manager, others, { language: 'fr' })).status, 403);
    assert.equal((await edit(await city.as('analyst'), theirs, { language: 'fr' })).status, 403);
    await city.operator.call('mergeContact', { path: { contact: theirs.id }, body: { into: others.id } });
    const merged = await edit(city.operator, theirs, { language: 'en' });
    assert.equal(merged.body.type, 'urn:kept311:problem:contact.merged');
  });
});

test('a notice stands on top of every search and gathers the cases of its services', async () => {
  const supervisor = await city.as('supervisor');
  const [service, other] = city.catalogue.services;
  const posted = await supervisor.call('postNotice', {
    body: {
      text: { en: 'A main has burst.', fr: 'Une conduite a éclaté.' },
      services: [service.id],
      until: later(6),
    },
  });
  assert.deepEqual(
    (await search('anything at all')).notices.map(({ id }) => id),
    [posted.id],
  );
  const gathered = await caseOf(await city.contact(), { service: service.id });
  assert.equal(gathered.notice, posted.id);
  assert.equal((await caseOf(await city.contact(), { service: other.id })).notice, null);
  assert.equal((await caseOf(await city.contact())).notice, null);
  const read = async () => (await supervisor.call('listNotices')).notices;
  assert.equal((await read()).find(({ id }) => id === posted.id).cases, 1);
  await supervisor.call('endNotice', { path: { notice: posted.id } });
  assert.deepEqual(await read(), []);
  assert.equal((await caseOf(await city.contact(), { service: service.id })).notice, null);
  const late = await city.inbound();
  const refused = await city.operator.send('openCase', {
    body: { interaction: late.id, kind: 'question', summary: 'The water is brown.', notice: posted.id },
  });
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/notice']);
});

test('a notice about one of the areas of the city gathers there only', async () => {
  const supervisor = await city.as('supervisor');
  const service = city.catalogue.services.find(({ code }) => code === 'pothole').id;
  const post = (area) =>
    supervisor.call('postNotice', {
      body: { text: { en: 'Roads.', fr: 'Routes.' }, area, services: [service], until: later(6) },
    });
  const end = ({ id }) => supervisor.call('endNotice', { path: { notice: id } });
  const harbour = await city.request();
  const ward = harbour.areas.find(({ layer }) => layer === 'ward');
  for (const [words, gathers] of [
    [ward.name.toUpperCase(), true],
    [`ward ${ward.code}`, true],
    ['Millbrook', false],
  ]) {
    const posted = await post(words);
    assert.equal(posted.gathers_in.layer, 'ward', words);
    assert.equal((await city.request()).notice, gathers ? posted.id : null, words);
    await end(posted);
  }
  // Words that name nothing on the map are for people; it gathers as if there were none.
  const anywhere = await post('along the river');
  assert.equal(anywhere.gathers_in, null);
  assert.equal((await city.request()).notice, anywhere.id);
  await end(anywhere);
});

describe('redaction', () => {
  const redact = async (as, contact, body = { reason: 'Asked for in writing.' }) =>
    (await city.as(as)).send('redactContact', { path: { contact }, body });

  async function closedCase() {
    const contact = await city.operator.call('createContact', {
      body: {
        name: 'Zephyrine Quill',
        phones: [city.phone()],
        language: 'en',
        address: '9 Heron Wharf',
        channel: 'call',
      },
    });
    const call = await city.inbound(contact);
    const opened = await city.operator.call('openCase', {
      body: { interaction: call.id, kind: 'question', summary: 'Whose heron is Balthasar?' },
    });
    await city.operator.call('closeCase', {
      path: { number: opened.number },
      body: { interaction: call.id, resolution: 'answered', text: 'Nobody owns herons.' },
    });
    await city.operator.call('endInteraction', {
      path: { interaction: call.id },
      body: { wrap_up: 'answered', notes: 'She feeds Balthasar.' },
    });
    return { contact, number: opened.number };
  }

  test('takes name, number and words away, and leaves what happened', async () => {
    const { contact, number } = await closedCase();
    const before = await city.operator.call('readCase', { path: { number } });
    const answer = await redact('supervisor', contact.id);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.deepEqual([answer.body.name, answer.body.phones, answer.body.anonymous], [null, [], true]);
    const after = await city.operator.call('readCase', { path: { number } });
    assert.equal(after.summary, '');
    assert.deepEqual([answer.body.address, answer.body.channel], [null, null]);
    assert.deepEqual(
      [before, after].map(({ conversations: [talk] }) => [talk.wrap_up, talk.notes]),
      [
        ['answered', 'She feeds Balthasar.'],
        ['answered', null],
      ],
    );
    assert.deepEqual(
      after.timeline.map(({ kind }) => kind),
      [...before.timeline.map(({ kind }) => kind), 'redacted'],
    );
    for (const query of ['Zephyrine', 'Balthasar', contact.phones[0]]) {
      const found = await search(query);
      assert.deepEqual([ids(found), numbers(found)], [[], []], query);
    }
  });

  describe('goes through the answers that are kept for who asks again', () => {
    /** Begins a call that is asked for twice, and answers with what the second time brings. */
    async function begun(phone) {
      const { session, cookie } = city.operator;
      const headers = { 'Idempotency-Key': randomUUID() };
      const request = { body: { direction: 'inbound', channel: 'call', phone }, headers };
      const first = await city.operator.call('startInteraction', request);
      const again = async () => {
        const answer = await fetch(new URL('/api/v1/interactions', city.server.origin), {
          method: 'POST',
          headers: {
            ...headers,
            'Content-Type': 'application/json',
            Cookie: cookie,
            'X-CSRF-Token': session.csrf,
            Origin: city.server.origin,
          },
          body: JSON.stringify(request.body),
        });
        return answer.json();
      };
      assert.deepEqual(await again(), first);
      const end = () =>
        city.operator.call('endInteraction', {
          path: { interaction: first.id },
          body: { wrap_up: 'answered' },
        });
      return { first, again, end };
    }
    const known = (name, phone) =>
      city.operator.call('createContact', { body: { name, phones: [phone], language: 'en' } });

    test('also where they show somebody of a household of whom nothing was written', async () => {
      const phone = city.phone();
      const mother = await known('Zephyrine Thistledown', phone);
      await known('Kofi Thistledown', phone);
      const { first, again, end } = await begun(phone);
      assert.equal(first.callers.length, 2);
      await end();
      assert.equal((await redact('supervisor', mother.id)).status, 200);
      assert.deepEqual(await again(), { redacted: true });
    });

    test('also where they show a number that nobody was known by', async () => {
      const phone = city.phone();
      const { first, again, end } = await begun(phone);
      assert.deepEqual(first.callers, []);
      const caller = await known('Zephyrine Thistledown', city.phone());
      await city.operator.call('identifyCaller', {
        path: { interaction: first.id },
        body: { contact: caller.id },
      });
      await end();
      assert.equal((await redact('supervisor', caller.id)).status, 200);
      assert.deepEqual(await again(), { redacted: true });
    });

    test('also where the caller was never named, and leaves those of others', async () => {
      const phone = city.phone();
      const others = await begun(city.phone());
      await others.end();
      const { again, end } = await begun(phone);
      await end();
      const caller = await known('Zephyrine Thistledown', phone);
      assert.equal((await redact('supervisor', caller.id)).status, 200);
      assert.deepEqual(await again(), { redacted: true });
      assert.deepEqual(await others.again(), others.first);
    });
  });

  test('is refused while a case is not closed, to operators, and for records that are part of another', async () => {
    const contact = await city.contact();
    await caseOf(contact);
    assert.equal(problem(await redact('supervisor', contact.id)), 'redaction.case_not_closed');
    assert.equal((await redact('operator', contact.id)).status, 403);
    const [part, whole] = [await city.contact(), await city.contact()];
    await city.operator.call('mergeContact', { path: { contact: part.id }, body: { into: whole.id } });
    assert.equal(problem(await redact('supervisor', part.id)), 'contact.merged');
  });
});

describe('a case that was opened before the caller was named', () => {
  const nameReporter = (number, body) => city.operator.send('nameReporter', { path: { number }, body });

  test('is told in the call, and is theirs once it is said so', async () => {
    const { call, opened } = await city.nameless();
    const caller = await city.contact();
    const named = await city.operator.call('identifyCaller', {
      path: { interaction: call.id },
      body: { contact: caller.id },
    });
    assert.deepEqual(named.without_name, [{ number: opened.number, version: opened.version }]);
    const { status, body } = await nameReporter(opened.number, { contact: caller.id, interaction: call.id });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.contact.id, caller.id);
    assert.equal(body.timeline.at(-1).kind, 'reporter_named');
    const { cases } = await city.operator.call('readContact', { path: { contact: caller.id } });
    assert.deepEqual(
      cases.map(({ number }) => number),
      [opened.number],
    );
    const { interaction } = await city.operator.call('readOwnInteraction');
    assert.deepEqual(interaction.without_name, []);
  });

  test('is not taken from whose it is, nor given to who is not on the line', async () => {
    const { case: theirs } = await city.question({ promise: false });
    const other = await city.contact();
    assert.equal(problem(await nameReporter(theirs.number, { contact: other.id })), 'case.has_reporter');
    const { opened } = await city.nameless();
    const talk = await city.inbound();
    assert.equal(
      problem(await nameReporter(opened.number, { contact: other.id, interaction: talk.id })),
      'interaction.other_contact',
    );
  });
});
