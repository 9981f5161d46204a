import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS, ROSA } from '../test/city';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';

it('keeps the department that was chosen before the caller was known', async () => {
  let talk: typeof CALL = { ...CALL, contact: null, callers: [ROSA] };
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: talk }),
    'POST /api/v1/interactions/11/contact': () => (talk = CALL),
  });
  await draw(<Screens />, { at: '/desk/ask' });
  const department = await screen.findByRole('combobox', { name: 'Department' });
  await screen.findByRole('option', { name: 'TRANSPORTATION' });
  await userEvent.selectOptions(department, 'TRANSPORTATION');
  await userEvent.click(screen.getByRole('button', { name: 'This is ROSA' }));
  expect(await screen.findByRole('textbox', { name: 'Number to call' })).toHaveValue('+1 416 555 0142');
  expect(screen.getByRole('combobox', { name: 'Department' })).toHaveValue('7');
  expect(screen.getByRole('combobox', { name: 'Department' })).toHaveFocus();
});

it('says why no earlier call is proposed, and asks for a time in view of the department', async () => {
  const proposed = DESK_ANSWERS['GET /api/v1/due-time']();
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/due-time': ({ query }) =>
      query.has('department')
        ? {
            ...proposed,
            due: '2026-11-30T15:30:00Z',
            due_local: '2026-11-30T10:30',
            department_opens_at: '2026-11-30T14:30:00Z',
          }
        : proposed,
  });
  await draw(<Screens />, { at: '/desk/ask' });
  await screen.findByRole('option', { name: 'TRANSPORTATION' });
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Department' }), 'TRANSPORTATION');
  expect(await screen.findByText('TRANSPORTATION answers again Mon 30 Nov, 9:30 AM.')).toBeVisible();
  expect(screen.getByLabelText('By when')).toHaveValue('2026-11-30T10:30');
});

it('doubts a time at which nobody would call', async () => {
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/due-time': () => ({
      ...DESK_ANSWERS['GET /api/v1/due-time'](),
      in_hours: false,
      owner_back_at: '2026-11-25T13:00:00Z',
      next_possible: '2026-11-25T13:00:00Z',
    }),
  });
  await draw(<Screens />, { at: '/desk/ask' });
  expect(await screen.findByText('By your shifts you are back tomorrow, 8:00 AM.')).toBeVisible();
  expect(
    screen.getByText('That is outside the hours of OREN HALE. Next possible: tomorrow, 8:00 AM.'),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Take tomorrow, 8:00 AM' }));
  expect(screen.getByLabelText('By when')).toHaveValue('2026-11-25T08:00');
});

it('says no longer what was wrong with a time once another is typed', async () => {
  serve({
    ...DESK_ANSWERS,
    'POST /api/v1/cases': () =>
      new Refusal(422, {
        type: 'urn:kept311:problem:time.past',
        title: 'Past',
        status: 422,
        errors: [{ pointer: '/promise/due_local', reason: 'time.past', detail: 'IT IS OVER' }],
      }),
  });
  await draw(<Screens />, { at: '/desk/ask' });
  await screen.findByRole('option', { name: 'TRANSPORTATION' });
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Department' }), 'TRANSPORTATION');
  await userEvent.type(screen.getByRole('textbox', { name: 'What is asked' }), 'WHY?');
  const due = await screen.findByDisplayValue('2026-11-24T12:40');
  await userEvent.click(screen.getByRole('button', { name: 'Ask and promise' }));
  expect(await screen.findAllByText('IT IS OVER')).not.toHaveLength(0);
  expect(due).toBeInvalid();
  fireEvent.change(due, { target: { value: '2026-11-24T15:00' } });
  expect(due).toBeValid();
  expect(screen.queryByText('IT IS OVER')).toBeNull();
});

it('says of a gap only in the call in which it was noted', async () => {
  const found = { ...DESK_ANSWERS['GET /api/v1/search'](), danger: null };
  let talk: typeof CALL | null = CALL;
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/search': () => ({
      ...found,
      articles: [],
      services: [],
      contacts: [],
      cases: [],
      historic: [],
    }),
    'GET /api/v1/interactions/mine': () => ({ interaction: talk }),
    'POST /api/v1/gaps': () => ({}),
    'POST /api/v1/interactions/11/end': () => {
      talk = null;
      return { ...CALL, ended_at: '2026-11-24T16:50:00Z' };
    },
    'POST /api/v1/interactions': () => (talk = { ...CALL, id: 12 }),
  });
  await draw(<Screens />, { at: '/desk' });
  const asking = async () => {
    await userEvent.type(await screen.findByRole('combobox', { name: 'What is it about?' }), 'why?');
    return screen.findByRole('option', { name: 'Note that nobody could find an answer' });
  };
  await userEvent.click(await asking());
  expect(await screen.findByText(/^Noted: nobody/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Wrap up/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'End the call' }));
  await userEvent.type(await screen.findByRole('textbox', { name: /number/ }), '416 555 0142');
  await userEvent.click(screen.getByRole('button', { name: 'Answer' }));
  await screen.findByText(/On the line/);
  await asking();
  expect(screen.queryByText(/^Noted: nobody/)).toBeNull();
});

it('offers who is on the line for what was opened before the name was known', async () => {
  const nameless = { ...CALL, without_name: [{ number: '100000011', version: 3 }] };
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: nameless }),
    'POST /api/v1/cases/100000011/reporter': () => {
      nameless.without_name = [];
      return CASE;
    },
  });
  await draw(<Screens />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('button', { name: 'It is for ROSA' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'It is for ROSA' })).toBeNull());
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    contact: 3,
    interaction: 11,
    expected_version: 3,
  });
});
