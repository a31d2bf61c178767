/** Type ids of the wire protocol whose values both drivers must give alike. */
const oids = { int8: 20, numeric: 1700, timestamptz: 1184, date: 1082, json: 114, jsonb: 3802 };

/** `2026-01-31 08:15:00.123+00` (sessions run in UTC) to milliseconds since 1970. */
export function instantOf(text: string): number {
  const iso = `${text.slice(0, 10)}T${text.slice(11)}`;
  return Date.parse(iso.endsWith('+00') ? `${iso.slice(0, -3)}Z` : iso);
}

/** By type id: how a value's text becomes what callers see. bigint and numeric as numbers, instants as ms, json parsed. */
export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [oids.int8]: Number,
  [oids.numeric]: Number,
  [oids.timestamptz]: instantOf,
  [oids.date]: (text) => text,
  [oids.json]: (text) => JSON.parse(text),
  [oids.jsonb]: (text) => JSON.parse(text),
};
