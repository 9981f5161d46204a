import { useTranslation } from 'react-i18next';
import { useKept } from '../../drafts/drafts';
import { SelectField, TextField } from '../../forms/fields';
import { spokenPhone } from '../../forms/phone';
import { cityLanguage } from '../../i18n';
import { useSearch } from '../../operator/useSearch';
import { ActForm, seen, useAct, type ActProps } from './act';

/** A case that was opened before anybody was named: of who is on the line, or of who is found. */
export function WhoFor(props: ActProps) {
  const { t, i18n } = useTranslation(['case', 'operator']);
  const { one, call, onCancel } = props;
  const caller = call?.contact ?? null;
  const [words, setWords] = useKept('words', '');
  const [chosen, setChosen] = useKept('contact', caller ? String(caller.id) : '');
  const found = useSearch(words, cityLanguage(i18n.language)).data?.contacts ?? [];
  const offered = [...(caller ? [caller] : []), ...found.filter(({ id }) => id !== caller?.id)];
  const act = useAct(props, '/api/v1/cases/{number}/reporter', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('case:act.whoFor')}
      submit={t('case:whoFor.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({
          contact: Number(chosen),
          ...(caller && String(caller.id) === chosen && call && { interaction: call.id }),
          ...seen(one),
        })
      }
    >
      <TextField label={t('case:whoFor.words')} value={words} onChange={setWords} />
      <SelectField
        label={t('case:whoFor.who')}
        empty={t('case:act.choose')}
        value={offered.some(({ id }) => String(id) === chosen) ? chosen : ''}
        onChange={setChosen}
        problem={act.error}
        pointer="/contact"
        options={offered.map(({ id, name, phones }) => ({
          value: String(id),
          text: [name ?? t('operator:caller.noName'), ...phones.map(spokenPhone)].join(', '),
        }))}
        required
      />
    </ActForm>
  );
}
