/**
 * Keeps the Liquid of a template away from parsers and converters, which would move it out of tables or escape it:
 * each piece becomes a word that nothing touches, and comes back afterwards.
 */
export function shelterLiquid(text: string): { text: string; restore(converted: string): string } {
  const pieces: string[] = [];
  let mark = 'xliquidx';
  while (text.includes(mark)) mark += 'x';
  const sheltered = text.replace(/\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}/g, (piece) => {
    return `${mark}${pieces.push(piece.replaceAll('&quot;', '"').replaceAll('&#39;', "'")) - 1}e`;
  });
  const known = new RegExp(`${mark}(\\d+)e`, 'gi');
  return {
    text: sheltered,
    restore: (converted) => converted.replace(known, (_, n: string) => pieces[Number(n)] ?? ''),
  };
}
