import { describeSuite } from './describe-suite.ts';

describeSuite('held-back');
