import { contentKinds } from '../items/item.ts';
import { type AskModel, suggestByModel } from '../suggest/by-model.ts';
import { type Raw, suggest } from '../suggest/index.ts';
import type { RawItem } from './raw-item.ts';

/** What programs write where nobody gave a title. */
const junk = /^(?:microsoft word\b|untitled|document\d*$|.*\.(?:docx?|pdf|pages|indd|html?|md)$)/i;

/** Who says all of these has spoken: what is left out then is meant, such as that the item is for everybody. */
const whole = ['title', 'kind', 'stages', 'summary'];

/**
 * Values for what a document does not say of itself: what it carries unseen (title, description, language), then by a
 * model where one is asked, else by rules. None for a document that says what it must.
 */
export async function suggestFields(
  raw: RawItem,
  ask?: AskModel,
): Promise<Readonly<Record<string, unknown>>> {
  if (whole.every((field) => field in raw.fields)) return {};
  const asked = askedOf(raw);
  const { fields } = ask ? await suggestByModel(asked, ask) : suggest(asked);
  const { description, language } = raw.found;
  return {
    ...fields,
    ...(description &&
      description.length >= 30 &&
      description.length <= 600 && { summary: oneLine(description) }),
    // What the page says is a template's word more often than not; it adds the region to what the text says.
    ...(language &&
      fields.language &&
      primary(language) === primary(fields.language) && { language: tag(language) }),
  };
}

/** Of its fields only what has the form that the rules look at: the others are checked with the item. */
function askedOf({ source, body, fields, found }: RawItem): Raw {
  const { title, kind, ...given } = fields;
  const heading = /^ {0,3}#[ \t]+(.{1,200})$/m.exec(body.slice(0, 2_000))?.[1]?.trim();
  const own =
    found.title && !junk.test(found.title) ? titleWithoutSite(oneLine(found.title), heading) : heading;
  return {
    path: source,
    body,
    ...(own && { title: own }),
    given: {
      ...given,
      ...(typeof title === 'string' && { title }),
      ...(contentKinds.some((known) => known === kind) && { kind: kind as Raw['given']['kind'] }),
    },
  };
}

/** `Shorter hand-offs | Fernhollow` is a title and a site; the page's own heading tells where one ends. */
function titleWithoutSite(title: string, heading: string | undefined): string {
  if (heading && title.toLowerCase().startsWith(heading.toLowerCase())) return heading;
  return title.replace(/\s+[|–—·»]\s+[^|–—·»]{1,60}$/, '');
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const primary = (language: string) => language.toLowerCase().split(/[-_]/)[0];
/** `EN_gb` as `en-gb`; case in the rest of a tag says nothing. */
function tag(language: string): string {
  const [first = '', ...rest] = language.trim().split(/[-_]/);
  const written = [first.toLowerCase(), ...rest].join('-');
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(written) ? written : first.toLowerCase();
}
