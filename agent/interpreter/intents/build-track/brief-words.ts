import { plainWords } from '../../words/plain-words.ts';

/** What a track is called in general, as the source of a pattern. */
export const thing = '(?:track|sequence|campaign|nurture|drip|flow|series)';
/** What a brief of a track says beside its slots. */
export const briefWords: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'build create design draft propose plan start launch add write track tracks sequence campaign nurture nurturing drip flow series short long stage phase running runs lasting lead targeting target targeted aimed audience email emails need please called named titled around program set educational education entry enter enters whip put together spin mails folks from scratch needed wanted required go lets do another good great nice exactly people ppl after own deserve deserves length title called it them of come up audience guess think for new one more touch want wanna would could over all total in plan planned run lasting lasts draw work cook knock devise sketch prepare compose up arrange organise organize set run through'.split(
    ' ',
  ),
]);
