import { dayMs, type Happening, hourMs, minuteMs } from './happening.ts';
import { type Page, pages, siteUrl } from './pages.ts';
import type { Persona } from './persona.ts';
import type { Random } from './random.ts';

const referrers: readonly (readonly [string, number])[] = [
  ['', 50],
  ['https://search.example/', 35],
  ['https://community.example/', 10],
  ['https://partner.example/', 5],
];

/** The web sessions that the lead has of its own accord between joining and the end, oldest first. */
export function visits(persona: Persona, joinedAt: number, end: number, random: Random): Happening[] {
  const fade = persona.fadesAfterDays ?? Number.POSITIVE_INFINITY;
  const activeDays = Math.min((end - joinedAt) / dayMs, fade);
  const sessions = random.count((activeDays / 7) * persona.sessionsPerWeek);
  // The first visit brought the lead here; the others fall on any day.
  const days = [0, ...Array.from({ length: sessions }, () => random.next() * activeDays)].sort(
    (a, b) => a - b,
  );
  return days
    .flatMap((day, n) => session(persona, joinedAt + day * dayMs, n, random))
    .filter(({ at }) => at < end);
}

function session(persona: Persona, about: number, n: number, random: Random): Happening[] {
  let at = n === 0 ? about + random.int(1, 10) * minuteMs : workingHour(about, random);
  const referrer = random.weighted(referrers);
  const sessionId = `${persona.lead.userId}-s${n}`;
  const choices = pages.map((page): [Page, number] => [page, page.weight(persona)]);
  return Array.from({ length: 1 + random.count(1.7) }, () => {
    const page = random.weighted(choices);
    const visit = {
      at,
      name: 'page_visit',
      properties: {
        page_url: `${siteUrl}${page.path}`,
        page_title: page.title,
        referrer,
        session_id: sessionId,
      },
    };
    at += Math.round(random.around(1.5) * minuteMs);
    return visit;
  });
}

/** On the same UTC day, mostly within working hours. */
function workingHour(about: number, random: Random): number {
  const midnight = Math.floor(about / dayMs) * dayMs;
  return midnight + Math.round((random.chance(0.85) ? 7 + random.next() * 12 : random.next() * 24) * hourMs);
}
