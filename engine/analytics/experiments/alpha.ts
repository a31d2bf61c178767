/**
 * Five in a hundred experiments without any difference may show one. Four of them are spent on the one look at the day
 * that was planned, where it finds most; one on all looks besides. Both together so stay at 5 %, whenever one looks.
 */
export const lookOnce = 0.04;
export const lookAlways = 0.01;
