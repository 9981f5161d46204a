// Conversations: who rings whom, who answers, what is written down at the end.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { RESIDENTS } from '../../support/cast.mjs';
import { obligationsOf } from './lookups.mjs';
import { pickUp, ringAndAnswer } from './telephone_steps.mjs';

Given('{resident} can be called at {int} {int} {int}', async function (name, area, exchange, line) {
  const phone = `${area} ${exchange} ${String(line).padStart(4, '0')}`;
  const full = RESIDENTS.find((one) => one.name === name || one.name.startsWith(`${name} `)).name;
  this.residents.set(full, { name: full, phone });
});

/** A call comes in; whoever the number does not name is asked for their name. */
async function answerCall(story, resident, staffName) {
  const desk = await story.desk(staffName);
  let call = story.rings
    ? await ringAndAnswer(story, resident, staffName)
    : await desk.call('startInteraction', {
        body: { direction: 'inbound', channel: 'call', phone: resident.phone },
      });
  if (!resident.contact) {
    const contact = await desk.call('createContact', {
      body: {
        name: resident.name,
        phones: [resident.phone],
        language: resident.language ?? 'en',
        ...(resident.email && { email: resident.email }),
      },
    });
    resident.contact = contact.id;
  } else {
    const known = call.callers.map(({ id }) => id);
    assert.ok(known.includes(resident.contact), `${resident.name}'s number was not recognised`);
  }
  if (call.contact?.id !== resident.contact) {
    call = await desk.call('identifyCaller', {
      path: { interaction: call.id },
      body: { contact: resident.contact },
    });
  }
  assert.equal(call.contact.id, resident.contact);
  story.onTheLine(staffName, call);
  return call;
}

When('{resident} calls 311 and {staff} answers', async function (name, staffName) {
  await answerCall(this, this.resident(name), staffName);
});

When('somebody who gives no name and no number calls 311 and {staff} answers', async function (staffName) {
  const desk = await this.desk(staffName);
  const call = await desk.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
  assert.deepEqual(call.callers, []);
  this.onTheLine(staffName, call);
});

/** Dials for something that is owed, which claims it. */
export async function dialFor(story, staffName, obligation) {
  const desk = await story.desk(staffName);
  const answer = await desk.send('startInteraction', {
    body: {
      direction: 'outbound',
      channel: 'call',
      for: { case: obligation.case, kind: obligation.kind, id: obligation.id },
    },
  });
  if (answer.status === 201) story.onTheLine(staffName, answer.body);
  return answer;
}

async function callWithResult(story, staffName, obligation, result) {
  const dialled = await dialFor(story, staffName, obligation);
  assert.equal(dialled.status, 201, JSON.stringify(dialled.body));
  const desk = await story.desk(staffName);
  const call = story.rings
    ? await pickUp(story, staffName, dialled.body, result)
    : await desk.call('recordContactAttempt', {
        path: { interaction: dialled.body.id },
        body: { result },
      });
  assert.equal(call.result, result);
  story.onTheLine(staffName, call);
}

/** What `kind` is owed on the case; there must be one. */
async function owedFor(story, kind) {
  const [found] = await obligationsOf(story, kind);
  assert.ok(found, `no ${kind} is owed on the case`);
  return found;
}

When('{staff} calls {resident} back and reaches her', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'promise'), 'connected');
});
When('{staff} calls {resident} about the promise and reaches her', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'promise'), 'connected');
});
When('{staff} calls {resident} about the promise and gets no answer', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'promise'), 'no_answer');
});
When('{staff} tries {resident} again and gets no answer', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'contact_attempts'), 'no_answer');
});
When('{staff} tries {resident} again and gets her voicemail', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'contact_attempts'), 'voicemail');
});
When('{staff} tries {resident} again and reaches her', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'contact_attempts'), 'connected');
});
When('{staff} calls {resident} to apologise and reaches her', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'apology'), 'connected');
});
When('{staff} tells {resident} that we are sorry', async function (name, _resident) {
  const call = await (
    await this.desk(name)
  ).call('recordApology', {
    path: { interaction: this.call(name).id },
    body: { case: this.number },
  });
  assert.deepEqual(call.apologies_owed, []);
});
When('{staff} calls {resident} for the follow-up and reaches her', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'follow_up'), 'connected');
});

