import type { JourneyStage } from '../../../engine/program/schema.ts';
import type { ContentKind } from '../../../knowledge/items/item.ts';
import { type ContentFigures, type Evidence, weighFigures } from '../../../knowledge/recommend/evidence.ts';
import type { ShelfItem } from '../../../knowledge/recommend/shelf.ts';

/** Items that an audience got or took up, what worked best for it first, and how many nothing is known of. */
export function bestContent(
  shelf: readonly ShelfItem[],
  figures: readonly ContentFigures[],
  wanted: { stage?: JourneyStage | undefined; kinds?: readonly ContentKind[] | undefined },
): { best: { item: ShelfItem; evidence: Evidence }[]; unknown: number } {
  const evidenceOf = weighFigures(figures, wanted.stage);
  const looked = shelf
    .filter(({ approved, kind }) => approved && (!wanted.kinds || wanted.kinds.includes(kind)))
    .map((item) => ({ item, evidence: evidenceOf(item.id) }));
  const best = looked
    .filter(({ evidence: { here } }) => here.delivered + here.taken > 0)
    .sort((a, b) => b.evidence.worked - a.evidence.worked || (a.item.id < b.item.id ? -1 : 1));
  return { best, unknown: looked.length - best.length };
}
