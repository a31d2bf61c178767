import { quote } from '../../../program/diff/words.ts';
import { stepPlaceOf } from '../../../program/edits/step-edits.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import { actionsOf } from '../../../program/validate/actions-of.ts';
import type { PlanMigration } from '../migration/types.ts';
import type { Plan, Population } from '../types.ts';

type Changed = Pick<Program, 'tracks' | 'triggers' | 'scoring'>;

const approvalPath = 'policies/approval';
const holdoutPath = 'policies/holdout';
const otherPolicies: readonly string[] = [approvalPath, holdoutPath];

/** How carefully a change wants to be read: the highest level any reason gives. Whole-program switches are high. */
export function assessRisk(
  edits: readonly Edit[],
  population: Population,
  proposed: Changed,
  migration?: PlanMigration,
): Plan['risk'] {
  const high: string[] = [];
  const medium: string[] = [];
  const entering = Object.values(population.entering).reduce((sum, n) => sum + n, 0);
  const inFlight = Object.values(population.inFlight).reduce((sum, n) => sum + n, 0);

  if (edits.some(({ path }) => path.startsWith('policies/') && !otherPolicies.includes(path)))
    high.push('It changes a policy that guards every email.');
  if (edits.some(({ path }) => path === approvalPath)) high.push('It changes who must approve changes.');
  if (edits.some(({ path }) => path === holdoutPath)) high.push('It changes who is nurtured at all.');
  if (edits.some(({ op, path }) => op === 'remove' && path === 'halts/*'))
    high.push('It resumes all sending.');
  if (entering > 500 || (entering > 20 && entering > population.leads * 0.2)) {
    high.push(`${entering} leads enter a track at once.`);
  } else if (entering > 50) {
    medium.push(`${entering} leads enter a track at once.`);
  }
  for (const { trigger, leads } of population.firing ?? []) {
    const text = `The trigger ${quote(trigger)} fires at once for ${leads} leads.`;
    if (leads > 500 || (leads > 20 && leads > population.leads * 0.2)) high.push(text);
    else if (leads > 50) medium.push(text);
  }
  if (population.leaving > 0)
    high.push(
      `${population.leaving} leads leave their track because it or what is to come of it goes away, or its goal or an exit holds for them.`,
    );
  else if (inFlight > 0) medium.push(`${inFlight} leads are on the changed tracks now and stay on them.`);
  const sends = migration?.sends ?? 0;
  if (sends > 500 || (sends > 20 && sends > population.leads * 0.2))
    high.push(`${sends} emails go out at once.`);
  else if (sends > 0) medium.push(`${sends} emails go out at once.`);
  medium.push(...repeats(population, proposed));
  if (edits.some((edit) => edit.path.startsWith('scoring/thresholds/'))) {
    medium.push('It changes when leads are handed over.');
  }
  if (edits.some((edit) => edit.path.startsWith('segments/'))) {
    medium.push('It changes a segment, and with it whatever the segment decides.');
  }
  if (edits.some((edit) => edit.path.startsWith('experiments/')))
    medium.push('It changes which arm leads have, or count as in, and with it whatever the arms decide.');
  medium.push(...laterEntries(edits, proposed), ...toldOutside(edits, proposed));

  if (high.length > 0) return { level: 'high', reasons: [...high, ...medium] };
  if (medium.length > 0) return { level: 'medium', reasons: medium };
  return { level: 'low', reasons: [] };
}

/** What touches nobody now and many later: triggers that move leads, points that alone pass a threshold. */
function laterEntries(edits: readonly Edit[], { triggers, scoring }: Changed): string[] {
  const lowest = Math.min(...Object.values(scoring.thresholds).map(({ at }) => at));
  return edits.flatMap((edit) => {
    const cut = edit.path.lastIndexOf('/');
    const [area, id] = [edit.path.slice(0, cut), edit.path.slice(cut + 1)];
    const trigger = area === 'triggers' ? triggers[id] : undefined;
    if (trigger?.actions.some(({ do: does }) => does === 'enrol' || does === 'leave'))
      return [`From now on the trigger ${quote(trigger.title)} moves leads between tracks.`];
    const points = area === 'scoring/rules' ? (scoring.rules[id]?.points ?? 0) : 0;
    if (points >= lowest)
      return [`One event gives ${points} points, which alone passes the threshold at ${lowest}.`];
    return [];
  });
}

/** What the changed things tell other systems of leads. */
function toldOutside(edits: readonly Edit[], proposed: Changed): string[] {
  const changed = edits.map(({ path }) => documentPath(path, proposed));
  const told = actionsOf(proposed).flatMap(({ path, action }) => {
    if (!changed.some((prefix) => path.startsWith(`${prefix}/`))) return [];
    if (action.do === 'crm') return [`It updates leads in ${quote(action.system)}.`];
    if (action.do !== 'webhook') return [];
    return [
      `It tells the webhook ${quote(action.webhook)} of leads: ${action.fields?.join(', ') ?? 'no fields'}.`,
    ];
  });
  return [...new Set(told)];
}

/** In the document steps go by their number. */
function documentPath(path: string, { tracks }: Pick<Program, 'tracks'>): string {
  const place = stepPlaceOf(path);
  const steps = place && Object.hasOwn(tracks, place.track) ? tracks[place.track]?.steps : undefined;
  if (!place || !steps) return path;
  return `tracks/${place.track}/steps/${steps.findIndex(({ id }) => id === place.step)}`;
}

/** Leads who would be emailed by two tracks at once, or get again what they have had. */
function repeats({ entering, alsoOn = {}, repeated = {} }: Population, { tracks }: Pick<Program, 'tracks'>) {
  const name = (id: string) => quote(tracks[id]?.title ?? id);
  const emails = (id: string) => tracks[id]?.steps.some((step) => step.kind === 'email') ?? false;
  const who = (n: number, track: string, one: string, many: string) =>
    entering[track] === 1
      ? `The lead that enters ${name(track)} ${one}`
      : `${n} of the ${entering[track] ?? 0} leads that enter ${name(track)} ${n === 1 ? one : many}`;
  return [
    ...Object.entries(alsoOn)
      .filter(([track]) => emails(track))
      .flatMap(([track, others]) =>
        Object.entries(others)
          .filter(([other]) => emails(other))
          .map(
            ([other, n]) =>
              `${who(n, track, 'is', 'are')} on ${name(other)} now and would be emailed by both.`,
          ),
      ),
    ...Object.entries(repeated).map(
      ([track, n]) =>
        `${who(n, track, 'was', 'were')} already sent one or more of its items and would get them again.`,
    ),
  ];
}
