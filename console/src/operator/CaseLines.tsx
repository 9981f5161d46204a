import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { PromiseLine } from '../cases/PromiseLine';

/** Somebody's cases, open ones first, with what was promised on each. */
export function CaseLines({ cases }: { cases: Schemas['CaseSummary'][] }) {
  const { t } = useTranslation(['operator', 'words']);
  if (cases.length === 0) return <p className="empty">{t('operator:caller.noCases')}</p>;
  const rank = (one: Schemas['CaseSummary']) => (one.state === 'closed' ? 1 : 0);
  return (
    <ul className="usa-list usa-list--unstyled case-lines">
      {cases
        .toSorted((one, other) => rank(one) - rank(other))
        .map((one) => (
          <li key={one.number} className="case-line">
            <Link className="usa-link" to={`/cases/${one.number}`}>
              {one.summary}
            </Link>
            <span className="case-line__facts">
              {t('operator:caller.case', { number: one.spoken_number, state: t(`words:state.${one.state}`) })}
            </span>
            {one.promise && <PromiseLine promise={one.promise} />}
          </li>
        ))}
    </ul>
  );
}
