import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { performanceTabs } from './tabs.ts';

/** What the figures are narrowed to, as it was asked for. */
export interface AskedFigures {
  period: string;
  track: string;
  segment: string;
  stage: string;
  industry: string;
  item: string;
  owner: string;
  where: string;
}

interface Choice {
  value: string;
  title: string;
}

export interface FiguresView extends SignedIn {
  asked: AskedFigures;
  choices: {
    tracks: readonly Choice[];
    segments: readonly Choice[];
    stages: readonly string[];
    industries: readonly string[];
  };
  /** The report, made of the same parts as the file that can be forwarded. */
  report?: { title: string; body: Html; file: string };
  /** What could not be read of what was asked. */
  problem?: string;
}

const periods = [
  'last 7 days',
  'last 30 days',
  'last 90 days',
  'this month',
  'last month',
  'this quarter',
  'last quarter',
  'this year',
];

/** How nurturing did, with the leads behind each number. */
export function figuresPage(view: FiguresView): Html {
  const { report, problem } = view;
  return page(
    { title: 'Performance', at: 'performance', signedIn: view },
    html`${performanceTabs('figures')}
${asking(view)}
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
${
  report
    ? html`<article class="report">
<h1>${report.title}</h1>
${report.body}
<p class="end"><a href="${report.file}" download>All of this as one file to forward</a></p>
</article>`
    : ''
}`,
  );
}

function asking({ asked, choices }: FiguresView): Html {
  const narrowed = [asked.item, asked.owner, asked.where].some(Boolean);
  return html`<form class="asking shelf" method="get" action="/performance" role="search">
<label>Period<input name="period" value="${asked.period}" list="periods" maxlength="60" placeholder="last 30 days"></label>
<datalist id="periods">${periods.map((period) => html`<option value="${period}"></option>`)}</datalist>
${choice('track', 'Track', choices.tracks, asked.track)}
${choice('segment', 'Segment', choices.segments, asked.segment)}
${choice('stage', 'Stage', choices.stages.map(same), asked.stage)}
${choice('industry', 'Industry', choices.industries.map(same), asked.industry)}
<button class="primary">Show</button>
<details class="wide"${narrowed ? html` open` : ''}><summary>More</summary>
<div class="more"><label>Content item<input name="item" value="${asked.item}" maxlength="63"></label>
<label>Owner in sales<input name="owner" value="${asked.owner}" maxlength="200"></label>
<label>Only leads for whom holds<input name="where" value="${asked.where}" maxlength="4000" placeholder="lead_score &gt;= 50"></label></div></details>
</form>`;
}

const same = (value: string): Choice => ({ value, title: value });

function choice(name: string, label: string, values: readonly Choice[], chosen: string): Html {
  return html`<label>${label}<select name="${name}"><option value="">any</option>${values.map(
    ({ value, title }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${title}</option>`,
  )}</select></label>`;
}
