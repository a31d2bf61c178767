/** Of jstat, which has no types, the functions that `distributions.ts` uses. */
declare module 'jstat' {
  interface Distribution<Parameters extends number[]> {
    cdf(x: number, ...parameters: Parameters): number;
    inv(p: number, ...parameters: Parameters): number;
  }
  const jstat: {
    normal: Distribution<[mean: number, sd: number]>;
    studentt: Distribution<[degrees: number]>;
    chisquare: Distribution<[degrees: number]>;
    gammaln(x: number): number;
  };
  export default jstat;
}
