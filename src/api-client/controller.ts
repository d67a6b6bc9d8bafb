import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { Account, AccountCreate, AccountUpdate } from '../api-types/account.ts'
import type { App, AppCreate, AppUpdate } from '../api-types/app.ts'
import type { AppTransfer, AppTransferCreate } from '../api-types/app-transfer.ts'
import type { Authorization, AuthorizationCreate, AuthorizationUpdate } from '../api-types/authorization.ts'
import type { Build, BuildCreate } from '../api-types/build.ts'
import type {
  Buildpack,
  BuildpackInstallation,
  BuildpackInstallationsUpdate,
} from '../api-types/buildpack-installation.ts'
import type { Collaborator, CollaboratorCreate, CollaboratorUpdate } from '../api-types/collaborator.ts'
import type { ConfigVars, ConfigVarsUpdate } from '../api-types/config-vars.ts'
import type { ContainerImage } from '../api-types/container-image.ts'
import type { Domain, DomainCreate, DomainUpdate } from '../api-types/domain.ts'
import type { Dyno, DynoCreate, RunInsideCreate } from '../api-types/dyno.ts'
import type { Feature, FeatureUpdate } from '../api-types/feature.ts'
import type { Formation, FormationUpdate } from '../api-types/formation.ts'
import type { Key, KeyCreate } from '../api-types/key.ts'
import type { LogDrain, LogDrainCreate } from '../api-types/log-drain.ts'
import type { LogSessionCreate } from '../api-types/log-session.ts'
import type { OAuthClient, OAuthClientCreate, OAuthClientUpdate } from '../api-types/oauth-client.ts'
import type { OAuthSession } from '../api-types/oauth-session.ts'
import type { ProcessSettings, ProcessSettingsUpdate } from '../api-types/process-settings.ts'
import type { Progress } from '../api-types/progress.ts'
import type { Region } from '../api-types/region.ts'
import type { Registry, RegistryUpdate } from '../api-types/registry.ts'
import type { Release, ReleaseCreate } from '../api-types/release.ts'
import type {
  Routing,
  RoutingUpdate,
  Tls,
  TlsUpdate,
  Whitelist,
  WhitelistUpdate,
} from '../api-types/routing.ts'
import type { Run } from '../api-types/run.ts'
import type { Service, ServiceCreate } from '../api-types/service.ts'
import type { Slug } from '../api-types/slug.ts'
import type { SniEndpoint, SniEndpointCreate, SniEndpointUpdate } from '../api-types/sni-endpoint.ts'
import type { Stack } from '../api-types/stack.ts'
import type { Status } from '../api-types/status.ts'
import type { Labels, PairsUpdate, Tags } from '../api-types/tags.ts'
import type { UserCreate, UserUpdate } from '../api-types/user.ts'
import type {
  Webhook,
  WebhookCreate,
  WebhookDelivery,
  WebhookEvent,
  WebhookUpdate,
} from '../api-types/webhook.ts'
import type { RemoteProcess } from '../attach/remote-process.ts'
import type { ConnectionState } from '../attach/websocket-process.ts'
import type { UserError } from '../lib/errors.ts'

/** Called for each thing a long request reports while it runs. */
export type OnProgress = (progress: Progress) => void

export interface AttachOptions {
  /** A terminal is come back to when its connection is lost; pipes are not. */
  tty: boolean
  /** What it reads comes from a pipe or a file. A controller that carries no stdin refuses what is there. */
  isPiped?: boolean
  /** `type` (without): types where nobody else does. `take`: in the place of whoever does. `watch`: never. */
  role?: 'type' | 'take' | 'watch'
  onConnection?: (state: ConnectionState) => void
}

/** The way to a running dyno's ports. */
export interface DynoForward {
  /** Resolves when it has ended, by the dyno's end, say: why, as whoever waits for it throws it. Never rejects. */
  readonly ended: Promise<UserError>
  /**
   * Carries a connection to a port of the dyno, each direction until its own end; resolves when both are over. Make it with
   * `allowHalfOpen`. Rejects where nothing listens, or where the way was lost; what was cut off is reset, not ended.
   */
  carry(connection: Socket, port: number): Promise<void>
  /** Cuts what is still carried. */
  close(): void
}

