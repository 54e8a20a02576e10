// The English words for the scoreboard of the person's own requests.

/** @import { UsagePeriod } from '../bindings.js' */

export const usage = {
  title: 'Usage',
  close: 'Close',
  period: 'Period',
  /** @type {Record<UsagePeriod, string>} */
  periods: { day: '24 hours', week: '7 days', month: '30 days', all: 'All' },
  exportCsv: 'Export CSV',
  exported: 'Saved',
  requests: 'Requests',
  tokensIn: 'Tokens in',
  tokensOut: 'Tokens out',
  median: 'Median first token',
  failedAnswers: 'Failed after retries',
  perDay: 'Requests per day',
  perHour: 'Requests per hour',
  inRed: 'failed in red',
  byVendor: 'By vendor',
  byVendorNote: 'each request under the vendor that it asked for, automatic ones under auto',
  byModel: 'By model',
  byBoth: 'By model and vendor',
  columns: {
    vendor: 'Vendor', model: 'Model', calls: 'Calls', range: 'First token, p5 to p95', median: 'Median', p95: 'p95', speed: 'tok/s',
    errors: 'Errors', retried: 'Retried', tokens: 'Tokens',
  },
  rangeLabel: (/** @type {string} */ p5, /** @type {string} */ median, /** @type {string} */ p95) => `First token: p5 ${p5}, median ${median}, p95 ${p95}`,
  pointsLabel: (/** @type {string} */ points) => `First token of each answer: ${points}`,
  dayLabel: (/** @type {string} */ day, /** @type {string} */ calls, /** @type {number} */ failed) => `${day}: ${calls} requests, ${failed} failed`,
  fastest: 'fastest',
  unknown: '–',
  none: 'No requests in this period.',
  foot: 'Counted on this computer from your own requests, and never sent anywhere. Requests of deleted chats are not counted. Prices are not shown because the gateway does not report them.',
  failedLast: (/** @type {number} */ failed, /** @type {number} */ of) => `failed ${failed} of the last ${of}`,
  errorsOf: (/** @type {string} */ percent) => `${percent} errors`,
  calls: (/** @type {string} */ calls) => (calls === '1' ? '1 call' : `${calls} calls`),
};
