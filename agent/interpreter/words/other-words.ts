import type { LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from './once.ts';

type Rewording = readonly (readonly [RegExp, string | ((...parts: string[]) => string)])[];

const kinds = 'track|sequence|campaign|nurture|flow|drip|journey|workflow|programme|series|one';
/** With one of these behind it a title is words of something else. */
const others =
  'leads?|contacts?|prospects?|people|folks|customers|stages?|segments?|triggers?|rules?|experiments?|tests?|makers?|accounts?|companies|buyers?';
const track = '(?<track>(?:the )[^,.?!“”"]+? track)';

/**
 * A track’s title however it is written is that title with “track”: `the pricing followup`, `SMB fasttrack`; so are words
 * of one title alone with a word for tracks behind them: `the cold lead one`.
 */
const titles = oncePerVocabulary(({ tracks }: LiveVocabulary) => {
  const named = [...tracks]
    .sort((a, b) => b.title.length - a.title.length)
    .map(({ title }) => ({ title, words: title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [] }));
  const full = named.map(({ title, words }) => calling(title, words, '?'));
  const parts = named.flatMap(({ title, words }) =>
    partsOf(words)
      .filter(
        (part) =>
          named.filter((one) => ` ${one.words.join(' ')} `.includes(` ${part.join(' ')} `)).length === 1,
      )
      .map((part) => calling(title, part, part.at(-1) === 'track' ? '?' : '')),
  );
  return [...full, ...parts];
});

function calling(title: string, words: readonly string[], optional: '?' | '') {
  return {
    full: `the ${title}${/\btrack$/i.test(title) ? '' : ' track'}`,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}@/_.-])(?:(?:the|our|my|that) )?${words.join('[- ]?')}s?(?: (?:${kinds}))${optional}(?![\\p{L}\\p{N}@/_-])(?! (?:${others})\\b)`,
      'giu',
    ),
  };
}

/** Two or more words beside each other, the most first; all of them is no part. */
function partsOf(words: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let length = words.length - 1; length >= 2; length--)
    for (let from = 0; from + length <= words.length; from++) parts.push(words.slice(from, from + length));
  return parts;
}

/** What is said of a track that is named; it is always read so, since its words say other things by themselves. */
const ofTracks: Rewording = [
  [
    new RegExp(
      `\\b(?:(?:turn|switch|put|bring|get|set|kick|fire|start|let) )${track}(?: to)? (?:(?:back )(?:on|up|live|to life|going|running|online|in)|(?:on|going|running|run|up|live|off|started|moving) again)(?: again)?(?= *(?:$|[,.!?]|please|now|and|then|because|since|today))`,
      'i',
    ),
    'resume $<track>',
  ],
  [
    new RegExp(
      `\\b(?:turn|switch) (?:back on|on again|on) ${track}(?: again)?(?= *(?:$|[,.!?]|please|now|and))`,
      'i',
    ),
    'resume $<track>',
  ],
  [new RegExp(`\\bput ${track} on (?:hold|ice|pause)\\b`, 'i'), 'halt $<track>'],
  [
    new RegExp(
      `\\b(?:turn|switch|shut) ${track} (?:off|down)(?= *(?:$|[,.!?]|please|now|and|because|since))`,
      'i',
    ),
    'halt $<track>',
  ],
  [
    new RegExp(
      `^(?<before>.*?)\\bis ${track} (?:still |currently |now )?(?:(?:up and )?running|going|live|active|on or off|on|off|enabled|disabled|switched o(?:n|ff)|turned o(?:n|ff))(?: (?:right )?now| at the moment| or (?:not|off|paused|halted))?(?= *(?:[?.!]|$))`,
      'i',
    ),
    '$<before>is $<track> halted',
  ],
  [
    new RegExp(`^(?:please |let us |let['’]s )?(?:call|name) ${track}(?: to| as)? *$`, 'i'),
    'rename $<track> to ',
  ],
  [
    new RegExp(
      `\\b(?:put|leave|have|make|add|set) (?<length>(?:an? |the )?[\\w-]+(?: |-)(?:hour|day|week)s?) (?:gap|pause|break|wait|delay) between (?:the )?(?:emails?|messages?) \\d+ and (?:(?:the )?(?:emails? )?)(?<n>\\d+) (?:of|in|on) ${track}`,
      'i',
    ),
    'make the wait before email $<n> of $<track> $<length>',
  ],
];

