import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { isBrokenCircuitError } from 'cockatiel';
import { failureForLog, reasonOf } from '../errors.ts';
import type { Guarded } from './guarded.ts';
import { interpreterName } from './names.ts';

/** A model of the list in one turn. */
export interface Candidate {
  name: string;
  open(): Promise<Guarded>;
}

interface ChainParts {
  /** In order of preference; at least one. */
  candidates: readonly Candidate[];
  /** How long one that is not the last may take to begin, in milliseconds. */
  patienceMs: number;
  onAnswer?: ((model: string) => void) | undefined;
  log?: ((line: string, details?: Readonly<Record<string, unknown>>) => void) | undefined;
}

/**
 * One turn's model: asks the first of the list, and the next when a step fails before it has given anything. Who has
 * answered a step of the turn goes on with it.
 */
export function chain({ candidates, patienceMs, onAnswer, log }: ChainParts): LanguageModelV4 {
  let place = 0;
  const ask = async <T>(
    options: LanguageModelV4CallOptions,
    call: (model: Guarded, how: { patienceMs?: number }) => PromiseLike<T>,
  ): Promise<T> => {
    for (;;) {
      const { name, open } = candidates[place] as Candidate;
      const next = candidates[place + 1];
      const mayGoOn = next !== undefined && (next.name !== interpreterName || isFirstStep(options));
      try {
        const result = await call(await open(), mayGoOn ? { patienceMs } : {});
        onAnswer?.(name);
        return result;
      } catch (error) {
        if (!mayGoOn || options.abortSignal?.aborted) throw error;
        // Why it is let be was told when it failed.
        if (!isBrokenCircuitError(error))
          log?.('A model failed and the next one is asked', failureForLog(error, reasonOf(error), name));
        place++;
      }
    }
  };
  const [first] = candidates as readonly [Candidate];
  return {
    specificationVersion: 'v4',
    provider: first.name.split(':')[0] ?? '',
    get modelId() {
      return (candidates[place] as Candidate).name.replace(/^[^:]*:/, '');
    },
    supportedUrls: {},
    doGenerate: (options) => ask(options, (model, how) => model.generate(options, how)),
    doStream: (options) => ask(options, (model, how) => model.stream(options, how)),
  };
}

/**
 * Whether nothing has been done in this turn yet. Later the interpreter does not take over: it would read the question
 * from its beginning, and do again what has been done; the outputs in words are what it could add.
 */
function isFirstStep({ prompt }: LanguageModelV4CallOptions): boolean {
  return prompt.at(-1)?.role === 'user';
}
