import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CATALOGUE, MAYA, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';
import { untranslated } from '../test/untranslated';
import { found, type Article, type Proposal } from './articles';

const article = (more: Partial<Article> = {}): Article => ({
  id: 1,
  key: 'hedges',
  version: 7,
  state: 'published',
  language: 'en',
  languages: ['en', 'fr'],
  question: 'WHO CUTS HEDGES?',
  answer_html: '',
  answer_markdown: '**PARKS** DO.',
  script: 'PARKS DO.',
  synonyms: [],
  related_services: [],
  department: 33,
  review_date: '2027-05-01',
  review_due: false,
  from_case: null,
  ...more,
});
const DRAFT = article({ id: 2, state: 'draft', question: 'ÉRABLES', from_case: '123456782' });
const answers = {
  'GET /api/v1/catalogue': () => CATALOGUE,
  'GET /api/v1/alerts': () => ({ alerts: [] }),
  'GET /api/v1/notices': () => ({ notices: [] }),
  'GET /api/v1/interactions/mine': () => ({ interaction: null }),
  'GET /api/v1/articles': () => ({ articles: [article(), DRAFT], next: null }),
  'GET /api/v1/articles/2': () => DRAFT,
  'GET /api/v1/gaps': () => ({
    gaps: [{ id: 1, query: 'MOON', language: 'en', article: 1, count: 3, last_at: '2026-11-24T16:00:00Z' }],
  }),
};

const knowledge = (at: string, language = 'en') =>
  draw(<Screens />, { session: signedIn(MAYA), at: `/knowledge${at}`, language });

it('puts drafts from cases first, and finds without accents', () => {
  const all = [article(), article({ id: 3, question: 'A', review_due: true }), DRAFT];
  expect(found(all, '', 'all').map(({ id }) => id)).toEqual([2, 3, 1]);
  expect(found(all, 'erable', 'all').map(({ id }) => id)).toEqual([2]);
  expect(found(all, '', 'due').map(({ id }) => id)).toEqual([3]);
});

it('opens on what there is to do, and leaves out what was set aside', async () => {
  const all = [article(), DRAFT, article({ id: 3, state: 'discarded', review_due: true })];
  expect(found(all, '', 'todo').map(({ id }) => id)).toEqual([2]);
  expect(found(all, '', 'discarded').map(({ id }) => id)).toEqual([3]);
  const half = article({ id: 4, languages: ['en'] });
  expect(found([half, ...all], '', 'todo').map(({ id }) => id)).toEqual([2, 4]);
  serve(answers);
  await knowledge('');
  expect(await screen.findByRole('link', { name: /ÉRABLES/ })).toBeVisible();
  expect(screen.queryByText('WHO CUTS HEDGES?')).toBeNull();
  expect(screen.getByRole('link', { name: 'from case 12 345 6782' })).toHaveAttribute(
    'href',
    '/cases/123456782',
  );
  await userEvent.type(screen.getByRole('searchbox'), 'hedges');
  expect(screen.getByText('WHO CUTS HEDGES?')).toBeVisible();
});

it('marks what one language of the city is missing of', async () => {
  const draft = article({ id: 2, state: 'draft', question: 'ÉRABLES', languages: ['en'] });
  serve({ ...answers, 'GET /api/v1/articles': () => ({ articles: [draft], next: null }) });
  await knowledge('');
  expect(await screen.findByText(/French missing/)).toBeVisible();
  expect(screen.queryByText(/English missing/)).toBeNull();
});

