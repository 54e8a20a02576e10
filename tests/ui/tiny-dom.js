// As much of a document as `prose-tree.js` touches, and a parser for the balanced HTML that patches carry.
// For tests in Node only; the real thing is tried in the window (`tests/e2e`).

class TinyNode {
  constructor(nodeType, nodeName) {
    this.nodeType = nodeType;
    this.nodeName = nodeName;
    this.childNodes = [];
    this.parentNode = null;
    this.ownerDocument = document;
  }
  get firstChild() { return this.childNodes[0] ?? null; }
  get lastChild() { return this.childNodes.at(-1) ?? null; }
  get textContent() { return this.childNodes.map((node) => node.textContent).join(''); }
  get children() { return this.childNodes.filter((node) => node.nodeType === 1); }
  #sibling(step) { return this.parentNode?.childNodes[this.parentNode.childNodes.indexOf(this) + step] ?? null; }
  get nextSibling() { return this.#sibling(1); }
  get previousSibling() { return this.parentNode?.childNodes.indexOf(this) ? this.#sibling(-1) : null; }
  append(...nodes) { for (const node of nodes) this.insertBefore(node, null); }
  insertBefore(node, reference) {
    const nodes = node.nodeType === 11 ? [...node.childNodes] : [node];
    for (const one of nodes) {
      one.remove();
      const at = reference ? this.childNodes.indexOf(reference) : this.childNodes.length;
      if (at < 0) throw new Error('reference is not a child');
      this.childNodes.splice(at, 0, one);
      one.parentNode = this;
      touched.add(one);
    }
    return node;
  }
  replaceChild(node, old) { this.insertBefore(node, old); old.remove(); return old; }
  before(node) { this.parentNode.insertBefore(node, this); }
  replaceWith(node) { this.parentNode.insertBefore(node, this); this.remove(); }
  remove() {
    const nodes = this.parentNode?.childNodes;
    if (!nodes) return;
    nodes.splice(nodes.indexOf(this), 1);
    this.parentNode = null;
  }
}

class TinyText extends TinyNode {
  constructor(data) { super(3, '#text'); this.data = data; }
  get textContent() { return this.data; }
  appendData(more) { this.data += more; touched.add(this); }
}

class TinyElement extends TinyNode {
  constructor(name, attributes = []) { super(1, name.toUpperCase()); this.attributes = attributes; }
  getAttribute(name) { return this.attributes.find((one) => one.name === name)?.value ?? null; }
  /** Of children only, by one class. */
  querySelectorAll(selector) { return this.children.filter((child) => `.${child.getAttribute('class')}` === selector); }
  hasAttribute(name) { return this.getAttribute(name) !== null; }
  setAttribute(name, value) { this.removeAttribute(name); this.attributes.push({ name, value }); touched.add(this); }
  removeAttribute(name) { this.attributes = this.attributes.filter((one) => one.name !== name); }
}

/** Nodes that were put in or changed since it was last cleared. */
export const touched = new Set();

export const document = {
  createElement: (name) => element(name),
  createComment: () => new TinyNode(8, '#comment'),
  createDocumentFragment: () => new TinyNode(11, '#document-fragment'),
};

/** @returns {any} */
export const element = (name) => new TinyElement(name);

const voids = new Set(['area', 'br', 'hr', 'img', 'input']);
const references = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': '\u00a0', '&amp;': '&' };

/** @param {string} text */
const decoded = (text) => text.replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (reference) => references[reference]);

/** @param {string} html balanced, attributes in double quotes, comments only as `<!---->`, the references that Rust writes */
export function parse(html) {
  const fragment = document.createDocumentFragment();
  const open = [fragment];
  for (const [, comment, close, name, attributes, text] of html.matchAll(/(<!---->)|<(\/?)([a-z0-9]+)((?: [\w:-]+(?:="[^"]*")?)*)>|([^<]+)/gi)) {
    if (comment) open.at(-1).append(document.createComment());
    else if (text) open.at(-1).append(new TinyText(decoded(text)));
    else if (close) {
      if (!voids.has(name)) open.pop();
    }
    else {
      const created = new TinyElement(name, [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => ({ name: key, value: decoded(value ?? '') })));
      open.at(-1).append(created);
      if (!voids.has(name)) open.push(created);
    }
  }
  return fragment;
}

/** The HTML of a node's children, without comments. */
export function serialize(node) {
  return node.childNodes.map((child) => {
    if (child.nodeType === 3) return child.data;
    if (child.nodeType === 8) return '';
    const name = child.nodeName.toLowerCase();
    const attributes = [...child.attributes].sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => ` ${one.name}="${one.value}"`).join('');
    return `<${name}${attributes}>${serialize(child)}</${name}>`;
  }).join('');
}
