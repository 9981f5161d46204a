import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useMeasuresByArea } from '../api/measures';
import { areaName, useLayerName } from '../cases/areaText';
import { useCityTime } from '../time/cityTime';
import { CasesByState, STATES } from './CasesByState';

type Layer = Schemas['AreaLayerMeasures'];

/** Cases of one drawing of a layer: a city that drew its wards anew has several. */
function LayerFigures({ layer, from, until, areas }: Layer) {
  const { t } = useTranslation('lists');
  const time = useCityTime();
  const layerName = useLayerName();
  const title = [
    t('areas.title', { layer: layerName(layer) }),
    from && t('areas.from', { day: time.day(from) }),
    until && t('areas.until', { day: time.day(until) }),
  ]
    .filter(Boolean)
    .join(' ');
  const rows = areas.map((area) => ({ ...area, key: area.code, head: areaName(area) }));
  return <CasesByState caption={title} by={t('areas.area')} rows={rows} />;
}

const hasCases = ({ areas }: Layer) => areas.some((area) => STATES.some((state) => area[state] > 0));

/** Cases by the areas of their day, for each layer that the city has; what is in force stands first. */
export function AreaFigures() {
  const known = useMeasuresByArea().data?.layers ?? [];
  const layers = [
    ...known.filter(({ until }) => until === null),
    ...known.filter((layer) => layer.until !== null && hasCases(layer)),
  ];
  return (
    <div className="columns columns--panes">
      {layers.map((layer) => (
        <LayerFigures key={`${layer.layer} ${layer.from}`} {...layer} />
      ))}
    </div>
  );
}
