import { z } from 'zod';
import type { BotProcess } from './bot-process.ts';
import type { Holds } from './knobs/holds.ts';
import { json, type WebResponse } from './web/request.ts';

export interface BotDoorNeeds {
  readonly bot: BotProcess;
  /** False where the sandbox was started for the stand-ins alone. */
  readonly hasBot: boolean;
  readonly holds: Holds;
  /**
   * Another signalbox.yaml for the bot's next start: a path, or the text itself.
   * @returns what takes it back, or the fault as a sentence
   */
  readonly useConfig: (pathOrText: string) => (() => void) | string;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

const botBody = z.union([
  z.strictObject({ do: z.enum(['kill', 'stop', 'start', 'restart']), config: z.string().optional() }),
  z.strictObject({ hold: z.strictObject({ after: z.enum(['record', 'token', 'card']) }) }),
]);
const usage =
  'Say {"do":"kill"|"stop"|"start"|"restart","config"?} or {"hold":{"after":"record"|"token"|"card"}}.';

/** `POST /sandbox/bot` */
export async function turnBot(body: unknown, needs: BotDoorNeeds): Promise<WebResponse> {
  const read = botBody.safeParse(body);
  if (!read.success) return json({ ok: false, error: 'invalid_body', message: usage }, 400);
  const { data } = read;
  if ('hold' in data) {
    needs.holds.arm(data.hold.after);
    return json({ ok: true, pid: needs.bot.pid() ?? null });
  }
  if (!needs.hasBot) {
    const message =
      'The sandbox was started without a bot (--no-bot): start one of your own with the settings of GET /sandbox/env.';
    return json({ ok: false, error: 'no_bot', message, pid: null });
  }
  return needs.inTurn(() => turn(data.do, data.config, needs));
}

async function turn(
  what: 'kill' | 'stop' | 'start' | 'restart',
  config: string | undefined,
  { bot, holds, useConfig }: BotDoorNeeds,
): Promise<WebResponse> {
  const takeBack = config === undefined ? undefined : useConfig(config);
  if (typeof takeBack === 'string')
    return json({ ok: false, error: 'invalid_config', message: takeBack, pid: bot.pid() ?? null });
  if (what === 'kill') await bot.kill();
  if (what === 'stop' || what === 'restart') await bot.stop();
  holds.release();
  if (what === 'kill' || what === 'stop') return json({ ok: true, pid: null });
  const started = await bot.start();
  if (started.kind === 'ready') return json({ ok: true, pid: started.pid });
  // A configuration that nobody can start with does not stay.
  takeBack?.();
  return json({ ok: false, error: 'bot_not_started', message: started.because, pid: null });
}
