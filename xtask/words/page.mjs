// Writes one sheet of the catalogue as a module of the page: plain strings, and functions where something is put in. The
// page parses nothing and loads no library; plurals and figures are the web view's own (Intl).

import { treeOf } from "./catalogue.mjs";

/** @import { Choice, Message, Part, Sheet, Tree, Variable } from "./catalogue.mjs" */

/** @param {Sheet} sheet @param {string} from the file, as it is named in the module */
export function pageModule(sheet, from) {
  /** @type {Map<string, string>} */
  const types = new Map();
  const body = [...treeOf(sheet)].map(([name, branch]) => `export const ${name} = ${value(branch, "", types)};`).join("\n\n");
  const used = ["figure", "plural"].filter((name) => new RegExp(`\\b${name}\\(`).test(body));
  const head = [`// Generated from ${from} by \`cargo xtask words\`: change it there.`, `// ${sheet.about.split("\n")[0]}`, ""];
  if (used.length > 0) head.push(`import { ${used.join(", ")} } from '../../language.js';`, "");
  for (const [type, name] of types) head.push(`/** @typedef {${type}} ${name} */`, "");
  return `${head.join("\n")}\n${body}\n`;
}

/** @param {Tree | Message} branch @param {string} indent @param {Map<string, string>} types @returns {string} */
function value(branch, indent, types) {
  if (!(branch instanceof Map)) return words(branch, types);
  const lines = [...branch].map(([name, inner]) => `${indent}  ${name}: ${value(inner, `${indent}  `, types)},`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** @param {Message} message @param {Map<string, string>} types those of functions that take their variables by name */
function words(message, types) {
  if (message.variables.length === 0) return text(message.parts, []);
  const typed = message.variables.map((one) => ({ ...one, type: typeOf(one), isUsed: isUsed(one.name, message.parts) }));
  const used = typed.filter((one) => one.isUsed).map((one) => one.name);
  const all = `{ ${typed.map((one) => `${one.name}: ${one.type}`).join(", ")} }`;
  if (message.isByName && !types.has(all)) types.set(all, `Variables${types.size + 1}`);
  const head = message.isByName
    ? `(/** @type {${types.get(all)}} */ ${used.length > 0 ? `{ ${used.join(", ")} }` : "_of"})`
    : `(${typed.map((one) => `/** @type {${one.type}} */ ${one.isUsed ? "" : "_"}${one.name}`).join(", ")})`;
  return `${head} => ${text(message.parts, message.variables)}`;
}

/** @param {string} name @param {Part[]} parts @returns {boolean} */
function isUsed(name, parts) {
  return parts.some((part) => typeof part !== "string" && (part.variable === name || ("cases" in part && part.cases.some((one) => isUsed(name, one.parts)))));
}

/** @param {Variable} variable */
function typeOf({ type, isOptional }) {
  const plain = { text: "string", name: "string", number: "number", claim: "boolean" }[type];
  return isOptional ? `${plain} | null | undefined` : plain;
}

/** @param {Part[]} parts @param {Variable[]} variables @returns {string} an expression */
function text(parts, variables) {
  const [only] = parts;
  if (parts.length === 0) return "''";
  if (parts.length === 1 && typeof only === "string") return quoted(only);
  if (parts.length === 1 && typeof only === "object" && "cases" in only) return choice(only, variables);
  if (parts.length === 1 && typeof only === "object") return shown(only.variable, variables);
  const inner = parts.map((part) => {
    if (typeof part === "string") return part.replace(/[\\`]|\$\{/g, "\\$&").replace(/\n/g, "\\n");
    return "cases" in part ? `\${${choice(part, variables)}}` : `\${${shown(part.variable, variables)}}`;
  });
  return `\`${inner.join("")}\``;
}

/** @param {string} name @param {Variable[]} variables */
function shown(name, variables) {
  return variables.find((one) => one.name === name)?.type === "number" ? `figure(${name})` : name;
}

/** @param {Choice} part @param {Variable[]} variables */
function choice({ variable, cases }, variables) {
  const { type = "text" } = variables.find((one) => one.name === variable) ?? {};
  const rest = cases.find((one) => one.isDefault);
  const tests = cases.filter((one) => !one.isDefault).map((one) => `${test(variable, type, one)} ? ${text(one.parts, variables)} : `);
  return `(${tests.join("")}${text(rest?.parts ?? [], variables)})`;
}

/** @param {string} variable @param {string} type @param {{ key: string, isNumber: boolean }} one */
function test(variable, type, { key, isNumber }) {
  if (isNumber) return `${variable} === ${key}`;
  if (key === "none") return type === "number" ? `${variable} === null || ${variable} === undefined` : `!${variable}`;
  if (type === "claim") return variable;
  return type === "number" ? `plural(${variable}) === ${quoted(key)}` : `${variable} === ${quoted(key)}`;
}

/** @param {string} words */
function quoted(words) {
  return `'${words.replace(/[\\']/g, "\\$&").replace(/\n/g, "\\n")}'`;
}
