import type { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { Change, Watch } from '../../engine/runtime/changes/types.ts';
import { showPlan } from '../../tools/support/changes.ts';
import { withoutAddresses } from '../../tools/support/personal.ts';
import type { planOutput } from '../../tools/support/schemas.ts';
import type { Tool } from '../../tools/tool.ts';
import type { Principal } from '../auth/principal.ts';
import { withholdsPersonal } from '../auth/scopes.ts';
import type { Installation } from '../installation.ts';
import { runTool } from './run-tool.ts';

/** What a proposing tool would file, for a person to confirm: with the hash that binds the filing to it. */
export type ToolPlan = z.input<typeof planOutput> & { edit_hash: string };

/** Runs a proposing tool so that it files nothing. Throws `tool.proposes_nothing`, and what the tool answers as a failure. */
export async function planTool(
  installation: Installation,
  principal: Principal,
  tool: Tool,
  input: unknown,
  tainted: string[],
  watch: Watch,
): Promise<ToolPlan> {
  // Another tool may have acted by the time that it is seen to have proposed nothing.
  if (!tool.proposes) throw proposesNothing(tool);
  let told: { change: Change; open?: Change | undefined } | undefined;
  const planned = (change: Change, open?: Change) => {
    told = { change, open };
  };
  await runTool(installation, principal, tool, input, tainted, { planned, watch });
  if (!told) throw proposesNothing(tool);
  const { change, open } = told as { change: Change; open?: Change };
  const plan = showPlan(change, installation, open);
  const shown = withholdsPersonal(principal) ? withoutAddresses(plan) : plan;
  return { ...shown, edit_hash: change.editHash };
}

function proposesNothing({ name }: Tool): TrellisError {
  return new TrellisError(
    'tool.proposes_nothing',
    `There is no plan of ${name}: it proposes no change. Call it.`,
  );
}
