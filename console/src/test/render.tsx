import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import type { ReactNode } from 'react';
import { startLanguages } from '../i18n';
import { SessionContext, type Session } from '../session/session';
import { newQueryClient } from '../shell/queryClient';
import { tellServerTime } from '../time/serverTime';

/** Tuesday 24 November 2026, 11:40 in the city. */
export const NOW = '2026-11-24T16:40:00Z';

export const OPERATOR: Session = {
  staff: {
    id: 1,
    name: 'OREN HALE',
    role: 'operator',
    department: null,
    phone: null,
    active: true,
    away: false,
    presence: { state: 'at_work', until: '2026-11-24T22:00:00Z' },
  },
  csrf: 'token',
  now: NOW,
  clock_in_doubt: null,
  demo: false,
  test_clock: true,
  city: { name: 'CITY', zone: 'America/Toronto', languages: ['en', 'fr'] },
};

/** Draws a part of the console as somebody sees it who is signed in. */
export async function draw(
  children: ReactNode,
  {
    language = 'en',
    session = OPERATOR,
    at = '/',
  }: { language?: string; session?: Session; at?: string } = {},
) {
  const i18n = await startLanguages(language);
  tellServerTime(session.now, true);
  return render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={newQueryClient()}>
        <MemoryRouter initialEntries={[at]}>
          <SessionContext value={session}>{children}</SessionContext>
        </MemoryRouter>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}
