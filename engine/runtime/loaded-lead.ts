import { canonicalJson } from '../../db/canonical.ts';
import { newLead } from '../core/decide.ts';
import type { Instant, LeadId, LeadState } from '../core/types.ts';
import { upcast } from '../core/upcast.ts';
import type { LeadRow } from './sql/claim.ts';

/** A lead in this transaction's hands. */
export interface LoadedLead {
  id: LeadId;
  /** 0 while nothing was decided for it. */
  seq: number;
  /** The program version that decided its last input. */
  program: number;
  accountId: string | null;
  /** It has no row yet. */
  isNew: boolean;
  /** Why it is parked. */
  fault: string | null;
  demo: boolean;
  createdAt: Instant;
  /** Parsed when asked for: of a batch, only the lead in hand is in memory as a state. Ask once. */
  state(): LeadState;
}

export function loadLead(row: LeadRow): LoadedLead {
  return {
    id: row.id,
    seq: row.seq,
    program: row.program,
    accountId: row.account_id,
    isNew: false,
    fault: row.fault,
    demo: row.demo,
    createdAt: 0,
    state: () => stateOf(row),
  };
}

export function beginLead(id: LeadId, at: Instant, demo: boolean): LoadedLead {
  return {
    id,
    seq: 0,
    program: 0,
    accountId: null,
    isNew: true,
    fault: null,
    demo,
    createdAt: at,
    state: () => newLead(id, at),
  };
}

/** A stored state and its fields make the lead's state. */
export function stateOf(row: { state: string; fields: unknown }): LeadState {
  const state = JSON.parse(row.state);
  state.fields = row.fields;
  return upcast(state);
}

/** Canonical JSON of the state without its fields, as column `state` keeps it. */
export function stateText(state: LeadState): string {
  return canonicalJson({ ...state, fields: undefined });
}
