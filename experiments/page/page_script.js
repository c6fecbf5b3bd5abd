// Bundled by `make page-script` from modules 719fe289c7aba0688790
var xn=/^-?\d{1,10}(\.\d{1,9})?$/;function x(e){return String(Number(e.toFixed(9)))}function _(e,[t,
n],s){let o=Number(e);return xn.test(e)&&o>=t&&o<=n&&xn.test(x(o))&&!(s&&!Number.isInteger(o))?Number(
x(o)):null}var vn="none",$n=500;function _o(e,t){let n=o=>o.own,s=o=>Ot(o)===e.until;return t.stops.find(e.until===
void 0?n:s)}function Ot(e){return e.until??vn}function C(e,t){let n=_o(e,t),s=e.days??t.days,o=s>t.days?
Math.floor(t.run_days/s/$n)*$n:t.runs,r=(n.moves??t.moves).filter(l=>l.day<s).map(l=>({...l,until:l.
until===t.longest?s:l.until})),{free:i,first_free:a,counted:c}=n;return{...t,stop:n,days:s,free:i,first_free:a,
counted:c,moves:r,runs:Math.min(t.runs,o)}}function ke({days:e,until:t},n){let o=n.stops.some(r=>Ot(
r)===t&&!r.own)?t:void 0;return{levers:{},hypotheses:{},...n.cases&&n.first_case!==n.case?{case:n.case}:
{},...e===void 0?{}:{days:e},...o===void 0?{}:{until:o}}}function kn(e,t){let n=e.slice(0);if(t.stop.
own)return n;let s=new BigInt64Array(n),{changed:o}=t.stop;for(let r=0;r<o.length;r+=2)s[Number(o[r])]=
o[r+1];return n}function On(e,t,n,s){if(e==="days"){let r=_(t,[1,n.longest],!0);return r!==null&&r!==
n.days&&(s.days=r),r!==null}let o=n.stops.find(r=>Ot(r)===t);return o&&!o.own&&(s.until=t),o!==void 0}
function Sn({days:e,until:t}){let n=[];return e!==void 0&&n.push(["days",String(e)]),t!==void 0&&n.push(
["until",t]),n}function En(e,t){let{days:n,stop:s}=C(e,t);return n<s.least?`${n} days, where the sce\
nario needs ${s.least} with ${Co(s)}`:null}function Co(e){return e.until===null?"no history":`its hi\
story up to ${e.until}`}function An({days:e,until:t}){let n=[];return e!==void 0&&n.push(`days: ${e}`),
t!==void 0&&n.push(t===vn?"history: null":`history: {until: ${t}}`),n}var Io="http://www.w3.org/2000/svg",Mn=new Map;function d(e,t,...n){return Tn(document.createElement(
e),t,n)}function g(e,t,...n){return Tn(document.createElementNS(Io,e),t,n)}function Tn(e,t,n){for(let[
s,o]of Object.entries(t))e.setAttribute(s,String(o));return e.append(...n),e}function A(e,t,n,...s){
return g("svg",{viewBox:`0 0 ${e} ${t}`,role:"img","aria-label":n},...s)}function b(e){if(!Number.isFinite(
e))return"–";let t=Math.abs(e),n=t>=100||e===0?0:t>=10?1:2;return Wt(e,n,0)}function V(e){return`${e.
toLocaleString("en-GB")} futures`}function X(e,t){let n=Math.floor(Math.log10(Math.max(Math.abs(e),t))),
s=Math.max(0,Math.min(6,1-Math.floor(Math.log10(t)),3-n)),o=10**-s,r=t<o/2?`less than ${Wt(o,s,s)}`:
Wt(t,s,s);return`${Wt(e,s,s)} ± ${r}`}function Wt(e,t,n){let s=`${t} ${n}`,o={maximumFractionDigits:t,
minimumFractionDigits:n},r=Mn.get(s)??new Intl.NumberFormat("en-GB",o);return Mn.set(s,r),r.format(e).
replace("-","−")}function Ln(e,t){let n=Cn(e).flatMap(o=>No(o,t)),s=e.filter(o=>o.condition!==null).reverse().flatMap(
o=>Ht(o,o.first,Ut(o,t),o.values,o.condition));return{dated:n,waiting:s}}function _n(e,t){for(let n of Cn(
e)){let s=In(n);for(let o=1;o<s.length;o++)if(s[o].first<=Nn(s[o-1]))return[s[o-1],s[o]];for(let[o,r]of n.
entries()){if(r.condition===null)continue;let i=n.find((a,c)=>a.condition===null?jo(a,r,t):c<o&&Bo(a,
r,t));if(i)return[i,r]}}return null}function Cn(e){let t=new Map;for(let n of e){let s=`${n.lever.name}\
 ${n.row}`;t.set(s,[...t.get(s)??[],n])}return[...t.values()]}function In(e){return e.filter(t=>t.condition===
null).sort((t,n)=>t.first-n.first)}function No(e,t){let n=e[0].lever.neutral;return In(e).flatMap(s=>{
let o=s.ramp>0?Do(s,n,t):Ro(s,n,t);return s.last===null&&(n=s.values),o})}function Do(e,t,n){return Array.
from({length:e.ramp},(o,r)=>r+1).filter(o=>e.first+o-1<n).flatMap(o=>{let r=e.values.map((i,a)=>t[a]+
(i-t[a])*o/e.ramp);return Ht(e,e.first+o-1,n,r,null)})}function Ro(e,t,n){let s=Ht(e,e.first,n,e.values,
null);return e.last!==null&&e.last+1<n?[...s,...Ht(e,Number(e.last)+1,n,t,null)]:s}function Ht({lever:e,
row:t},n,s,o,r){let[i,a,c]=r??[-1,0,0];return e.columns.map((l,h)=>({...{lever:e.name,past:!1,day:n,
until:s,table:e.number,row:t,column:l},value:o[h],counter:i,compare:a,threshold:c}))}function Nn(e){
return e.last??e.first+Math.max(0,e.ramp-1)}function Ut(e,t){return e.last??t}function jo(e,t,n){return(e.
ramp>0||e.last!==null)&&t.first<=Nn(e)+1&&e.first<=Ut(t,n)}function Bo(e,t,n){return String(e.condition)===
String(t.condition)&&e.first<=Ut(t,n)&&t.first<=Ut(e,n)}var Fn=/^do([1-9]\d?)$/,Pn="~",Gt="*",Wn=["from","to","over","when","where"],Fo=/^\d{4}-\d\d-\d\d$/,
Hn=864e5,Dn=999999999;function St(e,t){return t.levers.find(n=>n.name===e)}function Oe(e,t,n){if(e.kind!==
"choice")return Object.hasOwn(e.doses,t)?_(n,e.doses[t],e.whole):null;let s=e.choices.some(o=>o.word===
n);return t==="set"&&s?n:null}function Po(e,t,n){if(e.kind==="choice")return[e.choices.find(o=>o.word===
n).code];let s=Number(n);return e.kind==="number"?[s]:{set:[0,s],scale:[s,0],add:[1,s]}[t]??[]}function Un(e,t,n,s){
let o=s.interventions??[];if(e!==`do${o.length+1}`)return`'${e}' before 'do${o.length+1}'`;let[r,i="",
...a]=t.split(Pn),c=St(r,n);if(!c)return`'${r}' in ${e}, which is no lever`;let[l,...h]=i.split(Gt),
u=Oe(c,l,h.join(Gt));if(u===null)return`'${i}' for ${r} in ${e}`;let f={lever:r,dose:l,value:u};for(let m of a){
let p=m.indexOf(Gt),w=m.slice(0,p),v=Wn.includes(w)&&!Object.hasOwn(f,w)?Se(w,m.slice(p+1),c,n):null;
if(v===null)return`'${m}' for ${r} in ${e}`;f[w]=v}return s.interventions=[...o,f],null}function Se(e,t,n,s){
return e==="over"?_(t,[1,s.longest],!0):e==="when"?Wo(t,s):e==="where"?Ho(t,n,s):Fo.test(t)&&!Number.
isNaN(Date.parse(t))&&new Date(t).toISOString().startsWith(t)?t:null}function Wo(e,t){let[,n,s,o]=/^([a-z_]+)([<>=]+)(-?[\d.]+)$/.
exec(e)??[],{conditions:r,comparisons:i}=t.known,a=_(o??"",[-Dn,Dn],!1);return r.includes(n)&&i.includes(
s)&&a!==null?[n,s,a]:null}function Ho(e,t,n){let s=e.split(","),o=(n.places[t.table]??[]).map(i=>i.id);
return s.every((i,a)=>o.includes(i)&&s.indexOf(i)===a)?o.filter(i=>s.includes(i)):null}function Gn({
interventions:e=[]}){return e.map((t,n)=>{let s=Wn.filter(r=>t[r]!==void 0).map(r=>[r,Rn(t[r])]),o=[
[t.dose,Rn(t.value)],...s].map(r=>r.join(Gt));return[`do${n+1}`,[t.lever,...o].join(Pn)]})}function Rn(e){
return Array.isArray(e)&&typeof e[2]=="number"?e.slice(0,2).join("")+x(e[2]):typeof e=="number"?x(e):
String(e)}function Ee({levers:e,interventions:t=[]},n){return[...Object.entries(e).flatMap(([o,{dose:r,
value:i}])=>{let a=St(o,n),c=Array.isArray(i);return jn({lever:o,dose:r,value:c?a.moved:i,where:c?i:
void 0},n)}),...t.flatMap(o=>jn(o,n))]}function jn(e,t){let n=St(e.lever,t),s=e.from===void 0?t.free:
Bn(e.from,t),o=e.to===void 0?null:Bn(e.to,t),r=n.momentary&&e.when===void 0&&o===null,i=e.when===void 0?
null:Go(e.when,t),a=Po(n,e.dose,e.value),c=r?s:o;return Uo(n,e.where,t).map(l=>({lever:n,row:l,first:s,
last:c,ramp:e.over??0,values:a,condition:i}))}function Uo(e,t,n){if(e.table==="world")return[0];let s=n.
places[e.table].map(o=>o.id);return(t??s).map(o=>s.indexOf(o)).sort((o,r)=>o-r)}function Go([e,t,n],s){
let{conditions:o,comparisons:r}=s.known;return[o.indexOf(e),r.indexOf(t),n]}function Bn(e,t){return(Date.
parse(e)-Date.parse(t.start))/Hn}function it(e,t){return new Date(Date.parse(t.start)+e*Hn).toISOString().
slice(0,10)}function qn(e,t){let n=C(e,t);for(let i of e.interventions??[]){let a=qo(i,St(i.lever,t),
n);if(a!==null)return a}let s=_n(Ee(e,n),n.days);if(s===null)return null;let[o,r]=s.map(i=>it(i.first,
n));return`'${s[0].lever.name}' moved twice for one day, from ${o} and from ${r}`}function qo(e,t,n){
let s=it(n.days-1,n),o=[e.from,e.to].find(l=>l!==void 0&&(l<n.first_free||l>s)),{from:r=n.first_free,
to:i,over:a,when:c}=e;return o?`'${o}' for ${t.name}, where a date from ${n.first_free} to ${s} may \
stand`:i!==void 0&&i<r?`'${i}' for ${t.name}, which is before ${r}`:t.table==="site"&&e.where===void 0?
`no site for ${t.name}`:t.table==="world"&&e.where!==void 0?`a place for ${t.name}, which has none`:
t.at_once&&(i??a)!==void 0&&c===void 0?`an end or a ramp for ${t.name}, which acts on one day`:a===void 0?
null:i!==void 0||c!==void 0?`a ramp for ${t.name} beside an end or a condition`:Ae(t)&&a<=n.days?null:
`a ramp of ${a} days for ${t.name}`}function Ae(e){let t=e.kind==="number"&&e.neutral[0]!==0;return e.
kind!=="choice"&&!e.momentary&&!e.whole&&!t}function Vn(e,t){let n=St(e.lever,t),s=[`lever: ${e.lever}`,
`${e.dose}: ${Vo(e.value)}`];for(let o of["from","to","over"])e[o]!==void 0&&s.push(`${o}: ${e[o]}`);
return e.when&&s.push(`when: "${e.when[0]} ${e.when[1]} ${x(e.when[2])}"`),e.where&&s.push(`${n.table}\
s: [${e.where.join(", ")}]`),`{${s.join(", ")}}`}function Vo(e){return typeof e=="string"?`"${e}"`:x(
e)}function at(e,t){e.setCustomValidity(t),e.reportValidity(),e.addEventListener("blur",()=>Ko(e),{once:!0})}
function Q(e){e.setCustomValidity("")}function ct(e){e.dataset.good=e.value}function Ko(e){e.validity.
valid||(e.setCustomValidity(""),e.value=e.dataset.good??"")}function W(e){let t={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"};return new Date(e).toLocaleDateString(
"en-GB",t)}function Kn(e,t,n){let s=e.stops.length>1?Yo(e,n):null,o=Zo(e,n);return t("branch").append(
...s?[s.made]:[],o.made),(r,i)=>{s?.show(r,i),o.show(r,i)}}function Yn(e,t,n){let s=d("small",{id:`${e}\
-said`});for(let r of n)r.setAttribute("aria-describedby",`${e}-said`);return{made:d("div",{class:"l\
ever"},d("label",{for:e},t),...n,s),said:s}}function Yo(e,t){let s={type:"range",id:"branch-date",min:0,
max:e.stops.length-1,step:1},o=d("input",s),{made:r,said:i}=Yn("branch-date","The coded history ends\
, the model goes on",[o]),a=h=>{let u=e.stops[Number(o.value)];t({until:u.own?void 0:Ot(u)},h)};o.addEventListener(
"input",()=>a(!0)),o.addEventListener("change",()=>a(!1));let c=e.stops.find(h=>h.own);return{made:r,
show:(h,{stop:u,first_free:f})=>{o.value=String(e.stops.findIndex(y=>y.until===u.until));let m=u.acts===
1?"1 coded act":`${u.acts} coded acts`,p=u.until===null?"No history is replayed":`Replayed up to ${W(
u.until)} (${m})`,w=u.own?"":` The scenario file ${zo(c)}; the unchanged twin moves along.`;o.setAttribute(
"aria-valuetext",`${p}, free from ${W(f)}`),i.textContent=`${p}, free from ${W(f)}. Stops are the da\
ys of coded acts and the days before them.${w}`,r.classList.toggle("set",!u.own)}}}function zo(e){return e.
until===null?"replays no history":`replays it up to ${W(e.until)}`}function Zo(e,t){let n={min:1,max:e.
longest,step:1},s=d("input",{type:"range",id:"length",...n}),r=d("input",{...{type:"number","aria-la\
bel":"Length in days: the number"},...n}),{made:i,said:a}=Yn("length","Length in days",[r,s]),c=(h,u)=>{
let f=_(h.value,[1,e.longest],!0);if(f===null)return at(r,`a whole number from 1 to ${e.longest}`);Q(
r),t({days:f===e.days?void 0:f},u)};return s.addEventListener("input",()=>c(s,!0)),s.addEventListener(
"change",()=>c(s,!1)),r.addEventListener("change",()=>c(r,!1)),{made:i,show:({days:h},u)=>{let{days:f,
free:m,runs:p}=u;s.min=r.min=String(u.stop.least),s.value=r.value=String(f),ct(r);let w=p<e.runs?` S\
o many days leave room for ${p.toLocaleString("en-GB")} futures instead of ${e.runs.toLocaleString("\
en-GB")}.`:"",y=h===void 0?"":" The unchanged twin is as long.",v=m>0?`${m} replayed and ${f-m} free`:
"all free";a.textContent=`To ${W(it(f-1,e))}: ${v}.${y}${w}`,i.classList.toggle("set",h!==void 0)}}}function Et(e){let t=e.trim(),{fromBase64:n}=Uint8Array;if(n)return n.call(Uint8Array,t);let s=atob(
t),o=new Uint8Array(s.length);for(let r=0;r<o.length;r++)o[r]=s.charCodeAt(r);return o}async function zn(e,t){
let n=new Blob([Et(e)]).stream().pipeThrough(new DecompressionStream("gzip")),s=await new Response(n).
arrayBuffer(),o=Object.entries(t).map(([r,[i,a]])=>[r,s.slice(i,i+a)]);return Object.fromEntries(o)}
function Zn(e,t){let n=new Uint8Array(e),s=new Uint8Array(n.length),o=n.length/t;for(let r=0;r<t;r++)
for(let i=0;i<o;i++)s[i*t+r]=n[r*o+i];return s.buffer}var tt=14,At=6,Me=1.35,qt=14,Jn={fill:"rgb(0, 0, 0)","fill-opacity":"1",stroke:"none","stroke-opacit\
y":"1","stroke-width":"1px","stroke-dasharray":"none","stroke-dashoffset":"0px","stroke-linejoin":"m\
iter","font-size":"16px","font-weight":"400","letter-spacing":"normal","text-anchor":"start","paint-\
order":"normal"},Xn={opacity:"1"},Jo=/^(class|role|tabindex|style|aria-|data-)/;function Kt(e,t=Jn){
let n=e.cloneNode(!1);for(let{name:o}of[...n.attributes])Jo.test(o)&&n.removeAttribute(o);let s=Xo(e);
for(let[o,r]of[...Object.entries(t),...Object.entries(Xn)])s[o]===r?n.removeAttribute(o):n.setAttribute(
o,s[o]);for(let o of e.childNodes)o instanceof SVGElement?o.localName==="title"?n.append(o.cloneNode(
!0)):getComputedStyle(o).display!=="none"&&n.append(Kt(o,s)):n.append(o.cloneNode());return n}function Xo(e){
let t=getComputedStyle(e),n=[...Object.keys(Jn),...Object.keys(Xn)],s=Object.fromEntries(n.map(o=>[o,
t.getPropertyValue(o)]));for(let o of["fill","stroke"]){let r=/^rgba\((.*), ([\d.]+)\)$/.exec(s[o]);
r!==null&&(s[o]=`rgb(${r[1]})`,s[`${o}-opacity`]=String(Number(s[`${o}-opacity`])*Number(r[2])))}return s}
var Vt=class{constructor(t,n){this.width=t,this.family=n,this.y=tt,this.parts=[];let s=d("canvas",{});
this.ruler=s.getContext("2d")}long(t,n,s){return this.ruler.font=`${s} ${n}px ${this.family}`,this.ruler.
measureText(t).width}write(t,n,s,o=400){let r=Math.max(1,Math.floor(this.width/this.long("m",n,o))),
i=t.trim().replace(/\s+/g," ").split(/(?<=[ &=,])/),a="";for(let c of i.flatMap(l=>l.match(new RegExp(
`.{1,${r}}`,"gu"))??[]))a!==""&&this.long(`${a}${c}`.trimEnd(),n,o)>this.width&&(this.line(a,n,s,o),
a=""),a+=c;this.line(a,n,s,o),this.y+=At/2}line(t,n,s,o){if(t==="")return;let r={x:tt,y:this.y+n,fill:s,
"font-size":n,"font-weight":o};this.parts.push(g("text",r,t)),this.y+=n*Me}put(t,n){let s={x:tt,y:this.
y,width:this.width,height:n};for(let[o,r]of Object.entries(s))t.setAttribute(o,String(r));this.parts.
push(t),this.y+=n+At}explain(t,n){let{color:s}=getComputedStyle(t),o=[...t.querySelectorAll("li")];o.
length===0?this.write(t.textContent??"",n,s):this.patches(o,n,s)}patches(t,n,s){let o=0;for(let r of t){
let i=r.lastChild?.textContent??"",a=qt+5+this.long(i,n,400);o>0&&o+a>this.width&&(o=0,this.y+=n*Me+
At/2);let c=Kt(r.querySelector("svg")),l={x:tt+o,y:this.y,width:qt,height:qt};for(let[u,f]of Object.
entries(l))c.setAttribute(u,String(f));let h={x:tt+o+qt+5,y:this.y+n-1,fill:s,"font-size":n};this.parts.
push(c,g("text",h,i)),o+=a+2*At}this.y+=n*Me+At}finished(t,n){let[s,o]=[this.width+2*tt,Math.ceil(this.
y+tt)],r={width:s,height:o,viewBox:`0 0 ${s} ${o}`,"font-family":this.family},i=g("rect",{width:s,height:o,
fill:t});return{made:g("svg",r,...n,i,...this.parts),width:s,height:o}}};var Qo=460,Qn=2,tr=15,er=12,nr=11,sr=10,ts=null;function B(e,t=""){ts??=d("details",{class:"save",name:"\
save"},d("summary",{},"Save this picture"),...["SVG","PNG"].map(s=>d("button",{type:"button","data-s\
ave":s.toLowerCase()},s)));let n=ts.cloneNode(!0);return n.dataset.from=e,n.dataset.key=t,n}function ns(e,t,n){
document.addEventListener("click",async({target:o})=>{let r=o.closest("[data-save]");if(r!==null)try{
await or(r,e(),t),es(r)}catch(i){n(`The picture was not saved: ${i instanceof Error?i.message:i}.`)}});
let s=o=>{o.key==="Escape"&&es(o.target)&&o.stopPropagation()};document.addEventListener("keydown",s,
{capture:!0})}function es(e){let t=e.closest(".save[open]");return t?.removeAttribute("open"),(t?.querySelector(
"summary")??null)?.focus({preventScroll:!0}),!!t}async function or(e,t,n){let{made:s,title:o,width:r,
height:i}=rr(e.parentElement,t),a=new XMLSerializer().serializeToString(s),c=o.toLowerCase().replace(
/[^\p{L}\p{N}]+/gu,"_").replace(/^_|_$/g,"").slice(0,60);e.dataset.save==="svg"?n(`${c}.svg`,"image/\
svg+xml",a):n(`${c}.png`,"image/png",await ir(a,r*Qn,i*Qn))}function rr(e,{title:t,seed:n,link:s}){let o=e.
parentElement,r=o.querySelector("svg"),i=r.getAttribute("aria-label")??"",a=o.querySelector(":scope \
> h3, :scope > figcaption")?.textContent??i.split(": ")[0],{width:c,height:l}=r.viewBox.baseVal,h=Math.
max(c,Qo),[u,f]=[o,o.closest(".card, figure")??document.body].map(k=>getComputedStyle(k)),m=new Vt(h,
u.fontFamily);m.write(a,tr,u.color,600),m.put(Kt(r),l*h/c);for(let k of o.querySelectorAll("p"))m.explain(
k,er);let{key:p,from:w}=e.dataset;for(let k of p?document.querySelectorAll(p):[])m.explain(k,nr);let y=`\
Flashpoint: ${t}; ${w}; seed ${n}; set: ${s?`#${s}`:"nothing"}.`;m.write(y,sr,u.color);let v=[g("tit\
le",{},a),g("desc",{},`${i} ${y}`)];return{title:a,...m.finished(f.backgroundColor,v)}}async function ir(e,t,n){
let s=new Image(t,n);s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await s.decode();
let o=d("canvas",{width:t,height:n});return o.getContext("2d")?.drawImage(s,0,0,t,n),new Promise((r,i)=>{
o.toBlob(a=>a?r(a):i(new Error("the browser made no image")),"image/png")})}function D(e){return e.reduce((t,n)=>t+n,0)/e.length}function ss(e,t){let n=e.length,s=D(e),o=e.reduce(
(r,i)=>r+(i-s)**2,0);return n>1?t*Math.sqrt(o/(n-1))/Math.sqrt(n):1/0}function Te(e,t,n){let s=n*n,o=(e+
s/(2*t))/(1+s/t),r=n/(1+s/t)*Math.sqrt(e*(1-e)/t+s/(4*t*t));return[o-r,o+r]}function ar(e,t,n){let[s,
o]=Te(e,t,n);return Math.max(e-s,o-e)}function et(e,t,n){let s=D(t),o=e.kind==="flag";return{mean:s,
error:o?ar(s,t.length,n):ss(t,n)}}function lt(e,t,n){let s=e.map((o,r)=>o-t[r]);return{mean:D(s),error:ss(
s,n)}}function os(e,t){let n=e.slice().sort();return Array.from({length:t},(s,o)=>Mt(n,(o+.5)/t))}function Mt(e,t){
return e[Math.max(0,Math.ceil(t*e.length)-1)]}var H=460,R=170,K=40,ht=22,Tt=8,cr=120,lr=[.05,.25,.5,.75,.95],is=864e5,hr=new Intl.DateTimeFormat("\
en-GB",{month:"short",year:"2-digit",timeZone:"UTC"}),rs=new WeakMap;function j(e,t){return new Date(
Date.parse(`${e.start}T00:00:00Z`)+t*is).toLocaleDateString("en-GB",{day:"numeric",month:"short",year:"\
numeric",timeZone:"UTC"})}function Le(e){let t=Math.ceil(e/cr),n=Array.from({length:Math.ceil(e/t)},
(s,o)=>o*t);return n.at(-1)===e-1?n:[...n,e-1]}function ur(e,t,n,s){let o=new Float32Array(n);for(let r=0;r<
n;r++)o[r]=e[r*s+t];return o.sort()}function dr(e,t,n){let s=rs.get(e);if(s?.runs===t)return s.rows;
let o=Le(n).map(r=>{let i=ur(e,r,t,n);return lr.map(a=>Mt(i,a))});return rs.set(e,{runs:t,rows:o}),o}
function I(e,t){return K+e/Math.max(1,t.days-1)*(H-K-6)}function L(e){return Tt+(1-e)*(R-Tt-ht)}function ut(e){
return e.map(([t,n])=>`${t.toFixed(1)},${n.toFixed(1)}`).join(" ")}function dt(e,t){let n=[];if(e.free>
0){let a=I(e.free,e)-K;n.push(g("rect",{class:"past",x:K,y:Tt,width:a,height:R-Tt-ht})),a>70&&n.push(
g("text",{x:K+4,y:Tt+12},"replayed past"))}let s=Date.parse(`${e.start}T00:00:00Z`),r=Array.from({length:e.
days},(a,c)=>[c,new Date(s+c*is)]).filter(([,a])=>a.getUTCDate()===1),i=Math.ceil(r.length/7);return r.
forEach(([a,c],l)=>{if(l%i>0)return;let h=hr.format(c),u=I(Number(a),e);n.push(g("line",{class:"tick",
x1:u,x2:u,y1:R-ht,y2:R-ht+4})),n.push(g("text",{x:Math.min(u,H-20),y:R-5,"text-anchor":"middle"},h))}),
n.push(g("line",{class:"tick",x1:K,x2:H-6,y1:R-ht,y2:R-ht})),n.push(g("text",{x:K-4,y:L(0)+3,"text-a\
nchor":"end"},t[0])),n.push(g("text",{x:K-4,y:L(1)+9,"text-anchor":"end"},t[1])),n}function as(e,t,n,s,o){
let r=Le(e.days),i=[n,s].map(w=>dr(w,o,e.days)),a=Math.max(...i.flat(2)),c=Math.min(0,...i.flat(2)),
l=(w,y)=>w.map((v,k)=>[I(r[k],e),L((v[y]-c)/(a-c||1))]),h=(w,y,v)=>g("polygon",{class:v,points:ut([...l(
i[0],w),...l(i[0],y).reverse()])}),u=[h(0,4,"band wide"),h(1,3,"band"),...[0,2,4].map(w=>g("polyline",
{class:w===2?"twin middle":"twin edge",points:ut(l(i[1],w))})),g("polyline",{class:"mine middle",points:ut(
l(i[0],2))})],[f,m]=i.map(w=>w.at(-1)?.[2]??0),p=`${t.meaning} by day: median on the last day ${b(f)}\
 ${t.unit} as set, ${b(m)} unchanged`;return d("figure",{},d("figcaption",{},`${t.meaning} (${t.unit}\
)`),A(H,R,p,...dt(e,[b(c),b(a)]),...u),B(`the first ${V(o)}`,"#days-note"))}function _e(e,t,n,s){let o=Le(
e.days),{rungs:r}=e.known,i=o.map(f=>{let m=new Array(r.length+1).fill(0);for(let p=0;p<s;p++)m[n[p*
e.days+f]]+=1;for(let p=r.length-1;p>=0;p--)m[p]+=m[p+1];return m.map(p=>p/s)}),a=f=>i.map((m,p)=>[I(
o[p],e),L(m[f])]),c=r.slice(1).map((f,m)=>g("polygon",{class:`rung rung${m+1}`,points:ut([...a(m+1),
...a(m+2).reverse()])})),l=i.at(-1)?.[r.length-1]??0,h=`highest rung by day, ${t}: ${b(100*l)} % of \
futures in ${r.at(-1)} on the last day`,u=["0","100 %"];return d("figure",{},d("figcaption",{},`high\
est rung of the day, share of futures, ${t}`),A(H,R,h,...c,...dt(e,u)),B(`the first ${V(s)}`,"#ladde\
r-key .key"))}function Yt(e){let t=e.slice(1).map((n,s)=>{let o=A(12,12,"",g("rect",{class:`rung run\
g${s+1}`,width:12,height:12}));return o.setAttribute("aria-hidden","true"),d("li",{},o,`${s+1} ${n}`)});
return d("ul",{class:"key"},...t)}function Ce(e,t){let{moves:n,parameters:s}=JSON.parse(new TextDecoder().decode(t.tables)),o=e.stops.
map((r,i)=>{let[a,c]=r.words,l=new BigInt64Array(t.first_words.slice(a*16,(a+c)*16));return{...r,moves:n[i],
changed:l}});return{...e,stops:o,parameters:s}}var ft="",fr=["world","plan"];function Y(e,t){return e.case??t.first_case??ft}function mr(e,t,n){let s=new BigInt64Array(
e.slice(0)),o=new BigInt64Array(n);return new Int32Array(t).forEach((r,i)=>{s[r]=o[i]}),s.buffer}var zt=class{constructor(t,n){
this.told=t,this.parts=n,this.made=new Map([[ft,{page:{...Ce(t,n),case:ft},parts:n}]])}get base(){return this.
of(ft)}knows(t){return t===ft||(this.told.cases??[]).some(n=>n.id===t)}of(t){let n=this.made.get(t);
if(n)return n;let s=this.told.cases.find(a=>a.id===t),o={...this.told,...s.told},r=this.partsOf(t),i={
page:{...Ce(o,r),case:t},parts:r};return this.made.set(t,i),i}partsOf(t){let n=Object.entries(this.parts).
filter(([r])=>r.startsWith(`${t}/`)),s=Object.fromEntries(n.map(([r,i])=>[r.slice(t.length+1),i])),o={
...this.parts,...s};for(let r of fr){let i=s[`${r}/at`];i&&(o[r]=mr(this.parts[r],i,s[`${r}/words`]))}
return o}named(t){let n=/(?:^|&)case=(\w*)(?:&|$)/.exec(t),s=n?n[1]:Y({},this.told);return this.of(this.
knows(s)?s:Y({},this.told))}};function cs(e,t,n){return!t.cases||e!==t.case?!1:(e!==t.first_case&&(n.
case=e),!0)}function ls(e){return e.case===void 0?[]:[["case",e.case]]}function hs(e,t,n){let{told:s}=e;
if(!s.cases)return()=>{};let r=[{id:ft,title:`${s.base_title}, which twins come from`},...s.cases].map(
({id:a,title:c})=>d("option",{value:a},c)),i=d("select",{id:"case"},...r);return i.addEventListener(
"change",()=>n(i.value)),t.append(d("label",{for:"case"},"Scenario as set"),i),a=>{i.value=a}}var Zt="p.";function us(e,t,n,s){let o=e.slice(Zt.length),r=n.parameters.find(a=>a.name===o);if(!r)return`\
'${e}', which is no open parameter`;let i=_(t,[r.low,r.high],!1);return i===null?`'${t}' for ${e}`:(s.
parameters={...s.parameters,[o]:i},null)}function ds({parameters:e={}}){return Object.entries(e).map(
([t,n])=>[Zt+t,x(n)])}function fs(e,{parameters:t={}},n){let{names:s}=n.known.plan,o=s.length;for(let[
r,i]of Object.entries(t)){let{row:a}=n.parameters.find(u=>u.name===r),c=Et(n.by_hand).buffer,l=new BigInt64Array(
e.buffer,a*o*8,o),h=["place","halves"].map(u=>s.indexOf(u));new Float64Array(c)[s.indexOf("a")]=i,new BigInt64Array(
c).forEach((u,f)=>{h.includes(f)||(l[f]=u)})}}function ms({parameters:e={}}){let t=Object.entries(e).
map(([n,s])=>`${n}: ${x(s)}`);return t.length>0?[`parameters: {set: {${t.join(", ")}}}`]:[]}function Ne({levers:e,interventions:t=[]}){return[...Object.keys(e),...t.map(n=>n.lever)]}function ps(e,t){
let n=Ne(e),s=t.moves.filter(c=>c.past||!n.includes(c.lever)),o=Ln(Ee(e,t),t.days),r=s.filter(c=>c.past),
i=s.filter(c=>!c.past&&c.counter===-1),a=s.filter(c=>!c.past&&c.counter!==-1);return[...r,...[...i,...o.
dated].sort(pr),...o.waiting,...a]}function pr(e,t){return e.day-t.day||(e.lever<t.lever?-1:e.lever>
t.lever?1:e.row-t.row)}function gs(e,t,n){let{moves:s,clock:o,room:r}=n.known,i=C(t,n),a=ps(t,i),c=De(
t,n);if(c!==null)throw new Error(c);let l=kn(e,i),h=new BigInt64Array(l),u=new Float64Array(l);return h.
fill(0n,r.at,r.at+r.moves*s.names.length),a.forEach((f,m)=>{s.names.forEach((p,w)=>{let y=r.at+m*s.names.
length+w;s.kinds[w]==="float64"?u[y]=f[p]:h[y]=BigInt(f[p])})}),h[o.n_moves]=BigInt(a.length),l}function De(e,t){
let{known:n,most_conditional:s}=t,o=ps(e,C(e,t)),r=o.filter(i=>i.counter!==-1).length;return o.length>
n.room.moves?`${o.length} single moves of levers, where ${n.room.moves} have room`:r>s?`${r} moves u\
nder a condition, where ${s} have room`:null}function ws(e,t,n){let s=new Uint8Array(e.slice(0)),o=n.
known.sizes.plan*8,r={...n.chosen,...t.hypotheses};for(let{name:i,variants:a}of n.hypotheses){let c=a.
find(h=>h.letter===r[i]);if(!c)continue;let l=Et(c.words);c.rows.forEach((h,u)=>{s.set(l.subarray(u*
o,(u+1)*o),h*o)})}return fs(s,t,n),s.buffer}var ys=4e3,N=class extends Error{};function _t(){return{levers:{},hypotheses:{}}}function Jt(e){return U(
e)===""}function Re(e,t){let n=U(e).length;return n>ys?`a link of ${n} letters`:En(e,t)??qn(e,t)??De(
e,t)}function je(e,t,n){return _(e,t.doses[n],t.whole)}function U(e){let t=Object.entries(e.levers).
map(([o,{dose:r,value:i}])=>Array.isArray(i)?[o,i.join(",")]:typeof i=="string"?[o,i]:[o,r==="set"?x(
i):`${r}:${x(i)}`]),n=[ls,Sn,ds,Gn].flatMap(o=>o(e));return[...t,...Object.entries(e.hypotheses),...n].
map(([o,r])=>`${encodeURIComponent(o)}=${encodeURIComponent(r)}`).join("&")}function bs(e,t){let n=_t();
if(e==="")return n;if(e.length>ys)throw new N(`a link of ${e.length} letters`);let s=new Set;for(let o of e.
split("&")){let[r,i]=gr(o);if(s.has(r))throw new N(`'${r}' twice`);s.add(r),wr(r,i,t,n)}return Lt(Re(
n,t)),n}function Lt(e){if(e!==null)throw new N(e)}function gr(e){let t=e.indexOf("=");if(t<1)throw new N(
`'${e}', which is no name=value`);try{return[decodeURIComponent(e.slice(0,t)),decodeURIComponent(e.slice(
t+1))]}catch{throw new N(`'${e}', which does not decode`)}}function wr(e,t,n,s){let o=n.levers.find(
i=>i.name===e),r=n.hypotheses.find(i=>i.name===e);if(o)s.levers[e]=yr(o,t,n);else if(r){if(!r.variants.
some(a=>a.letter===t))throw new N(`'${t}' for ${e}`);t!==r.chosen&&(s.hypotheses[e]=t)}else if(e==="\
case")Lt(cs(t,n,s)?null:`'${t}' for case`);else if(e==="days"||e==="until")Lt(On(e,t,n,s)?null:`'${t}\
' for ${e}`);else if(e.startsWith(Zt))Lt(us(e,t,n,s));else if(Fn.test(e))Lt(Un(e,t,n,s));else throw new N(
`'${e}', which is no lever and no hypothesis`)}function yr(e,t,n){if(e.table==="site")return{dose:"s\
et",value:br(e,t,n)};if(e.kind==="choice"){if(!e.choices.some(a=>a.word===t))throw new N(`'${t}' for\
 ${e.name}`);return{dose:"set",value:t}}let[s,o]=t.includes(":")?t.split(":",2):["set",t],r=Object.hasOwn(
e.doses,s)?je(o,e,s):null;if(r===null||t.split(":").length>2)throw new N(`'${t}' for ${e.name}`);return{
dose:s,value:r}}function br(e,t,n){let s=t===""?[]:t.split(","),o=n.places.site.map(r=>r.id);if(new Set(
s).size!==s.length||s.some(r=>!o.includes(r)))throw new N(`'${t}' for ${e.name}`);return o.filter(r=>s.
includes(r))}var xr=1e3,$r=50,vr={set:[-1/0,1/0],scale:[0,3],add:[-1/0,1/0]},kr={"":"left alone",set:"set to",scale:"\
times",add:"plus"};function xs(e,t,n){let s=`lever-${e.name}`,o=e.table==="site"?Sr:e.kind==="choice"?
Or:Er,{parts:r,show:i,labelled:a}=o(e,t,s,n),c=a?d("legend",{},e.meaning):d("label",{for:s},e.meaning),
l=e.table==="militia"?"all militias, ":"",h=["choice","order"].includes(e.unit)?"":`${e.unit}, `,u=e.
sources.map(y=>y.replace(":"," ¶")).join("; "),f=d("small",{id:`${s}-about`},`${l}${h}${e.name}${u?
`, after ${u}`:""}`),p=t.interventions.filter(y=>y.lever===e.name).map(y=>d("small",{class:"own"},`T\
he scenario moves it: ${y.yaml}. What is set here takes its place.`)),w=d(a?"fieldset":"div",{class:"\
lever"},c,...r,f,...p);return{made:w,show:y=>{w.classList.toggle("set",y!==null);let v=w.closest("de\
tails");v&&y!==null&&(v.open=!0),i(y)}}}function Or(e,t,n,s){let o=e.choices.map(a=>d("option",{value:a.
word},a.word.replaceAll("_"," "))),r=d("select",{id:n,"aria-describedby":`${n}-about`},d("option",{value:""},
"left alone"),...o);return r.addEventListener("change",()=>{s(e.name,r.value===""?null:{dose:"set",value:r.
value},!1)}),{parts:[r],show:a=>{r.value=a===null?"":a.value},labelled:!1}}function Sr(e,t,n,s){let o=t.
places.site.map(a=>{let c=d("input",{type:"checkbox",id:`${n}-${a.id}`});return{site:a,box:c,made:d(
"label",{class:"site"},c,a.title)}}),r=t.interventions.some(a=>a.lever===e.name);for(let{box:a}of o)
a.addEventListener("change",()=>{let c=o.filter(l=>l.box.checked).map(l=>l.site.id);s(e.name,c.length>
0||r?{dose:"set",value:c}:null,!1)});let i=a=>{for(let{site:c,box:l}of o)l.checked=a!==null&&a.value.
includes(c.id)};return{parts:o.map(a=>a.made),show:i,labelled:!0}}function Er(e,t,n,s){let o=["",...Object.
keys(e.doses)],r=kr,i=d("select",{id:n,"aria-describedby":`${n}-about`},...o.map(u=>d("option",{value:u},
r[u]))),a=d("input",{type:"number",step:e.whole?1:"any","aria-label":`${e.meaning}: the number`}),c=d(
"input",{type:"range","aria-label":`${e.meaning}: slider`}),l=u=>{i.value=u===null?"":u.dose,a.hidden=
c.hidden=u===null,u!==null&&(Mr(a,c,e,u.dose),(a.value===""||Number(a.value)!==u.value)&&(a.value=x(
u.value)),ct(a),c.value=x(u.value))},h=(u,f)=>{let m=je(u,e,i.value);if(m===null)return at(a,`a numb\
er from ${a.min} to ${a.max}`);Q(a),s(e.name,{dose:i.value,value:m},f)};return i.addEventListener("c\
hange",()=>{Q(a),s(e.name,i.value===""?null:{dose:i.value,value:Ar(e,i.value)},!1)}),a.addEventListener(
"change",()=>h(a.value,!1)),c.addEventListener("input",()=>h(x(Number(c.value)),!0)),c.addEventListener(
"change",()=>h(x(Number(c.value)),!1)),{parts:[i,a,c],show:l,labelled:!1}}function Ar(e,t){let[n,s]=e.
doses[t],o=t==="scale"?1:t==="add"?0:e.kind==="number"?e.neutral[0]:(n+s)/2;return Number(x(Math.min(
s,Math.max(n,o))))}function Mr(e,t,n,s){let[o,r]=n.doses[s],[i,a]=vr[s],[c,l]=[Math.max(o,i),Math.min(
r,a)];[e.min,e.max]=[x(o),x(r)],t.hidden=l-c>xr,[t.min,t.max]=[x(c),x(l)],t.step=n.whole?"1":x(10**Math.
floor(Math.log10((l-c)/$r)))}function $s(e,t){let n=`hypothesis-${e.name}`,s=e.variants.map(i=>d("op\
tion",{value:i.letter},`${i.letter}: ${i.statement}`)),o=d("select",{id:n},...s);o.addEventListener(
"change",()=>t(e.name,o.value));let r=d("div",{class:"lever"},d("label",{for:n},`${e.name}: ${e.question}`),
o);return{made:r,show:i=>{o.value=i,r.classList.toggle("set",i!==e.chosen)}}}var P=8,Be=4,Tr=65536,vs=64,nt=class extends Error{},Ct=class{constructor(t,n,s){let{exports:o}=new WebAssembly.
Instance(t,{});this.exports=o,this.page=n,this.known=n.known,this.top=this.exports.__heap_base.value;
let r=this.exports.version();if(r!==this.known.version)throw new nt(`a kernel of version ${r}`);this.
samples=this.put(Zn(s.samples,Be)),this.edges=this.put(s.edges),this.world=s.world,this.usual=this.known.
series.map(i=>[i.word,i.level]),this.floor=this.top}take(t){let n=Math.ceil(this.top/vs)*vs;this.top=
n+t;let s=this.top-this.exports.memory.buffer.byteLength;return s>0&&this.exports.memory.grow(Math.ceil(
s/Tr)),n}put(t){let n=this.take(t.byteLength);return new Uint8Array(this.exports.memory.buffer,n,t.byteLength).
set(new Uint8Array(t)),n}putWorld(t){let n=this.put(this.world);return new Uint8Array(this.exports.memory.
buffer,n).set(new Uint8Array(t)),n}get(t,n){return this.exports.memory.buffer.slice(t,t+n)}call(t,n){
let s=this.known.exports[t].map(([r])=>{if(n[r]===void 0)throw new nt(`${t}: nothing given for ${r}`);
return n[r]}),o=this.exports[t](...s);if(o!==this.known.statuses.done)throw new nt(`${t}: status ${o}`)}wordsByDay(t){
let{series:n}=this.known.sizes;if(t.length>n)throw new nt(`${t.length} series, and room for ${n}`);let s=Array.
from({length:n},(o,r)=>t[r]??[0,0]);return BigInt64Array.from(s.flat().map(BigInt))}simulate({first:t,
last:n,world:s,plan:o,daily:r,days:i=this.page.days,words:a=this.usual,events:c=!1}){this.top=this.floor;
let{sizes:l}=this.known,h=n-t,u=c?h*l.log_rows:0,f=r?h*i*l.series*Be:0,m=BigUint64Array.from({length:h},
(E,F)=>BigInt(t+F)),[p,w]=this.page.samples,y={plan:this.put(o),samples:this.samples,edges:this.edges,
n_samples:p,n_columns:w,runs:this.put(m.buffer),n_runs:h,seed_key:BigInt(this.page.seed_key),parameters:this.
take(h*l.parameters*P),world:this.putWorld(s),start:this.put(s.slice(0,l.live*P)),legs:this.put(BigInt64Array.
of(BigInt(i),0n,0n,1n).buffer),n_legs:1,n_kept:h,series:this.put(this.wordsByDay(a).buffer),tallies:this.
take(h*l.counters*P),daily:this.take(f),n_daily:r?h:0,days:i,events:this.take(u*l.log*P),n_events:u,
counts:this.take(h*P),lost:this.take(h*P),morning:this.take(l.live*P)};this.call("draw",y),this.call(
"simulate",y);let k=new BigInt64Array(this.get(y.lost,h*P)).findIndex(E=>E!==0n);if(k>=0)throw new nt(
`run ${t+k}: more events than its log holds`);let M=Array.from(new BigInt64Array(this.get(y.counts,h*
P)),Number),Z=c?M.reduce((E,F)=>E+F,0):0;return{counters:this.get(y.tallies,h*l.counters*P),daily:new Float32Array(
this.exports.memory.buffer,y.daily,f/Be),events:this.get(y.events,Z*l.log*P),counts:M}}};function Fe(e,t,n){let{names:s,kinds:o}=n.counters,r=s.indexOf(t),i=e.byteLength/8/s.length,c=o[r]===
"float64"?new Float64Array(e):new BigInt64Array(e),l=new Float64Array(i);for(let h=0;h<i;h++)l[h]=Number(
c[h*s.length+r]);return l}function ks(e,t,n){let s=Fe(e,t,n);if(!n.counters.running.includes(t))return s;
let o=Fe(e,t+n.counters.before,n);return s.map((r,i)=>r-o[i])}function Lr(e,t,n){if(e.past)return Fe(
t,e.counter+n.counters.before,n);let s=ks(t,e.counter,n);if(e.per){let o=ks(t,e.per,n);return s.map(
(r,i)=>r/Math.max(1,o[i]))}return e.kind==="flag"?s.map(o=>o>=e.least?1:0):s}function Pe(e,t){return t.
outcomes.map(n=>Lr(n,e,t))}function We(e,t,n,s,o){let r=n.known.actors.blocks.sites;for(let i=0;i<e;i++)n.map.attacks.includes(
t(i,"action"))&&(o[(t(i,"target")-r)*s+t(i,"day")]+=1)}function Os(e,{first:t,last:n,world:s,plan:o,
days:r=e.page.days}){let{known:i,page:a}=e,c=e.simulate({first:t,last:n,world:s,plan:o,days:r,daily:!1,
events:!0}),l=new BigInt64Array(c.events),h=i.log.names.length,u=Object.fromEntries(i.log.names.map(
(m,p)=>[m,p])),f=new Float32Array(a.map.sites.length*r);return We(l.length/h,(m,p)=>Number(l[m*h+u[p]]),
a,r,f),{counts:f}}function _r(e,{known:t}){let n=Number(new BigInt64Array(e)[t.clock.n_moves]);return e.slice(0,(t.room.
at+n*t.moves.names.length)*8)}function Ss(e,t){let n=e.constructor,s=new n(t);return s.set(e),s}var Xt=class{constructor(t,n,s){
this.page=t,this.world=_r(n,t),this.plan=s,this.columns=t.known.outcomes.map(()=>new Float64Array),this.
daily=[...t.fans,t.ladder].map(()=>new Float32Array),this.days=t.days,this.asked=0,this.have=0,this.
early=new Map}makeRoom(t){t<=this.columns[0].length||(this.columns=this.columns.map(n=>Ss(n,t)),this.
daily=this.daily.map(n=>Ss(n,Math.min(1e3,t)*this.days)))}add(t,n,s,o){s.forEach((r,i)=>this.columns[i].
set(r,t)),o.forEach((r,i)=>this.daily[i].set(r,t*this.days)),this.early.set(t,n);for(let r=this.early.
get(this.have);r!==void 0;r=this.early.get(this.have))this.early.delete(this.have),this.have=r}};function Qt(e){
e.asked=e.have,e.early.clear()}var Cr=[[100,50],[500,100],[1/0,250]],Ir=4;function Nr(e,{run:t,world:n,plan:s,days:o}){let{known:r}=e,
i=e.simulate({first:t,last:t+1,world:n,plan:s,days:o,daily:!1,events:!0}),{names:a,kinds:c}=r.log,[l,
h]=[new BigInt64Array(i.events),new Float64Array(i.events)],u=a.map((m,p)=>{let w=c[p]==="float64"?h:
l,y=(v,k)=>Number(w[k*a.length+p]);return[m,Float64Array.from({length:i.counts[0]},y)]}),f=Pe(i.counters,
r).map((m,p)=>[r.outcomes[p].name,m[0]]);return{outcomes:Object.fromEntries(f),log:Object.fromEntries(
u)}}function Dr(e,{first:t,last:n,world:s,plan:o,words:r,days:i=e.page.days}){let a=e.known.sizes.series,
c=(n-t)*i,l=new Float32Array(r.length*c);for(let h=0;h<r.length;h+=a){let u=r.slice(h,h+a),{daily:f}=e.
simulate({first:t,last:n,world:s,plan:o,days:i,daily:!0,words:u});u.forEach((m,p)=>{for(let w=0;w<c;w++)
l[(h+p)*c+w]=f[w*a+p]})}return{values:l}}var Rr={replay:Nr,evenings:Dr,attacks:Os};function jr(e,t){
return{id:t.id,...Rr[t.kind](e,t)}}function Es(e,t){if(t.kind!==void 0)return jr(e,t);let{id:n,first:s,
last:o,world:r,plan:i,days:a,daily:c}=t,{page:l,known:h}=e,u=e.simulate({first:s,last:o,world:r,plan:i,
days:a,daily:c}),f=u.daily,m=h.sizes.series,w=(c?[...l.fans,l.ladder]:[]).map(y=>{let v=h.series.findIndex(
M=>M.name===y),k=new Float32Array(f.length/m);for(let M=0;M<k.length;M++)k[M]=f[M*m+v];return k});return{
id:n,first:s,last:o,columns:Pe(u.counters,h),daily:w}}function As(e){let t=null;e.onmessage=({data:n})=>{
try{t===null?t=new Ct(n.module,n.page,n.parts):Br(e,Es(t,n))}catch(s){e.postMessage({failed:s instanceof
Error?s.message:String(s),id:n.id})}}}function Br(e,t){let n=t.daily??[];e.postMessage(t,n.map(s=>s.
buffer))}var te=class{constructor(t){this.kernel=new Ct(t.module,t.page,t.parts),this.onmessage=()=>{}}postMessage(t){
setTimeout(()=>this.onmessage({data:this.answer(t)}))}answer(t){try{return Es(this.kernel,t)}catch(n){
return{failed:n instanceof Error?n.message:String(n),id:t.id}}}},ee=class{constructor(t,n,s,o,r){this.
page=t,this.start=n,this.script=s,this.progress=o,this.failed=r,this.stores=[],this.goal=0,this.answered=
!1,this.idle=this.workers()}workers(){let t=Math.max(1,Math.min(Ir,navigator.hardwareConcurrency||1));
try{return this.address=URL.createObjectURL(new Blob([this.script],{type:"text/javascript"})),Array.
from({length:t},()=>this.worker())}catch{return[this.listen(new te(this.start))]}}broke(t,n){if(!this.
here){if(this.answered){this.lose(this.at.get(t),n),t.terminate(),this.idle=[...this.idle.filter(s=>s!==
t),this.worker()];return}this.here=!0,this.waiting.clear();for(let{broke:s}of this.looking.values())
s(new Error(n));this.looking.clear(),this.looks=[],this.stores.forEach(Qt);try{this.idle=[this.listen(
new te(this.start))],this.hand()}catch(s){this.failed(s instanceof Error?s.message:String(s))}}}lose(t,n){
let s=this.looking.get(t??0);if(this.looking.delete(t??0),this.waiting.delete(t??0),s){s.broke(new Error(
n));return}this.goal=0,this.stores.forEach(Qt),this.failed(n)}here=!1;at=new Map;address="";worker(){
let t=new Worker(this.address);return t.onerror=n=>{n.preventDefault(),this.broke(t,n.message||"a wo\
rker broke")},t.postMessage(this.start),this.listen(t)}listen(t){return t.onmessage=({data:n})=>{this.
idle.push(t),this.take(n),this.hand()},t}take(t){let n=this.looking.get(t.id);if(n){this.looking.delete(
t.id),t.failed===void 0?n.done(t):n.broke(new Error(t.failed));return}let s=this.stores.find(o=>o===
this.waiting.get(t.id));if(this.waiting.delete(t.id),!!s){if(t.failed!==void 0){this.goal=0,Qt(s),this.
failed(t.failed);return}this.answered=!0,s.add(t.first,t.last,t.columns,t.daily),this.progress()}}waiting=new Map;tasks=0;ask(t,n){
this.stores=t,this.goal=n;for(let s of t)s.makeRoom(n);this.hand()}looking=new Map;looks=[];look(t){
let n=++this.tasks;return new Promise((s,o)=>{this.looking.set(n,{done:s,broke:o}),this.looks.push({
days:this.stores[0]?.days,...t,id:n}),this.hand()})}hand(){for(;this.idle.length>0;){if(this.looks.length>
0){this.give(this.looks.shift());continue}let[t]=this.stores.filter(l=>l.asked<this.goal).sort((l,h)=>l.
asked-h.asked);if(!t)return;let n=t.asked,s=Cr.find(([l])=>n<l)?.[1]??1,o=Math.min(n+s,this.goal),r=++this.
tasks;t.asked=o,this.waiting.set(r,t);let{world:i,plan:a,days:c}=t;this.give({id:r,first:n,last:o,world:i,
plan:a,days:c,daily:o<=1e3})}}give(t){let n=this.idle.pop();this.at.set(n,t.id),n.postMessage(t)}};var Ts={set:"set to",scale:"times",add:"plus"},Ls={">=":"is at least",">":"is more than","<=":"is at\
 most","<":"is less than","==":"is exactly"},Ms=[];function _s(e,t,n){let s=Ms,o=d("ol",{class:"rows"}),
r=Pr(e,(a,c)=>{let l=c===null?[...s,a]:s.map((h,u)=>u===c?a:h);return n({interventions:l},!1),s.includes(
a)});t("interventions").append(o,r.made);let i=()=>{o.replaceChildren(...s.map((a,c)=>{let[l,h]=["Ed\
it","Remove"].map(u=>d("button",{type:"button","aria-label":`${u} intervention ${c+1}`},u));return l.
addEventListener("click",()=>r.fill(a,c)),h.addEventListener("click",()=>{n({interventions:s.filter(
(u,f)=>f!==c)},!1),r.made.firstElementChild.focus()}),d("li",{},`${oe(a,e)} `,l," ",h)}))};return({interventions:a=Ms},c)=>{
r.show(c),a!==s&&(s=a,r.done(),i())}}function oe(e,t){let n=t.levers.find(a=>a.name===e.lever),s=Ts,
o=typeof e.value=="number"?x(e.value):e.value.replaceAll("_"," "),r=(e.where??[]).map(a=>Fr(a,n,t)).
join(", ");return[`${n.meaning}: ${e.dose==="set"?"":`${s[e.dose]} `}${o}`,r&&`(${r})`,e.from&&`from\
 ${W(e.from)}`,e.to&&`to ${W(e.to)}`,e.over&&`in ${e.over} daily steps`,e.when&&`as soon as “${Cs(
e.when[0],t)}” ${Ls[e.when[1]]} ${x(e.when[2])}`].filter(Boolean).join(" ")}function Fr(e,t,n){return n.
places[t.table].find(s=>s.id===e).title}function Cs(e,t){return t.known.outcomes.find(n=>n.name===e)?.
meaning??e}function Pr(e,t){let n=ne("do-lever",Gr(e)),s=ne("do-dose",[]),o=d("span",{class:"worth"}),
r=d("span",{class:"worth"}),i=se("do-from","date"),a=se("do-to","date"),c=se("do-over","number"),l=ne(
"do-when",qr(e)),h=ne("do-compare",e.known.comparisons.map(Vr)),u=se("do-threshold","number"),f=d("b\
utton",{type:"button"},"Add"),m=d("button",{type:"button",hidden:""},"Leave it"),p=d("p",{class:"bad",
role:"alert"}),w=d("details",{}),y=d("summary",{},"Add an intervention"),v=d("fieldset",{class:"leve\
r form","aria-label":"an intervention"},mt("Lever",n),mt("Dose",s,o),r,mt("From",i,"left out: the fi\
rst free day"),mt("To",a,"the last day in force; left out: to the end"),mt("Over",c,"equal daily ste\
ps"),mt("Once",l,h,u),d("p",{class:"buttons"},f,m),p);w.append(y,v),h.setAttribute("aria-label","com\
parison of the condition"),u.setAttribute("aria-label","number of the condition");let k=null,M=()=>e.
levers.find(O=>O.name===n.value),Z=()=>{let O=M(),J=O.kind==="choice"?["set"]:Object.keys(O.doses),Pt=Ts;
s.replaceChildren(...J.map(bn=>d("option",{value:bn},Pt[bn]))),o.replaceChildren(Hr(O)),r.replaceChildren(
...Ur(O,e)),c.disabled=!Ae(O),p.textContent=""},E=()=>Wr(M(),e,{dose:s,worth:o,places:r,from:i,to:a,
over:c,outcome:l,compare:h,threshold:u}),F=()=>{k=null,f.textContent="Add",m.hidden=!0;for(let O of[
i,a,c,l,u])O.value="";Z()},Bt=()=>{let O=E();typeof O=="string"?p.textContent=O:t(O,k)?F():p.textContent=
"It was not taken: see the line at the top."};return f.addEventListener("click",Bt),w.addEventListener(
"keydown",O=>{O.key!=="Enter"||O.target instanceof HTMLButtonElement||(O.preventDefault(),Bt())}),m.
addEventListener("click",F),n.addEventListener("change",Z),Z(),{made:w,fill:(O,J)=>{F(),n.value=O.lever,
Z(),k=J,f.textContent=`Change number ${J+1}`,m.hidden=!1,w.open=!0,s.value=O.dose,o.firstElementChild.
value=String(O.value);for(let Pt of r.querySelectorAll("input"))Pt.checked=O.where?.includes(Pt.value)??
!1;[i.value,a.value,c.value]=[O.from??"",O.to??"",String(O.over??"")],O.when&&([l.value,h.value,u.value]=
O.when.map(String)),n.focus()},show:O=>{for(let J of[i,a])[J.min,J.max]=[O.first_free,it(O.days-1,O)]},
done:F}}function Wr(e,t,{dose:n,worth:s,places:o,from:r,to:i,over:a,outcome:c,compare:l,threshold:h}){
let u=s.firstElementChild,f=Oe(e,n.value,u.value);if(f===null){let[v,k]=e.doses[n.value];return`A ${e.
whole?"whole ":""}number from ${x(v)} to ${x(k)}, please.`}let m={lever:e.name,dose:n.value,value:f},
p=[...o.querySelectorAll("input:checked")].map(v=>v.value).join(","),w=c.value&&`${c.value}${l.value}${h.
value}`,y={from:r.value,to:i.value,over:a.disabled?"":a.value,when:w,where:p};for(let[v,k]of Object.
entries(y)){if(k==="")continue;let M=Se(v,k,e,t);if(M===null)return`The field “${v==="when"?"once":
v}” does not read: ${k}.`;m[v]=M}return m}function Hr(e){let t={"aria-label":`${e.meaning}: what i\
t is moved to`};if(e.kind!=="choice")return d("input",{type:"number",step:e.whole?1:"any",...t});let n=e.
choices.map(s=>d("option",{value:s.word},s.word.replaceAll("_"," ")));return d("select",t,...n)}function Ur(e,t){
if(e.table==="world")return[];let n=t.places[e.table].map(o=>d("label",{class:"site"},d("input",{type:"\
checkbox",value:o.id}),` ${o.title}`)),s=e.table==="site"?"These sites:":"These militias (none ticke\
d: all):";return[d("small",{},s),...n]}function Gr(e){return Object.entries(e.groups).flatMap(([t,n])=>{
let s=e.levers.filter(r=>r.name.split(".")[0]===t&&(r.table==="world"||e.places[r.table].length>0)),
o=s.map(r=>d("option",{value:r.name},r.meaning));return s.length>0?[d("optgroup",{label:n},...o)]:[]})}
function qr(e){let t=e.known.conditions.map(n=>d("option",{value:n},Cs(n,e)));return[d("option",{value:""},
"no condition"),...t]}function Vr(e){return d("option",{value:e},Ls[e])}function ne(e,t){return d("s\
elect",{id:e},...t)}function se(e,t){return d("input",{id:e,type:t})}function mt(e,t,...n){let s=n.map(
o=>typeof o=="string"?d("small",{},o):o);return d("div",{class:"field"},d("label",{for:t.id},e),t,...s)}function Is(e,t){let n=Math.min(e[2],t[2])-Math.max(e[0],t[0]),s=Math.min(e[3],t[3])-Math.max(e[1],t[1]);
return n>0&&s>0?n*s:0}function Kr({text:e,at:[t,n],off:s}){let o=e.length*6,r=s*.75,i=[["start",t+s,
n-11/2],["end",t-s,n-11/2],["middle",t,n+s],["middle",t,n-s-11],["start",t+r,n+r-2],["start",t+r,n-r-
11+2],["end",t-r,n+r-2],["end",t-r,n-r-11+2]],a={start:0,middle:.5,end:1};return i.map(([c,l,h])=>{let u=l-
o*a[c];return{anchor:c,box:[u,h,u+o,h+11]}})}function Ns(e,t,n){let s=e.map(({at:[o,r],off:i})=>[o-i+
1,r-i+1,o+i-1,r+i-1]);return e.map(o=>{let r=Kr(o),i=r.map(({box:h},u)=>{let f=s.reduce((w,y)=>w+Is(
h,y),0),m=Is(h,[4,2,t-4,n-2]),p=(h[2]-h[0])*(h[3]-h[1])-m;return f+50*p+u*.5}),{box:a,anchor:c}=r[i.
indexOf(Math.min(...i))];s.push(a);let l={start:a[0],middle:(a[0]+a[2])/2,end:a[2]}[c]??a[0];return{
text:o.text,kind:o.kind,box:a,x:Math.round(l*10)/10,y:Math.round((a[3]-2.5)*10)/10,anchor:c}})}var pt=460,It=11,Nt=10,Yr=2.5,Ds=2;function Ue(e){let[t,n,s,o]=e.frame,r=pt/(s-t),i=r/Math.cos((n+o)/
2*Math.PI/180);return{height:Math.round((o-n)*i),place:([a,c])=>[(a-t)*r,(o-c)*i]}}function Ge(e,t){
return Math.max(Yr,Nt*Math.sqrt(e/(t||1)))}function Rs({areas:e,sites:t,frame:n}){let{height:s,place:o}=Ue(
{frame:n}),r=Math.max(...t.map(c=>c.troops)),i=t.map((c,l)=>({text:String(l+1),kind:"number",at:o(c.
spot),off:Ge(c.troops,r)+Ds})),a=e.map(c=>({text:c.title,kind:"name",at:o(c.spot),off:It+2*Ds}));return Ns(
[...i,...a],pt,s)}var qe=26,zr=.85,re=30,Zr=8;function ie(e){let t={strength:0,troops:0,attacks:0};for(let n of e)for(let s=0;s<
n.days;s++){for(let o=0;o<n.areas;o++)t.strength=Math.max(t.strength,n.strength(o,s));for(let o=0;o<
n.sites;o++)t.troops=Math.max(t.troops,n.troops(o,s)),t.attacks=Math.max(t.attacks,n.attacks(o,s,re))}
return t}function Jr(e){return e.map(([t,n])=>`${t.toFixed(1)},${n.toFixed(1)}`).join(" ")}var gt=class{constructor(t){
this.page=t;let{height:n,place:s}=Ue(t.map);this.place=s,this.areas=t.map.areas.map(o=>s(o.spot)),this.
sites=t.map.sites.map(o=>s(o.spot)),this.marks=g("g",{}),this.made=A(pt,n,"Map",...this.ground(n),this.
marks,g("g",{},...this.labels())),this.made.classList.add("world")}ground(t){let{outline:n,links:s,is_map:o}=this.
page.map,r=a=>Jr(a.map(this.place)),i=[g("rect",{class:"abroad",width:pt,height:t})];for(let a of Object.
values(n.countries))i.push(g("polygon",{class:"country",points:r(a)}));for(let a of n.borders)i.push(
g("polyline",{class:"border",points:r(a)}));for(let[a,c]of o?[]:s){let[[l,h],[u,f]]=[this.areas[a],this.
areas[c]];i.push(g("line",{class:"border",x1:l,y1:h,x2:u,y2:f}))}for(let[a,c,l]of n.names){let[h,u]=this.
place([c,l]);h>30&&h<pt-30&&u>12&&u<t-4&&i.push(g("text",{class:"land",x:h,y:u,"text-anchor":"middle"},
a))}return i}labels(){return Rs(this.page.map).map(({text:t,kind:n,x:s,y:o,anchor:r})=>g("text",{class:n,
x:s,y:o,"text-anchor":r},t))}show(t,n,s,o,r=[]){this.made.setAttribute("aria-label",o);let i=[...this.
sites.map((a,c)=>this.halo(t,c,n,s)),...this.areas.map((a,c)=>this.area(t,c,n,s)),...this.sites.map(
(a,c)=>this.site(t,c,n,s)),...r.map(a=>this.flash(a))];this.marks.replaceChildren(...i)}halo(t,n,s,o){
let[r,i]=this.sites[n],a=t.attacks(n,s,re)/(o.attacks||1);return g("circle",{class:"halo",cx:r,cy:i,
r:(qe*Math.sqrt(a)).toFixed(1)})}area(t,n,s,o){let[r,i]=this.areas[n],{title:a}=this.page.map.areas[n],
[c,l]=t.holder(n,s),h=this.page.map.holders[c],u=zr*(t.strength(n,s)/(o.strength||1)),f=`${a}: ISIS \
strength ${b(t.strength(n,s))}, ${h.title} ${b(100*l)} %`;return g("g",{},g("title",{},f),g("circle",
{class:"paper",cx:r,cy:i,r:It}),g("circle",{class:"isis",cx:r,cy:i,r:It,"fill-opacity":u.toFixed(3)}),
...this.ring(t.shares(n,s),r,i),g("text",{class:"mark",x:r,y:i+3.2,"text-anchor":"middle"},h.mark))}ring(t,n,s){
let o=0;return t.flatMap((r,i)=>{let a=o;if(o+=r,r===0)return[];let l={"stroke-dasharray":`${(100*r).
toFixed(2)} 100`,"stroke-dashoffset":(-100*a).toFixed(2)};return[g("circle",{class:`ring ${Ve(i)}`,cx:n,
cy:s,r:It,pathLength:100,...l})]})}site(t,n,s,o){let[r,i]=this.sites[n],a=t.troops(n,s),c=Ge(a,o.troops),
l=`${n+1} ${this.page.map.sites[n].title}: ${b(a)} troops`,h=a>0?"site":"site left";return g("circle",
{class:h,cx:r,cy:i,r:c.toFixed(1)},g("title",{},l))}flash({spot:t,age:n,row:s}){let[o,r]=this.place(
t);return g("circle",{class:n===0?"flash now":"flash",cx:o,cy:r,r:17,"data-event":s,opacity:(1/(1+n)).
toFixed(2)})}};function Ve(e){return e===0?"held0":`held${(e-1)%Zr+1}`}var Xr=[["areas","strength"],["areas","holder"],["sites","troops"]];function Ke(e){let t=Xr.flatMap(
([s,o])=>{let{at:r,names:i,kinds:a}=e.known.parts[s],c=i.indexOf(o),l=a[c]==="float64"?1:0;return e.
map[s].map((h,u)=>[r+u*i.length+c,l])}),n=e.known.series.find(s=>s.name===e.ladder);return[...t,[n.word,
n.level]]}var wt=class{constructor(t){let{areas:n,sites:s,holders:o}=t.map;this.days=t.days,this.areas=
n.length,this.sites=s.length,this.holders=o.length,this.runs=0,this.strengths=new Float64Array(this.
areas*this.days),this.held=new Float64Array(this.areas*this.holders*this.days),this.troopers=new Float64Array(
this.sites*this.days),this.rungs=new Float64Array(this.days),this.struck=new Float64Array(this.sites*
this.days)}add(t,n,s){let{days:o,areas:r,sites:i}=this,a=s*o,c=(l,h,u)=>{for(let f=0;f<a;f++)h[u*o+f%
o]+=t[l*a+f]};for(let l=0;l<r;l++){c(l,this.strengths,l);for(let h=0;h<a;h++)this.held[this.holding(
l,t[(r+l)*a+h],h%o)]+=1}for(let l=0;l<i;l++)c(2*r+l,this.troopers,l);c(2*r+i,this.rungs,0),n.forEach(
(l,h)=>{this.struck[h]+=l}),this.runs+=s}holding(t,n,s){return(t*this.holders+n+1)*this.days+s}strength(t,n){
return this.strengths[t*this.days+n]/this.runs}shares(t,n){return Array.from({length:this.holders},(s,o)=>this.
held[this.holding(t,o-1,n)]/this.runs)}holder(t,n){let s=this.shares(t,n),o=Math.max(...s);return[s.
indexOf(o),o]}troops(t,n){return this.troopers[t*this.days+n]/this.runs}rung(t){return this.rungs[t]/
this.runs}attacks(t,n,s=1/0){let o=0;for(let r=Math.max(0,n-s+1);r<=n;r++)o+=this.struck[t*this.days+
r];return o/this.runs}};async function js(e,t,{world:n,plan:s,days:o},r,i,a){let c=Ke(e);for(;r.runs<
i&&a();){let l=r.runs,h=Math.min(l+25,i),{values:u}=await t({kind:"evenings",first:l,last:h,world:n,
plan:s,days:o,words:c});if(!a())return;let{counts:f}=await t({kind:"attacks",first:l,last:h,world:n,
plan:s,days:o});r.add(u,f,h-l)}}function ae(e,...t){let n=A(22,22,"",...t);return n.setAttribute("aria-hidden","true"),d("li",{},n,e)}
function ce(e,t){let n={cx:11,cy:11},s=[ae(`site: this dot is ${b(t.troops)} troops`,g("circle",{class:"\
site",...n,r:Nt})),ae(`rocket attacks on a site in ${re} days: this ring is ${b(t.attacks*(Nt/qe)**2)}`,
g("circle",{class:"halo",...n,r:Nt})),ae(`ISIS strength in an area: this shade is ${b(t.strength)}; \
all areas together began with 1`,g("circle",{class:"isis",...n,r:9,"fill-opacity":.85}))],o=e.map.holders.
map((r,i)=>ae(r.title,g("circle",{class:`ring ${Ve(i)}`,...n,r:9,pathLength:100}),g("text",{class:"m\
ark",x:11,y:14.2,"text-anchor":"middle"},r.mark)));return d("ul",{class:"key map-key"},...s,...o)}function Bs(e,t,n){
let s=d("tr",{},...t.map(r=>d("th",{scope:"col"},r))),o=n.map(([r,...i])=>d("tr",{},d("th",{scope:"r\
ow"},String(r)),...i.map(a=>d("td",{},String(a)))));return d("table",{},d("caption",{},e),d("thead",
{},s),d("tbody",{},...o))}function Fs(e,t,n){let{areas:s,sites:o,holders:r}=e.map,i=h=>t.map(([u])=>t.
length>1?`${h}, ${u}`:h),a=(h,u)=>h.shares(u,n).map((p,w)=>[p,r[w].title]).filter(([p])=>p>0).sort(([
p],[w])=>w-p).map(([p,w])=>p<1?`${w} ${b(100*p)} %`:w).join(", "),c=s.map((h,u)=>[h.title,...t.map(([
,f])=>b(f.strength(u,n))),...t.map(([,f])=>a(f,u))]),l=o.map((h,u)=>[`${u+1} ${h.title}`,...t.map(([
,f])=>b(f.troops(u,n))),...t.map(([,f])=>b(f.attacks(u,n)))]);return[Bs(`Sites on ${j(e,n)}`,["site",
...i("troops"),...i("attacks so far")],l),Bs(`Areas on ${j(e,n)}`,["area",...i("ISIS strength"),...i(
"held by")],c)]}var Qr=7,yt=["as set","unchanged"],Ps="The map follows when all futures are in.",le=class{constructor(t,n,s){
this.page=t,this.look=n,this.gathered=new WeakMap,this.worlds=[],this.turn=0,this.sides=[],this.maps=
yt.map(()=>new gt(t));let o=t.days-1;this.slider=d("input",{type:"range",id:"map-day",min:0,max:o,value:o}),
this.date=d("output",{for:"map-day"}),this.note=d("p",{class:"note",role:"status"},Ps),this.titles=yt.
map(r=>d("figcaption",{},r)),this.saves=yt.map(()=>B("","#map .map-key")),this.figures=this.maps.map(
(r,i)=>{let a=d("div",{class:"holds"},r.made,this.saves[i]);return d("figure",{},this.titles[i],a)}),
this.strip=d("div",{}),this.key=d("div",{}),this.beside=d("div",{class:"beside"},this.strip,this.key),
this.tables=d("div",{class:"tables"}),this.details=d("details",{},d("summary",{},"The numbers of thi\
s day"),this.tables),this.shown=d("div",{hidden:""},...this.parts()),s.append(this.note,this.shown,d(
"p",{class:"note"},ti(t))),this.slider.addEventListener("input",()=>this.draw()),this.details.addEventListener(
"toggle",()=>this.drawTables())}parts(){let t=d("label",{for:"map-day"},"Day");return[d("p",{class:"\
player"},t,this.slider,this.date),d("div",{class:"figures maps"},...this.figures,this.beside),this.details]}hold(){
this.turn+=1,this.worlds=[],this.note.textContent=Ps,this.shown.classList.add("stale")}async show(t,n){
if(this.worlds[0]===t&&this.worlds[1]===n)return;this.turn+=1,this.worlds=[t,n];let s=this.turn;try{
for(let o of new Set(this.worlds))if(await this.fill(o,()=>this.turn===s),this.turn!==s)return;this.
adopt(t.page),this.ready()}catch(o){if(s!==this.turn)return;this.worlds=[],this.note.textContent=`Th\
e map could not be made: ${o instanceof Error?o.message:o}.`}}adopt(t){let n=this.slider.value===this.
slider.max;this.page=t,this.slider.max=String(t.days-1),n&&(this.slider.value=this.slider.max)}async fill(t,n){
let{page:s}=t,o=this.gathered.get(t)??new wt(s);this.gathered.set(t,o),await js(s,this.look,t,o,Math.
min(s.map.runs,s.runs),n)}ready(){let t=[...new Set(this.worlds)].map(s=>this.gathered.get(s));this.
sides=t;let n=t.length>1;this.scale=ie(t);for(let s of this.saves)s.dataset.from=`means of the first\
 ${V(t[0].runs)}`;this.figures[1].hidden=!n,this.beside.classList.toggle("whole",n),this.titles[0].textContent=
n?yt[0]:"nothing set",this.note.textContent=`Means of the first ${t[0].runs} futures at the end of e\
ach day; what few futures do may be missing.`,this.key.replaceChildren(ce(this.page,this.scale)),this.
shown.hidden=!1,this.shown.classList.remove("stale"),this.draw()}draw(){let{page:t}=this;if(this.sides.
length===0)return;let n=Number(this.slider.value),s=n<t.free?", replayed past":"";this.date.textContent=
`${j(t,n)}${s}`,this.slider.setAttribute("aria-valuetext",this.date.textContent);let{sides:o}=this;o.
forEach((r,i)=>this.maps[i].show(r,n,this.scale,Ye(t,r,n,this.titles[i].textContent))),this.strip.replaceChildren(
ei(t,o,n)),this.drawTables()}drawTables(){let{details:t,page:n}=this;if(!t.open||this.sides.length===
0)return;let s=this.sides.map((o,r)=>[yt[r],o]);this.tables.replaceChildren(...Fs(n,s,Number(this.slider.
value)))}scale=null};function ti(e){let{is_map:t,outline:n}=e.map;return t?`Places are approximate, \
and moved apart where marks would cover each other. Outline: ${n.source}.`:"This is no map: the page\
 knows no place for some areas of this world, so all stand in a grid. Lines join neighbours."}function Ye(e,t,n,s){
let{areas:o,sites:r}=e.map,i=o.map((l,h)=>t.strength(h,n)),a=i.indexOf(Math.max(...i)),c=r.reduce((l,h,u)=>l+
t.troops(u,n),0);return`Map, ${s}, ${j(e,n)}: ${b(c)} troops at ${r.length} sites, ISIS strongest in\
 ${o[a].title} with ${b(i[a])}. All numbers stand in a table.`}function ei(e,t,n){let s=t.map(h=>Array.
from({length:e.days},(u,f)=>e.map.sites.reduce((m,p,w)=>m+h.attacks(w,f,Qr),0))),o=Math.max(...s.flat()),
r=s.map((h,u)=>g("polyline",{class:u===0?"mine middle":"twin middle",points:ut(h.map((f,m)=>[I(m,e),
L(f/(o||1))]))})),i=I(n,e),a=g("line",{class:"cursor",x1:i,x2:i,y1:L(1),y2:L(0)}),c=t.map((h,u)=>`${b(
s[u][n])} ${yt[u]}`).join(", "),l=`Rocket attacks in the seven days up to ${j(e,n)}: ${c}`;return d(
"figure",{},d("figcaption",{},`Rocket attacks of the last seven days (mean)${r.length>1?", dashes un\
changed":""}`),A(H,R,l,...dt(e,["0",b(o)]),...r.reverse(),a),B(`means of the first ${V(t[0].runs)}`))}var ze=25,Je=1e3,Hs=50,ni=4,Ze=300,he=6,si=8,oi=20;function Us(e,t,n){let s={},o=(h,u,f)=>{let m={...s};
u===null?delete m[h]:m[h]=u,n({parameters:m},f)},r=new Map,i={},a=h=>{let u=r.get(h.name)??li(h,o);return r.
set(h.name,u),u.show(s[h.name]??null,ri(h,i,e)),u.made},c=ii(e.parameters).map(h=>ai(h,a)),l=ci(e.parameters,
c,a);return t("parameters").append(l,...c.map(({made:h})=>h)),({parameters:h={},hypotheses:u})=>{s=h,
i=u;for(let f of e.parameters)r.has(f.name)&&a(f);for(let{show:f}of c)f(s)}}function ri({row:e},t,n){
return n.hypotheses.find(({name:o,chosen:r,variants:i})=>{let a=Object.hasOwn(t,o)?[r,t[o]]:[];return i.
some(c=>a.includes(c.letter)&&c.rows.includes(e))})?.name??""}function ii(e){let t=new Map;for(let n of e)
t.set(n.group,[...t.get(n.group)??[],n]);return[...t].sort(([n],[s])=>n<s?-1:1)}function ai([e,t],n){
let s=d("summary",{},""),o=d("div",{}),r=d("details",{},s,o),i=()=>{r.open&&!r.hidden&&o.replaceChildren(
...t.map(n))};r.addEventListener("toggle",i);let a=0;return{made:r,fill:i,show:l=>{let h=t.filter(({
name:u})=>Object.hasOwn(l,u)).length;s.textContent=`${e} (${t.length}${h>0?`, ${h} set`:""})`,h>a&&(r.
open=!0),a=h}}}function ci(e,t,n){let s="find-parameter",o=d("input",{type:"search",id:s,autocomplete:"\
off",spellcheck:"false"}),r=d("small",{role:"status"}),i=d("div",{});o.addEventListener("input",()=>{
let c=o.value.toLowerCase().split(/\s+/).filter(Boolean),l=e.filter(({name:u,meaning:f,group:m})=>{let p=`${u}\
 ${u.replaceAll("_"," ")} ${f} ${m}`.toLowerCase();return c.length>0&&c.every(w=>p.includes(w))});i.
replaceChildren(...l.slice(0,ze).map(n));for(let u of t)u.made.hidden=c.length>0,c.length===0&&u.fill();
let h=l.length>ze?`, of which the first ${ze} stand here`:"";r.textContent=c.length>0?`${l.length} o\
f ${e.length} match${h}.`:""});let a=d("label",{for:s},`Find one of ${e.length} by words`);return d(
"div",{},d("div",{class:"lever"},a,o,r),i)}function li(e,t){let{name:n,meaning:s,unit:o,sources:r}=e,
i=`parameter-${n}`,a=[e.low,e.high],c=d("input",{type:"checkbox",id:i}),l={"aria-describedby":`${i}-\
about`},h={min:x(a[0]),max:x(a[1]),step:"any"},u=d("input",{type:"number",...h,...l,"aria-label":`${s}\
: the number`}),f=d("input",{type:"range",min:0,max:Je,...l,"aria-label":`${s}: slider`}),m=hi(e);c.
addEventListener("change",()=>t(n,c.checked?m:null,!1));let p=E=>t(n,ui(Number(f.value),a),E);f.addEventListener(
"input",()=>p(!0)),f.addEventListener("change",()=>p(!1)),u.addEventListener("change",()=>{let E=_(u.
value,a,!1);if(E===null)return at(u,`a number from ${h.min} to ${h.max}`);Q(u),t(n,E,!1)});let w=r.map(
E=>E.replace(":"," ¶")).join("; "),y=d("div",{class:"bars"}),v=d("small",{class:"own"}),k=d("div",{
class:"lever"},d("label",{for:i},c,` ${s}`),y,u,f,d("small",{id:`${i}-about`},`${o}, ${n}${w?`, afte\
r ${w}`:""}`),v),M;return{made:k,show:(E,F)=>{let Bt=e.by_hand?"The scenario sets it by hand.":"";v.
textContent=F&&E===null?`As ${F} is chosen, futures draw it otherwise.`:Bt,c.checked=E!==null,k.classList.
toggle("set",E!==null);let Ft=E??m;u.value=x(Ft),ct(u),f.value=String(Math.round(Je*Gs(Ft,a))),f.setAttribute(
"aria-valuetext",`${x(Ft)} ${o}`),E!==M&&(M=E,y.replaceChildren(di(e,E)))}}}function hi({value:e,posterior:t,
prior:n}){let[,,s]=t??n;return Number(x(e??s))}function Gs(e,[t,n]){return t>0&&n/t>Hs?Math.log(e/t)/
Math.log(n/t):(e-t)/(n-t)}function ui(e,[t,n]){let s=e/Je,r=t>0&&n/t>Hs?t*(n/t)**s:t+s*(n-t);return Math.
min(n,Math.max(t,Number(x(Number(r.toPrecision(ni))))))}function di(e,t){let n=[e.low,e.high],s=u=>{
let f=Math.min(1,Math.max(0,Gs(u,n)));return he+f*(Ze-2*he)},o=(u,f,m)=>{if(u.length===0)return[];let[
p,w,y,v,k]=u.map(s);return[g("line",{class:m,x1:p,x2:k,y1:f,y2:f,"stroke-width":2}),g("line",{class:m,
x1:w,x2:v,y1:f,y2:f,"stroke-width":7}),g("line",{class:"median",x1:y,x2:y,y1:f-4,y2:f+4})]},{prior:r,
posterior:i=[]}=e,a=t===null?[]:[g("line",{class:"by-hand",x1:s(t),x2:s(t),y1:1,y2:27})],c=[g("line",
{class:"tick",x1:s(n[0]),x2:s(n[1]),y1:29,y2:29}),g("text",{x:he,y:41},b(n[0])),g("text",{x:Ze-he,y:41,
"text-anchor":"end"},b(n[1]))],l=[Ws("prior",r),Ws("posterior",i)].filter(Boolean).join("; "),h=[...o(
r,si,"prior"),...o(i,oi,"posterior"),...a,...c];return A(Ze,44,`${l||"no future draws it"}; ${x(e.low)}\
 to ${x(e.high)} are allowed`,...h)}function Ws(e,t){let[n,s,o,r,i]=t.map(b);return t.length>0?`${e}\
: median ${o}, half from ${s} to ${r}, 90 % from ${n} to ${i}`:""}function Xe(e,t){let n=t.map.names[String(e)];if(n!==void 0)return n===""?null:{title:n};let{blocks:s}=t.
known.actors,[o]=Object.keys(s).filter(a=>s[a]<=e).sort((a,c)=>s[c]-s[a]),r={militias:t.places.militia,
sites:t.map.sites,areas:t.map.areas},i=t.map.holders.slice(1);return{...r,forces:i}[o][e-s[o]]}function qs(e,t,n){
let s=e.known.actions[t.action[n]],[o,r,i]=["actor","target","second"].map(h=>Xe(t[h][n],e)?.title),
a=Object.keys(t).filter(h=>h.endsWith("_killed")).reduce((h,u)=>h+t[u][n],0),c=s.target?[r,i].filter(
h=>h).join(" and "):"";return`${o?`${o}: `:""}${s.short||s.label}${c?`, ${c}`:""}${a>0?` (${a} kille\
d)`:""}`}function Vs(e,t,n){let s=["target","second"].map(r=>Xe(t[r][n],e)?.spot);return(s.some(r=>r)?
s:[Xe(t.actor[n],e)?.spot]).filter(r=>r!==void 0)}var fi=390;function Ks(e,{days:t},n,s,o){let r=e.known.rungs.length-1,i=Math.max(1.2,I(1,e)-I(0,e)),
a=(h,u)=>{let f=I(h,e)+i/2;return g("line",{class:u,x1:f,x2:f,y1:L(1),y2:L(0)})},c=[...dt(e,["0",String(
r)]),a(n,"cursor")];for(let h=0;h<=n;h++){let u=t.rung(h);u>0&&c.push(g("rect",{class:`rung rung${u}`,
x:I(h,e),width:i,y:L(u/r),height:L(0)-L(u/r)}))}if(s>=0){let h=I(s,e)>fi,u=I(s,e)+(h?-4:6);c.push(a(
s,"parting"),g("text",{x:u,y:L(1)+22,class:"over","text-anchor":h?"end":"start"},"they part"))}let l=`\
Rung by day, ${o}, up to ${j(e,n)}: today ${e.known.rungs[t.rung(n)]}`;return A(H,R,l,...c)}async function Ys(e,t,n,s){let o=await Promise.all(n.map(i=>mi(e,t,i,s))),r=pi(e,o[0].log,o[1].log);
return o.forEach((i,a)=>{i.alone=gi(e,i.log,o[1-a].log)}),{run:s,sides:o,parting:r}}async function mi(e,t,{
world:n,plan:s,days:o=e.days},r){let i=Ke(e),[{log:a},{values:c}]=await Promise.all([t({kind:"replay",
run:r,world:n,plan:s,days:o}),t({kind:"evenings",first:r,last:r+1,world:n,plan:s,days:o,words:i})]),
l=new wt(e),h=new Float32Array(e.map.sites.length*o);We(a.day.length,(f,m)=>a[m][f],e,o,h),l.add(c,h,
1);let u=Array.from({length:o},()=>[]);return a.day.forEach((f,m)=>u[f].push(m)),{days:l,log:a,byDay:u,
alone:[]}}function ue(e,t,n){return e.map.what.map(s=>t[s][n]).join()}function pi(e,t,n){let s=Math.
max(t.day.length,n.day.length);for(let o=0;o<s;o++){let r=[t,n].filter(i=>o<i.day.length).map(i=>i.day[o]);
if(r.length===1||ue(e,t,o)!==ue(e,n,o))return Math.min(...r)}return-1}function gi(e,t,n){let s=new Map;
return n.day.forEach((o,r)=>{let i=ue(e,n,r);s.set(i,(s.get(i)??0)+1)}),Array.from(t.day,(o,r)=>{let i=ue(
e,t,r),a=s.get(i)??0;return s.set(i,a-1),a<1})}function zs(e,t,n,s,o){let r=e.map.ends.map(i=>e.known.
outcomes.findIndex(a=>a.name===i));for(let i=1;i<=o;i++){let a=(s+i)%o;if(r.some(c=>t[c][a]!==n[c][a]))
return a}return-1}var wi=[1,2,5,10,25],yi=5,bi=1;function xi(){return matchMedia("(prefers-reduced-motion: reduce)").matches}
var de=class{constructor(t,n,s){this.days=t,this.moved=n,this.next=s,this.day=0,this.timer=0,this.slider=
d("input",{type:"range",min:0,max:t-1,value:0,"aria-label":"day"}),this.speed=d("select",{"aria-labe\
l":"speed"},...wi.map(a=>d("option",{value:a},`${a} days a second`))),this.speed.value=String(xi()?bi:
yi),this.play=this.button("Play",()=>this.timer?this.stop():this.start());let o=this.button("Day bac\
k",()=>this.step(this.day-1)),r=this.button("Day on",()=>this.step(this.day+1)),i=this.button("Next \
event",()=>this.step(this.next(this.day)));this.slider.addEventListener("input",()=>this.step(Number(
this.slider.value))),this.made=d("p",{class:"player"},this.play,o,r,i,this.speed,this.slider)}within(t){
this.days=t,this.slider.max=String(t-1)}button(t,n){let s=d("button",{type:"button"},t);return s.addEventListener(
"click",n),s}get blink(){return this.timer?Math.ceil(Number(this.speed.value)/2):0}start(){this.day>=
this.days-1&&this.go(0),this.play.textContent="Pause";let t=()=>{this.timer=window.setTimeout(t,1e3/
Number(this.speed.value)),this.go(this.day+1),this.day>=this.days-1&&this.stop()};this.timer=window.
setTimeout(t,0)}stop(){clearTimeout(this.timer),this.timer=0,this.play.textContent="Play"}step(t){this.
stop(),this.go(t)}go(t){this.day=Math.max(0,Math.min(this.days-1,t)),this.slider.value=String(this.day),
this.moved(this.day)}};var $i=7,st=["as set","unchanged"],vi="The same future, with the same luck, as set and unchanged. Ri\
ngs flash where something happens; what strikes no site and no area stands in the lines alone. Choos\
e a line or a ring to read why.",fe=class{constructor(t,n,s,o){this.page=t,this.look=n,this.tell=o,this.
stores=[],this.pair=null,this.run=0,this.turn=0,this.player=new de(t.days,r=>this.draw(r),r=>this.nextEvent(
r)),this.maps=st.map(()=>new gt(t)),this.number=d("input",{type:"number",id:"pair",min:0,max:t.runs-
1,step:1,value:0}),this.other=d("button",{type:"button"},"Next pair that ends differently"),this.note=
d("p",{class:"note",role:"status"},"The first pair follows when all futures are in."),this.date=d("p",
{class:"day"}),this.titles=st.map(r=>d("figcaption",{},r)),this.ladders=st.map(()=>d("div",{})),this.
lists=st.map(r=>d("ol",{class:"events","aria-label":`events ${r}`})),this.saves=st.map(()=>["#play .\
map-key","#ladder-key .key"].map(r=>B("",r))),this.key=d("div",{}),this.figures=st.map((r,i)=>this.figure(
i)),this.shown=d("div",{hidden:""},...this.parts()),s.append(d("p",{class:"note"},vi),this.note,this.
shown),this.number.addEventListener("change",()=>this.choose()),this.other.addEventListener("click",
()=>this.seek())}figure(t){let{rungs:n}=this.page.known,s=`Highest rung of each day so far (${n.length-
1}: ${n.at(-1)})`,[o,r]=[this.maps[t].made,this.ladders[t]].map((h,u)=>d("div",{class:"holds"},h,this.
saves[t][u])),i=`pair.${t}`,a=d("button",{type:"button",class:"tell","data-place":i},"Tell this futu\
re");a.addEventListener("click",()=>this.told(t,i));let c=[this.titles[t],o,d("small",{},s),r,this.lists[t],
a],l=d("figure",{},...c);return l.addEventListener("click",h=>{let u=h.target.closest("[data-event]"),
f=Number(u?.getAttribute("data-event"));u&&this.told(t,`pair.${t}.${f}`,f)}),l}told(t,n,s){this.pair!==
null&&this.stores.length>0&&this.tell(this.pair.run,t,n,s)}parts(){let t=d("label",{for:"pair"},"Fut\
ure number"),n=d("p",{class:"player"},t,this.number,this.other),s=d("div",{class:"figures maps"},...this.
figures);return[n,this.player.made,this.date,s,this.key]}hold(){this.turn+=1,this.stores=[],this.player.
stop(),this.shown.classList.add("stale")}show(t,n){this.stores[0]===t&&this.stores[1]===n||(this.stores=
[t,n],this.page=t.page,this.player.within(t.page.days),this.number.max=String(t.page.runs-1),this.load(
Math.min(this.run,t.page.runs-1)))}choose(){let t=Number(this.number.value),n=this.number.value!==""&&
Number.isInteger(t)&&t>=0&&t<this.page.runs;this.number.setCustomValidity(n?"":`a whole number from \
0 to ${this.page.runs-1}`),n?this.load(t):this.number.reportValidity()}seek(){if(this.stores.length===
0)return;let[t,n]=this.stores,s=Math.min(t.have,n.have),o=zs(this.page,t.columns,n.columns,this.run,
s);o>=0?this.load(o):this.note.textContent=`None of ${s} pairs ends differently by what is compared:\
 ${this.compared()}.`}compared(){let{ends:t}=this.page.map;return t.map(s=>this.page.known.outcomes.
find(o=>o.name===s).meaning).join("; ")}async load(t){if(this.stores.length===0)return;this.turn+=1;
let n=this.turn;this.run=t,this.number.value=String(t),this.player.stop();try{let s=await Ys(this.page,
this.look,this.stores,t);n===this.turn&&this.ready(s)}catch(s){if(n!==this.turn)return;this.note.textContent=
`This pair could not be played: ${s instanceof Error?s.message:s}.`}}ready(t){let{page:n}=this,s=this.
stores[0]!==this.stores[1];this.pair=t,this.scale=ie(t.sides.map(o=>o.days)),this.figures[1].hidden=
!s,this.titles[0].textContent=s?st[0]:"nothing set",this.other.toggleAttribute("disabled",!s),this.saves.
flat().forEach(o=>{o.dataset.from=`future ${t.run}`}),this.key.replaceChildren(ce(n,this.scale)),this.
note.textContent=s?ki(n,t):`Future ${t.run}. Nothing is set, so its twin is the same.`,this.shown.hidden=
!1,this.shown.classList.remove("stale"),this.player.go(t.parting>=0?t.parting:n.free)}nextEvent(t){let n=this.
pair===null?[]:this.pair.sides;for(let s=t+1;s<this.page.days;s++)if(n.some(o=>o.byDay[s].length>0))
return s;return this.page.days-1}draw(t){let{page:n,pair:s}=this;if(s===null)return;let o=[t<n.free?
"replayed past":"",t===s.parting?"here they part":""];this.date.textContent=[j(n,t),...o.filter(r=>r!==
"")].join(" – "),this.player.slider.setAttribute("aria-valuetext",this.date.textContent),s.sides.forEach(
(r,i)=>{if(this.figures[i].hidden)return;let a=this.titles[i].textContent;this.maps[i].show(r.days,t,
this.scale,Ye(n,r.days,t,a),this.flashes(r,t)),this.ladders[i].replaceChildren(Ks(n,r,t,s.parting,a)),
this.lists[i].replaceChildren(...this.lines(r,t,i))})}flashes(t,n){return Array.from({length:this.player.
blink+1},(o,r)=>r).filter(o=>o<=n).flatMap(o=>t.byDay[n-o].flatMap(r=>Vs(this.page,t.log,r).map(i=>({
spot:i,age:o,row:r}))))}lines(t,n,s){return t.byDay.slice(0,n+1).flat().slice(-$i).map(r=>{let i=t.log.
day[r],a=t.alone[r]?" (only here)":"",c=`${i===n?"today":""} ${t.alone[r]?"alone":""}`.trim(),l={type:"\
button",class:"line","data-event":r,"data-place":`pair.${s}.${r}`},h=`${j(this.page,i)} ${qs(this.page,
t.log,r)}${a}`;return d("li",{class:c},d("button",l,h))})}scale=null};function ki(e,{run:t,parting:n,
sides:s}){if(n<0)return`Future ${t}: the same events as set and unchanged.`;let o=s.map(({days:a})=>Math.
max(...Array.from({length:e.days},(c,l)=>l<e.free?0:a.rung(l)))),[r,i]=o.map(a=>e.known.rungs[a]);return`\
Future ${t}: they part on ${j(e,n)}. Highest rung as set: ${r}; unchanged: ${i}.`}var Qe=3,Oi=100;function Si(e,t,n,s){let{mean:o,error:r}=lt(t,n,s),i=Math.abs(o)>r,[a,c]=[-1,1].map(
l=>t.reduce((h,u,f)=>h+(Math.sign(u-n[f])===l?1:0),0));return{outcome:e,mean:o,error:r,clear:i,less:a,
more:c,mine:D(t),twin:D(n)}}function bt(e,t){return e.replace(/\{(\w+)\}/g,(n,s)=>t[s])}function Ei({
outcome:e,mean:t,error:n,mine:s,twin:o},r){let i=e.kind==="flag",a=i?Oi:1,c=t>0?"+":"",l=n===0?b(t*a):
X(t*a,n*a);return bt(i?r.chance:r.amount,{topic:e.topic,mine:b(s*a),twin:b(o*a),by:`${c}${l}`,unit:e.
unit})}function Ai({outcome:e,less:t,more:n},s,o){let r=i=>i.toLocaleString("en-GB");return bt(e.kind===
"flag"?o.flag_pairs:o.pairs,{topic:e.topic,less:r(t),more:r(n),same:r(s-t-n),n:r(s)})}function Zs(e,t,n,s){
let{words:o,z95:r}=s,i=e.map((m,p)=>Si(m,t[p],n[p],r)),a=m=>+(m.outcome.name===s.war.outcome),c=i.filter(
m=>m.clear).sort((m,p)=>a(p)-a(m)),l=m=>m.less+m.more===0,h=i.filter(l).map(m=>m.outcome.topic),u=i.
filter(m=>!m.clear&&!l(m)).map(m=>m.outcome.topic),f=[];if(h.length===i.length)return[o.same_all];if(c.
length===0)f.push(o.nothing);else{let m=c.slice(0,Qe).map(p=>Ei(p,o));f.push(bt(o.as_set,{changes:m.
join("; ")})),f.push(Ai(c[0],t[0].length,o))}return c.length>Qe&&f.push(bt(o.also,{topics:c.slice(Qe).
map(m=>m.outcome.topic).join(", ")})),u.length>0&&f.push(bt(o.unmoved,{topics:u.join(", ")})),h.length>
0&&f.push(bt(o.same,{topics:h.join(", ")})),f.push(o.limits),f}var Mi=14,Ti={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};function Li(e,t,n,s){let o=Array.from(
e.keys()).filter(r=>e[r]===t);return o.length===0?-1:o[Math.floor((n+.5)*o.length/s)]}function Js(e,t,n,s){
let o=e.querySelector("svg"),r=Array.from(o.querySelectorAll("[data-side]"));if(r.length===0)return;
o.setAttribute("role","group"),o.classList.add("choosable");for(let[a,c]of r.entries()){let h={role:"\
button",tabindex:"-1","aria-label":_i(t,Number(c.dataset.side),Number(c.dataset.value)),"data-place":`${t.
name}.${a}`};for(let[u,f]of Object.entries(h))c.setAttribute(u,f)}r[0].setAttribute("tabindex","0");
let i=a=>{let{side:c,value:l}=a.dataset,h=r.filter(f=>f.dataset.side===c&&f.dataset.value===l),u=Li(
n[c],Number(l),h.indexOf(a),h.length);u>=0&&s(u,Number(c),a.dataset.place)};o.addEventListener("clic\
k",a=>{let c=Ci(r,a);c&&i(c)}),o.addEventListener("keydown",a=>{if(a.key==="Enter"||a.key===" ")i(a.
target);else if(!Ii(r,a))return;a.preventDefault()})}function Xs(){return document.activeElement?.getAttribute(
"data-place")??null}function me(e){let n=Array.from(document.querySelectorAll("[data-place]")).find(
s=>s.getAttribute("data-place")===e);return n?.focus({preventScroll:!0}),n!==void 0}function _i(e,t,n){
let s=t===0?"as set":"unchanged";return e.kind!=="flag"?`${s}: ${b(n)} ${e.unit}`:`${s}: ${n===1?"it\
 happens":"it does not happen"}`}function Ci(e,{clientX:t,clientY:n}){let s=e.map(r=>{let i=r.getBoundingClientRect();
return Math.hypot(i.x+i.width/2-t,i.y+i.height/2-n)}),o=Math.min(...s);return o<=Mi?e[s.indexOf(o)]:
null}function Ii(e,t){let n={Home:0,End:e.length-1},s=e.indexOf(t.target),o=Ti[t.key],r=n[t.key]??(o===
void 0?void 0:s+o);if(r===void 0)return!1;let i=e[Math.max(0,Math.min(e.length-1,r))];return e[s]?.setAttribute(
"tabindex","-1"),i.setAttribute("tabindex","0"),i.focus(),!0}var xt=50,Ni=["mine","twin"],pe=300,tn=10,Qs=40,en=3,Di=.9,Ri=6.4,Dt=52,nn=14;function to(e,t,n,s,o){
let r=o?[t,n]:[t],i=e.kind==="flag"?Bi(e,r):Fi(e,r),c=(o?ji(e,t,n,s):[["mine","",sn(e,t,s)]]).map(([
h,u,f])=>d("p",{class:h},u,d("b",{},f))),l=d("h3",{},e.heading);return d("article",{class:"card"},l,
i,...c,B(V(t.length)))}function sn(e,t,n){let{mean:s,error:o}=et(e,t,n),r=e.kind==="flag";return s===
0&&r?`none seen, at most ${b(100*o)} %`:o===0?s===0?"none seen":`${b(s)} ${e.unit} in all`:r?rn(s,t.
length,n):`${X(s,o)} ${e.unit}`}function rn(e,t,n){let[s,o]=Te(e,t,n).map(r=>b(100*r));return`${b(100*
e)} % (${s}–${o} %)`}function ji(e,t,n,s){let{mean:o,error:r}=lt(t,n,s),[i,a]=e.kind==="flag"?[100,
"points"]:[1,e.unit],c=r===0?o===0?"none in any future":`${b(o*i)} ${a} in all`:`${o>0?"+":""}${X(o*
i,r*i)} ${a}`;return[["mine","as set ",sn(e,t,s)],["twin","unchanged ",sn(e,n,s)],["apart","differen\
ce ",c]]}function on(e){return e.length>1?`${e[0]} as set, ${e[1]} unchanged`:String(e[0])}function Bi(e,t){
let n=t.map(i=>Math.round(D(i)*xt)),s=n.flatMap((i,a)=>{let c=Ni[a];return Array.from({length:xt},(l,h)=>{
let u={cx:tn+h%25*11.6,cy:10+a*36+Math.floor(h/25)*13,r:4},f=h<i,m={"data-side":a,"data-value":Number(
f)};return g("circle",{...u,...m,class:f?`${c} yes`:"no"})})}),o=`${e.heading}: in ${xt} futures ${on(
n)}`,r=d("p",{class:"count"},`in ${xt} futures: ${on(n)}`);return d("div",{},A(pe,36*t.length,o,...s),
r)}function Fi(e,t){let n=t.map(p=>os(p,xt)),s=Math.min(...n.flat()),o=Math.max(...n.flat()),r=o-s||
1,i=n.map(p=>Pi(p,s,r)),a=Math.max(...i.flatMap(p=>[...p.values()].map(w=>w.length))),c=Math.max(Di,
Math.min(Ri,(Dt-2*en)/a)),l=i.flatMap((p,w)=>Wi(p,w,c)),h=Dt+nn/2,u=[g("text",{x:0,y:h+4},b(s))];o>s&&
u.push(g("text",{x:pe,y:h+4,"text-anchor":"end"},b(o)));let f=on(t.map(p=>b(D(p)))),m=`${e.heading}:\
 ${xt} futures from ${b(s)} to ${b(o)} ${e.unit}, mean ${f}`;return A(pe,n.length*Dt+nn,m,...l,...u)}
