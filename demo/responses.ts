import { dayMs, type Happening, hourMs, minuteMs } from './happening.ts';
import { type Appeal, appeals, type Offer } from './offers.ts';
import { siteUrl } from './pages.ts';
import { interestAfter, type Persona } from './persona.ts';
import type { Random } from './random.ts';

/** An email that the engine sent to the lead. */
export interface SentEmail {
  at: number;
  track: string;
  step: string;
  item: string;
}

/** What the lead does about an email, if anything, oldest first. */
export function responses(persona: Persona, email: SentEmail, joinedAt: number, random: Random): Happening[] {
  const appeal = appeals[email.item];
  if (appeal === undefined) throw new TypeError(`the demo does not know what "${email.item}" offers`);
  const properties = { track: email.track, step: email.step, item: email.item };
  if (persona.bounces) {
    return [{ at: email.at + 2 * minuteMs, name: 'email_bounce', properties: { kind: 'hard' } }];
  }
  const interest = interestAfter(persona, (email.at - joinedAt) / dayMs);
  if (random.chance(0.003 / Math.max(interest, 0.3))) {
    const name = random.chance(0.1) ? 'spam_complaint' : 'unsubscribe';
    return [{ at: email.at + delay(5, random), name, properties: {} }];
  }
  if (!random.chance(Math.min(0.9, appeal.open * interest))) return [];

  const openedAt = email.at + delay(3, random);
  const happenings: Happening[] = [{ at: openedAt, name: 'email_open', properties }];
  if (random.chance(0.12))
    happenings.push({ at: openedAt + delay(20, random), name: 'email_open', properties });
  if (random.chance(clickChance(appeal, persona))) {
    const clickedAt = openedAt + random.int(1, 6) * minuteMs;
    const url = `${siteUrl}${offerPath(appeal.offer)}`;
    happenings.push(
      { at: clickedAt, name: 'email_click', properties: { ...properties, link_url: url } },
      ...takeUp(appeal.offer, clickedAt + minuteMs, random),
    );
    if (appeal.also && random.chance(0.4))
      happenings.push(...takeUp(appeal.also, clickedAt + 12 * minuteMs, random));
    if (persona.lead.role === 'technical') {
      happenings.push(visit('/docs', clickedAt + 6 * minuteMs), visit('/docs/api', clickedAt + 8 * minuteMs));
    }
    if (random.chance(0.05)) {
      happenings.push({
        at: clickedAt + delay(6, random),
        name: 'email_reply',
        properties: { text: random.pick(replies) },
      });
    }
  }
  return happenings.sort((a, b) => a.at - b.at);
}

const replies = [
  'Thank you, this is useful. Could we talk next month?',
  'Who would be the right person to ask about integration?',
  'Please send me the details on pricing.',
  'Interesting. I have passed it on to a colleague.',
];

function clickChance(appeal: Appeal, { lead, interest }: Persona): number {
  const forTechnical = appeal.technical ? (lead.role === 'technical' ? 1.5 : 0.8) : 1;
  const forHealthcare = appeal.technical && lead.account.industry === 'healthcare' ? 1.3 : 1;
  return Math.min(0.9, appeal.click * interest * forTechnical * forHealthcare);
}

/** The page behind the call to action, and what is done there. */
function takeUp(offer: Offer, at: number, random: Random): Happening[] {
  const looked = visit(offerPath(offer), at);
  if (offer.kind === 'page') return [looked];
  const { item } = offer;
  if (offer.kind === 'tool') {
    const completed = random.chance(offer.tool === 'business-case' ? 0.5 : 0.7);
    return [
      looked,
      { at: at + 9 * minuteMs, name: 'tool_use', properties: { tool: offer.tool, item, completed } },
    ];
  }
  if (offer.kind === 'webinar') {
    if (!random.chance(0.6)) return [looked];
    const registered = {
      at: at + 2 * minuteMs,
      name: 'webinar_registration',
      properties: { item, topic: offer.topic },
    };
    if (!random.chance(0.55)) return [looked, registered];
    const minutes = random.int(5, 45);
    return [
      looked,
      registered,
      { at: at + random.int(2, 9) * dayMs, name: 'webinar_attendance', properties: { item, minutes } },
    ];
  }
  if (!random.chance(0.8)) return [looked];
  const properties = { item, content_type: offer.contentType, topic: offer.topic };
  const taken: Happening[] = [looked, { at: at + 2 * minuteMs, name: 'content_download', properties }];
  if (random.chance(0.15))
    taken.push({ at: at + delay(4, random), name: 'content_share', properties: { item } });
  return taken;
}

function visit(path: string, at: number): Happening {
  return {
    at,
    name: 'page_visit',
    properties: { page_url: `${siteUrl}${path}`, page_title: '', referrer: 'email', session_id: '' },
  };
}

function offerPath(offer: Offer): string {
  if (offer.kind === 'page') return offer.path;
  return `/${{ download: 'resources', tool: 'tools', webinar: 'webinars' }[offer.kind]}/${offer.item}`;
}

/** About so many hours, at least a minute. */
function delay(hours: number, random: Random): number {
  return Math.max(minuteMs, Math.round(random.around(hours) * hourMs));
}
