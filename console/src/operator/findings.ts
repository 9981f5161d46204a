import type { Schemas } from '../api/client';

type Found = Schemas['SearchResult'];

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
    | { group: 'otherwise'; act: 'ask' | 'refer' | 'gap' }
  );

const answers = (found: Found): Finding[] =>
  found.articles.map((article) => ({
    group: 'answers',
    key: `article ${article.id}`,
    to: `/desk/articles/${article.id}`,
    text: article.question,
    article,
  }));

const services = (found: Found): Finding[] =>
  found.services.map((service) => ({
    group: 'services',
    key: `service ${service.id}`,
    to: `/desk/services/${service.id}`,
    text: service.name.en,
    service,
  }));

const cases = (found: Found): Finding[] =>
  found.cases.map((one) => ({
    group: 'cases',
    key: `case ${one.number}`,
    to: `/cases/${one.number}`,
    text: one.summary,
    one,
  }));

const people = (found: Found): Finding[] =>
  found.contacts.map((contact) => ({
    group: 'people',
    key: `contact ${contact.id}`,
    to: `/desk/contacts/${contact.id}`,
    text: contact.name ?? contact.phones[0] ?? '',
    contact,
  }));

/** Everything that was found, what is likeliest first: for words an answer, for digits a case. */
export function findings(found: Found, words: string): Finding[] {
  const order = /\p{L}/u.test(words)
    ? [answers, services, cases, people]
    : [cases, people, answers, services];
  return [
    ...order.flatMap((kind) => kind(found)),
    { group: 'otherwise', key: 'ask', to: '/desk/ask', text: words, act: 'ask' },
    { group: 'otherwise', key: 'refer', to: '/desk/refer', text: words, act: 'refer' },
    { group: 'otherwise', key: 'gap', text: words, act: 'gap' },
  ];
}
