const tens = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 };
const ones = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 };
const teens = { thirteen: 13, fourteen: 14, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 };
const values: Readonly<Record<string, number>> = { ...tens, ...ones, ...teens, a: 1, an: 1, ten: 10 };
const either = (words: object) => Object.keys(words).join('|');

/** Numbers as people write them, in the order in which they are read; other words stay. */
const written: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/\b(\d+(?:\.\d+)?) ?k\b/g, (_, n = '') => `${Math.round(Number(n) * 1000)}`],
  [
    new RegExp(`\\b(${either(tens)})[ -](${either(ones)})\\b`, 'g'),
    (_, ten = '', one = '') => `${inDigits(ten) + inDigits(one)}`,
  ],
  [
    new RegExp(`\\b(\\d+|an?|${either(ones)}|ten|${either(tens)}) (hundred|thousand)\\b`, 'g'),
    (_, n = '', unit = '') => `${inDigits(n) * (unit === 'hundred' ? 100 : 1000)}`,
  ],
  [new RegExp(`\\b(${either(teens)}|seventy|eighty)\\b`, 'g'), (_, n = '') => `${inDigits(n)}`],
  [/\b(?:a |one )?half (?:a )?dozen\b/g, () => '6'],
  [/\b(?:a|one) dozen\b/g, () => '12'],
  [/\b(last|past|previous) couple(?: of)?\b/g, (_, last) => `${last} 2`],
  [/\b(?:a |one )?half (?:a )?year\b/g, () => '6 months'],
];

/** `5k`, `twenty-five`, `two hundred`, `the last couple of weeks`: in digits. Over lower-case text. */
export function withNumbers(text: string): string {
  return written.reduce((said, [pattern, digits]) => said.replace(pattern, digits), text);
}

function inDigits(word: string): number {
  return values[word] ?? Number(word);
}
