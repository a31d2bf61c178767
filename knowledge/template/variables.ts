import type { Scalar } from '../../engine/program/condition/ast.ts';

/** Of a lead or an account, as the engine keeps them. */
export type Fields = Readonly<Record<string, Scalar>>;

/** Who an email comes from. Law asks for a postal address in every marketing email. */
export interface MailSender {
  name: string;
  email: string;
  postalAddress: string;
}

/** All that a template may name. A field that is empty is absent, so that fall-backs hold and strict mode notices. */
export interface TemplateVariables {
  lead: Readonly<Record<string, string>>;
  account: Readonly<Record<string, string>>;
  sender: MailSender;
}

const leadFields = [
  'first_name',
  'last_name',
  'job_title',
  'buyer_role',
  'country',
  'language',
  'company',
] as const;
const accountFields = ['industry', 'company_size', 'region'] as const;

/** `lead.first_name`, `account.industry_label`, ...: an allow-list, so that no other field ever reaches a template. */
export const templateVariables: ReadonlySet<string> = new Set([
  ...leadFields.map((field) => `lead.${field}`),
  ...accountFields.map((field) => `account.${field}`),
  'account.name',
  'account.industry_label',
  'sender.name',
]);

/** From the fields of a lead and its account. `account.name` falls back to the company the lead named. */
export function variablesOf(lead: Fields, account: Fields, sender: MailSender): TemplateVariables {
  const company = clean(account.account_name) ?? clean(account.name) ?? clean(lead.company);
  const industry = clean(account.industry);
  return {
    lead: pick(lead, leadFields),
    account: {
      ...pick(account, accountFields),
      ...(company === undefined ? {} : { name: company }),
      ...(industry === undefined
        ? {}
        : { industry_label: industryLabels[industry] ?? industry.replaceAll('-', ' ') }),
    },
    sender,
  };
}

/** How an industry is written in a sentence, where it differs from its key without dashes. */
const industryLabels: Readonly<Record<string, string>> = {
  saas: 'SaaS',
  it: 'IT',
  'e-commerce': 'e-commerce',
};

function pick(fields: Fields, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = clean(fields[name]);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

const LONGEST = 200;

/** One line of text; undefined when nothing is left. */
function clean(value: Fields[string] | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  return text === '' ? undefined : text;
}
