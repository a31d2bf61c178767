import { parseProgram } from '../../parse.ts';
import type { Program } from '../../schema.ts';
import type { Pin } from '../steps.ts';
import { contentTriggers } from './content.ts';
import { negativeTriggers } from './negative.ts';
import { nurtureTracks } from './nurture-tracks.ts';
import { salesTriggers } from './sales.ts';
import { salesTracks } from './sales-tracks.ts';
import { behaviourScoring } from './scoring.ts';
import { websiteTriggers } from './website.ts';

/**
 * Twenty behaviours of leads and what answers each, with the tracks, scores and paces that they need; the policies are
 * such as a company would begin with. Throws `program.invalid` if it would not stand by itself.
 */
export function behaviouralTriggers(pin: Pin): Program {
  return parseProgram({
    schema: 1,
    segments: { customers: { title: 'Customers', when: 'lifecycle_stage = "customer"' } },
    scoring: behaviourScoring,
    triggers: { ...websiteTriggers, ...contentTriggers, ...salesTriggers, ...negativeTriggers },
    tracks: { ...nurtureTracks(pin), ...salesTracks(pin) },
    cadences: {
      eager: { title: 'Eager readers', percent: 75, for: '4 weeks' },
      relaxed: {
        title: 'Tired readers',
        percent: 200,
        for: '12 weeks',
        until: 'email_clicks >= 1 IN last_7_days',
      },
      'asked-fewer': { title: 'Asked for fewer emails', percent: 200 },
      'asked-monthly': { title: 'Asked for one a month', percent: 400 },
    },
    policies: {
      cap: { count: 4, days: 7 },
      quietHours: { from: 21, to: 8 },
      timeZone: 'UTC',
    },
  });
}
