import { Hono } from 'hono';
import { z } from 'zod';
import { behindPage } from '../../../console/performance/leads.ts';
import { definitions } from '../../../engine/analytics/metrics/definitions.ts';
import { filtersInWords } from '../../../engine/analytics/metrics/filters.ts';
import { leadsBehind } from '../../../engine/analytics/metrics/leads-behind.ts';
import { count } from '../../../engine/analytics/metrics/words.ts';
import { fieldsOfLeads } from '../../../engine/analytics/report/data/sql/fields-of-leads.ts';
import { periodWords } from '../../../engine/analytics/report/period-words.ts';
import { leadName } from '../../../engine/backtest/explain/lead-name.ts';
import { addressesOf } from '../../../tools/support/performance/addresses.ts';
import { contextFor } from '../../../tools/support/performance/context-for.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv, Principal } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { askedSchema, queryOf } from '../../performance/asked.ts';
import { metricNamed } from '../../performance/metric-named.ts';
import { frameOf } from '../session.ts';

const querySchema = askedSchema.extend({
  metric: z.string().max(100).transform(metricNamed),
  of: z.enum(['numerator', 'denominator']).catch('numerator'),
  cursor: z.string().max(400).optional(),
});

/** `/performance/leads`: the leads behind a number, a page at a time. Viewers see them by id. */
export function behindPages(installation: Installation): Hono<AppEnv> {
  const { db, engine, clock } = installation;
  return new Hono<AppEnv>().get('/leads', async (c) => {
    const frame = await frameOf(c, installation);
    const { metric, of, cursor, ...asked } = querySchema.parse(c.req.query());
    const active = await engine.program();
    const query = queryOf(active.program, asked, clock());
    const context = contextFor(active, query, clock());
    const found = await leadsBehind(db, query, context, metric, { of, cursor });
    const names = await namesFor(
      installation,
      requireRole(c),
      found.rows.map(({ lead }) => lead),
    );
    const filters = filtersInWords(query, context.vocabulary);
    const { query: address, leadsOf } = addressesOf(query, filters);
    const part = (which: 'numerator' | 'denominator') => ({
      count: count(found[which]),
      href: leadsOf(metric, { of: which }),
      shown: of === which,
    });
    const { title, numerator, denominator } = definitions[metric];
    return c.html(
      behindPage({
        ...frame,
        title,
        counted: `${denominator}. ${numerator}.`,
        of: [periodWords(query), ...Object.entries(filters).map(([name, value]) => `${name} ${value}`)].join(
          ', ',
        ),
        numerator: part('numerator'),
        denominator: part('denominator'),
        rows: found.rows.map(({ lead, at, reached, detail, amount }) => ({
          href: `/leads/${lead}`,
          name: names(lead),
          at,
          reached,
          detail: [detail, amount === null ? null : count(amount)].filter((said) => said !== null).join(', '),
        })),
        ...(found.next !== undefined && { next: leadsOf(metric, { of, cursor: found.next }) }),
        back: `/performance?${address}`,
      }),
    );
  });
}

/** Who they are, for those who work with leads: everybody else reads figures and needs no names for it. */
async function namesFor(
  { db, recentTaint }: Installation,
  principal: Principal,
  leads: readonly string[],
): Promise<(lead: string) => string> {
  if (!principal.personal) return (lead) => `Lead ${lead.slice(0, 8)}`;
  const fields = await fieldsOfLeads(db, leads);
  recentTaint.add(
    principal,
    leads.map((lead) => `lead:${lead}`),
  );
  return (lead) => {
    const known = fields.get(lead);
    return known ? leadName(known) : `Lead ${lead.slice(0, 8)}`;
  };
}
