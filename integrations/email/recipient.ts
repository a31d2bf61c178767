/** One address, no list, nothing that could end a header. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\\p{Cc}]+@[^\s@<>,;:"()[\]\\\p{Cc}]+$/u.test(text);
}

const reservedTops = new Set(['example', 'test', 'invalid', 'localhost']);

/** RFC 2606 and 6761: nobody can own such a domain, so no email may leave for it. */
export function isReservedDomain(address: string): boolean {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  return reservedTops.has(domain.split('.').at(-1) as string) || /(^|\.)example\.(com|org|net)$/.test(domain);
}
