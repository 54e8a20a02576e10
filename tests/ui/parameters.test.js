// What a person sets becomes values or a field to mend, and what was changed in a request is told in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overridesOf, overrideWords } from '../../ui/format/overrides.js';
import { hasNative } from '../../ui/format/native.js';
import { countSet, fieldsOf, readFields } from '../../ui/format/parameters.js';
import { answerMetadata } from '../../ui/format/answer-metadata.js';

const empty = { systemPrompt: '', temperature: '', maxTokens: '', reasoningEffort: '', extraJson: '' };
const nothing = { systemPrompt: '', temperature: null, maxTokens: null, reasoningEffort: null, extraJson: '' };
const without = (field) => ({ kind: 'without', field });
const attempt = (more) => ({ vendor: 'auto', status: 200, durationMs: 10, requestId: null, failure: null, overrides: [], ...more });

test('empty fields set nothing, and values come back as the fields that they were', () => {
  assert.deepEqual(readFields(empty), { parameters: nothing });
  assert.equal(countSet(nothing), 0);
  /** @type {any} */
  const fields = { systemPrompt: 'Be brief.', temperature: '0.7', maxTokens: '1000', reasoningEffort: 'xhigh', extraJson: '{"top_p": 1}' };
  const read = readFields(fields);
  assert.deepEqual(read, { parameters: { ...fields, temperature: 0.7, maxTokens: 1000 } });
  assert.deepEqual(fieldsOf(read.parameters), fields);
  assert.equal(countSet(read.parameters), 5);
});

test('numbers are read as people type them, and what is none is named', () => {
  for (const [typed, value] of /** @type {[string, number][]} */ ([[' 0.5 ', 0.5], ['0,5', 0.5], ['.5', 0.5], ['1.', 1], ['2', 2], ['0', 0]])) {
    assert.deepEqual(readFields({ ...empty, temperature: typed }), { parameters: { ...nothing, temperature: value } }, typed);
  }
  for (const typed of ['hot', '-1', '1e3', '0x1', '1,5,0', 'Infinity']) {
    assert.deepEqual(readFields({ ...empty, temperature: typed }), { wrong: 'temperature' }, typed);
  }
  for (const typed of ['0', '-5', '1.5', 'many', '99999999999']) {
    assert.deepEqual(readFields({ ...empty, maxTokens: typed }), { wrong: 'maxTokens' }, typed);
  }
});

test('an effort that no request knows is none', () => {
  assert.deepEqual(readFields({ ...empty, reasoningEffort: 'wild' }), { parameters: nothing });
});

test('only Claude and Gemini are offered natively, as in the core', () => {
  for (const [model, offers] of /** @type {[string, boolean][]} */ ([
    ['claude-sonnet-4-20250514', true], ['anthropic/claude-3-5-haiku', true], ['us.anthropic.claude-opus-4', true],
    ['Gemini-2.5-pro', true], ['google/gemini-2.5-flash', true], ['gpt-4o', false], ['not-claude', false], ['', false],
  ])) assert.equal(hasNative(model), offers, model);
});

test('each kind of change has words', () => {
  for (const [override, words] of /** @type {[any, string][]} */ ([
    [without('temperature'), 'Sent without temperature: the model refused it'],
    [without('reasoning_effort'), 'Sent without reasoning effort: the model refused it'],
    [without('stream_options'), 'Sent without asking for token counts: the model refused it'],
    [{ kind: 'renamed', field: 'max_tokens', to: 'max_completion_tokens' }, 'Sent max_tokens as max_completion_tokens, as the model wants it'],
    [{ kind: 'pdfAsDataUrl' }, 'PDF sent as a data URL: the model refused bare base64'],
    [{ kind: 'withoutReasoning' }, 'Sent without the reasoning of earlier answers: the vendor refused its signature'],
    [{ kind: 'notStreamed' }, 'Answered in one piece: the gateway does not stream this model'],
  ])) assert.equal(overrideWords(override, true), words);
});

test('the answer tells what the last request was changed in, and whether the refusal is new', () => {
  const refused = attempt({ status: 422, failure: { code: 'rejected', detail: 'no' } });
  const changed = attempt({ overrides: [without('temperature')] });
  assert.deepEqual(overridesOf([]), []);
  assert.deepEqual(overridesOf([refused, changed]), ['Sent without temperature: the model refused it']);
  assert.deepEqual(overridesOf([changed]), ['Sent without temperature: the model refuses it']);
  /** @type {any} */
  const turn = {
    id: 't', route: { model: 'claude-3', vendor: 'auto', apiFormat: 'native' }, vendorReported: null, firstTokenMs: 1, durationMs: 2,
    reasoningMs: null, usage: null, finishReason: null, requestId: null, failure: null,
    attempts: [{ ...changed, vendor: 'anthropic' }],
  };
  const texts = answerMetadata(turn, 'done', 'en-GB').parts.map((part) => part.text);
  assert.ok(texts.includes('sent natively') && texts.includes('Sent without temperature: the model refuses it'), texts.join());
});
