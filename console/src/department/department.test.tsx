import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { ask, caseOf, CATALOGUE, list, MAYA, OREN, owed, signedIn } from '../test/cast';
import { CALL } from '../test/city';
import { draw, NOW } from '../test/render';
import { serve } from '../test/server';
import { NO_TELEPHONE } from '../test/telephone';
import { untranslated } from '../test/untranslated';

const answers = {
  'GET /api/v1/catalogue': () => CATALOGUE,
  'GET /api/v1/alerts': () => ({ alerts: [] }),
  'GET /api/v1/notices': () => ({ notices: [] }),
  'GET /api/v1/interactions/mine': () => ({ interaction: null }),
  'GET /api/v1/obligations': () => list(owed({})),
  'GET /api/v1/cases/123456782': () => caseOf(),
  'GET /api/v1/staff/9/absences': () => ({ absences: [] }),
  'GET /api/v1/telephone': () => NO_TELEPHONE,
};

const ROSA = { id: 3, name: 'ROSA' };

const department = (language = 'en') =>
  draw(<Screens />, { session: signedIn(MAYA), at: '/department', language });

it('says who of 311 rings, and about which case, before the telephone is picked up', async () => {
  serve({
    ...answers,
    'GET /api/v1/telephone': () => ({
      ...NO_TELEPHONE,
      called: { by: OREN, rings: true, cases: ['123456782'] },
    }),
  });
  await department();
  expect(await screen.findByRole('heading', { name: `${OREN.name} of 311 is calling you` })).toBeVisible();
  expect(screen.getByRole('link', { name: 'About case 12 345 6782' })).toHaveAttribute(
    'href',
    '/cases/123456782',
  );
});

