import { join } from 'node:path'
import { accessLogName, defaultCertificateName, defaultKeyName, errorLogName } from './nginx-config.ts'

/** Where the router's files lie. */
export interface NginxFiles {
  dir: string
  runDir: string
  config: string
  staged: string
  pid: string
  adminSocket: string
  accessLog: string
  errorLog: string
  /** For names that have none. */
  defaultCertificate: string
  defaultKey: string
}

/**
 * `dir` is for its owner alone (0700) and holds what a worker must not touch. nginx is started *in* `runDir` with paths
 * relative to it: so its workers, who run as another user and can't walk down from `/` to here, still reach the logs
 * (to reopen them) and the directories for large bodies, which nginx makes there for them.
 */
export function nginxFiles(dir: string): NginxFiles {
  return {
    dir,
    runDir: join(dir, 'run'),
    config: join(dir, 'nginx.conf'),
    staged: join(dir, 'nginx.conf.new'),
    pid: join(dir, 'nginx.pid'),
    adminSocket: join(dir, 'admin.sock'),
    accessLog: join(dir, 'run', accessLogName),
    errorLog: join(dir, 'run', errorLogName),
    defaultCertificate: join(dir, defaultCertificateName),
    defaultKey: join(dir, defaultKeyName),
  }
}
