import { TrellisError } from '../../db/errors.ts';
import type { JourneyStage, Program } from '../../engine/program/schema.ts';
import { vocabularyOf } from '../../engine/program/score-models.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';
import { countWords } from '../../knowledge/draft/plain-text.ts';
import type { DraftAsked } from '../../knowledge/draft/types.ts';
import type { Services } from '../services.ts';
import { type AskedOf, audienceOf } from './audience.ts';
import { readCondition, segmentConditions } from './conditions.ts';
import { findEmailStep } from './email-step.ts';
import { itemsLike } from './items-like.ts';
import { nearest } from './nearest.ts';
import { slug } from './slug.ts';
import { findTrack } from './tracks.ts';

/** What a person says of the email they want: for a step of a track, of an item, or about something. */
export interface DraftWish {
  track?: string | undefined;
  /** A step's id, its number among the track's emails, or its title. */
  email?: string | undefined;
  item?: string | undefined;
  about?: string | undefined;
  /** A segment's id or title. */
  segment?: string | undefined;
  stage?: JourneyStage | undefined;
  industry?: string | undefined;
  /** Of the email it writes again, about two thirds. */
  shorter?: boolean | undefined;
}

/** The wish as the library takes it. Throws `input.invalid`, `track.unknown`, `step.unknown`, `segment.unknown`. */
export async function draftAsked(
  { engine, library }: Pick<Services, 'engine' | 'library'>,
  wish: DraftWish,
  author: string,
): Promise<{ asked: DraftAsked; step?: { track: string; step: string } }> {
  const active = await engine.program();
  const { program } = active;
  const step = wish.track === undefined ? undefined : stepNamed(program, wish.track, wish.email);
  if (step === undefined && wish.item === undefined && wish.about === undefined) {
    throw new TrellisError(
      'input.invalid',
      'Say what to draft: an email of a track, an item, or what it is about.',
    );
  }
  if (wish.item !== undefined && !(await library.get(wish.item)))
    throw new TrellisError(
      'content.unknown',
      `The library has no item ${wish.item}.${await itemsLike(library, wish.item)} search_content finds the ids.`,
    );
  const from =
    wish.item !== undefined ? { item: wish.item } : wish.about === undefined ? step?.from : undefined;
  const old = wish.shorter && step ? await library.get(step.from.item, step.from.version) : undefined;
  const audience = audienceNamed(active, wish.segment, step?.track);
  const stage = wish.stage ?? step?.stage;
  const asked: DraftAsked = {
    id: idOf(wish, step),
    ...(from && { from }),
    words: wish.about ?? wish.item?.replaceAll('-', ' ') ?? '',
    ...(stage && { stage }),
    audience: wish.industry === undefined ? audience : { ...audience, industries: [wish.industry] },
    maxWords: old?.kind === 'email' ? shorterThan(countWords(old.body)) : undefined,
    author,
  };
  return { asked, ...(step && { step: { track: step.track, step: step.step } }) };
}

const shorterThan = (words: number) => Math.max(40, Math.floor((words * 2) / 3));

function stepNamed(program: Program, said: string, email: string | undefined) {
  const { id, track } = findTrack(program, said);
  if (email === undefined) {
    throw new TrellisError(
      'input.invalid',
      `Say which email of “${track.title}”: its number, or its step id.`,
    );
  }
  const { step } = findEmailStep(track, email);
  const { item, version } = step.content;
  return { track: id, step: step.id, stage: track.stage, from: { item, version } };
}

function audienceNamed(active: ActiveProgram, said: string | undefined, track: string | undefined): AskedOf {
  const { program } = active;
  const segments = segmentConditions(active);
  if (said === undefined) {
    const entry = track === undefined ? undefined : program.tracks[track]?.entry?.when;
    const vocabulary = vocabularyOf(program);
    return entry === undefined
      ? { industries: [], companySizes: [], roles: [], regions: [], languages: [], stages: [] }
      : audienceOf(readCondition(entry, { event: false, vocabulary }), segments);
  }
  const wanted = said.trim().toLowerCase();
  const found = Object.entries(program.segments).find(
    ([id, { title }]) => id === wanted || title.toLowerCase() === wanted,
  );
  const condition = found && segments[found[0]];
  if (condition) return audienceOf(condition, segments);
  const known = Object.keys(program.segments);
  const near = nearest(said, known);
  throw new TrellisError(
    'segment.unknown',
    `There is no such segment. Segments: ${(near.length > 0 ? near : known).join(', ') || 'none'}.`,
  );
}

/** The same wish drafts the same item again, as its next version. */
function idOf(wish: DraftWish, step: { track: string; step: string } | undefined): string {
  const of = step
    ? `${step.track} ${step.step}`
    : [...new Set([wish.item ?? wish.about, wish.industry, wish.segment])].join(' ');
  return slug(`draft ${of}`);
}
