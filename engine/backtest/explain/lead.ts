import type { Database } from '../../../db/connection.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import { DraftView } from '../../core/draft-view.ts';
import { isHeldOut } from '../../core/experiments.ts';
import type {
  Decision,
  EffectKey,
  Enrolment,
  Fields,
  Instant,
  LeadState,
  Outcome,
} from '../../core/types.ts';
import { type WhyNotOn, whyNotOn } from '../../core/why-not-on.ts';
import type { Program } from '../../program/schema.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { type ConsentRecord, readConsentRecords } from '../../runtime/sql/standing.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import { type ExplainedEmail, explainEmails } from './emails.ts';
import { explainScores, type ScoreExplanation } from './scores.ts';

export type { ExplainedEmail } from './emails.ts';

const lastDecisions = 20;
const lastPoints = 50;
const lastRecords = 20;

/** Why a lead stands where it stands. Instants are milliseconds since the epoch. */
export interface LeadExplanation {
  id: string;
  fields: Fields;
  account: { id: string; fields: Fields } | null;
  lists: readonly string[];
  segments: readonly string[];
  journey: string;
  lifecycle: string;
  consent: LeadState['consent'];
  /** Purposes that were withdrawn, with when; only the person's own later word brings them back. */
  withdrawn: NonNullable<LeadState['withdrawn']>;
  /** What the lead said of consent, newest first: counted or not, each with the input that brought it. */
  consentRecords: Omit<ConsentRecord, 'lead_id'>[];
  suppressed: LeadState['suppressed'];
  /** `total` always equals `ledgerSum`, and so does each model's; `ledger` gives the newest entries. */
  score: {
    total: number;
    ledgerSum: number;
    models: ScoreExplanation[];
    ledger: { at: number; rule: string; points: number; model: string; event: string | null }[];
  };
  /** One a track, the latest; active ones first. */
  enrolments: {
    track: string;
    step: string;
    status: Enrolment['status'];
    startedAt: number;
    startedBy: string;
    /** When the step is taken up again by itself. */
    nextDueAt?: number;
    held?: NonNullable<Enrolment['held']>;
    /** The condition that a wait-for step waits for, until `nextDueAt` at most. */
    waitsFor?: string;
    endedAt?: number;
    reason?: string;
  }[];
  /** The pace of the lead's waits, when it is not the normal one. */
  cadence?: NonNullable<LeadState['cadence']>;
  /** The lead's arm of each split that it has been through and of each experiment; `holdout` is that of the hold-out. */
  arms: NonNullable<LeadState['variants']>;
  /** By experiment of the program in force that is decided: the arm that every lead counts as in. */
  decided: Readonly<Record<string, string>>;
  /** No track takes it. */
  heldOut: boolean;
  /**
   * Why not: one for each track with an entry that the lead is not on, by the program in force; for every track when it
   * is held out.
   */
  notOn: WhyNotOn[];
  /** The newest, newest first: what became of each, or why it waits. */
  emails: ExplainedEmail[];
  /** Leads that were merged into this one, oldest first; their own history stays under their ids. `by`: who said so. */
  merged: { id: string; at: number; by: string }[];
  /** Newest first. */
  decisions: {
    seq: number;
    at: number;
    kind: string;
    event: string | null;
    program: number;
    /** Of an outcome: which effect, and what became of it. */
    outcome?: { effect: EffectKey; result: Outcome };
    trace: Decision['trace'];
    effects: Decision['effects'];
  }[];
  /** Why the lead is parked: deciding for it failed and waits for a mended program. */
  fault: string | null;
}

/**
 * Undefined when there is no such lead. Names in rules and tracks are ids; they resolve at view. `now` is the instant
 * that waits and conditions are weighed at.
 */
