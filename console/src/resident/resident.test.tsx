import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import { startLanguages } from '../i18n';
import { Refusal, serve } from '../test/server';
import { untranslated } from '../test/untranslated';
import { CallCityPage } from './CallCityPage';
import type { Line } from './line';

const LINE = '+19055550161';
const PATH = '/api/v1/simulated-telephone/lines/%2B19055550161';

const line = (more: Partial<Line> = {}): Line => ({
  line: LINE,
  state: 'idle',
  hears: [],
  music: false,
  with: null,
  call: null,
  ...more,
});

/** The page at the telephone of that number, which answers so. */
async function page(now: () => unknown, { at = `?line=${encodeURIComponent(LINE)}`, language = 'en' } = {}) {
  history.replaceState(null, '', `/call-311${at}`);
  const heard = serve({ [`GET ${PATH}`]: now, [`POST ${PATH}`]: now });
  await startLanguages(language);
  const { container } = render(
    <I18nextProvider i18n={i18next}>
      <CallCityPage />
    </I18nextProvider>,
  );
  return {
    heard,
    container,
    sent: () => heard.filter(({ method }) => method === 'POST').map(({ body }) => body),
  };
}

afterEach(() => history.replaceState(null, '', '/'));

it('takes up the telephone of somebody of the demo city, and dials', async () => {
  let now = line();
  const { sent } = await page(() => now, { at: '' });
  await userEvent.click(screen.getByRole('button', { name: /Imani Brooks/ }));
  expect(location.search).toBe('?line=%2B19055550161');
  await screen.findByText('The telephone is on the hook.');
  now = line({ state: 'calling', hears: ['WELCOME'], music: true });
  await userEvent.click(screen.getByRole('button', { name: 'Dial 311' }));
  expect(sent()).toEqual([{ act: 'dial' }]);
  expect(await screen.findByRole('log', { name: 'What you hear' })).toHaveTextContent('WELCOME♪ Music');
});

it('withholds its number', async () => {
  const { sent } = await page(() => line());
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Withhold the number' }));
  await userEvent.click(screen.getByRole('button', { name: 'Dial 311' }));
  expect(sent()).toEqual([{ act: 'dial', withheld: true }]);
});

it('presses digits, and hangs up', async () => {
  const { sent } = await page(() => line({ state: 'in_call', with: 'OREN' }));
  expect(await screen.findByText('On the line with OREN.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: '9' }));
  await userEvent.click(screen.getByRole('button', { name: 'Hang up' }));
  expect(sent()).toEqual([{ act: 'digit', digit: '9' }, { act: 'hang_up' }]);
});

it('keeps what was said last: when the city calls back', async () => {
  await page(() => line({ hears: ['WE CALL YOU BY 12:40.'] }));
  expect(await screen.findByText('WE CALL YOU BY 12:40.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Dial 311' })).toBeVisible();
});

it.each([
  ['Answer', 'answer'],
  ['Let it be busy', 'busy'],
  ['Let voicemail take it', 'voicemail'],
])('when the city calls back: %s', async (button, what) => {
  const { sent } = await page(() => line({ state: 'ringing' }));
  await userEvent.click(await screen.findByRole('button', { name: button }));
  expect(document.title).toBe('☎ 311 is calling');
  expect(sent()).toEqual([{ act: what }]);
});

it('says when there is no such telephone, and when the server does not answer', async () => {
  const unknown = { type: 'urn:kept311:problem:not_found', title: 'Nothing here', status: 404 };
  let now: unknown = new Refusal(404, unknown);
  await page(() => now);
  expect(await screen.findByText('There is no simulated telephone on this server.')).toBeVisible();
  now = new Error('down');
  expect(await screen.findByText('The server does not answer. Trying again…')).toBeVisible();
});

it('speaks both languages', async () => {
  await page(() => line());
  await screen.findByText('The telephone is on the hook.');
  await act(() => userEvent.click(screen.getByRole('button', { name: 'Français' })));
  expect(await screen.findByText('Le téléphone est raccroché.')).toBeVisible();
  expect(document.documentElement.lang).toBe('fr');
});

it.each(['calling', 'ringing', 'idle', 'in_call'] as const)(
  'shows no untranslated text: %s',
  async (state) => {
    const { container } = await page(() => line({ state, hears: ['SAID'], music: true }), {
      language: 'pseudo',
    });
    await screen.findByRole('status');
    await screen.findAllByText(/⟦/);
    expect(untranslated(container).filter((text) => text !== 'Imani Brooks')).toEqual([]);
  },
);
