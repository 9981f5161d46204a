// The telephone and the city's server together, over SIP on both sides: what residents, operators and
// a manager do, by the API in place of pages.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, after, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { FarEnd } from './far_end.mjs';
import { forgetLiveCity, Installation } from './installation.mjs';
import { SipPeer } from './sip_peer.mjs';
import { freePort, listens, play } from './sipp.mjs';
import { until as looksUntil } from './until.mjs';

const RESIDENT_HZ = 440;
const STAFF_HZ = 1000;
const CENTRE_HZ = 700;
const HEARD = 0.05;
const ROSA = '+14165550142';
/** As the set-up of the demo has it. */
const CENTRE = '+14165550111';
const QUESTION = 'Is it recorded how often somebody presses the button at the school crossing on Elm Street?';

let city;
let peers;

beforeEach(async () => {
  peers = [];
  city = await Installation.start({ KEPT311_TELEPHONE_UNHEARD: '3' }, { edge: 'played' });
});
afterEach(async () => {
  peers.forEach((peer) => peer.close());
  await city?.stop();
});
after(() => forgetLiveCity());

const until = (what, holds) => looksUntil(what, holds, { says: () => city.said });

async function farEnd(hertz) {
  const peer = await FarEnd.open({ hertz });
  peers.push(peer);
  return peer;
}

/** Somebody of the city, at a page of theirs. */
class Desk extends Api {
  static async of(name) {
    const desk = new Desk(city);
    await desk.signIn(name, city.signIns.get(name).password);
    return desk;
  }

  /** Ready, with a headset. */
  async isReady() {
    this.headset = await farEnd(STAFF_HZ);
    await this.call('connectAudio', { body: { sdp: this.headset.sdp() } });
    await this.call('setDuty', { body: { duty: 'ready' } });
    return this;
  }

  standsAs(standing) {
    return until(standing, async () => {
      const now = await this.call('readTelephone');
      return now.standing === standing && now;
    });
  }

  /** What rings here is answered; the conversation. */
  async answers() {
    const { call } = await this.standsAs('ringing');
    await this.call('answerCall', { path: { call: call.id } });
    return this.talks();
  }

  talks() {
    return until('both are there', async () => {
      const { interaction } = await this.call('readOwnInteraction');
      return interaction?.call?.state === 'talking' && interaction;
    });
  }

  /** Dials for what is owed on a case, and is answered. */
  async calls({ number, obligations }, kind) {
    const resident = await farEnd(RESIDENT_HZ);
    const line = play('callee_answers', { port: city.gatewayPort, rtp: resident.port, ms: 300 });
    await listens(city.gatewayPort);
    const owed = obligations.find((one) => one.kind === kind);
    assert.ok(owed, `no ${kind} is owed`);
    await this.call('startInteraction', {
      body: { direction: 'outbound', channel: 'call', for: { case: number, kind, id: owed.id } },
    });
    const talk = await this.talks();
    await hearEachOther(resident, this.headset);
    return { talk, line };
  }

  async wrapsUp({ talk, line }) {
    await this.call('endInteraction', { path: { interaction: talk.id }, body: { wrap_up: 'other' } });
    await line.done;
  }

  case(number) {
    return this.call('readCase', { path: { number } });
  }
}

async function dials(number = ROSA) {
  const resident = await farEnd(RESIDENT_HZ);
  const line = play('caller_waits', {
    ...{ port: await freePort(), to: city.sipPort, rtp: resident.port, caller: number },
  });
  return { resident, line };
}

async function hearEachOther(resident, headset) {
  await until('the resident hears them', () => resident.level(STAFF_HZ, 200) > HEARD);
  await until('they hear the resident', () => headset.level(RESIDENT_HZ, 200) > HEARD);
}

