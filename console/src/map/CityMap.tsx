import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../shell/Waiting';
import type { Box, MapAreas, MapCases, MapPoint, Point, View } from './view';

export interface CanvasProps {
  /** What is drawn, for who does not see it. */
  label: string;
  areas: MapAreas | undefined;
  /** The kind of areas whose names are written. */
  layer?: string | undefined;
  cases?: MapCases | undefined;
  /** A place that is marked. */
  here?: Point | undefined;
  /** What is seen at first. */
  start: Box;
  /** What is to be seen now; another box moves the map. */
  goTo?: Box | undefined;
  small?: boolean;
  onMoved?: (view: View, middle: Point) => void;
  onChosen?: (points: MapPoint[]) => void;
  /** A click where nothing is drawn that could be chosen. */
  onClick?: (point: Point) => void;
}

const MapCanvas = lazy(() => import('./MapCanvas'));

let drawable: boolean | undefined;
/** Old machines, and those reached from afar, have no WebGL; asked once, for each try costs a context. */
function canDraw() {
  drawable ??=
    'WebGL2RenderingContext' in globalThis && document.createElement('canvas').getContext('webgl2') !== null;
  return drawable;
}

/** A map, once what draws it has been loaded; where nothing can draw it, a sentence. */
export function CityMap(props: CanvasProps) {
  const { t } = useTranslation('map');
  if (!canDraw()) return <p className="empty map__none">{t('notDrawn')}</p>;
  return (
    <Suspense fallback={<Waiting text={t('loading')} />}>
      <MapCanvas {...props} />
    </Suspense>
  );
}
