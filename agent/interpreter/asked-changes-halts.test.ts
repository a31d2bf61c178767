import { describe, expect, it, test } from 'vitest';
import { callsOf, plan } from './test-plan.ts';
import { talk } from './test-talk.ts';
import { spelledOut } from './words/slang.ts';

const asked = (text: string) => callsOf(spelledOut(text));

describe('changes as people ask for them', () => {
  it.each<[string, Record<string, unknown>]>([
    ['what changes are open?', { status: 'proposed' }],
    ['anything awaiting approval?', { status: 'proposed' }],
    ['is there anything for me to approve?', { status: 'proposed' }],
    ['whats in the approval queue', { status: 'proposed' }],
    ['show me the pending stuff', { status: 'proposed' }],
    ['open proposals pls', { status: 'proposed' }],
    ['what still needs sign-off?', { status: 'proposed' }],
    ['which proposals have not been approved yet', { status: 'proposed' }],
    ['any unapproved changes', { status: 'proposed' }],
    ['do we have outstanding changes?', { status: 'proposed' }],
    ["what's been proposed lately", {}],
    ['list all changes', {}],
    ['recent changes', {}],
    ['what changed recently?', {}],
    ['change history please', {}],
    ['which changes were rejected?', { status: 'rejected' }],
    ['what got approved and applied so far', { status: 'applied' }],
    ['show rejected proposals', { status: 'rejected' }],
    ['did anything get rejected?', { status: 'rejected' }],
    ['which changes are scheduled', { status: 'scheduled' }],
    ['has anything expired', { status: 'expired' }],
    ['what is the status of change 3f2a91bc', { id: '3f2a91bc' }],
    ['has change 3f2a91bc been approved?', { id: '3f2a91bc' }],
    ['who proposed change 3f2a91bc', { id: '3f2a91bc' }],
    ['how risky is change 3f2a91bc', { id: '3f2a91bc' }],
    ['diff of 3f2a91bc', { id: '3f2a91bc' }],
    ['whats in proposal 3f2a91bc?', { id: '3f2a91bc' }],
    ['any comments on change 3f2a91bc?', { id: '3f2a91bc' }],
    ['did anyone comment on 3f2a91bc', { id: '3f2a91bc' }],
    ['where can I approve it?', { status: 'proposed' }],
    ['how do i approve a change', { status: 'proposed' }],
    ['where do I go to sign off the pending change?', { status: 'proposed' }],
    ['please approve everything that is open', { status: 'proposed' }],
    ['approve change 3f2a91bc', { id: '3f2a91bc' }],
    ['can you approve 3f2a91bc for me?', { id: '3f2a91bc' }],
    ['reject the open proposal', { status: 'proposed' }],
    ['LGTM, approve', { status: 'proposed' }],
    ['who has to approve these changes?', { status: 'proposed' }],
    ['what was the last change', {}],
    ['who made the last change?', {}],
    ['when was the program last changed', {}],
    ['what did mara propose', {}],
    ['how many changes are waiting', { status: 'proposed' }],
    ['whats waiting on us', { status: 'proposed' }],
    ['is the cap change approved yet?', {}],
  ])('%s', (text, input) => {
    expect(asked(text)).toEqual([{ name: 'show_changes', input }]);
  });
});

