import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent } from '../requests.ts';
import { grievance } from '../words/halt-phrases.ts';
import { plainWords } from '../words/plain-words.ts';
import { fillers } from '../words/track-verbs.ts';
import { createUtterance } from '../words/utterance.ts';
import { withoutContext } from './edit/frames/context.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';
import { reasonOf } from './halt.ts';

const halting =
  /\b(?:halt(?:ed)?|stop(?:ped)?|paus(?:e|ed)|suspend(?:ed)?|fr(?:eeze|ozen)|hold(?: off| back)?|held|kill(?:ed)?|cease|(?:put|place|set|keep) (?=.* on (?:hold|ice|pause))|on (?:hold|ice|pause)|(?:turn|switch|shut)(?:ed)? (?:off|down)|(?:turn|switch|shut)(?= .*\b(?:off|down)\b)|pull the plug(?: on)?|no (?:more|further)|nothing (?:should |must |shall |may |more |can )*(?:go|be sent|leave|goes)(?: out)?|nobody (?:should |must |shall |may )*(?:gets?|receives?)(?: anything| any)?|(?:do|must|should|shall) not (?:send|go|be sent|leave)(?: out| anything| any)*)\b/g;
const all =
  /\b(?:everything|every(?: single| one of (?:our|the))? (?:emails?|mails?|sends?|track|campaign|message)|all (?:of )?(?:the |our )?(?:outgoing |outbound |marketing |nurtur(?:e|ing) |scheduled )?(?:sends?|sending|emails?|mails?|tracks|mailings?|campaigns|messages|sequences|nurtures)|any (?:emails?|mails?|messages?)|all sending)\b/;
/** It depends on something, or is meant for a part of the leads or for later. */
const limited =
  /\b(?:if|unless|in case|except|excluding|only|but|apart|as soon as|when|whenever|(?<!at )once|tomorrow|tonight|later|next (?:day|week|month)|until (?!further|i|we|you|it|told|then|that|this)|after|before|leads?|contacts?|people (?!are|is)|segments?|customers|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at \d+|exceeds?|above|below|more than|percent|resume|unless|scoring|points?|rules?|triggers?|experiments?|tests?|emails? (?:\d|one|two|three|four|five|six)|(?:first|second|third|fourth|fifth|last) (?:e?mail|message)|propos\w*|file|change|copy|step|task)\b|%|^(?:so |and |but )?should\b|, should (?:the|any|our|it|they|there|we|bounces?)\b/;
const hanging = /\b(?:if|only|unless|until|except|but|not|when|once legal|resume|then)\b/;
const doubting =
  /\b(?:i|we) (?:think|guess|believe|suppose)\b|\b(?:why|how|who|what|which|whether|tell (?:me|us))\b/;
const beside = new Set(
  'sending emails email mails mail messages message sends send sent track tracks sequence campaign campaigns nurture nurtures nurturing both also right away straight at once immediately instantly urgently urgent emergency further notice until told i we say so now please any more longer out from of on for the and or as well going go goes off down put hold anything anymore stop halt asap guys quick entire whole whatsoever us make sure that ensure gets get being be is should must needs need to has have receive moment time minute first'.split(
    ' ',
  ),
);

/** Stops what is named, one track or several, whatever says that nothing more is to be sent. */
export const haltNamed: Intent = ({ text, raw }, { vocabulary }) => {
  halting.lastIndex = 0;
  // What is wrong may lie in one email; the track is what stops.
  const asked = text
    .split(' , ')
    .filter(
      (clause) => !grievance.test(clause) || hanging.test(clause) || new RegExp(halting.source).test(clause),
    )
    .join(' , ');
  if (!halting.test(text) || limited.test(asked)) return undefined;
  const clauses = text.split(' , ');
  const wish = clauses.map((clause) => clause.trim()).filter((clause) => clause !== '');
  if (!wishesFor(text, raw) || doubting.test(text)) return undefined;
  if (raw.includes('?') && !/\b(?:can|could|would|will) you\b/.test(text)) return undefined;
  const { ids, rest } = tracksIn(wish.join(' , '), vocabulary);
  const whole = ids.length === 0 && all.test(rest);
  if (ids.length === 0 && !whole) return undefined;
  const blamed = rest
    .split(' , ')
    .filter(
      (clause) => !grievance.test(clause) || hanging.test(clause) || new RegExp(halting.source).test(clause),
    )
    .join(' , ');
  const told = withoutContext(
    blamed.replace(all, ' trackx '),
    (clause) => /\btrackx\b/.test(clause) || new RegExp(halting.source).test(clause),
  );
  const left = createUtterance(told.replace(halting, ' '))
    .free()
    .filter((word) => word !== 'trackx' && !beside.has(word) && !plainWords.has(word) && !fillers.has(word));
  if (left.length > 0 || /\bnot\b|\bnever\b/.test(told.replace(halting, ' '))) return undefined;
  const reason = reasonOf(raw);
  return {
    calls: (whole ? ['*'] : ids).map((target) => ({ name: 'halt_sending', input: { target, reason } })),
    unread: [],
  };
};

/** Every track that is named, with the text in which a word stands for each. */
export function tracksIn(text: string, vocabulary: LiveVocabulary): { ids: string[]; rest: string } {
  const ids: string[] = [];
  let rest = text;
  for (let turn = 0; turn < 6; turn += 1) {
    const span = trackNamedIn(rest, vocabulary);
    if (span?.tracks.length !== 1) break;
    const id = span.tracks[0]?.id as string;
    if (!ids.includes(id)) ids.push(id);
    rest = rest.replace(span.said, 'trackx');
  }
  return { ids, rest };
}
