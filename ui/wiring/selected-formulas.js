// Formulas that are selected look so: the web view paints no selection behind MathML, and its letters grey.
// Invariant: nothing is looked for while nothing is selected.

const mark = 'is-selected';

/** @param {Document} document */
export function markSelectedFormulas(document) {
  let isAsked = false;
  let areMarked = false;
  document.addEventListener('selectionchange', () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      const selection = document.getSelection();
      const range = selection && !selection.isCollapsed && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
      if (!range && !areMarked) return;
      areMarked = range !== null;
      for (const formula of document.querySelectorAll('.prose .tex')) formula.classList.toggle(mark, range?.intersectsNode(formula) ?? false);
    });
  });
}
