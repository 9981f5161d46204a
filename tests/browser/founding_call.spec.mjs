// The call that this project exists for, lived through at the console with the keyboard only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkInEveryShape, launch, NARROW, Person } from '../support/browser.mjs';
import { instantOf } from '../support/city_time.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';

const ZONE = 'America/Toronto';
const QUESTION = 'Is it recorded how often somebody presses the button at the school crossing on Elm Street?';
const OUTCOME =
  'The city does not record this. A count by hand would need a request in writing; Rosa lets it rest.';
const ANSWER =
  'How often a crossing button is pressed is not recorded. A count by hand can be asked for in writing.';
const KEYS_TO_A_SCRIPT = 3;
const KEYS_TO_A_PROMISE = 12;

let server;
let browser;
let oren;
let number;

before(async () => {
  server = await Server.start(instantOf(ZONE, '2026-11-24T11:40'));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await forgetDemoCities();
});

async function atTheDesk(name, signIn) {
  const person = await Person.open(browser, name, server.origin);
  await person.write('Name', signIn);
  await person.write('Password', server.signIns.get(signIn).password);
  await person.page.keyboard.press('Enter');
  await person.find('heading', 'What I owe').waitFor();
  return person;
}

/** Moves the city's clock; whoever is at a desk looks again. */
async function itIs(local, ...people) {
  const answer = await fetch(new URL('/api/v1/test/clock', server.origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ set: instantOf(ZONE, local).toISOString() }),
  });
  assert.equal(answer.status, 200);
  for (const person of people) {
    await person.page.reload();
    await person.find('heading', 'What I owe').waitFor();
  }
}

/** Counts keys pressed besides the text itself. */
function counted({ page }) {
  const keys = {
    count: 0,
    async press(...names) {
      for (const name of names) {
        keys.count += name.split('+').length;
        await page.keyboard.press(name);
      }
    },
  };
  return keys;
}

async function answers(person, number) {
  await person.page.keyboard.press('F4');
  await person.page.keyboard.type(number);
  await person.page.keyboard.press('Enter');
}

/** Somebody calls for the first time and gives a name. */
async function isNew(person, name) {
  await person.write('Name', name);
  await person.press('button', 'Save the caller');
  await person.find('heading', `On the line: ${name}`).waitFor();
}

async function wrapUp(person, digit, notes) {
  await person.page.keyboard.press('F9');
  await person.find('radio', new RegExp(`^${digit} –`)).waitFor();
  await person.page.keyboard.press(digit);
  await person.page.keyboard.type(notes);
  await person.page.keyboard.press('Enter');
  await person.find('heading', 'A call comes in').waitFor();
}

/** Opens a case by the number that somebody read out. */
async function opens(person, spoken) {
  await person.page.keyboard.press('F2');
  await person.page.keyboard.type(spoken);
  await person.find('option', new RegExp(spoken)).waitFor();
  await person.page.keyboard.press('Enter');
  await person.find('heading', `Case ${spoken}`).waitFor();
}

/** The resident's own page of the case, as Rosa sees it on her telephone: in words. */
async function residentPage(person, screen) {
  await person.press('button', 'Address of the resident’s page');
  const link = person.find('link', 'Open the resident’s page');
  const address = new URL(await link.getAttribute('href'), server.origin);
  const rosa = await Person.open(browser, 'Rosa', address.href);
  await rosa.page.setViewportSize(NARROW);
  await rosa.check(screen);
  const words = await rosa.page.locator('body').innerText();
  await rosa.page.context().close();
  assert.deepEqual(rosa.problems, []);
  return words;
}

test('the sign-in screen shuts nobody out', async () => {
  const person = await Person.open(browser, 'Somebody', server.origin);
  await person.find('heading', 'Sign in').waitFor();
  await checkInEveryShape(person, 'sign-in');
  await person.write('Name', 'oren.hale');
  await person.write('Password', 'wrong');
  await person.page.keyboard.press('Enter');
  await person.sees('The name or the password is not right.');
});

test('Rosa calls with a question that nobody can look up', async () => {
  oren = await atTheDesk('Oren', 'oren.hale');
  await checkInEveryShape(oren, 'desk');
  await answers(oren, '416 555 0142');
  await oren.sees('This number is new. Who is calling?');
  await isNew(oren, 'Rosa Delgado');
  await oren.page.keyboard.press('F2');
  await oren.page.keyboard.type('does the city count how often the crossing button is pressed');
  await oren.find('option', 'Note that nobody could find an answer').waitFor();
  await oren.check('search');
  // No answer fits: the first that Enter would do is to ask, and the third to note the gap.
  await oren.find('group', 'Nothing fits well').waitFor();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await oren.page.keyboard.press(key);
  await oren.sees('Noted: nobody could find an answer to this.');
  await oren.find('link', 'Ask a department').waitFor();
});

