import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { bare, stateOf } from './words.ts';

/** An item as lists show it. */
export interface ListedItem {
  id: string;
  title: string;
  kind: string;
  stages: readonly string[];
  industries: readonly string[];
  summary: string;
  approved: boolean;
  demo: boolean;
}

/** A passage that was found. */
export interface ListedPassage {
  /** Where it stands: the page of its item, at the passage. */
  href: string;
  title: string;
  kind: string;
  heading: string;
  text: string;
  approved: boolean;
}

export interface LibraryView extends SignedIn {
  /** What was asked for; empty: everything. */
  q: string;
  stage: string;
  kind: string;
  industry: string;
  state: string;
  choices: { stages: readonly string[]; kinds: readonly string[]; industries: readonly string[] };
  items: readonly ListedItem[];
  /** Best first; undefined when no words were asked for. */
  passages?: readonly ListedPassage[];
  /** How many items there are in all. */
  total: number;
  /** Where the next items are. */
  next?: string;
  /** What could not be read of what was asked. */
  problem?: string;
}

/** Everything the company can send or cite, and the search over it. */
export function libraryPage(view: LibraryView): Html {
  return page(
    { title: 'Library', at: 'library', signedIn: view },
    html`<h1>Library</h1>
<p class="lead">What Trellis can send and cite. An item goes out only when it is approved and a track pins that version of it. <a href="/library/coverage">What is missing</a></p>
${asking(view)}
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
${view.passages ? found(view.passages) : listed(view)}`,
  );
}

function asking({ q, stage, kind, industry, state, choices }: LibraryView): Html {
  return html`<form class="asking shelf" method="get" action="/library" role="search">
<label class="wide">Words<input name="q" value="${q}" maxlength="300" placeholder="What does it say about …"></label>
${choice('stage', 'Stage', choices.stages, stage)}
${choice('kind', 'Kind', choices.kinds, kind)}
${choice('industry', 'Industry', choices.industries, industry)}
${choice('state', 'State', ['approved', 'draft'], state)}
<button class="primary">Find</button>
</form>`;
}

function choice(name: string, label: string, values: readonly string[], chosen: string): Html {
  return html`<label>${label}<select name="${name}"><option value="">any</option>${values.map(
    (value) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${bare(value)}</option>`,
  )}</select></label>`;
}

function listed({ items, total, next }: LibraryView): Html {
  if (total === 0)
    return html`<p class="nothing">The library is empty. Add files with <code>npm run -s trellis -- library add FOLDER</code>.</p>`;
  if (items.length === 0) return html`<p class="nothing">No item is like that. Ask for less.</p>`;
  return html`<ul class="rows">
${items.map(
  (item) => html`<li><a class="row" href="/library/${item.id}">
<span class="what"><strong>${item.title}</strong><small>${[bare(item.kind), item.stages.join(', '), item.industries.map(bare).join(', ') || 'every industry', ...(item.demo ? ['demo'] : [])].filter(Boolean).join(' · ')}</small>
<small class="gist">${item.summary}</small></span>
${stateOf(item)}</a></li>`,
)}
</ul>
${next ? html`<p><a href="${next}">More items</a></p>` : ''}`;
}

function found(passages: readonly ListedPassage[]): Html {
  if (passages.length === 0)
    return html`<p class="nothing">The library says nothing about that. Try other words, or fewer.</p>`;
  return html`<ol class="rows">
${passages.map(
  ({ href, title, kind, heading, text, approved }) => html`<li><a class="row" href="${href}">
<span class="what"><strong>${title}</strong><small>${[bare(kind), heading].filter(Boolean).join(' · ')}</small>
<small class="gist">${text}</small></span>
${stateOf({ approved })}</a></li>`,
)}
</ol>`;
}
