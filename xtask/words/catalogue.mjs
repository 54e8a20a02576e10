// Reads the catalogue: the Fluent files of one language, as a tree of messages with the variables that their comments
// declare. What Fluent knows and this program does not need is refused, so that nothing is lost on the way.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentParser } from "@fluent/syntax";

/**
 * What a variable is: words that are put in as they are, a number that the language writes and counts by, a claim
 * (`[yes]` or `*[other]`), or one of several names. An optional one is `[none]` where it is empty.
 * @typedef {{ name: string, type: 'text' | 'number' | 'claim' | 'name', isOptional: boolean }} Variable
 * @typedef {{ variable: string, cases: { key: string, isNumber: boolean, isDefault: boolean, parts: Part[] }[] }} Choice
 * @typedef {string | { variable: string } | Choice} Part
 * @typedef {{ id: string, path: string[], variables: Variable[], isByName: boolean, parts: Part[] }} Message
 * @typedef {{ name: string, about: string, messages: Message[] }} Sheet
 */

const TYPES = /** @type {const} */ ({ Text: "text", Number: "number", Claim: "claim", Name: "name" });

/** Every sheet of a folder, in the order of their names. @param {string} folder @returns {Sheet[]} */
export function readSheets(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".ftl")).sort();
  return names.map((name) => readSheet(name.replace(/\.ftl$/, ""), readFileSync(join(folder, name), "utf8")));
}

/** @param {string} name @param {string} source @returns {Sheet} */
export function readSheet(name, source) {
  const resource = new FluentParser({ withSpans: false }).parse(source);
  /** @type {Map<string, any>} */
  const terms = new Map();
  /** @type {Map<string, any>} */
  const entries = new Map();
  let about = "";
  /** @type {{ variables: Variable[], isByName: boolean }} */
  let group = { variables: [], isByName: false };
  /** @type {Message[]} */
  const messages = [];
  for (const entry of resource.body) {
    if (entry.type === "Term") terms.set(entry.id.name, entry);
    if (entry.type === "Message") entries.set(entry.id.name, entry);
  }
  for (const entry of resource.body) {
    if (entry.type === "Junk") throw new Error(`${name}.ftl: cannot be read: ${entry.content.trim().split("\n")[0]}`);
    if (entry.type === "ResourceComment") about ||= entry.content;
    if (entry.type === "GroupComment") group = declared(entry.content);
    if (entry.type !== "Message") continue;
    const id = entry.id.name;
    if (messages.some((one) => one.id === id)) throw new Error(`${name}.ftl: ${id} stands there twice`);
    if (!entry.value || entry.attributes.length > 0) throw new Error(`${name}.ftl: ${id} has no words, or attributes`);
    const own = declared(entry.comment?.content ?? "");
    const { variables, isByName } = own.variables.length > 0 ? own : group;
    const parts = partsOf(entry.value, { id, name, variables, terms, entries });
    messages.push({ id, path: id.split("-"), variables, isByName, parts });
  }
  if (!about) throw new Error(`${name}.ftl does not say first what it is for`);
  return { name, about, messages };
}

/**
 * `$name (Text)`, `$count (Number)`, `$detail (Text, may be none)`, in the order of the arguments; or all of them in one
 * object, by name. What the comment of a group declares holds for each of its messages that declares nothing.
 * @param {string} comment
 */
function declared(comment) {
  const variables = [...comment.matchAll(/\$([a-zA-Z]\w*) \((Text|Number|Claim|Name)(, may be none)?\)/g)].map(([, name = "", type = "Text", optional]) => ({
    name,
    type: TYPES[/** @type {keyof typeof TYPES} */ (type)],
    isOptional: optional !== undefined,
  }));
  return { variables, isByName: /\bby name\b/i.test(comment) };
}

/**
 * @param {any} pattern
 * @param {{ id: string, name: string, variables: Variable[], terms: Map<string, any>, entries: Map<string, any> }} at
 * @returns {Part[]}
 */
function partsOf(pattern, at) {
  /** @type {Part[]} */
  const parts = [];
  const add = (/** @type {Part} */ part) => {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else parts.push(part);
  };
  for (const element of pattern.elements) {
    if (element.type === "TextElement") add(element.value);
    else for (const part of placed(element.expression, at)) add(part);
  }
  return parts;
}

/** @param {any} expression @param {Parameters<typeof partsOf>[1]} at @returns {Part[]} */
function placed(expression, at) {
  const wrong = (/** @type {string} */ why) => new Error(`${at.name}.ftl: ${at.id}: ${why}`);
  const known = (/** @type {any} */ reference) => {
    const name = reference.id.name;
    if (!at.variables.some((one) => one.name === name)) throw wrong(`the comment does not declare $${name}`);
    return name;
  };
  switch (expression.type) {
    case "StringLiteral":
      return [expression.parse().value];
    case "NumberLiteral":
      return [expression.value];
    case "VariableReference":
      return [{ variable: known(expression) }];
    case "TermReference":
    case "MessageReference": {
      const found = (expression.type === "TermReference" ? at.terms : at.entries).get(expression.id.name);
      if (!found?.value) throw wrong(`there is no ${expression.id.name} in this file`);
      return partsOf(found.value, at);
    }
    case "Placeable":
      return placed(expression.expression, at);
    case "SelectExpression": {
      if (expression.selector.type !== "VariableReference") throw wrong("only variables can be chosen by");
      const variable = known(expression.selector);
      return [{
        variable,
        cases: expression.variants.map((/** @type {any} */ one) => ({
          key: one.key.type === "Identifier" ? one.key.name : one.key.value,
          isNumber: one.key.type === "NumberLiteral",
          isDefault: one.default,
          parts: partsOf(one.value, at),
        })),
      }];
    }
    default:
      throw wrong(`${expression.type} is more than this program needs`);
  }
}

/** The messages as a tree: `message-showRest` stands at `message.showRest`. @typedef {Map<string, Tree | Message>} Tree */

/** @param {Sheet} sheet @returns {Tree} */
export function treeOf(sheet) {
  /** @type {Tree} */
  const tree = new Map();
  for (const message of sheet.messages) {
    let place = tree;
    message.path.forEach((step, depth) => {
      const isLast = depth === message.path.length - 1;
      const there = place.get(step);
      if (isLast ? there : there && !(there instanceof Map)) throw new Error(`${sheet.name}.ftl: ${message.id} is words and a group at once`);
      if (isLast) place.set(step, message);
      else {
        if (!there) place.set(step, new Map());
        place = /** @type {Tree} */ (place.get(step));
      }
    });
  }
  return tree;
}
