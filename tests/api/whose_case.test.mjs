// Whoever reads a case does not work on it: what another department may not do to it, nor with
// residents and conversations of others; and what departments may do as before.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later, localLater } from './city.mjs';

const WORDS = 'I will call you.';

let city;
let theirs; // the manager of the department whose case it is
let others; // that of another
let department;
before(async () => {
  city = await City.start();
  theirs = await city.as('manager');
  others = await city.as('manager2');
  ({ department } = theirs.session.staff);
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const typeOf = ({ body }) => body?.type?.replace('urn:kept311:problem:', '');
const staffOf = (api) => api.session.staff.id;
const readCase = (number) => city.operator.call('readCase', { path: { number } });

/** A question to `theirs`, who promised the resident a call; the operator still talks. */
async function asked({ owner = staffOf(theirs), ...more } = {}) {
  const call = await city.inbound();
  const opened = await city.operator.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'question',
      summary: 'When is the crossing painted?',
      ask: { department, text: 'When?' },
      promise: { words: WORDS, owner, due_local: localLater(3) },
      ...more,
    },
  });
  return { call, number: opened.number, ask: opened.asks[0], promise: opened.promises[0] };
}

/** A conversation of somebody's with a resident whom they entered themselves. */
async function talkOf(api) {
  const contact = await api.call('createContact', {
    body: { name: 'Ivo Marsh', phones: [city.phone()], language: 'en' },
  });
  return city.inbound(contact, api);
}

const openedIn = (api, call) =>
  api.call('openCase', { body: { interaction: call.id, kind: 'question', summary: 'Who mows here?' } });

const ERROR = { resolution: 'entered_in_error', text: 'By mistake.' };
const TOLD = { resolution: 'answered', text: 'In May.', told_by_owner_at: later(0) };

/** What a case is, and who may not do what to it -> operation and request. */
const OF_OTHERS = {
  'end it as an error': ({ number }) => ['closeCase', { path: { number }, body: ERROR }],
  'say that its resident was told': ({ number }) => [
    'recordOutcome',
    { path: { number }, body: { ...TOLD, on_behalf_of: staffOf(theirs) } },
  ],
  'tell its resident': ({ number, own }) => [
    'recordTold',
    { path: { number }, body: { interaction: own.id, waived: true } },
  ],
  'write to its resident': ({ number }) => ['tellInWriting', { path: { number }, body: {} }],
  'check it': ({ number, own }) => [
    'recordFollowUp',
    { path: { number }, body: { interaction: own.id, heard: true } },
  ],
  'open it again': ({ number }) => ['reopenCase', { path: { number }, body: { reason: 'Again.' } }],
  'join it to theirs': ({ number, own, mine }) => [
    'joinDuplicate',
    { path: { number }, body: { into: mine.number, interaction: own.id } },
  ],
  'join theirs to it': ({ number, own, mine }) => [
    'joinDuplicate',
    { path: { number: mine.number }, body: { into: number, interaction: own.id } },
  ],
  'promise something on it': ({ number, own }) => [
    'makePromise',
    { path: { number }, body: { interaction: own.id, words: WORDS } },
  ],
  'take over its promise': ({ promise, own }) => [
    'handOverPromise',
    {
      path: { promise: promise.id },
      body: { interaction: own.id, words: WORDS, owner: staffOf(others), due_local: localLater(4) },
    },
  ],
  'move its promise': ({ promise, own }) => [
    'movePromise',
    {
      path: { promise: promise.id },
      body: { interaction: own.id, words: WORDS, due_local: localLater(4) },
    },
  ],
  'release its promise': ({ promise, own }) => [
    'releasePromise',
    { path: { promise: promise.id }, body: { interaction: own.id } },
  ],
  'ask themselves about it': ({ number }) => [
    'askDepartment',
    { path: { number }, body: { department: others.session.staff.department, text: 'Is it ours?' } },
  ],
  'call for its promise': ({ number, promise }) => [
    'startInteraction',
    {
      body: {
        direction: 'outbound',
        channel: 'call',
        for: { case: number, kind: 'promise', id: promise.id },
      },
    },
  ],
};

