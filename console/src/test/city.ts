// A small city's answers for drawing screens. Its own words are in capitals, so that what is
// written in small letters must have come from a catalogue.
import type { Schemas } from '../api/client';
import { NOW } from './render';

const OREN = { id: 1, name: 'OREN HALE' };
const MAYA = { id: 2, name: 'MAYA LINDQVIST' };
const CARD = { name: 'MAYA LINDQVIST', role: 'MANAGER', phone: '+14165550158', hours: '9-5' };
const both = (text: string) => ({ en: text, fr: text });

const staff = (ref: { id: number; name: string }, role: Schemas['Role']): Schemas['Staff'] => ({
  ...ref,
  role,
  department: role === 'operator' ? null : 7,
  phone: '+14165550158',
  active: true,
  away: false,
  presence: { state: 'at_work', until: '2026-11-24T22:00:00Z' },
});

export const CATALOGUE: Schemas['Catalogue'] = {
  departments: [
    {
      id: 7,
      name: both('TRANSPORTATION'),
      manager: MAYA,
      delegates: [],
      responsible: MAYA,
      opens_at: null,
      card: CARD,
      teams: [],
    },
  ],
  services: [
    {
      id: 5,
      code: 'SIGNAL',
      name: both('SIGNAL OUT'),
      description: both('A SIGNAL THAT IS DARK'),
      group: 'STREETS',
      department: 7,
      team: null,
      target_hours: 2,
      follow_up: 'message',
      place_required: true,
      questions: [
        {
          code: 'state',
          text: both('WHAT DOES IT DO?'),
          datatype: 'singlevaluelist',
          required: true,
          values: [
            { key: 'dark', name: both('DARK') },
            { key: 'stuck', name: both('STUCK') },
          ],
        },
        {
          code: 'since',
          text: both('SINCE WHEN?'),
          datatype: 'string',
          required: false,
          when: { code: 'state', equals: 'stuck' },
        },
      ],
    },
  ],
  staff: [staff(OREN, 'operator'), staff(MAYA, 'department_manager')],
  referrals: [{ key: 'gas', name: both('REFERRALS'), card: CARD }],
  policy: { shortly_minutes: 60, moves_before_supervisor: 2 },
};

export const PROMISE: Schemas['Promise'] = {
  id: 31,
  state: 'made',
  owner: OREN,
  said_by: OREN,
  typed_by: OREN,
  action: 'call_back',
  channel: 'call',
  address: '+14165550142',
  words: 'I CALL YOU',
  due: '2026-11-24T17:40:00Z',
  due_local: '2026-11-24T12:40',
  first_due: '2026-11-24T17:40:00Z',
  moves: 0,
  card: CARD,
  late: false,
  not_yet_confirmed: false,
  evidence: null,
};

const SUMMARY: Schemas['CaseSummary'] = {
  number: '100000011',
  spoken_number: '10 000 0011',
  kind: 'question',
  state: 'open',
  summary: 'BUTTON?',
  contact: { id: 3, name: 'ROSA' },
  department: 7,
  service: null,
  opened_at: NOW,
  version: 3,
  promise: PROMISE,
};

export const ROSA: Schemas['Contact'] = {
  id: 3,
  version: 4,
  name: 'ROSA',
  phones: ['+14165550142'],
  email: null,
  can_be_written_to: false,
  language: 'en',
  accessibility: 'TTY',
  address: '12 ELM STREET',
  channel: 'call',
  anonymous: false,
  merged_into: null,
  cases: [SUMMARY],
};

export const CALL: Schemas['Interaction'] = {
  id: 11,
  direction: 'inbound',
  channel: 'call',
  phone: '+14165550142',
  started_at: NOW,
  answered_at: NOW,
  ended_at: null,
  result: null,
  staff: OREN,
  contact: ROSA,
  callers: [ROSA],
  ask_name: false,
  call: null,
  parties: [],
  without_name: [],
  apologies_owed: [],
};

export const OWED: Schemas['Obligation'] = {
  kind: 'promise',
  id: 31,
  case: SUMMARY.number,
  spoken_number: SUMMARY.spoken_number,
  summary: SUMMARY.summary,
  owner: OREN,
  due: PROMISE.due,
  late: false,
  not_yet_confirmed: true,
  contact: { id: 3, name: 'ROSA' },
};

