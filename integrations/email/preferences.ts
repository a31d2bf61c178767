/** What a person may choose in the preference centre, and may say on leaving. Ids go into events, labels on the page. */
export const frequencies = {
  fewer: 'Fewer emails, about half as many',
  monthly: 'About one email a month',
  normal: 'As until now',
} as const;

export const exitReasons = {
  too_many: 'Too many emails',
  not_relevant: 'Not relevant to my work',
  never_signed_up: 'I did not sign up for this',
  found_another: 'We chose something else',
  other: 'Another reason',
} as const;

/** Of the answer in one's own words, in characters. */
export const LONGEST_ANSWER = 500;

/** What a person agrees to who has unsubscribed and chooses to get emails again; kept with the consent. */
export const AGAIN_WORDING = 'Send me marketing emails again, as often as I choose here.';

/** The choices of a form; undefined for what the page does not offer. */
export function readPreferences(
  form: URLSearchParams,
): { frequency: keyof typeof frequencies; again: boolean } | undefined {
  const frequency = form.get('frequency') ?? '';
  return isKey(frequencies, frequency) ? { frequency, again: form.get('again') === 'yes' } : undefined;
}

/** The answers of a form; the text is a stranger's, bounded and without what no database can hold. */
export function readSurvey(
  form: URLSearchParams,
): { reason: keyof typeof exitReasons; text?: string } | undefined {
  const reason = form.get('reason') ?? '';
  if (!isKey(exitReasons, reason)) return undefined;
  const text = [...(form.get('text') ?? '').replaceAll('\0', '').toWellFormed().trim()]
    .slice(0, LONGEST_ANSWER)
    .join('');
  return { reason, ...(text !== '' && { text }) };
}

function isKey<T extends object>(choices: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(choices, key);
}
