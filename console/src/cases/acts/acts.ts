import type { ComponentType } from 'react';
import { mayAgree, type Interaction } from '../../operator/call';
import type { Role } from '../../session/session';
import type { Team } from './teamAct';
import { lastAnswer, livePromise, openAsk, promiseToHandOver, type ActProps, type Case } from './act';
import { AnswerAsk, AskDepartment, NeedFromResident } from './askActs';
import { CloseCase, FollowUp, RecordOutcome, RecordTold, ReopenCase, TellInWriting } from './endingActs';
import { Decide, JoinCase, NotHeard } from './otherActs';
import { WhoFor } from './whoForAct';
import { GiveToTeam } from './teamAct';
import { DeclinePromise, MoreTime, ReturnAsk, WantMoreTime } from './noticeActs';
import { HandOver, MakePromise, MovePromise, RecordKept, ReleasePromise } from './promiseActs';

export type ActName =
  | 'whoFor'
  | 'followUp'
  | 'handOver'
  | 'told'
  | 'inWriting'
  | 'decide'
  | 'answer'
  | 'moreTime'
  | 'need'
  | 'return'
  | 'outcome'
  | 'kept'
  | 'wantTime'
  | 'decline'
  | 'makePromise'
  | 'move'
  | 'release'
  | 'ask'
  | 'team'
  | 'notHeard'
  | 'join'
  | 'close'
  | 'reopen';

export const ACT_GROUPS = ['promise', 'question', 'case'] as const;
export type ActGroup = (typeof ACT_GROUPS)[number];

interface Situation {
  one: Case;
  call: Interaction | null;
  /** Of the department that has the case. */
  teams: Team[];
}

export interface Act {
  /** Its name in case.json, under act. */
  name: ActName;
  /** What it is about, by which the list is grouped. */
  group: ActGroup;
  roles: Role[];
  /** Whether it makes sense now; the server has the last word. */
  possible: (situation: Situation) => boolean;
  /** Whether it is what this call is for. */
  likely?: (situation: Situation) => boolean;
  Form: ComponentType<ActProps>;
}

const DESK: Role[] = ['operator', 'supervisor'];
const OURS: Role[] = ['department_staff', 'department_manager'];
const ALL: Role[] = [...DESK, ...OURS];

const isOpen = ({ one }: Situation) => one.state === 'open';
const inTalk = ({ call }: Situation) => mayAgree(call);
const promised = ({ one }: Situation) => livePromise(one) !== undefined;
// The first operator speaks with the resident, and moves the promise there.
const promisedByOthers = ({ one }: Situation) =>
  livePromise(one) !== undefined && livePromise(one)?.owner.id !== one.first_operator.id;
const asked = ({ one }: Situation) => openAsk(one) !== undefined;

/** The call keeps a promise and brings the answer: from whoever was asked, or read out by whoever asked. */
const bringsTheAnswer = ({ one, call }: Situation) => {
  const kept = call?.for?.kind === 'promise' ? promiseToHandOver(one, call) : undefined;
  if (!kept || kept.id !== call?.for?.id) return false;
  return lastAnswer(one) !== undefined || one.asks.some(({ owner }) => owner.id === kept.owner.id);
};

/** The check is owed to who is on the line, and this is not the call in which they were told. */
function canBeChecked({ one, call }: Situation) {
  const owed = one.obligations.find(({ kind }) => kind === 'follow_up');
  if (!owed || !one.follow_up || !mayAgree(call) || owed.contact?.id !== call.contact?.id) return false;
  const { told_at: told, told_in: toldIn } = one.follow_up;
  return toldIn !== call.id && (!told || Date.parse(call.answered_at!) >= Date.parse(told));
}

