import type { Program } from '../../../../../engine/program/schema.ts';
import type { Made, TrackOf } from '../../../../../tools/support/edits/made.ts';
import { emailSteps } from '../../../../../tools/support/email-step.ts';
import type { Plan, World } from '../../../requests.ts';
import { takeEmailNumbers } from '../../../slots/email-number.ts';
import { tellingWords } from '../../../slots/names.ts';
import { numberOf, numberSource } from '../../../slots/numbers.ts';
import { editWords } from '../../../words/edit-words.ts';
import { fillers } from '../../../words/track-verbs.ts';
import type { Utterance } from '../../../words/utterance.ts';

/** What a frame reads: the text without the name of the track, and the track. */
export interface Slots {
  utterance: Utterance;
  world: World;
  program: Program;
  of: TrackOf;
}

/** One thing that may be wished for of a track; undefined where its concepts are not among the words. */
export type Frame = (slots: Slots) => Made | Plan | undefined;

export const lengthSource = `(?:${numberSource}|an?|a couple of|half an?)(?: (?:whole|full|entire|more|extra|additional|further|other))? (?:minutes?|hours?|days?|weeks?|months?|fortnights?)`;

/** What is said to be so now, or not to be so any longer; it says nothing that the program does not know. */
const olds = [
  new RegExp(
    `(?:, )?\\b(?:instead of|rather than|as opposed to|and not|not|in place of)(?: (?:the|its))?(?: current| present| usual| old)?(?: (?:on|after|at|for|in))?(?: the)? (?:day (?:${numberSource})|(?:${numberSource}) (?:st|nd|rd|th) day|${lengthSource}|(?:${numberSource})(?: points?)?)(?: (?:now|currently|as now|today))?(?= |$)`,
  ),
  new RegExp(
    `\\bfrom (?:the )?(?:current )?(?:day (?:${numberSource})|${lengthSource}|(?:${numberSource})(?: points?)?)(?= (?:up |down |back )?to\\b)`,
  ),
  new RegExp(
    `(?:, )?\\b(?:it |which |that |this )?(?:now |currently |so far |today )?(?:is|was|comes|goes|waits|stands|are|were)(?: out)?(?: (?:now|currently|so far|at the moment))? (?:on |at |after |for )?(?:day (?:${numberSource})|${lengthSource})(?: (?:now|currently|so far|at the moment|today|at present))?(?= ,)`,
  ),
];

/** A text without them. */
export function withoutOldValues(text: string): string {
  return olds
    .reduce((said, old) => said.replace(new RegExp(old.source, 'g'), ' '), text)
    .replace(/ {2,}/g, ' ')
    .trim();
}

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const days = [
  new RegExp(
    `\\b(?:(?:on|to|until|till|for|at|by|as of|=) )?(?:the )?day (?:number |no )?(?<n>${numberSource})\\b`,
  ),
  /\b(?:(?:on|to|until|for|at|by) )?(?:the )?(?<n>\d+) (?:st|nd|rd|th) day\b/,
  new RegExp(`\\b(?:(?:on|to|until|for|at|by) )?(?:the )?(?<place>${ordinals.join('|')}) day\\b`),
];

/** A day of the track that is named by its number. */
export function takeDay(utterance: Utterance): number | undefined {
  for (const pattern of days) {
    const { n, place } = utterance.take(pattern)?.groups ?? {};
    if (n !== undefined) return numberOf(n);
    if (place !== undefined) return ordinals.indexOf(place) + 1;
  }
  return undefined;
}

/** The emails that are meant, by their places among those of the track: by number, or by what they send. */
export function takeEmails(slots: Slots): number[] {
  const numbered = takeNumbered(slots);
  return [...numbered, ...takeNamedEmails(slots.utterance, slots.of, slots.world)];
}

/** Those by number, where there are any: what is named besides is something to send. */
export function takeEmailsToFill(slots: Slots): number[] {
  const numbered = takeNumbered(slots);
  return numbered.length > 0 ? numbered : takeNamedEmails(slots.utterance, slots.of, slots.world);
}

function takeNumbered({ utterance, of }: Slots): number[] {
  const count = emailSteps(of.track).length;
  return takeEmailNumbers(utterance).map((number) => (number === -1 ? count : number));
}

/** `the vendor matrix email`, `“A start without risk”` where the track sends it. */
function takeNamedEmails(utterance: Utterance, of: TrackOf, world: World): number[] {
  const sent = sentBy(of, world);
  const found: number[] = [];
  for (const { email, title } of sent)
    for (const [place, quote] of utterance.quotes.entries())
      if (quote.toLowerCase() === title.toLowerCase() && !found.includes(email)) {
        const taken = utterance.take(new RegExp(`\\b(?:the )?(?:email )?quote${place}\\b(?: email)?`));
        if (taken) found.push(email);
      }
  const match = /(?:^| )(?<words>(?:[a-z0-9]+ ){1,5})emails?(?= |$)/.exec(utterance.text);
  const words = (match?.groups?.words ?? '').trim().split(' ');
  const matching = (known: ReadonlySet<string>) => {
    let fits = 0;
    for (let back = 1; back <= words.length; back += 1) {
      const word = words.at(-back) ?? '';
      if (known.has(singular(word))) fits = back;
      else if (!/^(?:of|the|an?|in|for|and|to)$/.test(word)) break;
    }
    return fits;
  };
  const scored = sent.map((one) => ({ ...one, fits: matching(one.words) })).filter(({ fits }) => fits > 0);
  const most = Math.max(0, ...scored.map(({ fits }) => fits));
  const [only, ...others] = scored.filter(({ fits }) => fits === most);
  if (only && others.length === 0 && !found.includes(only.email)) {
    const said = words.slice(-most).join(' ');
    if (utterance.take(new RegExp(`\\b(?:the )?${said} emails?\\b`))) found.push(only.email);
  }
  return found;
}

/** The email whose item all of these words stand for. */
export function emailSending(words: readonly string[], { of, world }: Slots): number | undefined {
  const telling = words.filter((word) => !weak.has(word)).map(singular);
  if (telling.length === 0) return undefined;
  const fitting = sentBy(of, world).filter((one) => telling.every((word) => one.words.has(word)));
  return fitting.length === 1 ? fitting[0]?.email : undefined;
}

const weak: ReadonlySet<string> = new Set([
  ...editWords,
  ...fillers,
  ...'about with that and from on for to until before after'.split(' '),
]);

function sentBy(of: TrackOf, { vocabulary }: World) {
  const track = new Set(tellingWords(`${of.track.title} ${of.id}`));
  return emailSteps(of.track).map(({ step, email }) => {
    const { item } = step.content;
    const title = vocabulary.items.find(({ id }) => id === item)?.title ?? '';
    const words = tellingWords(`${title} ${item}`).filter(
      (word) => !track.has(word) && !/^\d+$/.test(word) && !weak.has(word),
    );
    return { email, title, words: new Set(words.map(singular)) };
  });
}

export function singular(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word;
}

export function takeWords(utterance: Utterance, source: string): boolean {
  return utterance.takeAll(new RegExp(`\\b(?:${source})\\b`)).length > 0;
}

export function hasWords(utterance: Utterance, source: string): boolean {
  return utterance.has(new RegExp(`\\b(?:${source})\\b`));
}

export function isSaid(found: object): found is Plan {
  return 'say' in found || 'calls' in found;
}
