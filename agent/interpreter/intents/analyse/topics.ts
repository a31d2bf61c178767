import type { MetricId } from '../../../../engine/analytics/metrics/definitions.ts';
import type { About } from '../../../../tools/support/performance/schema.ts';
import type { Utterance } from '../../words/utterance.ts';
import { frames } from './frames.ts';

/** What a question about performance is about; with `metrics` only these figures are told. */
export interface Topic {
  about: About;
  metrics?: readonly MetricId[];
}

interface Reading extends Topic {
  said: RegExp;
  /** Not where this is said too. */
  unless?: RegExp;
  /** Its words name nothing else: they are taken out of the text, which would be read for stages and segments. */
  whole?: true;
}

const content =
  '(?:content|contents|items?|pieces?|assets?|materials?|case studies|guides?|white ?papers?|checklists?|webinars?|reports?)';
const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const people = /\b(?:leads?|contacts?|prospects?|people|who)\b/;

/** In the order they are tried: what is said with certain words first. */
const readings: readonly Reading[] = [
  {
    about: 'opportunities',
    whole: true,
    said: /\b(?:what|where|how) (?:else )?(?:should|could|can|shall|would|do|might) (?:we|i|you) (?:improve|fix|optimi[sz]e|tackle|get better|do (?:better|differently))\b|\bimprovements?\b|\bquick wins?\b|\blow hanging fruits?\b|\bopportunit(?:y|ies) (?:to|for) (?:improv\w+|optimi\w+)|\b(?:any|your|got|have) (?:\w+ )?(?:suggestions|ideas|tips)\b(?! for content)|\bwhere (?:should|shall|do) (?:we|i) (?:focus|start|look|invest|begin)\b|\b(?:biggest|main|greatest|best) opportunities\b|\bwhat is (?:broken|going wrong|not working|going badly)\b|\bwhere (?:is|are) (?:there )?room\b/,
  },
  {
    about: 'attribution',
    whole: true,
    said: /\b(?:which|what) (?:case stud(?:y|ies)|guides?|webinars?|white ?papers?|pieces?|assets?|checklists?|reports?|materials?|interactions?)\b.*\b(?:bring|brings|brought|drives?|drove|leads? to|led to|generated?s?|w[io]ns?|produced?s?|behind|helped|closed?|sourced?)\b.*\b(?:deals?|revenue|sales|customers?|money)\b|\battribut\w+\b|\b(?:first|last|multi) ?touch\b|\bgets? (?:the |most )?credit\b|\bcredit for\b|\b(?:which|what) (?:content|e?mails?|items?|touch(?:es|points)?)\b.*\b(?:bring|brings|brought|drives?|drove|leads? to|led to|generated?s?|w[io]ns?|produced?s?)\b.*\b(?:deals?|revenue|sales|customers?|money)\b/,
  },
  {
    about: 'attribution',
    whole: true,
    said: /\b(?:what|which)\b.*\b(?:came|come|comes|stood|happened|was|were|is|are) (?:right |just )?(?:before|ahead of|behind)\b.*\b(?:deals?|wins?|won|revenue|sales|customers)\b.*|\b(?:what|which)\b.*\b(?:preced|influenc|assist|contribut|help)\w*\b.*\b(?:deals?|wins?|won|revenue|closed?|sales)\b.*/,
    unless: people,
  },
  {
    about: 'overview',
    said: /\b(?:which|what)(?: of)?(?: our| the| my)? (?:tracks?|sequences?|campaigns?)\b.*\b(?:best|worst|better|most|least|fewest|highest|lowest|performs?|performing|works?|working|converts?|converting)\b|\b(?:best|worst|weakest|top|poorest|strongest|low|high|under|poorly|badly) ?(?:performing |converting |working )?(?:track|sequence|campaign)s?\b|\b(?:is|are|does|do|did|has|have)(?: the| our)? (?:[a-z]+ ){1,5}(?:working|work|worked|performing|perform|paying off|pay off|effective|successful|any good|worth it|delivering|converting|convert)(?: (?:well|ok|okay|at all|badly|now|so far))?$/,
  },
  {
    about: 'holds',
    said: /\b(?:what|which|how many|why)\b.*\b(?:did|do|have|were|was|are|is|got) (?:we |you |it |trellis )?(?:hold|keep|held|kept) ?back\b|\b(?:e?mails?|sends?|messages)\b.*\b(?:(?:held|kept) ?back|held|capped|dropped|given up|blocked|on hold|not sent)\b|\b(?:held|capped|dropped|blocked) (?:back )?(?:e?mails?|sends?)\b|^(?:the )?(?:holds|held sends)\b|\bwhat (?:is|was|has|have|got|gets) (?:being |been )?held\b/,
  },
  {
    about: 'deliverability',
    metrics: ['delivery'],
    whole: true,
    said: /\bhow many (?:of (?:our|the) )?(?:e ?mails?|mails|messages)\b.*\b(?:sen[dt]|deliver(?:ed)?|go(?:es)? out|went out|gone out)\b|\b(?:e?mails|messages|volume of e?mails) (?:sent|delivered)\b/,
    unless: people,
  },
  {
    about: 'cohorts',
    said: /\bconvert\w* over time\b|\bnew leads\b.*\bconvert\w*\b|\bleads (?:of|from) each (?:week|month)\b|\bcohorts?\b|\bretention\b/,
  },
  {
    about: 'funnel',
    said: /\b(?:the |our |whole |lead |conversion )*funnel\b|\bdrop ?(?:ped |ping )?offs?\b|\bwhere\b.*\b(?:loo?s(?:e|ing)|lost|leak(?:s|ing|y)?|drop(?:s|ping|ped)?(?: out)?|stuck|fall(?:s|ing)?)\b|\b(?:loo?s(?:e|ing)|lost|leaking)\b.*\b(?:most|where)\b|\bconversion(?: rates?)? (?:by|per|from) stage\b|\bprogression (?:rates? )?(?:by|per) stage\b|\bstage (?:by stage )?conversions?\b/,
    unless: /\bhow many\b/,
  },
  {
    about: 'overview',
    metrics: ['handoff'],
    whole: true,
    said: /\b(?:sales )?hand ?(?:off|over)s?(?: times?)?\b|\bhow (?:quickly|fast|long|soon)\b.*\bsales (?:take|react|respond|call|accept|follow|get|need)\w*\b.*/,
  },
  {
    about: 'overview',
    metrics: ['qualified'],
    whole: true,
    said: /\b(?:(?:what|which) )?(?:share|percentage|per ?cent|proportion|part|fraction|%|how many) (?:of )?(?:the |our |all )*(?:nurtured )?mqls?\b.*\b(?:sales|sqls?|accept\w*|qualif\w+|convert\w*)\b|\bturn(?:ing|s|ed)? (?:\w+ )?mqls? into sqls?\b|\bconversions?(?: rates?)? (?:of|from|for) (?:our |the |all )?mqls? (?:in)?to sqls?\b|\b(?:sales )?acceptance(?: rates?)?\b|\bmqls? (?:\w+ )?accepted(?: by sales)?\b|\bsales accept(?:s|ed)?(?: rates?)?\b(?=.*\bmqls?\b)|\bmqls? to sqls? (?:conversion|rates?)(?: rates?)?\b/,
    unless: /\bhow (?:long|quickly|fast)\b/,
  },
  {
    about: 'overview',
    metrics: ['time_in_nurture', 'time_in_nurture_mean', 'qualified'],
    whole: true,
    said: /\bhow (?:long|many days|quickly|fast|much time)\b.*\b(?:mqls?|sqls?|qualif\w+|nurtur\w+|stages?|sales)\b(?:.*\bsqls?\b)?|\b(?:time|days|duration) (?:spent )?(?:in|to|from) (?:nurture|nurturing|mqls?|sqls?|qualif\w+)(?: (?:to|until) sqls?)?\b|\bmqls? to sqls?\b(?: (?:time|conversion|rates?))*|\b(?:nurture )?cycle (?:times?|lengths?)\b|\bvelocity\b|\bnurture (?:times?|cycles?)\b|\b(?:are|do|is) nurtured (?:leads? )?(?:\w+ )?faster\b.*/,
  },
  {
    about: 'deliverability',
    metrics: ['bounce', 'unsubscribe', 'complaint', 'delivery'],
    whole: true,
    said: /\b(?:bounc\w+|unsub(?:s|scri\w+)?|opt ?outs?|complaints?|spam|deliverab\w+|delivery)(?: (?:rates?|complaints?|reports?|and|or|,|bounc\w+|unsub(?:s|scri\w+)?|opt ?outs?))*\b/,
    unless: people,
  },
  {
    about: 'pipeline',
    whole: true,
    said: /\b(?:revenue|money)\b.*\b(?:open (?:deals?|proposals?)|proposals?)\b|\b(?:revenue|pipeline|deal sizes?|deals?|win rates?|bookings|turnover|money|income|sales figures)\b/,
    unless: /\b(?:how many|which|who|list|show me)\b.*\b(?:leads|contacts|people)\b/,
  },
  {
    about: 'content',
    said: new RegExp(
      `\\b(?:which|what)\\b(?: of)?(?: the| our)? (?:e ?mails?|mails?|subject lines?|subjects|messages|newsletters)\\b.*\\b(?:(?:opened?|opens|clicked?|clicks|read|answered|replied|repl(?:y|ies)|ignored|engage\\w*|respond\\w*|react\\w*)\\b.*\\b(?:most|best|highest|more)|.*\\b(?:least|worst|fewest|lowest|poorest|badly|poorly|ignored)|(?:are |is )?(?:the )?(?:most|best|highest) (?:opened|clicked|read|answered|ignored))\\b(?: (?:often|opens|clicks|opened|clicked|answered|replies|read|ignored|opens? rates?|click rates?|(?:open|click|reply) rates?))*|\\b(?:worst|weakest|least|most (?=clicked|opened|read|ignored|answered)|best (?=clicked|opened|read|answered|subject)|top (?=subject))(?: ?(?:performing|clicked|opened|read|ignored|answered|engaging|effective|successful|popular))* (?:\\d+ )?(?:e ?mails?|mails|subject lines?|subjects)\\b|\\b(?:least|fewest|rarely|never|hardly ever)[a-z ]* (?:downloaded|read|used|viewed|opened|clicked|popular|engaging) (?:[a-z]+ )?${content}\\b|\\b(?:which|what) ${content}\\b.*\\b(?:least|fewest|rarely|nobody|no one)\\b.*|\\b${content} (?:that )?(?:nobody|no one) (?:reads|downloads|opens|wants|uses)\\b|^(?:(?:and|so|,) )*what (?:has )?(?:worked|works|did well|went well|performed)(?: well| best)? (?:in|last|this|over|during|since)\\b|\\bwhich (?:of (?:our|the) )?e?mails?\\b.*\\b(?:most|fewest|least|best|worst|lowest|highest|better)\\b.*\\b(?:clicks?|opens?|repl\\w+)\\b|\\b(?:best|top|better|well) performing (?:content|contents|items?|pieces?|assets?|materials?)\\b(?! (?:for|with|among|by)\\b)|\\b(?:which|what)\\b(?: of)?(?: our| the)? ${content}\\b.*\\b(?:works?|worked|performs?|performed|does|do|did)\\b.*\\b(?:worst|badly|poorly|least)\\b.*|\\b(?:worst|weakest|under ?performing|poorest)(?: performing)? ${content}\\b|\\b(?:which|what) ${content}\\b.*\\b(?:under ?perform\\w*|flop\\w*|fail\\w*|do(?:es)? not (?:work|perform)|is not working)\\b|\\bcontent (?:performance|results?|stats|figures|engagement)\\b|\\bhow (?:is|are|does|do|did|was|were|well (?:does|is|do|did)) (?:our |the )?(?:content|library|case studies|guides|checklists|white ?papers|webinars|templates|podcasts)\\b.*\\b(?:do|doing|perform\\w*|work\\w*)\\b|\\bbest and worst ${content}\\b`,
    ),
  },
  {
    about: 'segments',
    said: /\b(?:compare|comparing|comparison of) (?:the |our |all )?segments\b|\bsegments? (?:performance|differences?|comparison|compare|differ)\b|\bhow (?:do|did) (?:the |our )?segments\b.*|\b(?:by|per|across|between) segments?\b|\bwhich segments?\b.*\b(?:best|worst|better|faster|fastest|slowest|converts?|performs?|progress\w*)\b/,
    unless: /\bhow many\b|\bcontent|gaps?\b/,
  },
  {
    about: 'emails',
    whole: true,
    said: /\b(?:open|click)s? through(?: rates?)?\b|\bclick thr(?:u|ough)s?(?: rates?)?\b|\bhow (?:do|did|does|are|have|well do)\b(?=.*\b(?:respond|react|engage|interact|responding|reacting|engaging|responded|reacted|engaged)\b)|\b(?:respond|react|engage|interact|responding|reacting|engaging|responded|reacted|engaged)(?:s|ed)? (?:to|with|on) (?:our |the )?e?mails\b|\b(?:how many|number of) (?:demos?|demo requests?|meetings?|downloads|opens|clicks|replies)(?: requests?)?\b(?=.* (?:through|from|by|via|thanks to) (?:our |the )?(?:nurtur\w+|e?mails?)\b)|\b(?:open|click|reply|engagement)(?:ing)? (?:behaviou?r|levels?|numbers)\b|\be?mail engagement\b|\b(?:(?:open|click|click through|click to open|reply|download|demo(?: request)?|meeting|close)s?(?: ,)?(?: (?:and|or|vs) (?:the )?)?)+ ?rates?(?: (?:and|or) (?:open|click|reply) rates?)*\b|\bctr\b|\b(?:opens|clicks)(?: (?:and|or) (?:opens|clicks))?\b(?= by| per| last| this| in| on| of| from| for| since| between| over|$)|\be?mail (?:engagement|performance|stats|statistics|numbers|figures|metrics|results)\b|\bhow (?:are|do|did|were|well (?:are|do|did)) (?:our |the )?e?mails\b(?=.*\b(?:do|doing|perform\w*|engag\w*|read|work\w*)\b)/,
    unless:
      /\bhow many (?!demos?|meetings?|downloads|opens|clicks|replies)|\bwho\b|\b(?:leads?|contacts?|people) (?:with|that|without)\b/,
  },
  {
    about: 'overview',
    metrics: ['progression', 'qualified'],
    said: /\b(?:what|which|how (?:big|large)(?: is)?(?: an?| the)?|the|give me the) (?:share|percentage|per ?cent|proportion|part|fraction|%) (?:of )?(?:the |our |all |new )*(?:[a-z]+ )?(?:leads?|contacts?|people)(?: (?:make|makes|made|get|gets|move|moves|moved|go|goes|progress|progresses|advance|advances|reach|reaches|convert|converts|come|comes) (?:it |on |over |up )*)(?=.*\b(?:from|to|into|through)\b)|\b(?:which|what) (?:industry|industries|region|regions|country|countries|source|sources|channel|channels|sector|vertical|company size|size|role|owner|rep|segment of leads|market)s?\b.*\b(?:converts?|converting|performs?|performing|progress\w*|works?|does|do|did|doing|moves?)\b.*\b(?:best|worst|most|least|better|fastest|well|badly)\b|\b(?:best|worst)(?: (?:converting|performing))? (?=(?:industry|region|country|source|channel|sector|vertical)\b)/,
  },
  {
    about: 'overview',
    metrics: ['progression', 'qualified'],
    whole: true,
    said: /\b(?:lead )?progression(?: rates?)?\b|\bconversion(?: rates?)?\b/,
    unless: /\bhow many\b/,
  },
  {
    about: 'overview',
    said: new RegExp(
      `\\b(?:recap|summary|overview|round ?up|rundown|wrap ?up)\\b(?=.*\\b(?:days?|weeks?|months?|quarters?|years?|fortnight|q ?[1-4]|yesterday|today|nurtur\\w+|${months})\\b)`,
    ),
  },
  {
    about: 'overview',
    said: /\b(?:are|were|did|do|have|is|was|how did) (?:we|things|it|results|nurturing|the numbers|our numbers|performance)(?: been| gotten)? (?:doing |performing |going |do |perform )?(?:any )?(?:better|worse|well|badly|up|down|improving|improve|improved|getting better|getting worse|on track)\b|\b(?:what|anything|how (?:has|have|did) (?:it|things|we)) (?:has |have |is )?(?:change[ds]?|different)\b(?=.*\b(?:compared?|than|since|versus|vs|against|from) (?:to |with )?(?:the )?(?:last|previous|prior|january|february|march|april|may|june|july|august|september|october|november|december)\b)|\b(?:week on week|week over week|month over month|month on month|quarter over quarter|year over year|wow|mom|qoq|yoy)\b|\b(?:weekly|monthly|quarterly|yearly|annual|daily) (?:summary|report|recap|overview|numbers|figures|stats|update|review|results)\b|\bhow (?:are|were) (?:we|things)\b(?: (?:doing|going|performing|looking))?|\bhow (?:have|did) we (?:done|do|been|perform\w*)\b(?: doing)?|\bhow (?:is|was|has|did) (?:it|everything|nurturing|business|marketing|the program|our nurturing)(?: (?:been|all))? ?(?:going|doing|go|do|look\w*|perform\w*)?\b|\bdashboard\b|\b(?:perform(?:ed|s|ing|ance)?|kpis?|stats|statistics|metrics|results?|numbers|figures)\b|\b(?:monthly|weekly|quarterly|performance) report\b|\breport (?:on|for|about)\b|\bhow (?:was|did|is|has) (?=(?:the )?(?:last|this|january|february|march|april|may|june|july|august|september|october|november|december|q ?[1-4])\b)|\bhow (?:well |badly )?(?:did|do|does|is|are|was|were|has|have)\b.*\b(?:do|does|did|doing|done|going|gone|go|went|work|working|worked|run|running|perform\w*)\b|\bhow (?:is|was|are) (?:the |our )?[a-z ]*(?:tracks?|it)$|\b(?:getting|got|gone|going|become|becoming) (?:any )?(?:better|worse)\b|\bbetter or worse\b|\bcompare\b|\bupdate me\b|\bwhere do we stand\b/,
    unless: new RegExp(
      `\\bhow many\\b|\\b(?:which|what)\\b.*\\b(?:best|most)\\b|\\b(?:best|top)(?: performing| working)?(?: \\d+)? ${content}`,
    ),
  },
];

