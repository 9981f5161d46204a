// A resident calls in one window and an operator answers in another; later the city calls back.
// Both have only a keyboard, and the supervisor looks on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkInEveryShape, launch, NARROW, Person } from '../support/browser.mjs';
import { instantOf } from '../support/city_time.mjs';
import { forgetDemoCities, Server } from '../support/server.mjs';

const ZONE = 'America/Toronto';
const QUESTION = 'May the street party on Mill Lane use the tap of the park?';

let server;
let browser;
let oren;
let amara;
let nadia;
let imani;

before(async () => {
  server = await Server.start(instantOf(ZONE, '2026-11-24T11:40'), undefined, {
    KEPT311_TELEPHONE_PROVIDER: 'simulated',
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await forgetDemoCities();
});

async function signIn(name, as, heading) {
  const person = await Person.open(browser, name, server.origin);
  await person.write('Name', as);
  await person.write('Password', server.signIns.get(as).password);
  await person.page.keyboard.press('Enter');
  await person.find('heading', heading).waitFor();
  return person;
}

test('an operator goes on duty', async () => {
  oren = await signIn('Oren', 'oren.hale', 'What I owe');
  await oren.find('heading', 'Off duty').waitFor();
  await oren.page.keyboard.press('F7');
  await oren.check('duty');
  await oren.press('button', 'Ready for calls');
  await oren.find('heading', 'Ready: the next call rings here').waitFor();
  await checkInEveryShape(oren, 'desk-ready');
});

test('a resident takes up a telephone and dials 311', async () => {
  imani = await Person.open(browser, 'Imani', `${server.origin}/call-311`);
  await imani.check('call-311');
  await imani.press('button', /Imani Brooks/);
  await imani.sees('The telephone is on the hook.');
  await imani.press('button', 'Dial 311');
  await imani.sees(/Thank you for calling 311 Alder Bay/);
  await checkInEveryShape(imani, 'call-311-waits');
});

test('it rings at the desk with who it is, and is answered with one key', async () => {
  await oren.find('heading', 'A call rings').waitFor();
  await oren.sees('New caller: nobody is known by this number.');
  assert.equal(await oren.page.title(), '☎ +1 905 555 0161 rings');
  await checkInEveryShape(oren, 'ring');
  await oren.page.keyboard.press('F4');
  await oren.find('heading', 'On the line: +1 905 555 0161').waitFor();
  await imani.sees('On the line with Oren Hale.');
  await oren.write('Name', 'Imani Brooks');
  await oren.press('button', 'Save the caller');
  await oren.find('heading', 'On the line: Imani Brooks').waitFor();
  await checkInEveryShape(oren, 'telephone-call');
});

test('a promise is made while the caller is on the line, and survives a reload of the page', async () => {
  await oren.page.keyboard.press('F2');
  await oren.page.keyboard.type(QUESTION);
  await oren.page.keyboard.press('F8');
  await oren.find('combobox', 'Department').waitFor();
  await oren.page.keyboard.type('Par');
  await oren.find('textbox', 'The sentence to say').waitFor();
  await oren.sees('today by 12:40 PM'); // before the server has proposed it there is nothing to send
  await oren.page.keyboard.press('Control+Enter');
  await oren.sees(/Oren Hale: Call back, today by 12:40 PM/);
  await oren.page.reload();
  await oren.find('heading', 'On the line: Imani Brooks').waitFor();
  await oren.find('button', 'Hang up').waitFor();
});

test('the caller hears music while on hold', async () => {
  await oren.page.keyboard.press('F3');
  await oren.sees(/^On hold: the caller hears music/);
  await imani.sees('♪ Music');
  await oren.check('telephone-hold');
  await oren.page.keyboard.press('F3');
  await oren.find('button', /^Hold/).waitFor();
  await imani.page.getByText('♪ Music').waitFor({ state: 'detached' });
  await oren.press('button', 'Consult or transfer…');
  await oren.find('combobox', 'Whom to ring').waitFor();
  await oren.check('telephone-consult');
  await oren.press('button', 'Cancel');
});

test('an operator asks a colleague, who comes on the line, talks with both and leaves', async () => {
  amara = await signIn('Amara', 'amara.diallo', 'What I owe');
  await amara.page.keyboard.press('F7');
  await amara.press('button', 'Ready for calls');
  await amara.find('heading', 'Ready: the next call rings here').waitFor();
  await oren.press('button', 'Consult or transfer…');
  await oren.choose('Whom to ring', 'Amara');
  await oren.sees(/^It rings at their console/);
  await oren.press('button', 'Ring them');
  await oren.sees('Ringing Amara Diallo…');
  await amara.find('heading', 'Oren Hale asks you about a call').waitFor();
  await amara.find('link', /^About case /).waitFor();
  await checkInEveryShape(amara, 'telephone-asks');
  await amara.page.keyboard.press('F4');
  await amara.find('heading', 'On the line with Oren Hale').waitFor();
  await oren.sees('You speak with Amara Diallo; the caller hears music.');
  await imani.sees('♪ Music');
  await oren.press('button', /^Talk all three/);
  await imani.page.getByText('♪ Music').waitFor({ state: 'detached' });
  for (const one of [oren, amara]) await one.sees(/^All three are talking: /);
  await amara.check('telephone-asked');
  await amara.press('button', 'Leave the call');
  await amara.find('heading', 'Ready: the next call rings here').waitFor();
  await oren.find('button', /^Hold/).waitFor();
  await imani.sees('On the line with Oren Hale.');
});

test('the supervisor sees the call on the wall', async () => {
  nadia = await signIn('Nadia', 'nadia.okafor', 'Late promises');
  await nadia.sees(/^talks with Oren Hale/);
  await checkInEveryShape(nadia, 'telephone-wall');
});

test('the resident hangs up, and the operator wraps up', async () => {
  await imani.press('button', 'Hang up');
  await oren.sees(/^The call is over\./);
  await oren.page.keyboard.press('F9');
  await oren.find('radio', /^3 –/).waitFor();
  await oren.page.keyboard.press('3');
  await oren.page.keyboard.type('Waits for a call.');
  await oren.page.keyboard.press('Enter');
  await oren.find('heading', 'Ready: the next call rings here').waitFor();
});

test('the operator calls back, the resident answers, and the promise is kept by itself', async () => {
  await oren.press('button', 'Call Imani Brooks');
  await oren.sees(/^It rings there…/);
  await imani.sees('311 is calling.');
  await imani.page.setViewportSize(NARROW);
  await imani.check('call-311-rings');
  await oren.check('telephone-dialling');
  await imani.press('button', 'Answer');
  await oren.find('heading', 'On the line: Imani Brooks').waitFor();
  await oren.sees(/Oren Hale: Call back, today by 12:40 PM \(kept\)/);
  await oren.press('button', 'Hang up');
  await oren.sees(/^The call is over\./);
  await imani.sees('The telephone is on the hook.');
});

test('the figures of the day open the calls that they count', async () => {
  await nadia.press('link', /answered today/);
  await nadia.find('heading', 'Calls').waitFor();
  await nadia.sees('+1 905 555 0161');
  await nadia.check('telephone-calls');
});

test('nothing went wrong behind any of the screens', () => {
  assert.deepEqual([...oren.problems, ...amara.problems, ...nadia.problems, ...imani.problems], []);
});
