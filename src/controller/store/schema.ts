import type { Generated } from 'kysely'

/** The tables as they are stored: times as ISO 8601 text, flags as 0 or 1, structures as JSON text. */
export interface Schema {
  settings: { key: string; value: string }
  users: {
    id: string
    email: string
    username: string
    password_hash: string | null
    is_admin: number
    created_at: string
    removed_email: string | null
  }
  tokens: {
    id: string
    user_id: string
    hash: string
    description: string
    scope: string
    is_login: number
    client_id: string | null
    refresh_hash: string | null
    made_by: string | null
    expires_at: string | null
    created_at: string
    updated_at: string | null
  }
  oauth_clients: {
    id: string
    user_id: string
    name: string
    redirect_uri: string
    secret_hash: string
    created_at: string
    updated_at: string
  }
  oauth_grants: {
    id: string
    client_id: string
    user_id: string
    code_hash: string
    redirect_uri: string
    scope: string
    code_challenge: string | null
    token_id: string | null
    expires_at: string
  }
  apps: {
    id: string
    name: string
    owner_id: string
    build_stack: string | null
    created_at: string
    updated_at: string
  }
  collaborators: {
    id: string
    app_id: string
    user_id: string
    permissions: string
    created_at: string
    updated_at: string | null
  }
  slugs: {
    id: string
    app_id: string
    image: string
    launch: string
    process_types: string
    commit_sha: string | null
    exposed_port: number | null
    description: string
    size: number | null
    images: string
    stack: string | null
    created_at: string
  }
  builds: {
    id: string
    app_id: string
    user_id: string
    status: string
    source: string
    output: string
    slug_id: string | null
    release_id: string | null
    created_at: string
    updated_at: string
  }
  releases: {
    id: string
    app_id: string
    version: number
    description: string
    status: string
    user_id: string
    slug_id: string | null
    config: string
    output: string | null
    created_at: string
    updated_at: string
  }
  formation: {
    id: string
    app_id: string
    type: string
    quantity: number
    size: string
    stopped: string
    limits: string
    health_checks: string
    stop_grace: number | null
    created_at: string
    updated_at: string
  }
  app_tags: { app_id: string; name: string; value: string }
  app_labels: { app_id: string; name: string; value: string }
  routings: {
    app_id: string
    is_enabled: number
    is_in_maintenance: number
    https_enforced: number | null
    whitelist: string
    has_session_affinity: number
    updated_at: string
  }
  services: {
    id: string
    app_id: string
    type: string
    path_pattern: string
    created_at: string
    updated_at: string
  }
  web_domains: {
    id: string
    app_id: string
    hostname: string
    certificate_id: string | null
    acm: string | null
    created_at: string
    updated_at: string
  }
  certificates: {
    id: string
    app_id: string
    name: string
    chain: string
    private_key: string
    is_automatic: number
    user_certificate_id: number | null
    created_at: string
    updated_at: string
  }
  user_certificates: {
    id: Generated<number>
    owner_id: string
    name: string
    chain: string
    private_key: string
    created_at: string
    updated_at: string
  }
  automatic_certificates: { app_id: string; created_at: string }
  drains: {
    id: string
    app_id: string
    url: string
    token: string
    created_at: string
    updated_at: string
  }
  webhooks: {
    id: string
    app_id: string
    include: string
    level: string
    url: string
    secret: string
    authorization: string | null
    created_at: string
    updated_at: string
  }
  webhook_events: { id: string; app_id: string; include: string; payload: string; created_at: string }
  webhook_deliveries: {
    id: string
    app_id: string
    event_id: string
    webhook_id: string
    status: string
    attempts: number
    last_attempt: string | null
    next_attempt_at: string | null
    created_at: string
    updated_at: string
  }
  runs: {
    id: string
    app_id: string
    kind: string
    dyno: string
    command: string
    size: string
    tty: number
    release_version: number
    user_email: string
    from_address: string
    created_at: string
    ends_by: string | null
    forgotten_by: string
    ended_at: string | null
    exit_code: number | null
    reason: string | null
    message: string | null
  }
  ssh_keys: {
    id: string
    user_id: string
    public_key: string
    comment: string
    fingerprint: string
    created_at: string
  }
  buildpack_installations: { app_id: string; ordinal: number; buildpack: string }
  registries: { app_id: string; username: string | null; password: string | null }
  container_images: { app_id: string; type: string; image: string; created_at: string }
  leases: { name: string; holder: string; expires_at: number }
}
