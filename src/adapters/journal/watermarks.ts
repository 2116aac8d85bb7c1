import { noWatermarks, type Watermarks } from '../../domain/watermark.ts';
import { parsed } from './rows.ts';

/** The watermarks of one target, or those kept of it, as a column holds them: null for none. */
export const watermarksText = (watermarks: Watermarks): string | null =>
  watermarks.length === 0 ? null : JSON.stringify(watermarks);

export const watermarksFrom = (json: unknown): Watermarks =>
  typeof json === 'string' ? parsed<Watermarks>(json) : noWatermarks;
