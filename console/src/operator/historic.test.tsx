import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import HistoricPage from './HistoricPage';

const page = (
  <Routes>
    <Route path="/desk/historic/:source/:number" element={<HistoricPage />} />
  </Routes>
);

it('shows a record of the time before, marked as such, with what is known of it', async () => {
  serve(DESK_ANSWERS);
  await draw(page, { at: '/desk/historic/OLD%20SYSTEM/SR21-00000630' });
  expect(await screen.findByRole('heading', { name: 'POTHOLE' })).toBeVisible();
  expect(screen.getByText('historic')).toBeVisible();
  expect(screen.getByText(/before \(OLD SYSTEM\)\. Nothing is owed/)).toBeVisible();
  expect(screen.getByText('COMPLETED (closed)')).toBeVisible();
  expect(screen.getByText('PATCHED')).toBeVisible();
  expect(screen.getByText('4102 N KEDVALE')).toBeVisible();
  expect(screen.getByText('45')).toBeVisible();
  expect(screen.queryByText('Belongs to')).toBeNull();
});

it('says so when there is none', async () => {
  serve(DESK_ANSWERS);
  await draw(page, { at: '/desk/historic/ELSEWHERE/SR21-00000630' });
  expect(await screen.findByText(/no record with this number/)).toBeVisible();
});
