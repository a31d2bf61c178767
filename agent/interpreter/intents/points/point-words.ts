import { fillerWords } from '../../words/wished.ts';

/** Words of scoring that need no understanding of their own. */
export const pointWords: ReadonlySet<string> = new Set([
  ...fillerWords,
  ...`point points pt pts score scores scoring scored rule rules worth value valued values give gives given giving award
  awards awarded awarding grant grants granted assign assigned credit credits credited reward rewards rewarded add adds
  added adding set sets setting raise raises raised raising increase increases increased bump bumps bumped lift lifts
  lifted up boost boosts boosted hike push pushed lower lowers lowered lowering reduce reduces reduced decrease decreases
  decreased cut cuts drop drops dropped trim bring brings brought earn earns earned earning get gets getting receive
  receives received deserve deserves deserved merit merits yield yields pay pays rate rated count counts counted counting
  deduct deducts deducted deducting subtract subtracts subtracted dock docks docked cost costs lose loses losing
  penalise penalize penalised penalized penalty punish punished fine fined minus plus knock knocked shave off away
  bonus extra more less fewer higher lower additional another further just also instead each every time times whenever
  when once per new current currently now only deserve single one mean means say towards toward total amount much
  visits make makes made have has had let so too little lot high low like around about keep kept bit
  enough plenty sufficient suffice suffices all ok okay fine reasonable appropriate overrated underrated fair
  remove delete stop update updated adapt adjust adjusted correct fix fixed please change changed treat treated`.split(
    /\s+/,
  ),
]);

/** Words that only giving and taking points has: what else they stand beside is no part of a name. */
export const pointVerbs =
  /\b(?:worth|deserv(?:es?|ed|ing)|merits?|credit(?:s|ed|ing)?|reward(?:s|ed|ing)?|award(?:s|ed|ing)?|grant(?:s|ed|ing)?|assign(?:s|ed|ing)?|giv(?:es?|en|ing)|earn(?:s|ed|ing)?|rais(?:es?|ed|ing)|increas(?:es?|ed|ing)|bump(?:s|ed|ing)?|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|hike|lower(?:s|ed|ing)?|reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|cut(?:s|ting)?|trim|deduct(?:s|ed|ing)?|subtract(?:s|ed|ing)?|dock(?:s|ed|ing)?|costs?|loses?|penali[sz](?:es?|ed|ing)|punish(?:ed|es)?|knock(?:s|ed)?|shave|points?|pts|rules?|scoring|scored|changed?|updated?|adjust|adapt|set|sets|made|makes?|add|adds|count(?:s|ed|ing)?(?! of)|brings?|gets?|receives?|yields?)\b/;
