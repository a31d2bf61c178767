import type { Intent } from '../requests.ts';
import { abilityLines, askHelp } from '../say.ts';

const asked =
  /^(?:help|commands?|menu|options|examples?)\b|\bwhat (?:can|do|could) (?:you|i|we) (?:do|ask|say)\b|\bhow (?:do|can) i (?:use|start|begin|work with)\b|\bwho are you\b|\bwhat are you\b|\bhelp me\b|^help\b|\bcan you help\b/;
const greeting =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings|yo)(?: (?:there|trellis|team|all|everyone|,))*$/;
const thanks =
  /^(?:thanks|thank you|thx|ty|cheers|great|nice|perfect|cool|awesome|good job|well done)(?: (?:a lot|so much|very much|you|trellis|,|that is (?:all|it)))*$/;
const cannot: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:send|write|draft)\b.*\b(?:an? e ?mails?|newsletter|message)\b.*\b(?:to|for)\b/,
    'I cannot write or send single emails. I can propose a track whose emails come from the approved content library.',
  ],
  [
    /\b(?:delete|erase|remove|merge|edit|update|import|export)\b.*\b(?:leads?|contacts?|prospects?|people)\b/,
    'I cannot change, import or delete leads; use the import command or the systems the leads come from.',
  ],
  [
    /\b(?:change|edit|tweak|shorten|extend|rename|delete|remove|modify)\b.*\b(?:track|segment|trigger|email|step)\b/,
    'I cannot yet change an existing track, segment or trigger from words. I can propose a new track, scoring rules and thresholds; everything else goes through a program file (“trellis program”).',
  ],
  [
    /\b(?:predict|forecast|will convert|likely to (?:buy|convert|close))\b/,
    'I make no forecasts: every figure I give is counted from recorded events.',
  ],
];

/** Help, greetings, thanks, and what is asked for and cannot be done here. */
export const help: Intent = (utterance) => {
  const { text } = utterance;
  const said = text.replace(/(?: ,)+$/, '');
  if (greeting.test(said)) return { say: `Hello. I can:\n${abilityLines()}` };
  if (thanks.test(said)) return { say: 'You are welcome.' };
  if (asked.test(text)) return { say: `I can:\n${abilityLines()}` };
  return undefined;
};

/** Requests of the domain that have no tool here; tried last. */
export const unsupported: Intent = (utterance) => {
  const found = cannot.find(([pattern]) => pattern.test(utterance.text));
  return found ? { say: `${found[1]} ${askHelp}` } : undefined;
};
