import { party } from '../test/telephone';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { Timeline } from './Timeline';

const AT = '2026-11-24T17:05:00Z';
const recording = (id: number, interaction: number): Schemas['Recording'] => ({
  ...{ id, call: 77, interaction, staff: OREN, state: 'ended', started_at: AT, ended_at: AT },
  ...{ keep_until: AT, dropped_at: null, can_be_heard: true },
});
const OREN = { id: 1, name: 'OREN HALE' };

async function told(kind: string, values: Record<string, string>) {
  serve(DESK_ANSWERS);
  const at = '2026-11-24T17:05:00Z';
  const event: Schemas['TimelineEntry'] = {
    ...{ seq: 9, kind, occurred_at: at, recorded_at: at, who: OREN, values, text: null },
  };
  await draw(<Timeline of={{ timeline: [event], conversations: [] }} />);
  return (await screen.findAllByRole('listitem'))[0]!;
}

it('an outcome is told with what qualifies it', async () => {
  const line = await told('outcome_recorded', {
    resolution: 'information_not_held',
    qualifiers: 'resident_declined_to_give_more referred_elsewhere',
  });
  expect(line).toHaveTextContent(
    'Outcome: Information not held. And: Resident declined to give more, Referred elsewhere.',
  );
});

it('what one says and another writes down is told with both names', async () => {
  expect(await told('ask_answered', { said_by: 'MAYA LINDQVIST' })).toHaveTextContent(
    'Said by MAYA LINDQVIST, written down by OREN HALE.',
  );
});

it('what one says and writes oneself is told once', async () => {
  expect(await told('ask_answered', { said_by: 'OREN HALE' })).not.toHaveTextContent('Said by');
});

it('a promise that was kept is told with who kept it, how and when', async () => {
  const line = await told('promise_kept', {
    promise: '31',
    owner: 'MAYA LINDQVIST',
    evidence: 'staff_word',
    contact_at: '2026-11-24T18:00:00Z',
  });
  expect(line).toHaveTextContent('Who: MAYA LINDQVIST. How: on a staff member’s word. Contact:');
});

it('what the check held back later was nobody’s decision', async () => {
  const line = await told('publicity_decided', { shown: 'no', by_check: 'yes' });
  expect(line).toHaveTextContent('Held back by the check, which knows more now');
  expect(line).toHaveTextContent('Everybody may see it: no.');
  expect(line).not.toHaveTextContent('Somebody decided');
});

it('a question that the outcome ended was not withdrawn', async () => {
  expect(await told('ask_withdrawn', {})).toHaveTextContent('Question settled by the outcome');
});

it('a conversation stands where it ended, with its wrap-up and what was noted', async () => {
  serve(DESK_ANSWERS);
  const at = (minute: number) => `2026-11-24T17:${String(minute).padStart(2, '0')}:00Z`;
  const event = (seq: number, kind: string, minute: number): Schemas['TimelineEntry'] => ({
    ...{ seq, kind, occurred_at: at(minute), recorded_at: at(minute), who: OREN, values: {}, text: null },
  });
  const talk = (id: number, more: Partial<Schemas['Conversation']>): Schemas['Conversation'] => ({
    ...{ id, direction: 'inbound', channel: 'call', started_at: at(5), answered_at: at(5), ended_at: at(7) },
    ...{ result: null, wrap_up: 'department_asked', notes: null, staff: OREN },
    ...{ call: null, parties: [], recorded: false, can_hear: false },
    ...more,
  });
  const timeline = [event(1, 'case_opened', 5), event(2, 'ask_answered', 9)];
  const conversations = [
    talk(1, { notes: 'SHE RINGS FROM WORK', parties: [party({ phone: null })] }),
    talk(2, { direction: 'outbound', started_at: at(11), ended_at: null, wrap_up: null, notes: 'IT RANG' }),
    talk(3, { ended_at: null, wrap_up: null }),
  ];
  await draw(<Timeline of={{ timeline, conversations }} />);
  const lines = (await screen.findAllByRole('listitem')).map((line) => line.textContent);
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/Outgoing call.*IT RANG/);
  expect(lines[1]).toMatch(/Question answered/);
  expect(lines[2]).toMatch(/Incoming call.*OREN HALE.*How it ended: Department asked\..*SHE RINGS FROM WORK/);
  expect(lines[3]).toBe('Interpreter (Somali, no. 4711): today 11:41 AM, 11 minutes');
  expect(lines[4]).toMatch(/Case opened/);
});

it('a call that was recorded says so, and is heard by who may, once they say why', async () => {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/calls/77/recordings': () => ({
      recordings: [recording(8, 1), recording(9, 2)],
    }),
    'POST /api/v1/recordings/9/hearings': () => ({ id: 5, audio: '/sound.wav' }),
  });
  const talk = (id: number, can_hear: boolean): Schemas['Conversation'] => ({
    ...{ id, direction: 'inbound', channel: 'call', started_at: AT, answered_at: AT, ended_at: AT },
    ...{ result: null, wrap_up: 'other', notes: null, staff: OREN, call: 77, recorded: true, can_hear },
    parties: [],
  });
  await draw(
    <Timeline
      of={{ timeline: [], conversations: [talk(1, false), talk(2, true)] }}
      calls="/supervisor/calls?case=4"
    />,
  );
  expect(screen.getByRole('link', { name: 'All calls about this case' })).toHaveAttribute(
    'href',
    '/supervisor/calls?case=4',
  );
  expect(screen.getAllByText('Recorded')).toHaveLength(1);
  await userEvent.click(screen.getByRole('button', { name: /Recording of the call/ }));
  await userEvent.selectOptions(await screen.findByLabelText('Why'), 'A complaint');
  await userEvent.click(screen.getByRole('button', { name: 'Hear it' }));
  expect(await screen.findByLabelText('What was said with OREN HALE')).toBeInTheDocument();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ reason: 'complaint' });
});

it('what an application says of a request is told as its claim, with who wrote it', async () => {
  const line = await told('update_received', { claimed_status: 'not_councils_responsibility', from: 'ANA' });
  expect(line).toHaveTextContent('Update from the application');
  expect(line).toHaveTextContent('They say: not the city’s responsibility. From: ANA.');
});
