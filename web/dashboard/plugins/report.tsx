import type { JSX } from 'preact';
import { api } from '../../shared/api.js';
import { counted, timeOf } from '../../shared/format.js';
import type { Plugin } from '../../shared/wire.js';
import { copy } from '../copy.js';
import { Log } from './log-lines.js';
import { reportOf } from './report-text.js';

function factName(key: string): string {
  return key.replace(/_ms$/, ', ms').replace(/_hz$/, ', Hz').replace(/_/g, ' ');
}

async function copyReport(plugin: Plugin): Promise<void> {
  const version = await api.version().catch(() => null);
  await copy(
    reportOf(plugin, version),
    'The report is copied. Paste it where you ask for help.',
    'The browser keeps its clipboard closed. Select the facts and copy them.',
  );
}

/** For those who want to know, or to ask for help. */
export function Report({ plugin }: { plugin: Plugin }): JSX.Element {
  const facts = Object.entries(plugin.details).filter(([, value]) => value !== null);
  const counts = [
    `Since ${timeOf(new Date(plugin.since))}`,
    plugin.restarts ? `started again ${counted(plugin.restarts, 'time')}` : '',
    plugin.dropped ? `${counted(plugin.dropped, 'event')} dropped` : '',
  ];
  return (
    <div class="report">
      <details class="small">
        <summary>{counts.filter(Boolean).join(' · ')}</summary>
        <dl class="facts">
          <div>
            <dt>state</dt>
            <dd>{plugin.state}</dd>
          </div>
          {facts.map(([key, value]) => (
            <div key={key}>
              <dt>{factName(key)}</dt>
              <dd>{typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <Log />
      <div class="acts">
        <button type="button" class="btn" onClick={() => void copyReport(plugin)}>
          Copy the report
        </button>
      </div>
    </div>
  );
}
