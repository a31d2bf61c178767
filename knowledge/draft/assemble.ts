import { bestQuote } from '../grounding/quote.ts';
import { sentencesOf } from '../grounding/sentences.ts';
import { countWords, plainText } from './plain-text.ts';
import type { Sources, WritingBrief, Written } from './types.ts';

/** An email without a model: the item's own summary and the sentences of its best passages, word for word. */
export function assembleEmail(brief: WritingBrief, sources: Sources): Written {
  const { lead } = sources;
  const subject = lead.subject ?? cutAtWord(lead.title, brief.maxSubject);
  const preheader = lead.preheader ?? cutAtWord(lead.summary, 120);
  const paragraphs = lead.kind === 'email' ? again(brief, sources) : announced(brief, sources);
  return { subject, preheader, paragraphs };
}

/** What stands beside the sentences: greeting, button and who it is from. */
const beside = 12;

function announced({ words, maxWords }: WritingBrief, { lead, passages }: Sources): Written['paragraphs'] {
  const own = passages.filter(({ item }) => item === lead.id);
  const first = own[0]?.n;
  const paragraphs = [{ text: lead.summary, cites: first === undefined ? [] : [first] }];
  let left = maxWords - beside - countWords(lead.summary);
  for (const { n, text } of own.slice(0, 2)) {
    const quote = bestQuote(`${words} ${lead.title}`, text);
    const size = countWords(quote);
    // An address of a document's own is no link of ours.
    if (quote === '' || size > left || ADDRESS.test(quote)) continue;
    if (paragraphs.some((one) => one.text.includes(quote))) continue;
    paragraphs.push({ text: quote, cites: [n] });
    left -= size;
  }
  return paragraphs;
}

/** The same email in its own order, with those of its sentences that matter most to the words as far as there is room. */
function again({ words, maxWords }: WritingBrief, { passages }: Sources): Written['paragraphs'] {
  const forEverybody = outsideBlocks();
  let isSigned = false;
  const pieces = passages.flatMap(({ n, text }) =>
    text
      .split(/\n\s*\n/)
      .filter(forEverybody)
      // Footer and disclaimer stand below the signature, and come anew from the brand guide.
      .filter((paragraph) => {
        isSigned ||= /\{\{-?\s*sender\./.test(paragraph);
        return !isSigned;
      })
      .filter((paragraph) => !/\{\{|\{%|^\[cta\]$/m.test(paragraph))
      .flatMap((paragraph, index) => {
        const list = paragraph.split('\n').every((line) => LIST_ITEM.test(line));
        return (list ? paragraph.split('\n') : sentencesIn(paragraph)).map((piece) => ({
          n,
          paragraph: `${n}/${index}`,
          join: list ? '\n' : ' ',
          piece,
        }));
      }),
  );
  const wanted = words.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  const worth = ({ piece }: { piece: string }) =>
    wanted.filter((word) => piece.toLowerCase().includes(word)).length;
  let left = maxWords - beside;
  const byWorth = pieces.map((one, order) => ({ one, order, worth: worth(one) }));
  byWorth.sort((a, b) => b.worth - a.worth || a.order - b.order);
  const kept = new Set<unknown>();
  for (const { one } of byWorth) {
    const size = countWords(one.piece);
    if (size > left) continue;
    left -= size;
    kept.add(one);
  }
  const groups = Map.groupBy(
    pieces.filter((one) => kept.has(one)),
    ({ paragraph }) => paragraph,
  );
  return [...groups.values()].map((group) => {
    const { n, join } = group[0] as (typeof pieces)[number];
    return { text: group.map(({ piece }) => piece).join(join), cites: [n] };
  });
}

/** Whether a paragraph stands in no block of some leads' own; asked of one after another. */
function outsideBlocks(): (paragraph: string) => boolean {
  let open = 0;
  return (paragraph) => {
    const before = open;
    for (const [, end] of paragraph.matchAll(/\{%-?\s*(end)?(?:if|unless|case)\b/g)) open += end ? -1 : 1;
    return before === 0 && open === 0;
  };
}

const ADDRESS = /https?:\/\/|\bwww\.|@\S+\.\w/i;
const LIST_ITEM = /^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S/;

function sentencesIn(paragraph: string): string[] {
  return sentencesOf(plainText(paragraph).replace(/\s+/g, ' ').trim())
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence) && !ADDRESS.test(sentence));
}

function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, text.lastIndexOf(' ', most - 2))} …`;
}
