/** A room. Coordinates are normalised per page to 0–1000, origin top left. */
export interface Room {
  /** `room_001`, `room_002`, ... in reading order. */
  id: string;
  /** Page, from 1. */
  page: number;
  /** `[x_min, y_min, x_max, y_max]`; encloses `polygon`. */
  bounding_box: [number, number, number, number];
  /** The outline, clockwise; the first point is not repeated. */
  polygon: [number, number][];
  /** What is cut out of the room. */
  holes?: [number, number][][];
  /** The name printed in the room. */
  name_hint?: string;
  /** Every name printed in the room. */
  names?: string[];
  /** What the name says it is: `kitchen`, `bath`, `bedroom`, ... */
  room_type?: string;
  /** The room number printed in the room. */
  number?: string;
  area?: Measure;
  perimeter?: Measure;
  /** How likely this is a room with this outline, 0 to 1. */
  confidence: number;
  /** What the confidence is made of. */
  evidence: Evidence;
}

export interface Measure {
  value: number;
  /** `m2` or `m`. */
  unit: string;
  /** `printed`, `scale`, `printed_scale` or `calibration`. */
  source: string;
}

export interface Evidence {
  /** True where nothing was found and one box stands for the page. */
  fallback?: boolean;
  parts?: { name: string; value: number; points: number }[];
}

export interface UnmatchedLabel {
  page: number;
  text: string;
  bounding_box: [number, number, number, number];
  reason: string;
}

export interface Warning {
  code: string;
  message: string;
}

export interface Detection {
  model_version: string;
  /** At least one. */
  rooms: Room[];
  unmatched_labels: UnmatchedLabel[];
  warnings: Warning[];
}

/** What may be tuned; `settingsDescription()` gives ranges, defaults and help. */
export interface DetectorSettings {
  strictness: number;
  keep_together: number;
  min_room_area_percent: number;
  min_confidence: number;
  walls: "auto" | "thin" | "thick";
  split_by_name: boolean;
  pixels_per_metre: number | null;
}

export type Control =
  | { kind: "range"; min: number; max: number; step: number; default: number; unit: string }
  | { kind: "choice"; options: { value: string; label: string }[]; default: string }
  | { kind: "switch"; default: boolean }
  | { kind: "optional_number"; min: number; max: number; unit: string };

export interface SettingDescription {
  key: keyof DetectorSettings;
  label: string;
  help: string;
  control: Control;
}

/** What every call here throws when it refuses its input. */
export interface RoomprintError extends Error {
  name: "RoomprintError";
  code: "INVALID_REQUEST" | "INVALID_SETTINGS" | "UNREADABLE_DOCUMENT" | "FILE_TOO_LARGE";
  /** The argument or the setting at fault. */
  field?: string;
}

/** A document made ready once, to be asked many times. Call `free()` when done with it. */
export class Detector {
  private constructor();
  /** Reads an analysis document or raw Textract JSON (a string, or UTF-8 bytes). Throws `RoomprintError`. */
  static fromAnalysis(json: string | Uint8Array): Detector;
  /**
   * Traces the walls of a picture: RGBA bytes, as `ImageData.data` holds them. `textract` is what was read on
   * the same page, where anything was. Throws `RoomprintError`.
   */
  static fromPixels(
    width: number,
    height: number,
    rgba: Uint8Array | Uint8ClampedArray,
    textract?: string | Uint8Array,
  ): Detector;
  /** The rooms; settings left out have their defaults. Throws `RoomprintError`. */
  detect(settings?: Partial<DetectorSettings>): Detection;
  /** The same as JSON text, byte for byte what the service and the command line give. */
  detectJson(settings?: Partial<DetectorSettings>): string;
  /** The analysis document as JSON text, for `fromAnalysis`. */
  analysisJson(): string;
  free(): void;
}

/** Every setting with its label, help, range and default. */
export function settingsDescription(): SettingDescription[];

/** Changes whenever the answers of the detector can change. */
export function modelVersion(): string;
