// How a map looks. No address of anybody else's stands here: without `glyphs` MapLibre writes with
// the fonts of the page.
import type GeoJSON from 'geojson';
import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Box, MapAreas, MapCases, MapCell } from './view';
import { isOpen, keyOf } from './view';

// The tokens of the US Web Design System that the console's styles use, too.
const GROUND = '#e7edf3';
const LAND = '#ffffff';
const BORDER = '#71767a'; // base
const OUTLINE = '#3d4551'; // base-darker
const NAME = '#565c65'; // base-dark
const PRIMARY = '#2378c3'; // blue-50v
const PRIMARY_DARKER = '#162e51';
const OPEN = '#b50909'; // secondary-dark
const DONE = '#565c65';
const WATER = '#c9dce8';
const GREEN = '#dfeadf';
const ROAD = '#cfd4d9';

const FONT = ['Public Sans Web', 'Helvetica Neue', 'Arial', 'sans-serif'];

export const SOURCES = { areas: 'areas', names: 'names', cells: 'cells', points: 'points' } as const;
/** What can be chosen with a click. */
export const CHOSEN_LAYERS = ['cells', 'points'];

type Features = GeoJSON.FeatureCollection;
const NOTHING: Features = { type: 'FeatureCollection', features: [] };
const source = (data: Features): GeoJSONSourceSpecification => ({ type: 'geojson', data });
const placed = (
  { lat, lng }: { lat: number; lng: number },
  properties: GeoJSON.GeoJsonProperties,
): GeoJSON.Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lng, lat] },
});

/** `layer`: the kind of areas that is named and counted; the others are drawn faintly. */
export const areaFeatures = (areas: MapAreas | undefined, layer: string | undefined): Features => ({
  type: 'FeatureCollection',
  features: (areas?.features ?? []).map(({ geometry, properties }) => ({
    type: 'Feature',
    properties: { named: layer === undefined || properties.layer === layer },
    geometry: geometry as GeoJSON.Geometry,
  })),
});

export const nameFeatures = (areas: MapAreas | undefined, layer: string | undefined): Features => ({
  type: 'FeatureCollection',
  features: (areas?.features ?? [])
    .filter(({ properties }) => properties.layer === layer)
    .map(({ name_at, properties }) => placed(name_at, { name: properties.name })),
});

/** Half way from the middle of a square to that of what lies in it: circles keep apart, and do not stand in rows. */
const spotOf = ({ point, bbox }: MapCell) => {
  const [west, south, east, north] = bbox as Box;
  return { lat: (point.lat + (south + north) / 2) / 2, lng: (point.lng + (west + east) / 2) / 2 };
};

export const cellFeatures = (cases: MapCases | undefined, count: (all: number) => string): Features => ({
  type: 'FeatureCollection',
  features: (cases?.cells ?? []).map((cell, index) =>
    placed(spotOf(cell), { index, count: cell.count, written: count(cell.count) }),
  ),
});

export const pointFeatures = (cases: MapCases | undefined): Features => ({
  type: 'FeatureCollection',
  features: (cases?.points ?? []).map((one) => placed(one.point, { key: keyOf(one), open: isOpen(one) })),
});

