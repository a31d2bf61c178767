import { backtestWords } from '../engine/runtime/changes/backtest-words.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { populationWords, taintWords } from '../engine/runtime/changes/words.ts';
import { print, when } from './output.ts';

/** A change in words: what it does, whom it touches, who settled it. */
export function showChange(change: Change): void {
  const { risk } = change.plan;
  print(`${change.title}\n${change.id}  ${change.status}  ${risk.level} risk`);
  print(
    `Proposed by ${change.author.name} by ${change.via}, ${when(change.createdAt)} UTC, on version ${change.baseVersion}`,
  );
  if (change.tainted.length > 0)
    print(`Look closely: foreign text was read before (${taintWords(change.tainted)}).`);
  print(`\n${change.plan.diff.map((line) => `  ${line}`).join('\n')}\n`);
  for (const line of populationWords(change.plan)) print(`  ${line}`);
  for (const line of backtestWords(change.plan)) print(`  ${line}`);
  for (const reason of risk.reasons) print(`  risk: ${reason}`);
  for (const warning of change.plan.warnings ?? []) print(`  warning: ${warning}`);
  if (change.resolvedBy)
    print(
      `${change.status} by ${change.resolvedBy.name} ${when(change.resolvedAt)} ${change.resolution ?? ''}`,
    );
}
