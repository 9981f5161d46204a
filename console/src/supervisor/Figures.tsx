import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Reading } from '../shell/Reading';
import { Figure } from './Figure';
import { keptShare, useMeasures } from '../api/measures';

/** The figures of the wall; each opens what it counts. */
export function Figures({ late, soon, decisions }: { late: number; soon: number; decisions: number }) {
  const { t, i18n } = useTranslation('supervisor');
  const measures = useMeasures();
  const percent = new Intl.NumberFormat(i18n.language === 'fr' ? 'fr-CA' : 'en-CA', { style: 'percent' });
  return (
    <Reading of={measures}>
      {({ promises, cases }) => {
        const { kept, all, share } = keptShare(promises);
        return (
          <ul className="usa-list usa-list--unstyled figures" aria-label={t('figures')}>
            <li>
              <Link className="figure figure--headline" to="/lists/measures">
                <span className="figure__value">{share === null ? t('none') : percent.format(share)}</span>{' '}
                <span className="figure__name">{t('kept', { kept, all })}</span>
              </Link>
            </li>
            <Figure name={t('figure.late', { count: late })} value={late} to="#late" alarm={late > 0} />
            <Figure name={t('figure.soon')} value={soon} to="#soon" />
            <Figure name={t('figure.decisions')} value={decisions} to="#decisions" alarm={decisions > 0} />
            <Figure name={t('figure.open')} value={cases.open} to="/cases?state=open" />
            <Figure name={t('figure.resolved')} value={cases.resolved} to="/cases?state=resolved" />
          </ul>
        );
      }}
    </Reading>
  );
}
