import type { LiveVocabulary, NamedExperiment } from '../../vocabulary.ts';
import type { Intent, Plan, World } from '../requests.ts';
import {
  armNoun,
  armsNamed,
  experimentNoun,
  experimentsNamed,
  holdOutNoun,
  plainWord,
} from '../slots/experiments.ts';
import { didYouMean, tellingWords } from '../slots/names.ts';
import { lastExperiment } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { choosing, clearly, decisionIn, decisionWords, ending, restoring } from '../words/decisions.ts';
import { isConditional } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const reopening = /\b(?:resume|restart|continue|reopen|start again)\b/;
const nothing = 'I have proposed nothing.';
/** A test of an email, the track that a test runs on, one that shall begin or go on, or the hold-out. */
const notOurs =
  /\btest (?:e?mails?|sends?|tracks?)\b|\bsend (?:me|us)\b|@|\b(?:a(?! b\b)|an|new|another|next) (?:[a-z]+ ){0,3}(?:tests?|experiments?|trials?)\b|\b(?:keep|continue)\b.*\b(?:running|going|testing|on)\b|\b(?:run|go) (?:on|longer|further)\b|\blet (?:it|the \S.*) run\b/;

/** `stop the send time test`, `b it is`, `the winner is b`: a change that decides an experiment for one of its arms. */
export const decideExperiment: Intent = ({ text, raw }, world) => {
  if (notOurs.test(text) || holdOutNoun.test(text)) return undefined;
  const wish = decisionIn(text, raw);
  if (wish === undefined) return undefined;
  const meant = experimentMeant(text, wish, world);
  if (meant === undefined) return undefined;
  const { found, said } = meant;
  if (isConditional(withoutArms(said)))
    return { say: `An experiment is decided at once, not later or on a condition. ${nothing}` };
  if (!found)
    return { say: `Which experiment do you mean? ${which(world.vocabulary)} ${nothing}`, unread: [] };
  const { experiment, title } = found;
  if (experiment.decided !== undefined)
    return { say: `“${title}” is decided already, for ${armName(found, experiment.decided)}. ${nothing}` };
  const [arm, ...others] = armsNamed(said.replace(title.toLowerCase(), ' '), found);
  if (arm === undefined && !ending.test(wish) && !clearly.test(wish)) return undefined;
  if (others.length > 0 || (arm === undefined && choosing.test(said))) return askArm(found);
  return decide(found, arm ?? experiment.control, said);
};

/**
 * The experiment that is spoken of: by its name, by the word for it, by an arm, or the one that was read before.
 * Undefined where the wish is about something else.
 */
function experimentMeant(
  text: string,
  wish: string,
  { vocabulary, history }: World,
): { found?: NamedExperiment; said: string } | undefined {
  const remembered = vocabulary.experiments.find(({ id }) => id === lastExperiment(history));
  const { named, whole } = experimentsNamed(text, vocabulary);
  const speaks = whole || experimentNoun.test(text) || armNoun.test(text);
  const byArm = vocabulary.experiments.filter((one) => armsNamed(wish, one).length === 1);
  if (!speaks && (/\btracks?\b/.test(text) || !(clearly.test(wish) || remembered))) return undefined;
  const points = remembered !== undefined && /\b(?:it|that|this|them)\b/.test(wish);
  if (!speaks && byArm.length === 0 && !points) return undefined;
  const said = speaks ? text : wish;
  if (named.length === 1 && named[0]) return { found: named[0], said };
  if (named.length > 1) return { said };
  if (remembered) return { found: remembered, said };
  const open = vocabulary.experiments.filter(({ experiment }) => experiment.decided === undefined);
  const only = byArm.length === 1 ? byArm[0] : open.length === 1 ? open[0] : undefined;
  return { ...(only && { found: only }), said };
}

function withoutArms(said: string): string {
  return said.replace(restoring, ' ').replace(/\bafter (?:\S+ )?days?\b|\bbefore it\b/g, ' ');
}

function decide(found: NamedExperiment, arm: string, said: string): Plan {
  const { experiment, title, id } = found;
  const own = `${title} ${id} ${Object.entries(experiment.arms)
    .map(([one, { title: called }]) => `${one} ${called}`)
    .join(' ')}`;
  const known = new Set(
    own
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .map(plainWord),
  );
  const left = tellingWords(said.replace(restoring, ' ')).filter(
    (word) => !known.has(plainWord(word)) && !plainWords.has(word) && !decisionWords.has(word),
  );
  if (left.length > 0)
    return {
      say: `I did not understand ${quoted(left)}. ${nothing} Say “stop the ${title} test” or “promote ${arm}”.`,
      unread: left,
    };
  const called =
    arm === experiment.control ? `Stop the experiment: ${title}` : `Promote ${armName(found, arm)}: ${title}`;
  const edits = [{ op: 'put', path: `experiments/${id}`, value: { ...experiment, decided: arm } }];
  return {
    calls: [{ name: 'propose_change', input: { title: called.slice(0, 200), edits } }],
    unread: [],
  };
}

function askArm(found: NamedExperiment): Plan {
  const arms = Object.entries(found.experiment.arms);
  const choices = arms.map(([id, { title }]) => `${id} (${title})`).join(', ');
  return {
    say: `Which arm shall “${found.title}” be decided for: ${choices}? ${nothing}`,
    asks: { choices: arms.map(([id]) => id.replaceAll('-', ' ')) },
    unread: [],
  };
}

function armName({ experiment }: NamedExperiment, arm: string): string {
  return experiment.arms[arm]?.title ?? arm;
}

function which({ experiments }: LiveVocabulary): string {
  return experiments.length === 0 ? 'The program declares none.' : didYouMean('', experiments);
}

/** `restart the test`: what is decided is taken up again by going back to the version before. */
export const reopenExperiment: Intent = ({ text }) =>
  reopening.test(text) &&
  new RegExp(`\\b(?:the|that|this) (?:[a-z]+ ){0,4}${experimentNoun.source}$`).test(text)
    ? { say: `To take a decided experiment up again, roll back the change that decided it. ${nothing}` }
    : undefined;
