export const whereHelp = `of items with: 'kind = "case-study" AND industry = "healthcare" AND valid = true'`;
