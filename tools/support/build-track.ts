import {
  type ContentRef,
  type JourneyStage,
  journeyStages,
  type Step,
  type Track,
} from '../../engine/program/schema.ts';
import { conditionText } from './conditions.ts';

export interface PlannedEmail {
  /** Day of the track; 1 is the day of joining, at once. */
  day: number;
  title: string;
  content: ContentRef;
}

/** A track of emails on given days, with waits between them and to its end. */
export function buildTrack(brief: {
  title: string;
  objective: string;
  stage: JourneyStage;
  /** Canonical condition text. */
  entry: string;
  goal?: string;
  weeks: number;
  emails: readonly PlannedEmail[];
}): Track {
  const steps: Step[] = [];
  let reached = 1;
  const waitUntil = (day: number) => {
    if (day <= reached) return;
    steps.push({ id: `wait-day-${day}`, kind: 'wait', untilDay: day });
    reached = day;
  };
  for (const [index, { day, title, content }] of brief.emails.entries()) {
    waitUntil(day);
    steps.push({ id: `email-${index + 1}`, kind: 'email', title, content, purpose: 'marketing' });
  }
  waitUntil(brief.weeks * 7 + 1);
  return {
    title: brief.title,
    objective: brief.objective,
    stage: brief.stage,
    entry: { when: brief.entry },
    reentry: 'never',
    ...(brief.goal !== undefined && { goal: brief.goal }),
    exits: {},
    steps,
  };
}

/** Having moved past the stage: what a track of that stage is for. Undefined for the last stage. */
export function defaultGoal(stage: JourneyStage): string | undefined {
  const later = journeyStages.slice(journeyStages.indexOf(stage) + 1);
  if (later.length === 0) return undefined;
  return conditionText(
    later.length === 1
      ? { op: 'field', field: 'journey_stage', is: '=', value: later[0] as string }
      : { op: 'field_in', field: 'journey_stage', values: later },
  );
}
