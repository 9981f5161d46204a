import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { UsualTime } from './UsualTime';

const answered = (days: number | null) =>
  serve({ 'GET /api/v1/services/5/usual-time': () => ({ days, requests: 40 }) });

it('says what is usual for a service, and that it is no promise', async () => {
  answered(9);
  await draw(<UsualTime service={5} />);
  expect(await screen.findByText(/Usually an outcome within 9 days.* This is no promise/)).toBeVisible();
});

it('says nothing where too few stand behind it', async () => {
  const heard = answered(null);
  await draw(<UsualTime service={5} />);
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  expect(screen.queryByText(/Usually/)).toBeNull();
});
