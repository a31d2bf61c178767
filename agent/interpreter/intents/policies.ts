import type { Policies } from '../../../engine/program/schema.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent } from '../requests.ts';
import { moodOf } from '../words/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

type Name = keyof Policies;

const mail = '(?:e ?mails?|e ?mailing|mails?|messages?|sends?|sending|sent|contact|write to)';
const per = '(?:per|a|an|each|every|in a|within a|in one) (?:single )?(?:day|week|month)';
const topics: readonly (readonly [RegExp, readonly Name[]])[] = [
  [
    new RegExp(
      `\\b(?:frequency|${mail}|contact|weekly|monthly|daily|our|the|a) (?:frequency )?(?:caps?|limits?|ceiling)\\b|\\bfrequency (?:rules?|policy|settings?|control)\\b|\\b(?:capped|cap) (?:${mail}|at)\\b|\\bhow (?:many|much) ${mail}\\b.*\\b(?:can|may|could|allowed|at most|max\\w*|do we (?:allow|send)|does (?:a|one|each|every)|is ok)\\b.*|\\bhow (?:often|frequently)\\b.*\\b(?:do|can|may|are|does|is)\\b.*\\b${mail}\\b|\\b(?:max(?:imum)?|most|limit on|cap on|limit to|limit for)\\b.*\\b${mail}\\b.*\\b${per}\\b|\\b(?:max(?:imum)?|limit on|cap on|limit to)\\b.*\\b${mail}\\b`,
    ),
    ['cap', 'accountCap', 'minimumGap'],
  ],
  [
    /\b(?:account|company) (?:cap|limit)\b|\b(?:cap|limit) (?:per|for|on) (?:an? |each )?(?:accounts?|compan(?:y|ies))\b/,
    ['accountCap'],
  ],
  [
    new RegExp(
      `\\bwhen (?:do|may|can|must|are) we (?:not |never |allowed to |not allowed to )*(?:send|mail|email|write)\\b|\\bquiet (?:hours?|times?|period)\\b|\\bkeep (?:quiet|still|silent)\\b|\\bwhen\\b.*\\b(?:${mail})\\b.*\\b(?:not allowed|forbidden|allowed|may|held back at)\\b|\\bdo not disturb\\b|\\b${mail}\\b.*\\b(?:at night|over ?night|nights?|in the (?:evening|night|middle of the night)|late|before \\d+ ?(?:am|o clock)?|after hours)\\b|\\b(?:at|during the) night\\b.*\\b${mail}\\b`,
    ),
    ['quietHours', 'sendWindow'],
  ],
  [
    new RegExp(
      `^(?!.*\\b(?:which|what|how many) (?:leads|people|contacts)\\b)(?=.*\\b(?:hours?|times?|when|o clock)\\b)(?=.*\\b(?:not|never|no|nothing|nobody|no one|alone|in peace)\\b)(?=.*\\b(?:${mail}|going out|go out|goes out|alone|in peace)\\b)`,
    ),
    ['quietHours', 'sendWindow'],
  ],
  [
    new RegExp(
      `\\bsend(?:ing)? (?:windows?|days|hours|times)\\b|\\b${mail}\\b.*\\b(?:weekends?|saturdays?|sundays?|(?:mon|tues|wednes|thurs|fri)days?|weekdays?|business (?:days|hours)|working (?:days|hours)|office hours)\\b|\\b(?:weekends?|saturdays?|sundays?)\\b.*\\b${mail}\\b|\\b(?:which|what|on what|on which) (?:week ?days?|days?(?: of the week)?|hours?|times?(?: of (?:the )?day)?)\\b.*\\b(?:${mail}|go out|leave)\\b`,
    ),
    ['sendWindow', 'quietHours', 'holidays'],
  ],
  [
    new RegExp(
      `\\b(?:public |bank |our )?holidays?\\b(?=.*\\b(?:set|send|${mail}|configured|observe|respect|have|skip|on|which|list)\\b)|\\b(?:which|what|any|list|show)\\b.*\\bholidays\\b|\\b${mail}\\b.*\\b(?:christmas|new year\\w*|thanksgiving|easter|holidays?)\\b`,
    ),
    ['holidays', 'sendWindow'],
  ],
  [
    /\b(?:four|4|two) ?eyes\b|\b(?:can|may|could|is) (?:one|a single|the same|only one) (?:person|user|approver)\b.*\b(?:approve|sign|enough)\b|\bhow many (?:approvals|approvers|sign offs|people|signatures)\b.*\b(?:changes?|proposals?)\b|\bapproval (?:polic(?:y|ies)|rules?|settings?|process|requirements?)\b|\bwho (?:has to|have to|needs to|must|can|may|is allowed to|should) (?:approve|sign off|review|ok)(?: on)? (?:an? |our |the |any |all )?(?:high risk |risky |new )?(?:changes?|proposals?)?$|\b(?:two|2|second|another) (?:people|persons?|approvers?|pairs? of eyes)\b.*\b(?:approv\w+|sign\w*|changes?|needed|required|necessary)\b|\bchanges?\b.*\b(?:need|require|approved by|approval by|sign off by)\b.*\b(?:second|two|another|2|approv\w+|sign off)\b|\b(?:can|may|could) (?:i|we|one|somebody|someone|people|authors?|an author|a person|you) (?:approve|sign off) (?:on )?(?:my|our|their|ones|his|her|its)(?: own)? (?:own )?changes?\b|\bself approval\b/,
    ['approval'],
  ],
  [
    /\b(?:what|which|how (?:large|big|high)|is there|do we have|have we|are we)\b.*\bhold ?out\b.*\b(?:percent\w*|share|size|set|rate|policy|configured|setting)\b|\bhold ?out (?:policy|setting|percentage|share|size)\b|\b(?:is|are) (?:anybody|anyone|somebody|someone|any leads|leads) (?:being )?(?:held out|held back as)\b/,
    ['holdout'],
  ],
  [
    /\b(?:what|which|default|fallback|our|the) time ?zones?\b(?!.*\b(?:leads?|contacts?|people|by|breakdown)\b)/,
    ['timeZone'],
  ],
  [
    /\b(?:what|which|who|our|the|show)\b.*\b(?:sender(?: (?:name|address|details))?|from (?:address|name|line)|postal address)\b|\b(?:from )?(?:which|what) (?:address|sender|name)\b.*\b(?:mails?|e ?mails?|send|sent)\b|\bwho (?:do|are) (?:our|the) e?mails (?:come|sent|coming) from\b/,
    ['sender'],
  ],
  [
    /\b(?:which|what) (?:e ?mail )?(?:address|name|domain|sender)\b.*\b(?:from|come|use|mails?|e ?mails?|send|sent)\b|\bwho (?:are|is|do|does) (?:the|our|these|all) (?:mails?|e ?mails?|messages?) (?:sent |come |coming )?(?:from|by)\b/,
    ['sender'],
  ],
  [
    /\b(?:suppress\w*|blocked|banned|excluded|blacklisted) domains?\b|\bdomains?\b.*\b(?:suppress\w*|block\w*|never e?mail|not (?:e?mail|send))\b/,
    ['suppressedDomains'],
  ],
  [
    /\b(?:minimum|min|least) (?:gap|time|distance|pause)\b|\b(?:gap|pause|spacing) between (?:two |any )?(?:marketing )?e?mails\b/,
    ['minimumGap', 'cap'],
  ],
  [
    /\b(?:how long|when|after how)\b.*\bheld\b.*\b(?:dropped|discarded|given up|expire\w*|kept|stay)\b|\b(?:when|how long)\b.*\b(?:drop|discard|give up on)\b.*\bheld\b/,
    ['dropAfter'],
  ],
  [/\b(?:cap|caps|limit|limits|capped)\b.*\b(?:tasks|notifications|webhooks)\b/, ['channelCaps']],
];

