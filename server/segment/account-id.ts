import { freeMailDomains } from './free-mail-domains.ts';

/** `Financial Services` is `financial-services` everywhere: in fields, in library facets, in conditions. */
export function facetWord(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** A company without an id of its own is known by its folded name. */
export function accountIdOfCompany(company: unknown): string | undefined {
  const word = typeof company === 'string' ? facetWord(company.normalize('NFKC')) : '';
  return word === '' ? undefined : word.slice(0, 200);
}

/**
 * The account of a person whose company nobody named: the domain of their email, or an account of their own where
 * that domain is anybody's (`lead:<email or id>`).
 */
export function accountIdOfPerson(who: { email?: string; id?: string }): string | undefined {
  const email = who.email?.trim().toLowerCase();
  const domain = email?.slice(email.lastIndexOf('@') + 1);
  if (domain && !freeMailDomains.has(domain)) return domain.slice(0, 200);
  const name = email ?? who.id;
  return name && `lead:${name}`.slice(0, 200);
}
