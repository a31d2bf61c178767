import type { Action, Program } from '../schema.ts';

/** Text of the program as it is shown: in quotes, on one line, without characters that could disguise it. */
export function quote(text: string): string {
  return `“${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()}”`;
}

/** `+25`, `-5`. */
export function pointsText(points: number): string {
  return points < 0 ? String(points) : `+${points}`;
}

/** ` fit`, before the word points; nothing for the model that points go to by themselves. */
export function modelText(model: string | undefined, usual = 'engagement'): string {
  return model === undefined || model === usual ? '' : ` ${model}`;
}

/** Names things by their titles in the first of the programs that has them. */
export interface Names {
  track(id: string): string;
  cadence(id: string): string;
}

export function namesOf(...programs: readonly Program[]): Names {
  return {
    track(id) {
      const holder = programs.find((program) => Object.hasOwn(program.tracks, id));
      return quote(holder?.tracks[id]?.title ?? id);
    },
    cadence(id) {
      const holder = programs.find(({ cadences = {} }) => Object.hasOwn(cadences, id));
      return quote(holder?.cadences?.[id]?.title ?? id);
    },
  };
}

/** What an action does, as the end of a sentence: `enrols in “SMB decision”`. */
export function actionWords(action: Action, names: Names): string {
  switch (action.do) {
    case 'enrol':
      return `enrols in ${names.track(action.track)}`;
    case 'leave':
      return `takes off ${names.track(action.track)}`;
    case 'score':
      return `gives ${pointsText(action.points)}${modelText(action.model)} points`;
    case 'journey':
      return `moves to the ${action.stage} stage`;
    case 'lifecycle':
      return `sets the lifecycle stage to ${action.stage}`;
    case 'notify':
      return `notifies ${quote(action.audience)}: ${quote(action.text)}`;
    case 'task':
      return `opens a task for ${quote(action.queue)}, due within ${action.within}: ${quote(action.title)}${action.booking === undefined ? '' : `, with the booking link ${action.booking}`}`;
    case 'set':
      return `sets ${Object.entries(action.fields).map(fieldWords).join(', ')}`;
    case 'cadence':
      return action.cadence === null
        ? 'goes back to the normal pace'
        : `changes to the cadence ${names.cadence(action.cadence)}`;
    case 'webhook':
      return `calls the webhook “${action.webhook}” with ${action.fields?.join(', ') ?? 'no fields'}`;
    case 'crm':
      return `updates “${action.system}”: ${Object.entries(action.fields).map(fieldWords).join(', ')}`;
  }
}

function fieldWords([field, value]: [string, string | number | boolean | null]): string {
  if (value === null) return `no ${quote(field)}`;
  return `${quote(field)} to ${typeof value === 'string' ? quote(value) : value}`;
}

export function actionsWords(actions: readonly Action[], names: Names): string {
  return actions.map((action) => actionWords(action, names)).join('; ');
}
