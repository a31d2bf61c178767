import type { Citation } from '../../../agent/agent.ts';
import { escapeText } from '../blocks/escape.ts';

/** What an answer cites, a line each, leading to the passage in the console; empty when it cites nothing. */
export function sourcesMrkdwn(citations: readonly Citation[]): string {
  return citations.map(({ n, place, url }) => `<${url}|[${n}]> ${escapeText(place)}`).join('\n');
}
