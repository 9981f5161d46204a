import type { ComponentType } from 'react';
import { mayAgree, type Interaction } from '../../operator/call';
import type { Role } from '../../session/session';
import { livePromise, openAsk, promiseToHandOver, type ActProps, type Case } from './act';
import { AnswerAsk, AskDepartment, MoreTime, ReturnAsk } from './askActs';
import { CloseCase, FollowUp, RecordOutcome, RecordTold, ReopenCase } from './endingActs';
import { Decide, JoinCase, NotHeard } from './otherActs';
import { HandOver, MakePromise, MovePromise, RecordKept, ReleasePromise } from './promiseActs';

export type ActName =
  | 'followUp'
  | 'handOver'
  | 'told'
  | 'decide'
  | 'answer'
  | 'moreTime'
  | 'return'
  | 'outcome'
  | 'kept'
  | 'makePromise'
  | 'move'
  | 'release'
  | 'ask'
  | 'notHeard'
  | 'join'
  | 'close'
  | 'reopen';

interface Situation {
  one: Case;
  call: Interaction | null;
}

export interface Act {
  /** Its name in case.json, under act. */
  name: ActName;
  roles: Role[];
  /** Whether it makes sense now; the server has the last word. */
  possible: (situation: Situation) => boolean;
  Form: ComponentType<ActProps>;
}

const DESK: Role[] = ['operator', 'supervisor'];
const ALL: Role[] = [...DESK, 'department_staff', 'department_manager'];

const isOpen = ({ one }: Situation) => one.state === 'open';
const inTalk = ({ call }: Situation) => mayAgree(call);
const promised = ({ one }: Situation) => livePromise(one) !== undefined;
const asked = ({ one }: Situation) => openAsk(one) !== undefined;
const checkOwed = ({ one }: Situation) => Boolean(one.follow_up && !one.follow_up.done_at);

/** Everything that can be done on a case; the likeliest first. */
export const ACTS: Act[] = [
  { name: 'followUp', roles: DESK, possible: (now) => checkOwed(now) && inTalk(now), Form: FollowUp },
  {
    name: 'told',
    roles: DESK,
    possible: (now) => now.one.state === 'resolved' && !now.one.told && inTalk(now),
    Form: RecordTold,
  },
  {
    name: 'handOver',
    roles: DESK,
    possible: (now) => inTalk(now) && promiseToHandOver(now.one, now.call) !== undefined,
    Form: HandOver,
  },
  {
    name: 'decide',
    roles: ['supervisor'],
    possible: ({ one }) => one.obligations.some(({ kind }) => kind === 'decision'),
    Form: Decide,
  },
  { name: 'answer', roles: ALL, possible: asked, Form: AnswerAsk },
  { name: 'moreTime', roles: ALL, possible: asked, Form: MoreTime },
  { name: 'return', roles: ALL, possible: asked, Form: ReturnAsk },
  { name: 'outcome', roles: ALL, possible: isOpen, Form: RecordOutcome },
  { name: 'makePromise', roles: DESK, possible: (now) => isOpen(now) && inTalk(now), Form: MakePromise },
  { name: 'move', roles: DESK, possible: (now) => promised(now) && inTalk(now), Form: MovePromise },
  { name: 'release', roles: DESK, possible: (now) => promised(now) && inTalk(now), Form: ReleasePromise },
  {
    name: 'kept',
    roles: ALL,
    possible: (now) =>
      promised(now) || now.one.promises.some(({ state, mended }) => state === 'broken' && !mended),
    Form: RecordKept,
  },
  { name: 'ask', roles: DESK, possible: isOpen, Form: AskDepartment },
  {
    name: 'notHeard',
    roles: DESK,
    possible: (now) => now.one.state !== 'closed' && inTalk(now),
    Form: NotHeard,
  },
  { name: 'join', roles: DESK, possible: (now) => isOpen(now) && inTalk(now), Form: JoinCase },
  { name: 'close', roles: DESK, possible: isOpen, Form: CloseCase },
  { name: 'reopen', roles: ALL, possible: ({ one }) => one.state !== 'open', Form: ReopenCase },
];
