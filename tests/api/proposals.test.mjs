// What is read to residents stays on air until whoever answers for it has decided on a change that a
// colleague proposed; who proposed it is told.
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
  await city?.server.verify();
  await city?.stop();
  await forgetDemoCities();
});

const read = ({ article }) => supervisor.call('readArticle', { path: { article: article.id } });
const found = async (q) =>
  (await city.operator.call('search', { query: { q, language: 'en' } })).articles.map(({ id }) => id);
const isOpen = async ({ id }) =>
  (await supervisor.call('listProposals')).proposals.some((one) => one.id === id);
const decide = (who, operation, { id }, body) => who.send(operation, { path: { proposal: id }, body });
/** What somebody was told of one article, newest first. */
const toldOf = async (who, { article }) =>
  (await who.call('listAlerts')).alerts
    .filter((one) => one.article === article.id)
    .map(({ kind, case: number, values: { person, words } }) => [kind, number, person, words]);
const nameOf = ({ session }) => session.staff.name;

test('what is proposed changes nothing that is read or found, and is listed with old and new', async () => {
  const proposal = await city.proposal({ answer_markdown: 'Ask the axolotl.' });
  const { article } = proposal;
  assert.deepEqual(await read(proposal), { ...(await read(proposal)), version: article.version });
  assert.equal((await read(proposal)).state, 'published');
  assert.equal((await read(proposal)).answer_markdown, article.answer_markdown);
  assert.ok(!(await found('axolotl')).includes(article.id));
  const { proposals } = await supervisor.call('listProposals');
  const { texts, by, reason, state, overtaken } = proposals.find(({ id }) => id === proposal.id);
  const { question, answer_markdown, script } = article;
  assert.deepEqual(texts, [
    {
      language: 'en',
      before: { question, answer_markdown, script },
      after: { question, answer_markdown: 'Ask the axolotl.', script },
    },
  ]);
  assert.deepEqual(
    [by.name, reason, state, overtaken],
    [nameOf(city.operator), 'They changed their hours.', 'open', false],
  );
});

test('accepted as it is, it is what is read and found from then on, in each language, and its author is told', async () => {
  const article = await city.article();
  const words = { question: 'When does it open?', answer_markdown: 'Ask the pangolin.', script: null };
  const french = {
    question: 'Quand ouvre-t-elle?',
    answer_markdown: 'À dix heures.',
    script: 'À dix heures.',
  };
  const proposal = await city.operator.call('proposeChange', {
    path: { article: article.id },
    body: { texts: { en: words, fr: french }, reason: 'New hours.', expected_version: article.version },
  });
  const both = { ...proposal, article };
  const { status, body } = await decide(supervisor, 'acceptChange', proposal, {
    expected_version: article.version,
    answer: 'Thank you.',
  });
  assert.deepEqual([status, body.state, body.decided_by.name], [200, 'accepted', nameOf(supervisor)]);
  const now = await read(both);
  assert.deepEqual([now.state, now.answer_markdown, now.script], ['published', 'Ask the pangolin.', '']);
  assert.deepEqual(now.languages, ['en', 'fr']);
  assert.equal((await found('pangolin'))[0], article.id);
  assert.equal(await isOpen(proposal), false);
  assert.deepEqual(await toldOf(city.operator, both), [
    ['change_accepted', null, nameOf(supervisor), 'Thank you.'],
  ]);
});

test('accepted in other words, these are what stands', async () => {
  const proposal = await city.proposal();
  const { question, script, version } = proposal.article;
  await decide(supervisor, 'acceptChange', proposal, {
    texts: { en: { question, script, answer_markdown: 'At half past ten.' } },
    expected_version: version,
  });
  assert.equal((await read(proposal)).answer_markdown, 'At half past ten.');
});

