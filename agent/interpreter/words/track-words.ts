/** Words of wishes about tracks and of briefs of systems that are right as they are. */
export const trackWords: readonly string[] =
  `built wants wanted off offsite legal close closes stay stays staying stayed aim aims aiming remain remains carry carries carrying ring rings planner scanner
  badge booking bookings budget budgeting launch launching land lands reach reaches slide slides extra mails planned
  revision keep keeps flows closer opener holding goes fewer nobody twice entire entirely carrying slow slower slows slowing slowly speed speeding faster quicker pace tempo inbox mailbox proof shoot`.split(
    /\s+/,
  );
