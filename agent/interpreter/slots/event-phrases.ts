import { numberSource, suffixSource } from './numbers.ts';

/**
 * How people say that something happened, as regex sources over normalised text. `{count}` may hold a number before
 * the thing; named groups: page, kind, topic, tool, form.
 */
export interface EventPhrase {
  event: string;
  /** Beginning with a verb: `visited the pricing page`. */
  verbs: readonly string[];
  /** Beginning with the thing: `pricing page visits`. */
  nouns: readonly string[];
  /** A property that the phrase itself says. */
  fixed?: Readonly<Record<string, string | boolean>>;
}

/** In the passive: `demos were requested`. */
const been = '(?: (?:were|was|is|are|be|been|being|have|has|had|got|get|gets|that))*';
/** A number makes a bare word the thing: `3 visits`. */
const numbered = `(?<=\\b(?:${numberSource})(?: (?:${suffixSource}))? )`;
/** What somebody objects to. */
const topicWord = '(?!so|and|or|but|create|notify|tell|let|give|put|within|in|with|us|it)[a-z]+';
const some = '(?:{count} )?(?:(?:a|an|the|our|any|some|of|your|one|another) )*';
export const visiting =
  '(?:visit(?:ed|s|ing)?|view(?:ed|s|ing)?|saw|see|sees|seen|look(?:ed|s|ing)? at|land(?:ed|s|ing)? on|hit|hits|hitting|brows(?:ed|e|es|ing)|check(?:ed|s|ing)? out|(?:been|went|go|goes|going|came|comes|return(?:ed|s|ing)?) (?:to|on|back to))';
const knownPages = 'pricing|demo|security|comparison|documentation|docs|blog|careers|integrations|contact';
/**
 * A page is one or two words; words of the request before it (a verb, a negation, a number) are not part of its name.
 */
const notOfPage =
  'had|have|has|having|with|without|no|not|never|none|zero|any|did|do|does|were|was|are|is|who|that|get|got|to|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|their|a|an|the|our|more|fewer|less|than|least|most';
const page = `(?!(?:${notOfPage}|give|gives|award|add|set|raise|increase|bump|lower|reduce|decrease|change|make|deduct|subtract|score|count|show|list|find|points?|many|leads?|and|or|remove|stop|track)\\b)(?<page>[a-z]+(?: (?!(?:${notOfPage})\\b)[a-z]+)?)`;

