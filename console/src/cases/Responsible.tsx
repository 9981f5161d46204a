import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { Phone } from '../telephone/Phone';
import { usePresence } from '../people/presence';

/** Who is responsible at a department, and whether that person is there. */
export function Responsible({ department }: { department: number | undefined }) {
  const { t } = useTranslation('case');
  const presence = usePresence();
  const catalogue = useCatalogue().data;
  const asked = catalogue?.departments.find(({ id }) => id === department);
  if (!catalogue || !asked) return null;
  const ref = asked.responsible ?? asked.manager;
  const person = catalogue.staff.find(({ id }) => id === ref.id);
  if (!person) return null;
  return (
    <p className="responsible" role="status">
      {t('responsible.line', { name: ref.name, presence: presence(person) })}{' '}
      {person.phone && <Phone number={person.phone} />}
    </p>
  );
}
