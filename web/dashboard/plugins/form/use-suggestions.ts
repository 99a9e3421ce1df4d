import { useEffect, useState } from 'preact/hooks';
import { listTunings } from '../../../../src/core/music/index.js';
import { api } from '../../../shared/api.js';
import type { Option } from './field.js';

const tunings = (): Option[] => listTunings().map(({ name }) => ({ value: name, label: name }));

async function devicesOf(use: string): Promise<Option[]> {
  const { devices = [] } = (await api.devices())[use] ?? {};
  return devices.map(({ id, name, is_default }) => ({
    value: id,
    label: is_default ? `${name}, usual` : name,
  }));
}

/** What could be written at fields that say where to look; nothing as long as it is not known. */
export function useSuggestions(use: string): (from: string) => readonly Option[] {
  const [devices, know] = useState<readonly Option[]>([]);
  useEffect(() => {
    let isCurrent = true;
    devicesOf(use)
      .catch(() => [])
      .then((found) => isCurrent && know(found));
    return () => {
      isCurrent = false;
    };
  }, [use]);
  return (from) => (from === 'devices' ? devices : from === 'tunings' ? tunings() : []);
}
