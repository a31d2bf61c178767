import type { Exchange, World } from '../requests.ts';
import { lastChange } from '../turns/remembered.ts';
import { changeIdIn } from './change.ts';
import { plainWord } from './experiments.ts';

/** A change as a thing; the same word is a verb at the beginning of a wish. */
export const changeNoun =
  /\b(?:proposals?|suggestions?)\b(?! (?:(?:has been|have been|is|are|was|were|gets?|got|that was) )?sent\b)|\bwhat [a-z]+ (?:has |have )?proposed\b|\b(?:change requests?|proposed changes?|diff)\b|\b(?:the|this|that|these|those|my|our|your|any|an?|no|which|what|latest|last|recent|open|pending|waiting|unapproved|risky|[a-z]+s?['’]s|cap|week|per) (?:(?!to\b|we\b|i\b|you\b)[a-z]+ ){0,2}?changes?\b(?! (?:the|it|to|in|from|of|since|between|over|a|an|our|my|this|that|management|control)\b)|(?<=^|, )[a-z]+ changes?$/;
const small = new Set(
  'the a an of at most least per for with in on to and or by is it that this all be as more than up down new'.split(
    ' ',
  ),
);

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !small.has(word))
    .map(plainWord)
    .map((word) => same[word] ?? word);
}

const same: Readonly<Record<string, string>> = {
  mail: 'email',
  weekly: 'week',
  monthly: 'month',
  daily: 'day',
};

export interface MeantChange {
  id: string;
  /** By how many words of its title or its author’s name; 0: it is the only one, or the last spoken of. */
  shared: number;
  /** The words that named it. */
  words: ReadonlySet<string>;
  /** Its author was named. */
  byAuthor?: boolean;
}

/** The one change that a text means: by id, by words of its title or its author; undefined where several fit. */
export function changeNamedIn(text: string, raw: string, { vocabulary }: World): MeantChange | undefined {
  const id = /\b(?:change|proposal)\b/i.test(raw) ? changeIdIn(raw) : undefined;
  if (id !== undefined) return { id, shared: 9, words: new Set() };
  const said = new Set(wordsOf(text.replace(/'s\b/g, '')));
  const fits = (vocabulary.openChanges ?? []).map(({ id, title, author }) => {
    const words = new Set([
      ...wordsOf(title),
      ...wordsOf(author),
      ...(/\be?mails? a (?:day|week|month)\b/i.test(title)
        ? ['cap', 'limit', 'maximum', 'max', 'frequency']
        : []),
    ]);
    const byAuthor = wordsOf(author).some((word) => said.has(word));
    return { id, words, byAuthor, shared: [...words].filter((word) => said.has(word)).length };
  });
  const most = Math.max(0, ...fits.map(({ shared }) => shared));
  const best = fits.filter(({ shared }) => shared === most);
  return most > 0 && best.length === 1 ? best[0] : undefined;
}

/** The only one that waits, or the one last spoken of. */
export function changePointed({ vocabulary, history }: World): MeantChange | undefined {
  const last = lastChange(history)?.id;
  const open = vocabulary.openChanges ?? [];
  const id = last ?? (open.length === 1 ? open[0]?.id : undefined);
  return id === undefined ? undefined : { id, shared: 0, words: new Set() };
}

/** Whether the exchange before was about changes. */
export function spokeOfChange(history: readonly Exchange[]): boolean {
  return /^(?:show_changes|propose_\w+|build_system)$/.test(history.at(-1)?.calls.at(-1)?.name ?? '');
}
