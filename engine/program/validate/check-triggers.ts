import type { Program } from '../schema.ts';
import { type Finding, finding } from './findings.ts';

/** Timings that exclude each other or mean nothing. */
export function checkTriggers({ triggers }: Program): Finding[] {
  return Object.entries(triggers).flatMap(([id, { after, at, cooldown, once }]) => {
    const path = `triggers/${id}`;
    const found: Finding[] = [];
    const timing = (key: string, message: string) =>
      found.push(finding('trigger.timing', `${path}/${key}`, message));
    if (after !== undefined && at !== undefined)
      timing('at', 'it acts either "after" some time or "at" the next send; take one out');
    if (once === 'ever' && cooldown !== undefined)
      timing('cooldown', 'it fires once ever, so a cooldown never ends; take one out');
    return found;
  });
}
