// Words that steps are made of: people, times, results.
import { defineParameterType } from '@cucumber/cucumber';
import { DEPARTMENTS, RESIDENTS, STAFF } from '../../support/cast.mjs';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Full names before first names, so that the longer one is taken. */
const namesOf = (people) =>
  [...people.map(({ name }) => name), ...people.map(({ name }) => name.split(' ')[0])].map(escape).join('|');

defineParameterType({ name: 'staff', regexp: new RegExp(namesOf(STAFF)), transformer: (name) => name });
defineParameterType({
  name: 'resident',
  regexp: new RegExp(namesOf(RESIDENTS)),
  transformer: (name) => name,
});
defineParameterType({
  name: 'department',
  regexp: new RegExp(DEPARTMENTS.map(escape).join('|')),
  transformer: (name) => name,
});
defineParameterType({ name: 'clock', regexp: /\d\d:\d\d/, transformer: (text) => text });
defineParameterType({
  name: 'day',
  regexp: /(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}/,
  transformer: dateOf,
});

/** "Tuesday 24 November 2026" as "2026-11-24"; the weekday must be the true one. */
function dateOf(text) {
  const [weekday, day, month, year] = text.split(' ');
  const index = MONTHS.indexOf(month);
  if (index < 0) throw new Error(`${month} is no month`);
  const date = new Date(Date.UTC(Number(year), index, Number(day)));
  const real = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
  if (real !== weekday) throw new Error(`${text} is a ${real}`);
  return date.toISOString().slice(0, 10);
}

/** "information not held" as the interface writes it. */
export const slug = (words) => words.trim().toLowerCase().replaceAll(' ', '_');
