import { type Problem, type ProblemReason, problemStatus } from '../../domain/problem.ts'

export interface DeisAnswer {
  status: number
  body: unknown
}

/** As it is, or made of what the problem says. */
type Text = string | ((problem: { subject: string; message: string }) => string)

/**
 * The field that a broken rule is about in Deis's API, and the words that its clients know it by (controller-sdk-go, errors.go) or its
 * controller has for the very same rule; without, ours: they say more.
 */
const fields: Partial<Record<ProblemReason, readonly [field: string, text?: Text]>> = {
  app_exists: ['id', 'Application with this id already exists.'],
  app_name_format: ['id'],
  certificate_format: ['certificate', ({ message }) => `Could not load certificate: ${message}`],
  certificate_name_format: ['name', 'Can only contain a-z (lowercase), 0-9 and hyphens'],
  certificate_name_taken: ['name'],
  config_key_format: [
    'values',
    'Config keys must start with a letter or underscore and only contain [A-z0-9_]',
  ],
  cpu_format: ['cpu', 'CPU limit format: <value> or <value>/<value>, where value must be a numeric'],
  domain_characters: [
    'domain',
    ({ subject }) => `Hostname does not look valid, could not convert to ACE ${subject}: ${labelRule}`,
  ],
  domain_format: ['domain', 'Hostname does not look valid.'],
  domain_only_wildcard: ['domain', "Hostname can't only be a wildcard"],
  domain_reserved: ['domain'],
  domain_taken: ['domain', 'Domain is already in use by another application'],
  email_format: ['email', 'Enter a valid email address.'],
  health_check_format: ['healthcheck'],
  key_encoding: ['public', 'Key contains invalid base64 chars'],
  key_format: ['public'],
  key_name_taken: ['id', 'SSH Key with this id already exists.'],
  key_taken: ['public', 'Public Key is already in use'],
  memory_format: [
    'memory',
    'Memory limit format: <number><unit> or <number><unit>/<number><unit>, where unit = B, K, M or G',
  ],
  password_format: ['password'],
  private_key_format: ['key'],
  tag_format: ['tags'],
  username_taken: ['username', 'A user with that username already exists.'],
  username_format: [
    'username',
    'Enter a valid username. This value may contain only letters, numbers and @/./+/-/_ characters.',
  ],
  wrong_login: ['non_field_errors', 'Unable to log in with provided credentials.'],
}

/** Behind the name itself, which our own words begin with. */
const labelRule = 'between dots are 1 to 63 letters, digits and hyphens, and no hyphen at an end.'

/** What is told as `detail`, where Deis has another status or other words for it. */
const details: Partial<Record<ProblemReason, { status: number; text?: Text }>> = {
  domain_has_certificate: { status: 409, text: 'Domain already has a certificate attached to it' },
  initial_release: { status: 400, text: 'Cannot roll back to initial release.' },
  no_access: { status: 403, text: 'You do not have permission to perform this action.' },
  no_node: { status: 400, text: ({ subject }) => `No nodes matched the provided labels: ${subject}` },
  no_such_process_type: {
    status: 404,
    text: ({ subject }) => `Container type ${subject} does not exist in application`,
  },
  not_in_whitelist: {
    status: 422,
    text: ({ subject }) => `addresses {'${subject}'} does not exist in whitelist`,
  },
  not_set: { status: 422 },
  nothing_to_run: { status: 400, text: 'No build associated with this release' },
  no_rollback_target: { status: 400, text: 'Release matching query does not exist.' },
  owns_apps: {
    status: 409,
    text: ({ subject }) => `${subject} still has applications assigned. Delete or transfer ownership`,
  },
  password_missing: { status: 400, text: 'password is a required field' },
  quantity_format: {
    status: 400,
    text: ({ subject, message }) => (Number(subject) < 0 ? `Invalid scaling format: ${belowZero}` : message),
  },
  release_not_succeeded: { status: 400, text: 'Cannot roll back to failed release.' },
  wrong_password: { status: 401, text: 'Current password does not match' },
}

/** As Deis's controller says it, with the name of a class of its own. */
const belowZero = "[ErrorDetail(string='Must be greater than or equal to zero', code='invalid')]"

/** What an object is called that is not there. */
const kinds: Partial<Record<ProblemReason, string>> = {
  no_such_app: 'App',
  no_such_build: 'Build',
  no_such_certificate: 'Certificate',
  no_such_domain: 'Domain',
  no_such_key: 'Key',
  no_such_release: 'Release',
  no_such_service: 'Service',
  no_such_user: 'User',
}

/** The answer where Deis has one of its own; undefined where `detail` and the problem's own message are all there is. */
export function wordsOf({ reason, message, id, subject = '' }: Problem): DeisAnswer | undefined {
  if (reason === undefined) return undefined
  const say = (text: Text = message) => (typeof text === 'string' ? text : text({ subject, message }))
  const kind = kinds[reason]
  // A bare string: its clients print it as it is.
  if (kind !== undefined) return { status: problemStatus[id], body: `No ${kind} matches the given query.` }
  // The list is the whole body there.
  if (reason === 'whitelist_format') return { status: 400, body: [`The address ${subject} is not valid`] }
  const [field, text] = fields[reason] ?? []
  if (field !== undefined) return { status: 400, body: { [field]: [say(text)] } }
  const detail = details[reason]
  return detail && { status: detail.status, body: { detail: say(detail.text) } }
}
