import type { CompiledTrack } from '../program/compile/compile.ts';
import { HELD, HOLDOUT, NURTURED } from '../program/experiment-fields.ts';
import { type Draft, setEnrolment } from './draft.ts';
import { assignArms } from './experiments.ts';
import { moveTo } from './move.ts';
import { own, pick } from './records.ts';
import { migrateFit, updateFit } from './scoring/fit.ts';
import { givePoints } from './scoring/score.ts';
import { crossThresholds } from './scoring/thresholds.ts';
import { updateSegments } from './segments.ts';
import { forgetUncapped } from './sending/channel-caps.ts';
import { endEnrolment } from './tracks/enrol.ts';
import type { InputBody, LeadState } from './types.ts';

/**
 * Brings the lead to the program of the draft. Enrolments stay at their step, which is taken as the new program has
 * it; one whose step is gone goes on at the step that the input's `moves` name, and ends as `removed` where they name
 * none or its track is gone. What the lead kept for rules that are gone is
 * dropped, except ended enrolments: a track that comes back still knows whom it has had. Counts come in with the
 * input. Arms are kept, and given where a new experiment is for the lead. What fit rules and score models give otherwise than before is given or taken by the ledger. Thresholds are
 * marked without acting.
 */
export function migrate(draft: Draft, { features, moves = {} }: Activation): void {
  const { lead, program } = draft;
  lead.features = pick({ ...lead.features, ...features }, (key) => key in program.features);
  migrateEnrolments(draft, moves);

  const { rules, thresholds } = program.program.scoring;
  lead.ruleCaps = pick(lead.ruleCaps, (id) => Object.hasOwn(rules, id) && rules[id]?.cap !== undefined);
  lead.triggers = pick(lead.triggers, (id) => id in program.triggersById);
  lead.delayed = pick(lead.delayed, (_, { trigger }) => trigger in program.triggersById);
  forgetUncapped(draft);
  lead.thresholds = lead.thresholds.filter((id) => Object.hasOwn(thresholds, id));
  if (lead.variants !== undefined) keepVariants(draft, lead.variants);
  for (const id of lead.segments) if (!(id in program.segmentsById)) part(draft, id);
  forgetStakeholders(draft);
  if (lead.holding !== undefined) keepHolding(draft);
  if (!program.asksForSessions) delete lead.sessions;
  // Nothing is known yet of a lead that begins with its activation.
  const isKnown = draft.input.seq > 1;
  if (isKnown) assignArms(draft);
  migrateScores(draft, isKnown);
  if (isKnown && program.thresholds.some(({ when }) => when !== undefined)) updateSegments(draft);
  crossThresholds(draft, { act: false });
}

type Activation = Extract<InputBody, { kind: 'activation' }>;

function migrateEnrolments(draft: Draft, moves: NonNullable<Activation['moves']>): void {
  for (const [id, enrolment] of inOrder(draft.lead.enrolments)) {
    if (enrolment.status !== 'active') continue;
    const track = draft.program.tracksById[id];
    const place = track?.position[enrolment.step];
    const step = place === undefined ? undefined : track?.steps[place];
    if (step === undefined) {
      const next = own(moves, id);
      const to = next === undefined ? undefined : track?.position[next];
      if (track === undefined || to === undefined) endEnrolment(draft, id, 'removed');
      else moveTo(draft, track, to, enrolment);
      continue;
    }
    const { held, pace, ...rest } = enrolment;
    const keepsHeld = step.kind === 'email' || step.kind === 'action';
    const kept = {
      ...rest,
      ...(held !== undefined && keepsHeld && { held }),
      ...(pace !== undefined && step.kind === 'wait' && { pace }),
    };
    if (Object.keys(kept).length < Object.keys(enrolment).length) setEnrolment(draft, id, kept);
  }
  for (const tracks of Object.values(draft.program.groups)) thinOut(draft, tracks);
}

/** Of the tracks that have become a group the lead stays on that of the highest priority, the earliest of several. */
function thinOut(draft: Draft, tracks: readonly CompiledTrack[]): void {
  const active = tracks.flatMap(({ id, priority }) => {
    const enrolment = draft.lead.enrolments[id];
    return enrolment?.status === 'active' ? [{ id, priority, startedAt: enrolment.startedAt }] : [];
  });
  if (active.length < 2) return;
  const [first, ...others] = active.sort((a, b) => b.priority - a.priority || a.startedAt - b.startedAt);
  for (const { id } of others) endEnrolment(draft, id, `replaced:${first?.id}`);
}

/** An arm is remembered while there is one of that name; who was held out is so for good. */
function keepVariants({ lead, program }: Draft, before: NonNullable<LeadState['variants']>): void {
  const variants = pick(
    before,
    (key, arm) =>
      program.splits[key]?.includes(arm) ?? (key === HOLDOUT && (arm === HELD || arm === NURTURED)),
  );
  if (Object.keys(variants).length > 0) lead.variants = variants;
  else delete lead.variants;
}

/** Points of models that are gone go with them. Fit is brought up to date before thresholds are marked. */
function migrateScores(draft: Draft, isKnown: boolean): void {
  const { lead, program } = draft;
  migrateFit(draft);
  for (const model of Object.keys(lead.scores).sort()) {
    if (!program.models.includes(model))
      givePoints(draft, `removed:${model}`, -(lead.scores[model] ?? 0), model);
  }
  if (program.fit.length === 0 || !isKnown) return;
  updateSegments(draft);
  updateFit(draft);
}

function keepHolding({ lead, program }: Draft): void {
  const holding = lead.holding?.filter((id) => program.stateTriggers.some((trigger) => trigger.id === id));
  if (holding?.length) lead.holding = holding;
  else delete lead.holding;
}

/** Of segments in which nobody counts them any more. */
function forgetStakeholders({ lead, program }: Draft): void {
  if (!lead.account?.stakeholders) return;
  const { stakeholders, ...account } = lead.account;
  const counted = pick(stakeholders, (id) => id in program.stakeholders);
  lead.account = Object.keys(counted).length > 0 ? { ...account, stakeholders: counted } : account;
}

function part({ lead, trace }: Draft, segment: string): void {
  lead.segments = lead.segments.filter((other) => other !== segment);
  trace.push({ did: 'part', segment });
}

/** By id, whatever order the state was loaded in. */
function inOrder(enrolments: LeadState['enrolments']): [string, LeadState['enrolments'][string]][] {
  return Object.entries(enrolments).sort(([a], [b]) => (a < b ? -1 : 1));
}
