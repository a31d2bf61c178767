import { createUtterance } from './utterance.ts';

/** Stopping what is sent, in every voice. */
export const halting =
  /\b(?:halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|paus(?:es?|ed|ing)|suspend(?:s|ed|ing)?|suspension|fr(?:eez(?:es?|ing)|ozen)|hold(?:ing)?(?: off| back)?(?: on)?|held|kill(?:ed)?|cease|(?:put|place|set|keep) (?=.* on (?:hold|ice|pause))|on (?:hold|ice|pause)|(?:turn|switch|shut)(?:ed)? (?:off|down)|(?:turn|switch|shut|take)(?= .*\b(?:off|down|offline)\b)|off the air|off ?line|(?:hit|press|push) (?:the )?(?:pause|stop)(?: button)?|kill switch|pull the (?:emergency )?(?:brake|cord)|send(?:s|ing)? nothing|sent nothing|off(?= ,|$)|pull the plug(?: on)?|(?:put|slam|hit|step on) (?:the )?brakes?(?: on)?|no (?:more|further)|nothing (?:should |must |shall |may |more |can |else |is to )*(?:go|be sent|leave|leaves|goes|gets sent)(?: out)?|nobody (?:should |must |shall |may )*(?:gets?|receives?)(?: anything| any)?|(?:do|must|should|shall) not (?:send|go|be sent|leave)(?: out| anything| any)*)\b/g;
const one = new RegExp(halting.source);

/** Letting it be sent again. */
export const resuming =
  /\b(?:resum(?:es?|ed|ing)|un ?paus(?:es?|ed|ing)|un ?halt(?:ed)?|un ?fr(?:eeze|ozen)|re ?start(?:s|ed|ing)?|re ?activat(?:e|ed|ing)|re ?enabl(?:e|ed|ing)|(?:lift|end|remove|take off|undo|drop|cancel) (?:the |that |our )?(?:halt|pause|stop|freeze|hold|suspension)(?: (?:on|of|from|for))?|(?:turn|switch|bring|get|put|take|set|have) (?=.*\b(?:back|again|off hold)\b)|(?:back|return) to (?:normal|business)|lift (?:it|that|them|trackx)|back (?:on(?:line)?|live|up|in action|into action|in motion|to sending|to work|running)|off hold|(?:let|start|begin|kick off|send|run|go|continue|carry on|proceed|flow|live|on|sending|running|going)(?: out)?(?= .*\bagain\b| again\b)|let (?=.* (?:continue|carry on|go on|proceed)\b)|continue|carry on|go on|proceed|flow|no longer (?:halted|paused|on hold|stopped|frozen)|again)\b/g;
/** Without one of these nothing was sent before. */
export const resumed =
  /\b(?:resum\w+|un ?paus\w+|un ?halt\w*|un ?fr(?:eeze|ozen)|re ?start\w*|re ?activat\w+|re ?enabl\w+|again|back (?:on(?:line)?|live|up|in(?:to)? action|in motion|to sending|to work|running)|back to (?:normal|business)|lift (?:it|that|them|trackx)|off hold|let .* (?:continue|carry on|go on|proceed)|(?:lift|end|remove|take off|undo) (?:the |that |our )?(?:halt|pause|stop|freeze|hold|suspension))\b/;

const briefly =
  /\b(?:until further notice|(?:until|till) (?:(?:i|we|you) (?:tell|say|let|give|get back|hear|know|have)\b[^,]*|told otherwise|otherwise|then)|(?:just |only )?for (?:now|today|a (?:sec|second|bit|while|moment|minute|min|little while|short while|little bit)|the (?:time being|moment|present))|(?:while|whilst) (?:we|they|i|legal|sales|marketing|it|support|the team|people|someone|somebody)\b[^,]*)(?= |$)/g;
const binding =
  /\b(?:if|only|unless|until|till|except|excluding|but|when|whenever|once|then|resume|should|shall|must|may|stays?|keeps?|remains?|continues?|still|goes on|go on|others?|rest|instead|apart|propos\w*|approv\w*|please)\b/;
const opening =
  /^(?:for|to|from|in|on|at|of|with|or|by|just|not|no|within|and (?!the\b|our\b|it\b|we\b|they\b|there\b|people\b))\b/;
const asserting =
  /\b(?:is|are|was|were|am|has|have|had|does|do|did|will|can ?not|could|would|go(?:es)?|went|gone|leads? to|points?|shows?|showed|contains?|says?|said|looks?|needs?|wants?|found|finds?|gets?|got|breaks?|broke|fails?|failed|bounc(?:es?|ed|ing)|complain\w*|crash(?:es|ed)?|miss(?:es|ed|ing)?|los(?:es?|t)|loses|sent|comes?|came|asks?|asked|told|chang(?:es?|ed)|moved|expired?|expires|ran|runs|ended|ends|seems?|makes?|made|works?|worked|loads?|renders?|arrives?|saw|sees?|noticed|discovered|spotted|hits?|took|takes?|turned|marked|flagged|gives?|gave|sold|died|wrong|broken|down|dead|up)\b/;
const people = /\b(?:leads?|contacts?|segments?|prospects?)\b/;

/** The clauses of a text about sending, without how long it may take, and without what only tells why. */
export function withoutTelling(text: string, matters: (clause: string) => boolean): string {
  return text
    .replace(briefly, ' ')
    .replace(
      / (?:- |because |since (?=we|they|it|the|our|sales|legal|people)|as (?=we|they|it|our|sales|people)|so that )([^,]*)/g,
      (whole, said: string) => (matters(said) || binding.test(said) ? whole : ' '),
    )
    .split(' , ')
    .map((clause) => clause.replace(/\s+/g, ' ').trim())
    .filter((clause) => clause !== '' && (matters(clause) || !tells(clause)))
    .join(' , ');
}

function tells(clause: string): boolean {
  if (/\blead(?:s|ing)? (?:to|nowhere|into)\b/.test(clause) && !binding.test(clause)) return true;
  if (one.test(clause) || binding.test(clause) || opening.test(clause) || !asserting.test(clause))
    return false;
  return (
    !people.test(clause) || /\b(?:complain\w*|confus\w*|unsubscrib\w*|annoyed|angry|upset)\b/.test(clause)
  );
}

/** What is left of a text when these patterns are taken out of it. */
export function leftOf(text: string, ...patterns: readonly RegExp[]): string[] {
  const utterance = createUtterance(patterns.reduce((said, pattern) => said.replace(pattern, ' '), text));
  return utterance.free();
}
