import { plain } from './document.ts';

const enough = 120;
const most = 300;

/** The first sentence or two that say something: no greeting, no list, no table, no note in italics. */
export function suggestSummary(body: string): string | undefined {
  const paragraphs = body
    .replace(/```[\s\S]*?(?:```|$)/g, '')
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => !/^(?:#|>|\||[-*+][ \t]|\d+[.)][ \t]|<|\[cta\]|[*_][^*_]+[*_]$)/.test(paragraph));
  const said = paragraphs
    .filter((paragraph) => !/^\[[^\]]*\]\([^)]*\)$/.test(paragraph))
    .map((paragraph) => oneLine(plain(paragraph)))
    .filter((text) => !/^(?:hi|hello|dear)\b.{0,40}$/i.test(text));
  const texts = said.filter((text) => text.length >= 40);
  let summary = '';
  for (const sentence of texts.slice(0, 2).flatMap(sentencesOf)) {
    if (summary !== '' && (summary.length >= enough || summary.length + sentence.length > most)) break;
    summary = `${summary} ${sentence}`.trim();
  }
  if (summary === '') summary = said.join(' ').slice(0, most);
  if (summary === '') summary = oneLine(plain(body.replace(/^#.*$/gm, ''))).slice(0, most);
  return summary === '' ? undefined : cut(summary);
}

function sentencesOf(text: string): string[] {
  return [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].map(({ segment }) =>
    segment.trim(),
  );
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** At the end of a word. */
function cut(text: string): string {
  if (text.length <= 600) return text;
  return `${text.slice(0, 590).replace(/\s+\S*$/, '')} …`;
}
