import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Schemas } from '../../api/client';
import { Screens } from '../../shell/Screens';
import { CALL, DESK_ANSWERS } from '../../test/city';
import { draw } from '../../test/render';
import { Refusal, serve, type Asked } from '../../test/server';
import { soundDevices } from '../../test/soundDevices';
import { Sound } from './Sound';
import { phoneCall, telephone } from '../../test/telephone';
import { untranslated } from '../../test/untranslated';

type Telephone = Schemas['Telephone'];

const TURN = { urls: 'turn:TURN:3478', username: 'KEPT', credential: 'SECRET' };
const NO_ANSWER = new Refusal(503, {
  type: 'urn:kept311:problem:telephone.no_sound',
  title: '',
  status: 503,
});

let devices: ReturnType<typeof soundDevices>;
let now: Telephone;
let heard: Asked[];

beforeEach(() => {
  devices = soundDevices();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A desk whose sound goes through the page; duty is what one says it is. */
async function desk(
  more: Partial<Telephone>,
  { language = 'en', offered = () => ({ sdp: 'ANSWER' }) as unknown } = {},
) {
  now = telephone({ audio: { ice_servers: [TURN] }, ...more });
  heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/telephone': () => now,
    'GET /api/v1/interactions/mine': () => ({
      interaction: now.call ? { ...CALL, call: now.call } : null,
    }),
    'POST /api/v1/telephone/audio': offered,
    'POST /api/v1/telephone/duty': ({ body }) => {
      const { duty, reason = null } = body as { duty: Telephone['duty']; reason?: string };
      now = { ...now, duty, reason, standing: duty };
      return now;
    },
  });
  return draw(<Screens />, { at: '/desk', language });
}

const posted = (path: string) =>
  heard.filter((one) => one.method === 'POST' && one.path === path).map(({ body }) => body);
const offers = () =>
  posted('/api/v1/telephone/audio').map((body) => {
    const { sdp, again } = body as Schemas['ConnectAudio'];
    return { sdp, ...(again && { again }) };
  });
const duties = () => posted('/api/v1/telephone/duty');
const OFF = { duty: 'off', standing: 'off' } as const;

it('connects the microphone first, and only then may calls ring', async () => {
  await desk(OFF);
  await userEvent.click(await screen.findByRole('button', { name: 'Go on duty' }));
  await screen.findByRole('heading', { name: 'Ready: the next call rings here' });
  expect(offers()).toEqual([{ sdp: 'OFFER 1' }]);
  expect(devices.last.answer).toBe('ANSWER');
  expect(devices.last.configuration).toEqual({ iceServers: [TURN] });
  expect(duties()).toEqual([{ duty: 'ready' }]);
  const asked = heard.map(({ path }) => path);
  expect(asked.indexOf('/api/v1/telephone/audio')).toBeLessThan(asked.indexOf('/api/v1/telephone/duty'));
});

it.each([
  ['NotAllowedError', /Allow it for this page/],
  ['NotFoundError', /Plug in your headset/],
  ['NotReadableError', /Another program has the microphone/],
])('says what to do about %s, and stays off duty', async (error, text) => {
  devices.refuse = error;
  await desk(OFF);
  await userEvent.click(await screen.findByRole('button', { name: 'Go on duty' }));
  expect(await screen.findByText(text)).toBeVisible();
  expect(duties()).toEqual([]);
  expect(offers()).toEqual([]);
});

it('stays off duty while the telephone does not answer', async () => {
  await desk(OFF, { offered: () => NO_ANSWER });
  await userEvent.click(await screen.findByRole('button', { name: 'Go on duty' }));
  expect(await screen.findByText(/^The telephone does not answer/)).toBeVisible();
  expect(duties()).toEqual([]);
});

it('is there again after a reload, in the same call', async () => {
  const call = phoneCall({ state: 'talking', answered_at: CALL.answered_at, interaction: CALL.id });
  await desk({ standing: 'talking', call });
  await waitFor(() => expect(devices.last.answer).toBe('ANSWER'));
});

it('makes another connection when one is lost', async () => {
  await desk({});
  await waitFor(() => expect(devices.last?.connectionState).toBe('connected'));
  act(() => devices.connections[0]!.become('failed'));
  await waitFor(() => expect(offers()).toEqual([{ sdp: 'OFFER 1' }, { sdp: 'OFFER 2', again: true }]));
  await waitFor(() => expect(devices.last.connectionState).toBe('connected'));
  expect(devices.microphones).toHaveLength(1);
  expect(duties()).toEqual([]);
});

it('says aloud that nobody hears me, lets calls ring elsewhere, and comes back by itself', async () => {
  let answers: unknown = { sdp: 'ANSWER' };
  await desk({}, { offered: () => answers });
  await waitFor(() => expect(devices.last?.connectionState).toBe('connected'));
  answers = NO_ANSWER;
  act(() => devices.last.become('disconnected'));
  expect(await screen.findByText(/^You can’t be heard/)).toBeVisible();
  await waitFor(() => expect(duties()).toEqual([{ duty: 'not_ready', reason: 'no_sound' }]));
  answers = { sdp: 'ANSWER' };
  await waitFor(() => expect(duties().at(-1)).toEqual({ duty: 'ready' }), { timeout: 10_000 });
  expect(screen.queryByText(/^You can’t be heard/)).toBeNull();
}, 20_000);

