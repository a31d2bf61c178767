import type { Made } from '../../../tools/support/edits/made.ts';
import {
  changeSegment,
  createSegment,
  removeSegment,
  renameSegment,
} from '../../../tools/support/edits/segments.ts';
import type { LiveVocabulary, NamedSegment } from '../../vocabulary.ts';
import type { Intent } from '../requests.ts';
import { takeLength } from '../slots/durations.ts';
import { takeEvents } from '../slots/events.ts';
import { pastedCondition, readWho } from '../slots/who.ts';
import { lastGroup } from '../turns/remembered.ts';
import { removes, removingWords } from '../words/removing.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { asksOrDoubts, fillerWords, isWished } from '../words/wished.ts';
import { nothing } from './edit/frame.ts';

const noun =
  /\b(?:(?:in|into|as|to|under|of|out of|is|be) )?(?:an? |another |one |the |our )?(?:new )?(?:lead )?segments?\b/;
const elsewhere =
  /\b(?:tracks?|triggers?|points?|notify|alert|tasks?|enrol\w*|e ?mail \d|experiment|thresholds?|hold ?out|goal|entry|exits?|test|how many|halt|pause)\b/;
const calling = /\b(?:called|call|named|name|titled|title|rename|renamed|retitle)\b/;
const creating =
  /\b(?:create|keep|remember|turn|make|made|build|set up|define|add|save|saved|store|put|group|grouped|collect|gather|bundle|introduce|start|need|want|turn|should be|shall be|new)\b/;
const around =
  /\b(?:belongs? (?:to it|there|in it|in)|go(?:es)? (?:in|into) (?:it|there)|with the (?:condition|definition|title|name)|condition|definition|consisting of|made (?:up )?of|out of|containing|including|members?|(?:name|call|title) (?:it|them|this|that)|called|named|titled|create|make|build|set up|define|save|keep|store|put|group|collect|gather|bundle|introduce|turn|should be|shall be|everybody|everyone|all)\b|[=>]/;
const changing =
  /\b(?:starts?|begins?|change|update|redefine|edit|adjust|make|set|define|should|shall|must|adapt|mean|means)\b|=/;
const spanning =
  /\b(?:look(?:s|ing)? back|cover(?:s|ed)?|span(?:s|ned)?|widen(?:ed)?|extend(?:ed)?|shorten(?:ed)?|narrow(?:ed)?|stretch(?:ed)?|window|period|both|last|past|only|adapt|instead|to|for|over|of|in|within|back|reach(?:es)?|look at|count(?:s)?|use)\b/;
const unused =
  /\b(?:nobody|no one|we|they|sales|marketing) (?:do not |does not |never |no longer )?(?:uses?|needs?|wants?|used|(?:looks?|looked) at|cares? (?:for|about)|works? with|touch(?:es)?|asks? for)\b/;

/** Segments made, changed, renamed and taken out, however it is said; only where all of it is read. */
export const segmentWish: Intent = (utterance, { vocabulary, history }) => {
  const { text, raw } = utterance;
  if (asksOrDoubts(text, raw)) return undefined;
  const said = /\bsegments?\b/.test(text);
  const segment = takeSegment(utterance, vocabulary, said);
  if ((!said && !segment) || elsewhere.test(utterance.free().join(' '))) return undefined;
  const made = segment
    ? said || spanning.test(text) || calling.test(text) || pastedCondition(raw, vocabulary, false)
      ? changed(utterance, segment, vocabulary, said)
      : undefined
    : created(utterance, vocabulary, lastGroup(history));
  if (made === undefined || !isWished(text, raw)) return undefined;
  if ('problem' in made) return { say: `${made.problem} ${nothing}` };
  return { calls: [{ name: 'propose_change', input: { title: made.title, edits: made.edits } }], unread: [] };
};

