import { settleCitations } from './citations.ts';
import { type Figure, figuresOf } from './figures.ts';
import { strayQuotes } from './quotations.ts';
import { sentencesOf } from './sentences.ts';
import { isSupported } from './supported.ts';
import { withoutDates } from './without-dates.ts';

/** What a citation stands for. */
export interface Cited {
  title: string;
  heading: string;
  text: string;
}

export interface Finding {
  code: 'citation.unknown' | 'figure.not_cited' | 'figure.no_source' | 'quote.not_cited';
  /** What is at fault: the figures, the quotation, the numbers of the citations. */
  what: string;
}

export interface Checked {
  /** Without citations that do not exist, and with a note behind each sentence that its sources do not bear out. */
  text: string;
  /** The citations that stay, in the order they first stand. */
  cited: number[];
  findings: Finding[];
}

/** A count of a few is said without a source. */
const few = 10;

/**
 * Holds an answer against what it cites, line by line: a citation must exist, the figures of a sentence must occur in
 * the passages it cites (or, where it cites none, those of its line), and quoted words as well. `own` are the figures
 * of the company's data that the answer may use without a citation; given them, any other figure is marked too.
 */
export function checkAnswer(
  text: string,
  { passages, own }: { passages: ReadonlyMap<number, Cited>; own?: readonly Figure[] },
): Checked {
  const findings: Finding[] = [];
  const cited: number[] = [];
  const lines = text.split('\n').map((line) => {
    const inLine = settleCitations(line, (n) => passages.has(n)).cited;
    cited.push(...inLine);
    const sentences = sentencesOf(line).map((sentence) => {
      const settled = settleCitations(sentence, (n) => passages.has(n));
      const found = judge(settled, inLine, passages, own);
      findings.push(...found.map(({ finding }) => finding));
      return withNote(
        settled.text,
        found.map(({ note }) => note),
      );
    });
    return sentences.join('');
  });
  return { text: lines.join('\n'), cited: [...new Set(cited)], findings };
}

interface Fault {
  finding: Finding;
  note: string;
}

function judge(
  { text, cited, unknown }: { text: string; cited: readonly number[]; unknown: readonly number[] },
  inLine: readonly number[],
  passages: ReadonlyMap<number, Cited>,
  own: readonly Figure[] | undefined,
): Fault[] {
  const sources = cited.length > 0 ? cited : inLine;
  const named = sources.map((n) => `[${n}]`).join('');
  const evidence = sources.flatMap((n) => passages.get(n) ?? []).map(wordsOf);
  const faults: Fault[] = [];
  if (unknown.length > 0) {
    const what = unknown.map((n) => `[${n}]`).join('');
    faults.push({
      finding: { code: 'citation.unknown', what },
      note: cited.length > 0 ? 'one of its sources does not exist' : 'its source does not exist',
    });
  }
  const allowed = [...evidence.flatMap(figuresOf), ...(cited.length > 0 ? [] : (own ?? []))];
  if (sources.length > 0 || own !== undefined) {
    const words = text.replace(/^\s*(?:[-*+] +)?(?:\d{1,3}[.)] +)?/, '');
    // What a passage says of a day is held against it; a day of our own is no measurement.
    const claimed = figuresOf(sources.length > 0 ? words : withoutDates(words));
    const stray = claimed.filter(
      (figure) => !isSupported(figure, allowed) && !(cited.length === 0 && isFew(figure)),
    );
    if (stray.length > 0) {
      const what = [...new Set(stray.map((figure) => figure.text))].join(', ');
      const are = what.includes(', ') ? 'are' : 'is';
      faults.push(
        sources.length > 0
          ? { finding: { code: 'figure.not_cited', what }, note: `${what} ${are} not in ${named}` }
          : { finding: { code: 'figure.no_source', what }, note: `${what} ${are} not from your data` },
      );
    }
  }
  for (const what of sources.length > 0 ? strayQuotes(text, evidence) : [])
    faults.push({
      finding: { code: 'quote.not_cited', what },
      note: `the quoted words are not in ${named}`,
    });
  return faults;
}

function isFew({ unit, values }: Figure): boolean {
  return unit === undefined && values.some((value) => Number.isInteger(value) && value <= few);
}

function wordsOf({ title, heading, text }: Cited): string {
  return `${title}\n${heading}\n${text}`;
}

/** Before the white space that ends the sentence. */
function withNote(sentence: string, notes: readonly string[]): string {
  if (notes.length === 0) return sentence;
  const end = sentence.trimEnd();
  return `${end} (unconfirmed: ${[...new Set(notes)].join('; ')})${sentence.slice(end.length)}`;
}
