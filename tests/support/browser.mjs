// Chromium as somebody uses it who has only a keyboard, with an accessibility check of every screen.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const TABS_AT_MOST = 150;
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** `more`: arguments beside our own. */
export function launch(more = []) {
  mkdirSync(OUTPUT, { recursive: true });
  return chromium.launch({
    executablePath: process.env.KEPT311_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      // Maps are drawn by WebGL, here without a graphics card.
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** One person at one console. Finds things by role and name only, reaches them with Tab only. */
export class Person {
  constructor(name, page) {
    this.name = name;
    this.page = page;
    this.problems = [];
    page.on('pageerror', (error) => this.problems.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      // A stranger who asks who is signed in is told so, and the browser writes that down too.
      const asksWho = message.location().url.endsWith('/api/v1/session');
      if (message.type() === 'error' && !asksWho) this.problems.push(`${name}: ${message.text()}`);
    });
  }

  static async open(browser, name, address) {
    const context = await browser.newContext({ locale: 'en-CA', timezoneId: 'America/Toronto' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const person = new Person(name, page);
    await page.goto(address);
    return person;
  }

  /** What is on the screen, by role and accessible name. */
  find(role, name, within = this.page) {
    return within.getByRole(role, { name }).first();
  }

  /** Moves the focus to an element with Tab, as long as that takes. */
  async reach(target) {
    await target.waitFor();
    for (let tabs = 0; tabs < TABS_AT_MOST; tabs += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${this.name} cannot reach ${target} with the keyboard`);
  }

  async press(role, name) {
    const target = this.find(role, name);
    await this.reach(target);
    await this.page.keyboard.press('Enter');
  }

  async write(label, text, role = 'textbox') {
    const target = this.find(role, label);
    await this.reach(target);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Chooses an option of a select or a radio group by typing its first letters. */
  async choose(label, option) {
    const target = this.find('combobox', label);
    await this.reach(target);
    await this.page.keyboard.type(option);
  }

  /** Ticks a box or a radio button with the space bar. */
  async tick(role, name) {
    const target = this.find(role, name);
    await target.waitFor();
    if (await target.isChecked()) return;
    await this.reach(target);
    await this.page.keyboard.press('Space');
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor();
  }

  /** Waits until a field holds these words. */
  async holds(label, words) {
    const field = await this.find('textbox', label).elementHandle();
    await this.page.waitForFunction(([one, wanted]) => one.value.includes(wanted), [field, words]);
  }

  /** Takes a picture of the screen, and finds what shuts people out. */
  async check(screen) {
    await this.page.screenshot({ path: join(OUTPUT, `${screen}.png`), fullPage: true });
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(STANDARDS).analyze();
    const told = violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
    );
    assert.deepEqual(told, [], `${screen} shuts people out`);
  }
}

export const WIDE = { width: 1366, height: 768 };
export const NARROW = { width: 390, height: 844 };

/** The screen on a desk and on a telephone, in both languages: nobody is shut out of any of them. */
export async function checkInEveryShape(person, screen) {
  for (const [from, to] of [
    ['Français', 'fr'],
    ['English', 'en'],
  ]) {
    await person.press('button', from);
    await person.find('button', to === 'fr' ? 'English' : 'Français').waitFor();
    for (const [shape, viewport] of [
      ['narrow', NARROW],
      ['wide', WIDE],
    ]) {
      await person.page.setViewportSize(viewport);
      await person.check(`${screen}-${to}-${shape}`);
    }
  }
}
