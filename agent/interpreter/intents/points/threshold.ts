import { removeThreshold } from '../../../../tools/support/edits/scores.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Intent, Plan } from '../../requests.ts';
import { takeEvents } from '../../slots/events.ts';
import { tellingWords } from '../../slots/names.ts';
import { ask, askScoring } from '../../wording/say.ts';
import { removes, removingWords } from '../../words/removing.ts';
import { stem } from '../../words/stems.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { grumble, isWished } from '../../words/wished.ts';
import { takeAmounts } from './amounts.ts';
import { pointWords } from './point-words.ts';

type Threshold = LiveVocabulary['thresholds'][number];

const noun = /\b(?:thresholds?|bar|cut ?offs?|cutoff|hurdle)\b/;
/** At which score a stage is reached. */
const placed =
  /\btoo (?:early|late|soon|easily|easy|quickly|fast|slowly|hard)\b(?=.*\d)|\b(?:sql|mql)s? (?:(?:should|shall|must|to|only) )*(?:be |now )*(?:at|from|needs?|takes?|requires?|starts?|begins?) (?:with |at |from )?(?:a score of )?\d/;
const elsewhere =
  /\b(?:segments?|tracks?|triggers?|e ?mails?|goal|entry|days?|weeks?|months?|notify|task|alert|list|show|test|put|enrol\w*|experiment|webinar|fit|decays?)\b|%/;

/** A threshold moved to another score, or taken out, however it is said. */
export const changeThreshold: Intent = (utterance, { vocabulary }) => {
  const { text, raw } = utterance;
  if (!isWished(text, raw) || vocabulary.thresholds.length === 0) return undefined;
  utterance.takeAll(grumble);
  const said = noun.test(text) || placed.test(text);
  const threshold = thresholdIn(utterance, vocabulary, said);
  if (!threshold || elsewhere.test(utterance.free().join(' '))) return undefined;
  utterance.takeAll(noun);
  if (takeEvents(utterance.fresh(), vocabulary).length > 0 && !said) return undefined;
  const amount = takeAmounts(utterance, true);
  if (amount.length === 0 && said && removes(text)) return removal(utterance, threshold);
  utterance.takeAll(new RegExp(`\\b(?:${actions})\\b`));
  const left = utterance.rest(pointWords);
  if (left.length > 0 || amount.length > 1) return undefined;
  const [one] = amount;
  if (one === undefined)
    return said && moving.test(text)
      ? ask(askScoring, [`the score at which “${threshold.title}” shall fire (now ${threshold.at})`], {
          unit: 'points',
        })
      : undefined;
  const at =
    one.kind === 'set'
      ? one.value
      : one.kind === 'by'
        ? threshold.at + one.value
        : Math.round(threshold.at * one.value);
  const { id, title, actions: now } = threshold;
  return {
    calls: [
      { name: 'propose_change', input: { scoring: { put_thresholds: [{ id, title, at, actions: now }] } } },
    ],
    unread: [],
  };
};

const moving = /\b(?:raise|lower|move|set|change|bump|increase|reduce|decrease|lift|push|adjust|shift)\b/;
const actions =
  'kick(?:s|ing)? in|fir(?:e|es|ed|ing)|start(?:s|ing)?|begin(?:s|ning)?|appl(?:y|ies)|reach(?:es|ed)?|comes?|sits?|lies?|stands?|call(?:ed)?|consider(?:ed)?|treat(?:ed)?|count(?:ed)? as|become?s?|late|early|soon|sooner|later|earlier|easy|hard|strict|generous|lenient|lax|us|number|mark|line|shift(?:ed)?|mov(?:e|ed|es)|from|as of|only|score of|starting|point|qualif(?:y|ies)|turns?|easily|quickly|hand(?:ed|s)? over|hand over|to sales|sales(?! qualified)|requires?|rather|score';

function removal(utterance: Utterance, threshold: Threshold): Plan | undefined {
  utterance.takeAll(removingWords);
  utterance.takeAll(/\b(?:not|do|need|want|use|it|them)\b/);
  if (utterance.rest(pointWords).length > 0) return undefined;
  const made = removeThreshold(threshold);
  return 'problem' in made
    ? undefined
    : { calls: [{ name: 'propose_change', input: { ...made } }], unread: [] };
}

/** By its title in quotation marks or bare, by the stage that it leads to, or by a word of its title beside `threshold`. */
function thresholdIn(
  utterance: Utterance,
  { thresholds }: LiveVocabulary,
  said: boolean,
): Threshold | undefined {
  const lower = utterance.quotes.map((quote) => quote.toLowerCase());
  const quoted = thresholds.find(
    ({ id, title }) => lower.includes(title.toLowerCase()) || lower.includes(id),
  );
  if (quoted) {
    utterance.takeAll(/\bquote\d+\b/);
    return quoted;
  }
  const titled = thresholds.find(({ title }) =>
    utterance.take(new RegExp(`\\b${createUtterance(title).text}\\b`)),
  );
  if (titled) return titled;
  const staged = thresholds.filter((one) =>
    stagesOf(one).some((stage) => new RegExp(`\\b${stage}s?\\b`).test(utterance.text)),
  );
  if (staged.length === 1 && staged[0] && said) {
    utterance.takeAll(new RegExp(`\\b(?:${stagesOf(staged[0]).join('|')})s?(?: stage)?\\b`));
    return staged[0];
  }
  if (!said) return undefined;
  const words = utterance.free().map(stem);
  const fitting = thresholds.filter((one) =>
    tellingWords(`${one.title} ${one.id}`).some((word) => words.includes(stem(word))),
  );
  const [only] = fitting;
  if (fitting.length !== 1 || !only) return undefined;
  for (const word of tellingWords(`${only.title} ${only.id}`))
    utterance.takeAll(new RegExp(`\\b${word}s?\\b`));
  return only;
}

function stagesOf({ actions: done }: Threshold): string[] {
  return done.flatMap((action) =>
    action.do === 'lifecycle' || action.do === 'journey' ? [action.stage] : [],
  );
}
