import type { Action, Edit, Program, Trigger } from '../../schema.ts';
import { vocabularyOf } from '../../score-models.ts';
import { answersAlready } from './answers-already.ts';
import type { Behaviour } from './behaviours/behaviour.ts';
import type { SystemBrief } from './brief.ts';
import { allOf } from './conditions.ts';

/** What a part of the system stands beside; what it gives way to is added to `kept`, in words. */
export interface Surroundings {
  /** The condition of being one of those it is for; absent: everybody is. */
  audience: string | undefined;
  program: Program;
  kept: string[];
}

/**
 * The triggers for what leads do, where they are for the leads of the system alone. Behaviour that a trigger of the program
 * answers already still moves leads within the system, and nobody is told of it twice.
 */
export function triggersOf(
  brief: SystemBrief,
  behaviours: readonly Behaviour[],
  { audience, program, kept }: Surroundings,
) {
  const vocabulary = vocabularyOf(program);
  return behaviours.flatMap(({ id, title, when, timing, moves = [], alerts = [] }) => {
    const limited = audience === undefined ? allOf(when) : allOf(when, audience);
    const answering = (does: (action: Action) => boolean) =>
      Object.entries(program.triggers).find(
        ([, other]) =>
          other.actions.some(does) &&
          (other.when === limited || answersAlready(other.when, when, vocabulary)),
      )?.[0];
    const telling = alerts.length > 0 ? answering(isAlert) : undefined;
    if (telling !== undefined)
      kept.push(`${title}: the trigger ${telling} tells people of it already, so nobody is told twice.`);
    const pacing = moves.some(isPace) ? answering(isPace) : undefined;
    if (pacing !== undefined) {
      kept.push(`${title}: the trigger ${pacing} sets a pace already.`);
      return [];
    }
    const named = moves.map(
      (action): Action =>
        action.do === 'cadence' && action.cadence !== null
          ? { ...action, cadence: `${brief.name}-${action.cadence}` }
          : action,
    );
    const actions = [...named, ...(telling === undefined ? alerts : [])];
    if (actions.length === 0) return [];
    const value: Trigger = {
      title: `${brief.product}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      when: limited,
      ...timing,
      actions,
    };
    return [{ id: `${brief.name}-${id}`, value }];
  });
}

const isAlert = (action: Action) => action.do === 'task' || action.do === 'notify';
const isPace = (action: Action) => action.do === 'cadence';

/** The paces that triggers set. A reader who opens three emails a week wants more; one who opens none, less. */
export function cadenceEdits(name: string, triggers: readonly { value: Trigger }[]): Edit[] {
  const paces = {
    eager: { title: 'Eager readers', percent: 75, for: '4 weeks' },
    relaxed: {
      title: 'Tired readers',
      percent: 200,
      for: '12 weeks',
      until: 'email_clicks >= 1 IN last_7_days',
    },
  };
  const set = triggers.flatMap(({ value }) =>
    value.actions.flatMap((action) => (action.do === 'cadence' ? [action.cadence] : [])),
  );
  return Object.entries(paces).flatMap(([pace, value]): Edit[] =>
    set.includes(`${name}-${pace}`) ? [{ op: 'put', path: `cadences/${name}-${pace}`, value }] : [],
  );
}
