import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, CATALOGUE, DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';

const TEAM = {
  id: 71,
  department: 7,
  name: { en: 'SIGNALS', fr: 'SIGNALS' },
  lead: { id: 2, name: 'MAYA LINDQVIST' },
  members: [],
};
const city = (one: typeof CASE) => ({
  ...DESK_ANSWERS,
  'GET /api/v1/interactions/mine': () => ({ interaction: CALL }),
  'GET /api/v1/cases/100000011': () => one,
  'GET /api/v1/catalogue': () => ({
    ...CATALOGUE,
    departments: CATALOGUE.departments.map((one) => ({ ...one, teams: [TEAM] })),
  }),
});

it.each([
  ['Make a promise', 'combobox', 'Who promises'],
  ['Hand over to somebody else', 'combobox', 'Who will call'],
  ['Ask a department', 'combobox', 'Department'],
  ['Record the outcome', 'combobox', 'Outcome'],
  ['Has not heard', 'textbox', 'Note'],
  ['Give to a team', 'combobox', 'Which team'],
  ['Contact was made', undefined, 'When'],
])('opens ‘%s’ with the focus in its first field', async (act, role, field) => {
  serve(city(CASE));
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: act }));
  const first = role ? await screen.findByRole(role, { name: field }) : await screen.findByLabelText(field);
  await waitFor(() => expect(first).toHaveFocus());
});

it('opens a form that has no field with the focus on its heading', async () => {
  serve(city({ ...CASE, state: 'resolved', untold: [CASE.contact!] }));
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Send the outcome in writing' }));
  await waitFor(() =>
    expect(screen.getByRole('heading', { name: 'Send the outcome in writing' })).toHaveFocus(),
  );
});
