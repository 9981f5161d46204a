import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Reading } from '../shell/Reading';
import { CityMap } from './CityMap';
import { boxNear, useMapAreas, useMapCases } from './mapQueries';
import { boxOfAreas, boxOfCases, EARTH, usualLayer, type Point, type View } from './view';

const ANYWHERE: View = { box: EARTH, zoom: 8 };

/** A map to say where something is: with a click, or from the keyboard by what is in its middle. */
export function ChoosePoint({
  value,
  onChoose,
}: {
  value: Point | undefined;
  onChoose: (point: Point) => void;
}) {
  const { t } = useTranslation('map');
  const areas = useMapAreas();
  const [view, setView] = useState<View>();
  const [middle, setMiddle] = useState<Point>();
  const around = areas.data && boxOfAreas(areas.data);
  const somewhere = useMapCases(view ?? ANYWHERE, { status: view ? 'open' : 'all' });
  const start = value
    ? boxNear(value)
    : (around ?? (somewhere.data && (boxOfCases(somewhere.data) ?? EARTH)));
  return (
    <div className="choose-point">
      <p className="usa-hint">{t('choose.how')}</p>
      <Reading of={areas}>
        {(drawn) =>
          start && (
            <div className="choose-point__map">
              <CityMap
                small
                label={t('choose.label')}
                areas={drawn}
                layer={usualLayer(drawn)}
                cases={view && somewhere.data}
                here={value}
                start={start}
                onMoved={(seen, centre) => {
                  setView(seen);
                  setMiddle(centre);
                }}
                onClick={onChoose}
              />
              <span className="choose-point__cross" aria-hidden="true" />
            </div>
          )
        }
      </Reading>
      <Button type="button" outline disabled={!middle} onClick={() => middle && onChoose(middle)}>
        {t('choose.middle')}
      </Button>
    </div>
  );
}
