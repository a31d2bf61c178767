import { fieldValues } from '../../../engine/analytics/field-values.ts';
import type { Condition } from '../../../engine/program/condition/ast.ts';
import { type JourneyStage, journeyStages } from '../../../engine/program/schema.ts';
import { vocabularyOf } from '../../../engine/program/score-models.ts';
import type {
  BusinessModel,
  LeadSource,
  LeadType,
  Platform,
  SalesCycle,
  SystemBrief,
} from '../../../engine/program/templates/system/brief.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import type { ToolContext } from '../../tool.ts';
import { readCondition } from '../conditions.ts';
import { slug } from '../slug.ts';

/** A brief as a caller gives it. */
export interface BriefGiven {
  product: string;
  model: readonly BusinessModel[];
  cycle: SalesCycle;
  audience?: string | undefined;
  sources?: readonly LeadSource[] | undefined;
  lead_types?: readonly LeadType[] | undefined;
  stages?: readonly JourneyStage[] | undefined;
  platform?: Platform | undefined;
}

/** Words for a source that leads may arrive with in their field `source`. No other value of a lead is ever looked at. */
const sourceWords: Readonly<Record<LeadSource, readonly string[]>> = {
  organic: ['organic', 'search', 'seo', 'organic-search'],
  paid: ['paid', 'ads', 'ppc', 'cpc', 'paid-search', 'paid-social', 'advertising'],
  referral: ['referral', 'referrals', 'referred'],
  content: ['content', 'blog', 'download', 'whitepaper'],
  events: ['event', 'events', 'webinar', 'webinars', 'conference', 'trade-show'],
  partnerships: ['partner', 'partners', 'partnership', 'partnerships'],
};

/** Reads the brief on the program in force. Throws what reading a condition throws. */
export async function readBrief(
  { services }: Pick<ToolContext, 'services'>,
  active: ActiveProgram,
  given: BriefGiven,
): Promise<SystemBrief> {
  const said = given.product.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const audience: Condition | undefined =
    given.audience === undefined
      ? undefined
      : readCondition(given.audience, { event: false, vocabulary: vocabularyOf(active.program) });
  const sources = [...new Set(given.sources)];
  return {
    product: said.charAt(0).toUpperCase() + said.slice(1),
    name: slug(said).slice(0, 24).replace(/-+$/, ''),
    models: [...new Set(given.model)],
    cycle: given.cycle,
    sources,
    leadTypes: [...new Set(given.lead_types)],
    stages: journeyStages.filter((stage) => !given.stages?.length || given.stages.includes(stage)),
    sourceValues: sources.length > 0 ? await valuesOf(services, sources) : {},
    ...(given.platform && { platform: given.platform }),
    ...(audience && { audience }),
  };
}

async function valuesOf({ db }: ToolContext['services'], sources: readonly LeadSource[]) {
  const { source: present = [] } = await fieldValues(db, { lead: ['source'], account: [] });
  return Object.fromEntries(
    sources.flatMap((source) => {
      const values = sourceWords[source].filter((word) => present.includes(word));
      return values.length > 0 ? [[source, values]] : [];
    }),
  );
}
