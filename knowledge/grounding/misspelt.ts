/** So many letters must a word have for one, and for two of them to be wrong. */
const forOne = 5;
const forTwo = 9;

/** Whether a word is another one with a slip or two: a letter wrong, missing, too many, or two in the wrong order. */
export function isMisspelt(word: string, meant: string): boolean {
  const slips = word.length >= forTwo ? 2 : word.length >= forOne ? 1 : 0;
  if (slips === 0 || word[0] !== meant[0] || Math.abs(word.length - meant.length) > slips) return false;
  return distance(word, meant) <= slips;
}

/** Optimal string alignment. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    const [above, aboveThat] = [rows[i - 1] as number[], rows[i - 2]];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (above[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (above[j - 1] as number) + same,
      );
      if (aboveThat && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (aboveThat[j - 2] as number) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return (rows[a.length] as number[])[b.length] as number;
}
