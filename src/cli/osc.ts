import { DeviceError } from '../core/errors.js';
import { SharedUdpPorts } from '../core/host/shared-udp-ports.js';
import type { UdpPorts } from '../core/plugin/plugin-context.js';
import { AddressMap } from '../plugins/osc/address-map.js';
import { hear } from '../plugins/osc/heard.js';
import { decodePacket } from '../plugins/osc/osc-packet.js';
import type { OscArgument, OscMessage } from '../plugins/osc/osc-types.js';
import { PRESET_NAMES, rulesOf } from '../plugins/osc/presets.js';
import { proposeRule } from '../plugins/osc/propose-rule.js';
import { printable } from '../plugins/osc/tally.js';
import { numberOption, readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { untilInterrupted } from './with-bridge.js';

const DEFAULT_PORT = 22_101;
/** Addresses for which a rule has been proposed. */
const MOST_REMEMBERED = 1000;

const options = {
  port: { value: 'N', help: `UDP port to listen on; ${DEFAULT_PORT} when left out` },
  host: { value: 'ADDRESS', help: '127.0.0.1 when left out; 0.0.0.0 hears other machines' },
  json: { help: 'Print JSON lines' },
} as const;

/** `fretcoach osc`, over the given ports. */
export function oscCommand(udp: UdpPorts): Command {
  return {
    name: 'osc',
    summary: 'Show the OSC messages that arrive, and which rule takes them',
    operands: 'monitor',
    options,
    details: [
      'Prints addresses and values until Ctrl+C, with the preset that knows them, or a proposal for a rule.',
      'A running bridge holds its port: stop it, or let the sender use another port for the while.',
    ],
    run: async (args, io) => {
      const { values, operands } = readArguments(args, options, { atMost: 1 });
      if (operands[0] !== 'monitor') throw new UsageError('Say "osc monitor".');
      const address = {
        host: values.host ?? '127.0.0.1',
        port: numberOption('port', values.port, 0, 65_535) ?? DEFAULT_PORT,
      };
      const monitor = new Monitor(io, values.json === true);
      const port = await udp
        .listen(address, (packet) => monitor.show(packet))
        .catch((error) => Promise.reject(withAdvice(error, address.port)));
      io.err(`Listening for OSC on ${address.host}:${port.port}. Ctrl+C ends it.`);
      await untilInterrupted(io);
      port.close();
      return EXIT.ok;
    },
  };
}

export const osc = oscCommand(new SharedUdpPorts());

/** A running bridge is what usually holds the port. */
function withAdvice(error: unknown, port: number): unknown {
  if (!(error instanceof DeviceError) || error.reason !== 'busy') return error;
  const hint =
    `Is a bridge running? Stop it while you look, or choose a free port with --port ${port + 1} and let the ` +
    'sender send there.';
  return new DeviceError('busy', error.message, hint, { cause: error });
}

/** Every preset's map, to say who knows an address. */
const MAPS = PRESET_NAMES.map((name) => ({ name, map: new AddressMap(rulesOf([name], [])) }));

class Monitor {
  private readonly proposed = new Set<string>();

  constructor(
    private readonly io: Io,
    private readonly isJson: boolean,
  ) {}

  show(packet: Uint8Array): void {
    const { messages, faults } = decodePacket(packet);
    for (const message of messages) this.tell(message);
    if (faults.length > 0)
      this.io.err(`In a packet of ${packet.length} bytes: ${[...new Set(faults)].join(', ')}.`);
  }

  private tell(message: OscMessage): void {
    const { address, args } = message;
    const presets = presetsFor(message);
    if (this.isJson) {
      this.io.out(JSON.stringify({ address, types: typesOf(args), values: args.map(plainValue), presets }));
      return;
    }
    const who = presets.length > 0 ? `  [${presets.join(', ')}]` : '';
    this.io.out(`${printable(address)}  ,${typesOf(args)}  ${args.map(shown).join('  ')}${who}`);
    if (presets.length === 0) this.propose(message);
  }

  /** Once an address. */
  private propose(message: OscMessage): void {
    if (this.proposed.has(message.address) || this.proposed.size >= MOST_REMEMBERED) return;
    this.proposed.add(message.address);
    const rule = proposeRule(message);
    if (rule) this.io.out(`    No preset knows it. Try this rule: ${JSON.stringify(rule)}`);
    else this.io.out('    No preset knows it; docs/osc.md tells how to write a rule.');
  }
}

function presetsFor({ address, args }: OscMessage): string[] {
  const isTaken = ({ map }: (typeof MAPS)[number]) =>
    map.matching(address).some(({ rule, captures }) => hear(rule, captures, args) !== null);
  return MAPS.filter(isTaken).map(({ name }) => name);
}

function typesOf(args: readonly OscArgument[]): string {
  return args.map(({ type, value }) => (Array.isArray(value) ? `[${typesOf(value)}]` : type)).join('');
}

function plainValue({ value }: OscArgument): unknown {
  if (value instanceof Uint8Array) return [...value];
  return Array.isArray(value) ? value.map(plainValue) : value;
}

function shown(argument: OscArgument): string {
  const value = plainValue(argument);
  if (typeof value === 'string') return JSON.stringify(printable(value));
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : JSON.stringify(value);
}
