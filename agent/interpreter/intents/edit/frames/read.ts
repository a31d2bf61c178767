import { trackOf } from '../../../../../tools/support/edits/made.ts';
import type { Intent, Plan, World } from '../../../requests.ts';
import { takePasted } from '../../../slots/pasted.ts';
import { askWhichTrack } from '../../../slots/which-track.ts';
import { lastTrack } from '../../../turns/remembered.ts';
import { notUnderstood } from '../../../wording/say.ts';
import { editWords } from '../../../words/edit-words.ts';
import { fillers } from '../../../words/track-verbs.ts';
import { createUtterance, type Utterance } from '../../../words/utterance.ts';
import { nothing } from '../frame.ts';
import { withoutContext } from './context.ts';
import { addFrame, moveFrame, removeFrame, replaceFrame, swapFrame } from './email-frames.ts';
import { wishesFor } from './mood.ts';
import { entryFrame, exitFrame, goalFrame } from './rule-frames.ts';
import { type Frame, isSaid, withoutOldValues } from './slots.ts';
import { actionFrame, branchFrame, waitForFrame } from './step-frames.ts';
import { dayFrame, paceFrame, shiftFrame, timeFrame, waitFrame } from './timing-frames.ts';
import { withNewValue, withoutVerdicts } from './told-first.ts';
import { reentryFrame, removeTrackFrame, renameFrame } from './track-frames.ts';
import { trackNamedIn } from './track-named.ts';

const frames: readonly Frame[] = [
  goalFrame,
  branchFrame,
  waitForFrame,
  actionFrame,
  exitFrame,
  entryFrame,
  reentryFrame,
  renameFrame,
  replaceFrame,
  addFrame,
  dayFrame,
  timeFrame,
  waitFrame,
  shiftFrame,
  paceFrame,
  swapFrame,
  moveFrame,
  removeFrame,
  removeTrackFrame,
];

/** Without a name it may be of the track that was spoken of. */
const goesOn = /\b(?:emails?|it|its|track)\b/;
/** Said of other things, which have readings of their own. */
const elsewhere =
  /\b(?:segments?|triggers?|thresholds?|rules?|experiments?|a b|split|polic(?:y|ies)|quiet hours|holidays?|subject|test|tests|version|roll ?back|simulat\w*|library|draft|halt|resume|pause the|proposals?|new track|another track|build|hold ?out|caps?|copy|duplicate|clone|replicate)\b/;

/**
 * An edit of a track said in any words and in any order: what is wished for is told by its concepts, and what it is of
 * by type. Proposed only where every word was read.
 */
export const editTrackInAnyWords: Intent = (utterance, world) => {
  const { raw } = utterance;
  const { vocabulary, history } = world;
  const { program } = vocabulary;
  const said = withoutWritten(utterance, vocabulary);
  if (elsewhere.test(said) || said.length > 500) return undefined;
  const told = withoutVerdicts(withNewValue(said));
  const plain = plainText(told);
  if (!wishesFor(told, raw) && !(defining.test(plain) && !raw.includes('?'))) return undefined;
  const span = trackNamedIn(plain, vocabulary) ?? quotedTrack(utterance, world);
  if (span === undefined && !goesOn.test(plain)) return undefined;
  const id = span === undefined ? lastTrack(history) : span.tracks[0]?.id;
  const of = id === undefined ? undefined : trackOf(program, id);
  if (!of) return whichTrack(utterance, plain, world);
  const bare = span === undefined ? plain : withTrack(plain.replace(span.said, 'trackx'));
  const text = withoutOldValues(withoutContext(bare, (clause) => matters.test(clause)));
  let best: { plan: Plan; left: number } | undefined;
  for (const frame of frames) {
    const words = reworded(utterance, text);
    const found = frame({ utterance: words, world, program, of });
    if (found === undefined) continue;
    const left = words.rest(known);
    if (left.length > 0) {
      if (best === undefined || left.length < best.left)
        best = {
          plan: notUnderstood(
            left.map((word) => named(word, utterance)),
            'proposed that',
          ),
          left: left.length,
        };
      continue;
    }
    if (span && span.tracks.length > 1)
      return askWhichTrack(vocabulary.tracks, { fitting: span.tracks, after: nothing });
    if (isSaid(found)) return found;
    if ('problem' in found) return { say: `${found.problem} ${nothing}` };
    const { title, edits, notes } = found;
    return {
      calls: [{ name: 'propose_change', input: { title, edits } }],
      ...(notes && notes.length > 0 && { notes }),
      unread: [],
    };
  }
  // What is named for the most part is near; more than that belongs to another reading.
  return best && best.left <= 2 && span ? best.plan : undefined;
};

/** The tracks of which it can be read, where none was named. */
function whichTrack(utterance: Utterance, plain: string, world: World): Plan | undefined {
  const { tracks, program } = world.vocabulary;
  const text = withoutOldValues(withoutContext(plain, (clause) => matters.test(clause)));
  const fitting = tracks.filter(({ id }) => {
    const of = trackOf(program, id);
    return (
      of !== undefined &&
      frames.some((frame) => {
        const words = reworded(utterance, text);
        const found = frame({ utterance: words, world, program, of });
        return found !== undefined && 'edits' in found && words.rest(known).length === 0;
      })
    );
  });
  return fitting.length === 0 ? undefined : { ...askWhichTrack(tracks, { after: nothing }), unread: [] };
}

