import { planWords } from '../engine/runtime/changes/plan/plan-words.ts';
import { taintWords } from '../engine/runtime/changes/population/words.ts';
import { commentWords, standingWords } from '../engine/runtime/changes/settle/standing-words.ts';
import type { Change, Plan } from '../engine/runtime/changes/types.ts';
import { print, when } from './output.ts';

/** A change in words: what it does, whom it touches, who settled it. */
export function showChange(change: Change): void {
  const { risk } = change.plan;
  print(`${unlinked(change.title)}\n${change.id}  ${change.status}  ${risk.level} risk`);
  print(
    `Proposed by ${change.author.name} by ${change.via}, ${when(change.createdAt)} UTC, on version ${change.baseVersion}`,
  );
  if (change.tainted.length > 0)
    print(`Look closely: foreign text was read before (${taintWords(change.tainted)}).`);
  print('');
  showPlan(change.plan, change.accountNames);
  for (const line of standingWords(change)) print(line);
  if (change.resolvedBy)
    print(
      `${change.status} by ${change.resolvedBy.name} ${when(change.resolvedAt)} ${change.resolution ?? ''}`,
    );
  const { comments = [] } = change;
  if (comments.length > 0) print(`Comments\n${comments.map((one) => `  ${commentWords(one)}`).join('\n')}`);
}

/** What a plan says: the difference, then everything else by its heading. */
export function showPlan(plan: Plan, names?: Change['accountNames']): void {
  print(`${plan.diff.map((line) => `  ${unlinked(line)}`).join('\n')}\n`);
  for (const { heading, lines } of planWords(plan, names)) {
    print(`${heading}\n${lines.map((line) => `  ${unlinked(line)}`).join('\n')}\n`);
  }
}

/** What a change says may have been written by who wants it clicked: terminals make a link of every address. */
function unlinked(text: string): string {
  return text
    .replace(/:(?=\/\/)/g, ': ')
    .replace(/\b(www)(?=\.)/gi, '$1 ')
    .replace(/\bmailto:/gi, 'mailto: ');
}
