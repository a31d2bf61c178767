import { type JourneyStage, journeyStages } from '../../engine/program/schema.ts';
import type { ContentKind } from '../items/item.ts';
import { validityOf } from '../items/validity.ts';
import { type Audience, fitOf } from './audience.ts';
import type { ShelfItem } from './shelf.ts';

export interface Limits {
  audience: Audience;
  /** The audience is many leads, who differ in what it does not name: an item for a part of them may be chosen. */
  mixed: boolean;
  /** Two or three letters; absent: any. */
  language?: string;
  /** Regulated items too: a principal must approve every change that begins to send one. */
  regulated: boolean;
  kinds?: readonly ContentKind[];
  stage?: JourneyStage;
  /** Only items of that very stage; otherwise those of the stages beside it follow. */
  strictStage: boolean;
  /** Items that are not to come again, by id. */
  had: ReadonlySet<string>;
  now: number;
}

/** Why items are left out, in the order in which it is asked. */
export const leftOutReasons = {
  kind: 'of another kind',
  draft: 'not approved',
  not_yet: 'not valid yet',
  expired: 'expired',
  had: 'sent or read already',
  others: 'made for others',
  stage: 'for another stage',
  language: 'in another language',
  regulated: 'regulated: a principal must approve sending them',
} as const;
export type LeftOut = keyof typeof leftOutReasons;

/** Why an item may not be recommended; undefined when it may. */
export function leftOutAs(item: ShelfItem, limits: Limits): LeftOut | undefined {
  if (item.kind === 'brand-guide' || (limits.kinds && !limits.kinds.includes(item.kind))) return 'kind';
  if (!item.approved) return 'draft';
  const validity = validityOf(item, limits.now);
  if (validity !== 'valid') return validity;
  if (limits.had.has(item.id)) return 'had';
  if (fitOf(item, limits.audience, limits) === 'others') return 'others';
  if (limits.stage !== undefined && stageFit(item, limits.stage) < (limits.strictStage ? listed : beside))
    return 'stage';
  if (limits.language !== undefined && baseOf(item.language) !== limits.language) return 'language';
  return item.regulated && !limits.regulated ? 'regulated' : undefined;
}

const listed = 0.9;
const beside = 0.2;

/** 1: made for the stage first; 0.9: for it too; less: for the next one or the one before; 0: for none of these. */
export function stageFit(item: Pick<ShelfItem, 'stages'>, stage: JourneyStage): number {
  if (item.stages[0] === stage) return 1;
  if (item.stages.includes(stage)) return listed;
  const at = journeyStages.indexOf(stage);
  const has = (index: number) => item.stages.includes(journeyStages[index] as JourneyStage);
  if (has(at + 1)) return 0.4;
  return has(at - 1) ? beside : 0;
}

/** `de` of `de-AT`. */
export function baseOf(language: string): string {
  return language.toLowerCase().split('-')[0] as string;
}
