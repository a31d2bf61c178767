import type { Intent } from '../requests.ts';
import { resolveName } from '../slots/names.ts';
import { isConditional, moodOf } from '../words/mood.ts';

const asked =
  /\b(?:dump|print|explain|describe|list|show|which|what|see|give me|tell me|display|view|are there|do we have|have we got|all|name|overview|summary|summari[sz]e|outline|break down|how do|how does|how is|how are|remind me|how many)\b|^(?:the |our |my |all )*[a-z]+(?: rules)?$/;
const parts: readonly (readonly [RegExp, string])[] = [
  [/\btracks\b|\b(?:every|each) track\b|\bsequences\b|\bcampaigns\b|\bnurtures\b/, 'tracks'],
  [/\bsegments\b|\b(?:every|each) segment\b|\bsegment (?:list|overview|definitions?)\b/, 'segments'],
  [
    /\bscoring\b|\bscoring (?:rules|model)\b|\bthresholds?\b|\bscore rules\b|\brules\b|\bpoints\b|\bpoint values\b/,
    'scoring',
  ],
  [/\btriggers?\b|\bautomations?\b/, 'triggers'],
  [
    /\bfields?\b|\bvocabulary\b|\bevents\b|\battributes\b|\bproperties\b|\bwords\b|\b(?:filter|segment) (?:on|by)\b/,
    'vocabulary',
  ],
];
const whole =
  /\b(?:show|list|what is|describe|see|explain|summari[sz]e|outline|what does|overview of|give me|how does|whole|entire|full|complete)\b.*\bprogram(?:me)?\b|^(?:(?:the|our|whole|full|entire|current) )*program(?:me)?(?: (?:overview|summary|in brief))?(?: please)?$|\b(?:which|what) (?:program )?version\b.*\b(?:in force|live|current|active|running|now|on)\b/;
const leads =
  /\b(?:leads?|contacts?|prospects?|people|who|how many (?:are|have|has|got|score|of) .*|how many .*(?:leads?|are in))\b/;
/** Of how leads come to points or past a threshold, which is one for all of them. */
const earning =
  /\bwhat (?:earns|gives|gets|brings|scores|is worth|counts for)\b.*\bpoints\b|\b(?:how|what)\b.*\b(?:leads?|contacts?|prospects?|people|someone|somebody|they|you|one|we)\b.*\b(?:earns?|gets?|gains?|collects?|gives?|scores?|awards?|hands? out|makes?)\b.*\b(?:points|score)\b|\bhow (?:is|are|does|do) (?:the |our |a )?(?:lead |leads )?(?:scor(?:es?|ing|ed)|points)\b|\b(?:when|at what (?:score|point)|how) (?:does|do|is|are|will) (?:a |an |the |our )?(?:leads?|contacts?|prospects?|someone|somebody|they)\b.*\b(?:become|becomes|count as|turn into|considered|promoted|qualif\w+|handed|passed)\b.*\b(?:mqls?|sqls?|(?:sales|marketing) (?:qualified|ready)|sales|marketing qualified leads?)\b/;
const defined =
  /\b(?:how (?:is|are|do we|did we|have we|does)|what (?:does|is|are|makes|defines|counts as|do we mean)|define[sd]?|definition|meaning|mean|means|condition|criteria|rules?)\b/;
/** Words around what is named where that is the whole of a message. */
const around =
  /\b(?:please|the|our|my|all|of|and|list|overview|now|current|currently|ok|okay|hi|hey|also|what|about|how|quick|rules?|any|definitions?|brief|in|for|me|us|full|active|live|existing|have|got|we|do|it|as|well|too)\b|,/g;
const commands =
  'add|create|build|make|delete|remove|drop|rename|change|edit|halt|pause|stop|suspend|resume|set|propose|copy|merge|split|move|draft|write|put|enroll?|give|award|raise|lower';

/** `at what score is a lead handed to sales?` */
const handedOver =
  /\b(?:at|from|with|above|over) (?:what|which|how many) (?:lead )?(?:scores?|points?)\b|\bhow (?:many points|high a score|much score) (?:does|do|must|should) (?:a |the )?(?:leads?|contacts?) (?:need|have|reach)|\b(?:what|which) (?:score|number of points) (?:makes|is needed|does (?:a|the) lead need|turns|qualifies|do leads need)|\bwhen (?:is|are|does|do) (?:a |the )?leads? (?:handed|passed|given|go(?:es)? to sales|become (?:an )?(?:mql|sql)|becomes (?:an )?(?:mql|sql)|sales ready|sales qualified|qualified)\b/;

/** `how is engaged defined?` */
const meaning =
  /\b(?:how is|what does|what counts as) (?:the )?(?:segment )?(?<a>.+?) (?:segment )?(?:defined|mean|stand for|,|$)|\b(?:definition|meaning) of (?:the )?(?:segment )?(?<b>.+?)(?: segment)?$/;

/** Parts of the program in brief. */
export const listProgram: Intent = ({ text, raw, quotes }, { vocabulary }) => {
  if (handedOver.test(text) && !/\b(?:how many leads|how long|which leads|who)\b/.test(text))
    return {
      calls: [{ name: 'show_program', input: { parts: ['scoring'] } }],
      ...(vocabulary.thresholds.length > 0 && {
        only: { scoring: vocabulary.thresholds.map(({ id }) => id) },
      }),
    };
  if (earning.test(text) && !/\bhow many (?:leads?|contacts?|people)\b/.test(text))
    return { calls: [{ name: 'show_program', input: { parts: ['scoring'] } }] };
  if (isWish(text, raw)) return undefined;
  const said = text.replace(/\bquote(\d+)\b/g, (_, n: string) => (quotes[Number(n)] ?? '').toLowerCase());
  const meant = meaning.exec(said)?.groups;
  const one = meant && resolveName(meant.a ?? meant.b ?? '', vocabulary.segments);
  if (one && one.others.length === 0)
    return { calls: [{ name: 'show_program', input: { parts: ['segments'] } }] };
  const segment = /(?:\b(?:the|our|an?|of) )?(?<name>(?:[a-z0-9]+ ){1,6}?)segment\b/.exec(said)?.groups?.name;
  if (
    segment !== undefined &&
    defined.test(text) &&
    !/\bhow many\b|\bwho\b|\bperform|\b(?:doing|did|lead to)\b/.test(text)
  ) {
    const found = resolveName(segment, vocabulary.segments);
    if (found) return { calls: [{ name: 'show_program', input: { parts: ['segments'] } }] };
  }
  if (leads.test(text)) return undefined;
  if (whole.test(text)) return { calls: [{ name: 'show_program', input: {} }] };
  const named = parts.filter(([pattern]) => pattern.test(text)).map(([, part]) => part);
  if (named.length === 0) return undefined;
  const left = parts.reduce((rest, [pattern]) => rest.replace(new RegExp(pattern, 'g'), ' '), text);
  const alone = left.replace(around, ' ').trim() === '';
  if (!alone && !asked.test(text)) return undefined;
  return { calls: [{ name: 'show_program', input: { parts: named } }] };
};

function isWish(text: string, raw: string): boolean {
  return (
    (moodOf(text, raw, commands) === 'wish' &&
      !/^(?:\W|please|can you|could you)*give (?:me|us)\b/.test(text)) ||
    (/\bif\b/.test(text) && isConditional(text))
  );
}