const courtesy =
  '(?:(?:please|can you|could you|so|and|ok|hi|hey|just|,|what|which|are|is|do|have|we|got|show|list|see|view|display|give|tell|explain|describe|remind|check|me|us|of|about|all|the|our|my|your|current|currently|now|active|any|there|in|force|place|set|up|for|on|how|look|like|to|i|want|need) )*';
const whole = new RegExp(
  `^${courtesy}(?:(?:sending|send|e ?mail|e ?mailing|mailing|program|global|general|nurturing|contact|our) )*(?:polic(?:y|ies)(?: settings?| rules?| overview| configuration)?|(?:sending|send|e ?mail|e ?mailing|mailing|contact) (?:rules|limits|settings|restrictions|guard ?rails|constraints)|guard ?rails|settings|(?:limits|restrictions|rules|guard ?rails) (?:do we have )?(?:on|for|about) (?:sending|e ?mails?|e ?mailing)(?: people)?)(?: (?:do we have|are there|are set|are in force|are in place|in force|in place|now|please|look like|we have|apply|currently|,))*$`,
);
/** What happened, one track, an experiment or one change has its own answers. */
const elsewhere =
  /\b(?:changes? (?:approved|rejected|applied)|held back|hit|reached|ran into|blocked by|because of|did|was|were|have been|been|last|yesterday|tracks?|sequences?|campaigns?|experiments?|tests?|e?mail \d+|(?:first|second|third|fourth|last|next|latest|this|that) e?mail|if(?! so\b)|leads? (?:in|with|that|who|by)|best|better|should|recommend|why|click\w*|opens?|opened|opening)\b/;
const commands =
  'set|change|make|update|limit|cap|restrict|allow|keep|raise|lower|increase|reduce|decrease|put|use|add|introduce|require|demand|remove|delete|drop|lift|turn|switch|disable|enable|end|stop|halt|pause|send|e?mail|find|search|draft|write';

/** `what is our frequency cap?`, `do we send on weekends?`, `show me the policies`: the policies in force. */
export const policies: Intent = ({ text, raw }, { vocabulary }) => {
  const said = text.replace(/(?: ,)+$/, '');
  if (moodOf(said, raw, commands) === 'wish') return undefined;
  if (whole.test(said)) return { calls: [{ name: 'show_program', input: { parts: ['policies'] } }] };
  if (elsewhere.test(said) || !asks.test(said) || namesTrack(said, vocabulary)) return undefined;
  const names = topics.filter(([pattern]) => pattern.test(said)).flatMap(([, found]) => found);
  if (names.length === 0) return undefined;
  return {
    calls: [{ name: 'show_program', input: { parts: ['policies'] } }],
    only: { policies: [...new Set(names)] },
  };
};

/** Its emails and days are of the track. */
function namesTrack(text: string, vocabulary: LiveVocabulary): boolean {
  const span = trackNamedIn(text, vocabulary);
  return span?.tracks.length === 1 && span.said.split(' ').length >= 2;
}

const asks =
  /^(?:(?:please|so|and|ok|hi|hey|just|,|by the way|btw|remind me|tell me|show me|show|list|check|explain|give me|can you tell me|do you know) )*(?:what|when|which|who|how|is|are|do|does|can|may|could|on what|on which|(?:during|between|within|from|at|in|by|before|after) (?:what|which|when)|until|from when|at what|any|have|our|the|quiet|frequency|max\w*|four|hold ?out|send(?:ing)?|time ?zone|sender|holidays|approval|suppressed|whether|if)\b/;
