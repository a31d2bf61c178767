import { html } from 'hono/html';
import type { AlertContent } from '../../../agent/digests/content.ts';
import { frame, type Written } from './frame.ts';

/** What an alert begins with. */
export const alertLabels: Readonly<Record<AlertContent['state'], string>> = {
  began: 'Alert',
  recovered: 'Recovered',
  over: 'Over already',
};

/** An alert as an email: plain text and HTML that says the same. */
export function alertMail({ state, title, sentences, url }: AlertContent, why: string): Written {
  const subject = `${alertLabels[state]}: ${title}`;
  return {
    subject,
    text: [subject, sentences.join('\n'), `Look at it: ${url}`, why].join('\n\n'),
    html: frame(
      subject,
      html`<h1 style="font-size:20px;margin:0 0 12px">${subject}</h1>
${sentences.map((sentence) => html`<p style="margin:0 0 10px">${sentence}</p>`)}
<p style="margin:18px 0"><a href="${url}" style="color:#1f5fbf">Look at it</a></p>`,
      why,
    ),
  };
}
