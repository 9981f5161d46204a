// What nobody could answer becomes knowledge: the gap is kept, the department's answer is offered
// as a draft, and once it is published the next search finds it, in either language.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';

let city;
let supervisor;
before(async () => {
  city = await City.start();
  supervisor = await city.as('supervisor');
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const search = (q, language) => city.operator.call('search', { query: { q, language } });

/** A question that ends so; what became of it. */
async function ended(outcome, answer) {
  const { case: opened } = await city.question({ promise: false });
  if (answer) {
    await city.operator.call('answerAsk', { path: { ask: opened.asks[0].id }, body: { text: answer } });
  }
  return city.operator.call('recordOutcome', { path: { number: opened.number }, body: outcome });
}

/** An answer of that department, offered as a draft. */
async function askedOf(department) {
  const { number, asks } = await city.operator.call('openCase', {
    body: {
      interaction: (await city.inbound()).id,
      kind: 'question',
      summary: 'Who sweeps the stairs?',
      ask: { department, text: 'Who sweeps them?' },
    },
  });
  await city.operator.call('answerAsk', { path: { ask: asks[0].id }, body: { text: 'At nine.' } });
  return city.operator.call('recordOutcome', {
    path: { number },
    body: { resolution: 'answered', text: 'At nine.' },
  });
}

test('a search that found nothing is kept as a gap, once, with how often', async () => {
  const body = { query: 'quokka', language: 'fr' };
  assert.deepEqual((await search(body.query, body.language)).articles, []);
  await city.operator.call('recordGap', { body });
  await city.operator.call('recordGap', { body });
  const { gaps } = await supervisor.call('listGaps');
  const kept = gaps.filter(({ query, language }) => query === body.query && language === body.language);
  assert.deepEqual(
    kept.map(({ count }) => count),
    [2],
  );
});

test('many who search at once are all answered', async () => {
  const found = await Promise.all(Array.from({ length: 64 }, () => search('garbage', 'en')));
  assert.ok(found.every(({ articles }) => articles.length > 0));
});

test("what has somebody's number or address in it is not kept", async () => {
  for (const query of ['call 416 555 0142 back', 'write to rosa@example.org']) {
    const answer = await city.operator.send('recordGap', { body: { query, language: 'en' } });
    assert.equal(answer.status, 422);
    assert.deepEqual(
      answer.body.errors.map(({ pointer, reason }) => [pointer, reason]),
      [['/query', 'gap.personal']],
    );
  }
});

test('a gap whose words a published article answers by now is told so, with the article', async () => {
  const gapOf = async (query) => (await supervisor.call('listGaps')).gaps.find((gap) => gap.query === query);
  const query = 'who winds the carillon';
  await city.operator.call('recordGap', { body: { query, language: 'en' } });
  assert.equal((await gapOf(query)).answered_by, null);
  const { draft_article: draft } = await ended({ resolution: 'information_not_held', text: 'Nobody knows.' });
  await supervisor.call('editArticle', {
    path: { article: draft },
    body: { language: 'en', question: 'Who winds up the carillon?', state: 'published' },
  });
  assert.deepEqual((await gapOf(query)).answered_by, { id: draft, question: 'Who winds up the carillon?' });
  await supervisor.call('editArticle', {
    path: { article: draft },
    body: { language: 'en', state: 'discarded' },
  });
  assert.equal((await gapOf(query)).answered_by, null);
});

test('a draft is free of whom it was said to, as far as that is known', async () => {
  const { case: opened, call } = await city.question({ promise: false });
  const [phone] = call.contact.phones;
  const { draft_article: draft } = await city.operator.call('recordOutcome', {
    path: { number: opened.number },
    body: {
      resolution: 'information_not_held',
      text: `Good morning Rosa, nobody counts them. I call you on ${phone}, Ms Delgado.`,
    },
  });
  const article = await supervisor.call('readArticle', { path: { article: draft } });
  assert.equal(article.answer_markdown, 'nobody counts them. I call you on […], Ms […].');
  assert.equal(article.question, 'Who sweeps the stairs?');
  const french = await supervisor.call('readArticle', {
    path: { article: draft },
    query: { language: 'fr' },
  });
  assert.equal(french.language, 'en', 'words of one language are no text in the other');
});

for (const [language, question, answer, query] of [
  ['en', 'Who oils the hinges of the xylophone?', 'The quartermaster does.', 'xylophone hinge'],
  ['fr', 'Qui huile les charnières du xylophone?', 'La quincaillière.', 'charniere xylophone'],
]) {
  test(`a department's answer is offered as a draft and found once it is published (${language})`, async () => {
    const { draft_article: draft } = await ended({ resolution: 'answered', text: answer }, answer);
    assert.ok(draft, 'no draft was offered');
    const edit = (state) =>
      supervisor.call('editArticle', {
        path: { article: draft },
        body: { language, question, answer_markdown: answer, script: answer, state },
      });
    const found = async () => (await search(query, language)).articles.map(({ id }) => id);
    await edit('review');
    assert.ok(!(await found()).includes(draft), 'found before it is published');
    await edit('published');
    assert.equal((await found())[0], draft);
    await edit('draft');
    assert.ok(!(await found()).includes(draft), 'found although it was taken back');
  });
}

test("'information not held' is offered as a draft, too; an answer without a department is not", async () => {
  const told = await ended({ resolution: 'information_not_held', text: 'Nobody counts them.' });
  assert.ok(told.draft_article);
  const { draft_article: none } = await ended({ resolution: 'answered', text: 'The town does.' });
  assert.equal(none, null);
});

test('only what is published answers: neither a draft nor what was taken back closes a case', async () => {
  const { id } = await city.article();
  const use = async () =>
    city.operator.send('articleUsed', {
      path: { article: id },
      body: { interaction: (await city.inbound()).id },
    });
  const become = (state) =>
    supervisor.call('editArticle', { path: { article: id }, body: { language: 'en', state } });
  assert.equal((await use()).status, 201);
  for (const state of ['review', 'draft']) {
    await become(state);
    const refused = await use();
    assert.equal(refused.status, 409, `${state} answers`);
    assert.equal(refused.body.type, 'urn:kept311:problem:article.not_published');
  }
});

test('staff of a department send to review; their manager publishes, with a date to look again', async () => {
  const employee = new Api(city.server);
  await employee.signIn('tomas.reyes', city.server.signIns.get('tomas.reyes').password);
  const { department } = employee.session.staff;
  const { draft_article: draft } = await askedOf(department);
  const move = (who, body) =>
    who.send('editArticle', { path: { article: draft }, body: { language: 'en', ...body } });
  const refused = async (who, body, reason) => {
    const { body: problem } = await move(who, body);
    assert.equal(problem.type, `urn:kept311:problem:article.${reason}`);
  };
  await refused(employee, { state: 'published' }, 'publisher');
  assert.equal((await move(employee, { state: 'review' })).status, 200);
  await refused(supervisor, { language: 'fr', question: 'Qui?', state: 'published' }, 'not_whole');
  const { body: published } = await move(supervisor, { state: 'published' });
  assert.equal(published.review_date, '2027-11-24');
  await refused(employee, { state: 'draft' }, 'publisher');
  // Words that residents hear do not change unseen.
  for (const body of [{ answer_markdown: 'At ten.' }, { synonyms: ['steps'] }, { review_date: null }]) {
    await refused(employee, body, 'publisher');
  }
  assert.equal((await move(supervisor, { state: 'review' })).status, 200);
  assert.equal((await move(employee, { answer_markdown: 'At ten.' })).body.answer_markdown, 'At ten.');
  assert.equal((await move(supervisor, { state: 'discarded' })).status, 200);
  await refused(supervisor, { state: 'published' }, 'no_way');
});

test('everyday words, services and keeper of an article are edited; nobody overwrites another', async () => {
  const { id, version, languages } = await city.article();
  assert.deepEqual(languages, ['en']);
  const edit = (body) =>
    supervisor.send('editArticle', { path: { article: id }, body: { language: 'en', ...body } });
  const department = city.catalogue.departments[1].id;
  const service = city.catalogue.services[0].id;
  const written = { synonyms: ['zymurgy'], related_services: [service], department };
  const { body: edited } = await edit({ ...written, expected_version: version });
  for (const [name, value] of Object.entries(written)) assert.deepEqual(edited[name], value, name);
  assert.ok(edited.version > version);
  assert.ok((await search('zymurgy', 'en')).articles.some((found) => found.id === id));
  const late = await edit({ question: 'When?', expected_version: version });
  assert.equal(late.status, 409);
  assert.equal(late.body.type, 'urn:kept311:problem:article.changed');
  const { body: french } = await edit({
    language: 'fr',
    question: 'Quand?',
    answer_markdown: 'À neuf heures.',
  });
  assert.deepEqual(french.languages, ['en', 'fr']);
  assert.deepEqual((await edit({ related_services: [] })).body.related_services, []);
});

test('the card of an article is written in each language, and taken away', async () => {
  const { id } = await city.article();
  const edit = async (language, body) =>
    (await supervisor.call('editArticle', { path: { article: id }, body: { language, ...body } })).card;
  const desk = { name: 'Library desk', phone: '416 555 0129' };
  assert.deepEqual(await edit('en', { card: { ...desk, role: 'Loans', hours: '9 to 5' } }), {
    name: 'Library desk',
    role: 'Loans',
    phone: '+14165550129',
    hours: '9 to 5',
  });
  const french = await edit('fr', {
    question: 'Quand?',
    answer_markdown: 'À neuf heures.',
    card: { ...desk, role: 'Prêts', hours: 'de 9 h à 17 h' },
  });
  assert.deepEqual([french.role, french.hours], ['Prêts', 'de 9 h à 17 h']);
  const english = (await supervisor.call('readArticle', { path: { article: id } })).card;
  assert.deepEqual([english.role, english.hours], ['Loans', '9 to 5']);
  assert.equal(await edit('en', { card: null }), undefined);
});

test('a review date is taken away from a draft; what is published has another', async () => {
  const { id } = await city.article();
  const edit = (body) =>
    supervisor.call('editArticle', { path: { article: id }, body: { language: 'en', ...body } });
  assert.equal((await edit({ review_date: '2027-01-31' })).review_date, '2027-01-31');
  assert.equal((await edit({ review_date: null })).review_date, '2027-11-24', 'a year on');
  assert.equal((await edit({ state: 'draft', review_date: null })).review_date, null);
});

test('articles come in pages, each of them once', async () => {
  const whole = (await supervisor.call('listArticles', { query: { limit: 500 } })).articles;
  const ids = [];
  for (let after = 0; after !== null;) {
    const page = await supervisor.call('listArticles', { query: { after, limit: 7 } });
    assert.ok(page.articles.length <= 7);
    ids.push(...page.articles.map((article) => article.id));
    after = page.next;
  }
  assert.deepEqual(
    ids,
    whole.map((article) => article.id),
  );
  assert.equal(whole.length, new Set(ids).size);
  const refused = await supervisor.send('listArticles', { query: { limit: 501 } });
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/limit']);
});

test('a draft is offered to the intake when no department was asked', async () => {
  const { case: opened } = await city.question({ ask: false, promise: false });
  const { draft_article: draft } = await city.operator.call('recordOutcome', {
    path: { number: opened.number },
    body: { resolution: 'information_not_held', text: 'Nobody counts them.' },
  });
  const { department } = await supervisor.call('readArticle', { path: { article: draft } });
  assert.equal(department, city.operator.session.staff.department);
  assert.ok(department);
});

test('a case that was reopened offers the same draft again, in the newer words', async () => {
  const { number } = (await city.resolved()).case;
  const outcome = (text) =>
    city.operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'information_not_held', text },
    });
  await city.operator.call('reopenCase', { path: { number }, body: { reason: 'It was wrong.' } });
  const { draft_article: first } = await outcome('Nobody counts them.');
  await city.operator.call('reopenCase', { path: { number }, body: { reason: 'It was wrong.' } });
  const { draft_article: second } = await outcome('The tower counts them.');
  assert.equal(second, first);
  const { answer_markdown: answer } = await supervisor.call('readArticle', { path: { article: first } });
  assert.equal(answer, 'The tower counts them.');
});
