import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { MAYA, signedIn } from '../test/cast';
import { DESK_ANSWERS, ROSA } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { Redact } from './Redact';

const NADIA = { ...MAYA, name: 'NADIA OKAFOR', role: 'supervisor' } as const;

it('says what will be gone before it takes anything away', async () => {
  const heard = serve({ ...DESK_ANSWERS, 'POST /api/v1/contacts/3/redact': () => ROSA });
  await draw(<Redact contact={ROSA} />, { session: signedIn(NADIA) });
  await userEvent.click(await screen.findByRole('button', { name: 'Take this person’s data away' }));
  expect(screen.getByText(/This cannot be undone/)).toBeVisible();
  expect(heard.some(({ method }) => method === 'POST')).toBe(false);
  await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'Asked for in writing.');
  await userEvent.click(screen.getByRole('button', { name: 'Take it away for good' }));
  expect(await screen.findByText('This person’s data is gone.')).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ reason: 'Asked for in writing.' });
});

it('is not offered to operators', async () => {
  serve({ ...DESK_ANSWERS, 'GET /api/v1/contacts/3': () => ROSA });
  await draw(<Screens />, { at: '/desk/contacts/3' });
  await screen.findByRole('heading', { name: 'Cases' });
  expect(screen.queryByRole('button', { name: /data away/ })).toBeNull();
});