test('Oren takes the question on with a promise, in twelve keystrokes', async () => {
  await oren.page.keyboard.press('F2');
  await oren.page.keyboard.type(QUESTION);
  const keys = counted(oren);
  await keys.press('F8');
  await oren.find('combobox', 'Department').waitFor();
  await keys.press('T', 'r', 'a');
  await oren.sees(/Responsible: Maya Lindqvist/);
  await oren.find('textbox', 'The sentence to say').waitFor();
  await oren.sees('today by 12:40 PM');
  await oren.check('ask');
  await keys.press('Control+Enter');
  await oren.find('heading', /^Case \d\d \d{3} \d{4}$/).waitFor();
  number = (await oren.find('heading', /^Case /).textContent()).replace('Case ', '');
  await oren.sees(/The department is asked\. What comes next: Oren Hale calls Rosa Delgado/);
  assert.ok(keys.count <= KEYS_TO_A_PROMISE, `it took ${keys.count} keystrokes`);
  await oren.sees(/Oren Hale: Call back, today by 12:40 PM/);
  await oren.sees(/Maya Lindqvist: Answer/);
  await checkInEveryShape(oren, 'case');
  await wrapUp(oren, '3', 'She waits for a call within the hour.');
});

test('Maya needs until two o’clock, and Oren writes that down', async () => {
  await itIs('2026-11-24T12:05', oren);
  await oren.press('link', QUESTION);
  await oren.press('button', 'More time for the answer');
  await oren.reach(oren.find('textbox', 'Until when'));
  await oren.page.keyboard.type('112420260200P');
  await oren.page.keyboard.press('Control+Enter');
  await oren.sees(/Maya Lindqvist: Answer, today by 2:00 PM/);
});

/** Month, day, year, hour and minute: each is a stop of its own in the browser's control. */
const PARTS_BEFORE_NOON = 5;

/** Types a time as slowly as somebody does who hears it: no part of it is lost on the way. */
async function typesOver(person, field, keys, local) {
  await person.reach(field);
  await person.page.keyboard.type(keys, { delay: 150 });
  assert.equal(await field.inputValue(), local);
}

test('Oren calls back in time and hands over to Maya', async () => {
  await itIs('2026-11-24T12:15', oren);
  await oren.press('button', 'Call Rosa Delgado');
  await oren.press('button', 'Reached');
  await oren.find('heading', 'On the line: Rosa Delgado').waitFor();
  await oren.press('button', 'Hand over to somebody else');
  // The time that Maya named stands there; it can be typed over, also back again.
  const due = oren.find('textbox', 'By when');
  await oren.reach(due);
  assert.equal(await due.inputValue(), '2026-11-24T14:00');
  await typesOver(oren, due, '112420260130P', '2026-11-24T13:30');
  await oren.holds('The sentence to say', '1:30 PM today');
  for (let part = 0; part < PARTS_BEFORE_NOON; part += 1) await oren.page.keyboard.press('Shift+Tab');
  await typesOver(oren, due, '112420260200P', '2026-11-24T14:00');
  await oren.sees(/416/);
  await oren.check('hand-over');
  await oren.page.keyboard.press('Control+Enter');
  await oren.sees(/Oren Hale: Call back, today by 12:40 PM \(kept\)/);
  await oren.sees(/Maya Lindqvist: Call back, today by 2:00 PM/);
  await oren.sees(/Said by Maya Lindqvist, written down by Oren Hale/);
  const page = await residentPage(oren, 'resident-promised');
  assert.match(page, /Maya Lindqvist/);
  assert.match(page, /2:00/);
  await wrapUp(oren, '4', 'Maya calls her by two.');
});

test('Maya reports that she reached Rosa, and Oren records the outcome', async () => {
  await itIs('2026-11-24T13:05', oren);
  await opens(oren, number);
  await oren.press('button', 'Record the outcome');
  await oren.choose('Outcome', 'Information');
  await oren.tick('checkbox', 'Resident declined to give more');
  await oren.write('What the resident hears', OUTCOME);
  await oren.find('radio', 'Yes, Maya Lindqvist says so').waitFor();
  await oren.reach(oren.find('textbox', 'When Maya Lindqvist told the resident'));
  await oren.page.keyboard.type('112420260100P');
  await oren.check('outcome');
  await oren.page.keyboard.press('Control+Enter');
  await oren.find('heading', 'Information not held · Resident declined to give more').waitFor();
  await oren.sees('The resident has heard it.');
  await oren.sees(/Oren Hale: Follow-up, Thu 26 Nov, by 1:05 PM/);
  await oren.sees('The outcome is recorded.');
  await oren.sees(/Oren Hale calls Rosa Delgado \(Follow-up\), Thu 26 Nov/);
  assert.match(await residentPage(oren, 'resident-answered'), /does not record this/);
});