export async function explainLead(
  db: Database,
  { compiled }: Pick<ActiveProgram, 'compiled'>,
  id: string,
  now: Instant,
): Promise<LeadExplanation | undefined> {
  const key = [laneOfLead(id), id];
  return db.transaction(async (tx) => {
    const [lead] = await tx.query<{ fields: Fields; state: string; lists: string[]; fault: string | null }>(
      'select fields, state, lists, fault from leads where lane = $1 and id = $2',
      key,
    );
    if (!lead) return undefined;
    const state = stateOf(lead);
    const models = await explainScores(tx, state);
    const ledger = await tx.query<LeadExplanation['score']['ledger'][number]>(
      `select l.at, l.rule, l.points, l.model, i.name as event
       from ledger l left join inputs i on i.lane = l.lane and i.lead_id = l.lead_id and i.seq = l.seq and i.at = l.at
       where l.lane = $1 and l.lead_id = $2 order by l.seq desc, l.ordinal desc limit $3`,
      [...key, lastPoints],
    );
    const inputs = await tx.query<{
      seq: number;
      at: number;
      kind: string;
      event: string | null;
      program: number;
      payload: { effect: EffectKey; result: Outcome } | null;
      decision: string;
    }>(
      `select seq, at, kind, name as event, program, case when kind = 'outcome' then payload end as payload, decision
       from inputs
       where lane = $1 and lead_id = $2 order by seq desc limit $3`,
      [...key, lastDecisions],
    );
    const merged = await tx.query<LeadExplanation['merged'][number]>(
      `select r.id, r.at, coalesce(p.name, r.by) as by
       from lead_redirects r left join people p on p.id::text = r.by
       where r.to_lane = $1 and r.to_id = $2 order by r.at, r.lane, r.id`,
      key,
    );
    return {
      id,
      merged,
      fields: lead.fields,
      account: state.account && { id: state.account.id, fields: state.account.fields },
      lists: lead.lists,
      segments: state.segments,
      journey: state.journey,
      lifecycle: state.lifecycle,
      consent: state.consent,
      withdrawn: state.withdrawn ?? {},
      consentRecords: (await readConsentRecords(tx, laneOfLead(id), id, lastRecords)).map(
        ({ lead_id: _, ...record }) => record,
      ),
      suppressed: state.suppressed,
      score: {
        total: state.score,
        ledgerSum: models.reduce((sum, model) => sum + model.ledgerSum, 0),
        models,
        ledger,
      },
      enrolments: enrolmentsOf(state, compiled.program),
      ...(state.cadence && { cadence: state.cadence }),
      arms: state.variants ?? {},
      decided: Object.fromEntries(
        Object.values(compiled.experiments).flatMap((one) =>
          one.decided === undefined ? [] : [[one.id, one.decided]],
        ),
      ),
      heldOut: isHeldOut({
        program: compiled,
        lead: state,
        view: new DraftView(state, now, compiled),
      }),
      notOn: whyNotOn(compiled, state, now),
      emails: await explainEmails(tx, state, compiled, lead.fault, now),
      decisions: inputs.map(({ decision, payload, ...input }) => {
        const { trace, effects } = JSON.parse(decision) as Pick<Decision, 'trace' | 'effects'>;
        return { ...input, ...(payload && { outcome: payload }), trace, effects };
      }),
      fault: lead.fault,
    };
  });
}

function enrolmentsOf(state: LeadState, program: Program): LeadExplanation['enrolments'] {
  return Object.entries(state.enrolments)
    .map(([track, enrolment]) => {
      const step = program.tracks[track]?.steps.find(({ id }) => id === enrolment.step);
      const waits = enrolment.status === 'active' && step?.kind === 'wait-for';
      const timer = state.timers.find((candidate) => candidate.id === `step:${track}`);
      return {
        track,
        step: enrolment.step,
        status: enrolment.status,
        startedAt: enrolment.startedAt,
        startedBy: enrolment.by,
        ...(timer && { nextDueAt: timer.at }),
        ...(enrolment.held && { held: enrolment.held }),
        ...(waits && { waitsFor: step.when }),
        ...(enrolment.endedAt !== undefined && { endedAt: enrolment.endedAt }),
        ...(enrolment.reason !== undefined && { reason: enrolment.reason }),
      };
    })
    .sort((a, b) => (a.status === b.status ? b.startedAt - a.startedAt : a.status === 'active' ? -1 : 1));
}
