import type { Program } from '../../../../engine/program/schema.ts';
import type { Made } from '../../../../tools/support/edits/made.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Intent, Plan } from '../../requests.ts';
import type { Utterance } from '../../words/utterance.ts';
import { asksOrDoubts, fillerWords, grumble } from '../../words/wished.ts';
import { isPlan, nothing } from '../edit/frame.ts';

/** Words of policies that need no understanding of their own. */
const policyWords: ReadonlySet<string> = new Set([
  ...fillerWords,
  ...`policy policies rule setting settings global general overall marketing nurturing mail mails mailing mailings emailing
  messages newsletter newsletters sending send sends sent go goes going gone out write writing contact contacting hear
  receive receives received get gets getting given delivered deliver leave leaves set sets put limit limits limited
  restrict restricts restricted allow allows allowed cap caps capped lift lifts lifted bring up raise raises raised lower lowers lowered increase
  increased reduce reduced tighten tightened relax relaxed loosen widen extend extended extends introduce introduced
  impose imposed add added use used have having enough plenty fine max maximum most run runs running apply applies like
  respect observe keep kept always please everybody everyone anybody anyone nobody whole together total combined all our
  any each every single same one now new per year of the a an is are be we want need require required requires demand
  so then per hour hours day days week weeks month months time times fortnight end`.split(/\s+/),
]);

/** What is not said of all emails, or is a question about leads. */
const elsewhere =
  /\b(?:tracks?|sequences?|campaigns?|e ?mails? (?:number |no )?\d+ (?:of|on|in)|(?:first|second|third|last) e ?mail|points?|scores?|segments?|triggers?|experiments?|simulate|fast forward|test|decision|consideration|fast|education|follow up|offer)\b|\b(?:leads?|people|contacts?|those|who|that) (?:who |that |which )?(?:got|received|were sent|had|have (?:got|received|had))\b(?!.*\b(?:the next|another|again|alone)\b)/;
const refused =
  /\b(?:do not|never|not|no need to) (?:change|touch|set|cap|limit|restrict|raise|lower|reduce|remove|delete|drop|lift|add|block|suppress|use|make|introduce|impose|extend|move|require|want (?:to|us to|you to))\b/;
/** Why something is wished for. */
const reasons: readonly RegExp[] = [
  grumble,
  /(?:, )?\b(?:so that|because|since(?! \d)|as (?:people|we|they|leads|customers))\b.*$/,
  /(?:^|, )(?:our |the )?(?:people|leads|sales|customers|everyone|everybody|they|we|folks|reps|marketing|support|legal|some|many|recipients)(?: team)? (?:keep |are |is |keeps |have |get |feel |find )*(?:getting |been )?(?:complain(?:s|ing|ed|ts?)?|drowning|annoyed|fed up|overwhelmed|tired|swamped|unhappy|angry|hate(?:s)?(?: it| that)?|dislike|grumbling|bothered|spammed)\b(?: (?:with|of|by|about|at|in) \w+(?: \w+)?)?(?= ,|$)/,
  /(?:^|, )(?:there (?:is|are) )?(?:too many|far too many|way too many) (?:e ?mails?|complaints?|mails?|tasks?|unsubscribes?)(?= ,|$)/,
];

/** What a policy is read with; what it takes of the utterance is understood, the rest must be plain words. */
export interface PolicyReading {
  utterance: Utterance;
  program: Program;
  vocabulary: LiveVocabulary;
}

/** The intent for one policy: these words are of it, and all of the message is read. */
export function policyIntent(
  about: RegExp,
  read: (reading: PolicyReading) => Made | Plan | undefined,
): Intent {
  return (utterance, { vocabulary }) => {
    const { text, raw } = utterance;
    if (!about.test(text) || elsewhere.test(text) || refused.test(text) || asksOrDoubts(text, raw))
      return undefined;
    for (const pattern of reasons) utterance.takeAll(pattern);
    const found = read({ utterance, program: vocabulary.program, vocabulary });
    if (found === undefined || isPlan(found)) return found;
    if (utterance.rest(policyWords).length > 0) return undefined;
    if ('problem' in found) return { say: `${found.problem} ${nothing}` };
    const { title, edits, notes } = found;
    return {
      calls: [{ name: 'propose_change', input: { title, edits } }],
      ...(notes && { notes }),
      unread: [],
    };
  };
}

/** What is sent, however it is called. */
export const mailing =
  /\b(?:e ?mails?|mails?|mailings?|messages?|newsletters?|sends?|sending|sent|emailing|go(?:es)? out|write|writing|contact(?:ed|ing)?|hear from us|nothing|anything)\b/;
/** A limit is meant, not a count. */
export const limiting =
  /\b(?:at most|at the most|max|maximum|no more|not more|more than|up to|limit(?:s|ed)?|caps?|capped|restrict(?:ed)?|ceiling|tops|only|enough|plenty|never|nobody|no one|no (?:lead|account|company|person|contact|recipient)|may|allow(?:ed)?|should|must|shall)\b|[=>]/;
