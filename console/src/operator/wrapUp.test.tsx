import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS, PROMISE } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { phoneCall } from '../test/telephone';

async function wrapUpOf(kind: 'promise' | 'follow_up' | 'target') {
  const call = { ...CALL, inbound: false, result: 'connected', for: { case: '100000011', kind, id: 7 } };
  serve({ ...DESK_ANSWERS, 'GET /api/v1/interactions/mine': () => ({ interaction: call }) });
  await draw(<Screens />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('button', { name: /Wrap up/ }));
}

it('says that a follow-up was done only when it is recorded', async () => {
  await wrapUpOf('follow_up');
  expect(await screen.findByRole('radio', { name: /Follow-up done/ })).not.toBeChecked();
  expect(screen.getByRole('radio', { name: /Other/ })).toBeChecked();
});

it('says that a promise was kept by the call that keeps it', async () => {
  await wrapUpOf('promise');
  expect(await screen.findByRole('radio', { name: /Promise kept/ })).toBeChecked();
});

it('takes no call about a service target for one that keeps a promise', async () => {
  await wrapUpOf('target');
  expect(await screen.findByRole('radio', { name: /Other/ })).toBeChecked();
});

it('says of whom nothing could be promised that the number and whom to call were given', async () => {
  await wrapUpOf('target');
  await screen.findByRole('radio', { name: /Other/ });
  await userEvent.keyboard('-');
  expect(screen.getByRole('radio', { name: '- – Number and contact given' })).toBeChecked();
});

it('offers that a promise was made, once it was in this call', async () => {
  serve({ ...DESK_ANSWERS, 'POST /api/v1/cases/100000011/promises': () => CASE });
  await draw(<Screens />, { at: '/cases/100000011' });
  await userEvent.click(await screen.findByRole('button', { name: 'Make a promise' }));
  const form = within(await screen.findByRole('form', { name: 'Make a promise' }));
  await waitFor(() => expect(form.getByLabelText('By when')).not.toHaveValue(''));
  await userEvent.click(form.getByRole('button', { name: 'Promise' }));
  await screen.findByText('The promise is made.');
  await userEvent.click(screen.getByRole('button', { name: /Wrap up/ }));
  expect(await screen.findByRole('radio', { name: '9 – Promise made' })).toBeChecked();
  await userEvent.keyboard('0');
  expect(screen.getByRole('radio', { name: '0 – Other' })).toBeChecked();
});

it('asks before the end whether the apology was said, and records what is answered', async () => {
  const call = { ...CALL, apologies_owed: ['100000011'] };
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: call }),
    'POST /api/v1/interactions/11/apology': () => {
      call.apologies_owed = [];
      return call;
    },
  });
  await draw(<Screens />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('button', { name: /Wrap up/ }));
  expect(
    screen.getByRole('heading', { name: 'ROSA is owed an apology, case 10 000 0011. Was it said?' }),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: 'End the call' })).toBeNull();
  expect(screen.getByRole('button', { name: 'It was said' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'End the call' })).toBeVisible();
  expect(heard.findLast(({ method }) => method === 'POST')?.body).toEqual({ case: '100000011' });
});

it('lets a call end without the apology, which stays owed', async () => {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({
      interaction: { ...CALL, apologies_owed: ['100000011'] },
    }),
  });
  await draw(<Screens />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('button', { name: /Wrap up/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Not said: it stays owed' }));
  expect(await screen.findByRole('button', { name: 'End the call' })).toBeVisible();
  expect(heard.filter(({ method }) => method === 'POST')).toEqual([]);
});

/** She was called on case 100000011 to be told sorry, and is on the line. */
const TO_SAY_SORRY: Schemas['Interaction'] = {
  ...CALL,
  direction: 'outbound',
  result: 'connected',
  apologies_owed: ['100000011', '100000022'],
  for: { case: '100000011', kind: 'apology', id: 7 },
  call: phoneCall({ direction: 'outbound', state: 'talking', interaction: CALL.id }),
};

async function calling(begun: Schemas['Interaction']) {
  let call = begun;
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: call }),
    'POST /api/v1/interactions/11/result': ({ body }) => {
      call = { ...call, result: (body as Schemas['AttemptResult']).result, apologies_owed: [] };
      return call;
    },
  });
  await draw(<Screens />, { at: '/desk' });
  return heard;
}

