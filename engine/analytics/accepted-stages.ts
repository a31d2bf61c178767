/** What is meant by "accepted by sales": SQL and all that comes after. */
export const acceptedStages = ['sql', 'opportunity', 'customer'] as const;
