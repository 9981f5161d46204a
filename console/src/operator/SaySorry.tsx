import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed } from '../api/client';
import { spokenNumber } from '../cases/spokenNumber';
import { ProblemAlert } from '../forms/ProblemAlert';
import { ApologyWords } from './ApologyWords';
import { recordResult, useCallSubmission, type Interaction } from './call';

interface Props {
  call: Interaction;
  /** The case on which whoever is on the line is owed an apology. */
  number: string;
  /** The call is being wrapped up, and this has to be answered: it was not said. */
  onNotSaid?: () => void;
}

/**
 * The words of an apology, and who spoke says that they were said: being reached is none yet. Whoever
 * was called for it may not wish to hear it.
 */
export function SaySorry({ call, number, onNotSaid }: Props) {
  const { t } = useTranslation('operator');
  const box = useRef<HTMLDivElement>(null);
  const asks = onNotSaid !== undefined;
  const said = useCallSubmission((_: void, key) =>
    bodyOf(
      api.POST('/api/v1/interactions/{interaction}/apology', {
        params: { path: { interaction: call.id } },
        body: { case: number },
        headers: keyed(key),
      }),
    ),
  );
  const refused = useCallSubmission((_: void, key) => recordResult(call.id, 'refused', key));
  const mayRefuse = call.result === 'connected' && call.for?.case === number;
  const isPending = said.isPending || refused.isPending;
  useEffect(() => {
    if (asks) box.current?.querySelector('button')?.focus();
  }, [asks]);
  const title = `apology-${number}`;
  return (
    <div ref={box} role="group" aria-labelledby={title} data-owed data-asks={asks || undefined}>
      <h3 id={title} className="call__result-title">
        {t(asks ? 'apology.wasItSaid' : 'apology.isOwed', {
          name: call.contact?.name ?? t('caller.noName'),
          number: spokenNumber(number),
        })}
      </h3>
      <ApologyWords number={number} />
      <ProblemAlert problem={said.error ?? refused.error} />
      <ButtonGroup>
        {[
          <Button key="said" type="button" outline={!asks} disabled={isPending} onClick={() => said.mutate()}>
            {t('apology.said')}
          </Button>,
          ...(mayRefuse
            ? [
                <Button
                  key="refused"
                  type="button"
                  outline
                  disabled={isPending}
                  onClick={() => refused.mutate()}
                >
                  {t('apology.refused')}
                </Button>,
              ]
            : []),
          ...(onNotSaid
            ? [
                <Button key="owed" type="button" outline onClick={onNotSaid}>
                  {t('apology.notSaid')}
                </Button>,
              ]
            : []),
        ]}
      </ButtonGroup>
    </div>
  );
}
