import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { SelectField } from './fields';
import { cityLanguage } from '../i18n';

export function DepartmentField({
  label,
  value,
  onChange,
  but,
  empty,
  required = true,
}: {
  label: string;
  value: string;
  onChange: (id: string) => void;
  /** A department that is not offered. */
  but?: number;
  empty?: string;
  required?: boolean;
}) {
  const { t, i18n } = useTranslation('case');
  const departments = useCatalogue().data?.departments ?? [];
  return (
    <SelectField
      label={label}
      empty={empty ?? t('act.choose')}
      value={value}
      onChange={onChange}
      options={departments
        .filter(({ id }) => id !== but)
        .map(({ id, name }) => ({ value: String(id), text: name[cityLanguage(i18n.language)] }))}
      required={required}
    />
  );
}
