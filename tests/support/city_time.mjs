// Wall time of the demo city, reckoned without the server's help so that the two can disagree.

const MINUTE = 60_000;
const formats = new Map();

function partsAt(zone, instant) {
  if (!formats.has(zone)) {
    formats.set(
      zone,
      new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        weekday: 'long',
      }),
    );
  }
  const parts = formats.get(zone).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** "2026-11-24T14:00" as the clocks of `zone` show `instant`. */
export function localOf(zone, instant) {
  const { year, month, day, hour, minute } = partsAt(zone, new Date(instant));
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** "Tuesday" at `instant` in `zone`. */
export const weekdayOf = (zone, instant) => partsAt(zone, new Date(instant)).weekday;

/** Every instant at which the clocks of `zone` show `local`: none, one or two, earlier first. */
export function instantsOf(zone, local) {
  const naive = Date.parse(`${local}:00Z`);
  const found = [];
  for (let offset = -14 * 60; offset <= 14 * 60; offset += 15) {
    const candidate = naive + offset * MINUTE;
    if (localOf(zone, candidate) === local) found.push(candidate);
  }
  return found.sort((a, b) => a - b).map((time) => new Date(time));
}

/** The one instant at which the clocks of `zone` show `local`; of two the earlier. */
export function instantOf(zone, local) {
  const [first] = instantsOf(zone, local);
  if (!first) throw new Error(`${local} does not exist in ${zone}`);
  return first;
}

/** The same local time, `days` working days on: Monday to Friday without the given holidays. */
export function workingDaysLater(local, days, holidays) {
  const [date, time] = local.split('T');
  const at = new Date(`${date}T00:00:00Z`);
  for (let left = days; left > 0;) {
    at.setUTCDate(at.getUTCDate() + 1);
    const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
    if (!weekend && !holidays.includes(at.toISOString().slice(0, 10))) left -= 1;
  }
  return `${at.toISOString().slice(0, 10)}T${time}`;
}

/** What the server takes as an instant. */
export const rfc3339 = (instant) => new Date(instant).toISOString();