const rates: readonly (readonly [RegExp, MetricId])[] = [
  [/\bopens?\b(?! (?:deal|pipeline|proposal))/, 'open'],
  [/\bclicks?\b|\bctr\b/, 'click'],
  [/\bclick to open\b/, 'click_to_open'],
  [/\brepl(?:y|ies)\b/, 'reply'],
  [/\bdownloads?\b/, 'download'],
  [/\bdemos?\b/, 'demo_request'],
  [/\bmeetings?\b/, 'meeting'],
  [/\bclose\b/, 'close'],
  [/\bbounc\w+\b/, 'bounce'],
  [/\bunsub(?:s|scri\w+)?\b|\bopt ?outs?\b/, 'unsubscribe'],
  [/\bcomplaints?\b|\bspam\b/, 'complaint'],
  [/\b(?:revenue|money)\b(?!.*\b(?:open deals?|proposals?)\b)|\bincome\b|\bturnover\b/, 'revenue'],
  [/\bpipeline\b|\bproposals?\b|\bopen deals?\b/, 'pipeline'],
  [/\bdeal sizes?\b/, 'deal_size'],
  [/\bwin rates?\b/, 'win_rate'],
];

/** What is asked about, its words taken out of the text; undefined where nothing says that it is about performance. */
export function takeTopic(utterance: Utterance): Topic | undefined {
  return takeFramed(utterance) ?? takeRead(utterance);
}

