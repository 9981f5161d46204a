import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Temporal } from 'temporal-polyfill';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../../api/client';
import type { paths } from '../../api/schema';
import { TOPICS } from '../../api/queries';
import type { Problem } from '../../api/problem';
import { useSubmission } from '../../api/useSubmission';
import { useForget } from '../../drafts/drafts';
import { KeyForm } from '../../forms/KeyForm';
import { ProblemAlert } from '../../forms/ProblemAlert';
import type { Interaction, WrapUpCode } from '../../operator/call';
import { useMaybeDesk } from '../../operator/desk';

export type Case = Schemas['Case'];

export interface ActProps {
  one: Case;
  /** The conversation with the resident in which it is done; null outside of one. */
  call: Interaction | null;
  /** Puts the form away; nothing was done. */
  onCancel: () => void;
  /** Puts the form away; it is recorded. */
  onDone: () => void;
}

/** What the API can do to a case, by itself or through a promise or a question on it. */
type ActPath = Exclude<
  Extract<keyof paths, `/api/v1/${'cases/{number}' | 'promises/{promise}' | 'asks/{ask}'}/${string}`>,
  '/api/v1/cases/{number}/link' | '/api/v1/cases/{number}/deliveries' | '/api/v1/cases/{number}/publicity'
>;
type ActBody<Path extends ActPath> = paths[Path]['post']['requestBody']['content']['application/json'];
type ActId<Path extends ActPath> = paths[Path]['post']['parameters']['path'];

// The client cannot follow a path that varies; each use is held to its own path's types by useAct.
const post = api.POST as unknown as (path: ActPath, request: object) => Promise<{ data?: Case }>;

/** Sends one act on a case; it is refused when somebody changed the case since it was read. */
export function useAct<Path extends ActPath>(
  { one, onDone }: ActProps,
  path: Path,
  id: ActId<Path>,
  wrapUp?: WrapUpCode,
) {
  const desk = useMaybeDesk();
  const forget = useForget();
  const queries = useQueryClient();
  const act = useSubmission(
    (body: ActBody<Path>, key) => bodyOf(post(path, { params: { path: id }, body, headers: keyed(key) })),
    {
      onDone: () => {
        forget();
        if (wrapUp) desk?.tellDone(wrapUp);
        onDone();
      },
    },
  );
  return {
    ...act,
    lookAgain: () => {
      act.reset();
      void queries.invalidateQueries({ queryKey: [TOPICS.case, one.number] });
    },
  };
}

interface Act {
  error: Problem | null;
  isPending: boolean;
  lookAgain: () => void;
}

/** The frame of an act's form: what went wrong, the fields, the button that does it. */
export function ActForm({
  act,
  label,
  submit,
  onSubmit,
  onCancel,
  children,
}: {
  act: Act;
  label: string;
  /** Left out where it cannot be done now, which the fields then say. */
  submit?: string | undefined;
  onSubmit: () => void;
  onCancel: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation('case');
  const forget = useForget();
  return (
    <KeyForm label={label} onSubmit={onSubmit} takesFocus>
      <ProblemAlert problem={act.error} onLookAgain={act.lookAgain} />
      {children}
      <ButtonGroup>
        {[
          // A list, for the group gives a place to whatever it is handed, nothing included.
          ...(submit
            ? [
                <Button key="submit" type="submit" disabled={act.isPending}>
                  {submit}
                </Button>,
              ]
            : []),
          <Button
            key="cancel"
            type="button"
            unstyled
            onClick={() => {
              forget();
              onCancel();
            }}
          >
            {t('act.cancel')}
          </Button>,
        ]}
      </ButtonGroup>
    </KeyForm>
  );
}

/** What every act says of the case as it was when its form was filled in. */
export const seen = (one: Case) => ({ expected_version: one.version });

export const livePromise = (one: Case) => one.promises.find(({ state }) => state === 'made');
export const openAsk = (one: Case) => one.asks.find(({ state }) => state === 'asked');
/** Where the department has answered last. */
export const lastAnswer = (one: Case) => one.asks.findLast(({ answer }) => Boolean(answer));

/** Until when the department has said that it needs, as long as that is still to come. */
export function namedTime(one: Case, now: Temporal.Instant) {
  const ask = openAsk(one);
  if (!ask || Temporal.Instant.compare(ask.due, now) <= 0) return undefined;
  const isNamed = one.timeline.some(({ kind, values }) => kind === 'ask_extended' && values.due === ask.due);
  return isNamed ? ask.due : undefined;
}

/** The live promise, or the one that this very call has kept: the resident may now be told of another. */
export function promiseToHandOver(one: Case, call: Interaction | null) {
  const purpose = call?.for;
  const kept = purpose?.kind === 'promise' && purpose.case === one.number ? purpose.id : undefined;
  return livePromise(one) ?? one.promises.find(({ id, state }) => id === kept && state === 'kept');
}
