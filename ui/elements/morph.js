// Makes nodes equal to others while keeping what is the same, so that a selection survives and little is painted anew.
// Used on the tail of a streaming answer, which is small; `prose-tree.js` says where.

/**
 * Makes the siblings from `first` up to `end` equal to the children of `fresh`, touching as little as it can.
 * @param {Node} parent
 * @param {ChildNode | null} first
 * @param {ChildNode | null} end
 * @param {Node} fresh
 */
export function morph(parent, first, end, fresh) {
  let old = first;
  let next = fresh.firstChild;
  while (next) {
    const following = next.nextSibling;
    if (next.nodeType === 8 || old === end || old === null) {
      parent.insertBefore(next, old);
    } else {
      /** @type {ChildNode | null} */
      const after = old.nextSibling;
      if (isAlike(old, next)) update(old, next);
      else parent.replaceChild(next, old);
      old = after;
    }
    next = following;
  }
  while (old && old !== end) {
    /** @type {ChildNode | null} */
    const after = old.nextSibling;
    old.remove();
    old = after;
  }
}

/** @param {Node} a @param {Node} b */
function isAlike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.nodeType !== 8;
}

/** @param {ChildNode} old @param {ChildNode} next */
function update(old, next) {
  if (old.nodeType === 3) updateText(/** @type {Text} */ (old), /** @type {Text} */ (next).data);
  if (old.nodeType !== 1) return;
  updateAttributes(/** @type {Element} */ (old), /** @type {Element} */ (next));
  morph(old, old.firstChild, null, next);
}

/** Appends where it can, so that a selection in the text survives. @param {Text} text @param {string} data */
function updateText(text, data) {
  if (text.data === data) return;
  if (data.startsWith(text.data)) text.appendData(data.slice(text.data.length));
  else text.data = data;
}

/** @param {Element} old @param {Element} next */
function updateAttributes(old, next) {
  for (const { name, value } of Array.from(next.attributes)) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.attributes.length === next.attributes.length) return;
  for (const { name } of Array.from(old.attributes)) {
    if (name !== 'data-caret' && !next.hasAttribute(name)) old.removeAttribute(name);
  }
}
