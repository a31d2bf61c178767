import type { Draft } from './draft.ts';
import { cutName } from './room.ts';
import type { Instant, LeadEvent, LeadState } from './types.ts';

/** Without a session's id, so long a silence ends a visit, as web analytics have it. */
const SILENCE_MS = 30 * 60_000;
/** Ids of sessions that a lead remembers: several devices at a time. */
const MOST_SESSIONS = 8;

type Visit = Pick<LeadEvent, 'name' | 'occurredAt' | 'properties'>;

/**
 * Whether a page visit begins a session of its own: its `session_id` is one that the lead has not had lately, or it has
 * none and nothing was visited for half an hour. The runtime then logs a `session_start` before it, so that sessions
 * are events like any other: counted, replayed, asked for in SQL.
 */
export function startsSession({ sessions }: LeadState, { name, occurredAt, properties }: Visit): boolean {
  if (name !== 'page_visit') return false;
  const id = sessionIn(properties);
  if (id !== undefined) return !sessions?.ids.includes(id);
  return sessions === undefined || occurredAt - sessions.at >= SILENCE_MS;
}

/** Remembers sessions, in programs that ask for them. */
export function noteSession({ lead, program }: Draft, { name, occurredAt, properties }: Visit): void {
  if (!program.asksForSessions || (name !== 'page_visit' && name !== 'session_start')) return;
  const id = sessionIn(properties);
  const { ids, at }: { ids: readonly string[]; at: Instant } = lead.sessions ?? { ids: [], at: occurredAt };
  const known = id === undefined || ids.includes(id);
  lead.sessions = { ids: known ? ids : [...ids, id].slice(-MOST_SESSIONS), at: Math.max(at, occurredAt) };
}

/** Two leads that are one: the sessions of both, newest last as far as each knows. */
export function mergeSessions({ lead }: Draft, { sessions: theirs }: LeadState): void {
  if (theirs === undefined) return;
  const ours = lead.sessions ?? { ids: [], at: theirs.at };
  const ids = [...theirs.ids.filter((id) => !ours.ids.includes(id)), ...ours.ids].slice(-MOST_SESSIONS);
  lead.sessions = { ids, at: Math.max(ours.at, theirs.at) };
}

function sessionIn({ session_id: id }: LeadEvent['properties']): string | undefined {
  return typeof id === 'string' && id !== '' ? cutName(id) : undefined;
}
