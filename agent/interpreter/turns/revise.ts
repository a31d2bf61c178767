import type { LiveVocabulary } from '../../vocabulary.ts';
import { tellingWords } from '../slots/names.ts';
import { type Phrase, phrasesOf } from '../words/phrases.ts';
import { plainWords } from '../words/plain-words.ts';

/** Words around what is put right, or asked for again with something else in its place. */
const around: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'no nope hm hmm ah oh hang another now not sorry actually instead rather meant mean wait oops ups correction make change it that with same again too also thing one ones track tracks leads use should rather but than dont want version option sequence campaign please use using mine mistake second thoughts thought thinking plan plans better best enough plenty prefer say sounds seems fine suppose supposing assume assuming imagine s d'.split(
    ' ',
  ),
]);
const ruledOut = /\b(?:not|instead of|rather than|no longer|isn't|wasn't) (?:for |in |the |on |from |at )*$/;
/** Kinds that may stand for each other, the first that the request has; a bare number takes the unit of what it stands for. */
const likewise: Readonly<Record<string, readonly string[]>> = {
  duration: ['duration', 'period', 'rhythm'],
  period: ['period', 'duration'],
  rhythm: ['rhythm', 'duration'],
  number: ['points', 'percent', 'duration', 'emails', 'day', 'email', 'version', 'number'],
  points: ['points', 'number'],
  percent: ['percent', 'number'],
  event: ['event'],
  track: ['track'],
  segment: ['segment', 'value:company_size'],
};

/**
 * A request with what a short message names in the place of what it said of the same kind: `no, 6 weeks`, `not SMB,
 * enterprise`, `same for fintech`. What the request said nothing of is added to it. Undefined where the message has
 * words that name nothing, or nothing that it names.
 */
