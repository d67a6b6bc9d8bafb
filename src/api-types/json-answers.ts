import { type TSchema, Type } from 'typebox'
import { Account } from './account.ts'
import { App } from './app.ts'
import { AppTransfer } from './app-transfer.ts'
import { Authorization } from './authorization.ts'
import { Build } from './build.ts'
import { Buildpack, BuildpackInstallation } from './buildpack-installation.ts'
import { Collaborator } from './collaborator.ts'
import { ConfigVars } from './config-vars.ts'
import { ContainerImage } from './container-image.ts'
import { Domain } from './domain.ts'
import { Dyno } from './dyno.ts'
import { Feature } from './feature.ts'
import { Formation } from './formation.ts'
import { Key } from './key.ts'
import { LogDrain } from './log-drain.ts'
import { OAuthClient } from './oauth-client.ts'
import { OAuthSession } from './oauth-session.ts'
import { ProcessSettings } from './process-settings.ts'
import { Named, Nullable } from './reference.ts'
import { Region } from './region.ts'
import { Registry } from './registry.ts'
import { Release } from './release.ts'
import { Routing, Tls, Whitelist } from './routing.ts'
import { Run } from './run.ts'
import { Service } from './service.ts'
import { SniEndpoint } from './sni-endpoint.ts'
import { Stack } from './stack.ts'
import { Status } from './status.ts'
import { Labels, Tags } from './tags.ts'
import { Webhook, WebhookDelivery, WebhookEvent } from './webhook.ts'

// What each command answers under --json. Tests hold every answer to it, docs/commands/ shows it; no command loads it.

/** What is said under --json in place of an answer when a command fails; the exit code says the kind. */
export const JsonFailure = Type.Object({
  error: Type.Object({
    /** Stable: decide by it. */
    code: Type.String(),
    message: Type.String(),
    hint: Type.Optional(Type.String()),
    /** The HTTP status, where the controller refused. */
    status: Type.Optional(Type.Integer()),
  }),
})

/** A controller that somebody has logged in to. */
/** Who logs out without having logged in. */
const NotLoggedIn = Type.Object({ url: Type.Null() })
const Login = Type.Object({
  name: Type.String(),
  url: Type.String(),
  email: Type.String(),
  username: Type.Optional(Type.String()),
  dialect: Type.Optional(Type.Enum(['platform', 'deis', 'deis-v1'])),
  isTokenOurs: Type.Boolean(),
  caFile: Type.Optional(Type.String()),
  /** Where it serves git over SSH, once it has said so. */
  sshPort: Type.Optional(Type.Integer()),
  docker: Type.Optional(Type.String()),
})

const LoginImport = Type.Object({
  imported: Type.Array(Login),
  left: Type.Array(Type.Object({ from: Type.String(), url: Type.String(), because: Type.String() })),
})

const LogLine = Type.Object({
  time: Nullable(Type.String()),
  source: Nullable(Type.String()),
  dyno: Nullable(Type.String()),
  text: Type.String(),
})

const Check = Type.Object({
  check: Type.String(),
  status: Type.Enum(['passed', 'warned', 'failed', 'skipped']),
  detail: Type.String(),
  hint: Nullable(Type.String()),
})

const Plugin = Type.Object({
  name: Type.String(),
  type: Type.Enum(['user', 'link']),
  version: Type.Optional(Type.String()),
  tag: Type.Optional(Type.String()),
  root: Type.Optional(Type.String()),
})

const Described = Type.Object({ name: Type.String(), description: Type.Optional(Type.String()) })

const Command = Type.Object({
  id: Type.String(),
  description: Type.Optional(Type.String()),
  args: Type.Array(Described),
  flags: Type.Array(Type.Object({ ...Described.properties, char: Type.Optional(Type.String()) })),
})

