import type { LiveVocabulary, NamedExperiment } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { didYouMean, resolveName, tellingWords } from '../slots/names.ts';
import { lastExperiment } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const test = '(?:experiments?|a ?b tests?|ab tests?|split tests?|tests?)';
const stopping = 'stop|end|finish|abort|cancel|conclude|close|call off|halt|kill|pause';
const promoting = 'promote|roll out|adopt|choose|pick|ship|go with|decide for|declare|keep';
const winning =
  /\b(?:wins|won|has won|is (?:the )?(?:winner|better)|was better|did better|performed better)\b/;
const reopening = /\b(?:resume|restart|continue|reopen|start again)\b/;
const nothing = 'I have proposed nothing.';

/** `stop the send time test`, `promote b`: a change that decides an experiment, for its control or for another arm. */
export const decideExperiment: Intent = ({ text, raw }, { vocabulary, history }) => {
  const ended = wishIn(text, raw, stopping);
  // To end it because an arm has won is to promote that arm.
  const stop = ended !== undefined && winning.test(ended) ? undefined : ended;
  const promote = stop === undefined ? (ended ?? wishIn(text, raw, promoting)) : undefined;
  const wish = stop ?? promote;
  if (wish === undefined) return undefined;
  const said = wish.replace(new RegExp(`\\b(?:${stopping}|${promoting})\\b`), ' ');
  const remembered = vocabulary.experiments.find(({ id }) => id === lastExperiment(history));
  const speaks = new RegExp(`\\b${test}\\b`).test(said);
  const arms = promote === undefined ? [] : armsIn(said, remembered ? [remembered] : vocabulary.experiments);
  // `stop it` is about a test only when one was spoken of; `promote b` only when there is such an arm.
  if (!speaks && !(remembered && (arms.length > 0 || pointing.test(said))) && arms.length === 0)
    return undefined;
  if (/\btest (?:e?mails?|sends?|tracks?)\b/.test(said) || (!speaks && /\btracks?\b/.test(said)))
    return undefined;
  if (isConditional(wish))
    return { say: `An experiment is decided at once, not later or on a condition. ${nothing}` };
  const found = experimentIn(said, vocabulary, remembered) ?? (arms.length === 1 ? arms[0]?.of : undefined);
  if (!found) return { say: `Which experiment do you mean? ${which(vocabulary)} ${nothing}` };
  if (found.experiment.decided !== undefined)
    return {
      say: `“${found.title}” is decided already, for ${armName(found, found.experiment.decided)}. ${nothing}`,
    };
  if (promote === undefined) return decide(found, found.experiment.control, said);
  const [arm, ...others] = armsIn(said, [found]);
  if (!arm || others.length > 0)
    return {
      say: `Which arm shall “${found.title}” be decided for: ${Object.entries(found.experiment.arms)
        .map(([id, { title }]) => `${id} (${title})`)
        .join(', ')}? ${nothing}`,
    };
  return decide(found, arm.id, said);
};

const pointing = /\b(?:it|that|this|the test)\b/;

function decide(found: NamedExperiment, arm: string, said: string): Plan {
  const { experiment, title } = found;
  const known = new Set([
    ...tellingWords(`${title} ${found.id} ${arm} ${experiment.arms[arm]?.title ?? ''}`),
    ...'test tests experiment experiments arm variant version winner wins won better did performed because since winning a b ab split as'.split(
      ' ',
    ),
  ]);
  const left = tellingWords(said).filter((word) => !known.has(word) && !plainWords.has(word));
  if (left.length > 0)
    return {
      say: `I did not understand ${quoted(left)}. ${nothing} Say “stop the ${title} test” or “promote ${arm}”.`,
    };
  const title2 =
    arm === experiment.control ? `Stop the experiment: ${title}` : `Promote ${armName(found, arm)}: ${title}`;
  const edits = [{ op: 'put', path: `experiments/${found.id}`, value: { ...experiment, decided: arm } }];
  return { calls: [{ name: 'propose_change', input: { title: title2.slice(0, 200), edits } }] };
}

function experimentIn(
  said: string,
  { experiments }: LiveVocabulary,
  remembered: NamedExperiment | undefined,
): NamedExperiment | undefined {
  const named = resolveName(said.replace(new RegExp(`\\b${test}\\b`, 'g'), ' '), experiments);
  if (named && named.others.length === 0) return named.best;
  if (named) return undefined;
  const open = experiments.filter(({ experiment }) => experiment.decided === undefined);
  return remembered ?? (open.length === 1 ? open[0] : undefined);
}

/** Arms that the words name, by id or by title, each once. */
function armsIn(said: string, experiments: readonly NamedExperiment[]) {
  return experiments.flatMap((of) =>
    Object.entries(of.experiment.arms)
      .filter(([id, { title }]) =>
        [id.replaceAll('-', ' '), title.toLowerCase()].some((name) =>
          // The article is no arm: `b`, `arm a`, `variant a`.
          name === 'a'
            ? /\b(?:arm|variant|version) a\b|^\s*a\s*$/.test(said)
            : new RegExp(`\\b${name.replace(/[^\p{L}\p{N} ]/gu, '.')}\\b`, 'u').test(said),
        ),
      )
      .map(([id]) => ({ id, of })),
  );
}

function armName({ experiment }: NamedExperiment, arm: string): string {
  return experiment.arms[arm]?.title ?? arm;
}

function which({ experiments }: LiveVocabulary): string {
  return experiments.length === 0 ? 'The program declares none.' : didYouMean('', experiments);
}

/** `restart the test`: what is decided is taken up again by going back to the version before. */
export const reopenExperiment: Intent = ({ text }) =>
  reopening.test(text) && new RegExp(`\\b(?:the|that|this) (?:[a-z]+ ){0,4}${test}$`).test(text)
    ? { say: `To take a decided experiment up again, roll back the change that decided it. ${nothing}` }
    : undefined;
