import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf, plan } from './test-plan.ts';
import { talk } from './test-talk.ts';

const changeId = '3f2a91bc-0000-4000-8000-000000000000';
const leadId = '0a680780-0000-4000-8000-000000000000';
const spokenOf = (name: string, output: unknown): Exchange => ({
  asked: 'x',
  calls: [{ name, input: {}, output }],
  answered: 'y',
});
const change = spokenOf('show_changes', {
  change: { id: changeId, url: `http://trellis.test/changes/${changeId}`, title: 'A change' },
});
const jane = spokenOf('simulate_lead', { lead: { id: leadId, name: 'Jane' } });

describe('a test of an email', () => {
  it.each([
    [
      'send me a test of email 3 of the SMB fast track as jane@example.com',
      { track: 'smb-fast-track', email: '3', lead: 'jane@example.com' },
    ],
    [
      "Send me a test of email 3 of the enterprise decision track as Jane O'Brien-Smith would get it",
      { track: 'enterprise-decision', email: '3', lead: "Jane O'Brien-Smith" },
    ],
    [
      'can you send me a test of the second email of the SMB fast track?',
      { track: 'smb-fast-track', email: '2' },
    ],
    ['smb fast track, mail 2, test pls', { track: 'smb-fast-track', email: '2' }],
    [
      'can you drop a test of the smb fast track 1st mail into my inbox',
      { track: 'smb-fast-track', email: '1' },
    ],
    ['pop email 2 of the SMB fast track in my inbox', { track: 'smb-fast-track', email: '2' }],
    [
      'I would like to see email 3 of the SMB fast track in my own inbox first. Could you mail me a test?',
      { email: '3' },
    ],
    ['I want a test of email two of the smb fast track as jane doe', { email: '2', lead: 'jane doe' }],
    ['test mail pls, enterprise decison email 1', { track: 'enterprise-decision', email: '1' }],
    ['and another test of email 2 of the SMB fast track', { track: 'smb-fast-track', email: '2' }],
    ['test email 4 of the smb fast track as Jane', { track: 'smb-fast-track', email: '4', lead: 'Jane' }],
    [
      'send me a test of email 3 of the SMB fast track from change 3f2a91bc',
      { email: '3', change: '3f2a91bc' },
    ],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toMatchObject([{ name: 'send_test', input }]);
  });

  it('takes the change, the lead and the track that were spoken of last', () => {
    const history = [change, jane, spokenOf('show_program', { track: { id: 'smb-fast-track' } })];
    expect(
      callsOf('send me a test of email 2 as this lead would get it if the change were approved', history),
    ).toEqual([
      { name: 'send_test', input: { track: 'smb-fast-track', email: '2', lead: leadId, change: changeId } },
    ]);
  });

  it('goes on as the lead of the test before', () => {
    const turns = talk(
      'send me a test of email 3 of the SMB fast track as Jane Roe',
      'and a test of email 2, please',
    );
    expect(turns[1]?.calls).toMatchObject([
      { name: 'send_test', input: { track: 'smb-fast-track', email: '2', lead: 'Jane Roe' } },
    ]);
  });

  it('takes the track of the test before', () => {
    const before = spokenOf('send_test', { track: { id: 'smb-fast-track', title: 'SMB fast track' } });
    expect(callsOf('send me a test of email 4', [before])).toEqual([
      { name: 'send_test', input: { track: 'smb-fast-track', email: '4' } },
    ]);
  });

  it('asks which track it is, and reads the answer with the request', () => {
    const asked = 'send me a test of email 2 as jane@example.com';
    const answered = callsOf(asked) as string;
    expect(answered).toContain('Which track do you mean?');
    expect(callsOf('the SMB fast track', [{ asked, calls: [], answered }])).toMatchObject([
      { name: 'send_test', input: { track: 'smb-fast-track', email: '2', lead: 'jane@example.com' } },
    ]);
  });

  it.each([
    'send bob@example.com a test of email 3 of the SMB fast track',
    'send a test of email 3 of the SMB fast track to bob@example.com',
    "don't send me a test of email 3 of the SMB fast track",
    'did you send me a test of email 3 of the SMB fast track?',
    'send me a test of email 3 of the SMB fast track tomorrow',
    'send me a test of email 3 of the enterprise track',
    'send me a test of email 3 of the SMB fast track as all enterprise leads',
    'send me a test of email 3 of the SMB fast track in french with a blue button',
  ])('sends nothing for: %s', (text) => {
    expect(JSON.stringify(plan(text))).not.toContain('send_test');
  });
});

