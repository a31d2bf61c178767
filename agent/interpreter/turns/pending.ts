import type { Exchange } from '../requests.ts';
import { isQuestion } from '../wording/say.ts';
import { createUtterance } from '../words/utterance.ts';

const opener =
  '(?:(?:please|ok|okay|hi|hey|hello|so|now|then|well|actually|and|but|no|trellis|can you|could you|would you|will you|just|,) )*';
const whole = new RegExp(
  `^${opener}(?:` +
    [
      'how (?:many|much|did|do|does|is|are|was|were|has|have|can)',
      '(?:what|which|who|whom|whose|why|where)\\b',
      'when (?:did|was|were|is|are|do|does|will)',
      '(?:is|are|was|were|did|does|has|should|shall)\\b',
      '(?:do|have) (?:we|you|i|they|not)',
      '(?:show|list|find|search|look up|tell|explain|describe|count|number of|top|report|compare|see|display|help|approve|reject|give me)\\b',
      // With “it” these answer a question of ours: “make it 6 weeks”.
      '(?:build|create|make|design|draft|propose|plan|launch|give|award|add|set|raise|increase|bump|lower|reduce|decrease|change|deduct|subtract|remove|delete|drop|move|put)\\b(?! (?:it|that|them|this)\\b)(?=.*\\b(?:points?|scor|threshold|tracks?|sequence|campaign|nurture|rules?|leads?|change|segments?)\\b)',
      '(?:send|mail) (?:me|us)\\b',
      '(?:simulate|roll ?back|roll|revert|undo|restore|go back|comment)\\b',
      '(?:halt|stop|pause|suspend|freeze|resume|unpause|restart|do not|never)\\b',
      '(?:i|we) (?:want|need|would like) (?:you )?to\\b',
      '(?:i|we) (?:want|need|would like) .*\\b(?:track|sequence|campaign)\\b',
    ].join('|') +
    ')',
);
const dropping =
  /^(?:no|nope|cancel|never ?mind|forget (?:it|that)|leave it|drop (?:it|that)|not now|do not|stop|nothing)(?: (?:thanks|thank you|please|it|,))*$/;

/** It says by itself what is wanted, so it answers no question of ours. */
export function isWhole(text: string): boolean {
  return whole.test(createUtterance(text).text);
}

/** What was asked for and waits for the rest, oldest first; it begins with the last request that was whole. */
export function pendingWords(history: readonly Exchange[]): string[] {
  const asked: string[] = [];
  for (const exchange of history.toReversed()) {
    if (!isQuestion(exchange.answered)) break;
    asked.unshift(exchange.asked);
    if (isWhole(exchange.asked)) break;
  }
  return asked;
}

/** The request that was refused because several leads have a name, when this says which by nothing but an address. */
export function withLeadNamed(text: string, history: readonly Exchange[]): string | undefined {
  const last = history.at(-1);
  const name = /Several leads have that name: ([^,;]+),/.exec(last?.answered ?? '')?.[1];
  const address = /^\s*(\S+@\S+\.\p{L}{2,})[\s.!]*$/u.exec(text)?.[1];
  if (!last || name === undefined || address === undefined) return undefined;
  const at = last.asked.toLowerCase().indexOf(name.toLowerCase());
  return at < 0 ? undefined : last.asked.slice(0, at) + address + last.asked.slice(at + name.length);
}

/** Gives up what waits: `never mind`. */
export function isDropped(text: string): boolean {
  return dropping.test(createUtterance(text).text.replace(/(?: ,)+$/, ''));
}
