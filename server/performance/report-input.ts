import { busiestTracks } from '../../engine/analytics/report/data/sql/busiest-tracks.ts';
import type { ReportInput } from '../../engine/analytics/report/report-input.ts';
import type { Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { readSetting } from '../settings.ts';
import { namesFor } from './names.ts';
import type { Figures } from './read-figures.ts';

/** Of how many tracks the flow is drawn. */
const mostFlows = 2;

/** What a report says of figures, the same in a file and on the page. */
export async function reportInput(
  installation: Installation,
  principal: Principal,
  { dashboard, active, query }: Figures,
): Promise<ReportInput> {
  const { db } = installation;
  const { top, under } = dashboard.content;
  const items = [...top, ...under].map(({ item }) => item);
  const named = query.item === undefined ? items : [...items, query.item];
  const nameOf = await namesFor(installation, principal, active.program, named);
  const busiest = query.track === undefined ? await busiestTracks(db, query, mostFlows) : [query.track];
  return {
    dashboard: { ...dashboard, filters: filtersInTitles(dashboard.filters, nameOf) },
    nameOf,
    tracks: busiest.filter((track) => active.program.tracks[track]),
    demo: (await readSetting(db, 'demo')) === 'present',
  };
}

function filtersInTitles(
  filters: Figures['dashboard']['filters'],
  nameOf: ReportInput['nameOf'],
): Figures['dashboard']['filters'] {
  const { track, segment, item } = filters;
  return {
    ...filters,
    ...(track !== undefined && { track: nameOf('track', track) }),
    ...(segment !== undefined && { segment: nameOf('segment', segment) }),
    ...(item !== undefined && { item: nameOf('item', item) }),
  };
}
