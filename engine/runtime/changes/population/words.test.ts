import { describe, expect, it } from 'vitest';
import type { Population } from '../types.ts';
import { enrollingWords } from './enrolling-words.ts';
import { populationWords } from './words.ts';

const nobody: Population = { entering: {}, inFlight: {}, leaving: 0, leads: 3000 };
const titles = { 'smb-fintech': 'SMB fintech', 'smb-fast': 'SMB fast track' };
const words = (population: Partial<Population>) =>
  populationWords({ population: { ...nobody, ...population }, titles });

describe('who is affected, in words', () => {
  it('is not said to be nobody beside leads that are enrolled', () => {
    expect(words({})).toEqual(['No lead enters, leaves or is on a changed track now']);
    const one = { track: 'smb-fast', named: 1, entering: 1, suppressed: 0, merged: 0, alsoOn: { other: 1 } };
    const enrolling = [{ ...one, repeated: 0, refused: {} }];
    expect(populationWords({ population: nobody, titles, enrolling })).toEqual([]);
    expect(enrollingWords({ titles, enrolling })).toEqual([
      'The named lead would enter “SMB fast track” when this is approved',
      'It is on “other” now',
    ]);
  });

  it('says what a hold-out costs, in leads a month', () => {
    expect(words({ holdout: { held: 0, percent: 10, monthly: 1200, waiting: 350 } })).toEqual([
      'About 120 of the next 1,200 new leads a month will get no nurture (as many came in the last 30 days)',
      'About 35 of the 350 leads that were on no track yet are held out at once',
    ]);
    expect(words({ holdout: { held: 1, percent: 5, monthly: 0, waiting: 0 } })).toEqual([
      'No new lead came in the last 30 days: of those to come 5 % will get no nurture',
      '1 lead is held out now',
    ]);
    expect(words({ holdout: { held: 412 } })).toEqual([
      '412 leads are held out now; tracks take them by entries that come true from then on',
    ]);
  });

  it('says who gets an arm at once, and who counts as in another from then on', () => {
    const sharing = [
      { title: 'Pace', leads: 1 },
      { title: 'Hand-off', decided: 'early', leads: 40 },
    ];
    expect(words({ sharing, atMost: ['Callers'] })).toEqual([
      'Arms are drawn when this is approved: of those counted as entering “Callers” fewer may',
      '1 lead is of the population of “Pace” now and gets an arm at once',
      '40 leads have another arm of “Hand-off” than “early” now, and count as in “early” from then on',
    ]);
  });

  it('names tracks by title, says who is on another one and who had its items before', () => {
    expect(
      words({
        entering: { 'smb-fintech': 22, unnamed: 0 },
        alsoOn: { 'smb-fintech': { 'smb-fast': 19 } },
        repeated: { 'smb-fintech': 1 },
        inFlight: { 'smb-fast': 1200 },
        leaving: 1,
      }),
    ).toEqual([
      '22 leads would enter “SMB fintech” now',
      '19 of those 22 are on “SMB fast track” now',
      '1 of those 22 was already sent an item that “SMB fintech” sends',
      'No lead would enter “unnamed” now',
      '1,200 leads are on “SMB fast track” now',
      '1 lead would leave their track at once',
    ]);
  });

  it('says who scores, who stands at a threshold, and what a halt keeps back', () => {
    const thresholds = [
      { title: 'Warm', old: { at: 50, leads: 41 }, new: { at: 80, leads: 12 } },
      { title: 'Hot', new: { at: 100, leads: 1 } },
      { title: 'Cold', old: { at: 5, leads: 900 } },
    ];
    const resumed = [
      { target: '*', since: 0, emails: 1 },
      { target: 'smb-fast', since: 0, emails: 130 },
    ];
    expect(words({ scored: [{ rule: 'Pricing', leads: 1204 }], thresholds, resumed })).toEqual([
      '1,204 leads did in the last 30 days what “Pricing” gives points for',
      '12 leads stand at the 80 points of “Warm” or above now; at the 50 points it has had, 41',
      '1 lead stands at the 100 points of “Hot” or above now',
      '900 leads stand at the 5 points of “Cold” or above now',
      '1 email is queued or held by the halt of all sending',
      '130 emails are queued or held on “SMB fast track”',
    ]);
  });

  it('says so when nobody is', () => {
    expect(words({})).toEqual(['No lead enters, leaves or is on a changed track now']);
  });
});
