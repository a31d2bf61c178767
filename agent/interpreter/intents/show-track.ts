import type { Intent } from '../requests.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { lastTrack } from '../turns/remembered.ts';
import { plainWords } from '../words/plain-words.ts';
import { testToOneself } from '../words/test-words.ts';
import { createUtterance } from '../words/utterance.ts';

const asked =
  /\b(?:show|see|print|dump|describe|explain|display|view|open|pull up|bring up|details?|tell me about|what is|what does|what are|what happens|look at|look like|give me|list|steps|how long|e ?mails? (?:of|in|on)|goals? (?:of|for)|exits? of|entry of|what (?:puts|brings|gets|enrols) leads (?:on|in|into|onto)|who (?:gets|goes|comes|enters|gets put|is let) (?:in|into|on|onto)|who enters)\b/;
const leads = /\b(?:how many|leads?|contacts?|prospects?|people|who)\b/;
const verbs =
  /\b(?:show|see|print|dump|describe|explain|display|view|open|pull|bring|up|details?|tell|about|what|which|is|are|in|of|me|the|does|do|happens|look|at|give|list|long|how|many|steps?|goals?|exits?|entry|puts|brings|gets|goes|comes|enters|enrols|qualif(?:y|ies)|into|onto|who|when|day|leads|people|leave|on|e ?mails?|like|please|us|our|it|its|run|runs|last|take|takes|for|off|exit|get|has|have|kicks?|kicked|out|mails|criteria|conditions?)\b/g;

/** Of its entry, length, steps or exits, not of the leads that are on it. */
const ofTheTrack = new RegExp(
  [
    '\\bwhat (?:puts|brings|gets|enrols|lets|takes|kicks|throws) (?:a |the )?(?:leads?|people|contacts|someone|somebody|them)',
    '\\bwho (?:gets|goes|comes|enters|qualif(?:y|ies)|can (?:enter|join|get|go)|is (?:let|eligible|it for|this for|meant)|joins|should|do we (?:put|let|enrol))',
    '\\b(?:which|what) (?:leads|people|contacts|ones|companies) (?:(?:can|may|do|are|will|get|gets) )*(?:enters?|joins?|qualif(?:y|ies)|(?:get|gets|go|goes|come|comes|let|put|taken) (?:on|in|into|onto)|on ?to|into|in|eligible|admitted|accepted)',
    '\\b(?:when|how|why) (?:do|does|can|will|would) (?:the |a |an )?(?:leads?|people|contacts?|someone|somebody|they|it) (?:get (?:in|on|into|onto|out|off)|enter|join|leave|exit|drop|finish|end|come off|go in|stop)',
    '\\bwhat (?:ends|stops|starts|begins|completes|concludes)',
    '\\bwhen (?:do|does|will) (?:a |the )?(?:leads?|people|contacts|someone|somebody|they) (?:get|receive) (?:the |their |an? )?(?:\\S+ )?(?:e ?mails?|mails?|messages?)',
    '\\bwhat happens (?:to|with|for) (?:the |a )?(?:leads?|people|contacts|them|someone|somebody) (?:after|on|in|when|at|once)',
    '\\bwho is .* for(?= ,|$)',
    '\\bwhat (?:do|does|will) (?:a |the )?(?:leads?|people|contacts|they|someone|somebody) (?:get|receive|need)',
    '\\bhow many (?:e ?mails?|steps|mails|messages|days|weeks)',
    '\\bhow long\\b(?!.*\\b(?:has|have|been|did)\\b)',
    '\\bwhat (?:day|days)\\b',
    '\\b(?:entry|exit) (?:conditions?|criteria|rules?)',
  ]
    .map((source) => `(?:${source})\\b`)
    .join('|'),
);
/** What a question is about that names no track: of the one that was spoken of. */
const part =
  /\b(?:goals?|objective|exits?|entry|steps|e ?mails|messages|audience|stage|cadence|schedule|order|who (?:enters|qualifies)|how long|details)\b/;
const pointing = /\b(?:its?|that|this) ?(?:track|one)?\b|\bthe (?:track|sequence|campaign)\b/;
const figures =
  /\b(?:perform\w*|(?:getting|got|gone|going|become|becoming) (?:any )?(?:better|worse|up|down)|improv\w+|better or worse|doing|open rates?|click rates?|rates?|conver\w+|revenue|results?|stats|how (?:did|well|has|have)|opened|clicked|replied|worked|works|sent (?:last|this|in|yesterday))\b/;

/** All of a question about the track that was spoken of: `what is in it`, `show me its steps`, `what does it consist of`. */
const within =
  /\b(?:in(?:side)?|of|into|up) (?:it|that|there)\b|\bit (?:has|have|contains?|consists?|includes?|sends?|looks? like|do|does|is about|is made)\b|\b(?:its?|the) (?:steps|emails|e ?mails|mails|messages|contents?|goals?|exits?|entry|setup|details|structure|order|schedule)\b|\b(?:does|do) it (?:contain|have|consist|include|send|look|do|comprise)\b|\b(?:show|describe|explain|open|see|view|display) (?:me |us )?(?:it|that one|that track|the whole (?:track|thing))(?= ,|$)/;
