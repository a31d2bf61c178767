import type { Exchange, Intent } from '../requests.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { lastChange } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const verbs =
  'propose (?:to |a )?(?:roll ?back|revert|going back|go back)|roll (?:it |this |that |everything |the program )?back|rollback|revert|undo|go back|restore|return(?= to)|switch back|change back|put back|(?:take|bring|get|put|set|switch|move|reset|turn) (?:(?:us|me|it|everything|all|things|the|our|whole|program) )*(?:back )?(?=to (?:the )?(?:program )?(?:version|v ?\\d)|(?:program )?version)|bring back|reinstate|reset|reactivate';
const about =
  /\bversion\b|\bv ?\d+\b|\bprogram\b|\b(?:last|latest|previous|recent) (?:change|version)\b|\b(?:it|that|this|everything)\b/;
/** `we want version 1 back`, `can we have version 1 again`. */
const wanted =
  /^(?:(?:please|so|and|ok|,) )*(?:(?:can|could|may) )?(?:we|i) (?:(?:really|just|all) )?(?:want|need|would like|have|get)(?: to have)? (?:the )?(?:program )?(?:version|v) ?\S+ (?:of the program )?(?:back|again)\b/;
/** `everything should be the way it was in version 1`: how it shall be, not what to do. */
const asBefore =
  /^(?!(?:what|which|how|was|were|is|are|did|does|do|why|who|when|if)\b)(?!.*\b(?:not|never|if|unless)\b).*\b(?:would like|want|need|should|shall|must|make|have|let|get|please|prepare|can we|could we|can you|could you)\b.*\b(?:everything|the (?:whole |entire )?program|all of it|things|it all)\b.*\b(?:was|were|is|are|as|like|back|way|of)\b.*\bversion \S+/;
const version = new RegExp(`\\b(?:version|v) ?(?:number |no )?(${numberSource})\\b`);
const before =
  /\b(?:last|latest|previous|most recent|recent|prior|earlier|one) (?:change|version)\b|\bthe (?:change|version) before\b|\bone version back\b|^(?:undo|revert|roll back|rollback) (?:it|that|this)\b/;
const words =
  /\b(?:propose|roll|rollback|back|revert|undo|go|going|restore|return|switch|change|changes|put|version|v\d*|program|last|latest|previous|most|recent|prior|earlier|before|of|number|no|it|that|this|everything|to|the|our|we|please|now|take|bring|get|set|move|reset|turn|reinstate|reactivate|us|me|all|things|whole|again|want|need|have|can|could|would|like|should|shall|must|make|let|be|way|how|was|were|is|are|as|in|you|i|prepare|exactly|look|looked|under|with|for|entire|state|then|a|an|proposal|please|had|did|on|been)\b/g;
const counted = new RegExp(`\\b(?:${numberSource})\\b`, 'g');

const pointed =
  /^(?:\S+ ){0,3}?(?:undo|revert|roll back|rollback|take back) (?:it|that|this)\b(?! (?:version|to))(?!.*\bversion\b)/;

/** What the message before this one filed; a change that waits is no part of the program. */
function filedLast(history: readonly Exchange[]): ReturnType<typeof lastChange> {
  const last = history.at(-1);
  const filed = last?.calls.some(({ name }) => /^(?:propose|build)_/.test(name));
  return last && filed ? lastChange([last]) : undefined;
}

/** `roll back to version 3`, `undo the last change`: proposes it; what cannot be undone stands in its plan. */
export const rollBack: Intent = ({ raw, text }, { vocabulary, history }) => {
  const said = text.replace(/\bfirst (?:program )?version\b/, 'version 1');
  const wish =
    wishIn(said, raw, verbs) ??
    (wanted.test(said) ? said : undefined) ??
    (asBefore.test(said) ? said : undefined);
  if (wish === undefined || !about.test(wish)) return undefined;
  if (isConditional(wish.replace(/\bversion before\b|\bchange before\b/, ' ')))
    return { say: 'I propose to go back now, not later or on a condition. Nothing has been proposed.' };
  const waiting = pointed.test(wish) ? filedLast(history) : undefined;
  if (waiting)
    return {
      say: `“${waiting.title}” waits for approval and nothing of it is in force, so there is nothing to undo. Reject it on its page, and it is gone: ${waiting.url}`,
    };
  const left = wish.replace(words, ' ').replace(counted, ' ');
  const track = resolveTrack(left, vocabulary.tracks);
  const number = version.exec(wish)?.[1];
  const unknown = tellingWords(left).filter((word) => !plainWords.has(word));
  if (track || unknown.length > 0)
    return {
      say: `I roll back the whole program to an earlier version${track ? `, not the track ${track.best.title} alone` : ` and do not know what ${quoted(unknown)} means there`}. Say “roll back to version ${Math.max(1, vocabulary.version - 1)}”. Nothing has been proposed.`,
    };
  const to = number !== undefined ? numberOf(number) : before.test(wish) ? vocabulary.version - 1 : undefined;
  if (to === undefined)
    return {
      say: `To which version? Version ${vocabulary.version} is in force. Say for instance “roll back to version ${Math.max(1, vocabulary.version - 1)}”.`,
    };
  if (to < 1 || to >= vocabulary.version)
    return {
      say:
        vocabulary.version === 1
          ? 'Version 1 is in force and there is none before it.'
          : `There is no version ${to} to go back to: version ${vocabulary.version} is in force; I can propose to go back to version 1 to ${vocabulary.version - 1}. Nothing has been proposed.`,
    };
  return { calls: [{ name: 'propose_change', input: { roll_back_to: to } }] };
};
