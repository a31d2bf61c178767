/** Where a passage stands: `Title › Section, page 3`. The first heading is left out where it only repeats the title. */
export function placeWords(at: { title: string; heading: string; page?: number }): string {
  const [first = '', ...rest] = at.heading.split(' › ');
  const repeats = at.title.toLowerCase().includes(first.toLowerCase());
  const path = [at.title, ...(repeats ? rest : [first, ...rest])].filter(Boolean).join(' › ');
  return at.page === undefined ? path : `${path}, page ${at.page}`;
}
