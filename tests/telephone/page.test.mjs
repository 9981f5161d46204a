// Real calls: sipp is the city's network, rtpengine the way into the browser, Chromium the operator's.
// Who hears whom is found by tones: the caller is 440 Hz, Oren 1,000 Hz, whoever is rung beside a call
// 700 Hz.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { CLEAN } from './bad_line.mjs';
import { FarEnd } from './far_end.mjs';
import { forgetLiveCity, Installation } from './installation.mjs';
import { Operator } from './operator.mjs';
import { freePort, listens, play } from './sipp.mjs';
import { holes } from './sound.mjs';
import { until as looksUntil } from './until.mjs';

const CALLER_HZ = 440;
/** With 440 Hz what a line that rings sounds like; in neither the music nor a voice for long. */
const RINGING_HZ = 480;
const OREN_HZ = 1000;
const THIRD_HZ = 700;
/** Noise suppression takes a steady tone for noise; what is left of Oren's is 0.05. */
const HEARD = 0.02;
const NOT_HEARD = 0.006;
const MUSIC = 0.01;
const PATIENCE_MS = 5_000;
const ROSA = '+14165550142';
const MAYA = '+14165550170';
const NAME = 'Rosa Delgado';
const QUESTION = 'May the street party on Mill Lane use the tap of the park?';

let city;
let oren;
let nadia;
const peers = [];
/** What came of each answered call, as it was seen from here: instants in ms. */
const seen = [];

before(async () => {
  city = await Installation.start();
  oren = await Operator.atDesk(city, 'oren.hale', OREN_HZ);
  nadia = new Api(city);
  await nadia.signIn('nadia.okafor', city.signIns.get('nadia.okafor').password);
});
after(async () => {
  peers.forEach((peer) => peer.close());
  await oren?.browser.close();
  await city?.stop();
  await forgetLiveCity();
});

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));

const until = (what, holds, patience = PATIENCE_MS) =>
  looksUntil(what, holds, { patience, says: () => city.said });

const hears = (who, frequency) =>
  until(`${frequency} Hz is heard`, async () => (await who.level(frequency, 200)) > HEARD);
const hearsNot = (who, frequency) =>
  until(`${frequency} Hz is not heard`, async () => (await who.level(frequency, 200)) < NOT_HEARD);

/** Something, and no line that rings. */
const hearsMore = (what, who) =>
  until(
    what,
    async () => (await who.loudness(400)) > MUSIC && (await who.level(RINGING_HZ, 400)) < NOT_HEARD,
  );

/** Music, and nobody. */
async function hearsMusicOnly(who) {
  await hearsNot(who, OREN_HZ);
  await hearsNot(who, THIRD_HZ);
  await hearsMore('music is heard', who);
  assert.ok(who.level(OREN_HZ, 200) < NOT_HEARD);
}

async function talkTogether(one, oneHz, other, otherHz) {
  await hears(one, otherHz);
  await hears(other, oneHz);
}

async function farEnd(hertz, law = 'mu') {
  const peer = await FarEnd.open({ law, hertz });
  peers.push(peer);
  return peer;
}

/** Somebody dials 311. */
async function dials(scenario, { law, number = ROSA, ...more } = {}) {
  const caller = await farEnd(CALLER_HZ, law);
  const port = await freePort();
  const call = play(scenario, { port, to: city.sipPort, rtp: caller.port, law, caller: number, ...more });
  return { caller, call };
}

/** Somebody is there to be called by the city, once. */
async function awaits(hertz) {
  const called = await farEnd(hertz);
  const call = play('callee_answers', { port: city.gatewayPort, rtp: called.port, ms: 500 });
  await listens(city.gatewayPort);
  return { called, call };
}

async function ringsHere() {
  await oren.find('heading', 'A call rings').waitFor();
  if (seen.at(-1)?.answered !== null) seen.push({ rang: Date.now(), answered: null, held: 0 });
  return seen.at(-1);
}

async function answersHere() {
  const call = await ringsHere();
  await oren.page.keyboard.press('F4');
  await oren.find('heading', /^On the line/).waitFor();
  call.answered = Date.now();
}

/** While that lasts nobody is there for the caller. */
async function onHold(act) {
  const since = Date.now();
  await act();
  seen.at(-1).held += Date.now() - since;
}

async function isOver(call) {
  await call.done;
  seen.at(-1).over = Date.now();
}

async function wrapsUp(who = oren) {
  await who.sees(/^The call is over\.|Wrap up your part of it\.$/);
  await who.page.keyboard.press('F9');
  await who.find('radio', /^3 –/).waitFor();
  await who.page.keyboard.press('3');
  await who.page.keyboard.type('It was a test.');
  await who.page.keyboard.press('Enter');
  await who.find('heading', 'Ready: the next call rings here').waitFor();
  seen.at(-1).wrappedUp ??= Date.now();
}

