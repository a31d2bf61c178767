import type { Action } from '../../engine/program/schema.ts';

/** An action in a few words. */
export function actionWords(action: Action): string {
  switch (action.do) {
    case 'enrol':
      return `enrol in ${action.track}`;
    case 'leave':
      return `leave ${action.track}`;
    case 'score':
      return `${action.points >= 0 ? '+' : ''}${action.points}${action.model ? ` ${action.model}` : ''} points`;
    case 'journey':
      return `move to stage ${action.stage}`;
    case 'lifecycle':
      return `make ${action.stage}`;
    case 'notify':
      return `notify ${action.audience}: ${action.text}`;
    case 'task':
      return `task for ${action.queue} within ${action.within}: ${action.title}${action.booking === undefined ? '' : ` (booking: ${action.booking})`}`;
    case 'set':
      return `set ${fieldsWords(action.fields)}`;
    case 'cadence':
      return action.cadence === null ? 'back to the normal pace' : `cadence ${action.cadence}`;
    case 'webhook':
      return `webhook ${action.webhook}${action.fields === undefined ? '' : ` with ${action.fields.join(', ')}`}`;
    case 'crm':
      return `update ${action.system}: ${fieldsWords(action.fields)}`;
  }
}

function fieldsWords(fields: Readonly<Record<string, string | number | boolean | null>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} to ${value === null ? 'nothing' : JSON.stringify(value)}`)
    .join(', ');
}