test('two working days later Oren checks, and the case is closed', async () => {
  await itIs('2026-11-26T10:15', oren);
  await oren.press('button', 'Call Rosa Delgado');
  await oren.press('button', 'Reached');
  await oren.press('button', 'Record the follow-up');
  const answered = async (question) => {
    const group = oren.page.getByRole('group', { name: question });
    const yes = group.getByRole('radio', { name: 'yes' });
    await oren.reach(yes);
    await oren.page.keyboard.press('Space');
  };
  await answered('Did somebody call with the answer?');
  await answered('Content with the call?');
  await answered('Content with the outcome?');
  await oren.check('follow-up');
  await oren.page.keyboard.press('Control+Enter');
  await oren.sees('closed');
  await wrapUp(oren, '5', 'Content.');
});

test('Maya turns what was drafted of it into an answer for everybody, and publishes it', async () => {
  const maya = await Person.open(browser, 'Maya', server.origin);
  await maya.write('Name', 'maya.lindqvist');
  await maya.write('Password', server.signIns.get('maya.lindqvist').password);
  await maya.page.keyboard.press('Enter');
  await maya.press('link', 'Knowledge');
  await maya.find('link', /Is it recorded how often/).waitFor();
  await checkInEveryShape(maya, 'knowledge');
  await maya.press('link', /Is it recorded how often/);
  await maya.press('button', 'Edit in English');
  await maya.write('Question', 'How often is the crossing button pressed?');
  await maya.write('Answer (Markdown)', ANSWER);
  await maya.write('What operators read out', ANSWER);
  await checkInEveryShape(maya, 'knowledge-editor');
  await maya.press('button', 'Save');
  await maya.sees('Saved.');
  await maya.press('button', 'Send to be checked');
  await maya.press('button', /^Publish$/);
  await maya.find('button', 'Back to draft').waitFor();
  await maya.check('knowledge-published');
  assert.deepEqual(maya.problems, []);
});

test('Karim asks the same, and Amara reads him the answer three keystrokes later', async () => {
  const amara = await atTheDesk('Amara', 'amara.diallo');
  await answers(amara, '416 555 0177');
  await isNew(amara, 'Karim Haddad');
  await amara.page.keyboard.press('F2');
  await amara.page.keyboard.type('how often is the crossing button pressed');
  await amara.find('option', /How often is the crossing button pressed/).waitFor();
  const keys = counted(amara);
  await keys.press('Enter');
  await amara.sees(ANSWER);
  assert.ok(keys.count <= KEYS_TO_A_SCRIPT, `it took ${keys.count} keystrokes`);
  await checkInEveryShape(amara, 'article');
  await amara.press('button', 'This answered it');
  await amara.find('heading', 'Answered').waitFor();
  await amara.sees('closed');
  await wrapUp(amara, '1', 'Read out.');
  assert.deepEqual(amara.problems, []);
});

test('words of danger put the transfer across the whole screen', async () => {
  await answers(oren, '416 555 0199');
  await isNew(oren, 'Nora Field');
  await oren.page.keyboard.press('F2');
  await oren.page.keyboard.type('there is a smell of gas in the cellar');
  await oren.find('alert').waitFor();
  await oren.sees(/^Danger: transfer to/);
  await oren.check('danger');
  await oren.press('button', /^Transfer to/);
  await oren.sees(/The transfer is recorded/);
  await wrapUp(oren, '7', 'Gas.');
});

test('a page that is loaded again goes on with its call', async () => {
  await answers(oren, '416 555 0199');
  await oren.sees('Ask for the name and one more thing before you read anything out.');
  await oren.press('button', 'This is Nora Field');
  await oren.find('heading', 'On the line: Nora Field').waitFor();
  await oren.page.reload();
  await oren.find('heading', 'On the line: Nora Field').waitFor();
  await wrapUp(oren, '0', 'Wrong number.');
});

test('nothing went wrong behind Oren’s screen', () => {
  assert.deepEqual(oren.problems, []);
});
