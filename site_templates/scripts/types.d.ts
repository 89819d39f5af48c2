/* The shapes of what the scripts hand each other. Nothing of this is delivered: tsc reads it, in `make lint`. */

/** By name or id; a map without prototype where the names come from outside. */
interface Values<T> {
  [name: string]: T;
}

/* --- data files of the site */

interface AnswerField {
  name: string;
  label: string;
  kind: string;
  limit: number;
}

interface Limits extends Values<number> {
  id: number;
  name: number;
  title: number;
  log: number;
  devices: number;
  count: number;
  items: number;
  extra: number;
  records: number;
  files: number;
  file: number;
  depth: number;
  due_soon: number;
}

/** assets/data/site.js */
declare const SITE: {
  id: string;
  statuses: string[];
  fields: AnswerField[];
  title: AnswerField;
  name: AnswerField;
  edition: AnswerField;
  limits: Limits;
  shapes: { id: string; round: string };
  /** What the tools of a self-check are called. */
  tools: Values<string>;
  /** Heads of the ledger. */
  ledger: string[];
  words: Values<string>;
};

interface StandardItem {
  title: string;
  area: string;
  rev: number;
  evidence: string[];
  [status: string]: any;
}

interface Standard {
  title: string;
  edition: string;
  /** What each status is called. */
  answers: Values<string>;
  areas: { id: string; title: string }[];
  items: Values<StandardItem>;
  retired: Values<{ title: string; change: string; into: string[] }>;
}

/** By the id of the catalog. */
declare const STANDARDS: Values<Standard>;

/** A branch of the site; left: by catalog, the items that are not for it. */
interface ListedBranch {
  id: string;
  name: string;
  unit: string;
  kind: string;
  left?: any;
}

declare const BRANCHES: { branches: ListedBranch[]; left: Values<Values<string[]>>; guests: Values<string[]> };

interface ExportTemplate {
  type: string;
  headRow: number;
  width: number;
  option: string;
  between: string;
  cells: Values<string>;
  column: string;
  choice: string;
  choices: string;
  row: string;
  head: string;
  locked: string;
  parts: { name: string; text: string }[];
}

interface ExportTable {
  title: string;
  columns: (Column & { fields: string[] })[];
  foot: string;
  more: string;
}

/** assets/data/usual.js: what the parts of a rectification are called, and the usual findings by item. */
declare const USUAL: { labels: Values<string>; items: Values<Values<string>[]> };

declare const EXPORT_TEMPLATES: { tables: Values<ExportTable>; [format: string]: any };

/* --- the search: its two files, which outputs/search writes, and what is found */

interface SearchIndex {
  /** Words for the same thing. */
  same: string[][];
  /** What is typed, the near word, and in which way they differ. */
  near: [string, string, string][];
  /** Words that ask, and the kinds that answer. */
  asking: [string[], number[]][];
  /** Words that say nothing. */
  leftOut: string[];
  /** The kinds of numbers. */
  numbers: number[];
  /** Name, label and weight; elsewhere a kind is its place here. */
  kinds: [string, string, number][];
  /** The characters of each syllable. */
  readings: Values<string>;
  /** The syllables of titles read otherwise, by the place of the entry. */
  unlike: Values<string>;
  /** Kind, beginning of the addresses, and of each entry the title, what follows in its address (0: the title), line. */
  groups: [number, string, [string, string | 0, string?][]][];
}

/** What the first results do without. */
interface SearchTexts {
  readings: Values<string>;
  /** Line and text of each entry of the index. */
  rows: [string, string][];
  more: FindableRow[];
}

declare const SEARCH_INDEX: SearchIndex;
declare const SEARCH_TEXTS: SearchTexts;

/** Kind, title, address, line, text. */
type FindableRow = [number, string, string, string?, string?];

/** An entry that can be found; the words are folded. */
interface Findable {
  kind: number;
  title: string;
  href: string;
  line: string;
  syllables: string[];
  /** Of a question the kinds that it asks for. */
  asks: number[];
  place: number;
  number: string;
  titleWords: string;
  lineWords: string;
  textWords: string;
}

interface Scored {
  entry: Findable;
  score: number;
}

interface SearchQuery {
  whole: string;
  /** Of each word all ways to write it, first as it was typed. */
  words: string[][];
  /** If nothing but letters was typed. */
  letters: string;
  /** The kinds that are asked for. */
  kinds: Set<number>;
  near: { typed: string; near: string; name: string; why: string }[];
}

