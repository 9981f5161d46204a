import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw } from '../test/render';
import { useCityTime } from './cityTime';

function Says({ what }: { what: (time: ReturnType<typeof useCityTime>) => string }) {
  return <output>{what(useCityTime())}</output>;
}

const said = async (language: string, what: (time: ReturnType<typeof useCityTime>) => string) => {
  const { unmount } = await draw(<Says what={what} />, { language });
  const text = screen.getByRole('status').textContent?.replace(/[\u202f\u00a0]/g, ' ');
  unmount();
  return text;
};

it('says times with the day, in the city', async () => {
  expect(await said('en', (time) => time.at('2026-11-24T19:00:00Z'))).toBe('today 2:00 PM');
  expect(await said('en', (time) => time.by('2026-11-26T22:00:00Z'))).toBe('Thu 26 Nov, by 5:00 PM');
  expect(await said('en', (time) => time.by('2026-11-25T04:30:00Z'))).toBe('today by 11:30 PM');
  expect(await said('en', (time) => time.by('2026-11-25T05:30:00Z'))).toBe('tomorrow, by 12:30 AM');
  expect(await said('fr', (time) => time.at('2026-11-24T19:00:00Z'))).toBe('aujourd’hui à 14 h 00');
  expect(await said('fr', (time) => time.by('2027-01-05T22:00:00Z'))).toBe('mar. 5 janv. 2027 avant 17 h 00');
});

it('says how much is left, and how late', async () => {
  expect(await said('en', (time) => time.left('2026-11-24T17:05:00Z'))).toBe('25 minutes left');
  expect(await said('en', (time) => time.left('2026-11-24T17:40:20Z'))).toBe('60 minutes left');
  expect(await said('en', (time) => time.left('2026-11-24T18:09:59Z'))).toBe('89 minutes left');
  expect(await said('en', (time) => time.left('2026-11-24T18:11:00Z'))).toBe('1 hour 31 minutes left');
  expect(await said('en', (time) => time.left('2026-11-26T16:39:00Z'))).toBe('2 days left');
  expect(await said('en', (time) => time.left('2026-11-26T14:30:00Z'))).toBe('2 days left');
  expect(await said('en', (time) => time.left('2026-11-25T14:30:00Z'))).toBe('1 day left');
  expect(await said('en', (time) => time.left('2026-11-25T04:50:00Z'))).toBe('12 hours 10 minutes left');
  expect(await said('fr', (time) => time.left('2026-11-24T16:40:30Z'))).toBe('encore moins d’une minute');
  expect(await said('fr', (time) => time.left('2026-11-24T18:40:00Z'))).toBe('encore 2 heures');
  expect(await said('en', (time) => time.left('2026-11-24T16:39:30Z'))).toBe('1 minute late');
  expect(await said('en', (time) => time.left('2026-11-24T16:39:00Z'))).toBe('1 minute late');
  expect(await said('fr', (time) => time.left('2026-11-24T13:40:00Z'))).toBe('3 heures de retard');
});

it('turns wall times into instants, also in a doubled and a missing hour', async () => {
  expect(await said('en', (time) => time.wall('2026-11-24T19:00:00Z'))).toBe('2026-11-24T14:00');
  expect(await said('en', (time) => time.instant('2026-11-01T01:30'))).toBe('2026-11-01T05:30:00Z');
  expect(await said('en', (time) => time.instant('2027-03-14T02:30'))).toBe('2027-03-14T07:30:00Z');
});
