/**
 * From text to index terms: words without case and accents, without the commonest English words, with light English
 * stemming. Other languages are found by their word forms as they stand.
 */
export function termsOf(text: string): string[] {
  const plain = text
    // Liquid tags and link targets of a template are not words of the document.
    .replace(/\{\{[^}]*\}\}|\{%[^%]*%\}/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const terms: string[] = [];
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+(?:['’]s\b)?/gu)) {
    const bare = word.replace(/['’]s$/, '');
    if (!stopWords.has(bare)) terms.push(stem(bare));
  }
  return terms;
}

const stopWords = new Set(
  (
    'a about after all also am an and any are as at be been before being but by can could did do does for from get had has ' +
    'have he her here him his how i if in into is it its just may me might more most must my no nor not of on one only or ' +
    'other our out over own s she should so some such t than that the their them then there these they this those to too ' +
    'up us very was we were what when where which while who whom why will with would you your'
  ).split(' '),
);

/** Plurals, -ing, -ed and -ly of English words longer than four letters. Cuts too little rather than too much. */
function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let root = word;
  if (root.endsWith('ies') && root.length > 4) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^aeious]s$|[aeo]s$/.test(root) && !root.endsWith('us')) root = root.slice(0, -1);
  const verb = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(root);
  if (verb && (verb[1] as string).length >= 3) root = (verb[1] as string).replace(/([bdgklmnprt])\1$/, '$1');
  if (root.endsWith('ly') && root.length > 5) root = root.slice(0, -2);
  if (root.endsWith('e') && root.length > 4) root = root.slice(0, -1);
  return root;
}
