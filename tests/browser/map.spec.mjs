// The map: drawn, said in words beside it, and worked from the keyboard; and the same where no map
// can be drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { City } from '../api/city.mjs';
import { launch, Person } from '../support/browser.mjs';
import { forgetDemoCities } from '../support/server.mjs';

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const HARBOUR = { lat: 43.64, lng: -79.41 };
const OPEN_RED = [181, 9, 9];

let city;
let browser;
let opened;

before(async () => {
  city = await City.start();
  opened = await city.request({ point: HARBOUR });
  await city.request({ point: { lat: 43.641, lng: -79.412 } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await city?.stop();
  await forgetDemoCities();
});

async function at(address, role = 'operator') {
  const { name, password } = city.server.signInAs(role);
  const person = await Person.open(browser, role, city.server.origin);
  await person.page.setViewportSize(DESK);
  await person.write('Name', name);
  await person.write('Password', password);
  await person.page.keyboard.press('Enter');
  await person.find('button', 'Sign out').waitFor();
  await person.page.goto(new URL(address, city.server.origin).href);
  return person;
}

/** Waits until so many lie on the map that is drawn. */
const isDrawn = (person, count) => person.page.locator(`.map[data-drawn="${count}"]`).waitFor();

/** Where on the map pixels have a colour, or nearly. */
async function pixels(person, colour) {
  const picture = await person.page.locator('.map').screenshot();
  return person.page.evaluate(
    async ([base64, wanted]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const found = [];
      for (let at = 0; at < data.length; at += 4) {
        const isIt = wanted.every((part, index) => Math.abs(data[at + index] - part) < 8);
        if (isIt) found.push({ x: (at / 4) % image.width, y: Math.floor(at / 4 / image.width) });
      }
      return found;
    },
    [picture.toString('base64'), colour],
  );
}

const isNotCutOff = (person) =>
  person.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('cases lie on the map, and in the table beside it', async () => {
  const oren = await at('/map');
  await oren.sees('2 here, 2 of them open.');
  await isDrawn(oren, 2);
  assert.ok((await pixels(oren, OPEN_RED)).length > 40, 'two points are drawn');
  await oren.check('map');
  assert.ok(await isNotCutOff(oren), 'the map has to be scrolled sideways');
  await oren.page.setViewportSize(PHONE);
  await oren.page.getByRole('button', { name: 'Français' }).click();
  await oren.sees('2 ici, dont 2 ouverts.');
  await isDrawn(oren, 2);
  assert.ok((await pixels(oren, OPEN_RED)).length > 40, 'two points are drawn on a telephone');
  await oren.check('map-fr-phone');
  assert.ok(await isNotCutOff(oren), 'the map has to be scrolled sideways on a telephone');
  await oren.page.setViewportSize(DESK);
  await oren.page.getByRole('button', { name: 'English' }).click();
  await oren.choose('Status', 'Done');
  await oren.sees('Nothing lies here.');
  await isDrawn(oren, 0);
  assert.deepEqual(await pixels(oren, OPEN_RED), []);
  await oren.choose('Status', 'Open');
  await oren.sees('2 here, 2 of them open.');
  await oren.press('link', 'Pothole');
  await oren.find('heading', /Case/).waitFor();
  await oren.find('heading', 'Where it is').waitFor();
  await oren.sees('One open case around here:');
  await isDrawn(oren, 2);
  await oren.check('map-of-a-case');
  assert.deepEqual(oren.problems, []);
});

test('a click tells what is drawn there', async () => {
  const oren = await at('/map');
  await isDrawn(oren, 2);
  const spots = await pixels(oren, OPEN_RED);
  await oren.page.locator('.map').click({ position: spots[Math.floor(spots.length / 2)] });
  const heading = oren.find('heading', /^Chosen on the map/);
  await heading.waitFor();
  assert.ok(await heading.evaluate((element) => element === document.activeElement));
  await oren.check('map-chosen');
});

test('the map goes to a place that is looked for', async () => {
  const oren = await at('/map');
  await isDrawn(oren, 2);
  await oren.write('Go to a place', 'fishery and second', 'combobox');
  await oren.find('option', /Fishery Road and Second Avenue/).waitFor();
  await oren.page.keyboard.press('ArrowDown');
  await oren.page.keyboard.press('Enter');
  await oren.sees('Nothing lies here.');
  await isDrawn(oren, 0);
  await oren.check('map-of-a-place');
});

test('an operator chooses a place from the keyboard', async () => {
  await city.inbound();
  const service = city.catalogue.services.find(({ code }) => code === 'pothole');
  const oren = await at(`/desk/services/${service.id}`);
  await oren.press('button', 'Choose on the map');
  await isDrawn(oren, 2);
  await oren.press('button', 'Closer');
  await oren.press('button', 'Take the middle of the map');
  const where = await oren.find('combobox', /^Where/).elementHandle();
  await oren.page.waitForFunction((field) => field.value !== '', where);
  await oren.check('map-chooses-a-place');
  const before = await where.inputValue();
  await oren.page.locator('.map').click({ position: { x: 40, y: 60 } });
  await oren.page.waitForFunction(([field, earlier]) => field.value !== earlier, [where, before]);
  assert.deepEqual(oren.problems, []);
});

test('who sees no residents sees how many', async () => {
  const admin = await at('/map', 'admin');
  await admin.sees('2 here, 2 of them open.');
  await isDrawn(admin, 2);
  await admin.press('button', 'Old Harbour (02)');
  await admin.check('map-of-an-administrator');
  await admin.page.goto(new URL(`/cases/${opened.number}`, city.server.origin).href);
  await admin.find('heading', /Case/).waitFor();
  assert.equal(await admin.page.getByRole('heading', { name: 'Where it is' }).count(), 0);
});