async function hangsUpAndWrapsUp(call) {
  await oren.press('button', 'Hang up');
  await isOver(call);
  await wrapsUp();
}

/** Not ready while somebody else does something; idle since then. */
async function restsAndComesBack(meanwhile = async () => {}) {
  await oren.find('heading', 'Ready: the next call rings here').waitFor();
  await oren.page.keyboard.press('F7');
  await oren.press('button', 'Not ready: Lunch');
  await oren.find('heading', 'Not ready: Lunch').waitFor();
  await meanwhile();
  await oren.press('button', 'Ready for calls again');
  await oren.find('heading', 'Ready: the next call rings here').waitFor();
}

const newestCall = async () => (await nadia.call('listCalls')).calls[0];

test('the operator goes on duty, and the page has its way to the telephone', async () => {
  await oren.goOnDuty();
  assert.deepEqual(await oren.connections(), ['connected']);
  assert.equal((await city.health()).legs, 1);
});

for (const law of ['mu', 'a']) {
  test(`a call in ${law}-law: greeting, music, ring, both hear each other; on hold music only`, async () => {
    const { caller, call } = await dials('caller_waits', { law });
    await hearsMore('the greeting is heard', caller);
    await ringsHere();
    await hearsMusicOnly(caller);
    await hearsNot(oren, CALLER_HZ);
    await answersHere();
    await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
    await onHold(async () => {
      await oren.page.keyboard.press('F3');
      await oren.sees(/^On hold: the caller hears music/);
      await hearsMusicOnly(caller);
      await hearsNot(oren, CALLER_HZ);
      await oren.page.keyboard.press('F3');
    });
    await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
    await hangsUpAndWrapsUp(call);
    const row = await newestCall();
    assert.equal(row.phone, ROSA);
    assert.equal(row.ending, 'hung_up');
  });
}

test('voices come within a quarter of a second, without holes, and over a bad line too', async (t) => {
  const { caller, call } = await dials('caller_waits');
  await answersHere();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);

  caller.hertz = 0;
  await hearsNot(oren, CALLER_HZ);
  const spoken = Date.now();
  caller.hertz = CALLER_HZ;
  await hears(oren, CALLER_HZ);
  const toPage = (await oren.firstHeard(CALLER_HZ, spoken)) - spoken;

  await oren.press('button', 'Mute');
  await hearsNot(caller, OREN_HZ);
  const unmuted = performance.now();
  await oren.press('button', 'Mute');
  await hears(caller, OREN_HZ);
  const toCaller = Math.round(caller.heardAfter(OREN_HZ, unmuted));

  await pause(5_000);
  const page = await oren.recent(4_000);
  const inPage = holes(page.samples, page.rate, CALLER_HZ);
  const atCaller = holes(caller.recent(4_000), 8000, OREN_HZ);
  caller.bad = { loss: 0.03, jitter: 40 };
  await pause(3_000); // until the buffer knows what line it has
  await pause(10_000);
  const bad = await oren.recent(10_000);
  const overBadLine = holes(bad.samples, bad.rate, CALLER_HZ);
  caller.bad = CLEAN;
  t.diagnostic(`delay: to the page ${toPage} ms, to the caller ${toCaller} ms (with the key's way)`);
  t.diagnostic(`longest hole: in the page ${inPage.longest} ms, at the caller ${atCaller.longest} ms`);
  t.diagnostic(
    `over the bad line: ${(overBadLine.part * 100).toFixed(2)} % away, at most ${overBadLine.longest} ms`,
  );
  assert.ok(toPage < 250, `${toPage} ms to the page`);
  assert.ok(toCaller < 250, `${toCaller} ms to the caller`);
  assert.ok(inPage.longest <= 60, `${inPage.longest} ms of silence in the page`);
  assert.ok(atCaller.longest <= 60, `${atCaller.longest} ms of silence at the caller`);
  for (const { usual } of [inPage, atCaller, overBadLine])
    assert.ok(usual > HEARD, `only ${usual} of the tone`);
  assert.ok(overBadLine.part < 0.01, `${overBadLine.part * 100} % of the bad line is silence`);
  await hangsUpAndWrapsUp(call);
});

