import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io } from './command.js';
import { checkDatabase } from './doctor/database-check.js';
import { checkAudio, checkMidi } from './doctor/devices-checks.js';
import type { Finding } from './doctor/finding.js';
import { checkDataDir, checkNode, checkPages, checkPort } from './doctor/machine-checks.js';
import { readSettings, SETTINGS_OPTIONS, type Settings } from './settings.js';
import { wrap } from './wrap.js';

const options = { json: { help: 'Print JSON' }, ...SETTINGS_OPTIONS } as const;

export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is missing on this machine, and what to do',
  operands: '',
  options,
  details: ['It changes nothing. The exit code is 1 when something keeps the bridge from running.'],
  run: async (args, io) => {
    const { values } = readArguments(args, options);
    const settings = await readSettings(values, io);
    const findings: Finding[] = [];
    for (const finding of examinations(settings, io)) {
      const found = await finding;
      findings.push(found);
      if (!values.json) io.out(wrap(describe(found), io.width));
    }
    if (values.json) io.out(JSON.stringify(findings, null, 2));
    return findings.some(({ state }) => state === 'broken') ? EXIT.failed : EXIT.ok;
  },
};

/** All begin at once and are told in this order. */
function examinations(settings: Settings, io: Io): readonly (Finding | Promise<Finding>)[] {
  return [
    checkNode(process.versions.node),
    configFinding(settings),
    checkPages(),
    checkDataDir(settings.dataDir),
    checkDatabase(settings.dataDir, io.env),
    checkPort(settings.config, io),
    checkAudio(settings.config),
    checkMidi(settings.config),
  ];
}

function configFinding({ file, config }: Settings): Finding {
  const count = config.plugins.filter(({ enabled }) => enabled).length;
  const message = `${file ?? 'no file, the defaults hold'}; ${count} plugins run`;
  return { what: 'Configuration', state: 'well', message, remedy: null };
}

const MARKS: Readonly<Record<Finding['state'], string>> = { well: '✓', lacking: '–', broken: '✗' };

function describe({ what, state, message, remedy }: Finding): string {
  return `${MARKS[state]} ${what}: ${message}${remedy === null ? '' : `\n    ${remedy}`}`;
}
