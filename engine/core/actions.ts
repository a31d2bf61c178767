import { durationMs } from '../program/duration.ts';
import { type Action, journeyStages, lifecycleStages } from '../program/schema.ts';
import { isBeyondCap } from './channel-caps.ts';
import type { Draft } from './draft.ts';
import { endEnrolment, enrol } from './enrol.ts';
import { givePoints } from './score.ts';

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
      givePoints(draft, source.rule, action.points);
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
      const due = draft.at + durationMs(action.within);
      draft.effects.push({ kind: 'task', queue: action.queue, title: action.title, due, ...ofTrack });
      return;
    }
    default:
      action satisfies never;
  }
}

/** Stages are raised only: a visit to a page that makes a lead an SQL does not take a customer back to it. */
function raiseJourney(draft: Draft, to: (typeof journeyStages)[number]): void {
  const from = draft.lead.journey;
  if (journeyStages.indexOf(to) <= journeyStages.indexOf(from)) return;
  draft.lead.journey = to;
  draft.trace.push({ did: 'journey', from, to });
  draft.revision++;
}

function raiseLifecycle(draft: Draft, to: (typeof lifecycleStages)[number]): void {
  const from = draft.lead.lifecycle;
  if (lifecycleStages.indexOf(to) <= lifecycleStages.indexOf(from)) return;
  draft.lead.lifecycle = to;
  draft.trace.push({ did: 'lifecycle', from, to });
  draft.revision++;
}
