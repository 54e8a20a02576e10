// Which rows of a list are selected, as files in a file manager are: one more, all between two, all. Pure but for what it
// holds; it knows ids only.

export class Selection {
  /** @type {Set<string>} */
  ids = new Set();
  /** Where a range begins. */
  #anchor = '';

  get count() {
    return this.ids.size;
  }

  clear() {
    this.begin('');
  }

  /** Where somebody went without a modifier: nothing is selected, and a range begins here. @param {string} id */
  begin(id) {
    this.ids = new Set();
    this.#anchor = id;
  }

  /** One more, or one less. @param {string} id */
  toggle(id) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = id;
  }

  /**
   * All from where the range begins to a row, and nothing else.
   * @param {readonly string[]} order of the rows
   * @param {string} id
   * @param {string} start where it begins if nothing was clicked before
   */
  extend(order, id, start) {
    if (!order.includes(this.#anchor)) this.#anchor = start;
    const [one, other] = [order.indexOf(this.#anchor), order.indexOf(id)];
    if (one < 0 || other < 0) return;
    this.ids = new Set(order.slice(Math.min(one, other), Math.max(one, other) + 1));
  }

  /** @param {Iterable<string>} ids */
  choose(ids) {
    this.ids = new Set(ids);
  }

  /** What a command on a row is about: the selection if the row is in it, else the row alone. @param {string} id @returns {string[]} */
  around(id) {
    return this.ids.has(id) ? [...this.ids] : [id];
  }
}
