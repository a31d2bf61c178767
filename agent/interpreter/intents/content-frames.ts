/** What is asked of the content library, known by what a text names, in any order. */

const kinds =
  'case stud(?:y|ies)|guides?|reports?|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|toolkits?|blogs?(?: posts?)?|white ?papers?|research|interviews?|reference stor(?:y|ies)|landing pages?|(?:roi )?calculators?|demo videos?|one pagers?';
const contents = `contents?|materials?|assets?|pieces?|items?|collateral|articles?|resources?|reading|${kinds}`;
const library = `library|(?:our|the|any) (?:content|materials?|documents?|docs|collateral|articles?)|documents?|docs|(?:our|the|this|that|a|which|what|any of our|any) (?:[a-z0-9]+ ){0,4}?(?:${kinds})`;
const any = (words: string) => new RegExp(`\\b(?:${words})\\b`);

/** What is done, counted or planned is no matter of what a document says. */
const otherwise =
  /\b(?:click\w*|opened|downloaded|downloads|attended|rates?|perform\w*|revenue|deals?|points?|scor\w+|thresholds?|triggers?|experiments?|drafts?|simulat\w+|halt\w*|pause\w*|versions?)\b|^(?:(?:please|can you|could you|now|ok|and|,) )*(?:build|create|make|add|put|replace|swap|use|remove|delete|send|give (?!me)|raise|lower|set|move|write|rename)\b/;
const ofLeads =
  /\b(?:how many|which|list|count|any) (?:\w+ ){0,2}(?:leads|contacts|people|prospects)\b|\b(?:leads?|contacts?|people) (?:who|that|in|with|at|from)\b|\btracks?\b|\bsegments?\b|\brules?\b|\bproposals?\b|\bchanges? (?:about|to|by|is|are|we|that)\b/;

const saying =
  'says?|said|tells?|told|mention(?:s|ed)?|cover(?:s|ed|ing)?|explain(?:s|ed)?|claim(?:s|ed)?|advises?|states?|describ(?:es?|ed|ing)|address(?:es|ed)?|touch(?:es)? on|talks? about|talking about|deals? with|contains?|(?:write|wrote|written|speak|spoken) (?:anything |something )?(?:about|on)|(?:does|do|did|would) (?:it |the [a-z ]+? |our [a-z ]+? )?(?:list|name|ask|give|promise|quote|recommend|suggest|have|show)|in (?:which|what)';
const said = any(saying);
const from = new RegExp(
  `\\b(?:according to|as per|per|in|from) (?:the|our|this|that) (?:[a-z0-9]+ ){0,5}?(?:library|content|docs|documents?|materials?|${kinds})\\b`,
);
const having =
  'is there|are there|do we have|have we|have we got|we have|got|anything|something|some|any|stuff|whatever|look(?:ing)? (?:for|in)|search|find|pull up|dig up|need|want|written|wrote|covered|show me|check';
const about = /\b(?:about|on|regarding|concerning|around|covering|dealing with|touching|how)\b/;
const asking =
  /\b(?:what|which|how|who|when|where|why|is|are|does|do|did|can|could|after|any|anything|has|have)\b/;
const toUse =
  /\b(?:we|i|you) (?:could|can|might) (?:use|share|send|show|quote)\b|\bto (?:read|share|quote|cite)\b/;

const things =
  'somethings?|anything|things?|stuff|pieces?|items?|articles?|posts?|contents?|materials?|assets?|resources?|lists?|documents?|collateral';
/** `have we ever published something about …`, `did anybody write a piece on …`. */
const onceMade = new RegExp(
  `\\b(?:publish(?:ed)?|written|wrote|write|produced?|posted|put (?:out|together)|done|cover(?:ed)?|released?)\\b(?: \\w+){0,4} (?:${things}|${kinds}) (?:about|on|regarding|concerning|around|covering)\\b`,
);
/** `do we also have a list of questions for vendors`, `is there a blog post for saas companies`. */
const haveOne = new RegExp(
  `\\b(?:(?:do|have|did) (?:we|you)|is there|are there|got)(?: (?:ever|also|still|already|perhaps|maybe|by any chance|have|got|had|made|written|published))* (?:an?|any|some|one|our own|the)?(?: (?!new\\b)[a-z]+){0,2} ?(?:${kinds}|(?:lists?|sets?|collections?|overviews?) of (?!leads|people|contacts|tracks|segments|changes|triggers|rules|fields|experiments|customers)[a-z]+|articles?|materials?|collateral)(?! (?:registration|sign|attend|download|visit|request)\\w*)\\b`,
);
/** `which of our pieces is right for that`: one is wanted for a matter that was named. */
const rightOne = new RegExp(
  `\\b(?:which|what)(?: one)?(?: of (?:our|the|these))? (?:${contents})(?: (?:of ours|do we have|there))? (?:is|are|would be|might be|fits?|suits?|helps?|works?|deals? with|treats?|goes? into|answers?)\\b(?=.* (?:that|this|it|those)(?: best| question| topic)?(?: ,)*$)`,
);

