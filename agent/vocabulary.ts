import {
  type Action,
  type Experiment,
  type JourneyStage,
  journeyStages,
  type Program,
  type Step,
} from '../engine/program/schema.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { contentKinds } from '../knowledge/items/item.ts';
import type { Services } from '../tools/services.ts';
import { conditionText, readCondition } from '../tools/support/conditions.ts';
import { type LiveField, liveFields } from '../tools/support/live-vocabulary.ts';
import type { Definition } from './memories/definition.ts';

export type { LiveField } from '../tools/support/live-vocabulary.ts';

/** A thing of the program that a person may name. */
export interface Named {
  id: string;
  title: string;
}

export interface NamedTrack extends Named {
  stage: JourneyStage;
  /** Leads enter it by themselves; without it only by being enrolled. */
  entry: boolean;
  steps: readonly Step[];
}

export interface NamedSegment extends Named {
  /** Condition text. */
  when: string;
}

export interface NamedExperiment extends Named {
  /** As the program declares it. */
  experiment: Experiment;
}

/** Every word that a request may be about, as the company's own data has it now. */
export interface LiveVocabulary {
  /** Milliseconds since the epoch. */
  now: number;
  /** Of the program in force. */
  version: number;
  fields: readonly LiveField[];
  tracks: readonly NamedTrack[];
  segments: readonly NamedSegment[];
  /** Conditions in canonical text. */
  rules: readonly (Named & { when: string; points: number })[];
  thresholds: readonly (Named & { at: number; actions: readonly Action[] })[];
  triggers: readonly Named[];
  experiments: readonly NamedExperiment[];
  /** The policy in force. */
  holdout?: Program['policies']['holdout'];
  /** Topics of the content library. */
  topics: readonly string[];
  kinds: readonly string[];
  stages: readonly JourneyStage[];
  changeUrl: (id: string) => string;
  /** What the person who asks means by words of their own. */
  definitions?: readonly Definition[];
}

/** Reads the vocabulary of a turn. */
export async function liveVocabulary(services: Services, now: number): Promise<LiveVocabulary> {
  const { program, version } = await services.engine.program();
  const items = await services.library.list();
  return {
    now,
    version,
    fields: await liveFields(services.db, vocabularyOf(program)),
    tracks: Object.entries(program.tracks).map(([id, track]) => ({
      id,
      title: track.title,
      stage: track.stage,
      entry: track.entry !== undefined,
      steps: track.steps,
    })),
    segments: Object.entries(program.segments).map(([id, { title, when }]) => ({ id, title, when })),
    rules: Object.entries(program.scoring.rules).map(([id, { title, when, points }]) => ({
      id,
      title,
      when: conditionText(readCondition(when, { event: true, vocabulary: vocabularyOf(program) })),
      points,
    })),
    thresholds: Object.entries(program.scoring.thresholds).map(([id, { title, at, actions }]) => ({
      id,
      title,
      at,
      actions,
    })),
    triggers: Object.entries(program.triggers).map(([id, { title }]) => ({ id, title })),
    experiments: Object.entries(program.experiments ?? {}).map(([id, experiment]) => ({
      id,
      title: experiment.title,
      experiment,
    })),
    holdout: program.policies.holdout,
    topics: [...new Set(items.flatMap((item) => item.topics))].sort(),
    kinds: contentKinds,
    stages: journeyStages,
    changeUrl: services.changeUrl,
  };
}
