import { describe, expect, it } from 'vitest';
import { lastCalls } from './test-talk.ts';

describe('asked of the program: the program', () => {
  it.each<[string, [string, object][]]>([
    ['what tracks have we got?', [['show_program', { parts: ['tracks'] }]]],
    ['which nurture campaigns are live', [['show_program', { parts: ['tracks'] }]]],
    ['name all our tracks', [['show_program', { parts: ['tracks'] }]]],
    ['give me an overview of the tracks', [['show_program', { parts: ['tracks'] }]]],
    ['tracks?', [['show_program', { parts: ['tracks'] }]]],
    ['run me through the segments', [['show_program', { parts: ['segments'] }]]],
    ['how is the engaged segment defined?', [['show_program', { parts: ['segments'] }]]],
    ['what does the “Silent for 45 days” segment mean?', [['show_program', { parts: ['segments'] }]]],
    ['segment list pls', [['show_program', { parts: ['segments'] }]]],
    ['What are our scoring rules?', [['show_program', { parts: ['scoring'] }]]],
    ['how do leads earn points?', [['show_program', { parts: ['scoring'] }]]],
    ['walk me through how scoring works', [['show_program', { parts: ['scoring'] }]]],
    ['when does a lead become sales qualified', [['show_program', { parts: ['scoring'] }]]],
    ['what triggers are set up?', [['show_program', { parts: ['triggers'] }]]],
    ['which automations do we have that alert sales', [['show_program', { parts: ['triggers'] }]]],
    ['what fields are available', [['show_program', { parts: ['vocabulary'] }]]],
    ['what can I filter on?', [['show_program', { parts: ['vocabulary'] }]]],
    ['show me the whole program', [['show_program', {}]]],
    ['is sending paused anywhere?', [['show_program', { parts: ['tracks'] }]]],
    ['are any of the tracks stopped at the moment', [['show_program', { parts: ['tracks'] }]]],
    ["what's on hold right now", [['show_program', { parts: ['tracks'] }]]],
    ['tracks and segments please', [['show_program', { parts: ['tracks', 'segments'] }]]],
    ['how many tracks do we have', [['show_program', { parts: ['tracks'] }]]],
    ['could I see a list of every segment please', [['show_program', { parts: ['segments'] }]]],
    ['what counts as “Engaged in the last 30 days”?', [['show_program', { parts: ['segments'] }]]],
    ['what earns a lead points', [['show_program', { parts: ['scoring'] }]]],
    ['do we have any triggers for pricing visits', [['show_program', { parts: ['triggers'] }]]],
    ['what data fields do you know about', [['show_program', { parts: ['vocabulary'] }]]],
    ['summarise our program', [['show_program', {}]]],
    ['what tracks are there', [['show_program', { parts: ['tracks'] }]]],
    ['Can you list all the triggers for me?', [['show_program', { parts: ['triggers'] }]]],
    ['i need to see our segments', [['show_program', { parts: ['segments'] }]]],
    ['how does lead scoring work here?', [['show_program', { parts: ['scoring'] }]]],
    ['what is the threshold for sales qualified', [['show_program', { parts: ['scoring'] }]]],
    ['which events can i count', [['show_program', { parts: ['vocabulary'] }]]],
    ['show segments + triggers', [['show_program', { parts: ['segments', 'triggers'] }]]],
    ['definition of the engaged segment?', [['show_program', { parts: ['segments'] }]]],
    ['anything halted rn?', [['show_program', { parts: ['tracks'] }]]],
    ['program overview please', [['show_program', {}]]],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});

describe('asked of the program: one track', () => {
  it.each<[string, [string, object][]]>([
    ['smb fast track?', [['show_program', { track: 'smb-fast-track' }]]],
    ['walk me through the SMB fast track', [['show_program', { track: 'smb-fast-track' }]]],
    [
      'what does the enterprise decision track look like',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
    ['how long is the smb fast track', [['show_program', { track: 'smb-fast-track' }]]],
    ['How many emails are in the SMB fast track?', [['show_program', { track: 'smb-fast-track' }]]],
    [
      'how long does the Enterprise consideration track take?',
      [['show_program', { track: 'enterprise-consideration' }]],
    ],
    ['who gets into smb fast track', [['show_program', { track: 'smb-fast-track' }]]],
    ['who qualifies for the SMB fast track?', [['show_program', { track: 'smb-fast-track' }]]],
    ["what's the entry condition of the SMB fast track", [['show_program', { track: 'smb-fast-track' }]]],
    ['when do people leave the SMB fast track?', [['show_program', { track: 'smb-fast-track' }]]],
    [
      'what is the goal for the enterprise decision sequence',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
    ['list the emails of the pricing follow-up', [['show_program', { track: 'pricing-follow-up' }]]],
    [
      'which emails do we send on the SMB consideration track?',
      [['show_program', { track: 'smb-consideration' }]],
    ],
    [
      'Talk me through the steps of the pricing follow up, please.',
      [['show_program', { track: 'pricing-follow-up' }]],
    ],
    ['what day does email 3 of the SMB fast track go out', [['show_program', { track: 'smb-fast-track' }]]],
    ['the smb fast track - how does it end?', [['show_program', { track: 'smb-fast-track' }]]],
    ['pull up enterprise consideration', [['show_program', { track: 'enterprise-consideration' }]]],
    ['show me the SMB fast track → what is its goal?', [['show_program', { track: 'smb-fast-track' }]]],
    ['show me the SMB fast track → and who enters it', [['show_program', { track: 'smb-fast-track' }]]],
    ['show me the SMB fast track → how long does it run?', [['show_program', { track: 'smb-fast-track' }]]],
    ['break the SMB fast track down for me', [['show_program', { track: 'smb-fast-track' }]]],
    [
      'how many steps does the enterprise decision track have?',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
    [
      'how do people get into the SMB consideration track',
      [['show_program', { track: 'smb-consideration' }]],
    ],
    ['what gets a lead kicked out of the smb fast track?', [['show_program', { track: 'smb-fast-track' }]]],
    ['smb fast track entry criteria', [['show_program', { track: 'smb-fast-track' }]]],
    ['outline the pricing follow-up track', [['show_program', { track: 'pricing-follow-up' }]]],
    [
      'is there a goal on the enterprise consideration track?',
      [['show_program', { track: 'enterprise-consideration' }]],
    ],
    [
      'can I have the details of the enterprise cold lead education track',
      [['show_program', { track: 'enterprise-cold-lead-education' }]],
    ],
    ['what happens in smb consideration', [['show_program', { track: 'smb-consideration' }]]],
    ['how many days does the SMB fast track run', [['show_program', { track: 'smb-fast-track' }]]],
    ['which content is in the pricing follow-up track?', [['show_program', { track: 'pricing-follow-up' }]]],
    ['exit rules of the smb fast track', [['show_program', { track: 'smb-fast-track' }]]],
    [
      'show me the enterprise decision track → what are the exits?',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
    [
      'show me the enterprise decision track → how many emails does it have',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});
