import { editWords } from './edit-words.ts';

const opener =
  '(?:(?:please|kindly|ok|okay|hi|hey|hello|yes|yeah|sure|right|well|so|now|then|and|also|but|no|instead|actually|just|quick|quickly|trellis|team|thanks|thank you|,) )*';
const asking = new RegExp(
  `^${opener}(?:how|what|which|who|whom|whose|why|where|when (?:did|was|were|is|are|do|does|will|have|has|should|can)|is|are|was|were|did|does|do (?!not\\b)|has|have (?:we|you|i|they|any)|had|should|shall|may i|may we|might|must|any(?!.*\\b(?:should|shall|must|needs? to|has to|have to)\\b)|whether|would (?!you\\b|like\\b)|explain|show|list|find|search|tell (?:me|us)|remind|compare|count (?:the|how|all)|report|wonder\\w*)\\b`,
);
const politely = new RegExp(
  `^${opener}(?!\\w+ (?:you |we |i )?(?:please |also |just )?(?:see|know|find|tell|show|check|look|list|explain|count|understand|say|remind|compare|get (?:a list|to know|an overview))\\b)(?:can|could|may|(?:would|will) you|is it possible to|any chance (?:you|we|that))\\b`,
);
const unsure =
  /\b(?:maybe|perhaps|what if|wonder(?:ing)?(?! (?:if|whether) (?:you|we) c(?:ould|an)\b)|guess|suppos(?:e|ing)|imagine|assuming|hypothetically|really be|yesterday|last (?:week|month|year|quarter)|used to|(?:has|have|had|is|are|was|were|did) already|already (?:gives?|gets?|has|have|is|are|did)|gave|asked (?:me|us|if|whether)|told (?:me|us)|thinking (?:of|about)|considering|thought|not sure|unsure|never ?mind|kidding|scratch that|forget (?:it|that))\b|(?<!\bas )\b(?:if|suppose)\b.*\b(?:would|were|might)\b|\b(?:was|were) worth\b|\bthink\b(?!.*\b(?:should|shall|must|ought)\b)|\b\d+ (?:days?|weeks?|months?) ago\b/;

/** What is asked to be left alone, now and always. */
const refused = new RegExp(
  `^${opener}(?:(?:we|i|you) (?:should |must |shall |need to )?)?(?:do not|never|not|no need to|avoid|keep from)\\b(?!.*\\b(?:any longer|any ?more|in future|from now on|more than)\\b)`,
);

const doThat =
  /(?:^|, )(?:and |so )?(?:can|could|would|will) (?:you|we) (?:please )?(?:change|adjust|fix|do|arrange|update|set|make|see to|take care of|propose|file) (?:that|this|it|so)(?: (?:for (?:me|us)|please|happen|so))*(?= ,|$)/;

/** Whether a message asks, or speaks of a past or an if. */
export function asksOrDoubts(text: string, raw: string): boolean {
  if (unsure.test(text)) return true;
  return (
    !politely.test(text) &&
    !(doThat.test(text) && !asking.test(text)) &&
    (raw.includes('?') || asking.test(text))
  );
}

/** Whether a message may wish that something be so, in whatever voice. */
export function isWished(text: string, raw: string): boolean {
  return !refused.test(text) && !asksOrDoubts(text, raw);
}

/** `that is not a lot`: why something is wished for. */
export const grumble =
  /\b(?:that|this|it|which) (?:is|seems|feels|sounds|looks) (?:not |too |very |quite |rather |far |way |a bit |a little |pretty |really |just )*(?:a lot|lot|much|little|many|enough|low|high|few|late|early|soon|stingy|generous|long|short|often|strict|lax)(?: for us)?\b/;

/** What a person says around a wish, for whatever it is. */
export const fillerWords: ReadonlySet<string> = new Set([
  ...editWords,
  ...'ought altogether straight automatically entirely completely simply basically honestly tbh imo imho btw fyi obviously definitely certainly therefore hence directly immediately anymore longer onwards future henceforth onward effective everything else stays stay remains remain same unchanged boss decided agreed would like love prefer wish believe feel feels think reckon'.split(
    ' ',
  ),
]);
