import { companyWords, familyNames, givenNames } from './names.ts';
import { type Place, places } from './places.ts';
import { createRandom, type Random } from './random.ts';

type Industry = 'healthcare' | 'fintech' | 'manufacturing' | 'saas' | 'professional-services';
type Size = 'smb' | 'mid-market' | 'enterprise';
type Role = 'economic' | 'technical' | 'end-user';

export interface DemoAccount {
  id: string;
  name: string;
  domain: string;
  industry: Industry;
  size: Size;
  employees: number;
  place: Place;
}

export interface DemoLead {
  /** From 0. */
  n: number;
  userId: string;
  firstName: string;
  lastName: string;
  email: string;
  jobTitle: string;
  role: Role;
  source: string;
  account: DemoAccount;
  /** When the lead is first heard of, as a share of the demo's time. */
  joins: number;
}

const industries: readonly (readonly [Industry, number])[] = [
  ['healthcare', 24],
  ['fintech', 22],
  ['manufacturing', 18],
  ['saas', 20],
  ['professional-services', 16],
];
const nameEnds: Record<Industry, readonly string[]> = {
  healthcare: ['Clinics', 'Health Network', 'Care Group', 'Hospitals'],
  fintech: ['Payments', 'Lending', 'Wallet', 'Capital Tools'],
  manufacturing: ['Works', 'Castings', 'Components', 'Machines'],
  saas: ['Software', 'Cloud', 'Apps', 'Data'],
  'professional-services': ['Advisory', 'Partners', 'Consulting', 'Associates'],
};
const sizes: readonly (readonly [Size, number])[] = [
  ['smb', 54],
  ['mid-market', 16],
  ['enterprise', 30],
];
const employeesOf: Record<Size, readonly [number, number]> = {
  smb: [8, 180],
  'mid-market': [200, 950],
  enterprise: [1_000, 24_000],
};
/** How many leads an account of this size has beside the first, relative to the others. */
const leadWeight: Record<Size, number> = { smb: 3, 'mid-market': 6, enterprise: 12 };
const titles: Record<Role, Record<'smb' | 'other', readonly string[]>> = {
  economic: {
    smb: ['Owner', 'Managing Director', 'Head of Finance'],
    other: ['Chief Financial Officer', 'Chief Operating Officer', 'VP Operations', 'VP Finance'],
  },
  technical: {
    smb: ['IT Manager', 'Lead Developer'],
    other: ['Head of IT', 'Enterprise Architect', 'Security Engineer', 'IT Director'],
  },
  'end-user': {
    smb: ['Office Manager', 'Operations Manager', 'Team Lead'],
    other: ['Operations Manager', 'Process Owner', 'Quality Manager', 'Compliance Manager', 'Team Lead'],
  },
};
const roles: Record<Size, readonly (readonly [Role, number])[]> = {
  smb: [
    ['economic', 40],
    ['technical', 20],
    ['end-user', 40],
  ],
  'mid-market': [
    ['economic', 25],
    ['technical', 30],
    ['end-user', 45],
  ],
  enterprise: [
    ['economic', 20],
    ['technical', 35],
    ['end-user', 45],
  ],
};
const sources: readonly (readonly [string, number])[] = [
  ['organic-search', 28],
  ['content-syndication', 20],
  ['webinar', 16],
  ['paid-search', 14],
  ['event', 10],
  ['referral', 8],
  ['partner', 4],
];

/** The people and companies of the demo: exactly so many leads, each account with at least one. Generated. */
export function makeCompany(seed: number, size: { accounts: number; leads: number }): DemoLead[] {
  const random = createRandom(seed, 'company');
  const names = new Set<string>();
  const accounts = Array.from({ length: size.accounts }, (_, n) => makeAccount(n, random, names));
  const seats = [...accounts];
  const weights = accounts.map(
    (account) => [account, leadWeight[account.size] * (0.5 + random.next())] as const,
  );
  while (seats.length < size.leads) seats.push(random.weighted(weights));
  const emails = new Set<string>();
  return seats.slice(0, size.leads).map((account, n) => makeLead(n, account, random, emails));
}

function makeAccount(n: number, random: Random, names: Set<string>): DemoAccount {
  const industry = random.weighted(industries);
  const size = random.weighted(sizes);
  let name: string;
  do name = `${random.pick(companyWords)} ${random.pick(nameEnds[industry])}`;
  while (names.has(name));
  names.add(name);
  const [least, most] = employeesOf[size];
  return {
    id: `demo-account-${String(n + 1).padStart(3, '0')}`,
    name,
    domain: `${name.toLowerCase().replaceAll(' ', '-')}.example`,
    industry,
    size,
    // Small ones are more frequent within a size as well.
    employees: Math.round(least * (most / least) ** random.next()),
    place: random.weighted(places),
  };
}

function makeLead(n: number, account: DemoAccount, random: Random, emails: Set<string>): DemoLead {
  const [firstName, lastName] = [random.pick(givenNames), random.pick(familyNames)];
  const role = random.weighted(roles[account.size]);
  const local = `${firstName}.${lastName}`.toLowerCase();
  let email = `${local}@${account.domain}`;
  for (let again = 2; emails.has(email); again++) email = `${local}${again}@${account.domain}`;
  emails.add(email);
  return {
    n,
    userId: `demo-${String(n + 1).padStart(4, '0')}`,
    firstName,
    lastName,
    email,
    jobTitle: random.pick(titles[role][account.size === 'smb' ? 'smb' : 'other']),
    role,
    source: random.weighted(sources),
    account,
    // A fifth come in the first tenth of the time: the list that the company began with.
    joins: random.chance(0.2) ? random.next() * 0.1 : random.next() * 0.97,
  };
}
