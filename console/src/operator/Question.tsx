import { Checkbox, ErrorMessage, Fieldset, Radio } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { useProblemText } from '../forms/problemText';
import { LinesField, TextField, WallTimeField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { chosen, type ServiceQuestion } from './script';

interface Props {
  question: ServiceQuestion;
  value: string;
  onChange: (value: string) => void;
  problem: Problem | null;
}

function Choice({ question, value, onChange, problem }: Props) {
  const { t, i18n } = useTranslation('operator');
  const say = useProblemText();
  const language = cityLanguage(i18n.language);
  const many = question.datatype === 'multivaluelist';
  const mistake = problem?.field(`/attributes/${question.code}`);
  const ticked = chosen(value);
  const toggle = (key: string) =>
    onChange((ticked.includes(key) ? ticked.filter((one) => one !== key) : [...ticked, key]).join(','));
  const label = question.text[language];
  return (
    <Fieldset legend={question.required ? label : t('request.optional', { label })}>
      {question.hint?.[language] && <p className="usa-hint">{question.hint[language]}</p>}
      {mistake && <ErrorMessage>{say({ reason: mistake.reason, message: mistake.detail })}</ErrorMessage>}
      {question.values?.map(({ key, name }) =>
        many ? (
          <Checkbox
            key={key}
            id={`${question.code}-${key}`}
            name={question.code}
            label={name[language]}
            checked={ticked.includes(key)}
            onChange={() => toggle(key)}
          />
        ) : (
          <Radio
            key={key}
            id={`${question.code}-${key}`}
            name={question.code}
            label={name[language]}
            checked={value === key}
            required={question.required}
            onChange={() => onChange(key)}
          />
        ),
      )}
    </Fieldset>
  );
}

/** One question of an intake script, by its kind of answer. */
export function Question(props: Props) {
  const { question, value, onChange, problem } = props;
  const { t, i18n } = useTranslation('operator');
  const language = cityLanguage(i18n.language);
  const text = question.text[language];
  if (question.variable === false) return <p className="text-pre-line">{text}</p>;
  const field = {
    hint: question.hint?.[language] || undefined,
    label: question.required ? text : t('request.optional', { label: text }),
    value,
    onChange,
    problem,
    pointer: `/attributes/${question.code}`,
    required: question.required,
  };
  switch (question.datatype) {
    case 'singlevaluelist':
    case 'multivaluelist':
      return <Choice {...props} />;
    case 'text':
      return <LinesField {...field} />;
    case 'datetime':
      return <WallTimeField {...field} />;
    case 'number':
      return <TextField {...field} type="number" />;
    case 'string':
      return <TextField {...field} />;
  }
}
