import type { PastExchange } from './exchanges.ts';

/** Characters of a question, of what was answered, and of the whole. */
const bounds = { asked: 200, answered: 260, all: 6_000 };
const before = 'Questions before these are left out.';

/**
 * What was asked, what was found and what was filed, a line an exchange, oldest first; the oldest go when it grows too
 * long. `earlier` are the lines of the summary so far.
 */
export function summaryByCode(earlier: string, exchanges: readonly PastExchange[]): string {
  const known = earlier.split('\n').filter((line) => line !== '' && line !== before);
  const lines = [...known, ...exchanges.map(lineOf)];
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines.toReversed()) {
    characters += line.length + 1;
    if (characters > bounds.all) break;
    kept.unshift(line);
  }
  const cut = kept.length < lines.length || earlier.startsWith(before);
  return [...(cut ? [before] : []), ...kept].join('\n');
}

function lineOf({ asked, calls, answered }: PastExchange): string {
  const filed = calls.flatMap(({ output }) => {
    const change = (output as { change?: { id?: unknown; title?: unknown } } | null)?.change;
    return typeof change?.id === 'string' ? [`; change ${change.id} “${String(change.title)}”`] : [];
  });
  return `- Asked: “${oneLine(asked, bounds.asked)}”. Answered: ${oneLine(answered, bounds.answered)}${filed.join('')}`;
}

function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
