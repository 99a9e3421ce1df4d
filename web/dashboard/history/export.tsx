import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type ExportFormat, exportAddress, exportedFile, knownToken, messageOf } from '../../shared/api.js';
import { download } from '../download.js';

const FORMATS = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['midi', 'MIDI'],
] as const;

/** A practice as a file. Links carry no token: a page that has one fetches the file with it. */
export function Export({ id }: { id: string }): JSX.Element {
  const [trouble, tell] = useState('');
  const save = async (format: ExportFormat) => {
    try {
      const file = await exportedFile(id, format);
      tell('');
      download(file.name, file);
    } catch (error) {
      tell(messageOf(error));
    }
  };
  const follow = (event: MouseEvent, format: ExportFormat) => {
    if (knownToken() === null) return;
    event.preventDefault();
    void save(format);
  };
  return (
    <span class="acts">
      {FORMATS.map(([format, label]) => (
        <a
          class="btn"
          href={exportAddress(id, format)}
          download
          aria-label={`Export as ${label}`}
          onClick={(event) => follow(event, format)}
          key={format}
        >
          {label}
        </a>
      ))}
      {trouble ? (
        <p class="error" role="alert">
          {trouble}
        </p>
      ) : null}
    </span>
  );
}
