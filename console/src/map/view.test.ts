import { expect, it } from 'vitest';
import { boxAround, boxOf, boxOfAreas, boxText, byArea, layersOf, onEarth, usualLayer } from './view';
import type { MapAreas, MapCell } from './view';

const square = (west: number, south: number) => [
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south],
  ],
];
const area = (layer: string, code: string, geometry: MapAreas['features'][0]['geometry']) => ({
  type: 'Feature' as const,
  properties: { layer, code, name: code },
  name_at: { lat: 0, lng: 0 },
  geometry,
});
const AREAS: MapAreas = {
  type: 'FeatureCollection',
  basemap: false,
  features: [
    area('district', '1', { type: 'Polygon', coordinates: square(0, 0) }),
    area('district', '2', { type: 'Polygon', coordinates: square(1, 0) }),
    area('district', '3', { type: 'Polygon', coordinates: square(0, 1) }),
    area('city', 'c', { type: 'MultiPolygon', coordinates: [square(0, 0), square(5, 6)] }),
    area('ward', 'n', { type: 'Polygon', coordinates: square(0, 1) }),
    area('ward', 's', { type: 'Polygon', coordinates: square(0, 0) }),
  ],
};

it('boxes go round boxes, areas and places', () => {
  expect(boxOf([])).toBeUndefined();
  expect(
    boxOf([
      [1, 2, 3, 4],
      [0, 3, 2, 9],
    ]),
  ).toEqual([0, 2, 3, 9]);
  expect(boxOfAreas(AREAS)).toEqual([0, 0, 6, 7]);
  // At 60° a degree of longitude is half as long as one of latitude.
  const [west, south, east, north] = boxAround({ lat: 60, lng: 10 }, 111_195);
  expect([south, north]).toEqual([59, 61]);
  expect(west).toBeCloseTo(8, 6);
  expect(east).toBeCloseTo(12, 6);
  expect(onEarth([-200, -95, 10, 20])).toEqual([-180, -90, 10, 20]);
  expect(boxText([-79.40000004, 43.6, -79.3, 43.7])).toBe('-79.4,43.6,-79.3,43.7');
});

it('counts by the first kind of area that divides the city', () => {
  expect(layersOf(AREAS)).toEqual(['city', 'ward', 'district']);
  expect(usualLayer(AREAS)).toBe('ward');
  expect(usualLayer({ ...AREAS, features: [] })).toBeUndefined();
});

it('adds squares up by area, the fullest first', () => {
  const cell = (west: number, count: number, open: number, ...codes: string[]): MapCell => ({
    count,
    open,
    point: { lat: 0, lng: west },
    bbox: [west, 0, west + 1, 1],
    areas: codes.map((code) => ({ layer: 'ward', code, name: `Ward ${code}` })),
  });
  const counted = byArea([cell(0, 1, 1, 's'), cell(1, 2, 0), cell(2, 4, 3, 'n'), cell(3, 2, 1, 's')], 'ward');
  expect(counted.map(({ area: one, count, open, box }) => [one?.name, count, open, box])).toEqual([
    ['Ward n', 4, 3, [2, 0, 3, 1]],
    ['Ward s', 3, 2, [0, 0, 4, 1]],
    [undefined, 2, 0, [1, 0, 2, 1]],
  ]);
});
