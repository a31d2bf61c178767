import type { Condition } from '../../../../engine/program/condition/ast.ts';
import { printCondition } from '../../../../engine/program/condition/print.ts';
import { salesCycles } from '../../../../engine/program/templates/system/brief.ts';
import { defaultVocabulary } from '../../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Intent } from '../../requests.ts';
import { takeDescription } from '../../slots/condition.ts';
import { ask, askSystem, notUnderstood, quoted } from '../../wording/say.ts';
import { moodOf, wishIn } from '../../words/mood.ts';
import { plainWords } from '../../words/plain-words.ts';
import { isKnownWord } from '../../words/spelling.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { wishesFor } from '../edit/frames/mood.ts';
import {
  takeCycle,
  takeLeadTypes,
  takeModels,
  takePlatform,
  takeSources,
  takeStages,
} from './brief-slots.ts';
import { takeBareProduct, takeLabelled, takeName, takeProduct, takeThing } from './product.ts';

const verbs =
  'build|create|make|set up|design|draft|propose|plan|develop|prepare|generate|launch|put together|whip up|come up with|assemble|give (?:me|us)';
const all = '(?:whole|complete|entire|full|full funnel|end to end)';
const nurturing =
  '(?:(?:lead )?nurtur(?:e|ing)(?: leads?)?|lead (?:generation|development)|(?:marketing|e ?mail) automation)';
const system = '(?:systems?|set ?up|program(?:me)?s?|machine|engine|framework|workflow systems?|operation)';
/** `a nurturing system`, `the whole nurture thing`, `everything we need to nurture leads`. */
const named = new RegExp(
  `\\b(?:(?:${all}|new|automated|proper) )*(?:${nurturing} (?:workflow )?${system}|${all} (?:marketing )?${system}|${all} ${nurturing} (?:thing|side|part|stuff|business))\\b|\\beverything (?:(?:we|you|i) need )?(?:to nurture|for nurturing)(?: (?:our |the )?leads?)?\\b`,
);
/** `set up lead nurturing for …`, with nothing smaller named. */
const bare = new RegExp(`\\b(?:${verbs}) (?:lead )?nurturing (?=for\\b)`);
/** What is to be whole, and what it is to do. */
const wholly =
  /\b(?:systems?|(?:whole|entire|complete|full|end to end) (?:lead )?(?:thing|program(?:me)?|setup|funnel|journey|nurture|nurturing)|set up (?:the |our )?(?:lead )?nurturing|(?:the |our )nurturing for)\b/;
const nurtures = /\bnurtur(?:e|es|ing)\b/;
const smaller = /\b(?:tracks?|sequences?|e ?mails?|segments?|triggers?)\b/;
const needing =
  /\b(?:i|we) (?:also |now |really )*(?:need|want|would like)\b|^(?:need|want|looking for|(?:an? )?(?:new|whole|complete) (?:lead )?nurtur)/;

const nothingProposed =
  'I have proposed nothing. To have a whole system proposed, say “build a nurturing system for our B2B payroll software, enterprise and SMB, long sales cycle, leads from webinars and paid”.';

