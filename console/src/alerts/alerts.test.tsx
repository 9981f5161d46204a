import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CATALOGUE, NADIA, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { serve, type Asked } from '../test/server';
import { untranslated } from '../test/untranslated';

const alert = (id: number, kind: string) => ({
  id,
  at: '2026-11-24T16:00:00Z',
  kind,
  case: '123456782',
  spoken_number: '12 345 6782',
  seen: false,
  values: {},
});
/** A server that keeps what was seen. */
function telling(told: ReturnType<typeof alert>[]) {
  let alerts = told;
  return {
    'GET /api/v1/catalogue': () => CATALOGUE,
    'GET /api/v1/alerts': () => ({ alerts }),
    'POST /api/v1/alerts/seen': ({ body }: Asked) => {
      const seen = (body as { alerts: number[] }).alerts;
      alerts = alerts.map((one) => ({ ...one, seen: one.seen || seen.includes(one.id) }));
      return { alerts };
    },
  };
}
const two = () => telling([alert(2, 'promise_broken'), alert(1, 'not_heard')]);
const alerts = (language = 'en') => draw(<Screens />, { session: signedIn(NADIA), at: '/alerts', language });

it('names what is new, what presses most first, until it was opened', async () => {
  serve(
    telling([alert(4, 'reminder'), alert(3, 'not_heard'), alert(2, 'promise_broken'), alert(1, 'not_heard')]),
  );
  const { unmount } = await draw(<Screens />, { session: signedIn(NADIA), at: '/nowhere' });
  expect(
    await screen.findByRole('link', { name: 'Alerts 1 late promise, 2 have not heard, 1 more' }),
  ).toBeVisible();
  unmount();
  await alerts();
  expect(await screen.findByText('The time of a promise passed without the call.')).toBeVisible();
  // A look handles nothing.
  expect(screen.getByRole('link', { name: /^Alerts 1 late promise/ })).toBeVisible();
  const [first] = screen.getAllByRole('link', { name: 'Case 12 345 6782' });
  expect(first).toHaveAttribute('href', '/cases/123456782');
  await userEvent.click(first!);
  expect(await screen.findByRole('link', { name: 'Alerts' })).toBeVisible();
});

it('greets whoever never looked here with what is new today, not with the week before', async () => {
  const week = [5, 4, 3].map((id) => ({ ...alert(id, 'reminder'), at: '2026-11-23T22:00:00Z' }));
  serve(telling([alert(6, 'promise_broken'), ...week]));
  const { unmount } = await draw(<Screens />, { session: signedIn(NADIA), at: '/nowhere' });
  expect(await screen.findByRole('link', { name: 'Alerts 1 late promise' })).toBeVisible();
  unmount();
  await alerts();
  expect(await screen.findAllByRole('link', { name: /^Case \d/ })).toHaveLength(4);
  expect(screen.getAllByText('New:')).toHaveLength(1);
  await userEvent.click(screen.getByRole('button', { name: 'I have seen all of them' }));
  expect(await screen.findByRole('link', { name: 'Alerts' })).toBeVisible();
});

it('says whose case it is, and who owes what by when', async () => {
  const values = {
    resident: 'ROSA',
    summary: 'BUTTON?',
    owner: 'MAYA',
    duty: 'apology',
    due: '2026-11-24T16:20:00Z',
  };
  serve(telling([{ ...alert(1, 'overdue'), values }, alert(2, 'not_heard')]));
  await alerts();
  expect(await screen.findByText('ROSA: BUTTON?')).toBeVisible();
  expect(screen.getByText(/MAYA: Apology, today by 11:20 AM.*20 minutes late/)).toBeVisible();
  expect(
    screen.getAllByRole('listitem').filter((one) => one.textContent?.includes('New:'))[0],
  ).toHaveTextContent(/not heard/);
});

it('has no untranslated text', async () => {
  serve(two());
  const { container } = await alerts('pseudo');
  await screen.findAllByText(/12 345 6782/);
  expect(untranslated(container)).toEqual([]);
});
