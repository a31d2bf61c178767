-- The words of the library by their index term, with the pairs of characters in each: what a mistyped word is compared
-- with. Whether a generation has the term, index_terms says.
create table index_words (
  term int primary key,
  word text not null,
  -- 1 for each pair; hashed as terms are.
  grams sparsevec(1000000000) not null
);
-- A slip leaves the beginning or the end of a word as it was.
create index index_words_beginning on index_words (left(word, 2));
create index index_words_end on index_words (right(word, 2));
