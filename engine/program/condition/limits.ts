/** Bounds of one condition, in both of its faces. */
export const limits = {
  /** UTF-16 units of the text form. */
  text: 4000,
  /** Nodes from the root to the deepest leaf. */
  depth: 32,
  nodes: 1000,
  /** Members of one AND or OR. */
  members: 200,
  /** Values of one IN list. */
  values: 200,
  /** UTF-16 units of one text value or list name. */
  string: 1000,
  /** Days of a count window. */
  windowDays: 730,
  /** Days before or after now. */
  offsetDays: 3650,
  count: 1_000_000,
  /** What a sum is compared with, either way of 0. */
  sum: 1_000_000_000_000,
  /** What one event adds to a sum at most, either way of 0. */
  amount: 10_000_000_000,
  /** Days between the two events of a sequence. */
  withinDays: 90,
  /** Days of a sequence's window. */
  sequenceDays: 365,
} as const;

/** What PostgreSQL text cannot hold: NUL and halves of surrogate pairs. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