test('the founding call, whole, each of its four calls over the network', async () => {
  const oren = await (await Desk.of('oren.hale')).isReady();
  const nadia = await Desk.of('nadia.okafor');
  const { departments } = await oren.call('readCatalogue');
  const { id: department, manager } = departments.find(({ name }) => name.en === 'Transportation');

  // An odd question, that nobody can look up.
  const { resident, line } = await dials();
  const talk = await oren.answers();
  await hearEachOther(resident, oren.headset);
  const { id: rosa } = await oren.call('createContact', {
    body: { name: 'Rosa Delgado', phones: [ROSA], language: 'en' },
  });
  await oren.call('identifyCaller', { path: { interaction: talk.id }, body: { contact: rosa } });
  const { number } = await oren.call('openCase', {
    body: {
      interaction: talk.id,
      kind: 'question',
      summary: QUESTION,
      ask: { department, text: QUESTION },
      promise: { words: 'I will find out and call you back within the hour.' },
    },
  });
  await oren.wrapsUp({ talk, line });

  // He calls back, and hands over.
  const back = await oren.calls(await oren.case(number), 'promise');
  const [first] = (await oren.case(number)).promises;
  await oren.call('handOverPromise', {
    path: { promise: first.id },
    body: {
      interaction: back.talk.id,
      owner: manager.id,
      said_by: manager.id,
      words: 'Maya will call you within two hours. In case that call does not come, here is the number.',
    },
  });
  await oren.wrapsUp(back);

  // The manager calls: there is no answer to give.
  const maya = await (await Desk.of('maya.lindqvist')).isReady();
  const hers = await maya.calls(await maya.case(number), 'promise');
  await maya.call('recordOutcome', {
    path: { number },
    body: {
      resolution: 'information_not_held',
      qualifiers: ['resident_declined_to_give_more'],
      text: 'The city does not record this. A count by hand would need a request in writing; Rosa lets it rest.',
      interaction: hers.talk.id,
    },
  });
  await maya.wrapsUp(hers);
  const resolved = await oren.case(number);
  assert.deepEqual(
    resolved.promises.map(({ state }) => state),
    ['kept', 'kept'],
  );
  assert.equal(resolved.told, true);

  // Oren checks that an answer arrived.
  const check = await oren.calls(resolved, 'follow_up');
  await oren.call('recordFollowUp', {
    path: { number },
    body: {
      interaction: check.talk.id,
      heard: true,
      satisfied_with_call: true,
      satisfied_with_outcome: true,
    },
  });
  await oren.wrapsUp(check);
  const closed = await oren.case(number);
  assert.equal(closed.state, 'closed');
  assert.deepEqual(closed.obligations, []);
  const { calls } = await nadia.call('listCalls');
  assert.deepEqual(
    calls.map(({ ending, phone }) => [ending, phone]),
    Array.from({ length: 4 }, () => ['hung_up', ROSA]),
  );
});

test('an operator’s page dies in mid-call: it rings at a colleague, and the wall shows who is not heard', async () => {
  const oren = await (await Desk.of('oren.hale')).isReady();
  const { resident, line } = await dials();
  await oren.answers();
  await hearEachOther(resident, oren.headset);
  const amara = await (await Desk.of('amara.diallo')).isReady();
  oren.headset.fallSilent();
  const talk = await amara.answers();
  await hearEachOther(resident, amara.headset);
  const nadia = await Desk.of('nadia.okafor');
  const { operators } = await nadia.call('readTelephoneWall');
  const seen = operators.find(({ staff }) => staff.name === 'Oren Hale');
  assert.deepEqual([seen.standing, seen.reason], ['not_ready', 'no_sound']);
  await amara.wrapsUp({ talk, line });
});

test('who signs out in mid-call hears nobody any more, and has the call back if they come back first', async () => {
  let oren = await (await Desk.of('oren.hale')).isReady();
  const { resident, line } = await dials();
  const before = await oren.answers();
  await hearEachOther(resident, oren.headset);
  await oren.send('signOut');
  await until('it is silent', () => oren.headset.level(RESIDENT_HZ, 200) < HEARD);
  oren = await (await Desk.of('oren.hale')).isReady();
  const talk = await oren.answers();
  assert.equal(talk.id, before.id, 'the conversation goes on');
  await hearEachOther(resident, oren.headset);
  await oren.wrapsUp({ talk, line });
});

