import type { Program } from '../../../../engine/program/schema.ts';
import { type Made, type TrackOf, trackOf } from '../../../../tools/support/edits/made.ts';
import { emailSteps } from '../../../../tools/support/email-step.ts';
import type { Intent, Plan, World } from '../../requests.ts';
import { resolveTrack, tellingWords } from '../../slots/names.ts';
import { askWhichTrack } from '../../slots/which-track.ts';
import { lastTrack } from '../../turns/remembered.ts';
import { notUnderstood } from '../../wording/say.ts';
import { editWords } from '../../words/edit-words.ts';
import { moodOf, wishIn } from '../../words/mood.ts';
import type { Utterance } from '../../words/utterance.ts';

export const nothing = 'Nothing has been proposed.';

/** What an intent reads an edit with; what it takes of the utterance is understood, the rest must be plain words. */
export interface Reading {
  utterance: Utterance;
  world: World;
  program: Program;
}

/** Reads one kind of edit; undefined when the message is not of that kind. A plan is said as it is. */
export type ReadEdit = (reading: Reading) => Made | Plan | undefined;

/**
 * The intent for edits that begin with these verbs (regex source), or that say how things `should` be. An edit is
 * proposed only when every word was read.
 */
export function editIntent(verbs: string, about: RegExp, read: ReadEdit): Intent {
  return editWhere(
    ({ text, raw }) => about.test(text) && wishes(text, raw, verbs),
    (reading) => {
      reading.utterance.takeAll(replaced);
      return read(reading);
    },
  );
}

/** The same where something else than its verbs tells a wish. */
export function editWhere(isWished: (utterance: Utterance) => boolean, read: ReadEdit): Intent {
  return (utterance, world) => {
    if (!isWished(utterance)) return undefined;
    const found = read({ utterance, world, program: world.vocabulary.program });
    if (found === undefined || 'say' in found || 'calls' in found) return found;
    const left = restOf(utterance);
    if (left.length > 0) return notUnderstood(left, 'proposed that');
    if ('problem' in found) return { say: `${found.problem} ${nothing}` };
    const { title, edits, notes } = found;
    return {
      calls: [{ name: 'propose_change', input: { title, edits } }],
      ...(notes && { notes }),
      unread: [],
    };
  };
}

/** What a value takes the place of says nothing that the program does not know. */
const replaced =
  /(?:, )?\b(?:instead of|rather than|and not|not) (?:on )?(?:day )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: (?:minutes?|hours?|days?|weeks?|points?))?(?= |$)/;
const declared =
  /\b(?:should|shall|must|needs? to|has to|have to|ought to|is to|are to|only|at most|no more than|never)\b/;

function wishes(text: string, raw: string, verbs: string): boolean {
  if (wishIn(text, raw, `(?:propose to )?(?:${verbs})`) !== undefined) return true;
  if (raw.includes('?') || conditional.test(text)) return false;
  if (/^(?:please |, )*(?:an? )?new (?:segment|trigger|threshold|policy|experiment)\b/.test(text))
    return true;
  const mood = moodOf(text, raw, verbs);
  const never =
    /^(?:please |, )*(?:do not|never|no) (?:send|e?mails?|let|more than|account|lead|marketing)\b/.test(text);
  // What leads did not do may be part of how a thing should be.
  const says =
    mood === 'statement' || (mood === 'negation' && /^[^,]*?\b(?:should|shall|must) (?!not\b)/.test(text));
  return never || (says && declared.test(text) && !unsure.test(text));
}

const conditional = /\b(?:if|unless|in case|suppose|imagine|assuming)\b.*\b(?:would|could|might)\b/;
const unsure = /\b(?:maybe|perhaps|think|thought|wonder|believe|guess|asked|yesterday)\b/;

/** The words of what is unclaimed that tell something, as the person wrote them. */
function restOf(utterance: Utterance): string[] {
  return utterance.rest(editWords);
}

/**
 * The track that is meant: named by what nothing else has claimed, else the one last spoken of. Takes every word of its
 * name, so what is left was not understood.
 */
export function takeTrack({ utterance, world, program }: Reading): TrackOf | Plan {
  const { vocabulary, history } = world;
  const said = utterance.free().flatMap((word) => quotedTrack(word, utterance, world) ?? [word]);
  const telling = said.filter((word) => !editWords.has(word) && !/^quote\d+$/.test(word));
  const resolved = telling.length > 0 ? resolveTrack(telling.join(' '), vocabulary.tracks) : undefined;
  if (resolved && resolved.others.length > 0)
    return askWhichTrack(vocabulary.tracks, { fitting: [resolved.best, ...resolved.others], after: nothing });
  const id = resolved?.best.id ?? (telling.length === 0 ? lastTrack(history) : undefined);
  const found = id === undefined ? undefined : trackOf(program, id);
  if (!found) return askWhichTrack(vocabulary.tracks, { said: telling.join(' '), after: nothing });
  const quotes = said.filter((word) => quotedTrack(word, utterance, world));
  if (resolved)
    for (const word of [...wordsOf(found), ...quotes])
      utterance.takeAll(new RegExp(`\\b${escaped(word)}s?\\b`));
  return found;
}

/** The words of a track's title that stands in quotation marks. */
function quotedTrack(word: string, { quotes }: Utterance, { vocabulary }: World): string[] | undefined {
  const quote = quotes[Number(/^quote(\d+)$/.exec(word)?.[1])]?.toLowerCase();
  const named = vocabulary.tracks.find(({ id, title }) => title.toLowerCase() === quote || id === quote);
  return named && [...tellingWords(named.title), word];
}

function wordsOf({ id, track }: TrackOf): string[] {
  return [...new Set([...tellingWords(track.title), ...tellingWords(id)])];
}

function escaped(word: string): string {
  return word.replace(/[^\p{L}\p{N}]/gu, '\\$&');
}

export function isPlan(found: object): found is Plan {
  return 'say' in found || 'calls' in found;
}

/** The email of this number, the last for -1; where none is numbered, the only one that the track has. */
export function emailOf({ track }: TrackOf, number: number | undefined): number | Plan {
  const count = emailSteps(track).length;
  if (number !== undefined) return number === -1 ? count : number;
  if (count === 1) return 1;
  return askWhichEmail(track, nothing);
}

/** The answer may be a bare number. */
export function askWhichEmail(track: TrackOf['track'], after: string): Plan {
  const count = emailSteps(track).length;
  return {
    say: `Which email of ${track.title}? It has ${count}; say for instance “number 2”. ${after}`,
    asks: { unit: 'th email' },
  };
}

/** A question of ours: the next message is read together with this one. */
export function asking(say: string, choices: readonly string[] = []): Plan {
  return { say, asks: choices.length > 0 ? { choices } : {} };
}

/** Takes the verb of the wish; false where there is none. */
export function takeVerb(utterance: Utterance, verbs: string): boolean {
  return utterance.take(new RegExp(`\\b(?:${verbs})\\b`)) !== undefined;
}
