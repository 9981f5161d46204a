import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { takesCalls, useSession } from '../session/session';

export type Telephone = Schemas['Telephone'];
export type TelephoneCall = Schemas['Call'];
export type Duty = Schemas['SetDuty'];

/** How I stand to the telephone. A change comes by the live line; the clock alone frees one for a promise. */
export function useTelephone() {
  const { staff } = useSession();
  return useQuery({
    queryKey: [TOPICS.telephone],
    enabled: takesCalls(staff.role),
    queryFn: () => bodyOf(api.GET('/api/v1/telephone')),
    refetchInterval: 30_000,
  });
}

/** The telephone where the city has one here and this person has to do with it. */
export function useTelephoneInUse(): Telephone | undefined {
  const { data } = useTelephone();
  return data?.in_use ? data : undefined;
}

/** Keeps what an act on the telephone answered with. */
export function useTelephoneSubmission<Input>(
  send: (input: Input, key: string) => Promise<Telephone>,
  onDone?: () => void,
) {
  const queries = useQueryClient();
  return useSubmission(send, {
    onDone: (telephone) => {
      queries.setQueryData([TOPICS.telephone], telephone);
      queries.setQueryData<Schemas['Interaction'] | null>(
        [TOPICS.call],
        (talk) => talk && { ...talk, call: telephone.call },
      );
      void queries.invalidateQueries({ queryKey: [TOPICS.call] });
      onDone?.();
    },
  });
}

/** What somebody does with a call, where that needs no more words. */
export type PlainAct = 'answer' | 'decline' | 'hold' | 'resume' | 'join' | 'return' | 'transfer' | 'hang-up';
export type HearingAct = 'pause-recording' | 'resume-recording' | 'stop-listening';

export const actOn = (call: number, act: PlainAct | HearingAct, key: string) =>
  bodyOf(api.POST(`/api/v1/calls/{call}/${act}`, { params: { path: { call } }, headers: keyed(key) }));

/** Whom to ask: a number outside, or a colleague at their console. */
export const consult = (call: number, whom: Schemas['Consult'], key: string) =>
  bodyOf(
    api.POST('/api/v1/calls/{call}/consult', {
      params: { path: { call } },
      body: whom,
      headers: keyed(key),
    }),
  );

export const passTo = (call: number, to: number, key: string) =>
  bodyOf(
    api.POST('/api/v1/calls/{call}/pass', {
      params: { path: { call } },
      body: { to },
      headers: keyed(key),
    }),
  );

export const sendDigits = (call: number, digits: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/calls/{call}/digits', {
      params: { path: { call } },
      body: { digits },
      headers: keyed(key),
    }),
  );

export const setDuty = (duty: Duty, key: string) =>
  bodyOf(api.POST('/api/v1/telephone/duty', { body: duty, headers: keyed(key) }));

/** The call that rings at this person, who may answer it: it is for them, or a colleague asks them about it. */
export function ringingAt(telephone: Telephone | undefined, staff: number) {
  if (telephone?.asked?.colleague?.rings) return telephone.asked;
  return telephone?.call?.state === 'offered' && telephone.call.agent?.id === staff ? telephone.call : null;
}
