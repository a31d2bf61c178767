import type { Intent } from '../requests.ts';
import { resolveName } from '../slots/names.ts';

const asked =
  /\b(?:dump|print|explain|describe|list|show|which|what|see|give me|tell me|display|view|are there|do we have|all)\b|^(?:the |our |my )?[a-z]+(?: rules)?$/;
const parts: readonly (readonly [RegExp, string])[] = [
  [/\btracks\b|\bsequences\b|\bcampaigns\b|\bnurtures\b/, 'tracks'],
  [/\bsegments\b/, 'segments'],
  [/\bscoring\b|\bscoring (?:rules|model)\b|\bthresholds?\b|\bscore rules\b|\brules\b|\bpoints\b/, 'scoring'],
  [/\btriggers?\b/, 'triggers'],
  [/\bfields?\b|\bvocabulary\b|\bevents\b|\battributes\b|\bproperties\b|\bwords\b/, 'vocabulary'],
];
const whole =
  /\b(?:show|list|what is|describe|see|explain)\b.*\bprogram\b|^(?:the )?program$|\b(?:which|what) (?:program )?version\b.*\b(?:in force|live|current|active|running|now|on)\b/;
const leads = /\b(?:leads?|contacts?|prospects?|people|who|how many .*(?:leads?|are in))\b/;

/** `at what score is a lead handed to sales?` */
const handedOver =
  /\b(?:at|from|with|above|over) (?:what|which|how many) (?:lead )?(?:scores?|points?)\b|\bhow (?:many points|high a score|much score) (?:does|do|must|should) (?:a |the )?(?:leads?|contacts?) (?:need|have|reach)|\b(?:what|which) (?:score|number of points) (?:makes|is needed|does (?:a|the) lead need|turns|qualifies|do leads need)|\bwhen (?:is|are|does|do) (?:a |the )?leads? (?:handed|passed|given|go(?:es)? to sales|become (?:an )?(?:mql|sql)|becomes (?:an )?(?:mql|sql)|sales ready|sales qualified|qualified)\b/;

/** `how is engaged defined?` */
const meaning =
  /\b(?:how is|what does) (?:the )?(?:segment )?(?<a>.+?) (?:segment )?(?:defined|mean|stand for)\b|\b(?:definition|meaning) of (?:the )?(?:segment )?(?<b>.+?)(?: segment)?$/;

/** Parts of the program in brief. */
export const listProgram: Intent = (utterance, { vocabulary }) => {
  const { text } = utterance;
  if (handedOver.test(text) && !/\b(?:how many leads|how long|which leads|who)\b/.test(text))
    return {
      calls: [{ name: 'show_program', input: { parts: ['scoring'] } }],
      ...(vocabulary.thresholds.length > 0 && {
        only: { scoring: vocabulary.thresholds.map(({ id }) => id) },
      }),
    };
  const meant = meaning.exec(text)?.groups;
  const segment = meant && resolveName(meant.a ?? meant.b ?? '', vocabulary.segments);
  if (segment && segment.others.length === 0)
    return { calls: [{ name: 'show_program', input: { parts: ['segments'] } }] };
  if (leads.test(text)) return undefined;
  if (whole.test(text)) return { calls: [{ name: 'show_program', input: {} }] };
  const named = parts.filter(([pattern]) => pattern.test(text)).map(([, part]) => part);
  if (named.length === 0 || !(asked.test(text) || /\bhow many\b/.test(text))) return undefined;
  return { calls: [{ name: 'show_program', input: { parts: named } }] };
};
