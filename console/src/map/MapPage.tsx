import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCatalogue } from '../api/queries';
import { capitalised, useLayerName } from '../cases/areaText';
import { SelectField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { PlaceField, type PlaceGiven } from '../operator/PlaceField';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { CityMap } from './CityMap';
import { useMapAreas, useMapCases, type CaseFilter } from './mapQueries';
import {
  boxAround,
  boxOfAreas,
  boxOfCases,
  EARTH,
  keyOf,
  layersOf,
  usualLayer,
  type Box,
  type MapAreas,
  type MapPoint,
  type View,
} from './view';
import { WhatLiesThere } from './WhatLiesThere';

const STATUSES = ['open', 'closed'] as const;
const PERIODS = [30, 90, 365];
/** How far around a place that was looked for. */
const STREETS = 500;
/** Close enough to tell cities apart, when nobody has said where this one is. */
const ANYWHERE: View = { box: EARTH, zoom: 8 };

function useFilter() {
  const [search, setSearch] = useSearchParams();
  const time = useCityTime();
  const period = PERIODS.find((days) => days === Number(search.get('days')));
  const status = search.get('status') ?? 'open';
  const filter: CaseFilter = {
    status: STATUSES.find((one) => one === status) ?? 'all',
    service: Number(search.get('service')) || undefined,
    from: period
      ? time.now.toZonedDateTimeISO(time.zone).toPlainDate().subtract({ days: period }).toString()
      : undefined,
  };
  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return { filter, period, choose };
}

function Filters({
  layers,
  layer,
  onLayer,
}: {
  layers: string[];
  layer: string;
  onLayer: (layer: string) => void;
}) {
  const { t, i18n } = useTranslation(['map', 'lists']);
  const { filter, period, choose } = useFilter();
  const language = cityLanguage(i18n.language);
  const services = useCatalogue().data?.services ?? [];
  const layerName = useLayerName();
  return (
    <>
      <SelectField
        label={t('map:status')}
        value={filter.status ?? 'all'}
        onChange={(value) => choose('status', value)}
        options={[
          { value: 'open', text: t('map:open') },
          { value: 'closed', text: t('map:done') },
          { value: 'all', text: t('map:openAndDone') },
        ]}
      />
      <SelectField
        label={t('map:service')}
        value={String(filter.service ?? '')}
        onChange={(value) => choose('service', value)}
        empty={t('map:all')}
        options={services.map(({ id, name }) => ({ value: String(id), text: name[language] }))}
      />
      <SelectField
        label={t('map:period')}
        value={String(period ?? '')}
        onChange={(value) => choose('days', value)}
        empty={t('map:ever')}
        options={PERIODS.map((days) => ({ value: String(days), text: t('map:days', { count: days }) }))}
      />
      {layers.length > 1 && (
        <SelectField
          label={t('map:areas')}
          value={layer}
          onChange={onLayer}
          options={layers.map((one) => ({ value: one, text: capitalised(layerName(one), i18n.language) }))}
        />
      )}
    </>
  );
}

function MapOf({ areas, start }: { areas: MapAreas; start: Box }) {
  const { t } = useTranslation('map');
  const { filter } = useFilter();
  const [view, setView] = useState<View>();
  const [goTo, setGoTo] = useState<Box>();
  const [place, setPlace] = useState<PlaceGiven>({ words: '' });
  const [chosen, setChosen] = useState<MapPoint[]>([]);
  const [layer, setLayer] = useState(usualLayer(areas) ?? '');
  const cases = useMapCases(view ?? { box: start, zoom: ANYWHERE.zoom }, filter);
  const asked = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (chosen.length > 0) asked.current?.focus();
  }, [chosen]);
  const there = new Set(cases.data?.points.map(keyOf));
  return (
    <>
      <div className="filter map-filter">
        <Filters layers={layersOf(areas)} layer={layer} onLayer={setLayer} />
        <PlaceField
          label={t('goTo')}
          onlyKnown
          value={place}
          onChange={(given) => {
            setPlace(given);
            if (given.point) setGoTo(boxAround(given.point, STREETS));
          }}
        />
      </div>
      <div className="map-page">
        <CityMap
          label={t('label')}
          areas={areas}
          layer={layer}
          cases={cases.data}
          here={place.point}
          start={start}
          goTo={goTo}
          onMoved={useCallback((seen: View) => setView(seen), [])}
          onChosen={setChosen}
        />
        <Reading of={cases}>
          {(found) => (
            <WhatLiesThere
              cases={found}
              layer={layer}
              chosen={chosen.filter((one) => there.has(keyOf(one)))}
              chosenHeading={asked}
              onGoTo={setGoTo}
            />
          )}
        </Reading>
      </div>
    </>
  );
}

/** Without areas the map begins at what there is. */
function MapOfCases({ areas }: { areas: MapAreas }) {
  const cases = useMapCases(ANYWHERE, { status: 'all' });
  return (
    <Reading of={cases}>{(found) => <MapOf areas={areas} start={boxOfCases(found) ?? EARTH} />}</Reading>
  );
}

/** Where cases are: a map, and the same in words. */
export default function MapPage() {
  const { t } = useTranslation('map');
  const areas = useMapAreas();
  return (
    <div className="sheet sheet--wide">
      <Page title={t('title')}>
        <Reading of={areas}>
          {(drawn) => {
            const around = boxOfAreas(drawn);
            return around ? <MapOf areas={drawn} start={around} /> : <MapOfCases areas={drawn} />;
          }}
        </Reading>
      </Page>
    </div>
  );
}
