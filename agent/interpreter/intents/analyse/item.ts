import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Plan } from '../../requests.ts';
import { readItem } from '../../slots/item.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';

const kinds =
  'guide|checklist|report|case study|template|webinar|podcast|infographic|calculator|video|white paper|blog post|post|toolkit|interview|landing page|comparison|email';
const spoken = new RegExp(`\\b(?:the|our|this|that) (?<name>(?:[a-z0-9]+ ){0,7}?(?:${kinds}))\\b(?! \\d)`);
/** Pieces of the library and nothing else; `the monthly report` may be this answer itself. */
const surely =
  /\b(?:guide|checklist|case study|template|webinar|podcast|infographic|white paper|calculator)$/;
/** Titles as short as this are words of other things too: `Quick wins`. */
const shortTitle = 12;

/**
 * The one item of the library that a question about figures names, by its title or by words of it: `the ROI guide`. A
 * question of ours where several fit or a title in quotation marks is none; undefined where no item is spoken of.
 */
export function takeItem(
  utterance: Utterance,
  vocabulary: LiveVocabulary,
): { id: string } | Extract<Plan, { say: string }> | undefined {
  const quote = utterance.quotes[0];
  const titled = vocabulary.items.find(
    ({ title }) => title.length >= shortTitle && utterance.text.includes(plain(title)),
  );
  const phrase = titled?.title ?? quote ?? spoken.exec(utterance.text)?.groups?.name;
  if (phrase === undefined) return undefined;
  const found = titled ? { item: titled } : readItem(phrase, utterance.quotes, vocabulary, '');
  if (!('item' in found)) {
    const several = found.asks?.choices !== undefined;
    return quote !== undefined || several || surely.test(phrase) ? found : undefined;
  }
  utterance.take(
    quote === phrase ? /\bquote0\b/ : new RegExp(`\\b${plain(phrase).replace(/[^\p{L}\p{N} ]/gu, '.')}`, 'u'),
  );
  return { id: found.item.id };
}

function plain(title: string): string {
  return createUtterance(title).text;
}
