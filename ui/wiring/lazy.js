// An element that is imported and built when it is first opened, so that it costs the start nothing.

/** @template {HTMLElement} T */
export class Lazy {
  /** The element, once it was built. @type {T | null} */
  made = null;
  /** @type {Promise<T> | null} */
  #making = null;

  /** @param {() => Promise<new () => T>} load */
  constructor(load) {
    this.load = load;
  }

  /** Builds it, or gives the one that was built. */
  make() {
    this.#making ??= this.load().then((Type) => {
      const element = new Type();
      document.body.append(element);
      return (this.made = element);
    });
    return this.#making;
  }
}
