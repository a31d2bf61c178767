import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { TrellisError } from '../db/errors.ts';
import type { Services } from '../tools/services.ts';
import { createInterpreter } from './interpreter/model.ts';
import { liveVocabulary } from './vocabulary.ts';

export interface ModelConfig {
  /** TRELLIS_MODEL: `openai:NAME`, `openai-compatible:NAME`; absent: the embedded interpreter. */
  model?: string;
  /** OPENAI_API_KEY. A compatible server may need none. */
  apiKey?: string;
  /** OPENAI_BASE_URL, ending in /v1. */
  baseUrl?: string;
}

export interface Models {
  /** What answers: `openai:gpt-…`, or `trellis:interpreter`. */
  name: string;
  /** The model for one turn. The interpreter reads the live vocabulary for it. */
  forTurn(services: Services, now: number): Promise<LanguageModelV4>;
}

export const interpreterName = 'trellis:interpreter';

const openaiUrl = 'https://api.openai.com/v1';
const providers = ['openai', 'openai-compatible'] as const;

/** The model that TRELLIS_MODEL names. Throws `model.unknown_provider`, `model.no_name`, `model.no_key`, `model.no_base_url`. */
export function createModels(config: ModelConfig): Models {
  if (!config.model) {
    return {
      name: interpreterName,
      forTurn: async (services, now) => createInterpreter(await liveVocabulary(services, now)),
    };
  }
  const { provider, name } = parseModelName(config.model);
  const model = provider === 'openai' ? openaiModel(name, config) : compatibleModel(name, config);
  return { name: config.model, forTurn: async () => model };
}

function parseModelName(text: string): { provider: (typeof providers)[number]; name: string } {
  const colon = text.indexOf(':');
  const provider = providers.find((known) => known === text.slice(0, Math.max(0, colon)));
  if (!provider) {
    throw operatorError(
      'model.unknown_provider',
      `TRELLIS_MODEL is "${text}"; write ${providers.map((known) => `${known}:NAME`).join(' or ')}, or leave it unset for the embedded interpreter.`,
    );
  }
  const name = text.slice(colon + 1);
  if (name === '') throw operatorError('model.no_name', `TRELLIS_MODEL names no model after "${provider}:".`);
  return { provider, name };
}

/** The Responses protocol. */
function openaiModel(name: string, config: ModelConfig): LanguageModelV4 {
  if (!config.apiKey) {
    throw operatorError(
      'model.no_key',
      `TRELLIS_MODEL=openai:${name} needs OPENAI_API_KEY (platform.openai.com, API keys). Without a key unset TRELLIS_MODEL: the embedded interpreter answers.`,
    );
  }
  return createOpenAI({ apiKey: config.apiKey, baseURL: config.baseUrl ?? openaiUrl }).responses(name);
}

/** The Chat Completions protocol. */
function compatibleModel(name: string, config: ModelConfig): LanguageModelV4 {
  if (!config.baseUrl) {
    throw operatorError(
      'model.no_base_url',
      `TRELLIS_MODEL=openai-compatible:${name} needs OPENAI_BASE_URL, the address of the server ending in /v1.`,
    );
  }
  return createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: config.baseUrl,
    ...(config.apiKey && { apiKey: config.apiKey }),
  }).chatModel(name);
}

function operatorError(code: string, message: string): TrellisError {
  return new TrellisError(code, message, { mender: 'operator' });
}
