import { TrellisError } from '../../db/errors.ts';
import type { EmbedOptions, RemoteEmbedder } from './remote.ts';
import { toUnit } from './unit.ts';

export interface EndpointConfig {
  /** TRELLIS_EMBEDDING_MODEL: `openai:NAME` or `openai-compatible:NAME`. */
  model: string;
  /** A compatible server may need none. */
  apiKey?: string | undefined;
  /** Ending in /v1; OpenAI's own when absent. */
  baseUrl?: string | undefined;
}

const openaiUrl = 'https://api.openai.com/v1';

/** An endpoint that speaks OpenAI's embeddings protocol. Its packages are loaded with the first text. */
export function createEndpoint(config: EndpointConfig): RemoteEmbedder {
  const name = endpointName(config);
  return {
    name,
    async embed(texts, { signal, retries = 2 }: EmbedOptions = {}) {
      const { embedMany } = await import('ai');
      const model = await embeddingModel(config);
      const answer = await embedMany({
        model,
        values: [...texts],
        maxRetries: retries,
        ...(signal && { abortSignal: signal }),
      }).catch((error: unknown) => {
        throw explain(name, error);
      });
      return checked(name, answer.embeddings, texts.length);
    },
  };
}

/** The model and where it is served, without what an address may hold in secret. */
function endpointName({ model, baseUrl }: EndpointConfig): string {
  if (baseUrl === undefined || baseUrl === openaiUrl) return model;
  const { origin, pathname } = new URL(baseUrl);
  return `${model} at ${origin}${pathname.replace(/\/+$/, '')}`;
}

async function embeddingModel({ model, apiKey, baseUrl }: EndpointConfig) {
  const [provider, ...rest] = model.split(':');
  const id = rest.join(':');
  if (provider === 'openai') {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI({ apiKey: apiKey ?? '', baseURL: baseUrl ?? openaiUrl }).embedding(id);
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: baseUrl ?? openaiUrl,
    ...(apiKey && { apiKey }),
  }).embeddingModel(id);
}

function checked(name: string, given: readonly (readonly number[])[], wanted: number): Float32Array[] {
  const vectors = given.map((numbers) => toUnit(Float32Array.from(numbers)));
  const length = vectors[0]?.length ?? 0;
  const isSound = (vector: Float32Array | undefined) =>
    vector?.length === length && vector.every(Number.isFinite);
  if (vectors.length !== wanted || length === 0 || !vectors.every(isSound)) {
    throw new TrellisError(
      'embedding.answer',
      `${name} gave ${vectors.length} answers to ${wanted} texts, and not all of them are vectors of finite numbers that are as long as the first. Check that TRELLIS_EMBEDDING_MODEL is an embedding model and that its server is sound.`,
      { mender: 'provider' },
    );
  }
  return vectors as Float32Array[];
}

/** What the endpoint says itself stays out of the message: it may say anything. */
function explain(name: string, error: unknown): TrellisError {
  const cause = lastOf(error);
  const status = (cause as { statusCode?: number }).statusCode;
  const because = (code: string, words: string, mender: 'operator' | 'provider') =>
    new TrellisError(code, `${name} ${words}`, { mender, cause: error });
  if (status === 401 || status === 403) {
    return because(
      'embedding.key',
      `does not accept the key (${status}): check TRELLIS_EMBEDDING_API_KEY, or OPENAI_API_KEY where that is not set.`,
      'operator',
    );
  }
  if (status === 404) {
    return because(
      'embedding.model',
      'is not known where it was asked for (404): check TRELLIS_EMBEDDING_MODEL and TRELLIS_EMBEDDING_BASE_URL.',
      'operator',
    );
  }
  if (status === 400 || status === 413 || status === 422)
    return because('embedding.text', `does not take a text (${status}).`, 'provider');
  const { name: kind } = cause as { name?: string };
  const isCall = kind === 'AI_APICallError' || kind === 'AbortError' || kind === 'TimeoutError';
  if (status === 200 || !isCall) {
    return because(
      'embedding.answer',
      'does not answer with vectors: check that TRELLIS_EMBEDDING_MODEL is an embedding model.',
      'provider',
    );
  }
  const how = status === undefined ? 'does not answer' : `answers with ${status}`;
  return because(
    'embedding.unreachable',
    `${how}: it is asked again later, and search goes on without it. Check that its server runs and can be reached from here.`,
    'provider',
  );
}

/** What the last of several attempts failed with. */
function lastOf(error: unknown): object {
  const last = (error as { lastError?: unknown } | undefined)?.lastError ?? error;
  return typeof last === 'object' && last !== null ? last : {};
}