test('the server is killed in mid-call: the call goes on, and has one end in the records', async () => {
  const oren = await (await Desk.of('oren.hale')).isReady();
  const { resident, line } = await dials();
  const { call } = await oren.standsAs('ringing');
  // Nobody knows whether the order was given when the power went.
  await oren.call('answerCall', { path: { call: call.id } });
  await city.restartServer();
  await oren.talks();
  await hearEachOther(resident, oren.headset);
  await city.restartServer();
  await hearEachOther(resident, oren.headset);
  const talk = await oren.talks();
  await oren.wrapsUp({ talk, line });
  await until('it is told', async () => (await city.health()).calls === 0);
  const nadia = await Desk.of('nadia.okafor');
  const { calls } = await nadia.call('listCalls');
  assert.deepEqual(
    calls.map(({ ending }) => ending),
    ['hung_up'],
  );
});

test('911 chosen beside a call: it sees the caller’s number, and all three talk as soon as it answers', async () => {
  const oren = await (await Desk.of('oren.hale')).isReady();
  const { resident, line } = await dials();
  const talk = await oren.answers();
  await hearEachOther(resident, oren.headset);
  const { emergency, call } = await oren.call('readTelephone');
  const { phone } = emergency.find(({ kind }) => kind === '911');

  const trunk = await SipPeer.open({ port: city.gatewayPort, to: city.sipPort });
  try {
    const centre = await farEnd(CENTRE_HZ);
    await oren.call('consultOnCall', { path: { call: call.id }, body: { phone } });
    const invite = await trunk.expect('INVITE');
    assert.match(invite.start, new RegExp(`^INVITE sip:\\${CENTRE}@`));
    assert.match(invite.get('from'), new RegExp(`<sip:\\${ROSA}@`));
    trunk.respond(invite, '180 Ringing');
    // Whoever waits for the centre is not left alone meanwhile, nor put through to nobody.
    await hearEachOther(resident, oren.headset);
    await assert.rejects(oren.call('completeTransfer', { path: { call: call.id } }), /no_such_step/);
    trunk.respond(invite, '200 OK', { sdp: centre.sdp() });
    await trunk.expect('ACK');
    await until(
      'all three are joined',
      async () => (await oren.call('readTelephone')).call.state === 'joined',
    );
    await hearEachOther(resident, oren.headset);
    await until('the centre hears the caller', () => centre.level(RESIDENT_HZ, 200) > HEARD);
    await until('the centre hears Oren', () => centre.level(STAFF_HZ, 200) > HEARD);
    await until('the caller hears the centre', () => resident.level(CENTRE_HZ, 200) > HEARD);
    await until('Oren hears the centre', () => oren.headset.level(CENTRE_HZ, 200) > HEARD);
    trunk.always('BYE', (bye) => trunk.respond(bye, '200 OK'));
    await oren.wrapsUp({ talk, line });
  } finally {
    await trunk.close();
  }
  const nadia = await Desk.of('nadia.okafor');
  const [row] = (await nadia.call('listCalls')).calls;
  assert.deepEqual(
    row.parties.map(({ kind }) => kind),
    ['emergency'],
  );
});

test('the telephone is killed while callers wait: each is promised a time, in the order of the line', async () => {
  const oren = await (await Desk.of('oren.hale')).isReady();
  await oren.call('setDuty', { body: { duty: 'not_ready', reason: 'lunch' } });
  const nadia = await Desk.of('nadia.okafor');
  const callers = ['+14165550142', '+14165550143', '+14165550144'];
  const lines = [];
  for (const number of callers) {
    lines.push(await dials(number));
    await until(`${number} waits`, async () => {
      const { calls } = await nadia.call('readTelephoneWall');
      return calls.filter(({ state }) => state === 'waiting').length === lines.length;
    });
  }
  await city.killTelephone();
  // Nobody is left in a line that is dead.
  await Promise.all(lines.map(({ line }) => line.done));
  const called = await until('all are called back', async () => {
    const { calls } = await nadia.call('listCalls', { query: { ending: 'called_back' } });
    return calls.length === callers.length && calls;
  });
  const promised = new Map();
  for (const { phone, call_back: number } of called) {
    const [promise] = (await nadia.case(number)).promises;
    assert.equal(promise.address, phone);
    promised.set(phone, Date.parse(promise.due));
  }
  const [first, second, third] = callers.map((number) => promised.get(number));
  // Four minutes each, told in steps of five.
  assert.ok(first <= second && second <= third && first < third, [first, second, third].join());
});
