import type { z } from 'zod';
import { type Fault, TrellisError } from '../db/errors.ts';
import { formIssues, formWords } from '../engine/program/form-words.ts';
import { assertCallWithoutPersonal, isOpenWithoutPersonal, withoutAddresses } from './support/personal.ts';
import { type Role, ranks } from './support/roles.ts';
import type { Tool, ToolContext } from './tool.ts';

/** What a caller (a model, an MCP client) gets of a failure: only text that we wrote. */
export interface ToolFailure {
  /** Stable: `input.invalid`, `role.forbidden`, `condition.unknown_name`, `tool.failed`, ... */
  code: string;
  /** What is wrong and what to do next. */
  message: string;
  /** Where the input is at fault, at most 20. */
  faults: readonly Fault[];
}

export type ToolResult<O = unknown> = { ok: true; output: O } | { ok: false; error: ToolFailure };

export interface CallOptions {
  /** Told of errors that are not ours, for the log. Their text goes nowhere else: it can carry instructions. */
  onFault?: (tool: string, error: unknown) => void;
}

const maxFaults = 20;

/**
 * The one way to run a tool: parses the input, checks the role, runs, parses the output. Never throws; every failure
 * is mapped to text that we wrote.
 */
export async function callTool<I extends z.ZodType, O extends z.ZodType>(
  tool: Tool<I, O>,
  rawInput: unknown,
  context: ToolContext,
  options: CallOptions = {},
): Promise<ToolResult<z.output<O>>> {
  if (!mayCall(tool, context.person.role)) {
    return failure(
      'role.forbidden',
      `${tool.title} needs the role ${tool.role} or above; yours is ${context.person.role}. An admin can change it.`,
    );
  }
  const withheld = context.personal === false;
  if (withheld) {
    try {
      assertCallWithoutPersonal(tool.name, rawInput);
    } catch (error) {
      if (error instanceof TrellisError) return failure(error.code, error.message);
      throw error;
    }
  }
  const input = tool.input.safeParse(rawInput, { error: formWords });
  if (!input.success) {
    return failure(
      'input.invalid',
      `The input of ${tool.name} does not fit. Mend what is named and call again.`,
      faultsOf(input.error),
    );
  }
  const { signal } = context.watch ?? {};
  try {
    signal?.throwIfAborted();
    const output = await tool.run(input.data, context);
    const parsed = tool.output.parse(output);
    return { ok: true, output: withheld ? withoutAddresses(parsed) : parsed };
  } catch (error) {
    if (signal?.aborted && error === signal.reason) {
      return failure('tool.cancelled', `${tool.title} was called off before its end; nothing was filed.`);
    }
    if (error instanceof TrellisError) return failure(error.code, error.message, error.faults);
    options.onFault?.(tool.name, error);
    return failure(
      'tool.failed',
      `${tool.title} failed inside Trellis; the log has the reason. List the changes before you repeat a proposal.`,
    );
  }
}

/** Whether this role may call the tool at all, and without personal data where that is not to be shown. */
export function mayCall(tool: Pick<Tool, 'role' | 'name'>, role: Role, personal = true): boolean {
  return ranks[role] >= ranks[tool.role] && (personal || isOpenWithoutPersonal(tool.name));
}

function failure(code: string, message: string, faults: readonly Fault[] = []): ToolResult<never> {
  return { ok: false, error: { code, message, faults: faults.slice(0, maxFaults) } };
}

function faultsOf(error: z.ZodError): Fault[] {
  return formIssues(error).map(({ path, message }) => ({ path, message }));
}
