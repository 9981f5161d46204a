import { useInfiniteQuery } from '@tanstack/react-query';
import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS, useCatalogue } from '../api/queries';
import { SelectField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { More } from './More';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';

type State = Schemas['CaseState'];
const STATES: State[] = ['open', 'resolved', 'closed'];
const PAGE = 50;

interface Filter {
  state: State | undefined;
  department: number | undefined;
  team: number | undefined;
}

function useCases(filter: Filter) {
  return useInfiniteQuery({
    queryKey: [TOPICS.cases, filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before }) =>
      bodyOf(api.GET('/api/v1/cases', { params: { query: { ...filter, before, limit: PAGE } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

function CaseRow({ one }: { one: Schemas['CaseSummary'] }) {
  const { t, i18n } = useTranslation(['lists', 'words']);
  const language = cityLanguage(i18n.language);
  const time = useCityTime();
  const departments = useCatalogue().data?.departments ?? [];
  const { promise } = one;
  return (
    <tr>
      <th scope="row">
        <Link className="usa-link" to={`/cases/${one.number}`}>
          {one.summary || one.spoken_number}
        </Link>
        <span className="owed-row__due">
          {t('lists:cases.numberAndKind', { number: one.spoken_number, kind: t(`words:kind.${one.kind}`) })}
        </span>
      </th>
      <td>{t(`words:state.${one.state}`)}</td>
      <td>{one.contact?.name}</td>
      <td>{departments.find(({ id }) => id === one.department)?.name[language]}</td>
      <td>
        {promise && (
          <span className={promise.late ? 'line__warning' : undefined}>
            {t('lists:cases.promise', {
              state: t(`words:promiseState.${promise.state}`),
              name: promise.owner.name,
              when: time.by(promise.due),
            })}
          </span>
        )}
      </td>
      <td>{time.at(one.opened_at)}</td>
    </tr>
  );
}

/** Cases, the newest first: what the figures count. */
export default function CasesPage() {
  const { t, i18n } = useTranslation(['lists', 'words']);
  const language = cityLanguage(i18n.language);
  const departments = useCatalogue().data?.departments ?? [];
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get('state'));
  const department = Number(search.get('department')) || undefined;
  const teams = departments
    .filter(({ id }) => department === undefined || id === department)
    .flatMap((one) => one.teams);
  const team = Number(search.get('team')) || undefined;
  const cases = useCases({ state, department, team });
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    // Another department has other teams.
    if (name === 'department') next.delete('team');
    setSearch(next);
  };
  return (
    <div className="sheet sheet--wide">
      <Page title={t('lists:cases.title')}>
        <div className="filter">
          <SelectField
            label={t('lists:cases.state')}
            value={state ?? ''}
            onChange={(value) => choose('state', value)}
            empty={t('lists:cases.all')}
            options={STATES.map((one) => ({ value: one, text: t(`words:state.${one}`) }))}
          />
          <SelectField
            label={t('lists:cases.department')}
            value={String(department ?? '')}
            onChange={(value) => choose('department', value)}
            empty={t('lists:cases.all')}
            options={departments.map(({ id, name }) => ({ value: String(id), text: name[language] }))}
          />
          {teams.length > 0 && (
            <SelectField
              label={t('lists:cases.team')}
              value={String(team ?? '')}
              onChange={(value) => choose('team', value)}
              empty={t('lists:cases.all')}
              options={teams.map(({ id, name }) => ({ value: String(id), text: name[language] }))}
            />
          )}
        </div>
        <Reading of={cases}>
          {({ pages }) => {
            const rows = pages.flatMap((page) => page.cases);
            if (rows.length === 0) return <p>{t('lists:cases.nothing')}</p>;
            return (
              <div className="pane">
                <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
                  <caption className="usa-sr-only">{t('lists:cases.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('lists:cases.case')}</th>
                      <th scope="col">{t('lists:cases.state')}</th>
                      <th scope="col">{t('lists:cases.resident')}</th>
                      <th scope="col">{t('lists:cases.department')}</th>
                      <th scope="col">{t('lists:cases.promised')}</th>
                      <th scope="col">{t('lists:cases.opened')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((one) => (
                      <CaseRow key={one.number} one={one} />
                    ))}
                  </tbody>
                </Table>
                <More of={cases} text={t('lists:cases.more')} />
              </div>
            );
          }}
        </Reading>
      </Page>
    </div>
  );
}
