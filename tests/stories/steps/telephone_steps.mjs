// The simulated telephone: residents dial and are called, it rings at desks.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { obligationsOf, promiseOf } from './lookups.mjs';

Given('calls to 311 ring at the desks', function () {
  this.environment = { ...this.environment, KEPT311_TELEPHONE_PROVIDER: 'simulated' };
  this.rings = true;
});

const e164 = (phone) => `+1${phone.replaceAll(' ', '')}`;

/** What a resident does with their telephone; answers when all that follows from it is done. */
async function useLine(story, resident, body) {
  await story.clockHand.call('useSimulatedLine', { path: { line: e164(resident.phone) }, body });
  await story.settle();
}

const lineOf = (story, resident) =>
  story.clockHand.call('readSimulatedLine', { path: { line: e164(resident.phone) } });

const telephoneOf = async (story, name) => (await story.desk(name)).call('readTelephone');

async function setDuty(story, name, body) {
  await (await story.desk(name)).call('setDuty', { body });
}

/** A resident dials, it rings at this desk and at no other, and is answered there. */
export async function ringAndAnswer(story, resident, staffName) {
  await useLine(story, resident, { act: 'dial' });
  const { standing, call } = await telephoneOf(story, staffName);
  assert.equal(standing, 'ringing', `it does not ring at ${staffName}`);
  assert.equal(call.phone, e164(resident.phone));
  const desk = await story.desk(staffName);
  await desk.call('answerCall', { path: { call: call.id } });
  await story.settle();
  const { interaction } = await desk.call('readOwnInteraction');
  assert.equal(interaction.call?.state, 'talking');
  return interaction;
}

/** The resident who is being called picks up, or not; returns the conversation as it then is. */
export async function pickUp(story, staffName, interaction, result) {
  const phone = interaction.phone.replace(/^\+1/, '');
  await story.settle(); // it rings by then
  const acts = { connected: 'answer', busy: 'busy', voicemail: 'voicemail' };
  if (acts[result]) await useLine(story, { phone }, { act: acts[result] });
  else await story.pass(30);
  return (await (await story.desk(staffName)).call('readOwnInteraction')).interaction;
}

Given('{staff} is ready for calls', function (name) {
  return setDuty(this, name, { duty: 'ready' });
});

Given('{staff} is at lunch', function (name) {
  return setDuty(this, name, { duty: 'not_ready', reason: 'lunch' });
});

When('{resident} dials 311', function (name) {
  return useLine(this, this.resident(name), { act: 'dial' });
});

When('{resident} presses {int}', function (name, digit) {
  return useLine(this, this.resident(name), { act: 'digit', digit: String(digit) });
});

When('{resident} hangs up', function (name) {
  return useLine(this, this.resident(name), { act: 'hang_up' });
});

When('{int} seconds pass', function (seconds) {
  return this.pass(seconds);
});

Then('it rings at {staff}', async function (name) {
  assert.equal((await telephoneOf(this, name)).standing, 'ringing');
});

Then('it rings at {staff} with the case that was opened', async function (name) {
  const { standing, cases, callers, ask_name } = await telephoneOf(this, name);
  assert.equal(standing, 'ringing');
  assert.deepEqual(
    cases.map(({ number }) => number),
    [this.number],
  );
  assert.equal(callers.length, 1);
  assert.equal(ask_name, true, 'a number is not yet a person');
});

Then('it rings nowhere', async function () {
  const wall = await (await this.desk('Nadia')).call('readTelephoneWall');
  assert.deepEqual(
    wall.calls.map(({ state }) => state),
    ['waiting'],
  );
});

Then("{staff}'s telephone is quiet", async function (name) {
  const { standing, call } = await telephoneOf(this, name);
  assert.equal(standing, 'ready');
  assert.equal(call, null);
});

Then("{resident}'s line is quiet", async function (name) {
  assert.equal((await lineOf(this, this.resident(name))).state, 'idle');
});

Then('{staff} is not ready, because of a call that was not answered', async function (name) {
  const { standing, reason } = await telephoneOf(this, name);
  assert.deepEqual({ standing, reason }, { standing: 'not_ready', reason: 'did_not_answer' });
});

Then('{resident} hears that all operators are speaking with others', async function (name) {
  const { hears, music } = await lineOf(this, this.resident(name));
  assert.match(hears.join(' '), /All operators are speaking with others/);
  assert.equal(music, true);
});

Then('{resident} hears that nobody is on duty', async function (name) {
  const { hears } = await lineOf(this, this.resident(name));
  assert.match(hears.join(' '), /Nobody who could answer you is on duty just now/);
  assert.doesNotMatch(hears.join(' '), /speaking with others/);
});

Then('{resident} hears by when the call back comes', async function (name) {
  const { state, hears } = await lineOf(this, this.resident(name));
  assert.equal(state, 'idle');
  assert.match(hears.join(' '), /We will call you back by \d{1,2}:\d{2} [AP]M today/);
});

Then('{staff} owes {resident} the call back', async function (owner, name) {
  const desk = await this.desk(owner);
  const { calls } = await (await this.desk('Nadia')).call('listCalls', { query: { ending: 'called_back' } });
  assert.equal(calls.length, 1);
  this.about(await desk.call('readCase', { path: { number: calls[0].call_back } }), owner);
  const [promise] = await obligationsOf(this, 'promise');
  assert.equal(promise.owner.id, (await this.staff(owner)).id);
  assert.equal(promise.phone, e164(this.resident(name).phone));
});

Then('the promise to {resident} is unreached', async function (_resident) {
  assert.equal((await promiseOf(this, 'Oren')).state, 'unreached');
});

Then(
  'the wall shows {int} calls today, {int} answered and {int} abandoned',
  async function (offered, answered, abandoned) {
    const { today } = await (await this.desk('Nadia')).call('readTelephoneWall');
    assert.deepEqual(
      { offered: today.offered, answered: today.answered, abandoned: today.abandoned },
      { offered, answered, abandoned },
    );
  },
);
