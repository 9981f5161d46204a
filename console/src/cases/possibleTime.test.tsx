import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS, PROMISE } from '../test/city';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';

const MAYA = { id: 2, name: 'MAYA LINDQVIST' };
const USUAL = DESK_ANSWERS['GET /api/v1/due-time']();
const EVENING = '2026-11-24T21:00';
const theirs = { ...PROMISE, owner: MAYA };

/** Nobody is at work in the evening, and nothing that has passed can be promised. */
function dueTime(local: string | null) {
  if (local && local < USUAL.due_local) {
    return new Refusal(422, {
      type: 'urn:kept311:problem:promise.due_in_past',
      title: 'Past',
      status: 422,
    });
  }
  const off = { in_hours: false, next_possible: '2026-11-25T13:30:00Z' };
  return { ...USUAL, ...(local === EVENING && off) };
}

async function openAct(act: string, one = CASE) {
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: CALL }),
    'GET /api/v1/cases/100000011': () => one,
    'GET /api/v1/due-time': ({ query }) => dueTime(query.get('local')),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: act }));
}

it.each([
  ['Make a promise', 'By when', CASE],
  ['Hand over to somebody else', 'By when', CASE],
  ['Move the promise', 'By when', CASE],
  ['More time for the answer', 'Until when', CASE],
  ['More time for the promise', 'Until when', { ...CASE, promises: [theirs] }],
])('offers in ‘%s’ the next possible time where nobody is at work', async (act, field, one) => {
  await openAct(act, one);
  const due = await screen.findByLabelText(field);
  fireEvent.change(due, { target: { value: EVENING } });
  await userEvent.click(await screen.findByRole('button', { name: 'Take tomorrow, 8:30 AM' }));
  expect(due).toHaveValue('2026-11-25T08:30');
});

it('offers the usual time where the one that stands has passed', async () => {
  const [ask] = CASE.asks;
  await openAct('More time for the answer', { ...CASE, asks: [{ ...ask!, due: '2026-11-24T15:00:00Z' }] });
  await userEvent.click(await screen.findByRole('button', { name: 'Take today 12:40 PM' }));
  expect(screen.getByLabelText('Until when')).toHaveValue('2026-11-24T12:40');
});
