import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Exchange } from '../requests.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { beginsAnother, isWhole } from '../words/openers.ts';
import { createUtterance } from '../words/utterance.ts';

/** A request without what stands around it. */
export interface Bare {
  text: string;
  /** The track that it is about: `SMB decision: …`. */
  track?: string;
}

/** Changes what is asked, so that no sentence with one of these only tells. */
const binding =
  /\b(?:if|unless|only|except|excluding|without|until|till|but|provided|assuming|not before|never|nobody|no one|should|shall|must|needs? to|ought|has to|have to|please|pls|want|would like|let|let us|instead|rather|do not|can you|could you|make sure|same|as well|at most|at least|maximum|no more|no)\b/;
const pronoun =
  /\b(?:it|that one|this one|them|those|that (?:track|trigger|threshold|segment|rule|email|experiment|test|item|guide)|this (?:track|trigger|threshold|segment|rule|email|experiment|test|item|guide))\b/i;
const verbs =
  /\b(?:am|is|are|was|were|has|have|had|comes?|came|goes|went|feels?|felt|seems?|looks?|gets?|got|takes?|keeps?|kept|does|do|did|performs?|makes?|brings?|annoys?|fires?|fired|runs?|ran|starts?|ends?|lasts?|works?|worked|arrives?|begins?|causes?|confuses?|needs?|became|becomes|gives?|gave|sends?|catches|drives?|stopped|prefers?|wants?|thinks?|says?|likes?|never)\b/i;
const kinds =
  'tracks?|sequences?|campaigns?|triggers?|thresholds?|segments?|rules?|experiments?|tests?|e?-?mails?|messages?|polic(?:y|ies)|caps?|gaps?|waits?|points|goals?|guides?|reports?|webinars?';
const thing = new RegExp(
  `\\b(?:the|our|my|that|this) (?:["“][^"“”]+["”] |[\\w’'-]+ ){0,5}(?:${kinds})(?: \\d+)?(?: (?:for|of|on|in|at|about|called) (?:the |our |a |an )?(?:["“][^"“”]+["”]|[\\w’'-]+)(?: (?!${verbs.source.slice(2, -2)}\\b)[\\w’'-]+){0,4})?|\\be-?mail (?:number |no\\.? ?|#)?\\d+(?: (?:of|in) (?:the |our )?[\\w’'-]+(?: (?!${verbs.source.slice(2, -2)}\\b)[\\w’'-]+){0,4})?`,
  'gi',
);

/**
 * The request of a message without what only tells beside it (`Sales need more time. Please …`), with what “it” means
 * there in its place, and without the track that it names first. Several readings, the surest first; none where there
 * is nothing to leave out.
 */
export function bareRequests(raw: string, vocabulary: LiveVocabulary): Bare[] {
  const sentences = sentencesOf(raw);
  const telling = sentences.filter(tells);
  const rest = sentences.filter((sentence) => !telling.includes(sentence));
  const found: Bare[] = [];
  if (telling.length > 0 && rest.length > 0) {
    const request = rest.join(' ');
    if (pronoun.test(request))
      for (const meant of telling.flatMap(thingsIn)) found.push({ text: request.replace(pronoun, meant) });
    else found.push({ text: request });
  }
  const said = found.length > 0 ? found : [{ text: raw }];
  const topical = said.flatMap(({ text }) => withTopic(text, vocabulary) ?? []);
  const reasoned = said.flatMap(({ text }) => withoutReason(text) ?? []);
  return [...topical, ...found, ...reasoned];
}

function sentencesOf(raw: string): string[] {
  const open = raw.replace(/["“][^"“”]*["”]/g, (quote) => '_'.repeat(quote.length));
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: stop } of open.matchAll(/(?<=[^\d.])[.!?;](?=\s)\s*|\n+|\s+[–—-]\s+/g)) {
    const end = index + stop.length;
    parts.push(raw.slice(from, end));
    from = end;
  }
  parts.push(raw.slice(from));
  return parts.map((part) => part.trim()).filter((part) => /\p{L}/u.test(part));
}

/** It neither asks nor wishes nor binds. */
function tells(sentence: string): boolean {
  if (
    sentence.includes('?') ||
    /:\s*$/.test(sentence) ||
    (/["“]/.test(sentence) === false && /^\W*$/.test(sentence))
  )
    return false;
  const { text } = createUtterance(sentence);
  return !isWhole(sentence) && !beginsAnother(sentence) && !binding.test(text) && verbs.test(text);
}

/** What a sentence speaks of: its subject, then whatever has a kind. */
function thingsIn(sentence: string): string[] {
  const verb = verbs.exec(sentence);
  const subject = verb ? sentence.slice(0, verb.index).trim() : '';
  const isThing =
    subject.split(/\s+/).length <= 9 && /^(?:the|our|my|that|this|e-?mails?|an?)\b|["“]/i.test(subject);
  const named = [...sentence.matchAll(thing)].map(([words]) => words);
  return [...new Set([...(isThing ? [subject] : []), ...named])].slice(0, 3);
}

const topic =
  /^\s*(?:(?:in|for|on|about|re|regarding|within) )?(?<topic>[^:,–—"“”?!.]{3,60}?)\s*(?::|,| [–—-] )\s*(?<rest>\S.*)$/s;

/** `SMB decision: second mail on day 5`: all of its first words name a track. */
function withTopic(text: string, { tracks }: LiveVocabulary): Bare | undefined {
  const { topic: named, rest } = topic.exec(text)?.groups ?? {};
  if (named === undefined || rest === undefined) return beforeVerb(text, tracks);
  return trackOnly(named, rest, tracks);
}

/** `in SMB consideration replace email 3`. */
function beforeVerb(text: string, tracks: LiveVocabulary['tracks']): Bare | undefined {
  const words = /^\s*(?:in|for|on|within) (?:the |our )?(\S.*)$/is.exec(text)?.[1]?.split(/\s+/) ?? [];
  for (let count = Math.min(6, words.length - 2); count >= 1; count--) {
    const rest = words.slice(count).join(' ');
    if (!beginsAnother(rest) && !isWhole(rest)) continue;
    const found = trackOnly(words.slice(0, count).join(' '), rest, tracks);
    if (found) return found;
  }
  return undefined;
}

function trackOnly(named: string, rest: string, tracks: LiveVocabulary['tracks']): Bare | undefined {
  const words = named.replace(/\b(?:the|our|my|track|sequence|campaign|nurture|drip|flow)\b/gi, ' ').trim();
  const found = words === '' ? undefined : resolveTrack(words, tracks);
  if (!found || found.others.length > 0) return undefined;
  const known = tellingWords(`${found.best.title} ${found.best.id.replaceAll('-', ' ')}`);
  return tellingWords(words.replaceAll('-', ' ')).every((word) => known.includes(word))
    ? { text: rest, track: found.best.id }
    : undefined;
}

/** Why something is wished for changes nothing of it. */
function withoutReason(text: string): Bare | undefined {
  const bare = text
    .replace(/\s*\((?![^)]*\d)[^)]*\)/g, '')
    .replace(
      /,? (?:because|cause|cuz|coz|bc|since(?= (?:we|they|it|the|our|sales|people|leads|nobody|i)\b)|as(?= (?:we|they|it is|nobody|sales|people|i)\b)) [^,.;!?]*(?=$|[.;!?])/i,
      '',
    );
  return bare === text ? undefined : { text: bare };
}

/** As if this track had been spoken of just now. */
export function spokenOf(track: string): Exchange {
  return {
    asked: '',
    calls: [{ name: 'show_program', input: { track }, output: { track: { id: track } } }],
    answered: '',
  };
}
