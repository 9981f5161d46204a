// Screens that few people see on any one day, in English on a desk and in French, which takes more
// room, on a telephone: nobody is shut out of them, and nothing of them is cut off.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { City } from '../api/city.mjs';
import { BINARY } from '../open311/client.mjs';
import { png } from '../open311/pictures.mjs';
import { launch, Person } from '../support/browser.mjs';
import { forgetDemoCities } from '../support/server.mjs';

const run = promisify(execFile);
const SHAPES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const HISTORIC = `Request,Opened,Closed,Status,Kind,Street,Ward,Belongs
2014-00815,2014-05-02 09:10,2014-05-09 16:00,done,Pothole,12 Harbour Street,Old Harbour,
2014-00816,2014-05-03 11:30,,new,Pothole,14 Harbour Street,Old Harbour,2014-00815
`;
const MAP = `source = "alder311"
times = ["%Y-%m-%d %H:%M"]
[columns]
id = "Request"
requested = "Opened"
closed = "Closed"
status = "Status"
service_name = "Kind"
address = "Street"
parent = "Belongs"
[areas]
ward = "Ward"
[status]
open = ["new"]
closed = ["done"]
`;

let city;
let browser;

before(async () => {
  city = await City.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await city?.stop();
  await forgetDemoCities();
});

const kept311 = (...words) => run(BINARY, [...words, '--data', city.server.data]);

/** Somebody signed in, on a screen of the console. */
async function at(address, role = 'operator') {
  const { name, password } = city.server.signInAs(role);
  const person = await Person.open(browser, role, city.server.origin);
  await person.page.setViewportSize(SHAPES.desk);
  await person.write('Name', name);
  await person.write('Password', password);
  await person.page.keyboard.press('Enter');
  await person.find('button', 'Sign out').waitFor();
  if (address) await person.page.goto(new URL(address, city.server.origin).href);
  return person;
}

async function isNotCutOff({ page }, screen) {
  const cut = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth;
  });
  assert.ok(!cut, `${screen} has to be scrolled sideways`);
}

/** What stands there; what was typed so far stays. */
async function look(person, screen) {
  await person.check(screen);
  await isNotCutOff(person, screen);
  await person.page.setViewportSize(SHAPES.phone);
  await person.page.getByRole('button', { name: 'Français' }).click();
  await person.find('button', 'English').waitFor();
  await person.check(`${screen}-fr-phone`);
  await isNotCutOff(person, `${screen}-fr-phone`);
  await person.page.setViewportSize(SHAPES.desk);
  await person.page.getByRole('button', { name: 'English' }).click();
  await person.find('button', 'Français').waitFor();
}

/** A case with a promise of the manager of Transportation, told by an operator. */
async function managersPromise() {
  const manager = city.catalogue.staff.find(({ name }) => name === 'Maya Lindqvist');
  return city.question({
    promiseBody: {
      owner: manager.id,
      said_by: manager.id,
      words: 'Maya Lindqvist of Transportation will call you by 2:00 PM today.',
      due_local: '2026-11-24T14:00',
    },
  });
}

test('more time for a promise, and a promise that is not theirs', async () => {
  const { case: one } = await managersPromise();
  const maya = await at(`/cases/${one.number}`, 'manager');
  await maya.press('button', 'Need more time for the promise');
  await look(maya, 'more-time-own');
  await maya.press('button', 'Cancel');
  await maya.press('button', 'Promise is not mine');
  await look(maya, 'not-ours-own');
  const oren = await at(`/cases/${one.number}`);
  await oren.press('button', 'More time for the promise');
  await look(oren, 'more-time-on-behalf');
  await oren.press('button', 'Cancel');
  await oren.press('button', 'Promise is not theirs');
  await look(oren, 'not-ours-on-behalf');
});

test('somebody will be away, and the supervisor enters it for another, or ends their account', async () => {
  const maya = await at(undefined, 'manager');
  await maya.press('button', 'I will be away');
  await look(maya, 'away');
  const nadia = await at('/supervisor/people', 'supervisor');
  await nadia.press('link', /Oren Hale/);
  await nadia.press('button', 'Enter an absence');
  await look(nadia, 'absence-of-another');
  await nadia.press('button', 'Cancel');
  await nadia.press('button', 'Disable the account of Oren Hale');
  await look(nadia, 'disable-account');
});

test('a promise is moved, and two people act on one case', async () => {
  const { case: one } = await city.question();
  const oren = await at(`/cases/${one.number}`);
  await oren.press('button', 'Move the promise');
  await look(oren, 'move-promise');
  await oren.press('button', 'Cancel');
  await oren.press('button', 'Record the outcome');
  await oren.choose('Outcome', 'Answered');
  await oren.write('What the resident hears', 'The town does, on Mondays.');
  await city.operator.call('answerAsk', { path: { ask: one.asks[0].id }, body: { text: 'Nobody does.' } });
  await oren.page.keyboard.press('Control+Enter');
  await oren.sees('The case changed while you were writing');
  await look(oren, 'case-conflict');
});

