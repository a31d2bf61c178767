import type { TelemetryOptions } from 'ai';
import type { AgentAnswer, AgentRequest } from '../types.ts';

/** Tells whoever watches the installation how turns go, and nothing of what was said in them. */
export interface Spans {
  begin(request: AgentRequest): TurnSpan;
}

/** One turn as it is watched. */
export interface TurnSpan {
  /** For the model calls and tools of the turn. */
  telemetry: TelemetryOptions;
  /** Does the work as a part of the turn. */
  within<T>(work: () => T): T;
  /** Ends it: with the answer, or with what was thrown. */
  end(ended: { answer: AgentAnswer } | { error: unknown }): void;
}

/** A turn that nobody watches. */
export const unwatched: TurnSpan = {
  telemetry: { isEnabled: false },
  within: (work) => work(),
  end: () => {},
};

/** What ends the turn ends its span as well. */
export async function ending(span: TurnSpan, work: () => Promise<AgentAnswer>): Promise<AgentAnswer> {
  try {
    const answer = await work();
    span.end({ answer });
    return answer;
  } catch (error) {
    span.end({ error });
    throw error;
  }
}
