/** The same response; `done` is called once, when its body was read to the end, failed, or was let go. */
export function whenBodyEnds(response: Response, done: () => void): Response {
  const { body, status, statusText, headers } = response;
  if (!body) {
    done();
    return response;
  }
  const reader = body.getReader();
  let isDone = false;
  const end = () => {
    if (isDone) return;
    isDone = true;
    done();
  };
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done: isLast } = await reader.read();
          if (!isLast) return controller.enqueue(value);
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      cancel(reason) {
        end();
        return reader.cancel(reason);
      },
    },
    // Nothing is read ahead of the client.
    { highWaterMark: 0 },
  );
  return new Response(watched, { status, statusText, headers });
}
