import { z } from 'zod';
import {
  CALM_PACE,
  PALETTE_LABELS,
  PALETTES,
  type Pace,
  type Palette,
  type PaletteName,
  paletteFromStops,
  SAFE_PACE,
} from '../../core/light/index.js';

const host = z
  .string()
  .min(1)
  .max(255)
  .meta({ title: 'Address', description: "The lamp's address, such as 192.168.1.40." });
const port = z.int().min(1).max(65_535).meta({ title: 'Port', advanced: true });
const topic = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^#+]+$/, 'expected a topic without # and +');

const stop = z.strictObject({
  at: z.number().min(0).max(1).meta({ title: 'From', description: 'Quality from 0 to 1.' }),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'expected a colour such as "#ff9640"')
    .meta({ title: 'Colour', description: 'Such as "#ff9640".' }),
});

const look = {
  palette: z
    .union([z.enum(Object.keys(PALETTES) as [PaletteName, ...PaletteName[]]), z.array(stop).min(2).max(16)])
    .default('classic')
    .meta({
      title: 'Palette',
      labels: { ...PALETTE_LABELS, list: 'Colours of your own' },
      description: 'A palette by name, or at least two stops of your own.',
    }),
  brightness: z.number().min(0.1).max(1).default(1).meta({
    title: 'Brightness',
    unit: '%',
    description: 'How bright perfect playing is, of all the lamp has.',
  }),
  calm: z.boolean().default(false).meta({ title: 'Calm', description: 'Changes more slowly still.' }),
};

const wled = z.strictObject({ driver: z.literal('wled'), host, port: port.default(80), ...look });
const wiz = z.strictObject({ driver: z.literal('wiz'), host, port: port.default(38_899), ...look });
const lifx = z.strictObject({ driver: z.literal('lifx'), host, port: port.default(56_700), ...look });
const kasa = z.strictObject({ driver: z.literal('kasa'), host, port: port.default(9_999), ...look });
const yeelight = z.strictObject({ driver: z.literal('yeelight'), host, port: port.default(55_443), ...look });
const govee = z.strictObject({ driver: z.literal('govee'), host, port: port.default(4_003), ...look });
const hue = z.strictObject({
  driver: z.literal('hue'),
  host: host.meta({ title: 'Bridge', description: "The bridge's address, such as 192.168.1.5." }),
  port: port.default(443),
  app_key: z.string().min(1).max(255).meta({
    title: 'Key',
    description:
      'Press the button of the bridge, then find lamps nearby: the lamp you take brings the key along.',
  }),
  certificate: z
    .string()
    .regex(/^([0-9a-f]{2}:){31}[0-9a-f]{2}$/i, 'expected a SHA-256 fingerprint such as "5E:0A:…"')
    .meta({
      title: 'Certificate',
      description: "SHA-256 fingerprint of the bridge's certificate; found along with the key.",
    }),
  light: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'expected the id of a light')
    .meta({ title: 'Light', description: 'The id of the light in the bridge; found along with the key.' }),
  ...look,
});
const mqtt = z.strictObject({
  driver: z.literal('mqtt'),
  url: z
    .string()
    .regex(/^(mqtts?|wss?):\/\/\S+$/, 'expected an address such as "mqtt://192.168.1.2:1883"')
    .meta({ title: 'Broker', description: 'The broker, such as mqtt://192.168.1.2:1883.' }),
  username: z.string().max(255).optional().meta({ title: 'User' }),
  password: z.string().max(1024).optional().meta({ title: 'Password' }),
  format: z.enum(['zigbee2mqtt', 'tasmota', 'json']).meta({
    title: 'The lamp speaks',
    labels: { zigbee2mqtt: 'Zigbee2MQTT', tasmota: 'Tasmota', json: 'JSON light' },
    description: 'What the lamp understands; json is the schema of Home Assistant and ESPHome.',
  }),
  topic: topic.meta({
    title: 'Topic',
    description: 'zigbee2mqtt/NAME, the Tasmota topic, or the command topic of a JSON light.',
  }),
  state_topic: topic
    .optional()
    .meta({ title: 'State topic', advanced: true, description: 'Where a JSON light tells its state.' }),
  ...look,
});

const homeAssistant = z.strictObject({
  driver: z.literal('home-assistant'),
  url: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'expected an address such as "http://homeassistant.local:8123"')
    .meta({
      title: 'Home Assistant',
      description: 'Home Assistant, such as http://homeassistant.local:8123.',
    }),
  token: z
    .string()
    .min(1)
    .max(1024)
    .meta({ title: 'Token', description: 'A long-lived access token from your profile.' }),
  entity: z
    .string()
    .regex(/^light\.[a-z0-9_]+$/, 'expected an entity such as "light.desk_lamp"')
    .meta({ title: 'Light', description: 'The light, such as light.desk_lamp.' }),
  ...look,
});

/** Settings of the `smart-bulb` plugin. */
export const lampConfig = z
  .discriminatedUnion('driver', [wled, wiz, lifx, kasa, yeelight, govee, hue, mqtt, homeAssistant])
  .meta({
    title: 'Kind of lamp',
    labels: {
      wled: 'WLED',
      wiz: 'WiZ',
      lifx: 'LIFX',
      kasa: 'Kasa',
      yeelight: 'Yeelight',
      govee: 'Govee',
      hue: 'Philips Hue',
      mqtt: 'MQTT: Zigbee2MQTT, Tasmota, ESPHome',
      'home-assistant': 'Home Assistant',
    },
  });

export type LampConfig = z.output<typeof lampConfig>;
export type WledConfig = z.output<typeof wled>;
export type WizConfig = z.output<typeof wiz>;
export type LifxConfig = z.output<typeof lifx>;
export type KasaConfig = z.output<typeof kasa>;
export type YeelightConfig = z.output<typeof yeelight>;
export type GoveeConfig = z.output<typeof govee>;
export type HueConfig = z.output<typeof hue>;
export type MqttConfig = z.output<typeof mqtt>;
export type HomeAssistantConfig = z.output<typeof homeAssistant>;

export function paletteOf({ palette }: LampConfig): Palette {
  return typeof palette === 'string' ? PALETTES[palette] : paletteFromStops(palette);
}

export function paceOf({ calm }: LampConfig): Pace {
  return calm ? CALM_PACE : SAFE_PACE;
}
