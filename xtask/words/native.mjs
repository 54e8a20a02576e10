// Writes the sheets that Rust reads as one module: functions, so that another language can be chosen when the program
// runs. What is put in are arguments.

/** @import { Choice, Message, Part, Sheet, Variable } from "./catalogue.mjs" */

/** Which integers have which plural form, as patterns; the rest are `other`. */
const PLURALS = /** @type {Record<string, Record<string, string>>} */ ({ en: { one: "1" }, ja: {}, ko: {}, zh: {} });

/** @param {Sheet[]} sheets @param {string} language @param {string} from their folder, as it is named in the module */
export function nativeModule(sheets, language, from) {
  const modules = sheets.map((sheet) => {
    const functions = sheet.messages.map((message) => `    ${words(message, language).join("\n    ")}`);
    return `/// ${sheet.about.split("\n")[0]}\npub mod ${sheet.name} {\n${functions.join("\n\n")}\n}\n`;
  });
  return `// Generated from ${from} by \`cargo xtask words\`: change it there.\n\n${modules.join("\n")}`;
}

/** @param {Message} message @param {string} language */
function words({ path, variables, parts }, language) {
  const name = path.map(snake).join("_");
  const about = `/// ${plainly(parts).replace(/\n/g, " ")}`;
  if (variables.length === 0) return [about, `pub const fn ${name}() -> &'static str { ${quoted(plainly(parts))} }`];
  const head = variables.map((one) => `${snake(one.name)}: ${typeOf(one)}`).join(", ");
  return [about, `pub fn ${name}(${head}) -> String { ${expression(parts, variables, language)} }`];
}

/** The words for the comment, with what is put in by name; of a choice, its last. @param {Part[]} parts @returns {string} */
function plainly(parts) {
  return parts.map((part) => (typeof part === "string" ? part : "cases" in part ? plainly(part.cases.at(-1)?.parts ?? []) : `‹${part.variable}›`)).join("");
}

/** @param {Variable} variable */
function typeOf({ type, isOptional }) {
  const plain = { text: "&str", name: "&str", number: "u64", claim: "bool" }[type];
  return isOptional ? `Option<${plain}>` : plain;
}

/** @param {Part[]} parts @param {Variable[]} variables @param {string} language @returns {string} */
function expression(parts, variables, language) {
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object" && "cases" in only) return choice(only, variables, language);
  if (parts.every((part) => typeof part === "string")) return `${quoted(plainly(parts))}.to_owned()`;
  let format = "";
  /** @type {string[]} */
  const choices = [];
  for (const part of parts) {
    if (typeof part === "string") format += part.replace(/[{}]/g, "$&$&");
    else if ("cases" in part) {
      format += "{}";
      choices.push(choice(part, variables, language));
    } else format += `{${snake(part.variable)}}`;
  }
  return `format!(${[quoted(format), ...choices].join(", ")})`;
}

/** @param {Choice} part @param {Variable[]} variables @param {string} language */
function choice({ variable, cases }, variables, language) {
  const { type = "text", isOptional = false } = variables.find((one) => one.name === variable) ?? {};
  const name = snake(variable);
  const arms = cases.map(({ key, isNumber, isDefault, parts }) => {
    const text = expression(parts, variables, language);
    if (isDefault) return `${isOptional ? `Some(${name})` : type === "claim" ? "false" : "_"} => ${text}`;
    if (key === "none") return `None => ${text}`;
    if (type === "claim") return `true => ${text}`;
    const pattern = isNumber ? key : type === "number" ? PLURALS[language]?.[key] : quoted(key);
    if (pattern === undefined) throw new Error(`${language} has no plural form ${key} of ${variable}`);
    return `${isOptional ? `Some(${pattern})` : pattern} => ${text}`;
  });
  return `match ${name} { ${arms.join(", ")} }`;
}

/** @param {string} name */
function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** @param {string} words */
function quoted(words) {
  return `"${words.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
}
