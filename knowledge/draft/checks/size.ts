import { syllable } from 'syllable';
import type { ContentItem } from '../../items/item.ts';
import { countWords, plainText } from '../plain-text.ts';
import type { Brand, Finding, Written } from '../types.ts';

/** Advised where the brand guide sets no limit. */
export const usual = { maxWords: 250, maxSubject: 60, readingGrade: 12 };
/** Too little text for a grade that means something. */
const fewestWords = 30;

/** Length of subject and body, and how hard it is to read. A limit of the guide's own is kept, the usual one advised. */
export function sizeFindings(
  item: Pick<ContentItem, 'subject' | 'language'>,
  written: Written,
  { rules }: Pick<Brand, 'rules'>,
  most?: number,
): Finding[] {
  const found: Finding[] = [];
  const limit = (own: number | undefined) => (own === undefined ? 'warning' : 'fault');
  const subject = plainText(item.subject ?? '').length;
  const mostSubject = rules.maxSubject ?? usual.maxSubject;
  if (subject > mostSubject) {
    found.push({
      code: 'draft.subject_length',
      level: limit(rules.maxSubject),
      message: `the subject has ${subject} characters, more than ${mostSubject}`,
      field: 'subject',
    });
  }
  const text = written.paragraphs.map((paragraph) => paragraph.text).join('\n\n');
  const words = countWords(text);
  const own = Math.min(rules.maxWords ?? Infinity, most ?? Infinity);
  const mostWords = own === Infinity ? usual.maxWords : own;
  if (words > mostWords) {
    found.push({
      code: 'draft.length',
      level: own === Infinity ? 'warning' : 'fault',
      message: `it has ${words} words, more than ${mostWords}`,
      field: 'body',
    });
  }
  const grade = item.language.startsWith('en') && words >= fewestWords ? readingGrade(text) : 0;
  const mostGrade = rules.readingGrade ?? usual.readingGrade;
  if (grade > mostGrade) {
    found.push({
      code: 'draft.reading_grade',
      level: 'warning',
      message: `it reads at school grade ${grade.toFixed(1)}, harder than ${mostGrade}: shorter sentences and words help`,
      field: 'body',
    });
  }
  return found;
}

/** Flesch-Kincaid, of English. */
export function readingGrade(text: string): number {
  const plain = plainText(text);
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const sentences = plain.match(/[^.!?\n:;]*[\p{L}\p{N}][^.!?\n:;]*(?:[.!?:;]+|\n|$)/gu) ?? [];
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return 0.39 * (words.length / Math.max(1, sentences.length)) + 11.8 * (syllables / words.length) - 15.59;
}
