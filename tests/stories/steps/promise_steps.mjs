import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { instantOf, instantsOf, localOf, workingDaysLater } from '../../support/city_time.mjs';
import { HOLIDAYS } from '../../support/cast.mjs';
import { callPlainly } from './call_steps.mjs';
import { happened, obligationsOf, openAsk, promiseOf } from './lookups.mjs';

/** A resident calls, and the question is taken on with a promise. */
async function takeOn(story, name, { summary, department, promise, ask = summary }) {
  const desk = await story.desk(name);
  const body = { interaction: story.call(name).id, kind: 'question', summary };
  if (department) body.ask = { department: (await story.department(department)).id, text: ask };
  if (promise) body.promise = promise;
  return story.about(await desk.call('openCase', { body }), name);
}

async function residentCalls(story, resident, name) {
  const desk = await story.desk(name);
  const call = await desk.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone: resident.phone },
  });
  resident.contact ??= (
    await desk.call('createContact', {
      body: { name: resident.name, phones: [resident.phone], language: 'en' },
    })
  ).id;
  const identified = await desk.call('identifyCaller', {
    path: { interaction: call.id },
    body: { contact: resident.contact },
  });
  story.onTheLine(name, identified);
}

When(
  '{staff} takes the question on, asks {department}, and promises to call back within the hour:',
  async function (name, department, text) {
    await takeOn(this, name, {
      summary: text,
      department,
      promise: { words: 'I will find out and call you back within the hour.' },
    });
  },
);

When(
  '{staff} takes the question on, asks {department}, and promises to call on {day} at {clock}:',
  async function (name, department, date, clock, text) {
    await takeOn(this, name, {
      summary: text,
      department,
      promise: { words: 'I will call you then.', due_local: `${date}T${clock}` },
    });
  },
);

When('{staff} opens a question and promises to call on {day} at {clock}', async function (name, date, clock) {
  await takeOn(this, name, {
    summary: 'May a choir practise in the park at night?',
    promise: { words: 'I will call you then.', due_local: `${date}T${clock}` },
  });
  this.dueDay = date;
  this.dueTime = new Date((await promiseOf(this, name)).due);
});

Given(
  '{staff} has promised {resident} to call by {clock} the same day',
  async function (name, residentName, clock) {
    await residentCalls(this, this.resident(residentName), name);
    await takeOn(this, name, {
      summary: 'When does the ferry carry bicycles?',
      promise: { words: `I will call you by ${clock}.`, due_local: this.local(clock) },
    });
    const call = this.call(name);
    await (
      await this.desk(name)
    ).call('endInteraction', { path: { interaction: call.id }, body: { wrap_up: 'request_taken' } });
  },
);

/** A first call, a question passed on, a call back in which the owner's own time is told. */
Given(
  '{staff} has promised {resident} that {staff} will call by {clock}',
  async function (name, residentName, owner, clock) {
    await residentCalls(this, this.resident(residentName), name);
    const { id, department } = await this.staff(owner);
    const desk = await this.desk(name);
    const opened = await desk.call('openCase', {
      body: {
        interaction: this.call(name).id,
        kind: 'question',
        summary: 'Who may use the ramp behind the town hall?',
        ask: { department, text: 'Who may use the ramp behind the town hall?' },
      },
    });
    this.about(opened, name);
    const promised = await desk.call('makePromise', {
      path: { number: this.number },
      body: {
        interaction: this.call(name).id,
        owner: id,
        said_by: id,
        words: `${owner} will call you by ${clock}.`,
        due_local: this.local(clock),
      },
    });
    await desk.call('answerAsk', {
      path: { ask: promised.asks[0].id },
      body: { text: 'I will tell her myself.', on_behalf_of: id },
    });
    await desk.call('endInteraction', {
      path: { interaction: this.call(name).id },
      body: { wrap_up: 'department_asked' },
    });
  },
);

When('{staff} hands over to {staff} by {clock}:', async function (name, owner, clock, words) {
  const { id, phone } = await this.staff(owner);
  const first = await promiseOf(this, name);
  const desk = await this.desk(name);
  const answer = await desk.call('handOverPromise', {
    path: { promise: first.id },
    body: {
      interaction: this.call(name).id,
      owner: id,
      said_by: id,
      words,
      due_local: this.local(clock),
    },
  });
  assert.ok(phone, `${owner} has no number to give`);
  assert.equal(answer.promises.at(-1).words, words);
});