/** Everything that can be done on a case; the likeliest first. */
export const ACTS: Act[] = [
  {
    name: 'whoFor',
    group: 'case',
    roles: DESK,
    possible: ({ one }) => one.contact === null && one.state !== 'closed',
    likely: inTalk,
    Form: WhoFor,
  },
  {
    name: 'followUp',
    group: 'case',
    roles: DESK,
    possible: canBeChecked,
    likely: inTalk,
    Form: FollowUp,
  },
  {
    name: 'told',
    group: 'case',
    roles: ALL,
    possible: (now) => now.one.state === 'resolved' && !now.one.told && inTalk(now),
    likely: inTalk,
    Form: RecordTold,
  },
  {
    name: 'inWriting',
    group: 'case',
    roles: ALL,
    possible: ({ one }) => one.untold.length > 0,
    Form: TellInWriting,
  },
  {
    name: 'handOver',
    group: 'promise',
    roles: ALL,
    // A call that has kept its promise hands nothing over once the outcome is recorded.
    possible: (now) =>
      inTalk(now) && (isOpen(now) || promised(now)) && promiseToHandOver(now.one, now.call) !== undefined,
    // Until it was done: then the promise that could be handed over is another's.
    likely: (now) =>
      now.call?.for?.kind === 'promise' &&
      promiseToHandOver(now.one, now.call)?.id === now.call.for.id &&
      !bringsTheAnswer(now),
    Form: HandOver,
  },
  {
    name: 'decide',
    group: 'case',
    roles: ['supervisor'],
    possible: ({ one }) => one.obligations.some(({ kind }) => kind === 'decision'),
    Form: Decide,
  },
  { name: 'answer', group: 'question', roles: ALL, possible: asked, Form: AnswerAsk },
  { name: 'moreTime', group: 'question', roles: ALL, possible: asked, Form: MoreTime },
  { name: 'need', group: 'question', roles: OURS, possible: asked, Form: NeedFromResident },
  { name: 'return', group: 'question', roles: ALL, possible: asked, Form: ReturnAsk },
  {
    name: 'outcome',
    group: 'case',
    roles: ALL,
    possible: isOpen,
    likely: (now) => inTalk(now) && bringsTheAnswer(now),
    Form: RecordOutcome,
  },
  {
    name: 'makePromise',
    group: 'promise',
    roles: ALL,
    possible: (now) => isOpen(now) && inTalk(now),
    Form: MakePromise,
  },
  {
    name: 'move',
    group: 'promise',
    roles: ALL,
    possible: (now) => promised(now) && inTalk(now),
    Form: MovePromise,
  },
  {
    name: 'release',
    group: 'promise',
    roles: ALL,
    possible: (now) => promised(now) && inTalk(now),
    Form: ReleasePromise,
  },
  {
    name: 'kept',
    group: 'promise',
    roles: ALL,
    possible: (now) =>
      promised(now) || now.one.promises.some(({ state, mended }) => state === 'broken' && !mended),
    Form: RecordKept,
  },
  { name: 'wantTime', group: 'promise', roles: ALL, possible: promisedByOthers, Form: WantMoreTime },
  { name: 'decline', group: 'promise', roles: ALL, possible: promisedByOthers, Form: DeclinePromise },
  { name: 'ask', group: 'question', roles: DESK, possible: isOpen, Form: AskDepartment },
  {
    name: 'team',
    group: 'case',
    roles: ALL,
    possible: (now) => isOpen(now) && now.teams.some(({ id }) => id !== now.one.team),
    Form: GiveToTeam,
  },
  {
    name: 'notHeard',
    group: 'case',
    roles: DESK,
    possible: (now) => now.one.state !== 'closed' && inTalk(now),
    Form: NotHeard,
  },
  { name: 'join', group: 'case', roles: DESK, possible: (now) => isOpen(now) && inTalk(now), Form: JoinCase },
  { name: 'close', group: 'case', roles: DESK, possible: isOpen, Form: CloseCase },
  {
    name: 'reopen',
    group: 'case',
    roles: ALL,
    possible: ({ one }) => one.state !== 'open',
    Form: ReopenCase,
  },
];