/** Streets, water and parks of a PMTiles file in the Protomaps schema, below everything else. */
function basemapLayers(): LayerSpecification[] {
  const of = (layer: string) => ({ source: 'basemap', 'source-layer': layer });
  return [
    { id: 'basemap-earth', type: 'fill', ...of('earth'), paint: { 'fill-color': '#f6f6f3' } },
    {
      id: 'basemap-green',
      type: 'fill',
      ...of('landuse'),
      filter: [
        'in',
        ['get', 'kind'],
        ['literal', ['park', 'forest', 'wood', 'grass', 'cemetery', 'nature_reserve']],
      ],
      paint: { 'fill-color': GREEN },
    },
    {
      id: 'basemap-water',
      type: 'fill',
      ...of('water'),
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': WATER },
    },
    {
      id: 'basemap-buildings',
      type: 'fill',
      ...of('buildings'),
      minzoom: 14,
      paint: { 'fill-color': '#e6e6e2' },
    },
    {
      id: 'basemap-roads',
      type: 'line',
      ...of('roads'),
      paint: {
        'line-color': ROAD,
        'line-width': [
          'interpolate',
          ['exponential', 1.6],
          ['zoom'],
          10,
          ['match', ['get', 'kind'], 'highway', 1.2, 'major_road', 0.6, 0.2],
          18,
          ['match', ['get', 'kind'], 'highway', 22, 'major_road', 16, 9],
        ],
      },
    },
    {
      id: 'basemap-road-names',
      type: 'symbol',
      ...of('roads'),
      minzoom: 14,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11,
      },
      paint: { 'text-color': NAME, 'text-halo-color': LAND, 'text-halo-width': 1.5 },
    },
  ];
}

function areaLayers(onBasemap: boolean): LayerSpecification[] {
  return [
    ...(onBasemap
      ? []
      : [
          {
            id: 'land',
            type: 'fill',
            source: SOURCES.areas,
            paint: { 'fill-color': LAND },
          } as LayerSpecification,
        ]),
    {
      id: 'borders',
      type: 'line',
      source: SOURCES.areas,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', ['get', 'named'], OUTLINE, BORDER],
        'line-width': ['case', ['get', 'named'], 1.2, 0.4],
        'line-opacity': 0.8,
      },
    },
    {
      id: 'area-names',
      type: 'symbol',
      source: SOURCES.names,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'text-max-width': 8,
        'text-padding': 4,
      },
      paint: { 'text-color': OUTLINE, 'text-halo-color': LAND, 'text-halo-width': 2 },
    },
  ];
}

function caseLayers(): LayerSpecification[] {
  const size = (small: number, large: number) =>
    ['interpolate', ['linear'], ['log10', ['get', 'count']], 0, small, 4, large] as const;
  return [
    {
      id: 'cells',
      type: 'circle',
      source: SOURCES.cells,
      layout: { 'circle-sort-key': ['get', 'count'] },
      paint: {
        'circle-color': [
          'interpolate',
          ['linear'],
          ['log10', ['get', 'count']],
          0,
          PRIMARY,
          3,
          PRIMARY_DARKER,
        ],
        'circle-opacity': 0.88,
        'circle-radius': size(8, 28) as never,
        'circle-stroke-color': LAND,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'cell-counts',
      type: 'symbol',
      source: SOURCES.cells,
      layout: {
        'text-field': ['get', 'written'],
        'text-font': FONT,
        'text-size': size(10, 15) as never,
        'symbol-sort-key': ['-', 0, ['get', 'count']],
      },
      paint: { 'text-color': LAND },
    },
    // What is open is full, what is done is a ring: not by colour alone.
    {
      id: 'points',
      type: 'circle',
      source: SOURCES.points,
      paint: {
        'circle-color': ['case', ['get', 'open'], OPEN, LAND],
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 4, 16, 7],
        'circle-stroke-color': ['case', ['get', 'open'], LAND, DONE],
        'circle-stroke-width': ['case', ['get', 'open'], 1, 2],
      },
    },
  ];
}

/** Everything but what is on the map: that comes and goes. */
export function mapStyle(basemap: string | undefined): StyleSpecification {
  const sources: Record<string, SourceSpecification> = Object.fromEntries(
    Object.values(SOURCES).map((name) => [name, source(NOTHING)]),
  );
  if (basemap) {
    sources.basemap = {
      type: 'vector',
      url: `pmtiles://${basemap}`,
      attribution: '© OpenStreetMap',
    };
  }
  return {
    version: 8,
    sources,
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': GROUND } },
      ...(basemap ? basemapLayers() : []),
      ...areaLayers(basemap !== undefined),
      ...caseLayers(),
    ],
  };
}