describe('halts as people wish for them', () => {
  it.each([
    ['stop everything now', '*'],
    ['STOP ALL EMAILS', '*'],
    ['pause all mailings please', '*'],
    ['kill all sends immediately!!', '*'],
    ['halt all outgoing mail', '*'],
    ['pls pause smb fast track asap', 'smb-fast-track'],
    ['can you put the SMB fast track on hold', 'smb-fast-track'],
    ['put SMB fast track on pause', 'smb-fast-track'],
    ['suspend the pricing follow-up, the prices are wrong', 'pricing-follow-up'],
    ['the SMB fast track needs to be stopped now', 'smb-fast-track'],
    ['smb fast track must stop immediately', 'smb-fast-track'],
    ['we need to pause the enterprise decision track', 'enterprise-decision'],
    ['I want the SMB fast track paused', 'smb-fast-track'],
    ['please have the SMB fast track halted', 'smb-fast-track'],
    ['emergency: stop the SMB consideration track, wrong link in the email', 'smb-consideration'],
    ['pull the plug on the SMB fast track', 'smb-fast-track'],
    ['take the SMB fast track offline', 'smb-fast-track'],
    ['turn the SMB fast track off', 'smb-fast-track'],
    ['cease sending on pricing follow-up', 'pricing-follow-up'],
    ['hold all emails', '*'],
    ['stop sending anything to anyone', '*'],
    ['stop all campaigns right now because legal asked', '*'],
    ['freeze everything', '*'],
    ['deactivate the pricing follow-up track', 'pricing-follow-up'],
    ['disable the SMB fast track', 'smb-fast-track'],
    ['halt SMB consideration - gdpr complaint', 'smb-consideration'],
  ])('stops at once: %s', (text, target) => {
    expect(asked(text)).toMatchObject([{ name: 'halt_sending', input: { target } }]);
  });

  it.each([
    ['resume the SMB fast track', 'halts/smb-fast-track'],
    ['turn the SMB fast track back on', 'halts/smb-fast-track'],
    ['you can restart the SMB fast track now', 'halts/smb-fast-track'],
    ['lift the halt on the SMB fast track', 'halts/smb-fast-track'],
    ['start sending again', 'halts/*'],
    ['un-pause smb fast track pls', 'halts/smb-fast-track'],
    ['get the SMB fast track going again', 'halts/smb-fast-track'],
    ['resume everything', 'halts/*'],
    ['continue the pricing follow-up', 'halts/pricing-follow-up'],
    ['bring the SMB fast track back', 'halts/smb-fast-track'],
    ['propose to resume all sending', 'halts/*'],
    ['the problem is fixed, resume SMB consideration', 'halts/smb-consideration'],
  ])('proposes to resume: %s', (text, path) => {
    expect(asked(text)).toEqual([{ name: 'propose_change', input: { edits: [{ op: 'remove', path }] } }]);
  });

  it.each([
    ['propose pausing the SMB fast track', 'halts/smb-fast-track'],
    ['file a change that pauses the pricing follow-up', 'halts/pricing-follow-up'],
    ['suggest we halt the SMB fast track', 'halts/smb-fast-track'],
    ['pause the SMB fast track, but via a change someone approves', 'halts/smb-fast-track'],
  ])('proposes a pause: %s', (text, path) => {
    expect(asked(text)).toMatchObject([{ name: 'propose_change', input: { edits: [{ op: 'put', path }] } }]);
  });

  it.each([
    ['is anything halted?'],
    ['are we sending right now?'],
    ['what is on hold at the moment'],
    ['which tracks are paused?'],
    ['is the SMB fast track still running?'],
    ['has sending been stopped'],
    ['is smb fast track live or paused'],
    ['any paused tracks'],
    ['are all tracks active?'],
    ['why was the SMB fast track halted?'],
    ['who paused SMB fast track'],
    ['anything stopped?'],
  ])('says what is halted: %s', (text) => {
    expect(plan(spelledOut(text))).toMatchObject({
      calls: [{ name: 'show_program' }],
      only: { halts: expect.any(Array) },
    });
  });

  it.each([
    ["don't stop the SMB fast track"],
    ['should we pause the SMB fast track?'],
    ['never halt the SMB fast track without asking'],
    ['what happens when I pause a track?'],
    ['stop the SMB fast track tomorrow'],
    ['pause the fast track if bounces go above 5%'],
    ['I stopped the SMB fast track yesterday'],
    ['stop emailing fintech leads'],
    ['pause all emails to SMB leads'],
    ['halt it next monday'],
    ['did we stop the SMB fast track'],
    ['stop everything except the SMB fast track'],
  ])('halts and proposes nothing: %s', (text) => {
    expect(JSON.stringify(asked(text))).not.toMatch(/halt_sending|propose_change/);
  });
});

describe('halts that a person decides about, and what is not to be done', () => {
  test.each([
    'I would like Aino to decide whether the SMB fast track is paused until the prices are public. Draw up that change, and leave the track running for now.',
    'draft a pause of the SMB fast track for Aino’s approval',
    'I want somebody to sign off on pausing the SMB fast track, it should keep running until then.',
    'I’d like a change that pauses the SMB fast track, but nothing should stop before it is approved',
  ])('%s', (text) => {
    expect(callsOf(text)).toMatchObject([
      { name: 'propose_change', input: { edits: [{ op: 'put', path: 'halts/smb-fast-track' }] } },
    ]);
  });

  test.each([
    ['Don’t pause the SMB fast track yet. I only want to know how many leads are on it.', 'query_leads'],
    ['No need to stop the SMB fast track; I just wanted to know how long it takes.', 'show_program'],
    ['Not asking you to stop the SMB fast track, just: who is on it?', 'query_leads'],
  ])('%s', (text, name) => {
    expect(talk(text)[0]?.calls.map((call) => call.name)).toEqual([name]);
  });

  test.each([
    'The SMB fast track shouldn’t send anything at the moment',
    'don’t send any more mails from the SMB fast track',
    'something is off with the SMB fast track, hit pause',
    'can you take the SMB fast track offline for a bit?',
  ])('stops it: %s', (text) => {
    expect(callsOf(text)).toMatchObject([{ name: 'halt_sending', input: { target: 'smb-fast-track' } }]);
  });

  test.each([
    'who approves stopping the SMB fast track',
    'the SMB fast track must not send anything until legal is done',
  ])('does not: %s', (text) => {
    expect(JSON.stringify(callsOf(text))).not.toMatch(/halt_sending|propose_change/);
  });

  test.each(['we can send again', 'everything back to normal please', 'lift it'])(
    'after a halt of everything: %s',
    (text) => {
      expect(talk('stop all sending', text)[1]?.calls).toEqual([
        { name: 'propose_change', input: { edits: [{ op: 'remove', path: 'halts/*' }] } },
      ]);
    },
  );
});
