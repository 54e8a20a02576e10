// What is imported and built when it is first needed, so that it costs the start nothing.

/** @template T */
export class Later {
  /** What was built, if it was. @type {T | null} */
  made = null;
  /** @type {Promise<T> | null} */
  #making = null;

  /** @param {() => Promise<T>} build */
  constructor(build) {
    this.build = build;
  }

  /** Builds it, or gives what was built. */
  make() {
    this.#making ??= this.build().then((built) => (this.made = built));
    return this.#making;
  }
}

/** An element that stands in the page once it is built. @template {HTMLElement} T @extends {Later<T>} */
export class Lazy extends Later {
  /** @param {() => Promise<new () => T>} load */
  constructor(load) {
    super(async () => {
      const Type = await load();
      const element = new Type();
      document.body.append(element);
      return element;
    });
  }
}
