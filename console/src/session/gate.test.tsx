import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { DESK_ANSWERS } from '../test/city';
import { draw, OPERATOR } from '../test/render';
import { Refusal, serve } from '../test/server';
import { Gate } from './Gate';

it('leads back to the sign-in screen when the session has ended', async () => {
  vi.stubGlobal(
    'WebSocket',
    class {
      close() {}
    },
  );
  const over = new Refusal(401, {
    type: 'urn:kept311:problem:session.missing',
    title: 'Sign in',
    status: 401,
  });
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/session': () => OPERATOR,
    'GET /api/v1/alerts': () => ({ alerts: [] }),
    'GET /api/v1/cases': () => over,
  });
  await draw(<Gate />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('link', { name: 'Cases' }));
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeVisible();
});
