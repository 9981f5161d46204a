import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, bodyOf, keyed } from '../api/client';
import { useCatalogue } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { CardFacts } from '../cases/CardFacts';
import { Draft } from '../drafts/Draft';
import { useForget, useKept } from '../drafts/drafts';
import { KeyForm } from '../forms/KeyForm';
import { recorded } from '../cases/recorded';
import { ProblemAlert } from '../forms/ProblemAlert';
import { LinesField, SelectField } from '../forms/fields';
import { spokenPhone } from '../forms/phone';
import { cityLanguage } from '../i18n';
import { Page } from '../shell/Page';
import type { Interaction } from './call';
import { useDesk } from './desk';

/** Opens the case and closes it in the same breath; each half happens once, however often it is sent. */
async function refer(interaction: number, { summary, text }: { summary: string; text: string }, key: string) {
  const opened = await bodyOf(
    api.POST('/api/v1/cases', {
      body: { interaction, kind: 'question', summary },
      headers: keyed(`${key} open`),
    }),
  );
  return bodyOf(
    api.POST('/api/v1/cases/{number}/close', {
      params: { path: { number: opened.number } },
      body: { interaction, resolution: 'not_a_city_matter', text },
      headers: keyed(`${key} close`),
    }),
  );
}

function ReferForm({ call }: { call: Interaction }) {
  const { t, i18n } = useTranslation('operator');
  const { words, tellDone } = useDesk();
  const navigate = useNavigate();
  const forget = useForget();
  const referrals = useCatalogue().data?.referrals ?? [];
  const [question, setQuestion] = useKept('question', words.trim());
  const [key, setKey] = useKept('to', '');
  const chosen = referrals.find((one) => one.key === key);
  const act = useSubmission((body: { summary: string; text: string }, once) => refer(call.id, body, once), {
    onDone: (one) => {
      forget();
      tellDone('referred');
      void navigate(`/cases/${one.number}`, recorded('refer'));
    },
  });
  return (
    <KeyForm
      takesFocus
      label={t('refer.title')}
      onSubmit={() =>
        chosen &&
        act.mutate({
          summary: question.trim(),
          text: t('refer.text', { name: chosen.card.name, phone: spokenPhone(chosen.card.phone) }),
        })
      }
    >
      <ProblemAlert problem={act.error} />
      <LinesField
        label={t('refer.question')}
        rows={2}
        value={question}
        onChange={setQuestion}
        problem={act.error}
        pointer="/summary"
        required
      />
      <SelectField
        label={t('refer.to')}
        empty={t('refer.choose')}
        value={key}
        onChange={setKey}
        options={referrals.map((one) => ({ value: one.key, text: one.name[cityLanguage(i18n.language)] }))}
        required
      />
      {chosen && <CardFacts card={chosen.card} />}
      <Button type="submit" disabled={act.isPending}>
        {t('refer.submit')}
      </Button>
    </KeyForm>
  );
}

/** Not a city matter: whom to call instead, read out while the caller is on the line. */
export default function ReferPage() {
  const { t } = useTranslation('operator');
  const { call, words } = useDesk();
  return (
    <div className="pane">
      <Page title={t('refer.title')} focused={!call}>
        {call ? (
          <Draft
            key={call.id}
            form={{ key: `refer ${call.id}`, label: t('refer.title'), to: '/desk/refer', call: call.id }}
            begun={words.trim() ? { question: words.trim() } : undefined}
          >
            <ReferForm call={call} />
          </Draft>
        ) : (
          <p className="empty">{t('refer.noCall')}</p>
        )}
      </Page>
    </div>
  );
}
