import { spawn } from 'node:child_process'
import { UserError } from './errors.ts'

/** Each platform's program that opens an address in whatever browser its user has chosen. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` is part of cmd.exe and would read & in an address; this one takes the address as it is.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/**
 * Resolves once the opener runs; it is left to itself, since some stay until the browser is closed. Throws a UserError for what is no
 * address of the web: an opener starts programs by others, or takes them for options, and the controller says what they are.
 */
export async function openBrowser(url: string, platform: NodeJS.Platform): Promise<void> {
  // Not what URL takes: a Deis of an IP address gives its apps names that are none, and a browser says so best.
  if (!/^https?:\/\/\S+$/i.test(url))
    throw new UserError(`${JSON.stringify(url)} is no address that is opened: it is not on the web.`)
  const [program, ...args] = openers[platform] ?? ['xdg-open']
  await new Promise<void>((resolve, reject) => {
    const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    opener.once('spawn', () => {
      opener.unref()
      resolve()
    })
    opener.once('error', (cause) => {
      const hint = `Open it by hand: ${url}`
      reject(new UserError(`no browser can be opened: ${program} can't be run.`, { hint, cause }))
    })
  })
}