/** A passage is asked for, and nothing else can be meant. */
export function asksLibrary(text: string): boolean {
  if (otherwise.test(text) || asksGaps(text) || asksBest(text)) return false;
  if (rightOne.test(text) || onceMade.test(text)) return true;
  if (haveOne.test(text) && !/\b(?:how many|scheduled|planned|registered)\b/.test(text)) return true;
  if (from.test(text) && asking.test(text) && !/\bhow many (?:of )?(?:our )?leads\b/.test(text)) return true;
  if (any(library).test(text) && said.test(text) && asking.test(text)) return true;
  if (ofLeads.test(text)) return false;
  if (any('library|documents?|docs|content library').test(text) && any(having).test(text) && about.test(text))
    return true;
  const wanted = /\b(?:anything|something|stuff|materials?|whatever (?:we|you) have)\b/.test(text);
  if (wanted && /\b(?:about|on|regarding)\b/.test(text) && toUse.test(text)) return true;
  if (
    new RegExp(
      `^(?:(?:please|ok|and|,|any|some|more|got|have we got|do we have|we have|our) )*(?:stuff|${contents}) (?:about|on|regarding|covering)\\b`,
    ).test(text)
  )
    return true;
  return (
    /\b(?:look(?:ing)? for|need|want|is there|are there|got|find|search for)\b/.test(text) &&
    any(`materials?|articles?|${kinds}`).test(text) &&
    /\b(?:about|on|regarding|covering)\b/.test(text)
  );
}

const lacking =
  /\b(?:gaps?|holes?|blind spots?|white spots?|missing|(?:we|i|do) miss|lack(?:s|ing)?|short of|short on|thin(?:nest)?|too little|too few|not enough|(?:do|does) not have|not have (?:any|enough)|(?:have|has) (?:no|nothing|little|too little)|without|not (?:yet )?(?:cover(?:ed|ing)?)|uncovered|poorly served|under ?served|coverage|need more|incomplete|(?:how|is|are) .*\bcomplete|should we (?:write|produce|create|make) next)\b/;
const published = any(
  `${contents}|library|topics?|what we (?:publish|write|have written)|publish\\w*|should we (?:write|produce|create) next`,
);
const notGaps =
  /\b(?:how many|number of|count) (?:\w+ ){0,4}(?:have|has|had|never|without|not)\b|\b(?:leads?|people|contacts?|who) (?:\w+ ){0,3}(?:without|missing|lack)|\btracks?\b|\bsteps?\b|\bfields?\b|\bphone\b|\btriggers?\b|\b(?:nothing|anything|something) (?:about|on)\b|\bemail \d|\bscor\w+|\bpoints?\b|\bbetween (?:e?mails|messages)\b|\bminimum gap\b|\bwithout (?:a |an |the |any )?(?:three|privacy|hand|risk|chaos)\b|\b(?:have|has|find|search|say|says)\b(?=.* (?:without|missing) )/;

/** `what do we still lack for the decision stage`, `where are we thin for fintech`. */
const weLack =
  /\b(?:what|where) (?:else )?(?:do|are|is) (?:we|our library|the library) (?:still |currently |most |really )*(?:lack|lacking|miss|missing|short|thin|light|weak)\b(?!.*\b(?:leads?|people|data|numbers|deals?|opportunit\w+|tracks?|improve\w*)\b)/;

export function asksGaps(text: string): boolean {
  if (weLack.test(text) && !notGaps.test(text)) return true;
  return (
    published.test(text) && lacking.test(text) && !notGaps.test(text) && !/^(?:draft|write)\b/.test(text)
  );
}

const succeeding =
  'work(?:s|ed|ing)?|perform(?:s|ed|ing)?|convert(?:s|ed|ing)?|do(?:es|ne)?|did|resonat(?:es?|ed|ing)|goes? down|went down|land(?:s|ed)?|mov(?:es?|ed)|engag(?:es?|ed|ing)|pull(?:s|ed)?|appeal(?:s|ed)?|respond(?:s|ed)?|like[sd]?|prefer(?:s|red)?|successful|popular|effective|useful|helpful';
