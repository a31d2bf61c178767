import type { Scalar } from '../program/condition/ast.ts';
import { durationMs } from '../program/duration.ts';
import { type Action, journeyStages, lifecycleStages } from '../program/schema.ts';
import { defaultVocabulary } from '../program/vocabulary.ts';
import { type Draft, setFields } from './draft.ts';
import { own } from './records.ts';
import { givePoints } from './scoring/score.ts';
import { isBeyondCap } from './sending/channel-caps.ts';
import { setCadence } from './tracks/cadence.ts';
import { endEnrolment, enrol } from './tracks/enrol.ts';

/** Who acts: a trigger, a threshold or a track's step. */
export interface ActionSource {
  /** As the ledger names it: `trigger:ID`, `threshold:ID`, `step:TRACK/STEP`. */
  rule: string;
  /** As an enrolment names it: `trigger:ID`, `threshold:ID`, `track:ID`. */
  by: string;
  track?: string;
}

export function runActions(draft: Draft, actions: readonly Action[], source: ActionSource): void {
  for (const action of actions) runAction(draft, action, source);
}

export function runAction(draft: Draft, action: Action, source: ActionSource): void {
  if (isBeyondCap(draft, action, source)) return;
  const ofTrack = source.track === undefined ? {} : { track: source.track };
  switch (action.do) {
    case 'enrol':
      enrol(draft, action.track, source.by);
      return;
    case 'leave':
      endEnrolment(draft, action.track, 'left');
      return;
    case 'score':
      givePoints(draft, source.rule, action.points, action.model);
      return;
    case 'journey':
      raiseJourney(draft, action.stage);
      return;
    case 'lifecycle':
      raiseLifecycle(draft, action.stage);
      return;
    case 'notify':
      draft.effects.push({ kind: 'notify', audience: action.audience, text: action.text, ...ofTrack });
      return;
    case 'task': {
      const { queue, title, within, booking } = action;
      const due = draft.at + durationMs(within);
      draft.effects.push({ kind: 'task', queue, title, due, ...(booking && { booking }), ...ofTrack });
      return;
    }
    case 'set':
      changeFields(draft, action.fields);
      return;
    case 'cadence':
      setCadence(draft, action.cadence);
      return;
    case 'webhook': {
      const { webhook, fields } = action;
      draft.effects.push({ kind: 'webhook', webhook, ...(fields && { fields }), at: draft.at, ...ofTrack });
      return;
    }
    case 'crm':
      draft.effects.push({ kind: 'crm', system: action.system, fields: action.fields, ...ofTrack });
      return;
    default:
      action satisfies never;
  }
}

function changeFields(draft: Draft, changes: Readonly<Record<string, Scalar | null>>): void {
  const before = draft.lead.fields;
  setFields(draft, asKept(changes));
  const { fields } = draft.lead;
  if (fields === before) return;
  const changed = Object.keys(changes).filter((name) => own(fields, name) !== own(before, name));
  draft.trace.push({ did: 'set', fields: changed.sort() });
  draft.revision++;
}

/** A date may be said without its time of day; it is kept as the instant at which it begins in UTC. */
function asKept(changes: Readonly<Record<string, Scalar | null>>): Readonly<Record<string, Scalar | null>> {
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => {
      const isDay = defaultVocabulary.fields[name]?.type === 'date' && String(value).length === 10;
      return [name, isDay ? `${value}T00:00:00.000Z` : value];
    }),
  );
}

/** Stages are raised only: a visit to a page that makes a lead an SQL does not take a customer back to it. */
export function raiseJourney(draft: Draft, to: (typeof journeyStages)[number]): void {
  const from = draft.lead.journey;
  if (journeyStages.indexOf(to) <= journeyStages.indexOf(from)) return;
  draft.lead.journey = to;
  draft.trace.push({ did: 'journey', from, to });
  draft.revision++;
}

export function raiseLifecycle(draft: Draft, to: (typeof lifecycleStages)[number]): void {
  const from = draft.lead.lifecycle;
  if (lifecycleStages.indexOf(to) <= lifecycleStages.indexOf(from)) return;
  draft.lead.lifecycle = to;
  draft.trace.push({ did: 'lifecycle', from, to });
  draft.revision++;
}