test('photos on a case', async () => {
  const { stdout } = await kept311('apikey', 'create', '--name', 'app', '--scope', 'all', '--json');
  const body = new FormData();
  const fields = {
    api_key: JSON.parse(stdout).key,
    service_code: 'pothole',
    'attribute[where_in_road]': 'lane',
    lat: '43.6532',
    long: '-79.3832',
    description: 'A hole as deep as a hand.',
  };
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [width, height] of [
    [800, 600],
    [300, 900],
  ]) {
    body.append('media', new Blob([png(width, height)]), 'photo.png');
  }
  const sent = await fetch(new URL('/open311/v2/requests.json', city.server.origin), {
    method: 'POST',
    body,
  });
  const [{ service_request_id: number }] = await sent.json();
  const oren = await at(`/cases/${number.replaceAll(/\D/g, '')}`);
  await oren.find('img', /^Photo 2 of 2/).waitFor();
  await look(oren, 'photos');
});

test('a record of the system before, and how search shows it', async () => {
  const file = (name) => join(city.server.directory, name);
  await writeFile(file('records.csv'), HISTORIC);
  await writeFile(file('map.toml'), MAP);
  await kept311('import', 'csv', '--map', file('map.toml'), file('records.csv'));
  const oren = await at();
  await oren.page.getByRole('combobox', { name: 'What is it about?' }).fill('2014-00816');
  await oren.find('option', /2014-00816/).waitFor();
  await oren.check('historic-search');
  await oren.find('option', /2014-00816/).click();
  await oren.find('heading', 'Pothole').waitFor();
  await look(oren, 'historic');
});

test('figures by area', async () => {
  await city.request({ point: { lat: 43.64, lng: -79.41 } });
  await city.operator.call('setTestClock', { body: { advance: 'PT1S' } });
  const elsa = await at('/lists/measures', 'analyst');
  await elsa.find('table', /ward/).waitFor();
  await elsa.find('table', /^Requests opened from/).waitFor();
  await look(elsa, 'figures');
});

test('a place as one types it, and whoever asked before', async () => {
  const pothole = city.catalogue.services.find(({ code }) => code === 'pothole').id;
  await city.request({ point: { lat: 43.62508, lng: -79.41983 }, summary: 'A hole at the crossing.' });
  const oren = await at(`/desk/services/${pothole}`);
  await city.inbound();
  await oren.page.reload();
  await oren.find('textbox', 'In the caller’s words').waitFor();
  const place = oren.page.getByRole('combobox', { name: 'Where', exact: true });
  await place.pressSequentially('23 Habour Street');
  await oren.find('option', '23 Harbour Street').waitFor();
  await oren.check('place-misspelt');
  await oren.page.setViewportSize(SHAPES.phone);
  await oren.check('place-misspelt-phone');
  await oren.page.setViewportSize(SHAPES.desk);
  await place.fill('');
  await place.pressSequentially('23 Harbour St');
  await oren.find('option', '23 Harbour Street').click();
  await oren.find('button', /^Add the caller to/).waitFor();
  await look(oren, 'place-nearby');
});

test('contacts are edited', async () => {
  const { contact } = await city.inbound();
  const oren = await at(`/desk/contacts/${contact.id}`);
  await oren.press('button', 'Change this record');
  await look(oren, 'contact');
});

test('two people write the same answer', async () => {
  const article = await city.article();
  const maya = await at(`/knowledge/${article.id}`, 'supervisor');
  await maya.press('button', /^Edit in/);
  await look(maya, 'editor');
  const nadia = await city.as('supervisor');
  await nadia.call('editArticle', {
    path: { article: article.id },
    body: { language: 'en', answer_markdown: 'At ten on Mondays, else at nine.' },
  });
  await maya.write('Answer (Markdown)', 'At half past nine, on every day of the week.');
  await maya.page.keyboard.press('Control+Enter');
  await maya.sees('Somebody else has changed this answer');
  await look(maya, 'editor-conflict');
});

test('a colleague proposes a change of an answer, and whoever answers for it decides', async () => {
  const article = await city.article();
  const oren = await at(`/desk/articles/${article.id}`);
  await oren.press('button', 'This is wrong: propose a change');
  await oren.write('What is wrong, and how you know', 'The desk told me: they open at ten now.');
  await oren.write('Answer (Markdown)', 'At ten on Mondays, else at nine.');
  await look(oren, 'propose-change');
  await oren.press('button', 'Propose it');
  await oren.sees('Proposed. The answer stays as it is');
  const nadia = await at(`/knowledge/${article.id}`, 'supervisor');
  await nadia.sees('The desk told me');
  await look(nadia, 'proposed-change');
  await nadia.press('button', 'Decline');
  await look(nadia, 'decline-change');
  await nadia.press('button', 'Cancel');
  await nadia.press('button', 'Change and accept');
  await look(nadia, 'edit-change');
  await nadia.press('button', 'Accept these words');
  await nadia.sees('Accepted: the new words are read out');
  await oren.page.goto(new URL('/alerts', city.server.origin).href);
  await oren.sees('Your change of an answer was accepted.');
  await look(oren, 'alert-of-change');
});

test('a clock that nobody can believe', async () => {
  // Since the city's last event more than a day has passed by the machine's own clock.
  await city.server.stopServing();
  await city.server.run(undefined, { mayDoubt: true });
  const oren = await at();
  await oren.sees('The clock is in doubt');
  await look(oren, 'clock-doubt');
  const ravi = await at(undefined, 'admin');
  await ravi.find('button', 'The time is right').waitFor();
  await look(ravi, 'clock-doubt-administrator');
});
