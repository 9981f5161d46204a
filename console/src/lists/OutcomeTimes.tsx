import { Table } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useMeasuresByArea, useOutcomeTimes } from '../api/measures';
import { useCatalogue } from '../api/queries';
import { areaName, capitalised, useLayerName } from '../cases/areaText';
import { SelectField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { useElapsed } from '../time/elapsed';

const SOURCES = ['all', 'cases', 'records'] as const;
type Source = (typeof SOURCES)[number];
const HEADS = ['requests', 'withOutcome', 'half', 'nineInTen'] as const;
const PERIODS = [30, 90, 365, 1825] as const;

function Services({ times, of }: { times: Schemas['OutcomeTimes']; of: Source }) {
  const { t, i18n } = useTranslation('lists');
  const time = useCityTime();
  const elapsed = useElapsed();
  const services = useCatalogue().data?.services ?? [];
  const named = ({ service, name, code }: Schemas['ServiceTimes']) =>
    services.find(({ id }) => id === service)?.name[cityLanguage(i18n.language)] ?? name ?? code;
  const within = (seconds: number | null) => (seconds === null ? t('measures.none') : elapsed(seconds));
  const rows = times.services.filter((one) => one[of].requests > 0);
  const period = { from: time.day(times.from), until: time.day(times.until) };
  if (rows.length === 0) return <p className="empty">{t('outcomeTimes.nothing', period)}</p>;
  return (
    <Table
      fullWidth
      compact
      bordered={false}
      caption={t('outcomeTimes.caption', period)}
      scrollable
      className="areas-table"
    >
      <thead>
        <tr>
          <th scope="col">{t('outcomeTimes.service')}</th>
          {HEADS.map((head) => (
            <th key={head} scope="col" className="number">
              {t(`outcomeTimes.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={`${one.code} ${one.name}`}>
            <th scope="row">
              {named(one)} {one.sampled && <span className="owed-row__due">{t('outcomeTimes.sampled')}</span>}
            </th>
            <td className="number">{one[of].requests}</td>
            <td className="number">{one[of].with_outcome}</td>
            <td className="number">{within(one[of].half_within_seconds)}</td>
            <td className="number">{within(one[of].nine_in_ten_within_seconds)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** How long requests took to their outcome, by service: elapsed time, not working time. */
export function OutcomeTimes() {
  const { t, i18n } = useTranslation('lists');
  const { now, zone } = useCityTime();
  const layerName = useLayerName();
  const [days, setDays] = useState('365');
  const [of, setOf] = useState<Source>('all');
  const [where, setWhere] = useState('');
  const layers = (useMeasuresByArea().data?.layers ?? []).filter(({ until }) => until === null);
  const areas = layers.flatMap(({ layer, areas }) =>
    areas
      .filter(({ code }) => code !== '')
      .map((area) => ({
        value: JSON.stringify([layer, area.code]),
        text: `${capitalised(layerName(layer), i18n.language)}: ${areaName(area)}`,
      })),
  );
  const [layer, area] = where === '' ? [] : (JSON.parse(where) as [string, string]);
  const from = now
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .subtract({ days: Number(days) - 1 })
    .toString();
  const times = useOutcomeTimes({ from, ...(layer && { layer, area }) });
  return (
    <section className="pane outcome-times" aria-labelledby="outcome-times">
      <h2 id="outcome-times">{t('outcomeTimes.title')}</h2>
      <p>{t('outcomeTimes.how')}</p>
      <div className="filter">
        <SelectField
          label={t('outcomeTimes.period')}
          value={days}
          onChange={setDays}
          options={PERIODS.map((count) => ({
            value: String(count),
            text: t('outcomeTimes.lastDays', { count }),
          }))}
        />
        <SelectField
          label={t('outcomeTimes.of')}
          value={of}
          onChange={(source) => setOf(source as Source)}
          options={SOURCES.map((source) => ({ value: source, text: t(`outcomeTimes.source.${source}`) }))}
        />
        {areas.length > 0 && (
          <SelectField
            label={t('areas.area')}
            value={where}
            onChange={setWhere}
            empty={t('outcomeTimes.everywhere')}
            options={areas}
          />
        )}
      </div>
      <Reading of={times}>{(read) => <Services times={read} of={of} />}</Reading>
    </section>
  );
}
