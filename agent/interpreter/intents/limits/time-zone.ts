import { put } from '../../../../tools/support/edits/made.ts';
import { policyIntent } from './frame.ts';

const about = /\btime ?zones?\b|\b(?:assume|assumes|default|suppose|treat)\b.*\btime\b|\b[a-z]+ time\b/;
const zones = Intl.supportedValuesOf('timeZone');
const cities = new Map(zones.map((zone) => [cityOf(zone), zone]));

/** `leads whose time zone is unknown live in New York`: what is used where a lead has none of its own. */
export const limitTimeZone = policyIntent(about, ({ utterance, program }) => {
  const { text, raw } = utterance;
  if (
    !/\b(?:unknown|not know|default|fallback|without|no|missing|assume|otherwise|set|change|use|make|should|treat)\b/.test(
      text,
    )
  )
    return undefined;
  const written = zones.find((zone) => raw.toLowerCase().includes(zone.toLowerCase()));
  const city = written
    ? cityOf(written)
    : [...cities.keys()].find((name) => name.length > 3 && new RegExp(`\\b${name}\\b`).test(text));
  const zone = written ?? (city === undefined ? undefined : cities.get(city));
  if (zone === undefined) return undefined;
  for (const word of zone.toLowerCase().split(/[/_-]/)) utterance.takeAll(new RegExp(`\\b${word}\\b`));
  utterance.takeAll(
    /\b(?:time ?zones?|zone|unknown|default|fallback|fall back|without|missing|assume[sd]?|treat(?:ed)?|becomes?|counts?|counted|considered|lack(?:s|ing)?|shall|own|just|simply|somebody|someone|their|time|leads?|people|contacts?|whose|who|where|when|whenever|if|as if|as|though|they|them|were|was|is|are|in|live|lives|lived|for|to|of|do|does|not|no|know|known|own|have|has|with|otherwise|we|local|be|use|from|at|on|by|that|those)\b|[=>]/,
  );
  if (program.policies.timeZone === zone) return { problem: `The time zone is ${zone} already.` };
  return put(`${zone} where a lead’s time zone is unknown`, 'policies/timeZone', zone);
});

function cityOf(zone: string): string {
  return (zone.split('/').at(-1) as string).replaceAll('_', ' ').toLowerCase();
}
