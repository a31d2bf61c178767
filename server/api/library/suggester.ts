import type { AskModel } from '../../../knowledge/suggest/by-model.ts';
import type { Installation } from '../../installation.ts';
import { once } from '../../once.ts';

const patienceMs = 20_000;
/** After so many failures in a row the model is let be for a while: a folder of documents would wait for each. */
const mostFailures = 3;
const restMs = 5 * 60_000;

/** Asks the configured model what a document is; undefined where none is configured. Rejects when it does not answer. */
export function createSuggester(installation: Installation): AskModel | undefined {
  const { config, services, clock } = installation;
  if (!config.TRELLIS_MODEL) return undefined;
  const load = once(async () => {
    const [{ describeDocument }, { createModels }] = await Promise.all([
      import('../../../agent/describe-document.ts'),
      import('../../../agent/models.ts'),
    ]);
    const models = createModels({
      ...(config.TRELLIS_MODEL && { model: config.TRELLIS_MODEL }),
      ...(config.OPENAI_API_KEY && { apiKey: config.OPENAI_API_KEY }),
      ...(config.OPENAI_BASE_URL && { baseUrl: config.OPENAI_BASE_URL }),
    });
    return { describeDocument, models };
  });
  let failures = 0;
  let restsUntil = 0;
  return async (question) => {
    if (clock() < restsUntil) throw new Error('The model is let be after failures.');
    try {
      const { describeDocument, models } = await load();
      const model = await models.forTurn(services, clock());
      const answer = await describeDocument(model, question, AbortSignal.timeout(patienceMs));
      failures = 0;
      return answer;
    } catch (error) {
      failures += 1;
      if (failures >= mostFailures) {
        failures = 0;
        restsUntil = clock() + restMs;
      }
      throw error;
    }
  };
}
