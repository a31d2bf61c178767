/** A block, element or object as it goes to Slack. */
export type Shape = Readonly<Record<string, unknown>>;

/** What is looked at, where faults go, and which links may stand in it. */
export interface Check {
  report(fault: string): void;
  /** Where links and link buttons may lead; absent: anywhere. */
  ownUrl?: string | undefined;
}

export function asShape(value: unknown): Shape {
  return typeof value === 'object' && value !== null ? (value as Shape) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** At most `max` of it. */
export function most({ report }: Check, what: string, length: number, max: number): void {
  if (length > max) report(`${what} is ${length}, at most ${max}`);
}

/** A string that is there and not too long. */
export function text(check: Check, what: string, value: unknown, max: number): void {
  if (value === undefined) check.report(`${what} is missing`);
  else if (asText(value) === '') check.report(`${what} is empty`);
  most(check, what, asText(value).length, max);
}

/** A string that may be left out. */
export function optional(check: Check, what: string, value: unknown, max: number): void {
  if (value !== undefined) text(check, what, value, max);
}

/** `{ type: 'plain_text' | 'mrkdwn', text }`; `plain`: only the first. */
export function textObject(check: Check, what: string, value: unknown, max: number, plain = true): void {
  const { type, text: words } = asShape(value);
  text(check, what, words, max);
  if (type === 'mrkdwn' && !plain) mrkdwn(check, asText(words));
  else if (type !== 'plain_text' && words !== undefined) check.report(`${what} must be plain_text`);
}

/** What `<…>` may be in mrkdwn of ours: a link, a person, a channel, a time. */
const reference = /<(?:(https?:\/\/[^<>|\s]+)|[@#][\w-]+|!date\^\d+\^[^<>|]+)(?:\|[^<>]*)?>/g;

/** Nothing of people's or models' words may be read as a link or a mention, and nobody is shouted at. */
export function mrkdwn(check: Check, value: string): void {
  if (/<!(channel|here|everyone|subteam)/.test(value)) check.report('it calls a whole channel');
  for (const [, url] of value.matchAll(reference)) if (url !== undefined) link(check, url);
  if (/[<>]/.test(value.replace(reference, '').replace(/^>/gm, ''))) check.report('an unescaped "<"');
}

export function link({ report, ownUrl }: Check, url: string): void {
  if (ownUrl !== undefined && !url.startsWith(ownUrl)) report(`a link that leads elsewhere: ${url}`);
}

/** No two of the same name; names that are left out are given by Slack. */
export function unique({ report }: Check, what: string, names: readonly unknown[]): void {
  const given = names.filter((name) => name !== undefined);
  if (new Set(given).size < given.length) report(`two ${what}`);
}
