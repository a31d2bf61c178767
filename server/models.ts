import type { Models } from '../agent/models/types.ts';
import type { WriteEmail } from '../knowledge/draft/types.ts';
import type { Services } from '../tools/services.ts';
import type { Config } from './config.ts';
import type { Installation } from './installation.ts';
import { once } from './once.ts';

/** The models of the process, loaded with the first question to one: their packages are slow to load. */
export function createModelPort(config: Config, log: Installation['log']): () => Promise<Models> {
  const { TRELLIS_MODEL: model, OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = config;
  const { TRELLIS_COMPATIBLE_BASE_URL: ownUrl, TRELLIS_COMPATIBLE_API_KEY: ownKey } = config;
  return once(async () => {
    const { createModels } = await import('../agent/models/models.ts');
    const compatible = ownUrl && { baseUrl: ownUrl, ...(ownKey && { apiKey: ownKey }) };
    return createModels(
      {
        ...(model && { model }),
        ...(apiKey && { apiKey }),
        ...(baseUrl && { baseUrl }),
        ...(compatible && { compatible }),
      },
      { log: (line, details) => log.warn(details ?? {}, line) },
    );
  });
}

/** Writes emails by a model. */
export function createWriter(
  models: () => Promise<Models>,
  services: () => Services,
  clock: () => number,
): WriteEmail {
  return async (brief, signal) => {
    const [{ writeEmail }, known] = await Promise.all([import('../agent/write-email.ts'), models()]);
    const model = await known.forTurn(services(), clock(), { purpose: 'email' });
    return writeEmail(model, brief, signal);
  };
}
