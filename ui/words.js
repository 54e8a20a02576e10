// The words in use. Other languages come as further tables of the same type; this is where one is chosen.

import { en } from './strings/en.js';

/** @typedef {typeof en} Words */

/** @type {Words} */
export const words = en;

/** The language for dates and figures. */
export const locale = 'en-GB';
