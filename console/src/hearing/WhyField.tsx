import { useTranslation } from 'react-i18next';
import { SelectField } from '../forms/fields';
import { REASONS, type HearingReason } from './hearing';

/** Why somebody wants to hear what others said: there is no sound without it. */
export function WhyField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: HearingReason | undefined;
  onChange: (reason: HearingReason | undefined) => void;
}) {
  const { t } = useTranslation('hearing');
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      onChange={(chosen) => onChange(REASONS.find((one) => one === chosen))}
      empty={t('chooseWhy')}
      options={REASONS.map((one) => ({ value: one, text: t(`reason.${one}`) }))}
    />
  );
}
