import { type AttributionModel, attributionModels, creditsOf } from './models.ts';

/** A deal, a demo request or a lead that sales took up. */
export interface Conversion {
  id: string;
  at: number;
  /** In hundredths of the currency; null where none was told. */
  cents: number | null;
}

/** What marketing did, and a person of the account answered. */
export interface Touch {
  conversion: string;
  at: number;
  /** `email`: delivered and clicked, at the click; `content`: taken up by itself. */
  by: 'email' | 'content';
  item: string;
  /** The track that led to it; null of what a lead took up without an email. */
  track: string | null;
  /** The journey stage of the lead then. */
  stage: string;
}

/** One conversion is a million parts, so that what is shared sums to it exactly. */
export const wholeConversion = 1_000_000;

export interface Credit {
  /** Parts of a million of a conversion. */
  parts: number;
  cents: number;
}

export interface CreditRow {
  key: string;
  credits: Record<AttributionModel, Credit>;
  touches: number;
  /** Conversions with at least one of its touches. */
  conversions: number;
  /** The models that give it most and least conversions: of equals the first. */
  most: AttributionModel;
  least: AttributionModel;
}

export interface Credits {
  rows: CreditRow[];
  /** Without any touch: no model has anybody to give them to. */
  untouched: Conversion[];
}

/**
 * Shares each conversion and its money out among its touches by all models, and sums by `keyOf`. Over all rows the
 * credit of each model is that of the conversions with a touch, to the part and the cent. Most linear credit first.
 */
export function attribute(
  conversions: readonly Conversion[],
  touches: readonly Touch[],
  keyOf: (touch: Touch) => string,
): Credits {
  const of = Map.groupBy(touches, ({ conversion }) => conversion);
  const rows = new Map<string, CreditRow>();
  const untouched: Conversion[] = [];
  for (const conversion of conversions) {
    const path = (of.get(conversion.id) ?? []).toSorted(inOrder);
    if (path.length === 0) untouched.push(conversion);
    const ages = path.map(({ at }) => conversion.at - at);
    const seen = new Set<string>();
    for (const touch of path) {
      const row = rowOf(rows, keyOf(touch));
      row.touches += 1;
      if (!seen.has(row.key)) row.conversions += 1;
      seen.add(row.key);
    }
    for (const model of attributionModels) {
      const parts = creditsOf(model, ages, wholeConversion);
      const cents = creditsOf(model, ages, conversion.cents ?? 0);
      path.forEach((touch, n) => {
        const credit = rowOf(rows, keyOf(touch)).credits[model];
        credit.parts += parts[n] as number;
        credit.cents += cents[n] as number;
      });
    }
  }
  return { rows: [...rows.values()].map(withExtremes).sort(mostFirst), untouched };
}

function rowOf(rows: Map<string, CreditRow>, key: string): CreditRow {
  const known = rows.get(key);
  if (known) return known;
  const none = Object.fromEntries(attributionModels.map((model) => [model, { parts: 0, cents: 0 }]));
  const row: CreditRow = {
    key,
    credits: none as CreditRow['credits'],
    touches: 0,
    conversions: 0,
    most: 'first',
    least: 'first',
  };
  rows.set(key, row);
  return row;
}

function withExtremes(row: CreditRow): CreditRow {
  const parts = (model: AttributionModel) => row.credits[model].parts;
  return {
    ...row,
    most: attributionModels.reduce((best, model) => (parts(model) > parts(best) ? model : best)),
    least: attributionModels.reduce((best, model) => (parts(model) < parts(best) ? model : best)),
  };
}

/** Of touches at one instant the order is that of their words, so that the same log gives the same credit. */
function inOrder(a: Touch, b: Touch): number {
  return (
    a.at - b.at || compare(a.by, b.by) || compare(a.item, b.item) || compare(a.track ?? '', b.track ?? '')
  );
}

function mostFirst(a: CreditRow, b: CreditRow): number {
  return b.credits.linear.parts - a.credits.linear.parts || compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
