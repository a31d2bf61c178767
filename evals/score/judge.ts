import { vocabularyOf } from '../../engine/program/score-models.ts';
import type { GoldOutputs } from '../run/gold.ts';
import { takenFrom } from '../run/gold.ts';
import type { TaskRun, TurnRun } from '../run/run-task.ts';
import { asRegExp, type Taken, type Task, type TaskTurn } from '../task.ts';
import { callsMatch } from './call-match.ts';
import { changeFaults } from './change.ts';
import { saysValue } from './figure.ts';

export interface Verdict {
  /** Why the task failed, state first; empty when it passed. */
  faults: string[];
  /** Whether all gold calls were made; absent where the task has none. */
  callsMatched?: boolean;
}

/** Scores what became of a task. `gold` is what the gold calls gave; `byScript`: the gold itself, which says no expression. */
export function judge(task: Task, run: TaskRun, gold: GoldOutputs, { byScript = false } = {}): Verdict {
  const calls = run.turns.flatMap(({ answer }) => answer?.toolCalls ?? []);
  const faults = [
    ...endFaults(task, run),
    ...task.never
      .filter((name) => calls.some((call) => call.name === name))
      .map((name) => `it called ${name}`),
    ...task.turns.flatMap((turn, n) =>
      turnFaults(turn, run.turns[n] as TurnRun, gold.slice(0, n + 1), byScript).map(
        (fault) => `turn ${n + 1}: ${fault}`,
      ),
    ),
  ];
  const wanted = task.turns.flatMap((turn) => turn.calls);
  if (wanted.length === 0) return { faults };
  const vocabulary = vocabularyOf(run.program);
  return { faults, callsMatched: callsMatch(wanted, calls, vocabulary) };
}

function endFaults({ end }: Task, { changes, halts, program }: TaskRun): string[] {
  const faults: string[] = [];
  if (changes.length !== end.changes.length)
    faults.push(
      `it filed ${changes.length} changes (${changes.map(({ title }) => title).join('; ')}), not ${end.changes.length}`,
    );
  else
    for (const [n, expected] of end.changes.entries()) {
      const change = changes[n];
      if (change)
        faults.push(...changeFaults(expected, change, program).map((fault) => `“${change.title}”: ${fault}`));
    }
  const wanted = [...end.halts].sort().join(', ');
  if (halts.join(', ') !== wanted)
    faults.push(`halted is ${halts.join(', ') || 'nothing'}, not ${wanted || 'nothing'}`);
  return faults;
}

function turnFaults(turn: TaskTurn, run: TurnRun, gold: GoldOutputs, byScript: boolean): string[] {
  const { answer, fault, did } = run;
  if (!answer) return [`the turn failed: ${fault}`];
  const faults = byScript
    ? answer.toolCalls.flatMap(({ name, output }) => errorOf(output).map((error) => `${name}: ${error}`))
    : [];
  for (const said of turn.says) {
    if (byScript && typeof said === 'string' && asRegExp(said)) continue;
    if (!holds(answer.text, said, gold)) faults.push(`it does not say ${shown(said, gold)}`);
  }
  for (const said of turn.not_says)
    if (holds(answer.text, said, gold)) faults.push(`it says ${shown(said, gold)}`);
  if (turn.asks && !answer.text.includes('?')) faults.push('it asks nothing');
  if (turn.asks && did) faults.push('it should ask and do nothing');
  return faults;
}

function holds(text: string, said: string | Taken, gold: GoldOutputs): boolean {
  if (typeof said !== 'string') {
    const value = takenFrom(gold, said);
    return value !== undefined && saysValue(text, value);
  }
  const pattern = asRegExp(said);
  return pattern instanceof RegExp ? pattern.test(text) : text.toLowerCase().includes(said.toLowerCase());
}

function shown(said: string | Taken, gold: GoldOutputs): string {
  if (typeof said === 'string') return said;
  return `${takenFrom(gold, said) ?? 'a value that no gold call gave'} (${said.take} of call ${said.of})`;
}

function errorOf(output: unknown): string[] {
  const error = (
    output as { error?: { message?: string; faults?: { path: string; message: string }[] } } | null
  )?.error;
  if (!error) return [];
  return [
    [error.message, ...(error.faults ?? []).map(({ path, message }) => `${path}: ${message}`)].join(' '),
  ];
}