describe('a lead run ahead', () => {
  it.each([
    ['what would jane get in the next 30 days?', { lead: 'jane', days: 30 }],
    ['What would Jane Doe get next week?', { lead: 'Jane Doe', days: 7 }],
    [
      'what emails will jane@example.com receive over the next two months',
      { lead: 'jane@example.com', days: 60 },
    ],
    ['simulate Jane Doe for 90 days', { lead: 'Jane Doe', days: 90 }],
    [
      'what happens to jane@example.com if she opens everything?',
      { lead: 'jane@example.com', behaviour: 'everything' },
    ],
    ['what will Jane get if she opens nothing', { lead: 'Jane', behaviour: 'nothing' }],
    ['what would Jane get if we put her on the SMB fast track?', { lead: 'Jane', enrol: 'smb-fast-track' }],
    ["show me Jane's calendar", { lead: 'Jane', days: 30 }],
    ['what would jane get with change 3f2a91bc?', { lead: 'jane', change: '3f2a91bc' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toMatchObject([{ name: 'simulate_lead', input }]);
  });

  it('takes the lead and the change that were spoken of last', () => {
    expect(callsOf('what would she get in the next week with the change?', [change, jane])).toEqual([
      { name: 'simulate_lead', input: { lead: leadId, days: 7, change: changeId } },
    ]);
    expect(callsOf('what would she get next week?')).toContain('which lead');
  });

  it('says that it runs one lead at a time, and leaves questions about leads and tracks alone', () => {
    expect(callsOf('simulate the enterprise leads', [change])).toContain(`/changes/${changeId}`);
    for (const text of [
      'what emails does the SMB fast track send?',
      'how many leads got an email last week?',
    ])
      expect(JSON.stringify(plan(text))).not.toContain('simulate_lead');
  });
});

describe('going back', () => {
  it.each([
    ['roll back to version 3', 3],
    ['please rollback the program to v2', 2],
    ['can you revert to version 1?', 1],
    ['undo the last change', 3],
    ['go back to the previous version', 3],
    ['propose to roll back to version two', 2],
  ])('%s', (text, version) => {
    expect(callsOf(text)).toEqual([{ name: 'propose_change', input: { roll_back_to: version } }]);
  });

  it.each([
    ['roll back to version 4', 'version 1 to 3'],
    ['roll back to version 9', 'version 1 to 3'],
    ['roll back the SMB fast track to version 2', 'not the track SMB fast track alone'],
    ['roll back the program', 'To which version?'],
    ['roll back to version 3 tomorrow', 'not later'],
  ])('files nothing for: %s', (text, said) => {
    expect(callsOf(text)).toContain(said);
  });

  it.each([
    "don't roll back to version 3",
    'what happens if we roll back to version 3?',
    'did we roll back to version 3?',
    'which version is in force?',
  ])('does not take for a wish: %s', (text) => {
    expect(JSON.stringify(plan(text))).not.toContain('propose_change');
  });
});

describe('a pause by a change', () => {
  it.each([
    [
      'propose to pause the SMB fast track because the offer has ended',
      'smb-fast-track',
      'the offer has ended',
    ],
    ['pause the SMB fast track by a change', 'smb-fast-track', undefined],
    ['propose to halt all sending', '*', undefined],
  ])('%s', (text, target, reason) => {
    expect(callsOf(text)).toMatchObject([
      {
        name: 'propose_change',
        input: {
          edits: [{ op: 'put', path: `halts/${target}`, value: { reason: reason ?? expect.any(String) } }],
        },
      },
    ]);
  });

  it('is not what a plain wish to pause means', () => {
    expect(callsOf('pause the SMB fast track')).toMatchObject([{ name: 'halt_sending' }]);
  });
});

describe('comments', () => {
  it('are read, and left to people to write', () => {
    expect(callsOf('are there any comments on it?', [change])).toEqual([
      { name: 'show_changes', input: { id: changeId } },
    ]);
    expect(plan('add a comment to change 3f2a91bc: looks good')).toMatchObject({
      calls: [{ name: 'show_changes', input: { id: '3f2a91bc' } }],
      notes: [expect.stringContaining('I do not write comments')],
    });
  });
});

describe('leads that are put on a track', () => {
  it.each([
    ['put Jane Doe on the SMB fast track', ['Jane Doe']],
    ['please enrol jane@example.com in smb fast track', ['jane@example.com']],
    [
      "add Jane Doe, bo@example.com and Cy O'Neil to the SMB fast track",
      ['Jane Doe', 'bo@example.com', "Cy O'Neil"],
    ],
    ['put her on the SMB fast track', [leadId]],
  ])('%s', (text, leads) => {
    expect(callsOf(text, [jane])).toEqual([
      { name: 'propose_change', input: { enrol: { track: 'smb-fast-track', leads } } },
    ]);
  });

  it.each([
    'put all enterprise leads on the SMB fast track',
    'put Jane on the SMB fast track tomorrow',
    "don't put Jane on the SMB fast track",
    'put Jane on the enterprise track',
    'put Jane on the SMB fast track with a discount',
    'add an email to the SMB fast track',
    'add 10 points for the SMB fast track',
    'did we put Jane on the SMB fast track?',
    'put her on the SMB fast track',
  ])('files nothing for: %s', (text) => {
    expect(JSON.stringify(plan(text))).not.toContain('propose_change');
  });
});

describe('an email of a track', () => {
  const path = (step: string) => `tracks/smb-fast-track/steps/${step}`;
  const put = (step: string, untilDay: number) => ({ op: 'patch', path: path(step), value: { untilDay } });

  it.each([
    ['take email 3 out of the SMB fast track', { op: 'remove', path: path('email-3') }],
    ['please remove the second email from the smb fast track', { op: 'remove', path: path('email-2') }],
    ['move email 2 of the SMB fast track one day later', put('until-day-4', 5)],
    ['move email 3 of the SMB fast track two weeks later', put('until-day-7', 21)],
    ['move the third email of the SMB fast track to day 6', put('until-day-7', 6)],
    ['delay email 2 of the SMB fast track by 2 days', put('until-day-4', 6)],
    ['move email 2 of the SMB fast track 2 days earlier', put('until-day-4', 2)],
  ])('%s', (text, edit) => {
    expect(callsOf(text)).toMatchObject([{ name: 'propose_change', input: { edits: [edit] } }]);
  });

  it('is that of the track that was spoken of last', () => {
    const before = spokenOf('show_program', { track: { id: 'smb-fast-track' } });
    expect(callsOf('move email 2 later', [before])).toMatch(/^To which day, or by how many days\?/);
    expect(callsOf('take email 3 out', [before])).toMatchObject([{ name: 'propose_change' }]);
  });

  it.each([
    ['move email 2 of the SMB fast track later', /^To which day, or by how many days\?/],
    ['move email 2 of the SMB fast track to day 9', /^Day 9 is not between .*\(day 1\).*\(day 7\)/],
    ['move email 1 of the SMB fast track to day 9', /Day 9 is not between .*\(day 4\)/],
    ['take email 9 out of the SMB fast track', /has 3 emails/],
    ['take email 3 out of the SMB fast track for dentists', /“dentists”/],
    ['swap the steps of the SMB fast track', /I did not understand what shall be changed/],
  ])('%s: proposes nothing and says why', (text, why) => {
    expect(callsOf(text)).toMatch(why);
  });

  it.each([
    'did we take email 3 out of the SMB fast track?',
    'do not take email 3 out of the SMB fast track',
  ])('%s: proposes nothing', (text) => {
    expect(JSON.stringify(plan(text))).not.toContain('propose_change');
  });
});

describe('a lead whose name several have', () => {
  it('is told by an address alone, and the request goes on', () => {
    const refused: Exchange = {
      asked: 'put jane doe on the SMB fast track',
      calls: [],
      answered:
        'Several leads have that name: Jane Doe, jane@a.example, A; Jane Doe, jane@b.example, B. Which one do you mean? Say it by email address.',
    };
    expect(callsOf('jane@b.example', [refused])).toMatchObject([
      { name: 'propose_change', input: { enrol: { track: 'smb-fast-track', leads: ['jane@b.example'] } } },
    ]);
  });

  it('may be written in small letters', () => {
    expect(callsOf('put jane on the SMB fast track')).toMatchObject([
      { name: 'propose_change', input: { enrol: { leads: ['jane'] } } },
    ]);
  });
});