it('records that whoever was called to be told so would not hear it, and goes on with the call', async () => {
  const heard = await calling(TO_SAY_SORRY);
  // Of what else is owed to them nothing was said.
  await userEvent.click(await screen.findByRole('button', { name: 'They will not hear it' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'They will not hear it' })).toBeNull());
  expect(heard.findLast(({ method }) => method === 'POST')?.body).toEqual({ result: 'refused' });
  expect(screen.getByRole('heading', { name: 'On the line: ROSA' })).toBeVisible();
  expect(screen.queryByRole('radio')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /Wrap up/ }));
  expect(await screen.findByRole('radio', { name: /Other/ })).toBeChecked();
  expect(screen.getByRole('button', { name: 'End the call' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Go on talking' }));
  expect(screen.queryByRole('radio')).toBeNull();
});

it('puts the focus where the call goes on once what was asked is answered', async () => {
  const reached = { ...TO_SAY_SORRY, apologies_owed: ['100000011'] };
  let call: Schemas['Interaction'] = { ...reached, call: null, result: null };
  serve({
    ...DESK_ANSWERS,
    'GET /api/v1/interactions/mine': () => ({ interaction: call }),
    'POST /api/v1/interactions/11/result': ({ body }) =>
      (call = { ...call, result: (body as Schemas['AttemptResult']).result }),
    'POST /api/v1/interactions/11/apology': () => (call = { ...call, apologies_owed: [] }),
  });
  await draw(<Screens />, { at: '/desk' });
  await userEvent.click(await screen.findByRole('button', { name: 'Reached' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'It was said' })).toHaveFocus());
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'What they answered' })).toHaveFocus());
});

it.each([
  ['who will not hear it', TO_SAY_SORRY, 'They will not hear it', /What they answered/],
  [
    'a call for something else',
    { ...TO_SAY_SORRY, for: null, result: null, apologies_owed: [] },
    'Reached',
    /^Wrap up/,
  ],
])('does so for %s', async (_, begun, pressed, next) => {
  await calling({ ...begun, call: null });
  await userEvent.click(await screen.findByRole('button', { name: pressed }));
  const role = next.source.includes('Wrap') ? 'button' : 'textbox';
  await waitFor(() => expect(screen.getByRole(role, { name: next })).toHaveFocus());
});

it('lets who would not talk turn out to have been somebody else', async () => {
  await calling(TO_SAY_SORRY);
  const other = { name: 'It was not the resident who answered' };
  await userEvent.click(await screen.findByRole('button', other));
  await userEvent.click(screen.getByRole('button', { name: 'Refused to talk' }));
  await userEvent.click(await screen.findByRole('button', other));
  expect(screen.queryByRole('button', { name: 'Refused to talk' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Voicemail' }));
  expect(await screen.findByRole('heading', { name: 'ROSA: Voicemail' })).toBeVisible();
  expect(screen.getByRole('radio', { name: /No contact/ })).toBeChecked();
  // The voicemail still runs.
  expect(screen.getByRole('button', { name: 'End the call' })).toBeVisible();
});

it('only finishes a call that nobody answered', async () => {
  await calling({ ...TO_SAY_SORRY, call: null, answered_at: null, result: null, apologies_owed: [] });
  await userEvent.click(await screen.findByRole('button', { name: 'No answer' }));
  expect(await screen.findByRole('button', { name: 'Finish' })).toBeVisible();
});

it('gives the words for an apology, and keeps what was answered in the notes', async () => {
  const broken = {
    ...CASE,
    promises: [{ ...PROMISE, state: 'broken' as const, owner: { id: 2, name: 'MAYA' } }],
  };
  const call = {
    ...CALL,
    direction: 'outbound',
    result: 'connected',
    apologies_owed: ['100000011'],
    for: { case: '100000011', kind: 'apology', id: 7 },
  };
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/cases/100000011': () => broken,
    'GET /api/v1/interactions/mine': () => ({ interaction: call }),
    'POST /api/v1/interactions/11/end': () => ({ ...CALL, ended_at: '2026-11-24T16:50:00Z' }),
  });
  await draw(<Screens />, { at: '/desk' });
  expect(
    await screen.findByText(/MAYA promised to call you, today by 12:40 PM, and did not. I am sorry./),
  ).toBeVisible();
  await userEvent.type(screen.getByRole('textbox', { name: 'What they answered' }), 'THAT IS ALL RIGHT');
  await userEvent.click(screen.getByRole('button', { name: /Wrap up/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Not said: it stays owed' }));
  expect(await screen.findByRole('radio', { name: /Other/ })).toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'End the call' }));
  expect(heard.findLast(({ method }) => method === 'POST')?.body).toEqual({
    wrap_up: 'other',
    notes: 'THAT IS ALL RIGHT',
  });
});

it('says which number to dial where nothing here dials it, and whom one calls', async () => {
  const call = { ...CALL, direction: 'outbound', result: null, answered_at: null };
  serve({ ...DESK_ANSWERS, 'GET /api/v1/interactions/mine': () => ({ interaction: call }) });
  await draw(<Screens />, { at: '/desk' });
  expect(await screen.findByText('Dial on your own telephone: +1 416 555 0142')).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Call ROSA' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Whom you call' })).toBeVisible();
});

it('leaves the focus at what came of the call, whatever form comes up on the desk', async () => {
  const call = { ...CALL, direction: 'outbound', result: null, answered_at: null };
  serve({ ...DESK_ANSWERS, 'GET /api/v1/interactions/mine': () => ({ interaction: call }) });
  await draw(<Screens />, { at: '/desk/refer' });
  await screen.findByRole('textbox', { name: 'What is asked' });
  expect(screen.getByRole('button', { name: 'Reached' })).toHaveFocus();
});