export const CASE: Schemas['Case'] = {
  ...SUMMARY,
  contact: { id: 3, name: 'ROSA', phones: ROSA.phones, can_be_written_to: false },
  followers: [],
  untold: [],
  first_operator: OREN,
  place: 'ELM STREET',
  attributes: {},
  point: null,
  areas: [],
  notice: null,
  photos: [],
  resolved_at: null,
  closed_at: null,
  resolution: null,
  told: false,
  follow_up: null,
  promises: [PROMISE],
  asks: [
    {
      id: 41,
      state: 'asked',
      department: 7,
      owner: MAYA,
      asked_by: OREN,
      text: 'BUTTON?',
      due: '2026-11-24T18:40:00Z',
      answer: null,
    },
  ],
  obligations: [OWED, { ...OWED, kind: 'ask', id: 41, owner: MAYA, late: true }],
  timeline: [
    {
      seq: 2,
      kind: 'ask_made',
      occurred_at: NOW,
      recorded_at: NOW,
      who: OREN,
      values: { department: '7', owner: MAYA.name, due: '2026-11-24T18:40:00Z' },
      text: 'BUTTON?',
    },
  ],
  conversations: [
    {
      id: 11,
      direction: 'inbound',
      channel: 'call',
      started_at: NOW,
      answered_at: NOW,
      ended_at: NOW,
      result: null,
      wrap_up: 'department_asked',
      notes: 'SHE RINGS FROM WORK',
      staff: OREN,
      call: null,
      parties: [],
      recorded: false,
      can_hear: false,
    },
  ],
  joined_to: null,
  adopted: null,
  team: null,
};

export const ARTICLE: Schemas['Article'] = {
  id: 9,
  key: 'BUTTON',
  state: 'published',
  version: 7,
  language: 'en',
  languages: ['en', 'fr'],
  synonyms: [],
  question: 'BUTTON?',
  answer_html: '<p>NOT COUNTED</p>',
  answer_markdown: 'NOT COUNTED',
  script: 'NOBODY COUNTS',
  card: CARD,
  related_services: [5],
  department: 7,
  review_due: true,
};

/** What every screen of the desk reads. */
const HISTORIC: Schemas['HistoricRecord'] = {
  source: 'OLD SYSTEM',
  number: 'SR21-00000630',
  service: 'POTHOLE',
  open: false,
  status: 'COMPLETED',
  requested_at: '2021-01-01T18:20:00Z',
  updated_at: null,
  closed_at: '2021-01-02T15:30:00Z',
  address: '4102 N KEDVALE',
  point: null,
  department: 'STREETS',
  areas: { WARD: '45' },
  channel: 'PHONE',
  parent: '',
  resolution: 'PATCHED',
  case: null,
};

export const DESK_ANSWERS = {
  'GET /api/v1/catalogue': () => CATALOGUE,
  'GET /api/v1/interactions/mine': () => ({ interaction: CALL }),
  'GET /api/v1/notices': () => ({ notices: [] }),
  'GET /api/v1/obligations': () => ({ now: NOW, obligations: [OWED, { ...OWED, id: 32, late: true }] }),
  'GET /api/v1/contacts/3': () => ROSA,
  'GET /api/v1/cases/100000011': () => CASE,
  'GET /api/v1/articles/9': () => ARTICLE,
  'GET /api/v1/due-time': () => ({
    due: PROMISE.due,
    due_local: PROMISE.due_local,
    sentence: both('I CALL YOU'),
    owner_present: true,
    in_hours: true,
    owner_back_at: null,
    department_opens_at: null,
    next_possible: null,
  }),
  'GET /api/v1/historic-records': () => ({ records: [HISTORIC] }),
  'GET /api/v1/search': () => ({
    articles: [ARTICLE],
    strong: true,
    services: CATALOGUE.services,
    contacts: [{ id: 3, name: 'ROSA', phones: ROSA.phones, can_be_written_to: false }],
    cases: [SUMMARY],
    historic: [HISTORIC],
    notices: [],
    corrected: null,
    danger: { kind: 'FIRE', words: 'FIRE', script: both('STAY CALM'), destination: '911' },
  }),
};
