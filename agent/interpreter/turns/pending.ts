import type { Exchange } from '../requests.ts';
import { createUtterance } from '../words/utterance.ts';

const dropping =
  /^(?:no|nope|cancel|never ?mind|forget (?:it|that)|leave it|drop (?:it|that)|not now|do not|stop|nothing|neither|none)(?: (?:thanks|thank you|please|it|of (?:them|those|these)|,))*$/;

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
