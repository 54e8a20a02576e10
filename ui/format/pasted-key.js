// A key as people paste it: what stands around it is taken off. Rust does the same (`Secret::from_pasted_key`) and has the
// last word; here it is done for the person to be told.

const unseen = '[\\s\\p{Cc}\\u00ad\\u200b-\\u200f\\u2060\\ufeff]';
const around = `(?:${unseen}|["'\`“”‘’„])`;
const before = new RegExp(`^${around}*(?:(?:authorization|x-api-key|api-key):${around}*)?(?:bearer${unseen}${around}*)?`, 'iu');
const after = new RegExp(`${around}+$`, 'u');

/** The key itself. @param {string} pasted */
export function pastedKey(pasted) {
  return pasted.replace(before, '').replace(after, '').replace(new RegExp(unseen, 'gu'), '');
}
