import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CATALOGUE, MAYA, NADIA, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { serve } from '../test/server';

const team = (id: number, en: string) => ({
  id,
  name: { en, fr: en },
  lead: { id: MAYA.id, name: MAYA.name },
  members: [],
});
const [roads, parks] = CATALOGUE.departments;
const answers = {
  'GET /api/v1/catalogue': () => ({
    ...CATALOGUE,
    departments: [
      { ...roads, teams: [team(71, 'PATCHERS')] },
      { ...parks, teams: [team(72, 'GARDENERS')] },
    ],
  }),
  'GET /api/v1/alerts': () => ({ alerts: [] }),
  'GET /api/v1/cases': () => ({ cases: [], next: null }),
};

it('lists the cases of a team, and offers the teams of the department that is chosen', async () => {
  const heard = serve(answers);
  await draw(<Screens />, { session: signedIn(NADIA), at: '/cases' });
  const choice = await screen.findByRole('combobox', { name: 'Team' });
  expect(
    within(choice)
      .getAllByRole('option')
      .map((one) => one.textContent),
  ).toEqual(['All', 'PATCHERS', 'GARDENERS']);
  await userEvent.selectOptions(choice, 'GARDENERS');
  await screen.findByText('There are no such cases.');
  expect(heard.findLast(({ path }) => path === '/api/v1/cases')!.query.get('team')).toBe('72');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Department' }), 'ROADS');
  expect(within(choice).queryByRole('option', { name: 'GARDENERS' })).toBeNull();
  await screen.findByText('There are no such cases.');
  expect(heard.findLast(({ path }) => path === '/api/v1/cases')!.query.has('team')).toBe(false);
});

it('counts the cases of each team, and each figure opens them', async () => {
  serve({
    ...answers,
    'GET /api/v1/measures': () => ({
      promises: { kept: 0, kept_as_moved: 0, unreached: 0, broken: 0, mended: 0, live: 0, late_by_owner: [] },
      cases: { open: 0, resolved: 0, closed: 0 },
      teams: [{ id: 72, name: { en: 'GARDENERS', fr: '' }, department: 34, open: 4, resolved: 1, closed: 9 }],
    }),
    'GET /api/v1/measures/areas': () => ({ layers: [] }),
  });
  await draw(<Screens />, { session: signedIn(NADIA), at: '/lists/measures' });
  const figures = await screen.findByRole('table', { name: 'Cases by team' });
  const row = within(figures).getByRole('row', { name: /GARDENERS.* 4 1 9/ });
  expect(within(row).getByRole('link', { name: '4' })).toHaveAttribute('href', '/cases?team=72&state=open');
});
