import { TextInput } from '@trussworks/react-uswds';
import { useCombobox } from 'downshift';
import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { ProblemAlert } from '../forms/ProblemAlert';
import { isTyping } from '../forms/isTyping';
import { cityLanguage } from '../i18n';
import { useShortcut } from '../shell/shortcuts';
import { spokenLanguage, useDesk } from './desk';
import { findings, type Finding } from './findings';
import { FindingLine } from './FindingLine';
import { useNoteGap } from './gaps';
import { useSearch } from './useSearch';

const ID = 'search';
const LONGEST = 200;

function goToSearch() {
  const input = document.getElementById(ID);
  if (input instanceof HTMLInputElement) input.select();
  input?.focus();
}

/** One box for all that may be asked: answers, services, people and cases, as one types. */
export function SearchBox() {
  const { t, i18n } = useTranslation('operator');
  const navigate = useNavigate();
  const { call, words, setWords } = useDesk();
  const language = spokenLanguage(call, cityLanguage(i18n.language));
  const search = useSearch(words, language);
  const gap = useNoteGap();
  const [notedIn, setNotedIn] = useState<number>();
  const items = words.trim().length < 2 || !search.data ? [] : findings(search.data, words.trim());

  const open = (item: Finding) => {
    if (item.to) void navigate(item.to);
    else {
      setNotedIn(call?.id);
      gap.mutate({ query: words.trim().slice(0, LONGEST), language });
    }
  };
  const box = useCombobox<Finding>({
    items,
    inputValue: words,
    selectedItem: null,
    defaultHighlightedIndex: 0,
    itemToString: (item) => item?.text ?? '',
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) open(selectedItem);
    },
    // Leaving the box chooses nothing, although downshift would.
    stateReducer: (_state, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputBlur ? { ...changes, selectedItem: null } : changes,
  });
  useShortcut('search', goToSearch);
  // Who has answered a call, or said who it is, types what is asked.
  const answered = call?.direction === 'inbound' ? `${call.id} ${call.contact?.id}` : undefined;
  const before = useRef(answered);
  useEffect(() => {
    // Who is typing already goes on: selected words would be lost to the next key.
    if (answered !== undefined && answered !== before.current && !isTyping()) goToSearch();
    before.current = answered;
  }, [answered]);
  useShortcut('ask', () => void navigate('/desk/ask'));
  const groups = [...new Set(items.map(({ group }) => group))];
  const gapNoted =
    gap.isSuccess && notedIn === call?.id && gap.variables?.query === words.trim().slice(0, LONGEST);
  // Where a department is being asked, or has been, it is not offered again.
  const { pathname } = useLocation();
  const offersToAsk = gapNoted && pathname !== '/desk/ask' && !pathname.startsWith('/cases/');
  const unsure = items[0]?.group === 'otherwise';
  const shown = box.isOpen && items.length > 0;
  const count = items.filter(({ group }) => group !== 'otherwise').length;
  const inputProps = box.getInputProps({
    refKey: 'inputRef',
    id: ID,
    name: ID,
    type: 'search' as const,
    autoComplete: 'off',
    // Here and not in onInputValueChange, which comes too late for a controlled box.
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => setWords(currentTarget.value),
  });
  const menuProps = box.getMenuProps({ className: shown ? 'findings' : 'findings findings--none' });

  return (
    <section className="pane search" aria-label={t('search.label')}>
      <label className="usa-label" {...box.getLabelProps()}>
        {t('search.label')}
      </label>
      <TextInput {...inputProps} placeholder={t('search.example')} />
      <p className="search__status" role="status">
        {gapNoted && t('search.gapNoted')}
        {shown && t(unsure ? 'search.maybe' : 'search.found', { count })}
      </p>
      {offersToAsk && (
        <Link className="usa-button search__ask" to="/desk/ask">
          {t('search.askInstead')}
        </Link>
      )}
      <ProblemAlert problem={search.error ?? gap.error} />
      <div {...menuProps}>
        {shown &&
          groups.map((group) => {
            const members = items.filter((item) => item.group === group);
            const title = t(`search.group.${group === 'otherwise' && unsure ? 'unsure' : group}`);
            return (
              <div key={group} role="group" aria-label={title} className="findings__group">
                <div className="findings__title" aria-hidden="true">
                  {title}
                </div>
                {members.map((item) => {
                  const index = items.indexOf(item);
                  return (
                    <div
                      key={item.key}
                      {...box.getItemProps({ item, index })}
                      className={index === box.highlightedIndex ? 'finding finding--here' : 'finding'}
                    >
                      <FindingLine item={item} />
                    </div>
                  );
                })}
              </div>
            );
          })}
      </div>
    </section>
  );
}
