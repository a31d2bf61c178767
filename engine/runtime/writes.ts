import { canonicalJson } from '../../db/canonical.ts';
import { laneOfValue } from '../../db/lanes.ts';
import type { Decision, Effect, Enrolment, Input, LeadState } from '../core/types.ts';
import { payloadOf } from './input-row.ts';
import { type LoadedLead, stateText } from './loaded-lead.ts';
import { TEXT_NULL, TEXT_SEPARATOR } from './sql/save.ts';

/** The rows of one batch, collected decision by decision in the form that `saveStatement` takes. */
export interface Writes {
  /** The lead's row after its last input; `fault` parks it. */
  lead(before: LoadedLead, after: LeadState, fault: string | null): void;
  decision(before: LeadState, input: Input, decision: Decision): void;
  /** Parameters of `saveStatement`; undefined when there is nothing to save. */
  params(): string[] | undefined;
}

type Row = Readonly<Record<string, unknown>>;

export function createWrites(): Writes {
  const newLeads = { rows: [] as Row[], states: [] as string[] };
  const knownLeads = { rows: [] as Row[], states: [] as string[] };
  const inputs = {
    rows: [] as Row[],
    properties: [] as string[],
    payloads: [] as string[],
    facts: [] as string[],
    decisions: [] as string[],
  };
  const ledger: Row[] = [];
  const outbox: Row[] = [];
  const enrolments = new Map<string, Row>();
  const moves: Row[] = [];

  return {
    lead: (before, after, fault) => {
      const { rows, states } = before.isNew ? newLeads : knownLeads;
      rows.push(leadRow(before, after, fault));
      states.push(stateText(after));
    },
    decision: (before, input, { lead, effects, ledger: points, trace }) => {
      inputs.rows.push(inputRow(lead, input));
      inputs.properties.push(input.kind === 'event' ? JSON.stringify(input.event.properties) : TEXT_NULL);
      inputs.payloads.push(textOrNull(payloadOf(input)));
      inputs.facts.push(input.facts.account || input.facts.halted ? canonicalJson(input.facts) : TEXT_NULL);
      inputs.decisions.push(canonicalJson({ effects, ledger: points, trace }));
      const key = { lead_id: lead.id, seq: input.seq };
      for (let n = 0; n < points.length; n++) ledger.push({ ...key, ordinal: n, at: input.at, ...points[n] });
      for (let n = 0; n < effects.length; n++)
        outbox.push({ ...key, ordinal: n, ...outboxRow(effects[n] as Effect, input.at) });
      let ordinal = 0;
      for (const entry of trace) {
        if (entry.did !== 'journey' && entry.did !== 'lifecycle') continue;
        moves.push({
          ...key,
          ordinal: ordinal++,
          at: input.at,
          kind: entry.did,
          from_stage: entry.from,
          to_stage: entry.to,
        });
      }
      if (lead.enrolments === before.enrolments) return;
      // A decision enters or ends a track at most once; of several decisions in a batch the last row stands.
      for (const [track, enrolment] of Object.entries(lead.enrolments)) {
        if (enrolment === before.enrolments[track]) continue;
        enrolments.set(`${lead.id} ${enrolment.n} ${track}`, enrolmentRow(lead.id, track, enrolment));
      }
    },
    params: () => {
      if (newLeads.rows.length + knownLeads.rows.length + inputs.rows.length === 0) return undefined;
      return [
        ...[newLeads, knownLeads].flatMap(({ rows, states }) => [
          JSON.stringify(rows),
          states.join(TEXT_SEPARATOR),
        ]),
        JSON.stringify(inputs.rows),
        ...[inputs.properties, inputs.payloads, inputs.facts, inputs.decisions].map((texts) =>
          texts.join(TEXT_SEPARATOR),
        ),
        JSON.stringify(ledger),
        JSON.stringify(outbox),
        JSON.stringify([...enrolments.values()]),
        JSON.stringify(moves),
      ];
    },
  };
}

function textOrNull(value: unknown): string {
  return value === null ? TEXT_NULL : canonicalJson(value);
}

function leadRow(before: LoadedLead, state: LeadState, fault: string | null): Row {
  const { account, fields } = state;
  return {
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