it('shows what is asked first, and sends the answer on the case as it was read', async () => {
  const heard = serve({
    ...answers,
    'POST /api/v1/asks/7/answer': () => caseOf({ version: 5, asks: [ask({ state: 'answered' })] }),
  });
  await department();
  expect(await screen.findByText('WHO CUTS THE HEDGE AT MILL LANE?')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Answer' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'The answer' }), 'PARKS DO.');
  await userEvent.click(screen.getByRole('button', { name: 'Record the answer' }));
  const sent = heard.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({ text: 'PARKS DO.', expected_version: 4 });
});

it('answers its own question where another department was asked too', async () => {
  const other = ask({ id: 5, department: 34, owner: { id: 12, name: 'GEORGE' } });
  const heard = serve({
    ...answers,
    'GET /api/v1/cases/123456782': () => caseOf({ asks: [other, ask()] }),
    'POST /api/v1/asks/7/return': () => caseOf({ version: 5 }),
  });
  await department();
  await userEvent.click(await screen.findByRole('button', { name: 'Not ours' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Why it is not yours' }), 'A PARK.');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Where it belongs' }), 'PARKS');
  await userEvent.click(screen.getByRole('button', { name: 'Return the question' }));
  const sent = heard.find(({ method }) => method === 'POST');
  expect(sent?.path).toBe('/api/v1/asks/7/return');
  expect(sent?.body).toEqual({ reason: 'A PARK.', department: 34, expected_version: 4 });
});

it('gives a case to a team of the department, whose lead is named', async () => {
  const team = {
    id: 41,
    name: { en: 'GARDENERS', fr: 'GARDENERS' },
    lead: { id: 12, name: 'GEORGE' },
    members: [],
  };
  const departments = CATALOGUE.departments.map((one) => ({ ...one, teams: one.id === 33 ? [team] : [] }));
  const heard = serve({
    ...answers,
    'GET /api/v1/catalogue': () => ({ ...CATALOGUE, departments }),
    'GET /api/v1/cases/123456782': () => caseOf({ department: 33 }),
    'POST /api/v1/cases/123456782/team': () => caseOf({ version: 5, department: 33, team: 41 }),
  });
  draw(<Screens />, { session: signedIn(MAYA), at: '/cases/123456782' });
  await userEvent.click(await screen.findByRole('button', { name: 'Give to a team' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Which team' }), 'GARDENERS');
  expect(screen.getByText(/GEORGE leads it/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Give to the team' }));
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ team: 41, expected_version: 4 });
});

it('shows what the team owes apart, to who is in one', async () => {
  const team = { id: 41, name: { en: 'G', fr: 'G' }, lead: { id: 12, name: 'GEORGE' }, members: [MAYA] };
  const departments = CATALOGUE.departments.map((one) => ({ ...one, teams: one.id === 33 ? [team] : [] }));
  const ofGeorge = owed({ id: 70, owner: { id: 12, name: 'GEORGE' } });
  const ofTom = owed({ id: 71, owner: { id: 14, name: 'TOM' } });
  serve({
    ...answers,
    'GET /api/v1/catalogue': () => ({ ...CATALOGUE, departments }),
    'GET /api/v1/obligations': ({ query }) =>
      query.get('scope') === 'team'
        ? list(ofGeorge)
        : query.get('scope') === 'department'
          ? list(ofGeorge, ofTom)
          : list(owed({})),
  });
  await department();
  const ofTeam = await screen.findByRole('region', { name: /Owed by our team/ });
  expect(within(ofTeam).getByText(/GEORGE/)).toBeVisible();
  const rest = screen.getByRole('region', { name: /Our requests/ });
  expect(within(rest).getByText(/TOM/)).toBeVisible();
  expect(within(rest).queryByText(/GEORGE/)).toBeNull();
});

it('asks for more time, and says who tells the resident', async () => {
  const heard = serve({ ...answers, 'POST /api/v1/asks/7/more-time': () => caseOf({ version: 5 }) });
  await department();
  await userEvent.click(await screen.findByRole('button', { name: 'Need more time' }));
  expect(screen.getByText(/OREN HALE, who asked, is told at once/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Give more time' }));
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    until: '2026-11-24T18:00:00Z',
    expected_version: 4,
  });
});

it('enters an absence with whoever stands in, and takes it back', async () => {
  const absence = {
    id: 4,
    staff: MAYA,
    from: NOW,
    until: '2026-11-26T22:00:00Z',
    delegate: CATALOGUE.staff[0],
  };
  let entered = false;
  const heard = serve({
    ...answers,
    'GET /api/v1/staff/9/absences': () => ({ absences: entered ? [absence] : [] }),
    'POST /api/v1/staff/9/absences': () => {
      entered = true;
      return { ...absence, moved: 1 };
    },
    'DELETE /api/v1/absences/4': () => {
      entered = false;
      return {};
    },
  });
  await department();
  const away = await screen.findByRole('region', { name: 'Away?' });
  await userEvent.click(await within(away).findByRole('button', { name: 'I will be away' }));
  await userEvent.type(within(away).getByLabelText('Until'), '2026-11-26T17:00');
  await userEvent.selectOptions(
    within(away).getByRole('combobox', { name: 'Who stands in' }),
    'OREN HALE, operator',
  );
  await userEvent.click(within(away).getByRole('button', { name: 'Enter the absence' }));
  expect(await within(away).findByText(/1 thing that falls due found a cover/)).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    from: NOW,
    until: '2026-11-26T22:00:00Z',
    delegate: 1,
  });
  await userEvent.click(await within(away).findByRole('button', { name: 'Back now' }));
  expect(await within(away).findByText(/No absence of yours/)).toBeVisible();
});

it('stays with what was done, and says what comes next', async () => {
  let done = false;
  const next = owed({ kind: 'follow_up', owner: { id: OREN.id, name: OREN.name }, contact: ROSA });
  const answered = caseOf({ version: 5, asks: [ask({ state: 'answered' })], obligations: [next] });
  serve({
    ...answers,
    'GET /api/v1/obligations': () =>
      done ? list(owed({ id: 8, summary: 'ANOTHER HEDGE?' })) : list(owed({}), owed({ id: 8 })),
    'POST /api/v1/asks/7/answer': () => {
      done = true;
      return answered;
    },
    'GET /api/v1/cases/123456782': () => (done ? answered : caseOf()),
  });
  await department();
  await userEvent.click(await screen.findByRole('button', { name: 'Answer' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'The answer' }), 'PARKS DO.');
  await userEvent.click(screen.getByRole('button', { name: 'Record the answer' }));
  expect(await screen.findByText('The answer is recorded.')).toBeVisible();
  expect(screen.getByText(/OREN HALE calls ROSA \(Follow-up\), today by 1:00 PM/)).toBeVisible();
  expect(await screen.findByText('ANOTHER HEDGE?')).toBeVisible();
  expect(screen.getByRole('heading', { name: 'WHO CUTS THE HEDGE?' })).toBeVisible();
});

it('keeps the promise by the call that is made from the question', async () => {
  const promise = owed({ kind: 'promise', id: 31, contact: ROSA, phone: '+14165550142' });
  const heard = serve({
    ...answers,
    'GET /api/v1/cases/123456782': () => caseOf({ obligations: [promise, owed({})] }),
    'POST /api/v1/interactions': () => ({ ...CALL, direction: 'outbound' }),
  });
  await department();
  await userEvent.click(await screen.findByRole('button', { name: 'Call ROSA' }));
  const sent = heard.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({
    direction: 'outbound',
    channel: 'call',
    phone: '+14165550142',
    for: { case: '123456782', kind: 'promise', id: 31 },
  });
});

it('has no untranslated text', async () => {
  serve(answers);
  const { container } = await department('pseudo');
  await screen.findByText('WHO CUTS THE HEDGE AT MILL LANE?');
  expect(untranslated(container)).toEqual([]);
});
