import type { Queryable } from '../../../db/connection.ts';
import { count, counted } from '../../program/count-words.ts';
import { readState } from './sql/state.ts';
import { countFacts } from './sql/status.ts';

/** Instants are milliseconds since 1970. */
export interface FactsStatus {
  /** Until when the log is counted in; 0 while leads have never all been counted. */
  asOf: number;
  /** The newest input in the log; null when there is none. */
  newest: number | null;
  /** Some of what lies before `asOf` may be missing, or everything is being made anew. */
  backlog: boolean;
  /** How many leads are counted in, of how many. */
  leads: { counted: number; all: number };
  emails: number;
  stays: number;
  /** Of all tables of facts with their indexes. */
  bytes: number;
}

/** A worker that runs brings figures up to date in seconds; so far behind (ms), none does. */
const mostBehindMs = 600_000;

/** How far the figures are. Counts every fact: for people who ask. */
export async function factsStatus(db: Queryable): Promise<FactsStatus> {
  const { asOf, walk } = await readState(db);
  const counts = await countFacts(db);
  return { asOf: asOf ?? 0, backlog: asOf === undefined || walk?.all === true, ...counts };
}

/** Whether nobody counts the log in. */
export function isBehind({ asOf, newest }: Pick<FactsStatus, 'asOf' | 'newest'>, now: number): boolean {
  return newest !== null && newest > asOf && now - asOf > mostBehindMs;
}

/** The status in words, a line each; the same on every face. */
export function describeFacts(status: FactsStatus, now: number): string[] {
  const { asOf, newest, backlog, leads, emails, stays, bytes } = status;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  const lines = [
    `${count(leads.counted)} of ${counted(leads.all, 'lead')} counted in: ${counted(emails, 'email')}, ${counted(stays, 'stay')} at stages, ${size}.`,
  ];
  if (asOf > 0)
    lines.push(
      `The log is counted in until ${minute(asOf)}${newest !== null && newest > asOf ? `; it goes on until ${minute(newest)}` : ''}.`,
    );
  if (backlog)
    lines.push(
      asOf > 0
        ? 'All of it is being made anew; figures stay meanwhile.'
        : 'It is being counted in for the first time: figures are not whole yet.',
    );
  if (isBehind(status, now)) lines.push('Nobody counts in: start a server or a worker.');
  return lines;
}

const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
