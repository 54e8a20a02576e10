// One result of the search: the chat's title, when, who said it, and the words around the hit.

/** @import { ConversationSummary, SearchHit, SnippetPiece } from '../bindings.js' */
import { routeDot } from '../format/answer-metadata.js';
import { shortDay } from '../format/dates.js';
import { locale, words } from '../words.js';
import { h, vendorDot } from './dom.js';

/** @param {SearchHit} hit @param {number} nowMs @param {string} gateway that its chat names; empty for the default one */
export function hitOption(hit, nowMs, gateway) {
  const { untitled, roles, places } = words.search;
  const who = hit.place === 'file' || hit.place === 'reasoning' ? places[hit.place] : roles[hit.role];
  const title = hit.title.length > 0 ? shown(hit.title) : [untitled];
  return h(
    'div',
    { class: 'opt hit', role: 'option', 'data-id': hit.conversationId, 'data-message-id': hit.messageId, 'data-place': hit.place },
    vendorDot(routeDot(hit.route)),
    h('b', { class: 't' }, ...title, gateway === '' ? null : h('span', { class: 'tag' }, gateway)),
    h('small', { class: 'num' }, shortDay(hit.atMs, nowMs, locale)),
    hit.snippet.length > 0 ? h('span', { class: 'sn' }, h('span', { class: 'who' }, who), h('span', { class: 'around' }, ...shown(hit.snippet))) : null,
  );
}

/** A chat that was used lately. @param {ConversationSummary} chat @param {number} nowMs */
export function recentOption(chat, nowMs) {
  return h(
    'div',
    { class: 'opt', role: 'option', 'data-id': chat.id },
    vendorDot(routeDot(chat.route)),
    h('span', { class: 't' }, chat.title || words.search.untitled),
    h('small', { class: 'num' }, shortDay(chat.updatedAtMs, nowMs, locale)),
  );
}

/** @param {SnippetPiece[]} pieces */
function shown(pieces) {
  return pieces.map(({ text, isHit }) => (isHit ? h('mark', {}, text) : text));
}
