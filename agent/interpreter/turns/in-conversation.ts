import { type Asked, type Exchange, type Plan, type World, writes } from '../requests.ts';
import { isWhole } from '../words/openers.ts';
import { chosenBy, withInstead } from './choices.ts';
import { correctedBy, exchanges, goesOn, noted } from './corrections.ts';
import { isDropped, withLeadNamed } from './pending.ts';
import { withListed } from './pointers.ts';

type Read = (text: string, world: World) => Plan;

/** Exchanges of the past as they were read. They are made anew for every step, and so is what is known of them. */
const readings = new WeakMap<Exchange, Plan>();

/**
 * Reads a message after what was said before: as the answer to a question of ours, as the last request with something
 * else in its place, or by itself with `alone`.
 */
export function inConversation(text: string, world: World, alone: Read): Plan {
  const { history } = world;
  const named = withLeadNamed(text, history);
  if (named !== undefined) return inConversation(named, { ...world, history: history.slice(0, -1) }, alone);
  const meant = withListed(text, history);
  const plan = answered(meant, world, alone) ?? continued(meant, world, alone);
  return meant === text ? plan : { readAs: meant, ...plan };
}

/** As the answer to what we asked before, where we did and it is one. */
function answered(text: string, world: World, alone: Read): Plan | undefined {
  const last = world.history.at(-1);
  const other = last && trackMeant(text, last);
  if (other !== undefined)
    return { ...alone(other, { ...world, history: world.history.slice(0, -1) }), readAs: other };
  // A question that stands beside an answer asks by these words.
  if (last === undefined || (last.calls.length > 0 && !last.answered.includes('Did you mean')))
    return undefined;
  const { asks, readAs: whole = last.asked } = readingOf(last, world, alone);
  if (asks === undefined) return undefined;
  const before = { ...world, history: world.history.slice(0, -1) };
  const again = (words: string) => ({ ...alone(words, before), readAs: words });
  const chosen = chosenBy(text, asks);
  if (chosen === 'several') return { say: `Which one: ${choicesOf(asks)}?`, asks, readAs: whole };
  if (chosen !== undefined)
    return again(
      asks.instead === undefined ? `${whole} , ${chosen}` : withInstead(whole, asks.instead, chosen),
    );
  if (isDropped(text)) return { say: 'Dropped. I have proposed and halted nothing.' };
  // “Did you mean …?” waits for yes or a name, and for nothing else.
  if (isWhole(text) || asks.instead !== undefined) return undefined;
  const counted = asks.unit && /^\W*\d+\W*$/.test(text) ? `${/\d+/.exec(text)?.[0]} ${asks.unit}` : text;
  const joined = again(`${whole} , ${counted}`);
  // The fragment answered our question, wholly or in part.
  if ('calls' in joined || (joined.asks && isRead(joined))) return joined;
  const own = alone(text, world);
  return 'calls' in own ? own : joined;
}

/** The request before of the other track, where we took a name for one of several. */
function trackMeant(text: string, { asked, answered: said }: Exchange): string | undefined {
  const [, name, taken, others] =
    /I took “([^”]+)” for the track (.+?); there is also (.+?)\.(?:\s|$)/.exec(said) ?? [];
  if (name === undefined || taken === undefined || others === undefined) return undefined;
  const choices = [taken, ...others.split(', ')];
  const chosen = chosenBy(text.replace(/\b(?:one|track)\b/gi, ' '), { choices });
  return chosen === undefined || chosen === 'several' ? undefined : withInstead(asked, name, chosen);
}

/** By itself, or as the request before with something else in its place. */
function continued(text: string, world: World, alone: Read): Plan {
  const last = world.history.at(-1);
  if (last === undefined || text.length > longestFragment) return alone(text, world);
  // Questions about leads and figures are gone on with by their meaning, and by their words where that fails.
  const byMeaning = /^(?:query_leads|analyse_performance)$/.test(last.calls.at(-1)?.name ?? '');
  if (exchanges(text) || (goesOn(text) && !byMeaning))
    return corrected(text, last, world, alone) ?? alone(text, world);
  const own = alone(text, world);
  if ('calls' in own && isRead(own)) return own;
  return corrected(text, last, world, alone) ?? own;
}

/** Characters; what is longer is a request of its own. */
const longestFragment = 160;

function corrected(text: string, last: Exchange, world: World, alone: Read): Plan | undefined {
  const first = readingOf(last, world, alone);
  const again = correctedBy(text, last, first.readAs ?? last.asked, world, writes(first));
  if (again === undefined) return undefined;
  const plan = alone(again.text, { ...world, history: world.history.slice(0, -1) });
  const whole = isRead(plan) && ('calls' in plan || plan.asks !== undefined);
  return whole ? noted(plan, again.notes, again.text) : undefined;
}

/** How the last exchange was read when it was said. */
function readingOf(last: Exchange, world: World, alone: Read): Plan {
  const known = readings.get(last);
  if (known) return known;
  const plan = inConversation(last.asked, { ...world, history: world.history.slice(0, -1) }, alone);
  readings.set(last, plan);
  return plan;
}

function isRead({ unread = [] }: Plan): boolean {
  return unread.length === 0;
}

function choicesOf({ choices = [] }: Asked): string {
  return choices.join(', or ');
}
