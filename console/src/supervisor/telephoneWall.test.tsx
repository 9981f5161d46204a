import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { Screens } from '../shell/Screens';
import { CATALOGUE, list, NADIA, signedIn } from '../test/cast';
import { CALL } from '../test/city';
import { draw, NOW } from '../test/render';
import { serve } from '../test/server';
import { AMARA, OREN, party, phoneCall, telephone } from '../test/telephone';
import { untranslated } from '../test/untranslated';

const figures = (more: Partial<Schemas['CallFigures']> = {}): Schemas['CallFigures'] => ({
  offered: 55,
  answered: 45,
  abandoned: 5,
  short_abandoned: 2,
  called_back: 3,
  within_level: 41,
  speed_of_answer_seconds: 12.4,
  longest_wait_seconds: 140,
  handled: 40,
  talk_seconds: 200,
  hold_seconds: 10,
  wrap_up_seconds: 45,
  ...more,
});

const missed = party({
  ...{ party: 2, kind: 'department', staff: { id: 7, name: 'MAYA' }, answered_at: null },
  ...{ not_come: 'busy', interpreter_id: null, language: null, minutes: null },
});
const QUEUE = { key: 'en', name: { en: 'ENGLISH', fr: 'ANGLAIS' } };
const WALL: Schemas['TelephoneWall'] = {
  now: NOW,
  level_percent: 80,
  level_seconds: 30,
  listening: false,
  queues: [
    {
      queue: QUEUE,
      waiting: 2,
      longest_since: '2026-11-24T16:38:40Z',
      expected_wait_seconds: 95,
      operators: 2,
      today: figures({ answered: 9, abandoned: 1, within_level: 6 }),
    },
  ],
  operators: [
    { staff: OREN, standing: 'not_ready', reason: 'lunch', since: NOW, call: null, promise_due: null },
    {
      staff: NADIA,
      standing: 'not_ready',
      reason: 'declined',
      since: NOW,
      call: null,
      promise_due: null,
    },
    { staff: AMARA, standing: 'ready', reason: null, since: NOW, call: null, promise_due: null },
  ],
  calls: [phoneCall({ state: 'waiting', agent: null })],
  interpreters: [],
  today: figures(),
  line: { state: 'up', down: [] },
};
const LATELY: Schemas['TelephoneMeasures'] = {
  from: NOW,
  until: NOW,
  level_percent: 80,
  level_seconds: 30,
  all: figures({ answered: 9, abandoned: 1, within_level: 5 }),
  interpreters: [],
  queues: [],
};
const MEASURES = {
  promises: { kept: 0, kept_as_moved: 0, unreached: 0, broken: 0, live: 0, late_by_owner: [] },
  cases: { open: 4, resolved: 7, closed: 3 },
};
const ANSWERS = {
  'GET /api/v1/catalogue': () => CATALOGUE,
  'GET /api/v1/alerts': () => ({ alerts: [] }),
  'GET /api/v1/measures': () => MEASURES,
  'GET /api/v1/obligations': () => list(),
  'GET /api/v1/telephone': () => telephone({ duty: 'off', standing: 'off' }),
  'GET /api/v1/telephone/wall': () => WALL,
  'GET /api/v1/telephone/measures': () => LATELY,
};
const supervisor = (at = '/supervisor', language = 'en') =>
  draw(<Screens />, { session: signedIn(NADIA), at, language });