test('warm transfer: first the two, then all three, then the others without me', async () => {
  const { caller, call } = await dials('caller_leaves', { ms: 25_000 });
  await answersHere();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  const { called: third, call: beside } = await awaits(THIRD_HZ);
  await oren.press('button', 'Consult or transfer…');
  await oren.write('Number to ring', MAYA);
  await oren.page.keyboard.press('Enter');
  await oren.sees(/^You speak with/);
  await onHold(async () => {
    await talkTogether(third, THIRD_HZ, oren, OREN_HZ);
    await hearsMusicOnly(caller);
    await hearsNot(oren, CALLER_HZ);
    await oren.press('button', 'Talk all three');
    await oren.sees(/^All three are talking/);
  });
  await talkTogether(third, THIRD_HZ, caller, CALLER_HZ);
  await talkTogether(third, THIRD_HZ, oren, OREN_HZ);
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  await oren.press('button', 'Leave the two talking');
  await oren.sees(/^They go on without you/);
  await talkTogether(third, THIRD_HZ, caller, CALLER_HZ);
  await hearsNot(third, OREN_HZ);
  await hearsNot(caller, OREN_HZ);
  await hearsNot(oren, CALLER_HZ);
  await hearsNot(oren, THIRD_HZ);
  await wrapsUp();
  await isOver(call);
  await beside.done;
});

test('warm transfer to a colleague at her console: first the two, then all three, then she has the call', async () => {
  const amara = await Operator.atDesk(city, 'amara.diallo', THIRD_HZ);
  try {
    const { caller, call } = await dials('caller_waits', { seconds: 180 });
    await answersHere();
    await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
    await amara.goOnDuty();
    await oren.press('button', 'Consult or transfer…');
    await oren.choose('Whom to ring', 'Amara');
    await oren.press('button', 'Ring them');
    await amara.find('heading', 'Oren Hale asks you about a call').waitFor();
    await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
    await onHold(async () => {
      await amara.page.keyboard.press('F4');
      await oren.sees(/^You speak with Amara Diallo/);
      await talkTogether(amara, THIRD_HZ, oren, OREN_HZ);
      await hearsMusicOnly(caller);
      await hearsNot(amara, CALLER_HZ);
      await hearsNot(oren, CALLER_HZ);
      await oren.press('button', 'Talk all three');
      await amara.sees(/^All three are talking/);
    });
    await talkTogether(amara, THIRD_HZ, caller, CALLER_HZ);
    await talkTogether(amara, THIRD_HZ, oren, OREN_HZ);
    await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
    await oren.press('button', 'Leave the two talking');
    await amara.find('button', 'Hang up').waitFor();
    await talkTogether(amara, THIRD_HZ, caller, CALLER_HZ);
    for (const other of [amara, caller]) await hearsNot(other, OREN_HZ);
    for (const hertz of [CALLER_HZ, THIRD_HZ]) await hearsNot(oren, hertz);
    await wrapsUp(oren);
    await talkTogether(amara, THIRD_HZ, caller, CALLER_HZ);
    await amara.press('button', 'Hang up');
    await isOver(call);
    await wrapsUp(amara);
    seen.at(-1).wrappedUp = Date.now(); // hers, who talked last
    await amara.page.keyboard.press('F7');
    await amara.press('button', 'Off duty');
    await until('only Oren has sound', async () => (await city.health()).legs === 1);
    assert.deepEqual(amara.problems, []);
  } finally {
    await amara.browser.close();
  }
  const { agent, parties, ending } = await newestCall();
  assert.equal(agent.name, 'Amara Diallo');
  assert.equal(ending, 'hung_up');
  const [{ kind, staff, answered_at: came }] = parties;
  assert.deepEqual([kind, staff.name, came !== null], ['colleague', 'Amara Diallo', true]);
});

test('a page that is loaded anew in the middle of a call is in it again', async () => {
  const { caller, call } = await dials('caller_waits');
  await answersHere();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  await oren.page.reload();
  await oren.find('button', 'Hang up').waitFor();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  await hangsUpAndWrapsUp(call);
});

test('rtpengine dies in the middle of a call, and both hear each other again without a touch', async (t) => {
  const { caller, call } = await dials('caller_waits');
  await answersHere();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  const died = Date.now();
  await city.restartEdge();
  await until(
    'another connection',
    async () => (await oren.connections()).join() === 'closed,connected',
    20_000,
  );
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  t.diagnostic(`both voices were back after ${Date.now() - died} ms`);
  await hangsUpAndWrapsUp(call);
});

test('fifty connections in a row find their way', async () => {
  for (let count = 0; count < 50; count += 1) {
    await oren.page.reload();
    await until(`connection ${count + 1}`, async () => (await oren.connections()).join() === 'connected');
  }
  assert.equal((await city.health()).legs, 1);
  await until('only what is up is left', async () => (await city.edgeSessions()).length === 1);
});

