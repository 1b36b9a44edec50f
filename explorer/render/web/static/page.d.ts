// What the page's scripts share with each other, for `// @ts-check`; what the server sends them stands in types.d.ts.

/** A position with room around it that labels and notes keep clear of; lengths in pixels. */
interface TumenObstacle { at: any; width: number; height: number; dx?: number; dy?: number }
/** Where a hint stands: beside the pointer, or at the corner of a box. */
interface TumenAt { clientX?: number; clientY?: number; right?: number; top?: number }
/** Edges in pixels of the map's frame or of its layers. */
interface TumenBox { x0: number; y0: number; x1: number; y1: number }
/** The box that a mark takes, and how far its middle is from its place, in pixels. */
interface TumenRoom { box: TumenBox; dx: number; dy: number }
interface TumenLabel { at: any; text: string; rank: number; kind: string; reach: number; base?: boolean }

/** Places under one pill, or stops under one badge, the first of them shown; `at` in pixels. */
interface TumenGroup { at: { x: number; y: number }; members: TumenFeature[]; width: number; box?: TumenBox; more?: TumenRoom }
interface TumenStops { at: { x: number; y: number }; layer: string; members: TumenFeature[]; side: number; dx: number; dy: number }

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
  meets(a: TumenBox, b: TumenBox): boolean;
  room(): (at: { x: number; y: number }, width: number, height: number, shifts: number[][], own?: TumenBox) => TumenRoom;
  beside(side: number, far: number): number[][];
  beneath(side: number, far: number): number[][];
  corners(pill: number, count: number): number[][];
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
