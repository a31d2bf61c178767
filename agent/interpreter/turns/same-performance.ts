import type { LiveVocabulary } from '../../vocabulary.ts';
import { takeNarrowing } from '../intents/analyse/narrow.ts';
import { takeTopic } from '../intents/analyse/topics.ts';
import { periodWords } from '../intents/performance.ts';
import type { Exchange, Plan } from '../requests.ts';
import { takeWindows, type Window } from '../slots/windows.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { takePeriodBefore } from './period-before.ts';

/** `and this month?`, `for SMB`, `what about the enterprise track?`: the last figures, with what is named now. */
export function samePerformance(
  utterance: Utterance,
  last: Exchange,
  bare: Window | undefined,
  vocabulary: LiveVocabulary,
): Plan | undefined {
  const call = last.calls.at(-1);
  if (!call) return undefined;
  const before = call.input as { about?: string; period?: string };
  const window =
    takePeriodBefore(utterance, before.period, vocabulary.now) ??
    takeWindows(utterance, vocabulary.now).at(-1) ??
    bare;
  const topic = takeTopic(utterance);
  const { filters, notes, left, noTrack, ask } = takeNarrowing(utterance, vocabulary);
  const named = Object.keys(filters).length > 0;
  // The best and the worst are told together.
  const again = before.about === 'content' && /\b(?:best|worst|weakest|top|bottom)\b/.test(utterance.text);
  if (ask || noTrack || left.length > 0 || !(window || topic || named || again)) return undefined;
  const { about, period, ...narrowed } = before;
  const metrics = (topic ?? takeTopic(createUtterance(last.asked)))?.metrics;
  const asked = topic?.about ?? about;
  return {
    calls: [
      {
        name: call.name,
        input: {
          ...(asked !== undefined && asked !== 'overview' && { about: asked }),
          ...narrowed,
          ...filters,
          ...(window ? { period: periodWords(window, vocabulary.now) } : period !== undefined && { period }),
        },
      },
    ],
    notes,
    ...(metrics && { only: { metrics } }),
  };
}
