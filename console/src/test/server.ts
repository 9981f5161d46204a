import { vi } from 'vitest';
import { NO_TELEPHONE } from './telephone';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

type Answer = (asked: Asked) => unknown;

/** An answer other than 200. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

/** What every screen reads; a test that is about it answers by itself. */
const ALWAYS: Record<string, Answer> = {
  'GET /api/v1/telephone': () => NO_TELEPHONE,
  'GET /api/v1/availability': () => ({ staff: [] }),
  'GET /api/v1/measures/outcome-times': () => ({ from: '2025-11-25', until: '2026-11-24', services: [] }),
  'GET /api/v1/proposals': () => ({ proposals: [] }),
};

/** A server of the test's own: answers by 'METHOD /path', and what it was asked. */
export function serve(ownAnswers: Record<string, Answer>): Asked[] {
  const answers = { ...ALWAYS, ...ownAnswers };
  const heard: Asked[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const asked = {
      method: request.method,
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    heard.push(asked);
    const answer = answers[`${request.method} ${pathname}`]?.(asked);
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new Error(`nobody answers ${request.method} ${pathname}`);
    const refused = answer instanceof Refusal;
    return Response.json(refused ? answer.body : answer, {
      status: refused ? answer.status : 200,
      headers: { 'Content-Type': refused ? 'application/problem+json' : 'application/json' },
    });
  });
  return heard;
}
