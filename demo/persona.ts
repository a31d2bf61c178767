import type { DemoLead } from './company.ts';
import { createRandom } from './random.ts';

/** How a generated lead behaves. Drawn once per lead, from its segment. */
export interface Persona {
  lead: DemoLead;
  temper: 'keen' | 'steady' | 'casual' | 'fading';
  /** Multiplies the chance that an email is opened and clicked; 1 is ordinary. */
  interest: number;
  /** Web sessions a week. */
  sessionsPerWeek: number;
  /** Days after joining from which a fading lead does next to nothing. */
  fadesAfterDays?: number;
  /** Shortens everything between a first conversation and a decision. */
  pace: number;
  /** No consent on record: nothing may be sent. */
  withoutConsent: boolean;
  /** The address does not work. */
  bounces: boolean;
}

export function makePersona(seed: number, lead: DemoLead): Persona {
  const random = createRandom(seed, 'persona', lead.n);
  const { size, industry } = lead.account;
  const smbFintech = size === 'smb' && industry === 'fintech';
  const temper = random.weighted([
    ['keen', smbFintech ? 34 : lead.source === 'referral' ? 30 : 17],
    ['steady', 38],
    ['casual', lead.source === 'content-syndication' ? 45 : 28],
    ['fading', smbFintech ? 8 : 17],
  ] as const);
  const interest = { keen: 1.7, steady: 1.1, casual: 0.65, fading: 0.9 }[temper];
  return {
    lead,
    temper,
    // Economic buyers open less; what they do instead is to book meetings (see sales.ts).
    interest: interest * (lead.role === 'economic' ? 0.75 : 1) * (smbFintech ? 1.25 : 1),
    sessionsPerWeek: { keen: 1.5, steady: 0.85, casual: 0.4, fading: 0.9 }[temper],
    ...(temper === 'fading' && { fadesAfterDays: random.int(5, 25) }),
    pace: smbFintech ? 0.4 : size === 'smb' ? 0.7 : size === 'enterprise' ? 1.5 : 1,
    withoutConsent: random.chance(0.03),
    bounces: random.chance(0.006),
  };
}

/** What is left of the interest so many days after joining. */
export function interestAfter(persona: Persona, days: number): number {
  return persona.fadesAfterDays !== undefined && days > persona.fadesAfterDays
    ? 0.06 * persona.interest
    : persona.interest;
}
