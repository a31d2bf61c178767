import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent } from '../requests.ts';
import { grievance } from '../words/halt-phrases.ts';
import { halting, leftOf, resumed, withoutTelling } from '../words/halting.ts';
import { plainWords } from '../words/plain-words.ts';
import { fillers } from '../words/track-verbs.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';
import { reasonOf } from './halt.ts';

/** All that is sent. */
export const all =
  /\b(?:everything|every(?: single| one of (?:our|the))? (?:emails?|mails?|sends?|track|campaign|message)|all (?:of )?(?:the |our )?(?:outgoing |outbound |marketing |nurtur(?:e|ing) |scheduled )?(?:sends?|sending|emails?|mails?|tracks|mailings?|campaigns|messages|sequences|nurtures)|any (?:emails?|mails?|messages?)|all sending|(?<=\bno (?:more|further) )(?:sending|sends|e ?mails?|mails?|mailings?|messages))\b(?! (?:from|of|in|to)\b)/;
/** Something goes on, or what is halted shall be no more. */
const spared =
  /\b(?:continues?|carry on|carries on|keeps? (?!on (?:hold|ice))|stays? (?!on hold)|spare|exempt|untouched|as (?:is|usual))\b|\b(?:stop|quit|cease|end|avoid|without|not) (?:halting|pausing|stopping|suspending|freezing)\b/;
const pointing =
  /\b((?:halt|stop|pause|suspend|freeze|kill|hold|hold off on|switch off|turn off)(?: sending)?) (?:it|that|this|them|(?:that|this|the) (?:track|one|sequence|campaign))(?= ,|$| please| now| immediately| at once| right)/;
/** `something is off with that track, hit pause`. */
const bare =
  /(?<=^|, )((?:please |so |just |better |and )*(?:halt|stop|pause|suspend|freeze|(?:hit|press) (?:the )?(?:pause|stop)(?: button)?)(?: sending)?)(?= (?:please|now|immediately|at once|right away)\b| ,|$)/;
/** Of whatever is sent, where no track is named. */
const nothingAtAll =
  /\b(?:nothing (?:should |must |shall |may |more |can |else )*(?:go|be sent|leave|goes|leaves)|nobody (?:should |must |shall |may )*(?:gets?|receives?) any|no (?:more|further) e?mails?|kill switch|(?:pull|hit) the (?:emergency )?(?:plug|brakes?|kill switch))\b/;
const sendNot =
  /\b(?:do|does|must|should|shall|may|can) not (?:send|mail|e ?mail)(?: out)?\b|\bsend(?:s|ing)? nothing\b|\bsent nothing\b/g;
const halts = new RegExp(halting.source);
/** It depends on something, or is meant for a part of the leads or for later. */
const limited =
  /\b(?:if|unless|in case|except|excluding|only|but|apart|as soon as|when|whenever|(?<!at )once|tomorrow|tonight|later|next (?:day|week|month)|until (?!further|i|we|you|it|told|then|that|this)|after|before|leads?|contacts?|people (?!are|is)|segments?|customers|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at \d+|exceeds?|above|below|more than|percent|resume|unless|scoring|points?|rules?|triggers?|experiments?|tests?|emails? (?:\d|one|two|three|four|five|six)|(?:first|second|third|fourth|fifth|last) (?:e?mail|message)|propos\w*|file|change|copy|step|task)\b|%|^(?:so |and |but )?should\b|, should (?:the|any|our|it|they|there|we|bounces?)\b/;
const hanging = /\b(?:if|only|unless|until|except|but|not|when|once legal|resume|then)\b/;
const doubting =
  /\b(?:i|we) (?:think|guess|believe|suppose)\b|\b(?:why|how|who|what|which|whether|tell (?:me|us))\b/;
export const beside: ReadonlySet<string> = new Set(
  'sending emails email mails mail messages message sends send sent track tracks sequence campaign campaigns nurture nurtures nurturing both also right away straight at once immediately instantly urgently urgent emergency further notice until told i we say so now please any more longer out from of on for the and or as well going go goes off down put hold anything anymore stop halt asap guys quick entire whole whatsoever us make sure that ensure gets get being be is should must needs need to has have receive moment time minute first'.split(
    ' ',
  ),
);

/** Stops what is named, one track or several, whatever says that nothing more is to be sent. */
export const haltNamed: Intent = ({ text: spoken, raw }, { vocabulary }) => {
  const text = spoken.replace(sendNot, 'stop sending');
  if (!halts.test(text) || resumed.test(text) || spared.test(text)) return undefined;
  const { ids, rest: named } = tracksIn(text, vocabulary);
  if (ids.length > 0 && all.test(named)) return undefined;
  const marked = named.replace(all, ' trackx ');
  // `… has an old price, freeze that track`: spoken of before it is halted.
  const open = pointing.test(marked) ? pointing : bare;
  const pointed = open.test(marked);
  const said = withoutTelling(marked, (clause) => !pointed && /\btrackx\b/.test(clause)).replace(
    open,
    pointed && ids.length === 1 ? '$1 trackx' : '$&',
  );
  const whole = ids.length === 0 && (/\btrackx\b/.test(said) || nothingAtAll.test(said));
  if (!halts.test(said) || (ids.length === 0 && !whole)) return undefined;
  // What is wrong may lie in one email; the track is what stops.
  const asked = said
    .split(' , ')
    .filter((clause) => !grievance.test(clause) || hanging.test(clause) || halts.test(clause))
    .join(' , ');
  if (limited.test(asked) || !wishesFor(said, raw) || doubting.test(said)) return undefined;
  if (raw.includes('?') && !/\b(?:can|could|would|will) you\b/.test(text)) return undefined;
  const left = leftOf(asked, halting).filter(
    (word) => word !== 'trackx' && !beside.has(word) && !plainWords.has(word) && !fillers.has(word),
  );
  if (left.length > 0 || /\bnot\b|\bnever\b/.test(asked.replace(halting, ' '))) return undefined;
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