/** By the command's id. */
export const jsonAnswers: Readonly<Record<string, TSchema>> = {
  access: Type.Array(Collaborator),
  'access:add': Collaborator,
  'access:remove': Collaborator,
  'access:update': Collaborator,
  apps: Type.Array(App),
  'apps:create': App,
  'apps:destroy': App,
  'apps:info': Type.Object({
    app: App,
    dynos: Type.Array(Dyno),
    collaborators: Type.Array(Collaborator),
  }),
  'apps:rename': App,
  'apps:diff': Type.Array(
    Type.Object({ property: Type.String(), app1: Nullable(Type.String()), app2: Nullable(Type.String()) }),
  ),
  'apps:stacks': Type.Object({ stack: Named, build_stack: Named, stacks: Type.Array(Stack) }),
  'apps:stacks:set': App,
  'apps:join': Collaborator,
  'apps:leave': Collaborator,
  'apps:open': Type.Object({ url: Type.String() }),
  'apps:transfer': Type.Array(AppTransfer),
  'auth:cancel': Account,
  'auth:passwd': Account,
  'auth:regenerate': Type.Object({
    url: Type.String(),
    users: Type.Array(Type.String()),
    token: Nullable(Type.String()),
  }),
  'auth:register': Account,
  'auth:token': Type.Object({ url: Type.String(), token: Type.String() }),
  'auth:whoami': Account,
  authorizations: Type.Array(Authorization),
  'authorizations:create': Authorization,
  'authorizations:info': Authorization,
  'authorizations:revoke': Authorization,
  'authorizations:rotate': Authorization,
  'authorizations:update': Authorization,
  autocomplete: Type.Union([
    Type.Object({ shell: Type.String(), setup: Type.String() }),
    Type.Object({ url: Type.String(), apps: Type.Integer(), app: Nullable(Type.String()) }),
  ]),
  'autocomplete:doctor': Type.Array(Check),
  'autocomplete:options': Type.Array(
    Type.Object({ value: Type.String(), description: Type.Optional(Type.String()) }),
  ),
  'autocomplete:script': Type.Object({ shell: Type.String(), script: Type.String() }),
  builds: Type.Array(Build),
  'builds:cancel': Build,
  'builds:create': Build,
  'builds:info': Build,
  'builds:output': Type.Object({ id: Type.String(), status: Type.String(), output: Type.String() }),
  buildpacks: Type.Array(BuildpackInstallation),
  'buildpacks:add': Type.Array(BuildpackInstallation),
  'buildpacks:clear': Type.Array(BuildpackInstallation),
  'buildpacks:info': Buildpack,
  'buildpacks:remove': Type.Array(BuildpackInstallation),
  'buildpacks:search': Type.Array(Buildpack),
  'buildpacks:set': Type.Array(BuildpackInstallation),
  certs: Type.Array(SniEndpoint),
  'certs:add': SniEndpoint,
  'certs:attach': Domain,
  'certs:auto': Type.Object({ acm: Type.Boolean(), domains: Type.Array(Domain) }),
  'certs:auto:disable': App,
  'certs:auto:enable': App,
  'certs:auto:refresh': App,
  'certs:detach': Domain,
  'certs:generate': Type.Object({
    domain: Type.String(),
    key_file: Type.String(),
    csr_file: Nullable(Type.String()),
    crt_file: Nullable(Type.String()),
  }),
  'certs:info': SniEndpoint,
  'certs:remove': SniEndpoint,
  'certs:update': SniEndpoint,
  clients: Type.Array(OAuthClient),
  'clients:create': OAuthClient,
  'clients:destroy': OAuthClient,
  'clients:info': OAuthClient,
  'clients:rotate': OAuthClient,
  'clients:update': OAuthClient,
  config: ConfigVars,
  'config:edit': ConfigVars,
  'config:get': Type.Record(Type.String(), Nullable(Type.String())),
  'config:pull': ConfigVars,
  'config:push': ConfigVars,
  'config:set': ConfigVars,
  'config:unset': ConfigVars,
  'container:login': Account,
  'container:logout': Type.Object({ url: Type.String() }),
  'container:pull': Type.Array(Type.Object({ type: Type.String(), image: Type.String() })),
  'container:push': Type.Array(ContainerImage),
  'container:release': Release,
  'container:rm': Release,
  doctor: Type.Array(Check),
  domains: Type.Array(Domain),
  'domains:add': Domain,
  'domains:clear': Type.Array(Domain),
  'domains:info': Domain,
  'domains:remove': Domain,
  'domains:update': Domain,
  'domains:wait': Type.Array(Domain),
  drains: Type.Array(LogDrain),
  'drains:add': LogDrain,
  'drains:remove': LogDrain,
  features: Type.Array(Feature),
  'features:disable': Feature,
  'features:enable': Feature,
  'features:info': Feature,
  healthchecks: Type.Array(ProcessSettings),
  'healthchecks:set': Type.Array(ProcessSettings),
  'healthchecks:unset': Type.Array(ProcessSettings),
  labels: Labels,
  'labels:set': Labels,
  'labels:unset': Labels,
  labs: Type.Array(Feature),
  'labs:disable': Feature,
  'labs:enable': Feature,
  'labs:info': Feature,
  limits: Type.Array(ProcessSettings),
  'limits:set': Type.Array(ProcessSettings),
  'limits:unset': Type.Array(ProcessSettings),
  'git:clone': Type.Object({ app: Type.String(), directory: Type.String(), url: Type.String() }),
  'git:remove': Type.Object({ app: Type.String(), removed: Type.Array(Type.String()) }),
  'git:remote': Type.Object({ app: Type.String(), remote: Type.String(), url: Type.String() }),
  help: Type.Array(Command),
  login: Type.Union([Login, LoginImport]),
  logout: Type.Union([Login, NotLoggedIn]),
  logs: Type.Array(LogLine),
  maintenance: App,
  'maintenance:off': App,
  'maintenance:on': App,
  perms: Type.Union([Type.Array(Collaborator), Type.Array(Account)]),
  'perms:create': Type.Union([Collaborator, Account]),
  'perms:delete': Type.Union([Collaborator, Account]),
  plugins: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.Enum(['user', 'link', 'path']),
      version: Nullable(Type.String()),
      path: Type.String(),
    }),
  ),
  'plugins:install': Plugin,
  'plugins:link': Plugin,
  'plugins:uninstall': Plugin,
  'plugins:update': Type.Array(Plugin),
  ps: Type.Array(Dyno),
  'ps:copy': Type.Object({
    app: Type.String(),
    from: Type.String(),
    to: Type.String(),
    files: Type.Integer(),
    bytes: Type.Integer(),
    skipped: Type.Array(Type.String()),
  }),
  'ps:restart': Type.Object({ app: Type.String(), restarted: Nullable(Type.String()) }),
  'ps:scale': Type.Array(Formation),
  'ps:stop': Type.Object({ app: Type.String(), stopped: Type.String() }),
  'ps:type': Type.Array(Formation),
  'ps:wait': Type.Array(Dyno),
  keys: Type.Array(Key),
  'keys:add': Key,
  'keys:clear': Type.Array(Key),
  'keys:remove': Key,
  regions: Type.Array(Region),
  registry: Registry,
  'registry:set': Registry,
  'registry:unset': Registry,
  releases: Type.Array(Release),
  routing: Routing,
  'routing:disable': Routing,
  'routing:enable': Routing,
  'releases:info': Type.Object({ ...Release.properties, config_vars: Type.Union([ConfigVars, Type.Null()]) }),
  'releases:output': Type.Object({
    version: Type.Integer(),
    status: Type.String(),
    output: Type.String(),
  }),
  'releases:retry': Release,
  'releases:rollback': Release,
  'run:detached': Dyno,
  'run:list': Type.Array(Run),
  'run:logs': Type.Array(LogLine),
  'run:stop': Run,
  'server:destroy': Type.Object({
    dataDir: Type.String(),
    containers: Type.Integer(),
    images: Type.Integer(),
  }),
  services: Type.Array(Service),
  'services:add': Service,
  'services:remove': Service,
  sessions: Type.Array(OAuthSession),
  'sessions:destroy': OAuthSession,
  shortcuts: Type.Array(Type.Object({ shortcut: Type.String(), command: Type.String() })),
  'stack:build': Type.Object({ tag: Type.String(), id: Type.String(), size: Type.Integer() }),
  status: Status,
  tags: Tags,
  'tags:set': Tags,
  'tags:unset': Tags,
  timeouts: Type.Array(ProcessSettings),
  'timeouts:set': Type.Array(ProcessSettings),
  'timeouts:unset': Type.Array(ProcessSettings),
  tls: Tls,
  'tls:disable': Tls,
  'tls:enable': Tls,
  users: Type.Array(Account),
  'users:create': Account,
  'users:destroy': Account,
  whitelist: Whitelist,
  'whitelist:add': Whitelist,
  'whitelist:remove': Whitelist,
  webhooks: Type.Array(Webhook),
  'webhooks:add': Type.Object({ ...Webhook.properties, secret: Nullable(Type.String()) }),
  'webhooks:deliveries': Type.Array(WebhookDelivery),
  'webhooks:deliveries:info': Type.Object({
    ...WebhookDelivery.properties,
    payload: WebhookEvent.properties.payload,
  }),
  'webhooks:events': Type.Array(WebhookEvent),
  'webhooks:events:info': WebhookEvent,
  'webhooks:info': Webhook,
  'webhooks:remove': Webhook,
  'webhooks:update': Webhook,
  version: Type.Object({ qp: Type.String(), node: Type.String(), platform: Type.String() }),
}

/** Commands that answer nothing in JSON, and why. */
export const withoutJson: Readonly<Record<string, string>> = {
  'container:run': "stdout is the process's own",
  'git:credentials': 'git reads its answer',
  local: "stdout is the processes' own",
  'local:run': "stdout is the process's own",
  'ps:exec': "stdout is the process's own",
  'ps:forward': 'it ends by Ctrl-C, or by an error, and answers nothing before that',
  proxy: 'it ends by Ctrl-C, or stdout is that of what it runs',
  run: "stdout is the process's own",
  'run:attach': "stdout is the process's own",
  'run:inside': "stdout is the process's own",
  server: 'what it says is its log, which is JSON already',
}
