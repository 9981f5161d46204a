import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';

const quiet = { ...DESK_ANSWERS, 'GET /api/v1/search': () => NOTHING_FOUND };
const NOTHING_FOUND = { ...DESK_ANSWERS['GET /api/v1/search'](), danger: null };
const department = () => screen.getByRole('combobox', { name: 'Department' });

async function chooseDepartment() {
  await screen.findByRole('option', { name: 'TRANSPORTATION' });
  await userEvent.selectOptions(department(), 'TRANSPORTATION');
}

it('leads back to a question that was not sent before the call can end', async () => {
  serve(quiet);
  await draw(<Screens />, { at: '/desk/ask' });
  await chooseDepartment();
  await userEvent.keyboard('{F9}');
  const asked = await screen.findByRole('alert');
  expect(asked).toHaveTextContent(/Not sent: Ask/);
  expect(screen.queryByRole('button', { name: 'End the call' })).toBeNull();
  await userEvent.keyboard('{Enter}');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(department()).toHaveValue('7');
});

it('ends the call when what was begun is thrown away', async () => {
  serve(quiet);
  await draw(<Screens />, { at: '/desk/ask' });
  await chooseDepartment();
  await userEvent.keyboard('{F9}');
  await userEvent.click(await screen.findByRole('button', { name: 'Throw it away' }));
  expect(await screen.findByRole('button', { name: 'End the call' })).toBeVisible();
});

it('counts a question that was only taken over from the search box, while its form stands there', async () => {
  serve(quiet);
  await draw(<Screens />, { at: '/desk' });
  await userEvent.type(await screen.findByRole('combobox', { name: 'What is it about?' }), 'how often?');
  await userEvent.keyboard('{F8}');
  expect(await screen.findByRole('textbox', { name: 'What is asked' })).toHaveValue('how often?');
  await userEvent.keyboard('{F9}');
  expect(await screen.findByRole('alert')).toHaveTextContent('how often?');
});

it('keeps an answer that was begun for its case, and offers it on every other screen', async () => {
  serve({ ...quiet, 'GET /api/v1/cases': () => ({ cases: [] }) });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Write down the answer' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'What MAYA LINDQVIST says' }), 'twice an hour');
  expect(screen.queryByRole('region', { name: 'Not sent yet' })).toBeNull();
  await userEvent.click(screen.getByRole('link', { name: 'Desk' }));
  const band = within(await screen.findByRole('region', { name: 'Not sent yet' }));
  await userEvent.click(band.getByRole('link', { name: 'Write down the answer, case 10 000 0011' }));
  expect(await screen.findByDisplayValue('twice an hour')).toHaveFocus();
});

it('forgets what was sent, and what was put away', async () => {
  const heard = serve({ ...quiet, 'POST /api/v1/asks/41/answer': () => CASE });
  await draw(<Screens />, { at: '/cases/100000011' });
  for (const ending of ['Record the answer', 'Cancel']) {
    await userEvent.click(await screen.findByRole('button', { name: 'Write down the answer' }));
    const text = screen.getByRole('textbox', { name: 'What MAYA LINDQVIST says' });
    expect(text).toHaveValue('');
    await userEvent.type(text, 'twice an hour');
    const form = within(screen.getByRole('form', { name: 'Write down the answer' }));
    await userEvent.click(form.getByRole('button', { name: new RegExp(ending) }));
  }
  await screen.findByRole('button', { name: 'Write down the answer' });
  expect(sessionStorage.getItem('kept311.unsent.1')).toBe('[]');
  expect(heard.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

it('does not ask about what can be sent after the call', async () => {
  serve({ ...quiet, 'GET /api/v1/interactions/mine': () => ({ interaction: CALL }) });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Write down the answer' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'What MAYA LINDQVIST says' }), 'twice');
  await userEvent.keyboard('{F9}');
  expect(await screen.findByRole('button', { name: 'End the call' })).toBeVisible();
});

it('still has what was begun when the page was loaded again', async () => {
  serve(quiet);
  const page = await draw(<Screens />, { at: '/desk/ask' });
  await chooseDepartment();
  page.unmount();
  await draw(<Screens />, { at: '/desk/ask' });
  await screen.findByRole('option', { name: 'TRANSPORTATION' });
  expect(department()).toHaveValue('7');
});
