import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NEEDED = ['pulseaudio', 'pactl', 'parec', 'paplay'];

/** A sound server cannot run here. */
export const hasNoSoundServer = NEEDED.some(
  (program) => spawnSync(program, ['--version']).error !== undefined,
);

/** A sound server whose one loudspeaker, `guitar`, is heard by its one input, `guitar.monitor`. Programs find it by `PULSE_SERVER`. */
export async function startSoundServer(): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-pulse-'));
  const socket = join(folder, 'socket');
  process.env.PULSE_SERVER = `unix:${socket}`;
  const modules = [
    'module-null-sink sink_name=guitar rate=48000 channels=1',
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
  ];
  const server = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      ...modules.map((module) => `--load=${module}`),
    ],
    { env: { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder }, stdio: 'ignore' },
  );
  for (let tries = 0; tries < 500 && spawnSync('pactl', ['info']).status !== 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return server;
}

export function stopSoundServer(server: ChildProcess | undefined): void {
  delete process.env.PULSE_SERVER;
  server?.kill();
}
