import { html } from 'hono/html';
import type { Person } from '../../engine/runtime/changes/types.ts';
import { time } from '../format.ts';
import type { Html } from '../html.ts';

interface Settled {
  id: string;
  version: number;
  hash: string;
  approved: boolean;
  approvedBy?: string;
  approvedAt?: number;
  retired: boolean;
  suggested?: readonly string[];
  /** What is wrong with it while tracks in force send it, in words. */
  problems: readonly string[];
  versions: readonly { version: number }[];
}

/** How it stands with an item, and what this person may do about that. */
export function itemSettlement(item: Settled, { role }: Pick<Person, 'role'>): Html {
  const mayApprove = role === 'approver' || role === 'admin';
  const isNewest = item.version === item.versions[0]?.version;
  const form = (verb: string, label: string, primary = false) =>
    html`<form method="post" action="/library/${item.id}/${verb}">
<input type="hidden" name="version" value="${item.version}"><input type="hidden" name="hash" value="${item.hash}">
<button${primary ? html` class="primary"` : ''}>${label}</button></form>`;
  const forms = [
    ...(mayApprove && !item.approved && !item.retired ? [form('approve', 'Approve for sending', true)] : []),
    ...(mayApprove && item.approved ? [form('withdraw', 'Withdraw the approval')] : []),
    ...(role !== 'viewer' && isNewest && !item.retired && item.suggested
      ? [form('confirm', 'Confirm what was suggested')]
      : []),
    ...(role !== 'viewer' && isNewest
      ? [item.retired ? form('restore', 'Restore') : form('retire', 'Retire')]
      : []),
  ];
  return html`${item.problems.map((words) => html`<p class="problem" role="alert">${words}</p>`)}
<p class="note">${standing(item)}${!item.approved && !mayApprove ? ' An approver settles this: send them the address of this page.' : ''}</p>
${forms.length > 0 ? html`<div class="settle">${forms}</div>` : ''}`;
}

function standing(item: Settled): Html {
  const retired = item.retired ? 'It is retired: no longer found or recommended. ' : '';
  if (!item.approved)
    return html`${retired}Nobody has approved version ${item.version} for sending; answers may cite it.`;
  return html`${retired}Approved by ${item.approvedBy}${item.approvedAt === undefined ? '' : html`, ${time(item.approvedAt)}`}.`;
}
