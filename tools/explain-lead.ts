import { z } from 'zod';
import { explainEmail, explainScore, explainTrack } from '../engine/backtest/explain/index.ts';
import { explainProfile } from '../engine/backtest/explain/profile.ts';
import { readStanding } from '../engine/backtest/explain/standing.ts';
import type { Explained } from '../engine/backtest/explain/types.ts';
import { emailNamed } from './support/email-named.ts';
import { findLead } from './support/find-lead.ts';
import { trackInput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { findTrack } from './support/tracks.ts';
import { defineTool } from './tool.ts';

const abouts = ['profile', 'email', 'track', 'score'] as const;
const mostTracks = 3;
const mostLines = 40;

export const explainLeadTool = defineTool({
  name: 'explain_lead',
  title: 'Explain a lead',
  description:
    'Who one lead is and where it stands; or why it got an email or not (yet), is on a track or not and what comes next, or has its score: two sentences each, and the values behind them as they were then.',
  input: z.strictObject({
    lead: z.string().min(1).max(320).describe('Email address, whole name, or id'),
    about: z.enum(abouts).default('profile'),
    track: trackInput.optional().describe('With about track: absent means those it is on'),
    email: z
      .string()
      .max(200)
      .optional()
      .describe('Its number in the track, or the title or id of its content; absent: the newest'),
  }),
  output: z.strictObject({
    lead: z.strictObject({ id: z.string(), name: z.string() }),
    about: z.enum(abouts),
    explanations: z.array(
      z.strictObject({
        sentences: z.array(z.string()),
        details: z.array(z.strictObject({ heading: z.string(), lines: z.array(z.string()) })),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run({ lead: said, about, track, email }, context) {
    const { services, now } = context;
    const seen = (id: string) => taint(context, `lead:${id}`);
    const lead = await findLead(services, said, seen);
    // Its name, and what it visited and wrote.
    seen(lead);
    const active = await services.engine.program();
    const asking = { db: services.db, active, lead, now };
    const of = track === undefined ? undefined : findTrack(active.program, track).id;
    const standing = await readStanding(services.db, lead);
    const found: Pick<Explained<unknown>, 'sentences' | 'details'>[] = [];
    if (about === 'profile') found.push(await explainProfile(asking));
    else if (about === 'score') found.push(await explainScore(asking));
    else if (about === 'track' && of === undefined && standing.activeTracks.length === 0)
      found.push(onNoTrack(standing.name));
    else if (about === 'email')
      found.push(await explainEmail(asking, await emailNamed(services, active.program, email, of)));
    else
      for (const id of of === undefined ? standing.activeTracks.slice(0, mostTracks) : [of])
        found.push(await explainTrack(asking, id));
    return {
      lead: { id: lead, name: standing.name },
      about,
      explanations: found.map(({ sentences, details }) => ({
        sentences,
        details: details.map(({ heading, lines }) => ({ heading, lines: lines.slice(0, mostLines) })),
      })),
    };
  },
});

function onNoTrack(name: string): Pick<Explained<unknown>, 'sentences' | 'details'> {
  const sentences: [string, string] = [
    `${name} is on no track now, so no email is on its way.`,
    'A rule or a person puts them on one.',
  ];
  return { sentences, details: [] };
}
