import { addDates, type DatesByStage } from './dates.ts';
import { addPath, emptyFigures, type Figures } from './figures.ts';
import { partingOf } from './parting.ts';
import type { PathEntry } from './path-entry.ts';
import type { LeadRun } from './run-lead.ts';
import type { Bound, ChangedPath } from './types.ts';

/** Entries of a changed path that are shown. */
const shown = 20;
export const bounds = ['none', 'observed'] as const;

/** What came of some leads: plain data, of which two can be added up. */
export interface Tally {
  counts: { leads: number; skipped: number; inputs: number; changed: number; decideMs: number };
  recorded: Figures;
  base: Record<Bound, Figures>;
  proposed: Record<Bound, Figures>;
  dates: Record<Bound, DatesByStage>;
  samples: ChangedPath[];
}

export function emptyTally(): Tally {
  const both = () => ({ none: emptyFigures(), observed: emptyFigures() });
  return {
    counts: { leads: 0, skipped: 0, inputs: 0, changed: 0, decideMs: 0 },
    recorded: emptyFigures(),
    base: both(),
    proposed: both(),
    dates: { none: {}, observed: {} },
    samples: [],
  };
}

/** Adds one lead; its path is kept where it changes and fewer than `samples` are. */
export function addLead(tally: Tally, lead: string, run: LeadRun, samples: number): void {
  const { counts, recorded, base, proposed, dates } = tally;
  counts.leads++;
  counts.inputs += run.inputs;
  addPath(recorded, run.recorded, undefined);
  for (const bound of bounds) {
    addPath(base[bound], run.base[bound].path, run.base[bound].end);
    addPath(proposed[bound], run.proposed[bound].path, run.proposed[bound].end);
    addDates(dates[bound], run.base[bound].path, run.proposed[bound].path);
  }
  const difference = differenceOf(run);
  if (!difference) return;
  counts.changed++;
  if (tally.samples.length < samples) tally.samples.push({ lead, ...difference });
}

/** Puts the tallies together, in their order. */
export function sumOf(tallies: readonly Tally[], samples: number): Tally {
  const sum = emptyTally();
  for (const { samples: more, ...counted } of tallies) {
    addCounts(sum as unknown as Counts, counted as unknown as Counts);
    sum.samples.push(...more.slice(0, samples - sum.samples.length));
  }
  return sum;
}

interface Counts {
  [name: string]: number | Counts;
}

function addCounts(sum: Counts, more: Counts): void {
  for (const [name, value] of Object.entries(more)) {
    if (typeof value === 'number') sum[name] = ((sum[name] as number | undefined) ?? 0) + value;
    else {
      sum[name] ??= {};
      addCounts(sum[name] as Counts, value);
    }
  }
}

/** From the first entry at which the sides differ, under the bound under which they first do. */
function differenceOf(
  run: LeadRun,
): { base: readonly PathEntry[]; proposed: readonly PathEntry[] } | undefined {
  for (const bound of bounds) {
    const base = run.base[bound].path.entries;
    const proposed = run.proposed[bound].path.entries;
    const n = partingOf(base, proposed);
    if (n !== undefined) return { base: base.slice(n, n + shown), proposed: proposed.slice(n, n + shown) };
  }
  return undefined;
}
