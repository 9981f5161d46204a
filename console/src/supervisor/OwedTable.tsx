import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useNotKept } from '../cases/owedText';
import { useCityTime } from '../time/cityTime';

function Row({ owed, withOwner }: { owed: Schemas['Obligation']; withOwner: boolean }) {
  const { t } = useTranslation(['supervisor', 'words']);
  const time = useCityTime();
  const notKept = useNotKept();
  return (
    <tr className={owed.late ? 'owed-row owed-row--late' : 'owed-row'}>
      <td>
        <strong className="owed-row__left">{time.left(owed.due)}</strong>
        <span className="owed-row__due">{time.by(owed.due)}</span>
      </td>
      {withOwner && (
        <td>
          {owed.owner.name}
          {owed.covering_for && (
            <span className="owed-row__due">
              {t('supervisor:coveringFor', { name: owed.covering_for.name })}
            </span>
          )}
        </td>
      )}
      <td>
        <span className="owed-row__kind">{t(`words:obligation.${owed.kind}`)}</span>
        {owed.contact?.name && (
          <span className="owed-row__due">{t('supervisor:to', { name: owed.contact.name })}</span>
        )}
        {owed.broken && <span className="owed-row__due">{notKept(owed)}</span>}
        {owed.not_yet_confirmed && !owed.late && (
          <span className="owed-row__warning">{t('supervisor:notYetConfirmed')}</span>
        )}
        {owed.claimed_by && (
          <span className="owed-row__due">{t('supervisor:claimed', { name: owed.claimed_by.name })}</span>
        )}
      </td>
      <td>
        <Link className="usa-link" to={`/cases/${owed.case}`}>
          {owed.summary || t('supervisor:case', { number: owed.spoken_number ?? owed.case })}
        </Link>
      </td>
    </tr>
  );
}

/** What is owed, in the order in which it comes due. */
export function OwedTable({
  owed,
  caption,
  withOwner = true,
}: {
  owed: Schemas['Obligation'][];
  caption: string;
  withOwner?: boolean;
}) {
  const { t } = useTranslation('supervisor');
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
      <caption className="usa-sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.left')}</th>
          {withOwner && <th scope="col">{t('column.owner')}</th>}
          <th scope="col">{t('column.what')}</th>
          <th scope="col">{t('column.case')}</th>
        </tr>
      </thead>
      <tbody>
        {owed.map((one) => (
          <Row key={`${one.case} ${one.kind} ${one.id}`} owed={one} withOwner={withOwner} />
        ))}
      </tbody>
    </Table>
  );
}
