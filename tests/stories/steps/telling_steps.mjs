// Who learns of what: alerts, the resident's own page, knowledge, danger.
import { Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { alertsOf, obligationsOf } from './lookups.mjs';

Then(
  '{staff} and {staff} and the manager above {staff} are told of the broken promise',
  async function (first, owner, below) {
    const { above } = this.member(below);
    assert.ok(above, `nobody stands above ${below}`);
    for (const name of [first, owner, above]) {
      assert.ok((await alertsOf(this, name)).includes('promise_broken'), `${name} was not told`);
    }
  },
);
Then('{staff} and {staff} are told that the call is not yet confirmed', async function (one, other) {
  for (const name of [one, other]) {
    assert.ok((await alertsOf(this, name)).includes('not_yet_confirmed'), `${name} was not told`);
  }
});
Then('{staff} is told that the question came back', async function (name) {
  assert.ok((await alertsOf(this, name)).includes('ask_returned'));
});
Then('{staff} is told that the case was opened again', async function (name) {
  assert.ok((await alertsOf(this, name)).includes('reopened'));
});
Then('nobody is told that anything is late', async function () {
  const owners = (await obligationsOf(this)).map(({ owner }) => owner.name);
  for (const name of new Set([...owners, this.opener])) {
    const late = (await alertsOf(this, name)).filter((kind) =>
      ['overdue', 'promise_broken', 'not_yet_confirmed'].includes(kind),
    );
    assert.deepEqual(late, [], `${name} was told`);
  }
});

/** The resident's page of the case, without a sign-in, as plain text. */
async function residentPage(story) {
  const { url } = await (await story.desk(story.opener)).call('caseLink', { path: { number: story.number } });
  const answer = await fetch(new URL(url, story.server.origin));
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/html/);
  return (await answer.text())
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
}
Then("{resident}'s own page says that the call did not come in time", async function (_resident) {
  assert.match(await residentPage(this), /did not|was not kept|not kept|we are sorry|apolog/i);
});
Then("{resident}'s own page says that the city will write", async function (_resident) {
  assert.match(await residentPage(this), /We will write to you/);
});
Then(
  "{resident}'s own page says that the city wrote, and when silence closes the case",
  async function (_resident) {
    const page = await residentPage(this);
    assert.match(page, /We wrote to you/);
    const [check] = (await obligationsOf(this)).filter(({ kind }) => kind === 'follow_up');
    const closes = new Date(check.due).toLocaleDateString('en', {
      timeZone: this.zone,
      month: 'long',
      day: 'numeric',
    });
    assert.ok(page.includes(closes), `the page does not say ${closes}`);
  },
);
Then("{resident}'s own page names {staff}", async function (_resident, name) {
  assert.ok((await residentPage(this)).includes(name), `the page does not name ${name}`);
});

// Knowledge.

When('{staff} searches for {string}', async function (name, query) {
  this.found = await (await this.desk(name)).call('search', { query: { q: query, language: 'en' } });
  this.query = query;
});
Then('nothing that is found answers it', function () {
  // What is found may be about crossings; nothing may know about counting their buttons.
  const answers = this.found.articles.filter(
    ({ question, answer_markdown: answer }) =>
      /button/i.test(`${question} ${answer}`) && /count|record/i.test(`${question} ${answer}`),
  );
  assert.deepEqual(answers, []);
});
When('{staff} notes that nobody could find an answer', async function (name) {
  const desk = await this.desk(name);
  const gap = await desk.call('recordGap', { body: { query: this.query, language: 'en' } });
  const { gaps } = await (await this.desk('supervisor')).call('listGaps');
  assert.ok(gaps.some(({ id, query }) => id === gap.id && query === gap.query));
});
When('{staff} turns the question into an article and publishes it:', async function (name, answer) {
  const { draft_article: draft } = await this.case();
  assert.ok(draft, 'no draft was offered');
  const desk = await this.desk(name);
  const { articles } = await desk.call('listArticles', { query: { state: 'draft' } });
  const offered = articles.find(({ id }) => id === draft);
  assert.equal(offered?.department, (await this.staff(name)).department);
  const published = await desk.call('editArticle', {
    path: { article: draft },
    body: {
      language: 'en',
      question: 'How often is the crossing button pressed?',
      answer_markdown: answer,
      script: answer,
      state: 'published',
    },
  });
  assert.equal(published.state, 'published');
  this.article = draft;
  this.readOut = answer;
});
Then('the new article is found first', function () {
  assert.equal(this.found.articles[0]?.id, this.article);
});
When('{staff} reads the article to {resident} and that answers it', async function (name, residentName) {
  const answered = await (
    await this.desk(name)
  ).call('articleUsed', {
    path: { article: this.article },
    body: { interaction: this.call(name).id, language: 'en' },
  });
  assert.notEqual(answered.number, this.number);
  this.second = answered;
  assert.equal(answered.contact.id, this.resident(residentName).contact);
});
Then("{resident}'s case is closed as {string} in the first call", async function (_resident, resolution) {
  assert.equal(this.second.state, 'closed');
  assert.equal(this.second.resolution.resolution, resolution);
  assert.equal(this.second.resolution.text, this.readOut.trim());
  assert.deepEqual(this.second.obligations, []);
  assert.equal(Date.parse(this.second.opened_at), Date.parse(this.second.closed_at));
});

// Danger.

Then('a transfer is offered, with a script to read in English and in French', function () {
  assert.ok(this.found.danger, 'no danger was seen');
  assert.ok(this.found.danger.script.en && this.found.danger.script.fr);
  assert.ok(this.found.danger.destination);
});
Then('no transfer is offered', function () {
  assert.equal(this.found.danger, null);
});
async function recordDanger(story, name, choice) {
  story.danger = await (
    await story.desk(name)
  ).call('recordDanger', {
    path: { interaction: story.call(name).id },
    body: { kind: story.found.danger.kind, choice },
  });
}
When('{staff} transfers {resident}', async function (name, _resident) {
  await recordDanger(this, name, 'transferred');
});
When('{staff} finds that no transfer is needed', async function (name) {
  await recordDanger(this, name, 'not_needed');
});
Then('the transfer is recorded', function () {
  assert.equal(this.danger.choice, 'transferred');
  assert.equal(this.danger.kind, this.found.danger.kind);
});
Then('that no transfer was needed is recorded', function () {
  assert.equal(this.danger.choice, 'not_needed');
});
Then('nothing was dialled', function () {
  assert.equal(this.danger.dialled, false);
});
