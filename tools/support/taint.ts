import type { ToolContext } from '../tool.ts';

/** Notes that the turn has now seen foreign text from `source` (`lead:ID`, `content:ID@V`, `field:NAME`). */
export function taint(context: Pick<ToolContext, 'tainted'>, source: string): void {
  if (!context.tainted.includes(source)) context.tainted.push(source);
}
