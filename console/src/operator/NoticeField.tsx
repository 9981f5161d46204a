import { useTranslation } from 'react-i18next';
import { SelectField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { useDesk } from './desk';

/** Gathers what is about a notice in force; nothing when there is none. */
export function NoticeField({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange: (notice: number | undefined) => void;
}) {
  const { t, i18n } = useTranslation('operator');
  const { notices } = useDesk();
  if (notices.length === 0) return null;
  return (
    <SelectField
      label={t('notice.belongs')}
      empty={t('notice.belongsNot')}
      value={value ? String(value) : ''}
      onChange={(chosen) => onChange(chosen ? Number(chosen) : undefined)}
      options={notices.map(({ id, text }) => ({
        value: String(id),
        text: text[cityLanguage(i18n.language)],
      }))}
    />
  );
}
