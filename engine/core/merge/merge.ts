import { instantOf } from '../../program/condition/scalars.ts';
import { HOLDOUT } from '../../program/experiment-fields.ts';
import { channels, journeyStages, lifecycleStages, MOST_CAPPED } from '../../program/schema.ts';
import { raiseJourney, raiseLifecycle } from '../actions.ts';
import { type Draft, joinLists, setFields } from '../draft.ts';
import { own, without } from '../records.ts';
import { mergeSessions } from '../sessions.ts';
import type { Fields, InputBody, Instant, LeadState } from '../types.ts';
import { mergeConsent } from './consent.ts';
import { mergeEnrolments } from './enrolments.ts';
import { mergeFeatures } from './features.ts';
import { mergeScore } from './score.ts';

type Merge = Extract<InputBody, { kind: 'merge' }>;

/**
 * The lead takes in another one that is the same person. What it says of itself stands and gaps are filled from the
 * other; counts are added up; of consent and suppression the more protective stands; what either has had counts as
 * had, so that nothing comes twice. What had come true for either does not come true anew by the merge.
 */
export function mergeLead(draft: Draft, { loser, queued, had }: Merge): void {
  const { lead, trace } = draft;
  trace.push({ did: 'merge', lead: loser.id });
  setFields(draft, gapsOf(lead.fields, loser.fields));
  if (lead.account === null && loser.account !== null) lead.account = loser.account;
  joinLists(draft, loser.lists);
  mergeConsent(draft, loser);
  if (rank(journeyStages, loser.journey) > rank(journeyStages, lead.journey))
    raiseJourney(draft, loser.journey);
  if (rank(lifecycleStages, loser.lifecycle) > rank(lifecycleStages, lead.lifecycle))
    raiseLifecycle(draft, loser.lifecycle);
  mergeFeatures(draft, loser);
  mergeScore(draft, loser);
  mergeTriggers(draft, loser);
  lead.thresholds = union(lead.thresholds, loser.thresholds);
  lead.entries = union(lead.entries, loser.entries);
  const holding = union(lead.holding ?? [], loser.holding ?? []);
  if (holding.length > 0) lead.holding = holding;
  lead.sends = instants(lead.sends, loser.sends);
  for (const channel of channels) {
    const uses = instants(lead.channelUses?.[channel] ?? [], loser.channelUses?.[channel] ?? []);
    if (uses.length > 0) lead.channelUses = { ...lead.channelUses, [channel]: uses };
  }
  if (lead.cadence === undefined && loser.cadence !== undefined) lead.cadence = loser.cadence;
  mergeSessions(draft, loser);
  mergeEnrolments(draft, loser, { queued, had });
  if (loser.variants !== undefined) mergeVariants(draft, loser.variants);
  draft.revision++;
}

/** The lead's last input: it lives on as another, and nothing is due for it any more. */
export function redirectLead({ lead, trace, at }: Draft, to: string): void {
  for (const [track, enrolment] of Object.entries(lead.enrolments).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (enrolment.status !== 'active') continue;
    const { held: _, ...rest } = enrolment;
    const ended = { ...rest, status: 'ended' as const, endedAt: at, reason: 'merged' };
    lead.enrolments = { ...lead.enrolments, [track]: ended };
    trace.push({ did: 'end', track, reason: 'merged' });
  }
  lead.delayed = {};
  lead.timers = [];
  trace.push({ did: 'redirect', to });
}

/** Fields that only the other has; and the earlier of the two moments of being first heard of. */
function gapsOf(ours: Fields, theirs: Fields): Fields {
  const gaps = Object.entries(theirs).filter(([name]) => own(ours, name) === undefined);
  const created = instantOf(theirs.created_at);
  const before = instantOf(ours.created_at);
  if (created !== undefined && before !== undefined && created < before)
    gaps.push(['created_at', theirs.created_at as string]);
  return Object.fromEntries(gaps);
}

/**
 * The arms that only the other has. Its share of the hold-out is nothing for a lead that was nurtured before: that one is
 * not part of it.
 */
function mergeVariants({ lead, before }: Draft, theirs: NonNullable<LeadState['variants']>): void {
  const wasNurtured = Object.keys(before.enrolments).length > 0;
  const taken = wasNurtured ? without(theirs, HOLDOUT) : theirs;
  if (Object.keys(taken).length > 0) lead.variants = { ...taken, ...lead.variants };
}

/** When each last fired; what is delayed waits on, once a trigger. */
function mergeTriggers({ lead, input }: Draft, loser: LeadState): void {
  const fired = { ...lead.triggers };
  for (const [id, at] of sorted(loser.triggers)) fired[id] = Math.max(own(fired, id) ?? at, at);
  lead.triggers = fired;
  const waiting = new Set(Object.values(lead.delayed).map(({ trigger }) => trigger));
  for (const [timer, delayed] of sorted(loser.delayed)) {
    if (waiting.has(delayed.trigger)) continue;
    waiting.add(delayed.trigger);
    const id = `trigger:${delayed.trigger}:${input.seq}`;
    lead.delayed = { ...lead.delayed, [id]: delayed };
    const at: Instant | undefined = loser.timers.find((other) => other.id === timer)?.at;
    if (at !== undefined) lead.timers = [...lead.timers, { id, at }];
  }
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort();
}

/** What counts against caps, newest last. */
function instants(a: readonly Instant[], b: readonly Instant[]): Instant[] {
  return [...a, ...b].sort((x, y) => x - y).slice(-MOST_CAPPED);
}

function rank(stages: readonly string[], stage: string): number {
  return stages.indexOf(stage);
}

/** By key, whatever order the state was loaded in. */
function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
