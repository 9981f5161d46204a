import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CASE, DESK_ANSWERS, ROSA } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';

const resolution = { resolution: 'answered' as const, qualifiers: [], text: 'NOBODY COUNTS.' };
const resolved = (canBeWrittenTo: boolean) => ({
  ...CASE,
  state: 'resolved' as const,
  resolution,
  untold: [{ ...CASE.contact!, can_be_written_to: canBeWrittenTo }],
});

it('sends the outcome to the address of the resident', async () => {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: null }),
    'GET /api/v1/cases/100000011': () => resolved(true),
    'GET /api/v1/contacts/3': () => ({ ...ROSA, email: 'rosa@example.org' }),
    'POST /api/v1/cases/100000011/tell-in-writing': () => resolved(true),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Send the outcome in writing' }));
  expect(await screen.findByText(/This goes to rosa@example.org/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Send it' }));
  expect(await screen.findByText('The outcome is sent in writing.')).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    contact: 3,
    expected_version: 3,
  });
});

it('says why it cannot be sent where there is no address, and sends nothing', async () => {
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: null }),
    'GET /api/v1/cases/100000011': () => resolved(false),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Send the outcome in writing' }));
  expect(await screen.findByText(/No e-mail address is known/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Send it' })).toBeNull();
});

it('offers whoever else waits for the outcome and has an address', async () => {
  const karim = { id: 8, name: 'KARIM', phones: [], can_be_written_to: true };
  const lena = { id: 9, name: 'LENA', phones: [], can_be_written_to: false };
  const one = resolved(true);
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: null }),
    'GET /api/v1/cases/100000011': () => ({ ...one, untold: [...one.untold, karim, lena] }),
    'GET /api/v1/contacts/3': () => ({ ...ROSA, email: 'rosa@example.org' }),
    'GET /api/v1/contacts/8': () => ({ ...ROSA, ...karim, email: 'karim@example.org' }),
    'POST /api/v1/cases/100000011/tell-in-writing': () => one,
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Send the outcome in writing' }));
  const who = await screen.findByRole('combobox', { name: /To whom/ });
  expect(
    within(who)
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toEqual(['ROSA, who reported it', 'KARIM']);
  await userEvent.selectOptions(who, 'KARIM');
  expect(await screen.findByText(/This goes to karim@example.org/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Send it' }));
  await screen.findByText('The outcome is sent in writing.');
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ contact: 8, expected_version: 3 });
});
