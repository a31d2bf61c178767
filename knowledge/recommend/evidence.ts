/** What happened with one item, by the stage leads stood at then, inside the audience or outside of it. */
export interface ContentFigures {
  item: string;
  stage: string;
  inside: boolean;
  /** Emails with it. */
  sent: number;
  delivered: number;
  clicked: number;
  /** Moved to a later stage within the days that count. */
  progressed: number;
  /** Leads that took it up by themselves. */
  taken: number;
  takenProgressed: number;
}

export type Counts = Omit<ContentFigures, 'item' | 'stage' | 'inside'>;

/** A prior weighs as much as this many emails: three lucky clicks do not win. */
export const priorWeight = 50;

/** Mean of the Beta posterior: `prior` is the rate expected before any count. */
export function smoothed(hits: number, of: number, prior: number): number {
  return (hits + priorWeight * prior) / (of + priorWeight);
}

export interface Evidence {
  /** 0-1; 0.5: no better or worse than others there, or nothing known. */
  worked: number;
  /** In the audience at the stage. */
  here: Counts;
  /** At any stage, whoever it was sent to. */
  everywhere: Counts;
}

/** Each with its hits and what they are of, and how much it counts. Opens are not among them: machines open too. */
const measures = [
  { hits: 'clicked', of: 'delivered', weight: 0.4 },
  { hits: 'progressed', of: 'delivered', weight: 0.4 },
  { hits: 'takenProgressed', of: 'taken', weight: 0.2 },
] as const;

/**
 * How well items worked for an audience at a stage. What is expected of an item is drawn from all counts, then from
 * those of the stage, of the audience there, and of the item elsewhere; its own counts there pull away from that as
 * far as they are many.
 */
export function weighFigures(figures: readonly ContentFigures[], stage?: string): (item: string) => Evidence {
  const there = stage === undefined ? figures : figures.filter((row) => row.stage === stage);
  const all = sum(figures);
  const atStage = sum(there);
  const inside = sum(there.filter((row) => row.inside));
  const byItem = Map.groupBy(there, ({ item }) => item);
  const anywhere = Map.groupBy(figures, ({ item }) => item);
  return (item) => {
    const rows = byItem.get(item) ?? [];
    const here = sum(rows.filter((row) => row.inside));
    const elsewhere = sum(rows.filter((row) => !row.inside));
    const worked = measures.reduce((total, { hits, of, weight }) => {
      const library = all[of] === 0 ? 0 : all[hits] / all[of];
      if (library === 0) return total + weight * 0.5;
      const ofStage = smoothed(atStage[hits], atStage[of], library);
      const ofAudience = smoothed(inside[hits], inside[of], ofStage);
      const itemElsewhere = smoothed(elsewhere[hits], elsewhere[of], ofStage);
      const expected = Math.min(1, ofAudience * (itemElsewhere / ofStage));
      const lift = smoothed(here[hits], here[of], expected) / ofAudience;
      return total + weight * (lift / (1 + lift));
    }, 0);
    return { worked, here, everywhere: sum(anywhere.get(item) ?? []) };
  };
}

export function sum(rows: readonly ContentFigures[]): Counts {
  const total: Counts = { sent: 0, delivered: 0, clicked: 0, progressed: 0, taken: 0, takenProgressed: 0 };
  for (const row of rows) for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += row[key];
  return total;
}
