import type { Made } from '../../../../tools/support/edits/made.ts';
import { changeSegment, createSegment } from '../../../../tools/support/edits/segments.ts';
import type { NamedSegment } from '../../../vocabulary.ts';
import type { Exchange, Plan } from '../../requests.ts';
import { takeLength } from '../../slots/durations.ts';
import { didYouMean, resolveName, tellingWords } from '../../slots/names.ts';
import { numberSource } from '../../slots/numbers.ts';
import { phraseSource } from '../../slots/phrase.ts';
import { pastedCondition, readWho } from '../../slots/who.ts';
import { notUnderstood } from '../../wording/say.ts';
import type { Utterance } from '../../words/utterance.ts';
import { asking, editIntent, isPlan, nothing, type Reading, takeVerb } from './frame.ts';

const creating = 'create|make|turn|save|keep|add|build|define|save|set up|start|introduce|we need|need|want';
/** Every word; what is claimed is marked by none of these. */
const anything = /[\p{L}\p{N}]+/u;
const aSegment = /\bsegments?\b/;
const what = '(?:of|for|with|containing|including|that (?:has|contains|includes|holds)|from|:|=|,|as)';

/** `create a segment “Hot SMB” of SMB leads with a score above 60`. */
export const newSegment = editIntent(creating, aSegment, (reading) => {
  const { utterance, program } = reading;
  const head = utterance.take(
    new RegExp(
      `\\b(?:(?:${creating}) (?:(?:that|those|these|them|this)(?: leads)? )?(?:(?:an?|another|into an?|as an?) )?(?:new )?|(?:an? )?new )(?:lead )?segment\\b`,
    ),
  );
  if (!head) return undefined;
  const pointed = /\b(?:that|those|these|them|this)\b/.test(head[0])
    ? lastWhere(reading.world.history)
    : undefined;
  const quote = utterance.take(/\b(?:(?:called|named|titled|with the (?:name|title)) )?quote(\d+)/)?.[1];
  const named =
    quote === undefined
      ? (utterance.take(
          new RegExp(`\\b(?:called|named|titled) (?<name>${phraseSource(what)})(?= ${what}| ,|$)`),
        ) ?? utterance.take(/(?<=\u00b7 )(?<name>[a-z0-9]+(?: [a-z0-9]+){0,4}) (?==)/))
      : undefined;
  const title = quote === undefined ? named?.groups?.name?.trim() : utterance.quotes[Number(quote)];
  const said = utterance
    .free()
    .join(' ')
    .replace(/^(?:of|for|with|containing|including|from|as|=) /, '');
  if (tellingWords(said).length === 0) {
    if (pointed === undefined)
      return asking(`Who is in the segment? Say it such as “SMB leads with a score above 60”. ${nothing}`);
    return title === undefined
      ? asking(`What shall the segment be called? Say for instance “called “Warm leads””. ${nothing}`)
      : createSegment(program, titleOf(utterance, title, false), pointed);
  }
  const found = whoOf(reading, said);
  if (typeof found !== 'string') return found;
  utterance.takeAll(anything);
  return createSegment(program, titleOf(utterance, title ?? said, title === undefined), found);
});

/** The leads last asked about. */
function lastWhere(history: readonly Exchange[]): string | undefined {
  const call = history.at(-1)?.calls.findLast(({ name }) => name === 'query_leads');
  const where = (call?.input as { where?: unknown } | undefined)?.where;
  return typeof where === 'string' ? where : undefined;
}

/** As it was written, where that can be told. */
function titleOf(utterance: Utterance, words: string, derived: boolean): string {
  const at = utterance.raw.toLowerCase().indexOf(words.toLowerCase());
  const written = (at < 0 ? words : utterance.raw.slice(at, at + words.length))
    .replace(derived ? /^(?:all|our|the) /i : /^$/, '')
    .trim();
  return written.replace(/^./, (first) => first.toUpperCase()).slice(0, 100);
}

