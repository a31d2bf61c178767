import { benjaminiHochberg } from '../../statistics/benjamini-hochberg.ts';
import { compareShares } from '../../statistics/compare-shares.ts';
import type { Content, ContentFigures } from '../dashboard.ts';
import type { Figure } from '../figure.ts';
import type { Frame } from '../frame.ts';
import { figure, share } from '../measured.ts';
import { type CountRow, countRows } from '../sql/count-rows.ts';
import { countTakes } from '../sql/count-takes.ts';

const shown = 5;

/**
 * The items that did best and those that did worse than the library as a whole. The best are those whose engagement is
 * surely high (by the lower end of its interval); "under" is only what lies below the library's rate with its whole
 * interval and in a test corrected for all items.
 */
export async function content({ db, scope, now }: Frame): Promise<Content> {
  const { period } = now;
  const counts = await countRows(db, 'daily_emails', scope, { period, by: 'item' });
  const takes = await countTakes(db, scope, now);
  const items = new Map<string, ContentFigures>();
  const taken = new Map(takes.map(({ item, leads, progressed }) => [item, { leads, progressed }]));
  for (const [item, rows] of Map.groupBy(counts, ({ part }) => part))
    items.set(item, { item, ...figuresOf(rows), taken: taken.get(item) ?? { leads: 0, progressed: 0 } });
  const library = figuresOf(counts);
  const known = [...items.values()].filter(({ engagement }) => engagement.value !== null);
  const adjusted = benjaminiHochberg(
    known.map(({ engagement }) => compareShares(engagement, others(library.engagement, engagement))),
  );
  const isUnder = ({ engagement }: ContentFigures, at: number) =>
    (engagement.high as number) < (library.engagement.value ?? 0) && (adjusted[at] as number) <= 0.05;
  const low = ({ engagement }: ContentFigures) => engagement.low ?? 0;
  const high = ({ engagement }: ContentFigures) => engagement.high ?? 1;
  const under = known.filter(isUnder);
  return {
    library,
    top: known
      .filter((one) => !under.includes(one))
      .toSorted((a, b) => low(b) - low(a) || (a.item < b.item ? -1 : 1))
      .slice(0, shown),
    under: under.toSorted((a, b) => high(a) - high(b) || (a.item < b.item ? -1 : 1)).slice(0, shown),
  };
}

function figuresOf(
  rows: readonly CountRow<'daily_emails'>[],
): Pick<ContentFigures, 'engagement' | 'progression'> {
  const sum = (counter: 'delivered' | 'clicked' | 'progressed') =>
    rows.reduce((total, row) => total + row[counter], 0);
  return {
    engagement: figure('click', share(sum('clicked'), sum('delivered'))),
    progression: figure('email_progression', share(sum('progressed'), sum('delivered'))),
  };
}

/** The library without the item: an item that makes up most of it would hide behind itself. */
function others(all: Figure, one: Figure) {
  return {
    numerator: all.numerator - one.numerator,
    denominator: all.denominator - one.denominator,
  };
}
