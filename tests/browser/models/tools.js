/*!
Tools of bpmn.io and Camunda for the tests, built from assets/models by «make assets». It holds:

--- @bpmn-io/feel-analyzer 0.3.0, MIT ---
The MIT License (MIT)

Copyright (c) 2026 Camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

--- @bpmn-io/lezer-feel 2.5.0, MIT ---
MIT License

Copyright (C) 2020 by Nico Rehwaldt <git_nikku@nixis.de> and others

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- @bpmn-io/moddle-utils 0.3.0, MIT ---
MIT License

Copyright (c) 2022-present Camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

--- @bpmn-io/semver-compat 0.1.0, MIT ---
By bpmn.io contributors. The package names its licence without its text.

--- @camunda/feel-builtins 1.4.1, MIT ---
The MIT License (MIT)

Copyright (c) 2025-present Camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- @lezer/common 1.5.5, MIT ---
MIT License

Copyright (C) 2018 by Marijn Haverbeke <marijn@haverbeke.berlin> and others

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- @lezer/highlight 1.2.5, MIT ---
MIT License

Copyright (C) 2018 by Marijn Haverbeke <marijn@haverbeke.berlin> and others

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- @lezer/lr 1.4.12, MIT ---
MIT License

Copyright (C) 2018 by Marijn Haverbeke <marijn@haverbeke.berlin> and others

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- bpmn-moddle 10.3.1, MIT ---
The MIT License (MIT)

Copyright (c) 2014 camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- bpmnlint 11.15.0, MIT ---
The MIT License (MIT)

Copyright (c) 2018-present bpmn.io Contributors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- bpmnlint-plugin-camunda-compat 2.61.0, MIT ---
The MIT License (MIT)

Copyright (c) 2021-present bpmn.io Contributors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- bpmnlint-utils 1.1.1, MIT ---
The MIT License (MIT)

Copyright (c) 2018-present bpmn.io Contributors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- min-dash 5.1.0, MIT ---
The MIT License (MIT)

Copyright (c) 2017-present camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- moddle 8.2.1, MIT ---
The MIT License (MIT)

Copyright (c) 2014-present Camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- moddle-xml 12.3.2, MIT ---
The MIT License (MIT)

Copyright (c) 2014-present Camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

--- saxen 11.2.0, MIT ---
The MIT License (MIT)
Copyright (c) 2012 Vopilovskii Konstantin   <flash.vkv@gmail.com>
Copyright (c) 2017-present Nico Rehwaldt

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

--- semver 7.8.6, ISC ---
The ISC License

Copyright (c) Isaac Z. Schlueter and Contributors

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR
IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

--- semver-compare 1.0.0, MIT ---
This software is released under the MIT license:

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

--- zeebe-bpmn-moddle 2.0.0, MIT ---
The MIT License (MIT)

Copyright (c) 2020-present Camunda Services GmbH

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
*/
var Fh=Object.create;var In=Object.defineProperty;var Mh=Object.getOwnPropertyDescriptor;var Qh=Object.getOwnPropertyNames;var Bh=Object.getPrototypeOf,Xh=Object.prototype.hasOwnProperty;var ct=(t,e,n)=>()=>{if(n)throw n[0];try{return t&&(e=t(t=0)),e}catch(r){throw n=[r],r}};var x=(t,e)=>()=>{try{return e||t((e={exports:{}}).exports,e),e.exports}catch(n){throw e=0,n}},on=(t,e)=>{for(var n in e)In(t,n,{get:e[n],enumerable:!0})},_o=(t,e,n,r)=>{if(e&&typeof e=="object"||typeof e=="function")for(let i of Qh(e))!Xh.call(t,i)&&i!==n&&In(t,i,{get:()=>e[i],enumerable:!(r=Mh(e,i))||r.enumerable});return t};var C=(t,e,n)=>(n=t!=null?Fh(Bh(t)):{},_o(e||!t||!t.__esModule?In(n,"default",{value:t,enumerable:!0}):n,t)),ee=t=>_o(In({},"__esModule",{value:!0}),t);var be={};on(be,{assign:()=>ie,bind:()=>pt,debounce:()=>tg,ensureArray:()=>Fo,every:()=>Qo,filter:()=>ln,find:()=>un,findIndex:()=>Sr,flatten:()=>Yh,forEach:()=>W,get:()=>rg,groupBy:()=>Xo,has:()=>It,isArray:()=>Dn,isDefined:()=>Lo,isFunction:()=>Cr,isNil:()=>_e,isNumber:()=>Vh,isObject:()=>$t,isString:()=>Ee,isUndefined:()=>De,keys:()=>Bo,map:()=>_n,matchPattern:()=>Zh,merge:()=>zo,omit:()=>ig,pick:()=>$r,reduce:()=>Mo,set:()=>kr,size:()=>Uh,some:()=>Gh,sortBy:()=>Kh,throttle:()=>ng,unionBy:()=>Hh,uniqueBy:()=>Yo,values:()=>Wh,without:()=>jh});function Yh(t){return Array.prototype.concat.apply([],t)}function De(t){return t===void 0}function Lo(t){return t!==void 0}function _e(t){return t==null}function Dn(t){return an.call(t)==="[object Array]"}function $t(t){return an.call(t)==="[object Object]"}function Vh(t){return an.call(t)==="[object Number]"}function Cr(t){let e=an.call(t);return e==="[object Function]"||e==="[object AsyncFunction]"||e==="[object GeneratorFunction]"||e==="[object AsyncGeneratorFunction]"||e==="[object Proxy]"}function Ee(t){return an.call(t)==="[object String]"}function Fo(t){if(!Dn(t))throw new Error("must supply array")}function It(t,e){return!_e(t)&&zh.call(t,e)}function un(t,e){let n=Ln(e),r;return W(t,function(i,s){if(n(i,s))return r=i,!1}),r}function Sr(t,e){let n=Ln(e),r=Dn(t)?-1:void 0;return W(t,function(i,s){if(n(i,s))return r=s,!1}),r}function ln(t,e){let n=Ln(e),r=[];return W(t,function(i,s){n(i,s)&&r.push(i)}),r}function W(t,e){let n,r;if(De(t))return;let i=Dn(t)?eg:Jh;for(let s in t)if(It(t,s)&&(n=t[s],r=e(n,i(s)),r===!1))return n}function jh(t,e){if(De(t))return[];Fo(t);let n=Ln(e);return t.filter(function(r,i){return!n(r,i)})}function Mo(t,e,n){return W(t,function(r,i){n=e(n,r,i)}),n}function Qo(t,e){return!!Mo(t,function(n,r,i){return n&&e(r,i)},!0)}function Gh(t,e){return!!un(t,e)}function _n(t,e){let n=[];return W(t,function(r,i){n.push(e(r,i))}),n}function Bo(t){return t&&Object.keys(t)||[]}function Uh(t){return Bo(t).length}function Wh(t){return _n(t,e=>e)}function Xo(t,e,n={}){return e=Nr(e),W(t,function(r){let i=e(r)||"_",s=n[i];s||(s=n[i]=[]),s.push(r)}),n}function Yo(t,...e){t=Nr(t);let n={};return W(e,i=>Xo(i,t,n)),_n(n,function(i,s){return i[0]})}function Kh(t,e){e=Nr(e);let n=[];return W(t,function(r,i){let s=e(r,i),o={d:s,v:r};for(var a=0;a<n.length;a++){let{d:u}=n[a];if(s<u){n.splice(a,0,o);return}}n.push(o)}),_n(n,r=>r.v)}function Zh(t){return function(e){return Qo(t,function(n,r){return e[r]===n})}}function Nr(t){return Cr(t)?t:e=>e[t]}function Ln(t){return Cr(t)?t:e=>e===t}function Jh(t){return t}function eg(t){return Number(t)}function tg(t,e){let n,r,i,s;function o(p){let f=Date.now(),m=p?0:s+e-f;if(m>0)return a(m);t.apply(i,r),u()}function a(p){n=setTimeout(o,p)}function u(){n&&clearTimeout(n),n=s=r=i=void 0}function l(){n&&o(!0),u()}function c(...p){s=Date.now(),r=p,i=this,n||a(e)}return c.flush=l,c.cancel=u,c}function ng(t,e){let n=!1;return function(...r){n||(t(...r),n=!0,setTimeout(()=>{n=!1},e))}}function pt(t,e){return t.bind(e)}function ie(t,...e){return Object.assign(t,...e)}function kr(t,e,n){let r=t;return W(e,function(i,s){if(typeof i!="number"&&typeof i!="string")throw new Error("illegal key type: "+typeof i+". Key should be of type number or string.");if(i==="constructor")throw new Error("illegal key: constructor");if(i==="__proto__")throw new Error("illegal key: __proto__");let o=e[s+1],a=r[i];Lo(o)&&_e(a)&&(a=r[i]=isNaN(+o)?{}:[]),De(o)?De(n)?delete r[i]:r[i]=n:r=a}),t}function rg(t,e,n){let r=t;return W(e,function(i){if(_e(r))return r=void 0,!1;r=r[i]}),De(r)?n:r}function $r(t,e){let n={},r=Object(t);return W(e,function(i){i in r&&(n[i]=t[i])}),n}function ig(t,e){let n={},r=Object(t);return W(r,function(i,s){e.indexOf(s)===-1&&(n[s]=i)}),n}function zo(t,...e){return e.length&&W(e,function(n){!n||!$t(n)||W(n,function(r,i){if(i==="__proto__")return;let s=t[i];$t(r)?($t(s)||(s={}),t[i]=zo(s,r)):t[i]=r})}),t}var an,zh,Hh,ce=ct(()=>{an=Object.prototype.toString,zh=Object.prototype.hasOwnProperty;Hh=Yo});var la=x((rP,ua)=>{function Py(t){return["String","Boolean","Integer","Real"].includes(t)}ua.exports=function t(e,n){let r=n.enter,i=n.leave,s=r&&r(e),o=e.$descriptor;s!==!1&&!o.isGeneric&&o.properties.filter(u=>!u.isAttr&&!u.isReference&&!Py(u.type)).forEach(u=>{if(u.name in e){let l=e[u.name];u.isMany?l.forEach(c=>{t(c,n)}):t(l,n)}}),i&&i(e)}});var pa=x((iP,ca)=>{var qy=la(),{isArray:Ty,isObject:Cy,isFunction:Sy}=(ce(),ee(be)),Ur=class{constructor({moddleRoot:e,rule:n}){this.rule=n,this.moddleRoot=e,this.messages=[],this.report=this.report.bind(this)}report(e,n,r){let i={id:e,message:n};r&&Ty(r)&&(i={...i,path:r}),r&&Cy(r)&&(i={...i,...r}),this.messages.push(i)}};ca.exports=function({moddleRoot:e,rule:n}){let r=new Ur({rule:n,moddleRoot:e}),i=n.check||{},s="leave"in i?i.leave:void 0,o="enter"in i?i.enter:Sy(i)?i:void 0;if(!o&&!s)throw new Error("no check implemented");return qy(e,{enter:o?a=>o(a,r):void 0,leave:s?a=>s(a,r):void 0}),r.messages}});var da=x((sP,ma)=>{var Ny=pa(),ky=(t,e)=>t,$y={0:"off",1:"warn",2:"error",3:"info"},Iy="rule-error";function Fe(t){let{config:e={},resolver:n,transformRule:r=ky}=t||{};if(typeof n>"u")throw new Error("must provide <options.resolver>");this.config=e,this.resolver=n,this.transformRule=r,this.cachedRules={},this.cachedConfigs={}}ma.exports=Fe;Fe.prototype.applyRule=function(e,n){let{config:r,rule:i,category:s,name:o}=n;try{return Ny({moddleRoot:e,rule:i,config:r}).map(function(u){return{...u,meta:i.meta,category:s}})}catch(a){return console.error("rule <"+o+"> failed with error: ",a),[{message:a.message,category:Iy}]}};Fe.prototype.resolveRule=function(t,e){let{pkg:n,ruleName:r}=this.parseRuleName(t),i=`${n}-${r}`,s=this.cachedRules[i];return s?Promise.resolve(s):Promise.resolve(this.resolver.resolveRule(n,r)).then(o=>{if(!o)throw new Error(`unknown rule <${t}>`);return this.cachedRules[i]=this.transformRule(o(e),{pkg:n,ruleName:r})})};Fe.prototype.resolveConfig=function(t){let{pkg:e,configName:n}=this.parseConfigName(t),r=`${e}-${n}`,i=this.cachedConfigs[r];return i?Promise.resolve(i):Promise.resolve(this.resolver.resolveConfig(e,n)).then(s=>{if(!s)throw new Error(`unknown config <${t}>`);return this.cachedConfigs[r]=this.normalizeConfig(s,e)})};Fe.prototype.resolveRules=function(t){return this.resolveConfiguredRules(t).then(e=>{let i=Object.entries(e).map(([s,o])=>{let{category:a,config:u}=this.parseRuleValue(o);return{name:s,category:a,config:u}}).filter(s=>s.category!=="off").map(s=>{let{name:o,config:a}=s;return this.resolveRule(o,a).then(function(u){return{...s,rule:u}})});return Promise.all(i)})};Fe.prototype.resolveConfiguredRules=function(t){let e=t.extends;return typeof e=="string"&&(e=[e]),typeof e>"u"&&(e=[]),Promise.all(e.map(n=>this.resolveConfig(n).then(r=>this.resolveConfiguredRules(r)))).then(n=>{let r=this.normalizeConfig(t,"bpmnlint").rules;return[...n,r].reduce((s,o)=>({...s,...o}),{})})};Fe.prototype.lint=function(t,e){return e=e||this.config,this.resolveRules(e).then(n=>{let r={};return n.forEach(i=>{let{name:s}=i,o=this.applyRule(t,i);o.length&&(r[s]=o)}),r})};Fe.prototype.parseRuleValue=function(t){let e,n;return Array.isArray(t)?(e=t[0],n=t[1]):(e=t,n={}),typeof e=="string"&&(e=e.toLowerCase()),e=$y[e]||e,{config:n,category:e}};Fe.prototype.parseRuleName=function(t,e="bpmnlint"){let n=/^(?:(?:(@[^/]+)\/)?([^@]{1}[^/]*)\/)?([^/]+)$/.exec(t);if(!n)throw new Error(`unparseable rule name <${t}>`);let[r,i,s,o]=n;return s?{pkg:`${i?i+"/":""}${fa(s)}`,ruleName:o}:{pkg:e,ruleName:o}};Fe.prototype.parseConfigName=function(t){let e=/^(?:(?:plugin:(?:(@[^/]+)\/)?([^@]{1}[^/]*)\/)|bpmnlint:)([^/]+)$/.exec(t);if(!e)throw new Error(`unparseable config name <${t}>`);let[n,r,i,s]=e;return i?{pkg:`${r?r+"/":""}${fa(i)}`,configName:s}:{pkg:"bpmnlint",configName:s}};Fe.prototype.getSimplePackageName=function(t){let e=/^(?:(@[^/]+)\/)?([^/]+)$/.exec(t);if(!e)throw new Error(`unparseable package name <${t}>`);let[n,r,i]=e;return`${r?r+"/":""}${Dy(i)}`};Fe.prototype.normalizeConfig=function(t,e){let n=t.rules||{},r=Object.keys(n).reduce((i,s)=>{let o=n[s],{pkg:a,ruleName:u}=this.parseRuleName(s,e),l=a==="bpmnlint"?u:`${this.getSimplePackageName(a)}/${u}`;return i[l]=o,i},{});return{...t,rules:r}};function fa(t){return t==="bpmnlint"?"bpmnlint":t.startsWith("bpmnlint-plugin-")?t:`bpmnlint-plugin-${t}`}function Dy(t){return t.startsWith("bpmnlint-plugin-")?t.substring(16):t}});var ga=x((oP,ha)=>{function Vn(t){this.cache=t}ha.exports=Vn;Vn.prototype.resolveRule=function(t,e){return this.resolve("rule",t,e)};Vn.prototype.resolveConfig=function(t,e){return this.resolve("config",t,e)};Vn.prototype.resolve=function(t,e,n){let r=`${e}/${n}`,i=this.cache[`${t}:${r}`];if(!i)throw new Error(`unknown ${t} <${r}>`);return i}});var k=x(Hr=>{"use strict";function ya(t,e){return e.indexOf(":")===-1&&(e="bpmn:"+e),typeof t.$instanceOf=="function"?t.$instanceOf(e):t.$type===e}function Ly(t,e){return e.some(function(n){return ya(t,n)})}Hr.is=ya;Hr.isAny=Ly});var re=x((lP,mn)=>{var{is:Ea}=k();function Fy(t,e){return function(){function n(r,i){Ea(r,t)&&i.report(r.id,"Element type <"+t+"> is discouraged")}return ba(e,{check:n})}}mn.exports.checkDiscouragedNodeType=Fy;function Kr(t,e){if(!t)return null;let n=t.$parent;return n?Ea(n,e)?n:Kr(n,e):t}mn.exports.findParent=Kr;function My(t){let e=Kr(t,"bpmn:Process");return e&&e.isExecutable}mn.exports.isInExecutableProcess=My;var Qy="https://github.com/bpmn-io/bpmnlint/blob/main/docs/rules";function ba(t,e){let{meta:{documentation:n={},...r}={},...i}=e;return{meta:{documentation:{url:`${Qy}/${t}.md`,...n},...r},...i}}mn.exports.annotateRule=ba});var va=x((cP,Oa)=>{var{is:Zr}=k(),{annotateRule:By}=re();Oa.exports=function(){function t(e,n){if(!Zr(e,"bpmn:AdHocSubProcess"))return;(e.flowElements||[]).forEach(function(i){Zr(i,"bpmn:StartEvent")&&n.report(i.id,"A <Start Event> is not allowed in <Ad Hoc Sub Process>"),Zr(i,"bpmn:EndEvent")&&n.report(i.id,"An <End Event> is not allowed in <Ad Hoc Sub Process>")})}return By("ad-hoc-sub-process",{check:t})}});var Aa=x((pP,Ra)=>{var{annotateRule:Xy}=re();Ra.exports=function(){function t(e,n){if(!Yy(e))return;(e.outgoing||[]).forEach(i=>{!xa(i)&&!zy(e,i)&&n.report(i.id,"Sequence flow is missing condition",["conditionExpression"])})}return Xy("conditional-flows",{check:t})};function Yy(t){let e=t.default,n=t.outgoing||[];return e||n.find(xa)}function xa(t){return!!t.conditionExpression}function zy(t,e){return t.default===e}});var Pa=x((fP,wa)=>{var{is:Jr,isAny:Vy}=k(),{annotateRule:jy}=re();wa.exports=function(){function t(n){return(n.flowElements||[]).some(i=>Jr(i,"bpmn:EndEvent"))}function e(n,r){if(!(!Vy(n,["bpmn:Process","bpmn:SubProcess"])||Jr(n,"bpmn:AdHocSubProcess"))&&!t(n)){let i=Jr(n,"bpmn:SubProcess")?"Sub process":"Process";r.report(n.id,i+" is missing end event")}}return jy("end-event-required",{check:e})}});var Ta=x((mP,qa)=>{var{is:Gy}=k(),{annotateRule:Uy}=re();qa.exports=function(){function t(e,n){if(!Gy(e,"bpmn:EventBasedGateway"))return;let r=e.outgoing||[];r.length<2&&n.report(e.id,"An <Event-based Gateway> must have at least 2 outgoing <Sequence Flows>"),r.forEach(i=>{Wy(i)&&n.report(i.id,"A <Sequence Flow> outgoing from an <Event-based Gateway> must not be conditional")})}return Uy("event-based-gateway",{check:t})};function Wy(t){return!!t.conditionExpression}});var Na=x((dP,Sa)=>{var{is:Ca}=k(),{annotateRule:Hy}=re();Sa.exports=function(){function t(e,n){if(!Ca(e,"bpmn:SubProcess")||!e.triggeredByEvent)return;(e.flowElements||[]).forEach(function(i){if(!Ca(i,"bpmn:StartEvent"))return!1;(i.eventDefinitions||[]).length===0&&n.report(i.id,"Start event is missing event definition",["eventDefinitions"])})}return Hy("event-sub-process-typed-start-event",{check:t})}});var $a=x((hP,ka)=>{var{isAny:Ky}=k(),{annotateRule:Zy}=re();ka.exports=function(){function t(e,n){if(!Ky(e,["bpmn:Activity","bpmn:Event"]))return;(e.incoming||[]).length>1&&n.report(e.id,"Incoming flows do not join")}return Zy("fake-join",{check:t})}});var Da=x((gP,Ia)=>{var{is:Se,isAny:ei}=k(),{annotateRule:Jy}=re();Ia.exports=function(){function t(o,a){if(!Se(o,"bpmn:Definitions"))return!1;let u=e(o),l=n(o);u.forEach(c=>{r(c)||a.report(c.id,"Element is missing name"),i(c,l)||a.report(c.id,"Element is unused"),s(c,u)||a.report(c.id,"Element name is not unique")})}return Jy("global",{check:t});function e(o){return o.rootElements.filter(a=>ei(a,["bpmn:Error","bpmn:Escalation","bpmn:Message","bpmn:Signal"]))}function n(o){let a=[];function u(l){Se(l,"bpmn:Definitions")&&l.get("rootElements").length&&l.get("rootElements").forEach(u),Se(l,"bpmn:FlowElementsContainer")&&l.get("flowElements").length&&l.get("flowElements").forEach(u),Se(l,"bpmn:Event")&&l.get("eventDefinitions").length&&l.get("eventDefinitions").forEach(c=>a.push(c)),Se(l,"bpmn:Collaboration")&&l.get("messageFlows").length&&l.get("messageFlows").forEach(u),ei(l,["bpmn:MessageFlow","bpmn:ReceiveTask","bpmn:SendTask"])&&a.push(l)}return u(o),a}function r(o){return o.name?.trim()!==""}function i(o,a){if(Se(o,"bpmn:Error"))return a.some(u=>Se(u,"bpmn:ErrorEventDefinition")&&o.get("id")===u.get("errorRef")?.get("id"));if(Se(o,"bpmn:Escalation"))return a.some(u=>Se(u,"bpmn:EscalationEventDefinition")&&o.get("id")===u.get("escalationRef")?.get("id"));if(Se(o,"bpmn:Message"))return a.some(u=>ei(u,["bpmn:MessageEventDefinition","bpmn:MessageFlow","bpmn:ReceiveTask","bpmn:SendTask"])&&o.get("id")===u.get("messageRef")?.get("id"));if(Se(o,"bpmn:Signal"))return a.some(u=>Se(u,"bpmn:SignalEventDefinition")&&o.get("id")===u.get("signalRef")?.get("id"))}function s(o,a){return a.filter(u=>Se(u,o.$type)&&o.name===u.name).length===1}}});var Fa=x((yP,La)=>{var{is:ti,isAny:_a}=k(),{annotateRule:eE}=re();La.exports=function(){function t(e,n){_a(e,["bpmn:ParallelGateway","bpmn:EventBasedGateway"])||ti(e,"bpmn:Gateway")&&!tE(e)||ti(e,"bpmn:SubProcess")||ti(e,"bpmn:SequenceFlow")&&!nE(e)||_a(e,["bpmn:FlowNode","bpmn:SequenceFlow","bpmn:Participant","bpmn:Lane"])&&(e.name||"").trim().length===0&&n.report(e.id,"Element is missing label/name",["name"])}return eE("label-required",{check:t})};function tE(t){return(t.outgoing||[]).length>1}function nE(t){return t.conditionExpression}});var Ba=x((EP,Qa)=>{var{groupBy:rE}=(ce(),ee(be)),{is:Lt}=k(),{annotateRule:iE}=re();Qa.exports=function(){function t(e,n){if(!Lt(e,"bpmn:FlowElementsContainer"))return;let r=(e.flowElements||[]).filter(sE);for(let s of r)Ma(s)||n.report(s.id,"Link event is missing link name");let i=rE(r,s=>Ma(s));for(let[s,o]of Object.entries(i)){if(!s)continue;if(o.length===1){let u=o[0];n.report(u.id,`Link ${oE(u)?"catch":"throw"} event with link name <${s}> missing in scope`);continue}let a=o.filter(aE);if(a.length>1)for(let u of a)n.report(u.id,`Duplicate link catch event with link name <${s}> in scope`);else if(a.length===0)for(let u of o)n.report(u.id,`Link catch event with link name <${s}> missing in scope`)}}return iE("link-event",{check:t})};function sE(t){var e=t.eventDefinitions||[];return Lt(t,"bpmn:Event")?e.some(n=>Lt(n,"bpmn:LinkEventDefinition")):!1}function Ma(t){return t.get("eventDefinitions").find(e=>Lt(e,"bpmn:LinkEventDefinition")).name}function oE(t){return Lt(t,"bpmn:ThrowEvent")}function aE(t){return Lt(t,"bpmn:CatchEvent")}});var Ya=x((bP,Xa)=>{var{is:uE}=k(),{flatten:ni}=(ce(),ee(be)),{annotateRule:lE}=re();Xa.exports=function(){function t(e,n){if(!uE(e,"bpmn:Definitions"))return!1;let i=ri(e.rootElements).filter(pE),s=cE(e);i.forEach(o=>{s.has(o.id)||n.report(o.id,"Element is missing bpmndi")})}return lE("no-bpmndi",{check:t})};function ri(t){return ni(t.map(e=>{let n=e.laneSets&&e.laneSets[0]||e.childLaneSet,r=ni([e.flowElements||[],e.flowElements&&ri(e.flowElements.filter(fE))||[],e.participants||[],e.artifacts||[],n&&n.lanes||[],n&&n.lanes&&ri(n.lanes.filter(mE))||[],e.messageFlows||[]]);return r.length>0?r.map(i=>({id:i.id,$type:i.$type})):[]}))}function cE(t){return new Set(ni(t.get("diagrams").map(e=>(e.plane.planeElement||[]).map(r=>r.bpmnElement?.id))))}function pE(t){return!["bpmn:DataObject"].includes(t.$type)}function fE(t){return!!t.flowElements}function mE(t){return!!t.childLaneSet}});var Va=x((OP,za)=>{var dE=re().checkDiscouragedNodeType;za.exports=dE("bpmn:ComplexGateway","no-complex-gateway")});var Ga=x((vP,ja)=>{var{isAny:hE,is:ii}=k(),{annotateRule:gE}=re();ja.exports=function(){function t(e,n){if(!hE(e,["bpmn:Task","bpmn:Gateway","bpmn:SubProcess","bpmn:Event"])||e.triggeredByEvent||bE(e)||ii(e.$parent,"bpmn:AdHocSubProcess"))return;let r=e.incoming||[],i=e.outgoing||[];!r.length&&!i.length&&n.report(e.id,"Element is not connected")}return gE("no-disconnected",{check:t})};function yE(t){var e=t.eventDefinitions;return!ii(t,"bpmn:BoundaryEvent")||!e||e.length!==1?!1:ii(e[0],"bpmn:CompensateEventDefinition")}function EE(t){return t.isForCompensation}function bE(t){var e=yE(t),n=EE(t);return e||n}});var Wa=x((xP,Ua)=>{var{is:OE}=k(),{annotateRule:vE}=re();Ua.exports=function(){let t={},e={},n={};function r(i,s){if(!OE(i,"bpmn:SequenceFlow"))return;let o=xE(i);if(o in t){s.report(i.id,"SequenceFlow is a duplicate");let a=i.sourceRef.id,u=i.targetRef.id;e[a]||(s.report(a,"Duplicate outgoing sequence flows"),e[a]=!0),n[u]||(s.report(u,"Duplicate incoming sequence flows"),n[u]=!0)}else t[o]=i}return vE("no-duplicate-sequence-flows",{check:r})};function xE(t){let e=t.conditionExpression,n=e?e.body:"",r=t.sourceRef?t.sourceRef.id:t.id,i=t.targetRef?t.targetRef.id:t.id;return r+"#"+i+"#"+n}});var Ka=x((RP,Ha)=>{var{is:RE}=k(),{annotateRule:AE}=re();Ha.exports=function(){function t(e,n){if(!RE(e,"bpmn:Gateway"))return;let r=e.incoming||[],i=e.outgoing||[];r.length>1&&i.length>1&&n.report(e.id,"Gateway forks and joins")}return AE("no-gateway-join-fork",{check:t})}});var Ja=x((AP,Za)=>{var{isAny:wE}=k(),{annotateRule:PE}=re();Za.exports=function(){function t(e,n){if(!wE(e,["bpmn:Activity","bpmn:Event"]))return;(e.outgoing||[]).filter(s=>!qE(s)&&!TE(e,s)).length>1&&n.report(e.id,"Flow splits implicitly")}return PE("no-implicit-split",{check:t})};function qE(t){return!!t.conditionExpression}function TE(t,e){return t.default===e}});var tu=x((wP,eu)=>{var{is:nt,isAny:CE}=k(),{findParent:SE,annotateRule:NE}=re();eu.exports=function(){function t(o){let a=o.eventDefinitions||[];return a.length&&a.every(u=>nt(u,"bpmn:LinkEventDefinition"))}function e(o){let a=o.eventDefinitions||[];return a.length&&a.every(u=>nt(u,"bpmn:CompensateEventDefinition"))}function n(o){return(SE(o,"bpmn:Process").artifacts||[]).some(l=>nt(l,"bpmn:Association")?l.sourceRef.id===o.id:!1)}function r(o){return o.isForCompensation}function i(o){let a=o.outgoing||[];return nt(o,"bpmn:SubProcess")&&o.triggeredByEvent||nt(o,"bpmn:IntermediateThrowEvent")&&t(o)||nt(o.$parent,"bpmn:AdHocSubProcess")||nt(o,"bpmn:EndEvent")||nt(o,"bpmn:BoundaryEvent")&&e(o)&&n(o)||nt(o,"bpmn:Activity")&&r(o)?!1:a.length===0}function s(o,a){CE(o,["bpmn:Event","bpmn:Activity","bpmn:Gateway"])&&i(o)&&a.report(o.id,"Element is an implicit end")}return NE("no-implicit-end",{check:s})}});var iu=x((PP,ru)=>{var{is:dn,isAny:nu}=k(),{annotateRule:kE}=re();ru.exports=function(){function t(i){let s=i.eventDefinitions||[];return s.length&&s.every(o=>dn(o,"bpmn:LinkEventDefinition"))}function e(i){return i.isForCompensation}function n(i){let s=i.incoming||[];return dn(i,"bpmn:Activity")&&e(i)||dn(i.$parent,"bpmn:AdHocSubProcess")||dn(i,"bpmn:SubProcess")&&i.triggeredByEvent||dn(i,"bpmn:IntermediateCatchEvent")&&t(i)||nu(i,["bpmn:StartEvent","bpmn:BoundaryEvent"])?!1:s.length===0}function r(i,s){nu(i,["bpmn:Event","bpmn:Activity","bpmn:Gateway"])&&n(i)&&s.report(i.id,"Element is an implicit start")}return kE("no-implicit-start",{check:r})}});var ou=x((qP,su)=>{var $E=re().checkDiscouragedNodeType;su.exports=$E("bpmn:InclusiveGateway","no-inclusive-gateway")});var cu=x((TP,lu)=>{var{is:Ft}=k(),{annotateRule:IE}=re();lu.exports=function(){function t(e,n){if(!Ft(e,"bpmn:Definitions"))return;let r=e.rootElements||[],i=new Set,s=new Set,o=FE(e),a=new Map;r.filter(u=>Ft(u,"bpmn:Collaboration")).forEach(u=>{let l=u.participants||[];uu(l,i,o),l.forEach(c=>{a.set(c.processRef,o.get(c))})}),r.filter(u=>Ft(u,"bpmn:Process")).forEach(u=>{let l=a.get(u)||{};au(u,i,s,o,l)}),i.forEach(u=>n.report(u.id,"Element overlaps with other element")),s.forEach(u=>n.report(u.id,"Element is outside of parent boundary"))}return IE("no-overlapping-elements",{check:t})};function au(t,e,n,r,i){let s=t.flowElements||[],o=s.filter(u=>r.has(u));uu(o,e,r),o.forEach(u=>{!Ft(u,"bpmn:DataStoreReference")&&_E(r.get(u).bounds,i.bounds)&&n.add(u)}),s.filter(u=>Ft(u,"bpmn:SubProcess")).forEach(u=>{let l=r.get(u)||{},c=l.isExpanded?l:{};au(u,e,n,r,c)})}function uu(t,e,n){let r=DE(t,n).sort((s,o)=>s.left-o.left),i=new Set;for(let s=0;s<r.length;s++){let o=r[s];for(let a=s+1;a<r.length&&r[a].left<=o.right;a++){let u=r[a];LE(o,u)&&(o.element.attachedToRef===u.element||u.element.attachedToRef===o.element||(i.add(o.element),i.add(u.element)))}}t.forEach(s=>{i.has(s)&&e.add(s)})}function DE(t,e){let n=[];return t.forEach(r=>{let i=e.get(r)?.bounds;if(!si(i))return;let s=i.x,o=i.x+i.width;Number.isNaN(s)||Number.isNaN(o)||n.push({element:r,left:s,right:o,top:i.y,bottom:i.y+i.height})}),n}function _E(t,e){if(!si(t)||!si(e))return!1;let n=t.x>=e.x&&t.y>=e.y,r=t.x+t.width<=e.x+e.width&&t.y+t.height<=e.y+e.height;return!(n&&r)}function LE(t,e){let n=t.right>=e.left&&e.right>=t.left,r=t.bottom>=e.top&&e.bottom>=t.top;return n&&r}function si(t){return!!t&&Ft(t,"dc:Bounds")&&typeof t.x=="number"&&typeof t.y=="number"&&typeof t.width=="number"&&typeof t.height=="number"}function FE(t){let e=new Map;return(t.diagrams||[]).filter(r=>!!r.plane).forEach(r=>{(r.plane.planeElement||[]).filter(s=>!!s.bpmnElement).forEach(s=>{e.set(s.bpmnElement,s)})}),e}});var fu=x((CP,pu)=>{var{is:oi}=k(),{annotateRule:ME}=re();pu.exports=function(){function t(e,n){if(!oi(e,"bpmn:FlowElementsContainer"))return;if((e.flowElements||[]).filter(function(s){return oi(s,"bpmn:StartEvent")?(s.eventDefinitions||[]).length===0:!1}).length>1){let s=oi(e,"bpmn:SubProcess")?"Sub process":"Process";n.report(e.id,s+" has multiple blank start events")}}return ME("single-blank-start-event",{check:t})}});var du=x((SP,mu)=>{var{is:QE}=k(),{annotateRule:BE}=re();mu.exports=function(){function t(e,n){if(!QE(e,"bpmn:Event"))return;(e.eventDefinitions||[]).length>1&&n.report(e.id,"Event has multiple event definitions",["eventDefinitions"])}return BE("single-event-definition",{check:t})}});var gu=x((NP,hu)=>{var{is:ai,isAny:XE}=k(),{annotateRule:YE}=re();hu.exports=function(){function t(n){return(n.flowElements||[]).some(i=>ai(i,"bpmn:StartEvent"))}function e(n,r){if(!(!XE(n,["bpmn:Process","bpmn:SubProcess"])||ai(n,"bpmn:AdHocSubProcess"))&&!t(n)){let i=ai(n,"bpmn:SubProcess")?"Sub process":"Process";r.report(n.id,i+" is missing start event")}}return YE("start-event-required",{check:e})}});var bu=x((kP,Eu)=>{var{is:yu}=k(),{annotateRule:zE}=re();Eu.exports=function(){function t(e,n){if(!yu(e,"bpmn:SubProcess")||e.triggeredByEvent)return;(e.flowElements||[]).forEach(function(i){if(!yu(i,"bpmn:StartEvent"))return!1;(i.eventDefinitions||[]).length>0&&n.report(i.id,"Start event must be blank",["eventDefinitions"])})}return zE("sub-process-blank-start-event",{check:t})}});var vu=x(($P,Ou)=>{var{is:VE}=k(),{annotateRule:jE}=re();Ou.exports=function(){function t(e,n){if(!VE(e,"bpmn:Gateway"))return;let r=e.incoming||[],i=e.outgoing||[];r.length===1&&i.length===1&&n.report(e.id,"Gateway is superfluous. It only has one source and target.")}return jE("superfluous-gateway",{check:t})}});var Ru=x((IP,xu)=>{var{is:ui}=k(),{annotateRule:GE}=re();xu.exports=function(){function t(e,n){!ui(e,"bpmn:SequenceFlow")||!(e.name||"").trim()||UE(e)||WE(e)||HE(e)||n.report(e.id,"Sequence flow has superfluous label",["name"])}return GE("superfluous-label",{check:t})};function UE(t){return!!t.conditionExpression}function WE(t){let e=t.sourceRef;return e&&e.default===t}function HE(t){let e=t.sourceRef;return e?(ui(e,"bpmn:ExclusiveGateway")||ui(e,"bpmn:InclusiveGateway"))&&(e.outgoing||[]).length>1:!1}});var Pu=x((DP,wu)=>{var{is:hn,isAny:KE}=k(),{annotateRule:ZE}=re();wu.exports=function(){function t(e,n){if(!KE(e,["bpmn:Process","bpmn:SubProcess"]))return;let i=(e.flowElements||[]).filter(a=>hn(a,"bpmn:FlowNode")&&(a.outgoing||[]).length===0),s=i.filter(Au);if(s.length!==1)return;if(i.every(a=>JE(a)||Au(a)))for(let a of s)n.report(a.id,"Termination is superfluous.")}return ZE("superfluous-termination",{check:t})};function Au(t){return hn(t,"bpmn:EndEvent")&&(t.eventDefinitions||[]).some(e=>hn(e,"bpmn:TerminateEventDefinition"))}function JE(t){return hn(t,"bpmn:SubProcess")&&t.triggeredByEvent&&(t.flowElements||[]).some(n=>hn(n,"bpmn:StartEvent")&&n.isInterrupting)}});var Ae={};on(Ae,{getPath:()=>eb,pathConcat:()=>nb,pathEquals:()=>rb,pathParse:()=>ib,pathStringify:()=>li});function eb(t,e){if(!t)return null;if(t===e)return[];let n=[],r;do{if(r=t.$parent,!r){if(t.$instanceOf("bpmn:Definitions"))break;return null}if(n=[...tb(t,r),...n],t=r,e&&t===e)break}while(r);return n}function tb(t,e){for(let n of Object.values(e.$descriptor.propertiesByName))if(n.isMany){if(e.get(n.name).includes(t))return[n.name,e.get(n.name).indexOf(t)]}else if(e.get(n.name)===t)return[n.name];return[]}function nb(...t){let e=[];for(let n of t){if(_e(n)||De(n))return null;Ee(n)&&(n=[n]),e=e.concat(n)}return e}function rb(t,e,n="."){return _e(t)||De(t)||_e(e)||De(e)?!1:(Ee(t)||(t=li(t,n)),Ee(e)||(e=li(e,n)),t===e)}function ib(t,e="."){return _e(t)||De(t)?null:t.split(e).map(n=>isNaN(n)?n:parseInt(n))}function li(t,e="."){return _e(t)||De(t)?null:t.join(e)}var we=ct(()=>{ce()});var Tu=x((LP,qu)=>{qu.exports={calledDecision:{"bpmn:BusinessRuleTask":"1.3"},taskDefinition:{"bpmn:AdHocSubProcess":"8.8","bpmn:BusinessRuleTask":"1.1","bpmn:IntermediateThrowEvent":{"bpmn:MessageEventDefinition":"1.2"},"bpmn:EndEvent":{"bpmn:MessageEventDefinition":"1.2"},"bpmn:ScriptTask":"1.1","bpmn:SendTask":"1.1","bpmn:ServiceTask":"1.0"},script:{"bpmn:ScriptTask":"8.2"}}});var ci=x((FP,Cu)=>{Cu.exports={"bpmn:Association":"1.0","bpmn:BoundaryEvent":{"bpmn:CompensateEventDefinition":"8.5","bpmn:ConditionalEventDefinition":"8.9","bpmn:ErrorEventDefinition":"1.0","bpmn:EscalationEventDefinition":"8.2","bpmn:MessageEventDefinition":"1.0","bpmn:TimerEventDefinition":"1.0","bpmn:SignalEventDefinition":"8.3"},"bpmn:BusinessRuleTask":"1.1","bpmn:CallActivity":"1.0","bpmn:Collaboration":"1.0","bpmn:DataObject":"8.0","bpmn:DataObjectReference":"8.0","bpmn:DataStoreReference":"8.0","bpmn:Definitions":"1.0","bpmn:EndEvent":{_:"1.0","bpmn:CompensateEventDefinition":"8.5","bpmn:ErrorEventDefinition":"1.0","bpmn:EscalationEventDefinition":"8.2","bpmn:MessageEventDefinition":"1.2","bpmn:SignalEventDefinition":"8.3","bpmn:TerminateEventDefinition":"8.1"},"bpmn:EventBasedGateway":"1.0","bpmn:ExclusiveGateway":"1.0","bpmn:Group":"1.0","bpmn:InclusiveGateway":"8.1","bpmn:IntermediateCatchEvent":{"bpmn:ConditionalEventDefinition":"8.9","bpmn:MessageEventDefinition":"1.0","bpmn:LinkEventDefinition":"8.2","bpmn:TimerEventDefinition":"1.0","bpmn:SignalEventDefinition":"8.3"},"bpmn:IntermediateThrowEvent":{_:"1.1","bpmn:CompensateEventDefinition":"8.5","bpmn:EscalationEventDefinition":"8.2","bpmn:LinkEventDefinition":"8.2","bpmn:MessageEventDefinition":"1.2","bpmn:SignalEventDefinition":"8.3"},"bpmn:ManualTask":"1.1","bpmn:MessageFlow":"1.0","bpmn:ParallelGateway":"1.0","bpmn:Participant":"1.0","bpmn:Process":"1.0","bpmn:ReceiveTask":"1.0","bpmn:ScriptTask":"1.1","bpmn:SendTask":"1.1","bpmn:SequenceFlow":"1.0","bpmn:ServiceTask":"1.0","bpmn:StartEvent":{_:"1.0","bpmn:ConditionalEventDefinition":"8.9","bpmn:ErrorEventDefinition":"1.0","bpmn:EscalationEventDefinition":"8.2","bpmn:MessageEventDefinition":"1.0","bpmn:SignalEventDefinition":"8.2","bpmn:TimerEventDefinition":"1.0"},"bpmn:SubProcess":"1.0","bpmn:Task":"8.2","bpmn:TextAnnotation":"1.0","bpmn:UserTask":"1.0","bpmn:AdHocSubProcess":"8.7"}});var Nu=x((MP,Su)=>{Su.exports=function(e,n){for(var r=e.split("."),i=n.split("."),s=0;s<3;s++){var o=Number(r[s]),a=Number(i[s]);if(o>a)return 1;if(a>o)return-1;if(!isNaN(o)&&isNaN(a))return 1;if(isNaN(o)&&!isNaN(a))return-1}return 0}});var Oe=x((QP,ku)=>{var sb=Nu();ku.exports.greaterOrEqual=function(t,e){if(!t)throw new Error('Rule requires { version } config, e.g. [ "warn", { "version": "8.0" } ]');return sb(t,e)!==-1}});var ge=x((BP,$u)=>{$u.exports.ERROR_TYPES=Object.freeze({CHILD_ELEMENT_OF_TYPE_REQUIRED:"camunda.childElementOfTypeRequired",CHILD_ELEMENT_TYPE_NOT_ALLOWED:"camunda.childElementTypeNotAllowed",CONNECTORS_PROPERTY_VALUE_NOT_ALLOWED:"camunda.connectors.propertyValueNotAllowed",ELEMENT_COLLAPSED_NOT_ALLOWED:"camunda.elementCollapsedNotAllowed",ELEMENT_MULTIPLE_NOT_ALLOWED:"camunda.elementMultipleNotAllowed",ELEMENT_TYPE_NOT_ALLOWED:"camunda.elementTypeNotAllowed",ELEMENT_PROPERTY_VALUE_DUPLICATED:"camunda.elementPropertyValueDuplicated",EVENT_BASED_GATEWAY_TARGET_NOT_ALLOWED:"camunda.eventBasedGatewayTargetNotAllowed",EXPRESSION_NOT_ALLOWED:"camunda.expressionNotAllowed",EXPRESSION_REQUIRED:"camunda.expressionRequired",EXPRESSION_VALUE_NOT_ALLOWED:"camunda.expressionValueNotAllowed",EXTENSION_ELEMENT_NOT_ALLOWED:"camunda.extensionElementNotAllowed",EXTENSION_ELEMENT_REQUIRED:"camunda.extensionElementRequired",FEEL_EXPRESSION_INVALID:"camunda.feelExpressionInvalid",FEEL_EXPRESSION_UNSUPPORTED_FUNCTION:"camunda.feelExpressionUnsupportedFunction",LOOP_NOT_ALLOWED:"camunda.loopNotAllowed",ATTACHED_TO_REF_ELEMENT_TYPE_NOT_ALLOWED:"camunda.attachedToRefElementTypeNotAllowed",PROPERTY_DEPENDENT_REQUIRED:"camunda.propertyDependentRequired",PROPERTY_NOT_ALLOWED:"camunda.propertyNotAllowed",PROPERTY_DEPRECATED:"camunda.propertyDeprecated",PROPERTY_REQUIRED:"camunda.propertyRequired",PROPERTY_TYPE_NOT_ALLOWED:"camunda.propertyTypeNotAllowed",PROPERTY_VALUE_DUPLICATED:"camunda.propertyValueDuplicated",PROPERTY_VALUES_DUPLICATED:"camunda.propertiesValuesDuplicated",PROPERTY_VALUE_NOT_ALLOWED:"camunda.propertyValueNotAllowed",PROPERTY_VALUE_REQUIRED:"camunda.propertyValueRequired",SECRET_EXPRESSION_FORMAT_DEPRECATED:"camunda.secretExpressionFormatDeprecated",SECRET_EXPRESSION_FORMAT_LEGACY:"camunda.secretExpressionFormatLegacy",SECRET_REFERENCE_STRING_LITERAL_NOT_ALLOWED:"camunda.secretReferenceStringLiteralNotAllowed",SECRET_REFERENCE_INSIDE_LIST_NOT_ALLOWED:"camunda.secretReferenceInsideListNotAllowed",SECRET_REFERENCE_INSIDE_IF_BRANCH_CONTEXT_NOT_ALLOWED:"camunda.secretReferenceInsideIfBranchContextNotAllowed",AGENT_FEEL_FUNCTION_NAME_INVALID:"camunda.agentFeelFunctionNameInvalid",AGENT_FEEL_KEY_MISSING:"camunda.agentFeelKeyMissing",AGENT_FEEL_KEY_TYPE_INVALID:"camunda.agentFeelKeyTypeInvalid",AGENT_FEEL_KEY_PREFIX_MISSING:"camunda.agentFeelKeyPrefixMissing",AGENT_FEEL_DESCRIPTION_TYPE_INVALID:"camunda.agentFeelDescriptionTypeInvalid",AGENT_FEEL_WRONG_CONTEXT:"camunda.agentFeelWrongContext",AGENT_FEEL_KEY_SEGMENTS_INVALID:"camunda.agentFeelKeySegmentsInvalid",AGENT_FEEL_KEY_DUPLICATE:"camunda.agentFeelKeyDuplicate",AGENT_FEEL_NON_ENTRY_ELEMENT:"camunda.agentFeelNonEntryElement",AGENT_TOOL_OUTPUT_KEY_INVALID:"camunda.agentToolOutputKeyInvalid",AGENT_TOOL_OUTPUT_KEY_CASING_INVALID:"camunda.agentToolOutputKeyCasingInvalid",AGENT_TOOL_OUTPUT_KEY_OVERWRITE:"camunda.agentToolOutputKeyOverwrite",AGENT_TOOL_RESULT_MISSING:"camunda.agentToolResultMissing",AGENT_TOOL_DOCUMENTATION_MISSING:"camunda.agentToolDocumentationMissing"})});var Y=x((XP,ae)=>{var{filter:ob,isArray:Qt,isDefined:ab,isFunction:ub,isNil:Du,isObject:lb,isString:cb,isUndefined:pb,matchPattern:fb,some:_u}=(ce(),ee(be)),{is:rt,isAny:Lu}=k(),{getPath:ht,pathConcat:Ge}=(we(),ee(Ae)),{ERROR_TYPES:Pe}=ge(),{greaterOrEqual:mb}=Oe();ae.exports.ERROR_TYPES=Pe;function Fu(t,e,n=null){let r=t.map(i=>ht(i,n)).filter(i=>Qt(i)).map(i=>Ge(i,e));return r.length?{paths:r}:{}}function db({element:t,referenceHolder:e,referenceProperty:n,referencedRoot:r,node:i}){return Ge(ht(e,t),n,ht(i,r))}ae.exports.getReferencePath=db;function Mu(t){let e=t.get("eventDefinitions");if(e)return e[0]}ae.exports.getEventDefinition=Mu;ae.exports.getMessageEventDefinition=function(t){return rt(t,"bpmn:ReceiveTask")?t:Mu(t)};function fi(t,e){let n=t.get("extensionElements");if(!n)return;let r=n.get("values");if(!(!r||!r.length))return Qt(e)||(e=[e]),r.filter(i=>Lu(i,e))}ae.exports.findExtensionElements=fi;function gn(t,e){let n=fi(t,e);if(n&&n.length)return n[0]}ae.exports.findExtensionElement=gn;function mi(t,e=!1){return t.reduce((n,r,i)=>i===0?`<${r}>`:i===t.length-1?`${n} ${e?"or":"and"} <${r}>`:`${n}, <${r}>`,"")}ae.exports.formatNames=mi;ae.exports.hasDuplicatedPropertyValues=function(t,e,n,r=null){let i=t.get(e),s=i.map(a=>a.get(n)),o=s.reduce((a,u,l)=>s.indexOf(u)!==l&&!a.includes(u)?[...a,u]:a,[]);return o.length?o.map(a=>{let u=i.filter(l=>l.get(n)===a);return{message:`Properties of type <${u[0].$type}> have property <${n}> with duplicate value of <${a}>`,path:null,...Fu(u,n,r),data:{type:Pe.PROPERTY_VALUE_DUPLICATED,node:t,parentNode:r==t?null:r,duplicatedProperty:n,duplicatedPropertyValue:a,properties:u,propertiesName:e}}}):[]};ae.exports.hasDuplicatedPropertiesValues=function(t,e,n,r=null){let i=t.get(e),s=i.reduce((o,a,u)=>i.slice(0,u).find(p=>n.every(f=>p.get(f)===a.get(f)))?o.concat(a):o,[]);return s.length?s.map(o=>{let a={};for(let c of n)a[c]=o.get(c);let u=ob(i,fb(a)),l=n.map(c=>`property <${c}> with duplicate value of <${a[c]}>`).join(", ");return{message:`Properties of type <${o.$type}> have properties with duplicate values (${l})`,path:null,...Fu(u,"type",r),data:{type:Pe.PROPERTY_VALUES_DUPLICATED,node:t,parentNode:r==t?null:r,duplicatedProperties:a,properties:u,propertiesName:e}}}):[]};ae.exports.hasProperties=function(t,e,n=null,r){return Object.entries(e).reduce((i,s)=>{let[o,a]=s,{allowedVersion:u=null}=a,l=r===void 0?ht(t,n):r,c=t.get(o);return a.required&&pi(c)?[...i,{message:u?`Element of type <${t.$type}> without property <${o}> only allowed by Camunda ${u} or newer`:`Element of type <${t.$type}> must have property <${o}>`,path:Ge(l||[],o),data:Mt({type:Pe.PROPERTY_REQUIRED,node:t,parentNode:n==t?null:n,requiredProperty:o},u)}]:a.dependentRequired&&t.get(a.dependentRequired)&&pi(c)?[...i,{message:`Element of type <${t.$type}> must have property <${o}> if it has property <${a.dependentRequired}>`,path:Ge(l||[],o),data:{type:Pe.PROPERTY_DEPENDENT_REQUIRED,node:t,parentNode:n==t?null:n,property:a.dependentRequired,dependentRequiredProperty:o}}]:a.type&&c&&(!c.$instanceOf||!Qt(a.type)&&!c.$instanceOf(a.type)||Qt(a.type)&&!_u(a.type,p=>c.$instanceOf(p)))?[...i,{message:u?`Property <${o}> of type <${c.$type}> only allowed by Camunda ${u} or newer`:`Property <${o}> of type <${c.$type}> not allowed`,path:Ge(l||[],o),data:Mt({type:Pe.PROPERTY_TYPE_NOT_ALLOWED,node:t,parentNode:n==t?null:n,property:o,allowedPropertyType:a.type},u)}]:"value"in a&&a.value!==c?[...i,{message:`Property <${o}> must have value of <${a.value}>`,path:Ge(l||[],o),data:{type:Pe.PROPERTY_VALUE_REQUIRED,node:t,parentNode:n==t?null:n,property:o,requiredValue:a.value}}]:a.allowed===!1&&ab(c)&&!Du(c)?[...i,{message:u?`Property <${o}> only allowed by Camunda ${u} or newer`:`Property <${o}> not allowed`,path:Ge(l||[],o),data:Mt({type:Pe.PROPERTY_NOT_ALLOWED,node:t,parentNode:n==t?null:n,property:o},u)}]:ub(a.allowed)&&!a.allowed(c)?[...i,{message:u?`Property value of <${Iu(c)}> only allowed by Camunda ${u} or newer`:`Property value of <${Iu(c)}> not allowed`,path:Ge(l||[],o),data:Mt({type:Pe.PROPERTY_VALUE_NOT_ALLOWED,node:t,parentNode:n==t?null:n,property:o},u)}]:i},[])};ae.exports.hasProperty=function(t,e,n=null){return e=Qt(e)?e:[e],hb(t,e).length!==1?[{message:`Element of type <${t.$type}> must have property ${mi(e,!0)}`,path:ht(t,n),data:{type:Pe.PROPERTY_REQUIRED,node:t,parentNode:n==t?null:n,requiredProperty:e}}]:[]};function hb(t,e){let n=[];for(let r of e){let i=t.get(r);pi(i)||n.push(t.get(r))}return n}ae.exports.hasExtensionElement=function(t,e,n=null){let r=Qt(e)?e:[e],i=fi(t,r);return!i||i.length!==1?[{message:`Element of type <${t.$type}> must have one extension element of type ${mi(r,!0)}`,path:ht(t,n),data:{type:Pe.EXTENSION_ELEMENT_REQUIRED,node:t,parentNode:n==t?null:n,requiredExtensionElement:e}}]:[]};ae.exports.hasNoExtensionElement=function(t,e,n=null,r=null){let i=gn(t,e);return i?[{message:r?`Extension element of type <${e}> only allowed by Camunda ${r}`:`Extension element of type <${e}> not allowed`,path:ht(i,n),data:Mt({type:Pe.EXTENSION_ELEMENT_NOT_ALLOWED,node:t,parentNode:n==t?null:n,extensionElement:i},r)}]:[]};ae.exports.hasExpression=function(t,e,n,r=null){let i=t.get(e);if(!i)throw new Error("Expression not found");let s=i;rt(i,"bpmn:Expression")&&(s=i.get("body"));let o=ht(t,r);if(!s)return n.required!==!1?[{message:`Property <${e}> must have expression value`,path:Ge(o,e),data:{type:Pe.EXPRESSION_REQUIRED,node:rt(i,"bpmn:Expression")?i:t,parentNode:r,property:e}}]:[];let a=n.allowed(s);if(a!==!0){let u=null;return lb(a)&&({allowedVersion:u}=a),[{message:u?`Expression value of <${s}> only allowed by Camunda ${u}`:`Expression value of <${s}> not allowed`,path:Ge(o,e),data:Mt({type:Pe.EXPRESSION_VALUE_NOT_ALLOWED,node:rt(i,"bpmn:Expression")?i:t,parentNode:r,property:e},u)}]}return[]};function Qu(t,e){let{$model:n}=t;return n.getType(t.$type)===n.getType(e)}ae.exports.isExactly=Qu;ae.exports.isAnyExactly=function(t,e){return _u(e,n=>Qu(t,n))};function Iu(t,e=10){let n=`${t}`;return n.length>e?`${n.slice(0,e)}...`:n}function Mt(t,e){return e?{...t,allowedVersion:e}:t}function gb(t){let e=t.$parent;for(;e;){if(rt(e,"bpmn:AdHocSubProcess"))return e;e=e.$parent}return null}ae.exports.findAncestorAdHocSubProcess=gb;var yb="io.camunda.agenticai.toolContainer",Eb="io.camunda.connectors.agenticai.aiagent.jobworker.v1",bb="io.camunda.agenticai:aiagent-job-worker:";function Bu(t){let e=gn(t,"zeebe:TaskDefinition"),n=e&&e.get("type");return!!n&&n.startsWith(bb)}ae.exports.hasAiAgentJobWorkerType=Bu;function Xu(t){let e=gn(t,"zeebe:Properties");return e?(e.get("properties")||[]).some(n=>n.get("name")===yb&&n.get("value")==="true"):!1}ae.exports.hasToolContainerProperty=Xu;function Yu(t,e){return Xu(t)||t.get("modelerTemplate")===Eb||Bu(t)?!0:!!e&&mb(e,"8.10")&&!!gn(t,"zeebe:AgentDefinition")}ae.exports.isAgenticAdHocSubProcess=Yu;function Ob(t,e){return rt(t,"bpmn:Activity")&&!(rt(t,"bpmn:SubProcess")&&t.get("triggeredByEvent"))&&(t.get("incoming")||[]).length===0&&rt(t.$parent,"bpmn:AdHocSubProcess")&&Yu(t.$parent,e)}ae.exports.isAgenticToolElement=Ob;function zu(t,e){if(!t)return null;let n=t.$parent;return n?rt(n,e)?n:zu(n,e):t}ae.exports.findParent=zu;function vb(t){for(;t&&!Lu(t,["bpmn:FlowElement","bpmn:FlowElementsContainer"]);)t=t.$parent;return t}ae.exports.findParentNode=vb;function xb(t){return cb(t)&&t.trim()===""}function pi(t){return pb(t)||Du(t)||xb(t)}});var V=x((YP,di)=>{var{is:Vu}=k(),{isArray:Rb}=(ce(),ee(be));di.exports.reportErrors=function(t,e,n){Rb(n)||(n=[n]),n.forEach(({message:r,...i})=>{let s=ju(t);s&&(i={...i,name:s}),e.report(t.get("id"),r,i)})};function ju(t){if(Vu(t,"bpmn:TextAnnotation"))return t.get("text");if(Vu(t,"bpmn:Group")){let e=t.get("categoryValueRef");return e&&e.get("value")}return t.get("name")}di.exports.getName=ju});var j=x((zP,Uu)=>{var{is:hi}=k(),{greaterOrEqual:Ab}=Oe();function wb(t){return function(e={}){let n=t(e),{version:r,platform:i="camunda-cloud"}=e;function s(o,a){return i==="camunda-cloud"&&r&&Ab(r,"8.2")&&Gu(o)||i==="camunda-platform"&&Gu(o)?!1:n.check(o,a)}return{...n,check:s}}}Uu.exports={skipInNonExecutableProcess:wb};function Gu(t){let e;return hi(t,"bpmn:Process")&&(e=t),hi(t,"bpmndi:BPMNPlane")&&hi(t.get("bpmnElement"),"bpmn:Process")&&(e=t.get("bpmnElement")),e&&!e.get("isExecutable")}});var il=x((VP,rl)=>{var{is:el,isAny:Pb}=k(),{getPath:gi}=(we(),ee(Ae)),{isString:tl}=(ce(),ee(be)),Bt=Tu(),qb=ci(),{greaterOrEqual:yn}=Oe(),{findExtensionElement:yi,getEventDefinition:nl,hasExtensionElement:Wu,hasProperties:Ei}=Y(),{reportErrors:Pt}=V(),{ERROR_TYPES:bi}=ge(),{skipInNonExecutableProcess:Tb}=j();rl.exports=Tb(function({version:t}){function e(n,r){let i=qb[n.$type];if(!i||tl(i)&&!yn(t,i))return;let s=Pb(n,["bpmn:CatchEvent","bpmn:ThrowEvent"])&&nl(n);if(s&&(!i[s.$type]||!yn(t,i[s.$type]))||el(n,"bpmn:ThrowEvent")&&!s)return;let o=Bt.calledDecision[n.$type],a=Bt.script[n.$type],u=Bt.taskDefinition[n.$type],l,c=yi(n,"zeebe:CalledDecision"),p=yi(n,"zeebe:Script"),f=yi(n,"zeebe:TaskDefinition");if(c&&!p&&!f){if(!Hu(n,t)){let d=Xt(o,n);Pt(n,r,{message:d?`Extension element of type <zeebe:CalledDecision> only allowed by Camunda ${d} or newer`:"Extension element of type <zeebe:CalledDecision> not allowed",path:gi(c,n),data:{type:bi.EXTENSION_ELEMENT_NOT_ALLOWED,node:n,parentNode:null,extensionElement:c,allowedVersion:d}});return}if(l=Ei(c,{decisionId:{required:!0},resultVariable:{required:!0}},n),l&&l.length){Pt(n,r,l);return}}if(!c&&p&&!f){if(!Ku(n,t)){let d=Xt(a,n);Pt(n,r,{message:d?`Extension element of type <zeebe:Script> only allowed by Camunda ${d} or newer`:"Extension element of type <zeebe:Script> not allowed",path:gi(p,n),data:{type:bi.EXTENSION_ELEMENT_NOT_ALLOWED,node:n,parentNode:null,extensionElement:p,allowedVersion:d}});return}if(l=Ei(p,{expression:{required:!0},resultVariable:{required:!0}},n),l&&l.length){Pt(n,r,l);return}}if(!c&&!p&&f){if(!Zu(n,t)){let d=Xt(u,n);Pt(n,r,{message:d?`Extension element of type <zeebe:TaskDefinition> only allowed by Camunda ${d} or newer`:"Extension element of type <zeebe:TaskDefinition> not allowed",path:gi(f,n),data:{type:bi.EXTENSION_ELEMENT_NOT_ALLOWED,node:n,parentNode:null,extensionElement:f,allowedVersion:d}});return}if(l=Ei(f,{type:{required:!0}},n),l&&l.length){Pt(n,r,l);return}}let m=[Hu(n,t)?"zeebe:CalledDecision":!1,Ku(n,t)?"zeebe:Script":!1,Zu(n,t)?"zeebe:TaskDefinition":!1].filter(d=>d);if(m.length!==0&&(m.length===1&&!Ju(n)?l=Wu(n,m[0],n):Ju(n)||(l=Wu(n,m,n)),l&&l.length)){Pt(n,r,l);return}}return{check:e}});function Hu(t,e){let{calledDecision:n}=Bt,r=Xt(n[t.$type],t);return n[t.$type]&&yn(e,r)}function Ku(t,e){let{script:n}=Bt,r=Xt(n[t.$type],t);return r&&yn(e,r)}function Zu(t,e){let{taskDefinition:n}=Bt,r=Xt(n[t.$type],t);return r&&yn(e,r)}function Xt(t,e){if(!t)return null;if(tl(t))return t;let n=nl(e);return n&&t[n.$type]}function Ju(t){return el(t,"bpmn:AdHocSubProcess")}});var Be=x((jP,sl)=>{var Cb="https://docs.camunda.io/docs/components/modeler/reference/modeling-guidance/rules";function Sb(t,e){let{meta:{documentation:n={},...r}={},...i}=e;return{meta:{documentation:{url:`${Cb}/${t}/`,...n},...r},...i}}sl.exports.annotateRule=Sb});var ul=x((GP,al)=>{var{is:Nb}=k(),{findExtensionElement:kb,hasExtensionElement:$b,hasProperties:Ib}=Y(),{annotateRule:Db}=Be(),{reportErrors:ol}=V(),{skipInNonExecutableProcess:_b}=j(),{greaterOrEqual:Lb}=Oe(),Fb="8.10",Mb=256;al.exports=_b(function({version:t}){function e(n,r){if(!Nb(n,"bpmn:CallActivity"))return;let i=$b(n,"zeebe:CalledElement",n);if(i&&i.length){ol(n,r,i);return}let s=kb(n,"zeebe:CalledElement");i=Ib(s,{processId:{required:!0},businessId:{allowed:o=>Qb(o,t)}},n),i&&i.length&&ol(n,r,i)}return Db("called-element",{check:e})});function Qb(t,e){return!t||t.startsWith("=")||!Lb(e,Fb)?!0:t.length<Mb}});var pl=x((UP,cl)=>{var{is:Oi,isAny:Bb}=k(),{findExtensionElement:ll,getMessageEventDefinition:Xb,hasDuplicatedPropertyValues:Yb}=Y(),{reportErrors:zb}=V(),{skipInNonExecutableProcess:Vb}=j();cl.exports=Vb(function(){function t(e,n){if(!Oi(e,"bpmn:UserTask")&&!jb(e))return;let r=ll(e,"zeebe:TaskHeaders");if(!r)return;let i=Yb(r,"values","key",e);i&&i.length&&zb(e,n,i)}return{check:t}});function jb(t){return Oi(t,"zeebe:ZeebeServiceTask")?!0:Bb(t,["bpmn:EndEvent","bpmn:IntermediateThrowEvent"])?Xb(t):Oi(t,"bpmn:BusinessRuleTask")?ll(t,"zeebe:TaskDefinition"):!1}});var dl=x((WP,ml)=>{var{isString:Gb}=(ce(),ee(be)),{isAny:fl}=k(),Ub=ci(),{greaterOrEqual:vi}=Oe(),{getEventDefinition:Wb}=Y(),{ERROR_TYPES:xi}=ge(),{reportErrors:Ri}=V(),{skipInNonExecutableProcess:Hb}=j(),{annotateRule:Kb}=Be();ml.exports=Hb(function({version:t}){function e(n,r){if(!fl(n,["bpmn:FlowElement","bpmn:FlowElementsContainer"]))return;let i=Ub[n.$type];if(!i||Gb(i)&&!vi(t,i)){let o=i||null,a=`Element of type <${n.$type}> not allowed`,u={type:xi.ELEMENT_TYPE_NOT_ALLOWED,node:n,parentNode:null};o&&(a=`Element of type <${n.$type}> only allowed by Camunda ${o} or newer`,u={...u,allowedVersion:o}),Ri(n,r,{message:a,path:null,data:u});return}if(!fl(n,["bpmn:CatchEvent","bpmn:ThrowEvent"]))return;let s=Wb(n);if(s){if(!i[s.$type]||!vi(t,i[s.$type])){let o=i[s.$type]||null,a=`Element of type <${n.$type}> with event definition of type <${s.$type}> not allowed`,u={type:xi.ELEMENT_TYPE_NOT_ALLOWED,node:n,parentNode:null,eventDefinition:s};o&&(a=`Element of type <${n.$type}> with event definition of type <${s.$type}> only allowed by Camunda ${o} or newer`,u={...u,allowedVersion:o}),Ri(n,r,{message:a,path:null,data:u})}}else if(!i._||!vi(t,i._)){let o=i._||null,a=`Element of type <${n.$type}> with no event definition not allowed`,u={type:xi.ELEMENT_TYPE_NOT_ALLOWED,node:n,parentNode:null,eventDefinition:s};o&&(a=`Element of type <${n.$type}> with no event definition only allowed by Camunda ${o} or newer`,u={...u,allowedVersion:o}),Ri(n,r,{message:a,path:null,data:u})}}return Kb("element-type",{check:e})})});var bl=x((HP,El)=>{var{is:yl,isAny:Zb}=k(),{getEventDefinition:Jb,getReferencePath:eO,hasProperties:hl}=Y(),{reportErrors:gl}=V(),{skipInNonExecutableProcess:tO}=j(),{greaterOrEqual:nO}=Oe(),{annotateRule:rO}=Be(),iO="8.2";El.exports=tO(function({version:t}){function e(n,r){if(!Zb(n,["bpmn:CatchEvent","bpmn:ThrowEvent"]))return;let i=Jb(n);if(!i||!yl(i,"bpmn:ErrorEventDefinition"))return;let s=[];if(!sO(n,t)&&(s=hl(i,{errorRef:{required:!0,allowedVersion:"8.2"}},n),s.length)){gl(n,r,s);return}let o=i.get("errorRef");if(!o)return;let a=eO({element:n,referenceHolder:i,referenceProperty:"errorRef",referencedRoot:o,node:o});s=hl(o,{errorCode:{required:!0}},n,a),s.length&&gl(n,r,s)}return rO("error-reference",{check:e})});function sO(t,e){return yl(t,"bpmn:CatchEvent")&&nO(e,iO)}});var xl=x((KP,vl)=>{var{is:Ol}=k(),{ERROR_TYPES:oO}=Y(),{reportErrors:aO}=V(),{skipInNonExecutableProcess:uO}=j();vl.exports=uO(function(){function t(e,n){if(!Ol(e,"bpmn:ReceiveTask"))return;e.get("incoming").some(i=>{let s=i.get("sourceRef");return Ol(s,"bpmn:EventBasedGateway")})&&aO(e,n,{message:"Element of type <bpmn:ReceiveTask> not allowed as event-based gateway target",path:null,data:{type:oO.EVENT_BASED_GATEWAY_TARGET_NOT_ALLOWED,node:e,parentNode:null}})}return{check:t}})});var wl=x((ZP,Al)=>{var{is:Ai}=k(),{hasProperties:lO}=Y(),{reportErrors:cO}=V();Al.exports=function(){function t(e,n){if(!Ai(e,"bpmn:Definitions"))return;let r=e.get("rootElements"),i=r.find(a=>Ai(a,"bpmn:Collaboration")),s=r.filter(a=>Ai(a,"bpmn:Process")),o=[];for(let a of s){let u=Rl(a,i);o=[...o,...lO(a,{isExecutable:{value:!0}},u)]}o.length>s.length-1&&o.forEach(a=>{let{data:u}=a,{node:l}=u;cO(Rl(l,i),n,a)})}return{check:t}};function Rl(t,e){if(!e)return t;let r=e.get("participants").find(i=>i.get("processRef")===t);return r||t}});var Tl=x((JP,ql)=>{var{is:pO}=k(),{findExtensionElement:fO,hasProperties:Pl,hasExtensionElement:mO}=Y(),{reportErrors:wi}=V(),{skipInNonExecutableProcess:dO}=j();ql.exports=dO(function(){function t(e,n){if(!pO(e,"bpmn:Activity"))return;let r=e.get("loopCharacteristics");if(!r)return;let i=Pl(e,{loopCharacteristics:{type:"bpmn:MultiInstanceLoopCharacteristics"}},e);if(i&&i.length){wi(e,n,i);return}if(i=mO(r,"zeebe:LoopCharacteristics",e),i&&i.length){wi(e,n,i);return}r=fO(r,"zeebe:LoopCharacteristics"),i=Pl(r,{inputCollection:{required:!0},outputCollection:{dependentRequired:"outputElement"},outputElement:{dependentRequired:"outputCollection"}},e),i&&i.length&&wi(e,n,i)}return{check:t}})});var $l=x((eq,kl)=>{var{is:Cl,isAny:hO}=k(),{getEventDefinition:gO,getReferencePath:yO,hasProperties:Sl}=Y(),{reportErrors:Nl}=V(),{skipInNonExecutableProcess:EO}=j(),{annotateRule:bO}=Be();kl.exports=EO(function(){function t(e,n){if(!hO(e,["bpmn:CatchEvent","bpmn:ReceiveTask"]))return;let r=e;if(!Cl(e,"bpmn:ReceiveTask")){let a=gO(e);if(!a||!Cl(a,"bpmn:MessageEventDefinition"))return;r=a}let i=Sl(r,{messageRef:{required:!0}},e);if(i&&i.length){Nl(e,n,i);return}let s=r.get("messageRef"),o=yO({element:e,referenceHolder:r,referenceProperty:"messageRef",referencedRoot:s,node:s});i=Sl(s,{name:{required:!0}},e,o),i&&i.length&&Nl(e,n,i)}return bO("message-reference",{check:t})})});var Ll=x((tq,_l)=>{var{findExtensionElement:OO,hasProperties:Il}=Y(),{reportErrors:vO}=V(),{skipInNonExecutableProcess:xO}=j(),{greaterOrEqual:RO}=Oe(),Dl="8.8";_l.exports=xO(function({version:t}){function e(n,r){let i=OO(n,"zeebe:IoMapping");if(!i)return[];let s=[],o=i.get("inputParameters");s.push(...o.flatMap(u=>Il(u,{source:{required:!RO(t,Dl),allowedVersion:Dl},target:{required:!0}},n)));let a=i.get("outputParameters");s.push(...a.flatMap(u=>Il(u,{source:{required:!0},target:{required:!0}},n))),s.length&&vO(n,r,s)}return{check:e}})});var Yl=x((nq,Xl)=>{var{is:Yt}=k(),{getPath:AO,pathConcat:wO}=(we(),ee(Ae)),{ERROR_TYPES:PO,getEventDefinition:Bl}=Y(),{reportErrors:qO}=V(),{skipInNonExecutableProcess:TO}=j(),CO={"1.0":[qt],"1.1":[qt],"1.2":[qt],"1.3":[qt],"8.0":[qt],"8.1":[qt],"8.2":[Fl,Ml],"8.3":[Fl,Ml]};Xl.exports=TO(SO);function SO({version:t}){function e(n,r){let i=NO(n,t);i&&i.length&&qO(n,r,i)}return{check:e}}function NO(t,e){let n=CO[e];return n?n.reduce((r,i)=>{let s=i(t)||[];return r.concat(s)},[]):[]}function Pi(t,e,n,r){let i=AO(t,n),s=t.get(e);if(!kO(s))return;let o=`Expression statement <${Ql(s)}> not supported`,a={type:PO.EXPRESSION_NOT_ALLOWED,node:t,parentNode:n==t?null:n,property:e};return r&&(o=`Expression statement <${Ql(s)}> only supported by Camunda ${r} or newer`,a={...a,allowedVersion:r}),{message:o,path:wO(i||[],e),data:a}}function kO(t){return t&&t.startsWith("=")}function qt(t){if(!Yt(t,"bpmn:Event"))return;let e=Bl(t);if(!e||!Yt(e,"bpmn:ErrorEventDefinition"))return;let n=e.get("errorRef");if(n)return Yt(t,"bpmn:CatchEvent")?Pi(n,"errorCode",t,null):Pi(n,"errorCode",t,"8.2")}function Fl(t){if(Yt(t,"bpmn:CatchEvent"))return qt(t)}function Ml(t){if(!Yt(t,"bpmn:CatchEvent"))return;let e=Bl(t);if(!e||!Yt(e,"bpmn:EscalationEventDefinition"))return;let n=e.get("escalationRef");if(n)return Pi(n,"escalationCode",t,null)}function Ql(t,e=10){let n=`${t}`;return n.length>e?`${n.slice(0,e)}...`:n}});var Hl=x((rq,Wl)=>{var{isString:jl}=(ce(),ee(be)),{is:it}=k(),{findExtensionElement:$O,findParent:IO,isAnyExactly:qi}=Y(),{reportErrors:DO}=V(),{ERROR_TYPES:_O}=ge(),{skipInNonExecutableProcess:LO}=j(),{annotateRule:FO}=Be(),Ti=["bpmn:CallActivity","bpmn:ManualTask","bpmn:Task"],MO=[...Ti,"bpmn:StartEvent","bpmn:EndEvent","bpmn:ManualTask","bpmn:ExclusiveGateway","bpmn:InclusiveGateway","bpmn:ParallelGateway","bpmn:SubProcess","bpmn:Task"];Wl.exports=LO(function(){function t(e,n){if(!it(e,"bpmn:Process"))return;let r=Gl(e).filter(o=>qi(o,MO)),i=QO(r),s=BO(i,e);s&&DO(e,n,s)}return FO("no-loop",{check:t})});function QO(t){let e=jO(t);return Ul(e,n=>{let{element:r,outgoing:i}=n;return qi(r,Ti)||GO(e,n),Array.from(i.keys(),s=>e.get(s))}),e.forEach(({incoming:n,outgoing:r})=>{n.forEach((i,s)=>{e.has(s)||n.delete(s)}),r.forEach((i,s)=>{e.has(s)||r.delete(s)})}),e}function BO(t,e){let n=[];return Ul(t,r=>{let{element:i,outgoing:s,path:o=[]}=r,a=[];return s.forEach((u,l)=>{let c=[...o,i,...u];if(c.includes(l))n.push(XO(c,l,e));else{let p=t.get(l);p.path=p.path||c,a.push(p)}}),a}),n.filter(Boolean)}var XO=(t,e,n)=>{let r=t.slice(t.indexOf(e));return zO(r)?null:{message:`Loop detected: ${r.map(({id:i})=>i).join(" -> ")} -> ${e.id}`,path:null,data:{type:_O.LOOP_NOT_ALLOWED,node:n,parentNode:null,elements:r.map(({id:i})=>i)}}};function Gl(t){return t.get("flowElements").reduce((e,n)=>it(n,"bpmn:FlowElementsContainer")?[...e,n,...Gl(n)]:[...e,n],[])}function YO(t){if(it(t,"bpmn:CallActivity")){let e=$O(t,"zeebe:CalledElement");if(e){let n=e.get("processId");if(jl(n)&&!VO(n)){let r=IO(t,"bpmn:Process");if(r&&r.get("id")===n)return r.get("flowElements").filter(i=>it(i,"bpmn:StartEvent"))}}}else{if(it(t,"bpmn:SubProcess"))return t.get("flowElements").filter(e=>it(e,"bpmn:StartEvent"));if(it(t,"bpmn:EndEvent")){let e=t.$parent;it(e,"bpmn:SubProcess")&&(t=e)}}return t.get("outgoing").filter(e=>it(e,"bpmn:SequenceFlow")).map(e=>e.get("targetRef"))}function zO(t){return!t.some(e=>qi(e,Ti))}function VO(t){return jl(t)&&t.startsWith("=")}var zl=(t,e,n)=>(t.has(e)||t.set(e,n),t.get(e)),Vl=(t,e,n)=>{t.has(e)||t.set(e,n)};function jO(t){return t.reduce((e,n)=>{let r=zl(e,n,{element:n,incoming:new Map,outgoing:new Map});return YO(n).forEach(s=>{zl(e,s,{element:s,incoming:new Map,outgoing:new Map}).incoming.set(n,[]),r.outgoing.set(s,[])}),e},new Map)}function GO(t,e){let{element:n,incoming:r,outgoing:i}=e;r.forEach((s,o)=>{i.forEach((a,u)=>{let l=t.get(o),c=t.get(u);!l||!c||(Vl(l.outgoing,u,[...s,n,...a]),Vl(c.incoming,o,[...s,n,...a]))})}),t.delete(n)}function Ul(t,e){let n=new Set(t.values());for(;n.size;){let r=n.values().next().value;n.delete(r);let i=[r];for(;i.length;){let s=i.shift();e(s).forEach(a=>{n.has(a)&&(n.delete(a),i.push(a))})}}}});var Jl=x((iq,Zl)=>{var{is:Kl}=k(),{reportErrors:UO}=V(),{ERROR_TYPES:WO}=Y(),{skipInNonExecutableProcess:HO}=j();Zl.exports=HO(function(){function t(e,n){if(!Kl(e,"bpmn:Process"))return;let i=(e.get("flowElements")||[]).filter(s=>Kl(s,"bpmn:StartEvent")&&!s.get("eventDefinitions").length);i.length<=1||i.forEach(s=>{UO(s,n,{message:"Multiple elements of type <bpmn:StartEvent> with no event definition not allowed as children of <bpmn:Process>",path:null,data:{type:WO.ELEMENT_MULTIPLE_NOT_ALLOWED,node:s,parent:null}})})}return{check:t}})});var rc=x((sq,nc)=>{var{is:KO,isAny:ec}=k(),{ERROR_TYPES:ZO,hasProperties:JO}=Y(),{reportErrors:tc}=V(),{skipInNonExecutableProcess:ev}=j();nc.exports=ev(function(){function t(e,n){if(ec(e,["bpmn:ExclusiveGateway","bpmn:InclusiveGateway"])){let r=e.get("outgoing");if(r&&r.length>1){for(let i of r)if(e.get("default")!==i){let s=JO(i,{conditionExpression:{required:!0}},i);s.length&&tc(i,n,s)}}}else if(KO(e,"bpmn:SequenceFlow")){let r=e.get("sourceRef"),i=e.get("conditionExpression");r&&!ec(r,["bpmn:ExclusiveGateway","bpmn:InclusiveGateway"])&&i&&tc(e,n,{message:"Property <conditionExpression> only allowed if source is of type <bpmn:ExclusiveGateway> or <bpmn:InclusiveGateway>",path:["conditionExpression"],data:{type:ZO.PROPERTY_NOT_ALLOWED,node:e,parentNode:null,property:"conditionExpression"}})}}return{check:t}})});var oc=x((oq,sc)=>{var{is:tv}=k(),{findExtensionElement:nv,findExtensionElements:rv,findParent:iv,hasProperties:sv,hasProperty:ov}=Y(),{hasNoExtensionElement:av}=Y(),{reportErrors:Ci}=V(),{skipInNonExecutableProcess:uv}=j(),{greaterOrEqual:lv}=Oe(),ic="8.3";sc.exports=uv(function({version:t}){function e(n,r){if(!tv(n,"bpmn:StartEvent"))return;if(!lv(t,ic)){let u=av(n,"zeebe:FormDefinition",n,ic);u.length&&Ci(n,r,u);return}let i=nv(n,"zeebe:FormDefinition");if(!i)return;let s=ov(i,["formKey","formId"],n);if(s.length){Ci(n,r,s);return}let o=i.get("formKey"),a=cv(n,o);a&&(s=sv(a,{body:{required:!0}},n),s.length&&Ci(n,r,s))}return{check:e}});function cv(t,e){let n=iv(t,"bpmn:Process");if(!n)return;let r=rv(n,"zeebe:UserTaskForm");if(r&&r.length)return r.find(i=>`camunda-forms:bpmn:${i.get("id")}`===e)}});var lc=x((aq,uc)=>{var{is:jn,isAny:pv}=k(),{findExtensionElement:fv,getEventDefinition:mv,getReferencePath:dv,hasExtensionElement:hv,hasProperties:gv}=Y(),{reportErrors:ac}=V(),{skipInNonExecutableProcess:yv}=j();uc.exports=yv(function(){function t(e,n){if(!pv(e,["bpmn:CatchEvent","bpmn:ThrowEvent","bpmn:ReceiveTask"])||jn(e,"bpmn:StartEvent")&&!jn(e.$parent,"bpmn:SubProcess"))return;let r=e;if(!jn(e,"bpmn:ReceiveTask")){let u=mv(e);if(!u||!jn(u,"bpmn:MessageEventDefinition"))return;r=u}let i=r.get("messageRef");if(!i)return;let s=hv(i,"zeebe:Subscription",e);if(s&&s.length){ac(e,n,s);return}let o=fv(i,"zeebe:Subscription"),a=dv({element:e,referenceHolder:r,referenceProperty:"messageRef",referencedRoot:i,node:o});s=gv(o,{correlationKey:{required:!0}},e,a),s&&s.length&&ac(e,n,s)}return{check:t}})});var fc=x((uq,pc)=>{var{is:Ev}=k();pc.exports={expressionType:{cron:"8.1",iso8601:"1.0"},elementType:{"bpmn:StartEvent":{timeCycle:(t,e)=>!t||!cc(e)?"1.0":null,timeDate:()=>"1.0",timeDuration:(t,e)=>cc(e)?"1.0":null},"bpmn:BoundaryEvent":{timeCycle:t=>t?null:"1.0",timeDate:()=>"8.3",timeDuration:()=>"1.0"},"bpmn:IntermediateCatchEvent":{timeCycle:()=>null,timeDate:()=>"8.3",timeDuration:()=>"1.0"}}};function cc(t){return Ev(t,"bpmn:SubProcess")&&t.get("triggeredByEvent")===!0}});var bc=x((lq,Ec)=>{var bv=["@yearly","@annually","@monthly","@weekly","@daily","@midnight","@hourly"],Ov=new RegExp(`^(${bv.join("|")})$`);function vv(t){return Ov.test(t)}var st="\\*",yc="\\?",xv=",",mc="([0-5]?[0-9])",dc="([0-5]?[0-9])",hc="([01]?[0-9]|2[0-3])",Rv=ve(`L(-${ve("[0-2]?[0-9]","3[0-1]")})?`,"[0-2]?[0-9]","3[0-1]",Dv(ve("L","[0-2]?[0-9]","3[0-1]"))),Av=["JAN","FEB","MAR","APR","MAY","JUN","JUL","AUG","SEP","OCT","NOV","DEC"],wv=ve("[0]?[1-9]","1[0-2]",...Av),Pv=["MON","TUE","WED","THU","FRI","SAT","SUN"],gc=ve("[0-7]",...Pv),qv=ve(st,zt(st),jt(ve(zt(mc),Vt(mc)))),Tv=ve(st,zt(st),jt(ve(zt(dc),Vt(dc)))),Cv=ve(st,zt(st),jt(ve(zt(hc),Vt(hc)))),Sv=ve(st,yc,jt(Vt(Rv))),Nv=ve(st,jt(Vt(wv))),kv=ve(st,yc,jt(ve(Vt(gc),_v(gc)))),$v=new RegExp(`^${qv} ${Tv} ${Cv} ${Sv} ${Nv} ${kv}$`,"i");function Iv(t){return $v.test(t)}Ec.exports.validateCronExpression=function(t){return vv(t)||Iv(t)};function ve(...t){return`(${t.join("|")})`}function Vt(t){return`${t}(-${t})?`}function jt(t){return`${t}(${xv}${t})*`}function zt(t){return`${t}/\\d+`}function Dv(t){return`${t}W`}function _v(t){return`${t}(#[1-5]|L)`}});var Si=x((cq,xc)=>{var Lv="\\d{4}",Fv="(?<month>0[1-9]|1[0-2])",Mv="(0[1-9]|[12][0-9]|3[01])",Qv=`(?<date>${Lv}-${Fv}-${Mv})`,Bv="(0[0-9]|1[0-9]|2[0-3])",Xv="[0-5][0-9]",Yv="[0-5][0-9]",zv="(\\[[^\\]]+\\])",Vv=`(Z|([+-](0[0-9]|1[0-3]):[0-5][0-9]${zv}?))`,Oc=`${Qv}T${Bv}:${Xv}:${Yv}${Vv}`,jv=new RegExp(`^${Oc}$`),vc="P(?!$)(\\d+(\\.\\d+)?[Yy])?(\\d+(\\.\\d+)?[Mm])?(\\d+(\\.\\d+)?[Ww])?(\\d+(\\.\\d+)?[Dd])?(T(?!$)(\\d+(\\.\\d+)?[Hh])?(\\d+(\\.\\d+)?[Mm])?(\\d+(\\.\\d+)?[Ss])?)?$",Gv=new RegExp(`^${vc}$`),Uv=`R(-1|\\d+)?/(${Oc}/)?${vc}`,Wv=new RegExp(`^${Uv}$`);xc.exports={validateCycle:Hv,validateDate:Kv,validateDuration:Zv};function Hv(t){return Wv.test(t)}function Kv(t){let e=jv.exec(t);return e?Jv(e):!1}function Zv(t){return Gv.test(t)}function Jv(t){let{date:e,month:n}=t.groups,r=new Date(e).getMonth()+1,i=Number.parseInt(n,10);return r===i}});var qc=x((pq,Pc)=>{var{isNil:ex}=(ce(),ee(be)),{is:ki}=k(),{elementType:Ac,expressionType:En}=fc(),{greaterOrEqual:Gt}=Oe(),{getEventDefinition:tx,hasExpression:Ni,hasProperties:nx,hasProperty:rx}=Y(),{validateCronExpression:ix}=bc(),{validateCycle:sx,validateDate:ox,validateDuration:ax}=Si(),{reportErrors:Rc}=V(),{skipInNonExecutableProcess:ux}=j();Pc.exports=ux(function({version:t}){function e(n,r){if(!ki(n,"bpmn:Event"))return;let i=tx(n);if(!i||!ki(i,"bpmn:TimerEventDefinition"))return;let s=lx(i,n,t);if(s&&s.length){Rc(n,r,s);return}s=cx(i,n,t),s&&s.length&&Rc(n,r,s)}return{check:e}});function lx(t,e,n){let r=dx(t);if(r){let i=gx(e,r),s=ex(i)?!1:Gt(n,i);return nx(t,{[r]:{allowed:s,allowedVersion:i}},e)}return rx(t,hx(e,n),e)}function cx(t,e,n){let r=t.get("timeCycle"),i=t.get("timeDate"),s=t.get("timeDuration");if(r)return Ni(t,"timeCycle",{allowed:o=>px(o,n)},e);if(i)return Ni(t,"timeDate",{allowed:o=>fx(o,n)},e);if(s)return Ni(t,"timeDuration",{allowed:o=>mx(o,n)},e)}function px(t,e){if($i(t))return!0;if(sx(t))return Gt(e,En.iso8601);if(ix(t))return Gt(e,En.cron)||{allowedVersion:En.cron}}function fx(t,e){if($i(t))return!0;if(ox(t))return Gt(e,En.iso8601)}function mx(t,e){if($i(t))return!0;if(ax(t))return Gt(e,En.iso8601)}function $i(t){if(t.startsWith("="))return!0}function dx(t){return t.get("timeCycle")?"timeCycle":t.get("timeDate")?"timeDate":t.get("timeDuration")?"timeDuration":null}function hx(t,e){let n=Ac[t.$type];return Object.keys(n).filter(r=>{let i=n[r](wc(t),t.$parent);return i&&Gt(e,i)})}function gx(t,e){return Ac[t.$type][e](wc(t),t.$parent)}function wc(t){return ki(t,"bpmn:BoundaryEvent")?t.get("cancelActivity")!==!1:t.get("isInterrupting")!==!1}});var Cc=x((fq,Tc)=>{var{is:yx}=k(),{hasExtensionElement:Ex}=Y(),{reportErrors:bx}=V(),{skipInNonExecutableProcess:Ox}=j();Tc.exports=Ox(function(){function t(e,n){if(!yx(e,"bpmn:UserTask"))return;let r=Ex(e,"zeebe:FormDefinition",e);r&&r.length&&bx(e,n,r)}return{check:t}})});var Ic=x((mq,$c)=>{var{is:vx}=k(),{findExtensionElement:Nc,findExtensionElements:xx,findParent:Rx,hasProperties:Ii,hasProperty:Sc}=Y(),{reportErrors:Gn}=V(),{skipInNonExecutableProcess:Ax}=j(),{greaterOrEqual:kc}=Oe(),wx={desktop:"8.4",web:"8.0"},Px="8.5";$c.exports=Ax(function({modeler:t="desktop",version:e}){function n(r,i){if(!vx(r,"bpmn:UserTask"))return;let s=Nc(r,"zeebe:FormDefinition");if(!s)return;if(Cx(r)){if(!kc(e,Px))return;let c=Sc(s,["externalReference","formId"],r)||[];c.length&&Gn(r,i,c);return}let o,a=wx[t];if(Tx(e,a))o=Sc(s,["formKey","formId"],r);else{if(o=Ii(s,{formId:{allowed:!1,allowedVersion:a}},r),o.length){Gn(r,i,o);return}o=Ii(s,{formKey:{required:!0}},r)}if(o.length){Gn(r,i,o);return}let u=s.get("formKey"),l=qx(r,u);l&&(o=Ii(l,{body:{required:!0}},r),o.length&&Gn(r,i,o))}return{check:n}});function qx(t,e){let n=Rx(t,"bpmn:Process");if(!n)return;let r=xx(n,"zeebe:UserTaskForm");if(r&&r.length)return r.find(i=>`camunda-forms:bpmn:${i.get("id")}`===e)}function Tx(t,e){return kc(t,e)}function Cx(t){return!!Nc(t,"zeebe:UserTask")}});var _c=x((dq,Dc)=>{var Sx=/^[a-zA-Z_][a-zA-Z0-9_]*(?:\.[a-zA-Z_][a-zA-Z0-9_]*)*$/;Dc.exports.isValidVariableName=function(e){return Sx.test(e)}});var Fc=x((hq,Lc)=>{var{is:Un}=k(),{findExtensionElement:bn,hasProperties:Ut}=Y(),{reportErrors:Nx}=V(),{skipInNonExecutableProcess:kx}=j(),{isValidVariableName:Tt}=_c();Lc.exports=kx(function(){function t(e,n){let r=[],i=bn(e,"zeebe:IoMapping");if(i){let o=i.get("inputParameters")||[],a=i.get("outputParameters")||[];o.forEach(u=>{r.push(...Ut(u,{target:{allowed:Tt}},e))}),a.forEach(u=>{r.push(...Ut(u,{target:{allowed:Tt}},e))})}let s=e.get("loopCharacteristics");if(s&&Un(s,"bpmn:MultiInstanceLoopCharacteristics")){let o=bn(s,"zeebe:LoopCharacteristics");o&&r.push(...Ut(o,{inputElement:{allowed:Tt},outputCollection:{allowed:Tt}},e))}if(Un(e,"bpmn:ScriptTask")){let o=bn(e,"zeebe:Script");o&&r.push(...Ut(o,{resultVariable:{allowed:Tt}},e))}if(Un(e,"bpmn:BusinessRuleTask")){let o=bn(e,"zeebe:CalledDecision");o&&r.push(...Ut(o,{resultVariable:{allowed:Tt}},e))}if(Un(e,"bpmn:AdHocSubProcess")){let o=bn(e,"zeebe:AdHoc");o&&r.push(...Ut(o,{outputCollection:{allowed:Tt}},e))}r.length&&Nx(e,n,r)}return{check:t}})});function Xc(t,e,n,r){switch(t){case-2:return n<e;case-1:return r>=e&&n<e;case 0:return n<e&&r>e;case 1:return n<=e&&r>e;case 2:return r>e;case 4:return!0}}function vn(t,e,n,r){for(var i;t.from==t.to||(n<1?t.from>=e:t.from>e)||(n>-1?t.to<=e:t.to<e);){let o=!r&&t instanceof Ue&&t.index<0?null:t.parent;if(!o)return t;t=o}let s=r?0:ue.IgnoreOverlays;if(r)for(let o=t,a=o.parent;a;o=a,a=o.parent)o instanceof Ue&&o.index<0&&((i=a.enter(e,n,s))===null||i===void 0?void 0:i.from)!=o.from&&(t=a);for(;;){let o=t.enter(e,n,s);if(!o)return t;t=o}}function Qc(t,e,n,r){let i=t.cursor(),s=[];if(!i.firstChild())return s;if(n!=null){for(let o=!1;!o;)if(o=i.type.is(n),!i.nextSibling())return s}for(;;){if(r!=null&&i.type.is(r))return s;if(i.type.is(e)&&s.push(i.node),!i.nextSibling())return r==null?s:[]}}function _i(t,e,n=e.length-1){for(let r=t;n>=0;r=r.parent){if(!r)return!1;if(!r.type.isAnonymous){if(e[n]&&e[n]!=r.name)return!1;n--}}return!0}function Yc(t){if(!t.length)return null;let e=0,n=t[0];for(let s=1;s<t.length;s++){let o=t[s];(o.from>n.from||o.to<n.to)&&(n=o,e=s)}let r=n instanceof Ue&&n.index<0?null:n.parent,i=t.slice();return r?i[e]=r:i.splice(e,1),new Fi(i,n)}function Dx(t,e,n){let r=t.resolveInner(e,n),i=null;for(let s=r instanceof Ue?r:r.context.parent;s;s=s.parent)if(s.index<0){let o=s.parent;(i||(i=[r])).push(o.resolve(e,n)),s=o}else{let o=Ct.get(s.tree);if(o&&o.overlay&&o.overlay[0].from<=e&&o.overlay[o.overlay.length-1].to>=e){let a=new Ue(o.tree,o.overlay[0].from+s.from,-1,s);(i||(i=[r])).push(vn(a,e,n,!1))}}return i?Yc(i):r}function Qi(t){return t.children.some(e=>e instanceof gt||!e.type.isAnonymous||Qi(e))}function _x(t){var e;let{buffer:n,nodeSet:r,maxBufferLength:i=1024,reused:s=[],minRepeatType:o=r.types.length}=t,a=Array.isArray(n)?new Di(n,n.length):n,u=r.types,l=0,c=0;function p(w,P,y,b,X,U){let{id:h,start:A,end:z,size:E}=a,O=c,I=l;if(E<0)if(a.next(),E==-1){let D=s[h];y.push(D),b.push(A-w);return}else if(E==-3){l=h;return}else if(E==-4){c=h;return}else throw new RangeError(`Unrecognized record size: ${E}`);let N=u[h],$,v,R=A-w;if(z-A<=i&&(v=S(a.pos-P,X))){let D=new Uint16Array(v.size-v.skip),F=a.pos-v.size,_=D.length;for(;a.pos>F;)_=M(v.start,D,_);$=new gt(D,z-v.start,r),R=v.start-w}else{let D=a.pos-E;a.next();let F=[],_=[],L=h>=o?h:-1,H=0,fe=z,se=O;for(;a.pos>D;)L>=0&&a.id==L&&a.size>=0?(a.end<=fe-i&&(d(F,_,A,H,a.end,fe,L,se,I),H=F.length,fe=a.end,se=c),a.next()):U>2500?f(A,D,F,_):(L>=0&&a.size==-1&&s[a.id].type==r.types[L]&&(H<F.length&&d(F,_,A,H,a.end,fe,L,se,I),H=F.length+1,fe=a.start,se=c),p(A,D,F,_,L,U+1));if(L>=0&&H>0&&H<F.length&&d(F,_,A,H,A,fe,L,se,I),F.reverse(),_.reverse(),L>-1&&H>0){let xt=m(N,I);$=Bi(N,F,_,0,F.length,0,z-A,xt,xt)}else $=g(N,F,_,z-A,O-z,I)}y.push($),b.push(R)}function f(w,P,y,b){let X=[],U=0,h=-1;for(;a.pos>P;){let{id:A,start:z,end:E,size:O}=a;if(O>4)a.next();else{if(h>-1&&z<h)break;h<0&&(h=E-i),X.push(A,z,E),U++,a.next()}}if(U){let A=new Uint16Array(U*4),z=X[X.length-2];for(let E=X.length-3,O=0;E>=0;E-=3)A[O++]=X[E],A[O++]=X[E+1]-z,A[O++]=X[E+2]-z,A[O++]=O;y.push(new gt(A,X[2]-z,r)),b.push(z-w)}}function m(w,P){return(y,b,X)=>{let U=0,h=y.length-1,A,z;if(h>=0&&(A=y[h])instanceof qe){if(!h&&A.type==w&&A.length==X)return A;(z=A.prop(ne.lookAhead))&&(U=b[h]+A.length+z-X)}return g(w,y,b,X,U,P)}}function d(w,P,y,b,X,U,h,A,z){let E=[],O=[];for(;w.length>b;)E.push(w.pop()),O.push(P.pop()+y-X);w.push(g(r.types[h],E,O,U-X,A-U,z)),P.push(X-y)}function g(w,P,y,b,X,U,h){if(U){let A=[ne.contextHash,U];h=h?[A].concat(h):[A]}if(X>25){let A=[ne.lookAhead,X];h=h?[A].concat(h):[A]}return new qe(w,P,y,b,h)}function S(w,P){let y=a.fork(),b=0,X=0,U=0,h=y.end-i,A={size:0,start:0,skip:0};e:for(let z=y.pos-w;y.pos>z;){let E=y.size;if(y.id==P&&E>=0){A.size=b,A.start=X,A.skip=U,U+=4,b+=4,y.next();continue}let O=y.pos-E;if(E<0||O<z||y.start<h)break;let I=y.id>=o?4:0,N=y.start;for(y.next();y.pos>O;){if(y.size<0)if(y.size==-3||y.size==-4)I+=4;else break e;else y.id>=o&&(I+=4);y.next()}X=N,b+=E,U+=I}return(P<0||b==w)&&(A.size=b,A.start=X,A.skip=U),A.size>4?A:void 0}function M(w,P,y){let{id:b,start:X,end:U,size:h}=a;if(a.next(),h>=0&&b<o){let A=y;if(h>4){let z=a.pos-(h-4);for(;a.pos>z;)y=M(w,P,y)}P[--y]=A,P[--y]=U-w,P[--y]=X-w,P[--y]=b}else h==-3?l=b:h==-4&&(c=b);return y}let B=[],Q=[];for(;a.pos>0;)p(t.start||0,t.bufferStart||0,B,Q,-1,0);let G=(e=t.length)!==null&&e!==void 0?e:B.length?Q[0]+B[0].length:0;return new qe(u[t.topID],B.reverse(),Q.reverse(),G)}function Hn(t,e){if(!t.isAnonymous||e instanceof gt||e.type!=t)return 1;let n=Bc.get(e);if(n==null){n=1;for(let r of e.children){if(r.type!=t||!(r instanceof qe)){n=1;break}n+=Hn(t,r)}Bc.set(e,n)}return n}function Bi(t,e,n,r,i,s,o,a,u){let l=0;for(let d=r;d<i;d++)l+=Hn(t,e[d]);let c=Math.ceil(l*1.5/8),p=[],f=[];function m(d,g,S,M,B){for(let Q=S;Q<M;){let G=Q,w=g[Q],P=Hn(t,d[Q]);for(Q++;Q<M;Q++){let y=Hn(t,d[Q]);if(P+y>=c)break;P+=y}if(Q==G+1){if(P>c){let y=d[G];m(y.children,y.positions,0,y.children.length,g[G]+B);continue}p.push(d[G])}else{let y=g[Q-1]+d[Q-1].length-w;p.push(Bi(t,d,g,G,Q,w,y,null,u))}f.push(w+B-s)}}return m(e,n,r,i,0),(a||u)(p,f,o)}var $x,On,ne,Ct,Ix,Me,Kn,Wn,Mc,ue,qe,Di,gt,Zn,Ue,Li,xn,Fi,Rn,Bc,Jn,Mi,gq,Xi=ct(()=>{$x=0,On=class{constructor(e,n){this.from=e,this.to=n}},ne=class{constructor(e={}){this.id=$x++,this.perNode=!!e.perNode,this.deserialize=e.deserialize||(()=>{throw new Error("This node type doesn't define a deserialize function")}),this.combine=e.combine||null}add(e){if(this.perNode)throw new RangeError("Can't add per-node props to node types");return typeof e!="function"&&(e=Me.match(e)),n=>{let r=e(n);return r===void 0?null:[this,r]}}};ne.closedBy=new ne({deserialize:t=>t.split(" ")});ne.openedBy=new ne({deserialize:t=>t.split(" ")});ne.group=new ne({deserialize:t=>t.split(" ")});ne.isolate=new ne({deserialize:t=>{if(t&&t!="rtl"&&t!="ltr"&&t!="auto")throw new RangeError("Invalid value for isolate: "+t);return t||"auto"}});ne.contextHash=new ne({perNode:!0});ne.lookAhead=new ne({perNode:!0});ne.mounted=new ne({perNode:!0});Ct=class{constructor(e,n,r,i=!1){this.tree=e,this.overlay=n,this.parser=r,this.bracketed=i}static get(e){return e&&e.props&&e.props[ne.mounted.id]}},Ix=Object.create(null),Me=class t{constructor(e,n,r,i=0){this.name=e,this.props=n,this.id=r,this.flags=i}static define(e){let n=e.props&&e.props.length?Object.create(null):Ix,r=(e.top?1:0)|(e.skipped?2:0)|(e.error?4:0)|(e.name==null?8:0),i=new t(e.name||"",n,e.id,r);if(e.props){for(let s of e.props)if(Array.isArray(s)||(s=s(i)),s){if(s[0].perNode)throw new RangeError("Can't store a per-node prop on a node type");n[s[0].id]=s[1]}}return i}prop(e){return this.props[e.id]}get isTop(){return(this.flags&1)>0}get isSkipped(){return(this.flags&2)>0}get isError(){return(this.flags&4)>0}get isAnonymous(){return(this.flags&8)>0}is(e){if(typeof e=="string"){if(this.name==e)return!0;let n=this.prop(ne.group);return n?n.indexOf(e)>-1:!1}return this.id==e}static match(e){let n=Object.create(null);for(let r in e)for(let i of r.split(" "))n[i]=e[r];return r=>{for(let i=r.prop(ne.group),s=-1;s<(i?i.length:0);s++){let o=n[s<0?r.name:i[s]];if(o)return o}}}};Me.none=new Me("",Object.create(null),0,8);Kn=class t{constructor(e){this.types=e;for(let n=0;n<e.length;n++)if(e[n].id!=n)throw new RangeError("Node type ids should correspond to array positions when creating a node set")}extend(...e){let n=[];for(let r of this.types){let i=null;for(let s of e){let o=s(r);if(o){i||(i=Object.assign({},r.props));let a=o[1],u=o[0];u.combine&&u.id in i&&(a=u.combine(i[u.id],a)),i[u.id]=a}}n.push(i?new Me(r.name,i,r.id,r.flags):r)}return new t(n)}},Wn=new WeakMap,Mc=new WeakMap;(function(t){t[t.ExcludeBuffers=1]="ExcludeBuffers",t[t.IncludeAnonymous=2]="IncludeAnonymous",t[t.IgnoreMounts=4]="IgnoreMounts",t[t.IgnoreOverlays=8]="IgnoreOverlays",t[t.EnterBracketed=16]="EnterBracketed"})(ue||(ue={}));qe=class t{constructor(e,n,r,i,s){if(this.type=e,this.children=n,this.positions=r,this.length=i,this.props=null,s&&s.length){this.props=Object.create(null);for(let[o,a]of s)this.props[typeof o=="number"?o:o.id]=a}}toString(){let e=Ct.get(this);if(e&&!e.overlay)return e.tree.toString();let n="";for(let r of this.children){let i=r.toString();i&&(n&&(n+=","),n+=i)}return this.type.name?(/\W/.test(this.type.name)&&!this.type.isError?JSON.stringify(this.type.name):this.type.name)+(n.length?"("+n+")":""):n}cursor(e=0){return new Rn(this.topNode,e)}cursorAt(e,n=0,r=0){let i=Wn.get(this)||this.topNode,s=new Rn(i);return s.moveTo(e,n),Wn.set(this,s._tree),s}get topNode(){return new Ue(this,0,0,null)}resolve(e,n=0){let r=vn(Wn.get(this)||this.topNode,e,n,!1);return Wn.set(this,r),r}resolveInner(e,n=0){let r=vn(Mc.get(this)||this.topNode,e,n,!0);return Mc.set(this,r),r}resolveStack(e,n=0){return Dx(this,e,n)}iterate(e){let{enter:n,leave:r,from:i=0,to:s=this.length}=e,o=e.mode||0,a=(o&ue.IncludeAnonymous)>0;for(let u=this.cursor(o|ue.IncludeAnonymous);;){let l=!1;if(u.from<=s&&u.to>=i&&(!a&&u.type.isAnonymous||n(u)!==!1)){if(u.firstChild())continue;l=!0}for(;l&&r&&(a||!u.type.isAnonymous)&&r(u),!u.nextSibling();){if(!u.parent())return;l=!0}}}prop(e){return e.perNode?this.props?this.props[e.id]:void 0:this.type.prop(e)}get propValues(){let e=[];if(this.props)for(let n in this.props)e.push([+n,this.props[n]]);return e}balance(e={}){return this.children.length<=8?this:Bi(Me.none,this.children,this.positions,0,this.children.length,0,this.length,(n,r,i)=>new t(this.type,n,r,i,this.propValues),e.makeTree||((n,r,i)=>new t(Me.none,n,r,i)))}static build(e){return _x(e)}};qe.empty=new qe(Me.none,[],[],0);Di=class t{constructor(e,n){this.buffer=e,this.index=n}get id(){return this.buffer[this.index-4]}get start(){return this.buffer[this.index-3]}get end(){return this.buffer[this.index-2]}get size(){return this.buffer[this.index-1]}get pos(){return this.index}next(){this.index-=4}fork(){return new t(this.buffer,this.index)}},gt=class t{constructor(e,n,r){this.buffer=e,this.length=n,this.set=r}get type(){return Me.none}toString(){let e=[];for(let n=0;n<this.buffer.length;)e.push(this.childString(n)),n=this.buffer[n+3];return e.join(",")}childString(e){let n=this.buffer[e],r=this.buffer[e+3],i=this.set.types[n],s=i.name;if(/\W/.test(s)&&!i.isError&&(s=JSON.stringify(s)),e+=4,r==e)return s;let o=[];for(;e<r;)o.push(this.childString(e)),e=this.buffer[e+3];return s+"("+o.join(",")+")"}findChild(e,n,r,i,s){let{buffer:o}=this,a=-1;for(let u=e;u!=n&&!(Xc(s,i,o[u+1],o[u+2])&&(a=u,r>0));u=o[u+3]);return a}slice(e,n,r){let i=this.buffer,s=new Uint16Array(n-e),o=0;for(let a=e,u=0;a<n;){s[u++]=i[a++],s[u++]=i[a++]-r;let l=s[u++]=i[a++]-r;s[u++]=i[a++]-e,o=Math.max(o,l)}return new t(s,o,this.set)}};Zn=class{cursor(e=0){return new Rn(this,e)}getChild(e,n=null,r=null){let i=Qc(this,e,n,r);return i.length?i[0]:null}getChildren(e,n=null,r=null){return Qc(this,e,n,r)}resolve(e,n=0){return vn(this,e,n,!1)}resolveInner(e,n=0){return vn(this,e,n,!0)}matchContext(e){return _i(this.parent,e)}enterUnfinishedNodesBefore(e){let n=this.childBefore(e),r=this;for(;n;){let i=n.lastChild;if(!i||i.to!=n.to)break;i.type.isError&&i.from==i.to?(r=n,n=i.prevSibling):n=i}return r}get node(){return this}get next(){return this.parent}},Ue=class t extends Zn{constructor(e,n,r,i){super(),this._tree=e,this.from=n,this.index=r,this._parent=i}get type(){return this._tree.type}get name(){return this._tree.type.name}get to(){return this.from+this._tree.length}nextChild(e,n,r,i,s=0){for(let o=this;;){for(let{children:a,positions:u}=o._tree,l=n>0?a.length:-1;e!=l;e+=n){let c=a[e],p=u[e]+o.from,f;if(!(!(s&ue.EnterBracketed&&c instanceof qe&&(f=Ct.get(c))&&!f.overlay&&f.bracketed&&r>=p&&r<=p+c.length)&&!Xc(i,r,p,p+c.length))){if(c instanceof gt){if(s&ue.ExcludeBuffers)continue;let m=c.findChild(0,c.buffer.length,n,r-p,i);if(m>-1)return new xn(new Li(o,c,e,p),null,m)}else if(s&ue.IncludeAnonymous||!c.type.isAnonymous||Qi(c)){let m;if(!(s&ue.IgnoreMounts)&&(m=Ct.get(c))&&!m.overlay)return new t(m.tree,p,e,o);let d=new t(c,p,e,o);return s&ue.IncludeAnonymous||!d.type.isAnonymous?d:d.nextChild(n<0?c.children.length-1:0,n,r,i,s)}}}if(s&ue.IncludeAnonymous||!o.type.isAnonymous||(o.index>=0?e=o.index+n:e=n<0?-1:o._parent._tree.children.length,o=o._parent,!o))return null}}get firstChild(){return this.nextChild(0,1,0,4)}get lastChild(){return this.nextChild(this._tree.children.length-1,-1,0,4)}childAfter(e){return this.nextChild(0,1,e,2)}childBefore(e){return this.nextChild(this._tree.children.length-1,-1,e,-2)}prop(e){return this._tree.prop(e)}enter(e,n,r=0){let i;if(!(r&ue.IgnoreOverlays)&&(i=Ct.get(this._tree))&&i.overlay){let s=e-this.from,o=r&ue.EnterBracketed&&i.bracketed;for(let{from:a,to:u}of i.overlay)if((n>0||o?a<=s:a<s)&&(n<0||o?u>=s:u>s))return new t(i.tree,i.overlay[0].from+this.from,-1,this)}return this.nextChild(0,1,e,n,r)}nextSignificantParent(){let e=this;for(;e.type.isAnonymous&&e._parent;)e=e._parent;return e}get parent(){return this._parent?this._parent.nextSignificantParent():null}get nextSibling(){return this._parent&&this.index>=0?this._parent.nextChild(this.index+1,1,0,4):null}get prevSibling(){return this._parent&&this.index>=0?this._parent.nextChild(this.index-1,-1,0,4):null}get tree(){return this._tree}toTree(){return this._tree}toString(){return this._tree.toString()}};Li=class{constructor(e,n,r,i){this.parent=e,this.buffer=n,this.index=r,this.start=i}},xn=class t extends Zn{get name(){return this.type.name}get from(){return this.context.start+this.context.buffer.buffer[this.index+1]}get to(){return this.context.start+this.context.buffer.buffer[this.index+2]}constructor(e,n,r){super(),this.context=e,this._parent=n,this.index=r,this.type=e.buffer.set.types[e.buffer.buffer[r]]}child(e,n,r){let{buffer:i}=this.context,s=i.findChild(this.index+4,i.buffer[this.index+3],e,n-this.context.start,r);return s<0?null:new t(this.context,this,s)}get firstChild(){return this.child(1,0,4)}get lastChild(){return this.child(-1,0,4)}childAfter(e){return this.child(1,e,2)}childBefore(e){return this.child(-1,e,-2)}prop(e){return this.type.prop(e)}enter(e,n,r=0){if(r&ue.ExcludeBuffers)return null;let{buffer:i}=this.context,s=i.findChild(this.index+4,i.buffer[this.index+3],n>0?1:-1,e-this.context.start,n);return s<0?null:new t(this.context,this,s)}get parent(){return this._parent||this.context.parent.nextSignificantParent()}externalSibling(e){return this._parent?null:this.context.parent.nextChild(this.context.index+e,e,0,4)}get nextSibling(){let{buffer:e}=this.context,n=e.buffer[this.index+3];return n<(this._parent?e.buffer[this._parent.index+3]:e.buffer.length)?new t(this.context,this._parent,n):this.externalSibling(1)}get prevSibling(){let{buffer:e}=this.context,n=this._parent?this._parent.index+4:0;return this.index==n?this.externalSibling(-1):new t(this.context,this._parent,e.findChild(n,this.index,-1,0,4))}get tree(){return null}toTree(){let e=[],n=[],{buffer:r}=this.context,i=this.index+4,s=r.buffer[this.index+3];if(s>i){let o=r.buffer[this.index+1];e.push(r.slice(i,s,o)),n.push(0)}return new qe(this.type,e,n,this.to-this.from)}toString(){return this.context.buffer.childString(this.index)}};Fi=class{constructor(e,n){this.heads=e,this.node=n}get next(){return Yc(this.heads)}};Rn=class{get name(){return this.type.name}constructor(e,n=0){if(this.buffer=null,this.stack=[],this.index=0,this.bufferNode=null,this.mode=n&~ue.EnterBracketed,e instanceof Ue)this.yieldNode(e);else{this._tree=e.context.parent,this.buffer=e.context;for(let r=e._parent;r;r=r._parent)this.stack.unshift(r.index);this.bufferNode=e,this.yieldBuf(e.index)}}yieldNode(e){return e?(this._tree=e,this.type=e.type,this.from=e.from,this.to=e.to,!0):!1}yieldBuf(e,n){this.index=e;let{start:r,buffer:i}=this.buffer;return this.type=n||i.set.types[i.buffer[e]],this.from=r+i.buffer[e+1],this.to=r+i.buffer[e+2],!0}yield(e){return e?e instanceof Ue?(this.buffer=null,this.yieldNode(e)):(this.buffer=e.context,this.yieldBuf(e.index,e.type)):!1}toString(){return this.buffer?this.buffer.buffer.childString(this.index):this._tree.toString()}enterChild(e,n,r){if(!this.buffer)return this.yield(this._tree.nextChild(e<0?this._tree._tree.children.length-1:0,e,n,r,this.mode));let{buffer:i}=this.buffer,s=i.findChild(this.index+4,i.buffer[this.index+3],e,n-this.buffer.start,r);return s<0?!1:(this.stack.push(this.index),this.yieldBuf(s))}firstChild(){return this.enterChild(1,0,4)}lastChild(){return this.enterChild(-1,0,4)}childAfter(e){return this.enterChild(1,e,2)}childBefore(e){return this.enterChild(-1,e,-2)}enter(e,n,r=this.mode){return this.buffer?r&ue.ExcludeBuffers?!1:this.enterChild(1,e,n):this.yield(this._tree.enter(e,n,r))}parent(){if(!this.buffer)return this.yieldNode(this.mode&ue.IncludeAnonymous?this._tree._parent:this._tree.parent);if(this.stack.length)return this.yieldBuf(this.stack.pop());let e=this.mode&ue.IncludeAnonymous?this.buffer.parent:this.buffer.parent.nextSignificantParent();return this.buffer=null,this.yieldNode(e)}sibling(e){if(!this.buffer)return this._tree._parent?this.yield(this._tree.index<0?null:this._tree._parent.nextChild(this._tree.index+e,e,0,4,this.mode)):!1;let{buffer:n}=this.buffer,r=this.stack.length-1;if(e<0){let i=r<0?0:this.stack[r]+4;if(this.index!=i)return this.yieldBuf(n.findChild(i,this.index,-1,0,4))}else{let i=n.buffer[this.index+3];if(i<(r<0?n.buffer.length:n.buffer[this.stack[r]+3]))return this.yieldBuf(i)}return r<0?this.yield(this.buffer.parent.nextChild(this.buffer.index+e,e,0,4,this.mode)):!1}nextSibling(){return this.sibling(1)}prevSibling(){return this.sibling(-1)}atLastNode(e){let n,r,{buffer:i}=this;if(i){if(e>0){if(this.index<i.buffer.buffer.length)return!1}else for(let s=0;s<this.index;s++)if(i.buffer.buffer[s+3]<this.index)return!1;({index:n,parent:r}=i)}else({index:n,_parent:r}=this._tree);for(;r;{index:n,_parent:r}=r)if(n>-1)for(let s=n+e,o=e<0?-1:r._tree.children.length;s!=o;s+=e){let a=r._tree.children[s];if(this.mode&ue.IncludeAnonymous||a instanceof gt||!a.type.isAnonymous||Qi(a))return!1}return!0}move(e,n){if(n&&this.enterChild(e,0,4))return!0;for(;;){if(this.sibling(e))return!0;if(this.atLastNode(e)||!this.parent())return!1}}next(e=!0){return this.move(1,e)}prev(e=!0){return this.move(-1,e)}moveTo(e,n=0){for(;(this.from==this.to||(n<1?this.from>=e:this.from>e)||(n>-1?this.to<=e:this.to<e))&&this.parent(););for(;this.enterChild(1,e,n););return this}get node(){if(!this.buffer)return this._tree;let e=this.bufferNode,n=null,r=0;if(e&&e.context==this.buffer)e:for(let i=this.index,s=this.stack.length;s>=0;){for(let o=e;o;o=o._parent)if(o.index==i){if(i==this.index)return o;n=o,r=s+1;break e}i=this.stack[--s]}for(let i=r;i<this.stack.length;i++)n=new xn(this.buffer,n,this.stack[i]);return this.bufferNode=new xn(this.buffer,n,this.index)}get tree(){return this.buffer?null:this._tree._tree}iterate(e,n){for(let r=0;;){let i=!1;if(this.type.isAnonymous||e(this)!==!1){if(this.firstChild()){r++;continue}this.type.isAnonymous||(i=!0)}for(;;){if(i&&n&&n(this),i=this.type.isAnonymous,!r)return;if(this.nextSibling())break;this.parent(),r--,i=!0}}}matchContext(e){if(!this.buffer)return _i(this.node.parent,e);let{buffer:n}=this.buffer,{types:r}=n.set;for(let i=e.length-1,s=this.stack.length-1;i>=0;s--){if(s<0)return _i(this._tree,e,i);let o=r[n.buffer[this.stack[s]]];if(!o.isAnonymous){if(e[i]&&e[i]!=o.name)return!1;i--}}return!0}};Bc=new WeakMap;Jn=class{startParse(e,n,r){return typeof e=="string"&&(e=new Mi(e)),r=r?r.length?r.map(i=>new On(i.from,i.to)):[new On(0,0)]:[new On(0,e.length)],this.createParse(e,n||[],r)}parse(e,n,r){let i=this.startParse(e,n,r);for(;;){let s=i.advance();if(s)return s}}},Mi=class{constructor(e){this.string=e}get length(){return this.string.length}chunk(e){return this.string.slice(e)}get lineChunks(){return!1}read(e,n){return this.string.slice(e,n)}},gq=new ne({perNode:!0})});function An(t,e=Uint16Array){if(typeof t!="string")return t;let n=null;for(let r=0,i=0;r<t.length;){let s=0;for(;;){let o=t.charCodeAt(r++),a=!1;if(o==126){s=65535;break}o>=92&&o--,o>=34&&o--;let u=o-32;if(u>=46&&(u-=46,a=!0),s+=u,a)break;s*=46}n?n[i++]=s:n=new e(s)}return n}function Wc(t,e,n,r,i,s){let o=0,a=1<<r,{dialect:u}=n.p.parser;e:for(;(a&t[o])!=0;){let l=t[o+1];for(let m=o+3;m<l;m+=2)if((t[m+1]&a)>0){let d=t[m];if(u.allows(d)&&(e.token.value==-1||e.token.value==d||Fx(d,e.token.value,i,s))){e.acceptToken(d);break}}let c=e.next,p=0,f=t[o+2];if(e.next<0&&f>p&&t[l+f*3-3]==65535){o=t[l+f*3-1];continue e}for(;p<f;){let m=p+f>>1,d=l+m+(m<<1),g=t[d],S=t[d+1]||65536;if(c<g)f=m;else if(c>=S)p=m+1;else{o=t[d+2],e.advance();continue e}}break}}function Vc(t,e,n){for(let r=e,i;(i=t[r])!=65535;r++)if(i==n)return r-e;return-1}function Fx(t,e,n,r){let i=Vc(n,r,e);return i<0||Vc(n,r,t)<i}function jc(t,e,n){let r=t.cursor(ue.IncludeAnonymous);for(r.moveTo(e);;)if(!(n<0?r.childBefore(e):r.childAfter(e)))for(;;){if((n<0?r.to<e:r.from>e)&&!r.type.isError)return n<0?Math.max(0,Math.min(r.to-1,e-25)):Math.min(t.length,Math.max(r.from+1,e+25));if(n<0?r.prevSibling():r.nextSibling())break;if(!r.parent())return n<0?0:t.length}}function Gc(t,e){for(let n=0;n<e.length;n++){let r=e[n];if(r.pos==t.pos&&r.sameState(t)){e[n].score<t.score&&(e[n]=t);return}}e.push(t)}function ot(t,e){return t[e]|t[e+1]<<16}function Mx(t){let e=null;for(let n of t){let r=n.p.stoppedAt;(n.pos==n.p.stream.end||r!=null&&n.pos>r)&&n.p.parser.stateFlag(n.state,2)&&(!e||e.score<n.score)&&(e=n)}return e}function Uc(t){if(t.external){let e=t.extend?1:0;return(n,r)=>t.external(n,r)<<1|e}return t.get}var Vi,er,ji,Gi,Wt,zc,Ui,yt,Wi,Ht,Ne,Yi,Hi,Ki,Zi,Ji,zi,tr,nr,Hc=ct(()=>{Xi();Vi=class t{constructor(e,n,r,i,s,o,a,u,l,c=0,p){this.p=e,this.stack=n,this.state=r,this.reducePos=i,this.pos=s,this.score=o,this.buffer=a,this.bufferBase=u,this.curContext=l,this.lookAhead=c,this.parent=p}toString(){return`[${this.stack.filter((e,n)=>n%3==0).concat(this.state)}]@${this.pos}${this.score?"!"+this.score:""}`}static start(e,n,r=0){let i=e.parser.context;return new t(e,[],n,r,r,0,[],0,i?new er(i,i.start):null,0,null)}get context(){return this.curContext?this.curContext.context:null}pushState(e,n){this.stack.push(this.state,n,this.bufferBase+this.buffer.length),this.state=e}reduce(e){var n;let r=e>>19,i=e&65535,{parser:s}=this.p,o=this.reducePos<this.pos-25&&this.setLookAhead(this.pos),a=s.dynamicPrecedence(i);if(a&&(this.score+=a),r==0){i<s.minRepeatTerm&&this.reducePos<this.pos&&(this.reducePos=this.pos),this.pushState(s.getGoto(this.state,i,!0),this.reducePos),i<s.minRepeatTerm&&this.storeNode(i,this.reducePos,this.reducePos,o?8:4,!0),this.reduceContext(i,this.reducePos);return}let u=this.stack.length-(r-1)*3-(e&262144?6:0),l=u?this.stack[u-2]:this.p.ranges[0].from;i<s.minRepeatTerm&&l==this.reducePos&&this.reducePos<this.pos&&(this.reducePos=this.pos);let c=this.reducePos-l;c>=2e3&&!(!((n=this.p.parser.nodeSet.types[i])===null||n===void 0)&&n.isAnonymous)&&(l==this.p.lastBigReductionStart?(this.p.bigReductionCount++,this.p.lastBigReductionSize=c):this.p.lastBigReductionSize<c&&(this.p.bigReductionCount=1,this.p.lastBigReductionStart=l,this.p.lastBigReductionSize=c));let p=u?this.stack[u-1]:0,f=this.bufferBase+this.buffer.length-p;if(i<s.minRepeatTerm||e&131072){let m=s.stateFlag(this.state,1)?this.pos:this.reducePos;this.storeNode(i,l,m,f+4,!0)}if(e&262144)this.state=this.stack[u];else{let m=this.stack[u-3];this.state=s.getGoto(m,i,!0)}for(;this.stack.length>u;)this.stack.pop();this.reduceContext(i,l)}storeNode(e,n,r,i=4,s=!1){if(e==0&&(!this.stack.length||this.stack[this.stack.length-1]<this.buffer.length+this.bufferBase)){let o=this.buffer.length;if(o>0&&this.buffer[o-4]==0&&this.buffer[o-1]>-1){if(n==r)return;if(this.buffer[o-2]>=n){this.buffer[o-2]=r;return}}}if(!s||this.pos==r)this.buffer.push(e,n,r,i);else{let o=this.buffer.length;if(o>0&&(this.buffer[o-4]!=0||this.buffer[o-1]<0)){let a=!1;for(let u=o;u>0&&this.buffer[u-2]>r;u-=4)if(this.buffer[u-1]>=0){a=!0;break}if(a)for(;o>0&&this.buffer[o-2]>r;)this.buffer[o]=this.buffer[o-4],this.buffer[o+1]=this.buffer[o-3],this.buffer[o+2]=this.buffer[o-2],this.buffer[o+3]=this.buffer[o-1],o-=4,i>4&&(i-=4)}this.buffer[o]=e,this.buffer[o+1]=n,this.buffer[o+2]=r,this.buffer[o+3]=i}}shift(e,n,r,i){if(e&131072)this.pushState(e&65535,this.pos);else if((e&262144)==0){let s=e,{parser:o}=this.p;this.pos=i;let a=o.stateFlag(s,1);!a&&(i>r||n<=o.maxNode)&&(this.reducePos=i),this.pushState(s,a?r:Math.min(r,this.reducePos)),this.shiftContext(n,r),n<=o.maxNode&&this.buffer.push(n,r,i,4)}else this.pos=i,this.shiftContext(n,r),n<=this.p.parser.maxNode&&this.buffer.push(n,r,i,4)}apply(e,n,r,i){e&65536?this.reduce(e):this.shift(e,n,r,i)}useNode(e,n,r){let i=this.p.reused.length-1;(i<0||this.p.reused[i]!=e)&&(this.p.reused.push(e),i++);let s=this.reducePos=this.pos=r+e.length;this.pushState(n,r),this.buffer.push(i,r,s,-1),this.curContext&&this.updateContext(this.curContext.tracker.reuse(this.curContext.context,e,this,this.p.stream.reset(this.pos-e.length)))}split(){let e=this,n=e.buffer.length;for(n&&e.buffer[n-4]==0&&(n-=4);n>0&&e.buffer[n-2]>e.reducePos;)n-=4;let r=e.buffer.slice(n),i=e.bufferBase+n;for(;e&&i==e.bufferBase;)e=e.parent;return new t(this.p,this.stack.slice(),this.state,this.reducePos,this.pos,this.score,r,i,this.curContext,this.lookAhead,e)}recoverByDelete(e,n){let r=e<=this.p.parser.maxNode;r&&this.storeNode(e,this.pos,n,4),this.storeNode(0,this.pos,n,r?8:4),this.pos=this.reducePos=n,this.score-=190}canShift(e){for(let n=new ji(this);;){let r=this.p.parser.stateSlot(n.state,4)||this.p.parser.hasAction(n.state,e);if(r==0)return!1;if((r&65536)==0)return!0;n.reduce(r)}}recoverByInsert(e){if(this.stack.length>=300)return[];let n=this.p.parser.nextStates(this.state);if(n.length>8||this.stack.length>=120){let i=[];for(let s=0,o;s<n.length;s+=2)(o=n[s+1])!=this.state&&this.p.parser.hasAction(o,e)&&i.push(n[s],o);if(this.stack.length<120)for(let s=0;i.length<8&&s<n.length;s+=2){let o=n[s+1];i.some((a,u)=>u&1&&a==o)||i.push(n[s],o)}n=i}let r=[];for(let i=0;i<n.length&&r.length<4;i+=2){let s=n[i+1];if(s==this.state)continue;let o=this.split();o.pushState(s,this.pos),o.storeNode(0,o.pos,o.pos,4,!0),o.shiftContext(n[i],this.pos),o.reducePos=this.pos,o.score-=200,r.push(o)}return r}forceReduce(){let{parser:e}=this.p,n=e.stateSlot(this.state,5);if((n&65536)==0)return!1;if(!e.validAction(this.state,n)){let r=n>>19,i=n&65535,s=this.stack.length-r*3;if(s<0||e.getGoto(this.stack[s],i,!1)<0){let o=this.findForcedReduction();if(o==null)return!1;n=o}this.storeNode(0,this.pos,this.pos,4,!0),this.score-=100}return this.reducePos=this.pos,this.reduce(n),!0}findForcedReduction(){let{parser:e}=this.p,n=[],r=(i,s)=>{if(!n.includes(i))return n.push(i),e.allActions(i,o=>{if(!(o&393216))if(o&65536){let a=(o>>19)-s;if(a>1){let u=o&65535,l=this.stack.length-a*3;if(l>=0&&e.getGoto(this.stack[l],u,!1)>=0)return a<<19|65536|u}}else{let a=r(o,s+1);if(a!=null)return a}})};return r(this.state,0)}forceAll(){for(;!this.p.parser.stateFlag(this.state,2);)if(!this.forceReduce()){this.storeNode(0,this.pos,this.pos,4,!0);break}return this}get deadEnd(){if(this.stack.length!=3)return!1;let{parser:e}=this.p;return e.data[e.stateSlot(this.state,1)]==65535&&!e.stateSlot(this.state,4)}restart(){this.storeNode(0,this.pos,this.pos,4,!0),this.state=this.stack[0],this.stack.length=0}sameState(e){if(this.state!=e.state||this.stack.length!=e.stack.length)return!1;for(let n=0;n<this.stack.length;n+=3)if(this.stack[n]!=e.stack[n])return!1;return!0}get parser(){return this.p.parser}dialectEnabled(e){return this.p.parser.dialect.flags[e]}shiftContext(e,n){this.curContext&&this.updateContext(this.curContext.tracker.shift(this.curContext.context,e,this,this.p.stream.reset(n)))}reduceContext(e,n){this.curContext&&this.updateContext(this.curContext.tracker.reduce(this.curContext.context,e,this,this.p.stream.reset(n)))}emitContext(){let e=this.buffer.length-1;(e<0||this.buffer[e]!=-3)&&this.storeNode(this.curContext.hash,this.reducePos,this.reducePos,-3,!0)}emitLookAhead(){let e=this.buffer.length-1;(e<0||this.buffer[e]!=-4)&&this.buffer.push(this.lookAhead,this.pos,this.pos,-4)}updateContext(e){if(e!=this.curContext.context){let n=new er(this.curContext.tracker,e);n.hash!=this.curContext.hash&&this.emitContext(),this.curContext=n}}setLookAhead(e){return e<=this.lookAhead?!1:(this.emitLookAhead(),this.lookAhead=e,!0)}close(){this.curContext&&this.curContext.tracker.strict&&this.emitContext(),this.lookAhead>0&&this.emitLookAhead()}},er=class{constructor(e,n){this.tracker=e,this.context=n,this.hash=e.strict?e.hash(n):0}},ji=class{constructor(e){this.start=e,this.state=e.state,this.stack=e.stack,this.base=this.stack.length}reduce(e){let n=e&65535,r=e>>19;r==0?(this.stack==this.start.stack&&(this.stack=this.stack.slice()),this.stack.push(this.state,0,0),this.base+=3):this.base-=(r-1)*3;let i=this.start.p.parser.getGoto(this.stack[this.base-3],n,!0);this.state=i}},Gi=class t{constructor(e,n,r){this.stack=e,this.pos=n,this.index=r,this.buffer=e.buffer,this.index==0&&this.maybeNext()}static create(e,n=e.bufferBase+e.buffer.length){return new t(e,n,n-e.bufferBase)}maybeNext(){let e=this.stack.parent;e!=null&&(this.index=this.stack.bufferBase-e.bufferBase,this.stack=e,this.buffer=e.buffer)}get id(){return this.buffer[this.index-4]}get start(){return this.buffer[this.index-3]}get end(){return this.buffer[this.index-2]}get size(){return this.buffer[this.index-1]}next(){this.index-=4,this.pos-=4,this.index==0&&this.maybeNext()}fork(){return new t(this.stack,this.pos,this.index)}};Wt=class{constructor(){this.start=-1,this.value=-1,this.end=-1,this.extended=-1,this.lookAhead=0,this.mask=0,this.context=0}},zc=new Wt,Ui=class{constructor(e,n){this.input=e,this.ranges=n,this.chunk="",this.chunkOff=0,this.chunk2="",this.chunk2Pos=0,this.next=-1,this.token=zc,this.rangeIndex=0,this.pos=this.chunkPos=n[0].from,this.range=n[0],this.end=n[n.length-1].to,this.readNext()}resolveOffset(e,n){let r=this.range,i=this.rangeIndex,s=this.pos+e;for(;s<r.from;){if(!i)return null;let o=this.ranges[--i];s-=r.from-o.to,r=o}for(;n<0?s>r.to:s>=r.to;){if(i==this.ranges.length-1)return null;let o=this.ranges[++i];s+=o.from-r.to,r=o}return s}clipPos(e){if(e>=this.range.from&&e<this.range.to)return e;for(let n of this.ranges)if(n.to>e)return Math.max(e,n.from);return this.end}peek(e){let n=this.chunkOff+e,r,i;if(n>=0&&n<this.chunk.length)r=this.pos+e,i=this.chunk.charCodeAt(n);else{let s=this.resolveOffset(e,1);if(s==null)return-1;if(r=s,r>=this.chunk2Pos&&r<this.chunk2Pos+this.chunk2.length)i=this.chunk2.charCodeAt(r-this.chunk2Pos);else{let o=this.rangeIndex,a=this.range;for(;a.to<=r;)a=this.ranges[++o];this.chunk2=this.input.chunk(this.chunk2Pos=r),r+this.chunk2.length>a.to&&(this.chunk2=this.chunk2.slice(0,a.to-r)),i=this.chunk2.charCodeAt(0)}}return r>=this.token.lookAhead&&(this.token.lookAhead=r+1),i}acceptToken(e,n=0){let r=n?this.resolveOffset(n,-1):this.pos;if(r==null||r<this.token.start)throw new RangeError("Token end out of bounds");this.token.value=e,this.token.end=r}acceptTokenTo(e,n){this.token.value=e,this.token.end=n}getChunk(){if(this.pos>=this.chunk2Pos&&this.pos<this.chunk2Pos+this.chunk2.length){let{chunk:e,chunkPos:n}=this;this.chunk=this.chunk2,this.chunkPos=this.chunk2Pos,this.chunk2=e,this.chunk2Pos=n,this.chunkOff=this.pos-this.chunkPos}else{this.chunk2=this.chunk,this.chunk2Pos=this.chunkPos;let e=this.input.chunk(this.pos),n=this.pos+e.length;this.chunk=n>this.range.to?e.slice(0,this.range.to-this.pos):e,this.chunkPos=this.pos,this.chunkOff=0}}readNext(){return this.chunkOff>=this.chunk.length&&(this.getChunk(),this.chunkOff==this.chunk.length)?this.next=-1:this.next=this.chunk.charCodeAt(this.chunkOff)}advance(e=1){for(this.chunkOff+=e;this.pos+e>=this.range.to;){if(this.rangeIndex==this.ranges.length-1)return this.setDone();e-=this.range.to-this.pos,this.range=this.ranges[++this.rangeIndex],this.pos=this.range.from}return this.pos+=e,this.pos>=this.token.lookAhead&&(this.token.lookAhead=this.pos+1),this.readNext()}setDone(){return this.pos=this.chunkPos=this.end,this.range=this.ranges[this.rangeIndex=this.ranges.length-1],this.chunk="",this.next=-1}reset(e,n){if(n?(this.token=n,n.start=e,n.lookAhead=e+1,n.value=n.extended=-1):this.token=zc,this.pos!=e){if(this.pos=e,e==this.end)return this.setDone(),this;for(;e<this.range.from;)this.range=this.ranges[--this.rangeIndex];for(;e>=this.range.to;)this.range=this.ranges[++this.rangeIndex];e>=this.chunkPos&&e<this.chunkPos+this.chunk.length?this.chunkOff=e-this.chunkPos:(this.chunk="",this.chunkOff=0),this.readNext()}return this}read(e,n){if(e>=this.chunkPos&&n<=this.chunkPos+this.chunk.length)return this.chunk.slice(e-this.chunkPos,n-this.chunkPos);if(e>=this.chunk2Pos&&n<=this.chunk2Pos+this.chunk2.length)return this.chunk2.slice(e-this.chunk2Pos,n-this.chunk2Pos);if(e>=this.range.from&&n<=this.range.to)return this.input.read(e,n);let r="";for(let i of this.ranges){if(i.from>=n)break;i.to>e&&(r+=this.input.read(Math.max(i.from,e),Math.min(i.to,n)))}return r}},yt=class{constructor(e,n){this.data=e,this.id=n}token(e,n){let{parser:r}=n.p;Wc(this.data,e,n,this.id,r.data,r.tokenPrecTable)}};yt.prototype.contextual=yt.prototype.fallback=yt.prototype.extend=!1;Wi=class{constructor(e,n,r){this.precTable=n,this.elseToken=r,this.data=typeof e=="string"?An(e):e}token(e,n){let r=e.pos,i=0;for(;;){let s=e.next<0,o=e.resolveOffset(1,1);if(Wc(this.data,e,n,0,this.data,this.precTable),e.token.value>-1)break;if(this.elseToken==null)return;if(s||i++,o==null)break;e.reset(o,e.token)}i&&(e.reset(r,e.token),e.acceptToken(this.elseToken,i))}};Wi.prototype.contextual=yt.prototype.fallback=yt.prototype.extend=!1;Ht=class{constructor(e,n={}){this.token=e,this.contextual=!!n.contextual,this.fallback=!!n.fallback,this.extend=!!n.extend}};Ne=typeof process<"u"&&process.env&&/\bparse\b/.test(process.env.LOG),Yi=null;Hi=class{constructor(e,n){this.fragments=e,this.minRepeat=n,this.i=0,this.fragment=null,this.safeFrom=-1,this.safeTo=-1,this.trees=[],this.start=[],this.index=[],this.lastRepeat=null,this.lastRepeatPos=-1,this.nextFragment()}nextFragment(){let e=this.fragment=this.i==this.fragments.length?null:this.fragments[this.i++];if(e){for(this.safeFrom=e.openStart?jc(e.tree,e.from+e.offset,1)-e.offset:e.from,this.safeTo=e.openEnd?jc(e.tree,e.to+e.offset,-1)-e.offset:e.to;this.trees.length;)this.trees.pop(),this.start.pop(),this.index.pop();this.trees.push(e.tree),this.start.push(-e.offset),this.index.push(0),this.nextStart=this.safeFrom}else this.nextStart=1e9}nodeAt(e){if(e<this.nextStart)return null;for(;this.fragment&&this.safeTo<=e;)this.nextFragment();if(!this.fragment)return null;for(;;){let n=this.trees.length-1;if(n<0)return this.nextFragment(),null;if(e<this.safeFrom)return null;let r=this.trees[n],i=this.index[n];if(i==r.children.length){this.trees.pop(),this.start.pop(),this.index.pop();continue}let s=r.children[i],o=this.start[n]+r.positions[i];if(o>e)return this.nextStart=o,null;if(s instanceof qe){let a=o>this.lastRepeatPos&&s.type.id>=this.minRepeat;if(o==e||a){let u=o+s.length,l;if(o>=this.safeFrom&&u<=this.safeTo&&(!(l=s.prop(ne.lookAhead))||u+l<this.fragment.to)&&(a&&(this.lastRepeat=s,this.lastRepeatPos=o),o==e))return s}this.index[n]++,o+s.length>=Math.max(this.safeFrom,e)&&(this.trees.push(s),this.start.push(o),this.index.push(0))}else this.index[n]++,this.nextStart=o+s.length}}},Ki=class{constructor(e,n){this.stream=n,this.tokens=[],this.mainToken=null,this.actions=[],this.tokens=e.tokenizers.map(r=>new Wt)}getActions(e){let n=0,r=null,{parser:i}=e.p,{tokenizers:s}=i,o=i.stateSlot(e.state,3),a=e.curContext?e.curContext.hash:0,u=0;for(let l=0;l<s.length;l++){if((1<<l&o)==0)continue;let c=s[l],p=this.tokens[l];if(!(r&&!c.fallback)&&((c.contextual||p.start!=e.pos||p.mask!=o||p.context!=a)&&(this.updateCachedToken(p,c,e),p.mask=o,p.context=a),p.lookAhead>p.end+25&&(u=Math.max(p.lookAhead,u)),p.value!=0)){let f=n;if(p.extended>-1&&(n=this.addActions(e,p.extended,p.end,n)),n=this.addActions(e,p.value,p.end,n),!c.extend&&(r=p,n>f))break}}for(;this.actions.length>n;)this.actions.pop();return u&&e.setLookAhead(u),!r&&e.pos==this.stream.end&&(r=new Wt,r.value=e.p.parser.eofTerm,r.start=r.end=e.pos,n=this.addActions(e,r.value,r.end,n)),this.mainToken=r,this.actions}getMainToken(e){if(this.mainToken)return this.mainToken;let n=new Wt,{pos:r,p:i}=e;return n.start=r,n.end=Math.min(r+1,i.stream.end),n.value=r==i.stream.end?i.parser.eofTerm:0,n}updateCachedToken(e,n,r){let i=this.stream.clipPos(r.pos);if(n.token(this.stream.reset(i,e),r),e.value>-1){let{parser:s}=r.p;for(let o=0;o<s.specialized.length;o++)if(s.specialized[o]==e.value){let a=s.specializers[o](this.stream.read(e.start,e.end),r);if(a>=0&&r.p.parser.dialect.allows(a>>1)){(a&1)==0?e.value=a>>1:e.extended=a>>1;break}}}else e.value=0,e.end=this.stream.clipPos(i+1)}putAction(e,n,r,i){for(let s=0;s<i;s+=3)if(this.actions[s]==e)return i;return this.actions[i++]=e,this.actions[i++]=n,this.actions[i++]=r,i}addActions(e,n,r,i){let{state:s}=e,{parser:o}=e.p,{data:a}=o;for(let u=0;u<2;u++)for(let l=o.stateSlot(s,u?2:1);;l+=3){if(a[l]==65535)if(a[l+1]==1)l=ot(a,l+2);else{i==0&&a[l+1]==2&&(i=this.putAction(ot(a,l+2),n,r,i));break}a[l]==n&&(i=this.putAction(ot(a,l+1),n,r,i))}return i}},Zi=class{constructor(e,n,r,i){this.parser=e,this.input=n,this.ranges=i,this.recovering=0,this.nextStackID=9812,this.minStackPos=0,this.reused=[],this.stoppedAt=null,this.lastBigReductionStart=-1,this.lastBigReductionSize=0,this.bigReductionCount=0,this.stream=new Ui(n,i),this.tokens=new Ki(e,this.stream),this.topTerm=e.top[1];let{from:s}=i[0];this.stacks=[Vi.start(this,e.top[0],s)],this.fragments=r.length&&this.stream.end-s>e.bufferLength*4?new Hi(r,e.minRepeatTerm):null}get parsedPos(){return this.minStackPos}advance(){let e=this.stacks,n=this.minStackPos,r=this.stacks=[],i,s;if(this.bigReductionCount>300&&e.length==1){let[o]=e;for(;o.forceReduce()&&o.stack.length&&o.stack[o.stack.length-2]>=this.lastBigReductionStart;);this.bigReductionCount=this.lastBigReductionSize=0}for(let o=0;o<e.length;o++){let a=e[o];for(;;){if(this.tokens.mainToken=null,a.pos>n)r.push(a);else{if(this.advanceStack(a,r,e))continue;{i||(i=[],s=[]),i.push(a);let u=this.tokens.getMainToken(a);s.push(u.value,u.end)}}break}}if(!r.length){let o=i&&Mx(i);if(o)return Ne&&console.log("Finish with "+this.stackID(o)),this.stackToTree(o);if(this.parser.strict)throw Ne&&i&&console.log("Stuck with token "+(this.tokens.mainToken?this.parser.getName(this.tokens.mainToken.value):"none")),new SyntaxError("No parse at "+n);this.recovering||(this.recovering=5)}if(this.recovering&&i){let o=this.stoppedAt!=null&&i[0].pos>this.stoppedAt?i[0]:this.runRecovery(i,s,r);if(o)return Ne&&console.log("Force-finish "+this.stackID(o)),this.stackToTree(o.forceAll())}if(this.recovering){let o=this.recovering==1?1:this.recovering*3;if(r.length>o)for(r.sort((a,u)=>u.score-a.score);r.length>o;)r.pop();r.some(a=>a.reducePos>n)&&this.recovering--}else if(r.length>1){e:for(let o=0;o<r.length-1;o++){let a=r[o];for(let u=o+1;u<r.length;u++){let l=r[u];if(a.sameState(l)||a.buffer.length>500&&l.buffer.length>500)if((a.score-l.score||a.buffer.length-l.buffer.length)>0)r.splice(u--,1);else{r.splice(o--,1);continue e}}}r.length>12&&(r.sort((o,a)=>a.score-o.score),r.splice(12,r.length-12))}this.minStackPos=r[0].pos;for(let o=1;o<r.length;o++)r[o].pos<this.minStackPos&&(this.minStackPos=r[o].pos);return null}stopAt(e){if(this.stoppedAt!=null&&this.stoppedAt<e)throw new RangeError("Can't move stoppedAt forward");this.stoppedAt=e}tryReuse(e,n,r,i){if(!r)return null;let s=e.curContext&&e.curContext.tracker.strict,o=s?e.curContext.hash:0;for(;r;){let a=this.parser.nodeSet.types[r.type.id]!=r.type?-1:this.parser.getGoto(e.state,r.type.id);if(a>-1&&r.length&&(!s||(r.prop(ne.contextHash)||0)==o))return e.useNode(r,a,n),r;if(r.children.length==0||r.positions[0]>0)break;let u=r.children[0];if(u instanceof qe&&(!i||u.type.id>=this.parser.minRepeatTerm))r=u;else break}return null}advanceStack(e,n,r){let i=e.pos,{parser:s}=this,o=Ne?this.stackID(e)+" -> ":"";if(this.stoppedAt!=null&&i>this.stoppedAt)return e.forceReduce()?e:null;if(this.fragments){let l=e.reducePos<i&&e.buffer.length&&e.buffer[e.buffer.length-2]<=e.reducePos&&this.fragments.lastRepeatPos==e.reducePos&&this.tryReuse(e,e.reducePos,this.fragments.lastRepeat,!0)||this.tryReuse(e,i,this.fragments.nodeAt(i),!1);if(l)return Ne&&console.log(o+this.stackID(e)+` (via reuse of ${s.getName(l.type.id)})`),!0}let a=s.stateSlot(e.state,4);if(a>0)return e.reduce(a),Ne&&console.log(o+this.stackID(e)+` (via always-reduce ${s.getName(a&65535)})`),!0;if(e.stack.length>=8400)for(;e.stack.length>6e3&&e.forceReduce(););let u=this.tokens.getActions(e);for(let l=0;l<u.length;){let c=u[l++],p=u[l++],f=u[l++],m=l==u.length||!r,d=m?e:e.split(),g=this.tokens.mainToken;if(d.apply(c,p,g?g.start:d.pos,f),Ne&&console.log(o+this.stackID(d)+` (via ${(c&65536)==0?"shift":`reduce of ${s.getName(c&65535)}`} for ${s.getName(p)} @ ${i}${d==e?"":", split"})`),m)return!0;d.pos>i?n.push(d):r.push(d)}return!1}advanceFully(e,n){let r=e.pos;for(;;){if(!this.advanceStack(e,null,null))return!1;if(e.pos>r)return Gc(e,n),!0}}runRecovery(e,n,r){let i=null,s=!1;for(let o=0;o<e.length;o++){let a=e[o],u=n[o<<1],l=n[(o<<1)+1],c=Ne?this.stackID(a)+" -> ":"";if(a.deadEnd&&(s||(s=!0,a.restart(),Ne&&console.log(c+this.stackID(a)+" (restarted)"),this.advanceFully(a,r))))continue;let p=a.split(),f=c;for(let m=0;m<10&&p.forceReduce()&&(Ne&&console.log(f+this.stackID(p)+" (via force-reduce)"),!this.advanceFully(p,r));m++)Ne&&(f=this.stackID(p)+" -> ");for(let m of a.recoverByInsert(u))Ne&&console.log(c+this.stackID(m)+" (via recover-insert)"),this.advanceFully(m,r);this.stream.end>a.pos?(l==a.pos&&(l++,u=0),a.recoverByDelete(u,l),Ne&&console.log(c+this.stackID(a)+` (via recover-delete ${this.parser.getName(u)})`),Gc(a,r)):(!i||i.score<p.score)&&(i=p)}return i}stackToTree(e){return e.close(),qe.build({buffer:Gi.create(e),nodeSet:this.parser.nodeSet,topID:this.topTerm,maxBufferLength:this.parser.bufferLength,reused:this.reused,start:this.ranges[0].from,length:e.pos-this.ranges[0].from,minRepeatType:this.parser.minRepeatTerm})}stackID(e){let n=(Yi||(Yi=new WeakMap)).get(e);return n||Yi.set(e,n=String.fromCodePoint(this.nextStackID++)),n+e}};Ji=class{constructor(e,n,r){this.source=e,this.flags=n,this.disabled=r}allows(e){return!this.disabled||this.disabled[e]==0}},zi=t=>t,tr=class{constructor(e){this.start=e.start,this.shift=e.shift||zi,this.reduce=e.reduce||zi,this.reuse=e.reuse||zi,this.hash=e.hash||(()=>0),this.strict=e.strict!==!1}},nr=class t extends Jn{constructor(e){if(super(),this.wrappers=[],e.version!=14)throw new RangeError(`Parser version (${e.version}) doesn't match runtime version (14)`);let n=e.nodeNames.split(" ");this.minRepeatTerm=n.length;for(let a=0;a<e.repeatNodeCount;a++)n.push("");let r=Object.keys(e.topRules).map(a=>e.topRules[a][1]),i=[];for(let a=0;a<n.length;a++)i.push([]);function s(a,u,l){i[a].push([u,u.deserialize(String(l))])}if(e.nodeProps)for(let a of e.nodeProps){let u=a[0];typeof u=="string"&&(u=ne[u]);for(let l=1;l<a.length;){let c=a[l++];if(c>=0)s(c,u,a[l++]);else{let p=a[l+-c];for(let f=-c;f>0;f--)s(a[l++],u,p);l++}}}this.nodeSet=new Kn(n.map((a,u)=>Me.define({name:u>=this.minRepeatTerm?void 0:a,id:u,props:i[u],top:r.indexOf(u)>-1,error:u==0,skipped:e.skippedNodes&&e.skippedNodes.indexOf(u)>-1}))),e.propSources&&(this.nodeSet=this.nodeSet.extend(...e.propSources)),this.strict=!1,this.bufferLength=1024;let o=An(e.tokenData);this.context=e.context,this.specializerSpecs=e.specialized||[],this.specialized=new Uint16Array(this.specializerSpecs.length);for(let a=0;a<this.specializerSpecs.length;a++)this.specialized[a]=this.specializerSpecs[a].term;this.specializers=this.specializerSpecs.map(Uc),this.states=An(e.states,Uint32Array),this.data=An(e.stateData),this.goto=An(e.goto),this.maxTerm=e.maxTerm,this.tokenizers=e.tokenizers.map(a=>typeof a=="number"?new yt(o,a):a),this.topRules=e.topRules,this.dialects=e.dialects||{},this.dynamicPrecedences=e.dynamicPrecedences||null,this.tokenPrecTable=e.tokenPrec,this.termNames=e.termNames||null,this.maxNode=this.nodeSet.types.length-1,this.dialect=this.parseDialect(),this.top=this.topRules[Object.keys(this.topRules)[0]]}createParse(e,n,r){let i=new Zi(this,e,n,r);for(let s of this.wrappers)i=s(i,e,n,r);return i}getGoto(e,n,r=!1){let i=this.goto;if(n>=i[0])return-1;for(let s=i[n+1];;){let o=i[s++],a=o&1,u=i[s++];if(a&&r)return u;for(let l=s+(o>>1);s<l;s++)if(i[s]==e)return u;if(a)return-1}}hasAction(e,n){let r=this.data;for(let i=0;i<2;i++)for(let s=this.stateSlot(e,i?2:1),o;;s+=3){if((o=r[s])==65535)if(r[s+1]==1)o=r[s=ot(r,s+2)];else{if(r[s+1]==2)return ot(r,s+2);break}if(o==n||o==0)return ot(r,s+1)}return 0}stateSlot(e,n){return this.states[e*6+n]}stateFlag(e,n){return(this.stateSlot(e,0)&n)>0}validAction(e,n){return!!this.allActions(e,r=>r==n?!0:null)}allActions(e,n){let r=this.stateSlot(e,4),i=r?n(r):void 0;for(let s=this.stateSlot(e,1);i==null;s+=3){if(this.data[s]==65535)if(this.data[s+1]==1)s=ot(this.data,s+2);else break;i=n(ot(this.data,s+1))}return i}nextStates(e){let n=[];for(let r=this.stateSlot(e,1);;r+=3){if(this.data[r]==65535)if(this.data[r+1]==1)r=ot(this.data,r+2);else break;if((this.data[r+2]&1)==0){let i=this.data[r+1];n.some((s,o)=>o&1&&s==i)||n.push(this.data[r],i)}}return n}configure(e){let n=Object.assign(Object.create(t.prototype),this);if(e.props&&(n.nodeSet=this.nodeSet.extend(...e.props)),e.top){let r=this.topRules[e.top];if(!r)throw new RangeError(`Invalid top rule name ${e.top}`);n.top=r}return e.tokenizers&&(n.tokenizers=this.tokenizers.map(r=>{let i=e.tokenizers.find(s=>s.from==r);return i?i.to:r})),e.specializers&&(n.specializers=this.specializers.slice(),n.specializerSpecs=this.specializerSpecs.map((r,i)=>{let s=e.specializers.find(a=>a.from==r.external);if(!s)return r;let o=Object.assign(Object.assign({},r),{external:s.to});return n.specializers[i]=Uc(o),o})),e.contextTracker&&(n.context=e.contextTracker),e.dialect&&(n.dialect=this.parseDialect(e.dialect)),e.strict!=null&&(n.strict=e.strict),e.wrap&&(n.wrappers=n.wrappers.concat(e.wrap)),e.bufferLength!=null&&(n.bufferLength=e.bufferLength),n}hasWrappers(){return this.wrappers.length>0}getName(e){return this.termNames?this.termNames[e]:String(e<=this.maxNode&&this.nodeSet.types[e].name||e)}get eofTerm(){return this.maxNode+1}get topNode(){return this.nodeSet.types[this.top[1]]}dynamicPrecedence(e){let n=this.dynamicPrecedences;return n==null?0:n[e]||0}parseDialect(e){let n=Object.keys(this.dialects),r=n.map(()=>!1);if(e)for(let s of e.split(" ")){let o=n.indexOf(s);o>=0&&(r[o]=!0)}let i=null;for(let s=0;s<n.length;s++)if(!r[s])for(let o=this.dialects[n[s]],a;(a=this.data[o++])!=65535;)(i||(i=new Uint8Array(this.maxTerm+1)))[a]=1;return new Ji(e,r,i)}static deserialize(e){return new t(e)}}});function Xx(t,e){return t.length==e.length&&t.every((n,r)=>n==e[r])}function Yx(t){let e=[[]];for(let n=0;n<t.length;n++)for(let r=0,i=e.length;r<i;r++)e.push(e[r].concat(t[n]));return e.sort((n,r)=>r.length-n.length)}function Jc(t){let e=Object.create(null);for(let n in t){let r=t[n];Array.isArray(r)||(r=[r]);for(let i of n.split(" "))if(i){let s=[],o=2,a=i;for(let p=0;;){if(a=="..."&&p>0&&p+3==i.length){o=1;break}let f=/^"(?:[^"\\]|\\.)*?"|[^\/!]+/.exec(a);if(!f)throw new RangeError("Invalid path: "+i);if(s.push(f[0]=="*"?"":f[0][0]=='"'?JSON.parse(f[0]):f[0]),p+=f[0].length,p==i.length)break;let m=i[p++];if(p==i.length&&m=="!"){o=0;break}if(m!="/")throw new RangeError("Invalid path: "+i);a=i.slice(p)}let u=s.length-1,l=s[u];if(!l)throw new RangeError("Invalid path: "+i);let c=new Kt(r,o,u>0?s.slice(0,u):null);e[l]=c.sort(e[l])}}return zx.add(e)}function Vx(t,e){let n=Object.create(null);for(let s of t)if(!Array.isArray(s.tag))n[s.tag.id]=s.class;else for(let o of s.tag)n[o.id]=s.class;let{scope:r,all:i=null}=e||{};return{style:s=>{let o=i;for(let a of s)for(let u of a.set){let l=n[u.id];if(l){o=o?o+" "+l:l;break}}return o},scope:r}}var Qx,Xe,Bx,or,zx,Kt,q,rr,Et,Kc,Zc,bt,ir,es,Ke,St,We,He,ts,wn,sr,T,vq,ep=ct(()=>{Xi();Qx=0,Xe=class t{constructor(e,n,r,i){this.name=e,this.set=n,this.base=r,this.modified=i,this.id=Qx++}toString(){let{name:e}=this;for(let n of this.modified)n.name&&(e=`${n.name}(${e})`);return e}static define(e,n){let r=typeof e=="string"?e:"?";if(e instanceof t&&(n=e),n?.base)throw new Error("Can not derive from a modified tag");let i=new t(r,[],null,[]);if(i.set.push(i),n)for(let s of n.set)i.set.push(s);return i}static defineModifier(e){let n=new or(e);return r=>r.modified.indexOf(n)>-1?r:or.get(r.base||r,r.modified.concat(n).sort((i,s)=>i.id-s.id))}},Bx=0,or=class t{constructor(e){this.name=e,this.instances=[],this.id=Bx++}static get(e,n){if(!n.length)return e;let r=n[0].instances.find(a=>a.base==e&&Xx(n,a.modified));if(r)return r;let i=[],s=new Xe(e.name,i,e,n);for(let a of n)a.instances.push(s);let o=Yx(n);for(let a of e.set)if(!a.modified.length)for(let u of o)i.push(t.get(a,u));return s}};zx=new ne({combine(t,e){let n,r,i;for(;t||e;){if(!t||e&&t.depth<=e.depth?(i=e,e=e.next):(i=t,t=t.next),n&&n.mode==i.mode&&!i.context&&!n.context)continue;let s=new Kt(i.tags,i.mode,i.context);n?n.next=s:r=s,n=s}return r}}),Kt=class{constructor(e,n,r,i){this.tags=e,this.mode=n,this.context=r,this.next=i}get opaque(){return this.mode==0}get inherit(){return this.mode==1}sort(e){return!e||e.depth<this.depth?(this.next=e,this):(e.next=this.sort(e.next),e)}get depth(){return this.context?this.context.length:0}};Kt.empty=new Kt([],2,null);q=Xe.define,rr=q(),Et=q(),Kc=q(Et),Zc=q(Et),bt=q(),ir=q(bt),es=q(bt),Ke=q(),St=q(Ke),We=q(),He=q(),ts=q(),wn=q(ts),sr=q(),T={comment:rr,lineComment:q(rr),blockComment:q(rr),docComment:q(rr),name:Et,variableName:q(Et),typeName:Kc,tagName:q(Kc),propertyName:Zc,attributeName:q(Zc),className:q(Et),labelName:q(Et),namespace:q(Et),macroName:q(Et),literal:bt,string:ir,docString:q(ir),character:q(ir),attributeValue:q(ir),number:es,integer:q(es),float:q(es),bool:q(bt),regexp:q(bt),escape:q(bt),color:q(bt),url:q(bt),keyword:We,self:q(We),null:q(We),atom:q(We),unit:q(We),modifier:q(We),operatorKeyword:q(We),controlKeyword:q(We),definitionKeyword:q(We),moduleKeyword:q(We),operator:He,derefOperator:q(He),arithmeticOperator:q(He),logicOperator:q(He),bitwiseOperator:q(He),compareOperator:q(He),updateOperator:q(He),definitionOperator:q(He),typeOperator:q(He),controlOperator:q(He),punctuation:ts,separator:q(ts),bracket:wn,angleBracket:q(wn),squareBracket:q(wn),paren:q(wn),brace:q(wn),content:Ke,heading:St,heading1:q(St),heading2:q(St),heading3:q(St),heading4:q(St),heading5:q(St),heading6:q(St),contentSeparator:q(Ke),list:q(Ke),quote:q(Ke),emphasis:q(Ke),strong:q(Ke),link:q(Ke),monospace:q(Ke),strikethrough:q(Ke),inserted:q(),deleted:q(),changed:q(),invalid:q(),meta:sr,documentMeta:q(sr),annotation:q(sr),processingInstruction:q(sr),definition:Xe.defineModifier("definition"),constant:Xe.defineModifier("constant"),function:Xe.defineModifier("function"),standard:Xe.defineModifier("standard"),local:Xe.defineModifier("local"),special:Xe.defineModifier("special")};for(let t in T){let e=T[t];e instanceof Xe&&(e.name=t)}vq=Vx([{tag:T.link,class:"tok-link"},{tag:T.heading,class:"tok-heading"},{tag:T.emphasis,class:"tok-emphasis"},{tag:T.strong,class:"tok-strong"},{tag:T.keyword,class:"tok-keyword"},{tag:T.atom,class:"tok-atom"},{tag:T.bool,class:"tok-bool"},{tag:T.url,class:"tok-url"},{tag:T.labelName,class:"tok-labelName"},{tag:T.inserted,class:"tok-inserted"},{tag:T.deleted,class:"tok-deleted"},{tag:T.literal,class:"tok-literal"},{tag:T.string,class:"tok-string"},{tag:T.number,class:"tok-number"},{tag:[T.regexp,T.escape,T.special(T.string)],class:"tok-string2"},{tag:T.variableName,class:"tok-variableName"},{tag:T.local(T.variableName),class:"tok-variableName tok-local"},{tag:T.definition(T.variableName),class:"tok-variableName tok-definition"},{tag:T.special(T.variableName),class:"tok-variableName2"},{tag:T.definition(T.propertyName),class:"tok-propertyName tok-definition"},{tag:T.typeName,class:"tok-typeName"},{tag:T.namespace,class:"tok-namespace"},{tag:T.className,class:"tok-className"},{tag:T.macroName,class:"tok-macroName"},{tag:T.propertyName,class:"tok-propertyName"},{tag:T.operator,class:"tok-operator"},{tag:T.comment,class:"tok-comment"},{tag:T.meta,class:"tok-meta"},{tag:T.invalid,class:"tok-invalid"},{tag:T.punctuation,class:"tok-punctuation"}])});var bp={};on(bp,{VariableContext:()=>ar,normalizeContextKey:()=>lr,parser:()=>os,trackVariables:()=>cr});function hp(t){return Array.from(t).map(e=>e.charCodeAt(0))}function CR(t){return t===63||t>=65&&t<=90||t===95||t>=97&&t<=122||t>=192&&t<=214||t>=216&&t<=246||t>=248&&t<=767||t>=880&&t<=893||t>=895&&t<=8191||t>=8204&&t<=8205||t>=8304&&t<=8591||t>=11264&&t<=12271||t>=12289&&t<=55295||t>=63744&&t<=64975||t>=65008&&t<=65533||t>=55296&&t<=56319||t>=56320&&t<=57343}function SR(t){return TR.includes(t)}function NR(t){return t>=48&&t<=57||t===183||t>=768&&t<=879||t>=8255&&t<=8256}function kR(t){return dp.includes(t)}function rp(t,e){return e.concat(t.split(/\n/g).join(`
`+e))}function $R(t,e=0){let n=t.peek(e);return n===np&&t.peek(e+1)===np?{offset:2,token:"**"}:SR(n)?{offset:1,token:String.fromCharCode(n)}:null}function ur(t,e=0,n=!1){for(let r=!1,i=[],s=0;;s++){let o=t.peek(e+s);if(CR(o)||(r||n)&&NR(o))r||(r=!0),i.push(o);else return i.length?{token:String.fromCharCode(...i),offset:s}:null}}function gp(t,e){for(let n=!1,r=0;;r++){let i=t.peek(e+r);if(kR(i))n||(n=!0);else return n?{token:" ",offset:r}:null}}function IR(t,e){let{keys:n,prefixes:r}=e.contextCache(),i=e.tokens;for(let s=0,o=[],a=null;;){let u=i.length+o.length>0,l=o.length>0,c=ur(t,s,u)||u&&$R(t,s)||l&&gp(t,s);if(!c)return a;let{token:p,offset:f}=c;if(s+=f,p===" ")continue;o=[...o,p];let m=[...i,...o].join(" ");if(n.has(m)){let d=o[0];a={token:d,offset:d.length,term:ap}}if(!r.has(m)){if(ip.some(d=>d===m)){let d=o[0];a={token:d,offset:d.length,term:rs}}if(!ip.some(d=>d.startsWith(m)))return a}}}function YR(t){let e=[];for(let n=1;n<=t.length;n++)e.push(t.substring(0,n));return e}function yp(t,e){let n=lr(t),r=YR(n);e.keys.add(n);for(let i of r)e.prefixes.add(i);return e.originalMap.set(n,t),e}function sp(t){let e=Ep();for(let n of t.getKeys())yp(n,e);return e}function Ep(t){return{keys:new Set(t?.keys),prefixes:new Set(t?.prefixes),originalMap:new Map(t?.originalMap)}}function lr(t){return t.replace(/\s*([./\-'+]|\*\*?)\s*/g," $1 ").replace(/\s{2,}/g," ").trim()}function op(t,e,n){let r=t.children.filter(l=>l.name!==e),i=t.children.filter(l=>l.name===e),s=r[0],o=r[Math.max(1,r.length-1)],a=s?.computedValue(),u=o?.computedValue()??null;return t.assign({children:i}).enterScope(e).pushChildren(r).exitScope(n).define(a,u)}function cr(t={},e=ar){let n=ns.of({context:e.of(t)});return new tr({start:n,reduce(r,i,s,o){if(i===up){let[p,f]=r.children.slice(-2);r=r.assign({value:e.of(p?.computedValue(),f?.computedValue())})}if(i===mp&&(r=r.assign({value:e.of(...r.children.map(p=>p?.computedValue()))})),i===cp){let[p,f]=r.children.slice(-2);r=r.assign({value:p?.computedValue()})}if(i===fp){let[p,...f]=r.children;p?.raw==="get value"?r=VR(r,f):r=r.assign({value:p?.computedValue()||e.of(void 0)})}let a=QR[i];if(a)return r.enterScope(a);let u=MR[i];if(u){let{children:p,context:f}=r,m=p.slice(0,-1),d=Zt(p),g=null;return i===lp&&(g=e.of(d?.computedValue())),i===pp&&(g=e.of(f,d?.computedValue()).set("item",d?.computedValue())),r.assign({children:m}).enterScope(u).pushChild(d).assign({context:g||f})}let l=o.read(o.pos,s.pos);if(BR[i])return r.exitScope(l);if(i===AR){let p=r.children.filter(d=>d.name!=="ContextEntry"),f=p[0],m=Zt(p);return op(r,"ContextEntry",l).assign({value:e.of(r.value).set(f?.computedValue(),m?.computedValue())})}if(i===Hx||i===iR)return op(r,"InExpression",l);if(i===eR)return r.define("partial",Jt.of(p=>Zt(p.children)?.computedValue()));if(i===dR){let p=Zt(r.children).computedValue();return r.define(p,1)}if(i===aR||i===uR||i===lR){let p=r.children.slice(0,-1),f=Zt(r.children);return r.assign({children:p}).enterScope("ArithmeticExpression").pushChild(f)}if(i===cR)return r.enterScope("ArithmeticExpression");if(i===Zx||i===Jx||i===PR)return r.token(l);if(i===yR)return r.literal(l.replace(/^"|"$/g,"").replace(/\\(["\\])/g,"$1"));if(i===ER)return r.literal(l==="true");if(i===gR)return r.literal(parseFloat(l));if(i===hR)return r.literal(null);if(i===pR)return r.resolveName();if(i===Kx||i===wR)return r.declareName();if((i===tp||i===sR)&&r.tokens.length>0)throw new Error("uncleared name");if(i===tp){let p=r;for(;p.parent;)p=p.exitScope(l);return p}return r}})}function VR(t,e){if(!e.length)return t.assign({value:null});if(e[0].name==="Name"&&(e=jR(e,["m","key"])),e.length!==2)return t.assign({value:null});let[n,r]=e,i=r?.computedValue(),s=n?.computedValue();return!s||typeof s!="object"||typeof i!="string"?t.assign({value:null}):t.assign({value:[lr(i),i].reduce((o,a)=>s.get(a)||o,null)})}function jR(t,e){let n={};for(let r=0;r<t.length;r+=2){let[i,s]=t.slice(r,r+2);n[i.value]=s}return e.map(r=>n[r])}function Zt(t){return t[t.length-1]}var jx,rs,ap,Gx,tp,Ux,Wx,Hx,Kx,Zx,Jx,eR,up,tR,nR,rR,iR,sR,oR,aR,uR,lR,cR,pR,fR,lp,cp,pp,fp,mR,dR,hR,gR,yR,ER,bR,mp,OR,vR,xR,RR,AR,wR,PR,is,ss,at,dp,qR,np,TR,DR,_R,LR,FR,MR,QR,BR,Jt,XR,ip,ar,ns,zR,GR,UR,os,as=ct(()=>{Hc();ce();ep();jx=121,rs=122,ap=123,Gx=124,tp=128,Ux=4,Wx=131,Hx=7,Kx=8,Zx=9,Jx=10,eR=139,up=19,tR=140,nR=23,rR=141,iR=27,sR=37,oR=41,aR=144,uR=145,lR=146,cR=147,pR=47,fR=68,lp=153,cp=70,pp=154,fp=72,mR=155,dR=76,hR=160,gR=79,yR=80,ER=81,bR=167,mp=89,OR=90,vR=169,xR=97,RR=171,AR=98,wR=100,PR=101,is=typeof process<"u"&&process.env&&/\bfparse(:dbg)?\b/.test(process.env.LOG),ss=typeof process<"u"&&process.env&&/\bfparse:dbg\b/.test(process.env.LOG),at=typeof process<"u"&&process.env&&/\bcontext\b/.test(process.env.LOG),dp=[9,11,12,32,133,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8232,8233,8239,8287,12288],qR=hp(`
\r`),np=42,TR=hp("'./-+*^");DR={[rs]:"identifier",[ap]:"nameIdentifier"},_R=new Ht((t,e)=>{ss&&console.log("%s: T <identifier | nameIdentifier>",t.pos);let n=IR(t,e.context),r=e.context.tokens,i=n||ur(t,0,r.length>0);i&&(t.advance(i.offset),t.acceptToken(n?n.term:rs),is&&console.log("%s: MATCH <%s> <%s>",t.pos,n?DR[n.term]:"identifier",i.token))},{contextual:!0}),LR=new Ht((t,e)=>{ss&&console.log("%s: T <propertyIdentifier>",t.pos);let n=e.context.tokens,r=ur(t,0,n.length>0);r&&(t.advance(r.offset),t.acceptToken(jx),is&&console.log("%s: MATCH <propertyIdentifier> <%s>",t.pos,r.token))}),FR=new Ht((t,e)=>{ss&&console.log("%s: T <insertSemi>",t.pos);let n,r=!1;for(n=0;;n++){let i=t.peek(n);if(!dp.includes(i)){qR.includes(i)&&(r=!0);break}}if(r){let i=ur(t,n+1);if(gp(t,n+1)||i&&/^(then|else|return|satisfies)$/.test(i.token))return;is&&console.log("%s: MATCH <insertSemi>",t.pos),t.acceptToken(Gx)}}),MR={[mR]:"FunctionInvocation",[pp]:"FilterExpression",[lp]:"PathExpression"},QR={[RR]:"Context",[vR]:"FunctionDefinition",[Wx]:"ForExpression",[bR]:"List",[tR]:"IfExpression",[rR]:"QuantifiedExpression"},BR={[xR]:"Context",[OR]:"FunctionDefinition",[Ux]:"ForExpression",[mp]:"List",[up]:"IfExpression",[nR]:"QuantifiedExpression",[fR]:"PathExpression",[fp]:"FunctionInvocation",[cp]:"FilterExpression",[oR]:"ArithmeticExpression"},Jt=class t{constructor(e){this.fn=e}get(e){return this.fn(e)}static of(e){return new t(e)}},XR={"date and time":1,date:1,time:1,duration:1},ip=Object.keys(XR);ar=class{constructor(e={}){this.value=e}getKeys(){return Object.keys(this.value)}get(e){let n=this.value[e],r=this.constructor;return r.isAtomic(n)?n:r.of(n)}set(e,n){let r=this.constructor;return new r({...this.value,[e]:n})}merge(e){let n=this.constructor;return new n(n.__merge(this.value,e))}static isAtomic(e){return e==null||e instanceof this||e instanceof Jt||typeof e!="object"}static of(...e){let n=e.reduce((r,i)=>this.__merge(r,i),{});return new this(n)}static __unwrap(e){return e?e instanceof this?e.value:this.isAtomic(e)?{}:e:{}}static __merge(e,n){let r=Object.assign({},this.__unwrap(e));for(let[i,s]of Object.entries(this.__unwrap(n))){if(s instanceof Jt){r[i]=s;continue}if(It(r,i)){r[i]=this.__merge(r[i],s);continue}r[i]=s}return r}},ns=class t{constructor({name:e="Expressions",tokens:n=[],children:r=[],parent:i=null,context:s,value:o,raw:a,__cache:u}){this.name=e,this.tokens=n,this.children=r,this.parent=i,this.context=s,this.value=o,this.raw=a,this.__cache=u}get root(){let e=this;for(;e.parent;)e=e.parent;return e}get cache(){let e=this.root;return e.__cache||(e.__cache=new WeakMap),e.__cache}enterScope(e){let n=this.of({name:e,parent:this});return at&&console.log("[%s] enter",n.path,n.context),n}exitScope(e){return this.parent?(at&&console.log(`[%s] exit %o
%s`,this.path,this.context,rp(e,"  ")),this.parent.pushChild(this)):(at&&console.log(`[%s] NO exit %o
%s`,this.path,this.context,rp(e,"  ")),this)}token(e){return at&&console.log("[%s] token <%s> + <%s>",this.path,this.tokens.join(" "),e),this.assign({tokens:[...this.tokens,e]})}literal(e){return at&&console.log("[%s] literal %o",this.path,e),this.pushChild(this.of({name:"Literal",value:e}))}computedValue(){for(let e=this;;e=Zt(e.children)){if(!e)return null;if(!_e(e.value))return e.value}}contextCache(){let e=this.cache.get(this.context);return e||(e=sp(this.context),this.cache.set(this.context,e)),e}get path(){return this.parent?.path?.concat(" > ",this.name)||this.name}get(e){let n=e&&lr(e),r=this.contextCache().originalMap.get(n);if(typeof r>"u")return;let i=this.context.get(r);return i instanceof Jt?i.get(this):i}resolveName(){let e=this.tokens.join(" "),n=[],r=this.assign({tokens:n}),i=this.of({name:"VariableName",parent:r,value:this.get(e),raw:e});return at&&console.log("[%s] resolve name <%s=%s>",i.path,e,this.get(e)),r.pushChild(i)}pushChild(e){if(!e)return this;let n=this.assign({children:[...this.children,e]});return e.parent=n,n}pushChildren(e){let n=this;for(let r of e)n=n.pushChild(r);return n}declareName(){if(this.tokens.length===0)throw Error("no tokens to declare name");let e=this.tokens.join(" ");return at&&console.log("[%s] declareName <%s>",this.path,e),this.assign({tokens:[]}).pushChild(this.of({name:"Name",value:e}))}define(e,n){if(typeof e!="string")return at&&console.log("[%s] no define <%s=%s>",this.path,e,n),this;at&&console.log("[%s] define <%s=%s>",this.path,e,n);let r=this.context,i=r.set(e,n),s=this.cache.get(r)||sp(r),o=yp(e,Ep(s));return this.cache.set(i,o),this.assign({context:i})}assign(e={}){return t.of({...this,...e})}of(e={}){let n={context:this.context,parent:this.parent};return t.of({...n,...e})}static of(e){let{name:n,tokens:r=[],children:i=[],parent:s=null,context:o,value:a,raw:u,__cache:l}=e;if(!o)throw new Error("must provide <context>");return new t({name:n,tokens:[...r],children:[...i],context:o,parent:s,value:a,raw:u,__cache:l})}};zR=cr({});GR=Jc({StringLiteral:T.string,NumericLiteral:T.number,BooleanLiteral:T.bool,"AtLiteral!":T.special(T.string),CompareOp:T.compareOperator,ArithOp:T.arithmeticOperator,"for if then else some every return":T.controlKeyword,"in instance of and or satisfies between as":T.operatorKeyword,function:T.definitionKeyword,"Type/...":T.typeName,"Wildcard!":T.modifier,null:T.null,LineComment:T.lineComment,BlockComment:T.blockComment,"VariableName!":T.variableName,'"?"':T.special(T.variableName),"DateTimeConstructor! SpecialFunctionName!":T.standard(T.function(T.variableName)),"FunctionInvocation/VariableName!":T.function(T.variableName),"Name!":T.definition(T.variableName),"Key/Name! ContextEntryType/Name!":T.definition(T.propertyName),"PathExpression/VariableName!":T.propertyName,"FormalParameter/ParameterName!":T.function(T.definition(T.variableName)),"( )":T.paren,"[ ]":T.squareBracket,"{ }":T.brace,".":T.derefOperator,", ;":T.separator,"..":T.punctuation}),UR={__proto__:null,for:10,in:32,return:36,if:40,then:42,else:44,some:48,every:50,satisfies:56,or:60,and:64,between:72,instance:86,of:89,days:101,time:103,duration:105,years:107,months:109,date:111,list:117,context:123,function:130,null:156,true:330,false:330,"?":170,external:186,not:211},os=nr.deserialize({version:14,states:"CjO`QYOOO`QYOOO$yQYOOOOQU'#Ce'#CeO%TQYO'#C`O&^QYO'#FQOOQQ'#Fe'#FeO&hQYO'#FeO`QYO'#DVOOQU'#En'#EnO(_Q^O'#D]OOQU'#D^'#D^OOQU'#D]'#D]OOQO'#Fm'#FmO*[QWO'#DvOOQQ'#D}'#D}OOQQ'#EO'#EOOOQQ'#EP'#EPO*aOWO'#ESO*[QWO'#EQOOQQ'#EQ'#EQOOQQ'#Fs'#FsOOQQ'#Fq'#FqOOQQ'#Fy'#FyOOQQ'#EU'#EUO`QYO'#EWOOQQ'#FS'#FSO*iQ^O'#FSO,`QYO'#EXO,gQWO'#EYOOQP'#F}'#F}O,lQXO'#EaOOQQ'#Fz'#FzOOQQ'#FR'#FRQOQWOOOOQQ'#FT'#FTOOQQ'#F^'#F^O`QYO'#CoOOQQ'#F_'#F_O%TQYO'#CsO,zQYO'#DwOOQQ'#Fr'#FrO-PQYO'#EROOQO'#ER'#ERO`QYO'#EVO`QYO'#EUOOQO'#F{'#F{Q-XQWOOO-^QYO'#DRO.TQWO'#FaOOQO'#DT'#DTO.`QYO'#FeO.gQWOOO/^QYO'#CdO/kQYO'#FVOOQQ'#Cc'#CcO/pQYO'#FUOOQQ'#Cb'#CbO/xQYO,58zO`QYO,59iOOQQ'#Fb'#FbOOQQ'#Fc'#FcOOQQ'#Fd'#FdO`QYO,59qO`QYO,59qO`QYO,59qOOQQ'#Fk'#FkO/}QYO,5:^OOQQ'#Fl'#FlO`QYO,5:`O`QYO,59eO`QYO,59gO`QYO,59iO1|QYO,59iO2TQYO,59rOOQQ,5:i,5:iO2YQYO,59qOOQU-E8l-E8lO3|QYO'#FnOOQQ,5:b,5:bOOQQ,5:n,5:nOOQQ,5:l,5:lO4TQYO,5:rOOQQ,5;n,5;nO4_QYO,5:qO4lQWO,5:sO4qQYO,5:tOOQP'#Ee'#EeO5hQXO'#EdOOQO'#Ec'#EcO5oQWO'#EbO5tQWO'#GOO5|QWO,5:{O6RQYO,59ZOOQQ'#Cw'#CwO6YQYO'#F`OOQQ'#Cv'#CvO6bQYO,59_O6gQYO,5:cO6lQYO,5:mO4WQYO,5:qO6qQYO,5:pO`QYO'#EwQ-XQWOOO`QYO'#EmO7hQWO,5;{O`QYOOOOQR'#Cf'#CfOOQQ'#Ej'#EjO8bQYO,59OO`QYO,5;qOOQQ'#FY'#FYO%TQYO'#EkO8rQYO,5;pO`QYO1G.fOOQQ'#F]'#F]O9iQYO1G/TO<`QYO1G/]O<jQYO1G/]O<tQYO1G/]OOQQ1G/x1G/xO>hQYO1G/zO>oQYO1G/PO?xQYO1G/ROARQYO1G/TO`QYO1G/TOOQQ1G/T1G/TOAiQYO1G/^OBWQ^O'#CdOCjQYO'#FpOOQO'#Dz'#DzOCtQWO'#DyOCyQWO'#FoOOQO'#Dx'#DxOOQO'#D{'#D{ODRQWO,5<YOOQQ1G0^1G0^O`QYO1G0]O`QYO'#EsODWQWO,5<[OOQQ1G0_1G0_ODcQWO'#E[ODnQWO'#F|OOQO'#EZ'#EZODvQWO1G0`OOQP'#Eu'#EuOD{QXO,5;OO`QYO,5:|OESQXO'#EvOE_QWO,5<jOOQQ1G0g1G0gO`QYO1G.uO%TQYO'#ElOEgQYO,5;zO`QYO1G.yOEoQYO1G/}OOQO1G0X1G0XOOQO,5;c,5;cOOQO-E8u-E8uOOQO,5;X,5;XOOQO-E8k-E8kOEtQWOOOOQQ-E8h-E8hOEyQYO'#CmOOQQ1G1]1G1]OOQQ,5;V,5;VOOQQ-E8i-E8iOFZQYO7+$QOOQQ7+%f7+%fO`QYO7+$oOGQQYO,5:rOG_QWO7+$oOGdQYO'#D[OOQQ'#DZ'#DZOIWQYO'#D_OI]QYO'#D_OIbQYO'#D_OIgQ`O'#DgOIlQ`O'#DjOIqQ`O'#DnOOQQ7+$x7+$xO`QYO,5:eO%TQYO'#ErOIvQWO,5<ZOOQQ1G1t1G1tOJ|QYO7+%wOKZQYO,5;_OOQO-E8q-E8qOAiQYO,5:vO%TQYO'#EtOKhQWO,5<hOKpQYO7+%zOOQP-E8s-E8sOKwQYO1G0hOOQO,5;b,5;bOOQO-E8t-E8tOLRQYO7+$aOOQQ,5;W,5;WOOQQ-E8j-E8jOLYQYO7+$eOOQO7+%i7+%iO`QYO,59XOMPQYO<<HZOOQQ<<HZ<<HZO/}QYO'#EoONYQYO,59vO! |QYO,59yO!!RQYO,59yO!!WQYO,59yO!!]QYO,5:RO%TQYO,5:UO!!zQbO,5:YO!#RQYO1G0POOQO,5;^,5;^OOQO-E8p-E8pO!#]QYO<<IcOOQQ<<Ic<<IcOOQO1G0b1G0bOOQO,5;`,5;`OOQO-E8r-E8rO!&_QYO'#E^OOQQ<<If<<IfO`QYO<<IfO`QYO<<G{O!'UQYO1G.sOOQQ,5;Z,5;ZOOQQ-E8m-E8mO!'cQYO1G/eOOQQ1G/e1G/eO!'hQbO'#D]O!'yQ`O'#D[O!(UQ`O1G/mO!(ZQWO'#DmO!(`Q`O'#FgOOQO'#Dl'#DlO!(hQ`O1G/pOOQO'#Dq'#DqO!(mQ`O'#FiOOQO'#Dp'#DpO!(uQ`O1G/tOOQQAN?QAN?QO!(zQYOAN=gOOQQ7+%P7+%PO!)qQ`O,59vOOQQ7+%X7+%XO!!]QYO,5:XO%TQYO'#EpO!)|Q`O,5<ROOQQ7+%[7+%[O!!]QYO'#EqO!*UQ`O,5<TO!*^Q`O7+%`OOQO1G/s1G/sOOQO,5;[,5;[OOQO-E8n-E8nOOQO,5;],5;]OOQO-E8o-E8oOAiQYO<<HzOOQQAN>fAN>fO/}QYO'#EoO!!]QYO<<HzO!*cQ`O7+%`O!*hQ`O1G/tO!!zQbO,5:YO!*mQ`O'#Dn",stateData:"!+Q~O#rOS#sOSPOSQOS~OTsOZVO[UOdtOhvOivOr}Os}OviO!T{O!U{O!VxO!XzO!c!OO!g|O!igO!pyO!wjO#SnO#nRO#oRO$YZO$h_O$i`O$j`O$kaO$lbO~OTsO[UOdtOhvOivOr}Os}OviO!T{O!U{O!VxO!XzO!c!OO!g|O!igO!pyO!wjO#SnO#nRO#oRO$YZO$h_O$i`O$j`O$kaO$lbO~OZ!TO#]!UO~P#VO#nRO#oRO~OZ!^O[!^O]!_O^!_O_!`O`!kOn!hOp!iOr!]Os!]Ot!jO{!lO!i!fO#z!dOv$aX~O#l#tX$s#tX~P%]O$h!mOT$XXZ$XX[$XXd$XXh$XXi$XXr$XXs$XXv$XX!T$XX!U$XX!V$XX!X$XX!c$XX!g$XX!i$XX!p$XX!w$XX#S$XX#n$XX#o$XX$Y$XX$i$XX$j$XX$k$XX$l$XX~O#nRO#oROZ!PX[!PX]!PX^!PX_!PX`!PXn!PXp!PXr!PXs!PXt!PXv!PX{!PX!i!PX#l!PX#p!PX#z!PX$s!PX$O!PXx!PX#}!PX!g!PXe!PXb!PX#R!PXf!PXl!PX~Ov!pO~O$i`O$j`O~O#p!uOZ#vX[#vX]#vX^#vX_#vX`#vXn#vXp#vXr#vXs#vXt#vXv#vX{#vX!i#vX#l#vX#z#vX$s#vX$O#vXx#vX#}#vX!g#vXe#vXb#vX#R#vXf#vXl#vX~O!g$dP~P`Ov!xO~O#m!yO$i`O$j`O#R$rP~Op#UO~Op#VOv!uX~O$s#YO~O#luX$OuX$suXxuX#}uX!guXeuXbuX#RuXfuXluX~P%]O$O#[O#l$TXx$TX~O#l#[X~P&hOv#^O~OZ#_O[#_O]#_O^#_O_#_O#nRO#oRO#z#_O#{#_O$[WX~O`WXxWX$OWX~P.lO`#cO~O$O#dOb#xX~Ob#gO~O#nRO#oRO$YZO~OTsOZVO[UOdtOhvOivOr}Os}O!T{O!U{O!VxO!XzO!c!OO!g|O!igO!pyO!wjO#SnO#nRO#oRO$YZO$h_O$i`O$j`O$kaO$lbO~Ov#qO~P0YO|#sO~O{!lO!i!fO#z!dOZya[ya]ya^ya_ya`yanyapyaryasyatyav$aX#lya$sya$Oyaxya#}ya!gyaeyabya#Ryafyalya~Ox$dP~P`Ox#|O#}#}O~P%]O#}#}O$O$OO!g$dX~P%]O!g$QO~O#nRO#oROx$pP~OZ#_O[#_O]#_O^#_O_#_O#m!yO#z#_O#{#_O~O$[#WX~P4|O$[$XO~O$O$YO#R$rX~O#R$[O~Oe$]O~P%]O$O$^Ol$SX~Ol$`O~O!W$aO~O!T$bO~O#l!xa$s!xa$O!xax!xa#}!xa!g!xae!xab!xa#R!xaf!xal!xa~P%]O$O#[O#l$Tax$Ta~OZ#_O[#_O]#_O^#_O_#_O#nRO#oRO#z#_O#{#_O~O`Wa$[WaxWa$OWa~P7sO$O#dOb#xa~OZ!^O[!^O]!_O^!_O_!`O{!lO!i!fO#z!dOv$aX~O`qinqipqirqisqitqi#lqi$sqi$Oqixqi#}qi!gqieqibqi#Rqifqilqi~P8zO_!`O{!lO!i!fO#z!dOZyi[yi`yinyipyiryisyityiv$aX#lyi$syi$Oyixyi#}yi!gyieyibyi#Ryifyilyi~O]!_O^!_O~P:rO]yi^yi~P:rO{!lO!i!fO#z!dOZyi[yi]yi^yi_yi`yinyipyiryisyityiv$aX#lyi$syi$Oyixyi#}yi!gyieyibyi#Ryifyilyi~O!g$nO~P%]O`!kOp!iOr!]Os!]Ot!jOnmi#lmi$smi$Omixmi#}mi!gmiemibmi#Rmifmilmi~P8zO`!kOr!]Os!]Ot!jOnoipoi#loi$soi$Ooixoi#}oi!goieoiboi#Roifoiloi~P8zO`!kOn!hOp$oOr!]Os!]Ot!jO~P8zO!S$tO!V$uO!X$vO![$wO!_$xO!c$yO#nRO#oRO$YZO~OZ#bX[#bX]#bX^#bX_#bX`#bXn#bXp#bXr#bXs#bXt#bXv#bXx#bX{#bX!i#bX#n#bX#o#bX#p#bX#z#bX$O#bX~P.lO$O$OOx$dX~P%]O$[${O~O$O$|Ox$cX~Ox%OO~O$O$OO!g$dax$da~O$[%SOx#OX$O#OX~O$O%TOx$pX~Ox%VO~O$[#Wa~P4|O#m!yO$i`O$j`O~O$O$YO#R$ra~O$O$^Ol$Sa~O!U%`O~OxrO~O#}%aObaX$OaXlaX~P%]O#lSq$sSq$OSqxSq#}Sq!gSqeSqbSq#RSqfSqlSq~P%]Ox#|O#}#}O$OuX~P%]Ox%cO~O#z%dOZ!OX[!OX]!OX^!OX_!OX`!OXn!OXp!OXr!OXs!OXt!OXv!OX{!OX!i!OX#l!OX$s!OX$O!OXx!OX#}!OX!g!OXe!OXb!OX#R!OXf!OXl!OX~Op%fO~Op%gO~Op%hO~O!]%iO~O!]%jO~O!]%kO~O$O$|Ox$ca~OZ!^O[!^O]!_O^!_O_!`O`!kOn!hOp!iOr!]Os!]Ot!jO{!lO#z!dOv$aX~Ox%pO!g%pO!i%oO~PJOO!g#ga$O#gax#ga~P%]O$O%TOx$pa~O#P%vO~P`O#R#Ui$O#Ui~P%]Of%wO~P%]O#lgq$sgq$Ogqxgq#}gq!ggqegqbgq#Rgqfgqlgq~P%]O`qynqypqyrqysqytqy#lqy$sqy$Oqyxqy#}qy!gqyeqybqy#Rqyfqylqy~P8zO#z%dOZ!Oa[!Oa]!Oa^!Oa_!Oa`!Oan!Oap!Oar!Oas!Oat!Oav!Oa{!Oa!i!Oa#l!Oa$s!Oa$O!Oax!Oa#}!Oa!g!Oae!Oab!Oa#R!Oaf!Oal!Oa~O!T%{O~O!W%{O~O!T%|O~O!S$tO!V$uO!X$vO![$wO!_$xO!c&rO#nRO#oRO$YZO~O!Y$]P~P!!]Ox!mi$O!mi~P%]OT$`XZ$`X[$`X]!yy^!yy_!yy`!yyd$`Xh$`Xi$`Xn!yyp!yyr$`Xs$`Xt!yyv$`X{!yy!T$`X!U$`X!V$`X!X$`X!c$`X!g$`X!i$`X!p$`X!w$`X#S$`X#l!yy#n$`X#o$`X#z!yy$Y$`X$h$`X$i$`X$j$`X$k$`X$l$`X$s!yy$O!yyx!yy#}!yye!yyb!yy#R!yyf!yyl!yy~O#l#QX$s#QX$O#QXx#QX#}#QX!g#QXe#QXb#QX#R#QXf#QXl#QX~P%]Obai$Oailai~P%]O!U&[O~O#nRO#oRO!Y!PX#z!PX$O!PX~O#z&mO!Y!OX$O!OX~O!Y&^O~O$[&_O~O$O&`O!Y$ZX~O!Y&bO~O$O&cO!Y$]X~O!Y&eO~O#lc!R$sc!R$Oc!Rxc!R#}c!R!gc!Rec!Rbc!R#Rc!Rfc!Rlc!R~P%]O#z&mO!Y!Oa$O!Oa~O$O&`O!Y$Za~O$O&cO!Y$]a~O$^&kO~O$^&nO~O!Y&oO~O!]&qO~O$Y$i~$i$j_^$h#zQP]Q~",goto:"EX$sPPPP$tP%l%o%u&V'oPPPPPP'xP$tPPP$tPP'{(OP$tP$tP$tPPP(UP(aP$t$tPP(j)P)[*h)PPPPPPPP)PPP)PP+l+o)PP+u+{$tP$tP$t,S,z,}-T,zP-].T-]-]/S/zP$t0r$t1j1j2b2eP2kPP1j2q2w/O2{PP3TP3W3_3e3k3q4{5V5]5c5i5p5v5|6SPPPPPPPP6Y6c8g9_:V:YPP:bPP:e:h;`<W<Z<`<|=k>ZP?RP?UP?Y?z@lAdAjAm$tAsAsPPPPPBk8gCcDZD^EU!kjOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR![SQ!YSR$k#dW!WSw#d$^W#v!p!x$|%TT&Q%j&`#UXOPQWYilu|}!]!a!b!c!e!g!h!i!j!k#Y#[#^#b#f#q#s#}$O$X$]$`$o${%S%V%a%d%i%k%v%w%}&_&c&k&m&n&qb!VSw!x#d$^$|%T%j&`U#`!V#a#tR#t!pU#`!V#a#tT$V!z$WR$j#bR#TwQ#RwR%]$^U!RQ#^#qQ#r!kR$e#[QrQQ$g#^R$q#qQ$z#sQ%q%SQ&P%iU&U%k&c&qQ&f&_T&l&k&nc$s#s%S%i%k&_&c&k&n&q!jkOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wQ#l!eU$r#s%S&kS%y%d&m]&O%i%k&_&c&n&q#T[OPQWilu|}!]!a!b!c!e!g!h!i!j!k!p#Y#[#^#b#f#q#s#}$O$X$]$`$o${%S%V%a%d%i%k%v%w&_&c&k&m&n&qR&T%jQ&R%jR&g&`Q&X%kR&p&qS&V%k&qR&i&c!k]OPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR#{!pQ#x!pR%m$|S#w!p$|T$R!x%T!keOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!jeOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wQ!rbT!{o$Y!kcOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!kdOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!khOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!kpOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR$U!xQ$S!xR%r%TQ%u%VR&Y%vQ!}oR%Y$YT!|o$YS!zo$YT$V!z$WRrQS#a!V#tR$h#aQ#e!YR$l#eQ$_#RR%^$_Q#]!RR$f#]!tYOPQWilu|}!]!a!b!c!e!g!h!i!j!k!p#Y#[#^#b#f#q#s#}$O$X$]$`$o${%S%V%a%d%v%w&kS!oY%}_%}%i%k&_&c&m&n&qQ%e$rS%z%e&]R&]&OQ&a&RR&h&aQ&d&VR&j&dQ$}#xR%n$}S$P!v#uR%R$PQ%U$SR%s%UQ$W!zR%W$WQ$Z!}R%Z$ZQ#Z!PR$d#ZQrOQ!PPR$c#YUTOP#YW!QQ!k#[#^Q!nWQ!tiQ!vlQ#PuQ#W|Q#X}Q#h!]Q#i!aQ#j!bQ#k!cQ#m!gQ#n!hQ#o!iQ#p!jQ#u!pQ$i#bQ$m#fQ$p#qQ%P#}Q%Q$OQ%X$XQ%[$]Q%_$`Q%b$oQ%l${S%t%V%vQ%x%aR&Z%w!kqOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!kSOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR!ZSS!XS#dT#Qw$^R#b!WR#f![!kuOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!kwOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR#SwV!SQ#^#q!V!aT!Q!t!v#P#W#X#h#m#n#o#p#u$i$m$p%P%Q%X%[%_%b%l%t%x&Z!X!bT!Q!t!v#P#W#X#h#i#m#n#o#p#u$i$m$p%P%Q%X%[%_%b%l%t%x&Z!Z!cT!Q!t!v#P#W#X#h#i#j#m#n#o#p#u$i$m$p%P%Q%X%[%_%b%l%t%x&Z!kWOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR&S%jT&W%k&q!_!eT!Q!n!t!v#P#W#X#h#i#j#k#m#n#o#p#u$i$m$p%P%Q%X%[%_%b%l%t%x&Z!_!gT!Q!n!t!v#P#W#X#h#i#j#k#m#n#o#p#u$i$m$p%P%Q%X%[%_%b%l%t%x&Z!k^OPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wQ!q^R!scR#y!pQ!wlR#z!p!kfOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!klOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%w!kmOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR$T!x!koOPQWilu|}!]!a!b!c!g!h!i!j!k!p#Y#[#^#b#f#q#}$O$X$]$`$o${%V%a%v%wR#Oo",nodeNames:"\u26A0 LineComment BlockComment Expression ForExpression for InExpressions InExpression Name Identifier Identifier ArithOp ArithOp ArithOp ArithOp ArithOp in IterationContext return IfExpression if then else QuantifiedExpression some every InExpressions InExpression satisfies Disjunction or Conjunction and Comparison CompareOp CompareOp between PositiveUnaryTest ( PositiveUnaryTests ) ArithmeticExpression InstanceOfExpression instance of Type QualifiedName VariableName BacktickIdentifier SpecialType days time duration years months date > ListType list < ContextType context ContextEntryTypes ContextEntryType FunctionType function ArgumentTypes ArgumentType PathExpression ] FilterExpression [ FunctionInvocation SpecialFunctionName NamedParameters NamedParameter ParameterName PositionalParameters null NumericLiteral StringLiteral BooleanLiteral DateTimeLiteral DateTimeConstructor AtLiteral ? SimplePositiveUnaryTest Interval ParenthesizedExpression List FunctionDefinition FormalParameters FormalParameter external FunctionBody } { Context ContextEntry Key Name Identifier Expressions UnaryTests Wildcard not",maxTerm:173,context:zR,nodeProps:[["group",-17,4,19,23,29,31,33,41,42,68,70,72,85,86,88,89,90,97,"Expr",47,"Expr Expr",-5,78,79,80,81,82,"Expr Literal"],["closedBy",38,")",71,"]",96,"}"],["openedBy",40,"(",69,"[",95,"{"]],propSources:[GR],skippedNodes:[0,1,2],repeatNodeCount:14,tokenData:".v~RvXY#iYZ$^Z[#i]^$^pq#iqr$crs$nwx(Wxy(]yz(bz{(g{|(t|}(y}!O)O!O!P)]!P!Q*g!Q![,b![!],y!]!^-O!^!_-T!_!`$i!`!a-d!b!c-n!}#O-s#P#Q-x#Q#R(o#S#T-}#o#p.l#q#r.q$f$g#i#BY#BZ#i$IS$I_#i$I|$I}$^$I}$JO$^$JT$JU#i$KV$KW#i&FU&FV#i?HT?HU#i~#nY#r~XY#iZ[#ipq#i$f$g#i#BY#BZ#i$IS$I_#i$JT$JU#i$KV$KW#i&FU&FV#i?HT?HU#i~$cO#s~~$fP!_!`$i~$nOr~~$qXOY$nYZ%^Zr$nrs&zs#O$n#O#P'R#P;'S$n;'S;=`(Q<%lO$n~%aVOr%^rs%vs#O%^#O#P%{#P;'S%^;'S;=`&t<%lO%^~%{O$i~~&ORO;'S%^;'S;=`&X;=`O%^~&[WOr%^rs%vs#O%^#O#P%{#P;'S%^;'S;=`&t;=`<%l%^<%lO%^~&wP;=`<%l%^~'RO$i~$j~~'URO;'S$n;'S;=`'_;=`O$n~'bYOY$nYZ%^Zr$nrs&zs#O$n#O#P'R#P;'S$n;'S;=`(Q;=`<%l$n<%lO$n~(TP;=`<%l$n~(]O#{~~(bOv~~(gOx~~(lP^~z{(o~(tO_~~(yO[~~)OO$O~R)TPZP!`!a)WQ)]O$^Q~)bQ#z~!O!P)h!Q![)m~)mO#}~~)rR$h~!Q![)m!g!h){#X#Y){~*OR{|*X}!O*X!Q![*_~*[P!Q![*_~*dP$h~!Q![*_~*lQ]~z{*r!P!Q+y~*uTOz*rz{+U{;'S*r;'S;=`+s<%lO*r~+XVOz*rz{+U{!P*r!P!Q+n!Q;'S*r;'S;=`+s<%lO*r~+sOQ~~+vP;=`<%l*r~,OSP~OY+yZ;'S+y;'S;=`,[<%lO+y~,_P;=`<%l+y~,gS$h~!O!P,s!Q![,b!g!h){#X#Y){~,vP!Q![)m~-OO$[~~-TO$s~R-[P!]QsP!_!`-_P-dOsPR-kP!YQsP!_!`-_~-sO$l~~-xO!i~~-}O!g~~.QTO#S-}#S#T.a#T;'S-};'S;=`.f<%lO-}~.fO$Y~~.iP;=`<%l-}~.qO#S~~.vO#R~",tokenizers:[LR,_R,FR,0,1],topRules:{Expression:[0,3],Expressions:[1,102],UnaryTests:[2,103]},dialects:{camunda:2564},dynamicPrecedences:{31:-1,68:1,72:-1,74:-1},specialized:[{term:122,get:t=>UR[t]||-1}],tokenPrec:2567})});var ps={};on(ps,{FeelAnalyzer:()=>us});function WR(t){return t.replace(/^`|`$/g,"")}function ke(t,e){return WR(e.substring(t.from,t.to))}function Ot(t,e){return e.some(n=>n.has(t))}function Ye(t,e,n){let r=new Set(e);t.push(r);let i=n(r);return t.pop(),i}function K(t,e){let n=t.firstChild;for(;n;)e(n),n=n.nextSibling}function pr(t,e){let n=[];return K(t,r=>{r.name==="PathExpression"?n.push(...pr(r,e)):r.name==="VariableName"&&n.push(ke(r,e))}),n}function vp(t){let e=t.firstChild;return e?e.name==="Context"?!0:e.name==="PathExpression"?vp(e):!1:!1}function xp(t,e){let n=[];return K(t,r=>{if(r.name==="ContextEntry"){let i=r.getChild("Key")?.getChild("Name");i&&n.push(ke(i,e))}}),n}function ls(t,e){let n=[],r=t.getChild("InExpressions");return r&&K(r,i=>{if(i.name==="InExpression"){let s=i.getChild("Name")?.getChild("Identifier");s&&n.push(e.substring(s.from,s.to))}}),n}function cs(t,e){let n=[],r=t.getChild("FormalParameters");return r&&K(r,i=>{if(i.name==="FormalParameter"){let s=i.getChild("ParameterName")?.getChild("Name")?.getChild("Identifier");s&&n.push(e.substring(s.from,s.to))}}),n}function Ze(t,e){return t.find(n=>n.name===e)}function HR(t,e){let n=Ze(t,e);return n||(n={name:e},t.push(n)),n}function Rp(t,e){let n=HR(t,e[0]);if(e.length<=1||(n.type||(n.type="Context",n.entries=n.entries||[]),n.type!=="Context"))return;let r=n.entries;for(let i=1;i<e.length;i++){let s=e[i],o=i===e.length-1,a=Ze(r,s);a?!o&&!a.type&&(a.type="Context",a.entries=a.entries||[]):(a=o?{name:s}:{name:s,type:"Context",entries:[]},r.push(a)),o||(a.entries=a.entries||[],r=a.entries)}}function Ap(t){if(t.entries){t.entries.sort((e,n)=>e.name.localeCompare(n.name));for(let e of t.entries)Ap(e)}}function KR(t,e,n){let r=new Set,i=[new Set];function s(a,u){return!Ot(a,i)&&!n.has(a)&&!(u!=="none"&&a==="item")}let o=(a,u="none")=>{let{name:l}=a;if(!a.type.isError){if(l==="FunctionInvocation"){let c=a.getChild("VariableName");if(c){let p=ke(c,e);s(p,u)&&r.add(p)}K(a,p=>{p.name!=="VariableName"&&p.name!=="("&&p.name!==")"&&o(p,u)});return}if(l==="PathExpression"){if(vp(a))K(a,c=>o(c,u));else{let c=pr(a,e);c.length>0&&s(c[0],u)&&r.add(c.join("."))}return}if(l==="VariableName"&&a.parent?.name!=="PathExpression"&&a.parent?.name!=="FunctionInvocation"){let c=ke(a,e),p=u==="variable-list"&&c!=="item";s(c,u)&&!p&&r.add(c);return}if(l==="Context"&&a.parent?.name!=="List"){Ye(i,[],c=>{K(a,p=>{if(p.name==="ContextEntry"){K(p,m=>{m.name!=="Key"&&o(m,u)});let f=p.getChild("Key")?.getChild("Name");f&&c.add(ke(f,e))}})});return}if(l==="FilterExpression"){let c="none",p=["item"],f=a.getChild("List");f?(K(f,m=>{m.name==="Context"&&p.push(...xp(m,e))}),c="list-literal"):K(a,m=>{m.name==="VariableName"&&(o(m,"none"),c="variable-list")}),Ye(i,p,()=>{K(a,m=>{(m.name==="Comparison"||m.name==="Expression")&&o(m,c)})});return}if(l==="ForExpression"||l==="QuantifiedExpression"){let c=ls(a,e),p=a.getChild("InExpressions");p&&K(p,f=>{f.name==="InExpression"&&K(f,m=>{m.name!=="Name"&&m.name!=="in"&&m.name!=="Identifier"&&o(m,u)})}),Ye(i,c,()=>{K(a,f=>{wp.has(f.name)||o(f,"none")})});return}if(l==="FunctionDefinition"){let c=cs(a,e);Ye(i,c,()=>{let p=a.getChild("FunctionBody");p&&o(p,"none")});return}K(a,c=>o(c,u))}};return o(t),Array.from(r).sort()}function ZR(t){let e=[];for(let n of t)Rp(e,n.split("."));return e}function Pp(t){let e=!1,n=!1;return K(t,r=>{if(r.name==="StringLiteral")e=!0;else if(r.name==="NumericLiteral")n=!0;else if(r.name==="ArithmeticExpression"){let i=Pp(r);e=e||i.hasString,n=n||i.hasNumber}}),{hasString:e,hasNumber:n}}function qp(t,e,n,r,i){if(t.name==="VariableName"&&t.parent?.name!=="PathExpression"){let s=ke(t,e),o=Ze(n,s);!Ot(s,r)&&o&&!o.type&&(o.type=i)}else if(t.name==="PathExpression"){let s=pr(t,e);if(s.length>0){let o=s[0],a=Ze(n,o);!Ot(o,r)&&a&&!a.type&&(a.type=i)}}else K(t,s=>{qp(s,e,n,r,i)})}function JR(t,e,n,r,i){let s=n?Ze(r,n):null;if(!s)return;let o=a=>{if(s.type==="List"){if(a.name==="PathExpression"){let u=[];if(K(a,l=>{l.name==="VariableName"&&u.push(ke(l,e))}),u.length>1&&u[0]==="item"){let l=s.entries||[];for(let c=1;c<u.length;c++)Ze(l,u[c])||l.push({name:u[c]});s.entries=l}}else if(a.name==="VariableName"){let u=ke(a,e);if(!Ot(u,i)&&u!=="item"&&a.parent?.name!=="PathExpression"){let l=s.entries||[];Ze(l,u)||l.push({name:u}),s.entries=l}}K(a,o)}};o(t)}function Op(t,e,n,r,i){if(t.name!=="VariableName")return;let s=ke(t,n),o=Ze(r,s);if(Ot(s,i)||!o||o.type)return;let u={NumericLiteral:"Number",StringLiteral:"String",BooleanLiteral:"Boolean"}[e.name];u&&(o.type=u)}function ut(t,e,n,r,i="none"){let{name:s}=t;if(s==="PathExpression"){let o=t.firstChild;if(o?.name==="Context"||o?.name==="PathExpression"){ut(o,e,n,r,i);return}let a=pr(t,e);if(a.length>0){let u=a[0];!Ot(u,r)&&!(i!=="none"&&u==="item")&&Ze(n,u)&&Rp(n,a)}return}if(s==="Context"&&t.parent?.name!=="List"){Ye(r,[],o=>{K(t,a=>{if(a.name==="ContextEntry"){K(a,l=>{l.name!=="Key"&&ut(l,e,n,r,i)});let u=a.getChild("Key")?.getChild("Name");u&&o.add(ke(u,e))}})});return}if(s==="FilterExpression"){let o="none",a=null,u=["item"],l=t.getChild("List");l?(K(l,c=>{c.name==="Context"&&u.push(...xp(c,e))}),o="list-literal"):K(t,c=>{if(c.name==="VariableName"){a=ke(c,e);let p=Ze(n,a);!Ot(a,r)&&p&&(p.type||(p.type="List")),o="variable-list"}}),Ye(r,u,()=>{K(t,c=>{(c.name==="Comparison"||c.name==="Expression")&&(JR(c,e,a,n,r),ut(c,e,n,r,o))})});return}if(s==="Comparison"){let o=[];K(t,a=>{a.name!=="CompareOp"&&o.push(a)}),o.length===2&&(Op(o[0],o[1],e,n,r),Op(o[1],o[0],e,n,r))}if(s==="ArithmeticExpression"){let{hasString:o,hasNumber:a}=Pp(t),u=o&&!a?"String":!o&&a?"Number":null;u&&qp(t,e,n,r,u),K(t,l=>{["ArithmeticExpression","ArithOp","NumericLiteral","StringLiteral"].includes(l.name)||ut(l,e,n,r,i)});return}if(s==="ForExpression"||s==="QuantifiedExpression"){let o=ls(t,e),a=t.getChild("InExpressions");a&&K(a,u=>{u.name==="InExpression"&&K(u,l=>{["Name","in","Identifier"].includes(l.name)||ut(l,e,n,r,i)})}),Ye(r,o,()=>{K(t,u=>{wp.has(u.name)||ut(u,e,n,r,"none")})});return}if(s==="FunctionDefinition"){let o=cs(t,e);Ye(r,o,()=>{let a=t.getChild("FunctionBody");a&&ut(a,e,n,r,"none")});return}K(t,o=>{ut(o,e,n,r,i)})}function e1(t,e,n){let r=KR(t,e,n),i=ZR(r);ut(t,e,i,[new Set]);for(let o of i)Ap(o);return i.sort((o,a)=>o.name.localeCompare(a.name)),i}function n1(t,e,n){let r=new Map,i=[],s=a=>{let u=ke(a,e),l=!Ot(u,i)&&n.has(u)?"builtin":"user",c=r.get(u);if(!c){r.set(u,{name:u,type:l});return}c.type==="builtin"&&l==="user"&&(c.type="user")},o=a=>{let{name:u}=a;if(u==="Context"){Ye(i,[],l=>{K(a,c=>{if(c.name!=="ContextEntry")return;K(c,f=>{f.name!=="Key"&&o(f)});let p=c.getChild("Key")?.getChild("Name");p&&l.add(ke(p,e))})});return}if(u==="FunctionDefinition"){let l=cs(a,e);Ye(i,l,()=>{let c=a.getChild("FunctionBody");c&&o(c)});return}if(u==="ForExpression"||u==="QuantifiedExpression"){let l=a.getChild("InExpressions");l&&K(l,c=>{c.name==="InExpression"&&K(c,p=>{p.name!=="Name"&&p.name!=="in"&&p.name!=="Identifier"&&o(p)})}),Ye(i,ls(a,e),()=>{K(a,c=>{t1.has(c.name)||o(c)})});return}if(u==="FunctionInvocation"){let l=a.getChild("VariableName");l&&s(l)}K(a,o)};return o(t),Array.from(r.values()).sort((a,u)=>a.name.localeCompare(u.name))}function r1(t){return!Tp(t)}function Tp(t){if(t.type.isError)return!0;let e=t.firstChild;for(;e;){if(Tp(e))return!0;e=e.nextSibling}return!1}function i1(t){return t.reduce((e,n)=>(e[n.name]=()=>{},e),{})}var wp,t1,us,fs=ct(()=>{as();wp=new Set(["for","return","some","every","InExpressions","satisfies"]);t1=new Set(["for","return","some","every","InExpressions","satisfies"]);us=class{constructor(e={}){this.builtinNames=new Set(e.builtins?.map(r=>r.name)??[]);let n={top:e.dialect==="unaryTests"?"UnaryTests":"Expression",dialect:e.parserDialect};e.reservedNameBuiltins&&e.reservedNameBuiltins.length>0&&(n.contextTracker=cr(i1(e.reservedNameBuiltins))),this.parser=os.configure(n)}analyzeExpression(e){let n=this.parser.parse(e),r=r1(n.topNode),i=e1(n.topNode,e,this.builtinNames),s=n1(n.topNode,e,this.builtinNames);return{valid:r,inputs:i,functions:s}}}});var ms=x(Pn=>{"use strict";var Cp=[{name:"not",type:"function",params:[{name:"negand"}],info:`<p>Returns the logical negation of the given value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">not(negand: boolean): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">not(true)
// false

not(null)
// null
</code></pre>
`},{name:"get value",type:"function",params:[{name:"context"},{name:"key"}],info:`<p>Returns the value of the context entry with the given key.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">get value(context: context, key: string): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">get value({foo: 123}, &quot;foo&quot;)
// 123

get value({a: 1}, &quot;b&quot;)
// null
</code></pre>
`},{name:"get entries",type:"function",params:[{name:"context"}],info:`<p>Returns the entries of the context as a list of key-value-pairs.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">get entries(context: context): list&lt;context&gt;
</code></pre>
<p>The return value is a list of contexts. Each context contains two entries for &quot;key&quot; and &quot;value&quot;.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">get entries({foo: 123})
// [{key: &quot;foo&quot;, value: 123}]
</code></pre>
`},{name:"context put",type:"function",params:[{name:"context"},{name:"keys"},{name:"value"}],info:`<p>Adds a new entry with the given value to the context. The path of the entry is defined by the keys. Returns a new context that includes the entry.</p>
<p>If <code>keys</code> contains the keys <code>[k1, k2]</code> then it adds the nested entry <code>k1.k2 = value</code> to the context.</p>
<p>If an entry for the same keys already exists in the context, it overrides the value.</p>
<p>If <code>keys</code> are empty, it returns <code>null</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">context put(context: context, keys: list&lt;string&gt;, value: Any): context
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">context put({x:1}, [&quot;y&quot;], 2)
// {x:1, y:2}

context put({x:1, y: {z:0}}, [&quot;y&quot;, &quot;z&quot;], 2)
// {x:1, y: {z:2}}

context put({x:1}, [&quot;y&quot;, &quot;z&quot;], 2)
// {x:1, y: {z:2}}
</code></pre>
`},{name:"string",type:"function",params:[{name:"from"}],info:`<p>Returns the given value as a string representation.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">string(from: Any): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">string(1.1)
// &quot;1.1&quot;

string(date(&quot;2012-12-25&quot;))
// &quot;2012-12-25&quot;
</code></pre>
`},{name:"number",type:"function",params:[{name:"from"}],info:`<p>Parses the given string to a number.</p>
<p>Returns <code>null</code> if the string is not a number.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">number(from: string): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">number(&quot;1500.5&quot;)
// 1500.5
</code></pre>
`},{name:"number",type:"function",params:[{name:"from"},{name:"grouping separator"}],info:`<p>Parses the given string to a number using the specified grouping separator.</p>
<p>Returns <code>null</code> if the string is not a number.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">number(from: string, grouping separator: string): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">number(&quot;1,500&quot;, &quot;,&quot;)
// 1500
</code></pre>
`},{name:"number",type:"function",params:[{name:"from"},{name:"grouping separator"},{name:"decimal separator"}],info:`<p>Parses the given string to a number using the specified grouping and decimal separators.</p>
<p>Returns <code>null</code> if the string is not a number.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">number(from: string, grouping separator: string, decimal separator: string): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">number(&quot;1 500.5&quot;, &quot; &quot;, &quot;.&quot;)
// 1500.5
</code></pre>
`},{name:"context",type:"function",params:[{name:"entries"}],info:`<p>Constructs a context of the given list of key-value pairs. It is the reverse function to <a href="https://docs.camunda.io/docs/components/modeler/feel/builtin-functions/feel-built-in-functions-context#get-entriescontext">get entries()</a>.</p>
<p>Each key-value pair must be a context with two entries: <code>key</code> and <code>value</code>. The entry with name <code>key</code> must have a value of the type <code>string</code>.</p>
<p>It might override context entries if the keys are equal. The entries are overridden in the same order as the contexts in the given list.</p>
<p>Returns <code>null</code> if one of the entries is not a context or if a context doesn&#39;t contain the required entries.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">context(entries: list&lt;context&gt;): context
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">context([{&quot;key&quot;:&quot;a&quot;, &quot;value&quot;:1}, {&quot;key&quot;:&quot;b&quot;, &quot;value&quot;:2}])
// {a:1, b:2}
</code></pre>
`},{name:"date",type:"function",params:[{name:"from"}],info:`<p>Returns a date from the given value.</p>
<p>Returns <code>null</code> if the string is not a valid calendar date. For example, <code>&quot;2024-06-31&quot;</code> is invalid because June has
only 30 days.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">date(from: string): date
</code></pre>
<p>Parses the given string into a date.</p>
<pre><code class="language-feel">date(from: date and time): date
</code></pre>
<p>Extracts the date component from the given date and time.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">date(&quot;2018-04-29&quot;)
// date(&quot;2018-04-29&quot;)

date(date and time(&quot;2012-12-25T11:00:00&quot;))
// date(&quot;2012-12-25&quot;)
</code></pre>
`},{name:"date",type:"function",params:[{name:"year"},{name:"month"},{name:"day"}],info:`<p>Returns a date from the given components.</p>
<p>Returns <code>null</code> if the components don&#39;t represent a valid calendar date. For example, <code>2024,6,31</code> is invalid because
June has only 30 days.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">date(year: number, month: number, day: number): date
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">date(2012, 12, 25)
// date(&quot;2012-12-25&quot;)
</code></pre>
`},{name:"time",type:"function",params:[{name:"from"}],info:`<p>Returns a time from the given value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">time(from: string): time
</code></pre>
<p>Parses the given string into a time.</p>
<pre><code class="language-feel">time(from: date and time): time
</code></pre>
<p>Extracts the time component from the given date and time.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">time(&quot;12:00:00&quot;)
// time(&quot;12:00:00&quot;)

time(date and time(&quot;2012-12-25T11:00:00&quot;))
// time(&quot;11:00:00&quot;)
</code></pre>
`},{name:"time",type:"function",params:[{name:"hour"},{name:"minute"},{name:"second"}],info:`<p>Returns a time from the given components.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">time(hour: number, minute: number, second: number): time
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">time(23, 59, 0)
// time(&quot;23:59:00&quot;)
</code></pre>
`},{name:"time",type:"function",params:[{name:"hour"},{name:"minute"},{name:"second"},{name:"offset"}],info:`<p>Returns a time from the given components, including a timezone offset.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">time(hour: number, minute: number, second: number, offset: days and time duration): time
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">time(14, 30, 0, duration(&quot;PT1H&quot;))
// time(&quot;14:30:00+01:00&quot;)
</code></pre>
`},{name:"date and time",type:"function",params:[{name:"from"}],info:`<p>Parses the given string into a date and time. The function supports strings in the format <code>YYYY-MM-DDThh:mm:ss</code> with
optional timezone information either as offset (e.g., <code>+01:00</code> or <code>Z</code>), as IANA timezone ID (e.g., <code>@Europe/Berlin</code>), or
as a combination of both (e.g., <code>+01:00[Europe/Berlin]</code>).</p>
<p>Returns <code>null</code> if the string is not a valid calendar date. For example, <code>&quot;2024-06-31T10:00:00&quot;</code> is invalid because
June has only 30 days.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">date and time(from: string): date and time
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">date and time(&quot;2018-04-29T09:30:00&quot;)
// date and time(&quot;2018-04-29T09:30:00&quot;)

date and time(&quot;2018-04-29T09:30:00+02:00&quot;)
// date and time(&quot;2018-04-29T09:30:00+02:00&quot;)

date and time(&quot;2018-04-29T09:30:00@Europe/Berlin&quot;)
// date and time(&quot;2018-04-29T09:30:00@Europe/Berlin&quot;)

date and time(&quot;2018-04-29T09:30:00+02:00[Europe/Berlin]&quot;)
// date and time(&quot;2018-04-29T09:30:00@Europe/Berlin&quot;)
</code></pre>
`},{name:"date and time",type:"function",params:[{name:"date"},{name:"time"}],info:`<p>Returns a date and time from the given components.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">date and time(date: date, time: time): date and time
</code></pre>
<pre><code class="language-feel">date and time(date: date and time, time: time): date and time
</code></pre>
<p>Returns a date and time value that consists of the date component of <code>date</code> combined with <code>time</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">date and time(date(&quot;2012-12-24&quot;),time(&quot;T23:59:00&quot;))
// date and time(&quot;2012-12-24T23:59:00&quot;)

date and time(date and time(&quot;2012-12-25T11:00:00&quot;),time(&quot;T23:59:00&quot;))
// date and time(&quot;2012-12-25T23:59:00&quot;)
</code></pre>
`},{name:"duration",type:"function",params:[{name:"from"}],info:`<p>Parses the given string into a duration. The duration is either a days and time duration or a years and months duration.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">duration(from: string): days and time duration
</code></pre>
<pre><code class="language-feel">duration(from: string): years and months duration
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">duration(&quot;P5D&quot;)
// duration(&quot;P5D&quot;)

duration(&quot;P32Y&quot;)
// duration(&quot;P32Y&quot;)
</code></pre>
`},{name:"years and months duration",type:"function",params:[{name:"from"},{name:"to"}],info:`<p>Returns the years and months duration between <code>from</code> and <code>to</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">years and months duration(from: date, to: date): years and months duration
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">years and months duration(date(&quot;2011-12-22&quot;), date(&quot;2013-08-24&quot;))
// duration(&quot;P1Y8M&quot;)
</code></pre>
`},{name:"from json",type:"function",params:[{name:"value"}],info:`<p>Parses a JSON string into a FEEL value. The function converts JSON primitives, objects, and arrays into their corresponding FEEL types.</p>
<p>Returns <code>null</code> if the string is not a valid JSON value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">from json(value: string): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">from json(&quot;{\\&quot;a\\&quot;: 1, \\&quot;b\\&quot;: 2}&quot;)
// {a: 1, b: 2}

from json(&quot;true&quot;)
// true

from json(&quot;\\&quot;2023-06-14\\&quot;&quot;)
// &quot;2023-06-14&quot;
</code></pre>
`,engines:{camunda:">=8.9"}},{name:"to json",type:"function",params:[{name:"value"}],info:`<p>Converts a FEEL value into a JSON string. The function converts FEEL primitives, contexts, and lists into their
corresponding JSON types. Temporal values are converted to their ISO 8601 string representation, including timezone
information for date and time values (format: <code>2025-11-24T10:00:00+01:00[Europe/Berlin]</code>).</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">to json(value: Any): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">to json({a: 1, b: 2})
// &quot;{\\&quot;a\\&quot;:1,\\&quot;b\\&quot;:2}&quot;

to json(true)
// &quot;true&quot;

to json(@&quot;2023-06-14&quot;)
// &quot;\\&quot;2023-06-14\\&quot;&quot;

to json(@&quot;2025-11-24T10:00:00@Europe/Berlin&quot;)
// &quot;\\&quot;2025-11-24T10:00:00+01:00[Europe/Berlin]\\&quot;&quot;

to json(@&quot;P3Y&quot;)
// &quot;\\&quot;P3Y\\&quot;&quot;
</code></pre>
`,engines:{camunda:">=8.9"}},{name:"list contains",type:"function",params:[{name:"list"},{name:"element"}],info:`<p>Returns <code>true</code> if the given list contains the element. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">list contains(list: list, element: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">list contains([1,2,3], 2)
// true
</code></pre>
`},{name:"count",type:"function",params:[{name:"list"}],info:`<p>Returns the number of elements of the given list.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">count(list: list): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">count([1,2,3])
// 3
</code></pre>
`},{name:"min",type:"function",params:[{name:"list"}],info:`<p>Returns the minimum of the given list.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">min(list: list): Any
</code></pre>
<p>All elements in <code>list</code> should have the same type and be comparable.</p>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">min([1,2,3])
// 1

min(1,2,3)
// 1
</code></pre>
`},{name:"max",type:"function",params:[{name:"list"}],info:`<p>Returns the maximum of the given list.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">max(list: list): Any
</code></pre>
<p>All elements in <code>list</code> should have the same type and be comparable.</p>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">max([1,2,3])
// 3

max(1,2,3)
// 3
</code></pre>
`},{name:"sum",type:"function",params:[{name:"list"}],info:`<p>Returns the sum of the given list of numbers.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">sum(list: list&lt;number&gt;): number
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">sum([1,2,3])
// 6

sum(1,2,3)
// 6
</code></pre>
`},{name:"product",type:"function",params:[{name:"list"}],info:`<p>Returns the product of the given list of numbers.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">product(list: list&lt;number&gt;): number
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">product([2, 3, 4])
// 24

product(2, 3, 4)
// 24
</code></pre>
`},{name:"mean",type:"function",params:[{name:"list"}],info:`<p>Returns the arithmetic mean (i.e. average) of the given list of numbers.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">mean(list: list&lt;number&gt;): number
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">mean([1,2,3])
// 2

mean(1,2,3)
// 2
</code></pre>
`},{name:"median",type:"function",params:[{name:"list"}],info:`<p>Returns the median element of the given list of numbers.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">median(list: list&lt;number&gt;): number
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">median(8, 2, 5, 3, 4)
// 4

median([6, 1, 2, 3])
// 2.5
</code></pre>
`},{name:"stddev",type:"function",params:[{name:"list"}],info:`<p>Returns the standard deviation of the given list of numbers.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">stddev(list: list&lt;number&gt;): number
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">stddev(2, 4, 7, 5)
// 2.0816659994661326

stddev([2, 4, 7, 5])
// 2.0816659994661326
</code></pre>
`},{name:"mode",type:"function",params:[{name:"list"}],info:`<p>Returns the mode of the given list of numbers.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">mode(list: list&lt;number&gt;): number
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">mode(6, 3, 9, 6, 6)
// [6]

mode([6, 1, 9, 6, 1])
// [1, 6]
</code></pre>
`},{name:"all",type:"function",params:[{name:"list"}],info:`<p>Returns <code>false</code> if any element of the given list is <code>false</code>. Otherwise, returns <code>true</code>.</p>
<p>If the given list is empty, it returns <code>true</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">all(list: list&lt;boolean&gt;): boolean
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">all([true,false])
// false

all(false,null,true)
// false
</code></pre>
<p>:::info
The function <code>all()</code> replaced the previous function <code>and()</code>. The previous function is deprecated and
should not be used anymore.
:::</p>
`},{name:"any",type:"function",params:[{name:"list"}],info:`<p>Returns <code>true</code> if any element of the given list is <code>true</code>. Otherwise, returns <code>false</code>.</p>
<p>If the given list is empty, it returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">any(list: list&lt;boolean&gt;): boolean
</code></pre>
<p>The parameter <code>list</code> can be passed as a list or as a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">any([false,true])
// true

any(false,null,true)
// true
</code></pre>
<p>:::info
The function <code>any()</code> replaced the previous function <code>or()</code>. The previous function is deprecated and
should not be used anymore.
:::</p>
`},{name:"sublist",type:"function",params:[{name:"list"},{name:"start position"}],info:`<p>Returns a partial list of the given value starting at <code>start position</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">sublist(list: list, start position: number): list
</code></pre>
<p>The <code>start position</code> starts at the index <code>1</code>. The last position is <code>-1</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">sublist([1,2,3], 2)
// [2,3]
</code></pre>
`},{name:"sublist",type:"function",params:[{name:"list"},{name:"start position"},{name:"length"}],info:`<p>Returns a partial list of the given value starting at <code>start position</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">sublist(list: list, start position: number, length: number): list
</code></pre>
<p>The <code>start position</code> starts at the index <code>1</code>. The last position is <code>-1</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">sublist([1,2,3], 1, 2)
// [1,2]
</code></pre>
`},{name:"append",type:"function",params:[{name:"list"},{name:"items"}],info:`<p>Returns the given list with all <code>items</code> appended.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">append(list: list, items: Any): list
</code></pre>
<p>The parameter <code>items</code> can be a single element or a sequence of elements.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">append([1], 2, 3)
// [1,2,3]
</code></pre>
`},{name:"concatenate",type:"function",params:[{name:"lists"}],info:`<p>Returns a list that includes all elements of the given lists.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">concatenate(lists: list): list
</code></pre>
<p>The parameter <code>lists</code> is a sequence of lists.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">concatenate([1,2],[3])
// [1,2,3]

concatenate([1],[2],[3])
// [1,2,3]
</code></pre>
`},{name:"insert before",type:"function",params:[{name:"list"},{name:"position"},{name:"newItem"}],info:`<p>Returns the given list with <code>newItem</code> inserted at <code>position</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">insert before(list: list, position: number, newItem: Any): list
</code></pre>
<p>The <code>position</code> starts at the index <code>1</code>. The last position is <code>-1</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">insert before([1,3],1,2)
// [2,1,3]
</code></pre>
`},{name:"remove",type:"function",params:[{name:"list"},{name:"position"}],info:`<p>Returns the given list without the element at <code>position</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">remove(list: list, position: number): list
</code></pre>
<p>The <code>position</code> starts at the index <code>1</code>. The last position is <code>-1</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">remove([1,2,3], 2)
// [1,3]
</code></pre>
`},{name:"reverse",type:"function",params:[{name:"list"}],info:`<p>Returns the given list in revered order.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">reverse(list: list): list
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">reverse([1,2,3])
// [3,2,1]
</code></pre>
`},{name:"index of",type:"function",params:[{name:"list"},{name:"match"}],info:`<p>Returns an ascending list of positions containing <code>match</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">index of(list: list, match: Any): list&lt;number&gt;
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">index of([1,2,3,2],2)
// [2,4]
</code></pre>
`},{name:"union",type:"function",params:[{name:"list"}],info:`<p>Returns a list that includes all elements of the given lists without duplicates.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">union(list: list): list
</code></pre>
<p>The parameter <code>list</code> is a sequence of lists.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">union([1,2],[2,3])
// [1,2,3]
</code></pre>
`},{name:"distinct values",type:"function",params:[{name:"list"}],info:`<p>Returns the given list without duplicates.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">distinct values(list: list): list
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">distinct values([1,2,3,2,1])
// [1,2,3]
</code></pre>
`},{name:"flatten",type:"function",params:[{name:"list"}],info:`<p>Returns a list that includes all elements of the given list without nested lists.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">flatten(list: list): list
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">flatten([[1,2],[[3]], 4])
// [1,2,3,4]
</code></pre>
`},{name:"sort",type:"function",params:[{name:"list"},{name:"precedes"}],info:`<p>Returns the given list sorted by the <code>precedes</code> function.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">sort(list: list, precedes: function&lt;(Any, Any) -&gt; boolean&gt;): list
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">sort(list: [3,1,4,5,2], precedes: function(x,y) x &lt; y)
// [1,2,3,4,5]
</code></pre>
`},{name:"string join",type:"function",params:[{name:"list"}],info:`<p>Joins a list of strings into a single string. This is similar to
Java&#39;s <a href="https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/util/stream/Collectors.html#joining(java.lang.CharSequence,java.lang.CharSequence,java.lang.CharSequence)">joining</a>
function.</p>
<p>If an item of the list is <code>null</code>, the item is ignored for the result string. If an item is
neither a string nor <code>null</code>, the function returns <code>null</code> instead of a string.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">string join(list: list&lt;string&gt;): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">string join([&quot;a&quot;,&quot;b&quot;,&quot;c&quot;])
// &quot;abc&quot;

string join([&quot;a&quot;,null,&quot;c&quot;])
// &quot;ac&quot;

string join([])
// &quot;&quot;
</code></pre>
`},{name:"string join",type:"function",params:[{name:"list"},{name:"delimiter"}],info:`<p>Joins a list of strings into a single string. This is similar to
Java&#39;s <a href="https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/util/stream/Collectors.html#joining(java.lang.CharSequence,java.lang.CharSequence,java.lang.CharSequence)">joining</a>
function.</p>
<p>If an item of the list is <code>null</code>, the item is ignored for the result string. If an item is
neither a string nor <code>null</code>, the function returns <code>null</code> instead of a string.</p>
<p>The resulting string contains a <code>delimiter</code> between each element.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">string join(list: list&lt;string&gt;, delimiter: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">string join([&quot;a&quot;], &quot;X&quot;)
// &quot;a&quot;

string join([&quot;a&quot;,&quot;b&quot;,&quot;c&quot;], &quot;, &quot;)
// &quot;a, b, c&quot;
</code></pre>
`},{name:"decimal",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">decimal(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">decimal(1/3, 2)
// .33

decimal(1.5, 0)
// 2
</code></pre>
`},{name:"floor",type:"function",params:[{name:"n"}],info:`<p>Rounds the given value with rounding mode flooring.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">floor(n: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">floor(1.5)
// 1

floor(-1.5)
// -2
</code></pre>
`},{name:"floor",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value with rounding mode flooring at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">floor(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">floor(-1.56, 1)
// -1.6
</code></pre>
`},{name:"ceiling",type:"function",params:[{name:"n"}],info:`<p>Rounds the given value with rounding mode ceiling.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">ceiling(n: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">ceiling(1.5)
// 2

ceiling(-1.5)
// -1
</code></pre>
`},{name:"ceiling",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value with rounding mode ceiling at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">ceiling(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">ceiling(-1.56, 1)
// -1.5
</code></pre>
`},{name:"round up",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value with the rounding mode round-up at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">round up(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">round up(5.5)
// 6

round up(-5.5)
// -6

round up(1.121, 2)
// 1.13

round up(-1.126, 2)
// -1.13
</code></pre>
`},{name:"round down",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value with the rounding mode round-down at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">round down(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">round down(5.5, 0)
// 5

round down (-5.5, 0)
// -5

round down (1.121, 2)
// 1.12

round down (-1.126, 2)
// -1.12
</code></pre>
`},{name:"round half up",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value with the rounding mode round-half-up at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">round half up(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">round half up(5.5, 0)
// 6

round half up(-5.5, 0)
// -6

round half up(1.121, 2)
// 1.12

round half up(-1.126, 2)
// -1.13
</code></pre>
`},{name:"round half down",type:"function",params:[{name:"n"},{name:"scale"}],info:`<p>Rounds the given value with the rounding mode round-half-down at the given scale.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">round half down(n: number, scale: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">round half down (5.5, 0)
// 5

round half down (-5.5, 0)
// -5

round half down (1.121, 2)
// 1.12

round half down (-1.126, 2)
// -1.13
</code></pre>
`},{name:"abs",type:"function",params:[{name:"number"}],info:`<p>Returns the absolute value of the given numeric value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">abs(number: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">abs(10)
// 10

abs(-10)
// 10
</code></pre>
`},{name:"modulo",type:"function",params:[{name:"dividend"},{name:"divisor"}],info:`<p>Returns the remainder of the division of dividend by divisor.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">modulo(dividend: number, divisor: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">modulo(12, 5)
// 2
</code></pre>
`},{name:"sqrt",type:"function",params:[{name:"number"}],info:`<p>Returns the square root of the given value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">sqrt(number: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">sqrt(16)
// 4
</code></pre>
`},{name:"log",type:"function",params:[{name:"number"}],info:`<p>Returns the natural logarithm (base e) of the given value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">log(number: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">log(10)
// 2.302585092994046
</code></pre>
`},{name:"exp",type:"function",params:[{name:"number"}],info:`<p>Returns the Euler\u2019s number e raised to the power of the given number .</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">exp(number: number): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">exp(5)
// 148.4131591025766
</code></pre>
`},{name:"odd",type:"function",params:[{name:"number"}],info:`<p>Returns <code>true</code> if the given value is odd. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">odd(number: number): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">odd(5)
// true

odd(2)
// false
</code></pre>
`},{name:"even",type:"function",params:[{name:"number"}],info:`<p>Returns <code>true</code> if the given is even. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">even(number: number): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">even(5)
// false

even(2)
// true
</code></pre>
`},{name:"before",type:"function",params:[{name:"point1"},{name:"point2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">before(point1: Any, point2: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">before(1, 10)
// true

before(10, 1)
// false
</code></pre>
`},{name:"before",type:"function",params:[{name:"range"},{name:"point"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">before(range: range, point: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">before([1..5], 10)
// true
</code></pre>
`},{name:"before",type:"function",params:[{name:"point"},{name:"range"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">before(point: Any, range: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">before(1, [2..5])
// true
</code></pre>
`},{name:"before",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">before(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">before([1..5], [6..10])
// true

before([1..5),[5..10])
// true
</code></pre>
`},{name:"after",type:"function",params:[{name:"point1"},{name:"point2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">after(point1: Any, point2: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">after(10, 1)
// true

after(1, 10)
// false
</code></pre>
`},{name:"after",type:"function",params:[{name:"range"},{name:"point"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">after(range: range, point: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">after([1..5], 10)
// false
</code></pre>
`},{name:"after",type:"function",params:[{name:"point"},{name:"range"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">after(point: Any, range: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">after(12, [2..5])
// true
</code></pre>
`},{name:"after",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">after(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">after([6..10], [1..5])
// true

after([5..10], [1..5))
// true
</code></pre>
`},{name:"meets",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">meets(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">meets([1..5], [5..10])
// true

meets([1..3], [4..6])
// false

meets([1..3], [3..5])
// true

meets([1..5], (5..8])
// false
</code></pre>
`},{name:"met by",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">met by(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">met by([5..10], [1..5])
// true

met by([3..4], [1..2])
// false

met by([3..5], [1..3])
// true

met by((5..8], [1..5))
// false

met by([5..10], [1..5))
// false
</code></pre>
`},{name:"overlaps",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">overlaps(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">overlaps([5..10], [1..6])
// true

overlaps((3..7], [1..4])
// true

overlaps([1..3], (3..6])
// false

overlaps((5..8], [1..5))
// false

overlaps([4..10], [1..5))
// true
</code></pre>
`},{name:"overlaps before",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">overlaps before(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">overlaps before([1..5], [4..10])
// true

overlaps before([3..4], [1..2])
// false

overlaps before([1..3], (3..5])
// false

overlaps before([1..5), (3..8])
// true

overlaps before([1..5), [5..10])
// false
</code></pre>
`},{name:"overlaps after",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">overlaps after(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">overlaps after([4..10], [1..5])
// true

overlaps after([3..4], [1..2])
// false

overlaps after([3..5], [1..3))
// false

overlaps after((5..8], [1..5))
// false

overlaps after([4..10], [1..5))
// true
</code></pre>
`},{name:"finishes",type:"function",params:[{name:"point"},{name:"range"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">finishes(point: Any, range: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">finishes(5, [1..5])
// true

finishes(10, [1..7])
// false
</code></pre>
`},{name:"finishes",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">finishes(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">finishes([3..5], [1..5])
// true

finishes((1..5], [1..5))
// false

finishes([5..10], [1..10))
// false
</code></pre>
`},{name:"finished by",type:"function",params:[{name:"range"},{name:"point"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">finished by(range: range, point: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">finished by([5..10], 10)
// true

finished by([3..4], 2)
// false
</code></pre>
`},{name:"finished by",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">finished by(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">finished by([1..5], [3..5])
// true

finished by((5..8], [1..5))
// false

finished by([5..10], (1..10))
// false
</code></pre>
`},{name:"includes",type:"function",params:[{name:"range"},{name:"point"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">includes(range: range, point: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">includes([5..10], 6)
// true

includes([3..4], 5)
// false
</code></pre>
`},{name:"includes",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">includes(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">includes([1..10], [4..6])
// true

includes((5..8], [1..5))
// false

includes([1..10], [1..5))
// true
</code></pre>
`},{name:"during",type:"function",params:[{name:"point"},{name:"range"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">during(point: Any, range: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">during(5, [1..10])
// true

during(12, [1..10])
// false

during(1, (1..10])
// false
</code></pre>
`},{name:"during",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">during(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">during([4..6], [1..10))
// true

during((1..5], (1..10])
// true
</code></pre>
`},{name:"starts",type:"function",params:[{name:"point"},{name:"range"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">starts(point: Any, range: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">starts(1, [1..5])
// true

starts(1, (1..8])
// false
</code></pre>
`},{name:"starts",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">starts(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">starts((1..5], [1..5])
// false

starts([1..10], [1..5])
// false

starts((1..5), (1..10))
// true
</code></pre>
`},{name:"started by",type:"function",params:[{name:"range"},{name:"point"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">started by(range: range, point: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">started by([1..10], 1)
// true

started by((1..10], 1)
// false
</code></pre>
`},{name:"started by",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">started by(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">started by([1..10], [1..5])
// true

started by((1..10], [1..5))
// false

started by([1..10], [1..10))
// true
</code></pre>
`},{name:"coincides",type:"function",params:[{name:"point1"},{name:"point2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">coincides(point1: Any, point2: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">coincides(5, 5)
// true

coincides(3, 4)
// false
</code></pre>
`},{name:"coincides",type:"function",params:[{name:"range1"},{name:"range2"}],info:`<p><strong>Function signature</strong></p>
<pre><code class="language-feel">coincides(range1: range, range2: range): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">coincides([1..5], [1..5])
// true

coincides((1..5], [1..5))
// false

coincides([1..5], [2..6])
// false
</code></pre>
`},{name:"substring",type:"function",params:[{name:"string"},{name:"start position"}],info:`<p>Returns a substring of the given value starting at <code>start position</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">substring(string: string, start position: number): string
</code></pre>
<p>The <code>start position</code> starts at the index <code>1</code>. The last position is <code>-1</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">substring(&quot;foobar&quot;, 3)
// &quot;obar&quot;

substring(&quot;foobar&quot;, -2)
// &quot;ar&quot;
</code></pre>
`},{name:"substring",type:"function",params:[{name:"string"},{name:"start position"},{name:"length"}],info:`<p>Returns a substring of the given value, starting at <code>start position</code> with the given <code>length</code>. If <code>length</code> is greater than
the remaining characters of the value, it returns all characters from <code>start position</code> until the end.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">substring(string: string, start position: number, length: number): string
</code></pre>
<p>The <code>start position</code> starts at the index <code>1</code>. The last position is <code>-1</code>.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">substring(&quot;foobar&quot;, 3, 3)
// &quot;oba&quot;

substring(&quot;foobar&quot;, -3, 2)
// &quot;ba&quot;

substring(&quot;foobar&quot;, 3, 10)
// &quot;obar&quot;
</code></pre>
`},{name:"string length",type:"function",params:[{name:"string"}],info:`<p>Returns the number of characters in the given value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">string length(string: string): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">string length(&quot;foo&quot;)
// 3
</code></pre>
`},{name:"upper case",type:"function",params:[{name:"string"}],info:`<p>Returns the given value with all characters are uppercase.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">upper case(string: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">upper case(&quot;aBc4&quot;)
// &quot;ABC4&quot;
</code></pre>
`},{name:"lower case",type:"function",params:[{name:"string"}],info:`<p>Returns the given value with all characters are lowercase.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">lower case(string: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">lower case(&quot;aBc4&quot;)
// &quot;abc4&quot;
</code></pre>
`},{name:"substring before",type:"function",params:[{name:"string"},{name:"match"}],info:`<p>Returns a substring of the given value that contains all characters before <code>match</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">substring before(string: string, match: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">substring before(&quot;foobar&quot;, &quot;bar&quot;)
// &quot;foo&quot;
</code></pre>
`},{name:"substring after",type:"function",params:[{name:"string"},{name:"match"}],info:`<p>Returns a substring of the given value that contains all characters after <code>match</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">substring after(string: string, match: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">substring after(&quot;foobar&quot;, &quot;ob&quot;)
// &quot;ar&quot;
</code></pre>
`},{name:"contains",type:"function",params:[{name:"string"},{name:"match"}],info:`<p>Returns <code>true</code> if the given value contains the substring <code>match</code>. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">contains(string: string, match: string): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">contains(&quot;foobar&quot;, &quot;of&quot;)
// false
</code></pre>
`},{name:"starts with",type:"function",params:[{name:"string"},{name:"match"}],info:`<p>Returns <code>true</code> if the given value starts with the substring <code>match</code>. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">starts with(string: string, match: string): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">starts with(&quot;foobar&quot;, &quot;fo&quot;)
// true
</code></pre>
`},{name:"ends with",type:"function",params:[{name:"string"},{name:"match"}],info:`<p>Returns <code>true</code> if the given value ends with the substring <code>match</code>. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">ends with(string: string, match: string): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">ends with(&quot;foobar&quot;, &quot;r&quot;)
// true
</code></pre>
`},{name:"matches",type:"function",params:[{name:"input"},{name:"pattern"}],info:`<p>Returns <code>true</code> if the given value matches the <code>pattern</code>. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">matches(input: string, pattern: string): boolean
</code></pre>
<p>The <code>pattern</code> is a string that contains a regular expression.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">matches(&quot;foobar&quot;, &quot;^fo*bar&quot;)
// true
</code></pre>
`},{name:"matches",type:"function",params:[{name:"input"},{name:"pattern"},{name:"flags"}],info:`<p>Returns <code>true</code> if the given value matches the <code>pattern</code>. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">matches(input: string, pattern: string, flags: string): boolean
</code></pre>
<p>The <code>pattern</code> is a string that contains a regular expression.</p>
<p>The <code>flags</code> can contain one or more of the following characters:</p>
<ul>
<li><code>s</code> (dot-all)</li>
<li><code>m</code> (multi-line)</li>
<li><code>i</code> (case insensitive)</li>
<li><code>x</code> (comments)</li>
</ul>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">matches(&quot;FooBar&quot;, &quot;foo&quot;, &quot;i&quot;)
// true
</code></pre>
`},{name:"replace",type:"function",params:[{name:"input"},{name:"pattern"},{name:"replacement"}],info:`<p>Returns the resulting string after replacing all occurrences of <code>pattern</code> with <code>replacement</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">replace(input: string, pattern: string, replacement: string): string
</code></pre>
<p>The <code>pattern</code> is a string that contains a regular expression.</p>
<p>The <code>replacement</code> can access the match groups by using <code>$</code> and the number of the group, for example,
<code>$1</code> to access the first group.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">replace(&quot;abcd&quot;, &quot;(ab)|(a)&quot;, &quot;[1=$1][2=$2]&quot;)
// &quot;[1=ab][2=]cd&quot;

replace(&quot;0123456789&quot;, &quot;(\\d{3})(\\d{3})(\\d{4})&quot;, &quot;($1) $2-$3&quot;)
// &quot;(012) 345-6789&quot;
</code></pre>
`},{name:"replace",type:"function",params:[{name:"input"},{name:"pattern"},{name:"replacement"},{name:"flags"}],info:`<p>Returns the resulting string after replacing all occurrences of <code>pattern</code> with <code>replacement</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">replace(input: string, pattern: string, replacement: string, flags: string): string
</code></pre>
<p>The <code>pattern</code> is a string that contains a regular expression.</p>
<p>The <code>replacement</code> can access the match groups by using <code>$</code> and the number of the group, for example,
<code>$1</code> to access the first group.</p>
<p>The <code>flags</code> can contain one or more of the following characters:</p>
<ul>
<li><code>s</code> (dot-all)</li>
<li><code>m</code> (multi-line)</li>
<li><code>i</code> (case insensitive)</li>
<li><code>x</code> (comments)</li>
</ul>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">replace(&quot;How do you feel?&quot;, &quot;Feel&quot;, &quot;FEEL&quot;, &quot;i&quot;)
// &quot;How do you FEEL?&quot;
</code></pre>
`},{name:"split",type:"function",params:[{name:"string"},{name:"delimiter"}],info:`<p>Splits the given value into a list of substrings, breaking at each occurrence of the <code>delimiter</code> pattern.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">split(string: string, delimiter: string): list&lt;string&gt;
</code></pre>
<p>The <code>delimiter</code> is a string that contains a regular expression.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">split(&quot;John Doe&quot;, &quot;\\s&quot; )
// [&quot;John&quot;, &quot;Doe&quot;]

split(&quot;a;b;c;;&quot;, &quot;;&quot;)
// [&quot;a&quot;, &quot;b&quot;, &quot;c&quot;, &quot;&quot;, &quot;&quot;]
</code></pre>
`},{name:"now",type:"function",params:[],info:`<p>Returns the current date and time including the timezone.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">now(): date and time
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">now()
// date and time(&quot;2020-07-31T14:27:30@Europe/Berlin&quot;)
</code></pre>
`},{name:"today",type:"function",params:[],info:`<p>Returns the current date.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">today(): date
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">today()
// date(&quot;2020-07-31&quot;)
</code></pre>
`},{name:"day of week",type:"function",params:[{name:"date"}],info:`<p>Returns the day of the week according to the Gregorian calendar. Note that it always returns the English name of the day.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">day of week(date: date): string
</code></pre>
<pre><code class="language-feel">day of week(date: date and time): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">day of week(date(&quot;2019-09-17&quot;))
// &quot;Tuesday&quot;

day of week(date and time(&quot;2019-09-17T12:00:00&quot;))
// &quot;Tuesday&quot;
</code></pre>
`},{name:"day of year",type:"function",params:[{name:"date"}],info:`<p>Returns the Gregorian number of the day within the year.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">day of year(date: date): number
</code></pre>
<pre><code class="language-feel">day of year(date: date and time): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">day of year(date(&quot;2019-09-17&quot;))
// 260

day of year(date and time(&quot;2019-09-17T12:00:00&quot;))
// 260
</code></pre>
`},{name:"week of year",type:"function",params:[{name:"date"}],info:`<p>Returns the Gregorian number of the week within the year, according to ISO 8601.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">week of year(date: date): number
</code></pre>
<pre><code class="language-feel">week of year(date: date and time): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">week of year(date(&quot;2019-09-17&quot;))
// 38

week of year(date and time(&quot;2019-09-17T12:00:00&quot;))
// 38
</code></pre>
`},{name:"month of year",type:"function",params:[{name:"date"}],info:`<p>Returns the month of the year according to the Gregorian calendar. Note that it always returns the English name of the month.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">month of year(date: date): string
</code></pre>
<pre><code class="language-feel">month of year(date: date and time): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">month of year(date(&quot;2019-09-17&quot;))
// &quot;September&quot;

month of year(date and time(&quot;2019-09-17T12:00:00&quot;))
// &quot;September&quot;
</code></pre>
`},{name:"abs",type:"function",params:[{name:"n"}],info:`<p>Returns the absolute value of a given duration.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">abs(n: days and time duration): days and time duration
</code></pre>
<pre><code class="language-feel">abs(n: years and months duration): years and months duration
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">abs(duration(&quot;-PT5H&quot;))
// &quot;duration(&quot;PT5H&quot;)&quot;

abs(duration(&quot;PT5H&quot;))
// &quot;duration(&quot;PT5H&quot;)&quot;

abs(duration(&quot;-P2M&quot;))
// duration(&quot;P2M&quot;)
</code></pre>
`}],Sp=[{name:"fromAi",type:"function",params:[{name:"value"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the unmodified <code>value</code> parameter, which must be a FEEL variable reference in the form <code>toolCall.&lt;parameterName&gt;</code> (for example, <code>toolCall.userId</code>).</p>
<ul>
<li>The purpose of this function is solely to tag the value as being generated by an AI integration.</li>
<li>The actual handling is not performed by the FEEL engine, but by a custom integration such as a connector or a job worker.</li>
</ul>
<p>The main use case of this function is for <a href="https://docs.camunda.io/docs/components/connectors/out-of-the-box-connectors/agentic-ai-aiagent-tool-definitions">tool definitions</a> used by the <a href="https://docs.camunda.io/docs/components/connectors/out-of-the-box-connectors/agentic-ai-aiagent">AI Agent connector</a>.</p>
<p>See the following function overloads for additional function parameters.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">fromAi(value: Any): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">fromAi(toolCall.searchQuery)
// toolCall.searchQuery contents

fromAi(toolCall.userId)
// toolCall.userId contents
</code></pre>
`,engines:{camunda:">=8.8"}},{name:"fromAi",type:"function",params:[{name:"value"},{name:"description"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the unmodified <code>value</code> parameter, which must be a FEEL variable reference in the form <code>toolCall.&lt;parameterName&gt;</code> (for example, <code>toolCall.userId</code>).</p>
<p>In addition to the previous overload, it also accepts an optional <code>description</code> parameter to provide a textual description of the value. The description must be <code>null</code> or a string constant.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">fromAi(value: Any, description: string): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">fromAi(toolCall.searchQuery, &quot;The search query used to find the best match.&quot;)
// toolCall.searchQuery contents

fromAi(toolCall.searchQuery, null)
// toolCall.searchQuery contents
</code></pre>
`,engines:{camunda:">=8.8"}},{name:"fromAi",type:"function",params:[{name:"value"},{name:"description"},{name:"type"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the unmodified <code>value</code> parameter, which must be a FEEL variable reference in the form <code>toolCall.&lt;parameterName&gt;</code> (for example, <code>toolCall.userId</code>).</p>
<p>In addition to the previous overload, it also accepts an optional <code>type</code> parameter to provide type information about the value. The type must be <code>null</code> or a string constant.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">fromAi(value: Any, description: string, type: string): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">fromAi(toolCall.searchQuery, &quot;The search query used to find the best match.&quot;, &quot;string&quot;)
// toolCall.searchQuery contents

fromAi(toolCall.userId, &quot;The user&#39;s ID&quot;, &quot;number&quot;)
// toolCall.userId contents

fromAi(toolCall.userId, null, &quot;number&quot;)
// toolCall.userId contents

fromAi(value: toolCall.userId, type: &quot;number&quot;)
// toolCall.userId contents
</code></pre>
`,engines:{camunda:">=8.8"}},{name:"fromAi",type:"function",params:[{name:"value"},{name:"description"},{name:"type"},{name:"schema"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the unmodified <code>value</code> parameter, which must be a FEEL variable reference in the form <code>toolCall.&lt;parameterName&gt;</code> (for example, <code>toolCall.userId</code>).</p>
<p>In addition to the previous overload, it also accepts an optional <code>schema</code> parameter to provide a (partial) <a href="https://json-schema.org/">JSON schema</a> for the value.</p>
<ul>
<li>The schema must be <code>null</code> or a context (map) containing only constant values. For example, function calls within the schema are not supported.</li>
<li>The schema is not validated by the FEEL engine but might be by a custom integration consuming the information.</li>
<li>From the engine side it is possible to specify both a <code>type</code> and a <code>schema</code>, and it depends on the integration as to which value takes precedence. The <a href="https://docs.camunda.io/docs/components/connectors/out-of-the-box-connectors/agentic-ai-aiagent">AI Agent connector</a> will override any type specified in the schema if the <code>type</code> parameter is also provided.</li>
</ul>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">fromAi(value: Any, description: string, type: string, schema: context): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">fromAi(toolCall.documentType, &quot;The document type to provide&quot;, &quot;string&quot;, {
  enum: [&quot;invoice&quot;, &quot;receipt&quot;, &quot;contract&quot;]
})
// toolCall.documentType contents

fromAi(value: toolCall.documentType, description: &quot;The document type to provide&quot;, schema: {
  type: &quot;string&quot;,
  enum: [&quot;invoice&quot;, &quot;receipt&quot;, &quot;contract&quot;]
})
// toolCall.documentType contents

fromAi(toolCall.tags, &quot;Tags to apply to the blog post&quot;, &quot;array&quot;, {
  items: {
    type: &quot;string&quot;
  }
})
// toolCall.tags contents
</code></pre>
`,engines:{camunda:">=8.8"}},{name:"fromAi",type:"function",params:[{name:"value"},{name:"description"},{name:"type"},{name:"schema"},{name:"options"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the unmodified <code>value</code> parameter, which must be a FEEL variable reference in the form <code>toolCall.&lt;parameterName&gt;</code> (for example, <code>toolCall.userId</code>).</p>
<p>In addition to the previous overload, it also accepts an optional <code>options</code> parameter to provide additional options for the integration handling the value definition.</p>
<ul>
<li>The options parameter must be <code>null</code> or a context (map) containing only constant values. For example, function calls within options are not supported.</li>
</ul>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">fromAi(value: Any, description: string, type: string, schema: context, options: context): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">fromAi(toolCall.documentType, &quot;The document type to provide&quot;, &quot;string&quot;, null, {
  required: false
})
// toolCall.documentType contents

fromAi(value: toolCall.documentType, options: {
  required: false
})
// toolCall.documentType contents
</code></pre>
`,engines:{camunda:">=8.8"}},{name:"is defined",type:"function",params:[{name:"value"}],info:`<p><em>Camunda Extension</em></p>
<p>Checks if a given value is not <code>null</code>. If the value is <code>null</code> then the function returns <code>false</code>.
Otherwise, the function returns <code>true</code>.</p>
<p>The function requires one argument. Calling <code>is defined()</code> without an argument is invalid.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">is defined(value: Any): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">is defined(1)
// true

is defined(null)
// false

is defined(x)
// false - if no variable &quot;x&quot; exists

is defined(x.y)
// false - if no variable &quot;x&quot; exists or it doesn&#39;t have a property &quot;y&quot;

is defined()
// error - expected one argument
</code></pre>
<p>:::caution Breaking change</p>
<p>This function worked differently in previous versions. It returned <code>true</code> if the value was <code>null</code>.
Since this version, the function returns <code>false</code> if the value is <code>null</code>.</p>
<p>:::</p>
`},{name:"get or else",type:"function",params:[{name:"value"},{name:"default"}],info:`<p><em>Camunda Extension</em></p>
<p>Return the provided value parameter if not <code>null</code>, otherwise return the default parameter</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">get or else(value: Any, default: Any): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">get or else(&quot;this&quot;, &quot;default&quot;)
// &quot;this&quot;

get or else(null, &quot;default&quot;)
// &quot;default&quot;

get or else(null, null)
// null
</code></pre>
`,engines:{camunda:">=8.3"}},{name:"assert",type:"function",params:[{name:"value"},{name:"condition"}],info:`<p><em>Camunda Extension</em></p>
<p>Verify that the given condition is met. If the condition is <code>true</code>, the function returns the value.
Otherwise, the evaluation fails with an error.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">assert(value: Any, condition: Any)
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">assert(x, x != null)
// &quot;value&quot; - if x is &quot;value&quot;
// error - if x is null or doesn&#39;t exist

assert(x, x &gt;= 0)
// 4 - if x is 4
// error - if x is less than zero
</code></pre>
`,engines:{camunda:">=8.3"}},{name:"assert",type:"function",params:[{name:"value"},{name:"condition"},{name:"cause"}],info:`<p><em>Camunda Extension</em></p>
<p>Verify that the given condition is met. If the condition is <code>true</code>, the function returns the value.
Otherwise, the evaluation fails with an error containing the given message.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">assert(value: Any, condition: Any, cause: String)
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">assert(x, x != null, &quot;&#39;x&#39; should not be null&quot;)
// &quot;value&quot; - if x is &quot;value&quot;
// error(&#39;x&#39; should not be null) - if x is null or doesn&#39;t exist

assert(x, x &gt;= 0, &quot;&#39;x&#39; should be positive&quot;)
// 4 - if x is 4
// error(&#39;x&#39; should be positive) - if x is less than zero
</code></pre>
`,engines:{camunda:">=8.3"}},{name:"get value",type:"function",params:[{name:"context"},{name:"keys"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the value of the context entry for a context path defined by the given keys.</p>
<p>If <code>keys</code> contains the keys <code>[k1, k2]</code> then it returns the value at the nested entry <code>k1.k2</code> of the context.</p>
<p>If <code>keys</code> are empty or the nested entry defined by the keys doesn&#39;t exist in the context, it returns <code>null</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">get value(context: context, keys: list&lt;string&gt;): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">get value({x:1, y: {z:0}}, [&quot;y&quot;, &quot;z&quot;])
// 0

get value({x: {y: {z:0}}}, [&quot;x&quot;, &quot;y&quot;])
// {z:0}

get value({a: {b: 3}}, [&quot;b&quot;])
// null
</code></pre>
`},{name:"context put",type:"function",params:[{name:"context"},{name:"key"},{name:"value"}],info:`<p>Adds a new entry with the given key and value to the context. Returns a new context that includes the entry.</p>
<p>If an entry for the same key already exists in the context, it overrides the value.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">context put(context: context, key: string, value: Any): context
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">context put({x:1}, &quot;y&quot;, 2)
// {x:1, y:2}
</code></pre>
<p>:::info
The function <code>context put()</code> replaced the previous function <code>put()</code> (Camunda Extension). The
previous function is deprecated and should not be used anymore.
:::</p>
`},{name:"context merge",type:"function",params:[{name:"contexts"}],info:`<p>Union the given contexts. Returns a new context that includes all entries of the given contexts.</p>
<p>If an entry for the same key already exists in a context, it overrides the value. The entries are overridden in the same order as in the list of contexts.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">context merge(contexts: list&lt;context&gt;): context
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">context merge([{x:1}, {y:2}])
// {x:1, y:2}

context merge([{x:1, y: 0}, {y:2}])
// {x:1, y:2}
</code></pre>
<p>:::info
The function <code>context merge()</code> replaced the previous function <code>put all()</code> (Camunda Extension). The
previous function is deprecated and should not be used anymore.
:::</p>
`,engines:{camunda:">=8.2"}},{name:"date and time",type:"function",params:[{name:"date"},{name:"timezone"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the given date and time value at the given timezone.</p>
<p>If <code>date</code> has a different timezone than <code>timezone</code> then it adjusts the time to match the local time of <code>timezone</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">date and time(date: date and time, timezone: string): date and time
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">date and time(@&quot;2020-07-31T14:27:30@Europe/Berlin&quot;, &quot;America/Los_Angeles&quot;)
// date and time(&quot;2020-07-31T05:27:30@America/Los_Angeles&quot;)

date and time(@&quot;2020-07-31T14:27:30&quot;, &quot;Z&quot;)
// date and time(&quot;2020-07-31T12:27:30Z&quot;)
</code></pre>
`},{name:"duplicate values",type:"function",params:[{name:"list"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns all duplicate values of the given list.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">duplicate values(list: list): list
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">duplicate values([1,2,3,2,1])
// [1,2]
</code></pre>
`,engines:{camunda:">=8.3"}},{name:"string join",type:"function",params:[{name:"list"},{name:"delimiter"},{name:"prefix"},{name:"suffix"}],info:`<p><em>Camunda Extension</em></p>
<p>Joins a list of strings into a single string. This is similar to
Java&#39;s <a href="https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/util/stream/Collectors.html#joining(java.lang.CharSequence,java.lang.CharSequence,java.lang.CharSequence)">joining</a>
function.</p>
<p>If an item of the list is <code>null</code>, the item is ignored for the result string. If an item is
neither a string nor <code>null</code>, the function returns <code>null</code> instead of a string.</p>
<p>The resulting string starts with <code>prefix</code>, contains a <code>delimiter</code> between each element, and ends
with <code>suffix</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">string join(list: list&lt;string&gt;, delimiter: string, prefix: string, suffix: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">string join([&quot;a&quot;,&quot;b&quot;,&quot;c&quot;], &quot;, &quot;, &quot;[&quot;, &quot;]&quot;)
// &quot;[a, b, c]&quot;
</code></pre>
`},{name:"is empty",type:"function",params:[{name:"list"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns <code>true</code> if the given list is empty. Otherwise, returns <code>false</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">is empty(list: list): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">is empty([])
// true

is empty([1,2,3])
// false
</code></pre>
`,engines:{camunda:">=8.6"}},{name:"partition",type:"function",params:[{name:"list"},{name:"size"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns consecutive sublists of a list, each of the same size (the final list may be smaller).</p>
<p>If <code>size</code> is less than <code>0</code>, it returns <code>null</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">partition(list: list, size: number): list
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">partition([1,2,3,4,5], 2)
// [[1,2], [3,4], [5]]

partition([], 2)
// []

partition([1,2], 0)
// null
</code></pre>
`,engines:{camunda:">=8.7"}},{name:"random number",type:"function",params:[],info:`<p><em>Camunda Extension</em></p>
<p>Returns a random number between <code>0</code> and <code>1</code>.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">random number(): number
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">random number()
// 0.9701618132579795
</code></pre>
`,engines:{camunda:">=8.2"}},{name:"extract",type:"function",params:[{name:"string"},{name:"pattern"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns all matches of the pattern in the given string. Returns an empty list if the pattern doesn&#39;t
match.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">extract(string: string, pattern: string): list&lt;string&gt;
</code></pre>
<p>The <code>pattern</code> is a string that contains a regular expression.</p>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">extract(&quot;references are 1234, 1256, 1378&quot;, &quot;12[0-9]*&quot;)
// [&quot;1234&quot;,&quot;1256&quot;]
</code></pre>
`},{name:"trim",type:"function",params:[{name:"string"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the given string without leading and trailing spaces.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">trim(string: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">trim(&quot;  hello world  &quot;)
// &quot;hello world&quot;

trim(&quot;hello   world &quot;)
// &quot;hello   world&quot;
</code></pre>
`,engines:{camunda:">=8.6"}},{name:"uuid",type:"function",params:[],info:`<p><em>Camunda Extension</em></p>
<p>Returns a UUID (Universally Unique Identifier) with 36 characters.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">uuid(): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">uuid()
// &quot;7793aab1-d761-4d38-916b-b7270e309894&quot;
</code></pre>
`,engines:{camunda:">=8.6"}},{name:"to base64",type:"function",params:[{name:"value"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the given string encoded in Base64 format.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">to base64(value: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">to base64(&quot;FEEL&quot;)
// &quot;RkVFTA==&quot;
</code></pre>
`,engines:{camunda:">=8.6"}},{name:"from base64",type:"function",params:[{name:"value"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns the given Base64 encoded string decoded to a plain string.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">from base64(value: string): string
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">from base64(&quot;RkVFTA==&quot;)
// &quot;FEEL&quot;
</code></pre>
`,engines:{camunda:">=8.9"}},{name:"is blank",type:"function",params:[{name:"string"}],info:`<p><em>Camunda Extension</em></p>
<p>Returns <code>true</code> if the given string is blank (empty or contains only whitespaces).</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">is blank(string: string): boolean
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">is blank(&quot;&quot;)
// true

is blank(&quot; &quot;)
// true

is blank(&quot;hello world&quot;)
// false
</code></pre>
`,engines:{camunda:">=8.8"}},{name:"last day of month",type:"function",params:[{name:"date"}],info:`<p><em>Camunda Extension</em></p>
<p>Takes the month of the given date or date-time value and returns the last day of this month.</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">last day of month(date: date): date
</code></pre>
<pre><code class="language-feel">last day of month(date: date and time): date
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">last day of month(date(&quot;2022-10-01&quot;))
// date(&quot;2022-10-31&quot;))

last day of month(date and time(&quot;2022-10-16T12:00:00&quot;))
// date(&quot;2022-10-31&quot;))
</code></pre>
`,engines:{camunda:">=8.2"}}],s1=[...Cp,...Sp],o1=[{name:"get or else",type:"function",params:[{name:"value"},{name:"default"}],info:`<p><em>Camunda Extension</em></p>
<p>Return the provided value parameter if not <code>null</code>, otherwise return the default parameter</p>
<p><strong>Function signature</strong></p>
<pre><code class="language-feel">get or else(value: Any, default: Any): Any
</code></pre>
<p><strong>Examples</strong></p>
<pre><code class="language-feel">get or else(&quot;this&quot;, &quot;default&quot;)
// &quot;this&quot;

get or else(null, &quot;default&quot;)
// &quot;default&quot;

get or else(null, null)
// null
</code></pre>
`,engines:{camunda:">=8.3"}}];Pn.camundaBuiltins=s1;Pn.camundaExtensions=Sp;Pn.camundaReservedNameBuiltins=o1;Pn.feelBuiltins=Cp});var Tn=x((Tq,_p)=>{var{isString:a1}=(ce(),ee(be)),{parser:Np}=(as(),ee(bp)),u1=["name"],l1={"zeebe:Input":["target"],"zeebe:Output":["target"],"zeebe:Header":["key","value"],"zeebe:Property":["name","value"],"zeebe:CalledDecision":["resultVariable"],"zeebe:Script":["resultVariable"]},c1=(t,e)=>{if(e.startsWith("$")||u1.includes(e))return!0;let n=t.$type,r=l1[n];return r&&r.includes(e)},p1=(t,e,n)=>!c1(t,e)&&a1(n)&&n.startsWith("="),kp="fromAi",f1=["fromai","fromAI"],m1=["value","description","type","schema","options"];function d1(t){let e=Np.parse(t),n=[];function r(i){if(i.type.name==="FunctionInvocation"){let o=i.firstChild;if(o&&o.type.name==="VariableName"){let a=t.slice(o.from,o.to);a.toLowerCase()===kp.toLowerCase()&&n.push({name:a,node:i})}}let s=i.firstChild;for(;s;)r(s),s=s.nextSibling}return r(e.topNode),n}var ds=t=>{for(;t&&t.type.isSkipped;)t=t.nextSibling;return t};function h1(t,e){let n=i=>({type:i.type.name,text:e.slice(i.from,i.to)}),r=t.firstChild;for(;r;){if(r.type.name==="PositionalParameters"){let i=[],s=ds(r.firstChild);for(;s;)i.push(n(s)),s=ds(s.nextSibling);return i}if(r.type.name==="NamedParameters"){let i=[],s=r.firstChild;for(;s;){if(s.type.name==="NamedParameter"){let o=s.firstChild,a=o&&ds(o.nextSibling);if(o&&o.type.name==="ParameterName"&&a){let u=m1.indexOf(e.slice(o.from,o.to));u!==-1&&(i[u]=n(a))}}s=s.nextSibling}return i}r=r.nextSibling}return[]}var g1=Np.configure({dialect:"camunda"}),y1=/camunda\.secrets\.[\w-]+/;function $p(t){return y1.test(t)}function Ip(t){if(t.type.isError)return!0;let e=t.firstChild;for(;e;){if(Ip(e))return!0;e=e.nextSibling}return!1}function qn(t){let e=[],n=t.firstChild;for(;n;)e.push(n),n=n.nextSibling;return e}function E1(t,e){if(t.type.name!=="PathExpression"||t.parent&&t.parent.type.name==="PathExpression"&&t.parent.firstChild===t)return!1;let n=qn(t);if(n.length!==2||n[1].type.name!=="VariableName")return!1;let[r]=n;if(r.type.name!=="PathExpression")return!1;let i=qn(r);return i.length!==2||i[0].type.name!=="VariableName"||i[1].type.name!=="VariableName"?!1:e.slice(i[0].from,i[0].to)==="camunda"&&e.slice(i[1].from,i[1].to)==="secrets"}function hs(t,e){if(E1(t,e))return!0;let n=t.firstChild;for(;n;){if(hs(n,e))return!0;n=n.nextSibling}return!1}function b1(t){return qn(t).filter(e=>e.type.name==="ContextEntry").map(e=>qn(e).pop()).filter(Boolean)}function O1(t){let e=qn(t),n=e.findIndex(i=>i.type.name==="then"),r=e.findIndex(i=>i.type.name==="else");return[n>=0?e[n+1]:null,r>=0?e[r+1]:null]}function gs(t,e){if(!t)return null;if(t.type.name==="List")return hs(t,e)?"list":null;if(t.type.name==="Context")return hs(t,e)?"context":null;if(t.type.name==="IfExpression"){let[n,r]=O1(t);return gs(n,e)||gs(r,e)}return null}function Dp(t,e){if(t.type.name==="Context"){for(let n of b1(t)){let r=Dp(n,e);if(r)return r}return null}return gs(t,e)}function v1(t){let e={stringLiteral:!1,insideList:!1,insideIfBranchContext:!1},r=g1.parse(t).topNode;if(Ip(r))return e;function i(o){if(o.type.name==="StringLiteral"){let u=t.slice(o.from+1,o.to-1);$p(u)&&(e.stringLiteral=!0)}let a=o.firstChild;for(;a;)i(a),a=a.nextSibling}i(r);let s=Dp(r.firstChild,t);return s==="list"?e.insideList=!0:s==="context"&&(e.insideIfBranchContext=!0),e}_p.exports={isFeelProperty:p1,findSecretReferenceViolations:v1,containsSecretReferenceLiteral:$p,CORRECT_NAME:kp,NAME_ALIASES:f1,findFunctionInvocations:d1,getArgs:h1}});var Mp=x((Cq,Fp)=>{var{is:Lp}=k(),{getPath:x1,pathConcat:R1}=(we(),ee(Ae)),{FeelAnalyzer:A1}=(fs(),ee(ps)),{camundaReservedNameBuiltins:w1}=ms(),{reportErrors:P1}=V(),{ERROR_TYPES:q1}=ge(),{skipInNonExecutableProcess:T1}=j(),{annotateRule:C1}=Be(),{findParentNode:S1}=Y(),{isFeelProperty:N1}=Tn();Fp.exports=T1(function(){let t=new A1({parserDialect:"camunda",reservedNameBuiltins:w1});function e(n,r){if(Lp(n,"bpmn:Expression"))return;let i=S1(n);if(!i)return;let s=[];Object.entries(n).forEach(([o,a])=>{if(a&&Lp(a,"bpmn:Expression")&&(a=a.get("body")),!N1(n,o,a))return;let{valid:u}=t.analyzeExpression(a.substring(1));if(!u){let l=x1(n,i);s.push({message:`Property <${o}> is not a valid FEEL expression`,path:R1(l||[],o),data:{type:q1.FEEL_EXPRESSION_INVALID,node:n,parentNode:i,property:o}})}}),s&&s.length&&P1(i,r,s)}return C1("feel",{check:e})})});var _f={};on(_f,{getCoerced:()=>s0,getCompatible:()=>i0,isCompatible:()=>r0,isSatisfied:()=>mo});function dr(){if(Qp)return ys;Qp=1;let t="2.0.0",e=256,n=Number.MAX_SAFE_INTEGER||9007199254740991,r=16,i=e-6;return ys={MAX_LENGTH:e,MAX_SAFE_COMPONENT_LENGTH:r,MAX_SAFE_BUILD_LENGTH:i,MAX_SAFE_INTEGER:n,RELEASE_TYPES:["major","premajor","minor","preminor","patch","prepatch","prerelease"],SEMVER_SPEC_VERSION:t,FLAG_INCLUDE_PRERELEASE:1,FLAG_LOOSE:2},ys}function hr(){return Bp||(Bp=1,Es=typeof process=="object"&&process.env&&process.env.NODE_DEBUG&&/\bsemver\b/i.test(process.env.NODE_DEBUG)?(...e)=>console.error("SEMVER",...e):()=>{}),Es}function Cn(){return Xp||(Xp=1,(function(t,e){let{MAX_SAFE_COMPONENT_LENGTH:n,MAX_SAFE_BUILD_LENGTH:r,MAX_LENGTH:i}=dr(),s=hr();e=t.exports={};let o=e.re=[],a=e.safeRe=[],u=e.src=[],l=e.safeSrc=[],c=e.t={},p=0,f="[a-zA-Z0-9-]",m=[["\\s",1],["\\d",i],[f,r]],d=S=>{for(let[M,B]of m)S=S.split(`${M}*`).join(`${M}{0,${B}}`).split(`${M}+`).join(`${M}{1,${B}}`);return S},g=(S,M,B)=>{let Q=d(M),G=p++;s(S,G,M),c[S]=G,u[G]=M,l[G]=Q,o[G]=new RegExp(M,B?"g":void 0),a[G]=new RegExp(Q,B?"g":void 0)};g("NUMERICIDENTIFIER","0|[1-9]\\d*"),g("NUMERICIDENTIFIERLOOSE","\\d+"),g("NONNUMERICIDENTIFIER",`\\d*[a-zA-Z-]${f}*`),g("MAINVERSION",`(${u[c.NUMERICIDENTIFIER]})\\.(${u[c.NUMERICIDENTIFIER]})\\.(${u[c.NUMERICIDENTIFIER]})`),g("MAINVERSIONLOOSE",`(${u[c.NUMERICIDENTIFIERLOOSE]})\\.(${u[c.NUMERICIDENTIFIERLOOSE]})\\.(${u[c.NUMERICIDENTIFIERLOOSE]})`),g("PRERELEASEIDENTIFIER",`(?:${u[c.NONNUMERICIDENTIFIER]}|${u[c.NUMERICIDENTIFIER]})`),g("PRERELEASEIDENTIFIERLOOSE",`(?:${u[c.NONNUMERICIDENTIFIER]}|${u[c.NUMERICIDENTIFIERLOOSE]})`),g("PRERELEASE",`(?:-(${u[c.PRERELEASEIDENTIFIER]}(?:\\.${u[c.PRERELEASEIDENTIFIER]})*))`),g("PRERELEASELOOSE",`(?:-?(${u[c.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${u[c.PRERELEASEIDENTIFIERLOOSE]})*))`),g("BUILDIDENTIFIER",`${f}+`),g("BUILD",`(?:\\+(${u[c.BUILDIDENTIFIER]}(?:\\.${u[c.BUILDIDENTIFIER]})*))`),g("FULLPLAIN",`v?${u[c.MAINVERSION]}${u[c.PRERELEASE]}?${u[c.BUILD]}?`),g("FULL",`^${u[c.FULLPLAIN]}$`),g("LOOSEPLAIN",`[v=\\s]*${u[c.MAINVERSIONLOOSE]}${u[c.PRERELEASELOOSE]}?${u[c.BUILD]}?`),g("LOOSE",`^${u[c.LOOSEPLAIN]}$`),g("GTLT","((?:<|>)?=?)"),g("XRANGEIDENTIFIERLOOSE",`${u[c.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`),g("XRANGEIDENTIFIER",`${u[c.NUMERICIDENTIFIER]}|x|X|\\*`),g("XRANGEPLAIN",`[v=\\s]*(${u[c.XRANGEIDENTIFIER]})(?:\\.(${u[c.XRANGEIDENTIFIER]})(?:\\.(${u[c.XRANGEIDENTIFIER]})(?:${u[c.PRERELEASE]})?${u[c.BUILD]}?)?)?`),g("XRANGEPLAINLOOSE",`[v=\\s]*(${u[c.XRANGEIDENTIFIERLOOSE]})(?:\\.(${u[c.XRANGEIDENTIFIERLOOSE]})(?:\\.(${u[c.XRANGEIDENTIFIERLOOSE]})(?:${u[c.PRERELEASELOOSE]})?${u[c.BUILD]}?)?)?`),g("XRANGE",`^${u[c.GTLT]}\\s*${u[c.XRANGEPLAIN]}$`),g("XRANGELOOSE",`^${u[c.GTLT]}\\s*${u[c.XRANGEPLAINLOOSE]}$`),g("COERCEPLAIN",`(^|[^\\d])(\\d{1,${n}})(?:\\.(\\d{1,${n}}))?(?:\\.(\\d{1,${n}}))?`),g("COERCE",`${u[c.COERCEPLAIN]}(?:$|[^\\d])`),g("COERCEFULL",u[c.COERCEPLAIN]+`(?:${u[c.PRERELEASE]})?(?:${u[c.BUILD]})?(?:$|[^\\d])`),g("COERCERTL",u[c.COERCE],!0),g("COERCERTLFULL",u[c.COERCEFULL],!0),g("LONETILDE","(?:~>?)"),g("TILDETRIM",`(\\s*)${u[c.LONETILDE]}\\s+`,!0),e.tildeTrimReplace="$1~",g("TILDE",`^${u[c.LONETILDE]}${u[c.XRANGEPLAIN]}$`),g("TILDELOOSE",`^${u[c.LONETILDE]}${u[c.XRANGEPLAINLOOSE]}$`),g("LONECARET","(?:\\^)"),g("CARETTRIM",`(\\s*)${u[c.LONECARET]}\\s+`,!0),e.caretTrimReplace="$1^",g("CARET",`^${u[c.LONECARET]}${u[c.XRANGEPLAIN]}$`),g("CARETLOOSE",`^${u[c.LONECARET]}${u[c.XRANGEPLAINLOOSE]}$`),g("COMPARATORLOOSE",`^${u[c.GTLT]}\\s*(${u[c.LOOSEPLAIN]})$|^$`),g("COMPARATOR",`^${u[c.GTLT]}\\s*(${u[c.FULLPLAIN]})$|^$`),g("COMPARATORTRIM",`(\\s*)${u[c.GTLT]}\\s*(${u[c.LOOSEPLAIN]}|${u[c.XRANGEPLAIN]})`,!0),e.comparatorTrimReplace="$1$2$3",g("HYPHENRANGE",`^\\s*(${u[c.XRANGEPLAIN]})\\s+-\\s+(${u[c.XRANGEPLAIN]})\\s*$`),g("HYPHENRANGELOOSE",`^\\s*(${u[c.XRANGEPLAINLOOSE]})\\s+-\\s+(${u[c.XRANGEPLAINLOOSE]})\\s*$`),g("STAR","(<|>)?=?\\s*\\*"),g("GTE0","^\\s*>=\\s*0\\.0\\.0\\s*$"),g("GTE0PRE","^\\s*>=\\s*0\\.0\\.0-0\\s*$")})(fr,fr.exports)),fr.exports}function ao(){if(Yp)return bs;Yp=1;let t=Object.freeze({loose:!0}),e=Object.freeze({});return bs=r=>r?typeof r!="object"?t:r:e,bs}function kf(){if(zp)return Os;zp=1;let t=/^[0-9]+$/,e=(r,i)=>{if(typeof r=="number"&&typeof i=="number")return r===i?0:r<i?-1:1;let s=t.test(r),o=t.test(i);return s&&o&&(r=+r,i=+i),r===i?0:s&&!o?-1:o&&!s?1:r<i?-1:1};return Os={compareIdentifiers:e,rcompareIdentifiers:(r,i)=>e(i,r)},Os}function xe(){if(Vp)return vs;Vp=1;let t=hr(),{MAX_LENGTH:e,MAX_SAFE_INTEGER:n}=dr(),{safeRe:r,t:i}=Cn(),s=ao(),{compareIdentifiers:o}=kf();class a{constructor(l,c){if(c=s(c),l instanceof a){if(l.loose===!!c.loose&&l.includePrerelease===!!c.includePrerelease)return l;l=l.version}else if(typeof l!="string")throw new TypeError(`Invalid version. Must be a string. Got type "${typeof l}".`);if(l.length>e)throw new TypeError(`version is longer than ${e} characters`);t("SemVer",l,c),this.options=c,this.loose=!!c.loose,this.includePrerelease=!!c.includePrerelease;let p=l.trim().match(c.loose?r[i.LOOSE]:r[i.FULL]);if(!p)throw new TypeError(`Invalid Version: ${l}`);if(this.raw=l,this.major=+p[1],this.minor=+p[2],this.patch=+p[3],this.major>n||this.major<0)throw new TypeError("Invalid major version");if(this.minor>n||this.minor<0)throw new TypeError("Invalid minor version");if(this.patch>n||this.patch<0)throw new TypeError("Invalid patch version");p[4]?this.prerelease=p[4].split(".").map(f=>{if(/^[0-9]+$/.test(f)){let m=+f;if(m>=0&&m<n)return m}return f}):this.prerelease=[],this.build=p[5]?p[5].split("."):[],this.format()}format(){return this.version=`${this.major}.${this.minor}.${this.patch}`,this.prerelease.length&&(this.version+=`-${this.prerelease.join(".")}`),this.version}toString(){return this.version}compare(l){if(t("SemVer.compare",this.version,this.options,l),!(l instanceof a)){if(typeof l=="string"&&l===this.version)return 0;l=new a(l,this.options)}return l.version===this.version?0:this.compareMain(l)||this.comparePre(l)}compareMain(l){return l instanceof a||(l=new a(l,this.options)),this.major<l.major?-1:this.major>l.major?1:this.minor<l.minor?-1:this.minor>l.minor?1:this.patch<l.patch?-1:this.patch>l.patch?1:0}comparePre(l){if(l instanceof a||(l=new a(l,this.options)),this.prerelease.length&&!l.prerelease.length)return-1;if(!this.prerelease.length&&l.prerelease.length)return 1;if(!this.prerelease.length&&!l.prerelease.length)return 0;let c=0;do{let p=this.prerelease[c],f=l.prerelease[c];if(t("prerelease compare",c,p,f),p===void 0&&f===void 0)return 0;if(f===void 0)return 1;if(p===void 0)return-1;if(p===f)continue;return o(p,f)}while(++c)}compareBuild(l){l instanceof a||(l=new a(l,this.options));let c=0;do{let p=this.build[c],f=l.build[c];if(t("build compare",c,p,f),p===void 0&&f===void 0)return 0;if(f===void 0)return 1;if(p===void 0)return-1;if(p===f)continue;return o(p,f)}while(++c)}inc(l,c,p){if(l.startsWith("pre")){if(!c&&p===!1)throw new Error("invalid increment argument: identifier is empty");if(c){let f=`-${c}`.match(this.options.loose?r[i.PRERELEASELOOSE]:r[i.PRERELEASE]);if(!f||f[1]!==c)throw new Error(`invalid identifier: ${c}`)}}switch(l){case"premajor":this.prerelease.length=0,this.patch=0,this.minor=0,this.major++,this.inc("pre",c,p);break;case"preminor":this.prerelease.length=0,this.patch=0,this.minor++,this.inc("pre",c,p);break;case"prepatch":this.prerelease.length=0,this.inc("patch",c,p),this.inc("pre",c,p);break;case"prerelease":this.prerelease.length===0&&this.inc("patch",c,p),this.inc("pre",c,p);break;case"release":if(this.prerelease.length===0)throw new Error(`version ${this.raw} is not a prerelease`);this.prerelease.length=0;break;case"major":(this.minor!==0||this.patch!==0||this.prerelease.length===0)&&this.major++,this.minor=0,this.patch=0,this.prerelease=[];break;case"minor":(this.patch!==0||this.prerelease.length===0)&&this.minor++,this.patch=0,this.prerelease=[];break;case"patch":this.prerelease.length===0&&this.patch++,this.prerelease=[];break;case"pre":{let f=Number(p)?1:0;if(this.prerelease.length===0)this.prerelease=[f];else{let m=this.prerelease.length;for(;--m>=0;)typeof this.prerelease[m]=="number"&&(this.prerelease[m]++,m=-2);if(m===-1){if(c===this.prerelease.join(".")&&p===!1)throw new Error("invalid increment argument: identifier already exists");this.prerelease.push(f)}}if(c){let m=[c,f];p===!1&&(m=[c]),o(this.prerelease[0],c)===0?isNaN(this.prerelease[1])&&(this.prerelease=m):this.prerelease=m}break}default:throw new Error(`invalid increment argument: ${l}`)}return this.raw=this.format(),this.build.length&&(this.raw+=`+${this.build.join(".")}`),this}}return vs=a,vs}function en(){if(jp)return xs;jp=1;let t=xe();return xs=(n,r,i=!1)=>{if(n instanceof t)return n;try{return new t(n,r)}catch(s){if(!i)return null;throw s}},xs}function k1(){if(Gp)return Rs;Gp=1;let t=en();return Rs=(n,r)=>{let i=t(n,r);return i?i.version:null},Rs}function $1(){if(Up)return As;Up=1;let t=en();return As=(n,r)=>{let i=t(n.trim().replace(/^[=v]+/,""),r);return i?i.version:null},As}function I1(){if(Wp)return ws;Wp=1;let t=xe();return ws=(n,r,i,s,o)=>{typeof i=="string"&&(o=s,s=i,i=void 0);try{return new t(n instanceof t?n.version:n,i).inc(r,s,o).version}catch{return null}},ws}function D1(){if(Hp)return Ps;Hp=1;let t=en();return Ps=(n,r)=>{let i=t(n,null,!0),s=t(r,null,!0),o=i.compare(s);if(o===0)return null;let a=o>0,u=a?i:s,l=a?s:i,c=!!u.prerelease.length;if(!!l.prerelease.length&&!c){if(!l.patch&&!l.minor)return"major";if(l.compareMain(u)===0)return l.minor&&!l.patch?"minor":"patch"}let f=c?"pre":"";return i.major!==s.major?f+"major":i.minor!==s.minor?f+"minor":i.patch!==s.patch?f+"patch":"prerelease"},Ps}function _1(){if(Kp)return qs;Kp=1;let t=xe();return qs=(n,r)=>new t(n,r).major,qs}function L1(){if(Zp)return Ts;Zp=1;let t=xe();return Ts=(n,r)=>new t(n,r).minor,Ts}function F1(){if(Jp)return Cs;Jp=1;let t=xe();return Cs=(n,r)=>new t(n,r).patch,Cs}function M1(){if(ef)return Ss;ef=1;let t=en();return Ss=(n,r)=>{let i=t(n,r);return i&&i.prerelease.length?i.prerelease:null},Ss}function ze(){if(tf)return Ns;tf=1;let t=xe();return Ns=(n,r,i)=>new t(n,i).compare(new t(r,i)),Ns}function Q1(){if(nf)return ks;nf=1;let t=ze();return ks=(n,r,i)=>t(r,n,i),ks}function B1(){if(rf)return $s;rf=1;let t=ze();return $s=(n,r)=>t(n,r,!0),$s}function uo(){if(sf)return Is;sf=1;let t=xe();return Is=(n,r,i)=>{let s=new t(n,i),o=new t(r,i);return s.compare(o)||s.compareBuild(o)},Is}function X1(){if(of)return Ds;of=1;let t=uo();return Ds=(n,r)=>n.sort((i,s)=>t(i,s,r)),Ds}function Y1(){if(af)return _s;af=1;let t=uo();return _s=(n,r)=>n.sort((i,s)=>t(s,i,r)),_s}function gr(){if(uf)return Ls;uf=1;let t=ze();return Ls=(n,r,i)=>t(n,r,i)>0,Ls}function lo(){if(lf)return Fs;lf=1;let t=ze();return Fs=(n,r,i)=>t(n,r,i)<0,Fs}function $f(){if(cf)return Ms;cf=1;let t=ze();return Ms=(n,r,i)=>t(n,r,i)===0,Ms}function If(){if(pf)return Qs;pf=1;let t=ze();return Qs=(n,r,i)=>t(n,r,i)!==0,Qs}function co(){if(ff)return Bs;ff=1;let t=ze();return Bs=(n,r,i)=>t(n,r,i)>=0,Bs}function po(){if(mf)return Xs;mf=1;let t=ze();return Xs=(n,r,i)=>t(n,r,i)<=0,Xs}function Df(){if(df)return Ys;df=1;let t=$f(),e=If(),n=gr(),r=co(),i=lo(),s=po();return Ys=(a,u,l,c)=>{switch(u){case"===":return typeof a=="object"&&(a=a.version),typeof l=="object"&&(l=l.version),a===l;case"!==":return typeof a=="object"&&(a=a.version),typeof l=="object"&&(l=l.version),a!==l;case"":case"=":case"==":return t(a,l,c);case"!=":return e(a,l,c);case">":return n(a,l,c);case">=":return r(a,l,c);case"<":return i(a,l,c);case"<=":return s(a,l,c);default:throw new TypeError(`Invalid operator: ${u}`)}},Ys}function z1(){if(hf)return zs;hf=1;let t=xe(),e=en(),{safeRe:n,t:r}=Cn();return zs=(s,o)=>{if(s instanceof t)return s;if(typeof s=="number"&&(s=String(s)),typeof s!="string")return null;o=o||{};let a=null;if(!o.rtl)a=s.match(o.includePrerelease?n[r.COERCEFULL]:n[r.COERCE]);else{let m=o.includePrerelease?n[r.COERCERTLFULL]:n[r.COERCERTL],d;for(;(d=m.exec(s))&&(!a||a.index+a[0].length!==s.length);)(!a||d.index+d[0].length!==a.index+a[0].length)&&(a=d),m.lastIndex=d.index+d[1].length+d[2].length;m.lastIndex=-1}if(a===null)return null;let u=a[2],l=a[3]||"0",c=a[4]||"0",p=o.includePrerelease&&a[5]?`-${a[5]}`:"",f=o.includePrerelease&&a[6]?`+${a[6]}`:"";return e(`${u}.${l}.${c}${p}${f}`,o)},zs}function V1(){if(gf)return Vs;gf=1;class t{constructor(){this.max=1e3,this.map=new Map}get(n){let r=this.map.get(n);if(r!==void 0)return this.map.delete(n),this.map.set(n,r),r}delete(n){return this.map.delete(n)}set(n,r){if(!this.delete(n)&&r!==void 0){if(this.map.size>=this.max){let s=this.map.keys().next().value;this.delete(s)}this.map.set(n,r)}return this}}return Vs=t,Vs}function Ve(){if(yf)return js;yf=1;let t=/\s+/g;class e{constructor(O,I){if(I=i(I),O instanceof e)return O.loose===!!I.loose&&O.includePrerelease===!!I.includePrerelease?O:new e(O.raw,I);if(O instanceof s)return this.raw=O.value,this.set=[[O]],this.formatted=void 0,this;if(this.options=I,this.loose=!!I.loose,this.includePrerelease=!!I.includePrerelease,this.raw=O.trim().replace(t," "),this.set=this.raw.split("||").map(N=>this.parseRange(N.trim())).filter(N=>N.length),!this.set.length)throw new TypeError(`Invalid SemVer Range: ${this.raw}`);if(this.set.length>1){let N=this.set[0];if(this.set=this.set.filter($=>!g($[0])),this.set.length===0)this.set=[N];else if(this.set.length>1){for(let $ of this.set)if($.length===1&&S($[0])){this.set=[$];break}}}this.formatted=void 0}get range(){if(this.formatted===void 0){this.formatted="";for(let O=0;O<this.set.length;O++){O>0&&(this.formatted+="||");let I=this.set[O];for(let N=0;N<I.length;N++)N>0&&(this.formatted+=" "),this.formatted+=I[N].toString().trim()}}return this.formatted}format(){return this.range}toString(){return this.range}parseRange(O){let N=((this.options.includePrerelease&&m)|(this.options.loose&&d))+":"+O,$=r.get(N);if($)return $;let v=this.options.loose,R=v?u[l.HYPHENRANGELOOSE]:u[l.HYPHENRANGE];O=O.replace(R,A(this.options.includePrerelease)),o("hyphen replace",O),O=O.replace(u[l.COMPARATORTRIM],c),o("comparator trim",O),O=O.replace(u[l.TILDETRIM],p),o("tilde trim",O),O=O.replace(u[l.CARETTRIM],f),o("caret trim",O);let D=O.split(" ").map(H=>B(H,this.options)).join(" ").split(/\s+/).map(H=>h(H,this.options));v&&(D=D.filter(H=>(o("loose invalid filter",H,this.options),!!H.match(u[l.COMPARATORLOOSE])))),o("range list",D);let F=new Map,_=D.map(H=>new s(H,this.options));for(let H of _){if(g(H))return[H];F.set(H.value,H)}F.size>1&&F.has("")&&F.delete("");let L=[...F.values()];return r.set(N,L),L}intersects(O,I){if(!(O instanceof e))throw new TypeError("a Range is required");return this.set.some(N=>M(N,I)&&O.set.some($=>M($,I)&&N.every(v=>$.every(R=>v.intersects(R,I)))))}test(O){if(!O)return!1;if(typeof O=="string")try{O=new a(O,this.options)}catch{return!1}for(let I=0;I<this.set.length;I++)if(z(this.set[I],O,this.options))return!0;return!1}}js=e;let n=V1(),r=new n,i=ao(),s=yr(),o=hr(),a=xe(),{safeRe:u,t:l,comparatorTrimReplace:c,tildeTrimReplace:p,caretTrimReplace:f}=Cn(),{FLAG_INCLUDE_PRERELEASE:m,FLAG_LOOSE:d}=dr(),g=E=>E.value==="<0.0.0-0",S=E=>E.value==="",M=(E,O)=>{let I=!0,N=E.slice(),$=N.pop();for(;I&&N.length;)I=N.every(v=>$.intersects(v,O)),$=N.pop();return I},B=(E,O)=>(E=E.replace(u[l.BUILD],""),o("comp",E,O),E=P(E,O),o("caret",E),E=G(E,O),o("tildes",E),E=b(E,O),o("xrange",E),E=U(E,O),o("stars",E),E),Q=E=>!E||E.toLowerCase()==="x"||E==="*",G=(E,O)=>E.trim().split(/\s+/).map(I=>w(I,O)).join(" "),w=(E,O)=>{let I=O.loose?u[l.TILDELOOSE]:u[l.TILDE];return E.replace(I,(N,$,v,R,D)=>{o("tilde",E,N,$,v,R,D);let F;return Q($)?F="":Q(v)?F=`>=${$}.0.0 <${+$+1}.0.0-0`:Q(R)?F=`>=${$}.${v}.0 <${$}.${+v+1}.0-0`:D?(o("replaceTilde pr",D),F=`>=${$}.${v}.${R}-${D} <${$}.${+v+1}.0-0`):F=`>=${$}.${v}.${R} <${$}.${+v+1}.0-0`,o("tilde return",F),F})},P=(E,O)=>E.trim().split(/\s+/).map(I=>y(I,O)).join(" "),y=(E,O)=>{o("caret",E,O);let I=O.loose?u[l.CARETLOOSE]:u[l.CARET],N=O.includePrerelease?"-0":"";return E.replace(I,($,v,R,D,F)=>{o("caret",E,$,v,R,D,F);let _;return Q(v)?_="":Q(R)?_=`>=${v}.0.0${N} <${+v+1}.0.0-0`:Q(D)?v==="0"?_=`>=${v}.${R}.0${N} <${v}.${+R+1}.0-0`:_=`>=${v}.${R}.0${N} <${+v+1}.0.0-0`:F?(o("replaceCaret pr",F),v==="0"?R==="0"?_=`>=${v}.${R}.${D}-${F} <${v}.${R}.${+D+1}-0`:_=`>=${v}.${R}.${D}-${F} <${v}.${+R+1}.0-0`:_=`>=${v}.${R}.${D}-${F} <${+v+1}.0.0-0`):(o("no pr"),v==="0"?R==="0"?_=`>=${v}.${R}.${D}${N} <${v}.${R}.${+D+1}-0`:_=`>=${v}.${R}.${D}${N} <${v}.${+R+1}.0-0`:_=`>=${v}.${R}.${D} <${+v+1}.0.0-0`),o("caret return",_),_})},b=(E,O)=>(o("replaceXRanges",E,O),E.split(/\s+/).map(I=>X(I,O)).join(" ")),X=(E,O)=>{E=E.trim();let I=O.loose?u[l.XRANGELOOSE]:u[l.XRANGE];return E.replace(I,(N,$,v,R,D,F)=>{o("xRange",E,N,$,v,R,D,F);let _=Q(v),L=_||Q(R),H=L||Q(D),fe=H;return $==="="&&fe&&($=""),F=O.includePrerelease?"-0":"",_?$===">"||$==="<"?N="<0.0.0-0":N="*":$&&fe?(L&&(R=0),D=0,$===">"?($=">=",L?(v=+v+1,R=0,D=0):(R=+R+1,D=0)):$==="<="&&($="<",L?v=+v+1:R=+R+1),$==="<"&&(F="-0"),N=`${$+v}.${R}.${D}${F}`):L?N=`>=${v}.0.0${F} <${+v+1}.0.0-0`:H&&(N=`>=${v}.${R}.0${F} <${v}.${+R+1}.0-0`),o("xRange return",N),N})},U=(E,O)=>(o("replaceStars",E,O),E.trim().replace(u[l.STAR],"")),h=(E,O)=>(o("replaceGTE0",E,O),E.trim().replace(u[O.includePrerelease?l.GTE0PRE:l.GTE0],"")),A=E=>(O,I,N,$,v,R,D,F,_,L,H,fe)=>(Q(N)?I="":Q($)?I=`>=${N}.0.0${E?"-0":""}`:Q(v)?I=`>=${N}.${$}.0${E?"-0":""}`:R?I=`>=${I}`:I=`>=${I}${E?"-0":""}`,Q(_)?F="":Q(L)?F=`<${+_+1}.0.0-0`:Q(H)?F=`<${_}.${+L+1}.0-0`:fe?F=`<=${_}.${L}.${H}-${fe}`:E?F=`<${_}.${L}.${+H+1}-0`:F=`<=${F}`,`${I} ${F}`.trim()),z=(E,O,I)=>{for(let N=0;N<E.length;N++)if(!E[N].test(O))return!1;if(O.prerelease.length&&!I.includePrerelease){for(let N=0;N<E.length;N++)if(o(E[N].semver),E[N].semver!==s.ANY&&E[N].semver.prerelease.length>0){let $=E[N].semver;if($.major===O.major&&$.minor===O.minor&&$.patch===O.patch)return!0}return!1}return!0};return js}function yr(){if(Ef)return Gs;Ef=1;let t=Symbol("SemVer ANY");class e{static get ANY(){return t}constructor(c,p){if(p=n(p),c instanceof e){if(c.loose===!!p.loose)return c;c=c.value}c=c.trim().split(/\s+/).join(" "),o("comparator",c,p),this.options=p,this.loose=!!p.loose,this.parse(c),this.semver===t?this.value="":this.value=this.operator+this.semver.version,o("comp",this)}parse(c){let p=this.options.loose?r[i.COMPARATORLOOSE]:r[i.COMPARATOR],f=c.match(p);if(!f)throw new TypeError(`Invalid comparator: ${c}`);this.operator=f[1]!==void 0?f[1]:"",this.operator==="="&&(this.operator=""),f[2]?this.semver=new a(f[2],this.options.loose):this.semver=t}toString(){return this.value}test(c){if(o("Comparator.test",c,this.options.loose),this.semver===t||c===t)return!0;if(typeof c=="string")try{c=new a(c,this.options)}catch{return!1}return s(c,this.operator,this.semver,this.options)}intersects(c,p){if(!(c instanceof e))throw new TypeError("a Comparator is required");return this.operator===""?this.value===""?!0:new u(c.value,p).test(this.value):c.operator===""?c.value===""?!0:new u(this.value,p).test(c.semver):(p=n(p),p.includePrerelease&&(this.value==="<0.0.0-0"||c.value==="<0.0.0-0")||!p.includePrerelease&&(this.value.startsWith("<0.0.0")||c.value.startsWith("<0.0.0"))?!1:!!(this.operator.startsWith(">")&&c.operator.startsWith(">")||this.operator.startsWith("<")&&c.operator.startsWith("<")||this.semver.version===c.semver.version&&this.operator.includes("=")&&c.operator.includes("=")||s(this.semver,"<",c.semver,p)&&this.operator.startsWith(">")&&c.operator.startsWith("<")||s(this.semver,">",c.semver,p)&&this.operator.startsWith("<")&&c.operator.startsWith(">")))}}Gs=e;let n=ao(),{safeRe:r,t:i}=Cn(),s=Df(),o=hr(),a=xe(),u=Ve();return Gs}function Er(){if(bf)return Us;bf=1;let t=Ve();return Us=(n,r,i)=>{try{r=new t(r,i)}catch{return!1}return r.test(n)},Us}function j1(){if(Of)return Ws;Of=1;let t=Ve();return Ws=(n,r)=>new t(n,r).set.map(i=>i.map(s=>s.value).join(" ").trim().split(" ")),Ws}function G1(){if(vf)return Hs;vf=1;let t=xe(),e=Ve();return Hs=(r,i,s)=>{let o=null,a=null,u=null;try{u=new e(i,s)}catch{return null}return r.forEach(l=>{u.test(l)&&(!o||a.compare(l)===-1)&&(o=l,a=new t(o,s))}),o},Hs}function U1(){if(xf)return Ks;xf=1;let t=xe(),e=Ve();return Ks=(r,i,s)=>{let o=null,a=null,u=null;try{u=new e(i,s)}catch{return null}return r.forEach(l=>{u.test(l)&&(!o||a.compare(l)===1)&&(o=l,a=new t(o,s))}),o},Ks}function W1(){if(Rf)return Zs;Rf=1;let t=xe(),e=Ve(),n=gr();return Zs=(i,s)=>{i=new e(i,s);let o=new t("0.0.0");if(i.test(o)||(o=new t("0.0.0-0"),i.test(o)))return o;o=null;for(let a=0;a<i.set.length;++a){let u=i.set[a],l=null;u.forEach(c=>{let p=new t(c.semver.version);switch(c.operator){case">":p.prerelease.length===0?p.patch++:p.prerelease.push(0),p.raw=p.format();case"":case">=":(!l||n(p,l))&&(l=p);break;case"<":case"<=":break;default:throw new Error(`Unexpected operation: ${c.operator}`)}}),l&&(!o||n(o,l))&&(o=l)}return o&&i.test(o)?o:null},Zs}function H1(){if(Af)return Js;Af=1;let t=Ve();return Js=(n,r)=>{try{return new t(n,r).range||"*"}catch{return null}},Js}function fo(){if(wf)return eo;wf=1;let t=xe(),e=yr(),{ANY:n}=e,r=Ve(),i=Er(),s=gr(),o=lo(),a=po(),u=co();return eo=(c,p,f,m)=>{c=new t(c,m),p=new r(p,m);let d,g,S,M,B;switch(f){case">":d=s,g=a,S=o,M=">",B=">=";break;case"<":d=o,g=u,S=s,M="<",B="<=";break;default:throw new TypeError('Must provide a hilo val of "<" or ">"')}if(i(c,p,m))return!1;for(let Q=0;Q<p.set.length;++Q){let G=p.set[Q],w=null,P=null;if(G.forEach(y=>{y.semver===n&&(y=new e(">=0.0.0")),w=w||y,P=P||y,d(y.semver,w.semver,m)?w=y:S(y.semver,P.semver,m)&&(P=y)}),w.operator===M||w.operator===B||(!P.operator||P.operator===M)&&g(c,P.semver))return!1;if(P.operator===B&&S(c,P.semver))return!1}return!0},eo}function K1(){if(Pf)return to;Pf=1;let t=fo();return to=(n,r,i)=>t(n,r,">",i),to}function Z1(){if(qf)return no;qf=1;let t=fo();return no=(n,r,i)=>t(n,r,"<",i),no}function J1(){if(Tf)return ro;Tf=1;let t=Ve();return ro=(n,r,i)=>(n=new t(n,i),r=new t(r,i),n.intersects(r,i)),ro}function e0(){if(Cf)return io;Cf=1;let t=Er(),e=ze();return io=(n,r,i)=>{let s=[],o=null,a=null,u=n.sort((f,m)=>e(f,m,i));for(let f of u)t(f,r,i)?(a=f,o||(o=f)):(a&&s.push([o,a]),a=null,o=null);o&&s.push([o,null]);let l=[];for(let[f,m]of s)f===m?l.push(f):!m&&f===u[0]?l.push("*"):m?f===u[0]?l.push(`<=${m}`):l.push(`${f} - ${m}`):l.push(`>=${f}`);let c=l.join(" || "),p=typeof r.raw=="string"?r.raw:String(r);return c.length<p.length?c:r},io}function t0(){if(Sf)return so;Sf=1;let t=Ve(),e=yr(),{ANY:n}=e,r=Er(),i=ze(),s=(p,f,m={})=>{if(p===f)return!0;p=new t(p,m),f=new t(f,m);let d=!1;e:for(let g of p.set){for(let S of f.set){let M=u(g,S,m);if(d=d||M!==null,M)continue e}if(d)return!1}return!0},o=[new e(">=0.0.0-0")],a=[new e(">=0.0.0")],u=(p,f,m)=>{if(p===f)return!0;if(p.length===1&&p[0].semver===n){if(f.length===1&&f[0].semver===n)return!0;m.includePrerelease?p=o:p=a}if(f.length===1&&f[0].semver===n){if(m.includePrerelease)return!0;f=a}let d=new Set,g,S;for(let b of p)b.operator===">"||b.operator===">="?g=l(g,b,m):b.operator==="<"||b.operator==="<="?S=c(S,b,m):d.add(b.semver);if(d.size>1)return null;let M;if(g&&S){if(M=i(g.semver,S.semver,m),M>0)return null;if(M===0&&(g.operator!==">="||S.operator!=="<="))return null}for(let b of d){if(g&&!r(b,String(g),m)||S&&!r(b,String(S),m))return null;for(let X of f)if(!r(b,String(X),m))return!1;return!0}let B,Q,G,w,P=S&&!m.includePrerelease&&S.semver.prerelease.length?S.semver:!1,y=g&&!m.includePrerelease&&g.semver.prerelease.length?g.semver:!1;P&&P.prerelease.length===1&&S.operator==="<"&&P.prerelease[0]===0&&(P=!1);for(let b of f){if(w=w||b.operator===">"||b.operator===">=",G=G||b.operator==="<"||b.operator==="<=",g){if(y&&b.semver.prerelease&&b.semver.prerelease.length&&b.semver.major===y.major&&b.semver.minor===y.minor&&b.semver.patch===y.patch&&(y=!1),b.operator===">"||b.operator===">="){if(B=l(g,b,m),B===b&&B!==g)return!1}else if(g.operator===">="&&!r(g.semver,String(b),m))return!1}if(S){if(P&&b.semver.prerelease&&b.semver.prerelease.length&&b.semver.major===P.major&&b.semver.minor===P.minor&&b.semver.patch===P.patch&&(P=!1),b.operator==="<"||b.operator==="<="){if(Q=c(S,b,m),Q===b&&Q!==S)return!1}else if(S.operator==="<="&&!r(S.semver,String(b),m))return!1}if(!b.operator&&(S||g)&&M!==0)return!1}return!(g&&G&&!S&&M!==0||S&&w&&!g&&M!==0||y||P)},l=(p,f,m)=>{if(!p)return f;let d=i(p.semver,f.semver,m);return d>0?p:d<0||f.operator===">"&&p.operator===">="?f:p},c=(p,f,m)=>{if(!p)return f;let d=i(p.semver,f.semver,m);return d<0?p:d>0||f.operator==="<"&&p.operator==="<="?f:p};return so=s,so}function n0(){if(Nf)return oo;Nf=1;let t=Cn(),e=dr(),n=xe(),r=kf(),i=en(),s=k1(),o=$1(),a=I1(),u=D1(),l=_1(),c=L1(),p=F1(),f=M1(),m=ze(),d=Q1(),g=B1(),S=uo(),M=X1(),B=Y1(),Q=gr(),G=lo(),w=$f(),P=If(),y=co(),b=po(),X=Df(),U=z1(),h=yr(),A=Ve(),z=Er(),E=j1(),O=G1(),I=U1(),N=W1(),$=H1(),v=fo(),R=K1(),D=Z1(),F=J1(),_=e0(),L=t0();return oo={parse:i,valid:s,clean:o,inc:a,diff:u,major:l,minor:c,patch:p,prerelease:f,compare:m,rcompare:d,compareLoose:g,compareBuild:S,sort:M,rsort:B,gt:Q,lt:G,eq:w,neq:P,gte:y,lte:b,cmp:X,coerce:U,Comparator:h,Range:A,satisfies:z,toComparators:E,maxSatisfying:O,minSatisfying:I,minVersion:N,validRange:$,outside:v,gtr:R,ltr:D,intersects:F,simplifyRange:_,subset:L,SemVer:n,re:t.re,src:t.src,tokens:t.t,SEMVER_SPEC_VERSION:e.SEMVER_SPEC_VERSION,RELEASE_TYPES:e.RELEASE_TYPES,compareIdentifiers:r.compareIdentifiers,rcompareIdentifiers:r.rcompareIdentifiers},oo}function r0(t,e){for(let[n,r]of Object.entries(t)){let i=e[n];if(i&&mo(r,i)===!1)return!1}return!0}function i0(t,e){let n={};for(let[r,i]of Object.entries(t)){let s=e[r];s&&mo(i,s)===!0&&(n[r]=s)}return n}function s0(t){let e={};for(let[n,r]of Object.entries(t)){let i=mr.coerce(r);i&&(e[n]=i.version)}return e}function mo(t,e){if(!mr.validRange(t))return null;let n=mr.coerce(e);return n?mr.satisfies(n,t):null}var fr,ys,Qp,Es,Bp,Xp,bs,Yp,Os,zp,vs,Vp,xs,jp,Rs,Gp,As,Up,ws,Wp,Ps,Hp,qs,Kp,Ts,Zp,Cs,Jp,Ss,ef,Ns,tf,ks,nf,$s,rf,Is,sf,Ds,of,_s,af,Ls,uf,Fs,lf,Ms,cf,Qs,pf,Bs,ff,Xs,mf,Ys,df,zs,hf,Vs,gf,js,yf,Gs,Ef,Us,bf,Ws,Of,Hs,vf,Ks,xf,Zs,Rf,Js,Af,eo,wf,to,Pf,no,qf,ro,Tf,io,Cf,so,Sf,oo,Nf,mr,Lf=ct(()=>{fr={exports:{}};mr=n0()});var Xf=x((Sq,Bf)=>{var{is:Ff}=k(),{getPath:o0,pathConcat:a0}=(we(),ee(Ae)),{camundaBuiltins:Mf,camundaReservedNameBuiltins:Qf}=ms(),{FeelAnalyzer:u0}=(fs(),ee(ps)),{isCompatible:l0}=(Lf(),ee(_f)),{reportErrors:c0}=V(),{ERROR_TYPES:p0}=ge(),{skipInNonExecutableProcess:f0}=j(),{findParentNode:m0}=Y(),{isFeelProperty:d0}=Tn();Bf.exports=f0(function(t={}){let{version:e}=t,n=[...Mf,...Qf],r=h0(n,e),i=new u0({parserDialect:"camunda",builtins:Mf,reservedNameBuiltins:Qf});function s(o,a){if(Ff(o,"bpmn:Expression")||!r.size)return;let u=m0(o);if(!u)return;let l=[];Object.entries(o).forEach(([c,p])=>{if(p&&Ff(p,"bpmn:Expression")&&(p=p.get("body")),!d0(o,c,p))return;let f=p.substring(1),{valid:m,functions:d=[]}=i.analyzeExpression(f);if(!m)return;let g=d.find(({name:S,type:M})=>M==="builtin"&&r.has(S));if(g){let S=r.get(g.name),M=o0(o,u);l.push({message:`FEEL function <${S.name}> requires Camunda ${S.engines.camunda}`,path:a0(M||[],c),data:{type:p0.FEEL_EXPRESSION_UNSUPPORTED_FUNCTION,node:o,parentNode:u,property:c}})}}),l&&l.length&&c0(u,a,l)}return{check:s}});function h0(t,e){let n=new Map;if(!e)return n;for(let r of t)n.has(r.name)||r.engines&&!l0(r.engines,{camunda:e})&&n.set(r.name,r);return n}});var Vf=x((Nq,zf)=>{var{getPath:g0,pathConcat:y0}=(we(),ee(Ae)),{findExtensionElement:E0}=Y(),{ERROR_TYPES:b0}=ge(),Yf="inbound.type";zf.exports={messageTtl:{version:"8.6",getError:t=>go(t,"messageTtl","8.6"),getProperty:t=>tn(t,"messageTtl"),isConnector:t=>ho(t,["io.camunda:webhook:1","io.camunda:connector-rabbitmq-inbound:1","io.camunda:http-polling:1","io.camunda:connector-kafka-inbound:1","io.camunda:slack-webhook:1","io.camunda:aws-sqs-inbound:1","io.camunda:aws-sns-webhook:1"])},consumeUnmatchedEvents:{version:"8.6",getError:t=>go(t,"consumeUnmatchedEvents","8.6"),getProperty:t=>tn(t,"consumeUnmatchedEvents"),isConnector:t=>ho(t,["io.camunda:webhook:1","io.camunda:connector-rabbitmq-inbound:1","io.camunda:http-polling:1","io.camunda:connector-kafka-inbound:1","io.camunda:slack-webhook:1","io.camunda:aws-sqs-inbound:1","io.camunda:aws-sns-webhook:1"])},deduplicationModeManualFlag:{version:"8.6",getError:t=>go(t,"deduplicationModeManualFlag","8.6"),getProperty:t=>tn(t,"deduplicationModeManualFlag"),isConnector:t=>ho(t,["io.camunda:connector-rabbitmq-inbound:1","io.camunda:http-polling:1","io.camunda:connector-kafka-inbound:1","io.camunda:aws-sqs-inbound:1"])}};function ho(t,e){let n=tn(t,Yf);return n&&e.includes(n.get("value"))}function tn(t,e){let n=E0(t,"zeebe:Properties");return n?n.get("properties").find(r=>r.get("name")===e):!1}function go(t,e,n){let r=tn(t,e),i=tn(t,Yf),s=g0(r,t);return{message:`Connector property <name> with value <${e}> only allowed by Camunda ${n} or newer.`,path:y0(s||[],"name"),data:{type:b0.CONNECTORS_PROPERTY_VALUE_NOT_ALLOWED,node:r,parentNode:t,property:"name",allowedVersion:n,connectorProperty:{node:i,properties:["name","value"]}}}}});var Gf=x((kq,jf)=>{var{isAny:O0}=k(),v0=Vf(),{reportErrors:x0}=V(),{skipInNonExecutableProcess:R0}=j(),{greaterOrEqual:A0}=Oe();jf.exports=R0(function({version:t}){function e(n,r){if(!O0(n,["bpmn:FlowElement","bpmn:FlowElementsContainer"]))return;let i=Object.entries(v0).reduce((s,[o,{getError:a,getProperty:u,isConnector:l,version:c}])=>A0(t,c)||!l(n)?s:u(n)?[...s,a(n)]:s,[]);i.length&&x0(n,r,i)}return{check:e}})});var Hf=x(($q,Wf)=>{var{is:Uf,isAny:w0}=k(),{getEventDefinition:P0}=Y(),{ERROR_TYPES:q0}=ge(),{reportErrors:T0}=V(),{skipInNonExecutableProcess:C0}=j();Wf.exports=C0(function(){function t(e,n){if(!w0(e,["bpmn:CatchEvent","bpmn:ThrowEvent"]))return;let r=P0(e);if(!r||!Uf(r,"bpmn:EscalationEventDefinition"))return;let i=e.get("attachedToRef");i&&Uf(i,"bpmn:Task")&&T0(e,n,{message:`Element of type <bpmn:BoundaryEvent> with event definition of type <bpmn:EscalationEventDefinition> is not allowed to be attached to element of type <${i.$type}>`,path:null,data:{type:q0.ATTACHED_TO_REF_ELEMENT_TYPE_NOT_ALLOWED,node:e,parentNode:null,attachedToRef:i}})}return{check:t}})});var tm=x((Iq,em)=>{var{is:S0,isAny:Jf}=k(),{getEventDefinition:N0,getReferencePath:k0,hasProperties:Kf}=Y(),{reportErrors:Zf}=V(),{skipInNonExecutableProcess:$0}=j(),{annotateRule:I0}=Be();em.exports=$0(function(){function t(e,n){if(!Jf(e,["bpmn:CatchEvent","bpmn:ThrowEvent"]))return;let r=N0(e);if(!r||!S0(r,"bpmn:EscalationEventDefinition"))return;let i=[];if(!D0(e)&&(i=Kf(r,{escalationRef:{required:!0}},e),i.length)){Zf(e,n,i);return}let s=r.get("escalationRef");if(!s)return;let o=k0({element:e,referenceHolder:r,referenceProperty:"escalationRef",referencedRoot:s,node:s});i=Kf(s,{escalationCode:{required:!0}},e,o),i.length&&Zf(e,n,i)}return I0("escalation-reference",{check:t})});function D0(t){return Jf(t,["bpmn:CatchEvent","bpmn:BoundaryEvent"])}});var sm=x((Dq,im)=>{var{getPath:_0,pathConcat:L0}=(we(),ee(Ae)),{is:Sn,isAny:F0}=k(),{getEventDefinition:nn,hasProperties:M0}=Y(),{ERROR_TYPES:Q0}=ge(),{reportErrors:nm}=V(),{skipInNonExecutableProcess:B0}=j();im.exports=B0(function(){function t(e,n){if(Sn(e,"bpmn:Process")){let r=rm(e),{duplicateNames:i}=r.reduce(({duplicateNames:s,names:o},a,u)=>{let c=nn(a,"bpmn:LinkEventDefinition").get("name");return o=[...o,c],c?(o.indexOf(c)!==u&&!s.includes(c)&&(s=[...s,c]),{duplicateNames:s,names:o}):{duplicateNames:s,names:o}},{duplicateNames:[],names:[]});i.forEach(s=>{r.filter(a=>nn(a,"bpmn:LinkEventDefinition").get("name")===s).forEach(a=>{let u=nn(a,"bpmn:LinkEventDefinition"),l=_0(u,a);nm(a,n,{message:`Property of type <bpmn:LinkEventDefinition> has property <name> with duplicate value of <${s}>`,path:L0(l||[],"name"),data:{type:Q0.ELEMENT_PROPERTY_VALUE_DUPLICATED,node:u,parentNode:a,duplicatedProperty:"name",duplicatedPropertyValue:s}})})})}if(X0(e)){let r=nn(e),i=M0(r,{name:{required:!0}},e);i.length&&nm(e,n,i)}}return{check:t}});function X0(t){let e=nn(t);return F0(t,["bpmn:IntermediateCatchEvent","bpmn:IntermediateThrowEvent"])&&e&&Sn(e,"bpmn:LinkEventDefinition")}function Y0(t){let e=nn(t);return Sn(t,"bpmn:IntermediateCatchEvent")&&e&&Sn(e,"bpmn:LinkEventDefinition")}function rm(t){return t.get("flowElements").reduce((e,n)=>Y0(n)?[...e,n]:Sn(n,"bpmn:SubProcess")?[...e,...rm(n)]:e,[])}});var cm=x((_q,lm)=>{var{is:z0}=k(),{isDefined:om}=(ce(),ee(be)),{findExtensionElement:V0,hasExpression:am}=Y(),{validateDate:j0}=Si(),{reportErrors:G0}=V(),{skipInNonExecutableProcess:U0}=j();lm.exports=U0(function(){function t(e,n){if(!z0(e,"bpmn:UserTask"))return;let r=V0(e,"zeebe:TaskSchedule");if(!r)return;let i=r.get("dueDate"),s=[];om(i)&&(s=[...s,...am(r,"dueDate",{allowed:a=>um(a)},e)]);let o=r.get("followUpDate");om(o)&&(s=[...s,...am(r,"followUpDate",{allowed:a=>um(a)},e)]),s.length&&G0(e,n,s)}return{check:t}});function um(t){return W0(t)||j0(t)}function W0(t){return t.startsWith("=")}});var dm=x((Lq,mm)=>{var{isString:H0}=(ce(),ee(be)),{is:K0}=k(),{getPath:Z0,pathConcat:J0}=(we(),ee(Ae)),{findExtensionElement:yo,getEventDefinition:eA}=Y(),{ERROR_TYPES:pm}=ge(),{reportErrors:tA}=V(),{skipInNonExecutableProcess:nA}=j(),{greaterOrEqual:fm}=Oe(),bo="8.10";mm.exports=nA(function({version:t}){function e(a,u){let l=[n,r,i].reduce((c,p)=>[...c,...p(a)],[]);l.length&&tA(a,u,l)}function n(a){let u=yo(a,"zeebe:IoMapping");return u?u.get("inputParameters").map(l=>{let c=s(l.get("source"));return c&&Eo("source",l,a,c)}).filter(Boolean):[]}function r(a){let u=yo(a,"zeebe:Properties");return u?u.get("properties").map(l=>{let c=s(l.get("value"));return c&&Eo("value",l,a,c)}).filter(Boolean):[]}function i(a){let u;if(K0(a,"bpmn:ReceiveTask"))u=a.get("messageRef");else{let f=eA(a,"bpmn:MessageEventDefinition");if(!f)return[];u=f.get("messageRef")}if(!u)return[];let l=yo(u,"zeebe:Subscription");if(!l)return[];let c=l.get("correlationKey"),p=s(c);return p?[Eo("correlationKey",l,a,p)]:[]}function s(a){if(!a||!H0(a)||!a.includes("secrets.")||/camunda\.secrets\.(?:[\w-]+|`[^`]+`)/.test(a))return null;let u=/{{\s*secrets\.[\w-]+\s*}}/.test(a);return fm(t,bo)?u?"legacy":"deprecated":u?null:"deprecated"}let o={};return fm(t,bo)&&(o.documentation={url:"https://docs.camunda.io/docs/components/connectors/use-connectors/migrate-secrets/"}),{meta:o,check:e}});function Eo(t,e,n,r){let i=Z0(e,n),s=r==="legacy";return{message:`Property <${t}> uses ${s?"legacy":"deprecated"} secret expression format`,path:J0(i||[],t),data:{type:s?pm.SECRET_EXPRESSION_FORMAT_LEGACY:pm.SECRET_EXPRESSION_FORMAT_DEPRECATED,node:e,parentNode:n,property:t,allowedVersion:bo}}}});var Em=x((Fq,ym)=>{var{is:rA,isAny:iA}=k(),{getEventDefinition:sA,getReferencePath:oA,hasProperties:hm}=Y(),{reportErrors:gm}=V(),{skipInNonExecutableProcess:aA}=j();ym.exports=aA(function(){function t(e,n){if(!iA(e,["bpmn:StartEvent","bpmn:IntermediateThrowEvent","bpmn:IntermediateCatchEvent","bpmn:EndEvent","bpmn:BoundaryEvent"]))return;let r=sA(e);if(!r||!rA(r,"bpmn:SignalEventDefinition"))return;let i=hm(r,{signalRef:{required:!0}},e);if(i.length){gm(e,n,i);return}let s=r.get("signalRef");if(!s)return;let o=oA({element:e,referenceHolder:r,referenceProperty:"signalRef",referencedRoot:s,node:s});i=hm(s,{name:{required:!0}},e,o),i.length&&gm(e,n,i)}return{check:t}})});var vm=x((Mq,Om)=>{var{is:bm}=k(),{getEventDefinition:uA,hasProperties:lA}=Y(),{reportErrors:cA}=V(),{skipInNonExecutableProcess:pA}=j();Om.exports=pA(fA);function fA(){function t(e,n){if(!bm(e,"bpmn:ThrowEvent"))return;let r=uA(e);if(!r||!bm(r,"bpmn:CompensateEventDefinition"))return;let i=lA(r,{waitForCompletion:{value:!0}},e);i&&i.length&&cA(e,n,i)}return{check:t}}});var Rm=x((Qq,xm)=>{var{findExtensionElement:mA,hasDuplicatedPropertiesValues:dA}=Y(),{reportErrors:hA}=V(),{skipInNonExecutableProcess:gA}=j();xm.exports=gA(function(){function t(e,n){let r=mA(e,"zeebe:ExecutionListeners");if(!r)return;let i=yA(r,e);i&&i.length&&hA(e,n,i)}return{check:t}});function yA(t,e=null){return dA(t,"listeners",["eventType","type"],e)}});var wm=x((Bq,Am)=>{var{findExtensionElement:EA,hasProperties:bA}=Y(),{reportErrors:OA}=V(),{skipInNonExecutableProcess:vA}=j();Am.exports=vA(function(){function t(e,n){let r=EA(e,"zeebe:ExecutionListeners");if(!r)return;let s=r.get("listeners").flatMap(o=>bA(o,{type:{required:!0}},e));s.length&&OA(e,n,s)}return{check:t}})});var qm=x((Xq,Pm)=>{var{is:xA}=k(),{isDefined:RA}=(ce(),ee(be)),{findExtensionElement:AA,hasExpression:wA}=Y(),{reportErrors:PA}=V(),{skipInNonExecutableProcess:qA}=j();Pm.exports=qA(function(){function t(e,n){if(!xA(e,"bpmn:UserTask"))return;let r=AA(e,"zeebe:PriorityDefinition");if(!r)return;let i=r.get("priority"),s=[];RA(i)&&(s=[...s,...wA(r,"priority",{allowed:o=>TA(`${o}`)},e)]),s.length&&PA(e,n,s)}return{check:t}});function TA(t){return CA(t)||SA(t,0,100)}function CA(t){return t.startsWith("=")}function SA(t,e,n){if(/^\d+$/.test(t)){let r=parseInt(t,10);return r>=e&&r<=n}return!1}});var Nm=x((Yq,Sm)=>{var{is:Nn}=k(),{findExtensionElement:br,hasProperties:Oo}=Y(),{reportErrors:Tm}=V(),{skipInNonExecutableProcess:NA}=j(),{greaterOrEqual:kA}=Oe(),Cm="8.10";Sm.exports=NA(function(t={}){let{version:e}=t;function n(r,i){if(Nn(r,"bpmn:Process")){let o=br(r,"zeebe:VersionTag");if(!o)return;let a=Oo(o,{value:{required:!0}},r);a&&a.length&&Tm(r,i,a)}let s;if(Nn(r,"bpmn:BusinessRuleTask")?s=br(r,"zeebe:CalledDecision"):Nn(r,"bpmn:CallActivity")?s=br(r,"zeebe:CalledElement"):Nn(r,"bpmn:UserTask")&&(s=br(r,"zeebe:FormDefinition")),s&&s.get("bindingType")==="versionTag"){let o=Oo(s,{versionTag:{required:!0}},r);Nn(r,"bpmn:BusinessRuleTask")&&!kA(e,Cm)&&o.push(...Oo(s,{versionTag:{allowed:a=>!a||!a.startsWith("="),allowedVersion:Cm}},r)),o&&o.length&&Tm(r,i,o)}}return{check:n}})});var $m=x((zq,km)=>{var{is:$A}=k(),{reportErrors:IA}=V(),{skipInNonExecutableProcess:DA}=j(),{hasExtensionElement:_A}=Y();km.exports=DA(function(){function t(e,n){if(!$A(e,"bpmn:UserTask"))return;let r=_A(e,"zeebe:UserTask",e);r&&r.length&&IA(e,n,r)}return{meta:{documentation:{url:"https://docs.camunda.io/docs/apis-tools/migration-manuals/migrate-to-camunda-user-tasks"}},check:t}})});var Fm=x((Vq,Lm)=>{var{is:_m}=k(),{ERROR_TYPES:LA,hasProperties:vo,findExtensionElement:FA}=Y(),{reportErrors:Im}=V(),{skipInNonExecutableProcess:MA}=j(),{greaterOrEqual:Dm}=Oe(),xo="8.8",Ro="8.8";Lm.exports=MA(function({version:t}){function e(n,r){if(!_m(n,"bpmn:AdHocSubProcess"))return;let i=[];n.get("flowElements").some(QA)||i.push({message:"Element of type <bpmn:AdHocSubProcess> must contain at least one activity",data:{type:LA.CHILD_ELEMENT_OF_TYPE_REQUIRED,node:n,parentNode:null,requiredType:"bpmn:Activity"}}),Dm(t,xo)||i.push(...vo(n,{completionCondition:{allowed:!1,allowedVersion:xo},cancelRemainingInstances:{allowed:o=>o!==!1,allowedVersion:xo}},n));let s=FA(n,"zeebe:AdHoc");if(s){let o=Dm(t,Ro);if(i.push(...vo(s,{outputCollection:{allowed:o,allowedVersion:Ro},outputElement:{allowed:o,allowedVersion:Ro}},n)),i.length){Im(n,r,i);return}i.push(...vo(s,{outputCollection:{dependentRequired:"outputElement"},outputElement:{dependentRequired:"outputCollection"}},n))}i.length&&Im(n,r,i)}return{check:e}});function QA(t){return _m(t,"bpmn:Activity")}});var Qm=x((jq,Mm)=>{var{is:Ao}=k(),{reportErrors:BA}=V(),{hasProperties:XA}=Y();Mm.exports=function(){function t(e,n){if(!Ao(e,"bpmn:StartEvent"))return;let r=e.$parent;if(!r||!YA(r))return;let i=r.$parent;if(!i||!Ao(i,"bpmn:AdHocSubProcess"))return;let s=XA(e,{isInterrupting:{value:!1}},e);s.length&&BA(e,n,s)}return{check:t}};function YA(t){return Ao(t,"bpmn:SubProcess")&&t.get("triggeredByEvent")}});var Xm=x((Gq,Bm)=>{var{isAgenticToolElement:zA}=Y(),{reportErrors:VA}=V(),{ERROR_TYPES:jA}=ge(),{skipInNonExecutableProcess:GA}=j(),{annotateRule:UA}=Be();Bm.exports=GA(function(t={}){let{version:e}=t;function n(r,i){if(!zA(r,e))return;(r.get("documentation")||[]).map(a=>a.get("text")||"").join("").trim()||VA(r,i,[{message:"Tool documentation is missing.",data:{type:jA.AGENT_TOOL_DOCUMENTATION_MISSING},path:["documentation"]}])}return UA("agent-tool-documentation",{check:n})})});var Wm=x((Uq,Um)=>{var{is:vt}=k(),{getPath:Vm,pathConcat:jm}=(we(),ee(Ae)),{isAgenticToolElement:WA}=Y(),{reportErrors:kn,getName:HA}=V(),{ERROR_TYPES:$n}=ge(),{skipInNonExecutableProcess:KA}=j(),{annotateRule:ZA}=Be();Um.exports=KA(function(t={}){let{version:e}=t;function n(r,i){if(!WA(r,e))return;let{channels:s,linear:o}=JA(r);if(!s.length){kn(r,i,{message:'Tool returns nothing to the agent. Set a "toolCallResult" (at minimum, note the task completed).',data:{type:$n.AGENT_TOOL_RESULT_MISSING},path:tw(r)});return}if(!s.some(wo)){for(let u of s)Ym(u)?kn(u.element,i,{message:`Wrong casing "${zm(u)}": use toolCallResult (case-sensitive).`,data:{type:$n.AGENT_TOOL_OUTPUT_KEY_CASING_INVALID},path:Or(u)}):kn(u.element,i,{message:'"toolCallResult" output is not mapped.',data:{type:$n.AGENT_TOOL_OUTPUT_KEY_INVALID},path:Or(u)});return}for(let u of s)Ym(u)&&kn(u.element,i,{message:`Wrong casing "${zm(u)}": use toolCallResult (case-sensitive).`,data:{type:$n.AGENT_TOOL_OUTPUT_KEY_CASING_INVALID},path:Or(u)});if(o){let u=s.filter(wo).filter(rw);for(let l=1;l<u.length;l++){let c=u[l],p=u[l-1],f=HA(p.element)||p.element.get("id");kn(c.element,i,{message:`This overwrites the "toolCallResult" value set on "${f}".`,data:{type:$n.AGENT_TOOL_OUTPUT_KEY_OVERWRITE},path:Or(c)})}}}return ZA("agent-tool-output-key",{check:n})});function JA(t){let e=[],n=new Set,r=[t],i=!0;for(;r.length;){let s=r.shift(),o=s.get("id");if(o&&n.has(o))continue;n.add(o),ew(s,e);let a=s.get("outgoing")||[],u=s.get("incoming")||[];(a.length>1||u.length>1)&&(i=!1);for(let p of a){let f=p.get("targetRef");f&&r.push(f)}let l=s.$parent,c=l&&l.get&&l.get("flowElements");for(let p of c||[])vt(p,"bpmn:BoundaryEvent")&&p.get("attachedToRef")===s&&(i=!1,r.push(p));if(vt(s,"bpmn:SubProcess"))for(let p of s.get("flowElements")||[])vt(p,"bpmn:FlowNode")&&r.push(p)}return{channels:e,linear:i}}function ew(t,e){let n=t.get("extensionElements");if(n)for(let r of n.get("values")){if(vt(r,"zeebe:IoMapping"))for(let i of r.get("outputParameters")||[])e.push({kind:"output",value:i.get("target")||"",source:i.get("source"),element:t,node:i,property:"target"});if(vt(r,"zeebe:Script")||vt(r,"zeebe:CalledDecision")){let i=r.get("resultVariable");i&&e.push({kind:"resultVariable",value:i,element:t,node:r,property:"resultVariable"})}if(vt(r,"zeebe:TaskHeaders"))for(let i of r.get("values")||[]){let s=i.get("key");s==="resultVariable"&&e.push({kind:"resultVariable",value:i.get("value")||"",element:t,node:i,property:"value"}),s==="resultExpression"&&e.push({kind:"resultExpression",value:i.get("value")||"",element:t,node:i,property:"value"})}}}function Or(t){return jm(Vm(t.node,t.element),t.property)}function tw(t){let e=t.get("extensionElements");if(!e)return null;let n=(e.get("values")||[]).find(r=>vt(r,"zeebe:IoMapping"));return n?jm(Vm(n,t),"outputParameters"):null}function wo({kind:t,value:e}){return t==="resultExpression"?/\btoolCallResult\b/.test(e):e==="toolCallResult"||e.startsWith("toolCallResult.")}function Ym({kind:t,value:e}){if(t==="resultExpression")return!!Gm(e);let n=e.toLowerCase();return(n==="toolcallresult"||n.startsWith("toolcallresult."))&&!wo({kind:t,value:e})}function Gm(t){return(t.match(/\btoolcallresult\b/gi)||[]).find(n=>n!=="toolCallResult")||null}function zm({kind:t,value:e}){return t==="resultExpression"&&Gm(e)||e}var nw=/^=?\s*context\s+put\s*\(\s*toolCallResult\s*,/;function rw({kind:t,value:e,source:n}){return t==="resultExpression"||t==="resultVariable"?!0:e!=="toolCallResult"?!1:!nw.test(n||"")}});var Jm=x((Wq,Zm)=>{var{is:rn}=k(),{getPath:vr,pathConcat:Po}=(we(),ee(Ae)),{findExtensionElement:iw,findAncestorAdHocSubProcess:xr,isAgenticAdHocSubProcess:Rr}=Y(),{CORRECT_NAME:Hm,NAME_ALIASES:sw,findFunctionInvocations:Ar,getArgs:Km}=Tn(),{reportErrors:Nt}=V(),{ERROR_TYPES:pe}=ge(),{skipInNonExecutableProcess:ow}=j(),{annotateRule:aw}=Be();function uw(t){switch(t.type){case"StringLiteral":return{message:`fromAi() key must be a FEEL path, not a string literal. Remove the quotes around ${t.text}.`,data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}};case"null":return{message:'fromAi() key must be a FEEL path starting with "toolCall.", not null.',data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}};case"NumericLiteral":return{message:'fromAi() key must be a FEEL path starting with "toolCall.", not a number.',data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}};case"ArithmeticExpression":return{message:'fromAi() key must be a FEEL path starting with "toolCall.", not an arithmetic expression.',data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}};case"FilterExpression":return{message:'fromAi() key must use dot notation, not bracket notation. Use toolCall.name instead of toolCall["name"].',data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}};case"VariableName":return{message:`fromAi() key must start with "toolCall.". Use toolCall.${t.text} instead of a bare name.`,data:{type:pe.AGENT_FEEL_KEY_PREFIX_MISSING}};case"PathExpression":{if(!t.text.startsWith("toolCall."))return{message:`fromAi() key must start with "toolCall.". Got ${t.text}.`,data:{type:pe.AGENT_FEEL_KEY_PREFIX_MISSING}};let e=t.text.split(".");return e.length>2?{message:`fromAi() key must be a single name under toolCall. Use toolCall.${e[e.length-1]} instead of ${t.text}.`,data:{type:pe.AGENT_FEEL_KEY_SEGMENTS_INVALID}}:null}case"IfExpression":return{message:'fromAi() key must be a FEEL path starting with "toolCall.", not a conditional expression. The connector requires a plain reference regardless of which branch would apply at runtime.',data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}};default:return{message:`fromAi() key must be a FEEL path starting with "toolCall.", not a ${t.type}.`,data:{type:pe.AGENT_FEEL_KEY_TYPE_INVALID}}}}function lw(t){return t.type!=="StringLiteral"?{message:"fromAi() description must be a string literal: a quoted string describing what the agent should provide.",data:{type:pe.AGENT_FEEL_DESCRIPTION_TYPE_INVALID}}:null}Zm.exports=ow(function(t={}){let{version:e}=t;function n(o,a){if(rn(o,"bpmn:Activity")){r(o,a);return}if(rn(o,"zeebe:Output")){i(o,a);return}if(rn(o,"bpmn:SequenceFlow")){s(o,a);return}if(!rn(o,"zeebe:Input"))return;let u=o.get("source");if(!u||!u.startsWith("="))return;let l=u.substring(1).trim(),c=Ar(l);if(c.length===0)return;let p=o.$parent&&o.$parent.$parent&&o.$parent.$parent.$parent;if(!p||!rn(p,"bpmn:FlowNode"))return;let f=Po(vr(o,p),"source"),m=xr(p);if(!m){Nt(p,a,c.map(()=>({message:"fromAi() should only be used inside an agentic sub-process.",data:{type:pe.AGENT_FEEL_WRONG_CONTEXT},path:f})));return}if(!Rr(m,e)){let S=m.get("name")||m.get("id");Nt(p,a,c.map(()=>({message:`The "${S}" sub-process is not marked as agentic, so fromAi() has no effect.`,data:{type:pe.AGENT_FEEL_WRONG_CONTEXT},path:f})));return}if((p.get("incoming")||[]).length>0||p.$parent!==m){Nt(p,a,c.map(()=>({message:"fromAi() is ignored here: only the tool's entry element defines AI inputs. Define it there and read the toolCall variable directly.",data:{type:pe.AGENT_FEEL_NON_ENTRY_ELEMENT},path:f})));return}let g=[];for(let S of c){if(S.name!==Hm&&sw.includes(S.name.toLowerCase())){g.push({message:`Wrong function name "${S.name}". Use ${Hm} (case-sensitive).`,data:{type:pe.AGENT_FEEL_FUNCTION_NAME_INVALID}});continue}let M=Km(S.node,l);if(!M[0]){g.push({message:"fromAi() requires a key argument: a FEEL path like toolCall.url.",data:{type:pe.AGENT_FEEL_KEY_MISSING}});continue}let B=uw(M[0]);if(B&&g.push(B),M[1]){let Q=lw(M[1]);Q&&g.push(Q)}}g.length&&Nt(p,a,g.map(S=>({...S,path:f})))}return aw("agent-fromai-contract",{check:n});function r(o,a){if((o.get("incoming")||[]).length>0)return;let l=xr(o);if(!l||!Rr(l,e)||o.$parent!==l)return;let c=iw(o,"zeebe:IoMapping");if(!c)return;let p={};for(let m of c.get("inputParameters")||[]){let d=m.get("source");if(!d||!d.startsWith("="))continue;let g=d.substring(1).trim();for(let S of Ar(g)){let B=Km(S.node,g)[0];B&&B.type==="PathExpression"&&B.text.startsWith("toolCall.")&&(p[B.text]=p[B.text]||[]).push(m)}}let f=Object.keys(p).filter(m=>p[m].length>1);f.length&&Nt(o,a,f.map(m=>({message:`fromAi() key ${m} is declared more than once in this tool. Declare it once and reference it directly elsewhere.`,data:{type:pe.AGENT_FEEL_KEY_DUPLICATE},paths:p[m].map(d=>Po(vr(d,o),"source"))})))}function i(o,a){let u=o.get("source");if(!u||!u.startsWith("="))return;let l=u.substring(1).trim(),c=Ar(l);if(!c.length)return;let p=o.$parent&&o.$parent.$parent&&o.$parent.$parent.$parent;if(!p||!rn(p,"bpmn:FlowNode"))return;let f=xr(p);if(!f||!Rr(f,e))return;let m=Po(vr(o,p),"source");Nt(p,a,c.map(()=>({message:"fromAi() defines a tool input and has no effect in an output mapping. Define it in an input mapping on the tool's entry element.",data:{type:pe.AGENT_FEEL_WRONG_CONTEXT},path:m})))}function s(o,a){let u=o.get("conditionExpression"),l=u&&u.get("body");if(!l||!l.startsWith("="))return;let c=l.substring(1).trim(),p=Ar(c);if(!p.length)return;let f=xr(o);!f||!Rr(f,e)||Nt(o,a,p.map(()=>({message:"fromAi() defines a tool input and cannot be used in a sequence flow condition. Define it in an input mapping on the tool's entry element.",data:{type:pe.AGENT_FEEL_WRONG_CONTEXT},path:vr(u,o)})))}})});var td=x((Hq,ed)=>{var{is:cw}=k(),{findExtensionElement:pw,hasProperties:fw}=Y(),{reportErrors:mw}=V(),{skipInNonExecutableProcess:dw}=j();ed.exports=dw(function(){function t(e,n){if(!cw(e,"bpmn:UserTask"))return;let r=pw(e,"zeebe:TaskListeners");if(!r)return;let s=r.get("listeners").flatMap(o=>fw(o,{type:{required:!0}},e));s.length&&mw(e,n,s)}return{check:t}})});var rd=x((Kq,nd)=>{var{is:hw}=k(),{findExtensionElement:gw}=Y(),{getPath:yw}=(we(),ee(Ae)),{reportErrors:Ew}=V(),{skipInNonExecutableProcess:bw}=j(),{ERROR_TYPES:Ow}=ge();nd.exports=bw(function(){function t(e,n){if(!e||!hw(e,"bpmn:StartEvent"))return;let r=gw(e,"zeebe:FormDefinition");if(!r)return;let i=r.get("formKey");if(!i||!i.startsWith("camunda-forms:bpmn:"))return;let s=[{message:"Embedded forms on start events are deprecated; use a linked form instead",path:yw(r,e),data:{type:Ow.PROPERTY_DEPRECATED,node:r,parentNode:e,property:"formKey"}}];Ew(e,n,s)}return{check:t}})});var sd=x((Zq,id)=>{var{is:vw}=k(),{getPath:xw,pathConcat:Rw}=(we(),ee(Ae)),{ERROR_TYPES:Aw,findExtensionElement:ww}=Y(),{reportErrors:Pw}=V(),{skipInNonExecutableProcess:qw}=j();id.exports=qw(function(){function t(e,n){if(Tw(e))return;let r=ww(e,"zeebe:ExecutionListeners");if(!r)return;let s=r.get("listeners").flatMap(o=>o.get("eventType")!=="beforeAll"?[]:[{message:"Property <eventType> of <zeebe:ExecutionListener> with value <beforeAll> only allowed on multi-instance elements",path:Rw(xw(o,e),"eventType"),data:{type:Aw.PROPERTY_VALUE_NOT_ALLOWED,node:o,parentNode:e,property:"eventType"}}]);s.length&&Pw(e,n,s)}return{check:t}});function Tw(t){let e=t.get("loopCharacteristics");return!!e&&vw(e,"bpmn:MultiInstanceLoopCharacteristics")}});var ad=x((Jq,od)=>{var{isAny:Cw}=k(),{findExtensionElement:Sw,hasProperties:Nw}=Y(),{reportErrors:kw}=V(),{skipInNonExecutableProcess:$w}=j();od.exports=$w(function(){function t(e,n){if(Cw(e,["bpmn:Process","bpmn:Participant"]))return;let r=Sw(e,"zeebe:ExecutionListeners");if(!r)return;let s=r.get("listeners").flatMap(o=>Nw(o,{eventType:{allowed:a=>a!=="cancel"}},e));s.length&&kw(e,n,s)}return{check:t}})});var ld=x((eT,ud)=>{var{findExtensionElement:Iw,hasDuplicatedPropertyValues:Dw}=Y(),{reportErrors:_w}=V(),{skipInNonExecutableProcess:Lw}=j();ud.exports=Lw(function(){function t(e,n){let r=Iw(e,"zeebe:ExecutionListeners");if(!r)return;let s=r.get("listeners").flatMap(o=>{let a=o.get("headers");return a?Dw(a,"values","key",e)||[]:[]});s.length&&_w(e,n,s)}return{check:t}})});var dd=x((tT,md)=>{var{isString:qo}=(ce(),ee(be)),{getPath:To,pathConcat:Co}=(we(),ee(Ae)),{findExtensionElement:cd}=Y(),{ERROR_TYPES:So}=ge(),{reportErrors:Fw}=V(),{skipInNonExecutableProcess:Mw}=j(),{findSecretReferenceViolations:pd,containsSecretReferenceLiteral:Qw}=Tn();md.exports=Mw(function(){function t(s,o){let a=[...e(s),...n(s)];a.length&&Fw(s,o,a)}function e(s){let o=cd(s,"zeebe:IoMapping");return o?o.get("inputParameters").reduce((a,u)=>{let l=u.get("source");if(a.push(...r("source",l,u,s)),qo(l)&&l.includes("secrets.")&&i(l)){let c=pd(l.substring(1));c.insideList&&a.push(Bw("source",u,s)),c.insideIfBranchContext&&a.push(Xw("source",u,s))}return a},[]):[]}function n(s){let o=cd(s,"zeebe:Properties");return o?o.get("properties").reduce((a,u)=>[...a,...r("value",u.get("value"),u,s)],[]):[]}function r(s,o,a,u){return!qo(o)||!o.includes("secrets.")?[]:i(o)?pd(o.substring(1)).stringLiteral?[fd(s,a,u)]:[]:Qw(o)?[fd(s,a,u)]:[]}function i(s){return qo(s)&&s.startsWith("=")}return{meta:{documentation:{url:"https://docs.camunda.io/docs/next/components/concepts/variables/#secret-references-in-input-mappings"}},check:t}});function fd(t,e,n){let r=To(e,n);return{message:`Property <${t}> must use a secret reference as an expression (e.g. =camunda.secrets.NAME), not as a string literal`,path:Co(r||[],t),data:{type:So.SECRET_REFERENCE_STRING_LITERAL_NOT_ALLOWED,node:e,parentNode:n,property:t}}}function Bw(t,e,n){let r=To(e,n);return{message:`Property <${t}> must not assign a secret reference inside a list`,path:Co(r||[],t),data:{type:So.SECRET_REFERENCE_INSIDE_LIST_NOT_ALLOWED,node:e,parentNode:n,property:t}}}function Xw(t,e,n){let r=To(e,n);return{message:`Property <${t}> must not assign a secret reference inside a context returned by an if expression branch`,path:Co(r||[],t),data:{type:So.SECRET_REFERENCE_INSIDE_IF_BRANCH_CONTEXT_NOT_ALLOWED,node:e,parentNode:n,property:t}}}});ce();ce();function _r(){}_r.prototype.get=function(t){return this.$model.properties.get(this,t)};_r.prototype.set=function(t,e){this.$model.properties.set(this,t,e)};function jo(t,e){this.model=t,this.properties=e}jo.prototype.createType=function(t){var e=this.model,n=this.properties,r=Object.create(_r.prototype);W(t.properties,function(o){!o.isMany&&o.default!==void 0&&(r[o.name]=o.default)}),n.defineModel(r,e),n.defineDescriptor(r,t);var i=t.ns.name;function s(o){n.define(this,"$type",{value:i,enumerable:!0}),n.define(this,"$attrs",{value:{}}),n.define(this,"$parent",{writable:!0}),W(o,pt(function(a,u){this.set(u,a)},this))}return s.prototype=r,s.hasType=r.$instanceOf=this.model.hasType,n.defineModel(s,e),n.defineDescriptor(s,t),s};var sg=ie(Object.create(null),{String:!0,Boolean:!0,Integer:!0,Real:!0,Element:!0}),Go=ie(Object.create(null),{String:function(t){return t},Boolean:function(t){return t==="true"},Integer:function(t){return parseInt(t,10)},Real:function(t){return parseFloat(t)}});function Fn(t,e){var n=Go[t];return n?n(e):e}function Ir(t){return!!sg[t]}function Lr(t){return!!Go[t]}function me(t,e){var n=t.split(/:/),r,i;if(n.length===1)r=t,i=e;else if(n.length===2)r=n[1],i=n[0];else throw new Error("expected <prefix:localName> or <localName>, got "+t);return t=(i?i+":":"")+r,{name:t,prefix:i,localName:r}}function Ce(t){this.ns=t,this.name=t.name,this.allTypes=[],this.allTypesByName=Object.create(null),this.properties=[],this.propertiesByName=Object.create(null)}Ce.prototype.build=function(){return $r(this,["ns","name","allTypes","allTypesByName","properties","propertiesByName","bodyProperty","idProperty"])};Ce.prototype.addProperty=function(t,e,n){typeof e=="boolean"&&(n=e,e=void 0),this.addNamedProperty(t,n!==!1);var r=this.properties;e!==void 0?r.splice(e,0,t):r.push(t)};Ce.prototype.replaceProperty=function(t,e,n){var r=t.ns,i=this.properties,s=this.propertiesByName,o=t.name!==e.name;if(t.isId){if(!e.isId)throw new Error("property <"+e.ns.name+"> must be id property to refine <"+t.ns.name+">");this.setIdProperty(e,!1)}if(t.isBody){if(!e.isBody)throw new Error("property <"+e.ns.name+"> must be body property to refine <"+t.ns.name+">");this.setBodyProperty(e,!1)}var a=i.indexOf(t);if(a===-1)throw new Error("property <"+r.name+"> not found in property list");i.splice(a,1),this.addProperty(e,n?void 0:a,o),s[r.name]=s[r.localName]=e};Ce.prototype.redefineProperty=function(t,e,n){var r=t.ns.prefix,i=e.split("#"),s=me(i[0],r),o=me(i[1],s.prefix).name,a=this.propertiesByName[o];if(a)this.replaceProperty(a,t,n);else throw new Error("refined property <"+o+"> not found");delete t.redefines};Ce.prototype.addNamedProperty=function(t,e){var n=t.ns,r=this.propertiesByName;e&&(this.assertNotDefined(t,n.name),this.assertNotDefined(t,n.localName)),r[n.name]=r[n.localName]=t};Ce.prototype.removeNamedProperty=function(t){var e=t.ns,n=this.propertiesByName;delete n[e.name],delete n[e.localName]};Ce.prototype.setBodyProperty=function(t,e){if(e&&this.bodyProperty)throw new Error("body property defined multiple times (<"+this.bodyProperty.ns.name+">, <"+t.ns.name+">)");this.bodyProperty=t};Ce.prototype.setIdProperty=function(t,e){if(e&&this.idProperty)throw new Error("id property defined multiple times (<"+this.idProperty.ns.name+">, <"+t.ns.name+">)");this.idProperty=t};Ce.prototype.assertNotTrait=function(t){if((t.extends||[]).length)throw new Error(`cannot create <${t.name}> extending <${t.extends}>`)};Ce.prototype.assertNotDefined=function(t,e){var n=t.name,r=this.propertiesByName[n];if(r)throw new Error("property <"+n+"> already defined; override of <"+r.definedBy.ns.name+"#"+r.ns.name+"> by <"+t.definedBy.ns.name+"#"+t.ns.name+"> not allowed without redefines")};Ce.prototype.hasProperty=function(t){return this.propertiesByName[t]};Ce.prototype.addTrait=function(t,e){e&&this.assertNotTrait(t);var n=this.allTypesByName,r=this.allTypes,i=t.name;i in n||(W(t.properties,pt(function(s){s=ie({},s,{name:s.ns.localName,inherited:e}),Object.defineProperty(s,"definedBy",{value:t});var o=s.replaces,a=s.redefines;o||a?this.redefineProperty(s,o||a,o):(s.isBody&&this.setBodyProperty(s),s.isId&&this.setIdProperty(s),this.addProperty(s))},this)),r.push(t),n[i]=t)};function ft(t,e){this.packageMap=Object.create(null),this.typeMap=Object.create(null),this.packages=[],this.properties=e,W(t,pt(this.registerPackage,this))}ft.prototype.getPackage=function(t){return this.packageMap[t]};ft.prototype.getPackages=function(){return this.packages};ft.prototype.registerPackage=function(t){t=ie({},t);var e=this.packageMap;Vo(e,t,"prefix"),Vo(e,t,"uri"),W(t.types,pt(function(n){this.registerType(n,t)},this)),e[t.uri]=e[t.prefix]=t,this.packages.push(t)};ft.prototype.registerType=function(t,e){t=ie({},t,{superClass:(t.superClass||[]).slice(),extends:(t.extends||[]).slice(),properties:(t.properties||[]).slice(),meta:ie({},t.meta||{})});var n=me(t.name,e.prefix),r=n.name,i=Object.create(null);W(t.properties,pt(function(s){var o=me(s.name,n.prefix),a=o.name;Ir(s.type)||(s.type=me(s.type,o.prefix).name),ie(s,{ns:o,name:a}),i[a]=s},this)),ie(t,{ns:n,name:r,propertiesByName:i}),W(t.extends,pt(function(s){var o=me(s,n.prefix),a=this.typeMap[o.name];a.traits=a.traits||[],a.traits.push(r)},this)),this.definePackage(t,e),this.typeMap[r]=t};ft.prototype.mapTypes=function(t,e,n){var r=Ir(t.name)?{name:t.name}:this.typeMap[t.name],i=this;function s(u,l){var c=me(u,Ir(u)?"":t.prefix);i.mapTypes(c,e,l)}function o(u){return s(u,!0)}function a(u){return s(u,!1)}if(!r)throw new Error("unknown type <"+t.name+">");W(r.superClass,n?o:a),e(r,!n),W(r.traits,o)};ft.prototype.getEffectiveDescriptor=function(t){var e=me(t),n=new Ce(e);this.mapTypes(e,function(i,s){n.addTrait(i,s)});var r=n.build();return this.definePackage(r,r.allTypes[r.allTypes.length-1].$pkg),r};ft.prototype.definePackage=function(t,e){this.properties.define(t,"$pkg",{value:e})};function Vo(t,e,n){var r=e[n];if(r in t)throw new Error("package with "+n+" <"+r+"> already defined")}function Rt(t){this.model=t}Rt.prototype.set=function(t,e,n){if(!Ee(e)||!e.length)throw new TypeError("property name must be a non-empty string");var r=this.getProperty(t,e),i=r&&r.name;og(n)?r?delete t[i]:delete t.$attrs[Dr(e)]:r?i in t?t[i]=n:Uo(t,r,n):t.$attrs[Dr(e)]=n};Rt.prototype.get=function(t,e){var n=this.getProperty(t,e);if(!n)return t.$attrs[Dr(e)];var r=n.name;return!t[r]&&n.isMany&&Uo(t,n,[]),t[r]};Rt.prototype.define=function(t,e,n){if(!n.writable){var r=n.value;n=ie({},n,{get:function(){return r}}),delete n.value}Object.defineProperty(t,e,n)};Rt.prototype.defineDescriptor=function(t,e){this.define(t,"$descriptor",{value:e})};Rt.prototype.defineModel=function(t,e){this.define(t,"$model",{value:e})};Rt.prototype.getProperty=function(t,e){var n=this.model,r=n.getPropertyDescriptor(t,e);if(r)return r;if(e.includes(":"))return null;let i=n.config.strict;if(typeof i<"u"){let s=new TypeError(`unknown property <${e}> on <${t.$type}>`);if(i)throw s;typeof console<"u"&&console.warn(s)}return null};function og(t){return typeof t>"u"}function Uo(t,e,n){Object.defineProperty(t,e.name,{enumerable:!e.isReference,writable:!0,value:n,configurable:!0})}function Dr(t){return t.replace(/^:/,"")}function Re(t,e={}){this.properties=new Rt(this),this.factory=new jo(this,this.properties),this.registry=new ft(t,this.properties),this.typeCache=Object.create(null),this.config=e}Re.prototype.create=function(t,e){var n=this.getType(t);if(!n)throw new Error("unknown type <"+t+">");return new n(e)};Re.prototype.getType=function(t){var e=this.typeCache,n=Ee(t)?t:t.ns.name,r=e[n];return r||(t=this.registry.getEffectiveDescriptor(n),r=e[n]=this.factory.createType(t)),r};Re.prototype.createAny=function(t,e,n){var r=me(t),i={$type:t,$instanceOf:function(o){return o===this.$type},get:function(o){return this[o]},set:function(o,a){kr(this,[o],a)}},s={name:t,isGeneric:!0,ns:{prefix:r.prefix,localName:r.localName,uri:e}};return this.properties.defineDescriptor(i,s),this.properties.defineModel(i,this),this.properties.define(i,"get",{enumerable:!1,writable:!0}),this.properties.define(i,"set",{enumerable:!1,writable:!0}),this.properties.define(i,"$parent",{enumerable:!1,writable:!0}),this.properties.define(i,"$instanceOf",{enumerable:!1,writable:!0}),W(n,function(o,a){$t(o)&&o.value!==void 0?i[o.name]=o.value:i[a]=o}),i};Re.prototype.getPackage=function(t){return this.registry.getPackage(t)};Re.prototype.getPackages=function(){return this.registry.getPackages()};Re.prototype.getElementDescriptor=function(t){return t.$descriptor};Re.prototype.hasType=function(t,e){e===void 0&&(e=t,t=this);var n=t.$model.getElementDescriptor(t);return e in n.allTypesByName};Re.prototype.getPropertyDescriptor=function(t,e){return this.getElementDescriptor(t).propertiesByName[e]};Re.prototype.getTypeDescriptor=function(t){return this.registry.typeMap[t]};ce();var Wo=String.fromCharCode,ag=Object.prototype.hasOwnProperty,ug=/&#(\d+);|&#x([0-9a-f]+);|&(\w+);/ig,cn={amp:"&",apos:"'",gt:">",lt:"<",quot:'"'};Object.keys(cn).forEach(function(t){cn[t.toUpperCase()]=cn[t]});function lg(t,e,n,r){return r?ag.call(cn,r)?cn[r]:"&"+r+";":Wo(e||parseInt(n,16))}function At(t){return t.length>3&&t.indexOf("&")!==-1?t.replace(ug,lg):t}var Ho="non-whitespace outside of root node";function mt(t){return new Error(t)}function cg(t){return"missing namespace for prefix <"+t+">"}function Mn(t){return{get:t,enumerable:!0}}function Fr(t,e,n,r){n in e||(e[n]=n in t?t[n]:null),t[n]=r}function pg(t,e){var n,r;for(n in e)r=e[n],r===null?delete t[n]:t[n]=r}function Mr(t){return t+"$uri"}function fg(t){var e=Object.create(null),n,r;for(n in t)r=t[n],e[r]=r,e[Mr(r)]=n;return e}function Qn(){return{line:0,column:0}}function mg(t){throw t}function Qr(t){if(!this)return new Qr(t);var e=t&&t.proxy,n,r,i,s,o=mg,a,u,l,c,p=Qn,f=!1,m=!1,d="",g=!1,S=!1,M=null,B=!1,Q,G,w,P;function y(h){h instanceof Error||(h=mt(h)),M=h,o(h,p)}function b(h){a&&(h instanceof Error||(h=mt(h)),a(h,p))}this.on=function(h,A){if(typeof A!="function")throw mt("required args <name, cb>");switch(h){case"openTag":r=A;break;case"text":n=A;break;case"closeTag":i=A;break;case"error":o=A;break;case"warn":a=A;break;case"cdata":s=A;break;case"attention":c=A;break;case"question":l=A;break;case"comment":u=A;break;default:throw mt("unsupported event: "+h)}return this},this.ns=function(h){if(typeof h>"u"&&(h={}),typeof h!="object")throw mt("required args <nsMap={}>");var A=Object.create(null),z;for(z in h)A[z]=h[z];return S=!0,P=A,this};function X(){Q=S?[]:null,G=S?fg(P):null,w=[],p=Qn,B=!1,M=null,m=!1,d=""}this.parse=function(h){if(typeof h!="string")throw mt("required args <xml=string>");if(f)throw mt("parse during stream; call end() first");return X(),U(h),p=Qn,B=!1,M},this.write=function(h){if(typeof h!="string")throw mt("required args <xml=string>");return f||(X(),f=!0),M||(d=U(d+h,!0)||""),this},this.end=function(){return f||X(),f=!1,M||U(d),d="",p=Qn,B=!1,M},this.stop=function(){B=!0};function U(h,A=!1){var z=null,E,O,I=0,N=!1,$=!1,v=0,R=0,D,F,_,L,H,fe,se,xt,wr,Pr="",qr=0,kt;function $o(ye,Je){var Te=ye.indexOf(":");if(Te===-1)return ye;var $e=G[ye.substring(0,Te)];return $e?Je===$e?ye.substr(Te+1):$e+ye.substr(Te):(b(cg(ye.substring(0,Te))),null)}function Tr(){if(kt!==null)return kt;var ye,Je,Te=S&&G.xmlns,$e=S&&g?[]:null,oe=qr,de=Pr,Ie=de.length,lt,et,je,le,sn={},Do=new Set,Qe,Z,J;e:for(;oe<Ie;oe++)if(Qe=!1,Z=de.charCodeAt(oe),!(Z===32||Z<14&&Z>8)){for((Z<65||Z>122||Z>90&&Z<97)&&Z!==95&&Z!==58&&(b("illegal first char attribute name"),Qe=!0),J=oe+1;J<Ie;J++)if(Z=de.charCodeAt(J),!(Z>96&&Z<123||Z>64&&Z<91||Z>47&&Z<59||Z===46||Z===45||Z===95)){if(Z===32||Z<14&&Z>8){b("missing attribute value"),oe=J;continue e}if(Z===61)break;b("illegal attribute name char"),Qe=!0}if(le=de.substring(oe,J),le==="xmlns:xmlns"&&(b("illegal declaration of xmlns"),Qe=!0),Z=de.charCodeAt(J+1),Z===34)J=de.indexOf('"',oe=J+2),J===-1&&(J=de.indexOf("'",oe),J!==-1&&(b("attribute value quote missmatch"),Qe=!0));else if(Z===39)J=de.indexOf("'",oe=J+2),J===-1&&(J=de.indexOf('"',oe),J!==-1&&(b("attribute value quote missmatch"),Qe=!0));else for(b("missing attribute value quotes"),Qe=!0,J=J+1;J<Ie&&(Z=de.charCodeAt(J+1),!(Z===32||Z<14&&Z>8));J++);for(J===-1&&(b("missing closing quotes"),J=Ie,Qe=!0),Qe||(et=de.substring(oe,J)),le==="xmlns:xml"&&et!=="http://www.w3.org/XML/1998/namespace"&&y("illegal value of xmlns:xml"),oe=J;J+1<Ie&&(Z=de.charCodeAt(J+1),!(Z===32||Z<14&&Z>8));J++)oe===J&&(b("illegal character after attribute end"),Qe=!0);if(oe=J+1,Qe)continue e;if(Do.has(le)){b("attribute <"+le+"> already defined");continue}if(Do.add(le),!S){sn[le]=et;continue}if(g){if(lt=le==="xmlns"?"xmlns":le.charCodeAt(0)===120&&le.substr(0,6)==="xmlns:"?le.substr(6):null,lt!==null){if(ye=At(et),Je=Mr(lt),je=P[ye],!je){if(lt==="xmlns"||Je in G&&G[Je]!==ye)do je="ns"+I++;while(typeof G[je]<"u");else je=lt;P[ye]=je}G[lt]!==je&&(E||(E=Object.create(null)),z=null,O=null,Fr(G,E,lt,je),lt==="xmlns"&&(Fr(G,E,Mr(je),ye),Te=je),Fr(G,E,Je,ye)),sn[le]=et;continue}$e.push(le,et);continue}le=$o(le,Te),le!==null&&(sn[le]=et)}if(g)for(oe=0,Ie=$e.length;oe<Ie;oe++)le=$o($e[oe++],Te),et=$e[oe],le!==null&&(sn[le]=et);return kt=sn}function Lh(){for(var ye=/(\r\n|\r|\n)/g,Je=0,Te=0,$e=0,oe=R,de,Ie;v>=$e&&(de=ye.exec(h),!(!de||(oe=de[0].length+de.index,oe>v)));)Je+=1,$e=oe;return v==-1?(Te=oe,Ie=h.substring(R)):R===0?Ie=h.substring(R,v):(Te=v-$e,Ie=R==-1?h.substring(v):h.substring(v,R+1)),{data:Ie,line:Je,column:Te}}for(p=Lh,e&&(wr=Object.create({},{name:Mn(function(){return se}),originalName:Mn(function(){return xt}),attrs:Mn(Tr),ns:Mn(function(){return O||(O=Object.assign(Object.create(null),G)),O})}));R!==-1;){if(h.charCodeAt(R)===60?v=R:v=h.indexOf("<",R),v===-1){if(A)return h.substring(R);if(w.length)return y("unexpected end of file");if(!m)return y("missing start tag");R<h.length&&h.substring(R).trim()&&b(Ho);return}if(m||(m=!0),R!==v){if(w.length){if(n&&(n(h.substring(R,v),At,p),B))return}else if(h.substring(R,v).trim()&&(b(Ho),B))return}if(L=h.charCodeAt(v+1),L===33){if(_=h.charCodeAt(v+2),_===91&&h.substr(v+3,6)==="CDATA["){if(R=h.indexOf("]]>",v),R===-1)return A?h.substring(v):y("unclosed cdata");if(s&&(s(h.substring(v+9,R),p),B))return;R+=3;continue}if(_===45&&h.charCodeAt(v+3)===45){if(R=h.indexOf("-->",v),R===-1)return A?h.substring(v):y("unclosed comment");if(u&&(u(h.substring(v+4,R),At,p),B))return;R+=3;continue}}if(L===63){if(R=h.indexOf("?>",v),R===-1)return A?h.substring(v):y("unclosed question");if(l&&(l(h.substring(v,R+2),p),B))return;R+=2;continue}for(D=v+1;;D++){if(H=h.charCodeAt(D),isNaN(H))return A?h.substring(v):(R=-1,y("unclosed tag"));if(H===34)_=h.indexOf('"',D+1),D=_!==-1?_:D;else if(H===39)_=h.indexOf("'",D+1),D=_!==-1?_:D;else if(H===62){R=D;break}}if(L===33){if(c&&(c(h.substring(v,R+1),At,p),B))return;R+=1;continue}if(kt={},L===47){if(N=!1,$=!0,!w.length)return y("missing open tag");if(D=se=w.pop(),_=v+2+D.length,h.substring(v+2,_)!==D)return y("closing tag mismatch");for(;_<R;_++)if(L=h.charCodeAt(_),!(L===32||L>8&&L<14))return y("close tag")}else{if(h.charCodeAt(R-1)===47?(D=se=h.substring(v+1,R-1),N=!0,$=!0):(D=se=h.substring(v+1,R),N=!0,$=!1),!(L>96&&L<123||L>64&&L<91||L===95||L===58))return y("illegal first char nodeName");for(_=1,F=D.length;_<F;_++)if(L=D.charCodeAt(_),!(L>96&&L<123||L>64&&L<91||L>47&&L<59||L===45||L===95||L==46)){if(L===32||L<14&&L>8){se=D.substring(0,_),kt=null;break}return y("invalid nodeName")}$||w.push(se)}if(S){N&&(E=null,kt===null&&(g=D.indexOf("xmlns",_)!==-1)&&(qr=_,Pr=D,Tr(),g=!1),$||Q.push(E)),xt=se,z===null&&(z=Object.create(null));var Io=z[se];if(Io!==void 0)se=Io;else{if(L=se.indexOf(":"),L!==-1){if(fe=G[se.substring(0,L)],!fe)return y("missing namespace on <"+xt+">");se=se.substr(L+1)}else fe=G.xmlns;fe&&(se=fe+":"+se),z[xt]=se}}if(N&&(qr=_,Pr=D,r&&(e?r(wr,At,$,p):r(se,Tr,At,$,p),B)))return;if($){if(i&&(i(e?wr:se,At,N,p),B))return;S&&(N||(E=Q.pop()),E&&(pg(G,E),E=null,z=null,O=null))}R+=1}}}function Ko(t){return t.xml&&t.xml.tagAlias==="lowerCase"}var Br={xsi:"http://www.w3.org/2001/XMLSchema-instance",xml:"http://www.w3.org/XML/1998/namespace"},Zo="property";function Jo(t){return t.xml&&t.xml.serialize}function dg(t){let e=Jo(t);return e!==Zo&&(e||null)}function hg(t){return t.charAt(0).toUpperCase()+t.slice(1)}function ea(t,e){return Ko(e)?t.prefix+":"+hg(t.localName):t.name}function gg(t,e){var n=t.name,r=t.localName,i=e&&e.xml&&e.xml.typePrefix;return i&&r.indexOf(i)===0?t.prefix+":"+r.slice(i.length):n}function yg(t,e,n){let r=me(t,e.xmlns),i=`${e[r.prefix]||r.prefix}:${r.localName}`,s=me(i);var o=n.getPackage(s.prefix);return gg(s,o)}function dt(t){return new Error(t)}function tt(t){return t.$descriptor}function Eg(t){ie(this,t),this.elementsById=Object.create(null),this.references=[],this.warnings=[],this.addReference=function(e){this.references.push(e)},this.addElement=function(e){if(!e)throw dt("expected element");var n=this.elementsById,r=tt(e),i=r.idProperty,s;if(i&&(s=e.get(i.name),s)){if(!/^([a-z][\w-.]*:)?[a-z_][\w-.]*$/i.test(s))throw new Error("illegal ID <"+s+">");if(n[s])throw dt("duplicate ID <"+s+">");n[s]=e}},this.addWarning=function(e){this.warnings.push(e)}}function pn(){}pn.prototype.handleEnd=function(){};pn.prototype.handleText=function(){};pn.prototype.handleNode=function(){};function Xr(){}Xr.prototype=Object.create(pn.prototype);Xr.prototype.handleNode=function(){return this};function _t(){}_t.prototype=Object.create(pn.prototype);_t.prototype.handleText=function(t){this.body=(this.body||"")+t};function fn(t,e){this.property=t,this.context=e}fn.prototype=Object.create(_t.prototype);fn.prototype.handleNode=function(t){if(this.element)throw dt("expected no sub nodes");return this.element=this.createReference(t),this};fn.prototype.handleEnd=function(){this.element.id=this.body};fn.prototype.createReference=function(t){return{property:this.property.ns.name,id:""}};function Yr(t,e){this.element=e,this.propertyDesc=t}Yr.prototype=Object.create(_t.prototype);Yr.prototype.handleEnd=function(){var t=this.body||"",e=this.element,n=this.propertyDesc;t=Fn(n.type,t),n.isMany?e.get(n.name).push(t):e.set(n.name,t)};function Bn(){}Bn.prototype=Object.create(_t.prototype);Bn.prototype.handleNode=function(t){var e=this,n=this.element;return n?e=this.handleChild(t):(n=this.element=this.createElement(t),this.context.addElement(n)),e};function he(t,e,n){this.model=t,this.type=t.getType(e),this.context=n}he.prototype=Object.create(Bn.prototype);he.prototype.addReference=function(t){this.context.addReference(t)};he.prototype.handleText=function(t){var e=this.element,n=tt(e),r=n.bodyProperty;if(!r)throw dt("unexpected body text <"+t+">");_t.prototype.handleText.call(this,t)};he.prototype.handleEnd=function(){var t=this.body,e=this.element,n=tt(e),r=n.bodyProperty;r&&t!==void 0&&(t=Fn(r.type,t),e.set(r.name,t))};he.prototype.createElement=function(t){var e=t.attributes,n=this.type,r=tt(n),i=this.context,s=new n({}),o=this.model,a;return W(e,function(u,l){var c=r.propertiesByName[l],p;c&&c.isReference?c.isMany?(p=u.split(" "),W(p,function(f){i.addReference({element:s,property:c.ns.name,id:f})})):i.addReference({element:s,property:c.ns.name,id:u}):(c?u=Fn(c.type,u):l==="xmlns"?l=":"+l:(a=me(l,r.ns.prefix),o.getPackage(a.prefix)&&i.addWarning({message:"unknown attribute <"+l+">",element:s,property:l,value:u})),s.set(l,u))}),s};he.prototype.getPropertyForNode=function(t){var e=t.name,n=me(e),r=this.type,i=this.model,s=tt(r),o=n.name,a=s.propertiesByName[o];if(a&&!a.isAttr){let l=dg(a);if(l){let c=t.attributes[l];if(c){let p=yg(c,t.ns,i),f=i.getType(p);return ie({},a,{effectiveType:tt(f).name})}}return a}var u=i.getPackage(n.prefix);if(u){let l=ea(n,u),c=i.getType(l);if(a=un(s.properties,function(p){return!p.isVirtual&&!p.isReference&&!p.isAttribute&&c.hasType(p.type)}),a)return ie({},a,{effectiveType:tt(c).name})}else if(a=un(s.properties,function(l){return!l.isReference&&!l.isAttribute&&l.type==="Element"}),a)return a;throw dt("unrecognized element <"+n.name+">")};he.prototype.toString=function(){return"ElementDescriptor["+tt(this.type).name+"]"};he.prototype.valueHandler=function(t,e){return new Yr(t,e)};he.prototype.referenceHandler=function(t){return new fn(t,this.context)};he.prototype.handler=function(t){return t==="Element"?new Dt(this.model,t,this.context):new he(this.model,t,this.context)};he.prototype.handleChild=function(t){var e,n,r,i;if(e=this.getPropertyForNode(t),r=this.element,n=e.effectiveType||e.type,Lr(n))return this.valueHandler(e,r);e.isReference?i=this.referenceHandler(e).handleNode(t):i=this.handler(n).handleNode(t);var s=i.element;return s!==void 0&&(e.isMany?r.get(e.name).push(s):r.set(e.name,s),e.isReference?(ie(s,{element:r}),this.context.addReference(s)):s.$parent=r),i};function zr(t,e,n){he.call(this,t,e,n)}zr.prototype=Object.create(he.prototype);zr.prototype.createElement=function(t){var e=t.name,n=me(e),r=this.model,i=this.type,s=r.getPackage(n.prefix),o=s&&ea(n,s)||e;if(!i.hasType(o))throw dt("unexpected element <"+t.originalName+">");return he.prototype.createElement.call(this,t)};function Dt(t,e,n){this.model=t,this.context=n}Dt.prototype=Object.create(Bn.prototype);Dt.prototype.createElement=function(t){var e=t.name,n=me(e),r=n.prefix,i=t.ns[r+"$uri"],s=t.attributes;return this.model.createAny(e,i,s)};Dt.prototype.handleChild=function(t){var e=new Dt(this.model,"Element",this.context).handleNode(t),n=this.element,r=e.element,i;return r!==void 0&&(i=n.$children=n.$children||[],i.push(r),r.$parent=n),e};Dt.prototype.handleEnd=function(){this.body&&(this.element.$body=this.body)};function Xn(t){t instanceof Re&&(t={model:t}),ie(this,{lax:!1},t)}Xn.prototype.fromXML=function(t,e,n){var r=e.rootHandler;e instanceof he?(r=e,e={}):typeof e=="string"?(r=this.handler(e),e={}):typeof r=="string"&&(r=this.handler(r));var i=this.model,s=this.lax,o=new Eg(ie({},e,{rootHandler:r})),a=new Qr({proxy:!0}),u=bg();r.context=o,u.push(r);function l(w,P,y){var b=P(),X=b.line,U=b.column,h=b.data;h.charAt(0)==="<"&&h.indexOf(" ")!==-1&&(h=h.slice(0,h.indexOf(" "))+">");var A="unparsable content "+(h?h+" ":"")+`detected
	line: `+X+`
	column: `+U+`
	nested error: `+w.message;if(y)return o.addWarning({message:A,error:w}),!0;throw dt(A)}function c(w,P){return l(w,P,!0)}function p(){var w=o.elementsById,P=o.references,y,b;for(y=0;b=P[y];y++){var X=b.element,U=w[b.id],h=tt(X).propertiesByName[b.property];if(U||o.addWarning({message:"unresolved reference <"+b.id+">",element:b.element,property:b.property,value:b.id}),h.isMany){var A=X.get(h.name),z=A.indexOf(b);z===-1&&(z=A.length),U?A[z]=U:A.splice(z,1)}else X.set(h.name,U)}}function f(){u.pop().handleEnd()}var m=/^<\?xml /i,d=/ encoding="([^"]+)"/i,g=/^utf-8$/i;function S(w){if(m.test(w)){var P=d.exec(w),y=P&&P[1];!y||g.test(y)||o.addWarning({message:"unsupported document encoding <"+y+">, falling back to UTF-8"})}}function M(w,P){var y=u.peek();try{u.push(y.handleNode(w))}catch(b){l(b,P,s)&&u.push(new Xr)}}function B(w,P){try{u.peek().handleText(w)}catch(y){c(y,P)}}function Q(w,P){w.trim()&&B(w,P)}var G=i.getPackages().reduce(function(w,P){return w[P.uri]=P.prefix,w},Object.entries(Br).reduce(function(w,[P,y]){return w[y]=P,w},i.config&&i.config.nsMap||{}));return a.ns(G).on("openTag",function(w,P,y,b){var X=w.attrs||{},U=Object.keys(X).reduce(function(A,z){var E=P(X[z]);return A[z]=E,A},{}),h={name:w.name,originalName:w.originalName,attributes:U,ns:w.ns};M(h,b)}).on("question",S).on("closeTag",f).on("cdata",B).on("text",function(w,P,y){Q(P(w),y)}).on("error",l).on("warn",c),new Promise(function(w,P){var y;try{a.parse(t),p()}catch(A){y=A}var b=r.element;!y&&!b&&(y=dt("failed to parse document as <"+r.type.$descriptor.name+">"));var X=o.warnings,U=o.references,h=o.elementsById;return y?(y.warnings=X,P(y)):w({rootElement:b,elementsById:h,references:U,warnings:X})})};Xn.prototype.handler=function(t){return new zr(this.model,t)};function bg(){var t=[];return Object.defineProperty(t,"peek",{value:function(){return this[this.length-1]}}),t}var Og=`<?xml version="1.0" encoding="UTF-8"?>
`,vg=/<|>|'|"|&|\n\r|\n/g,ta=/<|>|&/g;function Le(t){this.prefixMap={},this.uriMap={},this.used={},this.wellknown=[],this.custom=[],this.parent=t,this.defaultPrefixMap=t&&t.defaultPrefixMap||{}}Le.prototype.mapDefaultPrefixes=function(t){this.defaultPrefixMap=t};Le.prototype.defaultUriByPrefix=function(t){return this.defaultPrefixMap[t]};Le.prototype.resolve=function(t){for(var e=this;e;){var n=t(e);if(n)return n;e=e.parent}};Le.prototype.eachScope=function(t){for(var e=this;e;)t(e),e=e.parent};Le.prototype.byUri=function(t){return this.resolve(function(e){return e.uriMap[t]})};Le.prototype.add=function(t,e){this.uriMap[t.uri]=t,e?this.wellknown.push(t):this.custom.push(t),this.mapPrefix(t.prefix,t.uri)};Le.prototype.uriByPrefix=function(t){var e=t||"xmlns";return this.resolve(function(n){return n.prefixMap[e]})};Le.prototype.mapPrefix=function(t,e){this.prefixMap[t||"xmlns"]=e};Le.prototype.getNSKey=function(t){return t.prefix!==void 0?t.uri+"|"+t.prefix:t.uri};Le.prototype.logUsed=function(t){var e=t.uri,n=this.getNSKey(t),r=this.byUri(e);this.eachScope(function(i){i.used[n]=r})};Le.prototype.getUsed=function(t){var e=[].concat(this.wellknown,this.custom);return e.filter(n=>{var r=this.getNSKey(n);return this.used[r]})};function xg(t){return t.charAt(0).toLowerCase()+t.slice(1)}function Rg(t,e){return Ko(e)?xg(t):t}function na(t,e){t.super_=e,t.prototype=Object.create(e.prototype,{constructor:{value:t,enumerable:!1,writable:!0,configurable:!0}})}function ra(t){return Ee(t)?t:(t.prefix?t.prefix+":":"")+t.localName}function Ag(t){return t.getUsed().filter(function(e){return e.prefix!=="xml"}).map(function(e){var n="xmlns"+(e.prefix?":"+e.prefix:"");return{name:n,value:sa(e.uri)}})}function wg(t,e){return e.isGeneric?ie({localName:e.ns.localName},t):ie({localName:Rg(e.ns.localName,e.$pkg)},t)}function Pg(t,e){return ie({localName:e.ns.localName},t)}function qg(t){var e=t.$descriptor;return ln(e.properties,function(n){var r=n.name;if(n.isVirtual||!It(t,r))return!1;var i=t[r];return i===n.default||i===null?!1:n.isMany?i.length:!0})}var Tg={"\n":"#10","\n\r":"#10",'"':"#34","'":"#39","<":"#60",">":"#62","&":"#38"},Cg={"<":"lt",">":"gt","&":"amp"};function ia(t,e,n){return t=Ee(t)?t:""+t,t.replace(e,function(r){return"&"+n[r]+";"})}function sa(t){return ia(t,vg,Tg)}function oa(t){return ia(t,ta,Cg)}function Sg(t){return ln(t,function(e){return e.isAttr})}function Ng(t){return ln(t,function(e){return!e.isAttr})}function Vr(t){this.tagName=t}Vr.prototype.build=function(t){return this.element=t,this};Vr.prototype.serializeTo=function(t){t.appendIndent().append("<"+this.tagName+">"+oa(this.element.id)+"</"+this.tagName+">").appendNewLine()};function wt(){}wt.prototype.serializeValue=wt.prototype.serializeTo=function(t){t.append(this.escape?oa(this.value):this.value)};wt.prototype.build=function(t,e){return this.value=e,t.type==="String"&&e.search(ta)!==-1&&(this.escape=!0),this};function jr(t){this.tagName=t}na(jr,wt);jr.prototype.serializeTo=function(t){t.appendIndent().append("<"+this.tagName+">"),this.serializeValue(t),t.append("</"+this.tagName+">").appendNewLine()};function te(t,e){this.body=[],this.attrs=[],this.parent=t,this.propertyDescriptor=e}te.prototype.build=function(t){return Dg(this,t),this};te.prototype.enter=function(t){this.element=t;var e=t.$descriptor,n=this.propertyDescriptor,r=e.isGeneric;if(r?this.otherAttrs=this.parseGenericNsAttributes(t):this.otherAttrs=this.parseNsAttributes(t),n?this.ns=this.nsPropertyTagName(n):this.ns=this.nsTagName(e),this.tagName=this.addTagName(this.ns),r)return this.collectGenericContainments(t);var i=qg(t);return this.parseAttributes(Sg(i)),this.collectContainments(Ng(i))};te.prototype.exit=function(){this.parseGenericAttributes(this.element,this.otherAttrs)};te.prototype.nsTagName=function(t){var e=this.logNamespaceUsed(t.ns);return wg(e,t)};te.prototype.nsPropertyTagName=function(t){var e=this.logNamespaceUsed(t.ns);return Pg(e,t)};te.prototype.isLocalNs=function(t){return t.uri===this.ns.uri};te.prototype.nsAttributeName=function(t){var e;if(Ee(t)?e=me(t):e=t.ns,t.inherited)return{localName:e.localName};var n=this.logNamespaceUsed(e);return this.getNamespaces().logUsed(n),this.isLocalNs(n)?{localName:e.localName}:ie({localName:e.localName},n)};te.prototype.parseGenericNsAttributes=function(t){return Object.entries(t).filter(([e,n])=>!e.startsWith("$")&&this.parseNsAttribute(t,e,n)).map(([e,n])=>({name:e,value:n}))};te.prototype.collectGenericContainments=function(t){var e=this,n=[],r=t.$body;r&&n.push({create:function(){return new wt().build({type:"String"},r)}});var i=t.$children;return i&&W(i,function(s){n.push({create:function(){return new te(e)},element:s})}),n};te.prototype.parseNsAttribute=function(t,e,n){var r=t.$model,i=me(e),s;if(i.prefix==="xmlns"&&(s={prefix:i.localName,uri:n}),!i.prefix&&i.localName==="xmlns"&&(s={uri:n}),!s)return{name:e,value:n};if(r&&r.getPackage(n))this.logNamespace(s,!0,!0);else{var o=this.logNamespaceUsed(s,!0);this.getNamespaces().logUsed(o)}};te.prototype.parseNsAttributes=function(t){var e=this,n=t.$attrs,r=[];return W(n,function(i,s){var o=e.parseNsAttribute(t,s,i);o&&r.push(o)}),r};te.prototype.parseGenericAttributes=function(t,e){var n=this;W(e,function(r){try{n.addAttribute(n.nsAttributeName(r.name),r.value)}catch(i){typeof console<"u"&&console.warn(`missing namespace information for <${r.name}=${r.value}> on`,t,i)}})};te.prototype.collectContainments=function(t){var e=this,n=this.element,r=[];return W(t,function(i){var s=n.get(i.name),o=i.isReference,a=i.isMany;if(a||(s=[s]),i.isBody)r.push({create:function(){return new wt().build(i,s[0])}});else if(Lr(i.type))W(s,function(l){r.push({create:function(){return new jr(e.addTagName(e.nsPropertyTagName(i))).build(i,l)}})});else if(o)W(s,function(l){r.push({create:function(){return new Vr(e.addTagName(e.nsPropertyTagName(i))).build(l)}})});else{var u=Jo(i);W(s,function(l){r.push({create:function(){return u?u===Zo?new te(e,i):new Yn(e,i,u):new te(e)},element:l})})}}),r};te.prototype.getNamespaces=function(t){var e=this.namespaces;if(!e){var n=this.getParentNamespaces();t||!n?this.namespaces=e=new Le(n):e=n}return e};te.prototype.getParentNamespaces=function(){if(this.parentNamespaces!==void 0)return this.parentNamespaces;for(var t=null,e=this.parent;e;){if(e.namespaces){t=e.namespaces;break}if(e.parentNamespaces!==void 0){t=e.parentNamespaces;break}e=e.parent}return this.parentNamespaces=t};te.prototype.logNamespace=function(t,e,n){var r=this.getNamespaces(n),i=t.uri,s=t.prefix,o=r.byUri(i);return(!o||n)&&r.add(t,e),r.mapPrefix(s,i),t};te.prototype.logNamespaceUsed=function(t,e){var n=this.getNamespaces(e),r=t.prefix,i=t.uri,s,o,a;if(!r&&!i)return{localName:t.localName};if(a=n.defaultUriByPrefix(r),i=i||a||n.uriByPrefix(r),!i)throw new Error("no namespace uri given for prefix <"+r+">");if(t=n.byUri(i),!t&&!r&&(t=this.logNamespace({uri:i},a===i,!0)),!t){for(s=r,o=1;n.uriByPrefix(s);)s=r+"_"+o++;t=this.logNamespace({prefix:s,uri:i},a===i)}return r&&n.mapPrefix(r,i),t};te.prototype.parseAttributes=function(t){var e=this,n=this.element;W(t,function(r){var i=n.get(r.name);if(r.isReference)if(!r.isMany)i=i.id;else{var s=[];W(i,function(o){s.push(o.id)}),i=s.join(" ")}e.addAttribute(e.nsAttributeName(r),i)})};te.prototype.addTagName=function(t){var e=this.logNamespaceUsed(t);return this.getNamespaces().logUsed(e),ra(t)};te.prototype.addAttribute=function(t,e){var n=this.attrs;Ee(e)&&(e=sa(e));var r=Sr(n,function(s){return s.name.localName===t.localName&&s.name.uri===t.uri&&s.name.prefix===t.prefix}),i={name:t,value:e};r!==-1?n.splice(r,1,i):n.push(i)};te.prototype.serializeAttributes=function(t){var e=this.attrs,n=this.namespaces;n&&(e=Ag(n).concat(e)),W(e,function(r){t.append(" ").append(ra(r.name)).append('="').append(r.value).append('"')})};te.prototype.serializeTo=function(t){kg(this,t)};function kg(t,e){for(var n=[{serializer:t,index:0,opened:!1,indent:!1}];n.length;){var r=n[n.length-1],i=r.serializer;if(!r.opened){var s=i.body[0];if(r.indent=s&&s.constructor!==wt,e.appendIndent().append("<"+i.tagName),i.serializeAttributes(e),e.append(s?">":" />"),r.opened=!0,!s){e.appendNewLine(),n.pop();continue}r.indent&&e.appendNewLine().indent()}if(r.index<i.body.length){var o=i.body[r.index++];o instanceof te?n.push({serializer:o,index:0,opened:!1,indent:!1}):o.serializeTo(e);continue}r.indent&&e.unindent().appendIndent(),e.append("</"+i.tagName+">").appendNewLine(),n.pop()}}function Yn(t,e,n){te.call(this,t,e),this.serialization=n}na(Yn,te);Yn.prototype.parseNsAttributes=function(t){var e=te.prototype.parseNsAttributes.call(this,t).filter(o=>o.name!==this.serialization),n=t.$descriptor;if(n.name===this.propertyDescriptor.type)return e;var r=this.typeNs=this.nsTagName(n);this.getNamespaces().logUsed(this.typeNs);var i=t.$model.getPackage(r.uri),s=i.xml&&i.xml.typePrefix||"";return this.addAttribute(this.nsAttributeName(this.serialization),(r.prefix?r.prefix+":":"")+s+n.ns.localName),e};Yn.prototype.isLocalNs=function(t){return t.uri===(this.typeNs||this.ns).uri};function $g(){this.value="",this.write=function(t){this.value+=t}}function Ig(t,e){var n=[""];this.append=function(r){return t.write(r),this},this.appendNewLine=function(){return e&&t.write(`
`),this},this.appendIndent=function(){return e&&t.write(n.join("  ")),this},this.indent=function(){return n.push(""),this},this.unindent=function(){return n.pop(),this}}function aa(t){t=ie({format:!1,preamble:!0},t||{});function e(n,r){var i=r||new $g,s=new Ig(i,t.format);t.preamble&&s.append(Og);var o=new te,a=n.$model;if(o.getNamespaces().mapDefaultPrefixes(_g(a)),o.build(n).serializeTo(s),!r)return i.value}return{toXML:e}}function Dg(t,e){for(var n=[{serializer:t,children:t.enter(e),index:0}];n.length;){var r=n[n.length-1];if(r.index>=r.children.length){r.serializer.exit(),n.pop();continue}var i=r.children[r.index++],s=i.create();r.serializer.body.push(s),i.element&&n.push({serializer:s,children:s.enter(i.element),index:0})}}function _g(t){let e=t.config&&t.config.nsMap||{},n={};for(let r in Br)n[r]=Br[r];for(let r in e){let i=e[r];n[i]=r}for(let r of t.getPackages())n[r.prefix]=r.uri;return n}function zn(t,e){Re.call(this,t,e)}zn.prototype=Object.create(Re.prototype);zn.prototype.fromXML=function(t,e,n){Ee(e)||(n=e,e="bpmn:Definitions");var r=new Xn(ie({model:this,lax:!0},n)),i=r.handler(e);return r.fromXML(t,i)};zn.prototype.toXML=function(t,e){var n=new aa(e);return new Promise(function(r,i){try{var s=n.toXML(t);return r({xml:s})}catch(o){return i(o)}})};var Lg="BPMN20",Fg="http://www.omg.org/spec/BPMN/20100524/MODEL",Mg="bpmn",Qg=[],Bg=[{name:"Interface",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"operations",type:"Operation",isMany:!0},{name:"implementationRef",isAttr:!0,type:"String"}]},{name:"Operation",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"inMessageRef",type:"Message",isReference:!0},{name:"outMessageRef",type:"Message",isReference:!0},{name:"errorRef",type:"Error",isMany:!0,isReference:!0},{name:"implementationRef",isAttr:!0,type:"String"}]},{name:"EndPoint",superClass:["RootElement"]},{name:"Auditing",superClass:["BaseElement"]},{name:"GlobalTask",superClass:["CallableElement"],properties:[{name:"resources",type:"ResourceRole",isMany:!0}]},{name:"Monitoring",superClass:["BaseElement"]},{name:"Performer",superClass:["ResourceRole"]},{name:"Process",superClass:["FlowElementsContainer","CallableElement"],properties:[{name:"processType",type:"ProcessType",isAttr:!0},{name:"isClosed",isAttr:!0,type:"Boolean"},{name:"auditing",type:"Auditing"},{name:"monitoring",type:"Monitoring"},{name:"properties",type:"Property",isMany:!0},{name:"laneSets",isMany:!0,replaces:"FlowElementsContainer#laneSets",type:"LaneSet"},{name:"flowElements",isMany:!0,replaces:"FlowElementsContainer#flowElements",type:"FlowElement"},{name:"artifacts",type:"Artifact",isMany:!0},{name:"resources",type:"ResourceRole",isMany:!0},{name:"correlationSubscriptions",type:"CorrelationSubscription",isMany:!0},{name:"supports",type:"Process",isMany:!0,isReference:!0},{name:"definitionalCollaborationRef",type:"Collaboration",isAttr:!0,isReference:!0},{name:"isExecutable",isAttr:!0,type:"Boolean"}]},{name:"LaneSet",superClass:["BaseElement"],properties:[{name:"lanes",type:"Lane",isMany:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"Lane",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"partitionElementRef",type:"BaseElement",isAttr:!0,isReference:!0},{name:"partitionElement",type:"BaseElement"},{name:"flowNodeRef",type:"FlowNode",isMany:!0,isReference:!0},{name:"childLaneSet",type:"LaneSet",xml:{serialize:"xsi:type"}}]},{name:"GlobalManualTask",superClass:["GlobalTask"]},{name:"ManualTask",superClass:["Task"]},{name:"UserTask",superClass:["Task"],properties:[{name:"renderings",type:"Rendering",isMany:!0},{name:"implementation",isAttr:!0,type:"String"}]},{name:"Rendering",superClass:["BaseElement"]},{name:"HumanPerformer",superClass:["Performer"]},{name:"PotentialOwner",superClass:["HumanPerformer"]},{name:"GlobalUserTask",superClass:["GlobalTask"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"renderings",type:"Rendering",isMany:!0}]},{name:"Gateway",isAbstract:!0,superClass:["FlowNode"],properties:[{name:"gatewayDirection",type:"GatewayDirection",default:"Unspecified",isAttr:!0}]},{name:"EventBasedGateway",superClass:["Gateway"],properties:[{name:"instantiate",default:!1,isAttr:!0,type:"Boolean"},{name:"eventGatewayType",type:"EventBasedGatewayType",isAttr:!0,default:"Exclusive"}]},{name:"ComplexGateway",superClass:["Gateway"],properties:[{name:"activationCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0}]},{name:"ExclusiveGateway",superClass:["Gateway"],properties:[{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0}]},{name:"InclusiveGateway",superClass:["Gateway"],properties:[{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0}]},{name:"ParallelGateway",superClass:["Gateway"]},{name:"RootElement",isAbstract:!0,superClass:["BaseElement"]},{name:"Relationship",superClass:["BaseElement"],properties:[{name:"type",isAttr:!0,type:"String"},{name:"direction",type:"RelationshipDirection",isAttr:!0},{name:"source",isMany:!0,isReference:!0,type:"Element"},{name:"target",isMany:!0,isReference:!0,type:"Element"}]},{name:"BaseElement",isAbstract:!0,properties:[{name:"id",isAttr:!0,type:"String",isId:!0},{name:"documentation",type:"Documentation",isMany:!0},{name:"extensionDefinitions",type:"ExtensionDefinition",isMany:!0,isReference:!0},{name:"extensionElements",type:"ExtensionElements"}]},{name:"Extension",properties:[{name:"mustUnderstand",default:!1,isAttr:!0,type:"Boolean"},{name:"definition",type:"ExtensionDefinition",isAttr:!0,isReference:!0}]},{name:"ExtensionDefinition",properties:[{name:"name",isAttr:!0,type:"String"},{name:"extensionAttributeDefinitions",type:"ExtensionAttributeDefinition",isMany:!0}]},{name:"ExtensionAttributeDefinition",properties:[{name:"name",isAttr:!0,type:"String"},{name:"type",isAttr:!0,type:"String"},{name:"isReference",default:!1,isAttr:!0,type:"Boolean"},{name:"extensionDefinition",type:"ExtensionDefinition",isAttr:!0,isReference:!0}]},{name:"ExtensionElements",properties:[{name:"valueRef",isAttr:!0,isReference:!0,type:"Element"},{name:"values",type:"Element",isMany:!0},{name:"extensionAttributeDefinition",type:"ExtensionAttributeDefinition",isAttr:!0,isReference:!0}]},{name:"Documentation",superClass:["BaseElement"],properties:[{name:"text",type:"String",isBody:!0},{name:"textFormat",default:"text/plain",isAttr:!0,type:"String"}]},{name:"Event",isAbstract:!0,superClass:["FlowNode","InteractionNode"],properties:[{name:"properties",type:"Property",isMany:!0}]},{name:"IntermediateCatchEvent",superClass:["CatchEvent"]},{name:"IntermediateThrowEvent",superClass:["ThrowEvent"]},{name:"EndEvent",superClass:["ThrowEvent"]},{name:"StartEvent",superClass:["CatchEvent"],properties:[{name:"isInterrupting",default:!0,isAttr:!0,type:"Boolean"}]},{name:"ThrowEvent",isAbstract:!0,superClass:["Event"],properties:[{name:"dataInputs",type:"DataInput",isMany:!0},{name:"dataInputAssociations",type:"DataInputAssociation",isMany:!0},{name:"inputSet",type:"InputSet"},{name:"eventDefinitions",type:"EventDefinition",isMany:!0},{name:"eventDefinitionRef",type:"EventDefinition",isMany:!0,isReference:!0}]},{name:"CatchEvent",isAbstract:!0,superClass:["Event"],properties:[{name:"parallelMultiple",isAttr:!0,type:"Boolean",default:!1},{name:"dataOutputs",type:"DataOutput",isMany:!0},{name:"dataOutputAssociations",type:"DataOutputAssociation",isMany:!0},{name:"outputSet",type:"OutputSet"},{name:"eventDefinitions",type:"EventDefinition",isMany:!0},{name:"eventDefinitionRef",type:"EventDefinition",isMany:!0,isReference:!0}]},{name:"BoundaryEvent",superClass:["CatchEvent"],properties:[{name:"cancelActivity",default:!0,isAttr:!0,type:"Boolean"},{name:"attachedToRef",type:"Activity",isAttr:!0,isReference:!0}]},{name:"EventDefinition",isAbstract:!0,superClass:["RootElement"]},{name:"CancelEventDefinition",superClass:["EventDefinition"]},{name:"ErrorEventDefinition",superClass:["EventDefinition"],properties:[{name:"errorRef",type:"Error",isAttr:!0,isReference:!0}]},{name:"TerminateEventDefinition",superClass:["EventDefinition"]},{name:"EscalationEventDefinition",superClass:["EventDefinition"],properties:[{name:"escalationRef",type:"Escalation",isAttr:!0,isReference:!0}]},{name:"Escalation",properties:[{name:"structureRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"},{name:"escalationCode",isAttr:!0,type:"String"}],superClass:["RootElement"]},{name:"CompensateEventDefinition",superClass:["EventDefinition"],properties:[{name:"waitForCompletion",isAttr:!0,type:"Boolean",default:!0},{name:"activityRef",type:"Activity",isAttr:!0,isReference:!0}]},{name:"TimerEventDefinition",superClass:["EventDefinition"],properties:[{name:"timeDate",type:"Expression",xml:{serialize:"xsi:type"}},{name:"timeCycle",type:"Expression",xml:{serialize:"xsi:type"}},{name:"timeDuration",type:"Expression",xml:{serialize:"xsi:type"}}]},{name:"LinkEventDefinition",superClass:["EventDefinition"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"target",type:"LinkEventDefinition",isReference:!0},{name:"source",type:"LinkEventDefinition",isMany:!0,isReference:!0}]},{name:"MessageEventDefinition",superClass:["EventDefinition"],properties:[{name:"messageRef",type:"Message",isAttr:!0,isReference:!0},{name:"operationRef",type:"Operation",isReference:!0}]},{name:"ConditionalEventDefinition",superClass:["EventDefinition"],properties:[{name:"condition",type:"Expression",xml:{serialize:"xsi:type"}}]},{name:"SignalEventDefinition",superClass:["EventDefinition"],properties:[{name:"signalRef",type:"Signal",isAttr:!0,isReference:!0}]},{name:"Signal",superClass:["RootElement"],properties:[{name:"structureRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"ImplicitThrowEvent",superClass:["ThrowEvent"]},{name:"DataState",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"}]},{name:"ItemAwareElement",superClass:["BaseElement"],properties:[{name:"itemSubjectRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"dataState",type:"DataState"}]},{name:"DataAssociation",superClass:["BaseElement"],properties:[{name:"sourceRef",type:"ItemAwareElement",isMany:!0,isReference:!0},{name:"targetRef",type:"ItemAwareElement",isReference:!0},{name:"transformation",type:"FormalExpression",xml:{serialize:"property"}},{name:"assignment",type:"Assignment",isMany:!0}]},{name:"DataInput",superClass:["ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"},{name:"inputSetRef",type:"InputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"inputSetWithOptional",type:"InputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"inputSetWithWhileExecuting",type:"InputSet",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"DataOutput",superClass:["ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"},{name:"outputSetRef",type:"OutputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"outputSetWithOptional",type:"OutputSet",isMany:!0,isVirtual:!0,isReference:!0},{name:"outputSetWithWhileExecuting",type:"OutputSet",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"InputSet",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"dataInputRefs",type:"DataInput",isMany:!0,isReference:!0},{name:"optionalInputRefs",type:"DataInput",isMany:!0,isReference:!0},{name:"whileExecutingInputRefs",type:"DataInput",isMany:!0,isReference:!0},{name:"outputSetRefs",type:"OutputSet",isMany:!0,isReference:!0}]},{name:"OutputSet",superClass:["BaseElement"],properties:[{name:"dataOutputRefs",type:"DataOutput",isMany:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"},{name:"inputSetRefs",type:"InputSet",isMany:!0,isReference:!0},{name:"optionalOutputRefs",type:"DataOutput",isMany:!0,isReference:!0},{name:"whileExecutingOutputRefs",type:"DataOutput",isMany:!0,isReference:!0}]},{name:"Property",superClass:["ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"}]},{name:"DataInputAssociation",superClass:["DataAssociation"]},{name:"DataOutputAssociation",superClass:["DataAssociation"]},{name:"InputOutputSpecification",superClass:["BaseElement"],properties:[{name:"dataInputs",type:"DataInput",isMany:!0},{name:"dataOutputs",type:"DataOutput",isMany:!0},{name:"inputSets",type:"InputSet",isMany:!0},{name:"outputSets",type:"OutputSet",isMany:!0}]},{name:"DataObject",superClass:["FlowElement","ItemAwareElement"],properties:[{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"}]},{name:"InputOutputBinding",properties:[{name:"inputDataRef",type:"InputSet",isAttr:!0,isReference:!0},{name:"outputDataRef",type:"OutputSet",isAttr:!0,isReference:!0},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0}]},{name:"Assignment",superClass:["BaseElement"],properties:[{name:"from",type:"Expression",xml:{serialize:"xsi:type"}},{name:"to",type:"Expression",xml:{serialize:"xsi:type"}}]},{name:"DataStore",superClass:["RootElement","ItemAwareElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"capacity",isAttr:!0,type:"Integer"},{name:"isUnlimited",default:!0,isAttr:!0,type:"Boolean"}]},{name:"DataStoreReference",superClass:["ItemAwareElement","FlowElement"],properties:[{name:"dataStoreRef",type:"DataStore",isAttr:!0,isReference:!0}]},{name:"DataObjectReference",superClass:["ItemAwareElement","FlowElement"],properties:[{name:"dataObjectRef",type:"DataObject",isAttr:!0,isReference:!0}]},{name:"ConversationLink",superClass:["BaseElement"],properties:[{name:"sourceRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"targetRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"ConversationAssociation",superClass:["BaseElement"],properties:[{name:"innerConversationNodeRef",type:"ConversationNode",isAttr:!0,isReference:!0},{name:"outerConversationNodeRef",type:"ConversationNode",isAttr:!0,isReference:!0}]},{name:"CallConversation",superClass:["ConversationNode"],properties:[{name:"calledCollaborationRef",type:"Collaboration",isAttr:!0,isReference:!0},{name:"participantAssociations",type:"ParticipantAssociation",isMany:!0}]},{name:"Conversation",superClass:["ConversationNode"]},{name:"SubConversation",superClass:["ConversationNode"],properties:[{name:"conversationNodes",type:"ConversationNode",isMany:!0}]},{name:"ConversationNode",isAbstract:!0,superClass:["InteractionNode","BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"participantRef",type:"Participant",isMany:!0,isReference:!0},{name:"messageFlowRefs",type:"MessageFlow",isMany:!0,isReference:!0},{name:"correlationKeys",type:"CorrelationKey",isMany:!0}]},{name:"GlobalConversation",superClass:["Collaboration"]},{name:"PartnerEntity",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"participantRef",type:"Participant",isMany:!0,isReference:!0}]},{name:"PartnerRole",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"participantRef",type:"Participant",isMany:!0,isReference:!0}]},{name:"CorrelationProperty",superClass:["RootElement"],properties:[{name:"correlationPropertyRetrievalExpression",type:"CorrelationPropertyRetrievalExpression",isMany:!0},{name:"name",isAttr:!0,type:"String"},{name:"type",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"Error",superClass:["RootElement"],properties:[{name:"structureRef",type:"ItemDefinition",isAttr:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"},{name:"errorCode",isAttr:!0,type:"String"}]},{name:"CorrelationKey",superClass:["BaseElement"],properties:[{name:"correlationPropertyRef",type:"CorrelationProperty",isMany:!0,isReference:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"Expression",superClass:["BaseElement"],isAbstract:!1,properties:[{name:"body",isBody:!0,type:"String"}]},{name:"FormalExpression",superClass:["Expression"],properties:[{name:"language",isAttr:!0,type:"String"},{name:"evaluatesToTypeRef",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"Message",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"itemRef",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"ItemDefinition",superClass:["RootElement"],properties:[{name:"itemKind",type:"ItemKind",isAttr:!0},{name:"structureRef",isAttr:!0,type:"String"},{name:"isCollection",default:!1,isAttr:!0,type:"Boolean"},{name:"import",type:"Import",isAttr:!0,isReference:!0}]},{name:"FlowElement",isAbstract:!0,superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"auditing",type:"Auditing"},{name:"monitoring",type:"Monitoring"},{name:"categoryValueRef",type:"CategoryValue",isMany:!0,isReference:!0}]},{name:"SequenceFlow",superClass:["FlowElement"],properties:[{name:"isImmediate",isAttr:!0,type:"Boolean"},{name:"conditionExpression",type:"Expression",xml:{serialize:"xsi:type"}},{name:"sourceRef",type:"FlowNode",isAttr:!0,isReference:!0},{name:"targetRef",type:"FlowNode",isAttr:!0,isReference:!0}]},{name:"FlowElementsContainer",isAbstract:!0,superClass:["BaseElement"],properties:[{name:"laneSets",type:"LaneSet",isMany:!0},{name:"flowElements",type:"FlowElement",isMany:!0}]},{name:"CallableElement",isAbstract:!0,superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"ioSpecification",type:"InputOutputSpecification",xml:{serialize:"property"}},{name:"supportedInterfaceRef",type:"Interface",isMany:!0,isReference:!0},{name:"ioBinding",type:"InputOutputBinding",isMany:!0,xml:{serialize:"property"}}]},{name:"FlowNode",isAbstract:!0,superClass:["FlowElement"],properties:[{name:"incoming",type:"SequenceFlow",isMany:!0,isReference:!0},{name:"outgoing",type:"SequenceFlow",isMany:!0,isReference:!0},{name:"lanes",type:"Lane",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"CorrelationPropertyRetrievalExpression",superClass:["BaseElement"],properties:[{name:"messagePath",type:"FormalExpression"},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"CorrelationPropertyBinding",superClass:["BaseElement"],properties:[{name:"dataPath",type:"FormalExpression"},{name:"correlationPropertyRef",type:"CorrelationProperty",isAttr:!0,isReference:!0}]},{name:"Resource",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"resourceParameters",type:"ResourceParameter",isMany:!0}]},{name:"ResourceParameter",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isRequired",isAttr:!0,type:"Boolean"},{name:"type",type:"ItemDefinition",isAttr:!0,isReference:!0}]},{name:"CorrelationSubscription",superClass:["BaseElement"],properties:[{name:"correlationKeyRef",type:"CorrelationKey",isAttr:!0,isReference:!0},{name:"correlationPropertyBinding",type:"CorrelationPropertyBinding",isMany:!0}]},{name:"MessageFlow",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"sourceRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"targetRef",type:"InteractionNode",isAttr:!0,isReference:!0},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"MessageFlowAssociation",superClass:["BaseElement"],properties:[{name:"innerMessageFlowRef",type:"MessageFlow",isAttr:!0,isReference:!0},{name:"outerMessageFlowRef",type:"MessageFlow",isAttr:!0,isReference:!0}]},{name:"InteractionNode",isAbstract:!0,properties:[{name:"incomingConversationLinks",type:"ConversationLink",isMany:!0,isVirtual:!0,isReference:!0},{name:"outgoingConversationLinks",type:"ConversationLink",isMany:!0,isVirtual:!0,isReference:!0}]},{name:"Participant",superClass:["InteractionNode","BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"interfaceRef",type:"Interface",isMany:!0,isReference:!0},{name:"participantMultiplicity",type:"ParticipantMultiplicity"},{name:"endPointRefs",type:"EndPoint",isMany:!0,isReference:!0},{name:"processRef",type:"Process",isAttr:!0,isReference:!0}]},{name:"ParticipantAssociation",superClass:["BaseElement"],properties:[{name:"innerParticipantRef",type:"Participant",isAttr:!0,isReference:!0},{name:"outerParticipantRef",type:"Participant",isAttr:!0,isReference:!0}]},{name:"ParticipantMultiplicity",properties:[{name:"minimum",default:0,isAttr:!0,type:"Integer"},{name:"maximum",default:1,isAttr:!0,type:"Integer"}],superClass:["BaseElement"]},{name:"Collaboration",superClass:["RootElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"isClosed",isAttr:!0,type:"Boolean"},{name:"participants",type:"Participant",isMany:!0},{name:"messageFlows",type:"MessageFlow",isMany:!0},{name:"artifacts",type:"Artifact",isMany:!0},{name:"conversations",type:"ConversationNode",isMany:!0},{name:"conversationAssociations",type:"ConversationAssociation"},{name:"participantAssociations",type:"ParticipantAssociation",isMany:!0},{name:"messageFlowAssociations",type:"MessageFlowAssociation",isMany:!0},{name:"correlationKeys",type:"CorrelationKey",isMany:!0},{name:"choreographyRef",type:"Choreography",isMany:!0,isReference:!0},{name:"conversationLinks",type:"ConversationLink",isMany:!0}]},{name:"ChoreographyActivity",isAbstract:!0,superClass:["FlowNode"],properties:[{name:"participantRef",type:"Participant",isMany:!0,isReference:!0},{name:"initiatingParticipantRef",type:"Participant",isAttr:!0,isReference:!0},{name:"correlationKeys",type:"CorrelationKey",isMany:!0},{name:"loopType",type:"ChoreographyLoopType",default:"None",isAttr:!0}]},{name:"CallChoreography",superClass:["ChoreographyActivity"],properties:[{name:"calledChoreographyRef",type:"Choreography",isAttr:!0,isReference:!0},{name:"participantAssociations",type:"ParticipantAssociation",isMany:!0}]},{name:"SubChoreography",superClass:["ChoreographyActivity","FlowElementsContainer"],properties:[{name:"artifacts",type:"Artifact",isMany:!0}]},{name:"ChoreographyTask",superClass:["ChoreographyActivity"],properties:[{name:"messageFlowRef",type:"MessageFlow",isMany:!0,isReference:!0}]},{name:"Choreography",superClass:["Collaboration","FlowElementsContainer"]},{name:"GlobalChoreographyTask",superClass:["Choreography"],properties:[{name:"initiatingParticipantRef",type:"Participant",isAttr:!0,isReference:!0}]},{name:"TextAnnotation",superClass:["Artifact"],properties:[{name:"text",type:"String"},{name:"textFormat",default:"text/plain",isAttr:!0,type:"String"}]},{name:"Group",superClass:["Artifact"],properties:[{name:"categoryValueRef",type:"CategoryValue",isAttr:!0,isReference:!0}]},{name:"Association",superClass:["Artifact"],properties:[{name:"associationDirection",type:"AssociationDirection",isAttr:!0},{name:"sourceRef",type:"BaseElement",isAttr:!0,isReference:!0},{name:"targetRef",type:"BaseElement",isAttr:!0,isReference:!0}]},{name:"Category",superClass:["RootElement"],properties:[{name:"categoryValue",type:"CategoryValue",isMany:!0},{name:"name",isAttr:!0,type:"String"}]},{name:"Artifact",isAbstract:!0,superClass:["BaseElement"]},{name:"CategoryValue",superClass:["BaseElement"],properties:[{name:"categorizedFlowElements",type:"FlowElement",isMany:!0,isVirtual:!0,isReference:!0},{name:"value",isAttr:!0,type:"String"}]},{name:"Activity",isAbstract:!0,superClass:["FlowNode"],properties:[{name:"isForCompensation",default:!1,isAttr:!0,type:"Boolean"},{name:"default",type:"SequenceFlow",isAttr:!0,isReference:!0},{name:"ioSpecification",type:"InputOutputSpecification",xml:{serialize:"property"}},{name:"boundaryEventRefs",type:"BoundaryEvent",isMany:!0,isReference:!0},{name:"properties",type:"Property",isMany:!0},{name:"dataInputAssociations",type:"DataInputAssociation",isMany:!0},{name:"dataOutputAssociations",type:"DataOutputAssociation",isMany:!0},{name:"startQuantity",default:1,isAttr:!0,type:"Integer"},{name:"resources",type:"ResourceRole",isMany:!0},{name:"completionQuantity",default:1,isAttr:!0,type:"Integer"},{name:"loopCharacteristics",type:"LoopCharacteristics"}]},{name:"ServiceTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0}]},{name:"SubProcess",superClass:["Activity","FlowElementsContainer","InteractionNode"],properties:[{name:"triggeredByEvent",default:!1,isAttr:!0,type:"Boolean"},{name:"artifacts",type:"Artifact",isMany:!0}]},{name:"LoopCharacteristics",isAbstract:!0,superClass:["BaseElement"]},{name:"MultiInstanceLoopCharacteristics",superClass:["LoopCharacteristics"],properties:[{name:"isSequential",default:!1,isAttr:!0,type:"Boolean"},{name:"behavior",type:"MultiInstanceBehavior",default:"All",isAttr:!0},{name:"loopCardinality",type:"Expression",xml:{serialize:"xsi:type"}},{name:"loopDataInputRef",type:"ItemAwareElement",isReference:!0},{name:"loopDataOutputRef",type:"ItemAwareElement",isReference:!0},{name:"inputDataItem",type:"DataInput",xml:{serialize:"property"}},{name:"outputDataItem",type:"DataOutput",xml:{serialize:"property"}},{name:"complexBehaviorDefinition",type:"ComplexBehaviorDefinition",isMany:!0},{name:"completionCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"oneBehaviorEventRef",type:"EventDefinition",isAttr:!0,isReference:!0},{name:"noneBehaviorEventRef",type:"EventDefinition",isAttr:!0,isReference:!0}]},{name:"StandardLoopCharacteristics",superClass:["LoopCharacteristics"],properties:[{name:"testBefore",default:!1,isAttr:!0,type:"Boolean"},{name:"loopCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"loopMaximum",type:"Integer",isAttr:!0}]},{name:"CallActivity",superClass:["Activity","InteractionNode"],properties:[{name:"calledElement",type:"String",isAttr:!0}]},{name:"Task",superClass:["Activity","InteractionNode"]},{name:"SendTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"ReceiveTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"},{name:"instantiate",default:!1,isAttr:!0,type:"Boolean"},{name:"operationRef",type:"Operation",isAttr:!0,isReference:!0},{name:"messageRef",type:"Message",isAttr:!0,isReference:!0}]},{name:"ScriptTask",superClass:["Task"],properties:[{name:"scriptFormat",isAttr:!0,type:"String"},{name:"script",type:"String"}]},{name:"BusinessRuleTask",superClass:["Task"],properties:[{name:"implementation",isAttr:!0,type:"String"}]},{name:"AdHocSubProcess",superClass:["SubProcess"],properties:[{name:"completionCondition",type:"Expression",xml:{serialize:"xsi:type"}},{name:"ordering",type:"AdHocOrdering",isAttr:!0},{name:"cancelRemainingInstances",default:!0,isAttr:!0,type:"Boolean"}]},{name:"Transaction",superClass:["SubProcess"],properties:[{name:"protocol",isAttr:!0,type:"String"},{name:"method",isAttr:!0,type:"String"}]},{name:"GlobalScriptTask",superClass:["GlobalTask"],properties:[{name:"scriptLanguage",isAttr:!0,type:"String"},{name:"script",isAttr:!0,type:"String"}]},{name:"GlobalBusinessRuleTask",superClass:["GlobalTask"],properties:[{name:"implementation",isAttr:!0,type:"String"}]},{name:"ComplexBehaviorDefinition",superClass:["BaseElement"],properties:[{name:"condition",type:"FormalExpression"},{name:"event",type:"ImplicitThrowEvent"}]},{name:"ResourceRole",superClass:["BaseElement"],properties:[{name:"resourceRef",type:"Resource",isReference:!0},{name:"resourceParameterBindings",type:"ResourceParameterBinding",isMany:!0},{name:"resourceAssignmentExpression",type:"ResourceAssignmentExpression"},{name:"name",isAttr:!0,type:"String"}]},{name:"ResourceParameterBinding",properties:[{name:"expression",type:"Expression",xml:{serialize:"xsi:type"}},{name:"parameterRef",type:"ResourceParameter",isAttr:!0,isReference:!0}],superClass:["BaseElement"]},{name:"ResourceAssignmentExpression",properties:[{name:"expression",type:"Expression",xml:{serialize:"xsi:type"}}],superClass:["BaseElement"]},{name:"Import",properties:[{name:"importType",isAttr:!0,type:"String"},{name:"location",isAttr:!0,type:"String"},{name:"namespace",isAttr:!0,type:"String"}]},{name:"Definitions",superClass:["BaseElement"],properties:[{name:"name",isAttr:!0,type:"String"},{name:"targetNamespace",isAttr:!0,type:"String"},{name:"expressionLanguage",default:"http://www.w3.org/1999/XPath",isAttr:!0,type:"String"},{name:"typeLanguage",default:"http://www.w3.org/2001/XMLSchema",isAttr:!0,type:"String"},{name:"imports",type:"Import",isMany:!0},{name:"extensions",type:"Extension",isMany:!0},{name:"rootElements",type:"RootElement",isMany:!0},{name:"diagrams",isMany:!0,type:"bpmndi:BPMNDiagram"},{name:"exporter",isAttr:!0,type:"String"},{name:"relationships",type:"Relationship",isMany:!0},{name:"exporterVersion",isAttr:!0,type:"String"}]}],Xg=[{name:"ProcessType",literalValues:[{name:"None"},{name:"Public"},{name:"Private"}]},{name:"GatewayDirection",literalValues:[{name:"Unspecified"},{name:"Converging"},{name:"Diverging"},{name:"Mixed"}]},{name:"EventBasedGatewayType",literalValues:[{name:"Parallel"},{name:"Exclusive"}]},{name:"RelationshipDirection",literalValues:[{name:"None"},{name:"Forward"},{name:"Backward"},{name:"Both"}]},{name:"ItemKind",literalValues:[{name:"Physical"},{name:"Information"}]},{name:"ChoreographyLoopType",literalValues:[{name:"None"},{name:"Standard"},{name:"MultiInstanceSequential"},{name:"MultiInstanceParallel"}]},{name:"AssociationDirection",literalValues:[{name:"None"},{name:"One"},{name:"Both"}]},{name:"MultiInstanceBehavior",literalValues:[{name:"None"},{name:"One"},{name:"All"},{name:"Complex"}]},{name:"AdHocOrdering",literalValues:[{name:"Parallel"},{name:"Sequential"}]}],Yg={tagAlias:"lowerCase",typePrefix:"t"},zg={name:Lg,uri:Fg,prefix:Mg,associations:Qg,types:Bg,enumerations:Xg,xml:Yg},Vg="BPMNDI",jg="http://www.omg.org/spec/BPMN/20100524/DI",Gg="bpmndi",Ug=[{name:"BPMNDiagram",properties:[{name:"plane",type:"BPMNPlane",redefines:"di:Diagram#rootElement"},{name:"labelStyle",type:"BPMNLabelStyle",isMany:!0}],superClass:["di:Diagram"]},{name:"BPMNPlane",properties:[{name:"bpmnElement",isAttr:!0,isReference:!0,type:"bpmn:BaseElement",redefines:"di:DiagramElement#modelElement"}],superClass:["di:Plane"]},{name:"BPMNShape",properties:[{name:"bpmnElement",isAttr:!0,isReference:!0,type:"bpmn:BaseElement",redefines:"di:DiagramElement#modelElement"},{name:"isHorizontal",isAttr:!0,type:"Boolean"},{name:"isExpanded",isAttr:!0,type:"Boolean"},{name:"isMarkerVisible",isAttr:!0,type:"Boolean"},{name:"label",type:"BPMNLabel"},{name:"isMessageVisible",isAttr:!0,type:"Boolean"},{name:"participantBandKind",type:"ParticipantBandKind",isAttr:!0},{name:"choreographyActivityShape",type:"BPMNShape",isAttr:!0,isReference:!0}],superClass:["di:LabeledShape"]},{name:"BPMNEdge",properties:[{name:"label",type:"BPMNLabel"},{name:"bpmnElement",isAttr:!0,isReference:!0,type:"bpmn:BaseElement",redefines:"di:DiagramElement#modelElement"},{name:"sourceElement",isAttr:!0,isReference:!0,type:"di:DiagramElement",redefines:"di:Edge#source"},{name:"targetElement",isAttr:!0,isReference:!0,type:"di:DiagramElement",redefines:"di:Edge#target"},{name:"messageVisibleKind",type:"MessageVisibleKind",isAttr:!0,default:"initiating"}],superClass:["di:LabeledEdge"]},{name:"BPMNLabel",properties:[{name:"labelStyle",type:"BPMNLabelStyle",isAttr:!0,isReference:!0,redefines:"di:DiagramElement#style"}],superClass:["di:Label"]},{name:"BPMNLabelStyle",properties:[{name:"font",type:"dc:Font"}],superClass:["di:Style"]}],Wg=[{name:"ParticipantBandKind",literalValues:[{name:"top_initiating"},{name:"middle_initiating"},{name:"bottom_initiating"},{name:"top_non_initiating"},{name:"middle_non_initiating"},{name:"bottom_non_initiating"}]},{name:"MessageVisibleKind",literalValues:[{name:"initiating"},{name:"non_initiating"}]}],Hg=[],Kg={name:Vg,uri:jg,prefix:Gg,types:Ug,enumerations:Wg,associations:Hg},Zg="DC",Jg="http://www.omg.org/spec/DD/20100524/DC",ey="dc",ty=[{name:"Boolean"},{name:"Integer"},{name:"Real"},{name:"String"},{name:"Font",properties:[{name:"name",type:"String",isAttr:!0},{name:"size",type:"Real",isAttr:!0},{name:"isBold",type:"Boolean",isAttr:!0},{name:"isItalic",type:"Boolean",isAttr:!0},{name:"isUnderline",type:"Boolean",isAttr:!0},{name:"isStrikeThrough",type:"Boolean",isAttr:!0}]},{name:"Point",properties:[{name:"x",type:"Real",default:"0",isAttr:!0},{name:"y",type:"Real",default:"0",isAttr:!0}]},{name:"Bounds",properties:[{name:"x",type:"Real",default:"0",isAttr:!0},{name:"y",type:"Real",default:"0",isAttr:!0},{name:"width",type:"Real",isAttr:!0},{name:"height",type:"Real",isAttr:!0}]}],ny=[],ry={name:Zg,uri:Jg,prefix:ey,types:ty,associations:ny},iy="DI",sy="http://www.omg.org/spec/DD/20100524/DI",oy="di",ay=[{name:"DiagramElement",isAbstract:!0,properties:[{name:"id",isAttr:!0,isId:!0,type:"String"},{name:"extension",type:"Extension"},{name:"owningDiagram",type:"Diagram",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"owningElement",type:"DiagramElement",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"modelElement",isReadOnly:!0,isVirtual:!0,isReference:!0,type:"Element"},{name:"style",type:"Style",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"ownedElement",type:"DiagramElement",isReadOnly:!0,isMany:!0,isVirtual:!0}]},{name:"Node",isAbstract:!0,superClass:["DiagramElement"]},{name:"Edge",isAbstract:!0,superClass:["DiagramElement"],properties:[{name:"source",type:"DiagramElement",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"target",type:"DiagramElement",isReadOnly:!0,isVirtual:!0,isReference:!0},{name:"waypoint",isUnique:!1,isMany:!0,type:"dc:Point",xml:{serialize:"xsi:type"}}]},{name:"Diagram",isAbstract:!0,properties:[{name:"id",isAttr:!0,isId:!0,type:"String"},{name:"rootElement",type:"DiagramElement",isReadOnly:!0,isVirtual:!0},{name:"name",isAttr:!0,type:"String"},{name:"documentation",isAttr:!0,type:"String"},{name:"resolution",isAttr:!0,type:"Real"},{name:"ownedStyle",type:"Style",isReadOnly:!0,isMany:!0,isVirtual:!0}]},{name:"Shape",isAbstract:!0,superClass:["Node"],properties:[{name:"bounds",type:"dc:Bounds"}]},{name:"Plane",isAbstract:!0,superClass:["Node"],properties:[{name:"planeElement",type:"DiagramElement",subsettedProperty:"DiagramElement-ownedElement",isMany:!0}]},{name:"LabeledEdge",isAbstract:!0,superClass:["Edge"],properties:[{name:"ownedLabel",type:"Label",isReadOnly:!0,subsettedProperty:"DiagramElement-ownedElement",isMany:!0,isVirtual:!0}]},{name:"LabeledShape",isAbstract:!0,superClass:["Shape"],properties:[{name:"ownedLabel",type:"Label",isReadOnly:!0,subsettedProperty:"DiagramElement-ownedElement",isMany:!0,isVirtual:!0}]},{name:"Label",isAbstract:!0,superClass:["Node"],properties:[{name:"bounds",type:"dc:Bounds"}]},{name:"Style",isAbstract:!0,properties:[{name:"id",isAttr:!0,isId:!0,type:"String"}]},{name:"Extension",properties:[{name:"values",isMany:!0,type:"Element"}]}],uy=[],ly={tagAlias:"lowerCase"},cy={name:iy,uri:sy,prefix:oy,types:ay,associations:uy,xml:ly},py="bpmn.io colors for BPMN",fy="http://bpmn.io/schema/bpmn/biocolor/1.0",my="bioc",dy=[{name:"ColoredShape",extends:["bpmndi:BPMNShape"],properties:[{name:"stroke",isAttr:!0,type:"String"},{name:"fill",isAttr:!0,type:"String"}]},{name:"ColoredEdge",extends:["bpmndi:BPMNEdge"],properties:[{name:"stroke",isAttr:!0,type:"String"},{name:"fill",isAttr:!0,type:"String"}]}],hy=[],gy=[],yy={name:py,uri:fy,prefix:my,types:dy,enumerations:hy,associations:gy},Ey="BPMN in Color",by="http://www.omg.org/spec/BPMN/non-normative/color/1.0",Oy="color",vy=[{name:"ColoredLabel",extends:["bpmndi:BPMNLabel"],properties:[{name:"color",isAttr:!0,type:"String"}]},{name:"ColoredShape",extends:["bpmndi:BPMNShape"],properties:[{name:"background-color",isAttr:!0,type:"String"},{name:"border-color",isAttr:!0,type:"String"}]},{name:"ColoredEdge",extends:["bpmndi:BPMNEdge"],properties:[{name:"border-color",isAttr:!0,type:"String"}]}],xy=[],Ry=[],Ay={name:Ey,uri:by,prefix:Oy,types:vy,enumerations:xy,associations:Ry},wy={bpmn:zg,bpmndi:Kg,dc:ry,di:cy,bioc:yy,color:Ay};function Gr(t,e){let n=ie({},wy,t);return new zn(n,e)}var Ih=C(da(),1),Dh=C(ga(),1);var Wr={name:"zeebe",prefix:"zeebe",uri:"http://camunda.org/schema/zeebe/1.0",xml:{tagAlias:"lowerCase"},associations:[],types:[{name:"ZeebeServiceTask",extends:["bpmn:ServiceTask","bpmn:BusinessRuleTask","bpmn:ScriptTask","bpmn:SendTask","bpmn:EndEvent","bpmn:IntermediateThrowEvent","bpmn:AdHocSubProcess"],properties:[{name:"retryCounter",type:"String",isAttr:!0}]},{name:"IoMapping",superClass:["Element"],properties:[{name:"ioMapping",type:"IoMapping"},{name:"inputParameters",isMany:!0,type:"Input"},{name:"outputParameters",isMany:!0,type:"Output"}],meta:{allowedIn:["bpmn:CallActivity","bpmn:Event","bpmn:ReceiveTask","zeebe:ZeebeServiceTask","bpmn:SubProcess","bpmn:UserTask"]}},{name:"InputOutputParameter",properties:[{name:"source",isAttr:!0,type:"String"},{name:"target",isAttr:!0,type:"String"}]},{name:"Subscription",superClass:["Element"],properties:[{name:"correlationKey",isAttr:!0,type:"String"}]},{name:"Input",superClass:["InputOutputParameter"],meta:{allowedIn:["bpmn:CallActivity","zeebe:ZeebeServiceTask","bpmn:SubProcess","bpmn:UserTask"]}},{name:"Output",superClass:["InputOutputParameter"],meta:{allowedIn:["bpmn:CallActivity","bpmn:Event","bpmn:ReceiveTask","zeebe:ZeebeServiceTask","bpmn:SubProcess","bpmn:UserTask"]}},{name:"TaskHeaders",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask","zeebe:ExecutionListener","zeebe:ZeebeServiceTask"]},properties:[{name:"values",type:"Header",isMany:!0}]},{name:"Header",superClass:["Element"],properties:[{name:"id",type:"String",isAttr:!0},{name:"key",type:"String",isAttr:!0},{name:"value",type:"String",isAttr:!0}]},{name:"TaskDefinition",superClass:["Element"],meta:{allowedIn:["zeebe:ZeebeServiceTask"]},properties:[{name:"type",type:"String",isAttr:!0},{name:"retries",type:"String",isAttr:!0}]},{name:"LoopCharacteristics",superClass:["Element"],meta:{allowedIn:["bpmn:MultiInstanceLoopCharacteristics"]},properties:[{name:"inputCollection",type:"String",isAttr:!0},{name:"inputElement",type:"String",isAttr:!0},{name:"outputCollection",type:"String",isAttr:!0},{name:"outputElement",type:"String",isAttr:!0}]},{name:"CalledElement",superClass:["Element"],meta:{allowedIn:["bpmn:CallActivity"]},properties:[{name:"processId",type:"String",isAttr:!0},{name:"processIdExpression",type:"String",isAttr:!0},{name:"propagateAllChildVariables",isAttr:!0,type:"Boolean"},{name:"propagateAllParentVariables",isAttr:!0,type:"Boolean",default:!0},{name:"businessId",isAttr:!0,type:"String"}]},{name:"UserTaskForm",superClass:["Element"],meta:{allowedIn:["bpmn:Process"]},properties:[{name:"id",type:"String",isAttr:!0},{name:"body",type:"String",isBody:!0}]},{name:"FormDefinition",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask","bpmn:StartEvent"]},properties:[{name:"formKey",type:"String",isAttr:!0},{name:"formId",type:"String",isAttr:!0},{name:"externalReference",type:"String",isAttr:!0}]},{name:"LinkedResource",superClass:["Element"],meta:{allowedIn:["bpmn:ServiceTask"]},properties:[{name:"resourceId",type:"String",isAttr:!0},{name:"resourceType",type:"String",isAttr:!0},{name:"linkName",type:"String",isAttr:!0}]},{name:"LinkedResources",superClass:["Element"],meta:{allowedIn:["bpmn:ServiceTask"]},properties:[{name:"values",type:"LinkedResource",isMany:!0}]},{name:"UserTask",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask"]},properties:[]},{name:"CalledDecision",superClass:["Element"],meta:{allowedIn:["bpmn:BusinessRuleTask"]},properties:[{name:"decisionId",type:"String",isAttr:!0},{name:"resultVariable",type:"String",isAttr:!0}]},{name:"AssignmentDefinition",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask"]},properties:[{name:"assignee",type:"String",isAttr:!0},{name:"candidateGroups",type:"String",isAttr:!0},{name:"candidateUsers",type:"String",isAttr:!0}]},{name:"PriorityDefinition",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask"]},properties:[{name:"priority",type:"String",isAttr:!0}]},{name:"JobPriorityDefinition",superClass:["Element"],meta:{allowedIn:["bpmn:Process","zeebe:ZeebeServiceTask"]},properties:[{name:"priority",type:"String",isAttr:!0}]},{name:"TaskSchedule",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask"]},properties:[{name:"dueDate",type:"String",isAttr:!0},{name:"followUpDate",type:"String",isAttr:!0}]},{name:"Properties",superClass:["Element"],properties:[{name:"properties",type:"Property",isMany:!0}]},{name:"Property",properties:[{name:"name",type:"String",isAttr:!0},{name:"value",type:"String",isAttr:!0}]},{name:"TemplateSupported",isAbstract:!0,extends:["bpmn:Collaboration","bpmn:Process","bpmn:FlowElement"],properties:[{name:"modelerTemplate",isAttr:!0,type:"String"},{name:"modelerTemplateVersion",isAttr:!0,type:"Integer"},{name:"modelerTemplateIcon",isAttr:!0,type:"String"}]},{name:"ConfigurationSupported",isAbstract:!0,extends:["zeebe:Input","zeebe:Property"],properties:[{name:"modelerConfigurationTemplate",isAttr:!0,type:"String"},{name:"modelerConfigurationName",isAttr:!0,type:"String"}]},{name:"TemplatedRootElement",isAbstract:!0,extends:["bpmn:Error","bpmn:Escalation","bpmn:Message","bpmn:Signal"],properties:[{name:"modelerTemplate",isAttr:!0,type:"String"}]},{name:"Script",superClass:["Element"],meta:{allowedIn:["bpmn:ScriptTask"]},properties:[{name:"expression",type:"String",isAttr:!0},{name:"resultVariable",type:"String",isAttr:!0}]},{name:"ExecutionListeners",superClass:["Element"],meta:{allowedIn:["bpmn:Event","bpmn:Activity","bpmn:Process","bpmn:ExclusiveGateway","bpmn:InclusiveGateway","bpmn:ParallelGateway","bpmn:EventBasedGateway"]},properties:[{name:"listeners",type:"ExecutionListener",isMany:!0}]},{name:"ExecutionListener",superClass:["Element"],meta:{allowedIn:["zeebe:ExecutionListeners"]},properties:[{name:"eventType",type:"String",isAttr:!0},{name:"retries",type:"String",isAttr:!0},{name:"type",type:"String",isAttr:!0},{name:"headers",type:"TaskHeaders"}]},{name:"TaskListeners",superClass:["Element"],meta:{allowedIn:["bpmn:UserTask"]},properties:[{name:"listeners",type:"TaskListener",isMany:!0}]},{name:"TaskListener",superClass:["Element"],meta:{allowedIn:["zeebe:TaskListeners"]},properties:[{name:"eventType",type:"String",isAttr:!0},{name:"retries",type:"String",isAttr:!0},{name:"type",type:"String",isAttr:!0}]},{name:"VersionTag",superClass:["Element"],meta:{allowedIn:["bpmn:Process"]},properties:[{name:"value",type:"String",isAttr:!0}]},{name:"BindingTypeSupported",isAbstract:!0,extends:["zeebe:CalledDecision","zeebe:CalledElement","zeebe:FormDefinition","zeebe:LinkedResource"],properties:[{name:"bindingType",isAttr:!0,type:"String",default:"latest"},{name:"versionTag",isAttr:!0,type:"String"}]},{name:"AdHoc",superClass:["Element"],meta:{allowedIn:["bpmn:AdHocSubProcess"]},properties:[{name:"activeElementsCollection",isAttr:!0,type:"String"},{name:"outputCollection",isAttr:!0,type:"String"},{name:"outputElement",isAttr:!0,type:"String"}]},{name:"ConditionalFilter",superClass:["Element"],meta:{allowedIn:["bpmn:ConditionalEventDefinition"]},properties:[{name:"variableNames",isAttr:!0,type:"String"},{name:"variableEvents",isAttr:!0,type:"String"}]},{name:"AgentDefinition",superClass:["Element"],meta:{allowedIn:["bpmn:ServiceTask","bpmn:AdHocSubProcess"]},properties:[{name:"agentType",type:"String",isAttr:!0}]}]};var hd=C(va()),gd=C(Aa()),yd=C(Pa()),Ed=C(Ta()),bd=C(Na()),Od=C($a()),vd=C(Da()),xd=C(Fa()),Rd=C(Ba()),Ad=C(Ya()),wd=C(Va()),Pd=C(Ga()),qd=C(Wa()),Td=C(Ka()),Cd=C(Ja()),Sd=C(tu()),Nd=C(iu()),kd=C(ou()),$d=C(cu()),Id=C(fu()),Dd=C(du()),_d=C(gu()),Ld=C(bu()),Fd=C(vu()),Md=C(Ru()),Qd=C(Pu()),Bd=C(il()),Xd=C(ul()),Yd=C(pl()),zd=C(dl()),Vd=C(bl()),jd=C(xl()),Gd=C(wl()),Ud=C(Tl()),Wd=C($l()),Hd=C(Ll()),Kd=C(Yl()),Zd=C(Hl()),Jd=C(Jl()),eh=C(rc()),th=C(oc()),nh=C(lc()),rh=C(qc()),ih=C(Cc()),sh=C(Ic()),oh=C(Fc()),ah=C(Mp()),uh=C(Xf()),lh=C(Gf()),ch=C(Hf()),ph=C(tm()),fh=C(sm()),mh=C(cm()),dh=C(dm()),hh=C(Em()),gh=C(vm()),yh=C(Rm()),Eh=C(wm()),bh=C(qm()),Oh=C(Nm()),vh=C($m()),xh=C(Fm()),Rh=C(Qm()),Ah=C(Xm()),wh=C(Wm()),Ph=C(Jm()),qh=C(td()),Th=C(rd()),Ch=C(sd()),Sh=C(ad()),Nh=C(ld()),kh=C(dd()),$h={"rule:bpmnlint/ad-hoc-sub-process":hd.default,"rule:bpmnlint/conditional-flows":gd.default,"rule:bpmnlint/end-event-required":yd.default,"rule:bpmnlint/event-based-gateway":Ed.default,"rule:bpmnlint/event-sub-process-typed-start-event":bd.default,"rule:bpmnlint/fake-join":Od.default,"rule:bpmnlint/global":vd.default,"rule:bpmnlint/label-required":xd.default,"rule:bpmnlint/link-event":Rd.default,"rule:bpmnlint/no-bpmndi":Ad.default,"rule:bpmnlint/no-complex-gateway":wd.default,"rule:bpmnlint/no-disconnected":Pd.default,"rule:bpmnlint/no-duplicate-sequence-flows":qd.default,"rule:bpmnlint/no-gateway-join-fork":Td.default,"rule:bpmnlint/no-implicit-split":Cd.default,"rule:bpmnlint/no-implicit-end":Sd.default,"rule:bpmnlint/no-implicit-start":Nd.default,"rule:bpmnlint/no-inclusive-gateway":kd.default,"rule:bpmnlint/no-overlapping-elements":$d.default,"rule:bpmnlint/single-blank-start-event":Id.default,"rule:bpmnlint/single-event-definition":Dd.default,"rule:bpmnlint/start-event-required":_d.default,"rule:bpmnlint/sub-process-blank-start-event":Ld.default,"rule:bpmnlint/superfluous-gateway":Fd.default,"rule:bpmnlint/superfluous-label":Md.default,"rule:bpmnlint/superfluous-termination":Qd.default,"rule:bpmnlint-plugin-camunda-compat/implementation":Bd.default,"rule:bpmnlint-plugin-camunda-compat/called-element":Xd.default,"rule:bpmnlint-plugin-camunda-compat/duplicate-task-headers":Yd.default,"rule:bpmnlint-plugin-camunda-compat/element-type":zd.default,"rule:bpmnlint-plugin-camunda-compat/error-reference":Vd.default,"rule:bpmnlint-plugin-camunda-compat/event-based-gateway-target":jd.default,"rule:bpmnlint-plugin-camunda-compat/executable-process":Gd.default,"rule:bpmnlint-plugin-camunda-compat/loop-characteristics":Ud.default,"rule:bpmnlint-plugin-camunda-compat/message-reference":Wd.default,"rule:bpmnlint-plugin-camunda-compat/io-mapping":Hd.default,"rule:bpmnlint-plugin-camunda-compat/no-expression":Kd.default,"rule:bpmnlint-plugin-camunda-compat/no-loop":Zd.default,"rule:bpmnlint-plugin-camunda-compat/no-multiple-none-start-events":Jd.default,"rule:bpmnlint-plugin-camunda-compat/sequence-flow-condition":eh.default,"rule:bpmnlint-plugin-camunda-compat/start-event-form":th.default,"rule:bpmnlint-plugin-camunda-compat/subscription":nh.default,"rule:bpmnlint-plugin-camunda-compat/timer":rh.default,"rule:bpmnlint-plugin-camunda-compat/user-task-definition":ih.default,"rule:bpmnlint-plugin-camunda-compat/user-task-form":sh.default,"rule:bpmnlint-plugin-camunda-compat/variable-name":oh.default,"rule:bpmnlint-plugin-camunda-compat/feel":ah.default,"rule:bpmnlint-plugin-camunda-compat/feel-compatibility":uh.default,"rule:bpmnlint-plugin-camunda-compat/connector-properties":lh.default,"rule:bpmnlint-plugin-camunda-compat/escalation-boundary-event-attached-to-ref":ch.default,"rule:bpmnlint-plugin-camunda-compat/escalation-reference":ph.default,"rule:bpmnlint-plugin-camunda-compat/link-event":fh.default,"rule:bpmnlint-plugin-camunda-compat/task-schedule":mh.default,"rule:bpmnlint-plugin-camunda-compat/secrets":dh.default,"rule:bpmnlint-plugin-camunda-compat/signal-reference":hh.default,"rule:bpmnlint-plugin-camunda-compat/wait-for-completion":gh.default,"rule:bpmnlint-plugin-camunda-compat/duplicate-execution-listeners":yh.default,"rule:bpmnlint-plugin-camunda-compat/execution-listener":Eh.default,"rule:bpmnlint-plugin-camunda-compat/priority-definition":bh.default,"rule:bpmnlint-plugin-camunda-compat/version-tag":Oh.default,"rule:bpmnlint-plugin-camunda-compat/zeebe-user-task":vh.default,"rule:bpmnlint-plugin-camunda-compat/ad-hoc-sub-process":xh.default,"rule:bpmnlint-plugin-camunda-compat/no-interrupting-event-subprocess":Rh.default,"rule:bpmnlint-plugin-camunda-compat/agent-tool-documentation":Ah.default,"rule:bpmnlint-plugin-camunda-compat/agent-tool-output-key":wh.default,"rule:bpmnlint-plugin-camunda-compat/agent-fromai-contract":Ph.default,"rule:bpmnlint-plugin-camunda-compat/task-listener":qh.default,"rule:bpmnlint-plugin-camunda-compat/start-event-form-embedded":Th.default,"rule:bpmnlint-plugin-camunda-compat/before-all-execution-listener":Ch.default,"rule:bpmnlint-plugin-camunda-compat/cancel-execution-listener":Sh.default,"rule:bpmnlint-plugin-camunda-compat/duplicate-execution-listener-headers":Nh.default,"rule:bpmnlint-plugin-camunda-compat/unresolvable-secret-reference":kh.default},No={rules:{"ad-hoc-sub-process":"error","conditional-flows":"error","end-event-required":"error","event-based-gateway":"error","event-sub-process-typed-start-event":"error","fake-join":"warn",global:"warn","label-required":"error","link-event":"error","no-bpmndi":"error","no-complex-gateway":"error","no-disconnected":"error","no-duplicate-sequence-flows":"error","no-gateway-join-fork":"error","no-implicit-split":"error","no-implicit-end":"error","no-implicit-start":"error","no-inclusive-gateway":"warn","no-overlapping-elements":"warn","single-blank-start-event":"error","single-event-definition":"error","start-event-required":"error","sub-process-blank-start-event":"error","superfluous-gateway":"warn","superfluous-label":"warn","superfluous-termination":"warn"}},ko={rules:{implementation:["error",{version:"8.10"}],"called-element":["error",{version:"8.10"}],"duplicate-task-headers":["error",{version:"8.10"}],"element-type":["error",{version:"8.10"}],"error-reference":["error",{version:"8.10"}],"event-based-gateway-target":["error",{version:"8.10"}],"executable-process":["error",{version:"8.10"}],"loop-characteristics":["error",{version:"8.10"}],"message-reference":["error",{version:"8.10"}],"io-mapping":["error",{version:"8.10"}],"no-expression":["error",{version:"8.10"}],"no-loop":["error",{version:"8.10"}],"no-multiple-none-start-events":["error",{version:"8.10"}],"sequence-flow-condition":["error",{version:"8.10"}],"start-event-form":["error",{version:"8.10"}],subscription:["error",{version:"8.10"}],timer:["error",{version:"8.10"}],"user-task-definition":["warn",{version:"8.10"}],"user-task-form":["error",{version:"8.10"}],"variable-name":["error",{version:"8.10"}],feel:["error",{version:"8.10"}],"feel-compatibility":["error",{version:"8.10"}],"bpmnlint/start-event-required":["error",{version:"8.10"}],"connector-properties":["warn",{version:"8.10"}],"escalation-boundary-event-attached-to-ref":["error",{version:"8.10"}],"escalation-reference":["error",{version:"8.10"}],"link-event":["error",{version:"8.10"}],"task-schedule":["error",{version:"8.10"}],secrets:["warn",{version:"8.10"}],"signal-reference":["error",{version:"8.10"}],"wait-for-completion":["error",{version:"8.10"}],"duplicate-execution-listeners":["error",{version:"8.10"}],"execution-listener":["error",{version:"8.10"}],"priority-definition":["error",{version:"8.10"}],"version-tag":["error",{version:"8.10"}],"zeebe-user-task":["warn",{version:"8.10"}],"ad-hoc-sub-process":["error",{version:"8.10"}],"no-interrupting-event-subprocess":["error",{version:"8.10"}],"agent-tool-documentation":["warn",{version:"8.10"}],"agent-tool-output-key":["warn",{version:"8.10"}],"agent-fromai-contract":["error",{version:"8.10"}],"task-listener":["error",{version:"8.10"}],"start-event-form-embedded":["warn",{version:"8.10"}],"before-all-execution-listener":["error",{version:"8.10"}],"cancel-execution-listener":["error",{version:"8.10"}],"duplicate-execution-listener-headers":["error",{version:"8.10"}],"unresolvable-secret-reference":["error",{version:"8.10"}]}};var Yw=new Dh.default($h),zw="camunda-compat";async function oT(t){let e=new Gr({zeebe:Wr}),{rootElement:n,warnings:r}=await e.fromXML(t),{xml:i}=await e.toXML(n,{format:!0});return{xml:i,warnings:r.map(({message:s})=>s)}}function aT(t){return _h(t,No.rules)}function uT(t){let e=Object.entries(ko.rules).map(([n,r])=>[n.includes("/")?n:`${zw}/${n}`,r]);return _h(t,Object.fromEntries(e))}function lT(){return{recommended:Object.keys(No.rules),compatible:Object.keys(ko.rules)}}async function _h(t,e){let{rootElement:n}=await new Gr({zeebe:Wr}).fromXML(t),r=await new Ih.default({resolver:Yw}).lint(n,{rules:e});return Object.entries(r).flatMap(([i,s])=>s.map(({category:o,id:a,message:u})=>({rule:i,category:o,id:a??null,message:u})))}export{lT as asked,uT as compatible,aT as recommended,oT as saved};
