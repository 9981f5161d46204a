import { Button, Table } from '@trussworks/react-uswds';
import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue } from '../api/queries';
import { areaName, capitalised, useLayerName } from '../cases/areaText';
import { cityLanguage } from '../i18n';
import { useSession } from '../session/session';
import { useCityTime } from '../time/cityTime';
import { byArea, isOpen, keyOf, type Box, type MapCases, type MapCell, type MapPoint } from './view';

const SHOWN = 20;

/** What a point is called, and where one reads more of it. */
export function PointLink({ one }: { one: MapPoint }) {
  const { i18n } = useTranslation('map');
  const { staff } = useSession();
  const services = useCatalogue().data?.services ?? [];
  const service = services.find(({ id }) => id === one.service);
  const name = one.service_name ?? service?.name[cityLanguage(i18n.language)] ?? one.spoken_number;
  if (one.source === null) {
    return (
      <Link className="usa-link" to={`/cases/${one.number}`}>
        {name}
      </Link>
    );
  }
  // Records of the time before are read at the desk.
  if (staff.role !== 'operator' && staff.role !== 'supervisor') return name;
  return (
    <Link
      className="usa-link"
      to={`/desk/historic/${encodeURIComponent(one.source)}/${encodeURIComponent(one.number)}`}
    >
      {name}
    </Link>
  );
}

/** Its number, and of a record where that is from. */
function useNumber() {
  const { t } = useTranslation('map');
  return ({ source, spoken_number: number }: MapPoint) =>
    source === null ? number : t('numberThere', { number, source });
}

function Points({ points, caption }: { points: MapPoint[]; caption: string }) {
  const { t } = useTranslation('map');
  const time = useCityTime();
  const number = useNumber();
  const [all, setAll] = useState(false);
  return (
    <>
      <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
        <caption className="usa-sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('service')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col">{t('opened')}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? points : points.slice(0, SHOWN)).map((one) => (
            <tr key={keyOf(one)}>
              <th scope="row" data-label={t('service')}>
                <PointLink one={one} />
                <span className="owed-row__due">{number(one)}</span>
              </th>
              <td data-label={t('status')} className="map-status">
                <span className={isOpen(one) ? 'map-dot map-dot--open' : 'map-dot'} aria-hidden="true" />{' '}
                {t(isOpen(one) ? 'open' : 'done')}
              </td>
              <td data-label={t('opened')}>{time.at(one.opened_at)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {!all && points.length > SHOWN && (
        <Button type="button" outline onClick={() => setAll(true)}>
          {t('showAll', { count: points.length })}
        </Button>
      )}
    </>
  );
}

function Areas({ cells, layer, onGoTo }: { cells: MapCell[]; layer: string; onGoTo: (box: Box) => void }) {
  const { t, i18n } = useTranslation('map');
  const layerName = useLayerName();
  const figure = new Intl.NumberFormat(i18n.language);
  const kind = layer ? capitalised(layerName(layer), i18n.language) : t('area');
  return (
    <Table fullWidth compact bordered={false} className="map-areas">
      <caption className="usa-sr-only">{t('byArea', { layer: kind })}</caption>
      <thead>
        <tr>
          <th scope="col">{kind}</th>
          <th scope="col" className="number">
            {t('open')}
          </th>
          <th scope="col" className="number">
            {t('together')}
          </th>
        </tr>
      </thead>
      <tbody>
        {byArea(cells, layer).map(({ area, count, open, box }) => (
          <tr key={area?.code ?? ''}>
            <th scope="row">
              <Button type="button" unstyled onClick={() => onGoTo(box)}>
                {area ? areaName(area) : t('elsewhere')}
              </Button>
            </th>
            <td className="number">{figure.format(open)}</td>
            <td className="number">{figure.format(count)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What the map shows, for everybody who reads it rather than sees it. */
export function WhatLiesThere({
  cases,
  layer,
  chosen,
  chosenHeading,
  onGoTo,
}: {
  cases: MapCases;
  layer: string;
  /** What was clicked. */
  chosen: MapPoint[];
  chosenHeading: Ref<HTMLHeadingElement>;
  onGoTo: (box: Box) => void;
}) {
  const { t, i18n } = useTranslation('map');
  const time = useCityTime();
  const figure = new Intl.NumberFormat(i18n.language);
  const { count, open, since, cells, points } = cases;
  return (
    <section className="pane map-page__facts" aria-labelledby="map-facts">
      {chosen.length > 0 && (
        <>
          <h2 ref={chosenHeading} tabIndex={-1}>
            {t('chosen', { count: chosen.length })}
          </h2>
          <Points points={chosen} caption={t('chosen', { count: chosen.length })} />
        </>
      )}
      <h2 id="map-facts">{t('facts')}</h2>
      <p role="status">
        {count === 0
          ? t('nothing')
          : t('counted', { count, all: figure.format(count), open: figure.format(open) })}
        {since !== null && ` ${t('since', { when: time.at(since) })}`}
      </p>
      {cells.length > 0 && <Areas cells={cells} layer={layer} onGoTo={onGoTo} />}
      {points.length > 0 && <Points points={points} caption={t('facts')} />}
    </section>
  );
}
