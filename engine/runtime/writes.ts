import { laneOfLead, laneOfValue } from '../../db/lanes.ts';
import type { Decision, Effect, Enrolment, Input, LeadState } from '../core/types.ts';
import { inputRowText } from './input-row.ts';
import { type LoadedLead, stateText } from './loaded-lead.ts';

/**
 * The rows of one batch as JSON texts, written once: what is canonical JSON already (states, decisions) is set in as
 * it is, and PostgreSQL keeps such a part of a `json` parameter byte for byte.
 */
export interface Writes {
  /** The lead's row after its last input; `fault` parks it. */
  lead(before: LoadedLead, after: LeadState, fault: string | null): void;
  decision(before: LeadState, input: Input, decision: Decision, decisionText: string): void;
  readonly rows: Readonly<Record<WrittenTable, readonly string[]>>;
}

const tables = ['newLeads', 'leads', 'inputs', 'ledger', 'outbox', 'enrolments', 'stageMoves'] as const;
export type WrittenTable = (typeof tables)[number];

export function createWrites(): Writes {
  const rows = Object.fromEntries(tables.map((table) => [table, []])) as unknown as Record<
    WrittenTable,
    string[]
  >;
  return {
    rows,
    lead: (before, after, fault) =>
      void rows[before.isNew ? 'newLeads' : 'leads'].push(leadText(before, after, fault)),
    decision: (before, input, decision, decisionText) => {
      const { lead, effects, ledger, trace } = decision;
      const key = `{"lane":${laneOfLead(lead.id)},"lead_id":"${lead.id}","seq":${input.seq}`;
      rows.inputs.push(inputRowText(key, input, lead.program, decisionText));
      for (const [ordinal, { rule, points }] of ledger.entries()) {
        rows.ledger.push(
          `${key},"ordinal":${ordinal},"at":${input.at},"rule":${JSON.stringify(rule)},"points":${points}}`,
        );
      }
      for (const [ordinal, effect] of effects.entries()) {
        rows.outbox.push(`${key},"ordinal":${ordinal},${outboxText(effect, input.at)}}`);
      }
      let ordinal = 0;
      for (const entry of trace) {
        if (entry.did !== 'journey' && entry.did !== 'lifecycle') continue;
        const move = `"kind":"${entry.did}","from_stage":"${entry.from}","to_stage":"${entry.to}"`;
        rows.stageMoves.push(`${key},"ordinal":${ordinal++},"at":${input.at},${move}}`);
      }
      if (lead.enrolments !== before.enrolments) addEnrolments(rows.enrolments, before, lead);
    },
  };
}

function leadText(before: LoadedLead, state: LeadState, fault: string | null): string {
  const { account, fields } = state;
  const row = {
    lane: laneOfLead(state.id),
    id: state.id,
    seq: state.seq,
    program: state.program,
    // Null leaves what the row has.
    fields: fields === before.state.fields && !before.isNew ? null : fields,
    lists: state.lists,
    score: state.score,
    journey: state.journey,
    lifecycle: state.lifecycle,
    account_lane: account && laneOfValue(account.id),
    account_id: account?.id,
    mailable: state.consent.marketing !== undefined && state.suppressed === null,
    next_due_at: state.timers[0]?.at ?? null,
    fault,
    demo: before.demo,
    created_at: before.createdAt,
  };
  return `${JSON.stringify(row).slice(0, -1)},"state":${stateText(state)}}`;
}

function outboxText(effect: Effect, at: number): string {
  const track = effect.track === undefined ? null : effect.track;
  const step = effect.kind === 'email' ? effect.step : null;
  const notBefore = effect.kind === 'email' ? effect.notBefore : at;
  return JSON.stringify({ kind: effect.kind, track, step, not_before: notBefore, effect }).slice(1, -1);
}

/** One row per enrolment that this decision began, moved or ended; a track is entered or ended at most once by it. */
function addEnrolments(rows: string[], before: LeadState, after: LeadState): void {
  for (const [track, enrolment] of Object.entries(after.enrolments)) {
    if (enrolment !== before.enrolments[track]) rows.push(enrolmentText(after.id, track, enrolment));
  }
}

function enrolmentText(leadId: string, track: string, enrolment: Enrolment): string {
  const { n, step, status, startedAt, by, stepAt, endedAt, reason } = enrolment;
  return JSON.stringify({
    lane: laneOfLead(leadId),
    lead_id: leadId,
    track,
    n,
    step,
    status,
    started_at: startedAt,
    started_by: by,
    step_at: stepAt,
    ended_at: endedAt ?? null,
    reason: reason ?? null,
  });
}
