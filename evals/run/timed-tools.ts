import type { Tool } from '../../tools/tool.ts';

/** The same tools, told how many milliseconds each call took. */
export function timedTools(tools: readonly Tool[], took: (ms: number) => void): Tool[] {
  return tools.map((tool) => ({
    ...tool,
    async run(input, context) {
      const began = performance.now();
      try {
        return await tool.run(input, context);
      } finally {
        took(performance.now() - began);
      }
    },
  }));
}
