import type { Utterance } from '../words/utterance.ts';
import { numberOf, numberSource } from './numbers.ts';

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const numbered = new RegExp(`\\b(?:e?mails?|message|number|no) (?:number |no |no , )?(${numberSource})\\b`);
const counted = /\b(\d+) (?:st|nd|rd|th) (?:e?mail|message)\b/;
const ordinal = new RegExp(`\\b(${ordinals.join('|')}) (?:e?mail|message|one)\\b`);

const answer = new RegExp(`(?<= , )(?:the )?(${ordinals.join('|')})(?: ,)*$`);

/** `email 3`, `the third email`: which of the emails of a track is meant. */
export function emailNumberIn(text: string): number | undefined {
  const number = numbered.exec(text)?.[1] ?? counted.exec(text)?.[1];
  if (number !== undefined) return numberOf(number);
  const place = ordinals.indexOf((ordinal.exec(text) ?? answer.exec(text))?.[1] ?? '');
  return place < 0 ? undefined : place + 1;
}

const several = new RegExp(
  `\\be?mails? (?:number |no |nos |numbers )?(?<a>${numberSource})(?: st| nd| rd| th)? (?:and|with|or|to|into|in|,) (?:e?mail |number |no )?(?<b>${numberSource})\\b(?! (?:days?|weeks?|hours?|minutes?|months?|am|pm|points?|%))`,
);
const ordinalPair = new RegExp(
  `\\b(?:the )?(?<a>${ordinals.join('|')}|last) (?:e?mail )?(?:and|with|or|to|,) (?:the )?(?<b>${ordinals.join('|')}|last) (?:e?mails?|messages?|ones?)\\b`,
);
const places = [
  new RegExp(
    `\\b(?:the )?(?:e?mail|message) (?:number |no |no , )?(?<n>${numberSource})\\b(?! (?:days?|weeks?|hours?))`,
  ),
  /\b(?:the )?(?<n>\d+) (?:st|nd|rd|th) (?:e?mail|message|one)\b/,
  /\b(?:number|no) (?<n>\d+)\b(?! (?:days?|weeks?|hours?|points?|e?mails?))/,
  new RegExp(
    `\\b(?:the )?(?<place>${ordinals.join('|')}|last|final|opening|closing)(?: (?:e?mail|message|one))\\b`,
  ),
  // The answer to which of them is meant.
  new RegExp(`(?<= , )(?:the )?(?<place>${ordinals.join('|')}|last)(?= ,|$)`),
];

/** Every email that is named by its place, in the order of the text; -1 is the last. */
export function takeEmailNumbers(utterance: Utterance): number[] {
  const pair = utterance.take(several);
  const found = pair
    ? [
        { index: pair.index, number: numberOf(pair.groups?.a as string) },
        { index: pair.index + 1, number: numberOf(pair.groups?.b as string) },
      ]
    : [];
  const both = pair ? undefined : utterance.take(ordinalPair);
  if (both)
    found.push(
      { index: both.index, number: placeOf(both.groups?.a as string) },
      { index: both.index + 1, number: placeOf(both.groups?.b as string) },
    );
  for (const pattern of places)
    for (const { index, groups = {} } of utterance.takeAll(pattern))
      found.push({
        index,
        number: groups.n === undefined ? placeOf(groups.place as string) : numberOf(groups.n),
      });
  return found.sort((a, b) => a.index - b.index).map(({ number }) => number);
}

function placeOf(place: string): number {
  if (place === 'opening') return 1;
  return /last|final|closing/.test(place) ? -1 : ordinals.indexOf(place) + 1;
}
