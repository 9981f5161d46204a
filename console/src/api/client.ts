import createClient from 'openapi-fetch';
import { Problem, type ProblemBody } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

let csrf: string | undefined;

/** The token that the session told; every change carries it. */
export function rememberToken(token: string | undefined) {
  csrf = token;
}

/** What the server said that is no problem document, such as a proxy's page. */
function unreadable(response: Response): ProblemBody {
  return {
    type: 'urn:kept311:problem:answer.unreadable',
    title: response.statusText,
    status: response.status,
  };
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin,
  // Looked up at each call, so that a test may put its own in place.
  fetch: (request) => globalThis.fetch(request),
});

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && csrf) request.headers.set('X-CSRF-Token', csrf);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return response;
    const body = await response.json().catch(() => unreadable(response));
    throw new Problem(body);
  },
  onError({ error }) {
    return error instanceof Problem ? error : Problem.offline();
  },
});

/** The body of an answer; whatever is no answer was thrown as a Problem. */
export async function bodyOf<Body>(answer: Promise<{ data?: Body }>): Promise<Body> {
  return (await answer).data as Body;
}

export const keyed = (key: string) => ({ 'Idempotency-Key': key });
