// What the page takes from CodeMirror; the rest is left out of the bundle.
export {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
export {
  defaultKeymap,
  history,
  historyKeymap,
} from "@codemirror/commands";
export {
  HighlightStyle,
  LanguageSupport,
  bracketMatching,
  ensureSyntaxTree,
  foldEffect,
  foldGutter,
  foldKeymap,
  foldable,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
export { lintGutter, lintKeymap, linter, setDiagnostics } from "@codemirror/lint";
export { EditorState } from "@codemirror/state";
export {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
export { styleTags, tags } from "@lezer/highlight";
export { SparqlLanguage } from "codemirror-lang-sparql";
