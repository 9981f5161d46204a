import { Alert, Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { cityLanguage } from '../i18n';
import { Reading } from '../shell/Reading';
import { useStanding, type Standing } from '../telephone/standing';
import { useTelephoneInUse, type Telephone } from '../telephone/telephone';
import { levelShare, useLately, usePercent, useWall, type CallFigures, type Wall } from '../telephone/wall';
import { useCityTime } from '../time/cityTime';
import { useDuration } from '../time/duration';
import { Since } from '../time/Since';
import { CallsUp } from './CallsUp';
import { Figure } from './Figure';

/** Who waits now, and how the day goes; each figure opens the calls behind it. */
function CallsInFigures({ wall }: { wall: Wall }) {
  const { t } = useTranslation('supervisor');
  const time = useCityTime();
  const percent = usePercent();
  const duration = useDuration();
  const lately = useLately().data;
  const { today } = wall;
  const waiting = wall.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const interpreted = wall.interpreters.reduce((sum, { minutes }) => sum + minutes, 0);
  const level = (figures: Schemas['CallFigures'] | undefined) => {
    const share = figures ? levelShare(figures) : null;
    return {
      value: share === null ? t('none') : percent(share),
      alarm: share !== null && share * 100 < wall.level_percent,
    };
  };
  const wanted = { seconds: wall.level_seconds, percent: percent(wall.level_percent / 100) };
  const from = time.wall(wall.now).slice(0, 10);
  const calls = (more = '') => `/supervisor/calls?from=${from}${more}`;
  const mean = (seconds: number | null) => (seconds === null ? t('none') : duration(seconds));
  return (
    <ul className="usa-list usa-list--unstyled figures figures--calls" aria-label={t('telephone.figures')}>
      <Figure name={t('telephone.waiting', { count: waiting })} value={waiting} to="#calls-up" />
      <Figure name={t('telephone.levelNow', wanted)} to={calls()} {...level(lately?.all)} />
      <Figure name={t('telephone.levelToday', wanted)} to={calls()} {...level(today)} />
      <Figure name={t('telephone.offered')} value={today.offered} to={calls()} />
      <Figure name={t('telephone.answered')} value={today.answered} to={calls()} />
      <Figure name={t('telephone.abandoned')} value={today.abandoned} to={calls('&ending=abandoned')} />
      <Figure name={t('telephone.short')} value={today.short_abandoned} to={calls('&ending=abandoned')} />
      <Figure name={t('telephone.calledBack')} value={today.called_back} to={calls('&ending=called_back')} />
      <Figure name={t('telephone.speed')} value={mean(today.speed_of_answer_seconds)} to={calls()} />
      <Figure name={t('telephone.talk')} value={mean(today.talk_seconds)} to={calls()} />
      <Figure name={t('telephone.hold')} value={mean(today.hold_seconds)} to={calls()} />
      <Figure name={t('telephone.wrapUp')} value={mean(today.wrap_up_seconds)} to={calls()} />
      {wall.interpreters.length > 0 && (
        <Figure
          name={t('telephone.interpretedToday', { count: interpreted })}
          value={interpreted}
          to={calls()}
        />
      )}
    </ul>
  );
}

/** Which part was answered in time; it stands out where that is too little. */
function Level({ of, wanted }: { of: CallFigures; wanted: number }) {
  const { t } = useTranslation('supervisor');
  const percent = usePercent();
  const share = levelShare(of);
  if (share === null) return t('none');
  return share * 100 < wanted ? <strong>{percent(share)}</strong> : percent(share);
}

function Queues({ wall }: { wall: Wall }) {
  const { t, i18n } = useTranslation('supervisor');
  const language = cityLanguage(i18n.language);
  const duration = useDuration();
  const wanted = { seconds: wall.level_seconds };
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
      <caption>{t('telephone.queues')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('telephone.queue')}</th>
          <th scope="col">{t('telephone.waitingNow')}</th>
          <th scope="col">{t('telephone.longest')}</th>
          <th scope="col">{t('telephone.expected')}</th>
          <th scope="col">{t('telephone.onDuty')}</th>
          <th scope="col">{t('telephone.inTime', wanted)}</th>
        </tr>
      </thead>
      <tbody>
        {wall.queues.map((one) => (
          <tr key={one.queue.key}>
            <th scope="row">{one.queue.name[language]}</th>
            <td data-label={t('telephone.waitingNow')}>{one.waiting}</td>
            <td data-label={t('telephone.longest')}>
              {one.longest_since ? <Since instant={one.longest_since} /> : t('none')}
            </td>
            <td data-label={t('telephone.expected')}>
              {one.expected_wait_seconds === null
                ? t('telephone.notKnown')
                : duration(one.expected_wait_seconds)}
            </td>
            <td data-label={t('telephone.onDuty')}>{one.operators}</td>
            <td data-label={t('telephone.inTime', wanted)}>
              <Level of={one.today} wanted={wall.level_percent} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Operators({ operators, telephone }: { operators: Wall['operators']; telephone: Telephone }) {
  const { t } = useTranslation('supervisor');
  const standing = useStanding(telephone.reasons, 'others');
  if (operators.length === 0) return <p className="quiet">{t('telephone.nobodyOnDuty')}</p>;
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
      <caption>{t('telephone.operators')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.person')}</th>
          <th scope="col">{t('column.now')}</th>
          <th scope="col">{t('telephone.for')}</th>
        </tr>
      </thead>
      <tbody>
        {operators.map((one) => (
          <tr key={one.staff.id}>
            <th scope="row">{one.staff.name}</th>
            <td>{standing({ ...one, standing: one.standing as Standing })}</td>
            <td>{one.since && <Since instant={one.since} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** That nobody, or not everybody, can call: for somebody to do something. */
function LineDown({ line }: { line: Wall['line'] }) {
  const { t } = useTranslation('supervisor');
  if (line.state === 'up') return null;
  return (
    <Alert
      type={line.state === 'part' ? 'warning' : 'error'}
      role="alert"
      headingLevel="h3"
      heading={t(`telephone.line.${line.state}`)}
    >
      {t(`telephone.lineHelp.${line.state}`, { trunks: line.down.join(', ') })}
    </Alert>
  );
}

/** The telephone on the supervisor's wall; nothing where the city has none here. */
export function TelephoneWall() {
  const telephone = useTelephoneInUse();
  return telephone ? <Shown telephone={telephone} /> : null;
}

function Shown({ telephone }: { telephone: Telephone }) {
  const { t } = useTranslation('supervisor');
  const wall = useWall();
  return (
    <section className="telephone-wall" aria-labelledby="telephone-title">
      <h2 id="telephone-title">{t('telephone.title')}</h2>
      <Reading of={wall}>
        {(now) => (
          <>
            <LineDown line={now.line} />
            <CallsInFigures wall={now} />
            <div className="wall">
              <div className="wall__main">
                <CallsUp wall={now} />
                <div className="pane">
                  <Queues wall={now} />
                </div>
              </div>
              <div className="pane">
                <Operators operators={now.operators} telephone={telephone} />
              </div>
            </div>
          </>
        )}
      </Reading>
    </section>
  );
}
