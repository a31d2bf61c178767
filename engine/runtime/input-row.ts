import type { Facts, Fields, Input, InputBody } from '../core/types.ts';

/** An input as the log keeps it, read back. */
export interface InputRow {
  seq: number;
  at: number;
  kind: Input['kind'];
  program: number;
  semantics: number;
  name: string | null;
  occurred_at: number | null;
  source: string | null;
  message_id: string | null;
  properties: Fields | null;
  payload: Readonly<Record<string, unknown>> | null;
  facts: Facts | null;
}

/** What of an input has no column of its own; null when nothing. */
export function payloadOf(input: InputBody): unknown {
  switch (input.kind) {
    case 'event': {
      const { traits, lists, historic, arriving } = input.event;
      return traits || lists || historic || arriving ? { traits, lists, historic, arriving } : null;
    }
    case 'timer':
    case 'account':
      return null;
    case 'outcome':
      return { effect: input.effect, result: input.result, lead: input.lead };
    case 'activation':
      return { version: input.version, features: input.features, moves: input.moves };
    case 'command':
      return { command: input.command, by: input.by };
    case 'merge':
      return { loser: input.loser, queued: input.queued, had: input.had, by: input.by };
    case 'redirect':
      return { to: input.to, by: input.by };
    default:
      return input satisfies never;
  }
}

/** The input that a row of the log records: what `decide` was given. */
export function inputOf(row: InputRow): Input {
  const base = { seq: row.seq, at: row.at, facts: row.facts ?? {}, semantics: row.semantics };
  const payload = (row.payload ?? {}) as Record<string, never>;
  switch (row.kind) {
    case 'event':
      return {
        ...base,
        kind: 'event',
        event: {
          id: row.message_id ?? '',
          source: row.source ?? '',
          name: row.name ?? '',
          occurredAt: row.occurred_at ?? 0,
          properties: row.properties ?? {},
          ...payload,
        },
      };
    case 'timer':
    case 'account':
      return { ...base, kind: row.kind };
    case 'outcome':
    case 'activation':
    case 'command':
    case 'merge':
    case 'redirect':
      return { ...base, kind: row.kind, ...payload } as unknown as Input;
    default:
      return row.kind satisfies never;
  }
}
