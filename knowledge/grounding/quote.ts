import { termsOf } from '../lexical/terms.ts';
import { visibleText } from './plain.ts';
import { sentencesOf } from './sentences.ts';

/** As much as an answer says of one passage. */
const maxLength = 320;
/** A sentence shorter than this is a label, unless there is no other. */
const minLength = 25;

/**
 * The sentence of a passage that answers the words best, word for word but for the marks of Markdown, with the one
 * after it where both are short. Empty when no sentence has any of the words; without words, the first that is no label.
 */
export function bestQuote(words: string, passage: string): string {
  const asked = new Set(termsOf(words));
  const sentences = plainSentences(passage);
  const scores = sentences.map(({ text }, index) => {
    const terms = new Set(termsOf(text));
    const shared = [...asked].filter((term) => terms.has(term)).length;
    return shared + (text.length >= minLength ? 0.5 : 0) - index * 1e-6;
  });
  const at = scores.indexOf(Math.max(...scores));
  const best = sentences[at];
  if (best === undefined || (asked.size > 0 && (scores[at] as number) < 1 - sentences.length * 1e-6))
    return '';
  const next = sentences[at + 1];
  const goesOn = next !== undefined && next.paragraph === best.paragraph && /[.!?]$/.test(best.text);
  if (goesOn && best.text.length < 120 && best.text.length + next.text.length < 240)
    return `${best.text} ${next.text}`;
  return best.text.length <= maxLength
    ? best.text
    : `${best.text.slice(0, best.text.lastIndexOf(' ', maxLength))} …`;
}

/** Sentences as they are read: without list marks, emphasis, links' targets and the rules of tables. */
function plainSentences(passage: string): { text: string; paragraph: number }[] {
  return paragraphs(visibleText(passage)).flatMap((lines, paragraph) =>
    sentencesOf(lines)
      .map((sentence) => ({ text: sentence.trim(), paragraph }))
      // What a template fills in is no text yet.
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text) && !/\{\{|\{%/.test(text)),
  );
}

function paragraphs(text: string): string[] {
  const found: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    const row = /^\s*\|/.test(line);
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/.test(line);
    const plain = line
      .replace(/^\s*(?:[-*+]|\d{1,3}[.)]|>|#{1,6})\s+/, '')
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/<[^>]*>/g, ' ')
      .replace(/(\*\*|__|[*_`])(?=\S)(.+?)\1/g, '$2')
      .replace(/\s*\|\s*/g, ', ')
      .replace(/^, |, $/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (plain === '' || /^[-:, ]+$/.test(plain)) open = false;
    else if (open && !row && !item) found[found.length - 1] += ` ${plain}`;
    else {
      found.push(plain);
      open = !row;
    }
  }
  return found;
}
