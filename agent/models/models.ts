import { setTimeout as pause } from 'node:timers/promises';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { MeterFor } from '../budgets/types.ts';
import { createInterpreter } from '../interpreter/model.ts';
import { liveVocabulary } from '../vocabulary.ts';
import { type Candidate, chain } from './chain.ts';
import { type Guarded, guard } from './guarded.ts';
import { metered } from './metered.ts';
import { parseModelNames } from './names.ts';
import { compatibleModel, openaiModel } from './providers.ts';
import type { ModelConfig, Models, ModelUse, Wait } from './types.ts';

export interface ModelParts {
  /** How long a model that is not the last may take to begin, in milliseconds. */
  patienceMs?: number;
  wait?: Wait;
  /** The budgets; absent: nothing is counted. */
  meterFor?: MeterFor;
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** Half of what whoever asks gives it, or less. */
const usualPatienceMs: Readonly<Record<ModelUse['purpose'], number>> = {
  answer: 30_000,
  email: 25_000,
  document: 8_000,
  summary: 10_000,
};

/**
 * The models that TRELLIS_MODEL names; made once, since circuit breakers remember. Throws what `parseModelNames` throws,
 * `model.no_key`, `model.no_base_url`.
 */
export function createModels(config: ModelConfig, parts: ModelParts = {}): Models {
  const wait: Wait = parts.wait ?? ((ms, signal) => pause(ms, undefined, { signal }));
  const names = parseModelNames(config.model);
  const guarded = new Map<string, Guarded>();
  for (const name of names) {
    if (name.provider === 'openai') guarded.set(name.full, guard(openaiModel(name.name, config), wait));
    if (name.provider === 'openai-compatible')
      guarded.set(name.full, guard(compatibleModel(name.name, config), wait));
  }
  return {
    name: names.map(({ full }) => full).join(', '),
    async forTurn(services, now, use: ModelUse = { purpose: 'answer' }) {
      const meter = parts.meterFor?.(use);
      const candidates = names
        .filter(({ provider }) => provider !== 'trellis' || use.purpose === 'answer')
        .map(({ full }): Candidate => {
          const model = guarded.get(full);
          const open = async () => {
            if (!model) return unguarded(createInterpreter(await liveVocabulary(services, now)));
            return meter ? metered(full, model, meter) : model;
          };
          return { name: full, open };
        });
      return chain({
        candidates,
        patienceMs: parts.patienceMs ?? usualPatienceMs[use.purpose],
        onAnswer: use.onAnswer,
        log: parts.log,
      });
    },
  };
}

/** The interpreter, which neither fails for a while nor is late. */
function unguarded(model: LanguageModelV4): Guarded {
  return {
    generate: (options) => model.doGenerate(options),
    stream: (options) => model.doStream(options),
  };
}