interface Answered {
  found: Findable[];
  near: { word: string; why: string; found: Findable[] }[];
  /** Only if nothing was found. */
  nearest: Findable[];
}

interface LoadedSearch {
  search: ReturnType<typeof Ranking.search>;
  /** When the texts are there as well. */
  whole: Promise<void>;
  /** The address of the site. */
  root: string;
}

declare const SiteSearch: { load: () => Promise<LoadedSearch> };

/* --- one self-check */

/** One item of a record; every key is there, in the order of emptyAnswer, then those of a newer tool, as they were. */
interface Answer {
  title: string;
  status: string;
  note: string;
  measure: string;
  evidence: string[];
  responsible: string;
  due: string;
  closed_on: string;
  closed_evidence: string;
  looked_back_on: string;
  looked_back_note: string;
  /** The item's rev when the status was chosen, else 0. */
  rev: number;
  /** The standard changed under it: shown and kept, never counted as met. */
  recheck: boolean;
  /** Version vector: changes saved by each device. */
  v: Values<number>;
  /** [day, status, device] of each change of status. */
  log: string[][];
  [ofNewerTool: string]: any;
}

interface CheckRecord {
  format: string;
  schema: number;
  edition: string;
  branch: { id: string; name: string };
  catalog: string;
  round: string;
  exported: { day: string; device: string };
  items: Values<Answer>;
  retired: Values<Answer>;
  unknown: { items: Values<Answer>; extra: Values<any> };
  /** Of a file that a newer tool has written: it is only shown, and goes out as it came in. */
  newer?: boolean;
  raw?: string;
  [refused: symbol]: Values<string[]>;
}

/** Who changes something, and when. */
interface Change {
  day: string;
  device: string;
  rev?: number;
}

interface Progress extends Values<number> {
  met: number;
  partly: number;
  unmet: number;
  not_applicable: number;
  recheck: number;
  answered: number;
  of: number;
}

/** A line of the ledger. */
interface Finding extends Answer {
  id: string;
  area: string;
  problem: string;
  manifestation: string;
  lacks: string[];
  state: string;
  progress: string;
  needsLookBack: boolean;
}

/** An item in two rounds, in words. */
interface Compared {
  id: string;
  title: string;
  before: string;
  now: string;
  change: string;
}

interface Conflict {
  id: string;
  mine: Answer;
  theirs: Answer;
  /** Names of what differs. */
  fields: string[];
  /** Whether one answer can hold both. */
  both: boolean;
}

/** What merging two records would do: ids. */
interface Preview {
  updates: string[];
  conflicts: Conflict[];
  same: string[];
  older: string[];
  words: () => string;
}

interface Reading {
  records: CheckRecord[];
  rejected: { where: string; why: string }[];
  newer?: boolean;
  /** Why nothing was read, in a sentence; else "". */
  error: string;
}

type Tell = (where: string, why: string) => void;

/* --- the store */

/** What stands under one name of the store: see self-check/entry.js. */
interface Entry {
  /** Changes of each field. */
  at: Values<number>;
  /** For each field, the count at which each window wrote it last. */
  by: Values<Values<number>>;
  /** For each field, what had to give way at which count. */
  lost: Values<Lost[]>;
  value: any;
}

interface Lost {
  at: number;
  value: any;
}

type Where = "local" | "database" | "old";
type SetAside = (name: string, text: string) => unknown;
type Entries = InstanceType<typeof SelfCheckEntries.Entries>;
type LocalPlace = InstanceType<typeof SelfCheckLocal.LocalPlace>;
type Store = InstanceType<typeof SelfCheckStore.Store>;
/** A name, what is to stand there, and what stood there as it was shown. */
type Commit = [string, (entry: Entry, isFirst: boolean) => Values<any>, Values<any>?];
type DatabaseWork = (entries: IDBObjectStore) => void;

/* --- the page of a self-check */

type Checklist = InstanceType<typeof SelfCheck>;
type Tools = InstanceType<typeof SelfCheckTools.Tools>;
type TextControl = HTMLInputElement | HTMLTextAreaElement;
type Say = (words: string) => void;

