import type { z } from 'zod';
import type { Change, Watch } from '../engine/runtime/changes/types.ts';
import type { Services } from './services.ts';

/** Tenant, person and role come from here, never from tool input. */
export interface ToolContext {
  person: {
    id: string;
    name: string;
    role: 'viewer' | 'marketer' | 'approver' | 'admin';
    /** Of the IANA database; absent where nobody has told. */
    timeZone?: string | null;
  };
  via: 'slack' | 'mcp' | 'console' | 'cli' | 'api';
  /** Milliseconds since the epoch. */
  now: number;
  /** False: nothing that says who a lead is may be shown (support/personal.ts). Absent: it may. */
  personal?: boolean;
  /** Sources of foreign text the turn has seen (lead names, documents, emails); proposals carry them. Tools append. */
  tainted: string[];
  /**
   * Texts of the conversation, oldest first, the person's present message last, between them our answers: where a model
   * chooses the calls that what it has read may steer. Absent where the caller speaks for itself.
   */
  said?: readonly string[];
  /** Proposals are planned and not filed, and what they are is told here; `open`: the same wish, open already. */
  planned?: (change: Change, open?: Change) => void;
  /** Of the plan that the person was shown and confirmed: nothing else is filed. */
  editHash?: string;
  /** The id of the next change that the turn files: the same when the turn is run again. Absent: any. */
  filingId?: (() => string) | undefined;
  /** Whoever waits for the answer. */
  watch?: Watch | undefined;
  services: Services;
}

export interface Tool<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** snake_case; the file is the same in kebab-case. */
  name: string;
  title: string;
  /** One line of what it does, when to use it, its limits. */
  description: string;
  input: I;
  output: O;
  annotations: {
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
  /** All that it does is to file a change: with `planned` in its context it does nothing. */
  proposes?: true;
  /** The least role that may call it. */
  role: 'viewer' | 'marketer';
  run(input: z.output<I>, context: ToolContext): Promise<z.input<O>>;
}

/** Infers the handler's parameters from the schemas. */
export function defineTool<I extends z.ZodType, O extends z.ZodType>(tool: Tool<I, O>): Tool<I, O> {
  return tool;
}
