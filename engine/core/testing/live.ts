import type { CompiledProgram } from '../../program/compile/compile.ts';
import { activationOf } from '../../runtime/activation-of.ts';
import { decide, newLead } from '../decide.ts';
import type { Decision, Input, InputBody, Instant, LeadId, LeadState } from '../types.ts';
import type { Happening } from './arbitraries.ts';
import { LEAD, T0 } from './story.ts';

export interface Moment {
  program: CompiledProgram;
  before: LeadState;
  input: Input;
  decision: Decision;
}

/** Timers of one lead are taken at most so often between two happenings: some programs wake a lead every minute. */
const MOST_TIMERS = 40;

export interface LiveOptions {
  /** Stands between a decision's lead and the next input. */
  carry?: (lead: LeadState) => LeadState;
  id?: LeadId;
  /** No worker takes what is due between two happenings. */
  asleep?: boolean;
  /** Marketing emails to other leads of the lead's account, oldest first; its own are counted here. */
  accountSends?: readonly Instant[];
}

/** Lives a history through the core as the runtime would: what is due between two happenings is taken at its instant. */
export function live(
  first: CompiledProgram,
  history: readonly Happening[],
  { carry = (lead) => lead, asleep = false, accountSends = [], id = LEAD }: LiveOptions = {},
): Moment[] {
  const moments: Moment[] = [];
  let program = first;
  let lead = newLead(id, T0);
  let sentToAccount = accountSends;
  const take = (at: Instant, facts: Input['facts'], body: InputBody) => {
    const account = (facts.account ?? lead.account)?.id;
    const cap = program.guards.accountCap;
    const told = cap ? sentToAccount.filter((sent) => sent <= at && sent > at - cap.ms) : [];
    const all =
      account !== undefined && told.length > 0 ? { ...facts, accountSends: { account, at: told } } : facts;
    const input: Input = { seq: lead.seq + 1, at, facts: all, semantics: 1, ...body };
    const decision = decide(program, lead, input);
    const sent = decision.effects.filter(
      ({ kind, ...rest }) => kind === 'email' && 'purpose' in rest && rest.purpose === 'marketing',
    );
    if (decision.lead.account)
      sentToAccount = [...sentToAccount, ...sent.map(() => at)].sort((a, b) => a - b);
    moments.push({ program, before: lead, input, decision });
    lead = carry(decision.lead);
  };
  for (const happening of history) {
    const at = lead.at + happening.after;
    for (let n = 0; !asleep && n < MOST_TIMERS && (lead.timers[0]?.at ?? at) < at; n++) {
      take(lead.timers[0]?.at ?? at, {}, { kind: 'timer' });
    }
    const before = program;
    if (happening.kind === 'activation') program = { ...happening.program, version: program.version + 1 };
    take(at, happening.facts, bodyOf(happening, at, lead, before, program));
  }
  return moments;
}

function bodyOf(
  happening: Happening,
  at: Instant,
  lead: LeadState,
  before: CompiledProgram,
  program: CompiledProgram,
): InputBody {
  switch (happening.kind) {
    case 'event': {
      const { event, age, historic } = happening;
      const occurredAt = at - age;
      return {
        kind: 'event',
        event: {
          id: `m${lead.seq + 1}`,
          source: 'test',
          occurredAt,
          ...event,
          ...(historic && { historic }),
        },
      };
    }
    case 'command':
      return { kind: 'command', command: happening.command, by: 'p1' };
    case 'timer':
      return { kind: 'timer' };
    case 'activation':
      return activationOf(lead, before, program);
  }
}
