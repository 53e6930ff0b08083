// The editor of the query: CodeMirror with SPARQL, in a shadow tree, where it brings its style sheet
// without the page having to allow styles of its own.

import {
  EditorState,
  EditorView,
  HighlightStyle,
  LanguageSupport,
  SparqlLanguage,
  acceptCompletion,
  autocompletion,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  defaultKeymap,
  drawSelection,
  ensureSyntaxTree,
  foldEffect,
  foldGutter,
  foldKeymap,
  foldable,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  keymap,
  lineNumbers,
  lintGutter,
  lintKeymap,
  linter,
  setDiagnostics,
  styleTags,
  syntaxHighlighting,
  tags,
} from "./codemirror.js";
import { entitySource, termSource } from "./completion.js";
import { declaring, undeclared } from "./prefixes.js";

/** The mode gives prefixed names no style. */
const LANGUAGE = SparqlLanguage.configure({
  props: [styleTags({ "Pname_ln Pname_ns": tags.namespace, "A_predicate": tags.keyword })],
});

const THEME = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--stage)", fontSize: "0.9rem",
    minHeight: "var(--editor-least)", maxHeight: "var(--editor-most)" },
  "&.cm-focused": { outline: "none" }, // the page shows it around all of the editor
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--ink)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selection)" },
  ".cm-gutters": { backgroundColor: "var(--stage)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active-line)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", color: "var(--mark-ink)" },
  "&.cm-focused .cm-nonmatchingBracket": { color: "var(--error)", backgroundColor: "transparent" },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--rule)",
    borderRadius: "6px", boxShadow: "0 8px 28px rgb(0 0 0 / .16)", fontFamily: "var(--sans)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "16rem", maxWidth: "min(90vw, 34rem)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.6rem", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--quiet)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "22rem", padding: "0.5rem 0.75rem", fontSize: "0.85rem" },
  ".cm-completionInfo p": { margin: "0.4rem 0 0", color: "var(--quiet)", fontStyle: "italic" },
  ".cm-diagnostic": { padding: "0.35rem 0.7rem", fontSize: "0.87rem" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--error)" },
  ".cm-diagnostic-warning": { borderLeft: "3px solid var(--quiet)" },
  ".cm-lintRange": { backgroundImage: "none", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--error)" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--quiet)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--tint)", border: "none", color: "var(--quiet)" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-word)", fontWeight: "600" },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: [tags.number, tags.integer, tags.float, tags.bool], color: "var(--code-number)" },
  { tag: [tags.url, tags.namespace, tags.typeName], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

/** Declares what known prefixes one uses, at the top, when one types or pastes them. */
function declareUsed(prefixes) {
  return EditorView.updateListener.of(({ docChanged, transactions, view }) => {
    const isTyped = transactions.some((one) => one.isUserEvent("input"));
    if (!docChanged || !isTyped) return;
    const query = view.state.doc.toString();
    const wanted = undeclared(query, prefixes);
    if (wanted.length) {
      // Not inside the update that is going on.
      queueMicrotask(() => {
        if (view.state.doc.toString() === query) view.dispatch({ changes: declaring(query, wanted, prefixes) });
      });
    }
  });
}

/** Typing over a selection: the browser itself would keep the selection's look by an inline style, which
    the page forbids, and complain of it. */
function typedOver(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (empty || event.inputType !== "insertText" || !event.data || view.composing) return false;
  event.preventDefault();
  const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type" });
  const isTaken = view.state.facet(EditorView.inputHandler).some((take) => take(view, from, to, event.data, insert));
  if (!isTaken) view.dispatch(insert());
  return true;
}

/** Where the text stops being SPARQL: { from, to, message }, or null. The engine tells it less exactly. */
function mistake(state) {
  const { doc } = state;
  if (!doc.toString().trim()) return null;
  /** @type {number | null} */
  let at = null;
  ensureSyntaxTree(state, doc.length, 200)?.iterate({
    enter: ({ type, from }) => {
      if (type.isError) at ??= from;
      return at === null;
    },
  });
  if (at === null) return null;
  const rest = doc.sliceString(at);
  const from = at + /^\s*/.exec(rest)[0].length;
  if (from === doc.length) {
    const last = doc.toString().trimEnd().length;
    return { from: Math.max(last - 1, 0), to: last, message: "something is missing behind this" };
  }
  const word = /^(?:[?$:\w.-]+|.)/.exec(doc.sliceString(from))[0];
  return { from, to: from + word.length, message: `${word} is not expected here` };
}

/** The editor inside `place`: `text`, `set(text)`, `fail(problem)`, `show(line, column)`. */
function createEditor(place, { vocabulary, named, onRun, onChange }) {
  const root = place.attachShadow({ mode: "open" });
  let failure = null; // what the server said of the text as it is
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      extensions: [
        lintGutter(),
        lineNumbers(),
        foldGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        autocompletion({
          override: [termSource(vocabulary), entitySource(named)],
          icons: false,
          maxRenderedOptions: 60,
        }),
        keymap.of([
          { key: "Mod-Enter", run: () => (onRun(), true) },
          { key: "Tab", run: acceptCompletion }, // else Tab leaves the editor, as it does everywhere
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        new LanguageSupport(LANGUAGE),
        syntaxHighlighting(COLOURS),
        THEME,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": "Query in SPARQL; Control and Enter run it",
          tabindex: "0",
          spellcheck: "false",
          autocapitalize: "off",
          translate: "no",
        }),
        EditorView.domEventHandlers({ beforeinput: typedOver }),
        declareUsed(vocabulary.prefixes),
        linter(({ state }) => failure ?? whatIsWrong(state), { delay: 700 }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged) return;
          failure = null;
          onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
      foldPrologue(view);
      view.scrollDOM.scrollTop = 0;
    },
    focus: () => view.focus(),
    /** Marks where a problem is, and says where that is: { line, column, message }; null: no problem. */
    fail(problem) {
      if (!problem && !failure) return null;
      const found = problem && spotOf(view.state, problem);
      failure = found ? [{ ...found, severity: "error" }] : null;
      view.dispatch(setDiagnostics(view.state, failure ?? []));
      if (!found) return null;
      view.dispatch({ effects: EditorView.scrollIntoView(found.from, { y: "center" }) });
      const line = view.state.doc.lineAt(found.from);
      return { line: line.number, column: found.from - line.from + 1, message: found.message };
    },
    /** Puts the cursor at a line and a column. */
    show({ line, column }) {
      const { from } = view.state.doc.line(line);
      view.dispatch({ selection: { anchor: from + column - 1 }, scrollIntoView: true });
      view.focus();
    },
  };
}

/** Folds the declarations of prefixes: one wants to see what is asked. */
function foldPrologue(view) {
  const at = /^[ \t]*(?:PREFIX|BASE)\b/im.exec(view.state.doc.toString())?.index;
  if (at === undefined) return;
  const line = view.state.doc.lineAt(at);
  const range = foldable(view.state, line.from, line.to);
  if (range) view.dispatch({ effects: foldEffect.of(range) });
}

function whatIsWrong(state) {
  const found = mistake(state);
  return found ? [{ ...found, severity: "warning" }] : [];
}

/** What to mark of a problem: where the text stops being SPARQL, else where the server says. */
function spotOf(state, { line, column, message }) {
  if (!line) return null;
  const found = mistake(state);
  if (found) return found;
  const { from, to, text } = state.doc.line(Math.min(line, state.doc.lines));
  const before = [...text].slice(0, (column ?? 1) - 1).join("").length; // the server counts characters
  const length = column ? /^\S*/.exec(text.slice(before))[0].length || 1 : to - from;
  return { from: Math.min(from + before, to), to: Math.min(from + before + length, to), message };
}

export { createEditor };