/** An item on the page. */
interface Row {
  id: string;
  rev: number;
  box: HTMLFieldSetElement;
  /** What is folded away where there is no problem, and how much of it is filled. */
  rest: HTMLDetailsElement;
  filled: HTMLElement;
  levels: HTMLElement;
  putRight: HTMLElement;
  closeOut: HTMLElement;
  recheck: HTMLElement;
  controls: Values<TextControl>;
  notices: Values<HTMLElement>;
  limits: Values<HTMLElement>;
  radios: HTMLInputElement[];
  /** What each control showed or saved last, as text and as it is stored. */
  seen: Values<string>;
  base: Values<any>;
  /** Which text of another window each control offers. */
  offered: Values<string | undefined>;
}

/* --- exports */

/** Columns, two or more, share the page by width; kind: fixed (not for typing), text, day, choice, number. */
interface Column {
  name: string;
  width: number;
  kind: string;
  options?: string[];
}

/** Locked: Excel lets people type only where the kind is not fixed. */
interface Table {
  title: string;
  subtitle: string;
  columns: Column[];
  rows: (string | number)[][];
  foot: string;
  locked?: boolean;
}

/* --- the roll-up */

interface FileProblem {
  kind: string;
  file: string;
  text: string;
}

interface FileReading {
  file?: string;
  records: CheckRecord[];
  problems: FileProblem[];
}

type TellProblem = (kind: string, file: string, text: string) => unknown;

/** A record as it came in a file, and in the edition of its standard. */
interface RecordOfFile {
  file: string;
  record: CheckRecord;
  now?: CheckRecord;
}

interface Choice {
  value: string;
  catalog: string;
  round: string;
  title: string;
  branches: number;
}

interface Collected {
  groups: Map<string, RecordOfFile[]>;
  newer: CheckRecord[];
  problems: FileProblem[];
  choices: Choice[];
}

/** What is asked of the roll-up: "" for all. */
interface Ask {
  catalog: string;
  round: string;
  day: string;
  expected: ListedBranch[];
  guests: Values<string[]>;
  unit?: string;
  kind?: string;
  area?: string;
  status?: string;
  due?: string;
  [filter: string]: any;
}

/** A branch's line of the roll-up. */
interface BranchRow {
  name: string;
  unit: string;
  kind: string;
  left?: any;
  alone: boolean;
  now: CheckRecord;
  file: string;
  ids?: string[];
  total?: Progress;
  cells?: Progress[];
}

/** A branch of the list with the records that came from it. */
interface ListLine {
  one: { id?: string; name: string; unit: string; kind: string; left?: any };
  name?: string;
  groups: RecordOfFile[][];
  isUnclear?: boolean;
}

type Toned = { text: string; tone: string };

/* --- the rules of 我的支部, which branch/compiled.py writes */

type Fact = string | number | boolean;
/** What is not given is missing. */
type Facts = Values<Fact>;

interface Test {
  fact: string;
  op: string;
  value: any;
  none: string;
  unmet: string;
}

interface Condition {
  tests: number[];
  reason: string;
  otherwise: string;
}

interface Plan {
  frequency: string;
  per: string;
  asking: string[];
  carriers: string[];
  periods: string[][];
  fixed: boolean;
  events: number[];
  title: string;
  summary: string;
  href: string;
  mark: string;
  modality: string;
  local: boolean;
  from: string;
  when: string;
}

interface BranchCheck {
  key: string;
  duty: boolean;
  fact: string;
  label: string;
  limit: number;
  bound: string;
  tests: number[];
  title: string;
  text: string;
  href: string;
  basis: string;
}

interface CatalogEntry {
  id: string;
  added: string;
  condition: Condition;
  requirements: number[];
}

interface StandardOfKind {
  entries: CatalogEntry[];
  plans: Plan[];
  checks: BranchCheck[];
  term: number;
}

interface Question {
  name: string;
  label: string;
  kind: string;
  hint: string;
  options: string[][];
  blank: string;
  checked: string;
}

interface Kind {
  id: string;
  title: string;
  catalogs: string[];
}

interface TermStep {
  key: string;
  months: number;
  title: string;
  summary: string;
  href: string;
  event: string;
}

interface Rules {
  kinds: Kind[];
  tests: Test[];
  standards: Values<{ entries: number[]; plans: number[]; checks: number[]; term: number }>;
  entries: CatalogEntry[];
  requirements: { key: string; text: string; condition: Condition }[];
  plans: Plan[];
  checks: BranchCheck[];
  terms: { months: number; steps: TermStep[] }[];
  items: Values<{ title: string; href: string; area: string; check: string; rev: string }>;
  forms: Values<{ title: string; href: string }>;
  keeps: Values<[string, string[]][]>;
  catalogs: Values<{ title: string; href: string; standing: string; areas: string[][] }>;
  questions: { title: string; hint: string; fields: Question[] }[];
  followUps: Question[];
  counts: Values<string[]>;
  flags: Values<string[]>;
  sentences: Values<string>;
  elections: string;
  /** Names of periods, the shortest first. */
  periods: string[];
  edition: string;
  today: string;
  year: number;
  firstYear: number;
  lastYear: number;
  daysOfAYear: number;
}

