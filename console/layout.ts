import { html } from 'hono/html';
import type { Person } from '../engine/runtime/changes/types.ts';
import { haltBanner, type ShownHalt } from './halts.ts';
import type { Html } from './html.ts';
import { type ReturnedChange, returnedBanner } from './returned.ts';

/** What every page of a signed-in person shows around its content. */
export interface SignedIn {
  person: Person;
  /** Changes that wait for an approver. */
  open: number;
  halts: readonly ShownHalt[];
  /** Changes that this person had scheduled and that could not be applied. */
  returned?: readonly ReturnedChange[];
}

export interface Frame {
  title: string;
  /** Absent: nobody is signed in, and there is nothing to go to. */
  signedIn?: SignedIn;
  /** The page of the menu that is open. */
  at?:
    | 'chat'
    | 'changes'
    | 'performance'
    | 'program'
    | 'leads'
    | 'library'
    | 'mailbox'
    | 'notifications'
    | 'outbox'
    | 'audit'
    | 'me';
}

const menu = [
  { id: 'chat', href: '/', label: 'Chat' },
  { id: 'changes', href: '/changes', label: 'Changes' },
  { id: 'performance', href: '/performance', label: 'Performance' },
  { id: 'program', href: '/program', label: 'Program' },
  { id: 'leads', href: '/leads', label: 'Leads' },
  { id: 'library', href: '/library', label: 'Library' },
  { id: 'mailbox', href: '/mailbox', label: 'Mailbox' },
  { id: 'notifications', href: '/notifications', label: 'Notifications' },
  { id: 'outbox', href: '/outbox', label: 'Outbox' },
  { id: 'audit', href: '/audit', label: 'Audit', role: 'admin' },
] as const;

/** One whole page. */
export function page(frame: Frame, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${frame.title} · Trellis</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
${['base', 'pages', 'calendar', 'leads', 'library', 'chat', 'report', 'performance', 'narrow'].map((name) => html`<link rel="stylesheet" href="/static/${name}.css">`)}
<script src="/static/console.js" defer></script>
</head>
<body class="${frame.at ? `at-${frame.at}` : 'alone'}">
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<a class="brand" href="/"><img src="/static/icon.svg" alt="" width="24" height="24">Trellis</a>
${frame.signedIn ? navigation(frame, frame.signedIn) : ''}
</header>
${frame.signedIn ? haltBanner(frame.signedIn.halts) : ''}
${frame.signedIn ? returnedBanner(frame.signedIn.returned ?? []) : ''}
<main id="content">
${content}
</main>
</body>
</html>`;
}

function navigation(frame: Frame, { person, open }: SignedIn): Html {
  return html`<nav aria-label="Main">
${menu
  .filter((item) => !('role' in item) || item.role === person.role)
  .map(
    ({ id, href, label }) =>
      html`<a href="${href}"${frame.at === id ? html` aria-current="page"` : ''}>${label}${
        id === 'changes' && open ? html`<span class="badge" title="waiting for approval">${open}</span>` : ''
      }</a>`,
  )}
</nav>
<form class="me" method="post" action="/login/out">
<a class="self" href="/me" title="${person.email}">${person.name}<small>${person.role}</small></a>
<button class="quiet">Sign out</button>
</form>`;
}
