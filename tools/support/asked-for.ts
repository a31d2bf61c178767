import type { ToolContext } from '../tool.ts';

const agreed =
  /^\W*(?:yes|yep|yeah|y|ok|okay|sure|right|exactly|correct|agreed|please do|do (?:it|so|that)|go ahead|confirm(?:ed)?)\b/i;
/** More words than these say something of their own. */
const mostWords = 8;

/**
 * Whether the person's own words ask for what takes effect without an approval. Only held against what was said where a
 * model acts for them that has read text of others, as that text may steer it: the wish stands in the present message,
 * or in our question that it agrees to, or in the message before when this one says only of what.
 */
export function isAskedFor(
  { said, tainted }: Pick<ToolContext, 'said' | 'tainted'>,
  wish: RegExp,
  target: RegExp,
): boolean {
  if (said === undefined || tainted.length === 0) return true;
  const [now, ours = '', before = ''] = said.slice(-3).reverse() as [string, string?, string?];
  const agrees = agreed.test(now) && now.trim().split(/\s+/).length <= mostWords && ours.includes('?');
  const recent = [now, ours, before].join('\n');
  if (wish.test(now)) return target.test(now) || (pointing.test(now) && target.test(recent));
  if (agrees) return wish.test(ours) && target.test(recent);
  return wish.test(before) && target.test(now);
}

const pointing = /\b(?:it|this|that|them|those|these|same)\b/i;

/** Words that only this thing is called by: of its title and its id. */
export function namesOf(title: string, id: string): RegExp {
  const words = `${title} ${id}`.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const telling = words.filter((word) => !common.has(word));
  const all = telling.length > 0 ? telling : words;
  // Without a word it cannot be called by any.
  if (all.length === 0) return /(?!)/;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...new Set(all)].join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

const common = new Set([
  'the',
  'and',
  'for',
  'of',
  'to',
  'track',
  'tracks',
  'nurture',
  'email',
  'emails',
  'sequence',
  'campaign',
  'all',
  'leads',
  'lead',
]);
