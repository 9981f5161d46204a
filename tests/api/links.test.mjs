// The one-time links by which a department without an account answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { localOf } from '../support/city_time.mjs';
import { operations } from '../support/contract.mjs';
import { mailsIn } from '../support/mail_server.mjs';
import { forgetDemoCities } from '../support/server.mjs';
import { City, NOW, ZONE, later } from './city.mjs';
import { spoiled } from './faults.mjs';
import { rowCounter } from './rows.mjs';

let city;
let stranger;
before(async () => {
  city = await City.start();
  stranger = new Api(city.server);
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

/** The links that were mailed about a case, read from the outbox's folder. */
async function linksAbout({ spoken_number: spoken }) {
  await stranger.call('setTestClock', { body: { advance: 'PT0S' } });
  const mails = (await mailsIn(city.server.data)).filter(({ text }) => text.includes(spoken));
  return mails.flatMap(({ text }) => [...text.matchAll(/\/l\/(\S+)/g)].map(([, token]) => token));
}

const aManager = () => city.catalogue.staff.find(({ role }) => role === 'department_manager');

/** A manager is asked; her link comes by mail. */
async function askWithLink() {
  const made = await city.question({ department: aManager().department });
  const [token] = (await linksAbout(made.case)).filter((link) => link.startsWith('a'));
  assert.ok(token, `no letter about ${made.case.spoken_number}`);
  return { ...made, token };
}

test('the link shows the question without a sign-in, and takes the answer once', async () => {
  const { token, case: opened } = await askWithLink();
  const shown = await stranger.call('readDepartmentLink', { path: { token } });
  assert.equal(shown.kind, 'ask');
  assert.equal(shown.done, false);
  const used = await stranger.call('useDepartmentLink', {
    path: { token },
    body: { what: 'answer', text: 'Every Tuesday.' },
  });
  assert.equal(used.done, true);
  const { asks } = await city.operator.call('readCase', { path: { number: opened.number } });
  assert.deepEqual([asks[0].state, asks[0].answer], ['answered', 'Every Tuesday.']);
  const again = await stranger.send('useDepartmentLink', {
    path: { token },
    body: { what: 'answer', text: 'No, every Monday.' },
  });
  assert.ok(again.status >= 400 && again.status < 500, `${again.status}`);
});

test('the department says that it is not theirs, or needs longer', async () => {
  const returned = await askWithLink();
  await stranger.call('useDepartmentLink', {
    path: { token: returned.token },
    body: { what: 'not_ours', text: 'Ask the parks.' },
  });
  const read = (number) => city.operator.call('readCase', { path: { number } });
  assert.equal((await read(returned.case.number)).asks[0].state, 'returned');
  const longer = await askWithLink();
  await stranger.call('useDepartmentLink', {
    path: { token: longer.token },
    body: { what: 'need_until', until: later(8) },
  });
  assert.equal(Date.parse((await read(longer.case.number)).asks[0].due), Date.parse(later(8)));
});

/** The page behind the link, as a browser without JavaScript uses it. */
const page = (token, language = 'en') => new URL(`/l/${token}?lang=${language}`, city.server.origin);
const post = (token, fields) =>
  fetch(page(token), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

test('the page takes the answer without JavaScript, in both languages', async () => {
  const { token, case: opened } = await askWithLink();
  for (const [language, title] of [
    ['en', 'A question from 311'],
    ['fr', 'Une question du 311'],
  ]) {
    const html = await (await fetch(page(token, language))).text();
    assert.ok(html.includes(`<html lang="${language}">`) && html.includes(title), html);
    assert.ok(html.includes('Who sweeps them?'));
  }
  const answered = await post(token, { what: 'answer', text: 'Every + Tuesday & <b>Friday</b>.' });
  assert.equal(answered.status, 200);
  assert.ok(!(await answered.text()).includes('<form'));
  const { asks } = await city.operator.call('readCase', { path: { number: opened.number } });
  assert.equal(asks[0].answer, 'Every + Tuesday & <b>Friday</b>.');
});

test('the page refuses what it did not offer, and saves nothing', async () => {
  const countRows = await rowCounter(city.server.data);
  const { token } = await askWithLink();
  const rows = await countRows();
  for (const fields of [
    { what: 'answer', text: '' },
    { what: 'answer', text: 'x'.repeat(4001) },
    { what: 'need_until', until: 'soon' },
    { what: 'need_until', until: '2020-01-01T10:00' },
    { what: 'no_such_answer', text: 'x' },
    {},
  ]) {
    assert.equal((await post(token, fields)).status, 422, JSON.stringify(fields));
  }
  assert.deepEqual(await countRows(), rows);
});

/** The manager has promised to call; her link comes by mail. */
async function promiseWithLink() {
  const manager = aManager();
  const made = await city.question({ ask: false, promiseBody: { owner: manager.id } });
  const [token] = await linksAbout(made.case);
  assert.ok(token, `no letter about ${made.case.spoken_number}`);
  return { ...made, manager, token };
}

test('who owes a promise says that it takes longer: the operator is told, the promise stands', async () => {
  const { token, case: opened, promise, manager } = await promiseWithLink();
  const until = new Date(Date.parse(promise.due) + 7_200_000);
  const asked = await post(token, { what: 'need_until', until: localOf(ZONE, until) });
  assert.equal(asked.status, 200);
  assert.match(await asked.text(), /You asked for more time/);
  const read = await city.operator.call('readCase', { path: { number: opened.number } });
  assert.deepEqual(
    read.promises.map(({ state, due, owner, time_wanted }) => [
      state,
      due,
      owner.id,
      Date.parse(time_wanted),
    ]),
    [['made', promise.due, manager.id, until.getTime()]],
  );
  const { alerts } = await city.operator.call('listAlerts');
  assert.equal(alerts.find((alert) => alert.case === opened.number)?.kind, 'more_time_wanted');
});

test('who owes a promise says that it is not theirs: the operator owes it, and the link tells no number', async () => {
  const { token, case: opened, promise, call } = await promiseWithLink();
  const shown = await (await fetch(page(token))).text();
  assert.ok(shown.includes(call.phone), shown);
  assert.equal((await post(token, { what: 'not_ours', text: '' })).status, 422);
  const declined = await post(token, { what: 'not_ours', text: 'Parks sweep them.' });
  assert.equal(declined.status, 200);
  assert.ok(!(await declined.text()).includes(call.phone));
  const read = await city.operator.call('readCase', { path: { number: opened.number } });
  assert.deepEqual(
    read.obligations.map(({ kind, due, owner }) => [kind, due, owner.id]),
    [['promise', promise.due, read.first_operator.id]],
  );
  assert.equal((await post(token, { what: 'reached' })).status, 422);
});

test('the page tells what it is about, and afterwards what was said', async () => {
  for (const [what, text, said] of [
    ['reached', '', 'Noted that you reached the resident.'],
    ['no_answer', '', 'Noted that nobody answered'],
    ['not_ours', 'Parks sweep them.', 'Noted that it is not yours'],
  ]) {
    const { token, case: opened } = await promiseWithLink();
    const before = await (await fetch(page(token))).text();
    for (const part of [opened.spoken_number, 'Who sweeps the stairs?']) assert.ok(before.includes(part));
    const after = await (await post(token, { what, text })).text();
    assert.ok(after.includes(said), `${what}: ${after}`);
    assert.equal(await (await fetch(page(token))).text(), after);
  }
  const { token } = await askWithLink();
  const longer = { what: 'need_until', until: localOf(ZONE, Date.parse(later(8))) };
  assert.match(await (await post(token, longer)).text(), /The new time is noted/);
});

test('each spoiled field is refused by name and stores nothing', async () => {
  const countRows = await rowCounter(city.server.data);
  const { token } = await askWithLink();
  const body = { what: 'need_until', text: 'Sorry.', until: later(8) };
  const before = await countRows();
  const breaches = [];
  for (const { pointer, name, raw } of spoiled(operations.get('useDepartmentLink').body, body, NOW)) {
    const answer = await stranger.send('useDepartmentLink', { path: { token }, raw });
    const pointers = (answer.body?.errors ?? []).map((error) => error.pointer);
    if (answer.status < 400 || answer.status >= 500 || !pointers.includes(pointer)) {
      breaches.push(`${pointer} ${name}: ${answer.status} ${JSON.stringify(answer.body?.errors)}`);
    }
  }
  assert.deepEqual(breaches, []);
  assert.deepEqual(await countRows(), before);
});

test('a guessed link opens nothing', async () => {
  const { token } = await askWithLink();
  const guessed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  const answer = await stranger.send('readDepartmentLink', { path: { token: guessed } });
  assert.ok([403, 404].includes(answer.status), `${answer.status}`);
});

test('when somebody else owes it, the link opens for them and no longer for whom it was mailed to', async () => {
  const { token, case: opened, manager, call } = await promiseWithLink();
  const supervisor = await city.as('supervisor');
  const from = NOW.toISOString();
  const absence = await supervisor.call('enterAbsence', {
    path: { staff: manager.id },
    body: { from, until: later(24) },
  });
  const owner = async () =>
    (await city.operator.call('readCase', { path: { number: opened.number } })).promises[0].owner.id;
  assert.notEqual(await owner(), manager.id);
  const refused = await stranger.send('readDepartmentLink', { path: { token } });
  assert.deepEqual([refused.status, refused.body.type], [404, 'urn:kept311:problem:link.expired']);
  const shown = await fetch(page(token));
  const html = await shown.text();
  assert.equal(shown.status, 404);
  assert.match(html, /somebody else sees to it now\. Call 311/);
  assert.ok(!html.includes(call.phone) && !html.includes('Who sweeps the stairs?'), html);
  assert.equal((await post(token, { what: 'reached' })).status, 422);
  const states = async () =>
    (await city.operator.call('readCase', { path: { number: opened.number } })).promises.map(
      ({ state }) => state,
    );
  assert.deepEqual(await states(), ['made']);
  const [theirs, ...more] = (await linksAbout(opened)).filter((link) => link !== token);
  assert.ok(theirs);
  assert.deepEqual(more, []);
  assert.equal((await stranger.send('readDepartmentLink', { path: { token: theirs } })).status, 200);
  // Back early: it is theirs again, and so is their link.
  await supervisor.call('endAbsence', { path: { absence: absence.id } });
  assert.equal(await owner(), manager.id);
  assert.equal((await post(token, { what: 'reached' })).status, 200);
  assert.deepEqual(await states(), ['kept']);
  const late = await stranger.send('readDepartmentLink', { path: { token: theirs } });
  assert.equal(late.body.type, 'urn:kept311:problem:link.expired');
});

test('two days after its time the link is dead', async () => {
  const { token, ask } = await askWithLink();
  const due = Date.parse(ask.due);
  const clock = (at) => stranger.call('setTestClock', { body: { set: new Date(at).toISOString() } });
  await clock(due + 47 * 3_600_000);
  assert.equal((await stranger.send('readDepartmentLink', { path: { token } })).status, 200);
  await clock(due + 49 * 3_600_000);
  const late = await stranger.send('readDepartmentLink', { path: { token } });
  assert.ok([403, 404, 410].includes(late.status), `${late.status}`);
});

test('what could not be saved is said in the reader’s language, under the name of the city', async () => {
  const { token } = await askWithLink();
  const refused = async (language, fields) => {
    const answer = await fetch(page(token, language), { method: 'POST', body: new URLSearchParams(fields) });
    assert.equal(answer.status, 422);
    const text = await answer.text();
    assert.match(text, /Alder Bay/);
    return text;
  };
  const empty = { what: 'not_ours', text: '' };
  assert.match(await refused('en', empty), /the text is missing\. Write a sentence\./);
  assert.match(await refused('fr', empty), /il manque le texte\. Écrivez une phrase\./);
  const past = { what: 'need_until', until: '2020-01-01T10:00' };
  assert.match(await refused('en', past), /that time has passed\. Name a later one\./);
  assert.match(await refused('fr', past), /cette heure est passée\./);
  assert.match(await refused('fr', { what: 'dance' }), /Vérifiez ce que vous avez écrit/);
  assert.equal((await post(token, { what: 'answer', text: 'Every Tuesday.' })).status, 200);
  assert.match(await refused('fr', { what: 'answer', text: 'No.' }), /On y a déjà répondu\. Merci\./);
});
