import type { Tx } from '../../../../db/connection.ts';
import { quote } from '../../../program/diff/words.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import { countApprovers } from '../../sql/people.ts';
import type { ChangesOptions } from '../options.ts';
import type { Plan } from '../types.ts';
import { demandOf, type PlanApproval, riskLevels, strictest } from './demand.ts';
import { newlySent } from './regulated.ts';
import { localAdminEmail } from './second-person.ts';

/**
 * The policy is that of the program in force: a change that alters the policy itself needs the most that any risk
 * needs now, or it would be the way around it.
 */
export async function planApproval(
  tx: Tx,
  change: { base: Program; proposed: Program; edits: readonly Edit[] },
  { level, author }: { level: Plan['risk']['level']; author: string | undefined },
  regulated: ChangesOptions['regulated'],
): Promise<PlanApproval> {
  const { policies } = change.base;
  const reasons: string[] = [];
  const demands = [demandOf(policies, level)];
  const asked = policies.approval?.[level];
  if (asked) reasons.push(`The approval policy asks for ${asks[asked]} at ${level} risk.`);
  if (JSON.stringify(policies.approval) !== JSON.stringify(change.proposed.policies.approval)) {
    demands.push(...riskLevels.map((each) => demandOf(policies, each)));
    reasons.push('It changes who must approve changes, which needs the most that any change needs now.');
  }
  for (const title of await newlySent(tx, change, regulated)) {
    demands.push({ eyes: 'one', principal: true });
    reasons.push(`It sends regulated content to whom it was not sent before: ${quote(title)}.`);
  }
  const demand = strictest(demands);
  const able = await countApprovers(tx, {
    ...(author !== undefined && demand.eyes === 'four' && { without: author }),
    ...(demand.eyes === 'four' && { withoutEmail: localAdminEmail }),
    principal: demand.principal,
  });
  return { ...demand, reasons, ...(able === 0 && { nobody: true }) };
}

const asks = { one: 'one approver', four_eyes: 'four eyes', principal: 'a principal' } as const;

/** Who must approve it and why, one line each, the same on every face. */
export function approvalWords({ approval }: Pick<Plan, 'approval'>): string[] {
  if (!approval) return [];
  const who = approval.principal ? 'principal' : 'approver';
  const another = approval.principal
    ? 'A principal who is not the author'
    : 'Another approver than the author';
  const rule = {
    one: `${approval.principal ? 'A' : 'An'} ${who} must approve it; that may be the author.`,
    second: approval.principal
      ? 'A principal must approve it: another one than the author, where there is another.'
      : `${another} must approve it, where there is one.`,
    four: `${another} must approve it.`,
  }[approval.eyes];
  const add = `trellis people add EMAIL --name NAME --role approver${approval.principal ? ' --principal' : ''}`;
  return [
    rule,
    ...approval.reasons,
    ...(approval.nobody ? [`Nobody could when this was planned; an administrator adds one: ${add}`] : []),
  ];
}
