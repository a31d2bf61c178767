import type { MetricId } from '../../../../engine/analytics/metrics/definitions.ts';
import type { About } from '../../../../tools/support/performance/schema.ts';

/** A question about performance, known by what it names, in any order and however it is joined. */
export interface Frame {
  about: About;
  metrics?: readonly MetricId[];
  /** Each has to be named. Their words say nothing else: they are taken out of the text. */
  all: readonly RegExp[];
  /** Not where this is named too. */
  unless?: RegExp;
  /** Words that go with it and say no more. */
  besides?: RegExp;
}

const some = (words: string) => new RegExp(`\\b(?:${words})\\b`);

const mails = '(?:e ?)?mails?|mailings?|messages?|newsletters?|sends';
const pieces =
  'contents?|items?|pieces?|assets?|materials?|case stud(?:y|ies)|guides?|white ?papers?|checklists?|webinars?|subject lines?|subjects|articles?';
const part =
  'share|percentage|per ?cent|%|proportion|part|portion|fraction|rate|how often|how much|how many|number';
const engaged =
  'click(?:s|ed|ing|er|ers)?(?: (?:on|through|thru))*|open(?:s|ed|ing)|repl(?:y|ies|ied|ying)|answer(?:s|ed)';
const asking = 'why|what|which|how|reasons?|causes?|caused|because|explain|tell|main|any|show|list|give';
const won =
  'won|win|wins|winners?|deals?|clos(?:e|ed|ing)|bought|buy|buying|purchased?|revenue|sold|sales|customers?|signed|money';
const nobody = /\b(?:who|whom|leads?|contacts?|prospects?|people|folks)\b/;
const people = '(?:leads?|contacts?|prospects?|people|folks|anyone|anybody|they|everyone)';

const held =
  'held(?: up)?(?: back)?|hold(?:s|ing)? (?:up|back)|hold(?=.*\\b(?:sends|e?mails?)\\b)|kept|keeps?|keeping|delay(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|deferr?(?:ed|s|ing)?|stopp?(?:s|ed|ing)|blocks?|blocked|blocking|capped|prevent(?:s|ed|ing)?|late|stuck|(?:did|do|does|have|has|were|was|are|is|could|can) not (?:\\w+ )?(?:go|gone|going|sent|send|leave|left|get out|be sent)(?: out)?(?: on time| in time| as planned)?|wait(?:ed|ing)?|throttled|paused by';

