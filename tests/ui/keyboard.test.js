// Enter and Escape belong to the input method first; shortcuts need exactly their keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCommandEnter, isEnter, isEscape, isPlainEnter, shortcutOf } from '../../ui/keyboard.js';

const key = (name, more = {}) => ({ key: name, keyCode: 0, isComposing: false, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

test('Enter during a composition is not Enter, by either sign', () => {
  assert.equal(isEnter(key('Enter')), true);
  assert.equal(isEnter(key('Enter', { isComposing: true })), false);
  assert.equal(isEnter(key('Enter', { keyCode: 229 })), false);
  assert.equal(isPlainEnter(key('Enter', { keyCode: 229 })), false);
});

test('Escape during a composition is not Escape', () => {
  assert.equal(isEscape(key('Escape')), true);
  assert.equal(isEscape(key('Escape', { keyCode: 229 })), false);
  assert.equal(isEscape(key('Escape', { isComposing: true })), false);
});

test('only Enter without modifiers sends', () => {
  assert.equal(isPlainEnter(key('Enter')), true);
  for (const modifier of ['shiftKey', 'ctrlKey', 'metaKey', 'altKey']) {
    assert.equal(isPlainEnter(key('Enter', { [modifier]: true })), false, modifier);
  }
});

test('the command key is Command on macOS and Control elsewhere', () => {
  assert.equal(isCommandEnter(key('Enter', { ctrlKey: true }), false), true);
  assert.equal(isCommandEnter(key('Enter', { metaKey: true }), false), false);
  assert.equal(isCommandEnter(key('Enter', { metaKey: true }), true), true);
  assert.equal(shortcutOf(key('n', { metaKey: true }), true), 'newChat');
  assert.equal(shortcutOf(key('n', { ctrlKey: true }), true), null);
});

test('shortcuts need their modifiers, and no others', () => {
  const control = (name, more = {}) => shortcutOf(key(name, { ctrlKey: true, ...more }), false);
  assert.equal(control('n'), 'newChat');
  assert.equal(control('N'), 'newChat');
  assert.equal(control(','), 'openSettings');
  assert.equal(control('r'), 'regenerate');
  assert.equal(control('R', { shiftKey: true }), 'retryWithAuto');
  for (const plus of [control('+'), control('='), control('+', { shiftKey: true })]) assert.equal(plus, 'zoomIn');
  assert.deepEqual([control('-'), control('0')], ['zoomOut', 'zoomReset']);
  assert.equal(control('0', { altKey: true }), null, 'that one pins a vendor');
  assert.equal(control('n', { shiftKey: true }), null);
  assert.equal(control('n', { altKey: true }), null);
  assert.equal(control('m', { keyCode: 229 }), null);
  assert.equal(control('constructor'), null);
  assert.equal(shortcutOf(key('n'), false), null);
});
