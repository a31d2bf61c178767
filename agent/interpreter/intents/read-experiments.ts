import type { NamedExperiment } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import {
  armNoun,
  armsNamed,
  experimentNoun,
  experimentsNamed,
  holdOutNoun,
  plainWord,
} from '../slots/experiments.ts';
import { tellingWords } from '../slots/names.ts';
import { lastExperiment } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { decisionWords } from '../words/decisions.ts';
import { moodOf } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const notOurs =
  /\b(?:send|forward|mail) (?:it|the test) to\b|\bmy (?:own )?inbox\b|\b(?:mail|shoot|drop|ping) (?:me|us|over)\b.*\btest\b|\btest (?:e?mails?|sends?|copy|of|tracks?)\b|\btest for \S+@|\bsend (?!time)(?:me|us|a)\b.*\btest\b|@|\ba test\b.*\bas\b/;
const tryingOut =
  /^(?:(?:and|so|,) )*(?:what|which \w+) (?:are we|do we|have we been) (?:currently |now )?(?:testing|trying|try|test)\b(?! to\b)|^are we (?:currently |now )?(?:testing|trying out) (?:anything|something)\b/;
/** `can we a/b test something on this track?`: what of it, it does not say. */
const openTest =
  /^(?:(?:please|and|so|ok|hi|hey|,) )*(?:(?:can|could|may) (?:we|i|you)|(?:i|we) (?:want|would like|need)(?: you)? to|let us|set up|start|run)(?: (?:please|also|just|set up|run|start|do|an?))* (?:(?:a ?b|split) ?)?(?:test|experiment|try)(?:ing)?(?: out)?(?: (?:with|of))? (?:something|sth|anything|some things?|a thing)(?: (?:on|in|with|for|of) (?:[a-z]+ ){1,5}(?:track|sequence|campaign)?)?(?: ?,)*$/;
/** Of how it stands; needs no word for an experiment beside the name of one, or of its arms. */
const outcome =
  /\b(?:winners?|winning|won|wins?|ahead|leading|better|verdict|significan\w+|conclusive|conclusions?|results?|came out|arms?|variants?|control|too early|status|progress|standing|doing|going|perform\w*|difference|hypothesis|metrics?|measure[sd]?|far|done|over)\b/;
const reading =
  /\b(?:is|are|was|were|how|hows|did|does|do|what|which|who|why|when|show|list|see|read|give|status|results?|any|has|have|can|could|all|running|done|finished|over|won|winner|winning|significant|doing|going|verdict|should|summary|overview|report|our|explain|update|arms|tell|details|check|look)\b|^(?:the )?(?:experiments|(?:a ?b |split )?tests|hold ?out)$/;
const commands =
  'test|try|a ?b test|experiment with|run|start|begin|set up|create|launch|make|propose|stop|end|finish|promote|decide|hold|build|send|put|add|change|split';
/** Of one experiment, not of which there are. */
const ofOne =
  /\b(?:arms?|variants?|winners?|winning|won|ahead|significan\w+|hypothesis|metrics?|control|(?:the|that|this) (?:experiment|test|trial|a ?b test|a ?b thing))\b/;

