import { Button, TextInput } from '@trussworks/react-uswds';
import { useCombobox } from 'downshift';
import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Labelled, type Field, type Parts } from '../forms/fields';
import { ChoosePoint } from '../map/ChoosePoint';
import { nearestPlace, usePlaces, type Place } from './places';

/** A place as it was typed or chosen; the point only while the words are those of the chosen place. */
export interface PlaceGiven {
  words: string;
  point?: Schemas['Point'];
}

interface Props extends Field {
  value: PlaceGiven;
  onChange: (value: PlaceGiven) => void;
  /** Words that the city does not know are no place here. */
  onlyKnown?: boolean;
  /** A place can be chosen on a map, too. */
  withMap?: boolean;
}

function PlaceBox({ id, describedBy, wrong, value, onChange, required, onlyKnown }: Props & Parts) {
  const { t } = useTranslation('operator');
  const known = usePlaces(value.point ? '' : value.words);
  const items = value.point || !value.words.trim() ? [] : (known.data?.places ?? []);
  const box = useCombobox<Place>({
    items,
    inputValue: value.words,
    selectedItem: null,
    itemToString: (place) => place?.name ?? '',
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) onChange({ words: selectedItem.name, point: selectedItem.point });
    },
    // Leaving the field keeps what was typed.
    stateReducer: (_state, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputBlur ? { ...changes, selectedItem: null } : changes,
  });
  const shown = box.isOpen && items.length > 0;
  const isUnknown = !value.point && known.data?.places.length === 0;
  const input = box.getInputProps({
    refKey: 'inputRef',
    id,
    name: id,
    type: 'text' as const,
    required,
    autoComplete: 'off',
    'aria-labelledby': undefined, // the label names it by its id
    'aria-describedby': describedBy,
    'aria-invalid': wrong,
    // Here and not in onInputValueChange, which comes too late for a controlled box.
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => onChange({ words: currentTarget.value }),
  });
  const menu = box.getMenuProps({
    'aria-label': t('place.list'),
    'aria-labelledby': undefined,
    className: shown ? 'findings' : 'findings findings--none',
  });
  return (
    <>
      <TextInput {...input} validationStatus={wrong ? 'error' : undefined} />
      <p className="search__status" role="status">
        {shown && t('place.found', { count: items.length })}
        {isUnknown && t(onlyKnown ? 'place.notKnown' : 'place.unknown')}
      </p>
      <div {...menu}>
        {shown &&
          items.map((place, index) => (
            <div
              key={place.id}
              {...box.getItemProps({ item: place, index })}
              className={index === box.highlightedIndex ? 'finding finding--here' : 'finding'}
            >
              {place.name}
              <span className="finding__more">{t(`place.kind.${place.kind}`)}</span>
            </div>
          ))}
      </div>
    </>
  );
}

const DECIMALS = 5;

/** The map, while it is wanted; a chosen point is called as the nearest address is. */
function OnMap({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const { t } = useTranslation('map');
  const [shown, setShown] = useState(false);
  const choose = async (point: Schemas['Point']) => {
    const degrees = `${point.lat.toFixed(DECIMALS)}, ${point.lng.toFixed(DECIMALS)}`;
    onChange({ words: t('choose.words', { point: degrees }), point });
    const near = await nearestPlace(point);
    if (near) onChange({ words: near.name, point });
  };
  return (
    <>
      <Button
        type="button"
        unstyled
        className="choose-point__switch"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {t(shown ? 'choose.close' : 'choose.open')}
      </Button>
      {shown && <ChoosePoint value={value.point} onChoose={(point) => void choose(point)} />}
    </>
  );
}

/** Where something is: any words, with the addresses and crossings that the city knows to choose from. */
export function PlaceField(props: Props) {
  return (
    <>
      <Labelled {...props}>{(parts) => <PlaceBox {...props} {...parts} />}</Labelled>
      {props.withMap && <OnMap value={props.value} onChange={props.onChange} />}
    </>
  );
}
