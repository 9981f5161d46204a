import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { useSession } from '../session/session';
import { spokenPhone } from '../forms/phone';
import type { Telephone } from './telephone';

export interface Somebody {
  name: string;
  phone: string;
}

export interface Group {
  name: string;
  people: Somebody[];
}

/** Whose telephone an operator rings beside a call, in the order in which they are needed. */
export function useNumbers(telephone: Telephone): Group[] {
  const { t, i18n } = useTranslation('telephone');
  const language = cityLanguage(i18n.language);
  const { staff: me } = useSession();
  const { departments = [], staff = [] } = useCatalogue().data ?? {};
  const phoneOf = (id: number) => staff.find((one) => one.id === id)?.phone;

  const managers = departments.map(({ name, responsible, manager, card }): Somebody => {
    const person = responsible ?? manager;
    const own = phoneOf(person.id);
    const department = name[language];
    return own
      ? { name: t('number.manager', { name: person.name, department }), phone: own }
      : { name: t('number.manager', { name: card.name, department }), phone: card.phone };
  });
  const colleagues = staff.flatMap(({ id, name, phone, role, active }): Somebody[] => {
    const atDesk = role === 'operator' || role === 'supervisor';
    return active && phone && atDesk && id !== me.id ? [{ name, phone }] : [];
  });
  const emergency = telephone.emergency.map(({ kind, phone }): Somebody => ({
    name: t(`number.${kind}` as 'number.911', { defaultValue: kind }),
    phone,
  }));
  const interpreter = telephone.interpreter
    ? [{ name: t('number.interpreter'), phone: telephone.interpreter }]
    : [];
  return [
    { name: t('number.emergencies'), people: emergency },
    { name: t('number.interpreters'), people: interpreter },
    { name: t('number.departments'), people: managers },
    { name: t('number.colleagues'), people: colleagues },
  ].filter(({ people }) => people.length > 0);
}

/** Whose number that is, else the number. */
export function whoseNumber(groups: Group[], phone: string): string {
  const known = groups.flatMap(({ people }) => people).find((one) => one.phone === phone);
  return known?.name ?? spokenPhone(phone);
}
