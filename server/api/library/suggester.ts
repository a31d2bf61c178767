import { namesWriter } from '../../../agent/models/names.ts';
import type { AskModel } from '../../../knowledge/suggest/by-model.ts';
import type { Installation } from '../../installation.ts';

const patienceMs = 20_000;

/** Asks the configured model what a document is, for the person who adds it; undefined where none is configured. Rejects when it does not answer. */
export function createSuggester({
  config,
  services,
  clock,
  models,
}: Installation): ((personId: string) => AskModel) | undefined {
  if (!namesWriter(config.TRELLIS_MODEL)) return undefined;
  return (personId) => async (question) => {
    const [{ describeDocument }, known] = await Promise.all([
      import('../../../agent/describe-document.ts'),
      models(),
    ]);
    const model = await known.forTurn(services, clock(), { purpose: 'document', personId });
    return describeDocument(model, question, AbortSignal.timeout(patienceMs));
  };
}
