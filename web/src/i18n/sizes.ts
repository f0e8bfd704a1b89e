/** Sizes of files as people say them: decimal, in the reader's language. */

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "1.4 MB", "310 kB". */
export function size(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[unit] ?? "byte",
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: unit > 1 && value < 10 ? 1 : 0,
  }).format(value);
}

/** "42 %", never 100 before it is. */
export function share(part: number, whole: number, locale: string): string {
  const of = whole === 0 ? 1 : part / whole;
  const shown = of >= 1 ? 1 : Math.floor(of * 100) / 100;
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(shown);
}
