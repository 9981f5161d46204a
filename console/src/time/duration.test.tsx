import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw } from '../test/render';
import { useDuration } from './duration';
import { Since } from './Since';

function Says({ seconds }: { seconds: number }) {
  return <output>{useDuration()(seconds)}</output>;
}

it.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [80, '1 min 20 s'],
  [3599, '59 min 59 s'],
  [3600, '1 h 0 min'],
  [7500, '2 h 5 min'],
])('says %s seconds as %s', async (seconds, text) => {
  await draw(<Says seconds={seconds} />);
  expect(screen.getByRole('status')).toHaveTextContent(text);
});

it('counts from an instant by the server’s clock, and never backwards', async () => {
  // It is 11:40 in the city.
  const { unmount } = await draw(<Since instant="2026-11-24T16:38:40Z" />);
  expect(screen.getByText('1 min 20 s')).toBeVisible();
  unmount();
  await draw(<Since instant="2026-11-24T16:40:05Z" />);
  expect(screen.getByText('0 s')).toBeVisible();
});
