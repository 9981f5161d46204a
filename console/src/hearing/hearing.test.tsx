import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { Screens } from '../shell/Screens';
import { CATALOGUE, NADIA, signedIn } from '../test/cast';
import { CALL, DESK_ANSWERS } from '../test/city';
import { draw, NOW } from '../test/render';
import { serve, type Asked } from '../test/server';
import { OREN, phoneCall, telephone } from '../test/telephone';
import { Recorder } from './Recorder';

type Call = Schemas['Call'];
const SUPERVISOR = { id: NADIA.id, name: NADIA.name };

const RECORDING: Schemas['Recording'] = {
  id: 9,
  call: 77,
  interaction: CALL.id,
  staff: OREN,
  state: 'ended',
  started_at: NOW,
  ended_at: NOW,
  keep_until: '2027-02-22T16:40:00Z',
  dropped_at: null,
  can_be_heard: true,
};

const posted = (heard: Asked[]) => heard.find(({ method }) => method === 'POST');
const talking = (more: Partial<Call>) =>
  phoneCall({ state: 'talking', answered_at: CALL.answered_at, interaction: CALL.id, ...more });

async function recorder(more: Partial<Call>) {
  const heard = serve({
    'POST /api/v1/calls/77/pause-recording': () => telephone(),
    'POST /api/v1/calls/77/resume-recording': () => telephone(),
  });
  await draw(<Recorder call={talking(more)} />);
  return heard;
}

it('says that a call is recorded, and pauses that', async () => {
  const heard = await recorder({ recording: 'running' });
  expect(screen.getByRole('status')).toHaveTextContent('This call is being recorded.');
  await userEvent.click(screen.getByRole('button', { name: 'Pause the recording' }));
  await waitFor(() => expect(posted(heard)?.path).toBe('/api/v1/calls/77/pause-recording'));
});

it('lets a paused recording go on', async () => {
  const heard = await recorder({ recording: 'paused' });
  await userEvent.click(screen.getByRole('button', { name: 'Go on recording' }));
  await waitFor(() => expect(posted(heard)?.path).toBe('/api/v1/calls/77/resume-recording'));
});

it('says what was lost, and who listens', async () => {
  await recorder({ recording: 'failed', listener: SUPERVISOR });
  expect(screen.getByRole('status')).toHaveTextContent(
    `The recording has failed. The call goes on. ${NADIA.name} listens`,
  );
  expect(screen.queryByRole('button')).toBeNull();
});

it('says nothing where nothing is heard', async () => {
  await recorder({});
  expect(screen.queryByRole('status')).toBeNull();
});

const ANSWERS = {
  ...DESK_ANSWERS,
  'GET /api/v1/catalogue': () => CATALOGUE,
  'GET /api/v1/telephone': () => telephone({ duty: 'not_ready', standing: 'not_ready' }),
};

async function wall(call: Call, listening = true) {
  const heard = serve({
    ...ANSWERS,
    'GET /api/v1/measures': () => ({
      promises: { kept: 0, kept_as_moved: 0, unreached: 0, broken: 0, live: 0, late_by_owner: [] },
      cases: { open: 4, resolved: 7, closed: 3 },
    }),
    'GET /api/v1/telephone/wall': () => ({
      now: NOW,
      level_percent: 80,
      level_seconds: 30,
      line: { state: 'up', down: [] },
      listening,
      queues: [],
      operators: [],
      calls: [call],
      interpreters: [],
      today: FIGURES,
    }),
    'GET /api/v1/telephone/measures': () => ({
      from: NOW,
      until: NOW,
      level_percent: 80,
      level_seconds: 30,
      all: FIGURES,
      interpreters: [],
      queues: [],
    }),
    'POST /api/v1/calls/77/listen': () => telephone(),
    'POST /api/v1/calls/77/stop-listening': () => telephone(),
  });
  await draw(<Screens />, { session: signedIn(NADIA), at: '/supervisor' });
  await screen.findByRole('heading', { name: 'Calls now' });
  return heard;
}

