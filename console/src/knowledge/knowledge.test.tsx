import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { CATALOGUE, MAYA, signedIn } from '../test/cast';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { untranslated } from '../test/untranslated';
import { found, type Article } from './articles';

const article = (more: Partial<Article> = {}): Article => ({
  id: 1,
  key: 'hedges',
  state: 'published',
  language: 'en',
  question: 'WHO CUTS HEDGES?',
  answer_html: '',
  answer_markdown: '**PARKS** DO.',
  script: 'PARKS DO.',
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
  'GET /api/v1/articles': () => ({ articles: [article(), DRAFT] }),
  'GET /api/v1/articles/2': () => DRAFT,
  'GET /api/v1/gaps': () => ({
    gaps: [{ id: 1, query: 'MOON', language: 'en', article: 1, count: 3, last_at: '2026-11-24T16:00:00Z' }],
  }),
};

const knowledge = (at: string, language = 'en') =>
  draw(<Screens />, { session: signedIn(MAYA), at: `/knowledge${at}`, language });

it('puts drafts from cases first, and finds without accents', () => {
  const all = [article(), article({ id: 3, question: 'A', review_due: true }), DRAFT];
  expect(found(all, '', undefined).map(({ id }) => id)).toEqual([2, 3, 1]);
  expect(found(all, 'erable', undefined).map(({ id }) => id)).toEqual([2]);
  expect(found(all, '', 'due').map(({ id }) => id)).toEqual([3]);
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

it('moves an article one step on', async () => {
  const heard = serve({ ...answers, 'PATCH /api/v1/articles/2': () => DRAFT });
  await knowledge('/2');
  await userEvent.click(await screen.findByRole('button', { name: 'Send to review' }));
  expect(heard.find(({ method }) => method === 'PATCH')?.body).toEqual({ language: 'en', state: 'review' });
});

it.each(['', '/2', '/gaps'])('has no untranslated text at %s', async (part) => {
  serve(answers);
  const { container } = await knowledge(part, 'pseudo');
  await screen.findByText('WHO CUTS HEDGES?');
  expect(untranslated(container)).toEqual([]);
});
