import type { IncomingEvent } from '../engine/runtime/types.ts';
import type { DemoAccount } from './company.ts';
import type { Happening } from './happening.ts';
import { ownerOf } from './owners.ts';
import type { Persona } from './persona.ts';

/** The source that every generated event names. */
const demoSource = 'demo';

/** A happening with the lead it happens to, numbered within the lead. */
export interface LeadHappening extends Happening {
  persona: Persona;
  n: number;
}

/** How a lead becomes known: who it is, what it agreed to, where it works. */
export function joining(persona: Persona, at: number): Happening[] {
  const consent = {
    purpose: 'marketing',
    basis: 'consent',
    wording: 'Yes, send me practical emails (generated).',
  };
  return [
    { at, name: 'identify', properties: {} },
    ...(persona.withoutConsent ? [] : [{ at: at + 1, name: 'consent_granted', properties: consent }]),
    { at: at + 2, name: 'group', properties: {} },
  ];
}

/** As the engine takes it in. Only the joining events carry what is known of the lead and its account. */
export function toEvent({ persona, n, at, name, properties }: LeadHappening): IncomingEvent {
  const { lead } = persona;
  const event: IncomingEvent = {
    messageId: `${lead.userId}-${n}`,
    source: demoSource,
    userId: lead.userId,
    name,
    occurredAt: at,
    properties,
  };
  if (name === 'identify') return { ...event, email: lead.email, traits: traitsOf(persona) };
  if (name === 'group')
    return { ...event, account: { id: lead.account.id, fields: accountFields(lead.account) } };
  return event;
}

function traitsOf({ lead }: Persona): NonNullable<IncomingEvent['traits']> {
  const { place, name, domain } = lead.account;
  return {
    email: lead.email,
    first_name: lead.firstName,
    last_name: lead.lastName,
    job_title: lead.jobTitle,
    buyer_role: lead.role,
    country: place.country,
    time_zone: place.timeZone,
    language: place.language,
    source: lead.source,
    company: name,
    website: `https://www.${domain}`,
    owner: ownerOf(lead.account),
  };
}

/** The account's own fields. */
export function accountFields({
  name,
  industry,
  size,
  employees,
  place,
}: DemoAccount): Record<string, string | number> {
  return { account_name: name, industry, company_size: size, employees, region: place.region };
}
