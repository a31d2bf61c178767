import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { resolveName, resolveTrack } from '../slots/names.ts';
import { lastExperiment } from '../turns/remembered.ts';
import type { Utterance } from '../words/utterance.ts';

const thing = /\b(?:experiments?|a ?b tests?|split tests?|tests?|hold ?outs?|control group)\b/;
const notOurs =
  /\btest (?:e?mails?|sends?|copy|of|for|tracks?)\b|\bsend (?!time)\w+.*\btest\b|@|\ba test\b.*\bas\b/;
const outcome = /\b(?:arms?|variants?|won|wins|winner|winning|verdict|significant|conclusive|results? of)\b/;
/** How large a test must be, also where nobody says “test”. */
const sizing =
  /(?=.*\bhow (?:many (?:leads?|people|contacts|e?mails?)|long|big|large)\b)(?=.*\b(?:(?:see|find|show|detect|measure|prove|notice|for) (?:a |any |some )?(?:difference|effect)|uplift|lift|detect|significan\w+|statistical\w*)\b)/;
const tryingOut =
  /^(?:(?:and|so|,) )*(?:what|which \w+) are we (?:testing|trying)\b(?! to\b)|^are we (?:testing|trying out) (?:anything|something)\b/;
const winning =
  /^(?:(?:and|so|ok|,) )*(?:which|what) (?:arm|variant|version of the test) (?:is|was|has|won|does|did|performs?|performed)(?: (?:winning|won|ahead|leading|better|best|win|doing|the|winner))*(?: so far| now| yet| ,)*$/;
const planning =
  /\bsample sizes?\b|\bhow (?:many (?:leads?|people|contacts|e?mails)|long|big|large|much)\b.*\b(?:need\w*|take|must|should|would|to test|require\w*)\b.*|\bhow (?:long|many days|many weeks) (?:would|do|must|should|will|does) (?:we|i|it|a|an)\b.*\b(?:run|last|test)\b|\bhow many (?:leads?|people|contacts) (?:for|to|per|does|do)\b.*|\benough leads\b|\b(?:can|could) we (?:even )?test\b|\bplan (?:a|an|another|the next|my|our) /;
const reading =
  /\b(?:is|are|was|were|how|did|does|do|what|which|who|why|show|list|see|status|results?|any|has|have|all|running|done|finished|over|won|winner|winning|significant|doing|verdict|should|summary|report|our|explain)\b|^(?:the )?(?:experiments|(?:a ?b |split )?tests|hold ?out)$/;
const holdOut = /\bhold ?outs?\b|\bcontrol group\b/;

const metrics: readonly (readonly [RegExp, string])[] = [
  [/\btime to sql\b|\bfaster\b|\bspeed\b/, 'time-to-sql'],
  [/\bdemos?\b/, 'demo-request'],
  [/\bmeetings?\b/, 'meeting'],
  [/\bdownloads?\b/, 'download'],
  [/\bdeals?\b|\brevenue\b|\bwon\b/, 'deal'],
  [/\bsqls?\b|\bqualif\w+\b|\bhand ?(?:off|over)\b|\bthresholds?\b|\bscor\w+\b/, 'sql'],
  [/\bgoals?\b/, 'goal'],
  [/\bprogress\w*\b|\btrack length\b|\b(?:short|long)\w* track\b|\bpaths?\b|\bbranch\w*\b/, 'progression'],
  [
    /\bclicks?\b|\bsubject\b|\bsend (?:time|day)\b|\bcta\b|\bcall to action\b|\be?mails?\b|\bweekday\b|\bformat\b/,
    'click',
  ],
];

/** `is the send time test done?`, `list experiments`, `how many leads do I need to test a subject line?`. */
export const readExperiments: Intent = (utterance, { vocabulary, history }) => {
  const { text } = utterance;
  if (tryingOut.test(text) || winning.test(text)) return { calls: [{ name: 'read_experiments', input: {} }] };
  if (!thing.test(text) && !/\bsample sizes?\b/.test(text) && !sizing.test(text)) return undefined;
  const titled = vocabulary.experiments.some(({ title }) => text.includes(title.toLowerCase()));
  if ((planning.test(text) || (sizing.test(text) && !titled)) && !running.test(text))
    return plan(utterance, vocabulary);
  if (notOurs.test(text) && !(outcome.test(text) && reading.test(text) && !text.includes('@')))
    return undefined;
  if (!reading.test(text)) return undefined;
  const ask = (experiment?: string): Plan => ({
    calls: [{ name: 'read_experiments', input: experiment === undefined ? {} : { experiment } }],
  });
  if (holdOut.test(text)) return ask('holdout');
  const named = resolveName(text.replace(words, ' '), vocabulary.experiments);
  if (named && named.others.length === 0) return ask(named.best.id);
  const pointed = /\b(?:it|that|this|the) (?:test|experiment)\b|\bit\b/.test(text);
  return ask(pointed ? lastExperiment(history) : undefined);
};

const running = /\b(?:has|have) (?!to\b).* (?:been )?(?:run|running)\b/;
const words =
  /\b(?:experiments?|a ?b|tests?|split|is|are|was|were|how|did|does|do|what|which|who|show|list|status|results?|the|our|of|done|finished|over|won|winner|winning|doing|verdict|arms?|variants?|stop|stopped|should|we|it|that|this|me)\b/g;

function plan({ text }: Utterance, vocabulary: LiveVocabulary): Plan {
  const metric = metrics.find(([pattern]) => pattern.test(text))?.[1];
  const points = /\b(\d+(?:\.\d+)?) (?:percentage )?(?:points?|pts?|pp)\b/.exec(text)?.[1];
  const percent = /\b\d+(?:\.\d+)? (?:%|percent)/.test(text);
  const arms = /\b(\d+) (?:arms|variants|versions)\b/.exec(text)?.[1];
  const spoken = /\b(?:track|sequence|campaign)\b/.test(text);
  const track = spoken ? resolveTrack(text, vocabulary.tracks)?.best.id : undefined;
  return {
    calls: [
      {
        name: 'read_experiments',
        input: {
          plan: {
            metric: metric ?? 'progression',
            ...(track !== undefined && { track }),
            ...(points !== undefined && { effect: Math.min(0.9, Math.max(0.001, Number(points) / 100)) }),
            ...(arms !== undefined && { arms: Math.min(10, Math.max(2, Number(arms))) }),
          },
        },
      },
    ],
    notes: [
      ...(metric === undefined
        ? ['I planned it by progression; name another metric, such as clicks or SQL.']
        : []),
      ...(percent && points === undefined
        ? ['Say the effect in points, such as “2 points”: a percentage could be of the rate.']
        : []),
    ],
  };
}
