import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CATALOGUE, NADIA, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { serve } from '../test/server';

const overdue = (id: number, values: Record<string, string>) => ({
  id,
  at: '2026-11-24T16:00:00Z',
  kind: 'overdue',
  case: '123456782',
  spoken_number: '12 345 6782',
  seen: false,
  values: { summary: 'BUTTON?', ...values },
});

async function told(alerts: ReturnType<typeof overdue>[], language = 'en') {
  serve({
    'GET /api/v1/catalogue': () => CATALOGUE,
    'GET /api/v1/alerts': () => ({ alerts }),
  });
  await draw(<Screens />, { session: signedIn(NADIA), at: '/alerts', language });
  await screen.findAllByText(/^BUTTON\?/);
}

it('says once that things are overdue on a case, and names each of them', async () => {
  const due = '2026-11-24T16:20:00Z';
  await told([
    overdue(2, { owner: 'MAYA', duty: 'ask', due }),
    overdue(1, { owner: 'OREN', duty: 'apology', due }),
  ]);
  expect(screen.getAllByText(/Something is overdue/)).toHaveLength(1);
  expect(screen.getAllByText('BUTTON?')).toHaveLength(1);
  expect(screen.getByText(/^MAYA: Answer, today by 11:20 AM/)).toBeVisible();
  expect(screen.getByText(/^OREN: Apology, today by 11:20 AM/)).toBeVisible();
});

it('says of what is owed no more that nobody owes it', async () => {
  await told([overdue(1, { duty: 'ask' })]);
  expect(screen.getByText('Settled: Answer.')).toBeVisible();
});

it('says of what was joined to another case that it goes on there, with the way to it', async () => {
  await told([overdue(2, { duty: 'ask', joined_to: '987654321' }), overdue(1, { duty: 'target' })]);
  expect(screen.getByText(/^Answer: goes on under/)).toHaveTextContent(
    'Answer: goes on under case 98 765 4321',
  );
  expect(screen.getByRole('link', { name: 'case 98 765 4321' })).toHaveAttribute('href', '/cases/987654321');
  expect(screen.queryByText(/^Settled: Answer/)).toBeNull();
});

it('says under which case a promise is owed that went there', async () => {
  const values = { owner: 'NADIA', duty: 'promise', due: '2026-11-24T19:00:00Z', joined_to: '987654321' };
  await told([overdue(1, values)]);
  expect(screen.getByText(/^NADIA: Promise, today by 2:00 PM/)).toBeVisible();
  expect(screen.getByText(/^Goes on under/)).toHaveTextContent('Goes on under case 98 765 4321');
});

it('says for whom somebody is responsible now', async () => {
  const values = { owner: 'NADIA', duty: 'promise', due: '2026-11-24T19:00:00Z', covering_for: 'MAYA' };
  await told([{ ...overdue(1, values), kind: 'handed_to_you' }]);
  expect(screen.getByText(/You are responsible now: MAYA is away\./)).toBeVisible();
  expect(screen.getByText(/^NADIA: Promise, today by 2:00 PM/)).toBeVisible();
});

it('says of each who is away that somebody is responsible for them now', async () => {
  const values = { owner: 'NADIA', duty: 'promise', due: '2026-11-24T19:00:00Z' };
  await told([
    { ...overdue(2, { ...values, covering_for: 'MAYA' }), kind: 'handed_to_you' },
    { ...overdue(1, { ...values, covering_for: 'OREN' }), kind: 'handed_to_you' },
  ]);
  expect(screen.getByText(/You are responsible now: MAYA is away\./)).toBeVisible();
  expect(screen.getByText(/You are responsible now: OREN is away\./)).toBeVisible();
});

it('says in French of whatever it is that it is settled', async () => {
  await told([overdue(2, { duty: 'ask' }), overdue(1, { duty: 'apology' })], 'fr');
  expect(screen.getByText(/^Réglé\s: Réponse\.$/)).toBeVisible();
  expect(screen.getByText(/^Réglé\s: Excuses\.$/)).toBeVisible();
});
