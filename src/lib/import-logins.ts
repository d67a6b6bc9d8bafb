import { findDialect } from '../api-client/find-dialect.ts'
import { configDir } from './config-dir.ts'
import { hearingOf, networkFor } from './connect.ts'
import { ApiError, UsageError, UserError } from './errors.ts'
import { type ForeignLogin, findForeignLogins } from './foreign-logins.ts'
import { renderLoggedIn } from './logged-in.ts'
import { rememberLogin } from './login.ts'
import { chooseProfile, type Profile, readProfiles } from './profiles.ts'
import { askSeveral } from './prompt.ts'
import type { Surroundings } from './surroundings.ts'

/** What came of `qp login --import`. */
export interface Import {
  imported: Profile[]
  /** What was asked for and not taken, and why. */
  left: { from: string; url: string; because: string }[]
}

/**
 * Takes over logins of other programs, whose files stay as they are: all, those of one address, or those that somebody at the terminal
 * chooses. A token is tried at its own controller before it is kept, once that has shown what it is. It stays the other program's:
 * to log out here does not end it.
 */
export async function importLogins(
  surroundings: Surroundings,
  options: { url: string | undefined; all: boolean },
): Promise<Import> {
  const dir = configDir(surroundings.env)
  const { current } = await readProfiles(dir)
  const imported: Profile[] = []
  const left: Import['left'] = []
  for (const login of await chooseLogins(surroundings, options)) {
    const { from, url } = login
    const outcome = await importLogin(surroundings, login)
    if (typeof outcome === 'string') left.push({ from, url, because: outcome })
    else imported.push(outcome)
    if (typeof outcome === 'string')
      surroundings.terminal.stderr.write(`Left ${url} of ${from}: ${outcome}\n`)
  }
  // Which controller is meant where nothing says so is no matter of an import, unless there was none.
  const meant = current ?? imported[0]?.name
  if (meant !== undefined && imported.length > 0) await chooseProfile(dir, meant)
  if (imported.length === 0) throw new UserError('no login was taken over.', { code: 'nothing_imported' })
  return { imported, left }
}

async function chooseLogins(
  { env, terminal }: Surroundings,
  { url, all }: { url: string | undefined; all: boolean },
): Promise<ForeignLogin[]> {
  const onUnreadable = (path: string, why: string) =>
    void terminal.stderr.write(`Left ${path}: it can not be read (${why}).\n`)
  const found = (await findForeignLogins(env, onUnreadable)).filter(
    (it) => url === undefined || it.url === url,
  )
  if (found.length === 0) {
    throw new UserError(`no login${url === undefined ? '' : ` for ${url}`} was found.`, {
      code: 'nothing_to_import',
      hint: 'The deis program keeps them in ~/.deis, heroku in ~/.netrc.',
    })
  }
  if (all || url !== undefined) return found
  const labels = found.map((it) => `${it.url} (${it.from})`)
  if (!terminal.isTTY.stdin || !terminal.isTTY.stderr) {
    throw new UsageError(
      `there is no terminal to choose in. Add --yes for all, or the address of one:\n${labels.map((it) => `  ${it}`).join('\n')}`,
    )
  }
  const chosen = await askSeveral(terminal, 'Which logins? (space chooses, Enter goes on)', labels)
  return found.filter((_, index) => chosen.includes(labels[index] ?? ''))
}

/** Why not, or what is now known of it. */
async function importLogin(surroundings: Surroundings, login: ForeignLogin): Promise<Profile | string> {
  const { url, token, username } = login
  const { all } = await readProfiles(configDir(surroundings.env))
  const known = all.find((it) => it.url === url)
  if (!isSendable(token)) return 'its token is none: it holds what no header may.'
  // Whoever logged in here has a token that was made here, and wants to keep it.
  if (known) return `you are logged in to it already, as ${known.username ?? known.email}.`
  try {
    const dialect = await findDialect(url, await networkFor(surroundings, url), hearingOf(surroundings))
    const name = all.some((it) => it.name === login.name) ? undefined : login.name
    const remembered = await rememberLogin(surroundings, {
      url,
      token,
      username,
      name,
      dialect,
      isTokenOurs: false,
    })
    for (const line of renderLoggedIn(remembered)) surroundings.terminal.stderr.write(`${line}\n`)
    return remembered.profile
  } catch (error) {
    return whyNot(error, login)
  }
}

/** What Node sends in a header: visible ASCII. The message of its refusal may hold the token. */
function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token)
}

function whyNot(error: unknown, { url, isUnchecked }: ForeignLogin): string {
  if (error instanceof ApiError) return `it refuses the token: ${error.message}`
  // One that goes wrong in a way nobody thought of is no reason to leave the others.
  if (!(error instanceof UserError)) return error instanceof Error ? error.message : String(error)
  if (error.code !== 'bad_certificate' || !isUnchecked) return error.message
  return `${error.message} deis did not check it (ssl_verify); \`qp login ${url} --ca-file FILE\` says whom to trust.`
}
