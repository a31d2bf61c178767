import { type Context, Hono } from 'hono';
import { leadPage, leadsPage, type ShownWhy } from '../../console/lead.ts';
import { TrellisError } from '../../db/errors.ts';
import { leadsByName } from '../../engine/analytics/leads-by-name.ts';
import { armsWords } from '../../engine/backtest/explain/arms-words.ts';
import { explainEmail, explainScore, explainTrack } from '../../engine/backtest/explain/index.ts';
import { knownNames } from '../../engine/backtest/explain/known-names.ts';
import { explainLead, type LeadExplanation } from '../../engine/backtest/explain/lead.ts';
import { leadName } from '../../engine/backtest/explain/lead-name.ts';
import type { Names } from '../../engine/backtest/explain/names.ts';
import { timelineOf } from '../../engine/backtest/explain/timeline.ts';
import { emailWords, holdWords, reasonWords, whyNotWords } from '../../engine/backtest/explain/words.ts';
import type { LeadId } from '../../engine/core/types.ts';
import { findLead } from '../../tools/support/find-lead.ts';
import { leadAsGiven, unknownLead } from '../api/lead-of.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { frameOf } from './session.ts';

const pageSize = 50;
const mostNamed = 50;

/** Where a lead is found, and its page: where it stands, why, and everything that happened. */
export function leadPages(installation: Installation): Hono<AppEnv> {
  const { db, engine, clock, services, recentTaint } = installation;
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      const asked = (c.req.query('q') ?? '').trim().slice(0, 320);
      if (asked === '') return c.html(leadsPage({ ...frame, asked, named: [] }));
      try {
        return c.redirect(`/leads/${await findLead(services, asked)}`, 303);
      } catch (error) {
        if (!(error instanceof TrellisError)) throw error;
        if (error.code !== 'lead.ambiguous')
          return c.html(leadsPage({ ...frame, asked, named: [], problem: error.message }), 404);
        return c.html(leadsPage({ ...frame, asked, named: await leadsByName(db, asked, mostNamed) }));
      }
    })
    .get('/:id', async (c) => {
      const principal = requireRole(c);
      const given = c.req.param('id');
      const id = await engine.findLead(given);
      const active = await engine.program();
      const lead = id === undefined ? undefined : await explainLead(db, active, id, clock());
      if (id === undefined || !lead) throw unknownLead(given);
      recentTaint.add(principal, [`lead:${id}`]);
      const names = await knownNames(db, active.program);
      const before = /^\d{1,15}$/.exec(c.req.query('before') ?? '')?.[0];
      const timeline = await timelineOf(db, id, names, {
        limit: pageSize,
        ...(before !== undefined && { before: Number(before) }),
      });
      const older = timeline.before === null ? undefined : `/leads/${id}?before=${timeline.before}`;
      return c.html(
        leadPage({
          ...(await frameOf(c, installation)),
          lead: shownLead(lead, names),
          // What was sent to a lead that was merged since is on record under its own id.
          why: await whyAsked(
            c,
            installation,
            { id, asGiven: await leadAsGiven(installation, given) },
            names,
          ),
          timeline: { entries: timeline.entries, ...(older !== undefined && { older }) },
        }),
      );
    });
}

/** What the address asks for; the score when it asks for nothing. */
async function whyAsked(
  c: Context<AppEnv>,
  { db, engine, clock }: Installation,
  { id, asGiven }: { id: LeadId; asGiven: LeadId },
  names: Names,
): Promise<ShownWhy> {
  const asking = { db, active: await engine.program(), lead: id, now: clock() };
  const [email, track] = [c.req.query('email'), c.req.query('track')];
  if (track !== undefined) {
    const { sentences, details } = await explainTrack(asking, track);
    return { asked: `Why ${names.track(track)}, or why not`, sentences, details };
  }
  if (email !== undefined) {
    const { sentences, details, ...why } = await explainEmail({ ...asking, lead: asGiven }, email);
    return { asked: why.got ? 'Why this email' : 'Why not this email', sentences, details };
  }
  const { sentences, details } = await explainScore(asking);
  return { asked: 'Why this score', sentences, details };
}

function shownLead(lead: LeadExplanation, names: Names) {
  const { id, fields, account, journey, lifecycle, score, enrolments, notOn, emails, suppressed } = lead;
  const been = new Set(enrolments.map(({ track }) => track));
  return {
    id,
    name: leadName(fields),
    email: typeof fields.email === 'string' ? fields.email : null,
    account: account && String(account.fields.account_name ?? account.id),
    journey,
    lifecycle,
    score: score.total,
    problems: [
      ...(suppressed ? [`Suppressed: ${reasonWords(suppressed.reason)}. No marketing email goes out.`] : []),
      ...(lead.fault === null ? [] : [`Parked: ${lead.fault}`]),
      ...(lead.heldOut
        ? ['Held out: no track takes this lead, so that what nurturing does can be told.']
        : []),
    ],
    arms: armsWords(lead, names),
    tracks: enrolments.map(({ track, step, status, startedAt, endedAt, reason, held, waitsFor }) => ({
      id: track,
      title: bare(names.track(track)),
      status,
      since: startedAt,
      ...(endedAt !== undefined && { until: endedAt }),
      note:
        status === 'ended'
          ? reason === 'goal'
            ? 'goal reached'
            : reasonWords(reason ?? 'ended')
          : [
              names.step(track, step),
              ...(held ? [`held: ${holdWords(held)}`] : []),
              ...(waitsFor ? [`waits for ${waitsFor}`] : []),
            ].join(' · '),
    })),
    notOn: notOn
      .filter(({ track }) => !been.has(track))
      .map((answer) => ({
        id: answer.track,
        title: bare(names.track(answer.track)),
        why: answer.why === 'entry_does_not_hold' ? 'its entry does not hold' : whyNotWords(answer, names),
      })),
    emails: emails.map((email) => ({
      effect: email.effect,
      title: names.step(email.track, email.step),
      track: bare(names.track(email.track)),
      at: email.settledAt ?? email.decidedAt,
      status: email.status,
      became: email.status === 'sent' ? '' : emailWords(email),
    })),
  };
}

/** Without the quotes that set it off within a sentence. */
function bare(title: string): string {
  return title.replace(/^“|”$/g, '');
}
