export const someone =
  '(?:(?:when|if|whenever) )?(?:a |any |every |all |the )?(?:leads?|anyone|anybody|everyone|everybody|someone|somebody|people|persons?|contacts?|prospects?|those|folks)';

/** What is said, and how it is said to the grammar; applied in their order. */
export type Rewording = readonly (readonly [RegExp, string])[];
