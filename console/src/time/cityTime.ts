import { useTranslation } from 'react-i18next';
import { Temporal } from 'temporal-polyfill';
import { useSession } from '../session/session';
import { useNow } from './serverTime';

/** How a language writes its times. English is written as the city's forms do: 2:00 PM, Thu 26 Nov. */
const CLOCK_LOCALE: Record<string, string> = { en: 'en-US', fr: 'fr-CA' };
const DAY_LOCALE: Record<string, string> = { en: 'en-GB', fr: 'fr-CA' };
/** From here on a time that is left is said in hours and minutes. */
const MINUTES_ALONE = 90;
/** What comes within hours is said in hours across midnight too. */
const HOURS_ALONE = 4 * 60;
const localeOf = (locales: Record<string, string>, language: string) => locales[language] ?? locales.en!;

function dayParts(at: Temporal.ZonedDateTime, language: string, withYear: boolean) {
  const parts = new Intl.DateTimeFormat(localeOf(DAY_LOCALE, language), {
    timeZone: at.timeZoneId,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
  }).formatToParts(at.epochMilliseconds);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return [part('weekday'), part('day'), part('month'), part('year')].filter(Boolean).join(' ');
}

/** The sentences about times of this city in this language: always with the day. */
export function useCityTime() {
  const { t, i18n } = useTranslation('time');
  const { city } = useSession();
  const now = useNow();
  const today = now.toZonedDateTimeISO(city.zone).toPlainDate();

  const local = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(city.zone);
  const clock = (at: Temporal.ZonedDateTime) =>
    new Intl.DateTimeFormat(localeOf(CLOCK_LOCALE, i18n.language), {
      timeZone: city.zone,
      hour: 'numeric',
      minute: '2-digit',
    })
      .format(at.epochMilliseconds)
      // '12 h 56' stays on one line.
      .replace(/(?<=\d) h /, '\u00a0h\u00a0');

  const daysUntil = (at: Temporal.ZonedDateTime) =>
    at.toPlainDate().since(today, { largestUnit: 'day' }).days;

  const nameOfDay = (at: Temporal.ZonedDateTime) => {
    const day = at.toPlainDate();
    const away = daysUntil(at);
    if (away === 0) return t('today');
    if (away === 1) return t('tomorrow');
    if (away === -1) return t('yesterday');
    return t('day', { day: dayParts(at, i18n.language, day.year !== today.year) });
  };

  /** How long something is, from minutes and the days of the calendar: never more than there is. */
  const span = (minutes: number, days: number) => {
    if (minutes < 1) return t('underAMinute');
    if (minutes < MINUTES_ALONE) return t('minutes', { count: minutes });
    if (days > 0 && minutes >= HOURS_ALONE) return t('days', { count: days });
    const hours = t('hours', { count: Math.floor(minutes / 60) });
    const rest = minutes % 60;
    return rest === 0 ? hours : t('hoursAndMinutes', { hours, minutes: t('minutes', { count: rest }) });
  };

  return {
    now,
    zone: city.zone,
    startOfToday: now.toZonedDateTimeISO(city.zone).startOfDay().toInstant(),
    /** 'Tue 24 Nov', '2:00 PM': what the city's own clock shows. */
    today: t('day', { day: dayParts(local(now.toString()), i18n.language, false) }),
    clock: clock(local(now.toString())),
    /** 'Thu 26 Nov', 'Tue 15 Nov 2022': a day of the city's calendar, from '2022-11-15'. */
    day: (date: string) => {
      const day = Temporal.PlainDate.from(date);
      const parts = dayParts(day.toZonedDateTime(city.zone), i18n.language, day.year !== today.year);
      return t('day', { day: parts });
    },
    /** 'today 2:00 PM', 'Thu 26 Nov, 5:00 PM' */
    at: (instant: string) => {
      const at = local(instant);
      const near = at.toPlainDate().equals(today);
      return t(near ? 'atToday' : 'at', { day: nameOfDay(at), clock: clock(at) });
    },
    /** 'today by 2:00 PM', 'Thu 26 Nov, by 5:00 PM' */
    by: (instant: string) => {
      const at = local(instant);
      const near = at.toPlainDate().equals(today);
      return t(near ? 'byToday' : 'by', { day: nameOfDay(at), clock: clock(at) });
    },
    /** 'today until 5:00 PM', 'until Sat 28 Nov, 6:00 AM' */
    until: (instant: string) => {
      const at = local(instant);
      const near = at.toPlainDate().equals(today);
      return t(near ? 'untilToday' : 'until', { day: nameOfDay(at), clock: clock(at) });
    },
    /** '25 minutes left', '1 hour 35 minutes left', '2 days left' on the day after tomorrow, '3 hours late' */
    left: (instant: string) => {
      const minutes = now.until(Temporal.Instant.from(instant)).total('minutes');
      const days = daysUntil(local(instant));
      return minutes < 0
        ? t('late', { span: span(Math.ceil(-minutes), minutes > -24 * 60 ? 0 : -days) })
        : t('left', { span: span(Math.floor(minutes), days) });
    },
    minutesUntil: (instant: string) => now.until(Temporal.Instant.from(instant)).total('minutes'),
    /** The wall time of an instant as forms hold it: 2026-11-24T14:00 */
    wall: (instant: string) => local(instant).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    /** The instant of a wall time of this city; of a doubled one the first, of a missing one after the gap. */
    instant: (wall: string) =>
      Temporal.PlainDateTime.from(wall).toZonedDateTime(city.zone).toInstant().toString(),
  };
}