async function owes(story, name, due) {
  const promise = await promiseOf(story, name);
  const { id } = await story.staff(name);
  assert.equal(promise.state, 'made', `the promise is ${promise.state}`);
  assert.equal(promise.owner.id, id);
  assert.equal(promise.due_local, localOf(story.zone, due));
  assert.equal(Date.parse(promise.due), due.getTime());
  const owed = await obligationsOf(story, 'promise');
  assert.deepEqual(
    owed.map((one) => [one.id, one.owner.id, Date.parse(one.due)]),
    [[promise.id, id, due.getTime()]],
  );
  const { obligations } = await (await story.desk(name)).call('listObligations');
  const mine = obligations.filter((one) => one.case === story.number && one.kind === 'promise');
  assert.equal(mine.length, 1, `${name}'s own list does not show it`);
}

Then('{staff} owes {resident} a call by {clock}', async function (name, _resident, clock) {
  await owes(this, name, this.instantAt(clock));
});
Then('{staff} still owes {resident} a call by {clock}', async function (name, _resident, clock) {
  await owes(this, name, this.instantAt(clock));
});
Then('{staff} owes {resident} a call by {day} at {clock}', async function (name, _r, date, clock) {
  await owes(this, name, instantOf(this.zone, `${date}T${clock}`));
});

Then(
  '{staff} owes {resident} a call by {clock} on behalf of {staff}',
  async function (cover, _resident, clock, owner) {
    const promise = await promiseOf(this, cover);
    assert.equal(promise.owner.id, (await this.staff(cover)).id);
    assert.equal(promise.covering_for?.id, (await this.staff(owner)).id);
    assert.equal(Date.parse(promise.due), this.instantAt(clock).getTime());
    const { obligations } = await (await this.desk(cover)).call('listObligations');
    const mine = obligations.filter((one) => one.case === this.number && one.kind === 'promise');
    assert.equal(mine[0]?.covering_for?.id, (await this.staff(owner)).id);
  },
);

Then("{staff}'s promise is due the first time that clocks show {clock}", async function (name, clock) {
  const [first, second] = instantsOf(this.zone, `${this.dueDay}T${clock}`);
  assert.ok(second);
  assert.equal(Date.parse((await promiseOf(this, name)).due), first.getTime());
});

const EVIDENCE = new Map([
  ['by a call', 'call'],
  ["on a staff member's word", 'staff_word'],
  ['by a call from the resident', 'resident_call'],
]);

async function isKept(story, name, how) {
  const promise = await promiseOf(story, name);
  assert.equal(promise.state, 'kept');
  assert.equal(promise.evidence, EVIDENCE.get(how));
  assert.ok(promise.kept_at);
  assert.equal((await happened(story, 'promise_kept')).length > 0, true);
}
Then("{staff}'s promise to {resident} is kept by a call", async function (name, _resident) {
  await isKept(this, name, 'by a call');
});
Then("{staff}'s promise to {resident} is kept on a staff member's word", async function (name, _r) {
  await isKept(this, name, "on a staff member's word");
});
Then("{staff}'s promise to {resident} is kept by a call from the resident", async function (name, _r) {
  await isKept(this, name, 'by a call from the resident');
});

Then("{staff}'s promise to {resident} is not late", async function (name, _resident) {
  const promise = await promiseOf(this, name);
  assert.equal(promise.late, false);
  assert.equal(promise.state, 'made');
});
Then("{staff}'s promise to {resident} is late", async function (name, _resident) {
  assert.equal((await promiseOf(this, name)).late, true);
});

const REASONS = new Map([
  ['its time passed', 'clock'],
  ['the resident says that nobody called', 'resident_denies'],
]);
async function isBroken(story, name, why) {
  const promise = await promiseOf(story, name);
  assert.equal(promise.state, 'broken');
  assert.equal(promise.broken_reason, REASONS.get(why));
  assert.equal(promise.late, true);
  assert.equal(promise.mended ?? false, false);
  const [broken] = await happened(story, 'promise_broken');
  assert.equal(Date.parse(broken.occurred_at), Date.parse(promise.due) + 1);
}
Then("{staff}'s promise to {resident} is broken because its time passed", async function (name, _r) {
  await isBroken(this, name, 'its time passed');
});
Then(
  "{staff}'s promise to {resident} is broken because the resident says that nobody called",
  async function (name, _resident) {
    await isBroken(this, name, 'the resident says that nobody called');
  },
);

Then('that promise counts as broken from {clock} on, not from today', async function (clock) {
  const [broken] = await happened(this, 'promise_broken');
  assert.equal(localOf(this.zone, broken.occurred_at).slice(11), clock);
  assert.notEqual(localOf(this.zone, broken.occurred_at).slice(0, 10), this.today);
  assert.equal(Date.parse(broken.recorded_at), this.now.getTime());
});

Then("{staff}'s promise to {resident} is broken and mended", async function (name, _resident) {
  const promise = await promiseOf(this, name);
  assert.equal(promise.state, 'broken');
  assert.equal(promise.mended, true);
});

