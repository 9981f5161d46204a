// Rule 7 as far as the staff API goes: who may read what, as one table, tried cell by cell.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later } from './city.mjs';

const SIGN_INS = ['operator', 'operator2', 'supervisor', 'manager', 'delegate', 'admin', 'analyst'];
const NAME = 'Zephyrine Quillfeather';
const WORDS = 'The heron on her balcony is called Balthasar.';
const EVERYBODY = SIGN_INS;
const WITHOUT_ANALYST = SIGN_INS.filter((name) => name !== 'analyst');
const SEES_ALL_OWED = ['supervisor', 'manager', 'admin', 'analyst'];
const TALKS = ['operator', 'operator2', 'supervisor', 'manager', 'delegate'];
const EDITS = ['supervisor', 'manager', 'delegate', 'admin'];

let city;
let made;
let phone;
let article;
const accounts = {};

before(async () => {
  city = await City.start();
  const contact = await city.contact(NAME);
  [phone] = contact.phones;
  const call = await city.inbound(contact);
  const opened = await city.operator.call('openCase', {
    body: {
      interaction: call.id,
      kind: 'question',
      summary: WORDS,
      promise: { words: 'I will call you.' },
    },
  });
  made = { contact, call, case: opened };
  for (const name of SIGN_INS) accounts[name] = await city.as(name);
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

/** operation -> who may, and how it is asked. Changes are asked in a way that changes nothing. */
const TABLE = {
  readSession: { may: EVERYBODY },
  readCatalogue: { may: EVERYBODY },
  readCase: { may: WITHOUT_ANALYST, request: () => ({ path: { number: made.case.number } }) },
  listCases: { may: WITHOUT_ANALYST },
  mapCases: { may: WITHOUT_ANALYST, request: () => ({ query: { bbox: '-80,43,-79,44', zoom: 9 } }) },
  mapAreas: { may: WITHOUT_ANALYST },
  caseLink: {
    may: ['operator', 'operator2', 'supervisor'],
    request: () => ({ path: { number: made.case.number } }),
  },
  readContact: {
    may: ['operator', 'operator2', 'supervisor'],
    request: () => ({ path: { contact: made.contact.id } }),
  },
  'listObligations of everybody': { may: SEES_ALL_OWED, request: () => ({ query: { scope: 'all' } }) },
  "listObligations of one's own": { may: EVERYBODY },
  'listObligations of somebody else': {
    may: ['supervisor', 'manager', 'admin', 'analyst', 'operator'],
    request: () => ({ query: { owner: city.operator.session.staff.id } }),
  },
  readMeasures: { may: SEES_ALL_OWED },
  listAlerts: { may: EVERYBODY },
  "listAbsences of an operator's": {
    may: ['operator', 'supervisor', 'admin'],
    request: () => ({ path: { staff: city.operator.session.staff.id } }),
  },
  'createContact without a language': { may: TALKS, refusal: 422, request: () => ({ body: { name: 'X' } }) },
  'startInteraction without a channel': {
    may: TALKS,
    refusal: 422,
    request: () => ({ body: { direction: 'inbound' } }),
  },
  'editArticle without a language': {
    may: EDITS,
    refusal: 422,
    request: () => ({ path: { article: article.id }, body: {} }),
  },
  'postNotice in the past': {
    may: ['supervisor', 'admin'],
    refusal: 422,
    request: () => ({ body: { text: { en: 'x', fr: 'x' }, until: later(-1) } }),
  },
  'decide without a reason': {
    may: ['supervisor'],
    refusal: 422,
    request: () => ({ path: { number: made.case.number }, body: {} }),
  },
  'redactContact of nobody': {
    may: ['supervisor', 'admin'],
    refusal: 404,
    request: () => ({ path: { contact: 999_999_999 }, body: { reason: 'None.' } }),
  },
  'disableStaff of nobody': {
    may: ['supervisor', 'admin'],
    refusal: 404,
    request: () => ({ path: { staff: 999_999_999 } }),
  },
};

describe('who may do what', () => {
  before(async () => {
    article = await city.article();
  });
  for (const [what, { may, request, refusal = 200 }] of Object.entries(TABLE)) {
    const [operationId] = what.split(' ');
    for (const name of SIGN_INS) {
      test(`${name}: ${what} is ${may.includes(name) ? 'allowed' : 'refused'}`, async () => {
        const answer = await accounts[name].send(operationId, request?.());
        // Whoever may not is refused before the request is looked at; form may be judged first.
        const refused = refusal === 422 ? [403, 422] : [403];
        if (may.includes(name)) assert.equal(answer.status, refusal, JSON.stringify(answer.body));
        else assert.ok(refused.includes(answer.status), `${answer.status} ${JSON.stringify(answer.body)}`);
      });
    }
  }
});

/** Who sees whom a case is about: [on a case of one's own department, on another's]. */
const SEES_RESIDENTS = {
  operator: [true, true],
  operator2: [true, true],
  supervisor: [true, true],
  manager: [true, false],
  delegate: [true, false],
  admin: [false, false],
};

/** Every place in which a resident's name, number or address stands -> what is there. */
const PLACES = {
  'the contact of a case': ({ read }) => read.contact,
  'its followers': ({ read }) => read.followers[0],
  'its address': ({ read }) => read.place,
  'its point': ({ read }) => read.point,
  'the number of its promise': ({ read }) => read.promises[0].address,
  'the names of what is owed on it': ({ read }) => read.obligations.find(({ contact }) => contact),
  'the numbers of what is owed on it': ({ read }) => read.obligations.find(({ phone }) => phone),
  'what was noted in its conversations': ({ read }) => read.conversations.find(({ notes }) => notes),
  'the contact in a list': ({ line }) => line.contact,
  'the number in a list': ({ line }) => line.promise.address,
  'the contact of what somebody owes': ({ owed }) => owed?.contact,
  'the number of what somebody owes': ({ owed }) => owed?.phone,
  'the contact found by number': ({ found }) => found.cases[0].contact,
  'the contact itself': ({ contact }) => contact,
  "the resident's own page": ({ page }) => page,
};

describe('rule 7:', () => {
  const cases = {};
  before(async () => {
    const own = accounts.manager.session.staff.department;
    const other = city.catalogue.departments.find(({ id }) => id !== own).id;
    for (const [whose, department] of Object.entries({ own, other })) {
      const caller = await city.contact();
      const call = await city.inbound(caller);
      const opened = await city.operator.call('openCase', {
        body: {
          interaction: call.id,
          kind: 'question',
          summary: `When does the ${whose} tram stop?`,
          place: '5 Quiet Lane',
          point: { lat: 43.7, lng: -79.4 },
          ask: { department, text: 'When?' },
          promise: { words: 'I will call you.' },
        },
      });
      await city.operator.call('endInteraction', {
        path: { interaction: call.id },
        body: { wrap_up: 'department_asked', notes: 'She lives alone.' },
      });
      const follower = await city.inbound(await city.contact('Follower'));
      const duplicate = await city.operator.call('openCase', {
        body: { interaction: follower.id, kind: 'question', summary: 'When, too?' },
      });
      await city.operator.call('joinDuplicate', {
        path: { number: duplicate.number },
        body: { into: opened.number, interaction: follower.id },
      });
      const [theirs] = caller.phones;
      cases[whose] = { number: opened.number, contact: caller.id, phone: theirs, ask: opened.asks[0].id };
    }
  });

  async function look(api, { number, contact }) {
    const mayReadAllOwed = SEES_ALL_OWED.some((name) => accounts[name] === api);
    const owed = await api.call('listObligations', { query: mayReadAllOwed ? { scope: 'all' } : {} });
    const answer = await api.send('readContact', { path: { contact } });
    const page = await api.send('caseLink', { path: { number } });
    const { cases: lines } = await api.call('listCases', { query: { limit: 200 } });
    return {
      read: await api.call('readCase', { path: { number } }),
      line: lines.find((line) => line.number === number),
      owed: owed.obligations.find((one) => one.case === number && one.kind === 'promise'),
      found: await api.call('search', { query: { q: number } }),
      contact: answer.status === 200 ? answer.body : null,
      page: page.status === 200 ? page.body.url : null,
    };
  }

  for (const [name, sees] of Object.entries(SEES_RESIDENTS)) {
    for (const [index, whose] of ['own', 'other'].entries()) {
      test(`${name} ${sees[index] ? 'sees' : 'does not see'} residents of a case of the ${whose} department`, async () => {
        const seen = await look(accounts[name], cases[whose]);
        const breaches = [];
        for (const [place, find] of Object.entries(PLACES)) {
          const found = find(seen);
          // What somebody owes is shown by whose it is: an operator's promise is 311's.
          const is311s = place.includes('somebody owes') && !['operator', 'supervisor'].includes(name);
          if (is311s ? Boolean(found) : Boolean(found) !== sees[index]) {
            breaches.push(`${place}: ${JSON.stringify(found)}`);
          }
        }
        assert.deepEqual(breaches, []);
      });
    }
  }

  test('nobody merges people of whose cases they see none', async () => {
    for (const [from, into] of [
      ['other', 'own'],
      ['own', 'other'],
    ]) {
      const answer = await accounts.manager.send('mergeContact', {
        path: { contact: cases[from].contact },
        body: { into: cases[into].contact },
      });
      assert.equal(answer.body.type, 'urn:kept311:problem:contact.not_yours', `${from} into ${into}`);
    }
  });

  test("a department does not answer another's question, and 311 only for who was asked", async () => {
    const answer = (api, whose, onBehalfOf) =>
      api.send('answerAsk', {
        path: { ask: cases[whose].ask },
        body: { text: 'At nine.', ...(onBehalfOf && { on_behalf_of: onBehalfOf }) },
      });
    const analyst = accounts.analyst.session.staff.id;
    const manager = accounts.manager.session.staff.id;
    const others = await answer(accounts.manager, 'other');
    assert.equal(others.body.type, 'urn:kept311:problem:ask.not_yours');
    const invented = await answer(accounts.operator, 'own', analyst);
    assert.equal(invented.body.type, 'urn:kept311:problem:ask.not_theirs');
    assert.equal((await answer(accounts.operator, 'own', manager)).status, 200);
  });

  test("nobody is handed another's link by the case: it is in the letter to whom was asked", async () => {
    for (const name of SIGN_INS) {
      if (name === 'analyst') continue;
      const read = await accounts[name].call('readCase', { path: { number: cases.other.number } });
      assert.equal(read.asks[0].state, 'asked');
      assert.ok(!JSON.stringify(read).includes('/l/'), `${name} reads a link`);
    }
  });

  describe('by whom it is about', () => {
    const numbersOf = (lines) => lines.map(({ number }) => number);
    const found = async (name, q) => numbersOf((await accounts[name].call('search', { query: { q } })).cases);
    const listed = async (name, contact) =>
      numbersOf((await accounts[name].call('listCases', { query: { contact } })).cases);

    for (const [name, sees] of Object.entries(SEES_RESIDENTS)) {
      for (const [index, whose] of ['own', 'other'].entries()) {
        const is = sees[index] ? 'finds' : 'does not find';
        test(`${name} ${is} a case of the ${whose} department`, async () => {
          const { number, phone: number311, contact } = cases[whose];
          const wanted = sees[index] ? [number] : [];
          assert.deepEqual(await found(name, number311), wanted, 'by number');
          assert.deepEqual(await listed(name, contact), wanted, 'by contact');
          assert.equal((await found(name, '5 quiet lan')).includes(number), sees[index], 'by street');
          assert.deepEqual(await found(name, `${whose} tram quiet`), wanted, 'by what is asked and street');
        });
      }
    }

    test('what is asked is found by everybody who reads cases, and its number leads to it', async () => {
      for (const name of Object.keys(SEES_RESIDENTS)) {
        const { number } = cases.other;
        for (const q of ['other tram st', 'WHEN stop', number]) {
          assert.ok((await found(name, q)).includes(number), `${name}: ${q}`);
        }
      }
    });
  });

  test('departments find nobody by name or number', async () => {
    for (const q of [NAME, phone]) {
      assert.deepEqual((await accounts.manager.call('search', { query: { q } })).contacts, []);
      assert.equal((await accounts.operator.call('search', { query: { q } })).contacts.length, 1);
    }
  });
});

/** What would give the resident away. */
const tellsWho = (body) => {
  const text = JSON.stringify(body);
  const digits = phone.replace(/\D/g, '').slice(-7);
  return (
    text.includes('Quillfeather') || text.includes('Balthasar') || text.replace(/\D/g, '').includes(digits)
  );
};

describe('nothing personal reaches', () => {
  test('whoever reads figures only', async () => {
    const readable = [
      ['listObligations', { query: { scope: 'all' } }],
      ['readMeasures', {}],
      ['listAlerts', {}],
      ['readCatalogue', {}],
      ['listNotices', {}],
      ['search', { query: { q: 'Quillfeather' } }],
      ['search', { query: { q: phone } }],
      ['search', { query: { q: made.case.number } }],
    ];
    const leaks = [];
    for (const [operationId, request] of readable) {
      const answer = await accounts.analyst.send(operationId, request);
      if (answer.status < 300 && tellsWho(answer.body)) leaks.push(operationId);
    }
    assert.deepEqual(leaks, []);
  });

  test('strangers, on whatever page they ask for', async () => {
    const stranger = new Api(city.server);
    const paths = [
      '/',
      '/readyz',
      '/livez',
      '/metrics',
      `/api/v1/cases/${made.case.number}`,
      '/api/v1/cases',
    ];
    for (const path of paths) {
      const answer = await fetch(stranger.server.origin + path, { redirect: 'manual' });
      assert.ok(!tellsWho(await answer.text()), `${path} tells who called`);
    }
  });

  test('whoever guesses the address of a resident’s page', async () => {
    const { url } = await city.operator.call('caseLink', { path: { number: made.case.number } });
    const real = new URL(url, city.server.origin);
    const own = await fetch(real);
    assert.equal(own.status, 200);
    const other = new URL(real);
    const flip = (text) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A');
    if (other.search) other.search = flip(other.search);
    else other.pathname = flip(other.pathname);
    const guessed = await fetch(other);
    assert.ok([403, 404, 410].includes(guessed.status), `${guessed.status}`);
    assert.ok(!tellsWho(await guessed.text()));
  });

  test('the server’s log', () => {
    assert.ok(!tellsWho(city.server.output));
  });
});
