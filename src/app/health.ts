import type { Config } from '../config/index.ts';
import { createHttp, type Metrics } from '../http/index.ts';
import type { Part } from '../platform/index.ts';

/** Whether the bot can work, for whatever keeps it running. */
export interface Health {
  /** One, where a port is named, else none. First to come and last to go: whoever watches sees the start and the stop. */
  readonly parts: readonly Part[];
  isUp(): boolean;
  /** All parts are started, or are about to be stopped. */
  becomes(up: boolean): void;
}

export function createHealth(needs: {
  config: Pick<Config, 'httpPort' | 'httpHost'>;
  metrics: Pick<Metrics, 'registry'>;
  /** What is wrong with the store; undefined where nothing is. */
  storeTrouble: () => string | undefined;
  /** Connections to Slack that are up. */
  connections: () => number;
}): Health {
  const { httpPort: port, httpHost: host } = needs.config;
  let up = false;
  const ready = () => {
    if (!up) return { ready: false, because: 'starting or stopping' };
    const trouble = needs.storeTrouble();
    if (trouble !== undefined) return { ready: false, because: trouble };
    return needs.connections() > 0 ? { ready: true } : { ready: false, because: 'no connection to Slack' };
  };
  return {
    parts: port === undefined ? [] : [createHttp({ port, host, ready, metrics: needs.metrics.registry })],
    isUp: () => up,
    becomes(next) {
      up = next;
    },
  };
}
