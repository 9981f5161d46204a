import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { DESK_ANSWERS } from '../test/city';
import { draw, OPERATOR } from '../test/render';
import { serve } from '../test/server';
import { Publicity } from './Publicity';

const PIECES = [
  { part: 'description', id: 7, text: 'Ring 416 555 0123.', thumbnail: null, public: false },
  { part: 'place', id: 8, text: '12 Elm Street', thumbnail: null, public: true },
];
const CASE = { number: '101234566', kind: 'service_request' } as const;

const SUPERVISOR = { ...OPERATOR, staff: { ...OPERATOR.staff, role: 'supervisor' as const } };

it('a supervisor releases what the check held back', async () => {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/cases/101234566/publicity': () => ({ pieces: PIECES }),
    'POST /api/v1/cases/101234566/publicity': () => ({ pieces: PIECES }),
  });
  await draw(<Publicity of={CASE} />, { session: SUPERVISOR });
  const [description, place] = await screen.findAllByRole('listitem');
  expect(description).toHaveTextContent('Description, held back: Ring 416 555 0123.');
  expect(place).toHaveTextContent('Place, everybody may see it: 12 Elm Street');
  await userEvent.click(within(description!).getByRole('button', { name: 'Release: Description' }));
  const sent = heard.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({ part: 'description', id: 7, public: true });
});

it('a request that was sent as not public is released as a whole', async () => {
  const whole = { part: 'request', id: 12, text: null, thumbnail: null, public: false };
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/cases/101234566/publicity': () => ({ pieces: [whole] }),
    'POST /api/v1/cases/101234566/publicity': () => ({ pieces: [{ ...whole, public: true }] }),
  });
  await draw(<Publicity of={CASE} />, { session: SUPERVISOR });
  const line = await screen.findByRole('listitem');
  expect(line).toHaveTextContent('The whole request, held back: Whoever sent it did not want it shown.');
  await userEvent.click(within(line).getByRole('button', { name: 'Release: The whole request' }));
  const sent = heard.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({ part: 'request', id: 12, public: true });
});

it('an operator is asked nothing of it', async () => {
  const heard = serve(DESK_ANSWERS);
  await draw(<Publicity of={CASE} />);
  expect(screen.queryByRole('heading')).toBeNull();
  expect(heard.filter(({ path }) => path.endsWith('/publicity'))).toEqual([]);
});
