import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNotKept } from '../cases/owedText';
import { useCityTime } from '../time/cityTime';
import { useChosen, type Owed } from './chosen';

/** One thing that is owed, in a list: how long is left, what, for whom. */
export function OwedLine({
  owed,
  open,
  withOwner = false,
}: {
  owed: Owed;
  open: boolean;
  withOwner?: boolean;
}) {
  const { t } = useTranslation(['department', 'words']);
  const time = useCityTime();
  const chosen = useChosen();
  const notKept = useNotKept();
  const facts = [
    withOwner && owed.owner.name,
    owed.contact?.name && t('department:for', { name: owed.contact.name }),
    notKept(owed),
    owed.covering_for && t('department:coveringFor', { name: owed.covering_for.name }),
  ].filter(Boolean);
  return (
    <li className={owed.late ? 'line line--late' : 'line'}>
      <Link className="line__link" to={chosen.addressOf(owed)} aria-current={open ? 'true' : undefined}>
        <span className="line__when">
          <strong>{time.left(owed.due)}</strong>
          <span className="usa-tag line__kind">{t(`words:obligation.${owed.kind}`)}</span>
        </span>
        <span className="line__what">{owed.summary}</span>
        {facts.length > 0 && <span className="line__facts">{facts.join(' · ')}</span>}
        {owed.not_yet_confirmed && !owed.late && (
          <span className="line__warning">{t('department:notYetConfirmed')}</span>
        )}
        {owed.claimed_by && (
          <span className="line__warning">{t('department:claimed', { name: owed.claimed_by.name })}</span>
        )}
      </Link>
    </li>
  );
}
