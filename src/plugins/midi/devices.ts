import { DeviceError, type DeviceList, messageOf } from '../../core/plugin/index.js';
import type { LoadMidiPorts } from './midi-ports.js';
import { findPort, isPlayable, withoutNumbers } from './port-names.js';

/** The MIDI ports of this computer; never rejects. */
export async function listDevices(loadPorts: LoadMidiPorts): Promise<DeviceList> {
  try {
    const names = (await loadPorts()).names();
    const first = findPort(names, null);
    const plain = names.map(withoutNumbers);
    const isAlone = (name: string) => plain.filter((other) => other === withoutNumbers(name)).length === 1;
    const devices = names.filter(isPlayable).map((name) => ({
      id: isAlone(name) ? withoutNumbers(name) : name,
      name: withoutNumbers(name),
      isDefault: name === first,
    }));
    if (devices.length > 0) return { devices, reason: null, hint: null };
    return {
      devices,
      reason: 'No MIDI device is plugged in.',
      hint: 'Plug a pickup in; no restart is needed.',
    };
  } catch (error) {
    const reason = messageOf(error);
    const hint = error instanceof DeviceError ? error.hint : null;
    return { devices: [], reason, hint: hint ?? 'MIDI through a page works without any of it.' };
  }
}
