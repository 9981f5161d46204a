// Two stories of a department and its supervisor, at their screens and with the keyboard only: the
// manager who does not call, and the question that two departments send back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { launch, Person } from '../support/browser.mjs';
import { instantOf } from '../support/city_time.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';

const ZONE = 'America/Toronto';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1366, height: 768 };

let server;
let browser;
let oren;
let rosa;
let nadia;
let maya;
let staffOf;
let departmentOf;

before(async () => {
  server = await Server.start(instantOf(ZONE, '2026-11-24T12:15'));
  browser = await launch();
  oren = new Api(server);
  const { name, password } = server.signInAs('operator');
  await oren.signIn(name, password);
  const { staff, departments } = await oren.call('readCatalogue');
  staffOf = (wanted) => staff.find((one) => one.name === wanted).id;
  departmentOf = (wanted) => departments.find((one) => one.name.en === wanted).id;
  rosa = await oren.call('createContact', {
    body: { name: 'Rosa Delgado', phones: ['416 555 0142'], language: 'en' },
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await forgetDemoCities();
});

async function atTheScreen(who, role, heading) {
  const { name, password } = server.signInAs(role);
  const person = await Person.open(browser, who, server.origin);
  await person.page.setViewportSize(DESK);
  await person.write('Name', name);
  await person.write('Password', password);
  await person.page.keyboard.press('Enter');
  await person.find('heading', heading).waitFor();
  return person;
}

/** Moves the city's clock; nobody looks again by hand. */
async function itIs(local) {
  const answer = await fetch(new URL('/api/v1/test/clock', server.origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ set: instantOf(ZONE, local).toISOString() }),
  });
  assert.equal(answer.status, 200);
}

/** Oren answers Rosa, opens a case with what she asks, and ends the call. */
async function orenTakes(body) {
  const call = await oren.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', phone: rosa.phones[0] },
  });
  const interaction = call.id;
  await oren.call('identifyCaller', { path: { interaction }, body: { contact: rosa.id } });
  const opened = await oren.call('openCase', { body: { interaction, kind: 'question', ...body } });
  await oren.call('endInteraction', { path: { interaction }, body: { wrap_up: 'department_asked' } });
  return opened;
}

/** A screen in both languages and on a telephone: nobody is shut out of any of them. */
async function checkInEveryShape(person, screen) {
  await person.check(screen);
  await person.page.setViewportSize(PHONE);
  await person.check(`${screen}-phone`);
  await person.page.setViewportSize(DESK);
  await person.press('button', 'Français');
  await person.find('button', 'English').waitFor();
  await person.check(`${screen}-fr`);
  await person.press('button', 'English');
  await person.find('button', 'Français').waitFor();
}

test('the manager is silent: the supervisor sees it late, in words, without looking again', async () => {
  await orenTakes({
    summary: 'Who paints the crossing?',
    promise: {
      owner: staffOf('Maya Lindqvist'),
      said_by: staffOf('Maya Lindqvist'),
      words: 'Maya Lindqvist will call you by two.',
      due_local: '2026-11-24T14:00',
    },
  });
  nadia = await atTheScreen('Nadia', 'supervisor', 'Late promises');
  maya = await atTheScreen('Maya', 'manager', 'Asked of me');
  await nadia.sees('Nobody is late.');

  await itIs('2026-11-24T13:52');
  await nadia.sees('8 minutes left');
  await nadia.sees('not yet confirmed');
  await itIs('2026-11-24T14:05');
  await nadia.sees('Maya Lindqvist: 1 promise, 5 minutes late.');
  await nadia.find('link', /1 promise late/).waitFor();
  await checkInEveryShape(nadia, 'supervisor-late');
  await maya.find('link', /5 minutes late/).waitFor();
  await maya.find('link', /Alerts 1 late promise/).waitFor();
  await maya.sees('Who paints the crossing?');
  await checkInEveryShape(maya, 'department-late');
});

test('she calls late from her own screen, tells Rosa, and nobody is late any more', async () => {
  await maya.press('button', 'Call Rosa Delgado');
  await maya.press('button', 'Reached');
  await maya.find('button', 'Wrap up').waitFor();
  await maya.press('button', 'Record the outcome');
  await maya.choose('Outcome', 'Answered');
  await maya.write(/What/, 'The road crew paints it in spring.');
  await maya.page.keyboard.press('Control+Enter');
  await maya.find('button', 'Record the outcome').waitFor({ state: 'detached' });
  await maya.press('button', 'Wrap up');
  // She reached Rosa; whether she said sorry she says herself.
  await maya.sees('Rosa Delgado is owed an apology');
  await checkInEveryShape(maya, 'apology');
  await maya.press('button', 'It was said');
  await maya.press('button', /End/);
  await nadia.sees('Nobody is late.');
  await nadia.find('link', /kept as first promised/).waitFor();
  await maya.press('link', 'My department');
  await maya.sees('Nothing is asked of you at present.');
});

test('two departments send a question back: the supervisor decides', async () => {
  const opened = await orenTakes({
    summary: 'Who cuts the hedge that hides the stop sign?',
    ask: { department: departmentOf('Transportation'), text: 'Who cuts the hedge at Mill Lane?' },
    promise: { words: 'I will call you within the hour.' },
  });
  await maya.sees('Who cuts the hedge at Mill Lane?');
  await maya.press('button', 'Not ours');
  await maya.write('Why it is not yours', 'The hedge is not part of the road.');
  await maya.choose('Where it belongs', 'Solid Waste');
  await maya.press('button', 'Return the question');
  await maya.sees('Nothing is asked of you at present.');

  const george = await atTheScreen('George', 'manager2', 'Asked of me');
  await george.press('button', 'Not ours');
  await george.write('Why it is not yours', 'It grows on land of the park.');
  await george.choose('Where it belongs', 'Parks');
  await george.press('button', 'Return the question');
  await george.sees('Nothing is asked of you at present.');

  await nadia.find('link', /1 to decide/).waitFor();
  await nadia.sees('It grows on land of the park.');
  await nadia.press('button', 'Decide');
  await nadia.check('supervisor-decides');
  await nadia.choose('Which department', 'Parks');
  await nadia.write('Why', 'The park runs up to the kerb there.');
  await nadia.page.keyboard.press('Control+Enter');
  await nadia.sees('Nothing waits for a decision.');

  const { asks } = await oren.call('readCase', { path: { number: opened.number } });
  const stands = asks.filter(({ state }) => state === 'asked').map(({ department }) => department);
  assert.deepEqual(stands, [departmentOf('Parks and Forestry')]);
  assert.deepEqual([...nadia.problems, ...maya.problems, ...george.problems], []);
});
