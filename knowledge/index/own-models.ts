import type { Queryable } from '../../db/connection.ts';
import { decodeModel, type LsaModel } from '../vectors/lsa/model.ts';
import type { Generation } from './generation.ts';
import { readModel } from './sql/models.ts';

/** By name, which is made of the model's own bytes: the same one whatever database it was read from. */
const known = new Map<string, LsaModel>();
/** The one in use, the one before and the one being built; each may take 20 MB. */
const mostKnown = 3;

/** Our own model of a generation, read once a process; undefined when its vectors come from elsewhere. */
export async function ownModel(
  db: Pick<Queryable, 'query'>,
  { id, embedder }: Pick<Generation, 'id' | 'embedder'>,
): Promise<LsaModel | undefined> {
  if (embedder?.kind !== 'lsa') return undefined;
  const model = known.get(embedder.model);
  if (model) return model;
  const encoded = await readModel(db, id);
  if (encoded === undefined) return undefined;
  const decoded = decodeModel(encoded);
  known.set(embedder.model, decoded);
  if (known.size > mostKnown) known.delete(known.keys().next().value as string);
  return decoded;
}