function Pi(e,t,n){let s=new Map;for(let o of e){let r=Math.round((o-t)/n*Qs);s.set(r,[...s.get(r)??
[],o])}return s}function Wi(e,t,n){let s=t===0?"mine yes":"twin yes";return[...e].flatMap(([o,r])=>r.
map((i,a)=>{let c=en+a*n,l=t===0?Dt-c:Dt+nn+c;return g("circle",{cx:tn+o/Qs*(pe-2*tn),cy:l,r:en,class:s,
"data-side":t,"data-value":i})}))}function Hi(e){let{top:t,bottom:n}=e.getBoundingClientRect();return n>0&&t<innerHeight}var ge=class{constructor(){
this.waiting=new Map,this.timer=0,addEventListener("beforeprint",()=>this.drawAll())}draw(t,n){let s=[
...t.children];if(s.length!==n.length){for(let r of s)this.waiting.delete(r);t.replaceChildren(...n.
map(r=>r()));return}let o=s.map(Hi);n.forEach((r,i)=>{o[i]?this.replace(s[i],r):this.waiting.set(s[i],
r)}),clearTimeout(this.timer),this.timer=setTimeout(()=>this.drawAll(),250)}replace(t,n){this.waiting.
delete(t),t.replaceWith(n())}drawAll(){for(let[t,n]of this.waiting)this.replace(t,n)}};function eo(e,t){let{levers:n,hypotheses:s,parameters:o={},interventions:r=[],days:i,until:a}=e,c=t.
cases?.find(l=>l.id===Y(e,t));return[...c?[`scenario “${c.title}”`]:[],...a===void 0?[]:[Ui(a)],
...i===void 0?[]:[`${i} days in all`],...Object.entries(n).map(([l,h])=>oe(Gi(l,h,t),t)),...r.map(l=>oe(
l,t)),...Object.entries(s).map(([l,h])=>qi(l,h,t)),...Object.entries(o).map(([l,h])=>Vi(l,h,t))]}function Ui(e){
return e==="none"?"no history is replayed":`history replayed up to ${W(e)}`}function Gi(e,{dose:t,value:n},s){
if(!Array.isArray(n))return{lever:e,dose:t,value:n};let{moved:o}=s.levers.find(r=>r.name===e);return{
lever:e,dose:t,value:o,where:n}}function qi(e,t,n){let{question:s,variants:o}=n.hypotheses.find(i=>i.
name===e),{statement:r}=o.find(i=>i.letter===t);return`“${s}” ${r} (${e}: ${t})`}function Vi(e,t,n){
let{meaning:s}=n.parameters.find(o=>o.name===e);return`${s}: ${x(t)}`}var Ki=300,Yi=[.05,.95];function no(e,t,n,s){let o=Math.min(Ki,s),a=["mean as set, ±",...[`with ${an(
o)} futures`,`with ${an(s)}`],"5 % to 95 % of futures"].map(u=>d("th",{scope:"col"},u)),c=e.shown.map(
u=>{let f=e.known.outcomes.findIndex(m=>m.name===u);return zi(e.known.outcomes[f],e,n.columns[f].subarray(
0,s),o)}),h=`The number of runs blurs a mean; luck and open parameters spread the futures themselves\
.${s<t?` It grows to ${an(t)} futures.`:""}`;return d("table",{class:"sure"},d("caption",{},h),d("th\
ead",{},d("tr",{},...a)),d("tbody",{},...c))}function zi(e,t,n,s){let o=e.kind==="flag",r=[n.subarray(
0,s),n].map(h=>{if(o)return rn(D(h),h.length,t.z95);let{mean:u,error:f}=et(e,h,t.z95);return f>0?X(u,
f):b(u)}),i=n.slice().sort(),a=o?"yes or no":Yi.map(h=>b(Mt(i,h))).join(" to "),c=[...r,a],l=d("th",
{scope:"row"},`${t.headings[e.name]}${o?"":` (${e.unit})`}`);return d("tr",{},l,...c.map(h=>d("td",{},
h)))}function an(e){return e.toLocaleString("en-GB")}function cn(e){return e.toLocaleString("en-GB")}function so({page:e,mine:t,twin:n,n:s},o){let r=e.known.
outcomes.findIndex(l=>l.name===o),[i,a]=[t,n].map(l=>l.columns[r].subarray(0,s)),c={heading:e.headings[o],
topic:e.topics[o]};return{outcome:{...e.known.outcomes[r],...c},values:i,twins:a}}function Zi({page:e,
setting:t},n){let[s,o,r]=["outcome","values","twins"].map(a=>n.map(c=>c[a]));return[...Zs(s,o,r,e).map(
a=>d("p",{},a)),d("p",{class:"note"},`Set: ${eo(t,e).join("; ")}.`)]}function Ji(e,t){let{outcome:n,
place:s,sentence:o}=e.page.war,{values:r,twins:i}=so(e,n),[a,c]=[r,i].map(h=>100*D(h));if(a+c===0)return"";
let l=`${b(a)} % of futures${t?` as set, ${b(c)} % unchanged,`:""}`;return o.replace(s,l)}function Xi({
view:e,setting:t,n},s){let o=n===e.runs?"":`, growing to ${cn(e.runs)}`,r=Jt(t)?", nothing set":", n\
o more set than history and length";return`${cn(n)} futures${s?", each beside its unchanged twin":r}${o}`}
var we=class{constructor(t,n){this.at=t,this.tell=n,this.pictures=new ge,this.days=null}draw(t){let{
at:n}=this,{page:s,view:o,mine:r,twin:i,n:a}=t,c=r!==i,l=s.shown.map(h=>so(t,h));n("as-set").replaceChildren(
...c?Zi(t,l):[]),this.drawOutcomes(l,s.z95,c),this.pictures.draw(n("sure"),[()=>no(s,o.runs,r,a)]),this.
drawDays({...t,n:Math.min(a,1e3)},c),n("war").textContent=Ji(t,c),n("status").textContent=Xi(t,c)}drawOutcomes(t,n,s){
let o=t.map(({outcome:i,values:a,twins:c})=>()=>{let l=to(i,a,c,n,s);return Js(l,i,[a,c],this.tell),
l}),r=Xs();this.pictures.draw(this.at("outcomes"),o),r!==null&&me(r)}drawDays({view:t,mine:n,twin:s,
n:o},r){if(this.days?.store===n&&this.days.n===o)return;this.days={store:n,n:o};let i=t.fans.map((l,h)=>{
let u=t.known.series.find(f=>f.name===l);return()=>as(t,u,n.daily[h],s.daily[h],o)}),a=t.fans.length,
c=[()=>_e(t,r?"as set":"nothing set",n.daily[a],o)];r&&c.push(()=>_e(t,"unchanged",s.daily[a],o)),this.
pictures.draw(this.at("days"),[...i,...c]),this.at("days-runs").textContent=`The first ${cn(o)} futu\
res.`}};function oo(e,t,n){let s=["# Set in a Flashpoint page. The same numbers on the command line, bit for\
 bit:",`#     flashpoint run THIS_FILE --runs ${n} --seed ${t.seed}`,"# A scenario of your own that \
this one extends must lie beside it.",`extends: ${JSON.stringify(t.file)}`,`title: ${JSON.stringify(
t.title_as_set)}`];s.push(...An(e),...ms(e));let o=Ne(e);if(o.length>0){let i=t.interventions.filter(
u=>!o.includes(u.lever)),a=C(e,t),l=[...Object.entries(e.levers).flatMap(([u,f])=>Qi(u,f,a)),...e.interventions??
[]].map(u=>Vn(u,t)),h=[...i.map(u=>u.yaml),...l];s.push("interventions_replace: true"),h.length>0&&s.
push("interventions:",...h.map(u=>`  - ${u}`))}let r=Object.entries(e.hypotheses);return r.length>0&&
s.push(`hypotheses: {${r.map(([i,a])=>`${i}: ${a}`).join(", ")}}`),`${s.join(`
`)}
`}function Qi(e,{dose:t,value:n},s){let o={lever:e,dose:t,value:n,from:s.first_free};if(!Array.isArray(
n))return[o];let{moved:r}=s.levers.find(i=>i.name===e);return n.length>0?[{...o,value:r,where:n}]:[]}
function ro(e,t,n){let s="outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,differ\
ence,difference_error",o=n.known.outcomes.map((r,i)=>{let a=et(r,e[i],n.z95),c=et(r,t[i],n.z95),l=lt(
e[i],t[i],n.z95),h=[e[i].length,...[a,c,l].flatMap(({mean:u,error:f})=>[u,f])];return[...[r.name,r.unit,
r.meaning].map(ta),...h].join(",")});return`${[s,...o].join(`\r
`)}\r
`}function ta(e){return`"${e.replaceAll('"','""')}"`}function $t(e,t,n){let s=URL.createObjectURL(new Blob(
[n],{type:t}));d("a",{href:s,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(s),1e4)}var ea=/\B(?=(\d{3})+$)/g;function S(e,t){return e.replace(/\{(\w+)\}/g,(n,s)=>s in t?String(t[s]):n)}
function io(e,t){let n=Math.abs(e).toFixed(100),s=n.indexOf(".")+1+t,o=/^50*$/.test(n.slice(s)),r=n.
slice(0,s).replace(/\.$/,""),i="02468".includes(r.at(-1)??""),a=o&&i?r:Math.abs(e).toFixed(t);return e<
0?`-${a}`:a}function G(e,t=3){if(e===0)return"0";let n=Number(Math.abs(e).toExponential().split("e")[1]),
s=t-1-n,o=10**Math.max(0,-s),r=io(e/o,Math.max(0,s));return o>1?String(Number(r)*o):r.includes(".")?
r.replace(/0+$/,"").replace(/\.$/,""):r}function Rt(e){return String(Math.trunc(e)).replace(ea,",")}
function T(e,t){return`${Rt(e)} ${t}${e===1?"":"s"}`}function ao(e){let t=100*e;return t===0||t===100?
`${t} %`:t<.01?"< 0.01 %":t>99.9?"> 99.9 %":`${io(t,t>=10&&t<=99?0:t>=1?1:2)} %`}var na=864e5;function co(e,{outcomes:t,log:n},s){let o=Array.from(n.day,(r,i)=>sa(n,i,s));return{run:e,
outcomes:t,events:o}}function sa(e,t,n){let{why:s,known:o}=n,r=Object.fromEntries(Object.entries(e).
map(([a,c])=>[a,c[t]])),i=Object.fromEntries(["actor","target","second"].map(a=>[a,s.names[r[a]]]));
return{...r,...i,event:t,date:new Date(Date.parse(n.start)+r.day*na).toISOString().slice(0,10),action:o.
actions[r.action].label,action_code:r.action,rule:s.rules[r.action],replayed:r.day<n.free,shock_kind:s.
shocks[r.shock_kind]??"",blamed:s.militias[r.blamed]??""}}function z(e,t){let n=oa(e,t);e.actor&&(n=
S(t.event.acts,{...e,what:n})),e.target&&(n=S(e.second?t.event.on_two:t.event.on,{...e,what:n}));let o=t.
details.map(([i,a,c])=>[Math.trunc(e[i]),a,c]).filter(([i])=>i>0).map(([i,a,c])=>`${Rt(i)} ${i===1?a:
c}`);return t.blamed.includes(e.action_code)&&e.blamed!==""&&e.blamed!==e.actor&&o.push(S(t.event.blamed,
e)),o.length>0?S(t.event.with,{what:n,details:o.join(", ")}):n}function oa(e,t){let n=t.instead.find(
([s,o])=>s===e.action_code&&(o===""||e[o]>0));return n?S(n[2],e):e.action}function jt(e,t){let n=e.parent<
0?t.reason.uncaused:S(t.reason.caused,e),[s,o]=[G(e.p),G(e.u)];return S(t.reason[ra(e,t)],{cause:n,rule:e.
rule,p:s,u:o})}function ra(e,t){return e.forced===t.forced.history?"history":e.forced===t.forced.lever?
"lever":e.p>=1?"follows":e.replayed?"drawn_in_past":"drawn"}function ln(e,t){if(t.quiet.includes(e.action_code)&&
e.forced===t.forced.free)return!1;let n=t.dead.reduce((o,r)=>o+e[r],0);return!(t.harmless.includes(e.
action_code)&&n===0)||e.forced===t.forced.history}function vt({events:e},t,n){let s=e.map(o=>n||ln(o,
t));for(let o=e.length-1;o>=0;o--)s[o]&&e[o].parent>=0&&(s[e[o].parent]=!0);return e.filter((o,r)=>s[r]).
map(o=>({event:o.event,date:o.date,depth:Math.min(t.most_indented,o.depth),what:z(o,t),why:jt(o,t)}))}
function ye({run:e,outcomes:t,events:n},s){let{story:o}=s.why,r=c=>S(o.counted,{attacks:T(t[`n_rocke\
t_attacks${c}`],"rocket attack"),dead:T(t[`us_killed${c}`],"American")}),a=n.some(c=>c.replayed)?S(o.
before,{counted:r(s.known.counters.before)}):"";return S(o.head,{run:e,peak_rung:t.peak_rung,counted:r(
""),before:a})}function be({outcomes:e},t){let{outcome:n,sentence:s,place:o}=t.war;return e[n]?s.replace(
o,t.why.story.this_run):""}function ot(e,t){let n=t.why.deadlier.find(([s,o])=>s.includes(e.action_code)&&o.some(r=>e[r]>0));return n?
n[2]:t.known.actions[e.action_code].rung}function ia(e,t){let n=[];for(let s=t;s>=0;s=e[s].parent)n.
unshift(s);return n}function aa(e,t){let n=e.map(o=>o.replayed?0:ot(o,t)),s=Math.max(0,...n);return s===
0?-1:n.indexOf(s)}function ca(e,t,n){return t.filter(o=>e[o].forced===n.forced.free&&e[o].p<1).reduce(
(o,r)=>o<0||e[r].p<e[o].p?r:o,-1)}function la(e,t,[n,s]){return e.length<=n+s?e:e.filter((o,r)=>r<n||
r>=e.length-s||o===t)}function xe({events:e},t){let{why:n}=t,s=aa(e,t);if(s<0)return{head:S(n.worst.
none,t),links:[],luckiest:-1,luck:"",rows:[]};let o=ia(e,s),r=ca(e,o,n),i=la(o,r,n.ends),a=i.map((c,l)=>{
let h=o.indexOf(c)-(l>0?o.indexOf(i[l-1]):-1)-1,u=h>0?S(n.way.between,{links:T(h,"link")}):"",{date:f}=e[c];
return{event:c,between:u,date:f,what:z(e[c],n),why:jt(e[c],n)}});return{...ha(e,o,r,t),links:o,luckiest:r,
rows:a}}function ha(e,t,n,s){let{why:o,known:r}=s,i=e[t[t.length-1]],a=i.action_code===o.war[1]?o.way:
{...o.way,...o.worst},c=S(a.head,{day:i.date,links:T(t.length,"link"),rung:`${ot(i,s)}, ${r.rungs[ot(
i,s)]}`}),l=n<0?"":ao(e[n].p),h=n<0?o.way.no_luck:S(a.luck,{event:n,chance:l});return{head:c,luck:h}}var ua=1e-12;function ho(e,t,n){let s=[e,t].map(({events:l})=>l.map(h=>JSON.stringify(n.what.map(u=>h[u])))),
o=Math.min(s[0].length,s[1].length),r=0;for(;r<o&&s[0][r]===s[1][r];)r++;let i=l=>Math.abs(e.events[l].
p-t.events[l].p)>ua,a=Array.from({length:r},(l,h)=>h).findIndex(i),c=Object.keys(n.compared).filter(
l=>e.outcomes[l]!==t.outcomes[l]);return{shared:r,leaning:a,sides:[lo(e.events,s[0],s[1],r),lo(t.events,
s[1],s[0],r)],outcomes:c.map(l=>[l,e.outcomes[l],t.outcomes[l]])}}function lo(e,t,n,s){let o=new Map;
for(let c of n.slice(s))o.set(c,(o.get(c)??0)+1);let r=[];for(let c=s;c<t.length;c++){let l=o.get(t[c])??
0;l>0?o.set(t[c],l-1):r.push(c)}let i=r[0]===s?s:-1,a=da(e,i);return{first:i,alone:r,follow:r.filter(
c=>a.has(c))}}function da(e,t){let n=new Set(t<0?[]:[t]);for(let s=t+1;t>=0&&s<e.length;s++)n.has(e[s].
parent)&&n.add(s);return n.delete(t),n}function uo({shared:e,sides:t},n,s){return t.every(o=>o.alone.
length===0)?S(s.parting.same,{run:n,events:T(e,"event")}):S(s.parting.part,{run:n,events:T(e,"shared\
 event")})}function fo(e,t,n,s){let{events:o}=e[n],{first:r}=t[n];if(r>=0){let l=o[r],h={date:l.date,
what:z(l,s),why:jt(l,s)};return S(s.parting.first,h)}let i=t[1-n].first,a=i<0?void 0:fa(o,e[1-n].events[i])?.
date,c=a===void 0?"":S(s.parting.until,{date:a});return S(s.parting.nothing,{until:c,missed:""})}function fa(e,t){
let n=s=>["action","actor","target"].every(o=>s[o]===t[o]);return e.slice(t.event).find(n)}function mo({
leaning:e},t,n){if(e<0)return"";let[s,o]=t.map(({events:i})=>G(i[e].p)),r=t[0].events[e];return S(n.
parting.leaning,{date:r.date,what:z(r,n),p:s,q:o})}function po({first:e,alone:t,follow:n},s){if(t.length===
0)return s.parting.none_alone;let o=n.length,r=e<0?"":S(s.parting.caused,{n:o,follow:o===1?"follows":
"follow"});return S(s.parting.alone,{events:T(t.length,"event"),caused:r})}var q=["as set","unchanged"],ma="peak_rung";function pa(e,t){let n=e.reduce((o,r)=>Math.max(o,r),0);
if(n===0)return-1;let s=e.subarray(t+1).indexOf(n);return s>=0?t+1+s:e.indexOf(n)}var $e=class{constructor(t,n,s,o){
this.page=t,this.stores=n,this.open=s,this.refuse=o;let r=t.runs-1,i={type:"number",id:"why-run",min:0,
max:r,step:1,value:0,required:""};this.number=d("input",i),this.choice=go("why-side",q.map((c,l)=>[String(
l),c])),this.wanted=go("why-wanted",ga(t));let a=d("button",{type:"button"},"Next such future");a.addEventListener(
"click",()=>this.next()),this.made=d("form",{class:"choose","aria-label":"Choose a future"},hn("why-\
run",`Future number (0 to ${r.toLocaleString("en-GB")})`,this.number),hn("why-side","side",this.choice,
d("button",{type:"submit"},"Tell it")),hn("why-wanted","or one with",this.wanted,a)),this.made.addEventListener(
"submit",c=>{c.preventDefault(),this.open(Number(this.number.value),this.side)})}get side(){return Number(
this.choice.value)}show(t,n){this.number.value=String(t),this.choice.value=String(n)}next(){let{outcomes:t}=this.
page.known,n=t.findIndex(r=>r.name===this.wanted.value),s=this.stores()[this.side],o=pa(s.columns[n].
subarray(0,s.have),Number(this.number.value));o>=0?this.open(o,this.side):this.refuse(`None of ${T(s.
have,"future")} ${q[this.side]}.`)}};function ga(e){let n=e.known.outcomes.filter(o=>o.kind==="flag").
map(o=>o.name),s=Object.entries(e.why.compared).filter(([o])=>n.includes(o));return[[ma,"The highest\
 rung seen"],...s]}function go(e,t){let n=t.map(([s,o])=>d("option",{value:s},o));return d("select",
{id:e},...n)}function hn(e,t,...n){return d("span",{class:"buttons"},d("label",{for:e},t),...n)}function wo(e,t,n){let s=d("h4",{},"Where it parts from its twin");if(e.length===1)return[s,d("p",{class:"\
note"},"Nothing is set, so this future and its twin are one. Move a lever, and tell it anew.")];let{
why:o}=n,r=ho(e[0],e[1],o),i=r.sides.every(l=>l.alone.length===0),a=mo(r,e,o),c=[s,d("p",{},uo(r,t,o))];
return a!==""&&c.push(d("p",{},a)),i||c.push(...q.map((l,h)=>wa(e,r,h,o))),r.outcomes.length>0?c.push(
ya(r,n)):c.push(d("p",{class:"note"},"Both end alike in every headline outcome.")),c}function wa(e,{
sides:t},n,s){let o=new Set(t[n].alone),r=vt(e[n],s,!1).filter(({event:f})=>o.has(f)),i=r.slice(0,s.
most).map(({event:f,date:m,what:p,why:w})=>{let y=t[n].follow.includes(f)?" follows":"";return d("li",
{class:y.trim()},`${m} ${p}`,d("small",{},`#${f}: ${w}`))}),a=r.length-i.length;a>0&&i.push(d("li",{
class:"between"},`… and ${a} more that ${a===1?"matters":"matter"}`));let c=n===0?"mine":"twin",l=d(
"ol",{class:"way"},...i),h=d("summary",{},`Only ${q[n]}: ${po(t[n],s)}`),u=d("p",{class:c},d("b",{},
`${q[n]}: `),fo(e,t,n,s));return i.length===0?d("div",{},u,d("p",{},h.textContent??"")):d("div",{},u,
d("details",{},h,l))}function ya({outcomes:e},t){let n=i=>d("td",{},G(i,6)),s=e.map(([i,a,c])=>{let{
unit:l}=t.known.outcomes.find(u=>u.name===i),h=d("th",{scope:"row"},`${t.why.compared[i]} (${l})`);return d(
"tr",{},h,n(a),n(c))}),o=["",...q].map(i=>d("th",{scope:"col"},i)),r=d("caption",{},"Outcomes that d\
iffer");return d("table",{},r,d("thead",{},d("tr",{},...o)),d("tbody",{},...s))}var yo=5,bo=" ".repeat(19);function xo(e,t,n){let{why:s}=t,o=vt(e,s,n),r=e.events.length-o.length,i=o.
flatMap(l=>[`${`#${l.event}`.padStart(yo)}  ${l.date}  ${"  ".repeat(l.depth)}${l.what}`,`${bo}${l.why}`]),
a=[r>0?S(s.story.left_out,{n:r}):"",be(e,t)];return`${[...ba(e,t),ye(e,t),...i,...a.filter(l=>l!=="")].
join(`
`)}
`}function ba(e,t){let[n]=t.why.war;if(!e.outcomes[n])return[];let s=xe(e,t),o=s.rows.flatMap(({event:r,
between:i,date:a,what:c,why:l})=>{let h=r===s.luckiest?t.why.way.luckiest:"",u=[`${`#${r}`.padStart(
yo)}  ${a}  ${c}`,`${bo}${l}${h}`];return i===""?u:[i,...u]});return[s.head,...o,s.luck]}var xa=34,$a=["us_killed","partner_killed","iraqi_killed","fighters_killed","iranian_killed"],va=50,
ka=2,$o=8,Oa=6.1,un=12;function dn(e){return $a.reduce((t,n)=>t+e[n],0)}function fn(e,t){let n=ot(e,
t);return n>=ka?n+Math.min(.9,dn(e)/va):t.why.weights[e.action_code]??0}function vo(e,t,n,s){if(s)return e.
map(a=>a.event);let o=e.filter(a=>ln(a,n.why)).map(a=>a.event),r=new Map(o.map(a=>[a,fn(e[a],n)])),i=o.
slice().sort((a,c)=>(r.get(c)??0)-(r.get(a)??0)||a-c);return[...new Set([...t,...i.slice(0,xa)])].sort(
(a,c)=>a-c)}function ko(e,t,n){let s=e[t].parent;for(;s>=0&&!n.has(s);)s=e[s].parent;return{cause:s,
isNext:s===e[t].parent}}function Oo(e,t){let{lanes:n,titles:s}=t.why,o=[...new Set(e.map(l=>l.actor))],
r=l=>o.filter(h=>Sa(h,t)===l),i=n.flatMap(([l,h,u])=>{let f=h.filter(p=>o.includes(p)),m=u?r(l).map(
p=>({title:s[p]??p,actors:[p]})):[];return f.length>0?[...m,{title:l,actors:f}]:m}),a=i.flatMap(l=>l.
actors),c=o.filter(l=>!a.includes(l));return[...i,...c.map(l=>({title:s[l]??l,actors:[l]}))]}function Sa(e,t){
let{lanes:n,militias:s,names:o}=t.why;if(s.includes(e))return n.find(([,a])=>a.includes("militias"))[0];
let r=t.known.actors.blocks.forces;return Object.entries(o).some(([a,c])=>c===e&&Number(a)>=r)?n.find(
([,a])=>a.includes("forces"))[0]:""}function So(e,t){let n=new Map;for(let s of e){let o=`${s.row} ${s.
x}`;n.set(o,[...n.get(o)??[],s])}for(let s of n.values()){let o=Math.min(s[0].x,t-(s.length-1)/2*$o);
s.forEach((r,i)=>{r.x=o+(i-(s.length-1)/2)*$o})}}function Eo(e,t,{left:n,right:s}){let o=t.map(({x:r,
y:i})=>({x:r-5,y:i-5,width:10,height:10}));return e.flatMap(({node:r,text:i})=>{let a=i.length*Oa,c=[
r.x-4,r.x-a+4,r.x-a/2],h=[-9-un,7].flatMap(u=>c.map(f=>({x:f,y:r.y+u,width:a,height:un}))).find(u=>u.
x>=n&&u.x+a<=s&&!o.some(f=>Ea(u,f)));return h?(o.push(h),[{node:r,text:i,x:h.x,y:h.y+un-3}]):[]})}function Ea(e,t){
return e.x<t.x+t.width&&t.x<e.x+e.width&&e.y<t.y+t.height&&t.y<e.y+e.height}var kt=940,rt=142,mn=14,pn=18,gn=46,Ao=20,Aa=3,Ma=864e5,Ta=12,La=22,_a=12;function Mo({run:e,events:t},{
links:n,luckiest:s},o,r){let i=vo(t,n,o,r),a=Oo(i.map(p=>t[p]),o),c=Ca(t,o),l=pn+a.length*gn+Ao,h=Ia(
i.map(p=>t[p]),a,c,o),u=`Causal tree of future ${e}: ${i.length} of ${T(t.length,"event")}, ${n.length}\
 of them on the way to the highest rung. The lines below tell them one by one.`,f=[...Na(a,c,l,o),...ja(
t,h,n),...Fa(h,n).map(p=>Pa(p,t[p.event],n,o)),...Wa(t,h,n,s,o)],m=A(kt,l,u,...f);return d("div",{class:"\
tree",tabindex:0,role:"group","aria-label":"Causal tree"},m)}function Ca(e,t){return e.some(s=>s.action_code===
t.why.war[1])?Math.min(t.days,Math.max(...e.map(s=>s.day))+Aa):t.days}function wn(e,t){return rt+e/Math.
max(1,t-1)*(kt-rt-mn)}function Ia(e,t,n,s){let o=e.map(r=>{let i=t.findIndex(({actors:l})=>l.includes(
r.actor)),[a,c]=[wn(r.day,n),pn+(i+.5)*gn];return{event:r.event,rung:ot(r,s),row:i,x:a,y:c}});return So(
o,kt-mn),o}function Na(e,t,n,s){let[o,r]=[n-Ao,kt-mn],i=Math.min(s.free,t),a=e.flatMap(({title:c},l)=>{
let h=pn+(l+.5)*gn,u=Da(c),f=u.map((m,p)=>g("text",{x:0,y:h+4+(p-(u.length-1)/2)*_a,class:"lane"},m));
return[g("line",{class:"track",x1:rt,x2:r,y1:h,y2:h}),...f]});if(i>0){let c=wn(i,t)-rt;a.unshift(g("\
rect",{class:"past",x:rt,y:0,width:c,height:o})),c>80&&a.push(g("text",{x:rt+4,y:12},"replayed past"))}
return[...a,...Ra(t,o,s)]}function Da(e){return e.split(" ").reduce((t,n)=>{let s=`${t.at(-1)??""} ${n}`.
trim();return s.length>La?[...t,n]:[...t.slice(0,-1),s]},[])}function Ra(e,t,n){let o=[...Array.from(
{length:e},(i,a)=>new Date(Date.parse(n.start)+a*Ma)).entries()].filter(([i,a])=>a.getUTCDate()===1||
i===0&&e<31),r=Math.ceil(o.length/Ta);return o.filter((i,a)=>a%r===0).flatMap(([i,a])=>{let c=wn(i,e),
l=a.toLocaleString("en-GB",{month:"short",year:"2-digit",timeZone:"UTC"});return[g("line",{class:"mo\
nth",x1:c,x2:c,y1:0,y2:t+4}),g("text",{x:Math.min(c,kt-44),y:t+15},l)]})}function ja(e,t,n){let s=new Map(
t.map(i=>[i.event,i])),o=new Set(s.keys());return t.flatMap(i=>{let{cause:a,isNext:c}=ko(e,i.event,o),
l=s.get(a);if(!l)return[];let h=n.includes(i.event);return[{onTheWay:h,line:g("path",{class:`link${h?
" way":""}${c?"":" over"}`,d:Ba(l,i)})}]}).sort((i,a)=>Number(i.onTheWay)-Number(a.onTheWay)).map(({
line:i})=>i)}function Ba(e,t){let n=(...o)=>o.map(r=>r.toFixed(1)).join(" ");if(e.row===t.row){let o=e.
y-Math.min(18,6+(t.x-e.x)/6);return`M${n(e.x,e.y)}Q${n((e.x+t.x)/2,o,t.x,t.y)}`}let s=Math.max(8,Math.
min(40,Math.abs(t.x-e.x)/2));return`M${n(e.x,e.y)}C${n(e.x+s,e.y,t.x-s,t.y,t.x,t.y)}`}function Fa(e,t){
let n=({event:s})=>Number(t.includes(s));return e.slice().sort((s,o)=>n(s)-n(o)||s.rung-o.rung)}function Pa({
event:e,rung:t,x:n,y:s},o,r,i){let a=3.5+t*.45,c=`node rung${t}${r.includes(e)?" way":""}`,l=g("titl\
e",{},`#${e}  ${o.date}  ${z(o,i.why)}`),h={class:c,"data-event":e};if(o.forced===i.why.forced.free)
return g("circle",{...h,cx:n,cy:s,r:a},l);let u={x:n-a,y:s-a,width:2*a,height:2*a};return g("rect",{
...h,...u},l)}function Wa(e,t,n,s,o){let r=({event:a})=>(a===s?200:n.includes(a)?100:0)+fn(e[a],o),i=t.
filter(a=>r(a)>0).sort((a,c)=>r(c)-r(a)).map(a=>({node:a,text:Ha(e[a.event],a.event===s,o)}));return Eo(
i,t,{left:rt,right:kt}).map(({node:a,text:c,x:l,y:h})=>{let u=n.includes(a.event)?"label way":"label";
return g("text",{class:u,x:l.toFixed(1),y:h.toFixed(1)},c)})}function Ha(e,t,n){let s=dn(e),o=e.shock_kind||
n.known.actions[e.action_code].short;return`${t?"★ ":""}${o}${s>0?`, ${Rt(s)} dead`:""}`}var Ua=.5,Ga=.8,ve=class{constructor(t,n,s,o,r){this.page=n,this.look=s,this.stores=o,this.save=r,this.
asked=0,this.everything=!1,this.shown=null,this.back=null,this.failure=d("p",{class:"bad",role:"aler\
t"}),this.stale=d("p",{class:"note",role:"status"}),this.body=d("div",{class:"told card",role:"regio\
n","aria-labelledby":"why-title",hidden:""}),this.body.addEventListener("keydown",a=>{a.key==="Escap\
e"&&this.close()});let i=d("p",{class:"note"},"Choose a dot above, or a number: the page replays tha\
t future and tells what happened, what caused it, and by what luck. One future is an example of how \
things hang together, not a forecast.");this.form=new $e(n,o,(a,c)=>this.open(a,c,null),a=>this.fail(
a)),t.append(d("h2",{id:"why-head"},"Why: one future told"),i,this.form.made),t.append(this.failure,
this.stale,this.body)}async open(t,n,s,o=-1){let r=++this.asked,i=this.stores(),a=[...new Set(i)];try{
let c=a.map(({world:u,plan:f,days:m})=>this.look({kind:"replay",run:t,world:u,plan:f,days:m})),l=await Promise.
all(c);if(r!==this.asked)return;this.page=i[0].page;let h=l.map(u=>co(t,u,this.page));this.shown={stories:h,
side:Math.min(n,h.length-1),run:t,stores:i},this.back=s,this.everything=!1,this.failure.textContent=
"",this.form.show(t,n),this.draw(),this.check(),o<0?this.goTo("why-title"):this.unfold(o)}catch(c){if(r!==
this.asked)return;let l=c instanceof Error?c.message:String(c);this.fail(`Future ${t} cannot be told\
: ${l}.`)}}fail(t){this.failure.textContent=`${t}${this.shown?" Below stands the last one told.":""}`}check(){
let t=this.shown!==null&&this.stores().some((n,s)=>n!==this.shown?.stores[s]);this.stale.textContent=
t?"What is set has changed since this future was told. “Tell it” tells it anew.":"",this.body.classList.
toggle("outdated",t)}close(){this.body.setAttribute("hidden",""),this.shown=null,this.stale.textContent=
"",(this.back===null||!me(this.back))&&this.form.number.focus()}goTo(t){let n=this.body.querySelector(
`#${t}`);n.scrollIntoView({block:"start"}),n.focus({preventScroll:!0})}draw(){if(this.shown===null)return;
let{stories:t,side:n,run:s}=this.shown,o=t[n],{page:r}=this,i=t.length>1?q[n]:"nothing set",a=`futur\
e ${s}, ${i}`,c=d("h3",{id:"why-title",tabindex:-1},`Future ${s}, ${i}`),l=xe(o,r);this.body.replaceChildren(
d("div",{class:"title"},c,this.buttons(o)),d("p",{},ye(o,r)),d("p",{class:"note"},be(o,r)),...Va(l,o),
this.picture(o,l,a),this.lines(o),...wo(t,s,r)),this.body.removeAttribute("hidden"),qa(this.body)}buttons(t){
let n=d("button",{type:"button"},"Download as text");n.addEventListener("click",()=>{this.save(`futu\
re_${t.run}.txt`,"text/plain",xo(t,this.page,this.everything))});let s=d("button",{type:"button"},"C\
lose");return s.addEventListener("click",()=>this.close()),d("span",{class:"buttons"},n,s)}picture(t,n,s){
let o=Mo(t,n,this.page,this.everything);o.addEventListener("click",l=>{let h=l.target.closest("[data\
-event]");h&&this.unfold(Number(h.getAttribute("data-event")))});let r=d("p",{class:"note tree-key"},
"Bold: the way to the highest rung; ★ its luckiest draw. Circles were drawn by chance or follow by t\
hemselves, squares are coded history or ordered. A broken link leaves out events between. Colours ar\
e rungs."),i=d("p",{class:"note"},"A click on a node unfolds its line below."),a=d("div",{class:"hol\
ds"},o,B(s,"#why .key, #why .tree-key")),c=d("h4",{},"Who caused what");return d("section",{},c,this.
toggle(t),a,Yt(this.page.known.rungs),r,i)}toggle(t){let n=d("input",{type:"checkbox",id:"why-all"});
n.checked=this.everything,n.addEventListener("change",()=>{this.everything=n.checked,this.draw(),this.
body.querySelector("#why-all").focus({preventScroll:!0})});let s=`show everything (${T(t.events.length,
"event")})`;return d("p",{},n,d("label",{for:"why-all"},` ${s}`))}lines(t){let n=vt(t,this.page.why,
this.everything),s=n.map(({event:c,date:l,depth:h,what:u,why:f})=>{let m=d("time",{datetime:l},l),p=d(
"summary",{},m,` ${u}`),w=d("details",{"data-line":c},p,d("p",{class:"note"},`#${c}: ${f}`));return d(
"li",{class:`deep${h}`},w)}),o=t.events.length-n.length,r=o>0?`${T(o,"harmless or idle event")} left\
 out; “show everything” has them.`:"",i=d("ol",{class:"story"},...s),a=d("h4",{},"Its story, eac\
h line under its cause");return d("section",{},a,i,d("p",{class:"note"},r))}unfold(t){let n=()=>this.
body.querySelector(`[data-line="${t}"]`);n()||(this.everything=!0,this.draw());let s=n();s.setAttribute(
"open","");let o=s.querySelector("summary");o.scrollIntoView({block:"center"}),o.focus({preventScroll:!0})}};
function qa(e){let t=e.querySelector(".tree"),n=Array.from(t.querySelectorAll(".node.way")).at(-1);if(!n)
return;let[s,o]=[t,n].map(r=>r.getBoundingClientRect());t.scrollLeft+=o.right-(s.left+s.width*Ga)}function Va(e,{
events:t}){let n=e.rows.flatMap(({event:a,between:c,date:l,what:h,why:u})=>{let f=a===e.luckiest?[d(
"b",{}," ★ luckiest draw")]:[],m=d("li",{},`${l} ${h}`,...f,d("small",{},`#${a}: ${u}`));return c===
""?[m]:[d("li",{class:"between"},c.trim()),m]}),s=e.luckiest<0?1:t[e.luckiest].p,o=s<Ua?` (1 in ${G(
1/s,2)})`:"",i=[d("h4",{},e.links.length>0?"How it came to the worst":"Quiet"),d("p",{},e.head)];return n.
length>0&&i.push(d("ol",{class:"way"},...n)),e.luck!==""&&i.push(d("p",{class:"luck"},e.luck.replace(
" that day.",`${o} that day.`))),i}var Ka=100,Lo=500,Ya=[Lo,1e3,2500,5e3];function $(e){return document.getElementById(e)}function To(e){
$(e).scrollIntoView(),$(e).focus({preventScroll:!0})}var yn=class{constructor(t,n){let{page:s,parts:o}=t.
base;this.cases=t,this.page=s,this.setting=_t(),this.view=C(this.setting,s),this.twinLink="",this.controls=
new Map,this.drawn=0,this.timer=0,this.moved=this.begun=0,this.dragging=this.passed=!1;let r=$("scri\
pt").textContent??"";this.futures=new ee(s,{module:n,page:s,parts:o},r,()=>this.progress(),c=>this.fail(
c)),this.twin=this.mine=this.store(ke(this.setting,s));let i=c=>this.futures.look(c);this.why=new ve(
$("why"),s,i,()=>[this.mine,this.twin],$t),this.results=new we($,(c,l,h)=>this.why.open(c,l,h));let a=(c,l,h,u)=>this.
why.open(c,l,h,u);this.closer=[new le(s,i,$("map")),new fe(s,i,$("play"),a)]}store(t){let{page:n,parts:s}=this.
cases.of(Y(t,this.page)),[o,r]=[gs(s.world,t,n),ws(s.plan,t,n)];return new Xt(C(t,n),o,r)}begin(){let t=n=>this.
change({..._t(),...this.caseSet(n)},!1);this.showCase=hs(this.cases,$("cases"),t),this.page=this.cases.
named("").page,this.readLink(),clearTimeout(this.timer),this.simulate(!1),this.buildControls(),this.
showSetting(),addEventListener("hashchange",()=>this.readLink()),$("reset").addEventListener("click",
()=>this.change({..._t(),...this.caseSet(this.page.case)},!1)),$("to-levers").addEventListener("clic\
k",()=>To("settings")),$("to-pictures").addEventListener("click",()=>To("pictures")),$("scenario").addEventListener(
"click",()=>this.saveScenario()),$("table").addEventListener("click",()=>this.saveTable()),$("extend\
ed").addEventListener("click",()=>this.saveExtended()),ns(()=>({title:this.drawnTitle,seed:this.page.
seed,link:this.drawnLink}),$t,n=>$("complaint").textContent=n)}caseSet(t){return t===Y({},this.page)?
{}:{case:t}}showCase(t){}turnTo(t){if(t!==this.page&&(this.page=t,this.panels.length!==0)){this.controls.
clear();for(let n of["levers","hypotheses","branch","interventions","parameters","sources","ladder-k\
ey"])$(n).replaceChildren();this.buildControls()}}buildControls(){let{page:t}=this;for(let[r,i]of Object.
entries(t.groups)){let c=t.levers.filter(h=>h.name.split(".")[0]===r).filter(h=>h.table==="world"||t.
places[h.table].length>0);if(c.length===0)continue;let l=c.map(h=>this.keep(h.name,xs(h,t,(u,f,m)=>this.
setLever(u,f,m))));$("levers").append(d("details",{},d("summary",{},`${i} (${l.length})`),...l))}let n=t.
hypotheses.map(r=>this.keep(r.name,$s(r,(i,a)=>this.setVariant(i,a))));$("hypotheses").append(...n);
let s=(r,i)=>this.change({...this.setting,...r},i);this.panels=[Kn,_s,Us].map(r=>r(t,$,s));let o=Object.
entries(t.sources).map(([r,i])=>d("li",{},`${r}: ${i}`));$("sources").append(...o),$("ladder-key").append(
Yt(t.known.rungs))}panels=[];keep(t,n){return this.controls.set(t,n),n.made}setLever(t,n,s){let o={...this.
setting.levers};n===null?delete o[t]:o[t]=n,this.change({...this.setting,levers:o},s)}setVariant(t,n){
let s={...this.setting.hypotheses,[t]:n};n===this.page.hypotheses.find(o=>o.name===t).chosen&&delete s[t],
this.change({...this.setting,hypotheses:s},!1)}readLink(){let t=location.hash.slice(1);if(!(t===U(this.
setting)&&this.futures.goal>0))try{this.change(bs(t,this.cases.named(t).page),!1,!1),$("complaint").
textContent=""}catch(n){if(!(n instanceof N))throw n;this.futures.goal===0&&this.change(this.setting,
!1,!1),$("complaint").textContent=`The link says ${n.message}. All of it is left aside.`}}change(t,n,s=!0){
this.turnTo(this.cases.of(Y(t,this.page)).page);let o=Re(t,this.page),r=U(t)===U(this.setting);o!==null?
$("refused").textContent=`Not taken: ${o}.`:r||($("refused").textContent=""),o===null&&(this.setting=
t),this.showSetting(),o===null&&(this.moved=performance.now(),s&&($("complaint").textContent=""),s&&
!n&&history.replaceState(null,"",`#${U(t)}`),clearTimeout(this.timer),this.passed=n&&this.inWork(),!this.
passed&&(n?this.simulate(!0):this.timer=setTimeout(()=>this.simulate(!1))))}showSetting(){let t=C(this.
setting,this.page);this.showCase(this.page.case);for(let[n,s]of this.controls)s.show(this.shown(n));
for(let n of this.panels)n(this.setting,t);$("extended").hidden=!this.page.file_text,$("counted").textContent=
t.counted,$("reset").toggleAttribute("disabled",Jt(this.setting))}inWork(){return this.dragging&&this.
drawn<this.futures.goal}shown(t){let n=this.page.hypotheses.find(s=>s.name===t);return n?this.setting.
hypotheses[t]??n.chosen:this.setting.levers[t]??null}simulate(t){let n=ke(this.setting,this.cases.base.
page),[s,o]=[U(this.setting),U(n)];this.begun=this.moved,this.dragging=t,this.passed=!1;try{let i=o===
this.twinLink?this.twin:this.store(n),a=s===this.link?this.mine:null,c=s===o?i:a??this.store(this.setting);
[this.mine,this.twin,this.twinLink]=[c,i,o]}catch(i){this.fail(i instanceof Error?i.message:String(i));
return}if(s!==this.link){this.drawn=0;for(let i of this.closer)i.hold()}this.link=s,this.view=C(this.
setting,this.page),$("failure").textContent="";let r=t?Math.min(Lo,this.view.runs):this.view.runs;this.
futures.ask([...new Set([this.mine,this.twin])],r),this.progress()}link;progress(){let t=Math.min(this.
mine.have,this.twin.have),{runs:n}=this.view;if(t>=n)for(let r of this.closer)r.show(this.mine,this.
twin);let s=[...Ya.filter(r=>r<n),n];this.everDrawn||s.unshift(Ka);let o=s.filter(r=>r<=t).at(-1)??0;
o<=this.drawn||(this.drawn=o,this.everDrawn=!0,this.draw(o),this.passed&&!this.inWork()&&this.simulate(
!0))}everDrawn=!1;drawnLink="";drawnTitle="";draw(t){[this.drawnLink,this.drawnTitle]=[this.link??"",
this.page.title];let{page:n,view:s,setting:o,mine:r,twin:i}=this;this.results.draw({page:n,view:s,setting:o,
mine:r,twin:i,n:t}),this.why.check(),$("status").dataset.took=String(Math.round(performance.now()-this.
begun)),$("status").dataset.futures=String(t)}fail(t){$("failure").textContent=`The simulation stopp\
ed: ${t}. The pictures are the last good ones.`}saveScenario(){$t("as_set.yaml","application/yaml",oo(
this.setting,this.page,C(this.setting,this.page).runs))}saveExtended(){$t(this.page.file,"applicatio\
n/yaml",this.page.file_text)}saveTable(){let t=this.drawn,[n,s]=[this.mine,this.twin].map(o=>o.columns.
map(r=>r.subarray(0,t)));t>0&&$t("outcomes.csv","text/csv",ro(n,s,this.page))}};async function za(){
try{let e=JSON.parse($("told").textContent??"");if(e.no_simulation){$("failure").textContent=`This p\
age does not simulate: ${e.no_simulation}.`;return}document.body.classList.add("live"),$("still").removeAttribute(
"open");let t=await zn($("block").textContent??"",e.parts),n=await WebAssembly.compile(t.kernel);$("\
spread").textContent=e.spread,new yn(new zt(e,t),n).begin()}catch(e){document.body.classList.remove(
"live"),$("still").setAttribute("open","");let t=e instanceof Error?e.message:e;$("failure").textContent=
`This browser cannot simulate here: ${t}. It takes one of 2023 or newer; words, table and figures ar\
e of runs made before.`}}typeof document>"u"?As(self):za();
