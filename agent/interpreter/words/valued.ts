const measure = '(?:very |really |quite |too |so |pretty |rather |far |a bit |somewhat |clearly )*';

/** What something is worth in words, beside the points that it shall have: `worth more than we thought`. */
export const valued = new RegExp(
  [
    `\\b(?:is|are|was|were|seems?|looks?|feels?) ${measure}(?:worth (?:a lot )?(?:more|less|a lot|little|nothing)(?: than (?:we|i|people) (?:thought|think|assumed|give (?:it|them)|gave (?:it|them)|credit (?:it|them) for|expected))?|under ?rated|over ?rated|under ?valued|over ?valued|(?:a |an )?${measure}(?:strong|good|weak|bad|clear|great|poor|important|serious) (?:signals?|signs?|news|indicators?|things?)|(?:important|valuable|telling|meaningful|worthless|cheap|generous|stingy|expensive)(?: (?:to|for) us)?)(?= ,|$| -)(?: -)?`,
    `\\b(?:means?|says?|tells? us|tell|shows?) (?:us )?(?:a lot|lots|little|nothing|much|not much|very little|more than we thought)(?= ,|$| -)(?: -)?`,
    `\\b(?:we|i) ${measure}(?:under|over) ?(?:value|rate|estimate|valued|rated|estimated)(?:d)?\\b`,
  ].join('|'),
  'g',
);
