import { type JourneyStage, journeyStages } from '../../engine/program/schema.ts';
import { type ContentKind, contentKinds } from '../items/item.ts';
import { validityOf } from '../items/validity.ts';
import { type Audience, fitOf } from './audience.ts';
import { contentMatrix, needsLikeness } from './content-matrix.ts';
import type { ShelfItem } from './shelf.ts';

/** Leads that content is looked at for: a segment, an industry, a company size. */
export interface CoverageGroup {
  id: string;
  title: string;
  audience: Audience;
  /** How many of them stand at each stage. */
  leads: Readonly<Partial<Record<JourneyStage, number>>>;
}

/** `missing`: nothing at all; `part`: only for a part of them; `general`: for everybody where it should be for them. */
export type Gap = 'missing' | 'part' | 'general';

export interface CoverageCell {
  stage: JourneyStage;
  kind: ContentKind;
  /** Items that may be sent to all of them: made for them, and made for everybody. */
  own: number;
  general: number;
  /** Items for a part of them. */
  part: number;
  /** Would fit, once somebody approves them. */
  drafts: number;
  gap?: Gap;
}

export interface FoundGap {
  /** `*`: nobody has it. */
  group: string;
  stage: JourneyStage;
  kind: ContentKind;
  gap: Gap;
  leads: number;
  words: string;
}

export interface Coverage {
  groups: { id: string; title: string; leads: CoverageGroup['leads']; cells: CoverageCell[] }[];
  /** Those in front of which most leads stand first; what is missing before what is there in part. */
  gaps: FoundGap[];
}

const nobody: Audience = { industries: [], companySizes: [], roles: [], regions: [] };
const gravity: readonly Gap[] = ['missing', 'part', 'general'];

/** What the library has for whom, at which stage, of which kind, and what it lacks. */
export function coverage(
  shelf: readonly ShelfItem[],
  {
    groups,
    everybody,
    now,
  }: { groups: readonly CoverageGroup[]; everybody: CoverageGroup['leads']; now: number },
): Coverage {
  const usable = shelf.filter((item) => item.kind !== 'brand-guide' && validityOf(item, now) !== 'expired');
  const looked = groups.map((group) => ({ ...group, cells: cellsOf(usable, group.audience) }));
  // What nobody has is said once, of all leads.
  const nowhere = cellsOf(usable, nobody).filter(({ gap }) => gap === 'missing');
  const isNowhere = ({ stage, kind }: CoverageCell) =>
    nowhere.some((cell) => cell.stage === stage && cell.kind === kind);
  const gaps = [
    ...gapsOf({ id: '*', title: '', leads: everybody }, nowhere),
    ...looked.flatMap((group) =>
      gapsOf(
        group,
        group.cells.filter((cell) => !isNowhere(cell)),
      ),
    ),
  ];
  return {
    groups: looked.map(({ id, title, leads, cells }) => ({ id, title, leads, cells })),
    gaps: gaps.sort(
      (a, b) =>
        gravity.indexOf(a.gap) - gravity.indexOf(b.gap) || b.leads - a.leads || compare(a.words, b.words),
    ),
  };
}

/** Those in front of which leads stand. */
function gapsOf(
  { id, title, leads }: Pick<CoverageGroup, 'id' | 'title' | 'leads'>,
  cells: readonly CoverageCell[],
): FoundGap[] {
  return cells.flatMap((cell) => {
    const { stage, kind, gap } = cell;
    const standing = leads[stage] ?? 0;
    if (gap === undefined || standing === 0) return [];
    return [{ group: id, stage, kind, gap, leads: standing, words: gapWords(title, cell, gap, standing) }];
  });
}

function cellsOf(shelf: readonly ShelfItem[], audience: Audience): CoverageCell[] {
  const fitting = shelf
    .map((item) => ({ item, fit: fitOf(item, audience, { mixed: true }) }))
    .filter(({ fit }) => fit !== 'others');
  return journeyStages.flatMap((stage) =>
    contentKinds.flatMap((kind): CoverageCell[] => {
      if (kind === 'brand-guide') return [];
      const here = fitting.filter(({ item }) => item.kind === kind && item.stages.includes(stage));
      const count = (wanted: string) =>
        here.filter(({ item, fit }) => item.approved && fit === wanted).length;
      const cell = { stage, kind, own: count('named'), general: count('everybody'), part: count('part') };
      const gap = gapOf(cell);
      const drafts = here.filter(({ item }) => !item.approved).length;
      return [{ ...cell, drafts, ...(gap && { gap }) }];
    }),
  );
}

function gapOf({ stage, kind, own, general, part }: Omit<CoverageCell, 'drafts' | 'gap'>): Gap | undefined {
  if (own > 0 || !contentMatrix[stage].includes(kind)) return undefined;
  if (general > 0) return needsLikeness.includes(kind) ? 'general' : undefined;
  return part > 0 ? 'part' : 'missing';
}

function gapWords(title: string, cell: CoverageCell, gap: Gap, leads: number): string {
  const what = `${cell.stage}-stage ${kindWords(cell.kind)}`;
  const said = {
    missing: title === '' ? `No ${what} at all` : `No ${what} for ${title}`,
    part: `A ${what} only for a part of ${title}`,
    general: `Only a general ${what} for ${title}`,
  }[gap];
  const drafts = cell.drafts > 0 ? `; ${cell.drafts} waiting for approval` : '';
  return `${said}: ${leads.toLocaleString('en')} ${leads === 1 ? 'lead' : 'leads'}${drafts}`.replace(
    /^A (?=[aei])/,
    'An ',
  );
}

/** `case study`, `ROI calculator`. */
export function kindWords(kind: ContentKind): string {
  return kind.replaceAll('-', ' ').replace(/^roi\b/, 'ROI');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
