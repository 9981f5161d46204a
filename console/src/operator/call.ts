import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';

export type Interaction = Schemas['Interaction'];
export type AttemptResult = Schemas['AttemptResult']['result'];
export type WrapUpCode = Schemas['EndInteraction']['wrap_up'];

/** The conversation that this person is in; null between two. */
export function useCall() {
  return useQuery({
    queryKey: [TOPICS.call],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/interactions/mine'))).interaction ?? null,
    staleTime: Infinity,
  });
}

/** Whether the resident is on the line and named, so that something may be agreed. */
export const mayAgree = (call: Interaction | null | undefined): call is Interaction =>
  Boolean(call?.answered_at && !call.ended_at && call.contact);

/** Whether the resident was reached; who would not talk was, too. */
export const isContact = ({ result }: Interaction) => result === 'connected' || result === 'refused';

/** A call that somebody here made and that reached nobody. */
export const wasInVain = (call: Interaction) => Boolean(call.result) && !isContact(call);

/** Keeps what an act on the conversation answered with. */
export function useCallSubmission<Input>(
  send: (input: Input, key: string) => Promise<Interaction>,
  onDone?: (call: Interaction) => void,
) {
  const queries = useQueryClient();
  return useSubmission(send, {
    onDone: (call) => {
      queries.setQueryData([TOPICS.call], call.ended_at ? null : call);
      // It dialled, or it hung up.
      void queries.invalidateQueries({ queryKey: [TOPICS.telephone] });
      onDone?.(call);
    },
  });
}

/** What came of a call that was made; also when it turns out otherwise afterwards. */
export const recordResult = (interaction: number, result: AttemptResult, key: string) =>
  bodyOf(
    api.POST('/api/v1/interactions/{interaction}/result', {
      params: { path: { interaction } },
      body: { result },
      headers: keyed(key),
    }),
  );

export const startCall = (body: Schemas['StartInteraction'], key: string) =>
  bodyOf(api.POST('/api/v1/interactions', { body, headers: keyed(key) }));

/** Whom a case is for that was opened before anybody was named. */
export const nameReporter = (number: string, body: Schemas['NameReporter'], key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{number}/reporter', {
      params: { path: { number } },
      body,
      headers: keyed(key),
    }),
  );

export function identify(interaction: number, contact: number, key: string) {
  return bodyOf(
    api.POST('/api/v1/interactions/{interaction}/contact', {
      params: { path: { interaction } },
      body: { contact },
      headers: keyed(key),
    }),
  );
}