export const eventPhrases: readonly EventPhrase[] = [
  {
    event: 'webinar_registration',
    verbs: [`(?:register(?:ed|s|ing)?|sign(?:ed|s|ing)? up|enrol(?:l?ed|s)?) (?:for|to|in) ${some}webinars?`],
    nouns: [
      'webinar (?:registrations?|sign ?ups?|registrants?)',
      '(?:registrations?|sign ?ups?) (?:for|to) (?:a |the |our |any )?webinars?',
      'registering for (?:a |the |our )?webinars?',
    ],
  },
  {
    event: 'webinar_attendance',
    verbs: [
      `(?:attend(?:ed|s|ing)?|join(?:ed|s|ing)?|watch(?:ed|es|ing)?|came to|comes? to|coming to|went to|goes to) ${some}webinars?`,
      'attend(?:ed|s|ing)?(?: (?:one|it|any|them))?(?= ,|$| -| and| but| or| in the| over the| during| since| last)',
    ],
    nouns: ['webinar (?:attendances?|attendees?|attendance)'],
  },
  {
    event: 'demo_request',
    verbs: [
      `(?:request(?:ed|s|ing)?|ask(?:ed|s|ing)? for|book(?:ed|s|ing)?|want(?:ed|s)?|wanting) ${some}(?:product )?demos?`,
    ],
    nouns: [
      'requested (?:one|any)',
      'demo (?:requests?|requesters?|bookings?)',
      'requests? (?:for|of) (?:a |the )?demos?',
      `(?:product )?demos?${been} (?:requested|booked|asked for)`,
      'requested demos?',
    ],
  },
  {
    event: 'meeting_scheduled',
    verbs: [
      `(?:schedul(?:ed|es?|ing)|book(?:ed|s|ing)?|set up|arrang(?:ed|es?|ing)|had) ${some}(?:meetings?|calls?)`,
    ],
    nouns: [
      '(?<!\\bfor )\\bscheduled (?:one|any)',
      '(?<=\\b(?:with|without|no|zero)(?: an?| any| one)? )meetings?(?! (?:scheduled|booked|arranged|points?|rules?|requests?|triggers?))',
      `(?:meetings?|calls?)${been} (?:scheduled|booked|arranged)`,
      '(?:scheduled|booked) (?:meetings?|calls?)',
      'meeting bookings?',
    ],
  },
  {
    event: 'email_open',
    verbs: [
      `open(?:ed|s|ing)? ${some}(?:e ?mails?|mails?|messages?|newsletters?)`,
      'open(?:ed|s|ing)? (?:anything|nothing|it|them|one)',
      'opened(?= (?:\u00b7|in|over|during|within|since|last|this|past|yet|and|or|but|at|,)|$)',
    ],
    nouns: [
      'e ?mail open(?:er)?s?',
      `e ?mails?${been} opened`,
      'opens? of (?:an |our |any )?e ?mails?',
      `${numbered}opens?`,
      '(?<=\\b(?:no|zero|without|any) )opens?',
    ],
  },
  {
    event: 'email_click',
    verbs: [
      `click(?:ed|s|ing)? (?:(?:on|in|through|at) )?${some}(?:e ?mails?|links?|mails?|messages?)(?: in (?:an? |the |our |any )?e ?mails?)?`,
      'click(?:ed|s|ing)?(?: (?:on )?(?:anything|something|nothing|through|one|it|them))?',
    ],
    nouns: [
      'e ?mail click(?:er)?s?',
      `(?:e ?mails?|links?)${been} clicked`,
      'clicks? (?:in|on|of) (?:an |our |any )?e ?mails?',
      `${numbered}clicks?`,
      '(?<=\\b(?:no|zero|without|any) )clicks?',
    ],
  },
  {
    event: 'email_reply',
    verbs: [
      `(?:repl(?:y|ied|ies|ying)|respond(?:ed|s|ing)?|answer(?:ed|s|ing)?)(?: (?:to|on) ${some}(?:e ?mails?|mails?|messages?|us))?`,
    ],
    nouns: [
      `(?:e ?mail )?repl(?:y|ies) (?:to|on) ${some}(?:e ?mails?|mails?|messages?)`,
      'e ?mail repl(?:y|ies)',
    ],
  },
  {
    event: 'tool_use',
    verbs: [
      `(?<done>complet(?:ed|es?|ing)|finish(?:ed|es|ing)?) ${some}(?<tool>roi calculator|calculator|assessment(?: tool)?|business case)`,
    ],
    nouns: [],
    fixed: { completed: true },
  },
  {
    event: 'tool_use',
    verbs: [
      `(?:us(?:ed|es?|ing)|tried|try|tries|trying|open(?:ed|s|ing)?|start(?:ed|s|ing)?|did) ${some}(?<tool>roi calculator|calculator|assessment(?: tool)?|business case|tools?)`,
    ],
    nouns: [
      '(?<tool>roi calculator|calculator|assessment|business case|tool) (?:uses?|usages?)',
      'use of (?:the |our |a )?(?<tool>roi calculator|calculator|assessment(?: tool)?)',
    ],
  },
  {
    event: 'content_download',
    verbs: [
      `download(?:ed|s|ing)? ${some}(?:{kind}|{topic}(?: {kind}|(?: (?:content|resources?|material|guides?)))?)`,
      `download(?:ed|s|ing)?(?: ${some}(?:content|contents|resources?|materials?|items?|documents?|files?|somethings?|anything|things?|nothing|pieces? of content))?`,
    ],
    nouns: [
      '{kind} download(?:er)?s?',
      `{kind}${been} downloaded`,
      '{topic} downloads?',
      '(?:content|resource) downloads?',
      `downloads(?= (?:\u00b7|in|over|during|within|since|last|this|past|previous|by|per|did|do|yesterday|today|came|happened|,)|$)`,
      'downloads of (?:a |an |the |any |our )?(?:{kind}|content|resources?)',
    ],
  },
  {
    event: 'content_share',
    verbs: [
      `shar(?:ed|es?|ing) ${some}(?:content|resources?|reports?|guides?|materials?|articles?|pieces?(?: of (?:our |the )?content)?|somethings?|anything|it|items?|things?)?(?: with (?:a |their )?(?:colleagues?|others|someone|team))?`,
    ],
    nouns: ['content shares?'],
  },
  {
    event: 'page_visit',
    verbs: [
      `${visiting} ${some}${page} pages?`,
      `${visiting} ${some}(?<page>${knownPages})`,
      `${visiting} ${some}(?:web ?sites?|sites?|us|home ?page|pages?)`,
      'visit(?:ed|s)?(?= (?:\u00b7|in|over|during|within|since|last|this|past|yet|and|or|but|,|at least|at most|more than|less than|fewer than|over|exactly|once|twice|several|\\d)|$)',
    ],
    nouns: [
      `${numbered}visits?`,
      `${page} pages? (?:visits?|views?|visitors?|viewers?|hits?|traffic)`,
      `(?:visits?|views?|visitors?) (?:to|of|on) ${some}${page} pages?`,
      `(?<page>${knownPages}) (?:visits?|views?|visitors?|viewers?|traffic)`,
      `(?<page>${knownPages}) pages?${been} (?:visited|viewed|seen)`,
      '(?:page|site|web ?site) (?:visits?|views?)',
      `visits? to ${some}(?:web ?sites?|sites?)`,
    ],
  },
  {
    event: 'form_submit',
    verbs: [
      `(?:submit(?:ted|s|ting)?|fill(?:ed|s|ing)?(?: (?:in|out))?|sent|complet(?:ed|es?|ing)) ${some}(?:(?<form>[a-z]+(?: [a-z]+)?) )?forms?`,
    ],
    nouns: [
      '(?:(?<form>contact|demo request|newsletter|webinar|trial) )?forms? (?:submits?|submissions?|fills?|submitted)',
    ],
  },
  {
    event: 'unsubscribe',
    verbs: [
      'unsubscrib(?:ed|es?|ing)(?: from (?:our |the |all )*(?:e ?mails?|mails?|messages?|newsletters?))?',
      'opt(?:ed|s|ing)? out(?: of (?:our |the |all )*(?:e ?mails?|mails?|messages?|newsletters?))?',
    ],
    nouns: ['(?:e ?mail )?unsubscribes?', 'opt outs?'],
  },
  { event: 'email_bounce', verbs: ['bounc(?:ed|es?|ing)'], nouns: ['(?:e ?mail )?bounces?'] },
  {
    event: 'spam_complaint',
    verbs: ['(?:complained|(?:marked|reported) (?:us|it|an? e ?mail|e ?mails?) as spam)'],
    nouns: ['spam complaints?'],
  },
  {
    event: 'proposal_sent',
    verbs: [
      `(?:got|received|(?:was|were) sent) ${some}proposals?`,
      `(?:(?:have|has|had|did) )?(?:sales|we|the (?:sales )?team|our (?:sales )?reps?|somebody|someone|anyone|anybody) (?:(?:has|have|had|ever|already) )*(?:sent|send|made|make|given|gave|issued?|mailed) (?:them )?${some}proposals?(?: (?:out )?to)?`,
    ],
    nouns: [
      `proposals?${been}(?: (?:is|gets|going|goes|will be))? (?:sent|out|made)(?: out)?(?: to (?:an? |the )?leads?)?`,
    ],
  },
  {
    event: 'sales_objection',
    verbs: [
      `object(?:ed|s|ing)?(?: to (?:the |our )?(?<objected>${topicWord}))?`,
      `(?:rais(?:ed|es?|ing)|had|has|have|made|makes?|voic(?:ed|es?)) ${some}objections?(?: (?:(?:(?:to|about|against|on|over) )?(?:the |our )?(?<objected>price|pricing|budget|timing|security|features?|integrations?|support|contract)\\b|(?:to|about|against|on|over) (?:the |our )?(?<objected2>${topicWord})))?`,
    ],
    nouns: [
      `(?:sales )?objections? (?:to|about|against|on|over) (?:the |our )?(?<objected>${topicWord})`,
      '(?<objected>price|budget|timing|security|feature) objections?',
    ],
  },
  {
    event: 'competitor_research',
    verbs: [
      `(?:research(?:ed|es|ing)?|look(?:ed|s|ing)? (?:at|into)|check(?:ed|s|ing)? out|investigat(?:ed|es?|ing)|evaluat(?:ed|es?|ing)) ${some}(?:competitors?|competition)`,
    ],
    nouns: ['competitor research(?:es)?', 'research (?:on|of|into) (?:our |the )?competitors?'],
  },
  {
    event: 'contract_negotiation',
    verbs: [`(?:negotiat(?:ed|es?|ing)|start(?:ed|s|ing)? to negotiate) ${some}contracts?`],
    nouns: ['contract negotiations?', 'negotiations? (?:of|about|on) (?:a |the )?contracts?'],
  },
  {
    event: 'consent_withdrawn',
    verbs: ['(?:withdr(?:ew|aws?|awn|awing)|revok(?:ed|es?|ing)) (?:their |his |her |the )?consent'],
    nouns: ['withdrawals? of consent', `consent${been} (?:withdrawn|revoked)`],
  },
  {
    event: 'exit_survey',
    verbs: [
      '(?:fill(?:ed|s|ing)?(?: (?:in|out))?|answer(?:ed|s|ing)?|complet(?:ed|es?|ing)) (?:an |the |our )?exit survey',
    ],
    nouns: [],
  },
  {
    event: 'deal_closed',
    verbs: [`(?:won|win) ${some}deals?`],
    nouns: [`deals?${been} won`, 'won deals?'],
    fixed: { won: true },
  },
  {
    event: 'deal_closed',
    verbs: [`(?:lost|lose|loses) ${some}deals?`],
    nouns: [
      `deals?${been}(?: is| are| gets)? (?:closed(?: and| but)? (?:not won|lost|without (?:a )?win(?:ning)?)|lost)`,
      '(?:lost|closed lost) deals?',
    ],
    fixed: { won: false },
  },
  {
    event: 'deal_closed',
    verbs: [`clos(?:ed|es?|ing) ${some}deals?`],
    nouns: ['deals? closed', 'closed deals?'],
  },
];
