import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { CasePhotos } from './CasePhotos';

const photo = (id: number) => ({
  image: `/photos/${id}.jpg?k=p${id}.x`,
  thumbnail: `/photos/${id}-small.jpg?k=p${id}.x`,
  width: 400,
  height: 300,
  added_at: '2026-11-24T15:00:00Z',
});

it('pictures are shown small, in order, and open whole', async () => {
  serve(DESK_ANSWERS);
  await draw(<CasePhotos photos={[photo(7), photo(8)]} />);
  const shown = await screen.findAllByRole('img');
  expect(shown.map((one) => one.getAttribute('src'))).toEqual([photo(7).thumbnail, photo(8).thumbnail]);
  expect(shown[1]).toHaveAccessibleName(/^Photo 2 of 2/);
  expect(screen.getAllByRole('link')[1]).toHaveAttribute('href', photo(8).image);
});

it('a case without pictures says nothing of them', async () => {
  serve(DESK_ANSWERS);
  await draw(<CasePhotos photos={[]} />);
  expect(screen.queryByRole('heading', { name: 'Photos' })).toBeNull();
});