const withinWords = new Set(
  `and so ok okay but then please can could you we i me us want like to would need see show tell give list display describe explain open view
  what which how is are does do did has have contain contains consist consists include includes send sends look looks in inside of
  it its that the there into up made all whole full thing things track steps step email emails e mail mails messages message content contents goal goals
  exit exits entry setup detail details structure order schedule now just exactly again one by with up quickly quick let know what's about like first thanks comprise comprised`.split(
    /\s+/,
  ),
);

/** A change that another intent has not read is not answered by showing the track. */
const changing =
  /\b(?:replace|swap|remove|delete|rename|insert|halt|pause|resume|enroll?|copy|duplicate)\b(?!.*\?)/;

/** What wishes for something to be done with leads or with the track has not been read by showing it. */
const wished =
  /\b(?:should|shall|must|needs? (?:to|an?)|ought to|would like .* to|want .* to|let us|can you (?!show|tell|explain|describe|give|list|walk)\w+)\b|\btoo (?!many|much)\w+|\b(?:slow|speed)\b|^(?:please |, )*(?:put|add|move|take|enroll?|make|set|use|try|test)\b/;
const plain: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'track tracks sequence campaign nurture see show'.split(' '),
]);

/** One track in full. */
export const showTrack: Intent = (utterance, { vocabulary, history }) => {
  const { text } = utterance;
  const spokenOf = within.test(text) ? lastTrack(history) : undefined;
  if (spokenOf !== undefined && utterance.fresh().rest(withinWords).length === 0)
    return { calls: [{ name: 'show_program', input: { track: spokenOf } }], unread: [] };
  const named = /\b(?:track|sequence|campaign|nurture)\b/.test(text);
  if (/\btracks\b/.test(text) || changing.test(text) || testToOneself.test(text)) return undefined;
  const said = text.replace(verbs, ' ');
  const resolved = resolveTrack(said, vocabulary.tracks);
  // Without the word track only a full title counts, so that “show me enterprise leads” stays a question about leads.
  const fullTitle =
    resolved !== undefined &&
    resolved.others.length === 0 &&
    text.includes(createUtterance(resolved.best.title).text);
  const of = ofTheTrack.test(text) && !figures.test(text);
  const shown =
    history.at(-1)?.calls.at(-1)?.name === 'show_program' &&
    (ofTheTrack.test(text) || /\b(?:the|and) (?:goals?|exits?|entry|steps|audience)\b/.test(text));
  const remembered = pointing.test(text) || shown ? lastTrack(history) : undefined;
  // After a track was spoken of: “what is its goal?”, “who enters it?”, “and the exits?”.
  const goesOn =
    resolved === undefined &&
    remembered !== undefined &&
    !figures.test(text) &&
    (of || (part.test(text) && text.split(' ').length <= 9));
  if (!((asked.test(text) || of) && named) && !fullTitle && !goesOn) return undefined;
  if (!of && leads.test(text.replace(/\bcold lead\b/g, '').replace(/\bwho (?:enters|qualifies)\b/, '')))
    return undefined;
  const track = resolved?.best.id ?? remembered;
  if (!track) return askWhichTrack(vocabulary.tracks, { said: tellingWords(said).join(' ') });
  const equal = (resolved?.others ?? []).filter(
    ({ entry, stage }) => entry === resolved?.best.entry && stage === resolved.best.stage,
  );
  if (resolved && equal.length > 0)
    return askWhichTrack(vocabulary.tracks, { fitting: [resolved.best, ...equal] });
  const wish = wished.test(text) && !of;
  const title = new Set([...plain, ...wordsOfTitle(resolved?.best.title)]);
  const rest = wish ? utterance.rest(title) : beside(said, resolved?.best);
  const unread = wish && rest.length > 0 ? ['put', ...rest] : rest;
  const others = resolved?.others.map(({ title }) => title) ?? [];
  return {
    calls: [{ name: 'show_program', input: { track } }],
    notes:
      others.length > 0
        ? [`That is the track these words fit best; there is also ${others.join(', ')}.`]
        : [],
    ...(unread.length > 0 && { unread }),
  };
};

/** Words that neither name the track nor ask for it to be shown: another reading of them is a better one. */
function beside(said: string, track?: { id: string; title: string }): string[] {
  const known = new Set([...plain, ...ofTrack, ...wordsOfTitle(track?.title), ...wordsOfTitle(track?.id)]);
  const left = tellingWords(said).filter((word) => !known.has(word) && !known.has(word.replace(/s$/, '')));
  return left.length > 2 ? left : [];
}

const ofTrack =
  'goal objective exit entry step email mail message audience stage cadence schedule order detail day week wait gap begin start end finish join enter content overview structure plan full whole complete version yaml look'.split(
    ' ',
  );

function wordsOfTitle(title = ''): string[] {
  return title.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}