/** When a lead is qualified, said of the lead. */
const qualified = '(?:an? )?(?<stage>sales ready|sales qualified|marketing qualified|mqls?|sqls?)';
const declared: Rewording = [
  [
    /\b(?<size>huge|massive|giant|larger?|bigger|big|smaller|small|tiny)(?<between>(?: (?!and|or|but|with|who|that)[a-z-]+){1,2}) (?:companies|company|businesses|firms|accounts|organi[sz]ations|orgs)\b/gi,
    (_, size = '', between = '') => `${/^[st]/i.test(size) ? 'small' : 'enterprise'}${between} companies`,
  ],
  [
    /\bsend (me|us) ((?:the |its )?[^,.]+?) as a test(?: e?mail)?(?= *(?:$|[.,!?]))/gi,
    'send $1 a test of $2',
  ],
  [/^(?:please )?(?:run|play|walk|take) (\S+@\S+) (?:through|over|for) (?=the next)/i, 'simulate $1 over '],
  [
    new RegExp(
      `^(?:please |let us |let['’]s )?(?:call|consider|count|treat|deem|make) (?:someone|somebody|a lead|leads|people|them|contacts|prospects) (?:as )?${qualified} (?:at|from|above|once they (?:have|reach|hit)|as of|with) (?<n>\\d+)(?: points?)?(?: on(?:wards)?)?(?:,? (?:instead of|not|rather than|and not) \\d+)?[.!]*$`,
      'i',
    ),
    'set the $<stage> threshold to $<n>',
  ],
  [
    new RegExp(
      `^(?:a lead|leads|people|someone|somebody|contacts|prospects|they) (?:should|shall|must) (?:be|become|count as|turn into|be called|be considered) ${qualified} (?:at|from|above|once they (?:have|reach|hit)|as of|with) (?<n>\\d+)(?: points?)?(?: on(?:wards)?)?(?:,? (?:instead of|not|rather than|and not) \\d+)?[.!]*$`,
      'i',
    ),
    'set the $<stage> threshold to $<n>',
  ],
  [/\bsales ready(?= threshold)/gi, 'sales qualified'],
  [
    /^(?<stop>(?:(?:please|can you|could you) )?(?:halt|stop|pause|freeze|suspend|hold) .+?),? (?:until further notice|for now|for the time being|for the moment|temporarily|until i say (?:so|otherwise)|until we say (?:so|otherwise))[.!]*$/i,
    '$<stop>',
  ],
  [
    /\b(?:is|are) (?:there )?(?:anything|something|any of (?:our|the) tracks|any tracks?)(?: currently| now| still)? (?:paused|halted|stopped|on hold|frozen|suspended|switched off|turned off)(?: right now| now| currently| at the moment)?(?= *(?:[?.!]|$))/gi,
    'which tracks are halted',
  ],
  [
    /^(?:please )?(?:stop|quit|avoid|do not|don['’]?t|never) (?:mail|e-?mail|messag|contact|bother)(?:e|ing|s)?(?: (?:people|leads|anyone|anybody|our leads|them|contacts|prospects|customers))? (?=between|from \d|on (?:sun|mon|tues|wednes|thurs|fri|satur|week)|at night)/i,
    'no emails ',
  ],
  [
    /\b(?:is|are|sit|sits) (?:on|in) (?:no|none of our|none of the|zero) tracks?(?: at all)?\b/gi,
    'are not on a track',
  ],
  [/\b(?:on|in) no tracks?(?: at all)?\b/gi, 'not on a track'],
  [/ from (?:now|today) on(?= *[.!]*$)/i, ''],
];

/** Nouns and verbs of one meaning, as the grammar has them. */
const synonyms: Rewording = [
  [/\b(?:portion|slice|chunk)(?= of\b)/gi, 'share'],
  [/\banything (?:new|else|left|more) to approve\b/gi, 'anything to approve'],
  [
    /\bwhat (?:was |has |have )?(?:been )?changed (?:last|lately|recently|most recently)\b/gi,
    'which changes are there',
  ],
  [
    /\bthe (\w+) (?:best|hottest|strongest|warmest) (?=(?:[\w-]+ )?(?:leads|contacts|prospects|people|mqls|sqls)\b)/gi,
    'top $1 ',
  ],
  [/\b(?:draft|write) (?:me |us )?something (?=about|on|for)/gi, 'draft an email '],
  [
    /\b(?:make|create|build|add) (?:me |us )?(?:a|another) (?:group|bucket|audience|cohort) (?:of|with|for) (?=(?:[\w-]+ ){0,3}(?:leads|people|contacts|companies|everyone)\b)/gi,
    'create a segment of ',
  ],
  [
    /\b(?<did>opened|open|clicked|click|read)(?: on)? (?:something|anything|sth|any of (?:our|the) (?:e?mails?|messages)|one of (?:our|the) (?:e?mails?|messages))\b/gi,
    '$<did> an email',
  ],
  [
    /\b(?<did>opened|clicked) (?=(?:in|during|within|over|since|this|last|yesterday|today)\b)/gi,
    '$<did> an email ',
  ],
  [
    /\b(?<make>(?:build|create|design|make|draft|set up|plan|propose) (?:me |us )?(?:an? |the )?(?:[\w-]+ ){0,3})(?:nurture|nurturing|email series|drip|flow|workflow|sequence|series)(?= (?:for|of|aimed|targeting))/gi,
    '$<make>track',
  ],
  [
    /,? *(?:and |with )?(?:the |its |a )?goals? (?:is|are|of|being|should be|shall be|:) (?:to (?:get|have|book|request) )?(?:an? |the )?(?:demo(?: requests?)?)s?\b/gi,
    ' until they request a demo',
  ],
  [
    /,? *(?:and |with )?(?:the |its |a )?goals? (?:is|are|of|being|should be|shall be|:) (?:to (?:get|have|book) )?(?:an? |the )?meetings?(?: booked)?\b/gi,
    ' until they book a meeting',
  ],
  [
    /\b(?:nurture |email |drip |lifecycle )?(?:drip|flow|workflow|journey|programme)(?: (?:sequence|campaign|series))?(?= (?:for|of|aimed at|targeting|to nurture)\b)/gi,
    'track',
  ],
  [/\b(?:mailings?|newsletters)\b/gi, 'emails'],
  [/\bmails\b(?= |[.,?!]|$)/gi, 'emails'],
  [
    /\b(?:sign(?:ed|s)? off(?: on)?|green ?lit|green ?lights?|ok['’]?e?d|okayed|rubber stamped)(?= (?:the|this|that|it|my|our|change))/gi,
    'approved',
  ],
  [/\b(?:gets|goes|comes|falls|lands|is let|is put) (?:in ?to|on ?to)(?= the )/gi, 'enters'],
  [/\bget (?:in ?to|on ?to)(?= the )/gi, 'enter'],
  [
    /\b(?:entry )?(?:criteria|criterion|conditions?|requirements?)(?= (?:puts?|brings?|gets?|enrols?) )/gi,
    '',
  ],
  [/\bwhich +(?=(?:puts?|brings?|gets?|enrols?) (?:people|leads))/gi, 'what '],
  [/\b(?:what|which) put (?:people|leads|someone) (?=on|in)/gi, 'what puts leads '],
  [/\b(?:put|puts|gets|brings) people (?=(?:on|in|into|onto) the )/gi, 'puts leads '],
  [/\b(?:purge|nuke|axe)\b/gi, 'remove'],
  [/\b(?:folks|guys|peeps|bunch|humans|individuals|persons)\b/gi, 'people'],
  [/\b(?:firms|organi[sz]ations|orgs|corporations|corporates|businesses)\b/gi, 'companies'],
  [
    /\b(?:huge|massive|giant|larger|bigger|biggest|largest)(?= (?:companies|company|accounts?|customers|leads))/gi,
    'large',
  ],
  [/\b(?:tiny|little|smaller|smallest)(?= (?:companies|company|accounts?|leads))/gi, 'small'],
  [
    /\b(?:payments?|banking|neobanks?)(?= (?:leads|people|companies|contacts|prospects|sector|industry|space))/gi,
    'fintech',
  ],
  [
    /\b(?:pharma|clinics?|clinical)(?= (?:leads|people|companies|contacts|prospects|sector|industry|space))/gi,
    'healthcare',
  ],
];

const hours: Readonly<Record<string, number>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').flatMap((word, place) => [
    [word, place + 1],
    [String(place + 1), place + 1],
  ]),
);
const hour = `(${Object.keys(hours).join('|')})`;
const clock = (h: number, minutes: number) => `${h}:${String(minutes).padStart(2, '0')}`;

/** Times and lengths as they are written in figures. */
const times: Rewording = [
  [/\b(top|last|first|next|past|best|hottest) dozen\b/gi, '$1 12'],
  [new RegExp(`\\bhalf past ${hour}\\b`, 'gi'), (_, h = '') => clock(hours[h.toLowerCase()] ?? 0, 30)],
  [
    new RegExp(`\\b(?:a )?quarter past ${hour}\\b`, 'gi'),
    (_, h = '') => clock(hours[h.toLowerCase()] ?? 0, 15),
  ],
  [
    new RegExp(`\\b(?:a )?quarter to ${hour}\\b`, 'gi'),
    (_, h = '') => clock(((hours[h.toLowerCase()] ?? 1) + 11) % 12, 45),
  ],
  [
    /(?<!\b(?:wait|within|after|before)\b.*)\b([01]?\d|2[0-4]) ?(?:h|hours?|hrs) ?(to|-|–|and|until|till) ?([01]?\d|2[0-4]) ?(?:h|hours?|hrs)\b/gi,
    '$1:00 to $3:00',
  ],
  [
    /(?<=\b(?:e-?mails?|messages|send|sending|quiet hours)\b.*)(?<!\b(?:wait|within|after|before)\b.*)\b([01]?\d|2[0-4]) ?(?:-|–|to|until|till) ?([01]?\d|2[0-4]) ?(?:h|hours|hrs|o['’]?clock)\b/gi,
    '$1:00 to $2:00',
  ],
  [/\bonce (?:a|per|each|every) fortnight\b/gi, 'once every 2 weeks'],
  [/\b(?:a|one|the next) fortnight\b/gi, '2 weeks'],
  [
    /\b(?:(last|past|next|previous) )?(?:a )?couple(?: of)? (?=(?:days|weeks|months|hours)\b)/gi,
    (_, which = '') => `${which ? `${which} ` : ''}2 `,
  ],
];

/** Words around a request that say nothing of it. */
const fillers: Rewording = [
  [
    /^(?:(?:hi|hey|hello|morning|good (?:morning|afternoon|evening)|yo|ok|okay|right|so|alright|hmm+|um+|well|thanks|thank you|cheers|great|cool|nice|perfect|awesome|fyi|btw)(?: (?:there|all|team|everyone|trellis|again|then))?[ ,.!:–-]+)+/i,
    '',
  ],
  [
    /^(?:sorry(?: to (?:bother|bug|nag|disturb|ask)(?: you)?)?(?: again)?|apologies|pardon)\b[ ,.!:–-]*(?:(?:but|and)\b ?)?/i,
    '',
  ],
  [
    /^(?:just |purely |merely )?(?:out of (?:pure |sheer )?(?:curiosity|interest)|for (?:my|the|a|our|tomorrow['’]s|this|next week['’]s) (?:boss|report|deck|slides?|presentation|meeting|board(?: meeting)?|review|cmo|ceo|manager|records?|team|stand ?up|weekly|monthly|colleagues?)|one (?:more|other|last) (?:thing|question)|(?:a )?(?:quick|small|short|silly|dumb|stupid) (?:one|question|check|request|thing)|real quick|by the way|while (?:we|you|i) (?:are|['’]re) at it|as (?:always|usual|before)|if you (?:would|don['’]t mind)|in case you know|when you have time|not urgent|no (?:rush|hurry))\b[ ,.!:–-]*(?:but )?/i,
    '',
  ],
  [
    /^(?:(?:it )?would be (?:great|nice|good|cool|lovely|helpful|useful|handy|interesting)|i['’]?(?: a)?m (?:curious|interested|trying|looking)|i am (?:curious|interested|trying|looking)|i['’]?d (?:love|like)|i would (?:love|like)|i (?:want|need|wanted|have)|we (?:want|need)|can (?:i|we)|could (?:i|we)|may (?:i|we)|let me|help me|help us) (?:to )?(?:know|see|find out|learn|hear|understand|figure out|check|ask|get a list of|get)(?: about)? (?=(?:how|which|what|who|when|why|where)\b)/i,
    '',
  ],
  [
    /^(?:do|would|might) you (?:happen to )?(?:know|remember|recall) (?=(?:how|which|what|who|when|why|where)\b)/i,
    '',
  ],
  [/^(?:any|no) (?:idea|clue) (?=(?:how|which|what|who|when|why|where)\b)/i, ''],
  [
    /^(?:i (?:was|am) (?:just )?(?:wondering|asking myself)|(?:just )?wondering) (?=(?:how|which|what|who|when|why|where)\b)/i,
    '',
  ],
  [/^i (?:just )?need (?=(?:the|a) (?:number|count|list)\b)/i, 'give me '],
  [
    /[ ,]+(?:if that['’]?s? (?:is )?(?:ok(?:ay)?|possible|alright)|if i may ask|if (?:you|u) (?:like|want|please)|thanks?(?: (?:you|a lot|so much|in advance|a bunch|mate|team|guys))?|thx|ta|cheers|please|pretty please|or (?:something|so|whatever|thereabouts)|you know|do you know|any ?idea|asap|for (?:me|us)(?: please)?|mate|buddy|man|lol|haha|😀|🙏)(?= *(?:[?.!,]|$))/gi,
    '',
  ],
];

/** A text with times in figures, and tracks by their titles where what it says of one reads as something else otherwise. */
export function withNamesAndTimes(text: string, vocabulary: LiveVocabulary): string {
  const quoted = text.replace(/(?<=^|\s)'([^'"]{2,80})'(?=$|[\s.,!?])/g, '"$1"');
  const timed = outside(quoted, (part) => over(over(part, times), declared));
  const named = withTitles(timed, vocabulary);
  const said = outside(named, (part) => over(part, ofTracks));
  return said === named ? timed : said;
}

/** The same in words of one meaning that the grammar has: tried where the words themselves were not understood. */
export function inOtherWords(text: string, vocabulary: LiveVocabulary): string {
  const plain = outside(text, (part) => over(over(over(part, fillers), fillers), times));
  const named = withTitles(plain, vocabulary);
  return outside(named, (part) => over(over(part, ofTracks), synonyms))
    .replace(/ {2,}/g, ' ')
    .trim();
}

function withTitles(text: string, vocabulary: LiveVocabulary): string {
  return outside(text, (part) => {
    const found: string[] = [];
    const marked = titles(vocabulary).reduce(
      (said, { full, pattern }) => said.replace(pattern, () => `\u0001${found.push(full) - 1}\u0001`),
      part,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a mark that no message has.
    return marked.replace(/\u0001(\d+)\u0001/g, (_, n: string) => found[Number(n)] ?? '');
  });
}

function over(text: string, rewording: Rewording): string {
  return rewording.reduce(
    (said, [pattern, plain]) =>
      typeof plain === 'string' ? said.replace(pattern, plain) : said.replace(pattern, plain),
    text,
  );
}

/** What is quoted stays as it is. */
function outside(text: string, change: (part: string) => string): string {
  return text
    .split(/(["“][^"“”]*["”]|`[^`]*`)/)
    .map((part, place) => (place % 2 === 1 ? part : change(part)))
    .join('');
}
