-- What language models took, a row a day, person, model and purpose. Money in millionths; unpriced_steps have no known price.
create table model_usage (
  day date not null,
  -- Absent: nobody in particular asked.
  person_id uuid references people on delete cascade,
  model text not null,
  purpose text not null,
  steps int not null,
  input_tokens bigint not null,
  -- Of the input, those that the provider had at hand.
  cached_tokens bigint not null,
  output_tokens bigint not null,
  ms bigint not null,
  micros bigint not null,
  unpriced_steps int not null,
  unique nulls not distinct (day, person_id, model, purpose)
);

-- What steps under way may take at most. One that is not settled by expires_at was a dead process's and counts no more.
create table model_reservations (
  id uuid primary key,
  day date not null,
  person_id uuid references people on delete cascade,
  tokens bigint not null,
  micros bigint not null,
  expires_at timestamptz not null
);