/** Condition text is read by itself: its words say nothing of the wish. */
function withoutWritten(utterance: Utterance, vocabulary: World['vocabulary']): string {
  if (!/[a-z]_[a-z]|\bIN SEGMENT\b/.test(utterance.raw)) return utterance.text;
  const probe = utterance.fresh();
  return takePasted(probe, vocabulary) === undefined ? utterance.text : probe.free().join(' ');
}

/** Said as it shall be, and not as it is. */
const defining =
  /\b(?:has|have|is|are)? ?(?:reached|reaches|met|meets|achieved|achieves|fulfilled) (?:its|the) (?:goal|aim|target) (?:once|when|as soon as|if)\b|\b(?:is|counts as) (?:a )?success(?:ful)? (?:once|when|as soon as|if)\b|^[a-z ]+ , (?:people|leads|those|anyone|everyone|whoever) (?:who |that )?\w+ (?:\w+ ){0,3}(?:is|are) out\b/;

const matters =
  /\b(?:trackx|emails?|quote\d+|tracks?|goal|tasks?|notify|tell|alert|ping|inform|know|should|shall|must|let|please|change|make|put|take|move|set)\b/;
const known: ReadonlySet<string> = new Set([...editWords, ...fillers, 'trackx']);

/** `feels too short`: that it shall be otherwise is said beside it. */
const tooMuch =
  /\b(?:(?:is|are|feels?|seems?|comes?|looks?|was|now) )*(?:a bit |a little |far |way |much |rather |just )?too (?!many|much)[a-z]+(?: for (?:us|me|them|our taste|most leads|leads|people))?\b/g;

/** `four hours is too short`: what it is now. */
const oldAmount =
  /(?:\bonly )?(?:\bday )?\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?: (?:minutes?|hours?|days?|weeks?|months?))? (?:is|are|was|feels?|seems?|looks?) (?:a bit |a little |far |way |much |rather |just |simply )*(?:too (?!many|much)[a-z]+|not (?:enough|long enough))(?: for (?:us|me|them|our taste|most leads|leads|people))?\b/g;

/** The same with one word for emails, and numbers written in one way. */
function plainText(text: string): string {
  return text
    .replace(/\be mail/g, 'email')
    .replace(/\b(?:mail|message|msg|mailing|e)(s?)\b(?! (?:them|people|leads|everyone))/g, 'email$1')
    .replace(/\bno , (?=\d)/g, 'no ')
    .replace(/(?<!email )\b(?:no|number|nr) (?=\d\b)(?!.*\bpriority\b)/g, (no, at: number, all: string) =>
      /\bemails?\b/.test(all.slice(0, at)) ? 'email ' : no,
    )
    .replace(/\bb ?4\b/g, 'before')
    .replace(oldAmount, ' ')
    .replace(tooMuch, ' ')
    .replace(
      /\b(?:in|within|over|during) the (?:next|following|coming) (?=\d|an? |two|three|four|five|six|seven)/g,
      'within ',
    )
    .replace(
      /\b(?:let us |please )?(?:give|allow|grant|leave) (?:sales|them|people|leads?|everyone|everybody|us|the leads?|the reader|readers) (?=(?:an?|one|two|three|four|five|six|seven|ten|\d+)\b)/g,
      'wait ',
    )
    .replace(/\b(?:a (?:bit|little)|somewhat|slightly|a tad)\b/g, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/ -+>? /g, ' , ')
    .replace(/\b(?:one|any) of (?:the|our) emails\b/g, 'email')
    .replace(/\b(?:right|straight) away\b/g, ' ')
    .replace(/\b(unsubscrib\w+|opt\w* out) (?:from|of) (?:our |the |all )*emails?\b/g, '$1')
    .replace(
      /\b(needs?|add|wants?|with|gets?|have|include|give (?:it|them)) an? (?:extra |new )?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|\d+ (?:nd|rd|th)) email\b/g,
      '$1 another email',
    );
}

/** `the second SMB decision mail`. */
function withTrack(text: string): string {
  return text.replace(
    /\b(?<place>first|second|third|fourth|fifth|sixth|last|final|\d+ (?:st|nd|rd|th)) trackx email\b/,
    '$<place> email trackx',
  );
}

/** A track whose title stands in quotation marks. */
function quotedTrack(utterance: Utterance, { vocabulary }: World) {
  for (const [place, quote] of utterance.quotes.entries()) {
    const said = quote.toLowerCase().replace(/^the | track$/g, '');
    const track = vocabulary.tracks.find(({ id, title }) => title.toLowerCase() === said || id === said);
    if (track) return { said: `quote${place}`, tracks: [track] };
  }
  return undefined;
}

function reworded(utterance: Utterance, text: string): Utterance {
  return { ...createUtterance(text), raw: utterance.raw, quotes: utterance.quotes };
}

function named(word: string, { quotes, mended }: Utterance): string {
  const quote = /^“?quote(\d+)|^“undefined”$/.exec(word);
  if (quote) return `“${quotes[Number(quote[1] ?? 0)]}”`;
  return mended.find(({ to }) => to === word)?.from ?? word;
}
