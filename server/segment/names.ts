import type { Vocabulary } from '../../engine/program/condition/ast.ts';

/** What other systems call our events, folded. Word forms (`email_opened`) are found by rule, not listed. */
const aliases: Readonly<Record<string, string>> = {
  page: 'page_visit',
  page_view: 'page_visit',
  page_viewed: 'page_visit',
  viewed_page: 'page_visit',
  email_link_clicked: 'email_click',
  email_marked_as_spam: 'spam_complaint',
  spam_reported: 'spam_complaint',
  unsubscribed: 'unsubscribe',
  email_unsubscribed: 'unsubscribe',
  form_completed: 'form_submit',
  file_downloaded: 'content_download',
  asset_downloaded: 'content_download',
  whitepaper_downloaded: 'content_download',
  signed_up_for_webinar: 'webinar_registration',
  webinar_signup: 'webinar_registration',
  webinar_joined: 'webinar_attendance',
  book_a_demo: 'demo_request',
  demo_booked: 'demo_request',
  meeting_booked: 'meeting_scheduled',
  meeting_created: 'meeting_scheduled',
  quote_sent: 'proposal_sent',
  contract_negotiation_started: 'contract_negotiation',
  opportunity_closed: 'deal_closed',
  consent_given: 'consent_granted',
  consent_revoked: 'consent_withdrawn',
};

/** The last word of a name in the past tense, and the nouns or verbs our vocabulary uses for it. */
const wordForms: Readonly<Record<string, readonly string[]>> = {
  opened: ['open'],
  clicked: ['click'],
  replied: ['reply'],
  bounced: ['bounce'],
  submitted: ['submit'],
  visited: ['visit'],
  viewed: ['visit'],
  downloaded: ['download'],
  registered: ['registration'],
  attended: ['attendance'],
  used: ['use'],
  shared: ['share'],
  requested: ['request'],
  reported: ['complaint'],
};

/** `Email Opened`, `emailOpened` and `email-opened` become `email_opened`; letters of every script stay. */
export function snakeCase(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/**
 * The name an event is kept under: snake case, and where the vocabulary knows the event under another form
 * (past tense, plural, an alias) that name. Names it does not know stay as they are. Empty when nothing is left.
 */
export function foldEventName(name: string, vocabulary: Vocabulary): string {
  const folded = snakeCase(name);
  const known = (candidate: string) => Object.hasOwn(vocabulary.events, candidate);
  if (known(folded)) return folded;
  const alias = Object.hasOwn(aliases, folded) ? aliases[folded] : undefined;
  return alias ?? wordFormsOf(folded).find(known) ?? folded;
}

function wordFormsOf(folded: string): string[] {
  const cut = folded.lastIndexOf('_') + 1;
  const head = folded.slice(0, cut);
  const last = folded.slice(cut);
  const forms = Object.hasOwn(wordForms, last) ? (wordForms[last] ?? []) : [];
  return [...forms.map((form) => head + form), ...(last.endsWith('s') ? [head + last.slice(0, -1)] : [])];
}
