/** Dates and times as the reader's language writes them, in the reader's own time zone. */

/** A day written out: "22 December 2026". */
export function day(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(instant));
}

/** A day and the minute, with the zone it is meant in ("GMT−5" is set so that it doesn't break in two). */
export function minute(instant: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).formatToParts(new Date(instant));
  return parts.map(({ type, value }) => (type === "timeZoneName" ? value.replace("-", "\u2212") : value)).join("");
}

/** Short, for lists: the time today, the date else. */
export function brief(instant: string, locale: string, now: Date = new Date()): string {
  const at = new Date(instant);
  const today = at.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(
    locale,
    today
      ? { hour: "numeric", minute: "2-digit" }
      : { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" },
  ).format(at);
}

/** Names in a row: "A, B and C". */
export function listed(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
