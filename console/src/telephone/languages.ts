import { useTranslation } from 'react-i18next';
import { cityLanguage } from '../i18n';
import type { Option } from '../forms/fields';

/** What is interpreted most in cities here, by ISO 639; signed languages too. */
const INTERPRETED = (
  'am ar ase bn cr de el es fa fcs fil fr gu he hi hmn hr ht hu hy it iu ja km ko ku lo my ne oj om pa ' +
  'pl ps pt ro ru si sk so sq sr sw ta te th ti tr uk ur uz vi yue zh en'
).split(' ');

/** The names of languages as this person reads them. */
export function useLanguages(): { nameOf: (code: string) => string; options: Option[] } {
  const { i18n } = useTranslation();
  const reader = cityLanguage(i18n.language);
  const names = new Intl.DisplayNames(reader, { type: 'language' });
  const nameOf = (code: string) => names.of(code) ?? code;
  const options = INTERPRETED.map((value) => ({ value, text: nameOf(value) }));
  return { nameOf, options: options.sort((a, b) => a.text.localeCompare(b.text, reader)) };
}
