import { printCondition } from '../../engine/program/condition/print.ts';
import { ownTerms } from '../interpreter/slots/own-terms.ts';
import { ownWords } from '../interpreter/words/own-words.ts';
import type { LiveVocabulary } from '../vocabulary.ts';
import { definitionIn } from './definition.ts';
import { personNeeded } from './person-needed.ts';
import type { MemoryCommand } from './read-command.ts';
import type { Memories, Memory } from './store.ts';

export interface Obeying {
  memories: Memories;
  person: { id: string };
  /** Whether the person, not a program in their name, wrote the words. */
  inPerson: boolean;
  /** The embedded interpreter answers, which uses nothing but definitions. */
  byCode: boolean;
  vocabulary: () => Promise<LiveVocabulary>;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Does what a person says about what is remembered of them, and says what was done. Throws what the store throws. */
export async function obeyMemoryCommand(command: MemoryCommand, obeying: Obeying): Promise<string> {
  const { memories, person, inPerson, now } = obeying;
  if (command.do === 'list') return listWords(await memories.list(person.id));
  if (!inPerson) throw personNeeded();
  if (command.do === 'forget') {
    const gone = await memories.forget(person.id, command.numbers);
    return `Forgotten:\n${memoryLines(gone)}`;
  }
  const memory = await memories.add(person.id, command.text, now);
  return [
    `Kept as note ${memory.n}: ${memory.text}`,
    await useWords(memory, obeying),
    `“What do you remember?” lists your notes, “forget ${memory.n}” deletes this one. Nobody else sees them.`,
  ].join('\n');
}

function memoryLines(memories: readonly Memory[]): string {
  return memories.map(({ n, text }) => `- ${n}: ${text}`).join('\n');
}

function listWords(memories: readonly Memory[]): string {
  if (memories.length === 0)
    return 'I remember nothing you told me to. Say “remember that …”, or “by big fish I mean …”.';
  return `You asked me to remember:\n${memoryLines(memories)}\n\n“Forget ${memories[0]?.n}” deletes one.`;
}

/** What becomes of a note: a word that conditions can use, or words that are kept. */
async function useWords(memory: Memory, { byCode, memories, person, vocabulary }: Obeying): Promise<string> {
  const definition = definitionIn(memory.text);
  if (definition) {
    const words = await vocabulary();
    const others = (await memories.list(person.id)).filter(({ n }) => n !== memory.n);
    const definitions = [definition, ...others.flatMap(({ text }) => definitionIn(text) ?? [])];
    const read = ownTerms(definitions, words)[0]?.condition();
    if (read) return `From now on “${definition.term}” means to me: ${printCondition(read, ownWords(words))}`;
    if (byCode)
      return `I cannot read “${definition.meaning}” as a condition on leads, so I keep the note and cannot count by it. “List fields” shows the words I know.`;
  }
  return byCode
    ? 'The embedded interpreter uses notes that say what a word means, such as “by big fish I mean enterprise leads”; others it keeps and lists.'
    : 'The model gets it with every question of yours.';
}
