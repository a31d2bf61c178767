import { parseProgram } from '../parse.ts';
import type { Program } from '../schema.ts';
import { enterpriseTracks } from './enterprise-tracks.ts';
import { followUpTracks } from './follow-up-tracks.ts';
import { demoScoring } from './scoring.ts';
import { demoSegments } from './segments.ts';
import { smbTracks } from './smb-tracks.ts';
import type { Pin } from './steps.ts';
import { demoTriggers } from './triggers.ts';

export type { Pin } from './steps.ts';

/** Who the demo company's emails come from. */
export const demoSender = {
  name: 'Fernhollow',
  email: 'hello@fernhollow.example',
  postalAddress: 'Fernhollow (a generated demo company), 1 Example Street, 00000 Exampleton',
};

/**
 * The program of the demo company: enterprise education with its scoring, the SMB fast track with its acceleration
 * triggers, and every track that these lead to. Throws `program.invalid` if it would not stand by itself.
 */
export function demoProgram(pin: Pin): Program {
  return parseProgram({
    schema: 1,
    segments: demoSegments,
    scoring: demoScoring,
    triggers: demoTriggers,
    experiments: {
      'last-email-gap': {
        title: 'The last email after three days or after four',
        hypothesis: 'Sooner, while the fifth is still in mind, more people take the next step.',
        element: 'frequency',
        arms: {
          'four-days': { title: 'Four days after the fifth', weight: 1 },
          'three-days': { title: 'Three days after the fifth', weight: 1 },
        },
        control: 'four-days',
        metric: 'click',
        guardrails: ['unsubscribe', 'complaint', 'bounce'],
        window: '1 week',
      },
    },
    tracks: { ...enterpriseTracks(pin), ...smbTracks(pin), ...followUpTracks(pin) },
    policies: {
      cap: { count: 3, days: 7 },
      quietHours: { from: 21, to: 8 },
      timeZone: 'UTC',
      sender: demoSender,
    },
  });
}

/** Ids of the content items that `demoProgram` pins, each once, sorted. */
export function demoProgramItems(): string[] {
  const items = new Set<string>();
  const note: Pin = (item) => {
    items.add(item);
    return { item, version: 1, hash: '0'.repeat(64) };
  };
  for (const tracksOf of [enterpriseTracks, smbTracks, followUpTracks]) tracksOf(note);
  return [...items].sort();
}
