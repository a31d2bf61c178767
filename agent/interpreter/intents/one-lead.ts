import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, World } from '../requests.ts';
import { resolveTrack } from '../slots/names.ts';
import { lastLead } from '../turns/remembered.ts';
import { isKnownWord } from '../words/spelling.ts';
import type { Utterance } from '../words/utterance.ts';

type About = 'score' | 'email' | 'track' | 'profile';

const asking =
  /\b(?:why|how come|explain|reason|what happened|where|which|what|when|who is|tell me|show|look up|look at|pull up|find|open|how (?:is|did|does|was|has)|profile|details|background|history|info|status)\b|^(?:and )?(?:his|her|their) /;
/** What it is about, in the order in which one word outweighs another. */
const topics: readonly (readonly [About, RegExp])[] = [
  ['score', /\b(?:scores?|scored|points?)\b/],
  [
    'track',
    /\bnext\b|\b(?:tracks?|sequence|nurture|enrolled|stands?|standing|stuck|what happened)\b|\bstill (?:on|in)\b/,
  ],
  ['email', /\b(?:e ?mails?|mails?|sent|gets?|getting|got|received?|receives?)\b/],
];
const profile =
  /\b(?:who is|tell me (?:more )?about|know about|have on|look up|look at|pull up|profile|details|background|history|info|status|how is|where is|show|find|open|what about|lately|recently|up to|(?:did|does|has|is) .* (?:do|done|doing))\b/;
/** Several, or what is no question about a lead. */
const others =
  /\b(?:how many|leads|contacts|prospects|people|everyone|customers|segments?|rules?|library|content|articles?|guides?|case study|studies|build|create|draft|propose|halt|pause|resume|enrol|remember|forget|if|unless)\b/;
const pointed = /\b(?:(?:that|this|the) (?:lead|contact|person)|she|he|her|him|his)\b/;
const they = /\b(?:they|their|them)\b/;
const cues = new Set(
  'lately recently do did does done doing scores scored pts stand stands standing stuck happened happen reason enrolled profile background history info status mail mails mailing emailed got get gets getting receive received look pull open next why how what where which when who come comes explain'.split(
    ' ',
  ),
);
const articles = new Set(['the', 'a', 'an', 'our', 'my', 'your']);
const things = new Set(
  'track tracks sequence campaign segment email emails page offer rule trigger experiment test item guide topic program'.split(
    ' ',
  ),
);
const longestName = 4;

/**
 * Any other question about one lead: what is no word of requests, of the company or of a track's title is the lead's
 * name. Two words at least, as one may be a slip.
 */
export const oneLead: Intent = (utterance, world) => {
  const { text } = utterance;
  if (!asking.test(text) || others.test(text)) return undefined;
  const track = trackNamed(text, world.vocabulary);
  const about =
    track === undefined
      ? (topics.find(([, words]) => words.test(text))?.[0] ?? (profile.test(text) ? 'profile' : undefined))
      : 'track';
  const lead = about && leadMeant(utterance, track?.words ?? new Set(), world);
  if (about === undefined || lead === undefined) return undefined;
  // What we have on a thing in small letters is asked of the library.
  if (/\bwhat (?:do|have|has) (?:we|you|our) (?:have|got|say)\b/.test(text) && !/\p{Lu}|@/u.test(lead))
    return undefined;
  const input = {
    lead,
    ...(about !== 'profile' && { about }),
    ...(track && { track: track.id }),
  };
  return { calls: [{ name: 'explain_lead', input }], unread: [] };
};

/** A track said by words of its title next to “track”, or by all of them. */
function trackNamed(
  text: string,
  { tracks }: LiveVocabulary,
): { id: string; words: Set<string> } | undefined {
  for (const { id, title } of tracks) {
    const words = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (text.includes(words)) return { id, words: new Set(words.split(' ')) };
  }
  const phrase = /\b(?:the |on |in )((?:[\p{L}\p{N}]+ ){1,4})(?:track|sequence)\b/u.exec(text)?.[1];
  const found = phrase === undefined ? undefined : resolveTrack(phrase, tracks);
  if (!found || found.others.length > 0) return undefined;
  return { id: found.best.id, words: new Set(phrase?.trim().split(' ')) };
}

function leadMeant(
  { raw, text }: Utterance,
  trackWords: ReadonlySet<string>,
  { vocabulary, history }: World,
): string | undefined {
  const address = /[^\s<>"“”,;:()]+@[^\s<>"“”,;:()?!]+\.\p{L}{2,}/u.exec(raw)?.[0];
  if (address) return address.replace(/[’']s$/, '');
  const names: string[][] = [];
  let open: string[] | undefined;
  let before = '';
  for (const said of raw.split(/\s+/)) {
    const word = said.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/[’']s$/, '');
    const lower = word.toLowerCase();
    const known =
      !/^\p{L}[\p{L}’'-]*$/u.test(word) ||
      cues.has(lower) ||
      trackWords.has(lower) ||
      isKnownWord(lower, vocabulary);
    // “The zebra crossing” and “zebra crossing track” are things.
    if (known && open && things.has(lower)) return undefined;
    if (!known && !open && articles.has(before)) return undefined;
    if (known) open = undefined;
    else if (open) open.push(word);
    else {
      open = [word];
      names.push(open);
    }
    if (/[,.;:?!]$/.test(said)) open = undefined;
    before = lower;
  }
  const [name] = names;
  if (names.length === 0) {
    // “They” are a group, unless one lead was spoken of just now.
    const ofOne = /^(?:explain|simulate)_lead$/.test(history.at(-1)?.calls.at(-1)?.name ?? '');
    return pointed.test(text) || (ofOne && they.test(text)) ? lastLead(history) : undefined;
  }
  return names.length === 1 && name && name.length >= 2 && name.length <= longestName
    ? name.join(' ')
    : undefined;
}
