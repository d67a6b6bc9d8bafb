/** What of the Deis API differs between v2 (Deis Workflow, Hephy: 2.3) and v1 (Deis 1.x: 1.7); all else is the same. */
export const versions = {
  v2: {
    root: '/v2',
    api: '2.3',
    /** How a list is asked for a page of this many. */
    pageSize: 'limit',
    /** `POST /run` is answered an object. */
    processes: 'pods',
    hasSettings: true,
    /** Limits as "256M/512M" and "500m", also for what is left with in need. */
    hasRequests: true,
    isCertNamed: true,
    gitHost: 'builder',
  },
  v1: {
    root: '/v1',
    api: '1.7',
    pageSize: 'page_size',
    /** Named "web.1"; `POST /run` is answered an array. */
    processes: 'containers',
    /** Neither maintenance, routing, whitelist, labels and https_enforced, nor registry and health checks. */
    hasSettings: false,
    /** Memory is one value, CPU a number of shares. */
    hasRequests: false,
    /** A certificate goes by its common name. */
    isCertNamed: false,
    gitHost: 'controller',
  },
} as const

export type DeisVersion = keyof typeof versions
