import { isIPv6 } from 'node:net'
import { renderNetwork } from './routes.ts'

/** All that nginx's configuration depends on. Relative paths are relative to the directory that nginx is started in. */
export interface NginxSettings {
  /** Where apps are reached. */
  http: { host: string; port: number }
  /** The same by TLS; null where something in front of the router speaks it. */
  https: { host: string; port: number } | null
  /** Whom the workers run as; null where nginx has no root rights to give up. */
  workerUser: string | null
  /** Where nginx's dynamic modules lie: "/usr/lib/nginx/modules" on Debian. */
  modulesDir: string
  /** Loaded in this order. */
  scriptPaths: readonly string[]
  adminSocketPath: string
  pidPath: string
  /** Names this text and that of the Lua files, so that a reload can be seen to have happened. */
  fingerprint: string
  maxOpenFiles: number
  /** How long a dyno may say nothing, before its answer and in the midst of it. Heroku's rolling window is 55 s. */
  silenceSeconds: number
  /** Networks of those that stand in front of the router and say whom and how they were asked; nobody else is believed. */
  trustedFronts: readonly string[]
  /** Log lines per app; more are counted and not written. */
  logLinesPerSecond: number
}

export const accessLogName = 'access.log'
export const errorLogName = 'error.log'
/** Beside the configuration: nginx looks for certificates there. */
export const defaultCertificateName = 'default.crt'
export const defaultKeyName = 'default.key'

/** nginx's configuration as a text. One server block serves all apps: which dyno answers is up to `balancer.lua` and what it loads. */
export function renderNginxConfig(settings: NginxSettings): string {
  return [
    renderProcess(settings),
    'http {',
    indent([renderHttp(settings), renderAppServer(settings), renderAdminServer(settings)].join('\n')),
    '}\n',
  ].join('\n')
}

/** "127.0.0.1:8080", "[::1]:8080". */
export function formatHostPort({ host, port }: { host: string; port: number }): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}

function renderProcess(settings: NginxSettings): string {
  return `# Written by qp server; changes are overwritten.
load_module ${quote(`${settings.modulesDir}/ndk_http_module.so`)};
load_module ${quote(`${settings.modulesDir}/ngx_http_lua_module.so`)};
${settings.workerUser === null ? '' : `user ${settings.workerUser};\n`}daemon on;
pid ${quote(settings.pidPath)};
# crit: a line for each refused connection would let any visitor of a crashed app fill the disk.
error_log ${errorLogName} crit;
pcre_jit on;
worker_processes auto;
worker_rlimit_nofile ${settings.maxOpenFiles};
# Without it the workers of before a reload stay as long as their longest websocket.
worker_shutdown_timeout 60s;
events {
  worker_connections ${Math.min(8192, Math.floor(settings.maxOpenFiles / 2))};
}
`
}

function renderHttp(settings: NginxSettings): string {
  return `# The workers may not be able to read our directory: the code is loaded before they give up their rights.
init_by_lua_block {
${indent(settings.scriptPaths.map((path) => `dofile(${quote(path)})`).join('\n'))}
}
init_worker_by_lua_block { require('qp_balancer').start_worker(${settings.logLinesPerSecond}, '${settings.trustedFronts.map(renderNetwork).join(',')}') }
lua_shared_dict qp_routes 32m;
lua_shared_dict qp_in_flight 4m;
lua_shared_dict qp_certificates 32m;
server_tokens off;
client_body_temp_path body;
proxy_temp_path proxy;
fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi;
scgi_temp_path scgi;

upstream dynos {
  server 0.0.0.1; # never asked: the balancer names the dyno
  balancer_by_lua_block { require('qp_balancer').balance() }
  keepalive 256;
  keepalive_requests 100000;
  # Shorter than the shortest that servers commonly keep idle connections (2 s; Node 5 s): a request is never sent
  # into a connection that is just being closed.
  keepalive_timeout 1s;
}

# A regular expression of one app's services must not hold up the others.
lua_regex_match_limit 100000;

# What stands in front of the router says how it was asked. Nobody else is believed.
geo $qp_is_front {
${indent(settings.trustedFronts.map((it) => `${it} 1;`).join('\n'))}
  default 0;
}
map "$qp_is_front $http_x_forwarded_proto" $qp_front_proto {
  '~^1 (.*, *)?https$' https;
  default $scheme;
}
map "$qp_is_front $http_x_forwarded_port $scheme $qp_front_proto" $qp_front_port {
  '~^1 (?<qp_told_port>[0-9]+) ' $qp_told_port;
  '~ http https$' 443;
  default $server_port;
}
# In two steps, so that a request that comes straight pays for one look.
map $http_x_forwarded_proto $qp_proto {
  '' $scheme;
  default $qp_front_proto;
}
map $http_x_forwarded_proto $qp_port {
  '' $server_port;
  default $qp_front_port;
}
map "$qp_is_front $http_x_forwarded_proto" $qp_https_port {
  '~^1 .' '';
  default '${httpsPort(settings)}';
}
map $http_content_length$http_transfer_encoding $qp_has_body {
  '' '';
  0 '';
  default yes;
}
# HTTP/2 in the clear would be a way past the router: what is asked for inside is seen by nobody.
map $http_upgrade $qp_upgrade {
  default $http_upgrade;
  '~*h2c' '';
}
map $qp_upgrade $qp_connection {
  default upgrade;
  '' '';
}
# "GET http://blog.example/ HTTP/1.1" goes where its URI says, whatever its Host says; the app is told the same (RFC 9112 3.2.2).
# nginx looks at a Host no further than its colon: an app would make addresses of what may stand behind it ("blog.example:@evil.example").
map "$http_host $request" $qp_host {
  default $host;
  '~*^[^ ]* [^ ]+ https?://(?<qp_uri_host>[^/?#@ ]+)' $qp_uri_host;
  '~^[^: ]+(:[0-9]*)? ' $http_host;
}
# An id that the client sent is kept where it can be one (the rule is Heroku's).
map $http_x_request_id $qp_request_id {
  default $request_id;
  '~^[A-Za-z0-9+/=_-]{20,200}$' $http_x_request_id;
}
map $msec $qp_request_start {
  '~^(?<qp_seconds>[0-9]+)\\.(?<qp_millis>[0-9]+)$' $qp_seconds$qp_millis;
}
log_format router '$qp_target\\t$msec\\t$status\\t$qp_code\\t$request_method\\t$request_uri\\t$host\\t$qp_request_id\\t$proxy_add_x_forwarded_for\\t$upstream_connect_time\\t$upstream_response_time\\t$body_bytes_sent\\t$qp_proto';
`
}

