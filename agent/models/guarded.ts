import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  IterableBackoff,
} from 'cockatiel';
import { assertAnswer, firstSign } from './first-sign.ts';
import { askedToWait, isModelsFault, isTransient } from './trouble.ts';
import type { Wait } from './types.ts';

/** Failures in a row after which a model is let be, and for how long: the longer the more often it stays out. */
const breakerRule = { failures: 5, restMs: [30_000, 60_000, 120_000, 300_000] };
const mostTries = 3;
const firstWaitMs = 500;
/** A provider that asks for more is not waited for: shorter where another model can be asked. */
const mostWaitMs = { alone: 20_000, withNext: 2_000 };

/** Asks one model once, well. */
export interface Guarded {
  generate(options: LanguageModelV4CallOptions, how: How): ReturnType<LanguageModelV4['doGenerate']>;
  /** Resolves with the first sign of an answer. */
  stream(options: LanguageModelV4CallOptions, how: How): ReturnType<LanguageModelV4['doStream']>;
}

interface How {
  /** Milliseconds to a whole answer, or to the first sign of a stream; only where another model can be asked then. */
  patienceMs?: number | undefined;
}

/**
 * A model with retries (the provider's Retry-After is honoured) and a circuit breaker: after failures in a row it is not
 * asked for a while, then by one request at a time until one is answered.
 */
export function guard(model: LanguageModelV4, wait: Wait): Guarded {
  const breaker = circuitBreaker(handleWhen(isModelsFault), {
    breaker: new ConsecutiveBreaker(breakerRule.failures),
    halfOpenAfter: new IterableBackoff(breakerRule.restMs),
  });
  const ask = async <T>(
    options: LanguageModelV4CallOptions,
    { patienceMs }: How,
    once: (options: LanguageModelV4CallOptions) => PromiseLike<T>,
  ): Promise<T> => {
    // Somebody else's request is finding out whether it is back; who can ask another model does not wait for that.
    if (patienceMs !== undefined && breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    for (let tries = 1; ; tries++) {
      try {
        return await breaker.execute(() => patiently(options, patienceMs, once));
      } catch (error) {
        if (options.abortSignal?.aborted || tries === mostTries || !isTransient(error)) throw error;
        const ms = askedToWait(error, Date.now()) ?? firstWaitMs * 2 ** (tries - 1);
        if (ms > (patienceMs === undefined ? mostWaitMs.alone : mostWaitMs.withNext)) throw error;
        await wait(ms, options.abortSignal);
      }
    }
  };
  return {
    generate: (options, how) =>
      ask(options, how, async (given) => {
        const result = await model.doGenerate(given);
        assertAnswer(result);
        return result;
      }),
    stream: (options, how) =>
      ask(options, how, async (given) => {
        const result = await model.doStream(given);
        return { ...result, stream: await firstSign(result.stream) };
      }),
  };
}

/** Ends a call that takes longer than `ms`; what a stream gives after its first sign may take as long as the turn. */
async function patiently<T>(
  options: LanguageModelV4CallOptions,
  ms: number | undefined,
  once: (options: LanguageModelV4CallOptions) => PromiseLike<T>,
): Promise<T> {
  if (ms === undefined) return once(options);
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('The model took too long to begin.', 'TimeoutError')),
    ms,
  );
  const abortSignal = options.abortSignal ? AbortSignal.any([options.abortSignal, late.signal]) : late.signal;
  try {
    return await once({ ...options, abortSignal });
  } finally {
    clearTimeout(timer);
  }
}
