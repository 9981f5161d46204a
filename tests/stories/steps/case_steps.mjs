// How a case goes on: outcomes, telling, the check, decisions, two people at once.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { alertsOf, happened, obligationsOf, openAsk } from './lookups.mjs';
import { residentCalls, takeOn } from './promise_steps.mjs';
import { slug } from './words.mjs';

async function recordOutcome(story, name, body) {
  return (await story.desk(name)).call('recordOutcome', { path: { number: story.number }, body });
}

When(
  '{staff} says on the telephone that an answer takes until {clock}, and {staff} writes that down',
  async function (owner, clock, name) {
    await (
      await this.desk(name)
    ).call('askMoreTime', {
      path: { ask: (await openAsk(this)).id },
      body: { until: this.instantAt(clock).toISOString(), on_behalf_of: (await this.staff(owner)).id },
    });
  },
);

When(
  '{staff} tells {staff} on the telephone about reaching {resident} at {clock}, and {staff} records the outcome {string} with {string}:',
  async function (owner, _listener, _resident, clock, name, resolution, qualifier, text) {
    await recordOutcome(this, name, {
      resolution: slug(resolution),
      qualifiers: [slug(qualifier)],
      text,
      told_by_owner_at: this.instantAt(clock).toISOString(),
      on_behalf_of: (await this.staff(owner)).id,
    });
  },
);

When(
  '{staff} tells {staff} on the telephone about reaching {resident} at {clock}, and {staff} records the outcome {string}',
  async function (owner, _listener, _resident, clock, name, resolution) {
    await recordOutcome(this, name, {
      resolution: slug(resolution),
      text: 'Everybody may use it until nine in the evening.',
      told_by_owner_at: this.instantAt(clock).toISOString(),
      on_behalf_of: (await this.staff(owner)).id,
    });
  },
);

When("{staff}'s answer is recorded as the outcome {string}", async function (owner, resolution) {
  const desk = await this.desk(this.opener);
  const ask = (await this.case()).asks.find(({ state }) => state === 'asked');
  if (ask) {
    await desk.call('answerAsk', {
      path: { ask: ask.id },
      body: { text: 'The council does.', on_behalf_of: (await this.staff(owner)).id },
    });
  }
  await recordOutcome(this, this.opener, {
    resolution: slug(resolution),
    text: 'The council does, once a year.',
    on_behalf_of: (await this.staff(owner)).id,
  });
});

When('{staff} records the outcome {string} in that call', async function (name, resolution) {
  await recordOutcome(this, name, {
    resolution: slug(resolution),
    text: 'Everybody may use it until nine in the evening.',
    interaction: this.call(name).id,
  });
});

When('{staff} records the outcome {string}: {string}', async function (name, resolution, text) {
  await recordOutcome(this, name, { resolution: slug(resolution), text });
});

Then('the case cannot be ended as {string}', async function (resolution) {
  const before = await this.case();
  const answer = await (
    await this.desk(this.opener)
  ).send('recordOutcome', {
    path: { number: this.number },
    body: { resolution: slug(resolution), text: 'Nobody picked up.' },
  });
  assert.ok(answer.status >= 400 && answer.status < 500, `it was ended: ${answer.status}`);
  assert.match(JSON.stringify(answer.body), /outcome\.attempts_not_exhausted/);
  assert.equal((await this.case()).version, before.version);
});

When('{staff} tells {resident} the outcome', async function (name, _resident) {
  await (
    await this.desk(name)
  ).call('recordTold', {
    path: { number: this.number },
    body: { interaction: this.call(name).id },
  });
});

When(
  "{staff} has answered {resident}'s question in writing of {department} and told her",
  async function (name, residentName, department) {
    await residentCalls(this, this.resident(residentName), name);
    const opened = await takeOn(this, name, {
      summary: 'May I plant a tree in front of my house?',
      department,
    });
    const desk = await this.desk(name);
    await desk.call('answerAsk', {
      path: { ask: opened.asks[0].id },
      body: { text: 'Yes, small ones.', on_behalf_of: opened.asks[0].owner.id },
    });
    await recordOutcome(this, name, {
      resolution: 'answered',
      text: 'Yes, small ones.',
      interaction: this.call(name).id,
    });
  },
);

