/** An id for the program from a title: lower case letters, digits and dashes, at most 63, starting with a letter. */
export function slug(title: string): string {
  const dashed = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return dashed || 'unnamed';
}

/** `slug(title)`, numbered when it is taken. */
export function freeSlug(title: string, taken: Readonly<Record<string, unknown>>): string {
  const base = slug(title);
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base.slice(0, 58)}-${n}`;
    if (!Object.hasOwn(taken, id)) return id;
  }
}
