import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';

async function wrapUpOf(kind: 'promise' | 'follow_up') {
  const call = { ...CALL, inbound: false, result: 'connected', for: { case: '100000011', kind, id: 7 } };
  serve({ ...DESK_ANSWERS, 'GET /api/v1/interactions/mine': () => ({ interaction: call }) });
  await draw(<Screens />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('button', { name: /Wrap up/ }));
}

it('says that a follow-up was done only when it is recorded', async () => {
  await wrapUpOf('follow_up');
  expect(await screen.findByRole('radio', { name: /Follow-up done/ })).not.toBeChecked();
  expect(screen.getByRole('radio', { name: /Other/ })).toBeChecked();
});

it('says that a promise was kept by the call that keeps it', async () => {
  await wrapUpOf('promise');
  expect(await screen.findByRole('radio', { name: /Promise kept/ })).toBeChecked();
});
