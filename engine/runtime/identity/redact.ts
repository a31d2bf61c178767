/** What stands where something of an erased lead stood. */
export const redacted = '[erased]';

/** What a message of a conversation is made of, whatever it says. */
const structure: ReadonlySet<string> = new Set(['type', 'state', 'toolCallId', 'toolName']);

/**
 * A value of JSON without what names a lead: a record that says one of the names outright is about the lead, and
 * loses all its texts and figures; within any other text the names themselves are replaced.
 */
export function redact(value: unknown, names: readonly string[]): unknown {
  const wanted = names.filter((name) => name !== '');
  if (wanted.length === 0) return value;
  const pattern = new RegExp(namesPattern(wanted), 'giu');
  const whole = new Set(wanted.map((name) => name.toLowerCase()));
  const isName = (item: unknown) => typeof item === 'string' && whole.has(item.toLowerCase());

  const within = (item: unknown): unknown => {
    if (typeof item === 'string') return item.replace(pattern, redacted);
    if (Array.isArray(item)) return item.map(within);
    if (typeof item !== 'object' || item === null) return item;
    const entries = Object.entries(item);
    const isAboutLead = entries.some(([, member]) => isName(member));
    return Object.fromEntries(
      entries.map(([key, member]) => [
        key,
        isAboutLead && !structure.has(key) ? gone(member) : within(member),
      ]),
    );
  };
  const gone = (member: unknown): unknown => {
    if (typeof member === 'string') return redacted;
    if (typeof member === 'number') return 0;
    return within(member);
  };
  return within(value);
}

/** Finds the names, the longest first; the same to JavaScript and to PostgreSQL. */
export function namesPattern(names: readonly string[]): string {
  return names
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
