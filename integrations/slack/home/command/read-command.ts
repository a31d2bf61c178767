import { nearest } from '../../../../tools/support/nearest.ts';

export interface ReadCommand {
  /** Of a subcommand that there is. */
  name: string;
  /** What stands behind it, as Slack escaped it. */
  words: string;
  /** What was written, where it was read as another word. */
  typed?: string;
}

/**
 * What `/trellis …` asks for: the first word is a subcommand, misspelt or not; a sentence that begins with none is a
 * question; nothing, or a word that is none, asks for help.
 */
export function readCommand(text: string, names: readonly string[]): ReadCommand {
  const [, first = '', words = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(text) ?? [];
  const typed = first.toLowerCase().replace(/^\/|[:,.!?]+$/g, '');
  if (names.includes(typed)) return { name: typed, words };
  if (typed === '') return { name: 'help', words: '' };
  // “show …”, “what …” are sentences: only a word that is a subcommand but for a slip is one.
  const [meant] = nearest(typed, names, 1).filter((name) => typed.length > 2 && close(typed, name));
  if (meant !== undefined && !question.has(typed)) return { name: meant, words, typed: first };
  return words === ''
    ? { name: 'help', words: '', typed: first }
    : { name: 'ask', words: `${first} ${words}` };
}

/** Words that begin a question though they look like a subcommand. */
const question = new Set(['as', 'has', 'had', 'are', 'task', 'tasks', 'shape', 'sharp', 'let']);

function close(typed: string, name: string): boolean {
  return typed[0] === name[0] && Math.abs(typed.length - name.length) <= 2;
}
