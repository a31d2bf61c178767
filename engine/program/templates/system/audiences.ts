import type { JourneyStage } from '../../schema.ts';
import { isSelfServe, type SalesCycle, type SystemBrief } from './brief.ts';
import { shorter } from './pace.ts';

/** Companies of a size, whose leads have tracks of their own; `all` when the brief does not tell sizes apart. */
export interface SystemAudience {
  id: 'enterprise' | 'smb' | 'all';
  /** In the middle of a title: `enterprise`; empty for all. */
  words: string;
  cycle: SalesCycle;
}

/** Sizes are told apart where the brief names them, as a business model or as a kind of leads. */
export function audiencesOf({ models, leadTypes, cycle }: SystemBrief): SystemAudience[] {
  const named = new Set<string>([...models, ...leadTypes]);
  const sizes = (['enterprise', 'smb'] as const).filter((size) => named.has(size));
  if (sizes.length === 0) return [{ id: 'all', words: '', cycle }];
  return sizes.map((id) => ({
    id,
    words: id === 'smb' ? 'SMB' : id,
    cycle: id === 'smb' && sizes.length > 1 ? shorter[cycle] : cycle,
  }));
}

/**
 * What a committee is made of: who holds the budget, who looks at feasibility and security, who works with it. Each reads
 * something else while the company evaluates and decides; before and after that all read the same.
 */
export const buyerRoles = {
  economic: 'economic buyers',
  technical: 'technical buyers',
  'end-user': 'end users',
} as const;
export type BuyerRole = keyof typeof buyerRoles;

/** Whose roles have tracks of their own at a stage, as far as there is content for them. */
export function rolesAt(brief: SystemBrief, audience: SystemAudience, stage: JourneyStage): BuyerRole[] {
  const evaluated = stage === 'consideration' || stage === 'decision';
  if (audience.cycle !== 'committee' || !evaluated || isSelfServe(brief)) return [];
  return Object.keys(buyerRoles) as BuyerRole[];
}
