import { nearest } from '../../../tools/support/nearest.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Plan } from '../requests.ts';
import { resolveName, tellingWords } from './names.ts';

type Item = LiveVocabulary['items'][number];

const filler = new Set(
  'one piece item content document library new our that this instead called titled named about with'.split(
    ' ',
  ),
);

/**
 * The item of the library that is meant: by its title in quotation marks or its id, or by words that all stand in the
 * title of one alone. A question where several fit or none does; it ends in `after`.
 */
export function readItem(
  said: string,
  quotes: readonly string[],
  { items }: LiveVocabulary,
  after = ' Nothing has been proposed.',
): { item: Item } | Extract<Plan, { say: string }> {
  const phrase = said.replace(/\bquote(\d+)\b/g, (_, n: string) => quotes[Number(n)] ?? '').trim();
  const lower = phrase.toLowerCase();
  const exact = items.find(
    ({ id, title }) => id === lower || title.toLowerCase() === lower || id.replaceAll('-', ' ') === lower,
  );
  if (exact) return { item: exact };
  const words = tellingWords(phrase).filter((word) => !filler.has(word));
  const titled = items.map((item) => ({ ...item, id: `${item.id} ${item.kind.replaceAll('-', ' ')}` }));
  const found = words.length > 0 ? resolveName(words.join(' '), titled) : undefined;
  const fitting = found ? [found.best, ...found.others].filter((item) => says(item, words)) : [];
  const [only, ...others] = fitting.map((one) => items.find(({ title }) => title === one.title) as Item);
  if (only && others.length === 0) return { item: only };
  const near = only
    ? [only, ...others].map(({ title }) => title)
    : nearest(
        phrase,
        items.map(({ title }) => title),
      );
  const choices = near.slice(0, 5);
  const offer =
    choices.length === 0
      ? 'Search the library for what there is.'
      : only
        ? `These fit: ${choices.join('; ')}.`
        : `Did you mean ${choices.join(' or ')}?`;
  return {
    say: `${only ? 'Which item do you mean?' : `The library has no item “${phrase}”.`} ${offer}${after}`,
    ...(choices.length > 0 && { asks: { choices, instead: phrase } }),
  };
}

function says({ id, title }: { id: string; title: string }, words: readonly string[]): boolean {
  const known = new Set(tellingWords(`${title} ${id}`).map(singular));
  return words.every((word) => known.has(singular(word)));
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word;
}
