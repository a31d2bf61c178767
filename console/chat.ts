import { html } from 'hono/html';
import { interpreterName } from '../agent/models/names.ts';
import type { Person } from '../engine/runtime/changes/types.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';
import { renderMarkdown } from './markdown.ts';

/** One message as the page shows it. */
export interface ShownMessage {
  role: 'user' | 'assistant';
  text: string;
  /** What was looked at for the answer. */
  toolCalls?: readonly { name: string; input: unknown }[];
  /** Changes filed by the answer. */
  changes?: readonly { id: string; title: string; status: string }[];
  /** What answered; absent or `trellis:interpreter`: the embedded interpreter. */
  model?: string;
  /** `href`: the page of the passage. */
  citations?: readonly ShownCitation[];
}

export interface ShownCitation {
  n: number;
  /** Title, section and page. */
  place: string;
  href: string;
}

/** Asked with one click; each shows another thing that Trellis does. */
const examples = [
  'How many enterprise leads in healthcare visited the pricing page in the last 30 days?',
  'Show me the enterprise track',
  'How did the SMB fast track do last month?',
  'Build a 4-week track for SMB fintech leads in awareness',
  'Give 25 points for a pricing page visit',
  'What should we improve?',
  'Build a nurturing system for our B2B payroll software, enterprise and SMB, long sales cycle',
  'What can you do?',
];

export function chatPage(
  view: SignedIn & {
    ownUrl: string;
    model: string;
    /** The leads are those of the generated demo company. */
    demo: boolean;
    messages: readonly ShownMessage[];
  },
): Html {
  const empty = view.messages.length === 0;
  return page(
    { title: 'Chat', at: 'chat', signedIn: view },
    html`<section class="chat">
<div class="thread" id="thread" aria-live="polite">
${empty ? welcome(view.person, view.demo) : view.messages.map((message) => chatMessage(message, view))}
<div id="latest"></div>
</div>
<form class="ask" id="ask" method="post" action="/chat">
<label class="hidden" for="text">Your question or wish</label>
<textarea id="text" name="text" rows="1" required maxlength="8000" placeholder="Ask about your leads, or say what to change"${empty ? html` autofocus` : ''}></textarea>
<button class="primary">Send</button>
</form>
<p class="under">${view.model === interpreterName ? 'Answered by the embedded interpreter' : `${view.model} is asked first`}. Nothing but a halt changes before a person approves it. <a href="/usage">What it took</a>${
      empty ? '' : html` <button class="link" form="fresh">New conversation</button>`
    }</p>
<form id="fresh" method="post" action="/chat/new"></form>
</section>`,
  );
}

function welcome(person: Person, demo: boolean): Html {
  const firstName = person.name.split(' ')[0] ?? '';
  return html`<div class="welcome" id="welcome">
<h1>Hello${person.name === 'Local admin' ? '' : html` ${firstName}`}. What shall we grow?</h1>
<p>Ask about leads, tracks and content, or say what you want changed. A wish becomes a change with its effect on your own leads; a person approves it, and the engine carries it out.</p>
<ul class="examples">
${examples.map((text) => html`<li><form method="post" action="/chat"><button name="text" value="${text}">${text}</button></form></li>`)}
</ul>
${
  demo
    ? html`<p class="small">You are looking at a generated demo company: its people, events and emails are made up. <code>npm run -s trellis -- demo remove</code> takes it away.</p>`
    : ''
}
</div>`;
}

/** One message; also what the script puts into the open page. `model` is the one that is asked first. */
export function chatMessage(
  message: ShownMessage,
  { ownUrl, model }: { ownUrl: string; model: string },
): Html {
  if (message.role === 'user') return html`<article class="said"><p>${message.text}</p></article>`;
  return html`<article class="answer">
${message.toolCalls?.length ? looked(message.toolCalls) : ''}
<div class="text">${renderMarkdown(message.text, ownUrl, message.citations)}</div>
${message.changes?.map(
  (change) => html`<a class="change-card" href="/changes/${change.id}">
<span class="status ${change.status}">${change.status}</span>
<strong>${change.title}</strong>
<span class="go">${change.status === 'proposed' ? 'Review and approve' : 'Open'} →</span>
</a>`,
)}
${message.citations?.length ? sources(message.citations) : ''}
${answeredBy(message, model)}
</article>`;
}

/** Nothing where only the interpreter can have been. */
function answeredBy({ model = interpreterName }: ShownMessage, first: string): Html | '' {
  if (model === interpreterName && first === interpreterName) return '';
  return html`<p class="small">Answered by ${model === interpreterName ? 'the embedded interpreter' : model}</p>`;
}

function sources(citations: readonly ShownCitation[]): Html {
  return html`<ul class="sources" aria-label="Sources in the library">${citations.map(
    ({ n, place, href }) => html`<li>[${n}] <a href="${href}">${place}</a></li>`,
  )}</ul>`;
}

function looked(calls: readonly { name: string; input: unknown }[]): Html {
  return html`<details class="looked">
<summary>${calls.map((call) => call.name.replaceAll('_', ' ')).join(', ')}</summary>
${calls.map((call) => html`<pre>${call.name} ${JSON.stringify(call.input, null, 2)}</pre>`)}
</details>`;
}
