import type { z } from 'zod';
import type { searchContent } from '../../../tools/search-content.ts';

type Output = z.output<typeof searchContent.output>;
const excerptLength = 220;

export function contentWords({ passages }: Output): string {
  if (passages.length === 0) return 'The content library has nothing on that. Try other words, or fewer.';
  const lines = passages.map(({ n, title, kind, heading, text, approved }) => {
    const where = heading ? `, ${heading}` : '';
    return `- ${title} (${kind}${where}${approved ? '' : ', not approved'}) [${n}]: ${excerpt(text)}`;
  });
  return `From the content library:\n${lines.join('\n')}`;
}

/** The beginning of a passage on one line, cut at a word. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= excerptLength) return line;
  return `${line.slice(0, line.lastIndexOf(' ', excerptLength))} …`;
}
