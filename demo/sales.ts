import { dayMs, type Happening, hourMs } from './happening.ts';
import type { Persona } from './persona.ts';
import type { Random } from './random.ts';

/** Emails whose click shows that the lead is ready to talk. */
const readyItems =
  /^(enterprise-(consideration|decision)|smb-(consideration|decision)|pricing-1|consultation-offer|enterprise-6)/;

/**
 * How the lead comes to talk to sales because of what it just did, and what becomes of it: a demo request, a meeting,
 * a proposal, a negotiation, a deal won or lost. Empty when it does not. One such story per lead is enough.
 */
export function salesStory(persona: Persona, cause: Happening, random: Random): Happening[] {
  if (!random.chance(readiness(persona, cause))) return [];
  const { lead, pace } = persona;
  const after = (at: number, days: number) =>
    at + Math.max(hourMs, Math.round(random.around(days * pace) * dayMs));
  const story: Happening[] = [];
  let at = after(cause.at, 0.3);
  // Economic buyers do not fill forms in; they have a meeting booked.
  if (lead.role !== 'economic' || random.chance(0.25)) {
    story.push({ at, name: 'demo_request', properties: {} });
    if (!random.chance(0.75)) return story;
    at = after(at, 1.5);
  }
  story.push({ at, name: 'meeting_scheduled', properties: {} });
  if (!random.chance(lead.role === 'economic' ? 0.7 : 0.5)) return story;

  const [least, most] = { smb: [6, 30], 'mid-market': [20, 80], enterprise: [60, 260] }[
    lead.account.size
  ] as [number, number];
  const amount = random.int(least, most) * 1_000;
  at = after(at, 6);
  story.push({ at, name: 'proposal_sent', properties: { amount } });
  if (random.chance(0.6)) {
    at = after(at, 5);
    story.push({ at, name: 'contract_negotiation', properties: {} });
  }
  if (random.chance(0.85)) {
    at = after(at, 7);
    story.push({
      at,
      name: 'deal_closed',
      properties: { won: random.chance(lead.account.size === 'smb' ? 0.55 : 0.42), amount },
    });
  }
  return story;
}

function readiness({ lead, interest }: Persona, { name, properties }: Happening): number {
  const economic = lead.role === 'economic' ? 2.2 : 1;
  if (name === 'email_click' && readyItems.test(String(properties.item))) return 0.14 * interest * economic;
  if (name === 'page_visit' && String(properties.page_url).includes('/pricing'))
    return 0.06 * interest * economic;
  return 0;
}
