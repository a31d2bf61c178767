import type { Queryable } from '../../../db/connection.ts';
import type { Decision, Effect, EffectKey, Instant, LeadId, Outcome } from '../../core/types.ts';
import { readTimeline } from '../sql/explain.ts';
import { deedWords } from './deed-words.ts';
import { inputWords } from './input-words.ts';
import type { Names } from './names.ts';
import { shownInput } from './shown-input.ts';
import type { ShownInput } from './types.ts';
import { decisionLines, outcomeWords } from './words.ts';

/** One input of a lead and everything that was decided upon it. */
export interface TimelineEntry extends ShownInput {
  /** When it happened, where that is not when it was decided. */
  occurredAt?: Instant;
  /** The version that decided. */
  program: number;
  outcome?: { effect: EffectKey; result: Outcome };
  trace: Decision['trace'];
  effects: Decision['effects'];
  /** The input, and what was decided, in words. */
  words: string;
  lines: string[];
}

export interface Timeline {
  /** Newest first. */
  entries: TimelineEntry[];
  /** Entries before this input are on the next page; null when there are none. */
  before: number | null;
}

/** A lead's whole past, page by page. */
export async function timelineOf(
  on: Queryable,
  lead: LeadId,
  names: Names,
  { before = Number.MAX_SAFE_INTEGER, limit = 50 }: { before?: number; limit?: number } = {},
): Promise<Timeline> {
  const rows = await readTimeline(on, lead, { before, limit: limit + 1 });
  const decided = rows.map((row) => JSON.parse(row.decision) as Pick<Decision, 'trace' | 'effects'>);
  const effectsOf = new Map(
    rows.flatMap(({ seq }, n) =>
      (decided[n]?.effects ?? []).map((effect, place) => [`${seq}:${place}`, effect]),
    ),
  );
  const entries = rows.slice(0, limit).map((row, n): TimelineEntry => {
    const { trace, effects } = decided[n] ?? { trace: [], effects: [] };
    const outcome = row.kind === 'outcome' ? (row.payload as unknown as TimelineEntry['outcome']) : undefined;
    const input = shownInput(row);
    return {
      ...input,
      ...(row.occurred_at !== null && row.occurred_at !== row.at && { occurredAt: row.occurred_at }),
      program: row.program,
      ...(outcome && { outcome }),
      trace,
      effects,
      words: inputWords(input, names),
      lines: [
        ...(outcome ? [outcomeLine(outcome, effectsOf.get(outcome.effect), names)] : []),
        ...decisionLines({ trace }, names),
        ...effects.flatMap((effect) => (effect.kind === 'email' ? [] : [deedWords(effect, names)])),
      ],
    };
  });
  const last = entries.at(-1);
  return { entries, before: rows.length > limit && last ? last.seq : null };
}

/** What became of what an earlier decision asked for; on an earlier page it is named by its input. */
function outcomeLine(
  { effect: key, result }: NonNullable<TimelineEntry['outcome']>,
  effect: Effect | undefined,
  names: Names,
): string {
  const what = !effect
    ? `what input ${key.split(':')[0]} asked for`
    : effect.kind === 'email'
      ? `${names.step(effect.track, effect.step)} of ${names.track(effect.track)}`
      : deedWords(effect, names);
  return `${what}: ${outcomeWords(result)}`;
}
