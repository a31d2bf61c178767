import type { Scalar } from '../../program/condition/ast.ts';
import { plain, valueText } from './evidence-words.ts';
import type { Names } from './names.ts';
import type { ShownInput } from './types.ts';

/** The properties that say most of an event, first come first told. */
const telling = ['page_url', 'form_type', 'link_url', 'tool', 'item', 'topic', 'content_item', 'purpose'];

/** What an input was: `a page visit (“/pricing”)`, `time passing`, `Ada putting it on “SMB fast track”`. */
export function inputWords(input: ShownInput, names: Names): string {
  switch (input.kind) {
    case 'event':
      return eventWords(input);
    case 'timer':
      return 'time passing';
    case 'account':
      return 'news of their company';
    case 'outcome':
      return 'news of a delivery';
    case 'activation':
      return `program version ${input.version} taking effect`;
    case 'command':
      return `${input.by === undefined ? 'a person' : names.rule(`person:${input.by}`)} saying so`;
    case 'merge':
      return 'a merge with another lead';
    case 'redirect':
      return 'their merge into another lead';
  }
}

function eventWords({ event = 'event', properties = {} }: ShownInput): string {
  if (event === 'identify') return 'news of their details';
  if (event === 'group') return 'news of their company';
  const name = telling.find((property) => properties[property] !== undefined);
  const value = name === undefined ? undefined : withoutHost(properties[name]);
  const words = plain(event);
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}${value === undefined ? '' : ` (${valueText(value)})`}`;
}

/** Of an address only the path: the site is known. */
function withoutHost(value: Scalar | undefined): Scalar | undefined {
  const path = typeof value === 'string' ? /^https?:\/\/[^/?#]+([/?#].+)$/.exec(value)?.[1] : undefined;
  return path ?? value;
}
