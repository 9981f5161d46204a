import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, CATALOGUE, DESK_ANSWERS, PROMISE } from '../test/city';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';

const FOR_PROMISE = { case: CASE.number, kind: 'promise' as const, id: PROMISE.id };
const called = { ...CALL, direction: 'outbound' as const, result: 'connected', for: FOR_PROMISE };
const [ask] = CASE.asks;
const NAMED: typeof CASE = {
  ...CASE,
  timeline: [{ ...CASE.timeline[0]!, kind: 'ask_extended', values: { due: ask!.due } }],
};
const answers = (one = NAMED) => ({
  ...DESK_ANSWERS,
  'GET /api/v1/interactions/mine': () => ({ interaction: called }),
  'GET /api/v1/cases/100000011': () => one,
});
const handOver = () => screen.findByRole('button', { name: 'Hand over to somebody else' });

it('proposes the time that the department has named, and else the one that is really kept', async () => {
  serve(answers());
  const { unmount } = await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await handOver());
  expect(await screen.findByLabelText('By when')).toHaveValue('2026-11-24T13:40');
  unmount();
  serve(answers(CASE));
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await handOver());
  await waitFor(() => expect(screen.getByLabelText('By when')).toHaveValue('2026-11-24T12:40'));
});

it('leaves the focus and what was typed where a time is not whole yet, or not possible', async () => {
  serve({
    ...answers(),
    'GET /api/v1/due-time': () =>
      new Refusal(422, { type: 'urn:kept311:problem:promise.due_in_past', title: 'Past', status: 422 }),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await handOver());
  const due = await screen.findByLabelText('By when');
  due.focus();
  fireEvent.change(due, { target: { value: '2026-01-24T13:40' } });
  expect(await screen.findByText('That time has passed. Name a later one.')).toBeVisible();
  expect(due).toHaveFocus();
  fireEvent.change(due, { target: { value: '' } });
  expect(due).toHaveValue('');
});

it('is the likely thing until it was done', async () => {
  const kept = { ...PROMISE, state: 'kept' as const };
  const made = { ...PROMISE, id: 32, owner: { id: 2, name: 'MAYA LINDQVIST' } };
  serve(answers({ ...NAMED, promises: [kept, made] }));
  await draw(<Screens />, { at: '/cases/100000011' });
  expect(await handOver()).toHaveClass('usa-button--outline');
});

it('gives way to the outcome once the department has answered, with the answer to read out', async () => {
  const answered = { ...ask!, state: 'answered' as const, answer: 'THE CREW PAINTS IT IN SPRING.' };
  serve(answers({ ...NAMED, asks: [answered] }));
  await draw(<Screens />, { at: '/cases/100000011' });
  expect(await handOver()).toHaveClass('usa-button--outline');
  expect(screen.getByRole('heading', { name: `Answer of ${answered.owner.name}` })).toBeVisible();
  expect(screen.getByText(answered.answer)).toBeVisible();
  const outcome = screen.getByRole('button', { name: 'Record the outcome' });
  expect(outcome).not.toHaveClass('usa-button--outline');
  await userEvent.click(outcome);
  expect(await screen.findByLabelText(/^What the resident hears/)).toHaveValue(answered.answer);
});

it('lists by name who may take over, those who are away last', async () => {
  const [oren, maya] = CATALOGUE.staff;
  const more = [
    { ...oren!, id: 5, name: 'ZOE' },
    { ...oren!, id: 6, name: 'ADA', away: true },
  ];
  serve({
    ...answers(),
    'GET /api/v1/catalogue': () => ({ ...CATALOGUE, staff: [...more, oren, maya] }),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await handOver());
  const owner = screen.getByRole('combobox', { name: 'Who will call' });
  expect(
    within(owner)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Choose', 'MAYA LINDQVIST', 'OREN HALE', 'ZOE', 'ADA (away)']);
});

it('says of who is not at work by the time when they are back, and lists them last', async () => {
  serve({
    ...answers(),
    'GET /api/v1/availability': () => ({
      staff: [
        { id: 1, there: true, at_work: true, back_at: null },
        { id: 2, there: false, at_work: false, back_at: '2026-11-30T14:00:00Z' },
      ],
    }),
  });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await handOver());
  const who = await screen.findByRole('combobox', { name: 'Who will call' });
  await within(who).findByRole('option', { name: 'MAYA LINDQVIST (back Mon 30 Nov, 9:00 AM)' });
  expect(within(who).getAllByRole('option').at(-1)).toHaveTextContent('MAYA LINDQVIST');
});
