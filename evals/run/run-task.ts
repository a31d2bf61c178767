import { createAgent } from '../../agent/agent.ts';
import { createConversations } from '../../agent/conversations.ts';
import { createMemories } from '../../agent/memories/store.ts';
import type { Models } from '../../agent/models/types.ts';
import type { AgentAnswer } from '../../agent/types.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Program } from '../../engine/program/schema.ts';
import type { Change, Person } from '../../engine/runtime/changes/types.ts';
import { tools } from '../../tools/registry.ts';
import type { Task } from '../task.ts';
import { people, rolesOf, type World, worldNow } from '../world.ts';
import { timedTools } from './timed-tools.ts';
import { readUsage, type Usage } from './usage.ts';

export interface TurnRun {
  /** Absent when the turn failed as a whole; `fault` has the code of why. */
  answer?: AgentAnswer;
  fault?: string;
  /** Milliseconds, from the question to the answer. */
  ms: number;
  /** Of these in tools; those that ran at once count once each. */
  toolMs: number;
  /** Whether the turn filed a change or halted anything. */
  did: boolean;
}

/** What became of a task: its turns, and the state after the last. */
export interface TaskRun {
  turns: TurnRun[];
  /** Open changes that were filed, in the order in which they were. */
  changes: Change[];
  /** Targets, sorted. */
  halts: string[];
  /** In force all the while. */
  program: Program;
  usage: Usage;
}

/** Holds the conversation of a task with the agent over these models. Nothing of it is left in the world. */
export function runTask(world: World, task: Task, models: Models): Promise<TaskRun> {
  return world.apart(async () => {
    const { db, engine, changes, services } = world.installation;
    const person: Person = { ...people[task.as], role: task.role ?? rolesOf[task.as] };
    await db.query('update people set role = $2 where id = $1', [person.id, person.role]);
    let toolMs = 0;
    const agent = createAgent({
      models,
      tools: timedTools(tools, (ms) => {
        toolMs += ms;
      }),
      services,
      conversations: createConversations(db),
      memories: createMemories(db),
      // As many as a scripted model needs for the calls of a turn.
      limits: { maxSteps: 10 },
    });
    const known = new Set((await changes.list({ limit: 200 })).map(({ id }) => id));
    const filedNow = async () =>
      (await changes.list({ status: 'proposed', limit: 200 })).filter(({ id }) => !known.has(id));
    const halted = async () => (await engine.halts()).map(({ target }) => target).sort();

    const turns: TurnRun[] = [];
    let before = { filed: 0, halts: 0 };
    for (const { say } of task.turns) {
      toolMs = 0;
      const began = performance.now();
      const said = await agent
        .answer({ person, via: 'console', place: 'console', inPerson: true, text: say, now: worldNow })
        .then((answer) => ({ answer }), faultOf);
      const ms = performance.now() - began;
      const after = { filed: (await filedNow()).length, halts: (await halted()).length };
      turns.push({
        ...said,
        ms,
        toolMs,
        did: after.filed !== before.filed || after.halts !== before.halts,
      });
      before = after;
    }
    const order = turns.flatMap(({ answer }) => answer?.changes ?? []);
    const filed = (await filedNow()).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return {
      turns,
      changes: filed,
      halts: await halted(),
      program: (await engine.program()).program,
      usage: await readUsage(db),
    };
  });
}

function faultOf(error: unknown): { fault: string } {
  if (error instanceof TrellisError) return { fault: error.code };
  throw error;
}