it('lets staff of a department send to review, and leaves publishing to their manager', async () => {
  const review = article({ id: 2, state: 'review' });
  serve({ ...answers, 'GET /api/v1/articles/2': () => review });
  await draw(<Screens />, { session: signedIn({ ...MAYA, role: 'department_staff' }), at: '/knowledge/2' });
  expect(await screen.findByRole('button', { name: 'Set aside' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull();
});

it('says that a draft from a case may hold something personal, and sets it aside', async () => {
  const heard = serve({ ...answers, 'PATCH /api/v1/articles/2': () => DRAFT });
  await knowledge('/2');
  expect(await screen.findByText(/Check it for personal data/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Set aside' }));
  expect(heard.find(({ method }) => method === 'PATCH')?.body).toEqual({
    language: 'en',
    state: 'discarded',
  });
});

it('says of what was asked in vain that it can be found by now', async () => {
  const gap = (id: number, query: string, count: number) => ({
    ...{ id, query, count, language: 'en', article: null, last_at: '2026-11-24T16:00:00Z' },
    answered_by: id === 1 ? { id: 1, question: 'WHO CUTS HEDGES?' } : null,
  });
  serve({ ...answers, 'GET /api/v1/gaps': () => ({ gaps: [gap(1, 'HEDGES', 9), gap(2, 'MOON', 1)] }) });
  await knowledge('/gaps');
  const link = await screen.findByRole('link', { name: 'Found now: WHO CUTS HEDGES?' });
  expect(link).toHaveAttribute('href', '/knowledge/1');
  const asked = within(screen.getByRole('table', { name: 'Asked in vain' }))
    .getAllByRole('rowheader')
    .map((row) => row.textContent);
  expect(asked).toEqual(['MOON', 'HEDGES']);
});

it('shows the answer as it is read while it is typed, and nothing dangerous in it', async () => {
  const heard = serve({ ...answers, 'PATCH /api/v1/articles/2': () => DRAFT });
  const { container } = await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: 'Edit in English' }));
  const answer = screen.getByRole('textbox', { name: 'Answer (Markdown)' });
  await userEvent.clear(answer);
  await userEvent.type(answer, '**BOLD** <img src=x onerror=alert(1)> [[LINK](javascript:alert)');
  expect(screen.getByText('BOLD').tagName).toBe('STRONG');
  expect(container.querySelector('.markdown img, [href^="javascript"]')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(heard.find(({ method }) => method === 'PATCH')?.body).toMatchObject({
    language: 'en',
    question: 'ÉRABLES',
    review_date: '2027-05-01',
  });
});

it('edits everyday words, services, keeper and card; what is emptied is taken away', async () => {
  const before = article({
    id: 2,
    synonyms: ['BUSH'],
    card: { name: 'PARKS DESK', role: 'TREES', phone: '+14165550132', hours: '' },
  });
  const heard = serve({
    ...answers,
    'GET /api/v1/articles/2': () => before,
    'PATCH /api/v1/articles/2': () => before,
  });
  await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: 'Edit in English' }));
  const field = (name: string | RegExp) => screen.getByRole('textbox', { name });
  await userEvent.type(field('Everyday words'), '{Enter}SHRUB{Enter}');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Whose answer it is' }), 'PARKS');
  for (const part of ['Name', 'Role', 'Telephone']) await userEvent.clear(field(part));
  await userEvent.clear(screen.getByLabelText('Look at it again on'));
  await userEvent.clear(field('What operators read out'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(heard.find(({ method }) => method === 'PATCH')?.body).toEqual({
    language: 'en',
    expected_version: 7,
    question: 'WHO CUTS HEDGES?',
    answer_markdown: '**PARKS** DO.',
    script: null,
    synonyms: ['BUSH', 'SHRUB'],
    related_services: [],
    department: 34,
    review_date: null,
    card: null,
  });
});

it('shows what another has saved meanwhile beside one’s own, and saves what is chosen', async () => {
  let now = article({ id: 2 });
  const heard = serve({
    ...answers,
    'GET /api/v1/articles/2': () => now,
    'PATCH /api/v1/articles/2': ({ body }) => {
      const { expected_version: seen } = body as { expected_version: number };
      if (seen === 8) return now;
      now = article({ id: 2, version: 8, answer_markdown: 'ROADS DO.', script: 'ROADS CUTS THEM.' });
      return new Refusal(409, {
        type: 'urn:kept311:problem:article.changed',
        title: 'Changed',
        status: 409,
      });
    },
  });
  await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: 'Edit in English' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Question' }), '!');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  const alert = within(await screen.findByRole('alert'));
  const choices = await alert.findAllByRole('group');
  expect(choices.map((group) => group.querySelector('legend')!.textContent)).toEqual([
    'Question',
    'Answer (Markdown)',
    'What operators read out',
  ]);
  const [question, answer, script] = choices.map((group) => within(group));
  expect(question!.getByRole('radio', { name: /Yours.*WHO CUTS HEDGES\?!/ })).toBeChecked();
  // What only the other touched is not taken back by who did not look at it.
  expect(answer!.getByRole('radio', { name: /Now.*ROADS DO\./ })).toBeChecked();
  await userEvent.click(script!.getByRole('radio', { name: /Yours/ }));
  await userEvent.click(alert.getByRole('button', { name: 'Save what is chosen' }));
  await screen.findByRole('button', { name: 'Edit in English' });
  expect(heard.findLast(({ method }) => method === 'PATCH')?.body).toMatchObject({
    expected_version: 8,
    question: 'WHO CUTS HEDGES?!',
    answer_markdown: 'ROADS DO.',
    script: article({ id: 2 }).script,
  });
});

it('goes on with what another has saved, if that is chosen', async () => {
  let now = article({ id: 2 });
  serve({
    ...answers,
    'GET /api/v1/articles/2': () => now,
    'PATCH /api/v1/articles/2': () => {
      now = article({ id: 2, version: 8, question: 'WHO TRIMS?' });
      return new Refusal(409, { type: 'urn:kept311:problem:article.changed', title: 'C', status: 409 });
    },
  });
  await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: 'Edit in English' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await userEvent.click(
    await screen.findByRole('button', { name: 'Drop mine and go on with what stands now' }),
  );
  expect(screen.getByRole('textbox', { name: 'Question' })).toHaveValue('WHO TRIMS?');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('leaves what is published to the manager, and says so to the staff', async () => {
  serve({ ...answers, 'GET /api/v1/articles/2': () => article({ id: 2 }) });
  await draw(<Screens />, { session: signedIn({ ...MAYA, role: 'department_staff' }), at: '/knowledge/2' });
  expect(await screen.findByText(/your manager changes it/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /Edit in/ })).toBeNull();
});

it('reads page after page', async () => {
  const heard = serve({
    ...answers,
    'GET /api/v1/articles': ({ query }) =>
      query.get('after') === '0' ? { articles: [article()], next: 1 } : { articles: [DRAFT], next: null },
  });
  await knowledge('');
  await userEvent.click(await screen.findByRole('button', { name: 'All (2)' }));
  expect(screen.getByText('WHO CUTS HEDGES?')).toBeVisible();
  const pages = heard.filter(({ path }) => path === '/api/v1/articles');
  expect(pages.map(({ query }) => query.get('after'))).toEqual(['0', '1']);
});

it('moves an article one step on', async () => {
  const heard = serve({ ...answers, 'PATCH /api/v1/articles/2': () => DRAFT });
  await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: 'Send to be checked' }));
  expect(heard.find(({ method }) => method === 'PATCH')?.body).toEqual({ language: 'en', state: 'review' });
});

