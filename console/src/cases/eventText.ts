import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { useCityTime } from '../time/cityTime';

/** Facts of an event that are words of the domain, and where their translations stand. */
const WORDS: Record<string, string> = {
  resolution: 'resolution',
  result: 'attempt',
  evidence: 'evidence',
  duty: 'obligation',
  how: 'how',
  subject: 'subject',
  purpose: 'purpose',
  why: 'why',
  claimed_status: 'claimedStatus',
  their_status: 'theirStatus',
  partner_failure: 'partnerFailure',
};
const INSTANTS = new Set(['due', 'contact_at', 'next_due', 'silence_until', 'until']);
/** In the sentence itself, or of no use to a reader. */
const UNSAID = new Set([
  'promise',
  'due_local',
  'moves',
  'number',
  'case_kind',
  'said_by',
  'reason',
  'by_check',
]);

export function useEventText(event: Schemas['TimelineEntry']) {
  const { t, i18n } = useTranslation(['case', 'words']);
  const time = useCityTime();
  const catalogue = useCatalogue().data;
  const language = cityLanguage(i18n.language);

  const word = (group: string, value: string) => {
    const key = `words:${group}.${value}` as never;
    return i18n.exists(key) ? t(key) : value;
  };
  const value = (name: string, raw: string): string => {
    if (INSTANTS.has(name)) return name === 'contact_at' ? time.at(raw) : time.by(raw);
    if (name === 'department') {
      return catalogue?.departments.find(({ id }) => String(id) === raw)?.name[language] ?? raw;
    }
    if (name === 'team') {
      const teams = catalogue?.departments.flatMap((department) => department.teams);
      return teams?.find(({ id }) => String(id) === raw)?.name[language] ?? raw;
    }
    const group = WORDS[name];
    if (name === 'qualifiers')
      return raw
        .split(' ')
        .map((one) => word('qualifier', one))
        .join(', ');
    return group ? word(group, raw) : raw === 'yes' || raw === 'no' ? t(`case:${raw}`) : raw;
  };

  const isOfCheck = event.kind === 'publicity_decided' && event.values.by_check === 'yes';
  const kind = `case:event.${isOfCheck ? 'publicity_checked' : event.kind}` as never;
  const sentence = i18n.exists(kind) ? t(kind) : event.kind;
  const facts = Object.entries(event.values)
    .filter(([name, raw]) => !UNSAID.has(name) && raw !== '')
    .map(([name, raw]) =>
      t('case:fact.line', { name: t(`case:fact.${name}` as never), value: value(name, raw) }),
    );
  const { said_by: said } = event.values;
  if (said && event.who && said !== event.who.name) {
    facts.push(t('case:fact.typedBy', { said, typed: event.who.name }));
  }
  return { sentence, details: facts.join(' ') };
}
