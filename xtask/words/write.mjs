// Writes what the program reads its words from: `ui/strings/` and `protocol/src/words.rs`, out of `locales/`. With
// `--check` it only says what is not current.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readSheets } from "./catalogue.mjs";
import { nativeModule } from "./native.mjs";
import { pageModule } from "./page.mjs";

const LANGUAGE = "en";
const NATIVE = "src-tauri/protocol/src/words.rs";
const top = fileURLToPath(new URL("../../", import.meta.url));

/** Path → contents of every file that is generated. */
export function generated() {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const sheet of readSheets(`${top}locales/${LANGUAGE}/page`)) {
    files.set(`ui/strings/${LANGUAGE}/${sheet.name}.js`, pageModule(sheet, `locales/${LANGUAGE}/page/${sheet.name}.ftl`));
  }
  const native = `locales/${LANGUAGE}/native`;
  files.set(NATIVE, nativeModule(readSheets(top + native), LANGUAGE, `${native}/`));
  return files;
}

/** What stands in the folders of generated files and is not what the catalogue makes. */
export function stale() {
  const wanted = generated();
  const there = readdirSync(`${top}ui/strings/${LANGUAGE}`).map((name) => `ui/strings/${LANGUAGE}/${name}`);
  const gone = there.filter((path) => !wanted.has(path));
  const changed = [...wanted].filter(([path, text]) => contents(path) !== text).map(([path]) => path);
  return { gone, changed };
}

/** @param {string} path */
function contents(path) {
  try {
    return readFileSync(top + path, "utf8");
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${top}ui/strings/${LANGUAGE}`, { recursive: true });
  const { gone, changed } = stale();
  if (process.argv.includes("--check")) {
    process.exitCode = gone.length + changed.length > 0 ? 1 : 0;
  } else {
    for (const path of gone) rmSync(top + path);
    for (const path of changed) writeFileSync(top + path, generated().get(path) ?? "");
  }
  for (const path of [...gone, ...changed]) console.log(path);
}
