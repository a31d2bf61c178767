import { html } from 'hono/html';
import { count, counted } from '../engine/program/count-words.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** One thing that happens to a lead, as the page shows it. */
export interface CalendarItem {
  at: number;
  /** With the change and without it, only with it, or only without it. */
  on: 'both' | 'proposed' | 'base';
  words: string;
  subject?: string;
  problem?: string;
  /** An email: which, and where it is shown. */
  email?: { track: string; step: string; src: string };
}

export interface CalendarView extends SignedIn {
  change: { id: string; title: string };
  days: number;
  behaviour: string;
  /** As they were typed; empty for leads whose calendar the change alters. */
  leads: string;
  enrol: string;
  tracks: readonly { id: string; title: string }[];
  calendars: readonly { lead: string; name: string | null; rows: readonly CalendarItem[] }[];
  /** Why there is no calendar. */
  problem?: string;
}

export const behaviours = [
  ['usual', 'open and click as usual'],
  ['nothing', 'open and click nothing'],
  ['everything', 'open and click everything'],
] as const;
export const spans = [7, 30, 90, 180] as const;

const tags = { both: '', proposed: 'only with the change', base: 'only without it' } as const;

/** What leads would get with a change in force, beside what they get without it. */
export function calendarPage(view: CalendarView): Html {
  const { change, calendars, problem, days } = view;
  return page(
    { title: `Calendar: ${change.title}`, at: 'changes', signedIn: view },
    html`<article class="calendars">
<p class="crumb"><a href="/changes">Changes</a> / <a href="/changes/${change.id}">${change.title}</a></p>
<h1>What leads would get</h1>
<p class="lead">Leads run ahead from how they stand now, with the change and without it. Nothing is sent. Nothing else arrives from them, so this is a calendar and no forecast.</p>
${asking(view)}
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
${!problem && calendars.length === 0 ? html`<p class="nothing">The change alters nobody's calendar in the next ${count(days)} days. Name a lead to see it all the same.</p>` : ''}
${calendars.map((calendar) => leadCalendar(view, calendar))}
</article>`,
  );
}

function asking({ change, days, behaviour, leads, enrol, tracks }: CalendarView): Html {
  const option = (value: string | number, label: string, chosen: string | number) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`;
  return html`<form class="asking" method="get" action="/changes/${change.id}/calendar">
<label>They<select name="behaviour">${behaviours.map(([value, label]) => option(value, label, behaviour))}</select></label>
<label>For<select name="days">${spans.map((span) => option(span, counted(span, 'day'), days))}</select></label>
<label>Put on first<select name="enrol">${option('', 'no track', enrol)}${tracks.map(({ id, title }) => option(id, title, enrol))}</select></label>
<label class="wide">Leads<input name="leads" value="${leads}" maxlength="2000" placeholder="Names or addresses; empty: some it alters"></label>
<button class="primary">Show</button>
</form>`;
}

function leadCalendar(view: CalendarView, { lead, name, rows }: CalendarView['calendars'][number]): Html {
  const differing = rows.filter(({ on }) => on !== 'both').length;
  return html`<section class="calendar" aria-label="${name ?? lead}">
<h2><a href="/leads/${lead}">${name ?? 'A lead'}</a> <small><code>${lead.slice(0, 8)}</code> ${
    rows.length === 0
      ? ''
      : differing === 0
        ? 'the same with the change and without it'
        : `${counted(differing, 'difference')}`
  }</small></h2>
${
  rows.length === 0
    ? html`<p class="nothing">Nothing happens in these ${counted(view.days, 'day')}, with the change or without it.</p>`
    : html`<div class="sides" aria-hidden="true"><span>With the change</span><span>Without it</span></div>
<ol class="days">${together(rows).map((group) => item(view, lead, group))}</ol>`
}
</section>`;
}

/** What happens at one instant without an email is one entry: a goal is reached, and the next track begins. */
function together(rows: readonly CalendarItem[]): [CalendarItem, ...CalendarItem[]][] {
  const groups: [CalendarItem, ...CalendarItem[]][] = [];
  for (const row of rows) {
    const [last] = groups.at(-1) ?? [];
    if (last && last.at === row.at && last.on === row.on && !last.email && !row.email)
      groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  return groups;
}

function item(
  { change }: CalendarView,
  lead: string,
  [row, ...more]: [CalendarItem, ...CalendarItem[]],
): Html {
  const { at, on, words, subject, problem, email } = row;
  return html`<li class="on-${on}">
<p class="when">${time(at)}${on === 'both' ? '' : html` <span class="tag">${tags[on]}</span>`}</p>
<p class="what">${subject === undefined ? words : html`<strong>${subject}</strong><small>${words}</small>`}</p>
${more.map((other) => html`<p class="what">${other.words}</p>`)}
${problem ? html`<p class="problem">Cannot be sent: ${problem}</p>` : ''}
${
  email && subject !== undefined
    ? html`<details><summary>Show the email</summary>
<iframe src="${email.src}" title="${subject}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
</details>
<form method="post" action="/changes/${change.id}/test-send">
<input type="hidden" name="email" value="${email.track}/${email.step}"><input type="hidden" name="lead" value="${lead}">
${on === 'base' ? html`<input type="hidden" name="now" value="yes">` : ''}
<button class="link">Send me a test</button>
</form>`
    : ''
}
</li>`;
}
