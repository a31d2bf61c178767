export { manifestFor } from '../../integrations/slack/manifest.ts';
