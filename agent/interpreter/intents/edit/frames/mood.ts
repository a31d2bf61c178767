const opener =
  /^(?:(?:please|kindly|ok|okay|hi|hey|hello|yes|yeah|yep|right|well|so|now|then|and|also|but|no|actually|just|quick|quickly|asap|urgent|urgently|trellis|team|all|thanks|thank you|fyi|btw|again|sorry|hmm?|um|alright|great|good|fine|cool|by the way|one more thing|from now on|going forward|in future|as discussed|as agreed|,) )+/;
const polite =
  /^(?:(?:can|could|would|will|may|might) (?:you|we|i|u|it|this|that|the|our|my|its|an?|e?mails?|messages?|somebody|someone|quote\d+|there|[a-z]+ (?:\d+|track|e?mails?))\b|(?:is it|would it be) (?:possible|ok|okay|fine|feasible)\b|(?:do|would) you mind\b|any (?:chance|way) (?:you|we|to)\b|how about\b|what about\b)/;
const questioning =
  /^(?:how|what(?! (?:we|i) (?:sell|offer|need|want|make|do|would like)\b)|which|who|whom|whose|why|where|when (?:did|was|were|is|are|do|does|will|have|has|should|can)|is|are|was|were|did|does|do (?:we|you|i|they|the|our|any|some|people|leads)|have (?:we|you|i|they)|has|had|should|shall|must|am|would|could|can|may|might|will|any|whether|show|list|tell me|explain|describe|display|give me (?:the|an?) (?:list|overview)|see|check|find|count|compare|simulate|look|draft|write|test|try|split|report|summari[sz]e)\b/;
const refused =
  /^(?:do not|never|let us not|no need|not|we should not|please do not|(?:i|we) (?:do not|would not|did not) (?:want|wish|think|like) (?!.*\b(?:any longer|anymore)\b)(?:to|you|us|that)?)\b/;
const unsure =
  /\b(?:maybe|perhaps|think(?:ing)? (?:of|about)|thinking|wonder(?:ing|ed)?|consider(?:ing)?|what if|suppos(?:e|ing)|imagine|hypothetically|theoretically|in theory|kidding|never ?mind|scratch that|forget (?:it|that)|might (?!like|want|need)|not sure|unsure|undecided|does it make sense|would it|what would|would (?:happen|change|be affected)|tomorrow|tonight|yesterday|last (?:week|month|year|quarter|time)(?= ,|$)|(?:days?|weeks?|months?) ago)\b/;
const edited =
  '(?:built|created|planned|launched|paused|halted|stopped|enrolled|moved|changed|set|removed|swapped|switched|replaced|added|dropped|shortened|extended|deleted|renamed|copied|shifted|postponed|delayed|inserted|took|put|made|increased|reduced|lowered|raised|cut)';
const reported = new RegExp(
  `\\b(?:i|we|he|she|they|someone|somebody|mara|who|aino|colleagues?) (?:have |has |had |just |already |recently |once |only )*${edited}\\b|\\b(?:was|were|has been|have been|had been|got|used to be) (?:already |just |recently )?${edited}\\b`,
);
const modal =
  /\b(?:should|shall|must|needs? to|has to|have to|ought to|ought|is to|are to|may|can|needs|(?:am|are) (?:after|looking for)|needed|required|deserves?|want|wants|would like|would love|would prefer|could (?:do with|use)|prefer|wish|need|please|let|from now on|going forward|in future|henceforth|instead of|rather than|any longer|no longer|should not)\b/;
const finite =
  /\b(?:is|are|was|were|has|have|had|does|do|did|goes|comes|sends|gets|waits|will|can|could|would|might|may|am|seems|feels|looks|went|came)\b/;
const imperative =
  /^(?:please |just |also |kindly |now |then )*(?:make|set|change|move|shift|push|pull|postpone|delay|bring|send|put|re ?schedule|schedule|have|let|keep|wait|give|allow|leave|hold|add|insert|include|append|attach|squeeze|slip|stick|pop|throw|slot|fit|work|place|remove|delete|drop|cut|ditch|kill|scrap|bin|axe|lose|trash|strip|nix|chuck|junk|retire|eliminate|discard|dump|omit|skip|get|take|stop|swap|switch|exchange|flip|interchange|trade|reverse|replace|substitute|use|rename|retitle|call|name|copy|duplicate|clone|replicate|lengthen|extend|stretch|prolong|increase|raise|widen|shorten|reduce|decrease|lower|trim|tighten|adjust|update|edit|tweak|space|spread|slow|speed|run|finish|end|close|conclude|open|start|begin|kick|round|wrap|limit|restrict|narrow|confine|require|admit|accept|notify|alert|tell|ping|inform|create|assign|ask|branch|jump|aim|define|turn|turn down|deliver|only|at most|double|halve|fix|correct|swap|do|do away|go|double|reorder|rearrange|merge|combine|mark|count|treat|halt|pause|suspend|freeze|cease|shut|kill|resume|nurture|build|create|plan|design|launch|do (?:an?|the)|come up|consider)\b/;

/**
 * Whether a normalised text wishes for something to be so, by whatever words and in whatever order: a command, a polite
 * question, what should be, or a few words with nothing asserted. Questions, reports and what is only weighed are none.
 */
export function wishesFor(text: string, raw: string): boolean {
  if (unsure.test(text) || reported.test(text)) return false;
  const clauses = text
    .split(' , ')
    .map((clause) => clause.replace(opener, ''))
    .filter((clause) => clause !== '' && clause !== ',');
  const first = clauses[0] ?? '';
  const asks = clauses.some((clause) => polite.test(clause));
  if (raw.includes('?') && !asks) return false;
  if (clauses.some((clause) => questioning.test(clause) && !polite.test(clause))) return false;
  if (refused.test(first)) return false;
  return asks || modal.test(text) || clauses.some((clause) => imperative.test(clause)) || !finite.test(text);
}
