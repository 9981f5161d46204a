import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useObligations } from '../api/queries';
import { useNotKept } from '../cases/owedText';
import { useSession } from '../session/session';
import { Reading } from '../shell/Reading';
import { useShortcut } from '../shell/shortcuts';
import { useCityTime } from '../time/cityTime';
import { CallFor } from './CallFor';

type Obligation = Schemas['Obligation'];

function OwedItem({ owed }: { owed: Obligation }) {
  const { t } = useTranslation(['operator', 'words']);
  const time = useCityTime();
  const { staff } = useSession();
  const notKept = useNotKept();
  const claimed = owed.claimed_by && owed.claimed_by.id !== staff.id ? owed.claimed_by : null;
  const soon = !owed.late && time.minutesUntil(owed.due) <= 60;
  return (
    <li className={owed.late ? 'owed owed--late' : soon ? 'owed owed--soon' : 'owed'}>
      <p className="owed__when">
        <span>{time.left(owed.due)}</span>
        <span className="owed__due">{time.by(owed.due)}</span>
      </p>
      <p className="owed__what">
        {owed.contact
          ? t('operator:owed.to', { what: t(`words:obligation.${owed.kind}`), name: owed.contact.name })
          : t(`words:obligation.${owed.kind}`)}
      </p>
      <Link className="usa-link owed__summary" to={`/cases/${owed.case}`}>
        {owed.summary}
      </Link>
      {owed.broken && <p className="owed__note">{notKept(owed)}</p>}
      {owed.covering_for && (
        <p className="owed__note">{t('operator:owed.coveringFor', { name: owed.covering_for.name })}</p>
      )}
      {owed.not_yet_confirmed && !owed.late && (
        <p className="owed__note">{t('operator:owed.notYetConfirmed')}</p>
      )}
      {claimed && owed.claimed_until ? (
        <p className="owed__note">
          {t('operator:owed.claimed', { name: claimed.name, until: time.at(owed.claimed_until) })}
        </p>
      ) : (
        <CallFor owed={owed} />
      )}
    </li>
  );
}

function OwedList({ title, owed }: { title: string; owed: Obligation[] }) {
  if (owed.length === 0) return null;
  return (
    <>
      <h3 className="owed__title">{title}</h3>
      <ol className="usa-list usa-list--unstyled">
        {owed.map((one) => (
          <OwedItem key={`${one.case} ${one.kind} ${one.id}`} owed={one} />
        ))}
      </ol>
    </>
  );
}

/** What this person owes: late first, then as it comes due. */
export function Owed() {
  const { t } = useTranslation('operator');
  const owed = useObligations('mine');
  const title = useRef<HTMLHeadingElement>(null);
  useShortcut('owed', () => title.current?.focus());
  return (
    <section className="pane desk__owed" aria-labelledby="owed-title">
      <h2 id="owed-title" ref={title} tabIndex={-1}>
        {t('owed.title')}
      </h2>
      <Reading of={owed}>
        {({ obligations }) => {
          if (obligations.length === 0) return <p className="empty">{t('owed.nothing')}</p>;
          const late = obligations.filter((one) => one.late);
          const coming = obligations.filter((one) => !one.late);
          return (
            <>
              <OwedList title={t('owed.late', { count: late.length })} owed={late} />
              <OwedList title={t('owed.coming')} owed={coming} />
            </>
          );
        }}
      </Reading>
    </section>
  );
}
