import { useTranslation } from 'react-i18next';
import { Temporal } from 'temporal-polyfill';
import { useSession } from '../session/session';
import { useNow } from './serverTime';

/** How a language writes its times. English is written as the city's forms do: 2:00 PM, Thu 26 Nov. */
const CLOCK_LOCALE: Record<string, string> = { en: 'en-US', fr: 'fr-CA' };
const DAY_LOCALE: Record<string, string> = { en: 'en-GB', fr: 'fr-CA' };
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
    }).format(at.epochMilliseconds);

  const nameOfDay = (at: Temporal.ZonedDateTime) => {
    const day = at.toPlainDate();
    const away = day.since(today, { largestUnit: 'day' }).days;
    if (away === 0) return t('today');
    if (away === 1) return t('tomorrow');
    if (away === -1) return t('yesterday');
    return t('day', { day: dayParts(at, i18n.language, day.year !== today.year) });
  };

  return {
    now,
    zone: city.zone,
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
    /** 'in 25 minutes', '3 hours late' */
    left: (instant: string) => {
      const minutes = Math.round(now.until(Temporal.Instant.from(instant)).total('minutes'));
      const late = minutes < 0;
      const count = Math.abs(minutes);
      if (count < 60) return t(late ? 'minutesLate' : 'minutesLeft', { count });
      const hours = Math.round(count / 60);
      if (hours < 24) return t(late ? 'hoursLate' : 'hoursLeft', { count: hours });
      return t(late ? 'daysLate' : 'daysLeft', { count: Math.round(hours / 24) });
    },
    minutesUntil: (instant: string) => now.until(Temporal.Instant.from(instant)).total('minutes'),
    /** The wall time of an instant as forms hold it: 2026-11-24T14:00 */
    wall: (instant: string) => local(instant).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    /** The instant of a wall time of this city; of a doubled one the first, of a missing one after the gap. */
    instant: (wall: string) =>
      Temporal.PlainDateTime.from(wall).toZonedDateTime(city.zone).toInstant().toString(),
  };
}
