import { Button, Form } from '@trussworks/react-uswds';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS, useCatalogue } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { ProblemAlert } from '../forms/ProblemAlert';
import { ServicePicker } from '../forms/ServicePicker';
import { LinesField, TextField, WallTimeField } from '../forms/fields';
import { cityLanguage, LANGUAGES, type Language } from '../i18n';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';

type Notice = Schemas['Notice'];

function useNoticesChanged() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: [TOPICS.notices] });
}

function NoticeItem({ notice }: { notice: Notice }) {
  const { t, i18n } = useTranslation('supervisor');
  const language = cityLanguage(i18n.language);
  const time = useCityTime();
  const services = useCatalogue().data?.services ?? [];
  const changed = useNoticesChanged();
  const end = useSubmission(
    (id: number, key) =>
      bodyOf(
        api.POST('/api/v1/notices/{notice}/end', { params: { path: { notice: id } }, headers: keyed(key) }),
      ),
    { onDone: changed },
  );
  const other: Language = language === 'en' ? 'fr' : 'en';
  const about = services.filter(({ id }) => notice.services.includes(id)).map(({ name }) => name[language]);
  return (
    <li className="notice">
      <p className="notice__text">{notice.text[language]}</p>
      <p className="notice__text notice__text--other" lang={other}>
        {notice.text[other]}
      </p>
      <p className="notice__facts">
        {[notice.area, ...about].filter(Boolean).map((fact) => (
          <span key={fact} className="usa-tag notice__tag">
            {fact}
          </span>
        ))}
        {notice.gathers_in && <span>{t('notice.gathersIn', { name: notice.gathers_in.name })}</span>}
        <span>{t('notice.until', { until: time.at(notice.until) })}</span>
        <span>{t('notice.by', { name: notice.owner.name })}</span>
        <span>{t('notice.cases', { count: notice.cases })}</span>
      </p>
      <ProblemAlert problem={end.error} />
      <Button type="button" outline disabled={end.isPending} onClick={() => end.mutate(notice.id)}>
        {t('notice.end')}
      </Button>
    </li>
  );
}

function NoticeForm() {
  const { t } = useTranslation(['supervisor', 'words']);
  const time = useCityTime();
  const changed = useNoticesChanged();
  const begun = { en: '', fr: '', area: '', until: '', services: [] as number[] };
  const [form, setForm] = useState(begun);
  const post = useSubmission(
    (body: Schemas['NewNotice'], key) => bodyOf(api.POST('/api/v1/notices', { body, headers: keyed(key) })),
    {
      onDone: () => {
        changed();
        setForm(begun);
      },
    },
  );
  const set = (part: Partial<typeof begun>) => setForm((before) => ({ ...before, ...part }));
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        post.mutate({
          text: { en: form.en, fr: form.fr },
          until: time.instant(form.until),
          services: form.services,
          ...(form.area ? { area: form.area } : {}),
        });
      }}
    >
      <div role="status">{post.isSuccess && <p className="good">{t('supervisor:notice.posted')}</p>}</div>
      <ProblemAlert problem={post.error} />
      {LANGUAGES.map((language) => (
        <LinesField
          key={language}
          label={t('supervisor:notice.textIn', { language: t(`words:language.${language}`) })}
          rows={2}
          value={form[language]}
          onChange={(text) => set({ [language]: text })}
          problem={post.error}
          pointer={`/text/${language}`}
          required
        />
      ))}
      <WallTimeField
        label={t('supervisor:notice.untilField')}
        value={form.until}
        onChange={(until) => set({ until })}
        problem={post.error}
        pointer="/until"
        required
      />
      <TextField
        label={t('supervisor:notice.area')}
        hint={t('supervisor:notice.areaHint')}
        value={form.area}
        onChange={(area) => set({ area })}
        problem={post.error}
        pointer="/area"
      />
      <ServicePicker
        legend={t('supervisor:notice.services')}
        chosen={form.services}
        onChange={(services) => set({ services })}
      />
      <Button type="submit" disabled={post.isPending}>
        {post.isPending ? t('supervisor:notice.posting') : t('supervisor:notice.post')}
      </Button>
    </Form>
  );
}

/** City events: what stands on top of every operator's search. */
export function NoticesPart() {
  const { t } = useTranslation('supervisor');
  const notices = useQuery({
    queryKey: [TOPICS.notices],
    queryFn: () => bodyOf(api.GET('/api/v1/notices')).then((found) => found.notices),
    refetchInterval: 60_000,
  });
  return (
    <Page title={t('part.notices')}>
      <div className="beside">
        <section className="pane" aria-labelledby="in-force">
          <h2 id="in-force">{t('notice.inForce')}</h2>
          <Reading of={notices}>
            {(found) =>
              found.length === 0 ? (
                <p className="quiet">{t('notice.nothing')}</p>
              ) : (
                <ol className="usa-list usa-list--unstyled">
                  {found.map((notice) => (
                    <NoticeItem key={notice.id} notice={notice} />
                  ))}
                </ol>
              )
            }
          </Reading>
        </section>
        <section className="pane" aria-labelledby="new-notice">
          <h2 id="new-notice">{t('notice.new')}</h2>
          <NoticeForm />
        </section>
      </div>
    </Page>
  );
}
