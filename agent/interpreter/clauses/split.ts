import { beginsAnother, isWhole, mayBegin } from '../words/openers.ts';

/** Joins what follows to what stands before it, however it is punctuated. */
const depending =
  /^(?:(?:and|but|or|so|then|,) )*(?:if|unless|only|except|excluding|without|after|before|until|till|while|because|since|as long as|provided|in case|instead|rather|not|once|otherwise|when (?!did|was|were|is|are|do|does|will))\b/i;
/** What stands behind it in the sentence may depend on it. */
const condition =
  /\b(?:if|unless|in case|provided that|as soon as|as long as|assuming|suppos(?:e|ing)|whenever|otherwise|only when|only after)\b|^\W*should (?!we\b|i\b|you\b)\w+|(?:^|[,;] *)(?:once|after|when (?!did|was|were|is|are|do|does|will))\b/i;
const followed = /^(?:and|what about|how about|same|or|also)\b/i;
const tie =
  /^(?:(?:and|then|also|plus|first|firstly|next|finally|lastly|after that|afterwards|as well as)\b[, ]*)+/i;
const bullet = /^\s*(?:[-*•]|\(?\d{1,2}[.)])\s+/;
const joint =
  /(?<stop>[.!?;:](?=\s)\s*|\n+\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+)?)(?:(?:and|then|also|plus)\b,? *)*|(?<soft>,? +(?:and|then|also|plus|as well as|after that|afterwards)\b(?:,? +(?:then|also|after that|afterwards)\b)*,? +|, *)/gi;

/**
 * The parts of a message that begin a request of their own, in order, as written and with what joins them; one part
 * where there is one request. Nothing is parted from the condition it hangs on, and nothing within quotation marks.
 */
export function partsOf(raw: string): string[] {
  const open = raw.replace(/["“][^"“”]*["”]/g, (quote) => '_'.repeat(quote.length));
  const parts: string[] = [];
  let from = 0;
  let sentence = 0;
  for (const joined of open.matchAll(joint)) {
    const to = joined.index;
    const next = to + joined[0].length;
    const stops = joined.groups?.stop !== undefined;
    const rest = open.slice(next);
    const before = open.slice(from, to);
    const begins = stops
      ? (isWhole(rest) ||
          beginsAnother(rest) ||
          (followed.test(joined[0].replace(/^[^a-z]+/i, '') + rest) && /\?/.test(joined[0]))) &&
        !depending.test(rest)
      : beginsAnother(rest) && !depending.test(rest) && !condition.test(open.slice(sentence, to));
    if (stops) sentence = next;
    if (begins && /:\s*$/.test(open.slice(from, next)) && !asks(before)) from = next;
    if (!begins || !asks(before) || (!stops && waitsForItsVerb(before))) continue;
    parts.push(raw.slice(from, stops ? to + 1 : to));
    from = stops ? to + 1 : to;
  }
  parts.push(raw.slice(from));
  return parts;
}

/** Whether it has to be read to know how many requests it has. */
export function mayHaveParts(raw: string): boolean {
  return partsOf(raw).length > 1 || furtherParts(raw).length > 0;
}

/** The two sides of a part; `begins`: the words of the second may begin a request. */
export interface Sides {
  first: string;
  second: string;
  begins: boolean;
}

/**
 * Where a part may be parted further: at what joins it to more than one word, first where these may begin a request.
 * Whether they do, only reading them tells.
 */
export function furtherParts(raw: string): Sides[] {
  const open = raw.replace(/["“][^"“”]*["”]/g, (quote) => '_'.repeat(quote.length));
  if (condition.test(open)) return [];
  const sides = [...open.matchAll(joint)].flatMap(({ index, 0: joined, groups }): Sides[] => {
    const rest = open.slice(index + joined.length);
    const to = groups?.stop === undefined ? index : index + 1;
    const words = rest.trim().split(/\s+/).length;
    // What a colon stands behind is what the rest is about.
    if (
      joined.startsWith(':') ||
      depending.test(rest) ||
      words < 2 ||
      !/\p{L}+\W+\w/u.test(open.slice(0, to))
    )
      return [];
    return [{ first: raw.slice(0, to), second: raw.slice(to), begins: mayBegin(rest) }];
  });
  return [...sides.filter(({ begins }) => begins), ...sides.filter(({ begins }) => !begins)];
}

/** What only greets or tells belongs to the request behind it. */
function asks(text: string): boolean {
  return text.split(/[.!?;,:\n]\s|\s[–—-]\s/).some((piece) => {
    const bare = bared(piece);
    return isWhole(bare) || beginsAnother(bare) || named.test(bare);
  });
}

/** A request without a verb: `click rate last 30 days`. */
const named =
  /^(?:[\w-]+ ){0,3}(?:rates?|revenue|pipeline|funnel|stats|performance|bounces|unsubscribes)\b(?!.*\b(?:is|are|was|were|be)\b)/i;

/** `how many enterprise leads`, before `and how many SMB leads visited pricing`. */
function waitsForItsVerb(text: string): boolean {
  return (
    /\bhow many (?:[\w-]+ ){0,3}[\w-]+,?$/i.test(text.trim()) &&
    !/\b(?:have|has|are|were|did|do|we)\b/i.test(text)
  );
}

/** Without bullets and what joins it to the request before; a question keeps the “and” that ties it to that. */
export function bared(part: string): string {
  const bare = part
    .trim()
    .replace(bullet, '')
    .replace(/^[,;.\s]+|[,;\s]+$/g, '');
  const untied = bare.replace(tie, '');
  return /^(?:how|what|which|who|where|when|why)\b/i.test(untied) || !beginsAnother(untied) ? bare : untied;
}
