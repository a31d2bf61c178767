import type { CompiledProgram } from '../../program/compile/compile.ts';
import type { Condition, Scalar } from '../../program/condition/ast.ts';
import type { Decision, Input, LeadEvent } from '../types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What is known of a lead from its raw inputs and the lines of its decisions, and conditions asked of that: all of it is
 * looked at anew each time, by the plain meaning of each condition. Nothing is shared with how the engine keeps it.
 */
export class RawHistory {
  readonly #events: LeadEvent[] = [];
  readonly #lists = new Set<string>();
  readonly #enrolled = new Map<string, 'active' | 'ended'>();
  #others: Readonly<Record<string, number>> = {};
  #hasAccount = false;
  #score = 0;
  #lifecycle = 'subscriber';

  add(input: Input, { ledger, trace }: Decision): void {
    if (input.kind === 'event') {
      this.#events.push(input.event);
      for (const list of input.event.lists ?? []) this.#lists.add(list);
    }
    if (input.kind === 'command') {
      const { command } = input;
      if (command.do === 'join_list') this.#lists.add(command.list);
      if (command.do === 'leave_list') this.#lists.delete(command.list);
    }
    const { account } = input.facts;
    if (account) {
      this.#hasAccount = true;
      this.#others = account.stakeholders ?? {};
    }
    for (const { points } of ledger) this.#score += points;
    for (const entry of trace) {
      if (entry.did === 'enrol') this.#enrolled.set(entry.track, 'active');
      if (entry.did === 'end') this.#enrolled.set(entry.track, 'ended');
      if (entry.did === 'lifecycle') this.#lifecycle = entry.to;
    }
  }

  segmentsAt(program: CompiledProgram, now: number): string[] {
    return program.segments
      .map(({ id }) => id)
      .filter((id) => this.#isIn(program, id, now))
      .sort();
  }

  #isIn(program: CompiledProgram, id: string, now: number): boolean {
    const segment = program.segmentsById[id];
    return segment !== undefined && this.#holds(segment.when, program, now);
  }

  #holds(c: Condition, program: CompiledProgram, now: number): boolean {
    switch (c.op) {
      case 'and':
        return c.of.every((part) => this.#holds(part, program, now));
      case 'or':
        return c.of.some((part) => this.#holds(part, program, now));
      case 'not':
        return !this.#holds(c.of, program, now);
      case 'field':
        return compare(this.#field(c.field), c.is, c.value);
      case 'field_in':
        return c.values.includes(this.#field(c.field) as Scalar);
      case 'known':
        return this.#field(c.field) !== undefined;
      case 'date': {
        const value = this.#field(c.field);
        if (typeof value !== 'string') return false;
        const date = Temporal.Instant.from(value).epochMilliseconds;
        const limit = now + c.offsetDays * DAY;
        return c.is === 'before' ? date < limit : date > limit;
      }
      case 'count':
        return compare(this.#within(c.event, c.where, c.days, now).length, c.is, c.value);
      case 'sum': {
        const amounts = this.#within(c.event, c.where, c.days, now).map(
          ({ properties }) => properties[c.property],
        );
        // The amounts of this world have two decimals at most.
        const cents = amounts.map((amount) => (typeof amount === 'number' ? Math.round(amount * 100) : 0));
        return compare(cents.reduce((a, b) => a + b, 0) / 100, c.is, c.value);
      }
      case 'sequence': {
        const firsts = this.#within(c.first.event, c.first.where, undefined, now);
        return this.#within(c.second.event, c.second.where, c.days ?? 365, now).some((second) =>
          firsts.some(
            (first) =>
              first.occurredAt < second.occurredAt &&
              second.occurredAt - first.occurredAt <= c.withinDays * DAY,
          ),
        );
      }
      case 'segment':
        return this.#isIn(program, c.id, now);
      case 'stakeholders': {
        const self = this.#isIn(program, c.id, now) ? 1 : 0;
        return compare(this.#hasAccount ? (this.#others[c.id] ?? 0) + self : 0, c.is, c.value);
      }
      case 'list':
        return this.#lists.has(c.id);
      case 'track': {
        const status = this.#enrolled.get(c.id);
        return c.state === 'on'
          ? status === 'active'
          : c.state === 'ever'
            ? status !== undefined
            : status === 'ended';
      }
      default:
        throw new TypeError(`a segment cannot say ${c.op}`);
    }
  }

  #field(name: string): Scalar | undefined {
    if (name === 'lead_score') return this.#score;
    if (name === 'lifecycle_stage') return this.#lifecycle;
    const told = this.#events.findLast(({ traits = {} }) => Object.hasOwn(traits, name));
    return told?.traits?.[name] ?? undefined;
  }

  /** The events in a window of whole hours up to 7 days, of whole days in UTC beyond. */
  #within(name: string, where: Condition | undefined, days: number | undefined, now: number): LeadEvent[] {
    const length = days !== undefined && days <= 7 ? HOUR : DAY;
    const buckets = days === undefined ? Number.POSITIVE_INFINITY : (days * DAY) / length;
    const oldest = (Math.floor(now / length) - buckets + 1) * length;
    return this.#events.filter(
      (event) => event.name === name && event.occurredAt >= oldest && (!where || matches(where, event)),
    );
  }
}

function matches(where: Condition, event: LeadEvent): boolean {
  if (where.op === 'and') return where.of.every((part) => matches(part, event));
  if (where.op === 'property') return compare(event.properties[where.property], where.is, where.value);
  throw new TypeError(`this world has no WHERE with ${where.op}`);
}

function compare(value: Scalar | undefined, is: string, expected: Scalar): boolean {
  if (is === '=') return value === expected;
  if (is === '!=') return value !== expected;
  if (is === 'contains') return String(value ?? '').includes(String(expected));
  if (typeof value !== 'number' || typeof expected !== 'number') return false;
  return is === '<'
    ? value < expected
    : is === '<='
      ? value <= expected
      : is === '>'
        ? value > expected
        : value >= expected;
}
