import type { LiveField } from '../../vocabulary.ts';

/** How people say the values of some fields; used only when the field has the value. Regex sources. */
const spoken: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  company_size: {
    smb: [
      'smbs?',
      'smes?',
      'small (?:and|&) medium(?: sized)?(?: business(?:es)?| companies)?',
      'small(?:er)?(?: (?:business(?:es)?|companies|company))?',
    ],
    'mid-market': [
      'mid ?market',
      'mid ?sized?(?: business(?:es)?| companies)?',
      'medium sized?(?: business(?:es)?| companies)?',
    ],
    enterprise: ['enterprises?', '(?:large|big) (?:business(?:es)?|companies|company|enterprises?)'],
  },
  industry: {
    healthcare: ['health ?care', 'health', 'medical', 'hospitals?'],
    fintech: ['fin ?tech', 'financial technology'],
    manufacturing: ['manufacturing', 'manufacturers?', 'industrial'],
    retail: ['retail', 'retailers?'],
    insurance: ['insurance', 'insurers?'],
    software: ['software', 'saas'],
    saas: ['saas', 'software'],
    'professional-services': ['consulting', 'consultanc(?:y|ies)', 'consultants?', 'professional services?'],
  },
  region: {
    europe: ['europeans?', 'eu', 'emea'],
    'north-america': ['north americans?'],
    'asia-pacific': ['asia', 'apac', 'asian'],
  },
  buyer_role: {
    economic: ['economic(?: buyers?)?', 'decision makers?', 'budget holders?'],
    technical: ['technical(?: buyers?| evaluators?)?'],
    'end-user': ['end users?'],
    champion: ['champions?'],
  },
  source: {
    'organic-search': ['organic(?: search)?', 'seo'],
    'paid-search': ['paid(?: search| ads?)?', 'google ads', 'ppc', 'sem'],
    'content-syndication': ['syndication', 'syndicated'],
    event: ['events?', 'trade ?shows?'],
    referral: ['referrals?', 'referred', 'word of mouth'],
    partner: ['partners?'],
  },
  lifecycle_stage: {
    subscriber: ['subscribers?'],
    mql: ['mqls?', 'marketing qualified'],
    sql: ['sqls?', 'sales qualified'],
    opportunity: ['opportunit(?:y|ies)'],
    customer: ['customers?'],
  },
};

/** Values that are ordinary words of requests and mean a field only when its name stands beside them. */
const tooPlain: Readonly<Record<string, ReadonlySet<string>>> = {
  lifecycle_stage: new Set(['lead', 'subscriber']),
  language: new Set(),
};

/** Names of fields as people say them; regex sources. */
export const fieldNames: Readonly<Record<string, string>> = {
  company_size: '(?:company )?(?:sizes?|segments?)',
  industry: 'industr(?:y|ies)|verticals?|sectors?',
  journey_stage: '(?:journey |funnel |buyer )?stages?',
  lifecycle_stage: 'life ?cycle(?: stages?)?',
  buyer_role: '(?:buyer )?roles?|personas?',
  country: 'countr(?:y|ies)',
  region: 'regions?',
  source: '(?:lead )?sources?|channels?',
  language: 'languages?',
  job_title: '(?:job )?titles?',
  time_zone: 'time ?zones?',
  lead_score: '(?:lead )?scores?',
  owner: '(?:account |lead |sales )?(?:owners?|reps?)|account managers?|sales ?(?:people|persons?|reps?)',
  phone: '(?:phone|telephone|mobile)(?: numbers?)?',
};

/** What a person calls a field; regex source. */
export function nameOf({ name }: LiveField): string {
  return fieldNames[name] ?? name.replaceAll('_', ' ');
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const extraCountries: Readonly<Record<string, readonly string[]>> = {
  US: ['(?:the )?(?:united )?states', 'usa', 'u\\.s\\.a?', 'america', '(?<!north |south |latin )americans?'],
  GB: [
    '(?:the )?uk',
    'great britain',
    'britain',
    'england',
    'british',
    'brits',
    'english(?= (?:leads?|contacts?|companies|people))',
  ],
  DE: ['germans?'],
  FR: ['french'],
  AT: ['austrians?'],
  AU: ['australians?', 'aussies?'],
  CA: ['canadians?'],
  CH: ['swiss'],
  NL: ['dutch', 'holland'],
  SE: ['swedish', 'swedes?'],
  SG: ['singaporeans?'],
  ES: ['spanish'],
  IT: ['italians?'],
  IE: ['irish'],
  DK: ['danish', 'danes?'],
  NO: ['norwegians?'],
  FI: ['finnish', 'finns?'],
  BE: ['belgians?'],
  PL: ['polish'],
  PT: ['portuguese'],
  IN: ['indians?'],
  JP: ['japanese'],
  BR: ['brazilians?'],
  MX: ['mexicans?'],
};

/** `Germany` for `DE`; anything but a country code as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
}

/** What may be said for one value of a field; regex sources, empty when it cannot be said by itself. */
export function waysToSay(field: LiveField, value: string): string[] {
  if (tooPlain[field.name]?.has(value)) return [];
  const known = spoken[field.name]?.[value] ?? [];
  if (/^[A-Z]{2}$/.test(value)) {
    if (field.name !== 'country') return [];
    const name = countryName(value).toLowerCase();
    return [
      ...(name && name !== value.toLowerCase() ? [literal(name)] : []),
      ...(extraCountries[value] ?? []),
    ];
  }
  const plain = value
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (plain.length < 3) return [...known];
  return [...known, `${literal(plain)}(?:s|es)?`];
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
