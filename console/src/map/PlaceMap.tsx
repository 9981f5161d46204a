import { useTranslation } from 'react-i18next';
import { useCityTime } from '../time/cityTime';
import { CityMap } from './CityMap';
import { boxNear, useOpenAround, useMapAreas } from './mapQueries';
import { keyOf, type Point } from './view';
import { PointLink } from './WhatLiesThere';

const SHOWN = 5;

/** Where a case is, with what is open around it: drawn, and the newest few in words. */
export function PlaceMap({ point, number }: { point: Point; number: string }) {
  const { t } = useTranslation('map');
  const time = useCityTime();
  const areas = useMapAreas();
  const cases = useOpenAround(point);
  const others = (cases.data?.points ?? []).filter((one) => one.source !== null || one.number !== number);
  return (
    <>
      <CityMap
        small
        label={t('placeLabel')}
        areas={areas.data}
        cases={cases.data}
        here={point}
        start={boxNear(point)}
      />
      {cases.data && (
        <p>{others.length === 0 ? t('nothingAround') : t('around', { count: others.length })}</p>
      )}
      <ul className="usa-list usa-list--unstyled case-lines">
        {others.slice(0, SHOWN).map((one) => (
          <li key={keyOf(one)} className="case-line">
            <PointLink one={one} />
            <span className="case-line__facts">{time.at(one.opened_at)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
