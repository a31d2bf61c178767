import type { Exchange } from '../requests.ts';
import { createUtterance } from '../words/utterance.ts';
import { chosenBy } from './choices.ts';

const dropping =
  /^(?:no|nope|cancel|never ?mind|forget (?:it|that)|leave it|drop (?:it|that)|not now|do not|stop|nothing|neither|none)(?: (?:thanks|thank you|please|it|of (?:them|those|these)|,))*$/;

/** Of those that were named: `the second one`, `the one at Acme`. */
function addressMeant(text: string, answered: string): string | undefined {
  const list = /Several leads have that name: (.+?)(?:; and more)?\. Which one/
    .exec(answered)?.[1]
    ?.split('; ');
  const told =
    /^(?:(?:i (?:mean|meant|want|wanted|need)|it is|it['’]?s|that is|that['’]?s|(?:s?he)(?: is|['’]s)|take|use|pick|sorry|oh|ah|ok|yes|please),? )+/i;
  const words = text
    .trim()
    .replace(told, '')
    .replace(
      /^(?:(?:i mean|i meant|it is|it['’]s|that is|that would be|no|sorry|,) ?)*(?:the )?(?:one|lead|person|she|he|guy|lady|woman|man)? ?(?:(?:who|that) )?(?:(?:is|works?|working|sits?|employed) )*(?:at|from|of|with|for|by) (?=\S)/i,
      '',
    );
  const bare = words.replace(/(?:,? (?:one|please|thanks))+\W*$/i, '').replace(/[.!?]+$/, '');
  const chosen = list && chosenBy(bare, { choices: list });
  return chosen === undefined ? undefined : /\S+@[^\s,]+/.exec(chosen)?.[0];
}

/** The request that was refused because several leads have a name, when this says which by nothing but an address. */
export function withLeadNamed(text: string, history: readonly Exchange[]): string | undefined {
  const last = history.at(-1);
  const name = /Several leads have that name: ([^,;]+),/.exec(last?.answered ?? '')?.[1];
  const address =
    /^\s*(\S+@\S+\.\p{L}{2,})[\s.!]*$/u.exec(text)?.[1] ?? addressMeant(text, last?.answered ?? '');
  if (!last || name === undefined || address === undefined) return undefined;
  const at = last.asked.toLowerCase().indexOf(name.toLowerCase());
  return at < 0 ? undefined : last.asked.slice(0, at) + address + last.asked.slice(at + name.length);
}

/** Gives up what waits: `never mind`. */
export function isDropped(text: string): boolean {
  return dropping.test(createUtterance(text).text.replace(/(?: ,)+$/, ''));
}
