import type { Exchange, Plan, ToolRequest, World } from '../requests.ts';
import { understand } from '../understand.ts';
import { answerInWords } from '../wording/answers.ts';
import { spelledOut } from '../words/slang.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { mayHaveParts } from './split.ts';

/** How far a message has come: the next calls, or all that there is to say. */
export type Progress = { calls: ToolRequest[] } | { text: string };

/** A message that is being answered: a step of it does not read again what a step before has read. */
export interface Message {
  world: World;
  clauses: readonly Clause[];
  /** Of the clauses in order, as each was read after those before it had been answered. */
  plans: (Plan | { say: string })[];
}

export function openMessage(text: string, world: World): Message {
  return { world, clauses: clausesOf(text, world), plans: [] };
}

/** The next step of a message for which these calls were made; they are those of the step before and more. */
export function progress(message: Message, made: Exchange['calls']): Progress {
  const walked = walk(message, made);
  if (walked === undefined) return { text: answerInWords(made, []) };
  if ('next' in walked) return { calls: walked.next };
  return { text: walked.exchanges.map(({ answered }) => answered).join('\n\n') };
}

/** An exchange of the past, parted as its message was, so that what is said now meets its requests one by one. */
export function partedExchange(exchange: Exchange, world: World): readonly Exchange[] {
  const said = spelledOut(exchange.asked);
  if (!mayHaveParts(said)) return [{ ...exchange, asked: said }];
  // Its answer is not worded again: what is kept of an output may be less than it was.
  const walked = walk(openMessage(exchange.asked, world), exchange.calls, () => exchange.answered);
  return walked && 'exchanges' in walked ? walked.exchanges : [exchange];
}

/**
 * Goes through the clauses in order, giving each the calls that were made for it. A clause whose calls have outputs is
 * an exchange of the past for the next one; the first without says what to call next. Questions of ours come last,
 * since the next message answers them. Undefined where calls are not those of this reading: another model made them.
 */
function walk(
  { world, clauses, plans }: Message,
  made: Exchange['calls'],
  wordsOf: typeof answerInWords = answerInWords,
): { next: ToolRequest[] } | { exchanges: Exchange[] } | undefined {
  const answered: Exchange[] = [];
  const asking: Exchange[] = [];
  let left = made;
  for (const [place, clause] of clauses.entries()) {
    const history = [...world.history, ...answered];
    const plan =
      clause.withheld ?? clause.plan ?? plans[place] ?? understand(clause.text, { ...world, history });
    plans[place] = plan;
    if ('say' in plan) {
      const exchange = { asked: clause.text, calls: [], answered: plan.say };
      ('asks' in plan && plan.asks ? asking : answered).push(exchange);
      continue;
    }
    const mine = left.slice(0, plan.calls.length);
    if (mine.some(({ name }, at) => name !== plan.calls[at]?.name)) return undefined;
    if (mine.length < plan.calls.length) return { next: plan.calls.slice(mine.length) };
    left = left.slice(plan.calls.length);
    const words = wordsOf(mine, plan.notes ?? [], plan.only);
    answered.push({ asked: clause.text, calls: mine, answered: words });
  }
  return left.length > 0 ? undefined : { exchanges: [...answered, ...asking] };
}
