import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS, OWED, PROMISE } from '../test/city';
import { draw, NOW } from '../test/render';
import { serve } from '../test/server';

const TARGET: Schemas['Obligation'] = { ...OWED, kind: 'target', id: 51, phone: '+14165550142' };

async function deskOf(owed: Schemas['Obligation']) {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: null }),
    'GET /api/v1/obligations': () => ({ now: NOW, obligations: [owed] }),
    'POST /api/v1/interactions': () => ({ ...CALL, direction: 'outbound', answered_at: null }),
  });
  await draw(<Screens />, { at: '/desk' });
  const list = within(await screen.findByRole('region', { name: 'What I owe' }));
  await list.findByText('BUTTON?');
  return { list, heard };
}

it('rings the resident of a service target, for that target', async () => {
  const { list, heard } = await deskOf(TARGET);
  await userEvent.click(list.getByRole('button', { name: 'Call ROSA' }));
  const ref = { case: CASE.number, kind: 'target', id: 51 };
  expect(heard.find(({ method }) => method === 'POST')?.body).toMatchObject({ for: ref });
});

it('offers no call to whom there is no number', async () => {
  const { list } = await deskOf({ ...TARGET, phone: null });
  expect(list.queryByRole('button')).toBeNull();
});

it('names who did not keep the promise that an apology is for, and when it was due', async () => {
  const broken = { owner: { id: 2, name: 'MAYA' }, due: PROMISE.due };
  const { list } = await deskOf({ ...OWED, kind: 'apology', broken });
  expect(list.getByText('MAYA did not keep the promise: today by 12:40 PM')).toBeVisible();
});