/** `is the send time test done?`, `list experiments`, `who is ahead, b or a?`. */
export const readExperiments: Intent = (utterance, { vocabulary, history }) => {
  const { text, raw } = utterance;
  const ask = (experiment?: string, notes: readonly string[] = []): Plan => ({
    calls: [{ name: 'read_experiments', input: experiment === undefined ? {} : { experiment } }],
    ...(notes.length > 0 && { notes: [...notes] }),
  });
  if (tryingOut.test(text)) return { ...ask(), unread: [] };
  if (openTest.test(text))
    return {
      say: 'What shall be tested? Say what differs between the arms: for instance a wait of 3 or of 4 days before an email, or two items for one email of a track. Nothing has been proposed.',
      asks: {},
      unread: [],
    };
  const { named, whole } = experimentsNamed(text, vocabulary);
  const noun = experimentNoun.test(text) || holdOutNoun.test(text);
  const arms = vocabulary.experiments.filter(
    (one) => armsNamed(text.replace(/\b(?:vs|versus|against)\b/g, 'or'), one).length > 1,
  );
  const spoken =
    noun || whole || (armNoun.test(text) && outcome.test(text)) || (arms.length > 0 && outcome.test(text));
  if (!spoken) return undefined;
  if (notOurs.test(text) && !(armNoun.test(text) && !text.includes('@'))) return undefined;
  // A title may begin with a verb: “send time”.
  const bare = named.reduce((said, { title }) => said.replace(title.toLowerCase(), 'it'), text);
  const fragment = whole || (armNoun.test(text) && text.split(' ').length <= 6);
  if (moodOf(bare, raw, commands) === 'wish' || !(reading.test(text) || fragment)) return undefined;
  if (holdOutNoun.test(text) && named.length === 0)
    return vocabulary.holdout === undefined ? noHoldOut(raw) : ask('holdout');
  const unread = leftOf(text, vocabulary.experiments);
  const [only, ...others] = named.length > 0 ? named : arms;
  if (only && others.length === 0)
    return { ...ask(only.id, watched(text, only)), ...(unread.length < 3 && { unread: [] }) };
  const last = lastExperiment(history);
  const pointed = /\b(?:it|that|this|the) (?:test|experiment|trial)\b|\bit\b/.test(text) || ofOne.test(text);
  if (pointed && last !== undefined)
    return ask(
      last,
      watched(
        text,
        vocabulary.experiments.find(({ id }) => id === last),
      ),
    );
  const one = ofOne.test(text) && vocabulary.experiments.length === 1 ? vocabulary.experiments[0] : undefined;
  if (one && unread.length === 0) return ask(one.id, watched(text, one));
  const unknown = noun && only === undefined && unread.length > 0 && unread.length < 4;
  return ask(undefined, unknown ? [`I found no experiment by ${quoted(unread)}; these there are.`] : []);
};

/** What is watched beside the metric, where that is asked. */
function watched(text: string, one?: NamedExperiment): string[] {
  if (one === undefined || !guarding.test(text)) return [];
  const names: readonly string[] = one.experiment.guardrails ?? [];
  return [
    names.length === 0
      ? `“${one.title}” has no guardrails.`
      : `Guardrails of “${one.title}”, each of which stops it: ${names.join(', ')}.`,
  ];
}
const guarding = /\bguard ?rails?\b|\b(?:watch(?:ed|ing)?|safety|protect\w*|harm\w*)\b/;

function noHoldOut(raw: string): Plan {
  return {
    calls: [{ name: 'show_program', input: { parts: ['policies'] } }],
    only: { policies: ['holdout'] },
    ...(/\bresult|show|effect|doing\b/.test(raw) && {
      notes: [
        'Without a hold-out nobody can tell what nurturing does; “hold 10 % of new leads out” proposes one.',
      ],
    }),
  };
}

const words = new Set(
  'guardrail guardrails guard rails watch watched watching safety ended ending came come out outcome results status list overview summary report running run under way underway currently live active started begin begun began measure measures metric hypothesis significant significance early tell call already say ahead leading lead difference reached reach each so far details expect expected long sure explain update read check click clicks rate rates numbers figures email emails mail mails subject line lines ab a b thing test tests experiment experiments tries trying tried trial trials conclusive conclusion verdict recent latest last previous other others'.split(
    ' ',
  ),
);

/** What names no experiment that there is, and no arm of one. */
function leftOf(text: string, experiments: Parameters<typeof experimentsNamed>[1]['experiments']): string[] {
  const own = new Set(
    experiments.flatMap(({ id, title, experiment }) =>
      `${id} ${title} ${Object.entries(experiment.arms)
        .flat()
        .map((one) => (typeof one === 'string' ? one : one.title))
        .join(' ')}`
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .map(plainWord),
    ),
  );
  return tellingWords(text).filter(
    (word) =>
      !own.has(plainWord(word)) && !words.has(word) && !plainWords.has(word) && !decisionWords.has(word),
  );
}
