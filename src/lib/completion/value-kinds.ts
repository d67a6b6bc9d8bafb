/** What a completion can list; `file` is left to the shell. */
export type ValueKind =
  | 'app'
  | 'command'
  | 'config-key'
  | 'controller'
  | 'dyno'
  | 'file'
  | 'process-type'
  | 'remote'
  | 'shell'

/** Kinds of which any may stand in a place, and what is typed right behind the value: `web=`. */
export interface ValuePlace {
  kinds: readonly ValueKind[]
  suffix?: '='
}

/** By the flag's name: the same name means the same everywhere. */
const ofFlags: Readonly<Record<string, readonly ValueKind[]>> = {
  app: ['app'],
  'ca-file': ['file'],
  confirm: ['app'],
  controller: ['controller'],
  'data-dir': ['file'],
  dyno: ['dyno'],
  'dyno-name': ['dyno'],
  env: ['config-key'],
  output: ['file'],
  'password-file': ['file'],
  'process-type': ['process-type'],
  procfile: ['file'],
  remote: ['remote'],
  'token-file': ['file'],
  type: ['process-type'],
}

/** By command and argument, since an argument's name may mean anything. */
const ofArguments: Readonly<Record<string, ValuePlace>> = {
  'apps:destroy app': { kinds: ['app'] },
  'apps:info app': { kinds: ['app'] },
  'autocomplete shell': { kinds: ['shell'] },
  'autocomplete:doctor shell': { kinds: ['shell'] },
  'autocomplete:script shell': { kinds: ['shell'] },
  'certs:add files': { kinds: ['file'] },
  'certs:update crt': { kinds: ['file'] },
  'certs:update key': { kinds: ['file'] },
  'config:edit key': { kinds: ['config-key'] },
  'config:get keys': { kinds: ['config-key'] },
  'config:set pairs': { kinds: ['config-key'], suffix: '=' },
  'config:unset keys': { kinds: ['config-key'] },
  'help command': { kinds: ['command'] },
  'limits:set limits': { kinds: ['process-type'], suffix: '=' },
  'limits:unset types': { kinds: ['process-type'] },
  'local processname': { kinds: ['process-type'] },
  'ps types': { kinds: ['process-type'] },
  'ps:copy source': { kinds: ['file'] },
  'ps:copy target': { kinds: ['file'] },
  'ps:restart dyno': { kinds: ['dyno', 'process-type'] },
  'ps:scale changes': { kinds: ['process-type'], suffix: '=' },
  'ps:stop dyno': { kinds: ['dyno', 'process-type'] },
  'ps:type sizes': { kinds: ['process-type'], suffix: '=' },
  'run:attach dyno': { kinds: ['dyno'] },
  'run:inside dyno': { kinds: ['dyno'] },
  'run:logs dyno': { kinds: ['dyno'] },
  'run:stop dyno': { kinds: ['dyno'] },
  'timeouts:set timeouts': { kinds: ['process-type'], suffix: '=' },
  'timeouts:unset types': { kinds: ['process-type'] },
}

export function placeOfFlag(name: string): ValuePlace {
  return { kinds: Object.hasOwn(ofFlags, name) ? (ofFlags[name] ?? []) : [] }
}

export function placeOfArgument(command: string, name: string): ValuePlace {
  return ofArguments[`${command} ${name}`] ?? { kinds: [] }
}

/** For a test: each names an argument that there is. */
export const namedArguments: readonly string[] = Object.keys(ofArguments)
