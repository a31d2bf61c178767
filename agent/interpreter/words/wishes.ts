import { numberOf, numberSource } from '../slots/numbers.ts';

/** What is said, and how it is said to the grammar; applied in their order. */
type Rewording = readonly (readonly [RegExp, string])[];

const n = `(?<n>${numberSource})`;
const points = `${n} ?(?:points?|pts?)?`;
const team =
  '(?:the |our |my )?(?<team>sales|marketing|customer success|support|account managers?|sdrs?|bdrs?|reps?)(?: team| people| guys| folks| reps)?';
const when = '(?<when>when|whenever|if|once|as soon as|every time|each time|after)';
const notice =
  '(?:an? |some (?:kind|sort) of )?(?:quick |slack |email )?(?:ping|alert|notification|notice|heads ?-?up|message|nudge|shout|buzz|note|word)';
const someone =
  '(?:(?:when|if|whenever) )?(?:a |any |every |all |the )?(?:leads?|anyone|anybody|everyone|everybody|someone|somebody|people|persons?|contacts?|prospects?|those|folks)';
const telling = '(?:told|notified|alerted|pinged|informed|warned|messaged|made aware)';

const contractions: Rewording = [
  [/[’‘]/g, "'"],
  [/\b(i|we|it|that|they)'d (?:like|love|prefer|rather|be|want)\b/gi, '$1 would like'],
  [/\b(do|does|should|would|must|need|could|is|are)n'?t\b/gi, '$1 not'],
  [/\b(?:will not|won'?t)\b/gi, 'shall not'],
  [/\bcan'?t\b/gi, 'can not'],
  [/\blet'?s\b/gi, 'let us'],
  [/\bany ?more\b/gi, 'any longer'],
];

const verb =
  '(?=(?:do not|not|no longer|only|just|also|always|never|please|[a-z]{2,})\\b)(?!(?:have|know|see|find out|understand|hear|look)\\b)';
/** What stands around a wish and says only that it is one. */
const around: Rewording = [
  [
    /^(?:hi|hey|hello|ok|okay|so|and|also|please|well|right|thanks|team|all|morning|actually|yeah|yes|trellis|quick one|one more thing|btw|fyi)\b[ ,:!.]*/i,
    '',
  ],
  [
    /^(?:from now on|going forward|starting (?:today|now)|in (?:the )?future|by default|as of (?:today|now))\b[ ,]*/i,
    '',
  ],
  [
    /^(?:i (?:really )?(?:think|feel|believe)|imo|in my opinion|ideally|my boss (?:says|thinks)|we agreed|we decided)(?: that)?,? (?=.*\bshould\b)/i,
    '',
  ],
  [new RegExp(`^(?:can|could|may|might) we (?:please |maybe |perhaps |also |just )?${verb}`, 'i'), ''],
  [/^(?:can|could|would|will) you (?:please |also |just |kindly )?(?=[a-z])/i, ''],
  [/^(?:is|would) it (?:be )?possible to /i, ''],
  [
    /^(?:it )?(?:would|might) (?:like |be )?(?:be )?(?:nice|great|good|cool|lovely|helpful|useful|awesome|better)(?: to have)? (?:if (?:we|you) (?:could|would|can)|to) /i,
    '',
  ],
  [/^(?:do you mind|would you mind) (\w+?)(?:t?ting|ing)\b/i, '$1'],
  [
    /^(?:i|we|my team|marketing|the team) (?:really |also |just |do )?(?:want|wants|would like|would love|need|needs|have|has|wish|prefer)(?: you)? to /i,
    '',
  ],
  [
    new RegExp(
      `^(?:i|we) (?:really |also |just |probably )?(?:should|must|ought to|could|shall)(?: probably| really| also| just| all)? (?!be\\b)${verb}`,
      'i',
    ),
    '',
  ],
  [/^(?:please |kindly )?(?:make sure|ensure|see to it|take care)(?: that)? /i, ''],
  [
    /^(?:i|we) (?:really |also |just )?(?:want|would like|would love|need|prefer|wish)(?: you)?(?: for)? ((?:the |our |a |an )?(?!to\b)[^,]*?) to (?=(?:be|get|have|start|stop|end|go|give|count|score|leave|enter|receive|fire|not|only|cost|earn|lose)\b)/i,
    '$1 should ',
  ],
  [
    /^(?:i|we) (?:really |also |just )?(?:want|would like|would love|need|wish|could use)(?: to have)? (?=(?:an?|another|new|some|\d+)\b)/i,
    'add ',
  ],
  [
    /^(?:i|we) (?:really |also |just )?(?:want|would like|would love|need)(?: to have)? (?=(?:the|our)\b)/i,
    'make ',
  ],
  [
    /^(?:i|we) (?:do not|no longer) (?:need|want|use) (.+?)(?: any longer)?(?:,? (?:so )?(?:please )?(?:delete|remove|drop|scrap|bin) (?:it|that|them))?[.!]*$/i,
    'remove $1',
  ],
  [/^(?:please )?(make|build|create|set up|give) (?:me|us) (?=(?:an?|another|the)\b)/i, '$1 '],
  [/^let us not /i, 'do not '],
  [/^let us /i, ''],
  [/^not /i, 'do not '],
];

/** What somebody is to be told or to do, whoever is the subject of it. */
const teams: Rewording = [
  [
    new RegExp(
      `^(?:can|could|should|would|may|will) ${team} (?:please |also )?(?:get|have|receive|be given|be sent) ${notice} ${when}\\b`,
      'i',
    ),
    'notify $<team> $<when>',
  ],
  [
    new RegExp(
      `^(?:can|could|should|would|may|will) ${team} (?:please |also )?be ${telling} ${when}\\b`,
      'i',
    ),
    'notify $<team> $<when>',
  ],
  [
    new RegExp(
      `\\b${team} (?:should|shall|must|needs? to|has to|have to|ought to|(?:would like|wants?) to) (?:also |always |please )?(?:get|have|receive|be given|be sent) ${notice}`,
      'i',
    ),
    'notify $<team>',
  ],
  [
    new RegExp(
      `\\b${team} (?:should|shall|must|needs? to|has to|have to|ought to|(?:would like|wants?|likes?) to) (?:also |always |please )?(?:be ${telling}|know|hear(?: about it)?|learn|find out)(?: about it)?\\b`,
      'i',
    ),
    'notify $<team>',
  ],
  [new RegExp(`\\b${team} (?:gets?|receives?|is to get) ${notice}`, 'i'), 'notify $<team>'],
  [new RegExp(`\\b${team} (?:gets?|is|are) ${telling}\\b`, 'i'), 'notify $<team>'],
  [new RegExp(`\\b(?:give|send|drop|shoot) ${team} ${notice}`, 'i'), 'notify $<team>'],
  [
    new RegExp(`\\b(?:send|drop|shoot|set up|create|add|make|give us) ${notice} (?:for|to) ${team}`, 'i'),
    'notify $<team>',
  ],
  [new RegExp(`\\b${notice} (?:for|to) ${team}`, 'i'), 'notify $<team>'],
  [
    new RegExp(
      `\\b(?:notify|ping|alert|tell|inform|message|warn|let) ${team}(?: know)? (?:about|of|on|for|at) (?:every|each|any|an?|all)? ?(?<what>(?!the\\b)[a-z])`,
      'i',
    ),
    'notify $<team> when there is a $<what>',
  ],
  [new RegExp(`\\b(?:alert|warn|inform|message|buzz|nudge) ${team}\\b`, 'i'), 'notify $<team>'],
  [
    new RegExp(
      `\\b${team} (?:should|shall|must|needs? to|has to|have to) (?=(?:call|phone|ring|contact|reach out|follow up|email|get in touch|talk|message|meet|check)\\b)`,
      'i',
    ),
    'have $<team> ',
  ],
];

/** When something happens, however the leads that it happens to are named. */
const happenings: Rewording = [
  [/^(?<a>[^"“]{3,80}?) ?(?:->|=>|→|-->) ?/i, 'when $<a>, '],
  [/^when (?:when|if|whenever|once) /i, 'when '],
  [
    new RegExp(
      `^(?:whoever|${someone} (?:who|that)) (?<what>[^,]+?) (?:should|shall|must|needs? to|has to|is to|are to|gets?|goes?) (?:also |automatically )?(?:be )?(?:go|goes|put|moved|added|enroll?ed|placed|move|get|join|enter|enter into|get put)?(?: straight| directly)? ?(?:on ?to|on|in ?to|in|to) (?<where>the |our )`,
      'i',
    ),
    'when a lead $<what>, put them on $<where>',
  ],
  [
    /^(?<length>\S+ (?:minutes?|hours?|days?|weeks?)) after (?<what>(?!e?mail)[^,]+?),? (?=(?:notify|ping|tell|create|put|have|send|move|enrol|add)\b)/i,
    'when $<what>, wait $<length> and then ',
  ],
];

const time = String.raw`\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?`;
const nobody = '(?:nobody|no ?one|no lead|no leads|no contact|no person|none of our leads)';
const mails = '(?:(?:marketing )?(?:e-?)?mails?|messages?|e-?mailing|sending|anything|things|campaigns?)';
/** Limits of sending, whoever or whatever is their subject. */
const limits: Rewording = [
  [/^[^,]{3,80}, (?:so|therefore|hence|thus)(?: can we| could we| please| we should| let us|,)* /i, ''],
  [/\b(\d{1,2}(?::\d\d)?) ?(?:o'?clock )?(?:in the evening|at night|in the afternoon)\b/gi, '$1 pm'],
  [/\b(\d{1,2}(?::\d\d)?) ?(?:o'?clock )?in the morning\b/gi, '$1 am'],
  [/\b([ap])\.m\./gi, '$1m'],
  [
    new RegExp(
      `\\b(?:from |between )?(?<a>\\d{1,2}(?::\\d\\d)? ?[ap]m) ?(?:to|-|–|until|till|and|through) ?(?<b>${time})(?![\\w-])`,
      'gi',
    ),
    'between $<a> and $<b>',
  ],
  [
    /\b(?:from |between )?(?<a>\d{1,2}(?::\d\d)?) ?(?:-|–) ?(?<b>\d{1,2}(?::\d\d)? ?(?:[ap]m)?)(?![\w-])(?! days?| weeks?| hours?| e?mails?)/gi,
    'between $<a> and $<b>',
  ],
  [
    new RegExp(
      `\\b(?:after|from|past) (?<a>${time}|midnight|noon) (?:or|and|nor) (?:before|until) (?<b>${time}|midnight|noon)\\b`,
      'gi',
    ),
    'between $<a> and $<b>',
  ],
  [
    new RegExp(
      `\\b(?:before|until) (?<b>${time}|midnight|noon) (?:or|and|nor) (?:after|from|past) (?<a>${time}|midnight|noon)\\b`,
      'gi',
    ),
    'between $<a> and $<b>',
  ],
  [
    /\bno (?:e?mails?|messages?|sending) (?:at night|overnight|during the night|in the night)[,:( ]+(?=between|from)/i,
    'no emails ',
  ],
  [
    /^(?:the |our )?(?:new )?quiet hours?:? (?:should be |shall be |are |= ?|go |run )?(?:from |between )?(?=\d|midnight|noon)/i,
    'set quiet hours from ',
  ],
  [
    /^(?:leads|people|contacts|everyone) (?:should|shall|must) (?:get|receive|be sent) (?:at most|no more than|a maximum of|max) /i,
    'at most ',
  ],
  [
    new RegExp(
      `^${nobody} (?:should|shall|may|must|is to|can|is allowed to)(?: be able to)?(?: ever)? (?:get|receive|be sent|have|be e?mailed|hear from us) (?=more than)`,
      'i',
    ),
    'not ',
  ],
  [
    /^(?:not|(?:never|do not|stop) (?:send|sending|e?mail|e?mailing|give|giving)(?: out)?(?: anyone| anybody| people| leads?| a lead| any lead| our leads| them)?) more than /i,
    'at most ',
  ],
  [
    /^(?:(?:e?mail|frequency|sending|send) )?(?:cap|limit|max|maximum): ?(?=\d|one|two|three|four|five)/i,
    'at most ',
  ],
  [/(?<=e?mails?|messages?) ?\/ ?(?=(?:lead|person|account|day|week|month|\d))/gi, ' per '],
  [
    /^(?:never|do not|stop) (?:send|sending)(?: anyone| anybody| people| leads?| a lead)? (?:two|2|several|multiple) (?:e?mails?|messages?) (?:to (?:the same (?:lead|person)|anyone|a lead|one lead) )?(?:within|in|inside) (?:the same )?(?<length>\S+ (?:hours?|days?|weeks?))/i,
    'leave at least $<length> between emails',
  ],
  [
    /^(?:nothing|no (?:marketing )?(?:e?mails?|messages?)) (?:should|shall|may|must|is to|are to|can|will) (?:ever )?(?:go out|be sent(?: out)?|leave|be delivered|get sent)/i,
    'no emails',
  ],
  [
    new RegExp(
      `^(?:all |our )?${mails} (?:should|shall|may|must|are to|can) (?:only |just )(?:ever )?(?:go out|be sent(?: out)?|be delivered|get sent|happen|run)(?: on)?`,
      'i',
    ),
    'only send emails on',
  ],
  [
    new RegExp(
      `^(?:all |our )?${mails} (?:should|shall|may|must|are to) (?:not|never) (?:ever )?(?:go out|be sent(?: out)?|be delivered|get sent|happen)`,
      'i',
    ),
    'no emails',
  ],
  [/^(?:send|mail|e-?mail)(?: e?mails| them| people| out)? (?:only|just) /i, 'only send emails '],
  [
    /^(?<day>[^,]{3,30}?) (?:is|should be|shall be|must be) (?:a|an?other|our) (?:public |bank )?(?:day off|holiday)(?:[,.;]? .*\b(?:no|not)\b.*)?$/i,
    'make $<day> a holiday',
  ],
  [
    /^(?<what>(?:all |every |each |any |the )?(?:(?:low|medium|high)(?:[- ]risk)? |risky )*changes?) (?:need|require|should need|should require|must have|should have|shall have|have to have)s? /i,
    'require for $<what> ',
  ],
  [
    /^(?:(?:nobody|no ?one) (?:should|may|must|can|shall)(?: be able to| be allowed to)?|people (?:should|must|may|shall) not(?: be able to| be allowed to)?|do not (?:let|allow) (?:people|anyone|anybody)(?: to)?) (?:approve|sign off(?: on)?|release) (?:their|his|her) own (?:changes|work|proposals|stuff)/i,
    'require four eyes for all changes',
  ],
];
/** Segments, and rules of triggers. */
const named: Rewording = [
  [
    /^(?:bin|axe|nuke|ditch|chuck|junk|trash|scrap|get rid of|throw (?:out|away)|do away with|lift|cancel|abolish) /i,
    'remove ',
  ],
  [
    /^(?:group|put|bundle|collect|gather|save|turn|combine|have|keep|store) (?:together )?(?<who>.+?) (?:in|into|as|to|under) (?:an?|one|another) (?:new )?segment,? (?:and )?(?:called|named|titled|call it|name it) (?<name>.+)$/i,
    'create a segment called $<name> of $<who>',
  ],
  [
    /^(?:group|put|bundle|collect|gather|save|turn|combine|store) (?:together )?(?<who>.+?) (?:in|into|as|to|under) (?:an?|one|another) (?:new )?segment$/i,
    'create a segment of $<who>',
  ],
  [
    /^(?<make>(?:create|make|build|add|set up|start|define|new) .*?\bsegments?) (?<who>.+?),? (?:and )?(?:call|name) (?:it|this|that) (?<name>[^,]+)$/i,
    '$<make> called $<name> $<who>',
  ],
  [
    /^(?<which>.+?) (?:should|shall|must) (?:start|begin|kick in|be reached|come|apply) (?:at|from|with) (?<n>\d+)(?: points?| pts)?(?: on(?:wards)?| up(?:wards)?)?$/i,
    'make $<which> at $<n> points',
  ],
  [
    /\bshould (?:start|begin) (?:at|from|with) a score of (\d+)/i,
    'should be leads with a score of at least $1',
  ],
  [/^(?:the |our )?(?<which>.+ segment) ?(?:=|:) ?(?<who>.+)$/i, 'change the $<which> to $<who>'],
  [
    /^(?<which>.*\btrigger) (?:should|shall|must|may) (?:not|never) (?:fire|run|act|go off|trigger|happen|be fired)(?: again)?(?: for the same lead)? (?:within|for|more (?:often )?than once (?:in|every|per|within)|until after) (?<length>.+?)(?: of (?:firing|the last (?:one|time)))?$/i,
    'set the cooldown of $<which> to $<length>',
  ],
];

const lowered = '(?:dock|deduct|subtract|knock(?: off)?|take(?: away| off)?|remove|shave(?: off)?|minus|-)';
/** Points for what happens, wherever they stand. */
const scored: Rewording = [
  [
    /^(?<how>double|halve|triple) (?:what |how much )?(?<what>(?!the points|points).+?) (?:is|are) worth$/i,
    '$<how> the points for $<what>',
  ],
  [
    /^make (?<what>.+?) (?:be )?worth (?<how>twice|half|double) (?:as much|as many points|the points|what .+)$/i,
    '$<how> the points for $<what>',
  ],
  [
    /^(?<what>.+?) should be worth (?<how>twice|half|double) (?:as much|as many points|the points|what .+)$/i,
    '$<how> the points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>.+?) (?:is|are|gives?|gets?)(?: now| currently)?(?: only| just)? (?:worth )?(?:${numberSource})(?: points?| pts?)?(?: now)?,? (?:but |and )?(?:please )?(?:make|set) (?:it|that|this|them) ${points}(?: instead)?[.!]*$`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^${lowered} ${n} ?(?:points?|pts?)?(?: off| away)? (?:for|when|whenever|if|every time|each time|once|from (?:leads|people|anyone|anybody) (?:who|that|when they)|from the score (?:when|for|of (?:leads|people|anyone) (?:who|that))) (?:there is )?(?:an? )?`,
      'i',
    ),
    'deduct $<n> points for ',
  ],
  [
    new RegExp(
      `^${someone} (?:who |that )?(?<what>.+?) (?:should |shall |must |to )?(?:loses?|be docked) ${points}`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>.+?) (?:should |shall |must |to )?costs? (?:(?:a |the )?leads? |them |you |people )?${points}`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?:when|if|whenever|every time) (?<what>[^,]+?),? (?:they|the lead|he or she|the score) (?:should |shall |must )?(?:loses?|drops? by|goes? down by) ${points}`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^${someone} (?:who |that )(?<what>.+?) (?:(?:should |shall |must |to )?(?:be )?(?:gets?|scores?|earns?|receives?|given|awarded|has|have)) (?:\\+ ?)?${points}(?! (?:or|and) (?:more|above))`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?:let |make |have )?(?<what>(?!.*\\b(?:threshold|fit|score (?:of|above|over|below)|fire|segment)\\b).+?) (?:should |shall |must |needs? to |ought to )?(?:be worth|is worth|are worth|worth|counts?(?: for| as)?|gives?|gets?|earns?|brings?(?: in)?|scores?|yields?) (?:\\+ ?)?${points}(?! (?:or more|and more|e?mails?|%|days?|hours?|weeks?|times|segment))`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>(?!.*\\b(?:cap|threshold|policy|segment)\\b)[^:=]+?) ?[:=] ?(?:minus |- ?)${n} ?(?:points?|pts?)?$`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>(?!.*\\b(?:cap|threshold|policy|segment)\\b)[^:=]+?) ?[:=] ?\\+?${n} ?(?:points?|pts?)\\b`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [new RegExp(`^\\+ ?${n} ?(?:points?|pts?)? (?:for|when|if) `, 'i'), 'give $<n> points for '],
  [
    new RegExp(
      `^${n} ?(?:points?|pts?) (?:for|when|if|to (?:leads|anyone|people|everyone) (?:who|that)) `,
      'i',
    ),
    'give $<n> points for ',
  ],
  [
    new RegExp(
      `^(?:give|award|grant|assign) (?:an? |the |all |every |any )?(?:leads?|people|anyone|anybody|everyone|them|someone|persons?|contacts?|prospects?)(?: an? extra)? ${points}(?: extra)? (?:for|when(?:ever)?|if|once|every time|each time)(?: they| he| she| someone| a lead)? `,
      'i',
    ),
    'give $<n> points for ',
  ],
  [
    new RegExp(
      `^(?:give|award|grant|assign) ${points} (?:to|for) (?:leads?|people|anyone|anybody|everyone|whoever|someone)(?: who| that| when they| if they)? `,
      'i',
    ),
    'give $<n> points for ',
  ],
  [
    new RegExp(
      `^(?:raise|bump|increase|put|move|set|lower|drop|reduce|cut|take|bring|make|change)(?: up| down)? (?:the )?(?:points? |scores? |value )?(?:for |of )?(?<what>(?!.*\\b(?:threshold|segment|cap|priority|wait|gap|decay|hours|e?mails? \\d)\\b).+?)(?: up| down)? (?:from (?:${numberSource})(?: points?)? )?to ${n}(?: ?points?| ?pts?)?[.!]*$`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [/^(?:reward|credit|score|give credit for) (?!.*\d)(?<what>.+)$/i, 'give points for $<what>'],
];

const gone = '(?: any longer| at all| in future| from now on)?[.!]*$';
/** What shall give no points. */
const unscored: Rewording = [
  [
    /^do not (?:give|award|score|count|reward)(?: any| out)?(?: points?)?(?: to leads)?(?: for)? (?<what>[^\d]+?) any longer[.!]*$/i,
    'remove the points for $<what>',
  ],
  [
    new RegExp(
      `^(?:stop|no longer|quit) (?:give|giving|award|awarding|score|scoring|count|counting|reward|rewarding)(?: any| out)?(?: points?)?(?: to leads)?(?: for)? (?<what>[^\\d]+?)${gone}`,
      'i',
    ),
    'remove the points for $<what>',
  ],
  [
    new RegExp(`^no (?:more )?(?:points?|score) (?:for|on) (?<what>.+?)${gone}`, 'i'),
    'remove the points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>.+?) (?:should|shall|must|do|does|to)? ?(?:no longer|not|never) (?:be worth|give|get|score|count|earn|bring|be scored|be counted|be rewarded)(?: any| for| towards the score)?(?: points?| score| anything)?${gone}`,
      'i',
    ),
    'remove the points for $<what>',
  ],
  [
    /^(?:get rid of|scrap|ditch|kill|bin|drop|delete|remove|lose|axe|take out|cancel) (?:the )?(?:scoring |score )?rules? (?:for|of|on|about) (?<what>.+)$/i,
    'remove the points for $<what>',
  ],
  [
    /^(?:get rid of|scrap|ditch|kill|bin|axe|take out|cancel) (?:the )?(?<what>.+? )(?:scoring |score )?rule$/i,
    'remove the $<what>rule',
  ],
  [/^(?:get rid of|scrap|ditch|kill|bin|axe|cancel) (?:the )?points? (?:for|on) /i, 'remove the points for '],
];

const trimmed: Rewording = [
  [/[?]+/g, ''],
  [
    /(?:,? (?:please|pls|plz|thanks|thx|thank you|if possible|ok|okay|right|asap|for me|for us|(?:instead of|rather than|and not|not) (?:the )?(?:current )?\d+(?: points?)?))+[.! ]*$/i,
    '',
  ],
];

/**
 * What is wished for, said as a request: `we should give …` and `can sales get a ping when …` as `give …` and `notify
 * sales when …`. The same text where it is no wish of these kinds; whoever reads it takes only what files a proposal.
 */
export function plainly(text: string): string {
  if (/\b(?:maybe|perhaps|what if|wonder|never ?mind|kidding)\b/i.test(text)) return text;
  const [quotes, bare] = withoutQuotes(text.trim());
  let said = reworded(bare, contractions);
  if (said.includes('?') && !politely.test(said)) return text;
  said = reworded(said, trimmed);
  for (let turn = 0, before = ''; turn < 4 && before !== said; turn += 1) {
    before = said;
    said = reworded(said, around);
  }
  // Whether something should be done, or was, is asked; whatever else asks is no wish.
  if (asksStill.test(said)) return text;
  said = said.replace(oneIn, (whole, n: string) =>
    100 % numberOf(n) === 0 ? `${100 / numberOf(n)}%` : whole,
  );
  said = reworded(said, [...limits, ...named, ...happenings, ...teams, ...unscored]);
  if (!/^(?:do not|never|not|no)\b/i.test(said)) said = reworded(said, [...scored, ...short]);
  return said.replace(/“(\d+)”/g, (_, index: string) => quotes[Number(index)] ?? '').trim();
}

/** Things that happen by their short names, where points are spoken of. */
const short: Rewording = [
  [
    /(?<=points for )(?:an? |the |every |each |any |all )?(?<thing>demos?)(?= |,|$)(?! requests?| videos?| pages?)/i,
    'a demo request',
  ],
  [
    /(?<=points for )(?:an? |the |every |each |any |all )?meetings?(?= |,|$)(?! scheduled| booked| bookings?| no)/i,
    'a meeting scheduled',
  ],
  [/(?<=points for )(?:an? |the |every |each |any |all )?(?:clicks?|clicking)(?=,|$)/i, 'an email click'],
  [/(?<=points for )(?:an? |the |every |each |any |all )?(?:opens?|opening)(?=,|$)/i, 'an email open'],
  [/(?<=points for )(?:an? |the |every |each |any |all )?downloads?(?=,|$)/i, 'a content download'],
  [/(?<=points for )(?:an? |the |every |each |any |all )?(?:webinars?)(?=,|$)/i, 'a webinar attendance'],
];

/** `one in ten`, a share. */
const oneIn = new RegExp(
  `\\b(?:one|1) (?:in|out of) (?:every )?(${numberSource})(?! days?| weeks?| hours?| months?)\\b`,
  'i',
);
const politely =
  /^(?:(?:hi|hey|hello|ok|okay|so|and|also|please|well|right|thanks|team|all|morning|trellis)[ ,:!.]+)*(?:can|could|would|will|may|might|is it possible|do you mind)\b/i;
const asksStill =
  /^(?:how|what|which|who|whose|why|where|is|are|was|were|did|does|do (?!not\b)|has|had|have (?:we|you|they|any)|should|shall|may|will|would|when (?:did|was|were|is|are|do|does|will))\b/i;

function reworded(text: string, rewording: Rewording): string {
  return rewording.reduce((said, [pattern, to]) => said.replace(pattern, to), text);
}

/** Titles stay as they were written. */
function withoutQuotes(text: string): [quotes: string[], bare: string] {
  const quotes: string[] = [];
  const bare = text.replace(/["“”][^"“”]{1,200}["“”]/g, (quote) => `“${quotes.push(quote) - 1}”`);
  return [quotes, bare];
}
