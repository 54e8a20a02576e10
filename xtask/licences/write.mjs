// Writes `ui/licences.js`: the libraries that stand in the program, out of Cargo's metadata, with the words under which each
// of them may be passed on. With `--check` it only says whether that is current.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const LIST = "ui/licences.js";
/** The systems that the program is made for, one of each kind. */
const TARGETS = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];
const LICENCE_FILE = /^(licen[cs]e|copying|unlicense|notice|copyright)/i;
/** What each licence can be told by. The first that a library allows is the one under which it is passed on. */
const SIGNS = /** @type {const} */ ([
  ["MIT", /Permission is hereby granted, free of charge/],
  ["BSD", /Redistribution and use in source and binary forms/],
  ["ISC", /Permission to use, copy, modify, and\/or distribute/],
  ["Zlib", /This software is provided 'as-is'/],
  ["Apache", /Apache License/],
  ["MPL", /Mozilla Public License/],
  ["Unicode", /UNICODE LICENSE/i],
]);

/** @typedef {{ id: string, name: string, version: string, license: string | null, source: string | null, authors: string[], manifest_path: string }} Package */
/** @typedef {{ libraries: string, licence: string, text: string }} Group libraries under the same words */

/** The packages of other people that stand in the program: what is only needed to build or test it does not. @returns {Package[]} */
function shipped() {
  const platforms = TARGETS.flatMap((target) => ["--filter-platform", target]);
  const printed = execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", ...platforms], { cwd: top, encoding: "utf8", maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "ignore"] });
  const { packages, resolve } = /** @type {{ packages: Package[], resolve: { root: string, nodes: { id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }[] } }} */ (JSON.parse(printed));
  const needs = new Map(resolve.nodes.map(({ id, deps }) => [id, deps.filter((one) => one.dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg)]));
  const found = new Set([resolve.root]);
  for (const id of found) for (const next of needs.get(id) ?? []) found.add(next);
  return packages.filter(({ id, source }) => found.has(id) && source !== null).sort((one, other) => order(label(one), label(other)));
}

const label = (/** @type {Package} */ { name, version }) => `${name} ${version}`;
const order = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : Number(one > other));

/** The licence files that come with a package. @param {Package} one */
function files({ manifest_path: manifest }) {
  const folder = dirname(manifest);
  const names = readdirSync(folder).filter((name) => LICENCE_FILE.test(name) && statSync(join(folder, name)).isFile());
  return names.sort(order).map((name) => readFileSync(join(folder, name), "utf8").replace(/\r\n?/g, "\n").trim());
}

/** The words for a package out of its own files; "" if it brings none. @param {Package} one */
function ownText(one) {
  const texts = files(one);
  // Where several licences hold at once, all their words are needed.
  if (/\bAND\b/.test(one.license ?? "")) return texts.join("\n\n");
  for (const [name, sign] of SIGNS) {
    const fitting = (one.license ?? "").includes(name) ? texts.find((text) => sign.test(text)) : undefined;
    if (fitting) return fitting;
  }
  return texts[0] ?? "";
}

/** @returns {Group[]} */
function groups() {
  const packages = shipped();
  const texts = new Map(packages.map((one) => [one.id, ownText(one)]));
  const mit = [...texts.values()].find((text) => SIGNS[0][1].test(text))?.match(/Permission is hereby granted[\s\S]*/)?.[0] ?? "";
  /** @type {Map<string, { names: string[], licence: string, text: string }>} */
  const groups = new Map();
  for (const one of packages) {
    const licence = one.license ?? "";
    // One without a file says in its manifest what holds; the words are those that everybody uses.
    const text = texts.get(one.id) || (licence.includes("MIT") ? `Copyright (c) ${one.authors.join(", ") || `the authors of ${one.name}`}\n\n${mit}` : common(licence, packages, texts));
    const key = `${licence}\n${text.replace(/\s+/g, " ")}`;
    const group = groups.get(key) ?? { names: [], licence, text };
    group.names.push(label(one));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, licence, text }) => ({ libraries: names.join(", "), licence, text }));
}

/** The words of another package under the same licence. @param {string} licence @param {Package[]} packages @param {Map<string, string>} texts */
function common(licence, packages, texts) {
  const other = packages.find((one) => one.license === licence && texts.get(one.id));
  return (other && texts.get(other.id)) ?? "";
}

/** What the file is to hold. */
export function made() {
  const rows = groups().map((group) => `  ${JSON.stringify(group)},\n`).join("");
  return `// The libraries in the program, and the words under which each may be passed on. Made by \`cargo xtask licences\`.

/** @type {readonly { libraries: string, licence: string, text: string }[]} */
export const licences = [
${rows}];
`;
}

/** Whether the file holds something else. */
export const isStale = () => !existsSync(top + LIST) || readFileSync(top + LIST, "utf8") !== made();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--check")) process.exitCode = isStale() ? 1 : 0;
  else writeFileSync(top + LIST, made());
}
