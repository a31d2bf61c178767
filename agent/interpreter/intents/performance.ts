import type { LiveVocabulary } from '../../vocabulary.ts';
import { lastTrack } from '../remembered.ts';
import type { Exchange, Intent, Plan } from '../requests.ts';
import { askWhichTrack } from '../say.ts';
import { didYouMean, resolveTrack, tellingWords } from '../slots/names.ts';
import { takeWindows, type Window } from '../slots/windows.ts';
import type { Utterance } from '../utterance.ts';

const asked =
  /\bperform(?:ed|s|ing|ance)?\b|\bhow (?:well |badly )?(?:did|do|does|is|are|was|were|has|have)\b.*\b(?:do|does|did|doing|done|going|gone|go|went|work|working|worked|run|running)\b|\b(?:results?|stats|statistics|metrics|kpis?|open rates?|click rates?|numbers|figures)\b|\breport (?:on|for|about)\b|\bhow (?:is|was|are) (?:the |our )?[a-z ]*(?:tracks?|it)(?: (?:last|this|in|over|since|during)\b.*)?$/;
const aboutTracks = /\b(?:tracks|all tracks|every track|campaigns|sequences|best track|which track)\b/;
const pointing = /\b(?:it|that|this|that one|that track|this track|the track|same)\b/;

/** How a track did in a period, always beside the period before. */
export const performance: Intent = (utterance, world) => {
  if (!asked.test(utterance.text) || /\bhow many\b/.test(utterance.text)) return undefined;
  // The period before is always given, so asking for it changes nothing.
  utterance.take(
    /\b(?:(?:and )?compared?(?: it)? (?:with|to)|versus|vs|against) (?:the )?(?:(?:month|week|quarter|year|period|one) before|(?:previous|prior|last) (?:month|week|quarter|year|period))\b/,
  );
  const windows = takeWindows(utterance, world.vocabulary.now);
  return planPerformance(utterance, windows.at(-1), world.vocabulary, world.history);
};

/** The call for the track that the text names, or that was last spoken of. */
export function planPerformance(
  utterance: Utterance,
  window: Window | undefined,
  vocabulary: LiveVocabulary,
  history: readonly Exchange[],
): Plan | undefined {
  const said = utterance.rest(new Set(['how', 'did', 'do', 'the', 'is', 'was'])).join(' ');
  const resolved = resolveTrack(said, vocabulary.tracks);
  const period = window
    ? {
        from: new Date(window.from).toISOString(),
        to: new Date(Math.min(window.to, vocabulary.now)).toISOString(),
      }
    : {};
  const call = (track: string) => ({ name: 'track_performance', input: { track, ...period } });
  const notes = window && !window.rolling ? [`The period is ${window.label} (UTC).`] : [];
  if (resolved) {
    const others = resolved.others.map(({ title }) => title).join(', ');
    return {
      calls: [call(resolved.best.id)],
      notes: [
        ...(others ? [`I took it for the track ${resolved.best.title}; there is also ${others}.`] : []),
        ...notes,
      ],
    };
  }
  if (aboutTracks.test(utterance.text))
    return { calls: vocabulary.tracks.slice(0, 8).map(({ id }) => call(id)), notes };
  const remembered = lastTrack(history);
  if (remembered && pointing.test(utterance.text)) return { calls: [call(remembered)], notes };
  if (!/\b(?:track|campaign|sequence|perform\w*|emails?|it|that)\b/.test(utterance.text)) return undefined;
  return { say: `${askWhichTrack} ${didYouMean(tellingWords(said).join(' '), vocabulary.tracks)}` };
}
