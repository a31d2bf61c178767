import type { z } from 'zod';
import { placeWords } from '../../../knowledge/grounding/place-words.ts';
import { bestQuote } from '../../../knowledge/grounding/quote.ts';
import type { searchContent } from '../../../tools/search-content.ts';

type Output = z.output<typeof searchContent.output>;
type Passage = Output['passages'][number];
const maxItems = 5;
/** Other passages of one item. */
const maxOthers = 3;
/** Where none of them is an answer. */
const maxNearest = 3;

/** By item, best first: the best sentence of its best passage, then where else in it something was found. */
export function contentWords({ evidence, passages }: Output): string {
  if (passages.length === 0)
    return 'The content library has nothing on that. Try other words, or fewer; “help” says what else you can ask.';
  const answers = evidence === 'good';
  const items = Map.groupBy(passages, ({ item, version }) => `${item}@${version}`);
  const lines = [...items.values()].slice(0, answers ? maxItems : maxNearest).map((found) => {
    // One may have been found by its title alone.
    const best = found.find(({ quote }) => quote !== '') ?? longest(found);
    const others = found.filter((other) => other !== best);
    const { n, title, kind, approved } = best;
    const quote = best.quote || bestQuote('', best.text);
    const section = sectionOf(best);
    const where = section ? `, ${section}` : '';
    const also = (answers ? others : [])
      .slice(0, maxOthers)
      .map((other) => `${sectionOf(other) || 'another passage'} [${other.n}]`);
    return `- ${title} (${kind}${where}${approved ? '' : ', not approved'}) [${n}]${quote === '' ? '.' : `: “${quote}”`}${also.length > 0 ? ` Also: ${also.join(', ')}.` : ''}`;
  });
  const says = answers
    ? 'From the content library:'
    : 'The content library says little or nothing on that. The nearest that it has:';
  return `${says}\n${lines.join('\n')}`;
}

/** Says more of an item than a remark at its beginning does. */
function longest(found: readonly Passage[]): Passage {
  return found.reduce((best, other) => (other.text.length > best.text.length ? other : best));
}

/** Below the title, without the heading that repeats it. */
function sectionOf({ title, heading }: Passage): string {
  return placeWords({ title, heading }).slice(title.length + 3);
}