Then("{staff}'s promise to {resident} is disputed", async function (name, _resident) {
  assert.equal((await promiseOf(this, name)).state, 'disputed');
});
Then("{staff}'s promise to {resident} is released", async function (name, _resident) {
  assert.equal((await promiseOf(this, name)).state, 'released');
  assert.deepEqual(await obligationsOf(this, 'promise'), []);
});
Then("{staff}'s promise to {resident} counts as tried and not reached", async function (name, _r) {
  assert.equal((await promiseOf(this, name)).state, 'unreached');
  assert.deepEqual(await obligationsOf(this, 'promise'), []);
});
Then("{staff}'s promise to {resident} is shown as not yet confirmed", async function (name, _r) {
  assert.equal((await promiseOf(this, name)).not_yet_confirmed, true);
});
Then("{staff}'s promise to {resident} is not shown as unconfirmed", async function (name, _r) {
  assert.equal((await promiseOf(this, name)).not_yet_confirmed, false);
});

Then('that promise was said by {staff} and written down by {staff}', async function (said, typed) {
  const promise = (await this.case()).promises.at(-1);
  assert.equal(promise.said_by.id, (await this.staff(said)).id);
  assert.equal(promise.typed_by.id, (await this.staff(typed)).id);
});

Then('{resident} was given the number of {staff}', async function (_resident, name) {
  const { card } = (await this.case()).promises.at(-1);
  const digits = (text) => text.replace(/\D/g, '').slice(-10);
  assert.equal(digits(card.phone), digits((await this.staff(name)).phone));
  assert.ok(card.name.includes(name.split(' ')[0]), `the card names ${card.name}`);
});

Then('nobody owes {resident} that call any more', async function (_resident) {
  assert.deepEqual(await obligationsOf(this, 'promise'), []);
});

async function move(story, name, residentName, clock, byResident) {
  await callPlainly(story, name, story.resident(residentName));
  const [owed] = await obligationsOf(story, 'promise');
  const desk = await story.desk(name);
  const answer = await desk.send('movePromise', {
    path: { promise: owed.id },
    body: {
      interaction: story.call(name).id,
      due_local: story.local(clock),
      words: `Then you will be called by ${clock}.`,
      asked_by_resident: byResident,
    },
  });
  if (answer.status < 300 && byResident) {
    assert.equal(answer.body.promises.at(-1).moved_by_resident, true);
  }
  return answer;
}
When('{staff} calls {resident} and moves the promise to {clock}', async function (name, resident, clock) {
  const answer = await move(this, name, resident, clock, false);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
});
When(
  '{staff} calls {resident} and moves the promise to {clock} at her wish',
  async function (name, resident, clock) {
    const answer = await move(this, name, resident, clock, true);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  },
);
When(
  '{staff} calls {resident} and tries to move the promise to {clock}',
  async function (name, resident, clock) {
    this.refusal = await move(this, name, resident, clock, false);
  },
);

Then('what was promised at first stays {clock}', async function (clock) {
  const promise = (await this.case()).promises.at(-1);
  assert.ok(promise.moves > 0);
  assert.equal(Date.parse(promise.first_due), this.instantAt(clock).getTime());
});

When('{staff} tries to promise a call back', async function (name) {
  this.refusal = await (
    await this.desk(name)
  ).send('makePromise', {
    path: { number: this.number },
    body: { interaction: this.call(name).id, words: 'I will call you back.' },
  });
  assert.deepEqual((await this.case()).promises, []);
});

When('{resident} says that the call is no longer needed', async function (_resident) {
  const [owed] = await obligationsOf(this, 'promise');
  const [[name, call]] = [...this.calls].filter(([, { direction }]) => direction === 'inbound').slice(-1);
  await (
    await this.desk(name)
  ).call('releasePromise', { path: { promise: owed.id }, body: { interaction: call.id } });
});

Then(
  '{staff} owes {resident} a follow-up by {clock} two working days later',
  async function (name, _resident, clock) {
    const due = instantOf(this.zone, workingDaysLater(`${this.today}T${clock}`, 2, HOLIDAYS));
    const owed = await obligationsOf(this, 'follow_up');
    assert.deepEqual(
      owed.map((one) => [one.owner.id, Date.parse(one.due)]),
      [[(await this.staff(name)).id, due.getTime()]],
    );
  },
);

Then('a follow-up with {resident} is owed on {day} at {clock}', async function (_r, date, clock) {
  const owed = await obligationsOf(this, 'follow_up');
  assert.deepEqual(
    owed.map(({ due }) => localOf(this.zone, due)),
    [`${date}T${clock}`],
  );
});

Then(
  'a follow-up with {resident} is owed on {day}, when {staff} is off by the shift plan',
  async function (_resident, date, name) {
    const [owed] = await obligationsOf(this, 'follow_up');
    assert.equal(localOf(this.zone, owed.due).slice(0, 10), date);
    assert.notEqual(owed.owner.id, (await this.staff(name)).id);
  },
);

