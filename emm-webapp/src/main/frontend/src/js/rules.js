// Rules of target groups: <div data-rule-editor> gets its editors, which are loaded with the first one.
import { each } from './forms/bind.js';

each('[data-rule-editor]', (box) => import('./rules/editor.js').then(({ edit }) => edit(box)));
