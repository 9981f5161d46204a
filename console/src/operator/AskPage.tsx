import { Alert, Button } from '@trussworks/react-uswds';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useCatalogue } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { PromiseFields } from '../cases/PromiseFields';
import { usePromiseDraft } from '../cases/promiseDraft';
import { Responsible } from '../cases/Responsible';
import { Draft } from '../drafts/Draft';
import { useForget, useKept } from '../drafts/drafts';
import { KeyForm } from '../forms/KeyForm';
import { recorded } from '../cases/recorded';
import { ProblemAlert } from '../forms/ProblemAlert';
import { CheckField, LinesField, SelectField, TextField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { isTyping } from '../forms/isTyping';
import { spokenPhone } from '../forms/phone';
import { useSession } from '../session/session';
import { Page } from '../shell/Page';
import type { Interaction } from './call';
import { useDesk } from './desk';
import { NoticeField } from './NoticeField';

type Kind = Schemas['CaseKind'];
const KINDS: Kind[] = ['question', 'complaint', 'compliment'];

/** Who is complained about or praised: never asked about it themselves. */
function AboutStaff({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('operator');
  const staff = useCatalogue().data?.staff ?? [];
  return (
    <SelectField
      label={t('ask.about')}
      empty={t('ask.aboutNobody')}
      value={value}
      onChange={onChange}
      options={staff.map(({ id, name }) => ({ value: String(id), text: name }))}
    />
  );
}

function useAsk(call: Interaction) {
  const navigate = useNavigate();
  const { tellDone } = useDesk();
  const forget = useForget();
  return useSubmission(
    (body: Omit<Schemas['OpenCase'], 'interaction'>, key) =>
      bodyOf(api.POST('/api/v1/cases', { body: { interaction: call.id, ...body }, headers: keyed(key) })),
    {
      onDone: (one) => {
        forget();
        tellDone('department_asked');
        void navigate(`/cases/${one.number}`, recorded('ask'));
      },
    },
  );
}

function AskForm({ call }: { call: Interaction }) {
  const { t, i18n } = useTranslation(['operator', 'words']);
  const { staff } = useSession();
  const { words } = useDesk();
  const departments = useCatalogue().data?.departments ?? [];
  const [kind, setKind] = useKept<Kind>('kind', 'question');
  const [about, setAbout] = useKept('about', '');
  const [question, setQuestion] = useKept('question', words.trim());
  const [department, setDepartment] = useKept('department', '');
  const [promised, setPromised] = useKept('promised', true);
  // Until another is typed it is the caller's, who may become known while this is being filled in.
  const [typed, setPhone] = useKept<string | undefined>('phone', undefined);
  const phone = typed ?? spokenPhone(call.phone ?? call.contact?.phones[0] ?? '');
  const [notice, setNotice] = useKept<number | undefined>('notice', undefined);
  const draft = usePromiseDraft({ owner: staff.id, department: department ? Number(department) : undefined });
  const ask = useAsk(call);
  const first = useRef<HTMLSelectElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  // With the question taken over from the search box, the department is all that is missing.
  const [taken] = useState(words.trim());
  useEffect(() => (taken ? first.current : text.current)?.focus(), [taken]);
  const caller = call.contact?.id;
  // Earlier than the search box would: who left the form to name the caller goes on with it.
  useLayoutEffect(() => {
    if (!isTyping()) first.current?.focus();
  }, [caller]);
  const mayPromise = call.contact !== null;

  return (
    <KeyForm
      label={t('operator:ask.title')}
      onSubmit={() =>
        ask.mutate({
          kind,
          summary: question.trim(),
          ask: { department: Number(department), text: question.trim() },
          ...(about && kind !== 'question' && { about_staff: Number(about) }),
          ...(notice && { notice }),
          ...(promised &&
            mayPromise && { promise: { ...draft.body, ...(phone.trim() && { phone: phone.trim() }) } }),
        })
      }
    >
      <ProblemAlert problem={ask.error} />
      <LinesField
        label={t('operator:ask.question')}
        rows={2}
        value={question}
        onChange={setQuestion}
        problem={ask.error}
        pointer="/summary"
        inputRef={text}
        required
      />
      <div className="row">
        <SelectField
          label={t('operator:ask.department')}
          empty={t('operator:ask.choose')}
          value={department}
          onChange={setDepartment}
          problem={ask.error}
          pointer="/ask/department"
          options={departments.map(({ id, name }) => ({
            value: String(id),
            text: name[cityLanguage(i18n.language)],
          }))}
          inputRef={first}
          required
        />
        <SelectField
          label={t('operator:ask.kind')}
          value={kind}
          onChange={(chosen) => setKind(chosen as Kind)}
          options={KINDS.map((value) => ({ value, text: t(`words:kind.${value}`) }))}
        />
      </div>
      {kind !== 'question' && <AboutStaff value={about} onChange={setAbout} />}
      <Responsible department={department ? Number(department) : undefined} />
      <NoticeField value={notice} onChange={setNotice} />
      {mayPromise ? (
        <>
          <CheckField label={t('operator:ask.promise')} checked={promised} onChange={setPromised} />
          {promised && (
            <div className="inset">
              <PromiseFields
                draft={draft}
                problem={ask.error}
                pointer="/promise"
                beside={
                  <TextField
                    label={t('operator:ask.phone')}
                    type="tel"
                    value={phone}
                    onChange={setPhone}
                    problem={ask.error}
                    pointer="/promise/phone"
                  />
                }
              />
            </div>
          )}
        </>
      ) : (
        <Alert type="info" slim headingLevel="h2">
          {t('operator:ask.nameFirst')}
        </Alert>
      )}
      <Button type="submit" disabled={ask.isPending}>
        {promised && mayPromise ? t('operator:ask.submit') : t('operator:ask.submitWithout')}
      </Button>
    </KeyForm>
  );
}

/** No answer is known: a department is asked and a call is promised, in one step. */
export default function AskPage() {
  const { t } = useTranslation('operator');
  const { call, words } = useDesk();
  return (
    <div className="pane">
      <Page title={t('ask.title')} focused={!call}>
        {call ? (
          <Draft
            key={call.id}
            form={{ key: `ask ${call.id}`, label: t('ask.title'), to: '/desk/ask', call: call.id }}
            begun={words.trim() ? { question: words.trim() } : undefined}
          >
            <AskForm call={call} />
          </Draft>
        ) : (
          <p className="empty">{t('ask.noCall')}</p>
        )}
      </Page>
    </div>
  );
}
