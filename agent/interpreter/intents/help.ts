import type { Intent } from '../requests.ts';
import { abilityLines, askHelp, noForecasts } from '../wording/say.ts';
import { wishIn } from '../words/mood.ts';

const asked =
  /^(?:help|commands?|menu|options|examples?)\b|\bwhat (?:(?:sort|kind|type)s? of |things |stuff |questions |requests )*(?:can|do|could|may|might|should) (?:you|i|we) (?:do|ask|say)\b(?! (?:about|on|of|regarding|once|when|whenever|if|after|for|with)\b)|\bhow (?:do|can) i (?:use|start|begin|work with)\b|\bwho are you\b|\bwhat are you\b|\bhelp me\b|^help\b|\bcan you help\b/;
const greeting =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings|yo)(?: (?:there|trellis|team|all|everyone|,))*$/;
const thanks =
  /^(?:thanks|thank you|thx|ty|cheers|great|nice|perfect|cool|awesome|good job|well done)(?: (?:a lot|so much|very much|you|trellis|,|that is (?:all|it)))*$/;
const cannotChange =
  'I did not understand what shall be changed, so nothing has been proposed. I can propose waits, send times, emails and their content, steps, entry, goal and exits of a track, copies of it, segments, triggers, policies, scoring and experiments: name the thing and what it shall be, such as “make the wait before email 3 of the SMB fast track 5 days”. Everything else goes through a program file (“trellis program”).';
const changing =
  'put|add|enroll?|take|move|shift|swap|replace|reorder|insert|postpone|delay|change|edit|shorten|extend|rename|delete|remove|drop|modify|switch';
const cannot: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:send|write|draft)\b.*\b(?:an? e ?mails?|newsletter|message)\b.*\b(?:to|for)\b/,
    'I cannot send single emails. I can draft one for the library, and propose a track whose emails come from there.',
  ],
  [
    /\b(?:delete|erase|remove|merge|edit|update|import|export)\b.*\b(?:leads?|contacts?|prospects?|people)\b/,
    'I cannot change, import or delete leads; use the import command or the systems the leads come from.',
  ],
  [
    /\b(?:change|edit|tweak|shorten|extend|rename|delete|remove|modify)\b.*\b(?:track|segment|trigger|email|step)\b/,
    cannotChange,
  ],
  [/\b(?:predict|forecast|will convert|likely to (?:buy|convert|close))\b/, noForecasts],
];

/** Help, greetings, thanks, and what is asked for and cannot be done here. */
export const help: Intent = (utterance) => {
  const { text } = utterance;
  const said = text.replace(/(?: ,)+$/, '');
  if (greeting.test(said)) return { say: `Hello. I can:\n${abilityLines()}` };
  if (thanks.test(said)) return { say: 'You are welcome.' };
  if (asked.test(text) && !/\b(?:better|improve\w*|differently)\b/.test(text))
    return { say: `I can:\n${abilityLines()}` };
  return undefined;
};

/** Requests of the domain that have no tool here; tried last. */
export const unsupported: Intent = (utterance) => {
  const found = cannot.find(([pattern]) => pattern.test(utterance.text));
  if (found) return { say: `${found[1]} ${askHelp}` };
  const { text, raw } = utterance;
  const parts = /\b(?:tracks?|segments?|triggers?|e?mails?|steps?|wait|goal|exit)\b/;
  const wish = wishIn(text, raw, changing);
  return wish !== undefined && parts.test(wish) ? { say: `${cannotChange} ${askHelp}` } : undefined;
};
