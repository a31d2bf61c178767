import { summary } from '../../engine/analytics/metrics/summary.ts';
import type { HomeSource } from '../../integrations/slack/home/home-data.ts';
import type { Installation } from '../installation.ts';
import { askedSchema, queryOf } from '../performance/asked.ts';
import { readFigures } from '../performance/read-figures.ts';
import { trackCounts } from './track-health.ts';

const mostTracks = 20;

/** What home tabs in Slack show of this installation. */
export function homeSource(installation: Installation): HomeSource {
  const { db, engine, clock, publicUrl } = installation;
  return {
    async week() {
      const { dashboard } = await readFigures(installation, ({ program }) =>
        queryOf(program, askedSchema.parse({ period: 'last 7 days' }), clock()),
      );
      return { sentences: summary(dashboard) };
    },
    async tracks() {
      const [{ program }, halts] = await Promise.all([engine.program(), engine.halts()]);
      const all = Object.entries(program.tracks);
      const shown = all.slice(0, mostTracks);
      const counts = await trackCounts(
        db,
        shown.map(([id]) => id),
        clock(),
      );
      const paused = new Set(halts.map(({ target }) => target));
      const tracks = shown.map(([id, { title }]) => {
        const { on = 0, came = 0, late = 0, failed = 0 } = counts.find(({ track }) => track === id) ?? {};
        const isPaused = paused.has('*') || paused.has(id);
        return { title, on, came, late, failed, paused: isPaused, url: `${publicUrl}/program/tracks/${id}` };
      });
      return { tracks, more: all.length - shown.length };
    },
  };
}
