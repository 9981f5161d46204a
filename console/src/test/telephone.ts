import type { Schemas } from '../api/client';
import { NOW } from './render';

// The telephone in tests of screens; the city's own words are in capitals.

type Telephone = Schemas['Telephone'];
type Call = Schemas['Call'];
const both = (text: string) => ({ en: text, fr: text });

export const OREN = { id: 1, name: 'OREN HALE' };
export const AMARA = { id: 4, name: 'AMARA DIALLO' };

export const NO_TELEPHONE: Telephone = {
  in_use: false,
  provider: null,
  simulated: false,
  audio: null,
  duty: 'off',
  standing: 'off',
  reason: null,
  since: null,
  promise_due: null,
  reasons: [],
  call: null,
  asked: null,
  called: null,
  callers: [],
  cases: [],
  ask_name: false,
  waiting: 0,
  longest_since: null,
  ring_seconds: 20,
  interpreter: null,
  emergency: [],
  colleagues: [],
  listening: null,
};

export const telephone = (more: Partial<Telephone> = {}): Telephone => ({
  ...NO_TELEPHONE,
  in_use: true,
  provider: 'simulated',
  simulated: true,
  duty: 'ready',
  standing: 'ready',
  since: NOW,
  reasons: [
    { key: 'lunch', name: both('LUNCH') },
    { key: 'training', name: both('TRAINING') },
  ],
  interpreter: '+14165550190',
  emergency: [{ kind: '911', phone: '+14165550111' }],
  colleagues: [AMARA],
  ...more,
});

export const phoneCall = (more: Partial<Call> = {}): Call => ({
  id: 77,
  direction: 'inbound',
  state: 'offered',
  phone: '+14165550142',
  queue: { key: 'en', name: both('ENGLISH') },
  language: 'en',
  arrived_at: '2026-11-24T16:39:10Z',
  queued_at: '2026-11-24T16:39:20Z',
  answered_at: null,
  held_at: null,
  ended_at: null,
  ending: null,
  agent: OREN,
  handed_by: null,
  third: null,
  colleague: null,
  relay: false,
  interaction: null,
  told_wait_seconds: null,
  call_back: null,
  recording: null,
  listener: null,
  ...more,
});

export const ringing = (more: Partial<Telephone> = {}, call: Partial<Call> = {}) =>
  telephone({ standing: 'ringing', call: phoneCall(call), waiting: 1, ...more });

/** An interpreter who was in a call for eleven minutes. */
export const party = (more: Partial<Schemas['CallParty']> = {}): Schemas['CallParty'] => ({
  party: 1,
  kind: 'interpreter',
  staff: null,
  phone: '+14165550190',
  asked_at: '2026-11-24T16:40:30Z',
  answered_at: '2026-11-24T16:41:00Z',
  left_at: '2026-11-24T16:51:10Z',
  not_come: null,
  interpreter_id: '4711',
  language: 'so',
  minutes: 11,
  ...more,
});
