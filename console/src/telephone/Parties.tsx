import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { spokenPhone } from '../forms/phone';
import { useCityTime } from '../time/cityTime';
import { useDuration } from '../time/duration';
import { useLanguages } from './languages';

export type Party = Schemas['CallParty'];

/** Somebody in a call: who they are, when they were there, or why not. */
function PartyText({ party }: { party: Party }) {
  const { t } = useTranslation('telephone');
  const time = useCityTime();
  const duration = useDuration();
  const { nameOf } = useLanguages();
  const known = [
    party.staff?.name ?? (party.phone && party.kind !== 'interpreter' ? spokenPhone(party.phone) : null),
    party.language && nameOf(party.language),
    party.interpreter_id && t('party.id', { id: party.interpreter_id }),
  ].filter(Boolean);
  const kind = t(`party.kind.${party.kind}`);
  const who = known.length > 0 ? t('party.who', { kind, known: known.join(', ') }) : kind;
  if (!party.answered_at) {
    if (!party.left_at) return t('party.rung', { who });
    return t(party.not_come ? `party.why.${party.not_come}` : 'party.didNotCome', { who });
  }
  const when = time.at(party.answered_at);
  if (!party.left_at) return t('party.there', { who, when });
  if (party.minutes !== null) return t('party.interpreted', { who, when, count: party.minutes });
  const span = duration((Date.parse(party.left_at) - Date.parse(party.answered_at)) / 1_000);
  return t('party.wasThere', { who, when, span });
}

/** Who else was in a call, in the order in which they were asked; nothing where nobody was. */
export function Parties({ parties }: { parties: Party[] | undefined }) {
  const { t } = useTranslation('telephone');
  if (!parties || parties.length === 0) return null;
  return (
    <ul className="usa-list usa-list--unstyled parties" aria-label={t('party.title')}>
      {parties.map((party) => (
        <li key={party.party}>
          <PartyText party={party} />
        </li>
      ))}
    </ul>
  );
}
