// The English words for the network settings, the test of the connection, and the log of what left this computer.

/** @import { ConnectionStep, ProxyMode, RequestOutcome, RequestPurpose, StepState } from '../bindings.js' */

export const network = {
  title: 'Network',
  lead: 'How gateways are reached. A gateway on this machine takes no proxy.',
  proxy: 'Proxy',
  proxyUse: 'Requests go through',
  proxyBody: 'For gateways on other machines',
  /** @type {Record<ProxyMode, string>} */
  modes: { system: 'The system’s proxy', direct: 'No proxy', manual: 'This one' },
  address: 'Address',
  addressPlaceholder: 'host:3128 or socks5://host:1080',
  user: 'User name',
  password: 'Password',
  passwordKept: 'In the keychain; type to replace it',
  passwordHint: 'The password goes to the system keychain.',
  use: 'Use this proxy',
  used: 'In use.',
  trust: 'Trust',
  authorities: 'Certificate authorities',
  authoritiesBody: 'The system’s own. A company’s proxy may need its own as well (a PEM file)',
  authoritiesExtra: (/** @type {string} */ name) => `The system’s own, and ${name}`,
  addAuthorities: 'Add file…',
  replaceAuthorities: 'Replace…',
  forgetAuthorities: 'Remove',
  check: 'Connection',
  test: 'Test connection',
  testing: 'Testing…',
  testBody: 'Asks the gateway for its list of models, step by step. Nothing is billed',
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
  heading: 'What left this computer',
  lead: 'Every request that this program has made, of any kind. What a request held is not kept here.',
  empty: 'Nothing has left this computer yet.',
  emptyBody: 'Each request will be a row here from the moment it is sent.',
  total: (/** @type {string} */ total) => (total === '1' ? '1 request since the first start' : `${total} requests since the first start`),
  shown: (/** @type {string} */ shown, /** @type {string} */ kept) => `the newest ${shown} are shown, ${kept} are kept`,
  refresh: 'Refresh',
  time: 'Time',
  what: 'What for',
  where: 'Where to',
  out: 'Out',
  in: 'In',
  took: 'Took',
  result: 'Result',
  /** @type {Record<RequestPurpose, string>} */
  purposes: { chat: 'Message', models: 'List of models', keyCheck: 'Key check', connectionTest: 'Connection test' },
  /** @type {Record<RequestOutcome, string>} */
  outcomes: { answered: 'answered', failed: 'failed', stopped: 'stopped' },
  open: 'not finished',
};