When(
  '{resident} heard the answer, and is content with the call and with the outcome',
  async function (_resident) {
    await followUp(this, { heard: true, satisfied_with_call: true, satisfied_with_outcome: true });
    const { follow_up: check } = await this.case();
    assert.equal(check.satisfied_with_call, true);
    assert.equal(check.satisfied_with_outcome, true);
  },
);
When('{resident} says that nobody called', async function (_resident) {
  await followUp(this, { heard: false, note: 'She waited at home the whole afternoon.' });
});

async function followUp(story, answer) {
  const [name, call] = [...story.calls].findLast(([, one]) => one.for?.kind === 'follow_up') ?? [];
  assert.ok(call, 'nobody has called for the follow-up');
  await (
    await story.desk(name)
  ).call('recordFollowUp', {
    path: { number: story.number },
    body: { interaction: call.id, ...answer },
  });
}

Then('the case is {word}', async function (state) {
  assert.equal((await this.case()).state, state);
});
Then('the case is resolved as {string} with {string}', async function (resolution, qualifier) {
  const now = await this.case();
  assert.equal(now.state, 'resolved');
  assert.equal(now.resolution.resolution, slug(resolution));
  assert.deepEqual(now.resolution.qualifiers, [slug(qualifier)]);
});
Then('{resident} has been told', async function (_resident) {
  assert.equal((await this.case()).told, true);
});
Then('nobody owes anything on it', async function () {
  assert.deepEqual(await obligationsOf(this), []);
});

Then(
  'the case has a number that can be read aloud, and {department} has a card that can be given',
  async function (name) {
    const { number, spoken_number: spoken } = await this.case();
    assert.match(number, /^\d{9}$/);
    assert.match(spoken, /^\d{2} \d{3} \d{4}$/);
    assert.equal(spoken.replaceAll(' ', ''), number);
    const { card } = await this.department(name);
    assert.ok(card.name && card.phone);
  },
);

async function toReadOut(story, name) {
  const { spoken_number: number } = await story.case();
  const { card } = await story.department(name);
  return [number, card.name, card.phone, card.hours].join(', ');
}
When(
  "{staff} reads out the number and {department}'s card, and the call ends",
  async function (name, department) {
    this.readOut = await toReadOut(this, department);
    const ended = await (
      await this.desk(name)
    ).call('endInteraction', {
      path: { interaction: this.call(name).id },
      body: { wrap_up: 'number_given', notes: this.readOut },
    });
    assert.ok(ended.ended_at);
  },
);
Then('the case tells that number and card were given, and what was read out', async function () {
  const [talk, ...others] = (await this.case()).conversations;
  assert.deepEqual(others, []);
  assert.equal(talk.wrap_up, 'number_given');
  assert.equal(talk.notes, this.readOut);
});

When('{staff} opens a question about {string}', async function (name, summary) {
  await takeOn(this, name, { summary });
});

Then('that is refused, because there is no number to call', function () {
  refusedWith(this.refusal, 422, /promise\.no_channel|interaction\.nobody_named/);
});
Then("that is refused, for it is not {staff}'s to do", function (_name) {
  refusedWith(this.refusal, 403, /permission/);
});
Then('that is refused, for it needs a supervisor', function () {
  refusedWith(this.refusal, 403, /promise\.move_needs_supervisor/);
});
Then('that is refused, for the time has come', function () {
  refusedWith(this.refusal, 409, /promise\.too_late_to_move/);
});
function refusedWith(answer, status, reason) {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.match(JSON.stringify(answer.body), reason);
}

// Departments that send a question back.

