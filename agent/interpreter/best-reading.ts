import { readingsIn } from './readings.ts';
import type { Intent, Plan, World } from './requests.ts';
import { asked } from './words/direct.ts';
import { inOtherWords, withNamesAndTimes } from './words/other-words.ts';
import { createUtterance } from './words/utterance.ts';
import { plainly } from './words/wishes/plainly.ts';

/** Leaving one of these is to miss the request itself. */
const requestVerbs =
  /^(?:build|create|make|draft|write|propose|halt|stop|pause|suspend|resume|send|put|move|remove|delete|drop|raise|lower|set|add|give|award|change|replace|rename|copy|promote|undo|revert|roll|rollback|enrol|hold|simulate|recommend|compare)$/;

type Read = [intents: readonly Intent[], world: World, speller: (word: string) => string];

/**
 * The reading that leaves least of a text unread; among equals the first. Undefined when no intent reads it. A wish is
 * read as the request that it stands for where that is a proposal, and all of it is read; what is not understood is
 * read in other words of the same meaning, where more is understood of them.
 */
export function bestReading(said: string, ...read: Read): Plan | undefined {
  const [, { vocabulary }] = read;
  const named = withNamesAndTimes(said, vocabulary);
  const certain = named === said ? undefined : asWished(named, ...read);
  if (certain && costOf(certain) === 0) return certain;
  const found = asWished(said, ...read);
  if (found && costOf(found) === 0 && !searches(found)) return found;
  const other = inOtherWords(said, vocabulary);
  const again = other === said ? undefined : asWished(other, ...read);
  if (again === undefined || searches(again)) return found;
  const better = found === undefined || searches(found) ? costOf(again) === 0 : costOf(again) < costOf(found);
  return better ? again : found;
}

/** Any words can be searched for: it is read so where they say nothing else. */
function searches(plan: Plan): boolean {
  return 'calls' in plan && plan.calls.some(({ name }) => name === 'search_content');
}

function asWished(text: string, ...read: Read): Plan | undefined {
  const request = plainly(text);
  const wished = request === text ? undefined : readingOf(request, ...read);
  if (wished && proposes(wished)) return wished;
  const found = readingOf(text, ...read);
  if (!wished?.asks || costOf(wished) > 0.5) return found;
  return found === undefined || costOf(found) > 0.5 ? wished : found;
}

function proposes(plan: Plan): boolean {
  return 'calls' in plan && costOf(plan) === 0 && plan.calls.every(({ name }) => name === 'propose_change');
}

/** One message is read many times in the same words: as a whole, in parts, without what only tells. */
function readingOf(text: string, ...read: Read): Plan | undefined {
  const [intents, world] = read;
  const known = readingsIn(world);
  const key = `${intents.length} ${text}`;
  if (!known.has(key)) known.set(key, readAnew(text, ...read));
  return known.get(key);
}

function readAnew(text: string, ...[intents, world, speller]: Read): Plan | undefined {
  const whole = createUtterance(asked(text), speller);
  let best: Plan | undefined;
  for (const intent of intents) {
    const plan = intent(whole.fresh(), world);
    if (plan === undefined) continue;
    // What does not say how much of the text it read is taken where nothing before it read any.
    if (best === undefined ? costOf(plan) === 0 : plan.unread?.length === 0) return plan;
    if (best === undefined || (plan.unread && costOf(plan) < costOf(best))) best = plan;
  }
  return best;
}

/** What asks for more is taken where nothing else reads the whole. */
function costOf({ unread = [], asks }: Plan): number {
  return unread.reduce((cost, word) => cost + (requestVerbs.test(word) ? 5 : 1), asks ? 0.5 : 0);
}