interface BranchCalendar {
  events: string[];
  pattern: string[];
  calendar: { head: string; foot: string };
}

declare const BRANCH_RULES: Rules;
declare const BRANCH_CALENDAR: BranchCalendar;
/** The rest of the rules, which only answers need. */
declare const BRANCH_ANSWERS: Partial<Rules>;

interface Left {
  id?: string;
  reason: string;
  otherwise: string;
}

interface Asked {
  id: string;
  added: string;
  requirements: string[];
  left: Left[];
}

interface BranchDuty {
  id: string;
  frequency: string;
  items: string[];
  forms: string[];
  per?: string;
}

interface BranchAnswer {
  items: Asked[];
  left: Left[];
  findings: { key: string; duty: boolean; value: string }[];
  unchecked: string[];
  duties: BranchDuty[];
  deadlines: { key: string; day: string }[];
  undated: string[];
  unadopted: string[];
}

type BranchField = InstanceType<typeof MyBranchField>;

interface HTMLElementTagNameMap {
  "self-check": Checklist;
  "this-month": HTMLElement & { show(plan: YearPlan): void };
}

interface Window {
  SiteSearch: typeof SiteSearch;
  chrome?: unknown;
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileHandle>;
}

/** A file that a browser keeps open to be written again. */
interface FileHandle {
  name: string;
  createWritable: () => Promise<{ write: (text: string) => Promise<void>; close: () => Promise<void> }>;
}

/* --- the calculators */

/** How strongly and with what standing a number is laid down. */
interface NumberWords {
  modal: string;
  mark: string;
  binds: boolean;
  used: boolean;
  origin: string;
}

/** The numbers of the threshold records, and in `words` what is said beside them. */
interface Numbers {
  words: Values<NumberWords>;
  /** What a kind of branch has of its own, and in which tools. */
  kinds?: { id: string; title: string; tools: string[]; limits: Numbers }[];
  [name: string]: any;
}

interface ToolField {
  name: string;
  label: string;
  kind: string;
  optional: boolean;
  only: string[];
  options: string[][];
  min: number;
  max: number;
}

interface ToolSetup {
  limits: Numbers;
  questions: Values<ToolField[]>;
  /** What the tools say, with {names} of what belongs into it. */
  sentences: Values<string>;
  firstYear: number;
  lastYear: number;
  /** Of each tool, by what happens: the event of a calendar, with the days of `pattern` in the place of the real ones. */
  events: Values<Values<string>>;
  pattern: string[];
  calendar: { head: string; foot: string };
}

declare const CALCULATORS: ToolSetup;

type SaySentence = (sentence: string, values?: object) => string;

/** Each row: label, value, mark, and of a day to keep what happens on it and the day. */
interface ToolAnswer {
  rows: string[][];
  problem: string;
  missing: string;
}

/* --- a year */

interface PlannedDuty {
  id: string;
  title: string;
  summary: string;
  href: string;
  /** First and last day of each, as ISO dates. */
  periods: string[][];
  per: string;
  /** By the university, for the planned year alone. */
  fixed: boolean;
}

interface YearPlan {
  year: number;
  note: string;
  duties: PlannedDuty[];
  deadlines: { id: string; title: string; summary: string; href: string; day: string }[];
}

/** The element of the home page, as the script that it loads later knows it. */
interface HomeQuestions {
  kinds: string[][];
  /** Values of committee and groups, and both in words. */
  bodies: string[][];
  start: string;
  unstarted: string;
  page: string;
}

interface HomeMonth extends HTMLElement {
  asked: HomeQuestions;
  form: HTMLFormElement;
  heading: HTMLElement;
  shown: HTMLElement;
  said: HTMLElement;
  kind: HTMLSelectElement;
  members: HTMLInputElement;
}

interface HomeBranch {
  show(home: HomeMonth): void;
  keep(home: HomeMonth, texts: Values<string>): void;
}

interface MonthLine {
  id: string;
  title: string;
  summary: string;
  href: string;
  /** "" where no day is known. */
  when: string;
  last: string;
}
