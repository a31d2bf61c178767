import type { ContentRef, Step, Track } from '../schema.ts';

/** Gives the pinned reference of a content item. */
export type Pin = (itemId: string) => ContentRef;

export function email(id: string, content: ContentRef): Step {
  return { id, kind: 'email', content, purpose: 'marketing' };
}

/** Until this many days after the enrolment began. */
export function untilDay(day: number): Step {
  return { id: `until-day-${day}`, kind: 'wait', untilDay: day };
}

export function exit(id: string, reason: string): Step {
  return { id, kind: 'exit', reason };
}

/** Neither a meeting nor a demo request so far: what aims at one is still of use. */
export const notYetTalking = 'meetings_scheduled = 0 AND demo_requests = 0';

/** Every track of the demo ends for who became a customer. */
export const customerExit: Track['exits'] = { customer: { when: 'lifecycle_stage = "customer"' } };
