import type { ToolContext } from '../tool.ts';

/** Notes that the turn has now seen foreign text from `source` (`lead:ID`, `content:ID@V`, `field:NAME`). */
export function taint(context: Pick<ToolContext, 'tainted' | 'readNow'>, source: string): void {
  context.readNow?.push(source);
  if (!context.tainted.includes(source)) context.tainted.push(source);
}
