import { calendarRows } from '../engine/backtest/simulate/calendar.ts';
import type { CardDesk } from '../integrations/slack/cards/card-desk.ts';
import type { Installation } from './installation.ts';
import { simulateChange } from './simulation.ts';

/** So many leads and days are read in a message. */
const asked = { sample: 3, days: 30, behaviour: 'usual', bodies: false } as const;

/** What the buttons of a card do besides settling it. */
export function createCardDesk(
  installation: Pick<Installation, 'db' | 'clock' | 'engine' | 'changes' | 'email' | 'services'>,
): CardDesk {
  const { engine, services } = installation;
  return {
    program: () => engine.program(),
    sendTest: services.sendTest,
    simulate: async (change, signal) => {
      const { leads, halted } = await simulateChange(installation, change, asked, signal);
      return {
        days: asked.days,
        halted,
        leads: leads.map(({ name, proposed, base }) => ({
          name,
          entries: calendarRows(proposed, base).map(({ on, entry }) => {
            const { at, words, subject, problem } = entry;
            return { at, on, words, ...(subject && { subject }), ...(problem && { problem }) };
          }),
        })),
      };
    },
  };
}
