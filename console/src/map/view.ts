import type { Schemas } from '../api/client';

export type Point = Schemas['Point'];
export type MapCases = Schemas['MapCases'];
export type MapPoint = Schemas['MapPoint'];
export type MapCell = Schemas['MapCell'];
export type MapAreas = Schemas['MapAreas'];
type Area = Schemas['CaseArea'];

/** West, south, east, north, in degrees. */
export type Box = [number, number, number, number];

/** What a map shows: how close, and of what. */
export interface View {
  box: Box;
  zoom: number;
}

/** About ten centimetres: a hand's breadth more or less is no other question. */
const DECIMALS = 6;
export const boxText = (box: Box) => box.map((side) => Number(side.toFixed(DECIMALS))).join(',');

const LATITUDES = 90;
const LONGITUDES = 180;
/** What is on the earth of a box that a small map of the whole world may go beyond. */
export const onEarth = ([west, south, east, north]: Box): Box => [
  Math.max(west, -LONGITUDES),
  Math.max(south, -LATITUDES),
  Math.min(east, LONGITUDES),
  Math.min(north, LATITUDES),
];

export const EARTH: Box = [-LONGITUDES, -LATITUDES, LONGITUDES, LATITUDES];

/** The smallest box round all of these; nothing round nothing. */
export function boxOf(boxes: Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const side = (index: number, choose: (...all: number[]) => number) =>
    boxes.map((box) => box[index]!).reduce((one, other) => choose(one, other));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

const METRES_IN_DEGREE = 111_195;
/** So many metres to each side of a point. */
export function boxAround({ lat, lng }: Point, metres: number): Box {
  const up = metres / METRES_IN_DEGREE;
  const aside = up / Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
  return onEarth([lng - aside, lat - up, lng + aside, lat + up]);
}

export const cellBox = ({ bbox }: MapCell) => bbox as Box;
const pointBox = ({ point: { lat, lng } }: MapPoint): Box => [lng, lat, lng, lat];

/** Round everything that there is. */
export const boxOfCases = ({ points, cells }: MapCases) =>
  boxOf([...points.map(pointBox), ...cells.map(cellBox)]);

type Ring = [number, number][];

/** Round the areas that are drawn. */
export function boxOfAreas({ features }: MapAreas): Box | undefined {
  const rings = features.flatMap(({ geometry: { type, coordinates } }) =>
    type === 'Polygon' ? (coordinates as Ring[]) : (coordinates as Ring[][]).flat(),
  );
  return boxOf(rings.flatMap((ring) => ring.map(([lng, lat]): Box => [lng, lat, lng, lat])));
}

/** The kinds of areas, those of most areas last: their names take most room. */
export function layersOf({ features }: MapAreas): string[] {
  const counts = new Map<string, number>();
  for (const { properties } of features) {
    counts.set(properties.layer, (counts.get(properties.layer) ?? 0) + 1);
  }
  return [...counts.keys()].sort((one, other) => counts.get(one)! - counts.get(other)!);
}

/** What is named and counted when nobody has said what: the first kind that divides the city. */
export function usualLayer(areas: MapAreas): string | undefined {
  const layers = layersOf(areas);
  const divides = (layer: string) =>
    areas.features.filter(({ properties }) => properties.layer === layer).length > 1;
  return layers.find(divides) ?? layers[0];
}

export interface AreaCount {
  /** Nothing: what lies in no area of the layer. */
  area: Area | undefined;
  count: number;
  open: number;
  box: Box;
}

/** Squares by the area in which their middle lies, the fullest first. */
export function byArea(cells: MapCell[], layer: string | undefined): AreaCount[] {
  const counts = new Map<string, AreaCount>();
  for (const cell of cells) {
    const area = cell.areas.find((one) => one.layer === layer);
    const key = area?.code ?? '';
    const before = counts.get(key) ?? { area, count: 0, open: 0, box: cellBox(cell) };
    counts.set(key, {
      area,
      count: before.count + cell.count,
      open: before.open + cell.open,
      box: boxOf([before.box, cellBox(cell)])!,
    });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}

export const isOpen = ({ state }: MapPoint) => state === 'open';

/** Names one point among all. */
export const keyOf = ({ source, number }: MapPoint) => `${source ?? ''} ${number}`;
