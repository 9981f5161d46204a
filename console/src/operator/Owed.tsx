import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useObligations } from '../api/queries';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';

type Obligation = Schemas['Obligation'];

function OwedItem({ owed }: { owed: Obligation }) {
  const { t } = useTranslation(['operator', 'words']);
  const time = useCityTime();
  return (
    <li className={owed.late ? 'owed owed--late' : 'owed'}>
      <p className="owed__when">
        {owed.late && <strong>{t('operator:owed.late')}</strong>}
        <span>{time.left(owed.due)}</span>
      </p>
      <p className="owed__what">
        {t('operator:owed.by', { what: t(`words:obligation.${owed.kind}`), when: time.by(owed.due) })}
        {owed.contact && <span> {t('operator:owed.to', { name: owed.contact.name })}</span>}
      </p>
      <Link className="usa-link" to={`/cases/${owed.case}`}>
        {owed.summary}
      </Link>
    </li>
  );
}

/** What this person owes, late first, then as it comes due. */
export function Owed() {
  const { t } = useTranslation('operator');
  const owed = useObligations('mine');
  return (
    <section className="pane" aria-labelledby="owed-title">
      <h2 id="owed-title">{t('owed.title')}</h2>
      <Reading of={owed}>
        {({ obligations }) =>
          obligations.length === 0 ? (
            <p>{t('owed.nothing')}</p>
          ) : (
            <ol className="usa-list usa-list--unstyled">
              {obligations.map((one) => (
                <OwedItem key={`${one.case} ${one.kind} ${one.id}`} owed={one} />
              ))}
            </ol>
          )
        }
      </Reading>
    </section>
  );
}
