import type { Fault, Mender } from '../../../db/errors.ts';
import { didYouMean } from '../condition/names.ts';

interface Meaning {
  means: string;
  warning?: true;
  /** Whoever wrote the program, unless said otherwise. */
  mender?: Mender;
}

/**
 * Everything that validation finds, by its stable code: what it means, and `warning` for what does not keep a program
 * from being activated but should be seen by whoever approves it. The table in docs/program.md is this one.
 */
export const findings = {
  'form.invalid': { means: 'a part has not the form that the schema asks for' },
  'form.unknown': { means: 'a part has a member that the schema does not know' },
  'condition.syntax': { means: 'a condition cannot be read' },
  'condition.unknown_name': {
    means: 'a condition names a field, event, property or value that does not exist',
  },
  'condition.type': {
    means: 'a condition compares what cannot be compared, or speaks of an arriving event where none is',
  },
  'condition.unknown_segment': { means: 'a condition names a segment that the program does not have' },
  'condition.unknown_track': { means: 'a condition names a track that the program does not have' },
  'condition.segment_circle': { means: 'segments use one another in a circle' },
  'condition.never_holds': {
    means: 'a condition contradicts itself: a goal, entry or rule that can never hold',
  },
  'condition.always_holds': { means: 'a segment that holds of every lead', warning: true },
  'condition.too_much': {
    means: 'the conditions together would have a lead remember more of its events than there is room for',
  },
  'condition.no_event': { means: 'a scoring rule does not name the event that earns the points' },
  'step.same_id': { means: 'two steps of a track have the same id' },
  'step.wait': { means: 'a wait does not say in exactly one way until when' },
  'step.unknown_target': { means: 'a step leads to a step that the track does not have' },
  'step.unreachable': { means: 'no way leads to a step, for example after an exit' },
  'step.circle': { means: 'steps go round without waiting' },
  'split.same_arm': { means: 'two arms of a split have the same id' },
  'split.other_arms': { means: 'splits of one experiment do not have the same arms' },
  'experiment.id': {
    means: 'the id of an experiment that would take the name of another field, or is that of the hold-out',
  },
  'experiment.arm': {
    means: 'the control of an experiment, or what it is decided for, is not one of its arms',
  },
  'experiment.split': { means: 'a split does not have the arms and weights of the experiment that it names' },
  'experiment.population': { means: 'the arm of an experiment decides who gets one' },
  'experiment.nobody': {
    means: 'an experiment has no population and no split, so that nobody gets an arm',
    warning: true,
  },
  'experiment.unused': { means: 'nothing differs by the arms of an experiment', warning: true },
  'duration.zero': { means: 'a duration of nothing' },
  'track.unknown': { means: 'an action names a track that the program does not have' },
  'track.enrols_itself': { means: 'tracks enrol into one another at once, without an end' },
  'step.endless': {
    means: 'from a step no way leads to an end, and the track has no goal and no exits',
    warning: true,
  },
  'branch.never_taken': {
    means: 'a case takes nobody, as those above it take all that it would',
    warning: true,
  },
  'enrol.idle': { means: 'a step enrols in a track on which its lead cannot come from there', warning: true },
  'track.ends_at_once': {
    means: 'a goal or exit that every lead satisfies, so that nobody can be on the track',
  },
  'track.entry_ends': {
    means: 'a goal or exit that holds of everybody who satisfies the entry, so that none enters by it',
    warning: true,
  },
  'track.everybody_enters': { means: 'an entry that every lead satisfies', warning: true },
  'track.alone_in_group': { means: 'a group with one track keeps nothing apart', warning: true },
  'track.nobody_enters': { means: 'a track has no entry and nothing enrols in it', warning: true },
  'cadence.unknown': { means: 'an action names a cadence that the program does not have' },
  'field.unknown': { means: 'a wait or an action names a field that does not exist' },
  'field.type': {
    means: 'a wait goes by a field that is no date, or an action sets a value of another type',
  },
  'field.not_settable': {
    means: 'an action sets what the engine, the account or the events of the lead say',
  },
  'score.model_id': { means: 'the id of a score model that would take the name of another field' },
  'score.unknown_model': { means: 'points or a threshold name a score model that the program does not have' },
  'score.decay': { means: 'a score that decays more often than once an hour' },
  'score.fit_decays': { means: 'fit points go to a score that decays' },
  'score.fit_of_score': { means: 'fit points depend on a score' },
  'threshold.below': { means: 'the lower edge of a threshold is not below the upper' },
  'threshold.idle': { means: 'a threshold does nothing' },
  'trigger.timing': { means: 'a trigger has two timings that exclude each other' },
  'content.unknown': { means: 'the library does not have the pinned item in this version with this hash' },
  'content.unapproved': { means: 'the pinned item is not approved for sending' },
  'content.retired': { means: 'a step begins to send an item that is retired' },
  'content.expired': { means: 'a step begins to send an item whose last day is over' },
  'content.not_yet': { means: 'a step begins to send an item before its first day' },
  'content.not_sendable': { means: 'a step sends a brand guide' },
  'policy.time_zone': { means: 'there is no such time zone' },
  'policy.quiet_hours': { means: 'quiet hours that begin and end at the same hour' },
  'policy.send_window': { means: 'a send window that never opens, by itself or for the quiet hours' },
  'policy.holiday': { means: 'a date that does not exist' },
  'policy.holdout': { means: 'a hold-out that nobody is part of' },
  'policy.suppressed_domain': { means: 'a domain that is listed twice' },
  'file.syntax': { means: 'a file is not YAML, or its YAML cannot be a program' },
  'file.alias': { means: 'a file uses anchors or aliases' },
  'file.unknown': { means: 'the folder has a file, or another thing, that belongs to no part of a program' },
  'file.link': { means: 'the folder has a symbolic link' },
  'file.too_large': { means: 'a file is, or all files are, larger than a program can be' },
  'file.same_id': { means: 'two files hold the same thing' },
  'folder.base': { means: 'it is not known which version the folder was made from' },
  'folder.conflict': { means: 'the program and the folder changed the same thing since then' },
  'edit.halt': { means: 'a pause says no reason, names no track, or is lifted by the same change' },
  'edit.id': { means: 'a change calls a thing what nothing can be called' },
  'edit.nothing': { means: 'a change removes what is not there' },
  'edit.place': {
    means: 'a new step does not say where it goes, or a step is to go where there is no place',
  },
  'edit.step_id': { means: 'a step is called otherwise in its path than in its value' },
  'edit.step_in_use': { means: 'a change removes a step that another step leads to' },
  'edit.last_step': { means: 'a change removes the only step of a track' },
  'enrol.track': { means: 'a change enrols leads in a track that the program does not have' },
  'enrol.twice': { means: 'a change enrols a lead in the same track twice' },
  'enrol.too_many': { means: 'a change enrols more leads than one change can' },
  'enrol.lead': { means: 'a change enrols a lead that does not exist or was erased' },
} as const satisfies Record<string, Meaning>;

export type FindingCode = keyof typeof findings;

/** A fault or a warning of validation. */
export interface Finding extends Fault {
  code: FindingCode;
  mender: Mender;
}

/** `message` says what is wrong and what to do next; `place` is within the text of a condition. */
export function finding(
  code: FindingCode,
  path: string,
  message: string,
  place?: Pick<Fault, 'line' | 'column'>,
): Finding {
  const { mender = 'user' }: Meaning = findings[code];
  return { code, path, message, mender, ...place };
}

export function isWarning({ code }: Finding): boolean {
  return 'warning' in findings[code];
}

/** `there is no track "ghost"`, with the names that are near. */
export function unknownName(kind: string, name: string, known: Readonly<Record<string, unknown>>): string {
  const near = didYouMean(name, Object.keys(known));
  return `there is no ${kind} "${name}"${near === '' ? '; make it, or name one that there is' : `.${near}`}`;
}
