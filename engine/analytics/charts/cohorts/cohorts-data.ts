/** Those who came in one week or month, and the share that had reached something, by the week since. */
export interface Cohort {
  /** When they came: "October". */
  name: string;
  /** How many came. Below 30 there is not enough data. */
  size: number;
  /**
   * 0-1, by whole weeks since they came: `shares[0]` had reached it after one. `null` where not all had that long yet:
   * the curve ends there.
   */
  shares: readonly (number | null)[];
}

export interface CohortsData {
  title: string;
  /** Who is counted, in the plural: leads. */
  unit: string;
  /** What was reached, after "had": become an SQL. */
  reached: string;
  /** The oldest first. Of more than six the newest are drawn. */
  cohorts: readonly Cohort[];
}