/** A call that is about something else than what is owed: it keeps nothing by itself. */
export async function callPlainly(story, staffName, resident) {
  const desk = await story.desk(staffName);
  const call = await desk.call('startInteraction', {
    body: { direction: 'outbound', channel: 'call', contact: resident.contact, phone: resident.phone },
  });
  const answered = await desk.call('recordContactAttempt', {
    path: { interaction: call.id },
    body: { result: 'connected' },
  });
  story.onTheLine(staffName, answered);
  return answered;
}

When('{staff} calls {resident} about the promise and is still talking', async function (name, _resident) {
  await callWithResult(this, name, await owedFor(this, 'promise'), 'connected');
  assert.equal(this.call(name).ended_at, null);
});

When('{staff} ends the call', async function (name) {
  const desk = await this.desk(name);
  const ended = await desk.call('endInteraction', {
    path: { interaction: this.call(name).id },
    body: { wrap_up: 'department_asked' },
  });
  assert.equal(Date.parse(ended.ended_at), this.now.getTime());
});

When('{staff} dials {resident} for the promise', async function (name, _resident) {
  this.dialled = await dialFor(this, name, await owedFor(this, 'promise'));
});

Then(
  'the promise is shown to {staff} as being called by {staff} until {clock}',
  async function (viewer, caller, clock) {
    const desk = await this.desk(viewer);
    const seen = await desk.call('readCase', { path: { number: this.number } });
    const promise = seen.obligations.find(({ kind }) => kind === 'promise');
    assert.equal(promise.claimed_by?.id, (await this.staff(caller)).id);
    assert.equal(Date.parse(promise.claimed_until), this.instantAt(clock).getTime());
  },
);

Then('{staff} is told that {staff} is calling already', async function (_name, caller) {
  assert.equal(this.dialled.status, 409, JSON.stringify(this.dialled.body));
  assert.match(JSON.stringify(this.dialled.body), /obligation\.claimed/);
  const promise = (await this.case()).obligations.find(({ kind }) => kind === 'promise');
  assert.equal(promise.claimed_by.id, (await this.staff(caller)).id);
});

Then('{staff} may dial {resident} for the promise', async function (name, _resident) {
  const dialled = await dialFor(this, name, await owedFor(this, 'promise'));
  assert.equal(dialled.status, 201, JSON.stringify(dialled.body));
});

When(
  '{staff} and {staff} dial {resident} for the promise in the same instant',
  async function (one, other, _resident) {
    await Promise.all([this.desk(one), this.desk(other)]);
    const owed = await owedFor(this, 'promise');
    this.race = await Promise.all([dialFor(this, one, owed), dialFor(this, other, owed)]);
  },
);

Then('one of them is calling, and the other is told so', function () {
  assert.deepEqual(this.race.map(({ status }) => status).sort(), [201, 409]);
  const refused = this.race.find(({ status }) => status === 409);
  assert.match(JSON.stringify(refused.body), /obligation\.claimed/);
});

Then('{staff} can still wrap up the call', async function (name) {
  const desk = await this.desk(name);
  const ended = await desk.call('endInteraction', {
    path: { interaction: this.call(name).id },
    body: { wrap_up: 'promise_kept', notes: 'She will write to us.' },
  });
  assert.equal(ended.wrap_up, 'promise_kept');
});

Then('{staff} can do nothing else', async function (name) {
  const desk = await this.desk(name);
  for (const [operation, request] of [
    ['startInteraction', { body: { direction: 'inbound', channel: 'call' } }],
    ['createContact', { body: { name: 'Nobody At All', language: 'en' } }],
    ['readCase', { path: { number: this.number } }],
    ['listObligations', {}],
  ]) {
    const answer = await desk.send(operation, request);
    assert.ok([401, 403].includes(answer.status), `${operation} answered ${answer.status}`);
  }
});
