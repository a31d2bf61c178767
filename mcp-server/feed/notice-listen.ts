import type { Transport } from '@modelcontextprotocol/server';

/**
 * The same transport; `listened` is called when the client first asks to be told of changes. In the modern era such a
 * request is answered before it comes to a server instance, so that an instance never learns of it.
 */
export function noticeListen(transport: Transport, listened: () => void): Transport {
  const noticing: Transport = {
    start: () => {
      transport.onmessage = (message, extra) => {
        if ('method' in message && message.method === 'subscriptions/listen') listened();
        noticing.onmessage?.(message, extra);
      };
      transport.onclose = () => noticing.onclose?.();
      transport.onerror = (error) => noticing.onerror?.(error);
      return transport.start();
    },
    send: (message, options) => transport.send(message, options),
    close: () => transport.close(),
  };
  return noticing;
}
