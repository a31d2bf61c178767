import type { Edit } from '../../program/schema.ts';
import type { Plan } from './types.ts';

/** How carefully a change wants to be read: the highest level any reason gives. Whole-program switches are high. */
export function assessRisk(edits: readonly Edit[], population: Plan['population']): Plan['risk'] {
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
  if (edits.some((edit) => edit.path.startsWith('scoring/thresholds/'))) {
    medium.push('It changes when leads are handed over.');
  }

  if (high.length > 0) return { level: 'high', reasons: [...high, ...medium] };
  if (medium.length > 0) return { level: 'medium', reasons: medium };
  return { level: 'low', reasons: [] };
}
