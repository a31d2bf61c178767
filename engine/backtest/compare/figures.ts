import type { Decision, Effect, LeadState, TraceEntry } from '../../core/types.ts';
import type { PathEntry } from './path-entry.ts';

/** Points a bar of the score distribution is wide. */
export const scoreBand = 25;

/** What came of one side. Counts of leads where it says leads, else of occurrences; records by id, absent is 0. */
export interface Figures {
  emails: number;
  enrolments: number;
  /** Ended enrolments by reason: `goal`, `exit:ID`, `finished`, ... */
  ends: Record<string, number>;
  /** Moves to a journey or lifecycle stage. */
  reached: Record<string, number>;
  /** Times that a step came to be held, by reason. */
  held: Record<string, number>;
  /** Leads by their score at the end, in bands of `scoreBand`: 0 stands for 0–24, 25 for 25–49, -25 for -25–-1. */
  scores: Record<string, number>;
  tracks: Record<string, TrackFigures>;
  /** By segment the lead is in at the end of the period. */
  segments: Record<string, SegmentFigures>;
}

export interface TrackFigures {
  emails: number;
  enrolments: number;
  goals: number;
  exits: number;
  /** As above, of the track's own steps. */
  held: Record<string, number>;
  /** As above, of the leads that entered the track in the period. */
  scores: Record<string, number>;
}

export interface SegmentFigures {
  leads: number;
  emails: number;
  /** Sum of their scores at the end. */
  points: number;
  /** As above, of the leads in the segment. */
  scores: Record<string, number>;
}

/** One lead's way through the period on one side. */
export interface Path {
  entries: PathEntry[];
  holds: { track: string; reason: string }[];
}

export function emptyFigures(): Figures {
  return { emails: 0, enrolments: 0, ends: {}, reached: {}, held: {}, scores: {}, tracks: {}, segments: {} };
}

/** Adds what a decision did to the lead's path. */
export function follow(
  path: Path,
  at: number,
  { effects, trace }: Pick<Decision, 'effects' | 'trace'>,
): void {
  for (const entry of trace) {
    const noted = notedOf(entry);
    if (noted) path.entries.push({ at, ...noted });
    else if (entry.did === 'hold') path.holds.push({ track: entry.track, reason: entry.reason });
  }
  for (const effect of effects) {
    if (effect.kind !== 'email') path.entries.push({ at, did: effect.kind, what: nameOf(effect) });
  }
}

/** Adds one lead's path, and the state it ended in when it is known. */
export function addPath(figures: Figures, { entries, holds }: Path, end: LeadState | undefined): void {
  let emails = 0;
  for (const { did, what, detail = '' } of entries) {
    switch (did) {
      case 'email':
        emails++;
        trackOf(figures, what).emails++;
        break;
      case 'enrol':
        figures.enrolments++;
        trackOf(figures, what).enrolments++;
        break;
      case 'end':
        increase(figures.ends, detail);
        if (detail === 'goal') trackOf(figures, what).goals++;
        if (detail.startsWith('exit:')) trackOf(figures, what).exits++;
        break;
      case 'journey':
      case 'lifecycle':
        increase(figures.reached, what);
    }
  }
  figures.emails += emails;
  for (const { track, reason } of holds) {
    increase(figures.held, reason);
    increase(trackOf(figures, track).held, reason);
  }
  if (end === undefined) return;
  const band = String(Math.floor(end.score / scoreBand) * scoreBand);
  increase(figures.scores, band);
  const entered = new Set(entries.flatMap(({ did, what }) => (did === 'enrol' ? [what] : [])));
  for (const track of entered) increase(trackOf(figures, track).scores, band);
  for (const segment of end.segments) {
    figures.segments[segment] ??= { leads: 0, emails: 0, points: 0, scores: {} };
    figures.segments[segment].leads++;
    figures.segments[segment].emails += emails;
    figures.segments[segment].points += end.score;
    increase(figures.segments[segment].scores, band);
  }
}

/** A recorded decision that is worth parsing: what `follow` adds of one, and effects. Most have nothing of it. */
export const notable = /"effects":\[\{|"did":"(?:email|enrol|end|journey|lifecycle|hold)"/;

function notedOf(entry: TraceEntry): Omit<PathEntry, 'at'> | undefined {
  switch (entry.did) {
    case 'email':
      return { did: 'email', what: entry.track, detail: entry.step };
    case 'enrol':
      return { did: 'enrol', what: entry.track };
    case 'end':
      return { did: 'end', what: entry.track, detail: entry.reason };
    case 'journey':
    case 'lifecycle':
      return { did: entry.did, what: entry.to };
    default:
      return undefined;
  }
}

function nameOf(effect: Exclude<Effect, { kind: 'email' }>): string {
  switch (effect.kind) {
    case 'task':
      return effect.queue;
    case 'notify':
      return effect.audience;
    case 'webhook':
      return effect.webhook;
    case 'crm':
      return effect.system;
  }
}

function trackOf(figures: Figures, track: string): TrackFigures {
  figures.tracks[track] ??= { emails: 0, enrolments: 0, goals: 0, exits: 0, held: {}, scores: {} };
  return figures.tracks[track];
}

function increase(record: Record<string, number>, key: string): void {
  record[key] = (record[key] ?? 0) + 1;
}
