import type { Scalar } from '../engine/program/condition/ast.ts';

/** Something that a generated lead does at an instant, before it is handed to the engine. */
export interface Happening {
  at: number;
  name: string;
  properties: Readonly<Record<string, Scalar>>;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
