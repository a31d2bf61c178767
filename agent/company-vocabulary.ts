import { isDeepStrictEqual } from 'node:util';
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

/** What a company's program, content and data have words for. */
export interface CompanyVocabulary {
  /** Of the program in force. */
  version: number;
  /** The program in force, for edits of it. */
  program: Program;
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
  /** What the library has to send, newest versions. */
  items: readonly (Named & { kind: string })[];
  /** Topics of the content library. */
  topics: readonly string[];
  kinds: readonly string[];
  stages: readonly JourneyStage[];
}

/** Words younger than this are the words of now ... */
const freshMs = 60_000;
/** ... and up to this age they serve the turn that has them read again behind itself. */
const usableMs = 600_000;

interface Kept {
  readAt: number;
  program: Program;
  company: CompanyVocabulary;
  /** They are being read again. */
  renewing?: Promise<unknown>;
}
const kept = new WeakMap<Services, Kept>();

/**
 * The words of the program in force, always; what content is about and which values leads have may be ten minutes old,
 * since reading them means looking at every lead. The same object for as long as nothing has changed.
 */
export async function companyVocabulary(services: Services, now: number): Promise<CompanyVocabulary> {
  const { program } = await services.engine.program();
  const known = kept.get(services);
  const age = known?.program === program ? now - known.readAt : Number.NaN;
  if (!known || !(age >= 0 && age < usableMs)) return renewed(services, now);
  if (age >= freshMs) {
    // Where it fails, the turn that finds the words too old says why.
    known.renewing ??= renewed(services, now).catch(() => delete known.renewing);
  }
  return known.company;
}

async function renewed(services: Services, now: number): Promise<CompanyVocabulary> {
  const { program, version } = await services.engine.program();
  const read = await readCompany(services, program, version);
  const before = kept.get(services)?.company;
  // What was made of the old ones serves on.
  const company = before && isDeepStrictEqual(before, read) ? before : read;
  kept.set(services, { readAt: now, program, company });
  return company;
}

async function readCompany(
  services: Services,
  program: Program,
  version: number,
): Promise<CompanyVocabulary> {
  return {
    version,
    program,
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
    items: await services.library.titles(),
    topics: await services.library.topics(),
    kinds: contentKinds,
    stages: journeyStages,
  };
}
