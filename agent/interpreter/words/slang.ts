import { numberOf } from '../slots/numbers.ts';

/** Short forms of chats, as whole words; what they are written for. */
const short: Readonly<Record<string, string>> = {
  'w/o': 'without',
  'w/': 'with',
  whats: 'what is',
  "what's": 'what is',
  wheres: 'where is',
  whos: 'who is',
  hows: 'how is',
  'how’s': 'how is',
  "how's": 'how is',
  whens: 'when is',
  whys: 'why is',
  mny: 'many',
  mnay: 'many',
  r: 'are',
  u: 'you',
  n: 'and',
  nums: 'numbers',
  num: 'number',
  sry: 'sorry',
  soz: 'sorry',
  wld: 'would',
  shld: 'should',
  shd: 'should',
  wud: 'would',
  unsubs: 'unsubscribes',
  cld: 'could',
  smth: 'something',
  sth: 'something',
  ppl: 'people',
  thru: 'through',
  abt: 'about',
  bc: 'because',
  cuz: 'because',
  coz: 'because',
  wanna: 'want to',
  gonna: 'going to',
  gimme: 'give me',
  lemme: 'let me',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  pts: 'points',
  tmrw: 'tomorrow',
  cos: 'companies',
  mgr: 'manager',
  followup: 'follow-up',
  signoff: 'sign-off',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  isnt: 'is not',
  arent: 'are not',
  wasnt: 'was not',
  havent: 'have not',
  hasnt: 'has not',
  hadnt: 'had not',
  werent: 'were not',
  gotta: 'have to',
  em: 'them',
  rn: 'right now',
  db: 'database',
  hv: 'have',
  hav: 'have',
  awarness: 'awareness',
  dya: 'do you',
  wot: 'what',
  inc: 'including',
  excl: 'excluding',
  ent: 'enterprise',
  mfg: 'manufacturing',
  consid: 'consideration',
  frm: 'from',
  cant: 'can not',
  wont: 'will not',
  shouldnt: 'should not',
  wouldnt: 'would not',
  im: 'i am',
  ive: 'i have',
  atm: 'now',
  hrs: 'hours',
  seg: 'segment',
  segs: 'segments',
  til: 'until',
  untill: 'until',
  yr: 'year',
  wk: 'week',
  mth: 'month',
  qtr: 'quarter',
  avg: 'average',
  accts: 'accounts',
  acct: 'account',
  lib: 'library',
  convo: 'conversation',
};
const units: Readonly<Record<string, string>> = {
  d: 'days',
  dys: 'days',
  w: 'weeks',
  wk: 'weeks',
  wks: 'weeks',
  mo: 'months',
  mos: 'months',
  mth: 'months',
  mths: 'months',
  h: 'hours',
  hr: 'hours',
  hrs: 'hours',
  seg: 'segment',
  segs: 'segments',
  min: 'minutes',
  mins: 'minutes',
  yr: 'years',
  yrs: 'years',
  pts: 'points',
  pt: 'points',
};
/** Turns of speech, as they are plainly said. */
const turns: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:hi|hey|hello|ok|okay|so|please|and|just|i have|i['’]ve got|here are)[ ,]+)*(?:two|three|four|2|3|4|a few|a couple of|some|several)(?: \w+){0,2} (?:things|questions|requests|asks|points|wishes|favou?rs)(?: (?:please|for you|from me))* ?[:,–-] ?(?=\S)/i,
    '',
  ],
  [/\b(?:at the moment|at present|as of now|right at this moment|these days|as we speak)\b/gi, 'now'],
  [
    /\b(?:give (?:me|us) (?:the |a |some )?(?:low ?down|run ?down|scoop|skinny|story|summary|quick summary|brief(?:ing)?|background|info|details|overview) (?:on|of|about)|fill (?:me|us) in (?:on|about)|brief (?:me|us) (?:on|about)|(?:bring|get) (?:me|us) up to speed (?:on|with)|what(?:['’]s| is) the (?:deal|story|scoop|situation) with)(?= )/gi,
    'tell me about',
  ],
  [
    /\b(?:walk|talk|run|take|guide|lead) (?:me|us) (?:quickly )?through(?: how)?(?= (?:the|our|all|each|every|my|your|that|this|what|it|\w+ works?\b))/gi,
    'show me',
  ],
  [
    /^((?:(?:and|so|ok|but|hey|hi),? )*)y (?=(?:is|are|was|were|did|does|do|has|have|not|cant|isnt)\b)/gi,
    '$1why ',
  ],
  [/\b(?:remind|tell) (?:me|us) who (.{3,60}?) (is|was)(?=[.?!]*$)/gi, 'who $2 $1'],
  [/\bmid[- ]?(?:mkt|mrkt|markt)\b/gi, 'mid-market'],
  [/\b4 me\b/gi, 'for me'],
  [/\bb4\b/gi, 'before'],
  [/\bno\. ?of(?= )/gi, 'number of'],
  [
    /^(?:(?:actually|ok|okay|hm+|no|nah)[ ,]+)*(?:forget (?:it|that|about it)|never ?mind(?: that)?|scrap that|leave (?:it|that)|drop (?:it|that)|cancel that)\s*[.,!;:–-]+\s*(?=\S)/i,
    '',
  ],
  [/\blook ?up(?= \S)/gi, 'look up'],
  [/(?<=\w) ?\/ ?(?=(?:lead|person|account|day|week|month)\b)/gi, ' per '],
  [
    /(?<=\b(?:content|materials?|something|anything|stuff|guides?|podcast|case stud(?:y|ies)|track|campaign|report) )4(?= [a-z])(?! (?:of|weeks?|days?|months?|emails?|times|steps?|points?)\b)/gi,
    'for',
  ],
  // What did not happen, in the words that the grammar has for it.
  [
    /(?<=(?:\b(?:not|never|without|no)\b|n['’]?t\b)[^.,;?!]{0,40})\b(?:even )?(?:an?|one) single\b|(?<=(?:\b(?:not|never|without)\b|n['’]?t\b)[^.,;?!]{0,40})\b(?:even one|so much as (?:an?|one))\b/gi,
    'any',
  ],
  [
    /\b(?:have|has|had|are|is) (?:still )?yet to(?= (?:open|click|visit|download|request|book|attend|reply|register|read|use|schedule|sign|submit|do|view|see|watch))/gi,
    'did not',
  ],
  [
    /\b(?:(?:have|has|had|did)(?:n['’]?t| not)|never) (?:ever )?(?:had|have|got|gotten) (?=(?:an? |any |one )?(?:meetings?|demos?|calls?|downloads?|clicks?|opens?|visits?|webinars?|replies))/gi,
    'have no ',
  ],
  [
    /\b(?:have|has|had) never (?:had|got|gotten) (?=(?:an? |any |one )?(?:meetings?|demos?|calls?|downloads?|clicks?|opens?|visits?|webinars?|replies))/gi,
    'have no ',
  ],
  [
    /\b(?:have|has|with|had) no (?:an? |any |one )?demos?(?! (?:requests?|requested|booked|video))(?= |[.,?!]|$)/gi,
    'have no demo requests',
  ],
  [/\bhave no (?:an? |any |one )(?=\w)/gi, 'have no '],
  [
    /(?<!not )\b(opened|clicked(?: on| in)?|visited|downloaded|attended|requested|booked|scheduled|submitted|used|shared) (?:no|zero|none of (?:the|our)) (?=(?:single )?(?:e?-?mails?|messages?|links?|pages?|webinars?|demos?|meetings?|calls?|forms?|content|guides?|reports?|tools?|pieces)\b)/gi,
    'did not $1 any ',
  ],
  [/\b(twice|once) or more\b(?: often)?/gi, 'at least $1'],
  [
    /(?<=\b(?:drip|track|sequence|campaign|nurture|flow|system|program|same|pls|plz|please|it|thing|set ?up|automation) )4(?= (?!days?\b|weeks?\b|wks?\b|hours?\b|months?\b|points?\b|e?-?mails?\b|pts\b|times\b|and\b|or\b|to\b|of\b|in\b|on\b|from\b|instead\b|is\b|should\b|goes\b|out\b|off\b|weeks|shall\b|be\b|by\b|with\b|as\b|x\b)[a-z])/gi,
    'for',
  ],
  [/\bmql ?(?:2|->|=>|→|>) ?sql\b/gi, 'mql to sql'],
  // What was sent to them is what there is to open and to click.
  [
    /(?<=\b(?:open|click|read|repl|respond|answer|react)\w*\b[^.,;?!]{0,30})\b(?<what>anything|something|nothing|any|one|the|our)? ?(?<mails>(?:single )?(?:e?-?mails?|messages?|stuff|things?)(?: (?:that|which))?)? ?(?<=\b(?:anything|something|nothing|mails?|messages?|stuff|things?|that|which) )(?:that |which )?(?:we|i|you)(?:['’]ve| have| had)? (?:ever )?(?:mailed|sent|e-?mailed|messaged|mail|send)(?: (?:to )?(?:them|him|her|people|out|over))*\b/gi,
    '$<what> $<mails>',
  ],
  [/\b(?:of late|as of late|in recent times|these past (?:few )?weeks)\b/gi, 'lately'],
];
const courtesy =
  /,? *\b(?:if you (?:do not|don['’]?t) mind|if (?:it is |it['’]s )?possible|if you can|if you could|when you (?:have|get) (?:a |the )?(?:time|moment|minute|sec|second|chance)|no rush|just wondering)\b,?/gi;

const daytime =
  /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o['’]?clock)? (in the (?:early |late )?(?:morning|afternoon|evening)|at night)\b/gi;
const compound =
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](one|two|three|four|five|six|seven|eight|nine)\b/gi;

/**
 * A message with the short forms of chats written out: `w/o`, `30d`, `&`. What is quoted, an address or condition text
 * stays as it is.
 */
export function spelledOut(raw: string): string {
  return raw
    .split(/(["“][^"“”]*["”])/)
    .map((part, place) => (place % 2 === 1 ? part : spelledOutWords(part)))
    .join('');
}

function spelledOutWords(text: string): string {
  return turns
    .reduce((said, [pattern, plain]) => said.replace(pattern, plain), text.replace(courtesy, ''))
    .replace(/(?<=\s)(?:&|\+)(?=\s)/g, 'and')
    .replace(daytime, (_, hour: string, part: string) => {
      return `${numberOf(hour.toLowerCase())} ${/morning/i.test(part) ? 'am' : 'pm'}`;
    })
    .replace(compound, (_, ten: string, one: string) =>
      String(numberOf(ten.toLowerCase()) + numberOf(one.toLowerCase())),
    )
    .replace(/(?<![\w@./-])(\d+) ?([a-z]{1,4})(?![\w@-])/gi, (whole, n: string, unit: string) => {
      const meant = units[unit.toLowerCase()];
      return meant === undefined ? whole : `${n} ${meant}`;
    })
    .replace(
      /(?<![\w@./-])[a-z]+(?:['’/][a-z]*)?(?![\w@])(?!\.\w)/gi,
      (word) => short[word.toLowerCase()] ?? word,
    );
}
