import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { CASE, DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';
import CasePage from './CasePage';

const CHANGED = new Refusal(409, {
  type: 'urn:kept311:problem:case.changed',
  title: 'Changed',
  status: 409,
  events_since: [
    {
      seq: 9,
      kind: 'ask_answered',
      occurred_at: '2026-11-24T16:39:00Z',
      recorded_at: '2026-11-24T16:39:00Z',
      who: { id: 4, name: 'AMARA DIALLO' },
      values: {},
      text: 'SHE KNOWS',
    },
  ],
});

it('a conflict shows what others did, and what was typed stays', async () => {
  let refused = 0;
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/cases/100000011': () => ({ ...CASE, version: CASE.version + refused }),
    'POST /api/v1/cases/100000011/outcome': () => {
      refused += 1;
      return refused === 1 ? CHANGED : CASE;
    },
  });
  await draw(
    <Routes>
      <Route path="/cases/:number" element={<CasePage />} />
    </Routes>,
    { at: '/cases/100000011' },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Record the outcome' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Answered');
  await userEvent.type(screen.getByRole('textbox', { name: 'What the resident hears' }), 'It is so.');
  const form = screen.getByRole('form', { name: 'Record the outcome' });
  await userEvent.click(within(form).getByRole('button', { name: 'Record the outcome' }));

  const told = await screen.findByRole('alert');
  expect(told).toHaveTextContent('The case changed while you were writing');
  expect(told).toHaveTextContent('Question answered');
  expect(told).toHaveTextContent('AMARA DIALLO');
  await userEvent.click(screen.getByRole('button', { name: 'Look again and keep what I typed' }));
  expect(screen.getByRole('textbox', { name: 'What the resident hears' })).toHaveValue('It is so.');

  await screen.findByText('ELM STREET');
  await userEvent.click(within(form).getByRole('button', { name: 'Record the outcome' }));
  await screen.findByRole('button', { name: 'Record the outcome' });
  const [first, second] = heard.filter(({ method }) => method === 'POST');
  const version = (body: unknown) => (body as { expected_version: number }).expected_version;
  expect([version(first!.body), version(second!.body)]).toEqual([CASE.version, CASE.version + 1]);
});
