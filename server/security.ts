/** Pages load nothing but our own files and run no inline script; nobody may frame them. */
export const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  frameSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * For a rendered email shown in the console: no script, no forms, nothing from the network, so that looking at an
 * email opens no tracking pixel. Its links open in a new tab. Sandboxed even when opened outside its frame.
 */
export const emailSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "frame-ancestors 'self'",
  "base-uri 'none'",
].join('; ');

/** For a report that is opened from here: its own style, and nothing else from anywhere. */
export const reportSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
