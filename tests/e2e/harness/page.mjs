// What a person sees of the page, found by role and accessible name as the contract in ARCHITECTURE.md names them
// ("What automation and assistive technology rely on"), never by class or structure where a name exists.

import { Key } from "selenium-webdriver";
import { until } from "./wait.mjs";

/** Runs in the page: the visible elements of a role whose accessible name fits. */
const FIND = `
  const [role, wanted, isPattern, scope] = arguments;
  const selectors = {
    button: 'button, [role=button], input[type=submit]',
    textbox: 'textarea, [role=textbox], input:not([type]), input[type=text], input[type=password], input[type=url], input[type=search]',
    combobox: '[role=combobox], select',
    option: '[role=option], option',
    radio: 'input[type=radio], [role=radio]',
    checkbox: 'input[type=checkbox], [role=checkbox], [role=switch]',
    link: 'a[href]',
    dialog: 'dialog[open], [role=dialog]',
  };
  const own = (element) => {
    const labels = [element.getAttribute('aria-label')];
    const by = element.getAttribute('aria-labelledby');
    if (by) labels.push(by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
    for (const label of element.labels ?? []) labels.push(label.textContent);
    if (!element.matches('input, textarea, select')) labels.push(element.textContent, element.innerText);
    labels.push(element.title, element.getAttribute('placeholder'));
    return labels.filter(Boolean).map((label) => label.replace(/\\s+/g, ' ').trim());
  };
  const fits = (label) => (isPattern ? new RegExp(wanted, 'u').test(label) : label === wanted);
  const root = scope ?? document;
  return [...root.querySelectorAll(selectors[role] ?? '[role="' + role + '"]')]
    .filter((element) => element.getClientRects().length > 0 || element.closest('label')?.getClientRects().length > 0)
    .filter((element) => wanted === null || own(element).some(fits));
`;

/** Runs in the page: every message as the contract describes it. */
const MESSAGES = `
  return [...document.querySelectorAll('[role=log] article[data-role]')].map((article) => ({
    id: article.closest('[data-id]')?.dataset.id ?? '',
    role: article.dataset.role,
    state: article.dataset.state,
    text: article.innerText,
    prose: article.querySelector('.prose')?.innerText ?? '',
    html: article.querySelector('.prose')?.innerHTML ?? '',
    files: [...article.querySelectorAll('[title], img[alt]')].map((file) => file.title || file.alt),
  }));
`;

/** @typedef {{ id: string, role: string, state: string, text: string, prose: string, html: string, files: string[] }} Message */

