import type { CompiledEmail } from './compile.ts';
import type { TemplateVariables } from './variables.ts';

/** Addresses to put into one lead's email. */
export interface EmailLinks {
  /** Where a click on the link at this position of the item goes. */
  click(index: number): string;
  /** The open pixel; without it there is none. */
  open?: string;
  /** Required for marketing; absent for transactional email. */
  unsubscribe?: string;
}

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}

/** Renders for one lead. Throws `email.missing_value` where a variable is empty and has no fall-back. */
export function renderEmail(
  email: CompiledEmail,
  variables: TemplateVariables,
  links: EmailLinks,
): RenderedEmail {
  const addresses: Record<string, string> = { cta: links.click(0) };
  for (let i = 0; i < email.urls.length; i++) addresses[`c${i}`] = links.click(i);
  if (links.open !== undefined) addresses.open = links.open;
  if (links.unsubscribe !== undefined) addresses.unsubscribe = links.unsubscribe;
  const scope: Record<string, unknown> = { ...variables, links: addresses };
  const subject = oneLine(email.subject(scope));
  scope.subject = subject;
  scope.preheader = oneLine(email.preheader(scope));
  return {
    subject,
    html: email.html(scope),
    text: email
      .text(scope)
      .replace(/\n[ \t]*(?:\n[ \t]*)+/g, '\n\n')
      .trim(),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