When(
  '{staff} returns the question, because {string}, to {department}',
  async function (name, reason, department) {
    await (
      await this.desk(name)
    ).call('returnAsk', {
      path: { ask: (await openAsk(this)).id },
      body: { reason, department: (await this.department(department)).id },
    });
  },
);
Then('the question stands with {department}', async function (department) {
  const { id, manager } = await this.department(department);
  const ask = await openAsk(this);
  assert.equal(ask.department, id);
  assert.equal(ask.owner.id, manager.id);
});
Then('nobody at {department} is asked', async function (department) {
  const { id } = await this.department(department);
  assert.deepEqual(
    (await this.case()).asks.filter((ask) => ask.department === id),
    [],
  );
});
Then('{staff} owes a decision on it', async function (name) {
  const owed = await obligationsOf(this, 'decision');
  assert.deepEqual(
    owed.map(({ owner }) => owner.id),
    [(await this.staff(name)).id],
  );
  assert.ok((await alertsOf(this, name)).includes('decision_owed'));
});
Then('no decision is owed any more', async function () {
  assert.deepEqual(await obligationsOf(this, 'decision'), []);
  assert.equal((await happened(this, 'decision_made')).length, 1);
});
async function decideDepartment(story, name, department, reason) {
  return (await story.desk(name)).send('decide', {
    path: { number: story.number },
    body: { department: (await story.department(department)).id, reason },
  });
}
When('{staff} tries to decide for {department}', async function (name, department) {
  this.refusal = await decideDepartment(this, name, department, 'It is theirs.');
});
When('{staff} decides for {department}: {string}', async function (name, department, reason) {
  const answer = await decideDepartment(this, name, department, reason);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
});
When('{staff} decides that the promise was not kept: {string}', async function (name, reason) {
  const disputed = (await this.case()).promises.find(({ state }) => state === 'disputed');
  await (
    await this.desk(name)
  ).call('decide', {
    path: { number: this.number },
    body: { promise: disputed.id, promise_was_kept: false, reason },
  });
});

// Two people at once.

When("{staff} and {staff} both look at {resident}'s case", async function (one, other, _resident) {
  for (const name of [one, other]) this.seenVersions.set(name, (await this.case(name)).version);
});
async function askFromWhatWasSeen(story, name, department, text) {
  return (await story.desk(name)).send('askDepartment', {
    path: { number: story.number },
    body: {
      department: (await story.department(department)).id,
      text,
      expected_version: story.seenVersions.get(name),
    },
  });
}
When('{staff} asks {department} {string} from what was seen', async function (name, department, text) {
  this.lastAsk = await askFromWhatWasSeen(this, name, department, text);
});
When('{staff} looks again and asks {department} {string}', async function (name, department, text) {
  this.seenVersions.set(name, (await this.case(name)).version);
  const answer = await askFromWhatWasSeen(this, name, department, text);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
});
Then('{staff} is told that {staff} has asked a department in the meantime', async function (name, other) {
  assert.equal(this.lastAsk.status, 409, JSON.stringify(this.lastAsk.body));
  const since = this.lastAsk.body.events_since;
  assert.ok(since?.length > 0, 'the answer does not say what changed');
  assert.ok(since.every(({ seq }) => seq > this.seenVersions.get(name)));
  const asked = since.find(({ kind }) => kind === 'ask_made');
  assert.equal(asked?.who?.id, (await this.staff(other)).id);
});
async function areAsked(story, names) {
  const wanted = await Promise.all(names.map(async (name) => (await story.department(name)).id));
  const asked = (await story.case()).asks.map(({ department }) => department);
  assert.deepEqual(asked.sort(), wanted.sort());
}
Then('only {department} is asked', async function (name) {
  await areAsked(this, [name]);
});
Then('{department} and {department} are asked', async function (one, other) {
  await areAsked(this, [one, other]);
});

Given("{staff} disables {staff}'s account", async function (name, other) {
  await (await this.desk(name)).call('disableStaff', { path: { staff: (await this.staff(other)).id } });
});

When('{staff} is entered as away from {clock} to {clock}', async function (name, from, until) {
  const absence = await (
    await this.desk('supervisor')
  ).call('enterAbsence', {
    path: { staff: (await this.staff(name)).id },
    body: {
      from: this.instantAt(from).toISOString(),
      until: this.instantAt(until).toISOString(),
    },
  });
  assert.equal(absence.moved, 1);
});
When('{staff} comes back early', async function (name) {
  const desk = await this.desk(name);
  const staff = (await this.staff(name)).id;
  const { absences } = await desk.call('listAbsences', { path: { staff } });
  assert.equal(absences.length, 1);
  await desk.call('endAbsence', { path: { absence: absences[0].id } });
  assert.deepEqual(await desk.call('listAbsences', { path: { staff } }), { absences: [] });
});

Then('replaying everything that happened gives the same case', async function () {
  await this.server.verify();
});
