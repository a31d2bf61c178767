import type { Effect, TraceEntry } from '../../core/types.ts';
import type { Action, Program } from '../../program/schema.ts';
import type { Recorded } from './relive.ts';
import type { RuleName } from './rule-name.ts';

/** What a rule did for a lead, as the log has it. */
export type Deed =
  | Extract<
      TraceEntry,
      { did: 'score' | 'enrol' | 'email' | 'journey' | 'lifecycle' | 'join' | 'end' | 'set' }
    >
  | Exclude<Effect, { kind: 'email' }>;

/** What of a decision the rule did itself. `program`: the one that decided. */
export function deedsOf(
  { kind, id, name }: RuleName,
  { trace, effects }: Recorded,
  program: Program,
): Deed[] {
  switch (kind) {
    case 'score':
    case 'fit':
      return trace.filter((entry) => entry.did === 'score' && entry.rule === name) as Deed[];
    case 'entry':
      return trace.filter(
        (entry) => entry.did === 'enrol' && entry.track === id && entry.by === 'entry',
      ) as Deed[];
    case 'segment':
      return trace.filter((entry) => entry.did === 'join' && entry.segment === id) as Deed[];
    case 'track':
    case 'person':
      return trace.filter((entry) => entry.did === 'enrol' && entry.by === name) as Deed[];
    case 'trigger':
    case 'threshold':
    case 'step': {
      const acted = actionsTaken(kind, id, trace, program);
      return acted.flatMap((action) => deedsOfAction(action, name, trace, effects));
    }
  }
}

/** Whether a deed is of the kind asked for: `email`, `email:ITEM`, `enrol:TRACK`, `points`, `task`, `journey:STAGE`, … */
export function isAsked(deed: Deed, did: string): boolean {
  const [kind, ...rest] = did.split(':');
  const what = rest.join(':');
  const [its, name] = nameOf(deed);
  return its === kind && (what === '' || what === name);
}

function nameOf(deed: Deed): [string, string] {
  if ('kind' in deed) {
    switch (deed.kind) {
      case 'task':
        return ['task', deed.queue];
      case 'notify':
        return ['notify', deed.audience];
      case 'webhook':
        return ['webhook', deed.webhook];
      case 'crm':
        return ['crm', deed.system];
    }
  }
  switch (deed.did) {
    case 'score':
      return ['points', deed.model ?? 'engagement'];
    case 'enrol':
      return ['enrol', deed.track];
    case 'email':
      return ['email', deed.item];
    case 'journey':
    case 'lifecycle':
      return [deed.did, deed.to];
    case 'join':
      return ['join', deed.segment];
    case 'end':
      return ['leave', deed.track];
    case 'set':
      return ['set', deed.fields.join(',')];
  }
}

function actionsTaken(
  kind: 'trigger' | 'threshold' | 'step',
  id: string,
  trace: Recorded['trace'],
  { triggers, scoring, tracks }: Program,
): readonly Action[] {
  if (kind === 'trigger') {
    const acted = trace.some(
      (one) => one.did === 'trigger' && one.trigger === id && one.delayedUntil === undefined,
    );
    return acted ? (triggers[id]?.actions ?? []) : [];
  }
  if (kind === 'threshold') {
    const threshold = scoring.thresholds[id];
    return trace.flatMap((one) => {
      if (one.did !== 'threshold' || one.threshold !== id) return [];
      return (one.direction === 'up' ? threshold?.actions : threshold?.down) ?? [];
    });
  }
  const [track = '', step = ''] = id.split('/');
  const taken = trace.some((one) => one.did === 'step' && one.track === track && one.step === step);
  const found = tracks[track]?.steps.find((one) => one.id === step);
  return taken && found?.kind === 'action' ? [found.action] : [];
}

/** What is on record of an action. */
function deedsOfAction(
  action: Action,
  rule: string,
  trace: Recorded['trace'],
  effects: Recorded['effects'],
): Deed[] {
  const traced = (fits: (entry: TraceEntry) => boolean) => trace.filter(fits).slice(0, 1) as Deed[];
  const done = (fits: (effect: Effect) => boolean) => effects.filter(fits).slice(0, 1) as Deed[];
  switch (action.do) {
    case 'score':
      return traced((one) => one.did === 'score' && one.rule === rule);
    case 'enrol': {
      const by = rule.startsWith('step:') ? `track:${rule.slice(5).split('/')[0]}` : rule;
      return traced((one) => one.did === 'enrol' && one.track === action.track && one.by === by);
    }
    case 'leave':
      return traced((one) => one.did === 'end' && one.track === action.track && one.reason === 'left');
    case 'journey':
    case 'lifecycle':
      return traced((one) => one.did === action.do && one.to === action.stage);
    case 'set':
      return traced((one) => one.did === 'set');
    case 'cadence':
      return [];
    case 'notify':
      return done(
        (one) => one.kind === 'notify' && one.audience === action.audience && one.text === action.text,
      );
    case 'task':
      return done((one) => one.kind === 'task' && one.queue === action.queue && one.title === action.title);
    case 'webhook':
      return done((one) => one.kind === 'webhook' && one.webhook === action.webhook);
    case 'crm':
      return done((one) => one.kind === 'crm' && one.system === action.system);
  }
}