test('who presses 3 comes to somebody who knows about taxes, though another has been idle longer', async () => {
  await nadia.call('setDuty', { body: { duty: 'ready' } });
  await restsAndComesBack();
  const { caller, call } = await dials('caller_waits');
  await hearsMore('the greeting is heard', caller);
  caller.press('3');
  await ringsHere();
  await oren.sees('Queue: Property tax');
  assert.equal((await nadia.call('readTelephone')).standing, 'ready');
  await nadia.call('setDuty', { body: { duty: 'off' } });
  await answersHere();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  await hangsUpAndWrapsUp(call);
});

test('who hangs up while waiting, soon or late, or gives up during the greeting, has abandoned the call', async () => {
  await restsAndComesBack(async () => {
    const waiting = [
      await dials('caller_leaves', { ms: 12_000, number: '+14165550145' }),
      await dials('caller_leaves', { ms: 1_000, number: '+14165550143' }),
    ];
    await Promise.all(waiting.map(({ call }) => call.done));
    await until('both are abandoned', async () => {
      const { calls } = await nadia.call('listCalls', { query: { ending: 'abandoned' } });
      return calls.length === 2;
    });
    const cancelled = await dials('caller_gives_up', { ms: 500, number: '+14165550144' });
    await cancelled.call.done;
    await until('it is abandoned', async () => {
      const { phone, ending } = await newestCall();
      return phone === '+14165550144' && ending === 'abandoned';
    });
  });
});

test('the founding call: a question, a promise, and the call that keeps it, each over the network', async () => {
  const { caller, call } = await dials('caller_waits');
  await answersHere();
  await oren.write('Name', NAME);
  await oren.press('button', 'Save the caller');
  await oren.find('heading', 'On the line: Rosa Delgado').waitFor();
  await oren.page.keyboard.press('F2');
  await oren.page.keyboard.type(QUESTION);
  await oren.page.keyboard.press('F8');
  await oren.find('combobox', 'Department').waitFor();
  await oren.page.keyboard.type('Par');
  await oren.holds('The sentence to say', 'call');
  await oren.page.keyboard.press('Control+Enter');
  await oren.sees(/Oren Hale: Call back, /);
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  await hangsUpAndWrapsUp(call);

  const { called, call: back } = await awaits(CALLER_HZ);
  await oren.press('button', 'Call Rosa Delgado');
  await oren.find('heading', 'On the line: Rosa Delgado').waitFor();
  await talkTogether(called, CALLER_HZ, oren, OREN_HZ);
  await oren.sees(/Oren Hale: Call back, .*\(kept\)/);
  await oren.press('button', 'Hang up');
  await back.done;
  await wrapsUp();
});

test('who calls again is known before the first word: their name, their case, and what to ask first', async () => {
  const { caller, call } = await dials('caller_waits');
  await ringsHere();
  const ring = oren.page.getByRole('region', { name: 'A call rings' });
  await ring.getByRole('heading', { name: NAME }).waitFor();
  await ring.getByRole('link', { name: QUESTION }).waitFor();
  await ring.getByText('Ask for the name and one more thing before you read anything out.').waitFor();
  await answersHere();
  await talkTogether(caller, CALLER_HZ, oren, OREN_HZ);
  await hangsUpAndWrapsUp(call);
});

test('the wall measures what the network did, and nothing is left over', async (t) => {
  const { today } = await nadia.call('readTelephoneWall');
  const { offered, answered, abandoned, short_abandoned, handled } = today;
  // Whoever gave up during the greeting has not stood in the line.
  assert.deepEqual(
    { offered, answered, abandoned, short_abandoned, handled },
    {
      offered: seen.length + 2,
      answered: seen.length,
      abandoned: 1,
      short_abandoned: 1,
      handled: seen.length,
    },
  );
  const mean = (span) => seen.reduce((sum, one) => sum + span(one), 0) / seen.length / 1000;
  const measures = {
    speed_of_answer_seconds: mean(({ rang, answered: at }) => at - rang),
    talk_seconds: mean(({ answered: from, over }) => over - from),
    hold_seconds: mean(({ held }) => held),
    wrap_up_seconds: mean(({ over, wrappedUp }) => Math.max(0, wrappedUp - over)),
  };
  for (const [name, from] of Object.entries(measures)) {
    t.diagnostic(`${name}: ${today[name].toFixed(2)}, seen from here ${from.toFixed(2)}`);
    assert.ok(Math.abs(today[name] - from) < 1.5, `${name} is ${today[name]}, not ${from}`);
  }
  const { calls, legs } = await city.health();
  assert.deepEqual({ calls, legs }, { calls: 0, legs: 1 });
  assert.deepEqual(oren.problems, []);
});