function renderAppServer(settings: NginxSettings): string {
  return `server {
  listen ${formatHostPort(settings.http)};
${indent(renderTls(settings))}  server_name _;
  set $qp_target '';
  set $qp_code '';
  set $qp_cookie '';
  set $qp_refusal '';
  access_log ${accessLogName} router buffer=64k flush=250ms if=$qp_target;
  log_by_lua_block { require('qp_balancer').finish() }

  keepalive_requests 10000;
  large_client_header_buffers 4 16k;
  client_header_timeout 30s;
  client_body_timeout ${settings.silenceSeconds}s;
  client_body_buffer_size 64k;
  client_max_body_size 0;
  send_timeout ${settings.silenceSeconds}s;

${indent(renderProxy(settings))}
  location / {
    # Who is refused is refused before the body is read. Without one the balancer does it, which costs nothing.
    if ($qp_has_body) {
      set_by_lua_block $qp_refusal { return require('qp_balancer').guard() }
      proxy_pass http://dynos;
    }
    if ($qp_refusal) {
      return 503;
    }
    proxy_pass http://dynos;
  }
  location ^~ /.well-known/acme-challenge/ {
    access_by_lua_block { require('qp_certificates').answer_challenge() }
    proxy_pass http://dynos;
  }
  error_page 500 502 503 504 = @page;
  location @page {
    content_by_lua_block { require('qp_balancer').show_page() }
  }
}
`
}

/** Which certificate a name has is asked at each handshake: no reload where one comes, changes or goes. */
function renderTls({ https }: NginxSettings): string {
  if (https === null) return ''
  return `listen ${formatHostPort(https)} ssl http2;
ssl_certificate ${defaultCertificateName};
ssl_certificate_key ${defaultKeyName};
ssl_certificate_by_lua_block { require('qp_certificates').choose() }
ssl_protocols TLSv1.2 TLSv1.3;
ssl_prefer_server_ciphers off;
ssl_session_cache shared:qp_tls:8m;
ssl_session_timeout 1h;
`
}

function renderProxy(settings: NginxSettings): string {
  return `proxy_http_version 1.1;
proxy_set_header Host $qp_host;
proxy_set_header Connection $qp_connection;
proxy_set_header Upgrade $qp_upgrade;
proxy_set_header X-Request-ID $qp_request_id;
proxy_set_header X-Request-Start $qp_request_start;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Forwarded-Proto $qp_proto;
proxy_set_header X-Forwarded-Port $qp_port;
# Left out where it is empty.
add_header Set-Cookie $qp_cookie always;
# A CGI-like app would read it as HTTP_PROXY (CVE-2016-5385).
proxy_set_header Proxy '';
proxy_pass_header Server;
proxy_pass_header Date;
# An app must not steer the router, nor reach its inner locations.
proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;
proxy_redirect off;
# A slow upload costs the dyno nothing; an answer is passed on as it comes (server-sent events).
proxy_request_buffering on;
proxy_buffering off;
proxy_buffer_size 16k;
proxy_buffers 8 16k;
proxy_connect_timeout 5s;
proxy_send_timeout ${settings.silenceSeconds}s;
proxy_read_timeout ${settings.silenceSeconds}s;
proxy_socket_keepalive on;
# Another dyno is asked where the first took nothing, or where the method may be repeated (nginx never repeats a POST
# that was sent). Once ${retrySeconds(settings)} s are gone nothing is: a request that timed out has already cost a dyno enough.
proxy_next_upstream error timeout;
proxy_next_upstream_timeout ${retrySeconds(settings)}s;
proxy_next_upstream_tries 3;`
}

/** Where plain http is sent on to: ":8443", or nothing for the usual port. */
function httpsPort({ https }: NginxSettings): string {
  return https === null || https.port === 443 ? '' : `:${https.port}`
}

/** Longer than one connect takes to time out, shorter than any other time-out. */
function retrySeconds(settings: NginxSettings): number {
  return Math.min(10, settings.silenceSeconds)
}

function renderAdminServer(settings: NginxSettings): string {
  return `# The table of routes, for the controller alone: the socket lies in a directory that only its owner can enter.
server {
  listen ${quote(`unix:${settings.adminSocketPath}`)};
  access_log off;
  client_max_body_size 64m;
  client_body_buffer_size 1m;
  location ~ ^/(certificates|challenges) {
    # Keys are held in memory and never written to a file.
    client_max_body_size 1m;
    content_by_lua_block { require('qp_certificates').administer() }
  }
  location / {
    content_by_lua_block { require('qp_route_table').administer('${settings.fingerprint}') }
  }
}`
}

/** As nginx's own quoting has it; `$` can't be escaped there, and a path holds none (the caller sees to it). */
function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function indent(text: string, by = 2): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}
