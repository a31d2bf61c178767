import { type Figure, figuresOf } from '../../grounding/figures.ts';
import { isSupported } from '../../grounding/supported.ts';
import type { ContentItem } from '../../items/item.ts';
import { plainText } from '../plain-text.ts';
import type { Evidence, Finding, Sources, Written } from '../types.ts';

/** A count of a few is said without a source: three steps, two questions. */
const few = 10;

/**
 * Figures that do not occur in the passages a paragraph cites, nor in what the announced item says of itself; those of
 * subject and preheader may be of any cited passage.
 */
export function figureFindings(written: Written, { lead, passages }: Sources): Finding[] {
  const byNumber = new Map(passages.map((passage) => [passage.n, passage]));
  const own = figuresOf(
    [lead.title, lead.summary, lead.subject, lead.preheader, lead.cta?.label].filter(Boolean).join('\n'),
  );
  const evidenceOf = (cites: readonly number[]) => [
    ...own,
    ...cites.flatMap((n) => byNumber.get(n) ?? []).flatMap(figuresIn),
  ];
  const all = evidenceOf(written.paragraphs.flatMap(({ cites }) => cites));
  const unknown = written.paragraphs.flatMap(({ cites }) => cites.filter((n) => !byNumber.has(n)));
  return [
    ...[...new Set(unknown)].map((n) =>
      fault('body', `passage ${n}, which it cites, was not given`, 'draft.citation'),
    ),
    ...stray(written.subject, all).map((said) => figureFault('subject', said)),
    ...stray(written.preheader ?? '', all).map((said) => figureFault('preheader', said)),
    ...written.paragraphs.flatMap(({ text, cites }) =>
      stray(text, evidenceOf(cites)).map((said) => figureFault('body', said)),
    ),
  ];
}

const figuresIn = ({ title, heading, text }: Evidence) => figuresOf(`${title}\n${heading}\n${text}`);

function stray(text: string, evidence: readonly Figure[]): string[] {
  return figuresOf(plainText(text))
    .filter((figure) => !isSupported(figure, evidence) && !isFew(figure))
    .map((figure) => figure.text);
}

function isFew({ unit, values }: Figure): boolean {
  return unit === undefined && values.some((value) => Number.isInteger(value) && value <= few);
}

const figureFault = (field: keyof ContentItem, said: string) =>
  fault(field, `"${said}" does not stand in what it cites`, 'draft.figure');

function fault(field: keyof ContentItem, message: string, code: string): Finding {
  return { code, level: 'fault', message, field };
}