/** In the order they are tried: what is said with certain words first. */
export const frames: readonly Frame[] = [
  {
    about: 'holds',
    all: [some(`${mails}|sending`), some(held), some(asking)],
    unless: /\b(?:what if|would|should|tracks?|sequences?|bounc\w+|points?|held the)\b/,
    besides:
      /\b(?:reasons?|main|from (?:going out|being sent|leaving|sending)|going out|go out|went out|on time|because of|due to|quiet hours|frequency|the cap|caps?|limits?|back|sent|send)\b/,
  },
  {
    about: 'holds',
    all: [
      some('sends|e?mails?|how many|how often|what'),
      /\bquiet hours\b|\b(?:frequency )?caps?\b/,
      some('delay(?:s|ed)?|postponed?|held|hold|block(?:s|ed)?|defer(?:s|red)?'),
    ],
    besides: /\b(?:back|did|the)\b/,
  },
  {
    about: 'deliverability',
    metrics: ['complaint'],
    all: [
      /\b(?:mark|marks|marked|marking|flags?|flagged|reports?|reported) (?:us|our (?:e ?)?mails?|them|it|as|e ?mails?|messages)(?: as)? (?:spam|junk)\b|\bcomplain(?:s|ed|ing)?\b|\bspam complaints?\b/,
    ],
    unless: /\b(?:who|which (?:leads?|people|contacts?)|list)\b/,
    besides: /\b(?:how many|people|leads|anybody|anyone|about|our|(?:e ?)?mails?|messages|situation)\b/,
  },
  {
    about: 'deliverability',
    all: [
      some(mails),
      /\b(?:never|not|did not|do not|failed to) (?:\w+ )?(?:arrive|arrived|reach|reached|land|landed|delivered|get through|got through)(?: (?:the|an|their) inbox(?:es)?)?\b|\bundeliver\w+\b|\binbox(?:es)?\b/,
    ],
    unless: nobody,
    besides: /\b(?:sent|send|delivered|never|share|in|the)\b/,
  },
  {
    about: 'deliverability',
    all: [
      /\b(?:bounc\w+|unsub(?:s|scri\w+)?|opt ?(?:ing |ed )?outs?|complaints?|spam|deliverability|delivery)\b/,
      /\b(?:rates?|situation|levels?|problems?|issues?|trend|much|of the|of our|numbers?|percentage|share)\b/,
    ],
    unless:
      /\b(?:who|which|list)\b|\b(?:how many|number of) (?:of )?(?:our |the )?(?:\w+ )?(?:leads?|contacts?|people|folks)\b/,
    besides: /\b(?:losing (?:our )?subscribers|subscribers|situation|levels?|problems?|issues?)\b/,
  },
  {
    about: 'cohorts',
    all: [/\bcohorts?\b/],
    besides:
      /\b(?:table|view|chart|weekly|monthly|week by week|month by month|by (?:week|month)|how many|became|become|turned? (?:in)?to|reach(?:ed)?|sqls?|mqls?|of new leads|that (?:came|come) in|came in|new)\b/,
  },
  {
    about: 'cohorts',
    all: [
      /\b(?:join(?:ed|s)?|came in|come in|arriv(?:ed|e|ing)|new leads|signed up|acquired|created|got)\b/,
      /\b(?:convert(?:ed|s)?|conver(?:sion|ting)|(?:became|become|turned? (?:in)?to|reached|reach|made it to|ended up|grew into) (?:\w+ )?(?:sqls?|mqls?|customers?|qualified|opportunit\w+))\b/,
      /\b(?:week by week|month by month|(?:by|per|each|every) (?:week|month)|weekly|monthly|over time)\b/,
    ],
    besides: /\b(?:sqls?|mqls?|of (?:those|the ones)|who|how many)\b/,
  },
  {
    about: 'attribution',
    all: [
      some(`touch ?points?|touch(?:es|ed)?|interactions?|${pieces}|${mails}|things?|what|which`),
      some(won),
      /\b(?:before(?:hand)?|prior(?: to)?|preced\w+|ahead of|led to|leads to|lead up to|leading (?:up )?to|credit(?:ed)?|influenc\w+|contribut\w+|dr[io]ves?|driving|brought|brings?|behind|helped|help|assist\w*|attribut\w+|touch(?:ed|es|points?)?)\b/,
    ],
    unless:
      /\b(?:how (?:much|many|long|fast|quickly)|segments?|tracks?|industr(?:y|ies)|should|would|if|score|points|sources?)\b/,
    besides: /\b(?:came|come|comes|see|saw|seen|read|did|get|gets|for|in|before)\b/,
  },
  {
    about: 'overview',
    metrics: ['time_in_nurture', 'time_in_nurture_mean', 'qualified'],
    all: [
      /\bhow (?:long|fast|quickly|soon|many days|many weeks|much time)\b|\b(?:average|mean|median|typical|usual)\b|\b(?:days?|time|duration|speed|velocity|lag|cycle)\b/,
      /\bmqls?\b|\bmarketing qualified\b|\bnurtur\w+\b|\bqualif\w+\b/,
      /\bsqls?\b|\bsales(?: qualified| takes?| accept\w*| pick\w*| ready)?\b|\baccepted\b|\b(?:in|being|of|for) nurtur\w+\b|\bnurtur\w+ (?:time|take|takes|last|lasts|cycle)\b/,
    ],
    unless:
      /\b(?:tracks?|hand ?(?:off|over)\w*|e?mails?|how many (?:mqls?|sqls?|leads?|nurtured)|list|who|react\w*|respond\w*|call\w*|revenue|pipeline)\b/,
    besides:
      /\b(?:average|mean|median|days?|time|between|from|becom\w+|turn\w*|spend|spent|until|till|takes?|them|on average|an|ballpark|roughly|being|get|gets)\b|[<>=-]+/,
  },
  {
    about: 'opportunities',
    all: [
      /\b(?:where|what|which|how|any|things?|give me|name|ideas?|suggest\w*|tips?|recommend\w*|your)\b/,
      /\b(?:improve\w*|optimi[sz]\w+|low hanging fruits?|quick wins|money on the table|missing out|weak(?:ness(?:es)?| (?:spots?|points?|links?|areas?))|(?:most|biggest|greatest|highest|more) (?:impact|potential|upside|leverage|room)|do better|get better results|better results|room (?:to|for)|(?:increase|raise|boost|lift|grow|get more) (?:our |the )?(?:conversions?|clicks?|results|engagement|performance|response)(?: rates?)?|(?:fix|tackle|work on) (?:first|next)|potential|underdeliver\w*)\b/,
    ],
    unless:
      /\b(?:score|scoring|points|threshold|contents? (?:for|to)|send|sent|lead names?|test|experiment|has improved|have improved|improved|improving)\b/,
    besides:
      /\b(?:leaving|are we|could|things?|three|give me|in nurturing|would|have|to|see|most|impact|improve\w*|improvement|ideas?|should|next|first|work on|get|conversions?|better|results|nurturing|us|biggest|where|do|ought|could|effort|least|increase|raise|boost)\b/,
  },
  {
    about: 'content',
    all: [
      some(`${pieces}|${mails}`),
      /\b(?:worst|weakest|poorest|lowest|flop\w*|badly|poorly|poor|under ?perform\w*|tank(?:s|ed|ing)?|not (?:really )?(?:landing|working|performing|resonating|catching on|clicking)|least (?:effective|successful|popular|clicked|opened|read|engaging)|bomb(?:s|ed)?|fail(?:s|ed|ing)?|nobody|disappoint\w*|duds?|weak|lag(?:s|ged|ging)?(?: behind)?|trail(?:s|ed|ing)?(?: behind)?|comes? last|(?:fall|fell|falls) (?:behind|short))\b/,
    ],
    unless: /\b(?:stages?|tracks? (?:is|are|perform|do)|segments? (?:is|are)|deliver\w*|bounc\w+)\b/,
    besides:
      /\b(?:wise|best|works?|worked|perform(?:s|ed|ing)?|performance|with people|lately|of late|clicks?|opens?|rank|ranked|rates?|people)\b/,
  },
  {
    about: 'content',
    all: [
      some('subject lines?|subjects'),
      /\b(?:best|top|strongest|most|rank(?:ed|ing)?|winners|highest|better than)\b/,
      /\b(?:which|what|rank(?:ed|ing)?|top|list|show|best|strongest|most)\b/,
    ],
    unless: /\b(?:send|sends|should|segments?|stages?|who|test|experiment)\b/,
    besides:
      /\b(?:works?|worked|pulls?|pulled|perform(?:s|ed|ing)?|performance|clicks?|opens?|clicked|opened|by|rates?)\b/,
  },
  {
    about: 'content',
    all: [
      some(mails),
      /\b(?:rank(?:ed|ing)?|top|most (?:clicked|opened|read|engaging|clicks|opens)|highest|best)\b/,
      /\b(?:click|open)(?:s|ed|ing|through)?\b/,
    ],
    unless:
      /\b(?:send|sends|should|tracks? (?:is|are|perform|do)|segments?|stages?|leads? (?:by|with)|who)\b/,
    besides: /\b(?:by|rates?|got|gets?|clicks?|opens?)\b/,
  },
  {
    about: 'content',
    all: [
      /\b(?:e ?mails?|mails?|messages?) (?:of|in|on|from|within)\b/,
      /\b(?:best|strongest|top|winner|most)\b/,
      /\b(?:works?|worked|working|perform\w*|does|doing|did|do|is|are|landed|lands)\b/,
    ],
    unless:
      /\b(?:send|sends|should|segments?|stages?|who|tests?|experiment|points?|subject|leads? (?:by|with))\b/,
    besides: /\b(?:works?|performs?|lands?|landed|most|best)\b/,
  },
  {
    about: 'segments',
    all: [
      /\bsegments\b|\b(?:which|what) segments?\b|\bacross (?:the |our |all )?segments\b/,
      /\b(?:compare\w*|comparison|stack(?:s|ed)? up|against each other|side by side|differ\w*|converts?|converting|perform\w*|best|worst|rank\w*|versus|vs|ahead|behind|progress\w*)\b/,
    ],
    unless: /\b(?:how many|contents?|gaps?|rename|delete|list|create)\b/,
    besides: /\b(?:each other|against|stack up|converts?|do|how|most|best)\b/,
  },
  {
    about: 'pipeline',
    metrics: ['win_rate'],
    all: [
      /\bwin rates?\b|\b(?:share|percentage|proportion|how many) (?:of )?(?:our |the )?(?:deals|proposals|opportunities)\b(?=.*\b(?:win|won)\b)/,
    ],
    unless: nobody,
    besides: /\b(?:do we|we|win|won)\b/,
  },
  {
    about: 'pipeline',
    all: [
      /\b(?:revenue|pipeline|pipe|earn(?:ed|ings?|s)?|turnover|bookings|income|money|deals?|(?<=\b(?:how much|worth|value|sum|money|total)\b.*)(?:open |pending |outstanding )?proposals?|(?:open )?proposals?(?=.*\b(?:worth|value|total)\b)|(?:worth|value) of (?:the |our |all )?(?:open )?(?:proposals?|deals?))\b/,
      /\b(?:what|how|much|many|value|worth|total|sum|show|give|tell|our|the|current|size|average|nurtured|open|won|closed|generated|brought)\b/,
    ],
    unless:
      /\b(?:which|who|list|show me|how many(?! (?:open |won |lost )?(?:deals?|proposals?)\b)) (?:\w+ ){0,3}(?:leads|contacts|people)\b|\b(?:source|touch\w*|credit|attribut\w+|points|score|search|content|before|case stud\w+|guides?|tracks?)\b/,
    besides:
      /\b(?:value|worth|total|sum|money|tied up|sits?|sitting|lies?|still|pending|outstanding|open|won|win|closed|nurtured|earn(?:ed)?|from|of|did|deal sizes?|size|average|deals?|proposals?|leads|at present|came in|come in)\b/,
  },
  {
    about: 'funnel',
    all: [
      /\b(?:funnel|stages?|steps? of (?:the|our)|journey)\b/,
      /\b(?:funnel|los(?:e|es|ing|t)|leak\w*|stuck|drop\w*|fall\w*|fell|flow(?:s|ing)?|(?:move|moving|go|going|pass|passing|progress(?:ing)?|travel|make it) (?:through|along|between)|bleed\w*|die|dying|bottlenecks?|leave us|slip\w*|stall\w*)\b/,
    ],
    unless: /\b(?:how many|list|who|tracks? (?:for|with)|build|what (?:does|is) (?:a|the) stage)\b/,
    besides:
      /\b(?:points?|out of|conversion|conversions|biggest|largest|worst|most|two|between|leak|which|step|steps|stages?|leads|people|get|drops?|flow|through|show|happen\w*|view|chart|drop ?off)\b/,
  },
  {
    about: 'emails',
    all: [
      new RegExp(
        `\\b(?:${part}) (?:of )?(?:(?:the|our|all|those|these|delivered|sent|marketing|nurturing|nurture|\\w+) ){0,3}(?:${mails})\\b|\\bof (?:(?:the|our|all|those|these|delivered|sent|\\w+) ){0,4}(?:${mails})\\b(?=.*\\b(?:${part})\\b)|\\b(?:${part})\\b(?=.*\\bof (?:the|our|all) (?:\\w+ )?(?:${mails})\\b)`,
      ),
      some(`${engaged}|read`),
    ],
    unless: new RegExp(
      `\\b(?:who|which (?:leads?|people))\\b|\\b(?:${part}) (?:of )?(?:our |the |all )?(?:\\w+ )?${people}\\b|\\bwhich (?:of )?(?:our |the )?(?:${mails})\\b`,
    ),
    besides: new RegExp(
      `\\b(?:${part}|${mails}|delivered|deliver|reached|received|sent|send|got|get|gets|were|was|a|to|each|per|went to)\\b`,
    ),
  },
  {
    about: 'emails',
    all: [
      some(`${mails}|what we send|stuff we send|our stuff`),
      new RegExp(
        `\\b(?:are|is|was|were|been|being|get|gets|getting|got) (?:\\w+ )?(?:clicked|opened|read|answered|ignored)\\b|\\bhow (?:often|well|much|many times)\\b(?=.*\\b(?:${engaged}|click|open|read)\\b)|\\b(?:are|do|did) (?:people|leads|they|folks|our leads|our people|customers|prospects) (?:\\w+ )?(?:click|open|read|engage)(?:ing)?\\b|\\bhow (?:${engaged})`,
      ),
    ],
    unless: new RegExp(
      `\\b(?:who|which|list|find)\\b|\\b(?:how many|number of) (?:of )?(?:our |the |all )?(?:\\w+ )?${people}\\b|\\bnot (?:been )?(?:clicked|opened)\\b`,
    ),
    besides: new RegExp(
      `\\b(?:${mails}|${engaged}|being|been|see|people|leads|them|what we send|stuff|open|click|read|how often|well)\\b`,
    ),
  },
  {
    about: 'emails',
    all: [
      new RegExp(
        `\\b(?:click|open|repl(?:y|ies))s?(?: (?:and|or|n|vs) (?:click|open)s?)* (?:per (?:delivered |sent )?(?:${mails})|numbers?|figures?|stats|rates?|trend)\\b|\\b(?:numbers?|figures?|stats|trend) (?:on|for|of) (?:click|open|repl)\\w*\\b|\\b(?:on|for) clicks\\b`,
      ),
    ],
    unless: /\bwho\b|\b(?:leads?|contacts?|people) (?:with|that|without)\b/,
    besides: /\b(?:got any|delivered|any|per|doing|on clicks)\b/,
  },
  {
    about: 'emails',
    all: [/\be ?mail (?:clicks|opens|replies)\b/],
    unless:
      /\b(?:who|whose|leads?|contacts?|people|prospects?|folks|how many|number|counts?|with|without|zero|no|never|least|most|more|less|fewer|points?|rules?|scor\w+|triggers?|tracks?|segments?|or|last|past)\b(?<!\b(?:last|past))|[<>=]|\d (?:\+|or more)/,
    besides: /\b(?:our|the|from|for|in)\b/,
  },
  {
    about: 'emails',
    metrics: ['click'],
    all: [
      /^(?:did|do) (?:more|fewer|less|our|the) (?:\w+ )?(?:people|leads|contacts|prospects|folks)? ?(?:click|open)\b/,
    ],
    besides: /\b(?:more|fewer|less|people|leads|than)\b/,
  },
  {
    about: 'emails',
    all: [
      some(mails),
      /\b(?:engagement|interaction|engag(?:es?|ed|ing)|interact(?:s|ed|ing)?|react(?:s|ed|ing)?)\b/,
      /\b(?:how|what|trend\w*|rate|level)\b/,
    ],
    unless: /\b(?:who|which|list|how many|points|score|track)\b/,
    besides: /\b(?:with|trending|trend|to|is|level|our)\b/,
  },
  {
    about: 'overview',
    all: [
      /\b(?:tell me about|sum(?:s|med)? up|summary|summari[sz]e|overview|recap|round ?up|rundown|brief|briefing|catch me up|update|report|results|snapshot|state of|look at)\b/,
      /\b(?:nurtur\w+|results|performance|numbers|figures|marketing|kpis?|metrics|our e?mails)\b/,
    ],
    unless:
      /\b(?:who|which|leads?|contacts?|tracks?|segments?|scor\w+|rules?|points|experiments?|changes?|library|case stud\w+|guides?|e?mail \d|draft|write|state of operations|webinars?)\b/,
    besides:
      /\b(?:how|went|goes|gone|did|do|overall|general|complete|full|short|quick|nurtur\w+|results|for|of|about)\b/,
  },
];

/** Words that these questions are known by, which are no slips of others. */
export const frameWords: readonly string[] = [
  ...new Set(
    frames.flatMap(({ all, besides }) =>
      [...all, ...(besides ? [besides] : [])].flatMap(({ source }) => source.match(/[a-z]{4,}/g) ?? []),
    ),
  ),
];
