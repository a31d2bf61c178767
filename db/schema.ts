import type { ColumnType, Generated } from 'kysely';

/** Column types as read: instants are milliseconds since 1970, JSON is parsed. Written: instants as Date, JSON as text. */
type Instant = ColumnType<number, Date, Date>;
type InstantOrNull = ColumnType<number | null, Date | null | undefined, Date | null>;
type Json = ColumnType<unknown, string, string>;
type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>;

interface Settings {
  key: string;
  value: string;
}
interface People {
  id: string;
  name: string;
  email: string;
  role: string;
  principal: Generated<boolean>;
  created_at: Instant;
}
interface Sessions {
  token_hash: string;
  person_id: string;
  created_at: Instant;
  expires_at: Instant;
}
interface LoginLinks {
  token_hash: string;
  person_id: string;
  expires_at: Instant;
  used_at: InstantOrNull;
}
interface AccessTokens {
  id: string;
  token_hash: string;
  person_id: string;
  name: string;
  scopes: string[];
  created_at: Instant;
  expires_at: Instant;
  used_at: InstantOrNull;
}
interface WriteKeys {
  key_hash: string;
  source: string;
  created_at: Instant;
}
interface WebhookTargets {
  id: string;
  url: string;
  secret: string;
  created_at: Instant;
}
interface Programs {
  version: number;
  document: string;
  hash: string;
  change_id: string | null;
  activated_at: Instant;
}
interface Changes {
  id: string;
  title: string;
  base_version: number;
  edits: Json;
  edit_hash: string;
  plan: Json;
  plan_hash: string;
  author: string;
  via: string;
  tainted: Generated<unknown>;
  status: string;
  created_at: Instant;
  expires_at: Instant;
  resolved_by: string | null;
  resolved_at: InstantOrNull;
  resolution: string | null;
  applied_version: number | null;
  rollback_to: number | null;
  apply_at: InstantOrNull;
  approved_by: string | null;
  approved_at: InstantOrNull;
  returned: string | null;
}
interface ChangeComments {
  id: Generated<string>;
  change_id: string;
  by: string;
  via: string;
  at: Instant;
  text: string;
}
interface Halts {
  target: string;
  by: string;
  at: Instant;
  reason: string;
}
interface Semantics {
  id: number;
  engine: number;
  tzdata: string;
}
interface Accounts {
  lane: number;
  id: string;
  version: number;
  fields: Json;
  demo: Generated<boolean>;
}
interface Leads {
  lane: number;
  id: string;
  seq: number;
  program: number;
  fields: Json;
  state: string;
  lists: Generated<string[]>;
  score: number;
  /** By model; null in rows from before there were models. */
  scores: JsonOrNull;
  /** Arms by split or experiment; null in rows from before there was this column, which have them in their state. */
  variants: JsonOrNull;
  journey: string;
  lifecycle: string;
  account_lane: number | null;
  account_id: string | null;
  mailable: Generated<boolean>;
  next_due_at: InstantOrNull;
  fault: string | null;
  demo: Generated<boolean>;
  created_at: Instant;
}
interface Identities {
  lane: number;
  kind: string;
  value: string;
  lead_lane: number;
  lead_id: string;
}
interface MessageIds {
  lane: number;
  source: string;
  id: string;
  received_at: Instant;
}
interface Inputs {
  lane: number;
  lead_id: string;
  seq: number;
  at: Instant;
  kind: string;
  program: number;
  semantics: number;
  name: string | null;
  occurred_at: InstantOrNull;
  source: string | null;
  message_id: string | null;
  properties: JsonOrNull;
  payload: JsonOrNull;
  facts: JsonOrNull;
  decision: string;
}
interface Stakeholders {
  lane: number;
  lead_id: string;
  segment: string;
  account_lane: number;
  account_id: string;
}
interface Inbox {
  lane: number;
  lead_id: string;
  n: Generated<number | null>;
  body: Json;
}
interface Ledger {
  lane: number;
  lead_id: string;
  seq: number;
  ordinal: number;
  at: Instant;
  rule: string;
  points: number;
}
interface Enrolments {
  lane: number;
  lead_id: string;
  track: string;
  n: number;
  step: string;
  status: string;
  started_at: Instant;
  started_by: string;
  step_at: Instant;
  ended_at: InstantOrNull;
  reason: string | null;
}
interface Snapshots {
  lane: number;
  lead_id: string;
  seq: number;
  at: Instant;
  program: number;
  semantics: number;
  state: string;
  fields: Json;
  points: number;
  basis: string;
  taken_at: Instant;
}
interface StageMoves {
  lane: number;
  lead_id: string;
  seq: number;
  ordinal: number;
  at: Instant;
  kind: string;
  from_stage: string;
  to_stage: string;
}
interface Outbox {
  lane: number;
  lead_id: string;
  seq: number;
  ordinal: number;
  kind: string;
  track: string | null;
  step: string | null;
  effect: Json;
  at: InstantOrNull;
  not_before: Instant;
  status: Generated<string>;
  attempts: Generated<number>;
  lease_until: InstantOrNull;
  settled_at: InstantOrNull;
  result: JsonOrNull;
}
interface Mailbox {
  id: string;
  lane: number;
  lead_id: string;
  effect: string;
  sender: string;
  recipient: string;
  subject: string;
  item: string;
  version: number;
  variables: Json;
  sent_at: Instant;
  demo: Generated<boolean>;
  test: JsonOrNull;
}
interface ContentItems {
  id: string;
  version: number;
  hash: string;
  document: Json;
  facets: Generated<Json>;
  kind: string;
  approved: boolean;
  approved_by: Generated<string | null>;
  approved_at: Generated<Instant | null>;
  retired: Generated<boolean>;
  demo: Generated<boolean>;
  created_at: Instant;
}
interface ContentNotices {
  id: Generated<number>;
  track: string;
  item: string;
  version: number;
  problem: string;
  text: string;
  created_at: Instant;
  ended_at: Generated<Instant | null>;
}
interface Passages {
  item: string;
  version: number;
  ordinal: number;
  heading: string;
  text: string;
  start_offset: number;
  end_offset: number;
  page: number | null;
  hash: string;
}
interface ContentCollections {
  name: string;
  kind: string;
  created_at: Instant;
  read_at: InstantOrNull;
}
interface ContentSources {
  collection: string;
  source: string;
  hash: string;
  item: string;
  version: number;
  fields: string[];
  gone: Generated<boolean>;
  read_at: Instant;
}
interface IndexGenerations {
  id: Generated<number>;
  status: string;
  lexicon: number;
  embedder: JsonOrNull;
  dimensions: number | null;
  passages: Generated<number>;
  terms: Generated<number>;
  average_length: Generated<number>;
  trained_on: number | null;
  model: Uint8Array | null;
  created_at: Generated<Instant>;
  ready_at: InstantOrNull;
  gone_at: InstantOrNull;
}
interface IndexTerms {
  generation: number;
  term: number;
  documents: number;
}
interface IndexWords {
  term: number;
  word: string;
  grams: string;
}
interface IndexEntries {
  generation: number;
  item: string;
  version: number;
  ordinal: number;
  length: number;
  terms: string;
  vector: string | null;
  refused: Generated<boolean>;
}
interface EmbeddingCache {
  model: string;
  hash: string;
  vector: string;
  made_at: Instant;
}
interface ModelUsage {
  day: Instant;
  person_id: string | null;
  model: string;
  purpose: string;
  steps: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  ms: number;
  micros: number;
  unpriced_steps: number;
}
interface ModelReservations {
  id: string;
  day: Instant;
  person_id: string | null;
  tokens: number;
  micros: number;
  expires_at: Instant;
}
interface Conversations {
  id: string;
  person_id: string;
  place: string;
  created_at: Instant;
}
interface Messages {
  conversation_id: string;
  n: number;
  role: string;
  parts: Json;
  at: Instant;
}
interface AccountSends {
  lane: number;
  id: string;
  sends: Json;
}
interface ConsentRecords {
  lane: number;
  lead_id: string;
  seq: number;
  purpose: string;
  granted: boolean;
  counted: boolean;
  occurred_at: Instant;
  at: Instant;
  event: string;
  source: string;
  message_id: string;
  basis: string | null;
  wording: string | null;
}
interface Suppressions {
  lane: number;
  lead_id: string;
  reason: string;
  at: Instant;
  by: string | null;
}
interface LeadRedirects {
  lane: number;
  id: string;
  to_lane: number;
  to_id: string;
  at: Instant;
  by: string;
  seq: number;
  program: number;
  fields: Json;
  state: string;
  demo: boolean;
  created_at: Instant;
}
interface MergedEvents {
  lane: number;
  lead_id: string;
  from_id: string;
  seq: number;
  at: Instant;
  name: string;
  occurred_at: Instant;
  properties: Json;
}
interface Erasures {
  lane: number;
  lead_id: string;
  at: Instant;
  by: string;
  reason: string;
}
interface OutboxActions {
  lane: number;
  lead_id: string;
  seq: number;
  ordinal: number;
  at: Instant;
  by: string;
  action: string;
  was: string;
  reason: string | null;
}
interface FactDimensions {
  id: Generated<number>;
  name: string;
}
interface FactLeads {
  lane: number;
  lead_id: string;
  seq: number;
  dims: number[];
}
interface EmailFacts {
  lane: number;
  lead_id: string;
  from_id: string;
  seq: number;
  ordinal: number;
  sent_at: Instant;
  track: string;
  step: string;
  enrolment: number;
  item: string;
  version: number;
  stage: string;
  purpose: string;
  bounced_at: InstantOrNull;
  opened_at: InstantOrNull;
  clicked_at: InstantOrNull;
  replied_at: InstantOrNull;
  unsubscribed_at: InstantOrNull;
  complained_at: InstantOrNull;
  progressed_at: InstantOrNull;
  dims: number[];
}
interface StayFacts {
  lane: number;
  lead_id: string;
  kind: string;
  n: number;
  stage: string;
  entered_at: Instant;
  left_at: InstantOrNull;
  next_stage: string | null;
  forward: boolean | null;
  nurtured: boolean;
  emails: number;
  pieces: number;
  clicked_at: InstantOrNull;
  downloaded_at: InstantOrNull;
  demo_at: InstantOrNull;
  meeting_at: InstantOrNull;
  proposal_at: InstantOrNull;
  closed_at: InstantOrNull;
  won: boolean | null;
  amount: number | null;
  dims: number[];
  furthest: string | null;
  accepted_at: InstantOrNull;
}
interface TakeFacts {
  lane: number;
  lead_id: string;
  item: string;
  at: Instant;
  stage: string;
  progressed_at: InstantOrNull;
  dims: number[];
}
interface DealFacts {
  lane: number;
  lead_id: string;
  from_id: string;
  seq: number;
  at: Instant;
  kind: string;
  won: boolean | null;
  amount: number | null;
  nurtured: boolean;
  dims: number[];
}
interface ExposureFacts {
  lane: number;
  lead_id: string;
  experiment: string;
  arm: string;
  at: Instant;
}
interface StepFacts {
  lane: number;
  lead_id: string;
  from_id: string;
  seq: number;
  ordinal: number;
  at: Instant;
  track: string;
  step: string;
  enrolment: number;
  what: string;
  detail: string;
}
interface DailyEmails {
  dim: number;
  day: string;
  stage: string;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
  noticed: number;
  replied: number;
  unsubscribed: number;
  complained: number;
  bounced: number;
  progressed: number;
}
interface DailyStays {
  dim: number;
  day: string;
  kind: string;
  stage: string;
  entered: number;
  ended: number;
  advanced: number;
  clicked: number;
  downloaded: number;
  demo: number;
  meeting: number;
  proposal: number;
  closed: number;
  won: number;
  emails: number;
  pieces: number;
  readers: number;
  pieces_squared: number;
}
interface Audit {
  n: number;
  at: Instant;
  action: string;
  by: string | null;
  via: string;
  address: string;
  agent: string;
  details: Json;
  hash: string;
}
/** The tables of db/migrations, for Kysely. */
export interface Schema {
  audit: Audit;
  account_sends: AccountSends;
  consent_records: ConsentRecords;
  suppressions: Suppressions;
  settings: Settings;
  people: People;
  sessions: Sessions;
  login_links: LoginLinks;
  access_tokens: AccessTokens;
  write_keys: WriteKeys;
  webhook_targets: WebhookTargets;
  programs: Programs;
  changes: Changes;
  change_comments: ChangeComments;
  halts: Halts;
  semantics: Semantics;
  accounts: Accounts;
  leads: Leads;
  identities: Identities;
  message_ids: MessageIds;
  inputs: Inputs;
  inbox: Inbox;
  stakeholders: Stakeholders;
  ledger: Ledger;
  enrolments: Enrolments;
  snapshots: Snapshots;
  stage_moves: StageMoves;
  outbox: Outbox;
  mailbox: Mailbox;
  content_items: ContentItems;
  content_notices: ContentNotices;
  passages: Passages;
  content_collections: ContentCollections;
  content_sources: ContentSources;
  index_generations: IndexGenerations;
  index_terms: IndexTerms;
  index_words: IndexWords;
  index_entries: IndexEntries;
  embedding_cache: EmbeddingCache;
  lead_redirects: LeadRedirects;
  merged_events: MergedEvents;
  erasures: Erasures;
  outbox_actions: OutboxActions;
  fact_dimensions: FactDimensions;
  fact_leads: FactLeads;
  email_facts: EmailFacts;
  stay_facts: StayFacts;
  take_facts: TakeFacts;
  deal_facts: DealFacts;
  exposure_facts: ExposureFacts;
  step_facts: StepFacts;
  daily_emails: DailyEmails;
  daily_stays: DailyStays;
  model_usage: ModelUsage;
  model_reservations: ModelReservations;
  conversations: Conversations;
  messages: Messages;
}
