import type { Engine } from '../../../engine/runtime/types.ts';
import type { LeadFacts } from './sales-card.ts';

/** What notices for sales need of the rest of the product. */
export interface SalesDesk {
  ingest: Engine['ingest'];
  /** As it stands now; `effect` is the decision that asked for the notice. Undefined when the lead is gone. */
  facts(lead: string, effect: string): Promise<LeadFacts | undefined>;
  leadUrl(lead: string): string;
}
