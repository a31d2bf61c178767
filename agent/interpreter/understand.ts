import { followUp, withPending } from './follow-ups.ts';
import { buildTrack } from './intents/build-track.ts';
import { changes } from './intents/changes.ts';
import { halt } from './intents/halt.ts';
import { help, unsupported } from './intents/help.ts';
import { listProgram } from './intents/list-program.ts';
import { performance } from './intents/performance.ts';
import { query } from './intents/query.ts';
import { scoring } from './intents/scoring.ts';
import { searchContent } from './intents/search-content.ts';
import { showTrack } from './intents/show-track.ts';
import { plainWords } from './plain-words.ts';
import type { Intent, Plan, World } from './requests.ts';
import { askHelp, quoted } from './say.ts';
import { createSpeller } from './spelling.ts';
import { createUtterance } from './utterance.ts';

/** In the order they are tried: what is said with certain words first, questions about leads late, fragments last. */
const intents: readonly Intent[] = [
  help,
  changes,
  halt,
  scoring,
  buildTrack,
  unsupported,
  performance,
  showTrack,
  listProgram,
  searchContent,
  query,
  followUp,
];

/** What to do about a message. Deterministic; never throws; a write only when all of it was understood. */
export function understand(text: string, world: World): Plan {
  const speller = createSpeller(world.vocabulary);
  const readings = [...new Set([withPending(text, world.history), text])];
  for (const reading of readings) {
    // A fragment is first read with the question before it, then by itself.
    const fragmentFirst = startsLikeFollowUp(reading) ? [followUp, ...intents] : intents;
    for (const intent of fragmentFirst) {
      const plan = intent(createUtterance(reading, speller), world);
      if (plan) return plan;
    }
  }
  const unknown = createUtterance(text, speller).rest(plainWords);
  const named = unknown.length > 0 ? ` (${quoted(unknown.slice(0, 8))})` : '';
  return { say: `I did not understand that${named}. ${askHelp}` };
}

function startsLikeFollowUp(text: string): boolean {
  return /^(?:and|what about|how about|same|no,?|only|but|or)\b/i.test(text.trim());
}
