const small: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen'
  )
    .split(' ')
    .map((word, value) => [word, value]),
);
const tens: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, (i + 2) * 10]),
);
const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 };
const parts: Readonly<Record<string, number>> = {
  half: 1 / 2,
  third: 1 / 3,
  thirds: 1 / 3,
  quarter: 1 / 4,
  quarters: 1 / 4,
  fifth: 1 / 5,
  fifths: 1 / 5,
};

const word = [...Object.keys(small), ...Object.keys(tens), 'hundred', ...Object.keys(scales)].join('|');

/** English words for a number: `forty-two`, `two hundred and five thousand`, `two thirds`, `a quarter of`, `a dozen`. */
export const numberWords = `(?:(?:one|two|three|four|a) (?:half|thirds?|quarters?|fifths?)(?= of\\b| the\\b)|three quarters|two thirds|half|(?:a|one) dozen|dozen|(?:(?:a|one) )?(?=(?:hundred|thousand|million|billion)\\b)(?:${word})(?:(?:[ -]|,? and )(?:${word}))*|(?:${word})(?:(?:[ -]|,? and )(?:${word}))*)`;

/** What such words say; undefined when they are not one number, as in `two three`. */
export function valueOfWords(said: string): number | undefined {
  const words = said
    .toLowerCase()
    .split(/[ ,-]+/)
    .filter((part) => part !== 'and' && part !== 'a' && part !== '');
  const last = words.at(-1) as string;
  if (last === 'dozen') return 12;
  if (last in parts)
    return (words.length > 1 ? (small[words[0] as string] ?? 1) : 1) * (parts[last] as number);
  let total = 0;
  let group = 0;
  let before: 'none' | 'small' | 'tens' | 'hundred' = 'none';
  for (const one of words) {
    const unit = small[one];
    const ten = tens[one];
    if (unit !== undefined) {
      if (before === 'small' || (before === 'tens' && unit > 9)) return undefined;
      group += unit;
      before = 'small';
    } else if (ten !== undefined) {
      if (before === 'small' || before === 'tens') return undefined;
      group += ten;
      before = 'tens';
    } else if (one === 'hundred') {
      group = Math.max(group, 1) * 100;
      before = 'hundred';
    } else {
      total += Math.max(group, 1) * (scales[one] as number);
      group = 0;
      before = 'none';
    }
  }
  return total + group;
}