describe('another department does not', () => {
  let made;
  before(async () => {
    const own = await talkOf(others);
    made = { ...(await asked()), own, mine: await openedIn(others, own) };
  });
  for (const [what, request] of Object.entries(OF_OTHERS)) {
    test(what, async () => {
      const { version } = await readCase(made.number);
      const answer = await others.send(...request(made));
      assert.equal(typeOf(answer), 'case.other_department', JSON.stringify(answer.body));
      assert.equal(answer.status, 403);
      assert.equal((await readCase(made.number)).version, version);
    });
  }

  test('say whose a nameless case is', async () => {
    const { opened } = await city.nameless();
    const { contact } = await talkOf(others);
    const answer = await others.send('nameReporter', {
      path: { number: opened.number },
      body: { contact: contact.id },
    });
    assert.equal(typeOf(answer), 'case.other_department');
  });

  test('open again what was resolved', async () => {
    const { call, number } = await asked();
    await city.operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'answered', text: 'In May.', interaction: call.id },
    });
    const answer = await others.send('reopenCase', { path: { number }, body: { reason: 'Again.' } });
    assert.equal(typeOf(answer), 'case.other_department');
    assert.equal((await readCase(number)).state, 'resolved');
  });
});

test('a department to which a question was sent back by mistake has no part in it any more', async () => {
  const { number, ask } = await asked({ promise: undefined });
  const close = (api) => api.send('closeCase', { path: { number }, body: ERROR });
  await theirs.call('returnAsk', {
    path: { ask: ask.id },
    body: { reason: 'Solid waste knows.', department: others.session.staff.department },
  });
  assert.equal(typeOf(await close(theirs)), 'case.other_department');
  assert.equal((await close(others)).status, 200);
});

test('whoever waits may say so to any department', async () => {
  const { number } = await asked();
  const talk = await talkOf(others);
  const noted = await others.send('recordNotHeard', { path: { number }, body: { interaction: talk.id } });
  assert.equal(noted.status, 200, JSON.stringify(noted.body));
});

describe('the department of a case', () => {
  test('says that its owner told the resident, which keeps her promise', async () => {
    for (const name of ['manager', 'delegate']) {
      const { number } = await asked();
      const told = await (
        await city.as(name)
      ).call('recordOutcome', { path: { number }, body: { ...TOLD, on_behalf_of: staffOf(theirs) } });
      assert.deepEqual([told.promises[0].state, told.promises[0].evidence], ['kept', 'staff_word']);
      assert.equal(told.told, true);
    }
  });

  test('does not say that 311 kept its promise', async () => {
    const { number } = await asked({ owner: staffOf(city.operator) });
    for (const behalf of [{}, { on_behalf_of: staffOf(city.operator) }]) {
      const answer = await theirs.send('recordOutcome', { path: { number }, body: { ...TOLD, ...behalf } });
      assert.equal(typeOf(answer), 'promise.not_yours', JSON.stringify(answer.body));
    }
    assert.equal((await readCase(number)).promises[0].state, 'made');
  });

  test('ends it, and opens it again', async () => {
    const { number } = await asked({ promise: undefined });
    assert.equal((await theirs.call('closeCase', { path: { number }, body: ERROR })).state, 'closed');
    const again = await theirs.call('reopenCase', { path: { number }, body: { reason: 'It was none.' } });
    assert.equal(again.state, 'open');
  });
});

test('311 does not write down the word of somebody without a part in the case', async () => {
  const { number } = await asked();
  const record = (on_behalf_of) =>
    city.operator.send('recordOutcome', { path: { number }, body: { ...TOLD, on_behalf_of } });
  assert.equal(typeOf(await record(staffOf(others))), 'case.not_theirs');
  assert.equal((await record(staffOf(theirs))).status, 200);
});

describe('a conversation', () => {
  test('of somebody else tells nobody anything, but for a supervisor', async () => {
    const { call, number } = await asked({ promise: undefined });
    await city.operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'answered', text: 'In May.' },
    });
    const tell = async (name) =>
      (await city.as(name)).send('recordTold', { path: { number }, body: { interaction: call.id } });
    for (const name of ['operator2', 'manager']) {
      assert.equal(typeOf(await tell(name)), 'interaction.not_yours', name);
    }
    assert.equal((await tell('supervisor')).status, 200);
  });

  test('of somebody else opens and closes no case', async () => {
    const call = await city.inbound();
    const opened = await others.send('openCase', {
      body: { interaction: call.id, kind: 'question', summary: 'Who is this?' },
    });
    assert.equal(typeOf(opened), 'interaction.not_yours');
    const { number } = await openedIn(others, await talkOf(others));
    const closed = await others.send('closeCase', {
      path: { number },
      body: { resolution: 'answered', text: 'You did.', interaction: call.id },
    });
    assert.equal(typeOf(closed), 'interaction.not_yours');
  });
});

