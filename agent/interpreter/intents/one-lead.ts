import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, World } from '../requests.ts';
import { emailNumberIn } from '../slots/email-number.ts';
import { leadInText } from '../slots/lead-in-text.ts';
import { resolveTrack } from '../slots/names.ts';
import { asksForOrigin } from '../slots/score-origin.ts';
import { lastLead } from '../turns/remembered.ts';
import { moodOf } from '../words/mood.ts';

type About = 'score' | 'email' | 'track' | 'profile';

const asking =
  /\b(?:why|how come|whereabouts|explain|reason|what happened|where|which|what|when|who is|tell me|show|look up|look at|pull|pull up|bring up|find|open|anything on|how (?:is|did|does|was|has|far|long|many)|profile|details|background|history|info|summary|status|give me|break|next)\b|^(?:(?:and|so|ok|,) )*(?:his|her|their|is|has|did|does|was|will|have)\b /;
/** What it is about, in the order in which one word outweighs another. */
const topics: readonly (readonly [About, RegExp])[] = [
  [
    'score',
    /\b(?:scores?|scored|scoring|points?|mqls?|sqls?|(?:sales|marketing) qualified)\b|\bso (?:high|low|hot|cold)\b|\bwhy (?:only |just )?\d+\b|\b\d+ (?:, )?(?:- )?(?:from what|why|how come)\b/,
  ],
  [
    'track',
    /\bnext\b|\b(?:tracks?|sequence|nurture|nurtured|nurturing|enrolled|stands?|standing|stuck|what happened|step|queue|due|expects?|another|waiting|waits|upcoming)\b|\bstill (?:on|in)\b|\b(?:hears?|heard) from us\b|\bwhen\b.*\bagain\b/,
  ],
  [
    'email',
    /\b(?:e ?mails?|emailed|mails?|mailed|messages?|wr(?:o|i)te|written|writing|send|sent|sending|gets?|getting|got|received?|receives?)\b/,
  ],
];
const profile =
  /\b(?:who is|(?:tell|told) (?:me|us) (?:some |a (?:bit|little) )?(?:more )?(?:about|on|of)|know (?:about|of)|have (?:about|on)|(?:anything|something|all|everything|stuff|news?) (?:about|on|with|from)|(?:any|anything|something) (?:news?)|look up|look at|pull(?: up)?|bring up|profile|record|file|details|background|history|info|information|summary|overview|status|stage|how is|where is|show|find|open|what about|lately|recently|up to|company|works?|based|located|journey|interested|engaged|active|role|whereabouts|looked|visited|downloaded|owns?|segments|(?:up|new|going on|wrong|happening) with|(?:did|does|has|is) .* (?:do|done|doing|at|click|clicked|register|registered|attend|attended|requested?|submit|submitted|download|visit|viewed?|watch|watched|read|filled))\b/;
/** Several, or what is no question about a lead. */
const others =
  /\b(?:how many (?!points?|e ?mails?|mails?)|leads|contacts|prospects|people|everyone|customers|(?<!which |what )segments?|rules?|library|content|articles?|guides?|case study|studies|build|create|draft|remember|forget|if|unless)\b/;
/** What a lead did or is: the profile has it. */
const ofThem =
  /^(?:(?:and|so|ok|hey|hi|,) )*(?:did|has|have|is|was|does|what|which|when)\b|\b(?:activit(?:y|ies)|actions?|behaviou?r|events?|downloads?|clicks?|visits?|industry|country|title|segments?)\b/;
/** Something is to be built; what it is for is no person. */
const building =
  /^(?:(?:please|hi|hey|ok|so|we|i) )*(?:(?:an? )?new|need|want|would like)\b.*\b(?:nurtur\w+|tracks?|sequences?|campaigns?|drips?|systems?)\b/;
const commands =
  'deduct|subtract|put|enroll?|add|move|remove|delete|take|halt|pause|stop|suspend|resume|send|mail|e ?mail|give|award|set|change|make|propose|draft|write|approve|reject|comment|hold|test|promote|rename';

/**
 * Any other question about one lead: what is no word of requests, of the company or of a track's title is the lead's
 * name. Two words at least, as one may be a slip.
 */
