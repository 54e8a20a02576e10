// Writes times of day and days. Pure: the present moment and the language come in as arguments.

/** Local midnight, `days` days before the day of `ms`. @param {number} ms @param {number} days */
export function midnight(ms, days) {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
}

/** The time of day, such as `09:41`. @param {number} ms @param {string} locale */
export function clock(ms, locale) {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);
}

/** A time for logs: the time of day, with a short date before today, such as `22 Nov 09:41`. @param {number} ms @param {number} nowMs @param {string} locale */
export function stamp(ms, nowMs, locale) {
  if (ms >= midnight(nowMs, 0)) return clock(ms, locale);
  return `${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(ms)} ${clock(ms, locale)}`;
}

/** A moment to the millisecond, such as `28 Nov 2026, 09:41:07.123`. @param {number} ms @param {string} locale */
export function exactTime(ms, locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(ms) + `.${String(ms % 1000).padStart(3, '0')}`;
}

/** A day that is told as `2027-01-31`, such as `31 Jan 2027`. @param {string} day @param {string} locale */
export function calendarDay(day, locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));
}

/** A day for lists, such as `12 October`. @param {number} ms @param {number} nowMs @param {string} locale */
export function shortDay(ms, nowMs, locale) {
  if (ms >= midnight(nowMs, 0)) return clock(ms, locale);
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) };
  return new Intl.DateTimeFormat(locale, shape).format(ms);
}