it('moves nothing on while another text is being written', async () => {
  serve(answers);
  await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: /^Edit/ }));
  expect(screen.queryByRole('button', { name: 'Send to be checked' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Set aside' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByRole('button', { name: 'Send to be checked' })).toBeVisible();
});

it.each(['', '/2', '/gaps'])('has no untranslated text at %s', async (part) => {
  serve(answers);
  const { container } = await knowledge(part, 'pseudo');
  await screen.findByText('ÉRABLES', { selector: '.line__what' });
  expect(untranslated(container)).toEqual([]);
});

it('has no untranslated text while it is edited', async () => {
  serve(answers);
  const { container } = await knowledge('/2', 'pseudo');
  await userEvent.click(await screen.findByRole('button', { name: /Édît/ }));
  await screen.findAllByRole('textbox');
  expect(untranslated(container)).toEqual([]);
});

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  id: 5,
  article: 1,
  by: { id: 22, name: 'OREN' },
  at: '2026-11-24T16:00:00Z',
  reason: 'THE CREW SAYS SO.',
  texts: [
    {
      language: 'en',
      before: { question: 'WHO CUTS HEDGES?', answer_markdown: '**PARKS** DO.', script: 'PARKS DO.' },
      after: { question: 'WHO CUTS HEDGES?', answer_markdown: 'NOBODY DOES.', script: 'PARKS DO.' },
    },
  ],
  overtaken: false,
  state: 'open',
  decided_by: null,
  answer: '',
  ...more,
});
/** The answer with one proposal, as this role sees it; what was heard of it. */
async function proposed(
  role: 'department_manager' | 'department_staff',
  more: Partial<Proposal> = {},
  now: Article = article(),
) {
  let open = [proposal(more)];
  const decided = () => {
    open = [];
    return proposal(more);
  };
  const heard = serve({
    ...answers,
    'GET /api/v1/articles/1': () => now,
    'GET /api/v1/proposals': () => ({ proposals: open }),
    'POST /api/v1/proposals/5/accept': decided,
    'POST /api/v1/proposals/5/decline': decided,
  });
  await draw(<Screens />, { session: signedIn({ ...MAYA, role }), at: '/knowledge/1' });
  await screen.findByRole('heading', { name: 'Proposed changes' });
  return heard;
}

