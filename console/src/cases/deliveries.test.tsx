import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { Deliveries } from './Deliveries';

const SENT = {
  ...{ id: 7, partner: 'RIVERTON POWER', reference: 'K311-ABC', state: 'followed' },
  ...{ their_number: '1001', their_status: 'closed', attempts: 1, created_at: '2026-11-24T15:00:00Z' },
  ...{ answered_at: '2026-11-24T16:00:00Z', next_at: '2026-11-24T17:00:00Z', last_error: null },
  log: [
    { at: '2026-11-24T15:00:00Z', act: 'sending', detail: null },
    { at: '2026-11-24T15:01:00Z', act: 'may_have_arrived', detail: 'http 500' },
    { at: '2026-11-24T15:02:00Z', act: 'found', detail: null },
  ],
};

const answers = (deliveries: object[]) => ({
  ...DESK_ANSWERS,
  'GET /api/v1/cases/101234566/deliveries': () => ({ deliveries }),
});

it('a case that was sent on says where to, how it stands there, and how it got there', async () => {
  serve(answers([SENT]));
  await draw(<Deliveries of={{ number: '101234566', kind: 'service_request' }} />);
  expect(await screen.findByText('RIVERTON POWER: arrived')).toBeVisible();
  expect(screen.getByText(/Their number: 1001\. They say: done\./)).toHaveTextContent('K311-ABC');
  const steps = within(screen.getByRole('list', { name: /Delivery log/ })).getAllByRole('listitem');
  expect(steps.map((step) => step.textContent)).toEqual([
    expect.stringMatching(/: sending$/),
    expect.stringMatching(/: may have arrived \(http 500\)$/),
    expect.stringMatching(/: found there$/),
  ]);
});

it('a case that goes to nobody says nothing of it', async () => {
  serve(answers([]));
  await draw(<Deliveries of={{ number: '101234566', kind: 'service_request' }} />);
  expect(screen.queryByRole('heading', { name: 'Sent on' })).toBeNull();
});