export const oneLead: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  const spokenOf = lastLead(world.history);
  if (spokenOf !== undefined && asksForOrigin(utterance.fresh(), world.history))
    return { calls: [{ name: 'explain_lead', input: { lead: spokenOf, about: 'score' } }], unread: [] };
  if (
    wishesInLaterClause(text, raw) ||
    others.test(text) ||
    (building.test(text) && !raw.includes('?')) ||
    (moodOf(text, raw, commands) === 'wish' && !/^give (?:me|us)\b/.test(text))
  )
    return undefined;
  const track = trackNamed(text, world.vocabulary);
  const found = leadInText(utterance, world, track?.words);
  if (found === undefined || (owning.test(text) && isOwner(found.lead, world))) return undefined;
  const bare = isBare(raw, found.lead);
  if (
    !found.sure &&
    !bare &&
    !asking.test(text) &&
    !profile.test(text) &&
    !(found.sure && ofThem.test(text)) &&
    !topics.some(([, words]) => words.test(text))
  )
    return undefined;
  const email = emailNumberIn(text);
  // “Got anything on her?” asks for all there is; “Why an MQL?” for what made it one.
  const whole = /\b(?:anything|everything|something|all) (?:we have )?(?:about|on)\b(?! (?:any|the|a) )/.test(
    text,
  );
  const about: About | undefined = whole
    ? 'profile'
    : email !== undefined
      ? 'email'
      : track !== undefined
        ? 'track'
        : (topics.find(([, words]) => words.test(text))?.[0] ??
          (profile.test(text) || bare || (found.sure && ofThem.test(text)) ? 'profile' : undefined));
  if (about === undefined) return undefined;
  // What we have on a thing in small letters is asked of the library.
  if (!found.sure && /\bwhat (?:do|have|has) (?:we|you|our) (?:have|got|say)\b/.test(text)) return undefined;
  const input = {
    lead: found.lead,
    ...(about !== 'profile' && { about }),
    ...(email !== undefined && { email: String(email) }),
    ...(track && { track: track.id }),
  };
  return { calls: [{ name: 'explain_lead', input }], unread: [] };
};

/** `I'd like Kai to get the track. Enrol him.`, `Kai should be on the track`: not asked of a lead, but wished for. */
function wishesInLaterClause(text: string, raw: string): boolean {
  const wished =
    /\b(?:would like|want|need)\b.*\bto (?:get|be|enter|join|go|have|leave)\b|\bshould (?:be (?:put |moved |added |enrolled |taken )?(?:on|in|into|onto|off|to)|go|enter|join|get|leave|move)\b/;
  const clauses = text.split(/ , /);
  if (
    !raw.includes('?') &&
    clauses.some((clause) => wished.test(clause)) &&
    !/\b(?:why|how come|when|what|which)\b/.test(text)
  )
    return true;
  return clauses
    .slice(1)
    .some((clause) => moodOf(clause, raw, 'enroll?|put|add|move|remove|take|pull') === 'wish');
}

const owning = /\b(?:owns?|owned|owner|leads|accounts|manages?|handles?|looks? after|covers?|has|have)\b/;

/** Whose leads are asked for is no lead. */
function isOwner(name: string, { vocabulary }: World): boolean {
  const owners = vocabulary.fields.find((field) => field.name === 'owner')?.values ?? [];
  return owners.some((owner) => owner.toLowerCase() === name.toLowerCase());
}

/** A name or an address and nothing else. */
function isBare(raw: string, lead: string): boolean {
  const rest = raw
    .replace(lead, ' ')
    .replace(/\b(?:please|ok|okay|hi|the|lead|contact|and|mrs?|ms|dr)\b/gi, ' ');
  return !/[\p{L}\p{N}]/u.test(rest);
}

/** A track said by words of its title next to “track”, or by all of them. */
export function trackNamed(
  text: string,
  { tracks }: LiveVocabulary,
): { id: string; words: Set<string> } | undefined {
  for (const { id, title } of tracks) {
    const words = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (text.includes(words))
      return { id, words: new Set([...words.split(' '), ...title.toLowerCase().split(' ')]) };
  }
  const phrase = /\b(?:the |on |in )((?:[\p{L}\p{N}]+ ){1,4})(?:track|sequence|campaign|nurture)\b/u.exec(
    text,
  )?.[1];
  const found = phrase === undefined ? undefined : resolveTrack(phrase, tracks);
  if (!found || found.others.length > 0) return undefined;
  return { id: found.best.id, words: new Set(phrase?.trim().split(' ')) };
}