it('shows who waits, for how long, and how the day goes against what is wanted', async () => {
  const heard = serve(ANSWERS);
  await supervisor();
  const today = await screen.findByRole('link', { name: '82% within 30 s today; wanted: 80%' });
  expect(today).toHaveAttribute('href', '/supervisor/calls?from=2026-11-24');
  const now = await screen.findByRole('link', { name: /50% within 30 s in the last half hour/ });
  expect(now).toHaveClass('figure--alarm');
  const asked = heard.find(({ path }) => path === '/api/v1/telephone/measures')!.query;
  expect([asked.get('from'), asked.get('until')]).toEqual(['2026-11-24T16:10:00Z', '2026-11-24T16:40:00Z']);
  const how = within(screen.getByRole('list', { name: 'Telephone, in figures' }));
  expect(how.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(
    expect.arrayContaining([
      '55 came today',
      '2 hung up at once today',
      '3 min 20 s mean conversation, with hold',
      '10 s mean time on hold',
      '45 s mean wrap-up',
    ]),
  );
  const queues = within(screen.getByRole('table', { name: 'Queues' }));
  expect(queues.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
    '2',
    '1 min 20 s',
    '1 min 35 s',
    '2',
    '60%',
  ]);
  const operators = within(screen.getByRole('table', { name: 'Operators on duty' }));
  expect(operators.getByRole('row', { name: /OREN HALE Not ready: LUNCH/ })).toBeVisible();
  expect(operators.getByRole('row', { name: /Not ready: declined a call/ })).toBeVisible();
});

it.each([
  ['down', 'en', 'The telephone line is down', /Not answering: SBC-1, CARRIER/],
  ['part', 'fr', 'Une partie de la ligne téléphonique est en panne', /Ne répond pas : SBC-1, CARRIER/],
  ['silent', 'en', 'The telephone does not answer', /it does not run/],
] as const)('says when people cannot call: %s, %s', async (state, language, heading, help) => {
  serve({
    ...ANSWERS,
    'GET /api/v1/telephone/wall': () => ({ ...WALL, line: { state, down: ['SBC-1', 'CARRIER'] } }),
  });
  await supervisor('/supervisor', language);
  const alert = await screen.findByRole('heading', { name: heading });
  expect(alert.closest('[role=alert]')).toHaveTextContent(help);
});

it('says nothing of a line that is up', async () => {
  serve(ANSWERS);
  await supervisor();
  expect(await screen.findByRole('table', { name: 'Queues' })).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('sends a call that waits to an operator who is ready', async () => {
  const heard = serve({ ...ANSWERS, 'POST /api/v1/calls/77/pass': () => telephone() });
  await supervisor();
  const whom = await screen.findByRole('combobox', { name: 'Send +1 416 555 0142 to' });
  expect([...whom.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
    'Choose somebody',
    'AMARA DIALLO',
  ]);
  await userEvent.selectOptions(whom, 'AMARA DIALLO');
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ to: AMARA.id }));
});

it('rings whoever gave up waiting, with one press', async () => {
  const abandoned = phoneCall({ state: 'ended', ending: 'abandoned', agent: null });
  const heard = serve({
    ...ANSWERS,
    'GET /api/v1/telephone': () => telephone(),
    'GET /api/v1/interactions/mine': () => ({ interaction: null }),
    'GET /api/v1/calls': () => ({ calls: [abandoned], next: null }),
    'POST /api/v1/interactions': () => ({ ...CALL, direction: 'outbound' }),
  });
  await supervisor('/supervisor/calls?ending=abandoned');
  await userEvent.click(await screen.findByRole('button', { name: 'Ring +1 416 555 0142' }));
  await waitFor(() =>
    expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
      direction: 'outbound',
      channel: 'call',
      phone: '+14165550142',
    }),
  );
});

it('offers no dialling to who is in a call, or off duty', async () => {
  const abandoned = phoneCall({ state: 'ended', ending: 'abandoned', agent: null });
  const answers = (own: Schemas['Telephone']) => ({
    ...ANSWERS,
    'GET /api/v1/telephone': () => own,
    'GET /api/v1/interactions/mine': () => ({ interaction: null }),
    'GET /api/v1/calls': () => ({ calls: [abandoned], next: null }),
  });
  for (const own of [telephone({ duty: 'off', standing: 'off' }), telephone({ call: phoneCall() })]) {
    serve(answers(own));
    const { unmount } = await supervisor('/supervisor/calls?ending=abandoned');
    expect(await screen.findByText('+1 416 555 0142')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Ring / })).toBeNull();
    unmount();
  }
});

