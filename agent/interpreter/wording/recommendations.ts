import type { z } from 'zod';
import type { recommendContent } from '../../../tools/recommend-content.ts';

type Output = z.output<typeof recommendContent.output>;

/** What to send, what worked, or what is missing, each with why. */
export function recommendationWords({ audience, stage, items, left_out, gaps, notes }: Output): string {
  if (gaps) return [gapLines(audience, gaps), ...notes].join('\n\n');
  const at = stage === null ? '' : `, ${stage} stage`;
  const out = (left_out ?? []).map(({ reason, count }) => `${count} ${reason}`).join(', ');
  if (!items || items.length === 0) {
    const nothing = left_out
      ? 'Nothing in the library may be recommended'
      : 'There is no data on any such item';
    return [`${nothing} for ${audience}${at}.${out === '' ? '' : ` Left out: ${out}.`}`, ...notes].join(
      '\n\n',
    );
  }
  const head = left_out ? `To send to ${audience}${at}` : `What worked best for ${audience}${at}`;
  const lines = items.map(({ title, kind, item, reasons, evidence }, index) => {
    const why = reasons.length > 0 ? ` ${capital(reasons.join('; '))}.` : '';
    return `${index + 1}. ${title} (${kind}, ${item}).${why} ${capital(evidence.words)}.`;
  });
  return [`${head}:\n${lines.join('\n')}`, ...(out === '' ? [] : [`Left out: ${out}.`]), ...notes].join(
    '\n\n',
  );
}

function gapLines(audience: string, gaps: NonNullable<Output['gaps']>): string {
  if (gaps.length === 0)
    return `The library has something of every kind that its stages call for, ${audience}.`;
  return `Gaps in the library, ${audience}:\n${gaps.map(({ words }) => `- ${words}`).join('\n')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