const superlative = 'best|most|well|better|top|strongest|highest|favou?rite';
const failing =
  /\b(?:worst|weakest|least|badly|poorly|flop\w*|not work\w*|under ?perform\w*|fewest|lowest)\b/;
const notBest =
  /\b(?:at most|most once|points?|tracks?|campaigns?|segments? (?:convert|perform|do|work|is|are)|which segments?|should|shall|send|sends|how many|industr(?:y|ies)|regions?|sources?|experiments?|variants?|tests?|subject lines?|e?mails? (?:got|get|were|was)|most (?:clicked|opened|read|clicks|opens|leads)|next|nurtur\w+|open|we|page|time|day)\b/;
const withGroup = /\b(?:with|for|among|amongst|by|to)\b/;

/** What has worked, of the library; with a group of readers also where it is not named. */
export function asksBest(text: string): boolean {
  if (
    failing.test(text) ||
    fitting.test(text) ||
    notBest.test(text) ||
    otherwise.test(text.replace(/\b(?:perform\w*|rates?)\b/g, ''))
  )
    return false;
  const good = any(superlative).test(text) || /\b(?:resonat\w+|goes down well)\b/.test(text);
  if (!good || !/\b(?:what|which|top|best|most|show|list)\b/.test(text)) return false;
  const named = any(`${contents}|e?mails|content wise`).test(text);
  if (named)
    return (
      any(succeeding).test(text) ||
      any(`(?:top|best|most \\w+|highest|strongest)(?: \\w+){0,2} (?:${contents}|e?mails?)`).test(text)
    );
  return (
    /^(?:(?:and|so|ok|,) )*what\b/.test(text) &&
    ((withGroup.test(text) && any('resonat\\w+|goes down|works|worked|lands|appeals').test(text)) ||
      /\bdo (?:\w+ ){1,4}(?:engage with|respond to|like|prefer|react to|read|click) (?:the )?(?:most|best)\b/.test(
        text,
      ))
  );
}

const offering =
  'send|share|show|offer|give|attach|recommend|suggest|put in front of|pitch|follow up with|get next(?! (?:week|month|quarter|\\d))|read next';
const notNext =
  /\b(?:why|tests?|tracks?|build|would (?:\w+ ){1,3}get|points?|scor\w+|halt|segment called|will(?! (?:follow|speak|talk|meet|call|write|get in touch)\b)|did|was|were|has been|sent|how many|how often|when|policy|quiet|e?mails? (?:per|a|at|on)|draft|write|experiments?|approve|change|e?mail \d|alert|notify|task|remember|names?|list of leads)\b/;

/** `which piece of content fits her best`, `what content would suit them next`, `the right guide for Jana Vogel`. */
const fitting = new RegExp(
  `\\b(?:which|what)(?: one)?(?: of (?:our|the|these))?(?: (?:${contents}))(?: of (?:content|ours|the library))? (?:would |could |might |will |do you think )*(?:best |next )?(?:fits?|suits?|match(?:es)?|is right|is (?:the )?best|is good|makes? sense)\\b|\\bwhat (?:would|might|could) (?:best )?(?:fit|suit)\\b`,
);

/** What should be sent to somebody next. */
export function asksNext(text: string): boolean {
  if (notNext.test(text)) return false;
  if (
    /\bcontent (?:ideas?|suggestions?|recommendations?|tips?)\b|\b(?:suggestions?|recommendations?|ideas?) (?:of|for|on) (?:the )?(?:content|reading)\b/.test(
      text,
    )
  )
    return true;
  if (/\bnext (?:read|piece|content|thing to (?:send|read))\b/.test(text)) return true;
  if (/\bnext\b/.test(text) && /\bcontent wise\b/.test(text)) return true;
  if (fitting.test(text)) return true;
  if (
    /^(?:(?:please|can you|could you|would you|now|ok|and|,) )*(?:recommend|suggest|propose)\b/.test(text) &&
    any(`${contents}|something|anything|things?|to (?:send|read)`).test(text)
  )
    return true;
  if (
    /\bwhat (?:else |contents? )?(?:should|shall|ought)\b.* (?:get|receive|read|see|be sent|hear)\b/.test(
      text,
    )
  )
    return true;
  const open = /\b(?:what|which|something|anything|things?|ideas?)\b/.test(text) || any(contents).test(text);
  if (!open) return false;
  return new RegExp(
    `\\b(?:should|shall|do|can|could|would|to|might|ought to|best|good|i|we|you|please)\\b(?: \\w+){0,3} (?:${offering})\\b`,
  ).test(text);
}
