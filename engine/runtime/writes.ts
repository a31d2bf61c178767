import { canonicalJson } from '../../db/canonical.ts';
import { laneOfValue } from '../../db/lanes.ts';
import type { Decision, Effect, Enrolment, Input, LeadState, TraceEntry } from '../core/types.ts';
import { payloadOf } from './input-row.ts';
import { type LoadedLead, stateText } from './loaded-lead.ts';
import { TEXT_NULL, TEXT_SEPARATOR } from './sql/save.ts';
import { createStanding, type Standing } from './standing.ts';

/** The rows of one batch, collected decision by decision in the form that `saveStatement` takes. */
export interface Writes {
  /** The lead's row after its last input; `fault` parks it. */
  lead(lead: LoadedLead, before: LeadState, after: LeadState, fault: string | null): void;
  decision(before: LeadState, input: Input, decision: Decision): void;
  /** What goes into tables of its own, as few decisions touch it. */
  standing: Standing;
  /** Parameters of `saveStatement`; undefined when there is nothing to save. */
  params(): string[] | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** Rows are kept as text at once: short-lived objects cost the collector nothing. */
export function createWrites(): Writes {
  const newLeads = { rows: [] as string[], states: [] as string[] };
  const knownLeads = { rows: [] as string[], states: [] as string[] };
  const inputs: string[] = [];
  const properties: string[] = [];
  const payloads: string[] = [];
  const facts: string[] = [];
  const decisions: string[] = [];
  const ledger: string[] = [];
  const outbox: string[] = [];
  const enrolments = new Map<string, string>();
  const moves: string[] = [];
  const standing = createStanding();

  return {
    standing,
    lead: (lead, before, after, fault) => {
      const { rows, states } = lead.isNew ? newLeads : knownLeads;
      rows.push(JSON.stringify(leadRow(lead, before, after, fault)));
      states.push(stateText(after));
    },
    decision: (before, input, decided) => {
      const { lead, effects, ledger: points, trace } = decided;
      // First, because it may throw: the columns must stay of one length.
      const decision = canonicalJson({ effects, ledger: points, trace });
      const payload = textOrNull(payloadOf(input));
      const fact = Object.keys(input.facts).length > 0 ? canonicalJson(input.facts) : TEXT_NULL;
      inputs.push(JSON.stringify(inputRow(lead, input)));
      properties.push(input.kind === 'event' ? JSON.stringify(input.event.properties) : TEXT_NULL);
      payloads.push(payload);
      facts.push(fact);
      decisions.push(decision);
      const key = { lead_id: lead.id, seq: input.seq, at: input.at };
      addRows(ledger, key, points);
      addRows(
        outbox,
        key,
        effects.map((effect) => outboxRow(effect, input.at)),
      );
      addRows(moves, key, trace.flatMap(moveRow));
      if (lead.enrolments !== before.enrolments) addEnrolments(enrolments, before, lead);
      standing.decision(before, input, decided);
    },
    params: () => {
      if (newLeads.rows.length + knownLeads.rows.length + inputs.length === 0) return undefined;
      return [
        ...[newLeads, knownLeads].flatMap(({ rows, states }) => [
          jsonArray(rows),
          states.join(TEXT_SEPARATOR),
        ]),
        jsonArray(inputs),
        ...[properties, payloads, facts, decisions].map((texts) => texts.join(TEXT_SEPARATOR)),
        ...[ledger, outbox, [...enrolments.values()], moves].map(jsonArray),
      ];
    },
  };
}

function jsonArray(rows: readonly string[]): string {
  return `[${rows.join(',')}]`;
}

function addRows(texts: string[], key: Row, rows: readonly object[]): void {
  for (let ordinal = 0; ordinal < rows.length; ordinal++) {
    texts.push(JSON.stringify({ ...key, ordinal, ...rows[ordinal] }));
  }
}

function moveRow(entry: TraceEntry): Row[] {
  if (entry.did !== 'journey' && entry.did !== 'lifecycle') return [];
  return [{ kind: entry.did, from_stage: entry.from, to_stage: entry.to }];
}

/** A decision enters or ends a track at most once; of several decisions in a batch the last row stands. */
function addEnrolments(rows: Map<string, string>, before: LeadState, after: LeadState): void {
  for (const [track, enrolment] of Object.entries(after.enrolments)) {
    if (enrolment === before.enrolments[track]) continue;
    rows.set(`${after.id} ${enrolment.n} ${track}`, JSON.stringify(enrolmentRow(after.id, track, enrolment)));
  }
}

function textOrNull(value: unknown): string {
  return value === null ? TEXT_NULL : canonicalJson(value);
}

function leadRow(lead: LoadedLead, before: LeadState, state: LeadState, fault: string | null): Row {
  const { account, fields } = state;
  return {
    id: state.id,
    seq: state.seq,
    program: state.program,
    // Null leaves what the row has.
    fields: fields === before.fields && !lead.isNew ? null : fields,
    lists: state.lists,
    score: state.score,
    scores: state.scores,
    variants: state.variants ?? {},
    journey: state.journey,
    lifecycle: state.lifecycle,
    account_lane: account && laneOfValue(account.id),
    account_id: account?.id,
    mailable: state.consent.marketing !== undefined && state.suppressed === null,
    next_due_at: state.timers[0]?.at ?? null,
    fault,
    demo: lead.demo,
    created_at: lead.createdAt,
  };
}

function inputRow({ id, program }: LeadState, input: Input): Row {
  const { seq, at, kind, semantics } = input;
  const row = { lead_id: id, seq, at, kind, program, semantics };
  if (input.kind !== 'event') return row;
  const { name, occurredAt, source, id: messageId } = input.event;
  return { ...row, name, occurred_at: occurredAt, source, message_id: messageId };
}

function outboxRow(effect: Effect, at: number): Row {
  const isEmail = effect.kind === 'email';
  return {
    kind: effect.kind,
    track: effect.track ?? null,
    step: isEmail ? effect.step : null,
    not_before: isEmail ? effect.notBefore : at,
    effect,
  };
}

function enrolmentRow(leadId: string, track: string, enrolment: Enrolment): Row {
  const { n, step, status, startedAt, by, stepAt, endedAt, reason } = enrolment;
  return {
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
  };
}
