import type { ToolContext } from '../tool.ts';

export type Role = ToolContext['person']['role'];

/** Each role may do what the ones below it may. */
export const ranks: Readonly<Record<Role, number>> = { viewer: 0, marketer: 1, approver: 2, admin: 3 };
