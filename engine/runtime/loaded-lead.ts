import { canonicalJson } from '../../db/canonical.ts';
import { newLead } from '../core/decide.ts';
import type { Instant, LeadId, LeadState } from '../core/types.ts';
import type { LeadRow } from './sql/claim.ts';

/** A lead in this transaction's hands. */
export interface LoadedLead {
  state: LeadState;
  /** It has no row yet. */
  isNew: boolean;
  /** Why it is parked. */
  fault: string | null;
  demo: boolean;
  createdAt: Instant;
}

export function loadLead(row: LeadRow): LoadedLead {
  return { state: stateOf(row), isNew: false, fault: row.fault, demo: row.demo, createdAt: 0 };
}

export function beginLead(id: LeadId, at: Instant, demo: boolean): LoadedLead {
  return { state: newLead(id, at), isNew: true, fault: null, demo, createdAt: at };
}

/** A stored state and its fields make the lead's state. */
export function stateOf(row: { state: string; fields: unknown }): LeadState {
  return { ...JSON.parse(row.state), fields: row.fields };
}

/** Canonical JSON of the state without its fields, as column `state` keeps it. */
export function stateText(state: LeadState): string {
  return canonicalJson({ ...state, fields: undefined });
}