it('lists the calls that a figure counts', async () => {
  const ended = phoneCall({
    state: 'ended',
    ending: 'called_back',
    ended_at: '2026-11-24T16:40:00Z',
    agent: null,
    call_back: '123456782',
  });
  const heard = serve({ ...ANSWERS, 'GET /api/v1/calls': () => ({ calls: [ended], next: null }) });
  await supervisor('/supervisor/calls?from=2026-11-24&ending=called_back');
  const link = await screen.findByRole('link', { name: 'Case 12 345 6782' });
  expect(link).toHaveAttribute('href', '/cases/123456782');
  expect(screen.getByRole('row', { name: /\+1 416 555 0142.*Kept their place 40 s/ })).toBeVisible();
  const asked = heard.find(({ path }) => path === '/api/v1/calls')!.query;
  expect([asked.get('from'), asked.get('ending')]).toEqual(['2026-11-24T05:00:00Z', 'called_back']);
});

it('lists all calls about one case, and by way and queue', async () => {
  const heard = serve({
    ...ANSWERS,
    'GET /api/v1/calls': () => ({
      calls: [phoneCall({ state: 'ended', ending: 'hung_up', cases: ['123456782'] })],
      next: null,
    }),
  });
  await supervisor('/supervisor/calls?case=123456782');
  expect(await screen.findByText('Calls about case 12 345 6782')).toBeVisible();
  expect(await screen.findByRole('link', { name: 'Case 12 345 6782' })).toHaveAttribute(
    'href',
    '/cases/123456782',
  );
  await userEvent.selectOptions(screen.getByLabelText('Which way'), 'Called 311');
  await userEvent.selectOptions(screen.getByLabelText('Queue'), 'ENGLISH');
  await userEvent.click(screen.getByRole('button', { name: 'All calls' }));
  const asked = () => heard.filter(({ path }) => path === '/api/v1/calls').map(({ query }) => String(query));
  await waitFor(() => expect(asked().at(-1)).toMatch(/direction=inbound&queue=en/));
  // What the city dials stands in no queue.
  await userEvent.selectOptions(screen.getByLabelText('Which way'), 'Was called');
  expect(screen.queryByLabelText('Queue')).toBeNull();
  await waitFor(() => expect(asked().at(-1)).toMatch(/direction=outbound&limit/));
  expect(asked()[0]).toMatch(/case=123456782/);
});

it('says what interpreters are to be paid for, today and since a day, by language', async () => {
  const interpreters = [
    { language: null, answered: 1, minutes: 4 },
    { language: 'so', answered: 2, minutes: 19 },
  ];
  serve({
    ...ANSWERS,
    'GET /api/v1/telephone/wall': () => ({ ...WALL, interpreters }),
    'GET /api/v1/telephone/measures': () => ({ ...LATELY, interpreters }),
    'GET /api/v1/calls': () => ({
      calls: [phoneCall({ state: 'ended', ending: 'hung_up', parties: [party(), missed] })],
      next: null,
    }),
  });
  await supervisor();
  await userEvent.click(await screen.findByRole('link', { name: '23 minutes interpreted today' }));
  const table = within(await screen.findByRole('table', { name: 'Interpreters since that day' }));
  expect(table.getByRole('row', { name: 'Not noted 1 4' })).toBeVisible();
  expect(table.getByRole('row', { name: 'Somali 2 19' })).toBeVisible();
  const also = within(await screen.findByRole('list', { name: 'Also in the call' }));
  expect(also.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Interpreter (Somali, no. 4711): today 11:41 AM, 11 minutes',
    'Department (MAYA): busy',
  ]);
});

it('has no telephone on the wall where the city has none here', async () => {
  serve({ ...ANSWERS, 'GET /api/v1/telephone': () => ({ ...telephone(), in_use: false }) });
  await supervisor();
  await screen.findByRole('link', { name: /4 open cases/ });
  expect(screen.queryByRole('heading', { name: 'Telephone' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Calls' })).toBeNull();
});

it.each(['', '/calls'])('has no untranslated text at %s', async (part) => {
  serve({
    ...ANSWERS,
    'GET /api/v1/calls': () => ({ calls: WALL.calls, next: null }),
  });
  const { container } = await supervisor(`/supervisor${part}`, 'pseudo');
  await screen.findByText(part ? /0142/ : 'AMARA DIALLO', { selector: 'th, th *' });
  expect(untranslated(container)).toEqual([]);
});
