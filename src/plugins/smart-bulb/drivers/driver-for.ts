import type { Clock } from '../../../core/plugin/index.js';
import type { LampConfig } from '../lamp-config.js';
import type { LampDriver } from '../lamp-driver.js';
import { GoveeDriver } from './govee-driver.js';
import { HomeAssistantDriver } from './home-assistant-driver.js';
import { HueDriver } from './hue-driver.js';
import { KasaDriver } from './kasa-driver.js';
import { LifxDriver } from './lifx-driver.js';
import { MqttDriver } from './mqtt-driver.js';
import { WizDriver } from './wiz-driver.js';
import { WledDriver } from './wled-driver.js';
import { YeelightDriver } from './yeelight-driver.js';

export function driverFor(config: LampConfig, clock: Clock): LampDriver {
  switch (config.driver) {
    case 'wled':
      return new WledDriver(config, clock);
    case 'wiz':
      return new WizDriver(config, clock);
    case 'lifx':
      return new LifxDriver(config, clock);
    case 'kasa':
      return new KasaDriver(config, clock);
    case 'yeelight':
      return new YeelightDriver(config, clock);
    case 'govee':
      return new GoveeDriver(config, clock);
    case 'hue':
      return new HueDriver(config, clock);
    case 'mqtt':
      return new MqttDriver(config, clock);
    case 'home-assistant':
      return new HomeAssistantDriver(config, clock);
  }
}
