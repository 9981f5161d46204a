import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS } from '../test/city';
import { draw, NOW, OPERATOR } from '../test/render';
import { serve } from '../test/server';
import { untranslated } from '../test/untranslated';

const POINT = { lat: 43.65, lng: -79.38 };
const AREAS = {
  type: 'FeatureCollection',
  basemap: false,
  features: ['02', '03'].map((code, index) => ({
    type: 'Feature',
    properties: { layer: 'ward', code, name: `WARD ${code}` },
    name_at: POINT,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [-79.4 + index, 43.6],
          [-79.3 + index, 43.6],
          [-79.3 + index, 43.7],
          [-79.4 + index, 43.6],
        ],
      ],
    },
  })),
};
const one = {
  number: '100000014',
  spoken_number: '10 000 0014',
  source: null,
  service: 5,
  service_name: null,
  state: 'open',
  opened_at: NOW,
  point: POINT,
};
const RECORD = {
  ...one,
  number: 'R-7',
  spoken_number: 'R-7',
  source: 'OLD SYSTEM',
  service: null,
  service_name: 'STREET LAMP',
  state: 'closed',
};
const FEW = { count: 2, open: 1, since: null, points: [one, RECORD], cells: [] };
const NONE = { count: 0, open: 0, since: null, points: [], cells: [] };
const MANY = {
  count: 1200,
  open: 30,
  since: '2026-11-20T17:00:00Z',
  points: [],
  cells: [
    {
      count: 1200,
      open: 30,
      point: POINT,
      bbox: [-79.39, 43.64, -79.37, 43.66],
      areas: [{ layer: 'ward', code: '02', name: 'WARD' }],
    },
  ],
};

const answers = (cases: object, areas: object = AREAS) => ({
  ...DESK_ANSWERS,
  'GET /api/v1/map/areas': () => areas,
  'GET /api/v1/map/cases': () => cases,
});

it('says in words what lies on the map, and leads to it', async () => {
  serve(answers(FEW));
  await draw(<Screens />, { at: '/map' });
  expect(await screen.findByText('2 here, 1 of them open.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'STREET LAMP' })).toHaveAttribute(
    'href',
    '/desk/historic/OLD%20SYSTEM/R-7',
  );
  const row = screen.getByText('10 000 0014').closest('tr')!;
  expect(within(row).getByRole('link')).toHaveAttribute('href', '/cases/100000014');
  expect(within(row).getByText('Open')).toBeVisible();
  expect(screen.getByText('This browser cannot draw maps.', { exact: false })).toBeVisible();
});

it('records of the time before are no links for who has no desk', async () => {
  serve(answers(FEW));
  const session = { ...OPERATOR, staff: { ...OPERATOR.staff, role: 'administrator' as const } };
  await draw(<Screens />, { at: '/map', session });
  expect(await screen.findByText('STREET LAMP')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'STREET LAMP' })).toBeNull();
});

it('asks for what is chosen, of the city’s areas', async () => {
  const heard = serve(answers(NONE));
  await draw(<Screens />, { at: '/map' });
  expect(await screen.findByText('Nothing lies here.')).toBeVisible();
  const last = () => heard.findLast(({ path }) => path === '/api/v1/map/cases')!.query;
  expect(last().get('bbox')).toBe('-79.4,43.6,-78.3,43.7');
  expect(last().get('status')).toBe('open');
  expect(last().has('from')).toBe(false);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Open and done');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Opened' }), 'In the last 30 days');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Service' }), '5');
  expect(last().get('status')).toBe('all');
  expect(last().get('from')).toBe('2026-10-25'); // 30 days before 24 November
  expect(last().get('service')).toBe('5');
});

it('counts by area where there is much, and says since when', async () => {
  serve(answers(MANY));
  await draw(<Screens />, { at: '/map' });
  expect(await screen.findByText(/1,200 here, 30 of them open/)).toHaveTextContent(
    'There are too many to show them all; these are the ones opened since Fri 20 Nov, 12:00 PM.',
  );
  const row = screen.getByRole('button', { name: 'WARD (02)' }).closest('tr')!;
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['30', '1,200']);
});

it('a city without areas begins at what there is', async () => {
  const heard = serve(answers(MANY, { ...AREAS, features: [] }));
  await draw(<Screens />, { at: '/map' });
  expect(await screen.findByText(/1,200 here/)).toBeVisible();
  const asked = heard
    .filter(({ path }) => path === '/api/v1/map/cases')
    .map(({ query }) => query.get('bbox'));
  expect(asked).toEqual(['-180,-90,180,90', '-79.39,43.64,-79.37,43.66']);
});

it('the desk shows where a case is, and what else is open around it', async () => {
  const here = { ...CASE, point: POINT };
  const own = { ...one, number: CASE.number };
  serve({
    ...answers({ ...FEW, points: [own, { ...RECORD, state: 'open' }] }),
    [`GET /api/v1/cases/${CASE.number}`]: () => here,
    'GET /api/v1/interactions/mine': () => ({ interaction: CALL }),
  });
  await draw(<Screens />, { at: `/cases/${CASE.number}` });
  expect(await screen.findByRole('heading', { name: 'Where it is' })).toBeVisible();
  expect(await screen.findByText('One open case around here:')).toBeVisible();
  expect(screen.getByRole('link', { name: 'STREET LAMP' })).toBeVisible();
});

it('a department sees where its case is when it asks', async () => {
  const session = { ...OPERATOR, staff: { ...OPERATOR.staff, role: 'department_staff' as const } };
  const heard = serve({
    ...answers(NONE),
    [`GET /api/v1/cases/${CASE.number}`]: () => ({ ...CASE, point: POINT }),
  });
  await draw(<Screens />, { at: `/cases/${CASE.number}`, session });
  await userEvent.click(await screen.findByRole('button', { name: 'Show on the map' }));
  expect(await screen.findByText('No other open case around here.')).toBeVisible();
  // 400 m to each side: 0.0036 degrees of latitude, 0.005 of longitude at 43.65 degrees.
  const { query } = heard.find(({ path }) => path === '/api/v1/map/cases')!;
  const sides = query
    .get('bbox')!
    .split(',')
    .map((side) => Number(side).toFixed(3));
  expect(sides).toEqual(['-79.385', '43.646', '-79.375', '43.654']);
});

it('a place on the map has to be one that the city knows', async () => {
  serve({ ...answers(NONE), 'GET /api/v1/places': () => ({ places: [], corrected: null }) });
  await draw(<Screens />, { at: '/map' });
  await userEvent.type(await screen.findByRole('combobox', { name: 'Go to a place' }), 'ATLANTIS');
  expect(await screen.findByText('The city knows no such place.')).toBeVisible();
});

it.each([['/map'], [`/cases/${CASE.number}`]])('%s shows no untranslated text', async (at) => {
  serve({ ...answers(FEW), [`GET /api/v1/cases/${CASE.number}`]: () => ({ ...CASE, point: POINT }) });
  const { container } = await draw(<Screens />, { language: 'pseudo', at });
  await screen.findByText('STREET LAMP', undefined, { timeout: 10_000 });
  expect(untranslated(container)).toEqual([]);
});
