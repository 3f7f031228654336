import { z } from 'zod';
import type { JsonValue } from '../platform/index.ts';

export const anyJson: z.ZodType<JsonValue> = z.json();
export const jsonObject = z.record(z.string(), anyJson);
