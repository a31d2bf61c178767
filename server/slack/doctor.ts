import { slackChecks } from '../../integrations/slack/doctor/examine.ts';
import { eventsPath } from '../../integrations/slack/manifest.ts';
import type { Config } from '../config.ts';
import { type Finding, look } from '../doctor.ts';

/** `trellis doctor slack`: whether Slack takes our tokens and reaches us, one finding a check. Nothing is posted. */
export async function examineSlack(config: Config): Promise<Finding[]> {
  const checks = slackChecks({
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    eventsUrl: config.PUBLIC_URL && `${config.PUBLIC_URL}${eventsPath}`,
    apiUrl: config.SLACK_API_URL,
  });
  const findings: Finding[] = [];
  for (const [name, check] of checks) findings.push(await look(name, check));
  return findings;
}
