import { editDistance } from '../../tools/support/nearest.ts';

/** A message of which words are taken one meaning after another; what is left at the end was not understood. */
export interface Taking {
  /** Takes the first match out of what is left. */
  take(pattern: RegExp): RegExpExecArray | undefined;
  /** What is left, in single spaces. */
  left(): string;
}

export function createTaking(text: string): Taking {
  let left = ` ${text} `;
  return {
    take(pattern) {
      const match = pattern.exec(left);
      if (!match) return undefined;
      left = `${left.slice(0, match.index)} ${left.slice(match.index + match[0].length)}`.replace(/ +/g, ' ');
      return match;
    },
    left: () => left.replace(/\s+/g, ' ').trim(),
  };
}

/** Words whose slips of the pen are put right. Those of four letters and fewer are too near to others. */
const lexicon = [
  ...'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays'.split(
    ' ',
  ),
  ...'every month monthly weekly digest digests summary report reports alert alerts warning warnings'.split(
    ' ',
  ),
  ...'clicks click stuck failed sends connector connectors channel quiet hours morning evening'.split(' '),
  ...'delete remove cancel everything numbers figures performance webhook webhooks'.split(' '),
];
const known = new Set([
  ...lexicon,
  ...'warn send sent seen click number figure fail fails hour there these those other leads heads mouth months clock which when where sense month'.split(
    ' ',
  ),
]);

/**
 * As it is read: lower case, straight quotes, single spaces, names of channels kept, slips of the pen in our own words
 * put right.
 */
export function readable(message: string): string {
  return message
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
    .split(/(#[\p{L}\p{N}_-]+|[^\p{L}'#]+)/u)
    .map(mended)
    .join('');
}

function mended(word: string): string {
  if (word.startsWith('#') || !/^[a-z]{4,}$/.test(word) || known.has(word)) return word;
  const near = lexicon.filter(
    (one) => one.length >= 5 && one[0] === word[0] && editDistance(word, one) <= (one.length >= 8 ? 2 : 1),
  );
  return near.length > 0
    ? (near.sort((a, b) => editDistance(word, a) - editDistance(word, b))[0] as string)
    : word;
}
