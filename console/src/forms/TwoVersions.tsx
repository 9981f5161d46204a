import { Alert, Button, ButtonGroup, Fieldset, Radio } from '@trussworks/react-uswds';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** One field of a draft as it is read. */
export interface ReadField<Draft> {
  part: keyof Draft;
  label: string;
  text: string;
}

type Whose = 'theirs' | 'mine';
const SIDES: Whose[] = ['theirs', 'mine'];

/** Both texts of one field, side by side, to choose from. */
function Choice({
  label,
  texts,
  chosen,
  onChoose,
  lang,
}: {
  label: string;
  texts: Record<Whose, string>;
  chosen: Whose;
  onChoose: (whose: Whose) => void;
  lang?: string;
}) {
  const { t } = useTranslation('shell');
  const id = useId();
  return (
    <Fieldset legend={label} className="differences">
      {SIDES.map((whose) => (
        <Radio
          key={whose}
          id={`${id}-${whose}`}
          name={id}
          tile
          label={t(`versions.${whose}`)}
          labelDescription={
            <span className="differences__text" lang={lang}>
              {texts[whose] || t('versions.empty')}
            </span>
          }
          checked={chosen === whose}
          onChange={() => onChoose(whose)}
        />
      ))}
    </Fieldset>
  );
}

interface Props<Draft> {
  title: string;
  /** How a draft is read, in the order of the form. */
  read: (draft: Draft) => ReadField<Draft>[];
  /** What the person began with, what they made of it, and what somebody else saved meanwhile. */
  begun: Draft;
  mine: Draft;
  theirs: Draft;
  /** The language that the fields are written in, where they have one. */
  lang?: string;
  onSave: (merged: Draft) => void;
  onDropMine: () => void;
}

/**
 * Somebody else saved the same record first: what differs, field by field and side by side, and which
 * of the two shall stand. A field that only the other touched is theirs until one says otherwise.
 */
export function TwoVersions<Draft extends object>(props: Props<Draft>) {
  const { title, read, begun, mine, theirs, lang, onSave, onDropMine } = props;
  const { t } = useTranslation('shell');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const [said, setSaid] = useState<Partial<Record<keyof Draft, Whose>>>({});
  const before = read(begun);
  const others = read(theirs);
  const differing = read(mine)
    .map((own, index) => ({ ...own, other: others[index]!.text, touched: own.text !== before[index]!.text }))
    .filter(({ text, other }) => text !== other);
  const chosen = ({ part, touched }: { part: keyof Draft; touched: boolean }) =>
    said[part] ?? (touched ? 'mine' : 'theirs');
  const merged = () =>
    differing.reduce(
      (draft, field) => (chosen(field) === 'mine' ? { ...draft, [field.part]: mine[field.part] } : draft),
      theirs,
    );
  return (
    <div ref={box} tabIndex={-1} className="problem">
      <Alert type="warning" role="alert" headingLevel="h3" heading={title} validation>
        <p>{t(differing.length > 0 ? 'versions.text' : 'versions.same')}</p>
        {differing.map((field) => (
          <Choice
            key={String(field.part)}
            label={field.label}
            texts={{ theirs: field.other, mine: field.text }}
            chosen={chosen(field)}
            onChoose={(whose) => setSaid((all) => ({ ...all, [field.part]: whose }))}
            lang={lang}
          />
        ))}
        <ButtonGroup>
          {differing.length > 0 && (
            <Button type="button" onClick={() => onSave(merged())}>
              {t('versions.save')}
            </Button>
          )}
          <Button type="button" outline onClick={onDropMine}>
            {t(differing.length > 0 ? 'versions.dropMine' : 'versions.goOn')}
          </Button>
        </ButtonGroup>
      </Alert>
    </div>
  );
}
