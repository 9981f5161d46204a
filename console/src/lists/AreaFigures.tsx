import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useMeasuresByArea } from '../api/measures';

type Layer = Schemas['AreaLayerMeasures'];

const STATES = ['open', 'resolved', 'closed'] as const;

/** Cases of one drawing of a layer: a city that drew its wards anew has several. */
function LayerFigures({ layer, from, until, areas }: Layer) {
  const { t } = useTranslation('lists');
  const title = [
    t('areas.title', { layer }),
    from && t('areas.from', { day: from }),
    until && t('areas.until', { day: until }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <section className="pane">
      <Table fullWidth compact bordered={false} caption={title} className="owed-table figures-table">
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
          {areas.map(({ code, name, open, resolved, closed }) => (
            <tr key={code}>
              <th scope="row">{code === name ? name : `${name} (${code})`}</th>
              <td className="number">{open}</td>
              <td className="number">{resolved}</td>
              <td className="number">{closed}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** Cases by the areas of their day, for each layer that the city has. */
export function AreaFigures() {
  const layers = useMeasuresByArea().data?.layers ?? [];
  return (
    <div className="columns columns--panes">
      {layers.map((layer) => (
        <LayerFigures key={`${layer.layer} ${layer.from}`} {...layer} />
      ))}
    </div>
  );
}
