import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ProblemAlert } from '../forms/ProblemAlert';
import { draw } from '../test/render';
import { Refusal, serve } from '../test/server';
import { api, bodyOf, keyed } from './client';
import { useSubmission } from './useSubmission';

function GapForm({ query }: { query: string }) {
  const submission = useSubmission((words: string, key) =>
    bodyOf(api.POST('/api/v1/gaps', { body: { query: words }, headers: keyed(key) })),
  );
  return (
    <>
      <button onClick={() => submission.mutate(query)}>send</button>
      {submission.isSuccess && <p>done</p>}
      <ProblemAlert problem={submission.error} />
    </>
  );
}

const unavailable = new Refusal(503, { type: 'urn:kept311:problem:store.busy', title: 'Busy', status: 503 });
const gap = { id: 1, query: 'x', count: 1, last_at: '2026-11-24T16:40:00Z' };

it('keeps its key while the same words are tried again, and takes another afterwards', async () => {
  let calls = 0;
  const heard = serve({ 'POST /api/v1/gaps': () => (++calls === 1 ? unavailable : gap) });
  await draw(<GapForm query="x" />);
  await userEvent.click(screen.getByText('send'));
  await screen.findByText('done', undefined, { timeout: 5_000 });
  const keys = heard.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  await userEvent.click(screen.getByText('send'));
  await waitFor(() => expect(heard).toHaveLength(3));
  expect(heard[2]!.headers.get('Idempotency-Key')).not.toBe(keys[0]);
});

it('says in this language why it was refused', async () => {
  serve({
    'POST /api/v1/gaps': () =>
      new Refusal(403, { type: 'urn:kept311:problem:permission.role', title: 'No', status: 403 }),
  });
  await draw(<GapForm query="x" />, { language: 'fr' });
  await userEvent.click(screen.getByText('send'));
  expect(await screen.findByRole('alert')).toHaveTextContent('Votre rôle ne le permet pas');
});
