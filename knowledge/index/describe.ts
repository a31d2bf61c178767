import { count, counted } from '../../engine/program/count-words.ts';
import { dimensionsFor, fewestPassages } from '../vectors/lsa/train.ts';
import type { GenerationStatus, IndexStatus } from './status.ts';

const reasons: Readonly<Record<NonNullable<IndexStatus['due']>, string>> = {
  asked: 'somebody asked for it',
  rules: 'this Trellis reads words by newer rules',
  embedder: 'its vectors are to come from another model',
  grown: 'the library has changed by more than a fifth',
  drifted: 'passages have become longer or shorter',
};

/** The state of the index in words, a line each; the same on every face. */
export function describeIndex({ passages, current, building, due, fault }: IndexStatus): string[] {
  const lines = [`${counted(passages, 'passage')}. ${describeCurrent(current)}`];
  if (building) {
    lines.push(
      `Generation ${building.generation} is being built: ${count(building.passages)} of ${counted(passages, 'passage')}. The one in use stays until it is whole.`,
    );
  } else if (due && !fault) {
    const isFirst = due === 'embedder' && current.model === undefined;
    const why = isFirst ? 'it is to find by meaning too' : reasons[due];
    lines.push(`A new one is due: ${why}. A running server or worker builds it.`);
  }
  if (fault) {
    lines.push(
      `It is behind since ${minute(fault.since)} (${fault.code}): ${fault.message} Next attempt at ${minute(fault.retryAt)}.`,
    );
  }
  return lines;
}

function describeCurrent(current: GenerationStatus): string {
  const size = `${(current.bytes / 1_000_000).toFixed(1)} MB`;
  const name = `Generation ${current.generation} is in use, ${size}:`;
  if (current.model === undefined) {
    const why =
      dimensionsFor(current.passages) === 0
        ? `; from ${counted(fewestPassages, 'passage')} on it learns what they mean too`
        : '';
    return `${name} it finds by words alone${why}.`;
  }
  const { passages, vectors, refused } = current;
  const placed = `${count(vectors)} of ${count(passages)}`;
  const left = refused === 0 ? '' : `; the endpoint does not take ${count(refused)}`;
  const from = current.kind === 'lsa' ? 'a model trained on the library itself' : current.model;
  return `${name} it finds by words and by meaning; ${placed} placed by ${from}, ${current.dimensions} numbers each${left}.`;
}

const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
