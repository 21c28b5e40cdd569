// Lit's own writes a first style as an attribute, which the page's Content-Security-Policy refuses; this one never does.
import { noChange } from "lit";
import { Directive, directive } from "lit/directive.js";

class StyleMap extends Directive {
  update({ element }, [style]) {
    Object.assign(element.style, style);
    return noChange;
  }
}

export const styleMap = directive(StyleMap);