describe('a department', () => {
  let resident;
  let own;
  before(async () => {
    resident = await city.contact('Perpetua Vance');
    const call = await talkOf(others);
    own = { call, number: (await openedIn(others, call)).number };
  });
  const call = (api, more) =>
    api.send('startInteraction', { body: { direction: 'inbound', channel: 'call', ...more } });
  const shows = ({ body }) => JSON.stringify(body).includes('Perpetua');

  test('is not told who somebody is by saying that it speaks with them', async () => {
    for (const direction of ['inbound', 'outbound']) {
      const begun = await call(others, { direction, contact: resident.id });
      assert.equal(typeOf(begun), 'contact.not_yours');
    }
    const [phone] = resident.phones;
    const typed = await call(others, { phone });
    assert.deepEqual([typed.status, typed.body.callers, shows(typed)], [201, [], false]);
    const named = await others.send('identifyCaller', {
      path: { interaction: typed.body.id },
      body: { contact: resident.id },
    });
    assert.equal(typeOf(named), 'contact.not_yours');
    assert.ok(shows(await call(city.operator, { phone })), '311 sees who calls');
  });

  test('does not give its nameless case to somebody whom it does not know', async () => {
    const { body: nobody } = await call(others, {});
    const { number } = await openedIn(others, nobody);
    const named = await others.send('nameReporter', { path: { number }, body: { contact: resident.id } });
    assert.equal(typeOf(named), 'contact.not_yours');
    const hidden = await others.send('readContact', { path: { contact: resident.id } });
    assert.equal(typeOf(hidden), 'contact.not_yours');
    const { contact } = await talkOf(others);
    const known = await others.send('nameReporter', { path: { number }, body: { contact: contact.id } });
    assert.equal(known.status, 200, 'they entered them themselves');
    assert.equal((await readCase(number)).contact.id, contact.id);
  });

  test('is shown whom it entered, and whom its cases are about', async () => {
    assert.equal(own.call.contact.name, 'Ivo Marsh');
    const made = await asked();
    const [phone] = made.call.contact.phones;
    const callers = async (api) => (await call(api, { phone })).body.callers.map(({ id }) => id);
    assert.deepEqual(await callers(theirs), [made.call.contact.id]);
    assert.deepEqual(await callers(others), []);
    const dialled = await call(theirs, {
      direction: 'outbound',
      for: { case: made.number, kind: 'promise', id: made.promise.id },
    });
    assert.equal(dialled.body.contact.id, made.call.contact.id);
  });
});

test('whom a complaint is about opens it by no case that was joined to it', async () => {
  const caller = await city.contact();
  const call = await city.inbound(caller);
  const open = (more) =>
    city.operator.call('openCase', { body: { interaction: call.id, summary: 'She shouted.', ...more } });
  const complaint = await open({ kind: 'complaint', about_staff: staffOf(theirs) });
  const question = await open({ kind: 'question', ask: { department, text: 'Who is there at noon?' } });
  await city.operator.call('joinDuplicate', {
    path: { number: question.number },
    body: { into: complaint.number, interaction: call.id },
  });
  await city.operator.call('recordOutcome', {
    path: { number: complaint.number },
    body: { resolution: 'answered', text: 'We spoke with her.', interaction: call.id },
  });
  const reopen = (api) =>
    api.send('reopenCase', { path: { number: question.number }, body: { reason: 'It is not over.' } });
  const answer = await reopen(theirs);
  assert.equal(typeOf(answer), 'case.unknown', JSON.stringify(answer.body));
  assert.equal((await readCase(complaint.number)).state, 'closed', 'nobody checks a complaint');
  assert.equal((await reopen(city.operator)).body.number, complaint.number);
});
