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
    | { group: 'historic'; record: Schemas['HistoricRecord'] }
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

const historic = (found: Found): Finding[] =>
  found.historic.map((record) => ({
    group: 'historic',
    key: `historic ${record.source} ${record.number}`,
    to: `/desk/historic/${encodeURIComponent(record.source)}/${encodeURIComponent(record.number)}`,
    text: record.service,
    record,
  }));

const people = (found: Found): Finding[] =>
  found.contacts.map((contact) => ({
    group: 'people',
    key: `contact ${contact.id}`,
    to: `/desk/contacts/${contact.id}`,
    text: contact.name ?? contact.phones[0] ?? '',
    contact,
  }));

const spelt = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What surely is meant: an answer to the words, a service or a person of that name, a number's case. */
function surely(found: Found, words: string) {
  if (found.cases.length === 0 && found.historic.some(({ number }) => number === words)) return historic;
  if (!/\p{L}/u.test(words)) return found.cases.length > 0 ? cases : people;
  const isNamed = (...names: (string | null)[]) =>
    names.some((name) => name !== null && spelt(name).includes(spelt(words)));
  if (found.strong) return answers;
  if (found.services.some(({ name }) => isNamed(name.en, name.fr))) return services;
  if (found.contacts.some(({ name }) => isNamed(name))) return people;
  return undefined;
}

/**
 * Everything that was found. The first is what Enter opens: what surely is meant, and otherwise a
 * question to a department, so that no script is read out that was found by chance.
 */
export function findings(found: Found, words: string): Finding[] {
  const sure = surely(found, words);
  const first = sure?.(found) ?? [];
  const rest = [answers, services, cases, people, historic]
    .filter((kind) => kind !== sure)
    .flatMap((kind) => kind(found));
  const otherwise: Finding[] = [
    { group: 'otherwise', key: 'ask', to: '/desk/ask', text: words, act: 'ask' },
    { group: 'otherwise', key: 'refer', to: '/desk/refer', text: words, act: 'refer' },
    { group: 'otherwise', key: 'gap', text: words, act: 'gap' },
  ];
  return first.length > 0 ? [...first, ...rest, ...otherwise] : [...otherwise, ...rest];
}
