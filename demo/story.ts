import { createAgenda } from './agenda.ts';
import { makeCompany } from './company.ts';
import { type Happening, hourMs } from './happening.ts';
import { joining, type LeadHappening } from './joining.ts';
import { makePersona, type Persona } from './persona.ts';
import { createRandom } from './random.ts';
import { responses, type SentEmail } from './responses.ts';
import { salesStory } from './sales.ts';
import { visits } from './visits.ts';

export interface StoryOptions {
  seed: number;
  start: number;
  end: number;
  accounts: number;
  leads: number;
}

/** The world outside the engine: what the generated leads do, by themselves and because of what they are sent. */
export interface Story {
  personaOf(email: string): Persona | undefined;
  /** What happens before the instant and was not taken yet, oldest first. */
  takeUntil(instant: number): LeadHappening[];
  /** The lead has been sent an email; what it does about it will be taken later. */
  sent(persona: Persona, email: SentEmail): void;
}

/** Pure but for its own memory: the same options and the same emails give the same story, in whatever order. */
export function createStory(options: StoryOptions): Story {
  const { seed, start, end } = options;
  const agenda = createAgenda<LeadHappening>(start, end);
  const byEmail = new Map<
    string,
    { persona: Persona; joinedAt: number; happenings: number; inSales: boolean }
  >();

  const add = (persona: Persona, happenings: readonly Happening[]) => {
    const known = byEmail.get(persona.lead.email);
    if (known === undefined) return;
    for (const happening of happenings) agenda.add({ ...happening, persona, n: ++known.happenings });
  };

  for (const lead of makeCompany(seed, options)) {
    const persona = makePersona(seed, lead);
    const joinedAt = Math.round(start + hourMs + lead.joins * (end - start - hourMs));
    byEmail.set(lead.email, { persona, joinedAt, happenings: 0, inSales: false });
    add(persona, joining(persona, joinedAt));
    add(persona, visits(persona, joinedAt, end, createRandom(seed, 'visits', lead.n)));
  }

  return {
    personaOf: (email) => byEmail.get(email)?.persona,
    takeUntil(instant) {
      const taken = agenda.takeUntil(instant);
      for (const happening of taken) {
        const { persona, n } = happening;
        const known = byEmail.get(persona.lead.email);
        if (known === undefined || known.inSales) continue;
        const story = salesStory(persona, happening, createRandom(seed, 'sales', persona.lead.n, n));
        // What follows from it is dealt with in the next round, as if it had been entered late.
        known.inSales = story.length > 0;
        add(
          persona,
          story.map((next) => ({ ...next, at: Math.max(next.at, instant) })),
        );
      }
      return taken;
    },
    sent(persona, email) {
      const joinedAt = byEmail.get(persona.lead.email)?.joinedAt ?? start;
      const random = createRandom(seed, 'email', persona.lead.n, email.track, email.step, email.at);
      add(persona, responses(persona, email, joinedAt, random));
    },
  };
}
