// What the page's scripts receive and share, for `// @ts-check`. A test holds the values to what the writers send.

interface TumenStroke { colour: string; width: number; dash: number[]; opacity: number; round: boolean }
interface TumenLook { colour: string; strokes: TumenStroke[]; fill: number }
interface TumenKind extends TumenLook {
  by_colour: boolean;
  widget: "pill" | "fact" | "dot" | "letter" | "number" | "note" | null;
  pane: "halos" | "routes" | "marks";
  reach: "choose" | "focus" | "hover" | "none";
  schematic: boolean;
}

// ---- settings ---------------------------------------------------------------------------------------------------------

interface TumenLayerStyle { color: string | null; weight: number; fill: string | null; dash: string | null }
interface TumenBaseLayer {
  id: string;
  url: string;
  pane: string;
  role: "shapes" | "labels";
  min_zoom: number;
  max_zoom: number;
  switch: string | null;
  style: TumenLayerStyle;
}
/** A base layer, and what has come of it: a Leaflet layer, and the promise of one. */
interface TumenWaiting extends TumenBaseLayer { shown: any; loading?: Promise<any> }
/** Vertices in Mercator's unit square, x and y by turns, with their bounds. */
interface TumenRing { xy: Float64Array; west: number; east: number; north: number; south: number }
interface TumenStance { name: string; shape: string; colour: string }
interface TumenWords {
  map: string;
  legend: string;
  nearby: string;
  inferred: string;
  dated: string;
  readout: string;
  copy: string;
  decimal: string;
  dms: string;
  copied: string;
  selected: string;
  no_answer: string;
  note: string;
  note_here: string;
  arrow_from: string;
  arrow_to: string;
  measure: string;
  measure_how: string;
  coarse: string;
}
interface TumenHome { lon: number; lat: number; zoom: number }
interface TumenTiles { url: string; attribution: string }
interface TumenSettings {
  told?: Record<string, string>; // stances by their English; missing where the page is English
  theme: "light" | "dark";
  language: "en" | "ko" | "ru";
  palette: Record<string, string>;
  words: TumenWords;
  home: TumenHome;
  attribution: string[];
  tiles: TumenTiles | null;
  stances: Record<string, TumenStance>;
  kinds: Record<string, TumenKind>;
  backdrops: Record<string, TumenLook>;
  layers: TumenBaseLayer[];
  player?: boolean;
  mgrs?: string;
}

/** What the file of a base layer of labels holds. */
interface TumenBaseLabel {
  name_en: string;
  name_ko?: string;
  name_ru?: string;
  kind: string;
  rank: number;
  min_zoom: number;
  max_zoom?: number;
  lon: number;
  lat: number;
}

// ---- scene ------------------------------------------------------------------------------------------------------------

interface TumenGeometry { type: string; coordinates: any }
interface TumenProperties {
  layer: string;
  kind: string;
  title: string;
  detail?: string; said?: string; // the same in another language than English
  site_kind?: string;
  basis?: string;
  stances?: Record<string, number>;
  claims?: string[];
  events?: string[];
  number?: number;
  rank?: number;
  selected?: boolean;
  status?: string;
  colour?: string;
  ends?: string[];
  days?: string[];
}
interface TumenFeature { type: "Feature"; id: string; geometry: TumenGeometry; properties: TumenProperties }
interface TumenLegendRow { symbol: string; word: string; note: string }
interface TumenCamera { number: number; reader: string; lon: number; lat: number; zoom: number; seconds: number; made_for: number[] | null }
interface TumenBand { from: number; to: number; kind: string; short: string; access: string; words: string }
interface TumenStripMark { at: number; letter: string; title: string }
interface TumenStrip {
  title: string;
  km: number;
  words: string;
  bands: TumenBand[];
  marks: TumenStripMark[];
  track: number[][];
}
/** What stands in the place of the map: day, words, and who says so. */
interface TumenBoard { heading: string; rows: string[][] }
/** A step as the player needs it; a scene that goes ahead of its step brings no scenes of its own. */
interface TumenStep { spoken: string; board?: TumenBoard | null; next?: TumenScene | null; previous?: TumenScene | null; play?: number | null }
/** A place that a page marks on its map for as long as it is spoken of. */
interface TumenSpot { lon: number; lat: number; word: string; chosen: boolean }
/** Keys and the buttons they press, what is said, where the focus goes, what the server holds of the fields, spots on the map. */
interface TumenDesk { keys: Record<string, string>; spoken: string; mode: string; first: string; home: string; kept: Record<string, string>; spots: TumenSpot[] }
interface TumenScene {
  digest: string;
  features: TumenFeature[];
  legend: TumenLegendRow[];
  captions: string[];
  switches: string[];
  camera: TumenCamera;
  player: TumenStep | null;
  pick?: boolean;
  strips?: TumenStrip[];
  desk?: TumenDesk;
  pin?: TumenPin;
  noting?: boolean;
  greeted?: string;
}
/** A position that somebody searched for. */
interface TumenPin { lon: number; lat: number; title: string }

// ---- the page that stands alone ----------------------------------------------------------------------------------------

interface TumenBehind { claims: string[]; events: string[] }
interface TumenAlone {
  settings: TumenSettings; scene: TumenScene;
  bounds: number[][];
  fit: number[][];
  features: Record<string, TumenBehind>;
  counted: string[];
}

interface TumenQuestion { ask: string; options: string[]; answer: number; predict: boolean; reasons: string[]; revealed: string }
interface TumenItem { text: string; kind: string; told: string }
interface TumenSorting { ask: string; items: TumenItem[]; kinds: string[][]; why: string }
interface TumenStoryStep {
  n: number;
  heading: string;
  scene: TumenScene;
  spoken: string;
  board: TumenBoard | null;
  seconds: number;
  head: string;
  html: string;
  question: TumenQuestion | null;
  sort: TumenSorting | null;
}
interface TumenStory {
  words: Record<string, string>; open: string[];
  settings: Record<"light" | "dark", TumenSettings>;
  steps: TumenStoryStep[];
  goals: string[];
  sources: string;
  once: string;
}