/** By its title in quotation marks, or before or behind the word segment. */
function takeSegment(
  utterance: Utterance,
  { segments }: LiveVocabulary,
  said: boolean,
): NamedSegment | undefined {
  const { quotes } = utterance;
  for (const [place, quote] of quotes.entries()) {
    const lower = quote.toLowerCase();
    const named = segments.find(({ id, title }) => title.toLowerCase() === lower || id === lower);
    if (named && utterance.take(new RegExp(`\\bquote${place}\\b`))) return named;
  }
  if (!said) return undefined;
  const names = segments.flatMap((segment) =>
    [
      segment.title,
      segment.id.replaceAll('-', ' '),
      createUtterance(segment.title).text.replace(/ (?:in|for) .*$/, ''),
    ].map((name) => ({
      segment,
      name: createUtterance(name).text,
    })),
  );
  for (const { segment, name } of names.sort((a, b) => b.name.length - a.name.length))
    if (
      utterance.take(new RegExp(`\\b(?:the |our )?${name} segment\\b|\\bsegment (?:of )?(?:the )?${name}\\b`))
    )
      return segment;
  return undefined;
}

function changed(
  utterance: Utterance,
  segment: NamedSegment,
  vocabulary: LiveVocabulary,
  said: boolean,
): Made | undefined {
  const { text, quotes } = utterance;
  utterance.takeAll(/\b(?:the |that |this )?segments?\b/);
  const left = (...words: RegExp[]) => {
    const trial = createUtterance(utterance.free().join(' '));
    for (const pattern of words) trial.takeAll(pattern);
    return trial.rest(fillerWords).length > 0;
  };
  const quote = /\bquote(\d+)\b/.exec(utterance.free().join(' '))?.[1];
  if ((said || quote !== undefined) && calling.test(text)) {
    const title =
      quote === undefined
        ? utterance.take(/\b(?:to|called|named|as) (?<name>[a-z0-9]+(?: [a-z0-9]+){0,3})$/)?.groups?.name
        : quotes[Number(quote)];
    if (title === undefined || left(calling, /\bquote\d+\b/)) return undefined;
    return renameSegment(
      segment,
      title.replace(/^./, (first) => first.toUpperCase()),
    );
  }
  const pasted = pastedCondition(utterance.raw, vocabulary, false);
  if (quote !== undefined && pasted === undefined) return undefined;
  if (said && removes(text))
    return left(unused, removingWords, /\b(?:it|do|need|needed|use|used)\b/)
      ? undefined
      : removeSegment(segment);
  return (
    (pasted && changing.test(text) ? changeSegment(segment, pasted) : undefined) ??
    otherPeriod(utterance, segment, vocabulary) ??
    (said && changing.test(text) ? redefined(utterance, segment, vocabulary) : undefined)
  );
}

/** What it counts is counted over another period. */
function otherPeriod(
  utterance: Utterance,
  segment: NamedSegment,
  vocabulary: LiveVocabulary,
): Made | undefined {
  const periods = new Set(segment.when.match(/\blast_\d+_days\b/g));
  const trial = createUtterance(utterance.free().join(' '));
  trial.takeAll(
    /\b(?:instead of|rather than|not|from) (?:the last )?\d+(?: days?| weeks?| months?)?(?=.*\d|$)/,
  );
  const length = takeLength(trial);
  if (length?.days === undefined || periods.size !== 1) return undefined;
  const counted = takeEvents(trial, vocabulary).every(({ event }) =>
    segment.when.includes(event.replace(/_.*$/, '')),
  );
  if (/email|page/.test(segment.when))
    trial.takeAll(/\b(?:e ?mail )?(?:opens?|clicks?|visits?|downloads?|page visits?)\b/);
  trial.takeAll(spanning);
  trial.takeAll(/\b(?:should|shall|be)\b/);
  if (!counted || trial.rest(fillerWords).length > 0) return undefined;
  return changeSegment(segment, segment.when.replace(/\blast_\d+_days\b/g, `last_${length.days}_days`));
}

