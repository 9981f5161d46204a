import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useSubmission } from '../api/useSubmission';
import { ProblemAlert } from '../forms/ProblemAlert';
import { cityLanguage } from '../i18n';
import { spokenLanguage, useDesk } from './desk';
import { useSearch } from './useSearch';

type Choice = Schemas['NewDanger']['choice'];

function outcomeOf({ choice, dialled }: Schemas['DangerRecorded']) {
  if (choice !== 'transferred') return 'wasNotNeeded';
  return dialled ? 'wasDialled' : 'wasTransferred';
}

/** Words of danger were typed: the script and the transfer stand across the whole screen. */
export function DangerBand() {
  const { t, i18n } = useTranslation('operator');
  const { call, words, tellDone } = useDesk();
  const language = spokenLanguage(call, cityLanguage(i18n.language));
  const danger = useSearch(words, language).data?.danger ?? null;
  const [settled, setSettled] = useState<string>();
  const record = useSubmission(
    ({ interaction, ...body }: Schemas['NewDanger'] & { interaction: number }, key) =>
      bodyOf(
        api.POST('/api/v1/interactions/{interaction}/danger', {
          params: { path: { interaction } },
          body,
          headers: keyed(key),
        }),
      ),
    {
      onDone: ({ kind, choice }) => {
        setSettled(`${call?.id} ${kind}`);
        if (choice === 'transferred') tellDone('transferred');
      },
    },
  );
  if (!danger || settled === `${call?.id} ${danger.kind}`) {
    return (
      <p className="usa-sr-only" role="status">
        {record.data && t(`danger.${outcomeOf(record.data)}`)}
      </p>
    );
  }
  const choose = (choice: Choice) =>
    call && record.mutate({ interaction: call.id, kind: danger.kind, choice });
  return (
    <section className="danger" role="alert" aria-labelledby="danger-title">
      <h2 id="danger-title">{t('danger.title', { destination: danger.destination })}</h2>
      <p className="danger__why">{t('danger.why', { words: danger.words })}</p>
      <blockquote className="danger__script" lang={language}>
        {danger.script[language]}
      </blockquote>
      <ProblemAlert problem={record.error} />
      {call ? (
        <ButtonGroup>
          <Button
            type="button"

            size="big"
            disabled={record.isPending}
            onClick={() => choose('transferred')}
          >
            {t('danger.transfer', { destination: danger.destination })}
          </Button>
          <Button
            type="button"

            outline
            disabled={record.isPending}
            onClick={() => choose('not_needed')}
          >
            {t('danger.notNeeded')}
          </Button>
        </ButtonGroup>
      ) : (
        <p>{t('danger.noCall')}</p>
      )}
    </section>
  );
}
