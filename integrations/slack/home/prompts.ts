import type { Role } from '../../../engine/runtime/changes/types.ts';

interface Prompt {
  title: string;
  message: string;
}

const month: Prompt = { title: 'How are we doing?', message: 'How are we doing this month?' };
const improve: Prompt = { title: 'What should we improve?', message: 'What should we improve?' };
const help: Prompt = { title: 'What can you do?', message: 'What can you do?' };
const waiting: Prompt = { title: 'What waits for approval?', message: 'Which changes wait for approval?' };
const interested: Prompt = {
  title: 'Who is interested?',
  message: 'How many leads visited the pricing page in the last 30 days, by segment?',
};
const track: Prompt = {
  title: 'Build a track',
  message: 'Build a 4-week track for SMB fintech leads in awareness',
};

/** What is offered under Messages, by what a role may do; Slack shows four. */
export const prompts: Readonly<Record<Role, readonly Prompt[]>> = {
  viewer: [month, improve, interested, help],
  marketer: [track, month, improve, help],
  approver: [waiting, month, improve, help],
  admin: [waiting, month, improve, help],
};
