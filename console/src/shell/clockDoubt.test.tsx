import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { person, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { untranslated } from '../test/untranslated';
import { ClockDoubt } from './ClockDoubt';

const doubted = (role: 'administrator' | 'operator') => ({
  ...signedIn(person(5, 'PETRA', role)),
  clock_in_doubt: 'the clock jumped',
});

it('says nothing while the clock is believed', async () => {
  await draw(<ClockDoubt />);
  expect(screen.queryByRole('heading')).toBeNull();
});

it('tells staff what does not happen, and who can mend it', async () => {
  const { container } = await draw(<ClockDoubt />, { session: doubted('operator') });
  expect(screen.getByRole('status')).toHaveTextContent(
    'By this server it is Tue 24 Nov, 11:40 AM. Until somebody confirms that, nothing that falls due is taken',
  );
  expect(screen.queryByRole('button')).toBeNull();
  expect(container).toHaveTextContent('An administrator confirms the time.');
});

it('lets an administrator confirm the time', async () => {
  const heard = serve({ 'POST /api/v1/clock/confirmation': () => ({}) });
  await draw(<ClockDoubt />, { session: doubted('administrator') });
  await userEvent.click(screen.getByRole('button', { name: 'The time is right' }));
  expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/clock/confirmation']);
});

it('has no untranslated text', async () => {
  const { container } = await draw(<ClockDoubt />, {
    session: doubted('administrator'),
    language: 'pseudo',
  });
  expect(untranslated(container)).toEqual([]);
});
