export { shallow } from '../../knowledge/template/shallow.ts';
