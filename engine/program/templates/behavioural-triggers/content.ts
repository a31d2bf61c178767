import type { Program } from '../../schema.ts';

/** A paper itself, or the form in front of it. */
export const whitepaper =
  '(content_download AND content_type = "whitepaper") OR (form_submit AND content_type = "gated_content")';
export const severalOpens = 'email_open AND email_opens >= 3 IN last_7_days';

/**
 * What leads read, attend and use. Source events: content_download, form_submit, webinar_attendance, page_visit,
 * tool_use, email_click, email_open.
 */
export const contentTriggers: Program['triggers'] = {
  'whitepaper-download': {
    title: 'Whitepaper downloaded: a series on its topic, two hours later',
    when: whitepaper,
    after: '2 hours',
    actions: [{ do: 'enrol', track: 'topic-education' }],
  },
  'webinar-attendance': {
    title: 'Webinar attended: go deeper, offer a consultation',
    when: 'webinar_attendance AND (minutes >= 20 OR minutes IS UNKNOWN)',
    actions: [{ do: 'enrol', track: 'webinar-follow-up' }],
  },
  'blog-engagement': {
    title: 'Three blog posts within two weeks: more like these',
    when: 'page_visit AND page_url CONTAINS "/blog/" AND page_visits >= 3 WHERE (page_url CONTAINS "/blog/") IN last_14_days',
    once: 'month',
    actions: [{ do: 'enrol', track: 'related-content' }],
  },
  'tool-usage': {
    title: 'A tool used: teach its features, then the upgrade',
    when: 'tool_use',
    actions: [{ do: 'enrol', track: 'tool-education' }],
  },
  'email-link-click': {
    title: 'A link clicked: content on what it was about',
    when: 'email_click',
    cooldown: '2 weeks',
    actions: [{ do: 'enrol', track: 'interest-content' }],
  },
  'several-opens': {
    title: 'Three emails opened within a week: a quicker pace from the next send',
    when: `${severalOpens} AND preference_updates = 0`,
    at: 'next-send',
    once: 'month',
    actions: [{ do: 'cadence', cadence: 'eager' }],
  },
};
