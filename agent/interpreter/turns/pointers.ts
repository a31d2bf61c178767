import type { Exchange } from '../requests.ts';

type Kind = 'lead' | 'track' | 'segment' | 'change' | 'experiment' | 'item';
interface Listed {
  kind: Kind;
  /** As another request can name it. */
  name: string;
}

const places = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const nouns: Readonly<Record<string, Kind>> = {
  lead: 'lead',
  contact: 'lead',
  person: 'lead',
  track: 'track',
  campaign: 'track',
  sequence: 'track',
  segment: 'segment',
  change: 'change',
  proposal: 'change',
  experiment: 'experiment',
  test: 'experiment',
  item: 'item',
  guide: 'item',
  article: 'item',
  piece: 'item',
  report: 'item',
};
const pointer = new RegExp(
  `\\b(?:the |that |number )?(?:(?<word>${places.join('|')}|last|former|latter)|(?<digit>\\d{1,2})(?:st|nd|rd|th)) (?<noun>one|of (?:them|those|these)|${Object.keys(nouns).join('|')})\\b|(?<!\\b(?:e-?mails?|mail|message|step|version|day|week|change|variant|arm) )(?:\\b(?:number|no\\.?|nr\\.?) ?|(?<=^|\\s)#)(?<number>\\d{1,2})\\b(?! (?:leads|weeks?|days?|hours?|points?|e?-?mails?|percent)\\b)|\\bthe (?<alone>${places.join('|')}|last)(?=['’]s\\b| (?:get|gets|receive|stand|have|has|had|got|is|was|been|score|scored|on|in)\\b|\\?|\\.?$)`,
  'i',
);

/** `the second one`, `the third lead`: with the name of what stood there in the list told last. */
export function withListed(text: string, history: readonly Exchange[]): string {
  const match = pointer.exec(text);
  if (!match) return text;
  const listed = lastList(history);
  const { alone = '', word = alone, digit, number, noun = 'one' } = match.groups ?? {};
  const kind = nouns[noun.toLowerCase()];
  if (listed.length < 2 || (kind && listed[0]?.kind !== kind)) return text;
  const place = placeOf(word.toLowerCase(), digit ?? number, listed.length);
  const meant = listed[place];
  if (!meant) return text;
  return text.slice(0, match.index) + meant.name + text.slice(match.index + match[0].length);
}

function placeOf(word: string, digit: string | undefined, count: number): number {
  if (digit !== undefined) return Number(digit) - 1;
  if (word === 'last' || word === 'latter') return count - 1;
  return word === 'former' ? 0 : places.indexOf(word);
}

/** The list that was told last; what could be improved is a list that has words of its own. */
function lastList(history: readonly Exchange[]): Listed[] {
  for (const exchange of history.toReversed())
    for (const { output } of exchange.calls.toReversed()) {
      const found = Object(output) as Partial<Record<string, unknown>>;
      if (found.opportunities) return [];
      const list = listIn(found);
      if (list.length > 0) return list;
    }
  return [];
}

function listIn(output: Partial<Record<string, unknown>>): Listed[] {
  const all = (key: string) => (Array.isArray(output[key]) ? (output[key] as Record<string, unknown>[]) : []);
  const titled = (title: unknown, noun: string) =>
    new RegExp(`\\b${noun}$`, 'i').test(String(title)) ? `the ${title}` : `the ${title} ${noun}`;
  const lists: Listed[][] = [
    all('leads').map(({ id }) => ({ kind: 'lead', name: String(id) })),
    all('tracks').map(({ title }) => ({ kind: 'track', name: titled(title, 'track') })),
    all('segments').map(({ title }) => ({ kind: 'segment', name: titled(title, 'segment') })),
    all('changes').map(({ id }) => ({ kind: 'change', name: `change ${String(id).slice(0, 8)}` })),
    all('experiments').map(({ title }) => ({ kind: 'experiment', name: titled(title, 'test') })),
    titles(all('items')),
    titles(all('passages')),
  ];
  // A whole program is no list of one thing.
  const some = lists.filter((list) => list.length > 0);
  return some.length === 1 ? (some[0] as Listed[]) : [];
}

/** Each once: several passages may be of one document. */
function titles(items: readonly Record<string, unknown>[]): Listed[] {
  return [...new Set(items.map(({ title }) => String(title)))].map((title) => ({
    kind: 'item',
    name: `“${title}”`,
  }));
}