function redefined(
  utterance: Utterance,
  segment: NamedSegment,
  vocabulary: LiveVocabulary,
): Made | undefined {
  const from = /\blead_score >=? \d+/.test(segment.when)
    ? utterance.take(
        /\b(?:only )?(?:starts?|begins?) (?:only )?(?:at|from|with) (?<n>\d+)(?: points)?(?= ,|$)/,
      )
    : undefined;
  if (from) {
    utterance.takeAll(/\b(?:should|shall|must|to)\b/);
    return utterance.rest(fillerWords).length > 0
      ? undefined
      : changeSegment(
          segment,
          segment.when.replace(/\blead_score >=? \d+/, `lead_score >= ${from.groups?.n}`),
        );
  }
  utterance.takeAll(
    /\b(?:so that it (?:is|means|has|includes|holds|contains)|(?:to |should |shall )?(?:only )?(?:begin|begins|start|starts|count|counts) (?:at|from|with)(?= )|(?:to |should |shall )?(?:mean|means|include|includes|contain|contains|hold|holds|be)|is now|are now|change|update|redefine|edit|adjust|define|set|make|it)\b|=/,
  );
  const when = whoIn(utterance, vocabulary);
  return when === undefined ? undefined : changeSegment(segment, when);
}

function created(
  utterance: Utterance,
  vocabulary: LiveVocabulary,
  group: string | undefined,
): Made | undefined {
  const { text, quotes } = utterance;
  const quote = /\bquote(\d+)\b/.exec(text)?.[1];
  const title = quote === undefined ? undefined : quotes[Number(quote)];
  if (title === undefined || removes(text.replace(/\b(?:no longer|any longer)\b/g, ''))) return undefined;
  if (!creating.test(text) && !/^(?:please )?(?:an? )?(?:new )?segment\b/.test(text)) return undefined;
  utterance.take(new RegExp(`\\bquote${quote}\\b`));
  utterance.takeAll(noun);
  utterance.takeAll(around);
  const pointed =
    /^(?:(?:from|of|with|for|as|out of|in|please|i|we|like|want|need) )*(?:all |exactly )?(?:them|those|these|that|this|it|(?:the|this|that) (?:list|group|result|selection))(?: (?:leads|people|contacts|ones|list|group|result|selection|all|for me|for us|please|again|too))*$/;
  const when =
    group !== undefined && pointed.test(utterance.free().join(' ')) ? group : whoIn(utterance, vocabulary);
  return when === undefined ? undefined : createSegment(vocabulary.program, title, when);
}

function whoIn(utterance: Utterance, vocabulary: LiveVocabulary): string | undefined {
  const pasted = pastedCondition(utterance.raw, vocabulary, false);
  if (pasted !== undefined) return pasted;
  const said = utterance
    .free()
    .join(' ')
    .replace(
      /^(?:(?:of|for|with|from|as|to|in|the|a|i|we|would|like|that|is|are|please|who|and|if|need|want|add|new) )+/,
      (words) => (/\b(?:with|from|who) $/.test(words) ? (/(?:with|from|who) $/.exec(words)?.[0] ?? '') : ''),
    );
  // Codes of countries are known by their capitals.
  const cased = said.replace(/\b[a-z]{2}\b/g, (word) =>
    new RegExp(`\\b${word.toUpperCase()}\\b`).test(utterance.raw) ? word.toUpperCase() : word,
  );
  // So are parts of titles.
  const written = cased.replace(/(?<=\bcontains? )[a-z]+/g, (word) => {
    const found = new RegExp(`\\b${word}\\b`, 'i').exec(utterance.raw);
    return found ? `"${found[0]}"` : word;
  });
  const who = readWho(written, utterance.quotes, vocabulary);
  return who.left.some((word) => !fillerWords.has(word)) ? undefined : who.when;
}