it('leaves the sound to the machine that took it, until I want it here', async () => {
  let answers: unknown = { sdp: 'ANSWER' };
  await desk({}, { offered: () => answers });
  await waitFor(() => expect(devices.last?.connectionState).toBe('connected'));
  answers = new Refusal(409, {
    type: 'urn:kept311:problem:telephone.sound_elsewhere',
    title: '',
    status: 409,
  });
  act(() => devices.last.become('disconnected'));
  expect(await screen.findByText(/^Your sound is on another machine/)).toBeVisible();
  expect(offers()).toEqual([{ sdp: 'OFFER 1' }, { sdp: 'OFFER 2', again: true }]);
  expect(devices.microphones[0]!.tracks[0]!.readyState).toBe('ended');
  expect(duties()).toEqual([]);
  answers = { sdp: 'ANSWER' };
  await userEvent.click(screen.getByRole('button', { name: 'Hear and speak here' }));
  await waitFor(() => expect(screen.queryByText(/^Your sound is on another machine/)).toBeNull());
  expect(offers().at(-1)).toEqual({ sdp: 'OFFER 3' });
});

it('has sound in a shift that begins while that of the last was still being made', async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const asked: string[] = [];
  const sound = new Sound(async ({ sdp }) => {
    asked.push(sdp);
    if (asked.length === 1) await answered;
    return 'ANSWER';
  });
  const first = sound.begin([]);
  await waitFor(() => expect(asked).toEqual(['OFFER 1']));
  sound.end(true);
  const second = sound.begin([]);
  answer();
  await Promise.all([first, second]);
  expect(sound.now().state).toBe('on');
  expect(asked.at(-1)).toBe('OFFER 2');
  expect(devices.connections.map(({ connectionState }) => connectionState)).toEqual(['closed', 'connected']);
});

it('notices a headset that is pulled out', async () => {
  await desk({});
  await waitFor(() => expect(devices.last?.connectionState).toBe('connected'));
  devices.refuse = 'NotFoundError';
  act(() => devices.microphones[0]!.tracks[0]!.end());
  expect(await screen.findByText(/Plug in your headset/)).toBeVisible();
});

it('mutes me, for this call only', async () => {
  const call = phoneCall({ state: 'talking', answered_at: CALL.answered_at, interaction: CALL.id });
  await desk({ standing: 'talking', call });
  await waitFor(() => expect(devices.last?.connectionState).toBe('connected'));
  const controls = within(await screen.findByRole('group', { name: 'Telephone' }));
  const [track] = devices.microphones[0]!.tracks;
  await userEvent.click(controls.getByRole('button', { name: 'Mute', pressed: false }));
  expect(track!.enabled).toBe(false);
  await userEvent.click(controls.getByRole('button', { name: 'Mute', pressed: true }));
  expect(track!.enabled).toBe(true);
});

it('gives the microphone back and tells the telephone at the end of a shift', async () => {
  await desk({});
  await waitFor(() => expect(devices.last?.connectionState).toBe('connected'));
  await userEvent.keyboard('{F7}');
  await userEvent.click(await screen.findByRole('button', { name: 'Off duty' }));
  await waitFor(() => expect(offers().at(-1)).toEqual({ sdp: '' }));
  expect(devices.microphones[0]!.tracks[0]!.readyState).toBe('ended');
  expect(devices.last.connectionState).toBe('closed');
});

it('lets me try my microphone and choose my headset before a shift', async () => {
  await desk(OFF);
  await screen.findByRole('button', { name: 'Go on duty' });
  await userEvent.keyboard('{F7}');
  await userEvent.click(await screen.findByRole('button', { name: 'Test my microphone' }));
  expect(await screen.findByRole('meter', { name: 'How loud you are' })).toBeVisible();
  const headset = await screen.findByRole('option', { name: 'USB HEADSET' });
  await userEvent.selectOptions(screen.getByLabelText('Microphone'), headset);
  expect(localStorage.getItem('kept311.microphone')).toBe('usb');
  expect(duties()).toEqual([]);
});

it('asks for no microphone where sound goes another way', async () => {
  await desk({ ...OFF, audio: null });
  await userEvent.click(await screen.findByRole('button', { name: 'Go on duty' }));
  await screen.findByRole('heading', { name: 'Ready: the next call rings here' });
  expect(devices.microphones).toEqual([]);
});

it('leaves no word untranslated', async () => {
  const { container } = await desk(
    { duty: 'not_ready', standing: 'not_ready', reason: 'no_sound' },
    { language: 'pseudo' },
  );
  await screen.findByRole('button', { name: /Mý téléphöñé/ });
  await userEvent.keyboard('{F7}');
  await waitFor(() => expect(container.querySelector('meter')).not.toBeNull());
  expect(untranslated(container)).toEqual([]);
});
