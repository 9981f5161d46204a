import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useMeasuresByArea } from '../api/measures';
import { areaName, useLayerName } from '../cases/areaText';
import { useCityTime } from '../time/cityTime';

type Layer = Schemas['AreaLayerMeasures'];

const STATES = ['open', 'resolved', 'closed'] as const;

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
  return (
    <section className="pane">
      <Table fullWidth compact bordered={false} caption={title} className="areas-table">
        <thead>
          <tr>
            <th scope="col">{t('areas.area')}</th>
            {STATES.map((state) => (
              <th key={state} scope="col" className="number">
                {t(`measure.${state}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {areas.map((area) => (
            <tr key={area.code}>
              <th scope="row">{areaName(area)}</th>
              {STATES.map((state) => (
                <td key={state} className="number">
                  {area[state]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
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
