import { Button, Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { spokenNumber } from '../cases/spokenNumber';
import { DateField, SelectField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { HearCall } from '../hearing/HearCall';
import { More } from '../lists/More';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { Parties } from '../telephone/Parties';
import { Phone } from '../telephone/Phone';
import { useCallerNumber } from '../telephone/ring';
import type { TelephoneCall } from '../telephone/telephone';
import { useCalls, useWall, type CallEnding } from '../telephone/wall';
import { useCityTime } from '../time/cityTime';
import { useDuration } from '../time/duration';
import { InterpretersTable } from './InterpretersTable';

const ENDINGS: CallEnding[] = [
  'hung_up',
  'abandoned',
  'called_back',
  'closed',
  'no_answer',
  'busy',
  'voicemail',
  'unreachable',
  'cancelled',
  'lost',
];
const DIRECTIONS = ['inbound', 'outbound'] as const;
const CASE = /^\d{9}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

const secondsBetween = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / 1_000;

function CallRow({ call }: { call: TelephoneCall }) {
  const { t, i18n } = useTranslation('supervisor');
  const language = cityLanguage(i18n.language);
  const time = useCityTime();
  const duration = useDuration();
  const number = useCallerNumber();
  const cases = [...new Set([...(call.cases ?? []), ...(call.call_back ? [call.call_back] : [])])];
  // What a call was waited for, until somebody answered or it was over.
  const waitedUntil = call.answered_at ?? call.ended_at;
  const state = call.ending
    ? t(`telephone.ending.${call.ending as CallEnding}`)
    : t(`telephone.state.${call.state as 'talking'}`);
  return (
    <tr>
      <th scope="row">
        {call.phone ? <Phone number={call.phone} /> : number(call)}
        <span className="owed-row__due">{t(`telephone.direction.${call.direction}`)}</span>
      </th>
      <td>{time.at(call.arrived_at)}</td>
      <td>{call.queue?.name[language]}</td>
      <td>
        {call.agent?.name}
        <Parties parties={call.parties} />
      </td>
      <td>{state}</td>
      <td data-label={t('telephone.waited')}>
        {call.queued_at && waitedUntil && duration(secondsBetween(call.queued_at, waitedUntil))}
      </td>
      <td data-label={t('telephone.talked')}>
        {call.answered_at && call.ended_at && duration(secondsBetween(call.answered_at, call.ended_at))}
      </td>
      <td>
        {call.recording && <HearCall call={call.id} of={number(call)} />}
        {cases.map((one) => (
          <Link key={one} className="usa-link call-case" to={`/cases/${one}`}>
            {t('case', { number: spokenNumber(one) })}
          </Link>
        ))}
      </td>
    </tr>
  );
}

/** Calls, the newest first: what the figures of the wall count. */
export function CallsPart() {
  const { t } = useTranslation('supervisor');
  const time = useCityTime();
  const [search, setSearch] = useSearchParams();
  const { i18n } = useTranslation();
  const language = cityLanguage(i18n.language);
  const queues = useWall().data?.queues.map(({ queue }) => queue) ?? [];
  const ending = ENDINGS.find((one) => one === search.get('ending'));
  const direction = DIRECTIONS.find((one) => one === search.get('direction'));
  // What the city dials stands in no queue.
  const queue = direction === 'outbound' ? '' : (search.get('queue') ?? '');
  const about = CASE.exec(search.get('case') ?? '')?.[0];
  const day = DAY.exec(search.get('from') ?? '')?.[0];
  const calls = useCalls({
    ...(day ? { from: time.instant(`${day}T00:00`) } : {}),
    ...(ending ? { ending } : {}),
    ...(direction ? { direction } : {}),
    ...(queue ? { queue } : {}),
    ...(about ? { case: about } : {}),
  });
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next);
  };
  return (
    <Page title={t('part.calls')}>
      <div className="filter">
        <DateField
          label={t('telephone.fromDay')}
          value={day ?? ''}
          onChange={(value) => choose('from', value)}
        />
        <SelectField
          label={t('telephone.howEnded')}
          value={ending ?? ''}
          onChange={(value) => choose('ending', value)}
          empty={t('telephone.anyEnding')}
          options={ENDINGS.map((one) => ({ value: one, text: t(`telephone.ending.${one}`) }))}
        />
        <SelectField
          label={t('telephone.whichWay')}
          value={direction ?? ''}
          onChange={(value) => choose('direction', value)}
          empty={t('telephone.anyWay')}
          options={DIRECTIONS.map((one) => ({ value: one, text: t(`telephone.way.${one}`) }))}
        />
        {direction !== 'outbound' && (
          <SelectField
            label={t('telephone.queue')}
            value={queue}
            onChange={(value) => choose('queue', value)}
            empty={t('telephone.anyQueue')}
            options={queues.map(({ key, name }) => ({ value: key, text: name[language] }))}
          />
        )}
      </div>
      {about && (
        <p>
          <strong>{t('telephone.ofCase', { number: spokenNumber(about) })}</strong>{' '}
          <Button type="button" unstyled onClick={() => choose('case', '')}>
            {t('telephone.allCalls')}
          </Button>
        </p>
      )}
      {day && <InterpretersTable from={time.instant(`${day}T00:00`)} />}
      <Reading of={calls}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.calls);
          if (rows.length === 0) return <p>{t('telephone.noSuchCalls')}</p>;
          return (
            <div className="pane">
              <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
                <caption className="usa-sr-only">{t('part.calls')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('telephone.number')}</th>
                    <th scope="col">{t('telephone.when')}</th>
                    <th scope="col">{t('telephone.queue')}</th>
                    <th scope="col">{t('column.person')}</th>
                    <th scope="col">{t('telephone.howEnded')}</th>
                    <th scope="col">{t('telephone.waited')}</th>
                    <th scope="col">{t('telephone.talked')}</th>
                    <th scope="col">{t('column.case')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((call) => (
                    <CallRow key={call.id} call={call} />
                  ))}
                </tbody>
              </Table>
              <More of={calls} text={t('telephone.more')} />
            </div>
          );
        }}
      </Reading>
    </Page>
  );
}
