/** Words of questions about leads that need no understanding of their own. */
export const leadWords: readonly string[] =
  `alone crm active alltogether altogether anybody anyone assign assigned audience base based belong belonging belongs big
  book break breakdown briefly buyer buyers check compare comparison condition count counts db display
  distributed distribution employed employer engaged everybody everyone examples exclude fetch figures
  firm firms folks fraction funnel here highest identify industry lately live living located look looks
  match matching mix most nobody number numbers order ordered overall owned owning owns percent
  percentage pipeline proportion pull query quick rank ranked ranking role roster run sample satisfies satisfy
  say score scores sector segment select share sit sits sitting size sized sort sorted sourced split spread
  spreads stage stages stand standing sum track user users visitor visitors work working works worth originate originates originated originating through wise names name sourcing stem stems return returns evaluate`.split(
    /\s+/,
  );
