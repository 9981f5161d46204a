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
  readContact: { may: TALKS, request: () => ({ path: { contact: made.contact.id } }) },
  'listObligations of everybody': { may: SEES_ALL_OWED, request: () => ({ query: { scope: 'all' } }) },
  "listObligations of one's own": { may: EVERYBODY },
  'listObligations of somebody else': {
    may: ['supervisor', 'manager', 'admin', 'analyst', 'operator'],
    request: () => ({ query: { owner: city.operator.session.staff.id } }),
  },
  readMeasures: { may: SEES_ALL_OWED },
  listAlerts: { may: EVERYBODY },
  "listAbsences of an operator's": {
    may: ['operator', 'supervisor', 'manager', 'admin'],
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
