import { bestReading } from './best-reading.ts';
import { bareRequests, spokenOf } from './clauses/told.ts';
import { buildSystem } from './intents/build-system/build-system.ts';
import { buildTrack, trackOfBrief } from './intents/build-track/build-track.ts';
import { changes } from './intents/changes.ts';
import { comment } from './intents/comment.ts';
import { decideExperiment, reopenExperiment } from './intents/decide-experiment.ts';
import { draftEmail } from './intents/draft-email.ts';
import { edits } from './intents/edit/index.ts';
import { enrol } from './intents/enrol.ts';
import { enrolNamed } from './intents/enrol-named.ts';
import { explainLead } from './intents/explain-lead.ts';
import { halt } from './intents/halt.ts';
import { haltNamed } from './intents/halt-named.ts';
import { help, unsupported } from './intents/help.ts';
import { holdOut } from './intents/hold-out.ts';
import { listProgram } from './intents/list-program.ts';
import { oneChange } from './intents/one-change.ts';
import { oneLead } from './intents/one-lead.ts';
import { outOfReach } from './intents/out-of-reach.ts';
import { pastedQuery } from './intents/pasted-query.ts';
import { performance } from './intents/performance.ts';
import { planExperiment } from './intents/plan-experiment.ts';
import { policies } from './intents/policies.ts';
import { programFacts } from './intents/program-facts.ts';
import { programHistory } from './intents/program-history.ts';
import { programReactions } from './intents/program-reactions.ts';
import { proposeHalt } from './intents/propose-halt.ts';
import { proposeOpportunity } from './intents/propose-opportunity.ts';
import { query } from './intents/query.ts';
import { readExperiments } from './intents/read-experiments.ts';
import { recommendContent } from './intents/recommend-content.ts';
import { resumeNamed } from './intents/resume-named.ts';
import { rollBack } from './intents/roll-back.ts';
import { scoring } from './intents/scoring.ts';
import { askDocuments, askLibrary, searchContent } from './intents/search-content.ts';
import { showTrack } from './intents/show-track.ts';
import { simulate } from './intents/simulate.ts';
import { testSend } from './intents/test-send.ts';
import { withListOfNumbers } from './lists-of-numbers.ts';
import { type Intent, type Plan, type World, writes } from './requests.ts';
import { followUp } from './turns/follow-ups.ts';
import { inConversation } from './turns/in-conversation.ts';
import { withTwoBreakdowns } from './two-breakdowns.ts';
import { askHelp, quoted, quotedTogether } from './wording/say.ts';
import { withNearNames } from './words/near-names.ts';
import { plainWords } from './words/plain-words.ts';
import { createSpeller } from './words/spelling.ts';
import { createUtterance } from './words/utterance.ts';

/** In the order they are tried: what is said with certain words first, questions about leads late, fragments last. */
const intents: readonly Intent[] = [
  help,
  outOfReach,
  pastedQuery,
  oneChange,
  programFacts,
  programReactions,
  programHistory,
  resumeNamed,
  ...edits,
  proposeHalt,
  haltNamed,
  enrolNamed,
  buildSystem,
  trackOfBrief,
  askLibrary,
  policies,
  proposeOpportunity,
  decideExperiment,
  reopenExperiment,
  holdOut,
  planExperiment,
  readExperiments,
  testSend,
  rollBack,
  performance,
  recommendContent,
  simulate,
  comment,
  enrol,
  draftEmail,
  explainLead,
  oneLead,
  changes,
  halt,
  scoring,
  buildTrack,
  unsupported,
  showTrack,
  listProgram,
  searchContent,
  query,
  followUp,
];

/** What to do about one request. Deterministic; never throws; a write only when all of it was understood. */
export function understand(text: string, world: World): Plan {
  return inConversation(text, world, readAlone);
}

function readAlone(text: string, world: World): Plan {
  const read = (one: string) => readOnce(one, world);
  return withTwoBreakdowns(text, read) ?? withListOfNumbers(text, read) ?? readBare(text, world);
}

/** As it stands, or without what only tells beside the request where that says what was not understood, or wished for. */
function readBare(text: string, world: World): Plan {
  const whole = readOnce(text, world);
  if (isRead(whole) && writes(whole)) return whole;
  for (const { text: bare, track } of bareRequests(text, world.vocabulary)) {
    const history = track === undefined ? world.history : [...world.history, spokenOf(track)];
    const plan = readOnce(bare, { ...world, history });
    if (
      isRead(plan) &&
      (writes(plan) || (plan.asks && !('calls' in whole)) || (!isRead(whole) && 'calls' in plan))
    )
      return plan;
  }
  return whole;
}

function isRead({ unread = [] }: Plan): boolean {
  return unread.length === 0;
}

function readOnce(text: string, world: World): Plan {
  const speller = createSpeller(world.vocabulary);
  // A fragment is first read with the question before it, then by itself.
  const tried = startsLikeFollowUp(text) ? [followUp, ...intents] : intents;
  const found = bestReading(text, tried, world, speller);
  if (found) return withNearNames(found.unread?.length ? together(found, text) : found, world.vocabulary);
  const utterance = createUtterance(text, speller);
  const question = askDocuments(utterance, world);
  if (question) return question;
  const unknown = utterance.rest(plainWords);
  const words = unknown.length > 0 ? ` (${quoted(unknown.slice(0, 8))})` : '';
  const plan = {
    say: `I did not understand that${words}. ${askHelp}`,
    unread: unknown.length > 0 ? unknown : [text],
  };
  return withNearNames(together(plan, text), world.vocabulary);
}

function together(plan: Plan, text: string): Plan {
  if ('say' in plan) return { ...plan, say: quotedTogether(plan.say, text) };
  return { ...plan, ...(plan.notes && { notes: plan.notes.map((note) => quotedTogether(note, text)) }) };
}

function startsLikeFollowUp(text: string): boolean {
  return (
    /^(?:(?:and|what about|how about|same|no,?|only|but|or)\b|(?:group|split|break|sort) (?:the |that |this |those |these )?(?:results?|output|outcome)\b)/i.test(
      text.trim(),
    ) && !/\b(?:how many|which|list|show)\b.*\b(?:leads|contacts|people)\b/i.test(text)
  );
}
