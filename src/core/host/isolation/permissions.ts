import type { PluginPermission } from '../../plugin/permissions.js';

/** What a plugin's process sees of the environment: nothing that could be a secret. */
const VISIBLE = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'TEMP',
  'TMP',
];
const MEMORY_MB = 256;

const FLAGS: Readonly<Record<PluginPermission, string>> = {
  files: '--allow-fs-write=*',
  programs: '--allow-child-process',
  workers: '--allow-worker',
  addons: '--allow-addons',
};

/** Flags of Node for a plugin's process. They reduce accidents; they are no sandbox for hostile code. */
export function flagsFor(asked: readonly PluginPermission[], writable: readonly string[]): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  return [
    known.has('--permission') ? '--permission' : '--experimental-permission',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    `--max-old-space-size=${MEMORY_MB}`,
    '--allow-fs-read=*',
    ...writable.map((folder) => `--allow-fs-write=${folder}/*`),
    ...asked.map((permission) => FLAGS[permission]).filter((flag) => known.has(flag.replace(/=.*/, ''))),
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
  ];
}

export function visibleEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(VISIBLE.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