/** A whole system from a brief: what is sold, to whom, how it is sold. What is missing is asked for, never guessed. */
export const buildSystem: Intent = (utterance, { vocabulary }) => {
  const { text, raw } = utterance;
  const told = wholly.test(text) && nurtures.test(text);
  if (!named.test(text) && !told && (!bare.test(text) || smaller.test(text))) return undefined;
  // What stands before the wish tells of the business: `we sell payroll to enterprises, build us …`.
  const isWish = wishIn(text, raw, verbs) !== undefined || wishesFor(text, raw);
  if (!isWish && (moodOf(text, raw, verbs) !== 'statement' || !needing.test(text)))
    return new RegExp(`\\b(?:${verbs})\\b`).test(text) ? { say: nothingProposed } : undefined;
  utterance.take(named);
  utterance.take(bare);
  utterance.takeAll(
    /\b(?:the |a )?(?:lead )?nurtur(?:e|ing)(?: (?:for|of|leads|system))?\b|\b(?:our |the |its )?(?:customers?|clients?|buyers?)(?: are| is)?\b/,
  );
  const { product: labelled, business } = takeLabelled(utterance);
  const name =
    labelled === undefined ? takeName(utterance, (word) => isKnownWord(word, vocabulary)) : undefined;
  const thing = labelled === undefined ? takeThing(utterance) : undefined;
  utterance.takeAll(/\b4(?= (?:our|my|the|an?|·))/);
  const stages = takeStages(utterance);
  const platform = takePlatform(utterance);
  const model = takeModels(utterance);
  const sources = takeSources(utterance);
  const types = takeLeadTypes(utterance);
  const { cycle, note } = takeCycle(utterance);
  const { product, condition, notes } = takeWhatAndWhom(utterance, vocabulary, labelled ?? name ?? thing);
  const rest = utterance.rest(briefWords);
  // Beside a name, a few words say what the product is; a limit is none of them.
  const tells =
    name !== undefined &&
    rest.length <= 4 &&
    !/\b(?:not|no|never|only|except|unless|without|if|until)\b|\d/.test(rest.join(' '));
  if (tells && rest.length > 0) notes.push(`I took ${quoted(rest)} for what ${name} is.`);
  const leftover = tells ? [] : rest;
  if (leftover.length > 0) return notUnderstood(leftover, 'proposed a system');
  const missing = [
    ...(product === undefined ? ['what it is for, such as “our payroll software”'] : []),
    ...(model.length === 0
      ? ['the business model, one or more of B2B, B2C, enterprise, SMB, freemium and subscription']
      : []),
    ...(cycle === undefined ? [`how long the sales cycle is, one of ${salesCycles.join(', ')}`] : []),
  ];
  if (missing.length > 0) return ask(askSystem, missing);
  const input = {
    product,
    ...(business !== undefined && { business }),
    model,
    cycle,
    ...(condition && { audience: printCondition(condition, defaultVocabulary) }),
    ...(sources.length > 0 && { sources }),
    ...(types.length > 0 && { lead_types: types }),
    ...(stages.length > 0 && { stages }),
    ...(platform && { platform }),
  };
  return {
    calls: [{ name: 'build_system', input }],
    notes: [...(note ? [note] : []), ...notes],
    unread: [],
  };
};

/** `for our payroll software for fintech companies`: of the two, what says nothing of leads is what is sold. */
function takeWhatAndWhom(utterance: Utterance, vocabulary: LiveVocabulary, labelled: string | undefined) {
  const conditions: Condition[] = [];
  const notes: string[] = [];
  let product = labelled;
  for (let n = 0; n < 2 && product === undefined; n++) {
    const said = takeProduct(utterance);
    if (said === undefined) break;
    const whom = createUtterance(said);
    const described = takeDescription(whom, vocabulary);
    if (described.condition && whom.rest(briefWords).length === 0) conditions.push(described.condition);
    else product = said;
  }
  utterance.take(/\b(?:all|every) (?:of )?(?:our |the )?(?:leads?|contacts?|prospects?)\b/);
  const description = takeDescription(utterance, vocabulary);
  if (description.condition) conditions.push(description.condition);
  notes.push(...description.notes);
  if (product === undefined && utterance.rest(briefWords).length > 0)
    product = takeBareProduct(utterance, briefWords);
  const of = conditions.flatMap((one) => (one.op === 'and' ? one.of : [one]));
  const condition: Condition | undefined = of.length > 1 ? { op: 'and', of } : of[0];
  return { product, condition, notes };
}

const briefWords: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'build create make set design draft propose plan develop prepare generate launch need want would like sales sale selling sell sells sold buying cycle cycles process source sources channel channels mostly mainly arrive arriving customers buyers clients companies business businesses model based stage stages journey platform using use run runs product audience target targeting types type lead system nurturing nurture automation buyer automated funnel through whip together assemble brief briefs following below details scratch other others us up decide decides decided close closes deal deals takes take find finds us traffic reach come coming launching launch launched introducing called named new application marketed sold end ends full whole entire complete first touch purchase small shops shop tier free roughly about set wanted needed required offer offers offering which is what it they equals'.split(
    ' ',
  ),
]);
