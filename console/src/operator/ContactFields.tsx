import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { LinesField, SelectField, TextField } from '../forms/fields';
import { cityLanguage, LANGUAGES } from '../i18n';
import { CHANNELS, type ContactDraft } from './contactDraft';

interface Props {
  draft: ContactDraft;
  onChange: (draft: ContactDraft) => void;
  problem: Problem | null;
  /** Leaves room for another number. */
  morePhones?: boolean;
}

/** Who somebody is, and how they are reached. */
export function ContactFields({ draft, onChange, problem, morePhones = false }: Props) {
  const { t } = useTranslation(['operator', 'words']);
  const set = (part: Partial<ContactDraft>) => onChange({ ...draft, ...part });
  const phones = morePhones && draft.phones.at(-1) !== '' ? [...draft.phones, ''] : draft.phones;
  /** Empty ones are not sent, so they do not count. */
  const sentAs = (index: number) => phones.slice(0, index).filter((phone) => phone.trim()).length;
  return (
    <>
      <TextField
        label={t('operator:caller.name')}
        value={draft.name}
        onChange={(name) => set({ name })}
        problem={problem}
        pointer="/name"
      />
      {phones.map((phone, index) => (
        <TextField
          key={index}
          label={t(index === 0 ? 'operator:caller.phone' : 'operator:caller.anotherPhone')}
          type="tel"
          value={phone}
          onChange={(typed) => set({ phones: phones.with(index, typed) })}
          problem={problem}
          pointer={phone.trim() ? `/phones/${sentAs(index)}` : undefined}
        />
      ))}
      <SelectField
        label={t('operator:caller.language')}
        value={draft.language}
        onChange={(chosen) => set({ language: cityLanguage(chosen) })}
        options={LANGUAGES.map((value) => ({ value, text: t(`words:language.${value}`) }))}
      />
      <TextField
        label={t('operator:caller.accessibility')}
        hint={t('operator:caller.accessibilityHint')}
        value={draft.accessibility}
        onChange={(accessibility) => set({ accessibility })}
        problem={problem}
        pointer="/accessibility"
      />
      <TextField
        label={t('operator:caller.email')}
        type="email"
        value={draft.email}
        onChange={(email) => set({ email })}
        problem={problem}
        pointer="/email"
      />
      <LinesField
        label={t('operator:caller.address')}
        rows={2}
        value={draft.address}
        onChange={(address) => set({ address })}
        problem={problem}
        pointer="/address"
      />
      <SelectField
        label={t('operator:caller.channel')}
        empty={t('operator:caller.anyChannel')}
        value={draft.channel}
        onChange={(chosen) => set({ channel: CHANNELS.find((one) => one === chosen) ?? '' })}
        options={CHANNELS.map((value) => ({ value, text: t(`words:channel.${value}`) }))}
      />
    </>
  );
}
