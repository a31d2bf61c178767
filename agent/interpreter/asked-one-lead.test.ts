import { describe, expect, it } from 'vitest';
import { lastCalls } from './test-talk.ts';

describe('asked of one lead: who a lead is', () => {
  it.each<[string, [string, object][]]>([
    ['who is jane roe', [['explain_lead', { lead: 'jane roe' }]]],
    ['did Jane Roe unsubscribe?', [['explain_lead', { lead: 'jane roe' }]]],
    ['is Jane Roe a customer?', [['explain_lead', { lead: 'jane roe' }]]],
    ['which segment is Jane Roe in?', [['explain_lead', { lead: 'jane roe' }]]],
    ["who's Jane Roe?", [['explain_lead', { lead: 'jane roe' }]]],
    ['what do we know about Jane Roe?', [['explain_lead', { lead: 'jane roe' }]]],
    ['give me the lowdown on jane roe', [['explain_lead', { lead: 'jane roe' }]]],
    ['got anything on jane roe?', [['explain_lead', { lead: 'jane roe' }]]],
    ['fill me in on Jane Roe please', [['explain_lead', { lead: 'jane roe' }]]],
    ["pull Jane Roe's record", [['explain_lead', { lead: 'jane roe' }]]],
    ['can you bring up the profile of Jane Roe for me', [['explain_lead', { lead: 'jane roe' }]]],
    ['Ms Jane Roe - who is she', [['explain_lead', { lead: 'jane roe' }]]],
    [
      'I have a call with Jane Roe in ten minutes, what should I know about her?',
      [['explain_lead', { lead: 'jane roe' }]],
    ],
    ['quick summary of jane roe pls', [['explain_lead', { lead: 'jane roe' }]]],
    ['jane roe?', [['explain_lead', { lead: 'jane roe' }]]],
    ['jane.roe@acme.example', [['explain_lead', { lead: 'jane.roe@acme.example' }]]],
    ['info on jane.roe@acme.example', [['explain_lead', { lead: 'jane.roe@acme.example' }]]],
    ["what's the deal with Jane Roe", [['explain_lead', { lead: 'jane roe' }]]],
    ["what has mr. john o'neill done recently?", [['explain_lead', { lead: "john o'neill" }]]],
    ["I'd like to see everything we have about Dr. Jane Roe", [['explain_lead', { lead: 'jane roe' }]]],
    ['can you give me some background on Amara Okafor?', [['explain_lead', { lead: 'amara okafor' }]]],
    ['amara okafor - details pls', [['explain_lead', { lead: 'amara okafor' }]]],
    ['Is Amara Okafor engaged at all?', [['explain_lead', { lead: 'amara okafor' }]]],
    ['which company is amara okafor with', [['explain_lead', { lead: 'amara okafor' }]]],
    ['what has amara okafor looked at on our site', [['explain_lead', { lead: 'amara okafor' }]]],
    ['Remind me who Tomasz Kowalczyk is', [['explain_lead', { lead: 'tomasz kowalczyk' }]]],
    [
      "I'm about to ring tomasz kowalczyk, what's their background",
      [['explain_lead', { lead: 'tomasz kowalczyk' }]],
    ],
    ['lookup tomasz kowalczyk', [['explain_lead', { lead: 'tomasz kowalczyk' }]]],
    ["let's have a look at Tomasz Kowalczyk", [['explain_lead', { lead: 'tomasz kowalczyk' }]]],
    ['Has Tomasz Kowalczyk been active recently?', [['explain_lead', { lead: 'tomasz kowalczyk' }]]],
    [
      'a short profile of tomasz.kowalczyk@nordhaven.example, please',
      [['explain_lead', { lead: 'tomasz.kowalczyk@nordhaven.example' }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});

describe('asked of one lead: where a lead stands', () => {
  it.each<[string, [string, object][]]>([
    ['which sequence is jane roe in atm', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ['is Jane Roe on any track at the moment?', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    [
      'is jane roe in the smb fast track?',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'how far along is Jane Roe in the SMB fast track',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'where is jane roe at in the enterprise decision track',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'enterprise-decision' }]],
    ],
    ['what stage is jane roe at?', [['explain_lead', { lead: 'jane roe' }]]],
    [
      'Has Jane Roe finished the SMB fast track?',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      "what's Jane Roe currently being nurtured with?",
      [['explain_lead', { lead: 'jane roe', about: 'track' }]],
    ],
    ['what track did jane roe end up on', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ['what step is Jane Roe on', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    [
      'did Jane Roe drop out of the enterprise consideration track?',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'enterprise-consideration' }]],
    ],
    ['on which track is Jane Roe?', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    [
      'did amara okafor make it to the end of the smb fast track',
      [['explain_lead', { lead: 'amara okafor', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'has amara okafor been enrolled in smb consideration yet',
      [['explain_lead', { lead: 'amara okafor', about: 'track', track: 'smb-consideration' }]],
    ],
    ['is Amara Okafor still being nurtured?', [['explain_lead', { lead: 'amara okafor', about: 'track' }]]],
    [
      'where does tomasz kowalczyk sit in the smb fast track',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'Is Tomasz Kowalczyk currently enrolled in anything?',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track' }]],
    ],
    [
      'what nurture is tomasz kowalczyk getting',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track' }]],
    ],
    [
      'which tracks has Tomasz Kowalczyk been through?',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track' }]],
    ],
    [
      'tomasz kowalczyk on the enterprise decision track?',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track', track: 'enterprise-decision' }]],
    ],
    [
      'how far has Tomasz Kowalczyk got with the pricing follow-up?',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track', track: 'pricing-follow-up' }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});

describe('asked of one lead: why, and why not', () => {
  it.each<[string, [string, object][]]>([
    ['why was this email sent to Jane Roe?', [['explain_lead', { lead: 'jane roe', about: 'email' }]]],
    [
      'for what reason did jane roe receive this mail',
      [['explain_lead', { lead: 'jane roe', about: 'email' }]],
    ],
    [
      "what's the reason Jane Roe isn't getting any emails?",
      [['explain_lead', { lead: 'jane roe', about: 'email' }]],
    ],
    [
      'how come jane roe never got email 2 of the smb fast track',
      [['explain_lead', { lead: 'jane roe', about: 'email', email: '2', track: 'smb-fast-track' }]],
    ],
    [
      "jane roe says she hasn't had any emails from us. why?",
      [['explain_lead', { lead: 'jane roe', about: 'email' }]],
    ],
    [
      'explain to me why Jane Roe was put on the SMB fast track',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'Why was Jane Roe taken off the SMB fast track?',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'why did jane roe leave the smb fast track',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'what put jane roe on the pricing follow-up',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'pricing-follow-up' }]],
    ],
    [
      'y is jane roe not in smb consideration',
      [['explain_lead', { lead: 'jane roe', about: 'track', track: 'smb-consideration' }]],
    ],
    ['why isnt jane roe in any track', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ["why don't we send Jane Roe anything?", [['explain_lead', { lead: 'jane roe', about: 'email' }]]],
    ['what made us email jane roe yesterday', [['explain_lead', { lead: 'jane roe', about: 'email' }]]],
    ['which emails has Jane Roe had so far?', [['explain_lead', { lead: 'jane roe', about: 'email' }]]],
    ['what did we send to Jane Roe', [['explain_lead', { lead: 'jane roe', about: 'email' }]]],
    [
      'Did Jane Roe get the second email of the SMB fast track?',
      [['explain_lead', { lead: 'jane roe', about: 'email', email: '2', track: 'smb-fast-track' }]],
    ],
    [
      'amara okafor got an email this morning, why?',
      [['explain_lead', { lead: 'amara okafor', about: 'email' }]],
    ],
    [
      'any idea why amara okafor hasnt been mailed',
      [['explain_lead', { lead: 'amara okafor', about: 'email' }]],
    ],
    [
      'what triggered the last email to Amara Okafor?',
      [['explain_lead', { lead: 'amara okafor', about: 'email' }]],
    ],
    [
      'why has Amara Okafor not entered the enterprise consideration track',
      [['explain_lead', { lead: 'amara okafor', about: 'track', track: 'enterprise-consideration' }]],
    ],
    [
      'Could you explain why Amara Okafor did not qualify for the SMB fast track?',
      [['explain_lead', { lead: 'amara okafor', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      'on what grounds was Amara Okafor enrolled in the pricing follow-up?',
      [['explain_lead', { lead: 'amara okafor', about: 'track', track: 'pricing-follow-up' }]],
    ],
    [
      'whats the reason tomasz kowalczyk was moved to smb consideration',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track', track: 'smb-consideration' }]],
    ],
    [
      'Why on earth did Tomasz Kowalczyk get email 1 of the SMB fast track?',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'email', email: '1', track: 'smb-fast-track' }]],
    ],
    [
      'tell me why tomasz kowalczyk isnt receiving emails anymore',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'email' }]],
    ],
    [
      'how did Tomasz Kowalczyk end up on the enterprise consideration track?',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'track', track: 'enterprise-consideration' }]],
    ],
    [
      "why wasn't Tomasz Kowalczyk sent the third email of the SMB fast track",
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'email', email: '3', track: 'smb-fast-track' }]],
    ],
    [
      'explain the last mail tomasz kowalczyk got',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'email' }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});

describe('asked of one lead: the score of a lead', () => {
  it.each<[string, [string, object][]]>([
    ["what's jane roe's score", [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['score of Jane Roe?', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ["how did Jane Roe's score come about?", [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['break down the score of Jane Roe', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ["break jane roe's score down for me", [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['how many points does Jane Roe have?', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['why is jane roe so high', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['where do the points of Jane Roe come from', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['why has jane roe only got 12 points', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['what gave jane roe her points?', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ['why is Jane Roe an MQL?', [['explain_lead', { lead: 'jane roe', about: 'score' }]]],
    ["I don't get amara okafor's score", [['explain_lead', { lead: 'amara okafor', about: 'score' }]]],
    ['amara okafor has 80 points, where from?', [['explain_lead', { lead: 'amara okafor', about: 'score' }]]],
    [
      "What's behind Amara Okafor's lead score?",
      [['explain_lead', { lead: 'amara okafor', about: 'score' }]],
    ],
    ['what does amara okafor score', [['explain_lead', { lead: 'amara okafor', about: 'score' }]]],
    [
      'show how the score of Tomasz Kowalczyk is made up',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'score' }]],
    ],
    ['tomasz kowalczyk score?', [['explain_lead', { lead: 'tomasz kowalczyk', about: 'score' }]]],
    [
      'why so many points for tomasz kowalczyk',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'score' }]],
    ],
    [
      'is tomasz kowalczyk sales qualified and why',
      [['explain_lead', { lead: 'tomasz kowalczyk', about: 'score' }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});

describe('asked of one lead: what comes next for a lead', () => {
  it.each<[string, [string, object][]]>([
    ['when is Jane Roe due her next email?', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ['when will the next mail go out to jane roe', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ['next email for jane roe?', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ['when does Jane Roe hear from us again?', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    ['what is jane roe waiting for', [['explain_lead', { lead: 'jane roe', about: 'track' }]]],
    [
      'what will jane roe receive in the coming fortnight',
      [['simulate_lead', { lead: 'jane roe', days: 14 }]],
    ],
    [
      'what emails is Jane Roe going to get over the next 6 weeks?',
      [['simulate_lead', { lead: 'jane roe', days: 42 }]],
    ],
    [
      'show me what jane roe would get in the next month',
      [['simulate_lead', { lead: 'jane roe', days: 30 }]],
    ],
    [
      'simulate Jane Roe for 90 days, assuming she opens everything',
      [['simulate_lead', { lead: 'jane roe', days: 90, behaviour: 'everything' }]],
    ],
    ['fast-forward jane roe by 3 weeks', [['simulate_lead', { lead: 'jane roe', days: 21 }]]],
    ['Play out the next 45 days for Jane Roe', [['simulate_lead', { lead: 'jane roe', days: 45 }]]],
    [
      'preview of what jane roe gets if she ignores all our mails, 60 days',
      [['simulate_lead', { lead: 'jane roe', days: 60, behaviour: 'nothing' }]],
    ],
    [
      'what will be sent to jane.roe@acme.example within the next ten days?',
      [['simulate_lead', { lead: 'jane.roe@acme.example', days: 10 }]],
    ],
    [
      'What would happen to Jane Roe if we put her on the SMB fast track?',
      [['simulate_lead', { lead: 'jane roe', days: 30, enrol: 'smb-fast-track' }]],
    ],
    [
      'run a simulation of Jane Roe for the next quarter',
      [['simulate_lead', { lead: 'jane roe', days: 90 }]],
    ],
    ['when do we next write to amara okafor', [['explain_lead', { lead: 'amara okafor', about: 'track' }]]],
    ['project amara okafor two months ahead', [['simulate_lead', { lead: 'amara okafor', days: 60 }]]],
    [
      'list the emails that will go to Amara Okafor in the next 20 days',
      [['simulate_lead', { lead: 'amara okafor', days: 20 }]],
    ],
    [
      'simulate amara.okafor@kestrel.example for a quarter',
      [['simulate_lead', { lead: 'amara.okafor@kestrel.example', days: 90 }]],
    ],
    ['what is planned for tomasz kowalczyk', [['simulate_lead', { lead: 'tomasz kowalczyk', days: 30 }]]],
    [
      'what does the next fortnight hold for Tomasz Kowalczyk',
      [['simulate_lead', { lead: 'tomasz kowalczyk', days: 14 }]],
    ],
    ['simulate tomasz kowalczyk 6 wks', [['simulate_lead', { lead: 'tomasz kowalczyk', days: 42 }]]],
    [
      'Which messages would Tomasz Kowalczyk be sent during the next 8 weeks if he opened none of them?',
      [['simulate_lead', { lead: 'tomasz kowalczyk', days: 56, behaviour: 'nothing' }]],
    ],
    ['run Tomasz Kowalczyk forward 10 days', [['simulate_lead', { lead: 'tomasz kowalczyk', days: 10 }]]],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});
