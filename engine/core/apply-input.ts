import { applyEvent } from './apply-event.ts';
import { type Draft, joinLists, leaveList, setAccount, setFields } from './draft.ts';
import { mergeLead, redirectLead } from './merge/merge.ts';
import { migrate } from './migrate.ts';
import { lift, suppress } from './sending/consent.ts';
import { endEnrolment, enrol } from './tracks/enrol.ts';
import type { Command } from './types.ts';

/** Makes the lead's state say what the input says. */
export function applyInput(draft: Draft): void {
  const { input } = draft;
  const { account } = input.facts;
  if (account !== undefined) setAccount(draft, account);
  switch (input.kind) {
    case 'event':
      applyEvent(draft, input.event);
      return;
    case 'activation':
      migrate(draft, input);
      return;
    case 'command':
      applyCommand(draft, input.command, input.by);
      return;
    case 'merge':
      mergeLead(draft, input);
      return;
    case 'redirect':
      redirectLead(draft, input.to);
      return;
    // What is due is taken at every input, and an account speaks through its facts.
    case 'timer':
    case 'account':
    // An outcome is on record with its effect. One that was refused or failed still counts against caps: what
    // became of it at the other end is not certain enough to send one more.
    case 'outcome':
      return;
    default:
      input satisfies never;
  }
}

function applyCommand(draft: Draft, command: Command, by: string): void {
  switch (command.do) {
    case 'enrol':
      // A person who enrols a lead means it: whether the track takes leads again is for rules to respect.
      enrol(draft, command.track, `person:${by}`, { again: true });
      return;
    case 'leave':
      endEnrolment(draft, command.track, 'left');
      return;
    case 'suppress':
      suppress(draft, command.reason, draft.at);
      return;
    case 'lift':
      lift(draft);
      return;
    case 'set_fields':
      setFields(draft, command.fields);
      return;
    case 'join_list':
      joinLists(draft, [command.list]);
      return;
    case 'leave_list':
      leaveList(draft, command.list);
      return;
    default:
      command satisfies never;
  }
}
