// The resident's own page and the department's link in a real browser: both languages, a telephone
// and a desk, without JavaScript, and with nothing that shuts people out.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { City, NOW } from '../api/city.mjs';
import { launch } from '../support/browser.mjs';
import { mailsIn } from '../support/mail_server.mjs';
import { forgetDemoCities } from '../support/server.mjs';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

let city;
let browser;
const addresses = {};

before(async () => {
  city = await City.start();
  browser = await launch();
  const manager = city.catalogue.staff.find(({ name }) => name === 'Maya Lindqvist');
  const card = {
    name: 'Maya Lindqvist',
    role: 'Manager, Transportation',
    phone: '416 555 0152',
    hours: '8:30–4:30',
  };
  const { case: live } = await city.question({
    department: manager.department,
    promiseBody: { owner: manager.id, said_by: manager.id, due_local: '2026-11-24T14:00', card },
  });
  const { case: answered } = await city.resolved();
  const link = async ({ number }) => (await city.operator.call('caseLink', { path: { number } })).url;
  addresses['live promise'] = await link(live);
  addresses['outcome'] = await link(answered);
  // Hers come by mail.
  await (await city.as('stranger')).call('setTestClock', { body: { set: NOW.toISOString() } });
  const mails = await mailsIn(city.server.data);
  const hers = mails.filter(({ text }) => text.includes(live.spoken_number)).map(({ text }) => text);
  [addresses['department link']] = /\/l\/a\S+/.exec(hers.join('\n'));
  [addresses['promise link']] = /\/l\/p\S+/.exec(hers.join('\n'));
  addresses['wrong address'] = '/c/123?k=guessed';
});
after(async () => {
  await browser?.close();
  await city?.stop();
  await forgetDemoCities();
});

async function open(what, language, screen, javaScriptEnabled = true) {
  const context = await browser.newContext({ viewport: SCREENS[screen], javaScriptEnabled });
  const page = await context.newPage();
  const address = new URL(addresses[what], city.server.origin);
  address.searchParams.set('lang', language);
  await page.goto(address.href);
  return page;
}

async function check(page, name) {
  await page.screenshot({ path: join(OUTPUT, `resident-${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html)})`);
  assert.deepEqual(told, []);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  assert.ok(!wider, 'the page has to be scrolled sideways');
}

describe('shuts nobody out:', () => {
  for (const what of ['live promise', 'outcome', 'department link', 'promise link', 'wrong address']) {
    for (const language of ['en', 'fr']) {
      for (const screen of Object.keys(SCREENS)) {
        test(`${what}, ${language}, ${screen}`, async () => {
          const page = await open(what, language, screen);
          assert.equal(await page.locator('html').getAttribute('lang'), language);
          await check(page, `${what.replaceAll(' ', '-')}-${language}-${screen}`);
          await page.context().close();
        });
      }
    }
  }
});

test('the promise stands in large type, with whom to call otherwise', async () => {
  const page = await open('live promise', 'en', 'phone', false);
  const promise = page.getByRole('region', { name: 'What was promised to you' });
  const sentence = promise.getByText('Maya Lindqvist of Transportation will call you by 2:00 PM today at …');
  const size = await sentence.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  assert.ok(size >= 22, `${size} px`);
  const card = promise.getByRole('link', { name: '(416) 555-0152' });
  assert.equal(await card.getAttribute('href'), 'tel:+14165550152');
  await promise.getByText('Or call 311').waitFor();
  await page.context().close();
});

test('the broken promise is said in words', async () => {
  await (
    await city.as('stranger')
  ).call('setTestClock', {
    body: { set: new Date(NOW.getTime() + 5 * 3_600_000).toISOString() },
  });
  for (const [language, words] of [
    ['en', /did not keep our promise, and we are sorry/],
    ['fr', /n'avons pas tenu notre promesse/],
  ]) {
    const page = await open('live promise', language, 'phone', false);
    await page.getByText(words).waitFor();
    await page.context().close();
    const withScripts = await open('live promise', language, 'phone');
    await check(withScripts, `broken-promise-${language}-phone`);
    await withScripts.context().close();
  }
});

test('the other language is one step away, by keyboard', async () => {
  const page = await open('live promise', 'en', 'desk', false);
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').textContent(), 'Skip to the main content');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Votre dossier/ }).waitFor();
  await page.context().close();
});
