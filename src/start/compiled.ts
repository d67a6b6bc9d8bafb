import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { constants, Script } from 'node:vm'

export interface CompiledOptions {
  /** Where the bundles are. */
  folder: string
  /** Where what is compiled of them is kept; it may be missing. Only files of the user who runs this are believed. */
  cache: string
  /** Loads what is no bundle. */
  require: (id: string) => unknown
}

/**
 * Loads a bundle, and what it requires beside itself, from what an earlier run has compiled.
 *
 * Not by `module.enableCompileCache()`: that keeps what is compiled before a file runs, so that almost every function is
 * compiled again at each start (measured: 3.1 times `node -e 0` instead of 1.8). Here it is kept when a run is over, with all the functions that
 * it used. `variant`: runs that use much the same functions share one.
 */
export function requireCompiled(file: string, options: CompiledOptions, variant = ''): unknown {
  const path = join(options.folder, file)
  const kept = join(options.cache, `${file}${variant === '' ? '' : `.${variant.replaceAll(':', '.')}`}`)
  const cachedData = readOwn(kept)
  const script = new Script(wrap(readFileSync(path, 'latin1')), {
    filename: path,
    ...(cachedData ? { cachedData } : {}),
    // For `import()`, by which the controller is loaded.
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  if (!cachedData || script.cachedDataRejected) keepAtExit(script, kept)
  const module: { exports: unknown } = { exports: {} }
  const require = (id: string) =>
    id.startsWith('./') ? requireCompiled(id.slice(2), options) : options.require(id)
  script.runInThisContext()(module.exports, require, module, path, options.folder)
  return module.exports
}

/** As Node wraps CommonJS. */
function wrap(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${source}\n})`
}

/** What somebody else may have written is not run. */
function readOwn(path: string): Buffer | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const { uid, mode } = fstatSync(file)
    return isOwn(uid, mode) ? readFileSync(file) : undefined
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function isOwn(uid: number, mode: number): boolean {
  const own = process.geteuid?.()
  return own === undefined || (uid === own && (mode & 0o022) === 0)
}

/** A run that failed may have used few of the functions that others will. */
function keepAtExit(script: Script, path: string): void {
  process.once('exit', (code) => {
    if (code === 0) write(path, script.createCachedData())
  })
}

/** Where it can't be written each start takes a little longer: nothing to bother anybody with. */
function write(path: string, data: Buffer): void {
  const folder = join(path, '..')
  const staged = `${path}.${process.pid}`
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 })) removeOld(join(folder, '..'))
    const { uid, mode } = statSync(folder)
    if (!isOwn(uid, mode)) return
    writeFileSync(staged, data, { mode: 0o600, flag: 'wx' })
    renameSync(staged, path)
  } catch {}
}

/** A month without a new command is long. Folders of other builds may be in use by another installation. */
const month = 30 * 24 * 60 * 60 * 1000

function removeOld(parent: string): void {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name)
    if (Date.now() - statSync(folder).mtimeMs > month) rmSync(folder, { recursive: true, force: true })
  }
}
