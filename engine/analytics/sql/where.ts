/** SQL over alias `l` of leads, with its parameters counted from $1. */
export interface Where {
  sql: string;
  params: readonly unknown[];
}
