import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { performanceTabs } from './tabs.ts';

export interface ListedExperiment {
  href: string;
  title: string;
  /** In a word: running, decided, broken. */
  state: string;
  /** What may be concluded, in a sentence. */
  verdict: string;
}

/** What is being tried, and what may be concluded from each so far. */
export function experimentsPage(view: SignedIn & { experiments: readonly ListedExperiment[] }): Html {
  return page(
    { title: 'Experiments', at: 'performance', signedIn: view },
    html`${performanceTabs('experiments')}
<h1>Experiments</h1>
<p class="lead">Leads are shared out by chance, so a difference between the arms is of what differs between them.</p>
${
  view.experiments.length === 0
    ? html`<p class="nothing">Nothing is being tried. A track can split its leads, and a program declare experiments: ask in the <a href="/">chat</a>.</p>`
    : ''
}
<ul class="rows">
${view.experiments.map(
  ({ href, title, state, verdict }) => html`<li><a class="row" href="${href}">
<span class="status ${state}">${state}</span>
<span class="what"><strong>${title}</strong><small>${verdict}</small></span></a></li>`,
)}
</ul>`,
  );
}

export interface ExperimentView extends SignedIn {
  title: string;
  state: string;
  hypothesis: string;
  /** What differs and what is looked at. */
  meta: readonly string[];
  verdict: string;
  next: string;
  /** What there must be before anything is decided, and how much there is. */
  requirements: readonly string[];
  arms: readonly {
    id: string;
    title: string;
    control: boolean;
    leads: string;
    outcome: string;
    base: string;
    against: string;
    guardrails: string;
    /** The title of the change that decides for it; absent where it cannot be. */
    decision?: string;
  }[];
  /** Address of the drawing, without `&dark`, and its words. */
  chart: { src: string; words: string };
  notes: readonly string[];
  /** Where the form that decides posts to. */
  action: string;
  mayPropose: boolean;
}

/** One experiment: its verdict first, then what it stands on. */
export function experimentPage(view: ExperimentView): Html {
  const { title, state, arms, notes, chart } = view;
  return page(
    { title, at: 'performance', signedIn: view },
    html`${performanceTabs('experiments')}
<article class="report">
<p class="crumb"><a href="/experiments">Experiments</a></p>
<h1>${title}</h1>
<p class="meta"><span class="status ${state}">${state}</span>${view.meta.map((said) => html`<span>${said}</span>`)}</p>
${view.hypothesis ? html`<p>${view.hypothesis}</p>` : ''}
<section class="gist" aria-label="Verdict"><p><strong>${view.verdict}.</strong></p><p>${view.next}</p></section>
<h2>What must be there first</h2>
<ul>${view.requirements.map((said) => html`<li>${said}</li>`)}</ul>
<h2>The arms</h2>
<table class="figures"><caption class="hidden">The arms of the experiment</caption>
<thead><tr><th scope="col">Arm</th><th scope="col">Outcome</th><th scope="col">Against the control</th></tr></thead>
<tbody>${arms.map(
      (
        arm,
      ) => html`<tr><th scope="row">${arm.title}${arm.control ? html` <small>(control)</small>` : ''}<span class="base">${arm.leads}</span></th>
<td><span class="value">${arm.outcome}</span><span class="base">${arm.base}</span><span class="base">${arm.guardrails}</span></td>
<td><span class="against">${arm.against}</span></td></tr>`,
    )}</tbody></table>
<div class="charts"><figure><picture><source media="(prefers-color-scheme: dark)" srcset="${chart.src}&amp;dark=true"><img src="${chart.src}" alt="${chart.words}" width="360" loading="lazy"></picture></figure></div>
${decisions(view)}
<h2>How to read this</h2>
<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>
</article>`,
  );
}

function decisions({ arms, action, mayPropose }: ExperimentView): Html | '' {
  const open = arms.filter(({ decision }) => decision !== undefined);
  if (!mayPropose || open.length === 0) return '';
  return html`<h2>Decide</h2>
<p class="about">Files a change that an approver looks at: from then on every lead counts as in that arm.</p>
<form class="asking" method="post" action="${action}">${open.map(
    ({ id, decision }) => html`<button name="arm" value="${id}">${decision}</button>`,
  )}</form>`;
}
