import { spawn } from 'node:child_process'
import { access, mkdir, mkdtemp, realpath, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'

/** The one that the contract was read from. */
const version = '11.10.0'

/** In ms: 400 MB, by whatever line there is. */
const installTime = 15 * 60_000

/** The folder whose `bin` has the program `heroku`: in the cache, where it was installed before; else by npm, now. */
export async function provideHeroku(env: NodeJS.ProcessEnv, say: (text: string) => void): Promise<string> {
  const cache = path.join(env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'qp')
  const folder = path.join(cache, `heroku-${version}`)
  if (await isThere(path.join(folder, 'node_modules/.bin/heroku'))) return folder
  say(`installing heroku@${version} into ${folder}`)
  await mkdir(cache, { recursive: true })
  const partial = await mkdtemp(`${folder}.`)
  try {
    await install(partial, env)
    // Two may do so at once; what the first put there is as good.
    await rename(partial, folder).catch(async (error) => {
      if (!(await isThere(folder))) throw error
    })
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
  return folder
}

async function install(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const npm = await findNpm(env)
  const words = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn(process.execPath, [npm, 'install', ...words, `heroku@${version}`], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: installTime,
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code === 0) return
  throw new Error(`heroku@${version} could not be installed: npm ended with ${code}. Is there a network?`)
}

async function findNpm({ PATH = '' }: NodeJS.ProcessEnv): Promise<string> {
  for (const folder of PATH.split(path.delimiter)) {
    const file = path.join(folder, 'npm')
    if (await isThere(file)) return realpath(file)
  }
  throw new Error(`heroku@${version} is not there yet, and no npm on PATH to install it.`)
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
