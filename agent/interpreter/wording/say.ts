import type { Asked, Plan } from '../requests.ts';

/** Quotes words that were not understood. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => (word.startsWith('“') ? word : `“${word}”`)).join(', ');
}

/** A text of ours with the words it quotes quoted together where the person said them together. */
export function quotedTogether(said: string, raw: string): string {
  return said.replace(/“[^“”]+”(?:, “[^“”]+”)+/g, (list) => {
    const words = list.slice(1, -1).split('”, “');
    const together: string[] = [];
    for (const word of words) {
      const before = together.at(-1);
      const joined = [' ', '-']
        .map((between) => `${before}${between}${word}`)
        .find((both) => raw.toLowerCase().includes(both.toLowerCase()));
      if (before !== undefined && joined !== undefined) together[together.length - 1] = joined;
      else together.push(word);
    }
    return together.map((word) => `“${word}”`).join(', ');
  });
}

/** Refuses to write something of which a part was not understood. */
export function notUnderstood(words: readonly string[], doing: string): Plan {
  return {
    say: `I did not understand ${quoted(words)}, so I have not ${doing}. Say it in other words, or leave it out.`,
    unread: words,
  };
}

/** Asks for what is missing; the next message is read together with this one. */
export function ask(begin: string, missing: readonly string[], asks: Asked = {}): Plan {
  return { say: `${begin} ${missing.join('; ')}. What shall it be?`, asks };
}

export const askTrack = 'To propose the track I still need:';
export const askSystem = 'To propose the system I still need:';
export const askScoring = 'To propose the scoring change I still need:';

export const noForecasts = 'I make no forecasts: every figure I give is counted from recorded events.';

export const askHelp = 'Ask “help” to see what I can do.';

export const abilities = [
  'count and list leads: “how many enterprise leads in healthcare visited the pricing page in the last 30 days?”, “SMB leads by industry”',
  'show the program: “list segments”, “show me the enterprise track”, “list scoring rules”',
  'say why: “why did jane@company.com get this email?”, “why is Jane Roe not on the SMB fast track?”, “why does she have that score?”',
  'say how nurturing did: “how are we doing this month?”, “how did the SMB fast track do in October?”, “open and click rates by stage”, “where do we lose leads?”, “enterprise vs SMB”, “bounces last week”',
  'say what could be improved, and propose it: “what should we improve?”, “propose the first one”',
  'read experiments: “is the send time test done?”, “how many leads do I need to test a new subject line?”',
  'search the library: “what do we have about security for healthcare?”',
  'recommend content: “what should we send healthcare leads at the decision stage?”, “what should jane@example.com get next?”, “which case studies work best for enterprise?”, “where are our content gaps?”',
  'draft an email from the library: “draft an email about ROI for healthcare decision leads”, “draft email 3 of the enterprise track again, shorter”',
  'propose a track: “build a 4-week track for SMB fintech leads in awareness”',
  'propose a whole system: “build a nurturing system for our B2B payroll software, enterprise and SMB, long sales cycle”',
  'propose scoring: “give 25 points for a pricing page visit”',
  'list and show changes, and say where to approve them; propose to go back: “roll back to version 3”',
  'run a lead ahead: “what would jane@example.com get in the next 30 days?”',
  'send you a test: “send me a test of email 3 of the SMB fast track as jane@example.com”',
  'propose to put a lead on a track: “put jane@example.com on the SMB fast track”',
  'change a track: “make the wait before email 3 of the SMB fast track 5 days”, “replace email 3 of the SMB fast track with “…””, “copy the SMB fast track for mid-market leads”, “leads should leave the SMB fast track when they unsubscribe”',
  'change segments, triggers and policies: “create a segment “Hot SMB” of SMB leads with a score above 60”, “notify sales whenever somebody replies to an email”, “at most 2 emails a week”',
  'begin an experiment: “try sending the SMB fast track on Tuesday or Thursday”',
  'decide an experiment by a change: “stop the send time test”, “promote b”; “hold 10 % of new leads out”',
  'stop sending at once: “halt the SMB fast track”; propose a pause, or to resume it',
  'remember what you tell me, for you alone: “by big fish I mean enterprise leads with a score above 70”, “remember that …”, “what do you remember?”, “forget 2”',
] as const;

export function abilityLines(): string {
  return abilities.map((ability) => `- ${ability}`).join('\n');
}