/** `change the segment Silent to leads without an open in 60 days`. */
export const editSegment = editIntent(
  'change|set|make|update|edit|redefine|define|adjust',
  aSegment,
  (reading) => {
    const { utterance } = reading;
    if (utterance.has(/\b(?:called|named|rename|name|title|call)\b/)) return undefined;
    // `X should be …; change that segment`.
    const turned = utterance.text.replace(
      /^(.*?) (should be|shall be) (.*?) , (?:please )?(?:change|update|fix|make) (?:that|the|this) segment(?: so)?(?: ,)*$/,
      'segment $1 $2 $3',
    );
    const parts =
      /^(?<head>.*?\bsegments?\b.*?) (?:to(?: be)?|so that it (?:is|has|includes)|as|=|should (?:be|have|include|hold|contain)|is|includes?|shall be) (?<who>.+)$/.exec(
        turned,
      );
    if (!parts?.groups?.who) return otherPeriod(reading);
    const segment = segmentIn(parts.groups.head as string, reading);
    if (!isPlan(segment) && lengthAlone.test(parts.groups.who)) return otherPeriod(reading);
    if (isPlan(segment)) return segment;
    const found = whoOf(reading, parts.groups.who);
    if (typeof found !== 'string') return found;
    utterance.takeAll(anything);
    return changeSegment(segment, found);
  },
);

const lengthAlone = new RegExp(`^(?:the last )?(?:${numberSource}) (?:days?|weeks?|months?)$`);

/** `make the silent segment 60 days`: what it counts is counted over another period. */
function otherPeriod(reading: Reading): Made | Plan | undefined {
  const { utterance } = reading;
  const length = takeLength(utterance, 'to|for|the last|within|over') ?? takeLength(utterance);
  if (length?.days === undefined) return undefined;
  takeVerb(utterance, 'change|set|make|update|edit|redefine|define|adjust');
  const segment = segmentIn(utterance.free().join(' '), reading);
  if (isPlan(segment)) return segment;
  utterance.takeAll(/\b(?:segment|instead|for|to|in|the last|window|period)\b/);
  take(utterance, segment);
  const periods = new Set(segment.when.match(/\blast_\d+_days\b/g));
  if (periods.size !== 1)
    return {
      problem: `“${segment.title}” (${segment.when}) has not one period; say its condition as a whole.`,
    };
  return changeSegment(segment, segment.when.replace(/\blast_\d+_days\b/g, `last_${length.days}_days`));
}

function whoOf({ utterance, world }: Reading, said: string): string | Plan {
  const pasted = pastedCondition(utterance.raw, world.vocabulary, false);
  if (pasted !== undefined) return pasted;
  const who = readWho(said, utterance.quotes, world.vocabulary);
  if (who.left.length > 0) return notUnderstood(who.left, 'proposed a segment');
  return who.when ?? asking(`Which leads, or what must have happened? ${nothing}`);
}

function segmentIn(text: string, { utterance, world }: Reading): NamedSegment | Plan {
  const { segments } = world.vocabulary;
  const said = text
    .replace(/quote(\d+)/g, (_, n: string) => utterance.quotes[Number(n)] ?? '')
    .replace(
      /\b(?:change|set|make|update|edit|redefine|define|adjust|rename|call|retitle|please|segments?)\b/g,
      ' ',
    );
  const found = resolveName(said, segments);
  if (found && found.others.length === 0) return found.best;
  return asking(
    `Which segment do you mean? ${found ? `These fit: ${[found.best, ...found.others].map(({ title }) => title).join(', ')}.` : didYouMean(said.trim(), segments)} ${nothing}`,
    found ? [found.best, ...found.others].map(({ title }) => title) : [],
  );
}

function take(utterance: Utterance, { id, title }: NamedSegment): void {
  for (const word of tellingWords(`${title} ${id}`)) utterance.take(new RegExp(`\\b${word}s?\\b`));
  utterance.takeAll(/\bquote\d+\b/);
}
