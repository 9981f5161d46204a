import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Temporal } from 'temporal-polyfill';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { TOPICS } from '../../api/queries';
import type { Problem } from '../../api/problem';
import { useSubmission } from '../../api/useSubmission';
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

/** Sends one act on a case; it is refused when somebody changed the case since it was read. */
export function useAct<Body>(
  { one, onDone }: ActProps,
  send: (body: Body, key: string) => Promise<Case>,
  wrapUp?: WrapUpCode,
) {
  const desk = useMaybeDesk();
  const queries = useQueryClient();
  const act = useSubmission(send, {
    onDone: () => {
      if (wrapUp) desk?.tellDone(wrapUp);
      onDone();
    },
  });
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
  submit: string;
  onSubmit: () => void;
  onCancel: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation('case');
  return (
    <KeyForm label={label} onSubmit={onSubmit}>
      <ProblemAlert problem={act.error} onLookAgain={act.lookAgain} />
      {children}
      <ButtonGroup>
        <Button type="submit" disabled={act.isPending}>
          {submit}
        </Button>
        <Button type="button" unstyled onClick={onCancel}>
          {t('act.cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}

/** What every act says of the case as it was when its form was filled in. */
export const seen = (one: Case) => ({ expected_version: one.version });

export const livePromise = (one: Case) => one.promises.find(({ state }) => state === 'made');
export const openAsk = (one: Case) => one.asks.find(({ state }) => state === 'asked');

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