Then('{staff} owes {resident} the follow-up on behalf of {staff}', async function (cover, _resident, name) {
  const [owed] = await obligationsOf(this, 'follow_up');
  assert.equal(owed.owner.id, (await this.staff(cover)).id);
  assert.equal(owed.covering_for?.id, (await this.staff(name)).id);
  const { obligations } = await (await this.desk(cover)).call('listObligations');
  assert.ok(obligations.some((one) => one.kind === 'follow_up' && one.case === this.number));
});

async function owesApology(story, name) {
  const owed = await obligationsOf(story, 'apology');
  assert.equal(owed.length, 1, `${owed.length} apologies are owed`);
  assert.equal(owed[0].owner.id, (await story.staff(name)).id);
  return owed[0];
}
Then('{staff} owes {resident} an apology', async function (name, _resident) {
  await owesApology(this, name);
});
Then('{staff} owes {resident} an apology by {clock}', async function (name, _resident, clock) {
  const apology = await owesApology(this, name);
  // One working hour after the clock broke it, to the millisecond or to the minute.
  assert.equal(localOf(this.zone, apology.due), this.local(clock));
});
Then('no apology is owed any more', async function () {
  assert.deepEqual(await obligationsOf(this, 'apology'), []);
  assert.equal((await happened(this, 'apology_given')).length, 1);
});

async function anotherTry(story, name, due) {
  const owed = await obligationsOf(story, 'contact_attempts');
  assert.deepEqual(
    owed.map((one) => [one.owner.id, localOf(story.zone, one.due)]),
    [[(await story.staff(name)).id, due]],
  );
}
Then('{staff} owes {resident} another try by {clock}', async function (name, _resident, clock) {
  await anotherTry(this, name, this.local(clock));
});
Then(
  '{staff} owes {resident} another try by {day} at {clock}',
  async function (name, _resident, date, clock) {
    await anotherTry(this, name, `${date}T${clock}`);
  },
);
Then('no further try is owed', async function () {
  assert.deepEqual(await obligationsOf(this, 'contact_attempts'), []);
});
Then('a further try is owed', async function () {
  assert.equal((await obligationsOf(this, 'contact_attempts')).length, 1);
});

Then('{staff} owes {staff} an answer', async function (owner, asker) {
  const ask = await openAsk(this);
  assert.equal(ask.owner.id, (await this.staff(owner)).id);
  assert.equal(ask.asked_by.id, (await this.staff(asker)).id);
});
Then('{staff} owes {staff} an answer by {clock}', async function (owner, _asker, clock) {
  const ask = await openAsk(this);
  assert.equal(ask.owner.id, (await this.staff(owner)).id);
  assert.equal(Date.parse(ask.due), this.instantAt(clock).getTime());
});
Then('{staff} owes {staff} an answer on {day}', async function (owner, _asker, date) {
  const ask = await openAsk(this);
  assert.equal(ask.owner.id, (await this.staff(owner)).id);
  assert.equal(localOf(this.zone, ask.due).slice(0, 10), date);
});

Then('the case is owed by somebody', async function () {
  const owed = await obligationsOf(this);
  assert.ok(owed.length > 0 && owed.every(({ owner, due }) => owner.id && due));
});

Then('somebody who works here owes whatever {staff} owed', async function (name) {
  const { id } = await this.staff(name);
  const opened = await (await this.desk('supervisor')).call('readCase', { path: { number: this.number } });
  assert.ok(opened.obligations.length > 0);
  this.set = undefined; // who works here has just changed
  this.opener = 'supervisor';
  const { staff } = await this.catalogue();
  for (const { owner } of opened.obligations) {
    assert.notEqual(owner.id, id);
    assert.equal(staff.find((one) => one.id === owner.id)?.active, true);
  }
});

Then(
  'the figures count {int} broken promise, {int} of them mended, and {int} kept by {staff}',
  async function (broken, mended, kept, name) {
    const { promises } = await (await this.desk('supervisor')).call('readMeasures');
    assert.deepEqual([promises.broken, promises.mended], [broken, mended]);
    const { id } = await this.staff(name);
    const own = (await this.case()).promises.filter(
      ({ owner, state }) => owner.id === id && state === 'kept',
    );
    assert.equal(own.length, kept);
  },
);
Then(
  'the figures count {int} promise as not reached, and {int} as broken',
  async function (unreached, broken) {
    const { promises } = await (await this.desk('supervisor')).call('readMeasures');
    assert.deepEqual([promises.unreached, promises.broken], [unreached, broken]);
  },
);
Then(
  'the figures count {int} promises kept as first promised and {int} as moved',
  async function (kept, moved) {
    const { promises } = await (await this.desk('supervisor')).call('readMeasures');
    assert.deepEqual([promises.kept, promises.kept_as_moved], [kept, moved]);
  },
);

export { residentCalls, takeOn };
