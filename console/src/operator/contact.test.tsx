import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { DESK_ANSWERS, ROSA } from '../test/city';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';

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

async function editing(answer: () => unknown) {
  const heard = serve({ ...DESK_ANSWERS, 'PATCH /api/v1/contacts/3': answer });
  await draw(<Screens />, { at: '/desk/contacts/3' });
  await userEvent.click(await screen.findByRole('button', { name: 'Change this record' }));
  return heard;
}
const sent = (heard: Awaited<ReturnType<typeof editing>>) =>
  heard.find(({ method }) => method === 'PATCH')?.body;

it('changes what is known of somebody; what is emptied is taken away', async () => {
  const heard = await editing(() => ({ ...ROSA, version: 5 }));
  const form = within(screen.getByRole('form', { name: 'Change this record' }));
  const address = form.getByRole('textbox', { name: 'Postal address' });
  await userEvent.clear(address);
  await userEvent.type(address, '3 MILL LANE');
  await userEvent.clear(form.getByRole('textbox', { name: /Accessibility/ }));
  await userEvent.type(form.getByRole('textbox', { name: 'Another telephone' }), '416 555 0199');
  await userEvent.selectOptions(form.getByRole('combobox', { name: 'Would rather be reached by' }), 'sms');
  await userEvent.click(form.getByRole('button', { name: 'Save' }));
  await screen.findByRole('button', { name: 'Change this record' });
  expect(sent(heard)).toEqual({
    name: 'ROSA',
    phones: ['+1 416 555 0142', '416 555 0199'],
    email: null,
    language: 'en',
    accessibility: null,
    address: '3 MILL LANE',
    channel: 'sms',
    expected_version: 4,
  });
});

it('takes the focus when it is opened, also after what was begun before was put away', async () => {
  serve(DESK_ANSWERS);
  const before = await draw(<Screens />, { at: '/desk/contacts/3' });
  const open = { name: 'Change this record' };
  await userEvent.click(await screen.findByRole('button', open));
  const name = () => within(screen.getByRole('form', open)).getByRole('textbox', { name: 'Name' });
  await userEvent.type(name(), ' MARIE');
  before.unmount();
  await draw(<Screens />, { at: '/desk/contacts/3' });
  expect(await screen.findByRole('form', open)).toBeVisible();
  expect(name()).toHaveValue('ROSA MARIE');
  expect(name()).not.toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(screen.getByRole('button', open));
  expect(name()).toHaveValue('ROSA');
  expect(name()).toHaveFocus();
});

it('names the number that cannot be dialled, and keeps what was typed', async () => {
  await editing(
    () =>
      new Refusal(422, {
        type: 'urn:kept311:problem:phone.too_short',
        title: 'Too short',
        status: 422,
        errors: [{ pointer: '/phones/0', reason: 'phone.too_short', detail: 'TOO SHORT' }],
      }),
  );
  const form = within(screen.getByRole('form', { name: 'Change this record' }));
  const [first] = form.getAllByRole('textbox', { name: /elephone/ });
  await userEvent.clear(first!);
  await userEvent.type(form.getAllByRole('textbox', { name: /elephone/ })[1]!, '41');
  await userEvent.click(form.getByRole('button', { name: 'Save' }));
  // The empty one was not sent: the first that was is the second on the screen.
  const wrong = await form.findByRole('textbox', { name: /elephone/, description: /too few digits/ });
  expect(wrong).toHaveValue('41');
});

/** Somebody else changed her name and her address while this was being typed. */
async function overtaken() {
  const theirs = { ...ROSA, name: 'ROSALIND', address: '3 MILL LANE', version: 5 };
  let now = ROSA;
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/contacts/3': () => now,
    'PATCH /api/v1/contacts/3': ({ body }) => {
      const { expected_version: seen } = body as { expected_version: number };
      if (seen === 5) return theirs;
      now = theirs;
      return new Refusal(409, {
        type: 'urn:kept311:problem:contact.changed',
        title: 'Changed',
        status: 409,
      });
    },
  });
  await draw(<Screens />, { at: '/desk/contacts/3' });
  await userEvent.click(await screen.findByRole('button', { name: 'Change this record' }));
  const form = within(screen.getByRole('form', { name: 'Change this record' }));
  await userEvent.type(form.getByRole('textbox', { name: 'Name' }), ' MARIE');
  await userEvent.type(form.getByRole('textbox', { name: 'E-mail' }), 'rosa@example.org');
  await userEvent.click(form.getByRole('button', { name: 'Save' }));
  const save = await form.findByRole('button', { name: 'Save what is chosen' });
  return { heard, form, save };
}

it('shows both versions of a record to whom another was quicker than, and saves what is chosen', async () => {
  const { heard, form, save } = await overtaken();
  const choices = within(form.getByRole('alert')).getAllByRole('group');
  expect(choices.map((group) => group.querySelector('legend')!.textContent)).toEqual([
    'Name',
    'E-mail',
    'Postal address',
  ]);
  expect(form.getByRole('radio', { name: /Yours.*ROSA MARIE/ })).toBeChecked();
  await userEvent.click(form.getByRole('radio', { name: /Now.*ROSALIND/ }));
  await userEvent.click(save);
  await screen.findByRole('button', { name: 'Change this record' });
  expect(heard.findLast(({ method }) => method === 'PATCH')?.body).toMatchObject({
    name: 'ROSALIND',
    email: 'rosa@example.org',
    address: '3 MILL LANE',
    expected_version: 5,
  });
});

it('goes on with what stands now, if one’s own is dropped', async () => {
  const { form } = await overtaken();
  await userEvent.click(form.getByRole('button', { name: 'Drop mine and go on with what stands now' }));
  expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('ROSALIND');
  expect(form.getByRole('textbox', { name: 'E-mail' })).toHaveValue('');
  expect(form.queryByRole('alert')).toBeNull();
});
