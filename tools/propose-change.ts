import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { formIssues, formWords } from '../engine/program/form-words.ts';
import { type Edit, editSchema } from '../engine/program/schema.ts';
import { fileChange, fileRollback, showPlan } from './support/changes.ts';
import { expandEdits } from './support/edits/expand.ts';
import { assertUnmoved } from './support/edits/unmoved.ts';
import { type WishedEdit, wishedEdit } from './support/edits/wished.ts';
import { placed, readYamlValues } from './support/edits/yaml-values.ts';
import { findLead } from './support/find-lead.ts';
import { proposeOpportunity } from './support/opportunities/propose.ts';
import { resumed } from './support/resume.ts';
import { changeOutput, planOutput, trackInput } from './support/schemas.ts';
import { scoringEdits, scoringInput } from './support/scoring-edits.ts';
import { taint } from './support/taint.ts';
import { findTrack } from './support/tracks.ts';
import { defineTool, type ToolContext } from './tool.ts';

const input = z.strictObject({
  title: z.string().trim().min(1).max(200).optional().describe('Needed with edits'),
  edits: z.array(wishedEdit).min(1).max(50).optional(),
  scoring: scoringInput.optional(),
  opportunity: z.string().max(64).optional().describe('Id, from analyse_performance'),
  roll_back_to: z.int().min(1).max(1_000_000).optional(),
  enrol: z
    .strictObject({
      track: trackInput,
      leads: z.array(z.string().min(1).max(320)).min(1).max(50).describe('Ids, email addresses or names'),
    })
    .optional(),
  only_plan: z.boolean().optional().describe('Show the plan, file nothing'),
});

export const proposeChange = defineTool({
  name: 'propose_change',
  title: 'Propose a change',
  description:
    'File one change for a person to approve. Give exactly one: edits of parts of the program (a step, a segment, a trigger, a policy; pause or resume sending), scoring (points for an event, from then on; actions at a score), an opportunity, enrol named leads in a track, roll_back_to a version (it says what cannot be undone). A new track: propose_track.',
  input,
  output: z.strictObject({
    change: changeOutput.optional(),
    /** With only_plan, instead of the change. */
    plan: planOutput.optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  proposes: true,
  role: 'marketer',
  async run({ only_plan: onlyPlan, ...wish }, context) {
    if (!onlyPlan) return { change: await propose(wish, context) };
    let plan: z.input<typeof planOutput> | undefined;
    const planned: ToolContext['planned'] = (change, open) => {
      plan = showPlan(change, context, open);
      context.planned?.(change, open);
    };
    await propose(wish, { ...context, planned });
    return { plan };
  },
});

type Wish = Omit<z.output<typeof input>, 'only_plan'>;

async function propose(
  { title, edits, scoring, opportunity, roll_back_to: version, enrol }: Wish,
  context: ToolContext,
): Promise<z.input<typeof changeOutput>> {
  const given = [edits, scoring, opportunity, version, enrol].filter((wish) => wish !== undefined);
  if (given.length !== 1) {
    throw new TrellisError(
      'input.invalid',
      'Give exactly one of edits, scoring, opportunity, enrol and roll_back_to: each is a change of its own.',
    );
  }
  if (version !== undefined) return fileRollback(context, version);
  if (enrol !== undefined) return enrolLeads(enrol, context);
  if (opportunity !== undefined) return proposeOpportunity(context, opportunity);
  if (scoring !== undefined) {
    const { program } = await context.services.engine.program();
    return fileChange(context, scoringEdits(program, scoring));
  }
  const { edits: written, at, bases } = readYamlValues(edits ?? []);
  const { edits: wanted, resumes } = await resumed(written, context);
  const named = title ?? resumes;
  if (named === undefined) {
    throw new TrellisError('input.invalid', 'Say in a title what the edits are for.');
  }
  return placed(at, async () => {
    await assertUnmoved(bases, context.services.engine);
    return fileChange(context, { title: named, edits: await readEdits(wanted, context) });
  });
}

async function enrolLeads({ track, leads }: { track: string; leads: string[] }, context: ToolContext) {
  const { services } = context;
  const found = findTrack((await services.engine.program()).program, track);
  const seen = (lead: string) => taint(context, `lead:${lead}`);
  const ids: string[] = [];
  for (const said of leads) ids.push(await findLead(services, said, seen));
  const unique = [...new Set(ids)];
  return fileChange(context, {
    title: `Put ${unique.length === 1 ? 'a lead' : `${unique.length} leads`} on ${found.track.title}`,
    edits: [{ op: 'enrol', path: `enrolments/${found.id}`, leads: unique }],
  });
}

/** Throws `input.invalid` with the path of each fault, and `content.*` for items that cannot be sent. */
async function readEdits(wished: readonly WishedEdit[], { services }: ToolContext): Promise<Edit[]> {
  const { program } = await services.engine.program();
  const { library } = services;
  const edits = await expandEdits(program, wished, async (id, version) => {
    const item = await library.get(id, version);
    // A draft that somebody names is carried to the approver of the change.
    return {
      ref: await library.pin(id, version ?? item?.version, { draft: true }),
      title: item?.title ?? id,
    };
  });
  const parsed = z.strictObject({ edits: z.array(editSchema) }).safeParse({ edits }, { error: formWords });
  if (parsed.success) return parsed.data.edits;
  throw new TrellisError('input.invalid', 'The edits do not have their form. Mend what is named.', {
    faults: formIssues(parsed.error).map(({ path, message }) => ({ path, message })),
  });
}
