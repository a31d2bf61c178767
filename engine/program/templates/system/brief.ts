import type { Condition } from '../../condition/ast.ts';
import type { JourneyStage } from '../../schema.ts';

export const businessModels = ['b2b', 'b2c', 'enterprise', 'smb', 'freemium', 'subscription'] as const;
export const salesCycles = ['short', 'medium', 'long', 'complex', 'committee'] as const;
export const leadSources = ['organic', 'paid', 'referral', 'content', 'events', 'partnerships'] as const;
export const leadTypes = ['mql', 'sql', 'cold', 'warm', 'hot', 'enterprise', 'smb'] as const;
export const platforms = ['hubspot', 'marketo', 'pardot', 'custom', 'multi-platform'] as const;
export type BusinessModel = (typeof businessModels)[number];
export type SalesCycle = (typeof salesCycles)[number];
export type LeadSource = (typeof leadSources)[number];
export type LeadType = (typeof leadTypes)[number];
export type Platform = (typeof platforms)[number];

/** What a nurturing system is for. */
export interface SystemBrief {
  /** What is sold; the titles of the system begin with it, and its ids with `name`. */
  product: string;
  /** `product` as an id, at most 24 characters. */
  name: string;
  models: readonly BusinessModel[];
  cycle: SalesCycle;
  /** None: not said. */
  sources: readonly LeadSource[];
  /** None: not said. */
  leadTypes: readonly LeadType[];
  /** In the order of the journey; at least one. */
  stages: readonly JourneyStage[];
  platform?: Platform;
  /** Whom it is for; absent: every lead. */
  audience?: Condition;
  /** By source, the values of the field `source` under which leads of it arrive; none: no lead has one yet. */
  sourceValues: Readonly<Partial<Record<LeadSource, readonly string[]>>>;
}

/**
 * Nobody sells: consumers, and companies that begin with a free product, buy by themselves. Where a company is named
 * beside it (`freemium` and `b2b`), sales are there.
 */
export function isSelfServe({ models }: Pick<SystemBrief, 'models'>): boolean {
  const sold = models.some((model) => model === 'b2b' || model === 'enterprise' || model === 'smb');
  return !sold && models.some((model) => model === 'b2c' || model === 'freemium');
}

/** They use the product before they pay, or pay again and again: what they do in it tells more than what they read. */
export function isUsed({ models }: Pick<SystemBrief, 'models'>): boolean {
  return models.some((model) => model === 'freemium' || model === 'subscription');
}
