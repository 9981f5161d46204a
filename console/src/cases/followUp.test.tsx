import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { CALL, CASE, DESK_ANSWERS, OWED } from '../test/city';
import { draw, NOW } from '../test/render';
import { serve } from '../test/server';
import { Screens } from '../shell/Screens';

const EARLIER = '2026-11-22T16:00:00Z';
const checkOf = (resident: number): Schemas['Obligation'] => ({
  ...OWED,
  kind: 'follow_up',
  contact: { id: resident, name: 'ROSA' },
});

/** A case whose outcome was told then, while this person is on the line. */
async function check(told: { told_at: string; told_in: number }, resident = CALL.contact!.id) {
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/cases/100000011': () => ({
      ...CASE,
      state: 'resolved',
      told: true,
      follow_up: { owner: OWED.owner, due: OWED.due, done_at: null, ...told },
      obligations: [checkOf(resident)],
    }),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await screen.findByRole('button', { name: 'Reopen' });
  return screen.queryByRole('button', { name: 'Record the follow-up' });
}

it('is offered in a call of its own, after the outcome was told', async () => {
  expect(await check({ told_at: EARLIER, told_in: 5 })).toBeVisible();
});

it('is not offered in the call in which the outcome was told', async () => {
  expect(await check({ told_at: NOW, told_in: CALL.id })).toBeNull();
});

it('is not offered in a call that was answered before it was told in another', async () => {
  expect(await check({ told_at: '2026-11-24T16:45:00Z', told_in: 5 })).toBeNull();
});

it('is not offered while somebody else is on the line', async () => {
  expect(await check({ told_at: EARLIER, told_in: 5 }, 8)).toBeNull();
});
