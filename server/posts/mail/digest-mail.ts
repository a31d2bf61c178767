import { html } from 'hono/html';
import type { DigestContent } from '../../../agent/digests/content.ts';
import { frame, type Markup, type Written } from './frame.ts';

/** What the HTML calls the picture of the chart. */
export const chartId = 'chart@trellis';

/** A digest as an email: plain text and HTML that says the same. */
export function digestMail(digest: DigestContent, why: string): Written {
  const { title, period, sentences, table, chart, waiting, more, notes, url } = digest;
  const subject = `${title}, ${period}`;
  return {
    subject,
    text: [
      subject,
      sentences.join('\n'),
      [table.columns, ...table.rows].map((cells) => cells.join(' | ')).join('\n'),
      ...(chart ? [chart.words] : []),
      waitingText(digest),
      notes.join('\n'),
      `All figures: ${url}`,
      why,
    ]
      .filter(Boolean)
      .join('\n\n'),
    html: frame(
      subject,
      html`<h1 style="font-size:22px;margin:0 0 4px">${title}</h1>
<p style="margin:0 0 16px;color:#5b6270">${period}</p>
${sentences.map((sentence) => html`<p style="margin:0 0 10px">${sentence}</p>`)}
${chart ? html`<p style="margin:16px 0"><img src="cid:${chartId}" alt="${chart.words}" width="560" style="width:100%;max-width:560px;height:auto;border:0"></p>` : ''}
<table role="table" cellspacing="0" cellpadding="0" style="width:100%;border-collapse:collapse;font-size:14px">
<thead><tr>${table.columns.map((name) => html`<th scope="col" align="left" style="${cell}font-weight:600;color:#5b6270">${name}</th>`)}</tr></thead>
<tbody>${table.rows.map((cells) => html`<tr>${cells.map((text, at) => cellOf(text, at))}</tr>`)}</tbody>
</table>
<h2 style="font-size:16px;margin:20px 0 6px">${waiting.length === 0 ? 'Nothing waits for an approval' : 'Waiting for an approval'}</h2>
${waiting.length === 0 ? '' : html`<ul style="margin:0 0 10px;padding-left:20px">${waiting.map((change) => html`<li><a href="${change.url}" style="color:#1f5fbf">${change.title}</a></li>`)}${more > 0 ? html`<li>and ${more} more</li>` : ''}</ul>`}
${notes.map((note) => html`<p style="margin:0 0 6px;font-size:13px;color:#5b6270">${note}</p>`)}
<p style="margin:18px 0"><a href="${url}" style="color:#1f5fbf">All figures of this period</a></p>`,
      why,
    ),
  };
}

const cell = 'padding:6px 10px 6px 0;border-bottom:1px solid #e3e6ec;vertical-align:top;';

function cellOf(text: string, at: number): Markup {
  return at === 0
    ? html`<th scope="row" align="left" style="${cell}font-weight:600">${text}</th>`
    : html`<td style="${cell}">${text}</td>`;
}

function waitingText({ waiting, more }: DigestContent): string {
  if (waiting.length === 0) return 'Nothing waits for an approval.';
  const lines = waiting.map(({ title, url }) => `- ${title}: ${url}`);
  return ['Waiting for an approval:', ...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}
