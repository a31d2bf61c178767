-- Which answers cite an item: asked by the item's page.
create index messages_citing on messages
  using gin (jsonb_path_query_array(parts, '$[*] ? (@.type == "data-citations").data.cited[*].item'));