test('declined, the article stays, and its author is told why', async () => {
  const proposal = await city.proposal();
  const { status } = await decide(supervisor, 'declineChange', proposal, { reason: 'Only in summer.' });
  assert.equal(status, 200);
  assert.equal((await read(proposal)).version, proposal.article.version);
  assert.deepEqual(await toldOf(city.operator, proposal), [
    ['change_declined', null, nameOf(supervisor), 'Only in summer.'],
  ]);
  for (const [operation, body] of [
    ['declineChange', { reason: 'Again.' }],
    ['acceptChange', { expected_version: proposal.article.version }],
  ]) {
    const { status: again, body: problem } = await decide(supervisor, operation, proposal, body);
    assert.deepEqual([again, problem.type], [409, 'urn:kept311:problem:proposal.decided']);
  }
});

test('of two for one article the second is shown as overtaken, and is not taken over unseen', async () => {
  const first = await city.proposal();
  const { article } = first;
  const second = await city.operator.call('proposeChange', {
    path: { article: article.id },
    body: {
      texts: { en: { question: article.question, answer_markdown: 'Never.', script: article.script } },
      reason: 'It burnt down.',
      expected_version: article.version,
    },
  });
  await decide(supervisor, 'acceptChange', first, { expected_version: article.version });
  const { proposals } = await supervisor.call('listProposals');
  assert.equal(proposals.find(({ id }) => id === second.id).overtaken, true);
  const late = await decide(supervisor, 'acceptChange', second, { expected_version: article.version });
  assert.deepEqual([late.status, late.body.type], [409, 'urn:kept311:problem:article.changed']);
  assert.equal((await read(first)).answer_markdown, 'At ten.');
  const { version } = await read(first);
  assert.equal((await decide(supervisor, 'acceptChange', second, { expected_version: version })).status, 200);
  assert.equal((await read(first)).answer_markdown, 'Never.');
  // Who proposes for a text that stands no more is told so.
  const stale = await city.operator.send('proposeChange', {
    path: { article: article.id },
    body: {
      texts: { en: { question: article.question, answer_markdown: 'Soon.', script: article.script } },
      reason: 'So they say.',
      expected_version: article.version,
    },
  });
  assert.deepEqual([stale.status, stale.body.type], [409, 'urn:kept311:problem:article.changed']);
});

test('only who may publish the article decides, and only what is published and other is proposed', async () => {
  const proposal = await city.proposal();
  const { article } = proposal;
  const employee = new Api(city.server);
  await employee.signIn('tomas.reyes', city.server.signIns.get('tomas.reyes').password);
  for (const who of [city.operator, employee]) {
    const refused = await decide(who, 'acceptChange', proposal, { expected_version: article.version });
    assert.equal(refused.status, 403);
    assert.equal((await decide(who, 'declineChange', proposal, { reason: 'No.' })).status, 403);
  }
  const { question, answer_markdown, script, version } = await read(proposal);
  const propose = (texts, expected_version) =>
    city.operator.send('proposeChange', {
      path: { article: article.id },
      body: { texts, reason: 'So.', expected_version },
    });
  for (const texts of [{ en: { question, answer_markdown, script } }, {}]) {
    const same = await propose(texts, version);
    assert.deepEqual([same.status, same.body.type], [422, 'urn:kept311:problem:proposal.same']);
  }
  const draft = await supervisor.call('editArticle', {
    path: { article: article.id },
    body: { language: 'en', state: 'draft' },
  });
  const unpublished = await propose({ en: { question, script, answer_markdown: 'At six.' } }, draft.version);
  assert.equal(unpublished.body.type, 'urn:kept311:problem:proposal.not_published');
});

test('whoever answers for the article is told that a change was proposed', async () => {
  const manager = await city.as('manager');
  const department = city.catalogue.departments.find((one) => one.manager.id === manager.session.staff.id);
  const article = await city.article();
  const { version, question, script } = await supervisor.call('editArticle', {
    path: { article: article.id },
    body: { language: 'en', department: department.id },
  });
  await city.operator.call('proposeChange', {
    path: { article: article.id },
    body: {
      texts: { en: { question, script, answer_markdown: 'At ten.' } },
      reason: 'They said so.',
      expected_version: version,
    },
  });
  assert.deepEqual(await toldOf(manager, { article }), [
    ['change_proposed', null, nameOf(city.operator), 'They said so.'],
  ]);
});

