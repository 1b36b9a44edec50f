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
}
interface TumenFeature { type: "Feature"; id: string; geometry: TumenGeometry; properties: TumenProperties }
interface TumenLegendRow { symbol: string; word: string; note: string }
interface TumenCamera { number: number; reader: string; lon: number; lat: number; zoom: number; seconds: number }
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

// ---- what the scripts share ----------------------------------------------------------------------------------------------

/** A position with room around it that labels and notes keep clear of; lengths in pixels. */
interface TumenObstacle { at: any; width: number; height: number; dx?: number; dy?: number }
/** Where a hint stands: beside the pointer, or at the corner of a box. */
interface TumenAt { clientX?: number; clientY?: number; right?: number; top?: number }
/** Edges in pixels of the map's frame or of its layers. */
interface TumenBox { x0: number; y0: number; x1: number; y1: number }
interface TumenLabel { at: any; text: string; rank: number; kind: string; reach: number; base?: boolean }
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

/** Places under one pill, or stops under one badge, the first of them shown; `at` in pixels. */
interface TumenGroup { at: { x: number; y: number }; members: TumenFeature[]; width: number }
interface TumenStops { at: { x: number; y: number }; layer: string; members: TumenFeature[]; dx: number }

/** A scene on the map: a Leaflet layer with what it has drawn. */
interface TumenSceneLayer {
  scene: TumenScene;
  group: any;
  renderer: any;
  marks: TumenFeature[];
  arrange: (() => void) | null;
  pills: any;
  notes: any;
  addTo(map: any): TumenSceneLayer;
  remove(): void;
  onRemove(map: any): void;
}

/** The object `Tumen`: settings and state of the page, and the functions by which its scripts call each other. */
interface TumenPage {
  map: any;
  config: TumenSettings;
  language: string;

  switches: Set<string>;
  picking: boolean;
  noting: boolean;
  measuring: boolean;
  moving: boolean;
  svg: any;
  renderers: Record<string, any>;
  baseLabels: TumenBaseLabel[];
  sceneLabels: TumenLabel[];
  obstacles: TumenObstacle[];
  noteBoxes: TumenObstacle[];
  noted: TumenSceneLayer;
  notedBeside: string;
  focusLeft: string | null;
  hintBox: HTMLElement;
  legend: any;
  legendOf: TumenFeature[];
  legendAsked: boolean;
  caption: any;
  recaption: (() => void) | null;
  FINE_ZOOM: number;
  stripBox: HTMLElement | null;
  stripSpot: any;

  cameraNumber: number;
  order: TumenCamera;
  target: TumenCamera | null;
  reader: string;
  ready: boolean;
  settled: string | null;
  written: Set<string>;
  told: any[];

  SceneLayer: new (scene: TumenScene) => TumenSceneLayer;
  Shapes: any;
  start(map: any, config: TumenSettings): void;
  addTools(map: any, config: TumenSettings): void;
  addPlayer(map: any): void;
  addPosition(map: any, config: TumenSettings): void;
  openPosition(): void;
  refreshBase(): Promise<any>;
  camera(order: TumenCamera): void;
  fly(at: any, zoom: number, seconds: number): void;
  choose(id: string): void;
  adopt(layer: TumenSceneLayer): boolean;
  arrange(layer: TumenSceneLayer, map: any): void;
  player(step: TumenStep | null): void;
  outer(): any;
  handsOff: string;
  say(words: string): void;
  desk(told: TumenDesk): void;
  linkTime?(holder: HTMLElement, ids: string[]): void;

  kindOf(feature: TumenFeature): TumenKind;
  colourOf(feature: TumenFeature): string;
  drawShape(layer: TumenSceneLayer, feature: TumenFeature): void;
  legendKey(symbol: string): Element;
  stanceShape(stance: string): SVGElement;
  makeButton(node: HTMLElement | SVGElement, feature: TumenFeature, words: string): void;
  hints(node: HTMLElement | SVGElement, words: string): void;
  hint(words: string | null, where?: TumenAt): void;
  spoken(feature: TumenFeature): string;
  detailOf(feature: TumenFeature): string;
  toLatLng(feature: TumenFeature): any;
  element<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text?: string): HTMLElementTagNameMap[K];
  showLegend(scene: TumenScene): void;
  trimLegend(): void;
  remember(name: string): void;
  showStrip(scene: TumenScene): void;
  drawCallouts(layer: TumenSceneLayer, map: any): void;
  placeLabels(): void;
  controls(map: any): TumenBox[];
  drawGraticule(): void;
  distance(from: { lat: number; lng: number }, to: { lat: number; lng: number }): number;
  position(at: { lat: number; lng: number }): string;
  stopMeasuring(): void;
}

/** Leaflet has no types here; what it is given is checked where it comes from our own values. */
declare const L: any;

interface Window {
  /** Every script begins with an empty one where none is there yet. */
  get Tumen(): TumenPage;
  set Tumen(page: object);
  TumenValue: any;
  /** Of streamlit-folium's frame. */
  Streamlit?: any;
  __GLOBAL_DATA__?: any;
}
interface Document {
  tumenKeys?: (event: KeyboardEvent) => void;
}
