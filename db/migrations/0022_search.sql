-- What a search filters by, beside the document: reading it there would unpack the whole body of every item.
alter table content_items add column facets jsonb not null generated always as
  (document - '{body,summary,cta,subject,preheader,complianceNotes,pages}'::text[]) stored;
