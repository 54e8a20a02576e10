// What a person sets for a conversation's requests: from the fields of a form to values, and how much is set. Pure.
// The core checks what comes out of here once more, and the JSON only there.

/** @import { Parameters, ReasoningEffort } from '../bindings.js' */

/** @typedef {{ systemPrompt: string, temperature: string, maxTokens: string, reasoningEffort: string, extraJson: string }} Fields */
/** @typedef {'temperature' | 'maxTokens'} NumberField */

/** @type {ReasoningEffort[]} */
export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** The values of a form, or the field that holds no fit number.
 * @param {Fields} fields @returns {{ parameters: Parameters } | { wrong: NumberField }} */
export function readFields(fields) {
  // A comma is the decimal point in much of the world.
  const temperature = number(fields.temperature.replace(',', '.'), /^\d*\.?\d+$|^\d+\.$/);
  const maxTokens = number(fields.maxTokens, /^[1-9]\d{0,8}$/);
  if (temperature === undefined) return { wrong: 'temperature' };
  if (maxTokens === undefined) return { wrong: 'maxTokens' };
  return {
    parameters: {
      systemPrompt: fields.systemPrompt.trim(),
      temperature,
      maxTokens,
      reasoningEffort: efforts.find((effort) => effort === fields.reasoningEffort) ?? null,
      extraJson: fields.extraJson.trim(),
    },
  };
}

/** The fields of a form for values. @param {Parameters} parameters @returns {Fields} */
export function fieldsOf(parameters) {
  return {
    systemPrompt: parameters.systemPrompt,
    temperature: parameters.temperature === null ? '' : String(parameters.temperature),
    maxTokens: parameters.maxTokens === null ? '' : String(parameters.maxTokens),
    reasoningEffort: parameters.reasoningEffort ?? '',
    extraJson: parameters.extraJson,
  };
}

/** How many of them are set. @param {Parameters} parameters */
export function countSet(parameters) {
  return Object.values(fieldsOf(parameters)).filter((field) => field !== '').length;
}

/** Null for nothing, undefined for no fit number. @param {string} text @param {RegExp} form */
function number(text, form) {
  const typed = text.trim();
  if (typed === '') return null;
  return form.test(typed) ? Number(typed) : undefined;
}
