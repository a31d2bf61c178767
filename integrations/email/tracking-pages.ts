import { escapeHtml } from '../../knowledge/template/markdown.ts';
import { AGAIN_WORDING, exitReasons, frequencies, LONGEST_ANSWER } from './preferences.ts';

/** What the page may offer beside leaving. */
export interface Offer {
  /** The page's own path. */
  path: string;
  /** Something acts upon a choice of how often; a choice that nobody keeps is not offered. */
  preferences: boolean;
}

/** A GET changes nothing: mail scanners follow every link, so leaving takes the button. */
export function unsubscribeFormPage({ path, preferences }: Offer): string {
  return frame(
    'Unsubscribe',
    `<p>You will get no more marketing email from us.</p>
     <form method="post"><button type="submit">Unsubscribe</button></form>
     ${preferences ? `<h2>Or choose how often you hear from us</h2>${preferencesForm(path, false)}` : ''}`,
  );
}

/** Left, with the way back and the question why. */
export function unsubscribeDonePage({ path, preferences }: Offer): string {
  return frame(
    'You are unsubscribed',
    `<p>You will get no more marketing email from us.</p>
     <h2>Would you tell us why?</h2>
     <form method="post" action="${escapeHtml(path)}/survey">
       <fieldset><legend>Why did you leave?</legend>${radios('reason', exitReasons)}</fieldset>
       <label for="text">In your own words, if you like</label>
       <textarea id="text" name="text" rows="4" maxlength="${LONGEST_ANSWER}"></textarea>
       <button type="submit">Send</button>
     </form>
     ${preferences ? `<h2>Fewer emails instead?</h2>${preferencesForm(path, true)}` : ''}`,
  );
}

function preferencesForm(path: string, again: boolean): string {
  const offered = again ? { fewer: frequencies.fewer, monthly: frequencies.monthly } : frequencies;
  return `<form method="post" action="${escapeHtml(path)}/preferences">
       <fieldset><legend>How often</legend>${radios('frequency', offered)}</fieldset>
       ${again ? `<p>${escapeHtml(AGAIN_WORDING)}</p><input type="hidden" name="again" value="yes">` : ''}
       <button type="submit" class="quiet">${again ? 'Send me these emails' : 'Save'}</button>
     </form>`;
}

/** One of the choices, none of them taken for granted. */
function radios(name: string, choices: Readonly<Record<string, string>>): string {
  return Object.entries(choices)
    .map(
      ([value, label]) =>
        `<label><input type="radio" name="${name}" value="${value}" required> ${escapeHtml(label)}</label>`,
    )
    .join('');
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
h2 { font-size: 1.1rem; margin-top: 2rem; }
fieldset { border: 1px solid #cbd2d9; border-radius: 6px; margin: 0 0 1rem; padding: .5rem 1rem; }
label { display: block; padding: .2rem 0; }
textarea { font: inherit; width: 100%; box-sizing: border-box; border: 1px solid #9aa5b1; border-radius: 6px; padding: .5rem; margin-bottom: 1rem; }
button { font: inherit; font-weight: 600; color: #fff; background: #0b5d66; border: 1px solid #0b5d66; border-radius: 6px; padding: .8rem 1.5rem; cursor: pointer; }
button.quiet { color: #0b5d66; background: #fff; }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${content}</main></body>
</html>`;
}
