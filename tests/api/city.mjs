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

  /** @param {Record<string, string>} environment what the server finds beside our own environment */
  static async start(environment = {}) {
    const city = new City();
    city.server = await Server.start(NOW, NOW, environment);
    try {
      city.operator = await city.as('operator');
      city.catalogue = await city.operator.call('readCatalogue');
    } catch (error) {
      // Nobody else can: a test whose set-up failed has no city to stop, and would never end.
      await city.stop();
      throw error;
    }
    return city;
  }

  stop() {
    return this.server.stop();
  }

  /** The console of whoever stands for a role in the demo city. */
  async as(role) {
    if (role === 'stranger') return new Api(this.server);
    if (!this.#people.has(role)) this.#people.set(role, await this.signIn(role));
    return this.#people.get(role);
  }

  /** A session of its own, which a test may end. */
  async signIn(role) {
    const { name, password } = this.server.signInAs(role);
    const api = new Api(this.server);
    await api.signIn(name, password);
    return api;
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

  /** A question from somebody who has not said who they are. */
  async nameless() {
    const call = await this.operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call', phone: this.phone() },
    });
    const opened = await this.operator.call('openCase', {
      body: { interaction: call.id, kind: 'question', summary: 'Who sweeps the stairs?' },
    });
    return { call, opened };
  }

  /**
   * A question that a department is asked, and a promise to call back; with the call in progress.
   * @param {{ask?: boolean, department?: number, promise?: boolean, promiseBody?: object}} what
   */
  async question({ ask = true, department, promise = true, promiseBody = {} } = {}) {
    const call = await this.inbound();
    const body = { interaction: call.id, kind: 'question', summary: 'Who sweeps the stairs?' };
    const asked = department ?? this.catalogue.departments[0].id;
    if (ask) body.ask = { department: asked, text: 'Who sweeps them?' };
    if (promise) body.promise = { words: 'I will call you back.', ...promiseBody };
    const opened = await this.operator.call('openCase', { body });
    return { call, case: opened, ask: opened.asks[0], promise: opened.promises[0] };
  }

  /** A request for a pothole to be filled, at a point. */
  async request({ point = { lat: 43.6532, lng: -79.3832 }, summary = 'A hole in the road.', ...more } = {}) {
    const call = await this.inbound();
    const service = this.catalogue.services.find(({ code }) => code === 'pothole').id;
    const attributes = { where_in_road: 'lane' };
    return this.operator.call('openCase', {
      body: {
        interaction: call.id,
        kind: 'service_request',
        summary,
        service,
        place: 'Quay Street',
        point,
        attributes,
        ...more,
      },
    });
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

  /** A published article, as it comes about: a department's answer becomes a draft, and is edited. */
  async article() {
    const { number } = (await this.question({ promise: false })).case;
    const read = await this.operator.call('readCase', { path: { number } });
    await this.operator.call('answerAsk', { path: { ask: read.asks[0].id }, body: { text: 'At nine.' } });
    const told = await this.operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'answered', text: 'At nine.' },
    });
    return (await this.as('supervisor')).call('editArticle', {
      path: { article: told.draft_article },
      body: { language: 'en', question: 'When does the library open?', state: 'published' },
    });
  }

  /** A change that somebody proposed of a published article; and that. */
  async proposal(words = {}, by = this.operator) {
    const article = await this.article();
    const { question, answer_markdown, script } = article;
    const proposal = await by.call('proposeChange', {
      path: { article: article.id },
      body: {
        texts: { en: { question, answer_markdown, script, ...{ answer_markdown: 'At ten.' }, ...words } },
        reason: 'They changed their hours.',
        expected_version: article.version,
      },
    });
    return { ...proposal, article };
  }

  /** An outgoing call for something that is owed. */
  dial(number, kind, id) {
    return this.operator.call('startInteraction', {
      body: { direction: 'outbound', channel: 'call', for: { case: number, kind, id } },
    });
  }
}
