import { bestReading } from './best-reading.ts';
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
import type { Asked, Intent, Plan, World } from './requests.ts';
import { chosenBy, withInstead } from './turns/choices.ts';
import { followUp } from './turns/follow-ups.ts';
import { isDropped, withLeadNamed } from './turns/pending.ts';
import { askHelp, quoted } from './wording/say.ts';
import { isWhole } from './words/openers.ts';
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

/** What to do about one request. Deterministic; never throws; a write only when all of it was understood. */
export function understand(text: string, world: World): Plan {
  const { history } = world;
  const named = withLeadNamed(text, history);
  if (named !== undefined) return understand(named, { ...world, history: history.slice(0, -1) });
  return answered(text, world) ?? readAlone(text, world);
}

/** Read as the answer to what we asked before, where we did and it is one. */
function answered(text: string, world: World): Plan | undefined {
  const waiting = lastWaiting(world);
  if (waiting === undefined) return undefined;
  const { whole, asks, before } = waiting;
  const chosen = chosenBy(text, asks);
  const again = (words: string) => ({ ...readAlone(words, before), readAs: words });
  if (chosen === 'several')
    return { say: `Which one: ${(asks.choices ?? []).join(', or ')}?`, asks, readAs: whole };
  if (chosen !== undefined)
    return again(
      asks.instead === undefined ? `${whole} , ${chosen}` : withInstead(whole, asks.instead, chosen),
    );
  if (isDropped(text)) return { say: 'Dropped. I have proposed and halted nothing.' };
  if (isWhole(text)) return undefined;
  const joined = again(`${whole} , ${text}`);
  // The fragment answered our question, wholly or in part.
  if ('calls' in joined || (joined.asks && (joined.unread ?? []).length === 0)) return joined;
  const alone = readAlone(text, world);
  return 'calls' in alone ? alone : joined;
}

/** The request before this one, if it ended in a question of ours. */
function lastWaiting(world: World): { whole: string; asks: Asked; before: World } | undefined {
  const last = world.history.at(-1);
  if (last === undefined || (last.calls.length > 0 && !last.answered.includes('Did you mean')))
    return undefined;
  const before = { ...world, history: world.history.slice(0, -1) };
  const plan = understand(last.asked, before);
  return plan.asks && { whole: plan.readAs ?? last.asked, asks: plan.asks, before };
}

function readAlone(text: string, world: World): Plan {
  const speller = createSpeller(world.vocabulary);
  // A fragment is first read with the question before it, then by itself.
  const tried = startsLikeFollowUp(text) ? [followUp, ...intents] : intents;
  const found = bestReading(text, tried, world, speller);
  if (found) return found;
  const utterance = createUtterance(text, speller);
  const question = askDocuments(utterance, world);
  if (question) return question;
  const unknown = utterance.rest(plainWords);
  const words = unknown.length > 0 ? ` (${quoted(unknown.slice(0, 8))})` : '';
  return {
    say: `I did not understand that${words}. ${askHelp}`,
    unread: unknown.length > 0 ? unknown : [text],
  };
}

function startsLikeFollowUp(text: string): boolean {
  return (
    /^(?:and|what about|how about|same|no,?|only|but|or)\b/i.test(text.trim()) &&
    !/\b(?:how many|which|list|show)\b.*\b(?:leads|contacts|people)\b/i.test(text)
  );
}
