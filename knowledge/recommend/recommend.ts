import type { JourneyStage } from '../../engine/program/schema.ts';
import { closeness, fitOf, namesOf } from './audience.ts';
import { diversify } from './diversify.ts';
import { baseOf, type LeftOut, type Limits, leftOutAs, stageFit } from './eligible.ts';
import { type ContentFigures, type Evidence, weighFigures } from './evidence.ts';
import { type Interests, interestIn, sharedTopics } from './relevance.ts';
import type { ShelfItem } from './shelf.ts';

export interface Wanted extends Limits {
  count: number;
  /** How well items answer the words of a goal, 0-1 by id; absent: no goal was named. */
  goal?: ReadonlyMap<string, number>;
  /** What they read so far, in topics. */
  interests: Interests;
  /** What happened with content before. */
  figures: readonly ContentFigures[];
  /** Only when nothing else is left, by id. */
  last?: ReadonlySet<string>;
  /** Written as emails come before what has to be announced. */
  emailsFirst?: boolean;
}

export interface Recommended {
  item: ShelfItem;
  /** 0-1, comparable within one answer; its parts are each 0-1 too. */
  score: number;
  parts: { relevance?: number; stage?: number; audience: number; worked: number };
  /** Why, in words; what it did before stands in `evidence`. */
  reasons: string[];
  evidence: Evidence;
}

export interface Recommendations {
  recommended: Recommended[];
  /** How many items were left out, and why. */
  leftOut: { reason: LeftOut; count: number }[];
  /** The language that stands in, where the library has nothing in that of the audience. */
  insteadIn?: string;
}

const weights = { relevance: 0.3, stage: 0.25, worked: 0.3, audience: 0.15 } as const;
/** More than everything else together. */
const muchWorse = 2;

/**
 * What to send next, best first: only what may be sent to them, by relevance, stage, audience and what worked there,
 * unlike each other. Where the library has nothing in their language, the one it has most of stands in.
 */
export function recommend(shelf: readonly ShelfItem[], wanted: Wanted): Recommendations {
  const main = mainLanguage(shelf);
  const language = wanted.language === undefined ? main : baseOf(wanted.language);
  const has = shelf.some((item) => item.approved && baseOf(item.language) === language);
  if (has || main === undefined)
    return choose(shelf, { ...wanted, ...(language !== undefined && { language }) });
  return { ...choose(shelf, { ...wanted, language: main }), insteadIn: main };
}

function choose(shelf: readonly ShelfItem[], wanted: Wanted): Recommendations {
  const left = new Map<LeftOut, number>();
  const evidenceOf = weighFigures(wanted.figures, wanted.stage);
  const candidates = shelf.flatMap((item): (Recommended & { rank: number })[] => {
    const reason = leftOutAs(item, wanted);
    if (reason !== undefined) {
      left.set(reason, (left.get(reason) ?? 0) + 1);
      return [];
    }
    const evidence = evidenceOf(item.id);
    const parts = partsOf(item, wanted, evidence);
    const score = scoreOf(parts);
    const rank =
      score +
      (wanted.emailsFirst && item.kind === 'email' ? 0.1 : 0) -
      (wanted.last?.has(item.id) ? muchWorse : 0);
    return [{ item, score, rank, parts, reasons: reasonsOf(item, wanted), evidence }];
  });
  const ranked = candidates.map((candidate) => ({
    ...candidate,
    score: candidate.rank,
    shown: candidate.score,
  }));
  return {
    recommended: diversify(ranked, wanted.count).map(({ rank, shown, ...one }) => ({ ...one, score: shown })),
    leftOut: [...left].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
}

function partsOf(item: ShelfItem, wanted: Wanted, { worked }: Evidence): Recommended['parts'] {
  const interest = wanted.interests.size > 0 ? interestIn(item, wanted.interests) : undefined;
  const goal = wanted.goal && (wanted.goal.get(item.id) ?? 0);
  const relevance =
    goal !== undefined && interest !== undefined ? 0.7 * goal + 0.3 * interest : (goal ?? interest);
  return {
    ...(relevance !== undefined && { relevance }),
    ...(wanted.stage !== undefined && { stage: stageFit(item, wanted.stage) }),
    audience: closeness(item, wanted.audience, wanted),
    worked,
  };
}

/** What is not known weighs nothing, and the others so much more. */
function scoreOf(parts: Recommended['parts']): number {
  const known = (Object.keys(weights) as (keyof typeof weights)[]).filter(
    (part) => parts[part] !== undefined,
  );
  const total = known.reduce((sum, part) => sum + weights[part], 0);
  return known.reduce((sum, part) => sum + weights[part] * (parts[part] as number), 0) / total;
}

function reasonsOf(item: ShelfItem, wanted: Wanted): string[] {
  const fit = fitOf(item, wanted.audience, wanted);
  const topics = sharedTopics(item, wanted.interests).slice(0, 3);
  const answers = (wanted.goal?.get(item.id) ?? 0) > 0;
  return [
    ...(wanted.stage === undefined ? [] : [stageWords(item, wanted.stage)]),
    {
      named: `made for ${namesOf(item)}`,
      everybody: 'suits everybody',
      part: `made for ${namesOf(item)}: ${wanted.mixed ? 'a part of them only' : 'the role is not known'}`,
      others: '',
    }[fit],
    ...(answers ? ['answers the goal in its words'] : []),
    ...(topics.length > 0
      ? [`about ${topics.join(', ')}, which ${wanted.mixed ? 'they read' : 'this lead read'} before`]
      : []),
    ...(wanted.last?.has(item.id) ? ['another track sends it already'] : []),
    ...(item.regulated ? ['regulated: a principal must approve sending it'] : []),
    ...(item.complianceNotes === undefined ? [] : [`heed its compliance notes: ${item.complianceNotes}`]),
  ];
}

function stageWords({ stages }: ShelfItem, stage: JourneyStage): string {
  if (stages.includes(stage)) return `made for the ${stage} stage`;
  return `made for the ${stages.join(' and ')} stage, beside ${stage}`;
}

function mainLanguage(shelf: readonly ShelfItem[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { approved, language } of shelf)
    if (approved) counts.set(baseOf(language), (counts.get(baseOf(language)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
