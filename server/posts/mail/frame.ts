import { html } from 'hono/html';

/** What `html` gives: escaped, and not all of it there at once. */
export type Markup = ReturnType<typeof html>;

/** An email in both its forms. */
export interface Written {
  subject: string;
  text: string;
  html: Markup;
}

/** The page of an email to our own people, in tables and styles that mail programs show. */
export function frame(title: string, content: Markup, why: string): Markup {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="margin:0;background:#f4f5f8">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="background:#f4f5f8"><tr><td align="center" style="padding:20px 10px">
<table role="presentation" width="600" cellspacing="0" cellpadding="0" style="width:100%;max-width:600px;background:#ffffff"><tr><td style="padding:24px 20px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1b1f27">
${content}
<p style="margin:20px 0 0;padding-top:12px;border-top:1px solid #e3e6ec;font-size:12px;color:#5b6270">${why}</p>
</td></tr></table>
</td></tr></table>
</body></html>`;
}
