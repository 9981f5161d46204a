import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { HOLIDAYS } from '../../support/cast.mjs';
import { instantsOf, localOf, workingDaysLater } from '../../support/city_time.mjs';
import './words.mjs';

const SECOND = 1000;

Given('it is {day}, {clock}', async function (date, clock) {
  const local = `${date}T${clock}`;
  if (this.server) await this.waitUntilLocal(local);
  else await this.begin(local);
});

When('it is {clock}', async function (clock) {
  await this.waitUntilLocal(this.local(clock));
});

When('the clock shows {clock} exactly', async function (clock) {
  await this.waitUntilLocal(this.local(clock));
});

When('a thousandth of a second after {clock} has come', async function (clock) {
  await this.waitUntilLocal(this.local(clock));
  await this.waitUntil(this.now.getTime() + 1);
});

When('two working days later it is {clock}', async function (clock) {
  await this.waitUntilLocal(workingDaysLater(`${this.today}T${clock}`, 2, HOLIDAYS));
});

When('it is one second before that time', async function () {
  await this.waitUntil(this.dueTime.getTime() - SECOND);
});

When('it is one second after that time', async function () {
  await this.waitUntil(this.dueTime.getTime() + SECOND);
});

When('clocks show {clock} for the first time', async function (clock) {
  const [first, second] = instantsOf(this.zone, `${this.dueDay}T${clock}`);
  assert.ok(second, `${clock} comes only once on ${this.dueDay}`);
  await this.waitUntil(first);
});

When('clocks show {clock} for the second time', async function (clock) {
  const [, second] = instantsOf(this.zone, `${this.dueDay}T${clock}`);
  assert.ok(second, `${clock} comes only once on ${this.dueDay}`);
  await this.waitUntil(second);
});

When('{staff} asks what a promise for {day} at {clock} would mean', async function (name, date, clock) {
  const { id } = await this.staff(name);
  const desk = await this.desk(name);
  this.proposal = await desk.call('proposeDueTime', {
    query: { owner: id, local: `${date}T${clock}` },
  });
  this.proposedFor = `${date}T${clock}`;
});

Then('the sentence to say names {clock}, for {clock} does not exist', function (said, missing) {
  assert.deepEqual(instantsOf(this.zone, `${this.proposedFor.slice(0, 11)}${missing}`), []);
  assert.equal(this.proposal.clock_change, 'skipped');
  assert.equal(this.proposal.due_local.slice(11), said);
  assert.equal(localOf(this.zone, this.proposal.due).slice(11), said);
  const [hour, minute] = said.split(':').map(Number);
  const minutes = String(minute).padStart(2, '0');
  // In French a whole hour is said without its minutes: « 3 h ».
  const spoken = new RegExp(`\\b0?${hour}(:${minutes}|\\s?h(\\s?${minutes})?\\b)`);
  assert.match(this.proposal.sentence.en, spoken);
  assert.match(this.proposal.sentence.fr, spoken);
});

Then('that hour comes twice, and the earlier one is meant', function () {
  const [earlier, later] = instantsOf(this.zone, this.proposedFor);
  assert.ok(later > earlier);
  assert.equal(this.proposal.clock_change, 'repeated');
  assert.equal(Date.parse(this.proposal.due), earlier.getTime());
});
