import { quote } from '../../program/diff/words.ts';
import type { Edit, Program } from '../../program/schema.ts';
import type { Plan, Population } from './types.ts';

/** How carefully a change wants to be read: the highest level any reason gives. Whole-program switches are high. */
export function assessRisk(
  edits: readonly Edit[],
  population: Population,
  proposed: Pick<Program, 'tracks'>,
): Plan['risk'] {
  const high: string[] = [];
  const medium: string[] = [];
  const entering = Object.values(population.entering).reduce((sum, n) => sum + n, 0);
  const inFlight = Object.values(population.inFlight).reduce((sum, n) => sum + n, 0);

  if (edits.some((edit) => edit.path.startsWith('policies/')))
    high.push('It changes a policy that guards every email.');
  if (edits.some((edit) => edit.path === 'halts/*')) high.push('It resumes all sending.');
  if (entering > 500 || (entering > 20 && entering > population.leads * 0.2)) {
    high.push(`${entering} leads enter a track at once.`);
  } else if (entering > 50) {
    medium.push(`${entering} leads enter a track at once.`);
  }
  if (population.leaving > 0)
    high.push(`${population.leaving} leads leave their track because it or their step goes away.`);
  else if (inFlight > 0)
    medium.push(`${inFlight} leads are on the changed tracks now and stay at their step.`);
  medium.push(...repeats(population, proposed));
  if (edits.some((edit) => edit.path.startsWith('scoring/thresholds/'))) {
    medium.push('It changes when leads are handed over.');
  }

  if (high.length > 0) return { level: 'high', reasons: [...high, ...medium] };
  if (medium.length > 0) return { level: 'medium', reasons: medium };
  return { level: 'low', reasons: [] };
}

/** Leads who would be emailed by two tracks at once, or get again what they have had. */
function repeats({ entering, alsoOn = {}, repeated = {} }: Population, { tracks }: Pick<Program, 'tracks'>) {
  const name = (id: string) => quote(tracks[id]?.title ?? id);
  const emails = (id: string) => tracks[id]?.steps.some((step) => step.kind === 'email') ?? false;
  const who = (n: number, track: string) =>
    `${n} of the ${entering[track] ?? 0} leads that enter ${name(track)}`;
  return [
    ...Object.entries(alsoOn)
      .filter(([track]) => emails(track))
      .flatMap(([track, others]) =>
        Object.entries(others)
          .filter(([other]) => emails(other))
          .map(([other, n]) => `${who(n, track)} are on ${name(other)} now and would be emailed by both.`),
      ),
    ...Object.entries(repeated).map(
      ([track, n]) => `${who(n, track)} were already sent one or more of its items and would get them again.`,
    ),
  ];
}
