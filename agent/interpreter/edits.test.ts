import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf } from './test-plan.ts';

const onSmb: Exchange = {
  asked: 'show the SMB fast track',
  calls: [{ name: 'show_program', input: {}, output: { track: { id: 'smb-fast-track' } } }],
  answered: '…',
};
/** The edits that a message is proposed as, by path without the track; or what is said instead. */
const editsOf = (text: string, history: Exchange[] = []) => {
  const calls = callsOf(text, history);
  if (typeof calls === 'string') return calls;
  const edits = (calls[0]?.input.edits ?? []) as { op: string; path: string; value?: unknown }[];
  return Object.fromEntries(
    edits.map(({ op, path, value }) => [
      path.replace(/^tracks\/smb-fast-track\/steps\//, ''),
      op === 'remove' ? op : value,
    ]),
  );
};

describe('the times of a track', () => {
  it.each([
    ['make the wait before email 3 of the SMB fast track 5 days', { 'until-day-7': { untilDay: 9 } }],
    ['wait 5 days before email 3 on the smb fast track', { 'until-day-7': { untilDay: 9 } }],
    ['wait 5 days after email 2 of the SMB fast track', { 'until-day-7': { untilDay: 9 } }],
    [
      'set the gap between emails 2 and 3 of the SMB fast track to 5 days',
      { 'until-day-7': { untilDay: 9 } },
    ],
    ['the wait before email 3 of the SMB fast track should be 5 days', { 'until-day-7': { untilDay: 9 } }],
    [
      'change the wait before the third email of the SMB fast track from 3 days to 5 days',
      { 'until-day-7': { untilDay: 9 } },
    ],
    ['shorten the wait before email 3 of the SMB fast track by a day', { 'until-day-7': { untilDay: 6 } }],
    ['make the wait before email 3 of the SMB fast track 2 days longer', { 'until-day-7': { untilDay: 9 } }],
    ['make the second wait of the SMB fast track 5 days', { 'until-day-7': { untilDay: 9 } }],
    [
      'send an email every 5 days on the SMB fast track',
      { 'until-day-4': { untilDay: 6 }, 'until-day-7': { untilDay: 11 } },
    ],
    ['make the SMB fast track weekly', { 'until-day-4': { untilDay: 8 }, 'until-day-7': { untilDay: 15 } }],
    [
      'space the emails of the SMB fast track two weeks apart',
      { 'until-day-4': { untilDay: 15 }, 'until-day-7': { untilDay: 29 } },
    ],
    ['move email 2 of the SMB fast track one day later', { 'until-day-4': { untilDay: 5 } }],
    ['send email 3 of the SMB fast track on day 10', { 'until-day-7': { untilDay: 10 } }],
    ['push the last email of the smb fast track back a week', { 'until-day-7': { untilDay: 14 } }],
    [
      'send email 2 of the SMB fast track at 9am',
      { 'time-of-email-2': { kind: 'wait', until: { time: '09:00' } } },
    ],
    [
      'send email 2 of the SMB fast track on Tuesdays at 14:30',
      { 'time-of-email-2': { kind: 'wait', until: { time: '14:30', weekday: ['tue'] } } },
    ],
    ['email 2 of the SMB fast track should go out on Tuesdays or Thursdays at 10', undefined],
  ])('%s', (text, edits) => {
    if (edits) expect(editsOf(text)).toEqual(edits);
    else expect(editsOf(text)).toBeTypeOf('string');
  });

  it('are set for every email of a track', () => {
    expect(Object.keys(editsOf('send all emails of the SMB fast track on weekdays at 10 am'))).toEqual([
      'time-of-email-1',
      'time-of-email-2',
      'time-of-email-3',
    ]);
  });

  it('are those of the track that was spoken of', () => {
    expect(editsOf('make the wait before email 3 five days', [onSmb])).toEqual({
      'until-day-7': { untilDay: 9 },
    });
  });
});

describe('the emails of a track', () => {
  const content = (item: string) => ({ content: item });
  it.each([
    ['take email 3 out of the SMB fast track', { 'email-3': 'remove' }],
    ['drop the last email from the smb fast track', { 'email-3': 'remove' }],
    [
      'swap emails 2 and 3 of the SMB fast track',
      { 'email-2': expect.anything(), 'email-3': expect.anything() },
    ],
    [
      'make email 3 of the SMB fast track the first email',
      { 'email-1': expect.anything(), 'email-2': expect.anything(), 'email-3': expect.anything() },
    ],
    [
      'move email 3 before email 2 on the SMB fast track',
      { 'email-2': expect.anything(), 'email-3': expect.anything() },
    ],
    ['replace email 3 of the SMB fast track with the ROI guide', { 'email-3': content('roi-guide') }],
    ['replace email 3 of the SMB fast track by "The ROI guide"', { 'email-3': content('roi-guide') }],
    ['use the ROI guide as email 3 of the SMB fast track', { 'email-3': content('roi-guide') }],
    [
      'use the security checklist instead of email 3 in the SMB fast track',
      { 'email-3': content('security-checklist') },
    ],
    ['email 3 of the SMB fast track should send the ROI guide', { 'email-3': content('roi-guide') }],
    [
      'change the content of email 3 of the SMB fast track to the ROI guide',
      { 'email-3': content('roi-guide') },
    ],
    [
      'add the ROI guide after email 2 of the SMB fast track',
      { 'until-day-5': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'add an email with the ROI guide on day 10 of the SMB fast track',
      { 'until-day-10': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'add "The ROI guide" to the end of the SMB fast track',
      { 'until-day-10': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'add an ROI guide email to the SMB fast track',
      { 'until-day-10': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
  ])('%s', (text, edits) => expect(editsOf(text)).toEqual(edits));

  it.each([
    ['add an email to the SMB fast track', /What shall the new email/],
    ['add an email with the zebra handbook to the SMB fast track', /no item “zebra handbook”/],
    ['replace email 3 of the SMB fast track with the checklist', /Which item do you mean/],
    ['replace email 9 of the SMB fast track with the ROI guide', /has 3 emails/],
    ['take email 3 out of the SMB fast track for dentists', /“dentists”/],
    ['take email 3 out of the SMB fast track if the manager agrees', /did not understand “if”/],
    ['change the subject of email 3 of the SMB fast track to "Hi"', /The subject stands in the item/],
  ])('%s: proposes nothing and says why', (text, why) => expect(editsOf(text)).toMatch(why));
});
