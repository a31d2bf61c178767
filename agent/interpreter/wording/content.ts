import type { z } from 'zod';
import type { searchContent } from '../../../tools/search-content.ts';

type Output = z.output<typeof searchContent.output>;
type Passage = Output['passages'][number];
const excerptLength = 220;
const maxItems = 5;

/** By item, best first: its best passage, then where else in it something was found. */
export function contentWords({ passages }: Output): string {
  if (passages.length === 0) return 'The content library has nothing on that. Try other words, or fewer.';
  const items = Map.groupBy(passages, ({ item, version }) => `${item}@${version}`);
  const lines = [...items.values()].slice(0, maxItems).map(([best, ...others]) => {
    const { n, title, kind, heading, text, approved } = best as Passage;
    const where = heading ? `, ${heading}` : '';
    const also = others.map((other) => `${other.heading || 'another passage'} [${other.n}]`);
    return `- ${title} (${kind}${where}${approved ? '' : ', not approved'}) [${n}]: ${excerpt(text)}${also.length > 0 ? ` Also: ${also.join(', ')}.` : ''}`;
  });
  return `From the content library:\n${lines.join('\n')}`;
}

/** The beginning of a passage on one line, cut at a word. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= excerptLength) return line;
  return `${line.slice(0, line.lastIndexOf(' ', excerptLength))} …`;
}
