// What the window test of attacks knows: the corpus, how to put many attacks into one answer, and a watch over the page
// that sees every element as it comes, also those that a streamed answer shows only for a moment.

import { readFileSync } from "node:fs";

const CORPUS = new URL("../../../src-tauri/markdown/tests/fixtures/markdown/hostile.json", import.meta.url);

/** @typedef {{ name: string, markdown: string }} Attack */

/** Every attack, with what would be asked of a stranger's host turned to a server that counts. @param {string} origin @returns {Attack[]} */
export function attacks(origin) {
  const all = /** @type {Attack[]} */ (JSON.parse(readFileSync(CORPUS, "utf8")));
  const host = origin.replace("http:", "");
  return all.map(({ name, markdown }) => ({
    name,
    markdown: markdown.replaceAll(/https?:\/\/(www\.)?evil\.example/gi, origin).replaceAll("//evil.example", host),
  }));
}

/** The line that stands between two attacks in one answer. @param {number} n */
export const mark = (n) => `Attack ${n} is over.`;

/** Many attacks in one text, each kept from swallowing the next one. @param {Attack[]} all */
export function together(all) {
  return all.map(({ markdown }, n) => `${closed(markdown)}\n\n${mark(n)}\n\n`).join("");
}

/** Ends what an attack left open: a fence, a formula, a block of raw HTML. @param {string} markdown */
function closed(markdown) {
  let fence = "";
  let isNested = false;
  for (const line of markdown.split("\n")) {
    const [, inside = "", run = ""] = line.match(/^ {0,3}((?:[-*+] +|\d+[.)] +|> ?)*)(`{3,}(?=[^`]*$)|~{3,})/) ?? [];
    if (fence === "") [fence, isNested] = [run, inside !== ""];
    else if (run.startsWith(fence) && line.trim().endsWith(run)) fence = "";
  }
  // A fence in an item or a quotation ends with it.
  if (isNested) fence = "";
  const isOdd = (/** @type {RegExp} */ part) => (markdown.match(part) ?? []).length % 2 === 1;
  const formula = isOdd(/\$\$/g) ? "\n$$" : /\\\[/.test(markdown) && !/\\\]/.test(markdown) ? "\n\\]" : "";
  return `${markdown}${fence ? `\n${fence}` : formula}\n\n</script></style></textarea></pre>-->?>]]>`;
}

/** Runs in the page: keeps everything that must not be there in `window.__found`, from now on. */
export const WATCH = `
  const forbidden = 'script, iframe, frame, object, embed, applet, link, meta, base, style, title, video, audio, source, track, picture, ' +
    'portal, foreignObject, animate, animateMotion, animateTransform, set, image, feImage, mglyph, annotation-xml, maction';
  const controls = 'form, textarea, select, input:not(.check)';
  const places = 'dialog, chat-composer, onboarding-screen, key-form, gateway-form, settings-keys, search-palette, route-picker';
  const names = /^(class|href|title|rel|id|start|type|disabled|checked|scope|tabindex|role|hidden|align|datetime|for|name|open|aria-[a-z]+|data-[a-z-]+)$/;
  const handlers = /^on|^srcdoc$|^src$|^srcset$|^action$|^formaction$|^ping$|^poster$|^background$|^xlink:|^xml:base$/i;
  const found = window.__found = [];
  const policy = window.__policy = [];
  document.addEventListener('securitypolicyviolation', (event) => policy.push(event.violatedDirective + ' ' + event.blockedURI));
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => (window.__ran = name);
  window.addEventListener('beforeunload', () => (window.__ran = 'unload'));
  const look = (element) => {
    const inProse = element.closest('.prose, .think, .you, .note, .outcome, file-chip') !== null;
    if ((element.matches(forbidden) && !element.closest('head')) || (element.matches(controls) && (inProse || !element.closest(places)))) found.push('element ' + element.outerHTML.slice(0, 200));
    for (const { name, value } of element.attributes) {
      const isOwn = element.matches('img') && /^(data|blob):/.test(value);
      if (handlers.test(name) && !isOwn) found.push('attribute ' + name + ' of ' + element.outerHTML.slice(0, 200));
      if (name === 'href' && !/^(https?:|mailto:|#)/.test(value)) found.push('address ' + value.slice(0, 200));
      if (!inProse || (name === 'dir' && /^(ltr|rtl)$/.test(value))) continue;
      if (name === 'style' && !/^((table-layout|(min-)?width|height|--from|--lines|--rows): ?[^;:()]*;? ?)+$/.test(value) && element.namespaceURI.endsWith('xhtml')) found.push('style ' + value.slice(0, 200));
      if (/url\\(|expression|javascript:/i.test(name === 'style' ? value : '')) found.push('style ' + value.slice(0, 200));
      if (name !== 'style' && element.namespaceURI.endsWith('xhtml') && !names.test(name) && !isOwn && !element.matches('img, button, figure')) found.push('attribute ' + name + ' of ' + element.outerHTML.slice(0, 200));
    }
  };
  const lookBelow = (node) => {
    if (node.nodeType !== 1) return;
    look(node);
    for (const element of node.querySelectorAll('*')) look(element);
  };
  window.__lookAgain = () => lookBelow(document.body);
  new MutationObserver((records) => { for (const record of records) for (const node of record.addedNodes) lookBelow(node); })
    .observe(document.documentElement, { childList: true, subtree: true });
`;

/** Runs in the page: what the watch has found so far. */
export const REPORT = `
  window.__lookAgain();
  return { found: window.__found.slice(0, 5), policy: window.__policy.slice(0, 5), ran: window.__ran ?? null, pwned: window.pwned ?? null,
    location: location.href, title: document.title, isVisible: document.body.getClientRects().length > 0 };
`;
