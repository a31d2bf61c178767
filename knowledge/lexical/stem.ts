/** Plurals, -ing, -ed and -ly of English words longer than four letters. Cuts too little rather than too much. */
export function stem(word: string): string {
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
