import { Command } from 'commander';
import { version } from '../server/version.ts';
import { addAudit } from './commands/audit.ts';
import { addChanges } from './commands/changes.ts';
import { addChat } from './commands/chat.ts';
import { addDemo } from './commands/demo.ts';
import { addAlerts, addDigests } from './commands/digests.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEval } from './commands/eval.ts';
import { addExperiments } from './commands/experiments/index.ts';
import { addExplain } from './commands/explain.ts';
import { addFeedback } from './commands/feedback.ts';
import { addHalt } from './commands/halt.ts';
import { addHistory } from './commands/history.ts';
import { addImport } from './commands/import.ts';
import { addKeys } from './commands/keys.ts';
import { addLeads } from './commands/leads.ts';
import { addLibrary } from './commands/library/index.ts';
import { addLists } from './commands/lists.ts';
import { addMailbox } from './commands/mailbox.ts';
import { addMcp } from './commands/mcp.ts';
import { addMemory } from './commands/memory.ts';
import { addMigrate } from './commands/migrate.ts';
import { addNotifications } from './commands/notifications.ts';
import { addOpportunities } from './commands/opportunities.ts';
import { addOutbox } from './commands/outbox.ts';
import { addPeople } from './commands/people.ts';
import { addPerformance } from './commands/performance/index.ts';
import { addProgram } from './commands/program.ts';
import { addQuery } from './commands/query.ts';
import { addReplay } from './commands/replay.ts';
import { addReport } from './commands/report.ts';
import { addSlack } from './commands/slack.ts';
import { addStart } from './commands/start.ts';
import { addSuppressions } from './commands/suppressions.ts';
import { addTestSend } from './commands/test-send.ts';
import { addTokens } from './commands/tokens.ts';
import { addUsage } from './commands/usage.ts';
import { addWebhooks } from './commands/webhooks.ts';
import { addWorker } from './commands/worker.ts';
import { createSession } from './session.ts';

/** The command line, one file a command. */
export function createProgram(env: NodeJS.ProcessEnv): Command {
  const program = new Command('trellis')
    .description(
      'An AI teammate for lead nurturing: ask in words, review a change, a deterministic engine executes it.',
    )
    .version(version)
    .exitOverride()
    // A command and those below it have options of the same names: each belongs to the one it follows.
    .enablePositionalOptions()
    .showHelpAfterError('Run `trellis --help` to see what there is.');
  const session = createSession(env);
  for (const add of [
    addStart,
    addWorker,
    addMigrate,
    addChat,
    addMemory,
    addQuery,
    addChanges,
    addProgram,
    addHalt,
    addSuppressions,
    addHistory,
    addTestSend,
    addMailbox,
    addNotifications,
    addMcp,
    addImport,
    addLibrary,
    addLists,
    addPerformance,
    addReport,
    addDigests,
    addAlerts,
    addExperiments,
    addOpportunities,
    addLeads,
    addOutbox,
    addReplay,
    addExplain,
    addAudit,
    addPeople,
    addUsage,
    addKeys,
    addTokens,
    addWebhooks,
    addFeedback,
    addSlack,
    addDemo,
    addDoctor,
  ]) {
    add(program, session);
  }
  // It measures in an installation of its own.
  addEval(program, env);
  return program;
}
