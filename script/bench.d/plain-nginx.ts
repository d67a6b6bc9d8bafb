import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findFreePorts } from '../../acceptance/runner/free-ports.ts'
import { untilAnswer } from './answers.ts'

export interface PlainNginx {
  port: number
  stop(): Promise<void>
}

/** What somebody writes who wants nginx before these servers and nothing else, with the router's settings for speed. */
export function renderPlainConfig(options: {
  port: number
  servers: readonly string[]
  accessLog: string
}): string {
  return `${process.getuid?.() === 0 ? 'user www-data;\n' : ''}pid nginx.pid;
daemon off;
error_log error.log crit;
worker_processes auto;
events { worker_connections 8192; }
http {
  access_log ${options.accessLog};
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  upstream app {
${options.servers.map((server) => `    server ${server};`).join('\n')}
    keepalive 256;
    keepalive_requests 100000;
    keepalive_timeout 1s;
  }
  server {
    listen 127.0.0.1:${options.port};
    keepalive_requests 10000;
    location / {
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Connection '';
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }
}
`
}

/** Serves in a folder of its own until it is stopped; `answer` is what the servers say. */
export async function startPlainNginx(
  folder: string,
  { servers, accessLog, answer }: { servers: readonly string[]; accessLog: string; answer: string },
): Promise<PlainNginx> {
  const [port = 0] = await findFreePorts(1)
  await mkdir(folder)
  const config = path.join(folder, 'nginx.conf')
  await writeFile(config, renderPlainConfig({ port, servers, accessLog }))
  // Debian has nginx in /usr/sbin, where a plain user's PATH does not look.
  const env = { PATH: `${process.env['PATH']}:/usr/sbin` }
  const argv = ['-p', `${folder}/`, '-c', config, '-e', 'error.log']
  const nginx = spawn('nginx', argv, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  await Promise.race([untilAnswer({ port, hostname: 'localhost' }, answer), failure(nginx)])
  return {
    port,
    async stop() {
      const ended = once(nginx, 'exit')
      nginx.kill()
      await ended
    },
  }
}

async function failure(nginx: ChildProcess): Promise<never> {
  const [code] = await once(nginx, 'exit')
  throw new Error(`nginx ended with ${code}`)
}