test('what was changed beside it in the meantime stays when it is accepted', async () => {
  const proposal = await city.proposal({ answer_markdown: 'At noon.' });
  const { version } = await supervisor.call('editArticle', {
    path: { article: proposal.article.id },
    body: { language: 'en', question: 'From when is the library open?', script: 'From nine.' },
  });
  await decide(supervisor, 'acceptChange', proposal, { expected_version: version });
  const { question, answer_markdown, script } = await read(proposal);
  assert.deepEqual(
    [question, answer_markdown, script],
    ['From when is the library open?', 'At noon.', 'From nine.'],
  );
});

test('of an answer that was withdrawn nothing is accepted, and nobody decides who may not publish', async () => {
  const proposal = await city.proposal();
  const employee = new Api(city.server);
  await employee.signIn('tomas.reyes', city.server.signIns.get('tomas.reyes').password);
  const { version } = await supervisor.call('editArticle', {
    path: { article: proposal.article.id },
    body: { language: 'en', state: 'draft', department: employee.session.staff.department },
  });
  const accept = (who) => decide(who, 'acceptChange', proposal, { expected_version: version });
  assert.equal((await accept(employee)).status, 403);
  assert.equal((await decide(employee, 'declineChange', proposal, { reason: 'No.' })).status, 403);
  const withdrawn = await accept(supervisor);
  assert.deepEqual([withdrawn.status, withdrawn.body.type], [409, 'urn:kept311:problem:proposal.withdrawn']);
  assert.equal((await decide(supervisor, 'declineChange', proposal, { reason: 'Withdrawn.' })).status, 200);
});

test('with whoever asked what an answer was made of, what was proposed of it goes', async () => {
  const made = await city.question({ promise: false });
  const { number } = made.case;
  await city.operator.call('answerAsk', { path: { ask: made.ask.id }, body: { text: 'Rosa Delgado does.' } });
  const closed = await city.operator.call('recordOutcome', {
    path: { number },
    body: { interaction: made.call.id, resolution: 'answered', text: 'Rosa Delgado does.' },
  });
  const end = ({ id }) =>
    city.operator.call('endInteraction', { path: { interaction: id }, body: { wrap_up: 'answered' } });
  await end(made.call);
  const check = await city.operator.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', contact: made.call.contact.id },
  });
  await city.operator.call('recordFollowUp', {
    path: { number },
    body: { interaction: check.id, heard: true },
  });
  await end(check);
  const edit = (body) =>
    supervisor.call('editArticle', {
      path: { article: closed.draft_article },
      body: { language: 'en', ...body },
    });
  const published = await edit({ question: 'Who sweeps the stairs?', state: 'published' });
  const { question, script, version } = published;
  const proposal = await city.operator.call('proposeChange', {
    path: { article: closed.draft_article },
    body: {
      texts: { en: { question, script, answer_markdown: 'The town does.' } },
      reason: 'She does not want to be named.',
      expected_version: version,
    },
  });
  await edit({ state: 'draft' });
  const told = async () => (await supervisor.call('listAlerts')).alerts.map(({ article }) => article);
  assert.ok(await isOpen(proposal));
  assert.ok((await told()).includes(closed.draft_article));
  await supervisor.call('redactContact', {
    path: { contact: made.call.contact.id },
    body: { reason: 'Asked for in writing.' },
  });
  assert.equal(await isOpen(proposal), false);
  assert.ok(!(await told()).includes(closed.draft_article));
  // That nothing is left which belongs to nothing is said by `kept311 verify`, after all tests here.
});