const FIGURES: Schemas['CallFigures'] = {
  offered: 1,
  answered: 1,
  abandoned: 0,
  short_abandoned: 0,
  called_back: 0,
  within_level: 1,
  speed_of_answer_seconds: 1,
  longest_wait_seconds: 1,
  handled: 0,
  talk_seconds: null,
  hold_seconds: null,
  wrap_up_seconds: null,
};

it('listens to a call once it is said why', async () => {
  const heard = await wall(talking({}));
  const listen = screen.getByRole('button', { name: 'Listen' });
  expect(listen).toBeDisabled();
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: /Why listen to OREN HALE’s call/ }),
    'Training',
  );
  await userEvent.click(listen);
  await waitFor(() => expect(posted(heard)?.body).toEqual({ reason: 'training' }));
});

it('stops listening', async () => {
  const heard = await wall(talking({ listener: SUPERVISOR }));
  expect(screen.getByText(/Nobody hears you; OREN HALE sees it/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Stop listening' }));
  await waitFor(() => expect(posted(heard)?.path).toBe('/api/v1/calls/77/stop-listening'));
});

it('offers no listening where the city has none, nor to a call without a conversation', async () => {
  await wall(talking({}), false);
  expect(screen.queryByRole('button', { name: 'Listen' })).toBeNull();
});

it('asks why before a recording can be heard', async () => {
  const heard = serve({
    ...ANSWERS,
    'GET /api/v1/calls': () => ({
      calls: [phoneCall({ state: 'ended', ending: 'hung_up', ended_at: NOW, recording: 'ended' })],
      next: null,
    }),
    'GET /api/v1/calls/77/recordings': () => ({ recordings: [RECORDING] }),
    'POST /api/v1/recordings/9/hearings': () => ({
      hearing: 3,
      audio: '/api/v1/recordings/9/audio?hearing=3',
    }),
  });
  await draw(<Screens />, { session: signedIn(NADIA), at: '/supervisor/calls' });
  await userEvent.click(await screen.findByRole('button', { name: /Recording of the call with/ }));
  const hear = await screen.findByRole('button', { name: 'Hear it' });
  expect(hear).toBeDisabled();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Why' }), 'A complaint');
  await userEvent.click(hear);
  expect(await screen.findByLabelText('What was said with OREN HALE')).toHaveAttribute(
    'src',
    '/api/v1/recordings/9/audio?hearing=3',
  );
  expect(posted(heard)?.body).toEqual({ reason: 'complaint' });
});

it('shows an administrator who heard what, in French too', async () => {
  serve({
    ...ANSWERS,
    'GET /api/v1/hearings': () => ({
      hearings: [
        { id: 3, staff: SUPERVISOR, call: 77, recording: 9, reason: 'complaint', at: NOW, ended_at: null },
        { id: 2, staff: SUPERVISOR, call: 76, recording: null, reason: 'training', at: NOW, ended_at: NOW },
      ],
      next: null,
    }),
  });
  await draw(<Screens />, {
    session: signedIn({ ...NADIA, role: 'administrator' }),
    at: '/lists/hearings',
    language: 'fr',
  });
  expect(await screen.findByText('Enregistrement 9 de l’appel 77')).toBeVisible();
  expect(screen.getByText('Appel 76, pendant qu’il avait lieu')).toBeVisible();
});

it('says that nobody heard anything only when nothing more is to be read', async () => {
  const heard = {
    id: 1,
    staff: SUPERVISOR,
    call: 77,
    recording: 9,
    reason: 'complaint',
    at: NOW,
    ended_at: NOW,
  };
  let isLast = false;
  serve({
    ...ANSWERS,
    'GET /api/v1/hearings': () => (isLast ? { hearings: [heard], next: null } : { hearings: [], next: 2 }),
  });
  await draw(<Screens />, { session: signedIn({ ...NADIA, role: 'administrator' }), at: '/lists/hearings' });
  const more = await screen.findByRole('button', { name: 'Earlier ones' });
  expect(screen.queryByText('Nobody has heard anything yet.')).toBeNull();
  isLast = true;
  await userEvent.click(more);
  expect(await screen.findByText('Recording 9 of call 77')).toBeVisible();
});
