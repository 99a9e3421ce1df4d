import { bytesFromRgb, type Light, rgbFromLight } from '../../../core/light/index.js';
import type { Milliseconds } from '../../../core/plugin/index.js';
import type { MqttConfig } from '../lamp-config.js';

export interface Message {
  readonly topic: string;
  readonly payload: string;
}

/** How one family of lamps writes its messages. */
export interface Dialect {
  readonly fades: boolean;
  /** Where the lamp tells its state. */
  readonly stateTopics: readonly string[];
  /** Asks for the state; nothing where it comes unasked. */
  readonly ask: readonly Message[];
  readonly show: (light: Light, fade: Milliseconds) => readonly Message[];
  /** Whether a state says enough to be given back. */
  readonly isState: (state: Record<string, unknown>) => boolean;
  readonly giveBack: (state: Record<string, unknown>, fade: Milliseconds) => readonly Message[];
}

const seconds = (fade: Milliseconds): number => fade / 1000;

/** Keeps what is there. */
function pick(state: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key) => (state[key] == null ? [] : [[key, state[key]]])));
}

function zigbee2mqtt({ topic }: MqttConfig): Dialect {
  const set = (payload: object): Message[] => [{ topic: `${topic}/set`, payload: JSON.stringify(payload) }];
  return {
    fades: true,
    stateTopics: [topic],
    ask: [
      {
        topic: `${topic}/get`,
        payload: JSON.stringify({ state: '', brightness: '', color: { x: '', y: '' } }),
      },
    ],
    show: ({ hue, saturation, brightness }, fade) =>
      set({
        state: 'ON',
        brightness: Math.max(1, Math.round(brightness * 254)),
        color: { hue: Math.round(hue) % 360, saturation: Math.round(saturation * 100) },
        transition: seconds(fade),
      }),
    isState: (state) => 'state' in state,
    giveBack: (state, fade) => {
      const transition = seconds(fade);
      if (state.state === 'OFF') return set({ state: 'OFF', transition });
      const colour =
        state.color_mode === 'color_temp' ? pick(state, ['color_temp']) : zigbeeColour(state.color);
      return set({ state: 'ON', ...pick(state, ['brightness']), ...colour, transition });
    },
  };
}

/** x and y are exact; zigbee2mqtt refuses them beside hue and saturation. */
function zigbeeColour(color: unknown): object {
  if (typeof color !== 'object' || color === null) return {};
  const { x, y, hue, saturation } = color as Record<string, unknown>;
  return { color: x !== undefined && y !== undefined ? { x, y } : { hue, saturation } };
}

function tasmota({ topic }: MqttConfig): Dialect {
  const command = (name: string, payload: string): Message => ({ topic: `cmnd/${topic}/${name}`, payload });
  return {
    fades: false,
    stateTopics: [`stat/${topic}/RESULT`],
    ask: [command('State', '')],
    show: ({ hue, saturation, brightness }) => {
      const dimmer = Math.max(1, Math.round(brightness * 100));
      return [command('HSBColor', `${Math.round(hue) % 360},${Math.round(saturation * 100)},${dimmer}`)];
    },
    isState: (state) => 'POWER' in state && 'Color' in state,
    giveBack: (state) => [
      command('Color', String(state.Color)),
      ...(state.POWER === 'OFF' ? [command('Power', 'OFF')] : []),
    ],
  };
}

/** The JSON schema of Home Assistant, which ESPHome speaks too. */
function json({ topic, state_topic }: MqttConfig): Dialect {
  const set = (payload: object): Message[] => [{ topic, payload: JSON.stringify(payload) }];
  return {
    fades: true,
    stateTopics: state_topic === undefined ? [] : [state_topic],
    ask: [],
    show: ({ hue, saturation, brightness }, fade) => {
      const [r, g, b] = bytesFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }));
      const dimmed = Math.max(1, Math.round(brightness * 255));
      return set({ state: 'ON', brightness: dimmed, color: { r, g, b }, transition: seconds(fade) });
    },
    isState: (state) => 'state' in state,
    giveBack: (state, fade) => {
      const transition = seconds(fade);
      if (state.state === 'OFF') return set({ state: 'OFF', transition });
      const colour = state.color_mode === 'color_temp' ? ['color_temp'] : ['color'];
      return set({ ...pick(state, ['state', 'brightness', 'effect', ...colour]), transition });
    },
  };
}

const DIALECTS = { zigbee2mqtt, tasmota, json } as const satisfies Record<
  MqttConfig['format'],
  (config: MqttConfig) => Dialect
>;

export function dialectFor(config: MqttConfig): Dialect {
  return DIALECTS[config.format](config);
}
