import type { ContentRef, JourneyStage, Step, Track } from '../../schema.ts';
import { journeyStages } from '../../schema.ts';
import { email, exit, untilDay } from '../steps.ts';
import { type BuyerRole, buyerRoles, type SystemAudience } from './audiences.ts';
import { isSelfServe, type SystemBrief } from './brief.ts';
import { allOf, anyOf } from './conditions.ts';
import { journeyStory } from './journey.ts';
import { paces } from './pace.ts';
import { ELSEWHERE, type InSegment } from './segments.ts';

/** A track that there is content for: whose, at which stage, and what it sends on which days. */
export interface PlannedTrack {
  audience: SystemAudience;
  stage: JourneyStage;
  /** Of a committee; absent: everybody else of the audience. */
  role?: BuyerRole;
  /** In order of their days; at least one. */
  emails: readonly { day: number; title: string; content: ContentRef }[];
}

export interface TrackPlace {
  brief: SystemBrief;
  /** All of the system. */
  planned: readonly PlannedTrack[];
  inSegment: InSegment;
  /** There are tracks of before, whose leads wait. */
  beside: boolean;
}

/** `payroll-enterprise-consideration-technical`. */
export function trackId(name: string, { audience, stage, role }: Omit<PlannedTrack, 'emails'>): string {
  return [name, ...(audience.id === 'all' ? [] : [audience.id]), stage, ...(role ? [role] : [])].join('-');
}

/** `Payroll enterprise consideration, technical buyers`. */
export function trackTitle(product: string, { audience, stage, role }: Omit<PlannedTrack, 'emails'>): string {
  const who = audience.words === '' ? '' : `${audience.words} `;
  return `${product} ${who}${stage}${role ? `, ${buyerRoles[role]}` : ''}`;
}

/**
 * A track of one stage for one audience. Leads enter it because of where they stand on the journey, and its goal is to
 * have them move on: whatever moves them, another email of this stage would come too late.
 */
export function composeTrack(track: PlannedTrack, place: TrackPlace): Track {
  const { brief, inSegment } = place;
  const { stage, audience } = track;
  const { weeks } = paces[audience.cycle][stage];
  const goal = goalOf(stage);
  return {
    title: trackTitle(brief.product, track),
    objective: journeyStory[stage].objective,
    stage,
    entry: { when: entryOf(track, place) },
    reentry: 'never',
    ...(goal !== undefined && { goal }),
    exits: exitsOf(stage, isSelfServe(brief)),
    // A lead is on one of them at a time; the later stage takes the place of the earlier one.
    ...(place.planned.length > 1 && { group: brief.name }),
    priority: 50 + 10 * journeyStages.indexOf(stage),
    steps: [
      ...beginning(track, place),
      ...track.emails.flatMap(({ day, title, content }, n): Step[] => [
        ...(day > 1 ? [untilDay(day)] : []),
        { ...email(`email-${n + 1}`, content), title },
      ]),
      untilDay(weeks * 7 + 1),
      ...ending(stage, isSelfServe(brief), inSegment),
    ],
  };
}

function entryOf({ audience, stage, role }: PlannedTrack, place: TrackPlace): string {
  const { brief, planned, inSegment, beside } = place;
  const isNamed = audience.id !== 'all' || brief.audience !== undefined;
  // Those of the committee who have a track of their own do not enter the one of all others.
  const own = planned.flatMap((other) =>
    role === undefined && other.role && other.audience.id === audience.id && other.stage === stage
      ? [other.role]
      : [],
  );
  return allOf(
    ...(isNamed ? [inSegment(audience.id)] : []),
    `journey_stage = "${stage}"`,
    ...(role ? [`buyer_role = "${role}"`] : []),
    ...(own.length > 0 ? [`buyer_role NOT IN (${own.map((one) => `"${one}"`).join(', ')})`] : []),
    ...(beside ? [`NOT ${inSegment(ELSEWHERE)}`] : []),
  );
}

/** Having moved on; of a decision the deal, of the last stage having told others. */
function goalOf(stage: JourneyStage): string {
  if (stage === 'decision') return 'deals_closed >= 1 WHERE (won = true)';
  if (stage === 'advocacy') return 'content_shares >= 1 IN last_30_days';
  const later = journeyStages.slice(journeyStages.indexOf(stage) + 1);
  return later.length === 1
    ? `journey_stage = "${later[0]}"`
    : `journey_stage IN (${later.map((one) => `"${one}"`).join(', ')})`;
}

/** A customer is not won again; who talks with sales about an offer is not taught; a lost deal is not pressed. */
function exitsOf(stage: JourneyStage, selfServe: boolean): Track['exits'] {
  if (stage === 'implementation' || stage === 'advocacy') return {};
  return {
    customer: { when: 'lifecycle_stage = "customer"' },
    ...(stage === 'decision'
      ? { lost: { when: 'deals_closed >= 1 WHERE (won = false) IN last_90_days' } }
      : selfServe
        ? {}
        : { 'in-sales': { when: 'lifecycle_stage = "opportunity"' } }),
  };
}

/**
 * Small companies decide fast, and are called the same day; a large one is prepared for. Only while the interest is fresh: leads
 * that have stood at the stage for long enter with the approval, and would be a heap of calls.
 */
function beginning({ stage, audience, role }: PlannedTrack, { brief, inSegment }: TrackPlace): Step[] {
  if (stage !== 'decision' || isSelfServe(brief)) return [];
  const isFast = audience.cycle === 'short' || audience.id === 'smb';
  const who = role ? ` with the ${buyerRoles[role]}` : '';
  const fresh = ['demo_requests', 'form_submits', 'meetings_scheduled'].map(
    (events) => `${events} >= 1 IN last_14_days`,
  );
  return [
    {
      id: 'fresh',
      title: 'Is the interest fresh?',
      kind: 'branch',
      cases: [{ when: anyOf(inSegment('engaged'), ...fresh), goto: 'sales-task' }],
      otherwise: 'email-1',
    },
    {
      id: 'sales-task',
      kind: 'action',
      action: {
        do: 'task',
        queue: 'sales',
        title: isFast ? 'Call while the interest is fresh' : `Prepare the decision${who}`,
        within: isFast ? '4 hours' : '1 day',
      },
    },
  ];
}

/** Whoever engaged moves on by itself where nothing else has moved them; the others are left in peace. */
function ending(stage: JourneyStage, selfServe: boolean, inSegment: InSegment): Step[] {
  const next = stage === 'awareness' ? 'consideration' : 'decision';
  if (stage === 'awareness' || (stage === 'consideration' && selfServe))
    return [
      {
        id: 'engaged',
        title: 'Did the lead engage?',
        kind: 'branch',
        cases: [{ when: inSegment('engaged'), goto: 'move-on' }],
        otherwise: 'no-interest',
      },
      { id: 'move-on', kind: 'action', action: { do: 'journey', stage: next } },
      exit('end', 'finished'),
      exit('no-interest', 'no-engagement'),
    ];
  if (stage === 'implementation')
    return [
      { id: 'move-on', kind: 'action', action: { do: 'journey', stage: 'advocacy' } },
      exit('end', 'finished'),
    ];
  return [exit('end', 'finished')];
}
