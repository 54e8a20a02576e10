// The English words for the network settings, the test of the connection, and the log of what left this computer.

/** @import { ConnectionStep, ProxyMode, RequestOutcome, RequestPurpose, StepState } from '../bindings.js' */

export const network = {
  title: 'Network',
  lead: 'How gateways are reached. Gateways on this computer never use the proxy.',
  proxy: 'Proxy',
  proxyUse: 'Proxy',
  proxyBody: 'For gateways on other computers',
  /** @type {Record<ProxyMode, string>} */
  modes: { system: 'System proxy', direct: 'No proxy', manual: 'Custom' },
  address: 'Address',
  addressPlaceholder: 'host:3128 or socks5://host:1080',
  user: 'User name',
  password: 'Password',
  passwordKept: 'In the keychain; type to replace it',
  passwordHint: 'The password goes to the system keychain.',
  use: 'Use this proxy',
  used: 'Saved. Requests use this proxy.',
  trust: 'Trust',
  authorities: 'Certificate authorities',
  authoritiesBody: 'Those of the system. A company’s proxy may need its own as well (a PEM file)',
  authoritiesExtra: (/** @type {string} */ name) => `Those of the system, and ${name}`,
  addAuthorities: 'Add file…',
  replaceAuthorities: 'Replace…',
  forgetAuthorities: 'Remove',
  check: 'Connection',
  test: 'Test connection',
  testing: 'Testing…',
  testBody: 'Requests the gateway’s list of models, step by step. Nothing is billed',
  report: 'Result of the test',
  took: (/** @type {string} */ host, /** @type {string} */ time, /** @type {string | null} */ protocol) =>
    protocol ? `${host} answered in ${time} over ${protocol}` : `${host} did not answer, ${time}`,
  /** @type {Record<ConnectionStep, string>} */
  steps: { proxy: 'Proxy', name: 'Name (DNS)', connect: 'Connection', tls: 'Security (TLS)', key: 'Key', model: 'Model' },
  /** @type {Record<StepState, string>} */
  states: { passed: 'works', failed: 'failed', unknown: 'not known', notNeeded: 'not needed', notTried: 'not tried' },
};

export const networkLog = {
  title: 'Network log',
  heading: 'Network log',
  lead: 'Every request that left this computer, of any kind. Contents are not recorded.',
  empty: 'Nothing has left this computer yet.',
  emptyBody: 'Each request will be a row here from the moment it is sent.',
  total: (/** @type {string} */ total) => (total === '1' ? '1 request since the first start' : `${total} requests since the first start`),
  shown: (/** @type {string} */ shown, /** @type {string} */ kept) => `the newest ${shown} are shown, ${kept} are kept`,
  refresh: 'Refresh',
  time: 'Time',
  what: 'Purpose',
  where: 'Host',
  vendor: 'Vendor',
  out: 'Out',
  in: 'In',
  took: 'Duration',
  result: 'Result',
  /** @type {Record<RequestPurpose, string>} */
  purposes: { chat: 'Message', models: 'List of models', keyCheck: 'Key check', connectionTest: 'Connection test' },
  /** @type {Record<RequestOutcome, string>} */
  outcomes: { answered: 'answered', failed: 'failed', stopped: 'stopped' },
  open: 'not finished',
  all: 'All',
  filters: { purpose: 'Purpose', host: 'Host', vendor: 'Vendor', result: 'Result' },
  results: { answered: 'Answered', refused: 'Refused (4xx, 5xx)', failed: 'Not answered' },
  auto: 'auto',
  found: (/** @type {string} */ found) => (found === '1' ? '1 request' : `${found} requests`),
  none: 'No request matches.',
  more: (/** @type {string} */ more) => `and ${more} older ones`,
  byVendor: (/** @type {string} */ counts) => `Messages by vendor asked: ${counts}`,
};