/** @param {import("selenium-webdriver").WebDriver} driver */
export function pageOf(driver) {
  /** @param {string} role @param {string | RegExp | null} name @param {import("selenium-webdriver").WebElement} [scope] */
  const all = (role, name, scope) =>
    /** @type {Promise<import("selenium-webdriver").WebElement[]>} */ (
      driver.executeScript(FIND, role, name instanceof RegExp ? name.source : name, name instanceof RegExp, scope ?? null)
    );

  const page = {
    all,

    /** Whether it is on the screen now. @param {string} role @param {string | RegExp | null} name */
    async has(role, name) {
      return (await all(role, name)).length > 0;
    },

    /** Waits for it. @param {string} role @param {string | RegExp | null} name */
    async find(role, name) {
      const found = await until(`${role} ${name ?? ""} on the screen`, async () => (await all(role, name))[0]);
      return found;
    },

    /** @param {string} role @param {string | RegExp | null} name */
    async isGone(role, name) {
      await until(`${role} ${name ?? ""} to be gone`, async () => !(await page.has(role, name)));
    },

    /** Waits until it is there and enabled, and clicks it. @param {string} role @param {string | RegExp | null} name */
    async click(role, name) {
      await until(`${role} ${name} to take a click`, async () => {
        const element = (await all(role, name))[0];
        if (!element || !(await element.isEnabled())) return false;
        await element.click();
        return true;
      });
    },

    /** @param {string} role @param {string | RegExp} name @param {string} text */
    async fill(role, name, text) {
      const field = await page.find(role, name);
      await field.clear();
      await field.sendKeys(text);
    },

    /** The composer. */
    composer: () => page.find("textbox", "Message"),

    /** Types a message and presses Enter. @param {string} text */
    async send(text) {
      await page.fill("textbox", "Message", text);
      await page.press(Key.ENTER);
    },

    /** Presses a key, or a chord, in whatever has the focus. @param {string[]} keys the last one is pressed while the others are held */
    async press(...keys) {
      const actions = driver.actions();
      const held = keys.slice(0, -1);
      for (const key of held) actions.keyDown(key);
      actions.sendKeys(keys.at(-1) ?? "");
      for (const key of held.reverse()) actions.keyUp(key);
      await actions.perform();
    },

    /** @returns {Promise<Message[]>} */
    messages: () => driver.executeScript(MESSAGES),

    /** The newest answer, in whatever state. @returns {Promise<Message | undefined>} */
    async answer() {
      return (await page.messages()).filter((message) => message.role === "assistant").at(-1);
    },

    /** Waits until the newest answer is in a state, and returns it. @param {string} [state] */
    async answered(state = "done", timeoutMs = 20_000) {
      let last;
      try {
        return await until(`an answer that is ${state}`, async () => {
          last = await page.answer();
          return last?.state === state && last;
        }, { timeoutMs });
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}; the newest answer: ${JSON.stringify(last)?.slice(0, 800)}`, { cause: error });
      }
    },

    /** Waits until the newest answer holds some text while it is still being written. @param {number} [length] */
    streaming: (length = 1) =>
      until("an answer that is being written, with text", async () => {
        const answer = await page.answer();
        return answer?.state === "streaming" && answer.prose.trim().length >= length && answer;
      }),

    /** Sends a message and waits for its whole answer. @param {string} text */
    async ask(text) {
      // Not by their number: of many messages only those near what is seen stand in the document.
      const before = (await page.messages()).at(-1)?.id;
      await page.send(text);
      await until("the question in the transcript", async () => (await page.messages()).at(-1)?.id !== before);
      return page.answered();
    },

    /** The words of a visible failure that fit, once there is one. @param {RegExp} [words] @returns {Promise<string>} */
    alert: (words = /\S/) =>
      until(`an alert that says ${words}`, async () => {
        const alerts = await page.all("alert", null);
        for (const alert of alerts) {
          // What is laid out, as `innerText` has it: the driver's own text leaves out words that CSS could have cut.
          const text = /** @type {string} */ (await driver.executeScript("return arguments[0].innerText", alert));
          if (words.test(text)) return text;
        }
        return "";
      }),

    /** The model and vendor that the header's button carries, such as `gpt-4o, auto`. @returns {Promise<string>} */
    async route() {
      const button = await page.find("button", /^Model and vendor:/);
      return (await button.getAttribute("aria-label")).replace(/^Model and vendor:\s*/, "");
    },

    /** @param {string} route */
    hasRoute: (route) => until(`the header to say ${route}`, async () => (await page.route()) === route),

    /** Chooses in the picker: types the model id, and a vendor if one is given. @param {string} model @param {string} [vendor] */
    async choose(model, vendor) {
      await page.click("button", /^Model and vendor:/);
      await page.find("dialog", null);
      await driver.switchTo().activeElement().sendKeys(model);
      const typed = (await all("option", new RegExp(`Use .${escaped(model)}. as typed`)))[0];
      if (typed) await typed.click();
      const row = vendor && (await all("option", new RegExp(`(^|\\s)${escaped(vendor)}(\\s|$)`)))[0];
      // In a narrow window few vendors are in view, and the driver does not scroll to all others.
      if (row) await driver.executeScript("arguments[0].scrollIntoView({ block: 'nearest' }); arguments[0].click()", row);
      else if (vendor) await (await page.find("textbox", "Another vendor")).sendKeys(vendor, Key.ENTER);
      else await page.press(Key.ENTER);
      await page.isGone("dialog", null);
    },

    /** Opens a panel of the settings. @param {string} panel */
    async openSettings(panel) {
      // In a narrow window the button is in the drawer.
      if (!(await page.has("button", /^Settings/))) await page.click("button", /^Show sidebar/);
      await page.click("button", /^Settings/);
      await page.click("button", panel);
    },

    async closeLayer() {
      await page.press(Key.ESCAPE);
      await page.isGone("dialog", null);
    },

    /** Begins a new chat and waits until the transcript is empty. */
    async newChat() {
      // In a narrow window the button is in the drawer.
      if (!(await page.has("button", /^New chat(?! from)/))) await page.click("button", /^Show sidebar/);
      await page.click("button", /^New chat(?! from)/);
      await until("an empty transcript", async () => (await page.messages()).length === 0);
    },

    /** Names of the files in the composer, in order. @returns {Promise<string[]>} */
    chips: () =>
      driver.executeScript(
        "return [...document.querySelectorAll('[aria-label^=\"Remove \"]')].map((b) => b.getAttribute('aria-label').slice(7))",
      ),

    /** Waits until these files stand in the composer and none is being prepared any more. @param {string[]} names */
    async hasChips(names) {
      await until(`the files ${names.join(", ")} in the composer`, async () => {
        const isPreparing = await driver.executeScript("return document.querySelector('[aria-label^=\"Preparing \"]') !== null");
        const chips = await page.chips();
        return !isPreparing && JSON.stringify([...chips].sort()) === JSON.stringify([...names].sort());
      });
    },

    /** @template T @param {string} body the text of a function @param {unknown[]} args @returns {Promise<T>} */
    run: (body, ...args) => /** @type {Promise<T>} */ (driver.executeScript(body, ...args)),
  };
  return page;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
