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
