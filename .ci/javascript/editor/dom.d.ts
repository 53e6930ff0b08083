// kg/explorer/assets/core/dom.js, as the server hands it out: with exports.
export const TYPE_COLOURS: Set<string>;
export function make(tag: string, attributes?: any, ...content: any[]): any;
export function words(text: string): HTMLElement;
export function direction(text: string): "ltr" | "rtl";
export function svg(tag: string, attributes: any, ...content: any[]): SVGElement;
export function plural(count: number, one: string, many: string): string;
export function isWebAddress(text: string | null): boolean;
