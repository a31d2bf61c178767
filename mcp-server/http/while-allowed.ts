/**
 * The same response; a stream is ended in the place of the first thing that it would tell when `isAllowed` has become
 * false. What is no stream was allowed when it was asked for.
 */
export function whileAllowed(response: Response, isAllowed: () => Promise<boolean>): Response {
  const { body, status, statusText, headers } = response;
  if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) return response;
  const reader = body.getReader();
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await reader.read();
        if (!done && (await isAllowed())) return controller.enqueue(value);
        controller.close();
        if (!done) await reader.cancel();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead of the client.
    { highWaterMark: 0 },
  );
  return new Response(watched, { status, statusText, headers });
}
