import { randomBytes } from 'node:crypto';
import type { ToolResult } from '../../tools/call.ts';

/** How long a person may take to answer. */
export const answerMs = 10 * 60_000;
const mostKept = 1_000;

/** The filings that people were asked about, of one process: every server instance in it shares them. */
export interface Filings {
  /** Signs what clients carry from one round to the next; gone with the process. */
  readonly key: Uint8Array;
  /** Does the work the first time; an answer that comes again gets the same outcome, and nothing is done again. */
  once(id: string, work: () => Promise<ToolResult>): Promise<ToolResult>;
  /** The outcome of one, for as long as its client may ask. */
  outcome(id: string): Promise<ToolResult> | undefined;
}

export function createFilings(clock: () => number = Date.now): Filings {
  /** In the order that they were made. */
  const done = new Map<string, { until: number; outcome: Promise<ToolResult> }>();
  const forget = () => {
    for (const [id, { until }] of done) {
      if (until > clock() && done.size <= mostKept) return;
      done.delete(id);
    }
  };
  return {
    key: randomBytes(32),
    once(id, work) {
      const known = done.get(id);
      if (known) return known.outcome;
      // Longer than anything signed before it is valid: what was answered is not asked again.
      const outcome = work();
      done.set(id, { until: clock() + 2 * answerMs, outcome });
      forget();
      return outcome;
    },
    outcome: (id) => done.get(id)?.outcome,
  };
}
