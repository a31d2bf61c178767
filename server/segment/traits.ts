import type { Fault } from '../../db/errors.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';
import { accountIdOfCompany, accountIdOfPerson, facetWord } from './account-id.ts';
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
  lead_owner: 'owner',
  account_owner: 'owner',
  sales_owner: 'owner',
  sales_rep: 'owner',
  owner_name: 'owner',
  owner_email: 'owner',
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

/** An account as a record speaks of it. `guessed`: only where the lead has no account yet, as nobody named one. */
export interface MappedAccount extends NonNullable<IncomingEvent['account']> {
  guessed?: true;
}

/** The fields of a lead and of its account, in the spelling and types of the vocabulary. */
export interface MappedTraits {
  traits: Flat;
  account?: MappedAccount;
}

/**
 * Traits of a person. Those that belong to an account (industry, employees, …) go to the account named by
 * `accountId`, `company_id` or the company's name; where none of these is given, to the lead's own account or, when
 * it has none, to a guessed one: conditions read them nowhere else.
 */
export function mapLeadTraits(
  flat: Flat,
  options: {
    vocabulary: Vocabulary;
    path: string;
    faults: Fault[];
    accountId?: string;
    who: { email?: string; id?: string };
  },
): MappedTraits {
  const { vocabulary, path, faults, who } = options;
  const { own, theirs } = splitCompany(rename(flat, leadAliases), vocabulary);
  const named = options.accountId ?? textOf(own.company_id) ?? accountIdOfCompany(own.company);
  delete own.company_id;
  const traits = withoutEngineFields(
    coerceAll(own, vocabulary.fields, path, faults),
    vocabulary,
    path,
    faults,
  );
  if (typeof traits.owner === 'string') traits.owner = ownerWord(traits.owner);
  if (own.company && !theirs.account_name) theirs.account_name = own.company;
  const accountId = named ?? (Object.keys(theirs).length > 0 ? accountIdOfPerson(who) : undefined);
  // Without an account too, so that all faults are told at once: nobody is named, which is another one.
  const { account } = mapAccountTraits(theirs, { vocabulary, path, faults, accountId: accountId ?? '' });
  if (accountId === undefined) return { traits };
  return { traits, account: named === undefined ? { ...account, guessed: true } : account };
}

/**
 * Parts what belongs to the account. The protocol's `company: {name, industry, …}` comes flattened with that prefix;
 * it fills in only where the field itself is not given.
 */
function splitCompany(flat: Flat, vocabulary: Vocabulary): { own: Flat; theirs: Flat } {
  const own: Flat = {};
  const theirs: Flat = {};
  for (const [key, value] of Object.entries(flat)) {
    const field = accountFieldOf(key, vocabulary);
    if (field === undefined) own[key] = value;
    else if (field === key || !Object.hasOwn(flat, field)) theirs[field] = value;
  }
  return { own, theirs };
}

function accountFieldOf(key: string, vocabulary: Vocabulary): string | undefined {
  const ofAccount = (name: string) => vocabulary.fields[name]?.owner === 'account';
  if (ofAccount(key)) return key;
  if (key === 'employee_count' || key === 'number_of_employees') return 'employees';
  if (!key.startsWith('company_')) return undefined;
  const rest = key.slice('company_'.length);
  const name = Object.hasOwn(accountAliases, rest) ? (accountAliases[rest] as string) : rest;
  return ofAccount(name) || name === 'plan' ? name : undefined;
}

/** One person of sales under one name: figures are told apart by it. An address is small letters, as emails are. */
function ownerWord(text: string): string {
  const word = text.replace(/\s+/g, ' ');
  return word.includes('@') ? word.toLowerCase() : word;
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
