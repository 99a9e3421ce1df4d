/**
 * A process that owns the server and outlives the bridge by a moment: when the bridge lets go of its standard input,
 * by stopping, crashing or being killed, it shuts the server down fast (SIGINT) and clears the socket folder away.
 * A shell does this in a megabyte; where there is none, Node does.
 */
export interface WatchdogCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** `$1` is the folder to clear, the rest is the server's command. The guard reads until its end of the pipe is closed. */
const SHELL = `
folder=$1; shift
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( trap '' INT TERM HUP; read -r _ <&3; kill -INT $server ) >/dev/null 2>&1 &
guard=$!
exec 3<&-
trap 'kill -INT $server' INT TERM HUP
wait $server
status=$?
while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
kill -KILL $guard 2>/dev/null
rm -rf "$folder"
exit $status
`;

const NODE = `
const { spawn } = require('node:child_process');
const [folder, program, ...args] = process.argv.slice(1);
const server = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
process.stdin.on('end', () => server.kill('SIGINT')).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill('SIGINT'));
server.on('error', (error) => { console.error('FATAL:  ' + error.message); process.exit(1); });
server.on('exit', (code) => {
  require('node:fs').rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
`;

export function watchdogCommand(
  folder: string,
  server: readonly string[],
  platform: NodeJS.Platform = process.platform,
): WatchdogCommand {
  return platform === 'win32'
    ? { program: process.execPath, args: ['-e', NODE, '--', folder, ...server] }
    : { program: '/bin/sh', args: ['-c', SHELL, 'fretcoach-watchdog', folder, ...server] };
}
