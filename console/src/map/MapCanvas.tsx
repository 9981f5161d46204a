import 'maplibre-gl/dist/maplibre-gl.css';
import {
  addProtocol,
  LngLatBounds,
  Map as Drawing,
  Marker,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
} from 'maplibre-gl';
import type GeoJSON from 'geojson';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CanvasProps } from './CityMap';
import {
  areaFeatures,
  cellFeatures,
  CHOSEN_LAYERS,
  mapStyle,
  nameFeatures,
  pointFeatures,
  SOURCES,
} from './style';
import { keyOf, onEarth, type Box } from './view';

// The policy of our pages lets a worker come from here only, not from a blob.
setWorkerUrl(workerUrl);

const CLOSEST = 19;
/** A single place is not shown closer than this. */
const CLOSE = 16;
const EDGE = 24; // pixels
/** Within so many pixels a click means what is drawn there. */
const FINGER = 6;

async function readBasemaps() {
  const { Protocol } = await import('pmtiles');
  const protocol = new Protocol();
  addProtocol('pmtiles', protocol.tile);
}

const basemapUrl = () => new URL('/api/v1/map/basemap', location.href).href;

function boundsOf([west, south, east, north]: Box) {
  return new LngLatBounds([west, south, east, north]);
}

/** The drawn map. What it tells stands beside it as text, always. */
export default function MapCanvas({
  label,
  areas,
  layer,
  cases,
  here,
  start,
  goTo,
  small = false,
  onMoved,
  onChosen,
  onClick,
}: CanvasProps) {
  const { t, i18n } = useTranslation('map');
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<Drawing>();
  const basemap = areas?.basemap === true;

  const moved = useEffectEvent((drawing: Drawing) => {
    const bounds = drawing.getBounds();
    const box = onEarth([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
    const { lat, lng } = drawing.getCenter().wrap();
    onMoved?.({ box, zoom: Math.max(0, Math.round(drawing.getZoom())) }, { lat, lng });
  });
  const clicked = useEffectEvent((drawing: Drawing, x: number, y: number) => {
    const found = drawing.queryRenderedFeatures(
      [
        [x - FINGER, y - FINGER],
        [x + FINGER, y + FINGER],
      ],
      { layers: CHOSEN_LAYERS },
    );
    const cell = found.find(({ source }) => source === SOURCES.cells);
    const keys = new Set(found.map(({ properties }) => properties.key as string | undefined));
    const points = (cases?.points ?? []).filter((one) => keys.has(keyOf(one)));
    if (onChosen && points.length > 0) return onChosen(points);
    const square = cell && cases?.cells[cell.properties.index as number];
    if (onChosen && square) {
      drawing.fitBounds(boundsOf(square.bbox as Box), { maxZoom: CLOSEST });
      return;
    }
    const { lat, lng } = drawing.unproject([x, y]).wrap();
    onClick?.({ lat, lng });
  });
  const words = useEffectEvent(() => ({
    'Map.Title': label,
    'NavigationControl.ZoomIn': t('canvas.closer'),
    'NavigationControl.ZoomOut': t('canvas.further'),
    'ScaleControl.Feet': t('canvas.feet'),
    'ScaleControl.Meters': t('canvas.metres'),
    'ScaleControl.Kilometers': t('canvas.kilometres'),
    'ScaleControl.Miles': t('canvas.miles'),
    'AttributionControl.ToggleAttribution': t('canvas.attribution'),
    'CooperativeGesturesHandler.WindowsHelpText': t('canvas.control'),
    'CooperativeGesturesHandler.MacHelpText': t('canvas.command'),
    'CooperativeGesturesHandler.MobileHelpText': t('canvas.fingers'),
  }));
  const first = useEffectEvent(() => boundsOf(start));

  // Its controls are made once, so another language makes another map.
  const { language } = i18n;
  useEffect(() => {
    let gone = false;
    let drawing: Drawing | undefined;
    const begin = async () => {
      if (basemap) await readBasemaps();
      if (gone || !frame.current) return;
      drawing = new Drawing({
        container: frame.current,
        style: mapStyle(basemap ? basemapUrl() : undefined),
        bounds: first(),
        fitBoundsOptions: { padding: EDGE, maxZoom: CLOSE },
        maxZoom: CLOSEST,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        renderWorldCopies: false,
        // A count does not take the room of a name.
        crossSourceCollisions: false,
        // Under a finger the page can still be moved; a small map lets a wheel pass by.
        cooperativeGestures: small || matchMedia('(pointer: coarse)').matches,
        attributionControl: basemap ? { compact: true } : false,
        locale: words(),
      });
      drawing.touchZoomRotate.disableRotation();
      drawing.keyboard.disableRotation();
      drawing.addControl(new NavigationControl({ showCompass: false }), 'top-right');
      drawing.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
      const drawn = drawing;
      drawn.on('moveend', () => moved(drawn));
      drawn.on('click', ({ point }) => clicked(drawn, point.x, point.y));
      drawn.on('load', () => {
        setMap(drawn);
        moved(drawn);
      });
    };
    void begin();
    const drawnIn = frame.current;
    return () => {
      gone = true;
      delete drawnIn?.dataset.drawn;
      setMap(undefined);
      drawing?.remove();
    };
  }, [basemap, language, small]);

  useEffect(() => {
    if (!map) return;
    const show = (name: string, data: GeoJSON.FeatureCollection) =>
      (map.getSource(name) as GeoJSONSource | undefined)?.setData(data);
    show(SOURCES.areas, areaFeatures(areas, layer));
    show(SOURCES.names, nameFeatures(areas, layer));
  }, [map, areas, layer]);

  useEffect(() => {
    if (!map) return;
    const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
    const show = (name: string, data: GeoJSON.FeatureCollection) =>
      (map.getSource(name) as GeoJSONSource | undefined)?.setData(data);
    show(
      SOURCES.cells,
      cellFeatures(cases, (count) => short.format(count)),
    );
    show(SOURCES.points, pointFeatures(cases));
    // Whoever looks from outside (a test, a print) can tell when all of it is drawn.
    map.once('idle', () => {
      if (frame.current) frame.current.dataset.drawn = String(cases?.count ?? 0);
    });
  }, [map, cases, language]);

  useEffect(() => {
    if (!map || !here) return;
    const marker = new Marker({ color: '#005ea2' }).setLngLat([here.lng, here.lat]).addTo(map);
    // The picture of a place that is told in words beside it.
    marker.getElement().setAttribute('aria-hidden', 'true');
    marker.getElement().removeAttribute('aria-label');
    marker.getElement().removeAttribute('role');
    return () => {
      marker.remove();
    };
  }, [map, here]);

  useEffect(() => {
    if (!map || !goTo) return;
    map.fitBounds(boundsOf(goTo), { padding: EDGE, maxZoom: CLOSE });
  }, [map, goTo]);

  return <div ref={frame} className={small ? 'map map--small' : 'map'} data-testid="map" />;
}
