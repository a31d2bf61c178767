import { html } from 'hono/html';
import { counted } from '../../engine/program/count-words.ts';
import { time } from '../format.ts';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { renderMarkdown } from '../markdown.ts';
import { previewForm } from './preview.ts';
import { itemSettlement } from './settlement.ts';
import { bare, stateOf } from './words.ts';

/** One version of an item, with everything there is to know about it. */
export interface ShownItem {
  id: string;
  version: number;
  title: string;
  kind: string;
  stages: readonly string[];
  summary: string;
  /** The Markdown as it was added. */
  body: string;
  hash: string;
  approved: boolean;
  approvedBy?: string;
  approvedAt?: number;
  suggested?: readonly string[];
  /** What is wrong with it while tracks in force send it, in words. */
  problems: readonly string[];
  retired: boolean;
  demo: boolean;
  /** Who it is for, where it leads, whence it came; `suggested`: nobody has confirmed it yet. */
  facts: readonly { label: string; value: string; suggested: boolean }[];
  versions: readonly { version: number; createdAt: number; approved: boolean; title: string }[];
  passages: readonly ShownPassage[];
  /** Steps of tracks in force that send it. */
  uses: readonly { track: string; step: string; version: number }[];
  /** What answers have cited, most cited first. */
  cited: readonly { href: string; place: string; answers: number; last: number }[];
}

export interface ShownPassage {
  heading: string;
  page?: number;
  text: string;
  /** Offsets into the body in code points, end exclusive. */
  start: number;
  end: number;
}

/** A version of an item. `#START-END` of a passage marks what an answer cites. */
export function itemPage(view: SignedIn & { item: ShownItem }): Html {
  const { item } = view;
  return page(
    { title: item.title, at: 'library', signedIn: view },
    html`<article class="item">
<p class="crumb"><a href="/library">Library</a></p>
<h1>${item.title}</h1>
<p class="meta">${stateOf(item)}<span>${bare(item.kind)}</span><span>${item.stages.join(', ')}</span>
<span>version ${item.version}${item.version === item.versions[0]?.version ? '' : html`, <a href="/library/${item.id}">not the newest</a>`}</span>${item.demo ? html`<span>demo</span>` : ''}</p>
<p>${item.summary}</p>
${itemSettlement(item, view.person)}
${facts(item)}
${item.kind === 'brand-guide' ? '' : html`<h2>As a lead gets it</h2>${previewForm({ id: item.id, version: String(item.version), as: '', with: '' })}`}
${uses(item)}
${passages(item)}
${cited(item)}
${versions(item)}
<details class="raw"><summary>Source, character by character</summary><pre>${item.body}</pre></details>
</article>`,
  );
}

function facts(item: ShownItem): Html {
  const suggested = item.suggested ?? [];
  return html`<h2>About it</h2>
${suggested.length > 0 ? html`<p class="taint">${counted(suggested.length, 'field was', 'fields were')} suggested from the text, and confirmed by nobody yet: ${suggested.map(fieldName).join(', ')}.</p>` : ''}
<dl class="facts">${item.facts.map(
    ({ label, value, suggested: guessed }) =>
      html`<div><dt>${label}</dt><dd>${value}${guessed ? html` <span class="status proposed">suggested</span>` : ''}</dd></div>`,
  )}</dl>`;
}

function fieldName(field: string): string {
  return field === 'cta' ? 'call to action' : field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function uses({ id, version, uses: steps }: ShownItem): Html {
  if (steps.length === 0) return html`<h2>Tracks that use it</h2><p class="nothing">No track sends it.</p>`;
  return html`<h2>Tracks that use it</h2>
<ul class="rows">${steps.map(
    (
      use,
    ) => html`<li><div class="row"><span class="what"><strong>${use.track}</strong><small>${use.step}</small></span>
<small class="when">${use.version === version ? `version ${use.version}` : html`<a href="/library/${id}?version=${use.version}">version ${use.version}</a>`}</small></div></li>`,
  )}</ul>`;
}

function passages(item: ShownItem): Html {
  return html`<h2>What it says</h2>
<p class="small">In the ${counted(item.passages.length, 'passage')} that answers cite. Links and images of documents are shown as text.</p>
${item.passages.map(
  ({
    heading,
    page: from,
    text,
    start,
    end,
  }) => html`<section class="passage" id="${start}-${end}" data-start="${start}" data-end="${end}">
<p class="where">${heading || 'Beginning'}${from === undefined ? '' : ` · page ${from}`}</p>
${renderMarkdown(text)}
</section>`,
)}`;
}

function cited({ cited: passages }: ShownItem): Html {
  if (passages.length === 0)
    return html`<h2>Where it is cited</h2><p class="nothing">No answer has cited it yet.</p>`;
  return html`<h2>Where it is cited</h2>
<ul class="rows">${passages.map(
    ({ href, place, answers, last }) => html`<li><a class="row" href="${href}">
<span class="what"><strong>${place}</strong><small>in ${counted(answers, 'answer')}</small></span>
<small class="when">last ${time(last)}</small></a></li>`,
  )}</ul>`;
}

function versions({ id, version, versions: all }: ShownItem): Html {
  return html`<h2>Versions</h2>
<ul class="rows">${all.map(
    (
      one,
    ) => html`<li><a class="row" href="/library/${id}?version=${one.version}"${one.version === version ? html` aria-current="page"` : ''}>
<span class="status">${one.version}</span><span class="what"><strong>${one.title}</strong><small>${one.approved ? 'approved' : 'draft'}</small></span>
<small class="when">${time(one.createdAt)}</small></a></li>`,
  )}</ul>`;
}