it('shows what stands there and what is proposed beside each other, and takes it over', async () => {
  const heard = await proposed('department_manager');
  const answer = within(screen.getByRole('group', { name: 'Answer' }));
  expect(answer.getByText('As it stands').nextSibling).toHaveTextContent('**PARKS** DO.');
  expect(answer.getByText('Proposed').nextSibling).toHaveTextContent('NOBODY DOES.');
  expect(screen.queryByRole('group', { name: 'Question' })).toBeNull();
  expect(screen.getByText('THE CREW SAYS SO.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Accept' }));
  expect(await screen.findByText(/^Accepted: .* OREN is told\.$/)).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ expected_version: 7 });
  expect(screen.queryByRole('heading', { name: 'Proposed changes' })).toBeNull();
});

it('takes over other words than those that were proposed, and says why it does not', async () => {
  const heard = await proposed('department_manager');
  await userEvent.click(screen.getByRole('button', { name: 'Change and accept' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Answer (Markdown)' }), ' EVER.');
  await userEvent.click(screen.getByRole('button', { name: 'Accept these words' }));
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    expected_version: 7,
    texts: {
      en: { question: 'WHO CUTS HEDGES?', answer_markdown: 'NOBODY DOES. EVER.', script: 'PARKS DO.' },
    },
  });
});

it('leaves what was changed beside the proposal in the meantime as it is', async () => {
  const heard = await proposed(
    'department_manager',
    { overtaken: true },
    article({ question: 'WHO TRIMS HEDGES?' }),
  );
  expect(screen.queryByRole('group', { name: 'Question' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Change and accept' }));
  await userEvent.click(screen.getByRole('button', { name: 'Accept these words' }));
  expect(heard.find(({ method }) => method === 'POST')?.body).toMatchObject({
    texts: { en: { question: 'WHO TRIMS HEDGES?', answer_markdown: 'NOBODY DOES.' } },
  });
});

it('declines with a reason', async () => {
  const heard = await proposed('department_manager');
  await userEvent.click(screen.getByRole('button', { name: 'Decline' }));
  await userEvent.type(screen.getByRole('textbox', { name: /OREN reads it/ }), 'THEY DO.');
  await userEvent.click(screen.getByRole('button', { name: 'Decline' }));
  expect(await screen.findByText(/^Declined/)).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ reason: 'THEY DO.' });
});

it('says that the answer has changed since, and leaves deciding to who may publish', async () => {
  await proposed('department_staff', { overtaken: true });
  expect(screen.getByText('The answer has changed since this was proposed.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
  expect(screen.getByText('Whoever answers for this answer decides.')).toBeVisible();
});

it('lets who may not change an answer propose it, in both languages, for the text that they read', async () => {
  const heard = serve({
    ...answers,
    'GET /api/v1/articles/1': ({ query }) =>
      query.get('language') === 'fr' ? article({ language: 'fr', answer_markdown: 'LES PARCS.' }) : article(),
    'POST /api/v1/articles/1/proposals': () => proposal(),
  });
  await draw(<Screens />, { session: signedIn({ ...MAYA, role: 'department_staff' }), at: '/knowledge/1' });
  await userEvent.click(await screen.findByRole('button', { name: 'This is wrong: propose a change' }));
  await userEvent.type(screen.getByRole('textbox', { name: /What is wrong/ }), 'MOVED.');
  const answer = screen.getByRole('textbox', { name: 'Answer (Markdown)' });
  await userEvent.clear(answer);
  await userEvent.type(answer, 'NOBODY.');
  await userEvent.click(screen.getByRole('button', { name: 'Change the words in French, too' }));
  await userEvent.type(await screen.findByDisplayValue('LES PARCS.'), ' NON.');
  await userEvent.click(screen.getByRole('button', { name: 'Propose it' }));
  expect(await screen.findByText(/^Proposed\. The answer stays as it is/)).toBeVisible();
  expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
    expected_version: 7,
    reason: 'MOVED.',
    texts: {
      en: { question: 'WHO CUTS HEDGES?', answer_markdown: 'NOBODY.', script: 'PARKS DO.' },
      fr: { question: 'WHO CUTS HEDGES?', answer_markdown: 'LES PARCS. NON.', script: 'PARKS DO.' },
    },
  });
});

it('says that somebody was faster, shows what stands there, and proposes it for that', async () => {
  let now = article();
  const heard = serve({
    ...answers,
    'GET /api/v1/articles/1': () => now,
    'POST /api/v1/articles/1/proposals': ({ body }) => {
      if ((body as { expected_version: number }).expected_version === 8) return proposal();
      now = article({ version: 8, answer_markdown: 'THE TOWN DOES.' });
      return new Refusal(409, { type: 'urn:kept311:problem:article.changed', title: 'C', status: 409 });
    },
  });
  await draw(<Screens />, { session: signedIn({ ...MAYA, role: 'department_staff' }), at: '/knowledge/1' });
  await userEvent.click(await screen.findByRole('button', { name: 'This is wrong: propose a change' }));
  await userEvent.type(screen.getByRole('textbox', { name: /What is wrong/ }), 'MOVED.');
  await userEvent.type(screen.getByRole('textbox', { name: 'Answer (Markdown)' }), ' NOT.');
  await userEvent.click(screen.getByRole('button', { name: 'Propose it' }));
  const warning = await screen.findByRole('alert');
  expect(warning).toHaveTextContent('THE TOWN DOES.');
  await userEvent.click(screen.getByRole('button', { name: 'Propose my words for what stands now' }));
  expect(await screen.findByText(/^Proposed\. The answer stays as it is/)).toBeVisible();
  expect(heard.filter(({ method }) => method === 'POST')).toHaveLength(2);
});

it('lists what somebody has proposed to change', async () => {
  serve({ ...answers, 'GET /api/v1/proposals': () => ({ proposals: [proposal()] }) });
  await knowledge('');
  await userEvent.click(await screen.findByRole('button', { name: 'Changes proposed (1)' }));
  expect(screen.getByRole('link', { name: /WHO CUTS HEDGES\?.*1 proposed change/ })).toBeVisible();
  const [first] = found([article({ id: 3, review_due: true }), article()], '', 'all', [proposal()]);
  expect(first!.id).toBe(1);
});
