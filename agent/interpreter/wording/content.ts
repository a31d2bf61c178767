import type { z } from 'zod';
import type { searchContent } from '../../../tools/search-content.ts';

type Output = z.output<typeof searchContent.output>;
type Passage = Output['passages'][number];
const maxItems = 5;

/** By item, best first: the best sentence of its best passage, then where else in it something was found. */
export function contentWords({ evidence, passages }: Output): string {
  if (passages.length === 0) return 'The content library has nothing on that. Try other words, or fewer.';
  const items = Map.groupBy(passages, ({ item, version }) => `${item}@${version}`);
  const lines = [...items.values()].slice(0, maxItems).map(([best, ...others]) => {
    const { n, title, kind, heading, quote, approved } = best as Passage;
    const where = heading ? `, ${heading}` : '';
    const also = others.map((other) => `${other.heading || 'another passage'} [${other.n}]`);
    return `- ${title} (${kind}${where}${approved ? '' : ', not approved'}) [${n}]${quote === '' ? '.' : `: “${quote}”`}${also.length > 0 ? ` Also: ${also.join(', ')}.` : ''}`;
  });
  const says =
    evidence === 'good'
      ? 'From the content library:'
      : 'The content library says little or nothing on that. The nearest that it has:';
  return `${says}\n${lines.join('\n')}`;
}
