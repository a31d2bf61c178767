import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { deleteMemories, insertMemory, lockOwner, type Memory, selectMemories } from './sql/memories.ts';

export type { Memory } from './sql/memories.ts';

/**
 * What people asked to be remembered, each person's own: nobody else reads or changes it, and it goes with the person.
 * No tool has this; only what a person says to us in so many words comes here (`read-command.ts`).
 */
export interface Memories {
  list(personId: string): Promise<Memory[]>;
  /**
   * Keeps a text, and gives the memory that has it when it is kept already. Throws `memory.too_long`, `memory.full`.
   */
  add(personId: string, text: string, now: number): Promise<Memory>;
  /** Forgets all, or those of these numbers; gives what was forgotten. Throws `memory.unknown` when that is nothing. */
  forget(personId: string, numbers: readonly number[] | 'all'): Promise<Memory[]>;
}

/** What one person may have kept: it is sent to the model with every question. */
export const memoryLimits = { memories: 50, characters: 500 };

export function createMemories(db: Database): Memories {
  return {
    list: (personId) => selectMemories(db, personId),

    async add(personId, text, now) {
      const { memories, characters } = memoryLimits;
      if ([...text].length > characters) {
        throw new TrellisError(
          'memory.too_long',
          `A note has at most ${characters} characters; this one has ${[...text].length}. Say it shorter, or in two notes.`,
        );
      }
      return db.transaction(async (tx) => {
        await lockOwner(tx, personId);
        const kept = await selectMemories(tx, personId);
        const same = kept.find((memory) => memory.text === text);
        if (same) return same;
        if (kept.length < memories) return insertMemory(tx, personId, text, now);
        throw new TrellisError(
          'memory.full',
          `You have ${kept.length} notes, which is all I keep. Ask “what do you remember?” and let me forget one.`,
        );
      });
    },

    async forget(personId, numbers) {
      const gone = await deleteMemories(db, personId, numbers);
      if (gone.length > 0) return gone;
      throw new TrellisError(
        'memory.unknown',
        numbers === 'all'
          ? 'I remember nothing you told me to, so there is nothing to forget.'
          : `You have no note ${numbers.join(', ')}. Ask “what do you remember?” for their numbers.`,
      );
    },
  };
}
