// A city with something in it, for tests of single operations: staff who are signed in, calls,
// cases with a question and a promise, each made through the API.
import { Api } from '../support/api.mjs';
import { instantOf, localOf } from '../support/city_time.mjs';
import { Server } from '../support/server.mjs';

export const ZONE = 'America/Toronto';
export const NOW = instantOf(ZONE, '2026-11-24T10:00');
const HOUR = 3_600_000;
export const later = (hours) => new Date(NOW.getTime() + hours * HOUR).toISOString();
export const localLater = (hours) => localOf(ZONE, NOW.getTime() + hours * HOUR);

export class City {
  #people = new Map();
  #line = 0;

  static async start() {
    const city = new City();
    city.server = await Server.start(NOW);
    city.operator = await city.as('operator');
    city.catalogue = await city.operator.call('readCatalogue');
    return city;
  }

  stop() {
    return this.server.stop();
  }

  /** Somebody's console, by sign-in name. */
  async as(signIn) {
    if (!this.#people.has(signIn)) {
      const api = new Api(this.server);
      await api.signIn(signIn, this.server.signIns.get(signIn).password);
      this.#people.set(signIn, api);
    }
    return this.#people.get(signIn);
  }

  /** A number that nobody else in this city has. */
  phone() {
    this.#line += 1;
    return `416 555 ${String(1000 + this.#line)}`;
  }

  contact(name = 'Rosa Delgado') {
    return this.operator.call('createContact', {
      body: { name, phones: [this.phone()], language: 'en' },
    });
  }

  /** An answered call from a resident who has said who it is. */
  async inbound(contact, api = this.operator) {
    const caller = contact ?? (await this.contact());
    const call = await api.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call', phone: caller.phones[0] },
    });
    return api.call('identifyCaller', {
      path: { interaction: call.id },
      body: { contact: caller.id },
    });
  }

  /** A question that a department is asked, and a promise to call back; with the call in progress. */
  async question({ ask = true, promise = true, promiseBody = {} } = {}) {
    const call = await this.inbound();
    const body = { interaction: call.id, kind: 'question', summary: 'Who sweeps the stairs?' };
    if (ask) body.ask = { department: this.catalogue.departments[0].id, text: 'Who sweeps them?' };
    if (promise) body.promise = { words: 'I will call you back.', ...promiseBody };
    const opened = await this.operator.call('openCase', { body });
    return { call, case: opened, ask: opened.asks[0], promise: opened.promises[0] };
  }

  /** A question whose outcome is recorded and told; the follow-up is owed. */
  async resolved() {
    const made = await this.question({ promise: false });
    const told = await this.operator.call('recordOutcome', {
      path: { number: made.case.number },
      body: { resolution: 'answered', text: 'The town does.', interaction: made.call.id },
    });
    return { ...made, case: told };
  }

  /** An outgoing call for something that is owed. */
  dial(number, kind, id) {
    return this.operator.call('startInteraction', {
      body: { direction: 'outbound', channel: 'call', for: { case: number, kind, id } },
    });
  }
}
