import type { AgentAnswer, AgentEvent, AgentRequest } from '../../../agent/agent.ts';
import { interpreterName } from '../../../agent/models/names.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { SlackContext } from '../options.ts';
import { stepWords } from './step-words.ts';
import type { AnswerStream } from './stream/stream.ts';

/** An answer, and what of its text was not streamed yet; `rest` absent: what was streamed is not how it begins. */
export interface Turned {
  answer: AgentAnswer;
  rest?: string;
  /** The conversation has not kept it: nobody can look up what it was an answer to. */
  unkept?: true;
}

/** Runs the turn and shows it as it comes. Throws what is wrong on our side; everything else is an answer. */
export async function runTurn(
  { agent }: Pick<SlackContext, 'agent'>,
  asked: AgentRequest,
  stream: AnswerStream | undefined,
  stopped: AbortSignal,
): Promise<Turned> {
  let said = '';
  let sinceTools = '';
  const steps = stepsOf(stream);
  try {
    for await (const event of agent.stream(asked)) {
      if (event.type === 'text') {
        said += event.delta;
        sinceTools += event.delta;
        stream?.say(event.delta);
      } else if (event.type === 'answer') {
        steps.end();
        const answer = stopped.aborted ? stoppedAnswer(event.answer, sinceTools) : event.answer;
        return { answer, ...restOf(answer.text, said, sinceTools) };
      } else {
        sinceTools = '';
        steps.take(event);
      }
    }
    throw new Error('the agent ended without an answer');
  } catch (error) {
    asked.signal?.aborted && !stopped.aborted && asked.signal.throwIfAborted();
    if (!(error instanceof TrellisError) || error.mender === 'us') throw error;
    steps.end();
    const text = stopped.aborted ? stoppedWords : error.message;
    return { answer: plainAnswer(text), unkept: true, ...restOf(text, said, sinceTools) };
  }
}

const stoppedWords = 'Stopped.';

/** What a tool had done before it was stopped is told, and what it filed is shown. */
function stoppedAnswer(answer: AgentAnswer, said: string): AgentAnswer {
  if (answer.partial !== 'turn.aborted') return answer;
  return { ...answer, text: [said.trim(), stoppedWords].filter(Boolean).join('\n\n') };
}

function plainAnswer(text: string): AgentAnswer {
  const nothing = { toolCalls: [], changes: [], citations: [], findings: [], tainted: [] };
  return { text, model: interpreterName, ...nothing };
}

/** What of the answer is still to be shown, where what was shown is how it begins. */
function restOf(text: string, said: string, sinceTools: string): { rest?: string } {
  const whole = text.trim();
  if (said.trim() !== '' && said.trim().endsWith(whole)) return { rest: '' };
  const begun = sinceTools.trim();
  if (!whole.startsWith(begun)) return {};
  const rest = whole.slice(begun.length);
  return { rest: begun === '' ? rest : `\n${rest.trimStart()}` };
}

/** Tells of each call of a tool that it began and how it ended. */
function stepsOf(stream: AnswerStream | undefined) {
  const open: { id: string; name: string }[] = [];
  let count = 0;
  const end = (step: { id: string; name: string }, status: 'complete' | 'error') => {
    open.splice(open.indexOf(step), 1);
    stream?.step(step.id, titleOf(step.name), status);
  };
  return {
    take(event: Exclude<AgentEvent, { type: 'text' | 'answer' }>) {
      if (event.type === 'tool-call') {
        const step = { id: `step-${++count}`, name: event.name };
        open.push(step);
        stream?.step(step.id, titleOf(step.name), 'in_progress');
        return;
      }
      const step = open.find(({ name }) => name === event.name);
      const failed = (Object(event.output) as { error?: unknown }).error !== undefined;
      if (step) end(step, failed ? 'error' : 'complete');
    },
    end: () => {
      for (const step of [...open]) end(step, 'error');
    },
  };
}

function titleOf(tool: string): string {
  return stepWords[tool] ?? 'Working';
}
