import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { DESK_ANSWERS } from './city';
import { draw } from './render';
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
