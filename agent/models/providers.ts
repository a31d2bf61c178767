import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { operatorError } from './names.ts';
import type { ModelConfig } from './types.ts';

const openaiUrl = 'https://api.openai.com/v1';

/** The Responses protocol. Throws `model.no_key`. */
export function openaiModel(name: string, config: ModelConfig): LanguageModelV4 {
  if (!config.apiKey) {
    throw operatorError(
      'model.no_key',
      `TRELLIS_MODEL=openai:${name} needs OPENAI_API_KEY (platform.openai.com, API keys). Without a key unset TRELLIS_MODEL: the embedded interpreter answers.`,
    );
  }
  return createOpenAI({ apiKey: config.apiKey, baseURL: config.baseUrl ?? openaiUrl }).responses(name);
}

/** The Chat Completions protocol. Throws `model.no_base_url`. */
export function compatibleModel(name: string, config: ModelConfig): LanguageModelV4 {
  // The key of one address is not sent to another.
  const { baseUrl, apiKey } = config.compatible ?? config;
  if (!baseUrl) {
    throw operatorError(
      'model.no_base_url',
      `TRELLIS_MODEL=openai-compatible:${name} needs TRELLIS_COMPATIBLE_BASE_URL or OPENAI_BASE_URL, the address of the server ending in /v1.`,
    );
  }
  return createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: baseUrl,
    // Streams tell what they cost only when asked.
    includeUsage: true,
    ...(apiKey && { apiKey }),
  }).chatModel(name);
}
