import { buildTrack } from './intents/build-track.ts';
import { changes } from './intents/changes.ts';
import { comment } from './intents/comment.ts';
import { decideExperiment, reopenExperiment } from './intents/decide-experiment.ts';
import { draftEmail } from './intents/draft-email.ts';
import { emailSteps } from './intents/email-steps.ts';
import { enrol } from './intents/enrol.ts';
import { explainLead } from './intents/explain-lead.ts';
import { halt } from './intents/halt.ts';
import { help, unsupported } from './intents/help.ts';
import { holdOut } from './intents/hold-out.ts';
import { listProgram } from './intents/list-program.ts';
import { performance } from './intents/performance.ts';
import { proposeOpportunity } from './intents/propose-opportunity.ts';
import { query } from './intents/query.ts';
import { readExperiments } from './intents/read-experiments.ts';
import { recommendContent } from './intents/recommend-content.ts';
import { rollBack } from './intents/roll-back.ts';
import { scoring } from './intents/scoring.ts';
import { askDocuments, searchContent } from './intents/search-content.ts';
import { showTrack } from './intents/show-track.ts';
import { simulate } from './intents/simulate.ts';
import { testSend } from './intents/test-send.ts';
import type { Intent, Plan, World } from './requests.ts';
import { followUp } from './turns/follow-ups.ts';
import { isDropped, isWhole, pendingWords, withLeadNamed } from './turns/pending.ts';
import { askHelp, isQuestion, quoted } from './wording/say.ts';
import { plainWords } from './words/plain-words.ts';
import { createSpeller } from './words/spelling.ts';
import { createUtterance } from './words/utterance.ts';

/** In the order they are tried: what is said with certain words first, questions about leads late, fragments last. */
const intents: readonly Intent[] = [
  help,
  proposeOpportunity,
  decideExperiment,
  reopenExperiment,
  holdOut,
  readExperiments,
  testSend,
  rollBack,
  performance,
  recommendContent,
  simulate,
  comment,
  enrol,
  emailSteps,
  draftEmail,
  explainLead,
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

/** What to do about a message. Deterministic; never throws; a write only when all of it was understood. */
export function understand(text: string, world: World): Plan {
  const speller = createSpeller(world.vocabulary);
  const named = withLeadNamed(text, world.history);
  if (named !== undefined) return understand(named, { ...world, history: world.history.slice(0, -1) });
  const waiting = pendingWords(world.history);
  if (waiting.length > 0 && isDropped(text)) return { say: 'Dropped. I have proposed and halted nothing.' };
  const pending = isWhole(text) ? [] : waiting;
  const joined = pending.length > 0 ? read([...pending, text].join(' , '), world, speller) : undefined;
  // The fragment answered our question, wholly or in part.
  if (joined && ('calls' in joined || isQuestion(joined.say))) return joined;
  const alone = read(text, world, speller);
  const found = alone && 'calls' in alone ? alone : (joined ?? alone);
  if (found) return found;
  const question = askDocuments(createUtterance(text, speller), world);
  if (question) return question;
  const unknown = createUtterance(text, speller).rest(plainWords);
  const words = unknown.length > 0 ? ` (${quoted(unknown.slice(0, 8))})` : '';
  return { say: `I did not understand that${words}. ${askHelp}` };
}

function read(text: string, world: World, speller: (word: string) => string): Plan | undefined {
  // A fragment is first read with the question before it, then by itself.
  for (const intent of startsLikeFollowUp(text) ? [followUp, ...intents] : intents) {
    const plan = intent(createUtterance(text, speller), world);
    if (plan) return plan;
  }
  return undefined;
}

function startsLikeFollowUp(text: string): boolean {
  return /^(?:and|what about|how about|same|no,?|only|but|or)\b/i.test(text.trim());
}
