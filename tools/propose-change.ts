import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { formIssues, formWords } from '../engine/program/form-words.ts';
import { type Edit, editSchema } from '../engine/program/schema.ts';
import { fileChange, fileRollback } from './support/changes.ts';
import { expandEdits } from './support/edits/expand.ts';
import { type WishedEdit, wishedEdit } from './support/edits/wished.ts';
import { findLead } from './support/find-lead.ts';
import { proposeOpportunity } from './support/opportunities/propose.ts';
import { resumed } from './support/resume.ts';
import { changeOutput, trackInput } from './support/schemas.ts';
import { scoringEdits, scoringInput } from './support/scoring-edits.ts';
import { taint } from './support/taint.ts';
import { findTrack } from './support/tracks.ts';
import { defineTool, type ToolContext } from './tool.ts';

export const proposeChange = defineTool({
  name: 'propose_change',
  title: 'Propose a change',
  description:
    'File one change for a person to approve. Give exactly one: edits of parts of the program (a step, a segment, a trigger, a policy; pause or resume sending), scoring (points for an event, from then on; actions at a score), an opportunity, enrol named leads in a track, roll_back_to a version (it says what cannot be undone). A new track: propose_track.',
  input: z.strictObject({
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
  }),
  output: z.strictObject({ change: changeOutput }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: 'marketer',
  async run({ title, edits, scoring, opportunity, roll_back_to: version, enrol }, context) {
    const given = [edits, scoring, opportunity, version, enrol].filter((wish) => wish !== undefined);
    if (given.length !== 1) {
      throw new TrellisError(
        'input.invalid',
        'Give exactly one of edits, scoring, opportunity, enrol and roll_back_to: each is a change of its own.',
      );
    }
    if (version !== undefined) return { change: await fileRollback(context, version) };
    if (enrol !== undefined) return { change: await enrolLeads(enrol, context) };
    if (opportunity !== undefined) return { change: await proposeOpportunity(context, opportunity) };
    if (scoring !== undefined) {
      const { program } = await context.services.engine.program();
      return { change: await fileChange(context, scoringEdits(program, scoring)) };
    }
    const { edits: wanted, resumes } = await resumed(edits ?? [], context);
    const named = title ?? resumes;
    if (named === undefined) {
      throw new TrellisError('input.invalid', 'Say in a title what the edits are for.');
    }
    return { change: await fileChange(context, { title: named, edits: await readEdits(wanted, context) }) };
  },
});

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
  const edits = await expandEdits(program, wished, async (id) => {
    const item = await library.get(id);
    // A draft that somebody names is carried to the approver of the change.
    return { ref: await library.pin(id, item?.version, { draft: true }), title: item?.title ?? id };
  });
  const parsed = z.strictObject({ edits: z.array(editSchema) }).safeParse({ edits }, { error: formWords });
  if (parsed.success) return parsed.data.edits;
  throw new TrellisError('input.invalid', 'The edits do not have their form. Mend what is named.', {
    faults: formIssues(parsed.error).map(({ path, message }) => ({ path, message })),
  });
}
