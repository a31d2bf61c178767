import { escapeHtml } from './markdown.ts';

/** A GET changes nothing: mail scanners follow every link, so leaving takes the button. */
export function unsubscribeFormPage(): string {
  return frame(
    'Unsubscribe',
    `<p>You will get no more marketing email from us.</p>
     <form method="post"><button type="submit">Unsubscribe</button></form>`,
  );
}

export function unsubscribeDonePage(): string {
  return textPage('You are unsubscribed', 'You will get no more marketing email from us.');
}

export function textPage(title: string, text: string): string {
  return frame(title, `<p>${escapeHtml(text)}</p>`);
}

function frame(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; color: #1f2933; background: #eef2f4; margin: 0; }
main { max-width: 30rem; margin: 4rem auto; background: #fff; border-top: 4px solid #0b5d66; padding: 1.5rem 2rem 2rem; }
h1 { font-size: 1.4rem; }
button { font: inherit; font-weight: 600; color: #fff; background: #0b5d66; border: 0; border-radius: 6px; padding: .8rem 1.5rem; cursor: pointer; }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${content}</main></body>
</html>`;
}