/** Periods are taken out before: “90 days” is no time that leads take. */
function takeFramed(utterance: Utterance): Topic | undefined {
  const free = utterance.free().join(' ');
  const found = frames.find(
    ({ all, unless }) => all.every((concept) => concept.test(free)) && !unless?.test(free),
  );
  if (!found) return undefined;
  const taken = [...found.all, ...(found.besides ? [found.besides] : [])].flatMap((concept) =>
    utterance.takeAll(concept).map(([words]) => words),
  );
  return topicOf(found, taken.join(' '));
}

function takeRead(utterance: Utterance): Topic | undefined {
  const { text } = utterance;
  const found = readings.find(({ said, unless }) => said.test(text) && !unless?.test(text));
  if (!found) return undefined;
  const words = found.whole ? utterance.takeAll(found.said).map(([taken]) => taken) : [];
  return topicOf(found, words.join(' '));
}

function topicOf({ about, metrics: usual }: Topic, words: string): Topic {
  const named = told.has(about)
    ? rates.filter(([pattern]) => pattern.test(words)).map(([, metric]) => metric)
    : [];
  const metrics = named.length > 0 ? named : usual;
  return { about, ...(metrics && { metrics }) };
}

/** Of these the figures that are named are told alone. */
const told: ReadonlySet<About> = new Set(['overview', 'emails', 'deliverability', 'pipeline']);
