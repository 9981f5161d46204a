import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { useCityTime } from '../time/cityTime';
import { Phone } from '../forms/Phone';

/** Who is responsible at a department, and whether that person is in. */
export function Responsible({ department }: { department: number | undefined }) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  const catalogue = useCatalogue().data;
  const asked = catalogue?.departments.find(({ id }) => id === department);
  if (!catalogue || !asked) return null;
  const ref = asked.responsible ?? asked.manager;
  const person = catalogue.staff.find(({ id }) => id === ref.id);
  const presence = !person?.away
    ? t('responsible.in')
    : person.away_until
      ? t('responsible.awayUntil', { when: time.at(person.away_until) })
      : t('responsible.away');
  return (
    <p className="responsible" role="status">
      {t('responsible.line', { name: ref.name, presence })} {person?.phone && <Phone number={person.phone} />}
    </p>
  );
}
