// Makes the children of an element stand for a list of values: what stands for the same value stays, with focus and
// selection; only what is new is made, and only what is gone is taken away.

/**
 * @template V
 * @template {HTMLElement} E
 * @param {Element} parent
 * @param {readonly V[]} values
 * @param {(value: V) => string} keyOf unique in the list
 * @param {(value: V) => E} make
 * @param {(element: E, value: V) => void} [update] what stays
 */
export function showKeyed(parent, values, keyOf, make, update = () => {}) {
  const there = new Map(Array.from(parent.children, (child) => [/** @type {E} */ (child).dataset.key, /** @type {E} */ (child)]));
  const wanted = new Set(values.map(keyOf));
  for (const [key, child] of there) if (key === undefined || !wanted.has(key)) child.remove();
  let next = parent.firstElementChild;
  for (const value of values) {
    const key = keyOf(value);
    const child = there.get(key) ?? make(value);
    if (!there.has(key)) child.dataset.key = key;
    else update(child, value);
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}
