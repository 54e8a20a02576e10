// Dialogs that several files open in the same way; each gives what leaves them again.

/** @import { App } from "./app.mjs" */

/** What the chat that is shown has cost. @param {App} app */
export async function chatUsage(app) {
  await app.page.click("button", "Chat actions");
  await app.page.click("menuitem", "Usage…");
  await app.page.find("dialog", "Usage of this chat");
  return () => app.page.closeLayer();
}

/** A message that costs more than the limits, and the question that it brings. @param {App} app @param {string[]} limits @param {string} title */
export async function overLimits(app, limits, title) {
  const set = (/** @type {number | null} */ limit) => app.page.run("return window.__TAURI__.core.invoke('update_settings', { change: arguments[0] })", Object.fromEntries(limits.map((name) => [name, limit])));
  await set(1);
  await app.page.send("Over it");
  await app.page.find("dialog", title);
  return async () => {
    await app.page.click("button", "Cancel");
    await app.page.isGone("dialog", null);
    await set(null);
    await app.page.fill("textbox", "Message", " ");
  };
}

/** The question before a vendor is verified. @param {App} app */
export async function verify(app) {
  await app.page.newChat();
  await app.page.choose("claude-sonnet-4-20250514", "anthropic");
  await app.page.ask("/sign");
  await app.page.click("button", /^Evidence: vendor not confirmed/);
  await app.page.click("button", "Verify this vendor");
  await app.page.find("dialog", "Verify that anthropic served this?");
  return () => app.page.closeLayer();
}
