import { html } from 'hono/html';
import { counted } from '../engine/program/count-words.ts';
import type { PlanSection } from '../engine/runtime/changes/plan/plan-section.ts';
import { planWords } from '../engine/runtime/changes/plan/plan-words.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { commentsOf } from './comments.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';
import { settlement } from './settlement.ts';
import { type Testable, testForm } from './test-send.ts';

export interface ChangeView extends SignedIn {
  change: Change;
  mayApprove: boolean;
  /** The emails that a test may be asked of. */
  testable: readonly Testable[];
  /** What went wrong with the last attempt to settle it. */
  problem?: string;
}

/** One change: what it does, whom it touches, what settles it, and what people say. */
export function changePage(view: ChangeView): Html {
  const { change } = view;
  return page(
    { title: change.title, at: 'changes', signedIn: view },
    html`<article class="change">
<p class="crumb"><a href="/changes">Changes</a></p>
<h1>${change.title}</h1>
<p class="meta"><span class="status ${change.status}">${change.status}</span>
<span class="risk ${change.plan.risk.level}">${change.plan.risk.level} risk</span>
<span>${change.author.name}, by ${change.via}, ${time(change.createdAt)}</span>
<code>${change.id.slice(0, 8)}</code></p>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
${taintNote(change)}
<h2>What changes</h2>
${diff(change.plan.diff)}
${planWords(change.plan, change.accountNames).map(section)}
${drafts(change)}
<p class="small">Computed ${time(change.plan.computedAt)}.</p>
${view.person.role === 'viewer' ? '' : html`<p><a href="/changes/${change.id}/calendar">What leads would get, day by day →</a></p>`}
${testForm(change.id, view.testable)}
${settlement(view)}
${commentsOf(change)}
<details class="raw"><summary>Edits to version ${change.baseVersion}</summary><pre>${JSON.stringify(change.edits, null, 2)}</pre>
<p class="hashes">edits ${change.editHash.slice(0, 16)} · plan ${change.planHash.slice(0, 16)}</p></details>
</article>`,
  );
}

/** Whoever approves a draft with the change reads it first. */
function drafts({ plan }: Change): Html[] {
  return (plan.drafts ?? []).map(
    ({ item, version, title }) =>
      html`<p><a href="/library/${item}?version=${version}">Read “${title}” before you approve it →</a></p>`,
  );
}

/** Lines about the same thing stand under its name, which is said once. */
function diff(lines: readonly string[]): Html {
  const groups: { of: string; lines: string[] }[] = [];
  for (const line of lines) {
    const [, of = '', what = line] = /^((?:[^“:]|“[^”]*”)+): (.+)$/s.exec(line) ?? [];
    const last = groups.at(-1);
    if (last && last.of === of) last.lines.push(what);
    else groups.push({ of, lines: [what] });
  }
  return html`${groups.map(
    (group) => html`<section class="diff">${group.of ? html`<h3>${group.of}</h3>` : ''}
<ul>${group.lines.map((line) => html`<li>${line}</li>`)}</ul></section>`,
  )}`;
}

/** What kinds of foreign text there are, and what to call several of each. */
const foreign: Readonly<Record<string, string>> = {
  content: 'documents of the library',
  lead: 'leads',
  field: 'values that leads gave for fields',
  email: 'emails',
  comment: 'comments on changes',
  change: 'changes that others, or such a turn, proposed',
  halt: 'reasons of halts',
};

function taintNote({ tainted }: Change): Html | '' {
  if (tainted.length === 0) return '';
  const kinds = [...new Set(tainted.map((source) => source.split(':')[0] ?? ''))];
  return html`<div class="taint">Look closely: before this was proposed, the assistant had read text that others wrote (${kinds.map((kind) => foreign[kind] ?? kind).join(', ')}). Such text can carry instructions.
<details><summary>${counted(tainted.length, 'source')}</summary>${tainted.slice(0, 200).join(', ')}</details></div>`;
}

function section({ heading, lines, detail }: PlanSection): Html {
  const list = html`<ul class="reasons">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return detail
    ? html`<details class="detail"><summary>${heading}</summary>${list}</details>`
    : html`<h2>${heading}</h2>${list}`;
}
