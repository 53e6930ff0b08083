// Days, months and years: how a span of time is cut into bins, and how it is told in words. A day is
// its number from 1970-01-01 on; the calendar is the Gregorian one, without time zones.

const DAY = 86_400_000;
/** @type {{ name: string, days?: number, months?: number }[]} */
const UNITS = [
  { name: "day", days: 1 }, { name: "week", days: 7 }, { name: "month", months: 1 }, { name: "quarter", months: 3 },
  { name: "year", months: 12 }, { name: "decade", months: 120 }, { name: "century", months: 1200 },
];

function dateOf(day) {
  return new Date(day * DAY);
}

function dayOf(year, month, day = 1) {
  return Math.round(new Date(0).setUTCFullYear(year, month, day) / DAY);
}

/** The first day of the week, month, ... in which a day is; of one `later` on with that number. */
function startOf(day, { days, months }, later = 0) {
  if (days) {
    const monday = 3; // 1970-01-01 was a Thursday
    return day - (days === 1 ? 0 : (((day + monday) % days) + days) % days) + later * days;
  }
  const date = dateOf(day);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return dayOf(0, (Math.floor(month / months) + later) * months);
}

/** The starts of all units from that of `first` to that of `last`, and the end; not many more than `most`. */
function startsBetween(first, last, unit, most) {
  const starts = [startOf(first, unit)];
  while (starts.at(-1) <= last && starts.length < most + 3) starts.push(startOf(starts.at(-1), unit, 1));
  return starts;
}

/** The finest bins that are at most so many: their starts, and the end of the last. */
function binStarts(first, last, most) {
  const cuts = UNITS.map((unit) => ({ unit, starts: startsBetween(first, last, unit, most) }));
  return cuts.find(({ starts }) => starts.length <= most + 1) ?? cuts.at(-1);
}

/** A few days with words for them, as far apart as `most` marks on the whole allow. */
function ticksOf(first, last, { unit }, most) {
  for (const each of UNITS.slice(UNITS.indexOf(unit))) {
    const starts = startsBetween(first, last, each, most).filter((day) => day >= first && day <= last);
    if (starts.length <= most) return starts.map((day, at) => ({ day, text: tickText(day, each, at === 0) }));
  }
  return [];
}

const tickFormat = (form) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...form });
const TICKS = {
  year: tickFormat({ year: "numeric" }),
  month: tickFormat({ month: "short" }),
  monthYear: tickFormat({ month: "short", year: "numeric" }),
  day: tickFormat({ day: "numeric", month: "short" }),
  dayYear: tickFormat({ day: "numeric", month: "short", year: "numeric" }),
};

/**
 * The year is told at the first mark and where a new one begins.
 * @param {{ days?: number, months?: number }} unit
 */
function tickText(day, unit, isFirst) {
  const { days, months } = unit;
  const date = dateOf(day);
  if (!days && months >= 12) return TICKS.year.format(date);
  const isNew = isFirst || date.getUTCMonth() === 0 && date.getUTCDate() <= (days ?? 1);
  if (days) return (isNew ? TICKS.dayYear : TICKS.day).format(date);
  return (isNew ? TICKS.monthYear : TICKS.month).format(date);
}

const LONG = {
  year: tickFormat({ year: "numeric" }),
  month: tickFormat({ month: "long", year: "numeric" }),
  day: tickFormat({ day: "numeric", month: "long", year: "numeric" }),
};

/** How exactly two days must be told: a whole year needs only the year. */
function exactness(from, to) {
  const whole = (unit) => (from === null || startOf(from, unit) === from) &&
    (to === null || startOf(to + 1, unit) === to + 1);
  if (whole(UNITS[4])) return "year";
  return whole(UNITS[2]) ? "month" : "day";
}

/** A span in words: "March – May 2019", "until 2018"; an end that is null is open. */
function spanText({ from, to }) {
  const format = LONG[exactness(from, to)];
  if (from === null) return `until ${format.format(dateOf(to))}`;
  if (to === null) return `from ${format.format(dateOf(from))} on`;
  return format.formatRange(dateOf(from), dateOf(to));
}

/** In the address: `2019`, `2019-03..2019-05`, `..2018`, and back. */
const spanForm = {
  write: ({ from, to }) => {
    const length = { year: -6, month: -3, day: undefined }[exactness(from, to)];
    const iso = (day) => (day === null ? "" : dateOf(day).toISOString().slice(0, 10).slice(0, length));
    return from !== null && iso(from) === iso(to) ? iso(from) : `${iso(from)}..${iso(to)}`;
  },
  read: (text) => {
    const [start, end = start] = text.split("..");
    const [first, last] = [daysOf(start), daysOf(end)];
    if (first === undefined || last === undefined || (first === null && last === null)) return undefined;
    const span = { from: first?.from ?? null, to: last?.to ?? null };
    return span.from !== null && span.to !== null && span.from > span.to ? undefined : span;
  },
};

/** The first and the last day of 2019, 2019-03 or 2019-03-05; null of nothing, undefined of nonsense. */
function daysOf(text) {
  if (!text) return null;
  const [, year, month, day] = (text.match(/^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/) ?? []).map(Number);
  if (!(year >= 1) || month === 0 || month > 12) return undefined;
  if (!month) return { from: dayOf(year, 0), to: dayOf(year + 1, 0) - 1 };
  const [first, last] = [dayOf(year, month - 1), dayOf(year, month) - 1];
  if (Number.isNaN(day)) return { from: first, to: last };
  const exactly = first + day - 1;
  return day >= 1 && exactly <= last ? { from: exactly, to: exactly } : undefined;
}
