import type { Instant, LeadEvent } from '../../core/types.ts';

/** What leads will do about emails, soonest first. Few at a time: a sorted list is enough. */
export class Answers {
  readonly #waiting: { at: Instant; event: LeadEvent }[] = [];

  get nextAt(): Instant {
    return this.#waiting[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: Instant, event: LeadEvent): void {
    const place = this.#waiting.findIndex((other) => other.at > at);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, { at, event });
  }

  copy(): Answers {
    const copy = new Answers();
    copy.#waiting.push(...this.#waiting);
    return copy;
  }

  take(): LeadEvent {
    const next = this.#waiting.shift();
    if (next === undefined) throw new RangeError('nothing is waiting');
    return next.event;
  }
}
