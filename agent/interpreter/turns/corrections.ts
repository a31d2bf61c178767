import type { Exchange, Plan, World } from '../requests.ts';
import { beginsAnother, isWhole } from '../words/openers.ts';
import { revised } from './revise.ts';

/** It puts something right. */
const correcting =
  /^(?:(?:on second thoughts?|thinking about it|come to think of it|having thought about it|change of plans?|let['’]?s (?:say|do|go with|go for|have|take|make it)|ah|oh|hm+|oops|ups|wait|hang on|ok|okay|sorry|my (?:bad|mistake)|please|(?:can|could|would) you(?= (?:please )?(?:make|change|call|name|title) (?:it|that)\b)|but|,) ?,? ?)*(?:no\b|nope\b|not\b|sorry|actually|i meant?\b|i(?:'d| would) rather|rather\b|instead\b|correction|make (?:it|that|them)\b|(?:call|name|title) (?:it|that|the track)\b|(?:the|its) (?:goal|title|name) (?:should|shall|must|is|has to|ought)\b|change (?:it|that) to\b|better\b|should be\b|it should\b|oops|wait\b|(?:let['’]?s|let us) (?:say|do|go with|go for|have|take|make it)\b|(?:i|we)(?: would|['’]d)? prefer\b|on second thoughts?\b|(?!.*\b(?:than|what|which|how)\b).{1,40} (?:is|are|would be|sounds|seems) (?:better|best|enough|plenty)\b|\S.*\binstead\b|.*\brather than\b|.*,? not [\w ]+$|.*,? i meant?[.!]*$)/i;
/** It asks for the same of something else. */
const also =
  /^(?:and|also|same|the same|do the same|ditto|likewise|what about|how about|or|only|just|with|but|for|in|on|until|every|what if|now (?:one|the same|for)|another(?: one)? for|one (?:more )?for)\b/i;
/** Wished for beside what the last request did, not in its place. */
const adding = /^(?:and|also|same|the same|do the same|ditto|likewise|now|another|one)\b/i;
const questioning = /^(?:what|how) about\b|^what if\b|\?\s*$/i;

/** `not SMB, enterprise`: one thing in the place of another. */
export function exchanges(text: string): boolean {
  return /\bnot\b.*(?:,|\bbut\b)|, not\b|\binstead of\b|\brather than\b/i.test(text);
}

/** It begins as what goes on with the request before. */
export function goesOn(text: string): boolean {
  return correcting.test(text.trim()) || also.test(text.trim());
}

function puttingRight(text: string): boolean {
  return /^(?:(?:no|sorry|actually|ok|wait|and|please|can you|could you|would you|,)[ ,]+)*(?:make|change|call|name|title) (?:it|that|the track)\b/i.test(
    text.trim(),
  );
}

/** A request said again with something else in its place, whether it puts the last one right, and what that was. */
export interface Corrected {
  text: string;
  /** Said with the answer: what the last request did stands beside what this one does. */
  notes: string[];
}

/**
 * Reads a short message as the last request with something else in its place. `isWrite`: what the last request did is
 * more than reading, so that nothing but a clear wish does it again.
 */
export function correctedBy(
  text: string,
  last: Exchange,
  request: string,
  world: World,
  isWrite: boolean,
): Corrected | undefined {
  const puts = correcting.test(text.trim());
  const asks = also.test(text.trim());
  if (
    (isWhole(text) || beginsAnother(text)) &&
    !/\bsame\b|^(?:(?:and|but|ok|so),? )*what if\b/i.test(text) &&
    !puttingRight(text)
  )
    return undefined;
  if (isWrite && !puts && (!asks || questioning.test(text.trim()))) return undefined;
  const again = revised(request, text, world.vocabulary);
  return again === undefined
    ? undefined
    : { text: again, notes: adding.test(text.trim()) ? [] : besides(last) };
}

/** What the request before has done and still stands. */
function besides(last: Exchange): string[] {
  return last.calls.flatMap(({ name, output }) => {
    const { change, title } = Object(output) as { change?: { title?: string; url?: string }; title?: string };
    if (name === 'halt_sending' && title !== undefined)
      return [`${title} stays halted from before; to have that undone, say “resume ${title}”.`];
    if (!/^(?:propose|build)_/.test(name) || change?.url === undefined) return [];
    return [
      `The change before it, “${change.title}”, still waits; reject it if this one takes its place: ${change.url}`,
    ];
  });
}

/** With notes after those of the plan. */
export function noted(plan: Plan, notes: readonly string[], readAs: string): Plan {
  return 'calls' in plan
    ? { ...plan, notes: [...(plan.notes ?? []), ...notes], readAs }
    : { ...plan, readAs };
}
