import type { Queryable, Tx } from '../../db/connection.ts';

/** What the vectors of a generation come from. */
export interface EmbedderName {
  /** lsa: trained here on the library's own passages. endpoint: asked of a server. */
  kind: 'lsa' | 'endpoint';
  /** Two of the same name give the same vectors. */
  model: string;
}

/**
 * One state of the index in which vocabulary, weights, model and vectors belong together. A query reads the current
 * one once and names it in all its statements; it stays for some minutes after another has taken its place.
 */
export interface Generation {
  id: number;
  /** Of the rules that make index terms out of text. */
  lexicon: number;
  /** Absent: words alone. */
  embedder?: EmbedderName;
  dimensions?: number;
  passages: number;
  /** In all passages, with title and headings. */
  terms: number;
  /** The average length of a passage in terms that the stored weights assume. */
  averageLength: number;
  /** Passages there were when its model was trained, or found to have too little in common for one. */
  trainedOn?: number;
  createdAt: number;
}

export interface GenerationRow {
  id: number;
  lexicon: number;
  embedder: EmbedderName | null;
  dimensions: number | null;
  passages: number;
  terms: number;
  average_length: number;
  trained_on: number | null;
  created_at: number;
}

/** In `settings`. */
export const pointer = 'library.generation';
export const generationColumns =
  'g.id, g.lexicon, g.embedder, g.dimensions, g.passages, g.terms, g.average_length, g.trained_on, g.created_at';

/** The generation in use. Undefined only while the database is not migrated. */
export async function currentGeneration(db: Pick<Queryable, 'query'>): Promise<Generation | undefined> {
  const [row] = await db.query<GenerationRow>(
    `select ${generationColumns} from settings s join index_generations g on g.id = s.value::int where s.key = $1`,
    [pointer],
  );
  return row && toGeneration(row);
}

/**
 * Locks the index for the rest of the transaction, so that two additions do not lose each other's counts and none of
 * them meets a switch. Take it before reading what is to be indexed.
 */
export async function lockIndex(tx: Tx): Promise<Generation> {
  await tx.query('select from settings where key = $1 for update', [pointer]);
  // Read by a statement of its own: it sees what another transaction wrote while this one waited.
  const current = await currentGeneration(tx);
  if (current === undefined) throw new Error('The index has no generation in use; migrations make one.');
  return current;
}

export function toGeneration(row: GenerationRow): Generation {
  return {
    id: row.id,
    lexicon: row.lexicon,
    ...(row.embedder && { embedder: row.embedder }),
    ...(row.dimensions !== null && { dimensions: row.dimensions }),
    passages: row.passages,
    terms: row.terms,
    averageLength: row.average_length,
    ...(row.trained_on !== null && { trainedOn: row.trained_on }),
    createdAt: row.created_at,
  };
}
