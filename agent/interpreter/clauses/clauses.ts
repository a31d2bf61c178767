import { type Exchange, type Plan, type World, writes } from '../requests.ts';
import { understand } from '../understand.ts';
import { quoted } from '../wording/say.ts';
import { spelledOut } from '../words/slang.ts';
import { withoutDeclined } from './declined.ts';
import { bared, furtherParts, mayHaveParts, partsOf } from './split.ts';

/** One request of a message. */
export interface Clause {
  text: string;
  /** Said instead of doing it. */
  withheld?: { say: string };
  /** As it was read, of the first: nothing has been answered before it. */
  plan?: Plan;
}

/** A model may take eight steps for a turn: each request needs one, and the answer another. */
const mostClauses = 6;

interface Read {
  raw: string;
  text: string;
  plan: Plan;
}

/**
 * The requests of a message, in order. It is parted only where both sides are requests; words that are none by
 * themselves belong to what stands before them. Where one of several was not understood, nothing is written.
 */
export function clausesOf(text: string, world: World): Clause[] {
  const whole = spelledOut(text);
  const question = withoutDeclined(whole, world.vocabulary);
  const asked = question === undefined ? [] : partedInto(question, world);
  const asksOnly = asked.length > 0 && asked.every(({ plan }) => plan === undefined || !writes(plan));
  return asksOnly ? asked : partedInto(whole, world);
}

function partedInto(said: string, world: World): Clause[] {
  if (!mayHaveParts(said)) return [{ text: said }];
  const read: Read[] = [];
  const parts = partsOf(said);
  // What a colon stands behind is left out only where it introduces several.
  for (const raw of parts.length > 1 ? parts : [said]) {
    const last = read.at(-1);
    const own = readPart(raw, read, world);
    const two = readInTwo(raw, own, read, world);
    if (two) {
      read.push(...two);
      continue;
    }
    if (last === undefined) {
      read.push(own);
      continue;
    }
    const together = readPart(last.raw + raw, read.slice(0, -1), world);
    if (belongTogether(last, own, together)) read.splice(-1, 1, together);
    else read.push(own);
  }
  return withheldIn(read);
}

/** Most joints of a part that are tried. */
const mostTried = 4;

/** What is not understood as one request, but as several; also where the one is what a side of it is by itself. */
function readInTwo(
  raw: string,
  whole: Read,
  before: readonly Read[],
  world: World,
  tried = mostTried,
): Read[] | undefined {
  const understood = isRead(whole) && !onlySearches(whole);
  for (const { first, second, begins } of furtherParts(raw).slice(0, tried)) {
    // What does not say how much it read may have passed over a side that begins with a name.
    if (understood && !begins && whole.plan.unread !== undefined) continue;
    const left = readPart(first, before, world);
    if (!isRead(left) || (!begins && !('calls' in left.plan))) continue;
    const right = readPart(second, [...before, left], world);
    if (onlySearches(right)) continue;
    if (understood) {
      if (isRead(right) && isSwallowed(whole.plan, left.plan, right.plan)) return [left, right];
      continue;
    }
    const rest = isRead(right) ? [right] : readInTwo(second, right, [...before, left], world, 1);
    // Beside something to be done, a name alone is not asked about.
    if (rest && (begins || rest.every(({ plan }) => writes(plan) === writes(left.plan))))
      return [left, ...rest];
  }
  return undefined;
}

/** The whole asks for no more than one of its sides, and the other asks for something else. */
function isSwallowed(whole: Plan, left: Plan, right: Plan): boolean {
  const [a, ...beyond] = callsOf(left);
  const [b, ...more] = callsOf(right);
  if (!a || !b || beyond.length + more.length > 0 || a.name === b.name) return false;
  return [a, b].some((call) => written([call]) === written(callsOf(whole)));
}

function callsOf(plan: Plan) {
  return 'calls' in plan ? plan.calls : [];
}

function written(calls: ReturnType<typeof callsOf>): string {
  return JSON.stringify(calls).toLowerCase();
}

/** Any words can be searched for. */
function onlySearches({ plan }: Read): boolean {
  return 'calls' in plan && plan.calls.every(({ name }) => name === 'search_content');
}

/** Read whole, as something to do or to ask back. */
function isRead({ plan }: Read): boolean {
  return (plan.unread ?? []).length === 0 && ('calls' in plan || plan.asks !== undefined);
}

function readPart(raw: string, before: readonly Read[], world: World): Read {
  const text = bared(raw);
  const past = before.map(({ text: asked, plan }) => supposed(asked, plan));
  return { raw, text, plan: understand(text, { ...world, history: [...world.history, ...past] }) };
}

function belongTogether(last: Read, own: Read, { plan }: Read): boolean {
  if (!('calls' in plan) || plan.unread?.length !== 0) return false;
  const open = (one: Plan) => 'say' in one && (failed(one) || one.asks !== undefined);
  // Several rules or thresholds at once are one change, where they are read whole as one.
  const oneChange = writes(plan) && writes(last.plan) && writes(own.plan);
  // What can only be searched for by itself says how the change before it is meant.
  const beside = onlySearches(own) && writes(last.plan) && writes(plan);
  return open(last.plan) || open(own.plan) || oneChange || beside;
}

function withheldIn(read: readonly Read[]): Clause[] {
  const unknown = read.filter(({ plan }) => failed(plan)).map(({ text }) => text);
  const clauses = read.slice(0, mostClauses).map(({ text, plan }, place): Clause => {
    if (unknown.length === 0 || !writes(plan)) return { text, ...(place === 0 && { plan }) };
    return {
      text,
      withheld: {
        say: `I have not done “${text}”, because I did not understand all of the message (${quoted(unknown.map((one) => `“${one}”`))}). Say it by itself to have it done.`,
      },
    };
  });
  const beyond = read.slice(mostClauses).map(({ text }) => text);
  if (beyond.length === 0) return clauses;
  const say = `I answer ${mostClauses} requests at once; ask the rest again: ${beyond.join('; ')}.`;
  return [...clauses, { text: beyond.join('; '), withheld: { say } }];
}

function failed(plan: Plan): boolean {
  return 'say' in plan && (plan.unread?.length ?? 0) > 0;
}

/** An exchange as it will have been, so that what refers to it can be read before it was. */
function supposed(asked: string, plan: Plan): Exchange {
  if ('say' in plan) return { asked, calls: [], answered: plan.say };
  const calls = plan.calls.map(({ name, input }) => ({ name, input, output: supposedOutput(input) }));
  return { asked, calls, answered: '' };
}

function supposedOutput(input: Record<string, unknown>) {
  const change = { id: '00000000', url: '', title: String(input.title ?? '') };
  const lead = typeof input.lead === 'string' ? { lead: { id: input.lead } } : {};
  const { track = String(input.title ?? ''), target = track } = input;
  // One that is asked for will have been told: “the top lead, and why that score?”.
  const leads = input.sample === 1 ? { leads: [{ id: '00000000-0000-4000-8000-000000000000' }] } : {};
  return { change, track, target, ...leads, ...lead };
}
