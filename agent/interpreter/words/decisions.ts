import { moodOf } from './mood.ts';

const ends =
  'stop|end|finish|abort|cancel|conclude|close|call off|halt|kill|pause|wrap up|settle|abandon|put an end to|shut down|terminate|scrap|ditch|bin|axe|discontinue|quit|finali[sz]e|pull the plug on|be done with|wind up|decide|resolve|call|drop|complete';
const picking =
  'promote|roll out|roll|adopt|choose|pick|ship|go with|go for|go ahead with|declare|settle on|crown|select|implement|make|keep|use|take|switch|set|give|let|move|put|apply|turn|want';
/** It shall be over. */
export const ending = new RegExp(`\\b(?:${ends})\\b`);
/** By these alone an arm is meant, also where nobody says “test”. */
export const clearly =
  /\b(?:promote|roll(?:ed)?(?: \S+){0,4} out|adopt|choose|pick|ship|go with|go for|declare|settle on|decide for|crown|it is|wins?|winner)\b/;
/** Which of the arms must then be said. */
export const choosing =
  /\b(?:promote|roll(?: \S+){0,4} out|adopt|choose|pick|ship|go with|go for|declare|decide for|settle on|crown|select|winner|wins?|won|winning|in favou?r|permanent|default|standard|everyone|everybody|use|keep|make|take|switch)\b/;
/** As it was before the experiment; what its control gets. */
export const restoring =
  /\b(?:and )?(?:(?:keep|leave|have|let|put|return|go)\b[^,]*?)?\b(?:as (?:they|it|things|everything) (?:were|was|are|is)|back to (?:normal|the old\S*(?: way)?|how (?:it|things) (?:was|were)|what (?:it|we) \S+|before)|status quo|the way (?:it|things) (?:was|were|is|are))(?: (?:before|back then))?(?: (?:it|that|the test|the experiment))?\b/g;
const declaring =
  /\bit is(?: then)?(?: ,|$)|\b(?:everyone|everybody|all(?: the)? leads|all of them) (?:now |should |shall |will |to )?(?:gets?|have|has)\b|\b(?:is|are) (?:the|our) (?:new )?(?:winner|default|standard)\b|\bthe winner is\b|(?<!\b(?:who|which|what|one|arm|that) )\bwins(?= ,|$)/;

const unsure =
  /\b(?:maybe|perhaps|thinks?|thought|wonder|believe|guess|suppose|said|says|asked|yesterday|was stopped|looks|seems|if|unless|whether|probably)\b/;
const revoked = /\b(?:never ?mind|kidding|scratch that|forget it|hold on)\b/;
const verbs = `(?:${ends}|${picking})`;

/**
 * From the clause on that wishes for an end or for one arm. Undefined when none does, or when something is asked,
 * denied or supposed.
 */
export function decisionIn(text: string, raw: string): string | undefined {
  if (revoked.test(text)) return undefined;
  const clauses = text.split(/ , | - | (?=(?:and|so|but) )/).filter((clause) => clause !== '');
  for (const [place, clause] of clauses.entries()) {
    const said = clause.replace(/^(?:and|so|but|then) /, '');
    const mood = moodOf(said, raw, verbs);
    if (mood === 'wish') return clauses.slice(place).join(' , ');
    if (mood === 'question' || (mood === 'negation' && new RegExp(`\\b${verbs}\\b`).test(said)))
      return undefined;
    if (/^(?:if|when|once|unless|as soon as|should|suppose|in case)\b/.test(said)) return undefined;
  }
  const says = declaring.test(text) && !unsure.test(text) && !raw.includes('?');
  return says ? text : undefined;
}

/** Words of such wishes that need no understanding of their own. */
export const decisionWords: ReadonlySet<string> = new Set([
  ...`${ends}|${picking}`.split(/[|\s]/).map((word) => word.replace(/\[.*\]/, '')),
  ...'team boss prefer prefers preferred favours favors likes outcome verdict conclusion file change proposal test tests testing tested experiment experiments trial trials running arm arms variant variants version versions option options group groups half control winner winners win wins winning won better best did performed performs because since a b ab split as favour favor in clear clearly clearer result results data enough seen looked evidence over done finished ending ended think believe reckon feel opinion everyone everybody everywhere rest others all permanent permanently standard default normal final finally official officially new future onwards forward decided decision definitely good right thing things stays stay remains gets get apply applies immediately plug'.split(
    ' ',
  ),
]);
