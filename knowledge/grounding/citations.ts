/** `[2]`, `[2, 3]`, `[2-4]`, also in the brackets that some models write. */
const mark = /[[【]\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*(?:†[^\]】]*)?[\]】]/g;
/** Citations in a row, with what ends the sentence behind them. */
export const citationRun = new RegExp(`(?:${mark.source} ?)+[.,;:]?\\s*`, 'g');
/** More in one bracket are no citation. */
const most = 10;

/** Citations in one form, `[2][3]`; those that do not exist are taken out. */
export function settleCitations(
  text: string,
  exists: (n: number) => boolean,
): { text: string; cited: number[]; unknown: number[] } {
  const cited: number[] = [];
  const unknown: number[] = [];
  const settled = text.replace(mark, (_, said: string) => {
    const numbers = numbersOf(said);
    unknown.push(...numbers.filter((n) => !exists(n)));
    const known = numbers.filter(exists);
    cited.push(...known);
    return known.map((n) => `[${n}]`).join('');
  });
  const tidy = unknown.length === 0 ? settled : settled.replace(/ +([.,;:!?])/g, '$1').replace(/ {2,}/g, ' ');
  return { text: tidy, cited: [...new Set(cited)], unknown: [...new Set(unknown)] };
}

function numbersOf(said: string): number[] {
  const numbers = said.split(/\s*[,;]\s*/).flatMap((part) => {
    const [from, to = from] = part.split(/\s*[–-]\s*/).map(Number) as [number, number?];
    if (to < from || to - from >= most) return [from, to];
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  return numbers.slice(0, most);
}
