// What one scenario knows: its own server, who is signed in, who is on the telephone, and the case
// that the story is about.
import { After, AfterAll, AfterStep, setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { Api } from '../../support/api.mjs';
import { STAFF, RESIDENTS } from '../../support/cast.mjs';
import { instantOf, localOf, rfc3339 } from '../../support/city_time.mjs';
import { Server, forgetDemoCities } from '../../support/server.mjs';

setDefaultTimeout(60_000);

const firstNameOf = (name) => name.split(' ')[0];
const byAnyName = (people, name) =>
  people.find((one) => [one.name, firstNameOf(one.name), one.role].includes(name));

export class Story {
  #desks = new Map();
  residents = new Map();
  calls = new Map(); // staff name -> the conversation that they are in
  seenVersions = new Map();

  /** Sets up the city as of `local`, a wall time of the city. */
  async begin(local) {
    this.zone = 'America/Toronto';
    this.now = instantOf(this.zone, local);
    this.server = await Server.start(this.now, this.now, this.environment);
    this.clockHand = new Api(this.server);
  }

  /** Lets time pass until `instant`; the keeper does everything that is due on the way. */
  async waitUntil(instant) {
    this.now = new Date(instant);
    await this.clockHand.call('setTestClock', { body: { set: rfc3339(this.now) } });
  }

  pass(seconds) {
    return this.waitUntil(this.now.getTime() + 1000 * seconds);
  }

  /** Lets everything happen that follows from what was done, and no time pass. */
  settle() {
    return this.waitUntil(this.now);
  }

  waitUntilLocal(local) {
    return this.waitUntil(instantOf(this.zone, local));
  }

  get today() {
    return localOf(this.zone, this.now).slice(0, 10);
  }

  /** "14:00" today, or a whole wall time as it is. */
  local(time) {
    return time.includes('T') ? time : `${this.today}T${time}`;
  }

  /** The instant of "14:00" today, or of a whole wall time. */
  instantAt(time) {
    return instantOf(this.zone, this.local(time));
  }

  /** What the cast says about somebody who works in the demo city. */
  member(name) {
    const member = byAnyName(STAFF, name);
    assert.ok(member, `nobody called ${name} works in the demo city`);
    return member;
  }

  /** A staff member's console, signed in at the first use. */
  async desk(name) {
    const member = this.member(name);
    if (!this.#desks.has(member.name)) {
      const api = new Api(this.server);
      const { password } = this.server.signIns.get(member.signIn);
      const session = await api.signIn(member.signIn, password);
      assert.equal(session.staff.name, member.name, 'the cast names somebody else');
      assert.equal(session.city.zone, this.zone, 'the city lies elsewhere');
      this.#desks.set(member.name, api);
    }
    return this.#desks.get(member.name);
  }

  async catalogue() {
    this.set ??= await (await this.desk(this.opener ?? STAFF[0].name)).call('readCatalogue');
    return this.set;
  }

  /** A staff member as the server knows them. */
  async staff(name) {
    const member = this.member(name);
    const found = (await this.catalogue()).staff.find((one) => one.name === member.name);
    assert.ok(found, `the catalogue has no ${name}`);
    return found;
  }

  async department(name) {
    const { departments } = await this.catalogue();
    const found = departments.find((department) => department.name.en === name);
    assert.ok(found, `the catalogue has no department ${name}`);
    return found;
  }

  resident(name) {
    const known = byAnyName(RESIDENTS, name);
    const resident = this.residents.get(known?.name);
    assert.ok(resident, `nobody has said how ${name} can be called`);
    return resident;
  }

  call(name) {
    const call = this.calls.get(firstNameOf(name));
    assert.ok(call, `${name} is not on the telephone`);
    return call;
  }

  onTheLine(name, call) {
    this.calls.set(firstNameOf(name), call);
  }

  /** The case of the story, as `name` sees it now. */
  async case(name) {
    assert.ok(this.number, 'no case has been opened');
    const reader = name ?? this.opener;
    return (await this.desk(reader)).call('readCase', { path: { number: this.number } });
  }

  about(theCase, opener) {
    this.number = theCase.number;
    this.opener ??= opener;
    return theCase;
  }
}

setWorldConstructor(Story);

/** A tag for the story in which the power fails all day. */
AfterStep({ tags: '@killed-after-every-step' }, async function () {
  await this.server.killAndRestart(this.now);
});

/** What a story leaves behind holds together, whatever it was about. */
After(async function ({ result }) {
  try {
    if (result?.status === 'FAILED' && this.server) console.error(this.server.output.slice(-2000));
    else await this.server?.verify();
  } finally {
    await this.server?.stop();
  }
});

AfterAll(forgetDemoCities);
