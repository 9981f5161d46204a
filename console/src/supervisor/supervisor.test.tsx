import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { ask, caseOf, CATALOGUE, list, NADIA, owed, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { untranslated } from '../test/untranslated';

const late = owed({
  kind: 'promise',
  id: 8,
  due: '2026-11-24T15:00:00Z',
  late: true,
  contact: { id: 3, name: 'ROSA' },
});
const MEASURES = {
  promises: {
    kept: 8,
    kept_as_moved: 1,
    unreached: 0,
    broken: 1,
    broken_by_outage: 0,
    mended: 0,
    on_staff_word: 0,
    live: 2,
    due_next_hour: 1,
    late_by_owner: [],
  },
  cases: { open: 4, resolved: 7, closed: 3, first_contact: 1, reopened: 0, repeat_contacts: 0 },
  teams: [],
};
const answers = {
  'GET /api/v1/catalogue': () => CATALOGUE,
  'GET /api/v1/alerts': () => ({ alerts: [] }),
  'GET /api/v1/notices': () => ({ notices: [] }),
  'GET /api/v1/measures': () => MEASURES,
  'GET /api/v1/obligations': () => list(late, owed({ kind: 'decision', id: 11, owner: NADIA })),
  'GET /api/v1/cases/123456782': () => caseOf({ asks: [ask({ state: 'returned' })] }),
  'GET /api/v1/staff/9/absences': () => ({ absences: [] }),
};

const supervisor = (at = '/supervisor', language = 'en') =>
  draw(<Screens />, { session: signedIn(NADIA), at, language });

it('says in words who is late, and what share was kept', async () => {
  serve(answers);
  await supervisor();
  expect(await screen.findByText('MAYA: 1 promise, 1 hour 40 minutes late.')).toBeVisible();
  expect(await screen.findByRole('link', { name: '80% kept as first promised (8 of 10)' })).toBeVisible();
  expect(screen.getByRole('link', { name: '4 open cases' })).toHaveAttribute('href', '/cases?state=open');
});

it('decides where a returned case belongs, with the reason', async () => {
  const heard = serve({ ...answers, 'POST /api/v1/cases/123456782/decision': () => caseOf({ version: 5 }) });
  await supervisor();
  const decisions = await screen.findByRole('region', { name: 'Decisions owed' });
  await userEvent.click(await within(decisions).findByRole('button', { name: 'Decide' }));
  await userEvent.selectOptions(within(decisions).getByRole('combobox'), 'PARKS');
  await userEvent.type(within(decisions).getByRole('textbox'), 'IT IS A PARK.');
  await userEvent.click(within(decisions).getByRole('button', { name: /Decide/ }));
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    department: 34,
    reason: 'IT IS A PARK.',
    expected_version: 4,
  });
});

it('disables an account only after asking', async () => {
  const heard = serve({ ...answers, 'POST /api/v1/staff/9/disable': () => ({}) });
  await supervisor('/supervisor/people?person=9');
  await userEvent.click(await screen.findByRole('button', { name: 'Disable the account of MAYA' }));
  expect(screen.getByText(/1 thing that is owed passes/)).toBeVisible();
  expect(heard.some(({ method }) => method === 'POST')).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Disable the account' }));
  expect(heard.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
    '/api/v1/staff/9/disable',
  ]);
});

it('posts a notice in both languages', async () => {
  const heard = serve({ ...answers, 'POST /api/v1/notices': () => ({}) });
  await supervisor('/supervisor/notices');
  await userEvent.type(await screen.findByRole('textbox', { name: /in English/ }), 'NO WATER');
  await userEvent.type(screen.getByRole('textbox', { name: /in French/ }), 'PAS D’EAU');
  await userEvent.type(screen.getByLabelText('Until'), '2026-11-25T08:00');
  await userEvent.click(screen.getByRole('button', { name: 'Post it' }));
  expect(await screen.findByText(/It stands on top/)).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    text: { en: 'NO WATER', fr: 'PAS D’EAU' },
    until: '2026-11-25T13:00:00Z',
    services: [],
  });
});

it.each(['', '/owed', '/people?person=9', '/notices'])('has no untranslated text at %s', async (part) => {
  serve(answers);
  const { container } = await supervisor(`/supervisor${part}`, 'pseudo');
  await screen.findByRole('navigation', { name: /Pårts/i });
  await screen.findAllByText(/MAYA|Ñötîçé|⟦/);
  expect(untranslated(container)).toEqual([]);
});
