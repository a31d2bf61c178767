import type { CompiledEmail } from '../../knowledge/template/compile.ts';
import { escapeHtml } from '../../knowledge/template/markdown.ts';
import type { EmailLinks, RenderedEmail } from '../../knowledge/template/render.ts';

/** What the banner of a test says. */
export interface TestMark {
  /** Which email of the track it is, from 1, and the track's title. */
  email: number;
  track: string;
  /** Title of the change that the test was asked from, which is not in force. */
  change?: string;
}

/** In the place of a token that unsubscribes somebody. */
export const TEST_TOKEN = 'test';
export const testLinkWords =
  'In the email that a lead gets, this link unsubscribes. In a test it changes nothing.';

/** Links go straight to their pages, uncounted; there is no open pixel, and unsubscribing does nothing. */
export function testLinks(email: CompiledEmail, publicUrl: string): EmailLinks {
  return {
    click: (index) => email.urls[index] ?? '#',
    unsubscribe: `${publicUrl.replace(/\/+$/, '')}/u/${TEST_TOKEN}`,
  };
}

/** The same email with `[Test]` before its subject and a banner before its body. */
export function markAsTest(email: RenderedEmail, mark: TestMark): RenderedEmail {
  const words = bannerWords(mark);
  const banner = `<div style="background:#fdf3dc;color:#6b4500;border-bottom:2px solid #8a5a00;font:14px/1.5 sans-serif;padding:12px 16px;text-align:left"><strong>Test.</strong> ${escapeHtml(words)}</div>`;
  return {
    subject: `[Test] ${email.subject}`,
    html: email.html.replace(/<body[^>]*>/i, (body) => body + banner),
    text: `[Test] ${words}\n\n${email.text}`,
  };
}

function bannerWords({ email, track, change }: TestMark): string {
  return [
    `This is email ${email} of “${track}” as the lead would get it${change === undefined ? '' : `, if the change “${change}” were in force`}.`,
    'It went to nobody but you and is counted nowhere.',
  ].join(' ');
}
