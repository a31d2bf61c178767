import type { Queryable } from '../../../db/connection.ts';
import { readState } from '../facts/sql/state.ts';
import type { Period } from '../period.ts';
import { attribute, type CreditRow, type Touch } from './attribute.ts';
import { type ConversionKind, selectConversions } from './sql/select-conversions.ts';
import { selectTouches } from './sql/select-touches.ts';

export { type AttributionModel, attributionModels } from './models.ts';
export { type ConversionKind, conversionKinds } from './sql/select-conversions.ts';

/** What credit is summed by; `kind` is that of the item, which the library knows. */
export const attributionBy = ['item', 'track', 'stage', 'kind'] as const;
export type AttributionBy = (typeof attributionBy)[number];

/** Touches of somebody who was not on a track then. */
export const byThemselves = '(by themselves)';

export interface Attribution extends Period {
  /** Until when the log is counted in; 0 while it has never all been. */
  asOf: number;
  of: ConversionKind;
  by: AttributionBy;
  lookbackDays: number;
  /** Of all leads those that were looked at, 0-1: below 1 where there was too much to look at. */
  share: number;
  conversions: number;
  /** In hundredths of the currency. */
  cents: number;
  /** Those that no touch led to, newest first, and how much money they are. */
  untouched: { count: number; cents: number; leads: { lead: string; at: number }[] };
  rows: CreditRow[];
  notes: string[];
}

export interface AttributionQuery extends Period {
  of: ConversionKind;
  by: AttributionBy;
  lookbackDays: number;
  /** Of items, by the library. */
  kindOf?: (item: string) => string;
}

/** Untouched conversions that are named. */
const mostNamed = 10;

/**
 * Who gets the credit for what was won in a period, by all five models side by side. Associative: that a touch came
 * before a deal does not say that the deal came of it. Reads facts only.
 */
export async function attribution(db: Queryable, query: AttributionQuery): Promise<Attribution> {
  const { of, by, from, to, lookbackDays } = query;
  const { conversions, share } = await selectConversions(db, of, query);
  const touches = await selectTouches(db, conversions, query);
  const { rows, untouched } = attribute(conversions, touches, keyOf(query));
  const cents = (all: readonly { cents: number | null }[]) =>
    all.reduce((sum, one) => sum + (one.cents ?? 0), 0);
  const leads = new Map(conversions.map(({ id, lead }) => [id, lead]));
  const { asOf = 0 } = await readState(db);
  return {
    asOf,
    from,
    to,
    of,
    by,
    lookbackDays,
    share,
    conversions: conversions.length,
    cents: cents(conversions),
    untouched: {
      count: untouched.length,
      cents: cents(untouched),
      leads: untouched
        .toReversed()
        .slice(0, mostNamed)
        .map(({ id, at }) => ({ lead: leads.get(id) as string, at })),
    },
    rows,
    notes: notes(query, share),
  };
}

function keyOf({ by, kindOf }: AttributionQuery): (touch: Touch) => string {
  switch (by) {
    case 'item':
      return ({ item }) => item;
    case 'track':
      return ({ track }) => track ?? byThemselves;
    case 'stage':
      return ({ stage }) => stage;
    case 'kind':
      return ({ item }) => kindOf?.(item) ?? 'unknown';
  }
}

function notes({ of, lookbackDays }: AttributionQuery, share: number): string[] {
  return [
    'Associative: a touch came before what was won, which does not say that it caused it. Only a hold-out or an experiment can.',
    of === 'won'
      ? `Touches of all leads of the deal’s account within ${lookbackDays} days before it; without an account, of the lead alone.`
      : `Touches of the lead itself within ${lookbackDays} days before.`,
    'A touch is a delivered email that was clicked, or an item that a lead took up by itself. Opens, meetings and demo requests are none.',
    ...(share < 1 ? [`Of ${Math.round(share * 256)} of 256 parts of the leads, an even sample.`] : []),
  ];
}
