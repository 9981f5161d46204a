import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CASE, DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';

const BUSY = new Refusal(503, { type: 'urn:kept311:problem:store.busy', title: 'Busy', status: 503 });

it('gives the caller another number, and closes what was opened for it, once', async () => {
  let tries = 0;
  const heard = serve({
    ...DESK_ANSWERS,
    'POST /api/v1/cases': () => CASE,
    'POST /api/v1/cases/100000011/close': () => {
      tries += 1;
      return tries === 1 ? BUSY : CASE;
    },
  });
  await draw(<Screens />, { at: '/desk/refer' });
  const question = await screen.findByRole('textbox', { name: 'What is asked' });
  await userEvent.type(question, 'MY GAS METER?');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Who can help' }), 'REFERRALS');
  expect(screen.getByText('MANAGER', { exact: false })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Given to the caller' }));
  await screen.findByText('ELM STREET');

  const sent = heard.filter(({ method }) => method === 'POST');
  const opened = sent.filter(({ path }) => path.endsWith('/cases'));
  const closed = sent.filter(({ path }) => path.endsWith('/close'));
  expect(opened.map(({ body }) => body)).toEqual(
    Array(2).fill({ interaction: 11, kind: 'question', summary: 'MY GAS METER?' }),
  );
  expect(closed[1]!.body).toEqual({
    interaction: 11,
    resolution: 'not_a_city_matter',
    text: 'Referred to MAYA LINDQVIST, +1 416 555 0158.',
  });
  for (const group of [opened, closed]) {
    expect(new Set(group.map(({ headers }) => headers.get('Idempotency-Key'))).size).toBe(1);
  }
});

it('refers nobody while nobody is on the line', async () => {
  serve({ ...DESK_ANSWERS, 'GET /api/v1/interactions/mine': () => ({ interaction: null }) });
  await draw(<Screens />, { at: '/desk/refer' });
  await screen.findByText(/A referral is given to somebody on the line/);
  expect(screen.queryByRole('button', { name: 'Given to the caller' })).toBeNull();
});
