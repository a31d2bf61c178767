import type { Exchange, Intent, Plan } from '../requests.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { versionMeant } from '../slots/version.ts';
import { lastChange } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import { forApproval } from '../words/proposing.ts';
import { wishesFor } from './edit/frames/mood.ts';

/** To be what was before. */
const returning =
  /\b(?:back|returns?|returning|restor(?:e|es|ed|ing)|revert(?:s|ed|ing)?|rever(?:se|t)|undo(?:ing|ne)?|roll ?backs?|rolled|rolling|reinstat(?:e|es|ed|ing)|resets?|re ?activat(?:e|ed)|again|undone|downgrade|instead of|(?:switch|set|change|move|put|take|bring|get) (?:\S+ ){0,3}to|(?:as|like|way|how) (?:it |they |things |everything )?(?:was|were|looked|had been|in|with|under)|before|in force|be (?:current|live|active))\b/;
const verbs =
  'propose|roll|roll ?back|rollback|revert|undo|go|restore|return|switch|change|put|take|bring|get|set|move|reset|turn|reinstate|reactivate|make|back|downgrade|prepare|file|draft|please';
const pointed =
  /^(?:\S+ ){0,3}?(?:undo|revert|roll back|rollback|take back) (?:it|that|this)\b(?! (?:version|to))(?!.*\bversion\b)/;
/** Of the whole program, however it is called. */
const whole =
  /\b(?:version|v ?\d+|program(?:me)?|roll ?back|rollback|(?:last|latest|previous|recent) change|everything|whole)\b/;
const otherwise = /\b(?:arms?|variants?|experiments?|tests?|e ?mails?|items?|drafts?|halt\w*|paus\w*)\b/;
/** Why it is wished for. */
const grievance =
  /\b(?:was|is|were) (?:an? |not |too |the |just |clearly |such )*(?:mistake|error|mess|bad|wrong|broken|better|worse|flop|disaster|good|worked|working|idea|fine|great|big|huge)+\b(?: (?:mistake|error|idea|move|one))?(?: (?:before|back then|earlier|then))?/g;
const words = new Set(
  'where bring brings switched switching propose proposal rollback roll rolled back revert reverted undo undone going restore restored return returned switch change changes changed put version versions v program programme last latest previous most recent prior earlier before number no it that this everything please now take bring set move reset turn reinstate reinstated reactivate whole again like way was were is are as exactly look looked under state force forced current active live effective use used one first original initial step by made again old older instead downgrade prepare file draft suggest same better worked than rather good'.split(
    ' ',
  ),
);

/** What the message before this one filed; a change that waits is no part of the program. */
function filedLast(history: readonly Exchange[]): ReturnType<typeof lastChange> {
  const last = history.at(-1);
  const filed = last?.calls.some(({ name }) => /^(?:propose|build)_/.test(name));
  return last && filed ? lastChange([last]) : undefined;
}

/** `version 1 back in force please`, `undo the last change`: proposes it; what cannot be undone stands in its plan. */
export const rollBack: Intent = ({ raw, text }, { vocabulary, history }) => {
  const said = withoutGrievance(text.replace(forApproval, ' '));
  const waiting = pointed.test(said) && wishIn(said, raw, verbs) ? filedLast(history) : undefined;
  if (waiting)
    return {
      say: `“${waiting.title}” waits for approval and nothing of it is in force, so there is nothing to undo. Reject it on its page, and it is gone: ${waiting.url}`,
    };
  const { version: inForce } = vocabulary;
  const { to, rest } = versionMeant(said, inForce);
  const undoes = /\b(?:undo|revert|roll ?back|take back)\b/.test(said);
  if (!(returning.test(said) && (whole.test(said) || (undoes && to !== undefined))) || otherwise.test(said))
    return undefined;
  const left = rest.replace(grievance, ' ');
  const bare = said.replace(grievance, ' ').replace(/\s+/g, ' ').trim();
  if (!wishIn(said, raw, verbs) && !wishesFor(bare, raw)) return undefined;
  if (isConditional(left.replace(/\b(?:version|change) before\b/, ' ')))
    return refused(
      /\b(?:before|after|until|as of|on)\b/.test(left) && to === undefined
        ? `I go back to a version by its number. Version ${inForce} is in force.`
        : 'I propose to go back now, not later or on a condition.',
    );
  const track = resolveTrack(
    left
      .split(' ')
      .filter((word) => !words.has(word))
      .join(' '),
    vocabulary.tracks,
  );
  const unknown = tellingWords(left).filter((word) => !plainWords.has(word) && !words.has(word));
  if (track || unknown.length > 0)
    return refused(
      `I roll back the whole program to an earlier version${track ? `, not the track ${track.best.title} alone` : ` and do not know what ${quoted(unknown)} means there`}. Say “roll back to version ${Math.max(1, inForce - 1)}”.`,
      track ? [] : unknown,
    );
  if (to === undefined)
    return {
      say: `To which version? Version ${inForce} is in force. Say for instance “roll back to version ${Math.max(1, inForce - 1)}”.`,
    };
  if (to < 1 || to >= inForce) return refused(noSuch(to, inForce));
  return { calls: [{ name: 'propose_change', input: { roll_back_to: to } }], unread: [] };
};

/** Without the clauses that only say what was wrong, or better once: they name no version and bind nothing. */
function withoutGrievance(text: string): string {
  return text
    .split(' , ')
    .filter((clause) => whole.test(clause) || binding.test(clause) || !asserting.test(clause))
    .join(' , ')
    .replace(/\s+/g, ' ')
    .trim();
}

const binding =
  /\b(?:if|unless|only|except|but|keep|not|without|leave|until|till|when|once|never|tomorrow|later|should|must|shall)\b/;
const asserting =
  /\b(?:is|are|was|were|does|do|did|has|have|had|gives?|gave|makes?|made|liked?|preferred?|prefer|worked?|works|feels?|felt|seems?|looks?|looked|got|went|lost|loses?|brings?|brought|hurts?|hates?|failed|fails|causes?|caused|regret|wants?|needs?|confuses?|broke)\b/;

function refused(say: string, unread?: string[]): Plan {
  return { say: `${say} Nothing has been proposed.`, ...(unread && { unread }) };
}

function noSuch(to: number, inForce: number): string {
  if (inForce === 1) return 'Version 1 is in force and there is none before it.';
  const earlier = inForce === 2 ? 'version 1' : `version 1 to ${inForce - 1}`;
  return `There is no version ${to} to go back to: version ${inForce} is in force; I can propose to go back to ${earlier}.`;
}
