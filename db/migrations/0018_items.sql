-- Approval stands beside the document and is no part of its hash: to approve makes no new version.
alter table content_items
  -- In words: who approved it, as lists show it; the audit log names the person.
  add column approved_by text,
  add column approved_at timestamptz;
update content_items set approved_by = coalesce(document->>'approvedBy', 'unknown'), approved_at = created_at
where approved;
alter table content_items add constraint content_items_approval
  check (approved = (approved_by is not null) and approved = (approved_at is not null));
