import type { Schemas } from '../api/client';

type Found = Schemas['SearchResult'];

export const GROUPS = ['answers', 'services', 'cases', 'people', 'otherwise'] as const;

interface Base {
  key: string;
  /** Where choosing it leads; nothing when it is an act. */
  to?: string;
  text: string;
}

export type Finding = Base &
  (
    | { group: 'answers'; article: Schemas['Article'] }
    | { group: 'services'; service: Schemas['Service'] }
    | { group: 'cases'; one: Schemas['CaseSummary'] }
    | { group: 'people'; contact: Schemas['ContactSummary'] }
    | { group: 'otherwise'; act: 'ask' | 'gap' }
  );

/** Everything that was found, in the order of the list: what answers at once comes first. */
export function findings(found: Found, words: string): Finding[] {
  return [
    ...found.articles.map((article) => ({
      group: 'answers' as const,
      key: `article ${article.id}`,
      to: `/desk/articles/${article.id}`,
      text: article.question,
      article,
    })),
    ...found.services.map((service) => ({
      group: 'services' as const,
      key: `service ${service.id}`,
      to: `/desk/services/${service.id}`,
      text: service.name.en,
      service,
    })),
    ...found.cases.map((one) => ({
      group: 'cases' as const,
      key: `case ${one.number}`,
      to: `/cases/${one.number}`,
      text: one.summary,
      one,
    })),
    ...found.contacts.map((contact) => ({
      group: 'people' as const,
      key: `contact ${contact.id}`,
      to: `/desk/contacts/${contact.id}`,
      text: contact.name ?? contact.phones[0] ?? '',
      contact,
    })),
    { group: 'otherwise', key: 'ask', to: '/desk/ask', text: words, act: 'ask' },
    { group: 'otherwise', key: 'gap', text: words, act: 'gap' },
  ];
}
