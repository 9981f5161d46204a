import type { Schemas } from '../api/client';
import { NOW, OPERATOR } from './render';
import type { Session } from '../session/session';

// Data of the city in the tests of screens: in capitals, so that it is told from our own words.

export const ASK_DUE = '2026-11-24T18:00:00Z';

export const person = (
  id: number,
  name: string,
  role: Schemas['Role'],
  more: Partial<Schemas['Staff']> = {},
) => ({
  id,
  name,
  role,
  department: 33,
  phone: null,
  active: true,
  away: false,
  away_until: null,
  presence: { state: 'at_work' as const, until: '2026-11-24T22:00:00Z' },
  ...more,
});

export const MAYA = person(9, 'MAYA', 'department_manager');
export const NADIA = person(2, 'NADIA', 'supervisor', { department: 32 });
export const OREN = person(1, 'OREN HALE', 'operator', { department: 32 });

export const signedIn = (staff: Schemas['Staff']): Session => ({ ...OPERATOR, staff });

export const CATALOGUE = {
  departments: [
    {
      id: 33,
      name: { en: 'ROADS', fr: 'ROUTES' },
      manager: MAYA,
      delegates: [],
      teams: [] as Schemas['Team'][],
      responsible: MAYA,
      opens_at: null,
      card: { name: 'DESK', phone: '+14165550131' },
    },
    {
      id: 34,
      name: { en: 'PARKS', fr: 'PARCS' },
      manager: OREN,
      delegates: [],
      teams: [] as Schemas['Team'][],
      responsible: OREN,
      opens_at: null,
      card: { name: 'DESK', phone: '+14165550132' },
    },
  ],
  services: [],
  staff: [OREN, NADIA, MAYA],
  referrals: [],
  policy: { shortly_minutes: 60, moves_before_supervisor: 2 },
};

export const owed = (more: Partial<Schemas['Obligation']>): Schemas['Obligation'] => ({
  kind: 'ask',
  id: 7,
  case: '123456782',
  spoken_number: '12 345 6782',
  summary: 'WHO CUTS THE HEDGE?',
  owner: { id: MAYA.id, name: MAYA.name },
  covering_for: null,
  due: ASK_DUE,
  late: false,
  not_yet_confirmed: false,
  contact: null,
  phone: null,
  claimed_by: null,
  claimed_until: null,
  ...more,
});

export const list = (...obligations: Schemas['Obligation'][]) => ({ now: NOW, obligations });

export const ask = (more: Partial<Schemas['Ask']> = {}): Schemas['Ask'] => ({
  id: 7,
  state: 'asked',
  department: 33,
  owner: { id: MAYA.id, name: MAYA.name },
  asked_by: { id: OREN.id, name: OREN.name },
  text: 'WHO CUTS THE HEDGE AT MILL LANE?',
  due: ASK_DUE,
  answer: null,
  ...more,
});

export const caseOf = (more: Partial<Schemas['Case']> = {}): Schemas['Case'] => ({
  number: '123456782',
  spoken_number: '12 345 6782',
  kind: 'question',
  state: 'open',
  version: 4,
  team: null,
  summary: 'WHO CUTS THE HEDGE?',
  contact: { id: 3, name: 'ROSA', phones: ['+14165550142'], can_be_written_to: false },
  followers: [],
  untold: [],
  first_operator: { id: OREN.id, name: OREN.name },
  department: 33,
  service: null,
  place: null,
  attributes: {},
  point: null,
  areas: [],
  notice: null,
  photos: [],
  opened_at: NOW,
  resolved_at: null,
  closed_at: null,
  resolution: null,
  told: false,
  follow_up: null,
  promises: [],
  asks: [ask()],
  obligations: [],
  timeline: [],
  conversations: [],
  joined_to: null,
  adopted: null,
  draft_article: null,
  ...more,
});
