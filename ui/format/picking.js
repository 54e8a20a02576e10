// What the picker lists for a query: model rows by family, ids as typed, and the vendors for a model.
// Pure; the element draws it.

/** @import { ModelFamily, ModelView, VendorView } from '../bindings.js' */
/** @import { Range } from './matching.js' */
import { match, wordsOf } from './matching.js';

/**
 * @typedef {{ id: string, model: ModelView | null, ranges: Range[], isTyped: boolean }} ModelRow `model` is null for an
 *   id of which nothing is known
 * @typedef {{ name: string | null, rows: ModelRow[] }} ModelGroup `name` is null for what was typed just now
 */

/**
 * The groups of model rows for a query.
 * @param {ModelFamily[]} families
 * @param {string[]} typedModels ids typed before, newest first
 * @param {string} query
 * @param {string} typedName what to call the group of ids typed before
 * @returns {ModelGroup[]}
 */
export function modelGroups(families, typedModels, query, typedName) {
  const words = wordsOf(query);
  const known = new Set(families.flatMap((family) => family.models.map((model) => model.id)));
  /** @type {(id: string, model: ModelView | null, extra: string) => ModelRow[]} */
  const rowFor = (id, model, extra) => {
    const own = match(id, words);
    if (own) return [{ id, model, ranges: own.ranges, isTyped: false }];
    return match(`${extra} ${id}`, words) ? [{ id, model, ranges: [], isTyped: false }] : [];
  };
  /** @type {ModelGroup[]} */
  const groups = [
    {
      name: typedName,
      rows: typedModels.filter((id) => !known.has(id)).flatMap((id) => rowFor(id, null, '')),
    },
    ...families.map((family) => ({
      name: family.name,
      rows: family.models.flatMap((model) => rowFor(model.id, model, family.name)),
    })),
  ];
  const typed = query.trim();
  const isNew = typed !== '' && !/\s/.test(typed) && !known.has(typed) && !typedModels.includes(typed);
  const asTyped = { name: null, rows: [{ id: typed, model: null, ranges: [], isTyped: true }] };
  const found = groups.filter((group) => group.rows.length > 0);
  return isNew ? [...found, asTyped] : found;
}

/**
 * The vendors to offer: the documented ones, then the current one if it was typed by hand.
 * @param {VendorView[]} vendors
 * @param {string} current
 * @returns {VendorView[]}
 */
export function vendorRows(vendors, current) {
  if (vendors.some((vendor) => vendor.value === current)) return vendors;
  return [...vendors, { value: current, name: current }];
}

/** A vendor typed by hand as a header takes it, or null if it cannot be one. @param {string} text */
export function typedVendor(text) {
  const value = text.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value) ? value : null;
}

/**
 * At most so many rows, so that drawing stays fast however many models there are; and how many were left out.
 * @param {ModelGroup[]} groups
 * @param {number} most
 * @returns {{ groups: ModelGroup[], left: number }}
 */
export function firstRows(groups, most) {
  let room = most;
  let left = 0;
  const shown = groups.map((group) => {
    // What was typed just now is one row, and always there.
    const rows = group.name === null ? group.rows : group.rows.slice(0, room);
    room -= Math.min(room, rows.length);
    left += group.rows.length - rows.length;
    return { ...group, rows };
  });
  return { groups: shown.filter((group) => group.rows.length > 0), left };
}

/**
 * How long ago something was, coarsely.
 * @param {number} ms how many milliseconds ago
 * @returns {{ unit: 'now' | 'minutes' | 'hours' | 'days', count: number }}
 */
export function age(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return { unit: 'now', count: 0 };
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 24 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / (24 * 60)) };
}

/** Who says what a model takes. @param {ModelView | null} model @returns {'unknown' | 'learned' | 'reported' | 'inferred'} */
export function knownFrom(model) {
  if (!model) return 'unknown';
  if (model.refusedInputs.length > 0) return 'learned';
  return model.isReported ? 'reported' : 'inferred';
}
