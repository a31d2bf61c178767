import type { Database } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { Instant, LeadId } from '../../core/types.ts';
import type { Program } from '../../program/schema.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import { knownNames } from './known-names.ts';
import type { Explained, WhyEmail, WhyNotEmail, WhyScore, WhyTrack } from './types.ts';
import { whyEmail } from './why-email.ts';
import { whyEmailDetails, whyEmailSentences } from './why-email-words.ts';
import { whyScore } from './why-score.ts';
import { whyScoreDetails, whyScoreSentences } from './why-score-words.ts';
import { whyNotEmail, whyTrack } from './why-track.ts';
import { whyNotEmailSentences, whyTrackDetails, whyTrackSentences } from './why-track-words.ts';

export interface Asking {
  db: Database;
  active: ActiveProgram;
  lead: LeadId;
  now: Instant;
}

/** Why a lead is on a track, was, or is not. Throws `track.unknown`, `lead.unknown`. */
export async function explainTrack(
  { db, active, lead, now }: Asking,
  track: string,
): Promise<Explained<WhyTrack>> {
  if (!Object.hasOwn(active.program.tracks, track)) throw unknownTrack(active.program, track);
  const found = await whyTrack(db, active.compiled, lead, { track, now });
  if (!found) throw unknownLead(lead);
  const names = await knownNames(db, active.program);
  const { why } = found;
  return { ...why, sentences: whyTrackSentences(why, names), details: whyTrackDetails(why, names) };
}

/**
 * Why a lead got an email, or why not (yet). `which`: `SEQ:ORDINAL`, `TRACK/STEP`, a content item; the newest email
 * when it is absent. Throws `email.unknown`.
 */
export async function explainEmail(
  asking: Asking,
  which?: string,
): Promise<({ got: true } & Explained<WhyEmail>) | ({ got: false } & Explained<WhyNotEmail>)> {
  const { db, active, lead, now } = asking;
  const choice = choiceOf(which, active.program);
  const found = await whyEmail(db, lead, choice);
  if (found) {
    const { why, program } = found;
    const names = await knownNames(db, program, active.program);
    return {
      got: true,
      ...why,
      sentences: whyEmailSentences(why, names),
      details: whyEmailDetails(why, names),
    };
  }
  const names = await knownNames(db, active.program);
  const steps = stepsOf(active.program, choice);
  const all = [];
  for (const { track, step } of steps) {
    const on = await whyTrack(db, active.compiled, lead, { track, now });
    const compiled = active.compiled.tracksById[track];
    if (on && compiled) all.push(whyNotEmail(on, compiled, step));
  }
  // Where it is, or was, it came nearest.
  const nearest = all.sort((a, b) => nearness(a) - nearness(b))[0];
  if (!nearest) throw unknownEmail(which);
  return {
    got: false,
    ...nearest,
    sentences: whyNotEmailSentences(nearest, names),
    details: whyTrackDetails(nearest.of, names),
  };
}

/** Why a lead has the score that it has. Throws `lead.unknown`. */
export async function explainScore({ db, active, lead }: Asking): Promise<Explained<WhyScore>> {
  const why = await whyScore(db, active.compiled, lead);
  if (!why) throw unknownLead(lead);
  const names = await knownNames(db, active.program);
  return { ...why, sentences: whyScoreSentences(why, names), details: whyScoreDetails(why, names) };
}

function choiceOf(which: string | undefined, program: Program) {
  if (which === undefined || which === '') return {};
  const key = /^(\d{1,15}):(\d{1,5})$/.exec(which);
  if (key) return { seq: Number(key[1]), ordinal: Number(key[2]) };
  const [track = '', step] = which.split('/');
  if (step !== undefined) return { track, step };
  return Object.hasOwn(program.tracks, which) ? { track: which } : { item: which };
}

function stepsOf(
  { tracks }: Program,
  choice: ReturnType<typeof choiceOf>,
): { track: string; step: string }[] {
  return Object.entries(tracks).flatMap(([track, { steps }]) =>
    steps.flatMap((step) => {
      if (step.kind !== 'email') return [];
      const isMeant =
        ('item' in choice && step.content.item === choice.item) ||
        ('track' in choice &&
          choice.track === track &&
          (choice.step === undefined || choice.step === step.id));
      return isMeant ? [{ track, step: step.id }] : [];
    }),
  );
}

function nearness({ why, of }: WhyNotEmail): number {
  if (of.enrolment?.status === 'active') return why.because === 'not_yet' || why.because === 'held' ? 0 : 1;
  return of.enrolment ? 2 : 3;
}

function unknownLead(lead: string): TrellisError {
  return new TrellisError('lead.unknown', `There is no lead ${lead}; give a lead id or an email address.`);
}

function unknownTrack({ tracks }: Program, track: string): TrellisError {
  const known = Object.keys(tracks).sort().join(', ');
  return new TrellisError('track.unknown', `There is no track ${track}; there are ${known}.`);
}

function unknownEmail(which: string | undefined): TrellisError {
  return new TrellisError(
    'email.unknown',
    which === undefined
      ? 'This lead has had no email yet; name a track to learn why.'
      : `No email of this lead and no step of a track is ${which}; give SEQ:ORDINAL, TRACK/STEP, a track or a content item.`,
  );
}
