import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, DESK_ANSWERS, ROSA } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';

it('keeps the department that was chosen before the caller was known', async () => {
  const unknown = { ...CALL, contact: null, callers: [ROSA] };
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: unknown }),
    'POST /api/v1/interactions/11/contact': () => CALL,
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
});
