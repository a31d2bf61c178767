/**
 * What is used of jsdom. Its own types bring the DOM library into every file, as if there were a browser around.
 */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options?: { url?: string });
    readonly window: { document: HtmlDocument; close(): void };
  }
  export interface HtmlNode {
    readonly nodeType: number;
    readonly childNodes: Iterable<HtmlNode>;
    textContent: string;
    remove(): void;
  }
  export interface HtmlElement extends HtmlNode {
    readonly tagName: string;
    readonly children: Iterable<HtmlElement>;
    readonly attributes: Iterable<{ name: string; value: string }>;
    readonly parentElement: HtmlElement | null;
    innerHTML: string;
    getAttribute(name: string): string | null;
    setAttribute(name: string, value: string): void;
    removeAttribute(name: string): void;
    hasAttribute(name: string): boolean;
    replaceWith(...nodes: (HtmlNode | string)[]): void;
    querySelector(selector: string): HtmlElement | null;
    querySelectorAll(selector: string): Iterable<HtmlElement>;
    cloneNode(deep: boolean): HtmlElement;
  }
  export interface HtmlDocument extends HtmlElement {
    readonly documentElement: HtmlElement;
    readonly body: HtmlElement | null;
    readonly title: string;
  }
}
