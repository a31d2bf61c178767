import { createEndpoint } from '../knowledge/vectors/endpoint.ts';
import type { RemoteEmbedder } from '../knowledge/vectors/remote.ts';
import type { Config } from './config.ts';

/**
 * What the settings name for the library's vectors, at its own address with its own key, or else at the address of the
 * model that answers. The key of one address is never sent to another.
 */
export function embeddingEndpoint(config: Config): RemoteEmbedder | undefined {
  const { TRELLIS_EMBEDDING_MODEL: model, TRELLIS_EMBEDDING_BASE_URL: ownUrl } = config;
  if (model === undefined) return undefined;
  const sharedKey = ownUrl === undefined ? config.OPENAI_API_KEY : undefined;
  return createEndpoint({
    model,
    apiKey: config.TRELLIS_EMBEDDING_API_KEY ?? sharedKey,
    baseUrl: ownUrl ?? config.OPENAI_BASE_URL,
  });
}
