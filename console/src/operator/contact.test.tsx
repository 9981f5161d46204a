import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { DESK_ANSWERS, ROSA } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';

it('makes a record part of another that was searched for by name', async () => {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/search': () => ({
      ...DESK_ANSWERS['GET /api/v1/search'](),
      contacts: [
        { id: 3, name: 'ROSA', phones: ROSA.phones },
        { id: 8, name: 'ROSA D.', phones: ['+14165550199'] },
      ],
      danger: null,
    }),
    'POST /api/v1/contacts/3/merge': () => ({ ...ROSA, id: 8 }),
    'GET /api/v1/contacts/8': () => ({ ...ROSA, id: 8 }),
  });
  await draw(<Screens />, { at: '/desk/contacts/3' });
  const other = await screen.findByRole('textbox', { name: 'Name or number of the other record' });
  await userEvent.type(other, 'rosa');
  await screen.findByRole('option', { name: 'ROSA D., +1 416 555 0199' });
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'The same person as' }), '8');
  await userEvent.click(screen.getByRole('button', { name: 'Make it part of the other' }));
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ into: 8 });
});
