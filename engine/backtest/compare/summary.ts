import type { Program } from '../../program/schema.ts';
import type {
  Compared,
  DatesCompared,
  PathStep,
  PlanBacktest,
  SegmentCompared,
  TrackCompared,
} from '../../runtime/changes/plan/plan-backtest.ts';
import { type Figures, type SegmentFigures, scoreBand, type TrackFigures } from './figures.ts';
import type { PathEntry } from './path-entry.ts';
import type { BacktestReport } from './types.ts';

/** Of each side of a path that is told. */
const mostSteps = 4;

/** What of a report people read first. Titles are those of the first of the programs that has them. */
export function summaryOf(
  report: BacktestReport,
  version: number,
  programs: readonly Program[],
): PlanBacktest {
  const { from, to, leads, of, changed, recorded, base, dates, samples } = report;
  const compare = comparing(report);
  const steps = (entries: readonly PathEntry[]) =>
    entries.slice(0, mostSteps).map((entry) => withTitle(entry, programs));
  return {
    from,
    to,
    version,
    leads,
    of,
    changed,
    figures: figures.map(([name, read]) => ({
      of: name,
      recorded: read(recorded),
      ...compare(read),
      base: read(base.none),
    })),
    held: namesIn(report, ({ held }) => held).flatMap((reason) =>
      differing(compare(({ held }) => held[reason] ?? 0)).map((row) => ({ reason, ...row })),
    ),
    scores: bandsIn(report).flatMap((band) =>
      differing(compare(({ scores }) => scores[String(band)] ?? 0)).map((row) => ({ from: band, ...row })),
    ),
    scoreBand,
    tracks: namesIn(report, ({ tracks }) => tracks).flatMap((track) => trackOf(track, compare, programs)),
    segments: namesIn(report, ({ segments }) => segments).flatMap((segment) =>
      segmentOf(segment, compare, programs),
    ),
    dates: Object.entries(dates.none)
      .sort()
      .flatMap(([stage, { same: _, ...moved }]): DatesCompared[] =>
        moved.earlier + moved.later + moved.new + moved.gone === 0 ? [] : [{ stage, ...moved }],
      ),
    samples: samples.map(({ lead }) => lead),
    paths: samples.map((sample) => ({
      lead: sample.lead,
      base: steps(sample.base),
      proposed: steps(sample.proposed),
    })),
  };
}

type Read = (figures: Figures) => number;

const figures: readonly [PlanBacktest['figures'][number]['of'], Read][] = [
  ['emails', ({ emails }) => emails],
  ['enrolments', ({ enrolments }) => enrolments],
  ['goals', ({ ends }) => ends.goal ?? 0],
  ['mql', ({ reached }) => reached.mql ?? 0],
  ['sql', ({ reached }) => reached.sql ?? 0],
];

/** Where nobody answers what was not sent, the program in force is nearest to what happened: it stands for the base. */
function comparing({ base, proposed }: BacktestReport): (read: Read) => Compared {
  return (read) => ({
    base: read(base.none),
    proposed: [read(proposed.none), read(proposed.observed)],
  });
}

function differing(row: Compared): Compared[] {
  return row.proposed.some((value) => value !== row.base) ? [row] : [];
}

function trackOf(
  track: string,
  compare: (read: Read) => Compared,
  programs: readonly Program[],
): TrackCompared[] {
  const of = (read: (track: TrackFigures) => number) =>
    differing(compare(({ tracks }) => (tracks[track] ? read(tracks[track]) : 0)))[0];
  const row = onlyKnown({
    emails: of(({ emails }) => emails),
    enrolments: of(({ enrolments }) => enrolments),
    goals: of(({ goals }) => goals),
    exits: of(({ exits }) => exits),
    held: of(({ held }) => Object.values(held).reduce((sum, n) => sum + n, 0)),
  });
  if (Object.keys(row).length === 0) return [];
  return [{ track, title: titleOf(programs, ({ tracks }) => tracks[track]) ?? track, ...row }];
}

function segmentOf(
  segment: string,
  compare: (read: Read) => Compared,
  programs: readonly Program[],
): SegmentCompared[] {
  const of = (read: (segment: SegmentFigures) => number) =>
    differing(compare(({ segments }) => (segments[segment] ? read(segments[segment]) : 0)))[0];
  const row = onlyKnown({
    leads: of(({ leads }) => leads),
    emails: of(({ emails }) => emails),
    score: of(({ leads, points }) => Math.round((10 * points) / leads) / 10),
  });
  if (Object.keys(row).length === 0) return [];
  return [{ segment, title: titleOf(programs, ({ segments }) => segments[segment]) ?? segment, ...row }];
}

function onlyKnown<T extends string>(row: Record<T, Compared | undefined>): Partial<Record<T, Compared>> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Partial<
    Record<T, Compared>
  >;
}

/** Every name that any side has, sorted. */
function namesIn(
  { base, proposed }: BacktestReport,
  read: (figures: Figures) => Readonly<Record<string, unknown>>,
): string[] {
  const sides = [base.none, proposed.none, proposed.observed];
  return [...new Set(sides.flatMap((side) => Object.keys(read(side))))].sort();
}

function bandsIn(report: BacktestReport): number[] {
  return namesIn(report, ({ scores }) => scores)
    .map(Number)
    .sort((a, b) => a - b);
}

function withTitle({ at, did, what, detail }: PathEntry, programs: readonly Program[]): PathStep {
  const named = did === 'email' || did === 'enrol' || did === 'end';
  const title = named ? titleOf(programs, ({ tracks }) => tracks[what]) : undefined;
  return {
    at,
    did,
    what,
    ...(title !== undefined && { title }),
    ...(detail !== undefined && { detail }),
  };
}

function titleOf(
  programs: readonly Program[],
  find: (program: Program) => { title: string } | undefined,
): string | undefined {
  return programs.map(find).find((thing) => thing !== undefined)?.title;
}
