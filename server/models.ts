import type { Budgets } from '../agent/budgets/limits.ts';
import { createMeters } from '../agent/budgets/meter.ts';
import type { Models } from '../agent/models/types.ts';
import type { WriteEmail } from '../knowledge/draft/types.ts';
import type { Services } from '../tools/services.ts';
import type { Config } from './config.ts';
import type { Installation } from './installation.ts';
import { once } from './once.ts';

/** The models of the process, loaded with the first question to one: their packages are slow to load. */
export function createModelPort({
  config,
  db,
  clock,
  log,
}: Pick<Installation, 'config' | 'db' | 'clock' | 'log'>): () => Promise<Models> {
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
      {
        meterFor: createMeters({ db, budgets: budgetsOf(config), prices: config.TRELLIS_PRICES, clock }),
        log: (line, details) => log.warn(details ?? {}, line),
      },
    );
  });
}

export function budgetsOf(config: Config): Budgets {
  const {
    TRELLIS_BUDGET_TURN: turn,
    TRELLIS_BUDGET_PERSON: person,
    TRELLIS_BUDGET_DAY: installation,
  } = config;
  return { turn, person, installation };
}

/** Writes emails by a model, out of the budget of the person who asks. */
export function createWriter(
  models: () => Promise<Models>,
  services: () => Services,
  clock: () => number,
): (personId: string) => WriteEmail {
  return (personId) => async (brief, signal) => {
    const [{ writeEmail }, known] = await Promise.all([import('../agent/write-email.ts'), models()]);
    const model = await known.forTurn(services(), clock(), { purpose: 'email', personId });
    return writeEmail(model, brief, signal);
  };
}
