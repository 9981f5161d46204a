import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import type { Problem } from '../api/problem';
import { TOPICS, useCatalogue } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { Responsible } from '../cases/Responsible';
import { Draft } from '../drafts/Draft';
import { useForget, useKept } from '../drafts/drafts';
import { KeyForm } from '../forms/KeyForm';
import { recorded } from '../cases/recorded';
import { ProblemAlert } from '../forms/ProblemAlert';
import { LinesField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import type { Interaction } from './call';
import { useDesk } from './desk';
import { Nearby, type RecordRef } from './Nearby';
import { NoticeField } from './NoticeField';
import { PlaceField, type PlaceGiven } from './PlaceField';
import { Question } from './Question';
import { asked, type Answers } from './script';
import { UsualTime } from './UsualTime';

type Service = Schemas['Service'];

/** Whether the record that was to be adopted cannot be, whatever else is typed. */
const isOfRecord = ({ reason, fields }: Problem) =>
  [reason, ...fields.map((field) => field.reason)].some((one) => one.startsWith('record.'));

function RequestForm({ service, call }: { service: Service; call: Interaction }) {
  const { t, i18n } = useTranslation('operator');
  const { words, tellDone } = useDesk();
  const navigate = useNavigate();
  const forget = useForget();
  const queries = useQueryClient();
  const named = service.name[cityLanguage(i18n.language)];
  const [summary, setSummary] = useKept('summary', words.trim() || named);
  const [place, setPlace] = useKept<PlaceGiven>('place', { words: '' });
  const [answers, setAnswers] = useKept<Answers>('answers', {});
  const [notice, setNotice] = useKept<number | undefined>('notice', undefined);
  const [adopts, setAdopts] = useKept<RecordRef | undefined>('adopts', undefined);
  const questions = asked(service.questions, answers);

  const open = useSubmission(
    (body: Schemas['OpenCase'], key) => bodyOf(api.POST('/api/v1/cases', { body, headers: keyed(key) })),
    {
      onDone: (one) => {
        forget();
        tellDone('request_taken');
        void navigate(
          `/cases/${one.number}`,
          recorded(one.point_left_out ? 'requestWithoutPoint' : 'request'),
        );
      },
      onRefused: (problem) => {
        if (!isOfRecord(problem)) return;
        setAdopts(undefined); // its line, and the button on it, may be gone
        void queries.invalidateQueries({ queryKey: [TOPICS.nearby] });
      },
    },
  );
  const given = Object.fromEntries(
    questions.flatMap(({ code }) => (answers[code]?.trim() ? [[code, answers[code].trim()]] : [])),
  );
  return (
    <KeyForm
      takesFocus
      label={named}
      onSubmit={() =>
        open.mutate({
          interaction: call.id,
          kind: 'service_request',
          service: service.id,
          summary: summary.trim(),
          attributes: given,
          ...(place.words.trim() && { place: place.words.trim() }),
          ...(place.point && { point: place.point }),
          ...(notice && { notice }),
          ...(place.point && adopts && { adopts }),
        })
      }
    >
      <ProblemAlert problem={open.error} />
      <LinesField
        label={t('request.summary')}
        rows={2}
        value={summary}
        onChange={setSummary}
        problem={open.error}
        pointer="/summary"
        required
      />
      <PlaceField
        label={service.place_required ? t('request.place') : t('request.placeOptional')}
        hint={t('request.placeHint')}
        value={place}
        onChange={(given) => {
          setPlace(given);
          setAdopts(undefined); // it lay near the place of before
        }}
        problem={open.error}
        pointer={open.error?.field('/point') ? '/point' : '/place'}
        required={service.place_required}
        withMap
      />
      <Nearby service={service.id} point={place.point} call={call} adopts={adopts} onAdopt={setAdopts} />
      {questions.map((question) => (
        <Question
          key={question.code}
          question={question}
          value={answers[question.code] ?? ''}
          onChange={(answer) => setAnswers({ ...answers, [question.code]: answer })}
          problem={open.error}
        />
      ))}
      <NoticeField value={notice} onChange={setNotice} />
      <Button type="submit" disabled={open.isPending}>
        {t('request.submit')}
      </Button>
    </KeyForm>
  );
}

/** A service that a resident asks for, with the questions of its intake script in order. */
export default function ServicePage() {
  const { t, i18n } = useTranslation('operator');
  const { service: id } = useParams();
  const { call, words } = useDesk();
  const language = cityLanguage(i18n.language);
  const catalogue = useCatalogue();
  return (
    <div className="pane">
      <Reading of={catalogue}>
        {({ services }) => {
          const service = services.find((one) => one.id === Number(id));
          if (!service) return <p className="empty">{t('request.unknown')}</p>;
          return (
            <Page key={service.id} title={service.name[language]} focused={!call}>
              <p>{service.description[language]}</p>
              <p className="empty">{t('request.target', { count: service.target_hours })}</p>
              <UsualTime service={service.id} />
              <Responsible department={service.department} />
              {call ? (
                <Draft
                  key={call.id}
                  form={{
                    key: `service ${service.id} ${call.id}`,
                    label: service.name[language],
                    to: `/desk/services/${service.id}`,
                    call: call.id,
                  }}
                  begun={words.trim() ? { summary: words.trim() } : undefined}
                >
                  <RequestForm service={service} call={call} />
                </Draft>
              ) : (
                <p className="empty">{t('request.noCall')}</p>
              )}
            </Page>
          );
        }}
      </Reading>
    </div>
  );
}
