import { TrellisError } from '../../../db/errors.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import { hadContent } from '../../../engine/analytics/content-performance.ts';
import { selectProfile } from '../../../engine/analytics/sql/select-profile.ts';
import type { Condition } from '../../../engine/program/condition/ast.ts';
import { type JourneyStage, journeyStages } from '../../../engine/program/schema.ts';
import { vocabularyOf } from '../../../engine/program/score-models.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import type { Audience } from '../../../knowledge/recommend/audience.ts';
import type { ToolContext } from '../../tool.ts';
import { audienceOf } from '../audience.ts';
import { conditionText, readCondition, segmentConditions } from '../conditions.ts';
import { findLead } from '../find-lead.ts';
import { taint } from '../taint.ts';

/** Whom content is asked for: one lead, or the leads of a condition. */
export interface AudienceAsked {
  /** `healthcare, enterprise`, or a condition, for people to read. */
  words: string;
  lead?: { id: string; name: string };
  audience: Audience;
  /** Those whose past is looked at; absent: every lead. */
  condition?: Condition;
  language?: string;
  stage?: JourneyStage;
  /** Items the lead was sent or took up. */
  had: ReadonlySet<string>;
  read: ReadonlySet<string>;
}

/** Reads whom content is asked for. Throws `lead.unknown`, `condition.*`, `recommend.both`. */
export async function audienceAsked(
  context: ToolContext,
  active: ActiveProgram,
  asked: { lead?: string | undefined; where?: string | undefined; stage?: JourneyStage | undefined },
): Promise<AudienceAsked> {
  if (asked.lead !== undefined && asked.where !== undefined)
    throw new TrellisError('recommend.both', 'Name a lead or a condition, not both.');
  if (asked.lead !== undefined) return leadAsked(context, asked.lead, asked.stage);
  const nobody = { had: new Set<string>(), read: new Set<string>() };
  if (asked.where === undefined) {
    const audience = { industries: [], companySizes: [], roles: [], regions: [] };
    return { words: 'all leads', audience, ...nobody, ...(asked.stage && { stage: asked.stage }) };
  }
  const condition = readCondition(asked.where, { event: false, vocabulary: vocabularyOf(active.program) });
  const { languages, stages, ...audience } = audienceOf(condition, segmentConditions(active));
  const [language] = languages;
  const stage = asked.stage ?? (stages.length === 1 ? asStage(stages[0]) : undefined);
  // Those who moved on from the stage are the ones it worked for: they are looked at too.
  const whoever = withoutStage(condition);
  return {
    words: whoever ? wordsOf(whoever) : 'all leads',
    audience,
    ...(whoever && { condition: whoever }),
    ...nobody,
    ...(languages.length === 1 && language !== undefined && { language }),
    ...(stage && { stage }),
  };
}

async function leadAsked(
  context: ToolContext,
  said: string,
  stage: JourneyStage | undefined,
): Promise<AudienceAsked> {
  const { services } = context;
  const seen = (lead: string) => taint(context, `lead:${lead}`);
  const id = await findLead(services, said, seen);
  // Its name, its company's fields and what it read.
  seen(id);
  const of = { lane: laneOfLead(id), id };
  const profile = await selectProfile(services.db, of);
  if (!profile) throw new TrellisError('lead.unknown', `There is no lead ${said}; give an email address.`);
  const had = await hadContent(services.db, of);
  const alike = (['industry', 'company_size'] as const).flatMap((field): Condition[] => {
    const value = profile[field];
    return value === null ? [] : [{ op: 'field', field, is: '=', value }];
  });
  const [first, ...others] = alike;
  const standing = stage ?? asStage(profile.journey);
  return {
    words: profile.name ?? id,
    lead: { id, name: profile.name ?? id },
    audience: {
      industries: list(profile.industry),
      companySizes: list(profile.company_size),
      roles: list(profile.buyer_role),
      regions: list(profile.region),
    },
    ...(first && { condition: others.length > 0 ? { op: 'and', of: alike } : first }),
    ...(profile.language !== null && { language: profile.language }),
    ...(standing && { stage: standing }),
    had: new Set(had.map(({ item }) => item)),
    read: new Set(had.flatMap(({ item, read }) => (read ? [item] : []))),
  };
}

/** Segments and what companies and people are by their names alone; anything else as its condition. */
function wordsOf(condition: Condition): string {
  const names = (condition.op === 'and' ? condition.of : [condition]).flatMap((member) =>
    member.op === 'segment'
      ? [member.id]
      : member.op === 'field' && member.is === '=' && namedAlone.has(member.field)
        ? [String(member.value)]
        : [],
  );
  const isAll = names.length === (condition.op === 'and' ? condition.of.length : 1);
  return isAll ? names.join(', ') : conditionText(condition);
}

const namedAlone: ReadonlySet<string> = new Set(['industry', 'company_size', 'buyer_role', 'region']);

/** A condition without the stage that it asks for beside other things; undefined when it asks for nothing else. */
function withoutStage(condition: Condition): Condition | undefined {
  const isStage = (c: Condition) => c.op === 'field' && c.field === 'journey_stage' && c.is === '=';
  if (isStage(condition)) return undefined;
  if (condition.op !== 'and') return condition;
  const of = condition.of.filter((member) => !isStage(member));
  return of.length === 1 ? of[0] : of.length === 0 ? undefined : { ...condition, of };
}

function list(value: string | null): string[] {
  return value === null ? [] : [value];
}

function asStage(value: string | undefined): JourneyStage | undefined {
  return journeyStages.find((stage) => stage === value);
}
