import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { AbsenceForm } from '../people/AbsenceForm';
import { SignInPage } from '../session/SignInPage';
import { Screens } from '../shell/Screens';
import { caseOf, NADIA, person, signedIn } from './cast';
import { CATALOGUE, DESK_ANSWERS } from './city';
import { draw, NOW, OPERATOR } from './render';
import { serve } from './server';
import { untranslated } from './untranslated';

const SLOW = { timeout: 10_000 };

it('sees text that comes from no catalogue', async () => {
  const { container } = await draw(<p aria-label="forgotten">CITY ⟦fîñé⟧ but this</p>, {
    language: 'pseudo',
  });
  expect(untranslated(container)).toEqual(['forgotten', 'CITY ⟦fîñé⟧ but this']);
});

it.each([
  ['/desk', 'CITY'],
  ['/desk/ask', 'I CALL YOU'],
  ['/desk/refer', 'REFERRALS'],
  ['/desk/articles/9', 'NOBODY COUNTS'],
  ['/desk/services/5', 'WHAT DOES IT DO?'],
  ['/desk/contacts/3', 'TTY'],
  ['/cases/100000011', 'ELM STREET'],
])('%s shows no untranslated text', async (at, landmark) => {
  serve(DESK_ANSWERS);
  const { container } = await draw(<Screens />, { language: 'pseudo', at });
  await screen.findAllByText(landmark, undefined, SLOW);
  expect(untranslated(container)).toEqual([]);
});

it('no act on a case shows untranslated text', async () => {
  serve(DESK_ANSWERS);
  const { container } = await draw(<Screens />, { language: 'pseudo', at: '/cases/100000011' });
  await screen.findByText('ELM STREET', undefined, SLOW);
  const acts = () => [...container.querySelectorAll<HTMLButtonElement>('.acts button')];
  const count = acts().length;
  expect(count).toBeGreaterThan(10);
  for (let index = 0; index < count; index += 1) {
    acts()[index]!.click();
    await screen.findByRole('form');
    expect(untranslated(container)).toEqual([]);
    [...container.querySelectorAll<HTMLButtonElement>('.act button')].at(-1)!.click();
    await screen.findByText('ELM STREET');
  }
});

it('what was found, and a danger, show no untranslated text', async () => {
  serve(DESK_ANSWERS);
  const { container } = await draw(<Screens />, { language: 'pseudo', at: '/desk' });
  await userEvent.type(await screen.findByRole('combobox', {}, SLOW), 'FIRE');
  await screen.findByText('STAY CALM', undefined, SLOW);
  expect(screen.getAllByRole('option').length).toBeGreaterThan(4);
  expect(untranslated(container)).toEqual([]);
});

const RAVI = person(8, 'RAVI', 'administrator');
const LISTS = {
  ...DESK_ANSWERS,
  'GET /api/v1/alerts': () => ({ alerts: [] }),
  'GET /api/v1/cases': () => ({ cases: [caseOf()], next: null }),
  'GET /api/v1/measures': () => ({
    promises: {
      kept: 3,
      kept_as_moved: 1,
      unreached: 1,
      broken: 1,
      mended: 1,
      live: 2,
      late_by_owner: [{ owner: { id: 2, name: 'NADIA' }, broken: 1 }],
    },
    cases: { open: 4, resolved: 1, closed: 9 },
    teams: [{ id: 72, name: { en: 'GARDENERS', fr: '' }, department: 7, open: 4, resolved: 1, closed: 9 }],
  }),
  'GET /api/v1/measures/areas': () => ({ layers: [] }),
  'GET /api/v1/hearings': () => ({
    hearings: [
      {
        id: 3,
        staff: { id: 2, name: 'NADIA' },
        call: 77,
        recording: 9,
        reason: 'complaint',
        at: NOW,
        ended_at: null,
      },
    ],
    next: null,
  }),
};

it.each([
  ['/cases', 'WHO CUTS THE HEDGE?', NADIA],
  ['/lists/services', 'SIGNAL OUT', RAVI],
  ['/lists/people', 'MAYA LINDQVIST', RAVI],
  ['/lists/measures', 'GARDENERS', NADIA],
  ['/lists/hearings', 'NADIA', RAVI],
  ['/desk/historic/OLD%20SYSTEM/SR21-00000630', 'PATCHED', OPERATOR.staff],
])('%s shows no untranslated text', async (at, landmark, who) => {
  serve(LISTS);
  const { container } = await draw(<Screens />, { language: 'pseudo', at, session: signedIn(who) });
  await screen.findAllByText(landmark, undefined, SLOW);
  expect(untranslated(container)).toEqual([]);
});

it('whoever signs in, or will be away, reads no untranslated text', async () => {
  serve({ ...DESK_ANSWERS, 'GET /api/v1/catalogue': () => CATALOGUE });
  const { container } = await draw(
    <>
      <SignInPage />
      <AbsenceForm staff={1} onDone={() => undefined} onCancel={() => undefined} />
    </>,
    { language: 'pseudo' },
  );
  expect((await screen.findAllByRole('textbox')).length).toBeGreaterThan(0);
  expect(untranslated(container)).toEqual([]);
});

it('the list of keys, which stands outside of the screen, shows no untranslated text', async () => {
  serve(DESK_ANSWERS);
  await draw(<Screens />, { language: 'pseudo', at: '/desk' });
  expect(untranslated(await screen.findByRole('dialog', { hidden: true }))).toEqual([]);
});