export function revised(request: string, said: string, vocabulary: LiveVocabulary): string | undefined {
  // “One for enterprise” counts nothing.
  const text = said
    .replace(/\b(?:another |the same )?one (?:more )?(?=for\b)/gi, '')
    .replace(/(?<=\bsame )(?:subject|topic|theme|stage|length|period|condition|question|everything)\b/gi, '');
  const part = partOfTrack(request, text);
  if (part !== undefined) return part;
  // A first word that only joins is no name, however it is written.
  const [first = ''] = /^\p{L}+/u.exec(text) ?? [];
  const fragment = around.has(first.toLowerCase())
    ? ` ${first.toLowerCase()}${text.slice(first.length)}`
    : ` ${text}`;
  const named = phrasesOf(fragment, vocabulary, true);
  const bare = named.reduceRight(
    (left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`,
    fragment,
  );
  const known = new Set(tellingWords(request));
  const unknown = tellingWords(bare.replace(/n['’]t\b/g, 'nt')).filter(
    (word) => !around.has(word) && !known.has(word),
  );
  if (named.length === 0 || unknown.length > 0) return undefined;
  const isRuledOut = (phrase: Phrase) =>
    /^\s*not /i.test(phrase.text) || ruledOut.test(fragment.slice(0, phrase.start).toLowerCase());
  const wrong = named.filter(isRuledOut);
  const right = named.filter((phrase) => !wrong.includes(phrase));
  if (right.length === 0) return undefined;
  let result = request;
  for (const phrase of right) {
    const next = exchanged(result, phrase, wrong, vocabulary);
    if (next === undefined) return undefined;
    result = next;
  }
  return result === request ? undefined : result;
}

/** `call it “X”`, `the goal should be a demo request`: of the track that was to be built. */
function partOfTrack(request: string, text: string): string | undefined {
  if (!/\b(?:track|sequence|campaign|nurture|drip|flow|series)\b/i.test(request)) return undefined;
  const bare = request.replace(/[\s.?!]+$/, '');
  const title =
    /\b(?:call|name|title) (?:it|that|the track) (["“][^"“”]+["”])|\b(?:title|name) (?:should be|is|shall be) (["“][^"“”]+["”])/i.exec(
      text,
    );
  const called = title?.[1] ?? title?.[2];
  if (called !== undefined)
    return `${bare.replace(/,? *\b(?:called|named|titled) ["“][^"“”]+["”]/i, '')}, called ${called}`;
  const goal =
    /^(?:\W|no|and|but|sorry|actually|please)*(?:the|its) goal (?:should|shall|must|is|has to|ought)(?: to)?(?: be)? ([^.!?]+)/i.exec(
      text,
    )?.[1];
  if (goal === undefined || text.includes('?') || /["“]/.test(bare)) return undefined;
  return `${bare.replace(/,? *(?:\bgoal\b|\buntil (?:they|a lead|leads)\b).*$/i, '')}, goal: ${goal}`;
}

/** Undefined where it could stand for several parts of the request. */
function exchanged(
  request: string,
  phrase: Phrase,
  wrong: readonly Phrase[],
  vocabulary: LiveVocabulary,
): string | undefined {
  if (phrase.kind === 'page') return withPage(request, phrase.text.trim());
  const parts = phrasesOf(request, vocabulary, true);
  const kinds = phrase.kind === 'number' ? countedIn(request) : (likewise[phrase.kind] ?? [phrase.kind]);
  const fitting = kinds
    .map((kind) => parts.filter((part) => part.kind === kind))
    .find((some) => some.length > 0);
  if (fitting === undefined)
    return phrase.kind === 'number'
      ? undefined
      : `${request.replace(/[\s.?!]+$/, '')}, ${phrase.text.trim()}`;
  const denied = fitting.filter((part) => wrong.some((one) => plainly(one.text) === plainly(part.text)));
  const target =
    denied[0] ?? (fitting.length === 1 || isRow(request, fitting) ? fitting[0] : sameUnit(fitting, phrase));
  if (target === undefined) return undefined;
  const end = denied.length === 0 && isRow(request, fitting) ? (fitting.at(-1) as Phrase).end : target.end;
  return `${request.slice(0, target.start)}${inItsWords(phrase, target)}${request.slice(end)}`;
}

/** Where a number of emails is limited, a bare number is of them, and not of the days that they may take. */
function countedIn(request: string): readonly string[] {
  const limits =
    /\b(?:at most|max(?:imum)?|cap|limit|no more than|up to)\b|\be-?mails? (?:per|a|each|every)\b/i;
  const kinds = likewise.number ?? [];
  return limits.test(request) ? ['emails', 'bound', ...kinds] : kinds;
}

function withPage(request: string, page: string): string | undefined {
  const before = /\b(?:the )?[\w-]+ page\b/i.exec(request)?.[0];
  return before === undefined ? undefined : request.replace(before, page);
}

/** Alternatives beside each other, `fintech or retail`: one answer stands for all of them. */
function isRow(request: string, parts: readonly Phrase[]): boolean {
  return parts.every((part, place) => {
    const before = parts[place - 1];
    return before === undefined || /^(?:\s*,?\s*(?:or|and)?\s*)$/.test(request.slice(before.end, part.start));
  });
}

function sameUnit(parts: readonly Phrase[], { text }: Phrase): Phrase | undefined {
  const unit = (words: string) =>
    /(?:minute|hour|day|week|month|quarter|year)|[ap]m\b/.exec(words.toLowerCase())?.[0];
  const same = parts.filter((part) => unit(part.text) !== undefined && unit(part.text) === unit(text));
  return same.length === 1 ? same[0] : undefined;
}

function inItsWords(phrase: Phrase, target: Phrase): string {
  const text = phrase.text.trim();
  const lead = /^\s*/.exec(target.text)?.[0] ?? '';
  if (phrase.kind === 'number' && target.kind !== 'number')
    return (
      lead +
      target.text
        .trim()
        .replace(
          /\b\d+\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\b/i,
          text,
        )
    );
  if (phrase.kind === 'duration' && target.kind === 'period') return `${lead}in the last ${text}`;
  if (phrase.kind === 'duration' && target.kind === 'rhythm') return `${lead}every ${text}`;
  return lead + text;
}

function plainly(text: string): string {
  return text
    .toLowerCase()
    .replace(/^\s*(?:not |the )+/, '')
    .trim();
}
