import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { CATALOGUE } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { OutcomeTimes } from './OutcomeTimes';

const HOUR = 3600;
const time = (requests: number, half: number | null, nine: number | null): Schemas['TimeToOutcome'] => ({
  requests,
  with_outcome: Math.min(requests, 7),
  half_within_seconds: half,
  nine_in_ten_within_seconds: nine,
});
const SERVICES: Schemas['ServiceTimes'][] = [
  {
    service: 5,
    code: 'SIGNAL',
    name: 'TRAFFIC LIGHT',
    sampled: true,
    all: time(12, 9 * 24 * HOUR, null),
    cases: time(2, 7 * HOUR, 40 * HOUR),
    records: time(10, 45 * 60, 1),
  },
  {
    service: null,
    code: '',
    name: 'OLD TREE',
    sampled: false,
    all: time(3, HOUR, HOUR),
    cases: time(0, null, null),
    records: time(3, HOUR, HOUR),
  },
];

function answers() {
  return serve({
    'GET /api/v1/catalogue': () => CATALOGUE,
    'GET /api/v1/measures/areas': () => ({
      layers: [
        {
          layer: 'WARD',
          from: null,
          until: null,
          areas: [{ code: '02', name: 'HARBOUR', open: 0, resolved: 0, closed: 0 }],
        },
      ],
    }),
    'GET /api/v1/measures/outcome-times': () => ({
      from: '2025-11-25',
      until: '2026-11-24',
      services: SERVICES,
    }),
  });
}

it('says within how long half and nine in ten had their outcome, by service', async () => {
  answers();
  await draw(<OutcomeTimes />);
  const table = await screen.findByRole('table', { name: /Requests opened from .* to Tue 24 Nov/ });
  expect(await within(table).findByRole('row', { name: 'SIGNAL OUT a sample 12 7 9 days –' })).toBeVisible();
  expect(within(table).getByRole('row', { name: 'OLD TREE 3 3 1 hour 1 hour' })).toBeVisible();
  expect(screen.getByText(/Elapsed time .* nights and days off count/)).toBeVisible();
});

it('tells cases and records of the system before apart', async () => {
  answers();
  await draw(<OutcomeTimes />);
  await screen.findByRole('table');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Of' }), 'cases here');
  expect(screen.getByRole('row', { name: 'SIGNAL OUT a sample 2 2 7 hours 40 hours' })).toBeVisible();
  expect(screen.queryByRole('row', { name: /OLD TREE/ })).toBeNull();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Of' }), 'records of the system before');
  expect(
    screen.getByRole('row', { name: 'SIGNAL OUT a sample 10 7 45 minutes less than a minute' }),
  ).toBeVisible();
});

it('asks for the period and the area that are chosen', async () => {
  const heard = answers();
  const last = () => heard.findLast(({ path }) => path === '/api/v1/measures/outcome-times')!.query;
  await draw(<OutcomeTimes />);
  await screen.findByRole('table');
  expect(last().get('from')).toBe('2025-11-25');
  expect(last().has('area')).toBe(false);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Opened in' }), 'the last 30 days');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Area' }), 'Ward: HARBOUR (02)');
  await screen.findByRole('table');
  expect([last().get('from'), last().get('layer'), last().get('area')]).toEqual(['2026-10-26', 'WARD', '02']);
});
