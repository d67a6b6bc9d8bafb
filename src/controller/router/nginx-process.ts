import { spawn } from 'node:child_process'
import { readdir, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises'
import { resolve as absolute } from 'node:path'
import { problem } from '../domain/problem.ts'
import { type NginxFiles, nginxFiles } from './nginx-files.ts'
import { waitUntil } from './wait-until.ts'

/**
 * Runs nginx in the router's directory; resolves with what it said. It returns at once: nginx serves as a daemon. In a process group of
 * its own: a Ctrl-C at the controller's terminal is the controller's, which then ends in order.
 */
export function runNginx(nginxPath: string, files: NginxFiles, args: readonly string[]): Promise<NginxRun> {
  return new Promise((resolve, reject) => {
    // Debian has nginx in /usr/sbin, where a plain user's PATH does not look.
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin` }
    const child = spawn(nginxPath, ['-p', './', ...args], {
      cwd: files.runDir,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 30_000,
    })
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT'
        ? reject(nginxMissing(nginxPath, error))
        : resolve({ ok: false, said: error.message }),
    )
    // Where too many files are open Node gives one without pipes, and the error a moment later.
    if (child.pid === undefined) return
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.once('close', (code) => resolve({ ok: code === 0, said: said.trim() }))
  })
}

export interface NginxRun {
  ok: boolean
  said: string
}

/**
 * The processes of the nginx that was started in this directory. A pid file may outlive its process and the number be
 * given to another, so a process counts only when it calls itself nginx and stands in our directory.
 */
export async function findNginx(files: NginxFiles): Promise<NginxProcesses> {
  const home = await homeOf(files)
  const found: NginxProcesses = { master: undefined, workers: [] }
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const role = await readRole(Number(entry), home)
    if (role === 'master') found.master = Number(entry)
    if (role === 'worker') found.workers.push(Number(entry))
  }
  return found
}

export interface NginxProcesses {
  master: number | undefined
  /** Those of a master that was killed go on serving, and hold the port. */
  workers: number[]
}

/** Cheaper than `findNginx`, for asking often. */
export async function findMaster(files: NginxFiles): Promise<number | undefined> {
  const pid = Number((await readFile(files.pid, 'utf8').catch(() => '')).trim())
  if (pid > 0 && (await readRole(pid, await homeOf(files))) === 'master') return pid
  return undefined
}

/**
 * Stops the nginx that was started in this directory, if there is one: requests on their way get 3 s, then it is
 * stopped at once. Needs no controller. Throws `router_unavailable` where it does not stop.
 */
export async function stopNginx(dir: string): Promise<void> {
  const files = nginxFiles(dir)
  for (const [signal, milliseconds] of [['SIGQUIT', 3000] as const, ['SIGTERM', 5000] as const]) {
    const { master, workers } = await findNginx(files)
    for (const pid of master === undefined ? workers : [master]) kill(pid, signal)
    if (await waitUntil(async () => isEmpty(await findNginx(files)), { milliseconds })) {
      // Left behind where the master was killed.
      await rm(files.adminSocket, { force: true })
      return
    }
  }
  throw problem(
    'router_unavailable',
    `nginx, which serves the apps from ${dir}, does not stop. Stop it by hand.`,
  )
}

/** What is put away replaces what was put away before. */
const mostErrorBytes = 1024 * 1024

/**
 * Makes nginx open its logs anew after one was renamed. True once no process writes to the old one any more (known by
 * its inode), false if some still do after 5 s.
 */
export async function reopenLogs(files: NginxFiles, inode: number): Promise<boolean> {
  const master = await findMaster(files)
  if (master === undefined) return true
  const errors = await stat(files.errorLog).catch(() => undefined)
  if ((errors?.size ?? 0) > mostErrorBytes) await rename(files.errorLog, `${files.errorLog}.1`)
  kill(master, 'SIGUSR1')
  return waitUntil(async () => !(await isOpen(files, inode)), { milliseconds: 5000 })
}

async function isOpen(files: NginxFiles, inode: number): Promise<boolean> {
  const { master, workers } = await findNginx(files)
  for (const pid of master === undefined ? workers : [master, ...workers]) {
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      if ((await stat(`/proc/${pid}/fd/${fd}`).catch(() => undefined))?.ino === inode) return true
    }
  }
  return false
}

/** As the kernel names it; the path itself where the directory is gone. */
function homeOf({ runDir }: NginxFiles): Promise<string> {
  return realpath(runDir).catch(() => absolute(runDir))
}

/** One whose directory was removed under it, or put back from a backup, still has the port, and that name with a mark (proc(5)). */
async function readRole(pid: number, home: string): Promise<'master' | 'worker' | undefined> {
  try {
    const stands = await readlink(`/proc/${pid}/cwd`)
    if (stands !== home && stands !== `${home} (deleted)`) return undefined
    const title = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    return /^nginx: (master|worker) process/.exec(title)?.[1] as 'master' | 'worker' | undefined
  } catch {
    return undefined
  }
}

function isEmpty({ master, workers }: NginxProcesses): boolean {
  return master === undefined && workers.length === 0
}

/** It may end between being found and being told. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function nginxMissing(nginxPath: string, cause: Error) {
  const hint = 'Install it (Debian: apt-get install nginx libnginx-mod-http-lua libluajit2-5.1-2).'
  return problem('router_unavailable', `There is no ${nginxPath}, which serves the apps. ${hint}`, { cause })
}