export interface Watched {
  onProgress?: OnProgress
}

/** `address`: where they are reached, on controllers where `email` may be a username. */
export interface Registration extends AccountCreate {
  address?: string
}

/**
 * A controller as commands see it: resources and verbs, no URL. A dialect implements it (`platform/` speaks the
 * Platform API v3). What a controller refuses is thrown as an `ApiError`.
 */
export interface Controller {
  /** The address it answers on, without a trailing slash. */
  readonly url: string
  readonly status: { get(): Promise<Status> }
  readonly regions: { list(): Promise<Region[]> }
  readonly account: {
    get(): Promise<Account>
    /** Needs no token where everybody may register. */
    register(options: Registration): Promise<Account>
    changePassword(options: AccountUpdate): Promise<Account>
    cancel(): Promise<Account>
  }
  /** For admins. */
  readonly users: {
    list(): Promise<Account[]>
    create(options: UserCreate): Promise<Account>
    update(user: string, changes: UserUpdate): Promise<Account>
    remove(user: string): Promise<Account>
    /** The tokens of this user, or of all, but not the one in use. Answers whose they were. */
    revokeTokens(user?: string): Promise<Account[]>
  }
  readonly authorizations: {
    /** With a password: logs in. Without: makes another token for who is logged in. */
    create(options: AuthorizationCreate, login?: { email: string; password: string }): Promise<Authorization>
    list(): Promise<Authorization[]>
    /** `~` is the token in use, here and below. */
    get(id: string): Promise<Authorization>
    update(id: string, changes: AuthorizationUpdate): Promise<Authorization>
    /** Another secret for the same token. */
    rotate(id: string): Promise<Authorization>
    revoke(id: string): Promise<Authorization>
  }
  /** Logins: the tokens that a password made. */
  readonly oauthSessions: {
    list(): Promise<OAuthSession[]>
    end(id: string): Promise<OAuthSession>
  }
  /** Programs that act for users who allow it. */
  readonly oauthClients: {
    list(): Promise<OAuthClient[]>
    create(options: OAuthClientCreate): Promise<OAuthClient>
    get(id: string): Promise<OAuthClient>
    update(id: string, changes: OAuthClientUpdate): Promise<OAuthClient>
    /** Another secret for the same client. */
    rotate(id: string): Promise<OAuthClient>
    remove(id: string): Promise<OAuthClient>
  }
  readonly keys: {
    list(): Promise<Key[]>
    add(options: KeyCreate): Promise<Key>
    /** By id, fingerprint or comment. */
    remove(key: string): Promise<Key>
  }
  readonly apps: {
    /** The apps you own or work on; with `all`, every app you may see. `label` ("team", "team=frontend"): those that have it. */
    list(options?: { all?: boolean; label?: string | undefined }): Promise<App[]>
    get(app: string): Promise<App>
    create(options: AppCreate): Promise<App>
    update(app: string, changes: AppUpdate): Promise<App>
    destroy(app: string): Promise<App>
    /** Takes effect at once. */
    transfer(options: AppTransferCreate): Promise<AppTransfer>
  }
  readonly configVars: {
    get(app: string): Promise<ConfigVars>
    getOfRelease(app: string, version: number): Promise<ConfigVars>
    update(app: string, changes: ConfigVarsUpdate, options?: Watched): Promise<ConfigVars>
  }
  readonly formation: {
    list(app: string): Promise<Formation[]>
    update(app: string, updates: FormationUpdate[], options?: Watched): Promise<Formation[]>
  }
  /** Limits, health checks and stop timeouts, by process type. */
  readonly processSettings: {
    list(app: string): Promise<ProcessSettings[]>
    update(app: string, updates: ProcessSettingsUpdate[], options?: Watched): Promise<ProcessSettings[]>
  }
  /** Where an app's dynos may run. */
  readonly tags: {
    get(app: string): Promise<Tags>
    update(app: string, changes: PairsUpdate): Promise<Tags>
  }
  /** What people and scripts say of an app. */
  readonly labels: {
    get(app: string): Promise<Labels>
    update(app: string, changes: PairsUpdate): Promise<Labels>
  }
  readonly dynos: {
    list(app: string): Promise<Dyno[]>
    create(app: string, options: DynoCreate): Promise<Dyno>
    /** Restarts one dyno ("web.1"), a process type ("web"), or all. */
    restart(app: string, which?: string, options?: Watched): Promise<void>
    /** Stops one dyno ("web.1", "run.1234") or a process type ("web"). */
    stop(app: string, which: string): Promise<void>
    /**
     * A file or folder of a running dyno as a tar, its first entry named as the last part of the path, or `./` behind `/.`.
     * Refused with `no_such_file`, with `conflict` for a file with a slash behind it, and with `not_found` for the dyno.
     */
    readArchive(app: string, dyno: string, path: string): Promise<Readable>
    /** Unpacks a tar in a folder of a running dyno. */
    writeArchive(app: string, dyno: string, path: string, tar: Readable): Promise<void>
    /** A command in a dyno that runs; its session is attached to as a one-off dyno's is. */
    runInside(app: string, dyno: string, options: RunInsideCreate): Promise<Dyno>
    /** Opens the session of what `create` or `runInside` gave. */
    attach(dyno: Dyno, options: AttachOptions): Promise<Required<RemoteProcess>>
    /** Refused with `not_found` for the dyno, with `conflict` where it does not run, with `not_supported` by who can't forward. */
    forward(app: string, dyno: string): Promise<DynoForward>
  }
  readonly runs: {
    /** One-off processes that run; with `all`, those that have ended too. Oldest first. */
    list(app: string, options?: { all?: boolean }): Promise<Run[]>
    /** By id, or by the name of its dyno. */
    get(app: string, run: string): Promise<Run>
    /** Resolves when it has ended. */
    stop(app: string, run: string): Promise<Run>
    /** Joins its session. */
    attach(run: Run, options: AttachOptions): Promise<Required<RemoteProcess>>
  }
  readonly releases: {
    /** Newest first. */
    list(app: string, options?: { max?: number }): Promise<Release[]>
    get(app: string, version: number): Promise<Release>
    rollback(app: string, release: string, options?: Watched): Promise<Release>
    create(app: string, options: ReleaseCreate, watched?: Watched): Promise<Release>
    /** What its release command wrote, and writes until it ends. */
    readOutput(app: string, version: number): Promise<Readable>
  }
  readonly slugs: {
    /** By the id that a release names. */
    get(app: string, slug: string): Promise<Slug>
  }
  readonly builds: {
    list(app: string): Promise<Build[]>
    get(app: string, build: string): Promise<Build>
    /** What it wrote, and writes until it ends. */
    readOutput(app: string, build: string): Promise<Readable>
    cancel(app: string, build: string): Promise<Build>
    /** Sends a tar or tar.gz; the address is for `create`. */
    upload(app: string, tar: Readable): Promise<string>
    create(app: string, options: BuildCreate, watched?: Watched): Promise<Build>
  }
  /** Which buildpacks build an app. */
  readonly buildpacks: {
    /** In their order. */
    list(app: string): Promise<BuildpackInstallation[]>
    /** These and no others, from the next build on. */
    replace(app: string, update: BuildpackInstallationsUpdate): Promise<BuildpackInstallation[]>
    /** Those that can be asked for by name. */
    listKnown(): Promise<Buildpack[]>
  }
  /** Images by process type. */
  readonly containerImages: {
    list(app: string): Promise<ContainerImage[]>
    /** As `docker save` writes it. */
    push(app: string, type: string, tar: Readable): Promise<void>
    /** As `docker load` reads it. */
    read(app: string, type: string): Promise<Readable>
    release(app: string, types: string[], options?: Watched): Promise<Release>
    remove(app: string, types: string[], options?: Watched): Promise<Release>
  }
  /** What apps can be built on. */
  readonly stacks: { list(): Promise<Stack[]> }
  /** Whom an app's images are pulled as. */
  readonly registry: {
    get(app: string): Promise<Registry>
    update(app: string, changes: RegistryUpdate): Promise<Registry>
  }
  readonly domains: {
    list(app: string): Promise<Domain[]>
    get(app: string, hostname: string): Promise<Domain>
    add(app: string, options: DomainCreate): Promise<Domain>
    update(app: string, hostname: string, changes: DomainUpdate): Promise<Domain>
    remove(app: string, hostname: string): Promise<Domain>
  }
  /** Heroku calls them SNI endpoints. */
  readonly certificates: {
    list(app: string): Promise<SniEndpoint[]>
    /** By name or id. */
    get(app: string, name: string): Promise<SniEndpoint>
    add(app: string, options: SniEndpointCreate): Promise<SniEndpoint>
    update(app: string, name: string, options: SniEndpointUpdate): Promise<SniEndpoint>
    remove(app: string, name: string): Promise<SniEndpoint>
  }
  /** Whether requests reach the app. */
  readonly routing: {
    get(app: string): Promise<Routing>
    update(app: string, changes: RoutingUpdate): Promise<Routing>
  }
  readonly tls: {
    get(app: string): Promise<Tls>
    update(app: string, changes: TlsUpdate): Promise<Tls>
  }
  readonly whitelist: {
    get(app: string): Promise<Whitelist>
    update(app: string, changes: WhitelistUpdate): Promise<Whitelist>
  }
  readonly services: {
    list(app: string): Promise<Service[]>
    /** Adds the process type's, or gives it another route. */
    put(app: string, service: ServiceCreate, options?: Watched): Promise<Service>
    remove(app: string, type: string): Promise<Service>
  }
  readonly features: {
    list(app: string): Promise<Feature[]>
    get(app: string, feature: string): Promise<Feature>
    update(app: string, feature: string, changes: FeatureUpdate): Promise<Feature>
    listOfAccount(): Promise<Feature[]>
    getOfAccount(feature: string): Promise<Feature>
    updateOfAccount(feature: string, changes: FeatureUpdate): Promise<Feature>
  }
  /** Certificates that the controller gets by itself; Heroku calls it Automated Certificate Management. */
  readonly acm: {
    enable(app: string): Promise<App>
    disable(app: string): Promise<App>
    /** Tries at once again what failed. */
    refresh(app: string): Promise<App>
  }
  readonly collaborators: {
    list(app: string): Promise<Collaborator[]>
    add(app: string, options: CollaboratorCreate): Promise<Collaborator>
    update(app: string, user: string, changes: CollaboratorUpdate): Promise<Collaborator>
    remove(app: string, user: string): Promise<Collaborator>
  }
  /** Where an app's log is sent. */
  readonly drains: {
    list(app: string, options?: { extended?: boolean }): Promise<LogDrain[]>
    add(app: string, options: LogDrainCreate): Promise<LogDrain>
    /** By URL, token or id. */
    remove(app: string, which: string): Promise<LogDrain>
  }
  /** Who is told of what happens to an app, of what, and how that went. Lists of what was told are newest first. */
  readonly webhooks: {
    list(app: string): Promise<Webhook[]>
    get(app: string, id: string): Promise<Webhook>
    /** The secret is there where it was made up, and never again. */
    add(app: string, options: WebhookCreate): Promise<{ webhook: Webhook; secret: string | null }>
    update(
      app: string,
      id: string,
      changes: WebhookUpdate,
    ): Promise<{ webhook: Webhook; secret: string | null }>
    remove(app: string, id: string): Promise<Webhook>
    listDeliveries(
      app: string,
      options?: { status?: string | undefined; max?: number },
    ): Promise<WebhookDelivery[]>
    getDelivery(app: string, id: string): Promise<WebhookDelivery>
    listEvents(app: string, options?: { max?: number }): Promise<WebhookEvent[]>
    getEvent(app: string, id: string): Promise<WebhookEvent>
  }
  readonly logs: {
    /** Log lines, oldest first, as Heroku writes them: `<time> app[web.1]: hello`. With `tail` it goes on until the signal. */
    read(app: string, options: LogSessionCreate, signal?: AbortSignal): AsyncIterable<string>
  }
}
