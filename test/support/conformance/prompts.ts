import {
  acceptedContent,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { formOf, image, resource, text } from './samples.ts';

const said = <C>(...content: C[]) => ({
  messages: content.map((one) => ({ role: 'user' as const, content: one })),
});

/** The prompts that the suite gets. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt(
    'test_simple_prompt',
    { title: 'Simple', description: 'Without arguments' },
    async () => said(text('This is a simple prompt for testing.')),
  );
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      title: 'With arguments',
      description: 'With two arguments',
      argsSchema: z.object({ arg1: z.string().describe('First'), arg2: z.string().describe('Second') }),
    },
    async ({ arg1, arg2 }) => said(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    {
      title: 'With a resource',
      description: 'With a resource in it',
      argsSchema: z.object({ resourceUri: z.string().describe('Of the resource') }),
    },
    async ({ resourceUri }) =>
      said<object>(
        resource(resourceUri, 'text/plain', 'Embedded resource content for testing.'),
        text('Please process the embedded resource above.'),
      ) as never,
  );
  server.registerPrompt(
    'test_prompt_with_image',
    { title: 'With an image', description: 'With an image in it' },
    async () => said<object>(image, text('Please analyze the image above.')) as never,
  );
  // Without arguments the context is the first thing that it is called with.
  const asking = async (context: unknown) => {
    const { inputResponses } = (context as ServerContext).mcpReq;
    const given = acceptedContent<{ context: string }>(inputResponses, 'user_context')?.context;
    if (typeof given === 'string') return said(text(`Use the following context: ${given}`));
    const message = 'What context should the prompt use?';
    const user_context = inputRequired.elicit({ message, requestedSchema: formOf('context') });
    return inputRequired({ inputRequests: { user_context } });
  };
  server.registerPrompt(
    'test_input_required_result_prompt',
    { title: 'Asking', description: 'Asks first' },
    asking as never,
  );
}
