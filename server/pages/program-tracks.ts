import { Hono } from 'hono';
import { programTrackPage } from '../../console/program-track.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { queryOf } from '../performance/asked.ts';
import { namesFor } from '../performance/names.ts';
import { readChart } from '../performance/read-chart.ts';
import { readFigures } from '../performance/read-figures.ts';
import { frameOf } from './session.ts';

const period = 'last 90 days';

/** `/program/tracks/ID`: how leads went through a track of the program in force. */
export function programTrackPages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:track', async (c) => {
    const track = c.req.param('track');
    const figures = await readFigures(installation, ({ program }) => {
      // Refuses what is no track.
      queryOf(program, { period, track }, installation.clock());
      return queryOf(program, { period }, installation.clock());
    });
    const { program } = figures.active;
    const steps = program.tracks[track]?.steps ?? [];
    const items = steps.flatMap((step) => (step.kind === 'email' ? [step.content.item] : []));
    // The picture and its words name them.
    await namesFor(installation, requireRole(c), program, items);
    const chart = await readChart(installation, figures, { kind: 'flow', track });
    return c.html(
      programTrackPage({
        ...(await frameOf(c, installation)),
        title: program.tracks[track]?.title ?? track,
        period,
        picture: {
          address: `/performance/chart.svg?${new URLSearchParams({ kind: 'flow', of: track, period })}`,
          words: chart({ width: 720 }).description,
        },
        figures: `/performance?${new URLSearchParams({ track, period })}`,
      }),
    );
  });
}
