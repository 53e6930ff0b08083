// What the scripts of the explorer find in the page: vis-network, as pyvis brings it.
declare const vis: any;
declare var newsKg: any;

// An element asked for by its id is whatever kind the page says it is.
interface Document {
  getElementById(id: string): any;
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
