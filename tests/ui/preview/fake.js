// A backend for the preview: stands in for `window.__TAURI__` and plays the state that `?state=` names.
// `&theme=dark|light`, `&reading=large` and `&density=comfortable` set the appearance. Development only, never shipped.
(() => {
  const query = new URLSearchParams(location.search);
  const state = query.get('state') ?? 'chat';
  const now = new Date(2025, 10, 23, 10, 20).getTime();
  const hour = 3_600_000;
  const day = 24 * hour;
  const auto = { model: 'gpt-4.1-2025-04-14', vendor: 'auto' };
  const openai = { model: 'o4-mini-2025-04-16', vendor: 'openai' };
  const aws = { model: 'claude-sonnet-4-20250514', vendor: 'aws' };
  if (state !== 'stress') Date.now = () => now;

  const listeners = { chat: [], app: [] };
  const emit = (name, payload) => listeners[name].forEach((handler) => handler({ payload }));
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const failure = (code, more = {}) => ({ code, detail: '', ...more });

  const rows = [
    ['Queueing and tail latency', 0.1, auto],
    ['SSE decoder edge cases', 0.5, openai, true],
    ['Second draft of the board memo', 2, { model: 'claude-opus-4', vendor: 'anthropic' }],
    ['Regex for ISO week dates', 3, auto],
    ['Partial indexes in Postgres', 22, { model: 'deepseek-r1', vendor: 'deepseek' }],
    ['Invoice scans to a table', 25, { model: 'gemini-2.5-pro', vendor: 'google' }],
    ['Night trains, Lisbon to Porto', 28, auto],
    ['Tokenizer unit tests', 60, { model: 'gpt-4o', vendor: 'azure' }],
    ['Lifetimes in the parser', 70, openai],
    ['Heat pump sizing', 90, { model: 'mistral-large', vendor: 'mistral' }],
    ['Summary of the tender PDF', 110, aws],
    ['Kanji mnemonics', 130, { model: 'doubao', vendor: 'volcengine' }],
    ['Log sampling strategies', 150, { model: 'grok-4', vendor: 'x' }],
    ['Wireframe critique', 800, { model: 'gemini-2.5-flash', vendor: 'google' }],
    ['Rate limiter, token bucket', 820, { model: 'local-model', vendor: 'homelab' }],
  ].map(([title, hours, route, isRunning = false], index) => ({
    id: `c${index}`, title, route, isRunning, updatedAtMs: now - hours * hour,
  }));

  const settings = {
    theme: query.get('theme') ?? 'light', readingSize: query.get('reading') ?? 'medium',
    density: query.get('density') ?? 'compact', isStreaming: true, isRetrying: true, failover: 'ask', isSidebarHidden: false, defaultRoute: auto,
    typedModels: ['my-finetune'], idleTimeoutSeconds: 300,
  };
  const gateway = {
    name: 'YouRouter', baseUrl: 'https://api.yourouter.ai/v1', host: 'api.yourouter.ai', kind: 'remote', key: 'keychain',
    keyHint: '3f9c', dashboardUrl: 'https://platform.yourouter.ai', isFixed: false,
  };
  const model = (id, flags) => ({
    id, hasVision: flags.includes('v'), hasPdf: flags.includes('p'), hasTools: flags.includes('t'), hasReasoning: flags.includes('r'),
    reportedInputs: [], refusedInputs: flags.includes('x') ? ['image'] : [],
  });
  const modelFamilies = [
    { name: 'OpenAI', models: [model('gpt-4o', 'vpt'), model('gpt-4.1-2025-04-14', 'vpt'), model('o3-2025-04-16', 'vptr'), model('o4-mini-2025-04-16', 'vptr')] },
    { name: 'Claude', models: [model('claude-opus-4-20250514', 'vptr'), model('claude-sonnet-4-20250514', 'vptr')] },
    { name: 'Gemini', models: [model('gemini-2.5-pro', 'vptr'), model('gemini-2.5-flash', 'vptr')] },
    { name: 'DeepSeek', models: [model('deepseek-r1-250528', 'r'), model('deepseek-v3', 'tx')] },
    ...(state === 'picker-1000' ? [{ name: 'Many', models: Array.from({ length: 1000 }, (_, n) => model(`model-${n}-instruct`, 'vt')) }] : []),
  ];
  const models = { source: 'gateway', refreshedAtMs: now - 180_000, isUnavailable: false, families: modelFamilies };
  const network = { proxy: 'system', proxyUrl: '', proxyUser: '', hasProxyPassword: false, extraCaName: null };
  const step = (name, state, detail = '') => ({ step: name, state, detail });
  const sent = (seq, more) => ({ seq, purpose: 'chat', method: 'POST', origin: 'https://api.yourouter.ai', path: '/v1/chat/completions', beganAtMs: now - seq * 400_000, durationMs: 4212, bytesOut: 12_400, bytesIn: 38_000, status: 200, requestId: 'req_1', outcome: 'answered', ...more });
  const vendors = ['auto', 'openai', 'anthropic', 'google', 'azure', 'aws', 'deepseek', 'mistral', 'volcengine', 'x'].map((value) => ({
    value, name: { auto: 'Automatic', openai: 'OpenAI', aws: 'AWS Bedrock', azure: 'Azure OpenAI', mistral: 'Mistral AI', x: 'xAI' }[value] ?? value[0].toUpperCase() + value.slice(1),
  }));

  const picture = (() => {
    const canvas = document.createElement('canvas');
    canvas.width = 168; canvas.height = 112;
    const draw = canvas.getContext('2d');
    draw.fillStyle = '#fbfbfa'; draw.fillRect(0, 0, 168, 112);
    draw.strokeStyle = '#1b5fc1'; draw.lineWidth = 3; draw.beginPath();
    draw.moveTo(10, 90); draw.bezierCurveTo(90, 88, 120, 80, 158, 14); draw.stroke();
    return canvas.toDataURL();
  })();
  const file = (id, name, kind, sizeBytes, thumbnail = null, pixels = null) => ({
    id, name, kind, mediaType: kind === 'pdf' ? 'application/pdf' : 'image/png', sizeBytes, pixels, thumbnail, isMissing: false,
    pages: kind === 'pdf' ? 12 : null, forms: kind === 'pdf' ? ['pdf', 'text'] : [kind], form: null, sentAs: kind, isLeftOut: false, isCut: false,
    picturePages: 0, isScan: false, isPasted: name === 'Pasted text.txt', pageImages: 0, textPages: null,
  });
  let count = 0;
  const user = (text, attachments = [], more = {}) => ({
    id: `m${(count += 1)}`, parentId: count > 1 ? `m${count - 1}` : null, role: 'user', state: 'done', text, html: '', reasoning: '',
    attachments, createdAtMs: now - 39 * 60_000, versions: [`m${count}`], turn: null, running: null, ...more,
  });
  const turn = (route, more = {}) => ({
    id: `t${count + 1}`, route, vendorReported: null, firstTokenMs: 412, durationMs: 9040, reasoningMs: null,
    usage: { promptTokens: 5214, completionTokens: 742 }, finishReason: 'stop', requestId: 'chatcmpl-B9xQk27TzP0aQ2e', failure: null, attempts: [], ...more,
  });
  const answer = (html, ofTurn, more = {}) => ({
    id: `m${(count += 1)}`, parentId: `m${count - 1}`, role: 'assistant', state: 'done', text: '', html, reasoning: '', attachments: [],
    createdAtMs: now - 39 * 60_000, versions: [`m${count}`], turn: ofTurn, running: null, ...more,
  });
  const code = (language, lines) => `<figure class="code"><figcaption class="code-h"><span class="f">${language}</span></figcaption><pre tabindex="0"><code>${lines}</code></pre></figure>`;
  const python = `<span class="hk">import</span> math

<span class="hk">def</span> <span class="hf">max_utilisation</span>(service_ms: float, p95_ms: float) -&gt; float:
    <span class="hc"># M/M/1: p95 = -ln(0.05) * S / (1 - rho)</span>
    <span class="hk">if</span> p95_ms &lt;= service_ms:
        <span class="hk">raise</span> ValueError(<span class="hs">"target is below the service time"</span>)
    <span class="hk">return</span> <span class="hn">1</span> + math.log(<span class="hn">0.05</span>) * service_ms / p95_ms
`;
  const long = `<p>Because waiting time is not proportional to load. It follows how much <em>idle</em> capacity is left, and going from 80 % to 90 % busy halves that. The median hides it: most requests still find a free worker.<sup class="fnref"><a href="#fn-1">1</a></sup></p>
<h2>Why the tail grows first</h2><p>For your 20 ms service time, that gives:</p>
<div class="tw"><table><thead><tr><th>Utilisation</th><th class="r">Mean</th><th class="r">p95</th><th class="r">Against 50 %</th><th>What users notice</th></tr></thead><tbody>
<tr><td>50 %</td><td class="r">40 ms</td><td class="r">120 ms</td><td class="r">1.0 ×</td><td>Nothing</td></tr><tr><td>80 %</td><td class="r">100 ms</td><td class="r">300 ms</td><td class="r">2.5 ×</td><td>Search feels sticky</td></tr><tr><td>90 %</td><td class="r">200 ms</td><td class="r">599 ms</td><td class="r">5.0 ×</td><td>Retries begin, load rises further</td></tr></tbody></table></div>
<p>Your own plan already draws the line in the right place:</p><blockquote><p>Plan for 70 % sustained utilisation per node. Treat 85 % as an incident, not as efficiency.</p></blockquote>
<h2>How much headroom</h2><p>Invert the formula for the target you promised, see <a href="https://example.com/queueing?x=1" title="https://example.com/queueing?x=1">the derivation</a>:</p>${code('python', python)}
<h3>This week</h3><ol><li><strong>Bound the queue.</strong> Shed load at depth 40 with <code>503</code> and <code>Retry-After</code>, so retries cannot pile up.</li><li><strong>Alert on queue depth</strong>, not on CPU.</li><li><strong>Scale at 65 %</strong>, since new nodes take four minutes to warm up:<ul><li>one node per step, no faster than every 90 s;</li><li>scale in only below 45 %.</li></ul></li></ol>
<ul><li class="task"><input class="check" type="checkbox" disabled checked>Confirm the 20 ms service time</li><li class="task"><input class="check" type="checkbox" disabled>Set <code>QUEUE_MAX=40</code> in staging and replay Tuesday’s peak; this line is long enough to be broken in two, so that the indent shows</li></ul><hr>
<p><a href="https://images.example.com/plan.png" title="https://images.example.com/plan.png"><span class="imgblock"><b>Floor plan</b><span class="u">images.example.com/plan.png</span></span></a></p><p>&lt;script&gt;alert(1)&lt;/script&gt; is text, and so is ~~this~~ <del>that</del>.</p>
<div class="fn" id="fn-1"><p>This is the M/M/1 model: Poisson arrivals, exponential service.</p></div>`;

  const chat = () => [
    user('Our p95 doubles whenever the pool passes about 80 % busy, although the median barely moves. Why? How much headroom do we need, and what should we change this week?', [file('a1', 'latency-dashboard.png', 'image', 212_000, picture, [1680, 1120]), file('a2', 'capacity-plan.pdf', 'pdf', 340_000)]),
    answer(long, turn(auto)),
    user('Does a second worker per node change the 76 %?'),
    answer('<p>Yes, a little. With two workers sharing one queue, a request waits only when both are busy, so the same 250 ms target holds up to about 88 % per worker.</p>', turn(aws, { vendorReported: 'google', firstTokenMs: 1180, durationMs: 2760, usage: { promptTokens: 5991, completionTokens: 96 }, requestId: 'msg_01Hq7rT' }), { versions: ['m0', 'm4'] }),
  ];
  const failed = (route, of, html = '', more = {}) => answer(html, turn(route, { failure: of, usage: null, firstTokenMs: html ? 730 : null, durationMs: 120, requestId: of.requestId ?? null, ...more }), { state: 'failed' });
  const errors = () => [
    user('Translate the attached tender summary into Portuguese.'),
    failed(auto, failure('unauthorized', { status: 401, requestId: '7c1e55aa-09ab' })),
    user('Now as a table, one row per lot.'),
    failed(aws, failure('rateLimited', { status: 429, retryAfterMs: 12_000, requestId: '41d0-e7f2' })),
    user('And the opening hours of each office?'),
    failed({ model: 'gpt-4o', vendor: 'azure' }, failure('overloaded', { status: 500, requestId: '8f2c4b1d-90aa-4e21-a41d' })),
    user('List the risks you see in clause 7.'),
    failed({ model: 'gemini-2.5-pro', vendor: 'google' }, failure('streamCut'), '<p>Clause 7 carries three risks. The first is the uncapped indemnity in 7.2, which survives termination. The second is notice: fourteen days in 7.4 is shorter than the thirty in clause 12, and the later clause does not say which one</p>'),
    user('Again, please.'),
    answer('<p>Clause 7 carries</p>', turn(auto, { usage: null, durationMs: 900 }), { state: 'stopped' }),
    user('And with the table?'),
    failed(auto, failure('rejected', { status: 400, detail: "Unsupported value: 'temperature' does not support 0.2 with this model." })),
    user('Once more'),
    answer('<p>Lot 1 covers</p>', turn(auto, { usage: null, requestId: null }), { state: 'interrupted' }),
  ];
  const streaming = () => [
    user('Write the SSE line splitter in TypeScript. It must survive CRLF split across two reads and UTF-8 characters cut in half. Explain the hard cases first.'),
    answer('', turn(openai, { firstTokenMs: null, durationMs: null, usage: null, requestId: null }), {
      state: 'streaming', createdAtMs: now - 16_500, reasoning: 'The reader can hand over any byte boundary…', running: { seq: 1, patch: { ops: [{ op: 'append', html: '<p>Three things go wrong in practice, and each needs state that outlives a single read:</p>' }], tail: '', replaced: [], reasoning: 'The reader can hand over any byte boundary…' } },
    }),
  ];
  const streamPatches = [
    { ops: [{ op: 'enter', open: '<ol>', close: '</ol>' }, { op: 'append', html: '<li><strong>A lone CR at the end of a chunk.</strong> You cannot know yet whether LF follows.</li>' }], tail: '<li><strong>A character</strong> cut</li>' },
    { ops: [{ op: 'append', html: '<li><strong>A character cut in half.</strong> Decode with one long-lived <code>TextDecoder</code>.</li>' }, { op: 'leave' }, { op: 'append', html: '<p>The splitter keeps exactly two pieces of state:</p>' }], tail: '' },
    { ops: [{ op: 'enter', open: '<figure class="code"><figcaption class="code-h"><span class="f">typescript</span></figcaption><pre tabindex="0"><code>', close: '</code></pre></figure>' }, { op: 'append', html: '<span class="hk">export class</span> <span class="hf">LineSplitter</span> {\n  <span class="hk">private</span> rest = <span class="hs">""</span>;\n' }], tail: '  <span class="hk">private</span> cr' },
    { ops: [{ op: 'append', html: '  <span class="hk">private</span> cr = <span class="hk">false</span>;\n' }], tail: '  <span class="hk">if</span> (<span class="hk">this</span>.cr) text = text.slice(<span class="hn">1</span>);' },
  ];

  const view = (summary, messages, draft = { text: '', attachments: [] }) => ({
    summary, messages, draft,
    parameters: { systemPrompt: '', temperature: null, maxTokens: null, reasoningEffort: null, extraJson: '' },
  });
  const isOnboarding = state.startsWith('onboarding') || state.startsWith('refused') || state.startsWith('keychain') || state === 'offline-key';
  const messagesOf = {
    errors, streaming, attachments: streaming, empty: () => [], drop: streaming, rejected: () => [],
    stress: () => [user('Go'), answer('', turn(auto, { id: 'ts', firstTokenMs: null, durationMs: null }), { state: 'streaming' })],
    many: () => Array.from({ length: 5000 }, (_, n) => [user(`Question ${n}`), answer(`<p>Answer ${n}, which is a little longer than its question.</p>${n % 5 ? '' : code('python', python)}`, turn(auto))]).flat(),
  };
  const current = { streaming: 1, attachments: 1, drop: 1, errors: 10 }[state] ?? 0;
  const isBlank = state === 'empty' || state === 'rejected';
  let summary = isBlank ? { id: 'new', title: '', route: auto, updatedAtMs: now, isRunning: false } : rows[current];
  const snapshot = () => ({
    version: '0.1.0', gateway: isOnboarding ? { ...gateway, key: 'missing', keyHint: null } : gateway, settings, conversations: rows,
    conversation: view(summary, (messagesOf[state] ?? chat)()), models, vendors,
  });

  const commands = {
    plan_files: () => ({ files: [{ id: 'f2', form: 'image', sizeBytes: 820_000, tokens: 2460 }, { id: 'f4', form: 'text', sizeBytes: 48_000, tokens: 12_100 }, { id: 'f5', form: 'text', sizeBytes: 9_400, tokens: 2_350 }], earlier: 2, sizeBytes: 1_430_000, tokens: 18_900 }),
    load_snapshot: () => {
      if (state === 'broken') throw failure('storage', { detail: 'database disk image is malformed' });
      return snapshot();
    },
    page_ready: () => setTimeout(() => void play(), 50),
    new_conversation: () => {
      summary = { id: `n${(count += 1)}`, title: '', route: auto, updatedAtMs: now, isRunning: false };
      return view(summary, []);
    },
    open_conversation: ({ conversationId }) => {
      summary = rows.find((row) => row.id === conversationId) ?? summary;
      return view(summary, chat());
    },
    choose_route: ({ route }) => route,
    update_settings: ({ settings: next }) => next,
    load_source: () => '# Markdown\n',
    store_key: async ({ request }) => {
      await wait(60);
      if (state.startsWith('refused')) throw failure('unauthorized', { status: 401 });
      if (state.startsWith('keychain')) throw failure('keychainUnavailable');
      if (state === 'offline-key') throw failure('offline', { detail: 'dns error' });
      return { ...gateway, key: request.keep === 'run' ? 'run' : 'keychain', keyHint: request.key.slice(-4) };
    },
    forget_key: () => ({ ...gateway, key: 'missing', keyHint: null }),
    set_gateway: ({ baseUrl }) => {
      if (!/^https?:\/\//.test(baseUrl)) throw failure('rejected', { detail: 'A base URL begins with https:// or http://.' });
      return { ...gateway, baseUrl, name: new URL(baseUrl).host, host: new URL(baseUrl).host, key: 'missing', keyHint: null };
    },
    open_demo: () => ({ ...snapshot(), gateway: { ...gateway, name: 'Offline demo', kind: 'demo', key: 'notNeeded', keyHint: null } }),
    leave_demo: snapshot,
    retry_turn: ({ retry }) => ({ conversation: { ...summary, isRunning: true }, messages: [startedAnswer(retry.turnId, retry.messageId)] }),
    send_message: ({ message }) => {
      if (state === 'rejected') throw failure('missingKey');
      const sent = user(message.text);
      const row = { ...rows[0], id: message.conversationId, title: message.text.slice(0, 40), isRunning: true, updatedAtMs: now };
      setTimeout(() => void stream(message.turnId), 30);
      return { conversation: row, messages: [sent, startedAnswer(message.turnId, sent.id)] };
    },
    refresh_models: () => models,
    load_network: () => network,
    choose_proxy: ({ choice }) => {
      if (choice.proxy === 'manual' && !choice.proxyUrl) throw failure('rejected', { detail: 'The proxy\u2019s address names no host' });
      return { ...network, proxy: choice.proxy, proxyUrl: choice.proxyUrl, proxyUser: choice.proxyUser, hasProxyPassword: choice.proxyPassword !== null };
    },
    pick_authorities: () => ({ ...network, extraCaName: 'office-root.pem' }),
    forget_authorities: () => network,
    load_network_log: () => (query.has('none') ? { total: 0, kept: 0, rows: [] } : { total: 1_204, kept: 1_204, rows: [
      sent(1, { durationMs: null, outcome: null, status: null, bytesIn: 0 }), sent(2, {}), sent(3, { status: 429, durationMs: 210, bytesIn: 190 }),
      sent(4, { purpose: 'models', method: 'GET', path: '/v1/models', bytesOut: 0 }), sent(5, { outcome: 'failed', status: null, bytesIn: 0 }), sent(6, { outcome: 'stopped', status: null }), sent(300, {}) ] }),
    test_connection: () => ({ host: 'api.yourouter.ai', durationMs: 412, protocol: null, steps: [step('proxy', 'notNeeded'), step('name', 'passed'), step('connect', 'passed'),
      step('tls', 'failed', 'The connection is not secure (invalid peer certificate: UnknownIssuer)'), step('key', 'notTried'), step('model', 'notTried')] }),
    open_link: ({ url }) => console.log('open', url),
  };
  const startedAnswer = (turnId, parentId) => answer('', turn(auto, { id: turnId, firstTokenMs: null, durationMs: null, usage: null, requestId: null }), { state: 'streaming', parentId });
  async function stream(turnId) {
    let seq = 0;
    const patch = (more) => ({ ops: [], tail: '', replaced: [], reasoning: '', ...more });
    for (const one of streamPatches) emit('chat', { type: 'patched', turnId, seq: (seq += 1), patch: patch(one) });
    await wait(200);
    emit('chat', { type: 'finished', turnId, seq: (seq += 1), patch: patch({ ops: [{ op: 'leave' }, { op: 'append', html: '<p>Done.</p>' }] }), turn: turn(auto, { id: turnId }) });
  }

  const $ = (selector) => document.querySelector(selector);
  const type = (selector, text) => { const field = $(selector); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); };
  const key = (selector, name, more = {}) => $(selector).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
  const attachmentEvents = () => {
    const conversationId = summary.id;
    emit('app', { type: 'attachmentStarted', conversationId, attachmentId: 'f1', name: 'sse-conformance.pdf' });
    emit('app', { type: 'attachmentReady', conversationId, attachment: file('f2', 'whiteboard.jpg', 'image', 820_000, picture, [2000, 1500]) });
    emit('app', { type: 'attachmentReady', conversationId, attachment: file('f4', 'tender-summary-final-version.pdf', 'pdf', 340_000) });
    emit('app', { type: 'attachmentReady', conversationId, attachment: file('f5', 'Pasted text.txt', 'text', 9_400) });
    emit('app', { type: 'attachmentRefused', conversationId, attachmentId: 'f3', name: 'logo.svg', failure: failure('attachment', { problem: 'svg' }) });
  };
  const playStream = () => streamPatches.forEach((one, index) => emit('chat', { type: 'patched', turnId: 't2', seq: index + 2, patch: { ops: [], tail: '', replaced: [], reasoning: '', ...one } }));
  const scripts = {
    streaming: playStream,
    attachments: () => { playStream(); attachmentEvents(); type('textarea', 'Then add a test that feeds the attached trace one byte at a time, and compare with page 9 of the PDF.'); },
    file: () => $('user-message .chip-open').click(),
    drop: () => { playStream(); emit('app', { type: 'dragEntered', count: 3 }); },
    refused: () => { type('key-form input', 'yr-0123456789abcdef0123456789'); $('key-form .btn.primary').click(); },
    'offline-key': () => scripts.refused(),
    keychain: () => scripts.refused(),
    'onboarding-gateway': () => { document.querySelectorAll('key-form .go button')[1].click(); type('gateway-form input', 'localhost'); $('gateway-form .btn').click(); },
    sending: () => emit('x'),
    picker: () => key('textarea', 'm', { ctrlKey: true }),
    'picker-typed': () => { key('textarea', 'm', { ctrlKey: true }); type('route-picker .big-in input', 'gpt my'); type('route-picker .big-in input', 'gpt'); key('route-picker .big-in input', 'ArrowDown'); key('route-picker .big-in input', 'ArrowRight'); },
    'picker-1000': () => { key('textarea', 'm', { ctrlKey: true }); const start = performance.now(); type('route-picker .big-in input', 'instruct 9'); document.title = `filter ${(performance.now() - start).toFixed(1)} ms`; },
    settings: () => key('textarea', ',', { ctrlKey: true }),
    'settings-answers': () => { scripts.settings(); document.querySelectorAll('.dlg-nav button')[1].click(); },
    'settings-network': async () => { scripts.settings(); document.querySelectorAll('.dlg-nav button')[2].click(); await wait(50); document.querySelectorAll('settings-network .seg button')[2].click(); [...document.querySelectorAll('settings-network .btn')].at(-1).click(); },
    'settings-log': () => { scripts.settings(); document.querySelectorAll('.dlg-nav button')[3].click(); },
    'settings-appearance': () => { scripts.settings(); document.querySelectorAll('.dlg-nav button')[4].click(); },
    'settings-shortcuts': () => { scripts.settings(); document.querySelectorAll('.dlg-nav button')[5].click(); },
    search: () => { key('textarea', 'k', { ctrlKey: true }); type('search-palette input', 'te in'); },
    drawer: () => $('.show-side').click(),
    'key-dialog': () => { scripts.settings(); $('settings-keys .btn').click(); },
    'onboarding-sent': () => document.querySelectorAll('.ob-foot button')[1].click(),
    rejected: () => { type('textarea', 'Hello there'); key('textarea', 'Enter'); },
    send: async () => { type('textarea', 'A new question'); key('textarea', 'Enter'); },
    top: () => { $('.thread').dispatchEvent(new WheelEvent('wheel', { deltaY: -10 })); $('.thread').scrollTop = 0; },
    middle: () => { $('.thread').scrollTop = 560; },
    stress: () => window.stress?.(emit),
  };
  const play = async () => { await scripts[state]?.(); document.documentElement.dataset.played = 'true'; };
  Object.assign(window, { fakeEmit: emit });

  window.__TAURI__ = {
    core: {
      invoke: async (name, args, options) => {
        (window.calls ??= []).push({ name, args, options });
        await null;
        return commands[name]?.(args ?? {}) ?? null;
      },
    },
    event: { listen: async (name, handler) => { listeners[name].push(handler); return () => {}; } },
  };
})();
