import { z } from 'zod';
import { devicesByKind, logLine, reloadData, scaleListing, tuningListing, versionData } from './listings.js';
import { named } from './naming.js';
import { noteData } from './note.js';
import {
  listParams,
  noParams,
  optionalSession,
  pluginParams,
  progressOfAllParams,
  progressParams,
  startParams,
  theSession,
} from './params.js';
import { configureParams, nearbyData, pluginData, pluginSettings } from './plugins.js';
import { liveMetrics, metricRow, noteRow, pageOf, progress, progressOfAll, sessionRow } from './rows.js';
import { runningSession, sessionPrepared } from './session.js';
import { transportData, transportParams } from './transport.js';

const success = z.literal(true);

export const sessionStarted = named(
  'SessionStarted',
  'The practice that now runs',
  runningSession.extend({ success }),
);
export const sessionStopped = named(
  'SessionStopped',
  'The final statistics of a practice',
  sessionRow.extend({ success, best_streak: z.number().int() }),
);

/** Every method of the bridge, over HTTP and over the WebSocket alike. */
export const methods = {
  'session.start': {
    scope: 'control',
    summary: 'Starts a practice session',
    params: startParams,
    result: sessionStarted,
  },
  'session.prepare': {
    scope: 'control',
    summary: 'Says what practices are about that start with the first note',
    params: startParams,
    result: sessionPrepared,
  },
  'session.stop': {
    scope: 'control',
    summary: 'Stops a practice session; without an id, the only one that runs',
    params: optionalSession,
    result: sessionStopped,
  },
  'session.metrics': {
    scope: 'read',
    summary: 'The live state of a practice',
    params: optionalSession,
    result: liveMetrics,
  },
  'session.notes': {
    scope: 'read',
    summary: 'The last 40 notes of a running practice as they were judged, oldest first; ghosts are left out',
    params: optionalSession,
    result: pageOf('NotePage', noteData),
  },
  'sessions.running': {
    scope: 'read',
    summary: 'The practices that run now',
    params: noParams,
    result: pageOf('RunningSessionPage', runningSession),
  },
  'sessions.list': {
    scope: 'read',
    summary: 'Stored practices, newest first',
    params: listParams,
    result: pageOf('SessionPage', sessionRow),
  },
  'sessions.get': {
    scope: 'read',
    summary: 'The statistics of one practice',
    params: theSession,
    result: sessionRow,
  },
  'sessions.metrics': {
    scope: 'read',
    summary: 'The series of one practice: a row a note and a row a second',
    params: theSession,
    result: pageOf('SessionMetricPage', metricRow),
  },
  'sessions.notes': {
    scope: 'read',
    summary: 'How each note of one practice went',
    params: theSession,
    result: pageOf('NoteStatisticsPage', noteRow),
  },
  'sessions.progress': {
    scope: 'read',
    summary: 'What everyone who plays on this bridge has done over the weeks',
    params: progressOfAllParams,
    result: progressOfAll,
  },
  'users.progress': {
    scope: 'read',
    summary: 'What a player has done over the weeks',
    params: progressParams,
    result: progress,
  },
  'scales.list': {
    scope: 'read',
    summary: 'Scales that have a name',
    params: noParams,
    result: pageOf('ScalePage', scaleListing),
  },
  'tunings.list': {
    scope: 'read',
    summary: 'Tunings that have a name',
    params: noParams,
    result: pageOf('TuningPage', tuningListing),
  },
  'transport.set': {
    scope: 'control',
    summary: 'Tells tempo, beat and play state of the song, for programs without MIDI clock or OSC',
    params: transportParams,
    result: transportData,
  },
  'devices.list': {
    scope: 'read',
    summary: 'Audio and MIDI devices of this machine, with the reason where there are none',
    params: noParams,
    result: devicesByKind,
  },
  'plugins.list': {
    scope: 'read',
    summary: 'All configured inputs and outputs with their state',
    params: noParams,
    result: pageOf('PluginPage', pluginData),
  },
  'plugins.restart': {
    scope: 'admin',
    summary: 'Stops an input or output and starts it again',
    params: pluginParams,
    result: pluginData,
  },
  'plugins.nearby': {
    scope: 'control',
    summary: 'Looks on the network for what an output could use, such as lamps; takes up to 5 s',
    params: pluginParams,
    result: nearbyData,
  },
  'plugins.settings': {
    scope: 'admin',
    summary: 'The settings of an input or output, and the schema that checks them',
    params: pluginParams,
    result: pluginSettings,
  },
  'plugins.configure': {
    scope: 'admin',
    summary: 'Changes settings in the configuration file and follows them; faulty ones change nothing',
    params: configureParams,
    result: pluginData,
  },
  'config.reload': {
    scope: 'admin',
    summary: 'Reads the configuration again; a faulty one changes nothing',
    params: noParams,
    result: reloadData,
  },
  'bridge.log': {
    scope: 'control',
    summary: 'The last sentences of the log, oldest first, at most 200',
    params: noParams,
    result: pageOf('LogPage', logLine),
  },
  'bridge.version': {
    scope: 'read',
    summary: 'Versions',
    params: noParams,
    result: versionData,
  },
} as const satisfies Record<string, MethodContract>;

interface MethodContract {
  readonly scope: 'read' | 'feedback' | 'control' | 'admin';
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly result: z.ZodType;
}

export type MethodName = keyof typeof methods;
/** What a caller may send. */
export type MethodParams<Name extends MethodName> = z.input<(typeof methods)[Name]['params']>;
/** What the bridge works with, defaults filled in. */
export type CheckedParams<Name extends MethodName> = z.output<(typeof methods)[Name]['params']>;
export type MethodResult<Name extends MethodName> = z.output<(typeof methods)[Name]['result']>;
