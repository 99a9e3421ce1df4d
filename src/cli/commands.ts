import type { CommandEntry } from './run-cli.js';

/** Each is loaded only when it is asked for, so that `--help` answers at once. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'start',
    summary: 'Run the bridge: listen, score, show and remember',
    load: async () => (await import('./start.js')).start,
  },
  {
    name: 'demo',
    summary: 'Let a synthesised guitar play, to try overlays and lamps without one',
    load: async () => (await import('./demo.js')).demo,
  },
  {
    name: 'replay',
    summary: 'Play a recording through the bridge, or analyse it',
    load: async () => (await import('./replay.js')).replay,
  },
  {
    name: 'devices',
    summary: 'List what can be listened to',
    load: async () => (await import('./devices.js')).devices,
  },
  {
    name: 'calibrate',
    summary: 'Measure the latency of an input, and the noise of an audio input',
    load: async () => (await import('./calibrate.js')).calibrate,
  },
  {
    name: 'doctor',
    summary: 'Say what is missing on this machine, and what to do',
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    name: 'config',
    summary: 'Check or print the configuration, or write its JSON Schema',
    load: async () => (await import('./config.js')).config,
  },
  {
    name: 'plugins',
    summary: 'List the plugins that come along, or tell what one does and takes',
    load: async () => (await import('./plugins.js')).plugins,
  },
  {
    name: 'sessions',
    summary: 'List stored practices',
    load: async () => (await import('./sessions.js')).sessions,
  },
  {
    name: 'db',
    summary: 'Look after the database: status, backup, restore, erase a player, verify',
    load: async () => (await import('./db.js')).db,
  },
  {
    name: 'erase-user',
    summary: 'Delete all practices of a player for good',
    load: async () => (await import('./db.js')).eraseUserCommand,
  },
  {
    name: 'midi',
    summary: 'Show what a MIDI device sends, or record it',
    load: async () => (await import('./midi.js')).midi,
  },
  {
    name: 'osc',
    summary: 'Show the OSC messages that arrive, and which rule takes them',
    load: async () => (await import('./osc.js')).osc,
  },
  {
    name: 'token',
    summary: 'Let other machines, pages and programs in: add, list, revoke',
    load: async () => (await import('./token.js')).token,
  },
];
