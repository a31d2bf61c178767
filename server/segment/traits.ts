import type { Fault } from '../../db/errors.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';
import { coerceAll } from './coerce.ts';
import type { Flat } from './flatten.ts';

/** What others call our fields, in snake case. */
const leadAliases: Readonly<Record<string, string>> = {
  title: 'job_title',
  position: 'job_title',
  firstname: 'first_name',
  given_name: 'first_name',
  lastname: 'last_name',
  family_name: 'last_name',
  phone_number: 'phone',
  timezone: 'time_zone',
  lead_source: 'source',
  address_country: 'country',
  organization: 'company',
  organisation: 'company',
  company_name: 'company',
  email_address: 'email',
};
const accountAliases: Readonly<Record<string, string>> = {
  name: 'account_name',
  company: 'account_name',
  company_name: 'account_name',
  employee_count: 'employees',
  number_of_employees: 'employees',
  size: 'company_size',
};

/** Fewer employees than the first are smb, fewer than the second mid-market, the rest enterprise. */
export const companySizeLimits = { midMarket: 200, enterprise: 1000 } as const;

/** The fields of a lead and of its account, in the spelling and types of the vocabulary. */
export interface MappedTraits {
  traits: Flat;
  account?: NonNullable<IncomingEvent['account']>;
}

/**
 * Traits of a person. Those that belong to an account (industry, employees, …) go to the account named by
 * `accountId`, `company_id` or the company's name; without any of these they stay on the lead.
 */
export function mapLeadTraits(
  flat: Flat,
  options: { vocabulary: Vocabulary; path: string; faults: Fault[]; accountId?: string },
): MappedTraits {
  const { vocabulary, path, faults } = options;
  const renamed = rename(rename(flat, ofCompany), leadAliases);
  const accountId = options.accountId ?? textOf(flat.company_id) ?? accountIdOf(renamed.company);
  const ofAccount = (key: string) => accountId !== undefined && vocabulary.fields[key]?.owner === 'account';
  const own = Object.fromEntries(Object.entries(renamed).filter(([key]) => !ofAccount(key)));
  delete own.company_id;
  const traits = withoutEngineFields(
    coerceAll(own, vocabulary.fields, path, faults),
    vocabulary,
    path,
    faults,
  );
  if (accountId === undefined) return { traits };
  const theirs = Object.fromEntries(Object.entries(renamed).filter(([key]) => ofAccount(key)));
  if (renamed.company && !theirs.account_name) theirs.account_name = renamed.company;
  const { account } = mapAccountTraits(theirs, { vocabulary, path, faults, accountId });
  return { traits, account };
}

/** Traits of a company (a group call). `company_size` follows from `employees` where it is not given. */
export function mapAccountTraits(
  flat: Flat,
  options: { vocabulary: Vocabulary; path: string; faults: Fault[]; accountId: string },
): { account: NonNullable<IncomingEvent['account']> } {
  const { vocabulary, path, faults, accountId } = options;
  const fields = coerceAll(rename(flat, accountAliases), vocabulary.fields, path, faults);
  if (typeof fields.industry === 'string') fields.industry = facetWord(fields.industry);
  if (fields.company_size === undefined && typeof fields.employees === 'number') {
    fields.company_size = companySizeOf(fields.employees);
  }
  return { account: { id: accountId, ...(Object.keys(fields).length > 0 && { fields }) } };
}

export function companySizeOf(employees: number): 'smb' | 'mid-market' | 'enterprise' {
  if (employees < companySizeLimits.midMarket) return 'smb';
  return employees < companySizeLimits.enterprise ? 'mid-market' : 'enterprise';
}

/** `Financial Services` is `financial-services` everywhere: in fields, in library facets, in conditions. */
function facetWord(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** What of the protocol's `company: {name, industry, …}`, flattened with that prefix, belongs to the account. */
const ofCompany: Readonly<Record<string, string>> = {
  company_name: 'company',
  company_industry: 'industry',
  company_employees: 'employees',
  company_employee_count: 'employees',
  company_region: 'region',
  employee_count: 'employees',
};

/** The alias fills in only where the field itself is not given. */
function rename(flat: Flat, aliases: Readonly<Record<string, string>>): Flat {
  const renamed: Flat = {};
  for (const [key, value] of Object.entries(flat)) {
    const name = Object.hasOwn(aliases, key) ? (aliases[key] as string) : key;
    if (name === key || !Object.hasOwn(flat, name)) renamed[name] = value;
  }
  return renamed;
}

function withoutEngineFields(flat: Flat, vocabulary: Vocabulary, path: string, faults: Fault[]): Flat {
  return Object.fromEntries(
    Object.entries(flat).filter(([key]) => {
      if (vocabulary.fields[key]?.owner !== 'engine') return true;
      faults.push({ path: `${path}/${key}`, message: 'is computed by the engine and cannot be set' });
      return false;
    }),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A company without an id of its own is known by its folded name. */
function accountIdOf(company: unknown): string | undefined {
  const word = typeof company === 'string' ? facetWord(company.normalize('NFKC')) : '';
  return word === '' ? undefined : word.slice(0, 200);
}
