import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CALL, CASE, DESK_ANSWERS } from '../test/city';
import { draw, NOW } from '../test/render';
import { Refusal, serve } from '../test/server';

const CORNER = {
  id: 3,
  kind: 'intersection',
  name: 'ELM STREET AND THIRD',
  point: { lat: 43.65, lng: -79.38 },
};
const OPEN = {
  number: '100000014',
  spoken_number: '10 000 0014',
  summary: 'THE SIGNAL IS DARK',
  place: 'ELM STREET',
  opened_at: NOW,
  metres: 40,
};

const BEFORE = { source: 'old', number: 'SR-7', place: 'ELM STREET 12', opened_at: NOW, metres: 12 };

const answers = {
  ...DESK_ANSWERS,
  'GET /api/v1/interactions/mine': () => ({ interaction: CALL }),
  'GET /api/v1/places': () => ({ places: [CORNER], corrected: null }),
  'GET /api/v1/nearby': () => ({ cases: [OPEN], records: [BEFORE] }),
  'POST /api/v1/cases': () => CASE,
  [`POST /api/v1/cases/${OPEN.number}/followers`]: () => CASE,
  [`GET /api/v1/cases/${CASE.number}`]: () => CASE,
};

async function typePlace(words: string) {
  const heard = serve(answers);
  await draw(<Screens />, { at: '/desk/services/5' });
  await userEvent.type(await screen.findByRole('combobox', { name: 'Where' }), words);
  return heard;
}

it('a place is chosen by keyboard, and its point goes with the request', async () => {
  const heard = await typePlace('elm');
  await screen.findByRole('option', { name: /ELM STREET AND THIRD/ });
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(screen.getByRole('combobox', { name: 'Where' })).toHaveValue(CORNER.name);
  await userEvent.click(screen.getByRole('radio', { name: 'DARK' }));
  await userEvent.click(screen.getByRole('button', { name: 'Take the request' }));
  const sent = heard.find(({ method, path }) => method === 'POST' && path === '/api/v1/cases');
  expect(sent?.body).toMatchObject({ place: CORNER.name, point: CORNER.point });
});

it('words that are changed after choosing have no point any more', async () => {
  const heard = await typePlace('elm');
  await userEvent.click(await screen.findByRole('option', { name: /ELM STREET AND THIRD/ }));
  await userEvent.type(screen.getByRole('combobox', { name: 'Where' }), ', by the gate');
  await userEvent.click(screen.getByRole('radio', { name: 'DARK' }));
  await userEvent.click(screen.getByRole('button', { name: 'Take the request' }));
  const sent = heard.find(({ method, path }) => method === 'POST' && path === '/api/v1/cases');
  expect(sent?.body).toMatchObject({ place: `${CORNER.name}, by the gate` });
  expect(sent?.body).not.toHaveProperty('point');
});

it('the caller is added to an open request nearby, before a second one is made', async () => {
  const heard = await typePlace('elm');
  await userEvent.click(await screen.findByRole('option', { name: /ELM STREET AND THIRD/ }));
  expect(await screen.findByRole('heading', { name: /may be the same/ })).toBeVisible();
  expect(screen.getByText(/40 m away/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /10 000 0014/ }));
  const sent = heard.find(({ path }) => path === `/api/v1/cases/${OPEN.number}/followers`);
  expect(sent?.body).toEqual({ interaction: CALL.id });
  expect(heard.some(({ method, path }) => method === 'POST' && path === '/api/v1/cases')).toBe(false);
});

it('a request becomes the live case of a record of the system before, unless it is not the same', async () => {
  const heard = await typePlace('elm');
  await userEvent.click(await screen.findByRole('option', { name: /ELM STREET AND THIRD/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'SR-7 is the same' }));
  expect(screen.getByText('This request becomes the live case of SR-7.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'It is not the same after all' }));
  expect(screen.queryByText(/becomes the live case/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'SR-7 is the same' }));
  await userEvent.click(screen.getByRole('radio', { name: 'DARK' }));
  await userEvent.click(screen.getByRole('button', { name: 'Take the request' }));
  const sent = heard.find(({ method, path }) => method === 'POST' && path === '/api/v1/cases');
  expect(sent?.body).toMatchObject({ adopts: { source: 'old', number: 'SR-7' } });
});

it('a record that somebody else adopted meanwhile is let go, and the request is taken without it', async () => {
  let isAdopted = false;
  const heard = serve({
    ...answers,
    'GET /api/v1/nearby': () => ({ cases: [OPEN], records: isAdopted ? [] : [BEFORE] }),
    'POST /api/v1/cases': ({ body }) => {
      if (!(body as { adopts?: object }).adopts) return CASE;
      isAdopted = true;
      return new Refusal(409, {
        type: 'urn:kept311:problem:record.adopted',
        title: 'Conflict',
        status: 409,
      });
    },
  });
  await draw(<Screens />, { at: '/desk/services/5' });
  await userEvent.type(await screen.findByRole('combobox', { name: 'Where' }), 'elm');
  await userEvent.click(await screen.findByRole('option', { name: /ELM STREET AND THIRD/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'SR-7 is the same' }));
  await userEvent.click(screen.getByRole('radio', { name: 'DARK' }));
  await userEvent.click(screen.getByRole('button', { name: 'Take the request' }));
  expect(await screen.findByText(/A case stands for that record already/)).toBeVisible();
  await waitFor(() => expect(screen.queryByText(/SR-7/)).toBeNull());
  await userEvent.click(screen.getByRole('button', { name: 'Take the request' }));
  const sent = heard.filter(({ method, path }) => method === 'POST' && path === '/api/v1/cases');
  expect(sent).toHaveLength(2);
  expect(sent[1]?.body).not.toHaveProperty('adopts');
});

it('a place that is changed is near no record of before', async () => {
  const heard = await typePlace('elm');
  await userEvent.click(await screen.findByRole('option', { name: /ELM STREET AND THIRD/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'SR-7 is the same' }));
  await userEvent.type(screen.getByRole('combobox', { name: 'Where' }), ', by the gate');
  await userEvent.click(screen.getByRole('radio', { name: 'DARK' }));
  await userEvent.click(screen.getByRole('button', { name: 'Take the request' }));
  const sent = heard.find(({ method, path }) => method === 'POST' && path === '/api/v1/cases');
  expect(sent?.body).not.toHaveProperty('adopts');
});

it('says that a place is not known, and takes its words', async () => {
  serve({ ...answers, 'GET /api/v1/places': () => ({ places: [], corrected: null }) });
  await draw(<Screens />, { at: '/desk/services/5' });
  await userEvent.type(await screen.findByRole('combobox', { name: 'Where' }), 'by the gate');
  expect(await screen.findByText('The city knows no such place; it is taken in these words.')).toBeVisible();
});
