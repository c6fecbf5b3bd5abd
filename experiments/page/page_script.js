// Bundled by `make page-script` from modules cc9b6145652a7ecb796a
var $o="http://www.w3.org/2000/svg",dn=new Map;function d(n,t,...e){return fn(document.createElement(
n),t,e)}function g(n,t,...e){return fn(document.createElementNS($o,n),t,e)}function fn(n,t,e){for(let[
s,o]of Object.entries(t))n.setAttribute(s,String(o));return n.append(...e),n}function A(n,t,e,...s){
return g("svg",{viewBox:`0 0 ${n} ${t}`,role:"img","aria-label":e},...s)}function b(n){if(!Number.isFinite(
n))return"–";let t=Math.abs(n),e=t>=100||n===0?0:t>=10?1:2;return ge(n,e,0)}function q(n){return`${n.
toLocaleString("en-GB")} futures`}function V(n,t){let e=Math.max(0,Math.min(6,1-Math.floor(Math.log10(
t))));return`${ge(n,e,e)} ± ${ge(t,e,e)}`}function ge(n,t,e){let s=`${t} ${e}`,o={maximumFractionDigits:t,
minimumFractionDigits:e},r=dn.get(s)??new Intl.NumberFormat("en-GB",o);return dn.set(s,r),r.format(n).
replace("-","−")}function F(n){return n.reduce((t,e)=>t+e,0)/n.length}function mn(n,t){let e=n.length,s=F(n),o=n.reduce(
(r,i)=>r+(i-s)**2,0);return e>1?t*Math.sqrt(o/(e-1))/Math.sqrt(e):1/0}function vo(n,t,e){let s=e*e,o=(n+
s/(2*t))/(1+s/t),r=e/(1+s/t)*Math.sqrt(n*(1-n)/t+s/(4*t*t));return Math.max(n-(o-r),o+r-n)}function X(n,t,e){
let s=F(t),o=n.kind==="flag";return{mean:s,error:o?vo(s,t.length,e):mn(t,e)}}function ot(n,t,e){let s=n.
map((o,r)=>o-t[r]);return{mean:F(s),error:mn(s,e)}}function pn(n,t){let e=n.slice().sort();return Array.
from({length:t},(s,o)=>bt(e,(o+.5)/t))}function bt(n,t){return n[Math.max(0,Math.ceil(t*n.length)-1)]}var we=3,ye=100;function ko(n,t,e,s){let{mean:o,error:r}=ot(t,e,s),i=Math.abs(o)>r,[a,c]=[-1,1].map(
h=>t.reduce((l,u,f)=>l+(Math.sign(u-e[f])===h?1:0),0));return{outcome:n,mean:o,error:r,clear:i,less:a,
more:c,mine:F(t),twin:F(e)}}function xt(n,t){return n.replace(/\{(\w+)\}/g,(e,s)=>t[s])}function Oo({
outcome:n,mean:t,error:e,mine:s,twin:o},r){let i=n.kind==="flag",a=i?ye:1,c=t>0?"+":"",h=e===0?b(t*a):
V(t*a,e*a);return xt(i?r.chance:r.amount,{topic:n.topic,mine:b(s*a),twin:b(o*a),by:`${c}${h}`,unit:n.
unit})}function So({outcome:n,less:t,more:e},s,o){let r=i=>i>0&&2*ye*i<s?"<1":String(Math.round(ye*i/
s));return xt(n.kind==="flag"?o.flag_pairs:o.pairs,{topic:n.topic,less:r(t),more:r(e),same:r(s-t-e)})}
function gn(n,t,e,s){let{words:o,z95:r}=s,i=n.map((u,f)=>ko(u,t[f],e[f],r)),a=u=>+(u.outcome.name===
s.war.outcome),c=i.filter(u=>u.clear).sort((u,f)=>a(f)-a(u)),h=i.filter(u=>!u.clear).map(u=>u.outcome.
topic),l=[];if(c.length===0)l.push(o.nothing);else{let u=c.slice(0,we).map(f=>Oo(f,o));l.push(xt(o.as_set,
{changes:u.join("; ")})),l.push(So(c[0],t[0].length,o))}return c.length>we&&l.push(xt(o.also,{topics:c.
slice(we).map(u=>u.outcome.topic).join(", ")})),h.length>0&&l.push(xt(o.unmoved,{topics:h.join(", ")})),
l.push(o.limits),l}var wn=/^-?\d{1,10}(\.\d{1,9})?$/;function $(n){return String(Number(n.toFixed(9)))}function _(n,[t,
e],s){let o=Number(n);return wn.test(n)&&o>=t&&o<=e&&wn.test($(o))&&!(s&&!Number.isInteger(o))?Number(
$(o)):null}var bn="none",yn=500;function Eo(n,t){let e=o=>o.own,s=o=>$t(o)===n.until;return t.stops.find(n.until===
void 0?e:s)}function $t(n){return n.until??bn}function C(n,t){let e=Eo(n,t),s=n.days??t.days,o=s>t.days?
Math.floor(t.run_days/s/yn)*yn:t.runs,r=(e.moves??t.moves).filter(h=>h.day<s).map(h=>({...h,until:h.
until===t.longest?s:h.until})),{free:i,first_free:a,counted:c}=e;return{...t,stop:e,days:s,free:i,first_free:a,
counted:c,moves:r,runs:Math.min(t.runs,o)}}function be({days:n,until:t},e){let o=e.stops.some(r=>$t(
r)===t&&!r.own)?t:void 0;return{levers:{},hypotheses:{},...e.cases&&e.first_case!==e.case?{case:e.case}:
{},...n===void 0?{}:{days:n},...o===void 0?{}:{until:o}}}function xn(n,t){let e=n.slice(0);if(t.stop.
own)return e;let s=new BigInt64Array(e),{changed:o}=t.stop;for(let r=0;r<o.length;r+=2)s[Number(o[r])]=
o[r+1];return e}function $n(n,t,e,s){if(n==="days"){let r=_(t,[1,e.longest],!0);return r!==null&&r!==
e.days&&(s.days=r),r!==null}let o=e.stops.find(r=>$t(r)===t);return o&&!o.own&&(s.until=t),o!==void 0}
function vn({days:n,until:t}){let e=[];return n!==void 0&&e.push(["days",String(n)]),t!==void 0&&e.push(
["until",t]),e}function kn(n,t){let{days:e,stop:s}=C(n,t);return e<s.least?`${e} days, where the sce\
nario needs ${s.least} with ${Ao(s)}`:null}function Ao(n){return n.until===null?"no history":`its hi\
story up to ${n.until}`}function On({days:n,until:t}){let e=[];return n!==void 0&&e.push(`days: ${n}`),
t!==void 0&&e.push(t===bn?"history: null":`history: {until: ${t}}`),e}function Sn(n,t){let e=An(n).flatMap(o=>Mo(o,t)),s=n.filter(o=>o.condition!==null).reverse().flatMap(
o=>Bt(o,o.first,Ft(o,t),o.values,o.condition));return{dated:e,waiting:s}}function En(n,t){for(let e of An(
n)){let s=Mn(e);for(let o=1;o<s.length;o++)if(s[o].first<=Tn(s[o-1]))return[s[o-1],s[o]];for(let[o,r]of e.
entries()){if(r.condition===null)continue;let i=e.find((a,c)=>a.condition===null?_o(a,r,t):c<o&&Co(a,
r,t));if(i)return[i,r]}}return null}function An(n){let t=new Map;for(let e of n){let s=`${e.lever.name}\
 ${e.row}`;t.set(s,[...t.get(s)??[],e])}return[...t.values()]}function Mn(n){return n.filter(t=>t.condition===
null).sort((t,e)=>t.first-e.first)}function Mo(n,t){let e=n[0].lever.neutral;return Mn(n).flatMap(s=>{
let o=s.ramp>0?To(s,e,t):Lo(s,e,t);return s.last===null&&(e=s.values),o})}function To(n,t,e){return Array.
from({length:n.ramp},(o,r)=>r+1).filter(o=>n.first+o-1<e).flatMap(o=>{let r=n.values.map((i,a)=>t[a]+
(i-t[a])*o/n.ramp);return Bt(n,n.first+o-1,e,r,null)})}function Lo(n,t,e){let s=Bt(n,n.first,e,n.values,
null);return n.last!==null&&n.last+1<e?[...s,...Bt(n,Number(n.last)+1,e,t,null)]:s}function Bt({lever:n,
row:t},e,s,o,r){let[i,a,c]=r??[-1,0,0];return n.columns.map((h,l)=>({...{lever:n.name,past:!1,day:e,
until:s,table:n.number,row:t,column:h},value:o[l],counter:i,compare:a,threshold:c}))}function Tn(n){
return n.last??n.first+Math.max(0,n.ramp-1)}function Ft(n,t){return n.last??t}function _o(n,t,e){return(n.
ramp>0||n.last!==null)&&t.first<=Tn(n)+1&&n.first<=Ft(t,e)}function Co(n,t,e){return String(n.condition)===
String(t.condition)&&n.first<=Ft(t,e)&&t.first<=Ft(n,e)}var Nn=/^do([1-9]\d?)$/,Dn="~",Pt="*",Rn=["from","to","over","when","where"],Io=/^\d{4}-\d\d-\d\d$/,
jn=864e5,Ln=999999999;function vt(n,t){return t.levers.find(e=>e.name===n)}function xe(n,t,e){if(n.kind!==
"choice")return Object.hasOwn(n.doses,t)?_(e,n.doses[t],n.whole):null;let s=n.choices.some(o=>o.word===
e);return t==="set"&&s?e:null}function No(n,t,e){if(n.kind==="choice")return[n.choices.find(o=>o.word===
e).code];let s=Number(e);return n.kind==="number"?[s]:{set:[0,s],scale:[s,0],add:[1,s]}[t]??[]}function Bn(n,t,e,s){
let o=s.interventions??[];if(n!==`do${o.length+1}`)return`'${n}' before 'do${o.length+1}'`;let[r,i="",
...a]=t.split(Dn),c=vt(r,e);if(!c)return`'${r}' in ${n}, which is no lever`;let[h,...l]=i.split(Pt),
u=xe(c,h,l.join(Pt));if(u===null)return`'${i}' for ${r} in ${n}`;let f={lever:r,dose:h,value:u};for(let m of a){
let p=m.indexOf(Pt),w=m.slice(0,p),v=Rn.includes(w)&&!Object.hasOwn(f,w)?$e(w,m.slice(p+1),c,e):null;
if(v===null)return`'${m}' for ${r} in ${n}`;f[w]=v}return s.interventions=[...o,f],null}function $e(n,t,e,s){
return n==="over"?_(t,[1,s.longest],!0):n==="when"?Do(t,s):n==="where"?Ro(t,e,s):Io.test(t)&&!Number.
isNaN(Date.parse(t))&&new Date(t).toISOString().startsWith(t)?t:null}function Do(n,t){let[,e,s,o]=/^([a-z_]+)([<>=]+)(-?[\d.]+)$/.
exec(n)??[],{conditions:r,comparisons:i}=t.known,a=_(o??"",[-Ln,Ln],!1);return r.includes(e)&&i.includes(
s)&&a!==null?[e,s,a]:null}function Ro(n,t,e){let s=n.split(","),o=(e.places[t.table]??[]).map(i=>i.id);
return s.every((i,a)=>o.includes(i)&&s.indexOf(i)===a)?o.filter(i=>s.includes(i)):null}function Fn({
interventions:n=[]}){return n.map((t,e)=>{let s=Rn.filter(r=>t[r]!==void 0).map(r=>[r,_n(t[r])]),o=[
[t.dose,_n(t.value)],...s].map(r=>r.join(Pt));return[`do${e+1}`,[t.lever,...o].join(Dn)]})}function _n(n){
return Array.isArray(n)&&typeof n[2]=="number"?n.slice(0,2).join("")+$(n[2]):typeof n=="number"?$(n):
String(n)}function ve({levers:n,interventions:t=[]},e){return[...Object.entries(n).flatMap(([o,{dose:r,
value:i}])=>{let a=vt(o,e),c=Array.isArray(i);return Cn({lever:o,dose:r,value:c?a.moved:i,where:c?i:
void 0},e)}),...t.flatMap(o=>Cn(o,e))]}function Cn(n,t){let e=vt(n.lever,t),s=n.from===void 0?t.free:
In(n.from,t),o=n.to===void 0?null:In(n.to,t),r=e.momentary&&n.when===void 0&&o===null,i=n.when===void 0?
null:Bo(n.when,t),a=No(e,n.dose,n.value),c=r?s:o;return jo(e,n.where,t).map(h=>({lever:e,row:h,first:s,
last:c,ramp:n.over??0,values:a,condition:i}))}function jo(n,t,e){if(n.table==="world")return[0];let s=e.
places[n.table].map(o=>o.id);return(t??s).map(o=>s.indexOf(o)).sort((o,r)=>o-r)}function Bo([n,t,e],s){
let{conditions:o,comparisons:r}=s.known;return[o.indexOf(n),r.indexOf(t),e]}function In(n,t){return(Date.
parse(n)-Date.parse(t.start))/jn}function rt(n,t){return new Date(Date.parse(t.start)+n*jn).toISOString().
slice(0,10)}function Pn(n,t){let e=C(n,t);for(let i of n.interventions??[]){let a=Fo(i,vt(i.lever,t),
e);if(a!==null)return a}let s=En(ve(n,e),e.days);if(s===null)return null;let[o,r]=s.map(i=>rt(i.first,
e));return`'${s[0].lever.name}' moved twice for one day, from ${o} and from ${r}`}function Fo(n,t,e){
let s=rt(e.days-1,e),o=[n.from,n.to].find(h=>h!==void 0&&(h<e.first_free||h>s)),{from:r=e.first_free,
to:i,over:a,when:c}=n;return o?`'${o}' for ${t.name}, where a date from ${e.first_free} to ${s} may \
stand`:i!==void 0&&i<r?`'${i}' for ${t.name}, which is before ${r}`:t.table==="site"&&n.where===void 0?
`no site for ${t.name}`:t.table==="world"&&n.where!==void 0?`a place for ${t.name}, which has none`:
t.at_once&&(i??a)!==void 0&&c===void 0?`an end or a ramp for ${t.name}, which acts on one day`:a===void 0?
null:i!==void 0||c!==void 0?`a ramp for ${t.name} beside an end or a condition`:ke(t)&&a<=e.days?null:
`a ramp of ${a} days for ${t.name}`}function ke(n){let t=n.kind==="number"&&n.neutral[0]!==0;return n.
kind!=="choice"&&!n.momentary&&!n.whole&&!t}function Wn(n,t){let e=vt(n.lever,t),s=[`lever: ${n.lever}`,
`${n.dose}: ${Po(n.value)}`];for(let o of["from","to","over"])n[o]!==void 0&&s.push(`${o}: ${n[o]}`);
return n.when&&s.push(`when: "${n.when[0]} ${n.when[1]} ${$(n.when[2])}"`),n.where&&s.push(`${e.table}\
s: [${n.where.join(", ")}]`),`{${s.join(", ")}}`}function Po(n){return typeof n=="string"?`"${n}"`:$(
n)}function K(n){let t={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"};return new Date(n).toLocaleDateString(
"en-GB",t)}function Hn(n,t,e){let s=n.stops.length>1?Wo(n,e):null,o=Uo(n,e);return t("branch").append(
...s?[s.made]:[],o.made),(r,i)=>{s?.show(r,i),o.show(r,i)}}function Un(n,t,e){let s=d("small",{id:`${n}\
-said`});for(let r of e)r.setAttribute("aria-describedby",`${n}-said`);return{made:d("div",{class:"l\
ever"},d("label",{for:n},t),...e,s),said:s}}function Wo(n,t){let s={type:"range",id:"branch-date",min:0,
max:n.stops.length-1,step:1},o=d("input",s),{made:r,said:i}=Un("branch-date","The coded history ends\
, the model goes on",[o]),a=l=>{let u=n.stops[Number(o.value)];t({until:u.own?void 0:$t(u)},l)};o.addEventListener(
"input",()=>a(!0)),o.addEventListener("change",()=>a(!1));let c=n.stops.find(l=>l.own);return{made:r,
show:(l,{stop:u,first_free:f})=>{o.value=String(n.stops.findIndex(y=>y.until===u.until));let m=u.acts===
1?"1 coded act":`${u.acts} coded acts`,p=u.until===null?"No history is replayed":`Replayed up to ${K(
u.until)} (${m})`,w=u.own?"":` The scenario file ${Ho(c)}; the unchanged twin moves along.`;o.setAttribute(
"aria-valuetext",`${p}, free from ${K(f)}`),i.textContent=`${p}, free from ${K(f)}. Stops are the da\
ys of coded acts and the days before them.${w}`,r.classList.toggle("set",!u.own)}}}function Ho(n){return n.
until===null?"replays no history":`replays it up to ${K(n.until)}`}function Uo(n,t){let e={min:1,max:n.
longest,step:1},s=d("input",{type:"range",id:"length",...e}),r=d("input",{...{type:"number","aria-la\
bel":"Length in days: the number"},...e}),{made:i,said:a}=Un("length","Length in days",[r,s]),c=(l,u)=>{
let f=_(l.value,[1,n.longest],!0);r.setCustomValidity(f===null?`a whole number from 1 to ${n.longest}`:
""),f===null?r.reportValidity():t({days:f===n.days?void 0:f},u)};return s.addEventListener("input",()=>c(
s,!0)),s.addEventListener("change",()=>c(s,!1)),r.addEventListener("change",()=>c(r,!1)),{made:i,show:({
days:l},u)=>{let{days:f,free:m,runs:p}=u;s.min=r.min=String(u.stop.least),s.value=r.value=String(f);
let w=p<n.runs?` So many days leave room for ${p.toLocaleString("en-GB")} futures instead of ${n.runs.
toLocaleString("en-GB")}.`:"",y=l===void 0?"":" The unchanged twin is as long.",v=m>0?`${m} replayed\
 and ${f-m} free`:"all free";a.textContent=`To ${K(rt(f-1,n))}: ${v}.${y}${w}`,i.classList.toggle("s\
et",l!==void 0)}}}function kt(n){let t=n.trim(),{fromBase64:e}=Uint8Array;if(e)return e.call(Uint8Array,t);let s=atob(
t),o=new Uint8Array(s.length);for(let r=0;r<o.length;r++)o[r]=s.charCodeAt(r);return o}async function Gn(n,t){
let e=new Blob([kt(n)]).stream().pipeThrough(new DecompressionStream("gzip")),s=await new Response(e).
arrayBuffer(),o=Object.entries(t).map(([r,[i,a]])=>[r,s.slice(i,i+a)]);return Object.fromEntries(o)}
function qn(n,t){let e=new Uint8Array(n),s=new Uint8Array(e.length),o=e.length/t;for(let r=0;r<t;r++)
for(let i=0;i<o;i++)s[i*t+r]=e[r*o+i];return s.buffer}var Q=14,Ot=6,Oe=1.35,Wt=14,Vn={fill:"rgb(0, 0, 0)","fill-opacity":"1",stroke:"none","stroke-opacity":"\
1","stroke-width":"1px","stroke-dasharray":"none","stroke-dashoffset":"0px","stroke-linejoin":"miter",
"font-size":"16px","font-weight":"400","letter-spacing":"normal","text-anchor":"start","paint-order":"\
normal"},Kn={opacity:"1"},Go=/^(class|role|tabindex|style|aria-|data-)/;function Ut(n,t=Vn){let e=n.
cloneNode(!1);for(let{name:o}of[...e.attributes])Go.test(o)&&e.removeAttribute(o);let s=qo(n);for(let[
o,r]of[...Object.entries(t),...Object.entries(Kn)])s[o]===r?e.removeAttribute(o):e.setAttribute(o,s[o]);
for(let o of n.childNodes)o instanceof SVGElement?o.localName==="title"?e.append(o.cloneNode(!0)):getComputedStyle(
o).display!=="none"&&e.append(Ut(o,s)):e.append(o.cloneNode());return e}function qo(n){let t=getComputedStyle(
n),e=[...Object.keys(Vn),...Object.keys(Kn)],s=Object.fromEntries(e.map(o=>[o,t.getPropertyValue(o)]));
for(let o of["fill","stroke"]){let r=/^rgba\((.*), ([\d.]+)\)$/.exec(s[o]);r!==null&&(s[o]=`rgb(${r[1]}\
)`,s[`${o}-opacity`]=String(Number(s[`${o}-opacity`])*Number(r[2])))}return s}var Ht=class{constructor(t,e){
this.width=t,this.family=e,this.y=Q,this.parts=[];let s=d("canvas",{});this.ruler=s.getContext("2d")}long(t,e,s){
return this.ruler.font=`${s} ${e}px ${this.family}`,this.ruler.measureText(t).width}write(t,e,s,o=400){
let r=Math.max(1,Math.floor(this.width/this.long("m",e,o))),i=t.trim().replace(/\s+/g," ").split(/(?<=[ &=,])/),
a="";for(let c of i.flatMap(h=>h.match(new RegExp(`.{1,${r}}`,"gu"))??[]))a!==""&&this.long(`${a}${c}`.
trimEnd(),e,o)>this.width&&(this.line(a,e,s,o),a=""),a+=c;this.line(a,e,s,o),this.y+=Ot/2}line(t,e,s,o){
if(t==="")return;let r={x:Q,y:this.y+e,fill:s,"font-size":e,"font-weight":o};this.parts.push(g("text",
r,t)),this.y+=e*Oe}put(t,e){let s={x:Q,y:this.y,width:this.width,height:e};for(let[o,r]of Object.entries(
s))t.setAttribute(o,String(r));this.parts.push(t),this.y+=e+Ot}explain(t,e){let{color:s}=getComputedStyle(
t),o=[...t.querySelectorAll("li")];o.length===0?this.write(t.textContent??"",e,s):this.patches(o,e,s)}patches(t,e,s){
let o=0;for(let r of t){let i=r.lastChild?.textContent??"",a=Wt+5+this.long(i,e,400);o>0&&o+a>this.width&&
(o=0,this.y+=e*Oe+Ot/2);let c=Ut(r.querySelector("svg")),h={x:Q+o,y:this.y,width:Wt,height:Wt};for(let[
u,f]of Object.entries(h))c.setAttribute(u,String(f));let l={x:Q+o+Wt+5,y:this.y+e-1,fill:s,"font-siz\
e":e};this.parts.push(c,g("text",l,i)),o+=a+2*Ot}this.y+=e*Oe+Ot}finished(t,e){let[s,o]=[this.width+
2*Q,Math.ceil(this.y+Q)],r={width:s,height:o,viewBox:`0 0 ${s} ${o}`,"font-family":this.family},i=g(
"rect",{width:s,height:o,fill:t});return{made:g("svg",r,...e,i,...this.parts),width:s,height:o}}};var Vo=460,Yn=2,Ko=15,Yo=12,Zo=11,zo=10,Zn=null;function j(n,t=""){Zn??=d("details",{class:"save",name:"\
save"},d("summary",{},"Save this picture"),...["SVG","PNG"].map(s=>d("button",{type:"button","data-s\
ave":s.toLowerCase()},s)));let e=Zn.cloneNode(!0);return e.dataset.from=n,e.dataset.key=t,e}function Jn(n,t,e){
document.addEventListener("click",async({target:o})=>{let r=o.closest("[data-save]");if(r!==null)try{
await Jo(r,n(),t),zn(r)}catch(i){e(`The picture was not saved: ${i instanceof Error?i.message:i}.`)}});
let s=o=>{o.key==="Escape"&&zn(o.target)&&o.stopPropagation()};document.addEventListener("keydown",s,
{capture:!0})}function zn(n){let t=n.closest(".save[open]");return t?.removeAttribute("open"),(t?.querySelector(
"summary")??null)?.focus({preventScroll:!0}),!!t}async function Jo(n,t,e){let{made:s,title:o,width:r,
height:i}=Xo(n.parentElement,t),a=new XMLSerializer().serializeToString(s),c=o.toLowerCase().replace(
/[^\p{L}\p{N}]+/gu,"_").replace(/^_|_$/g,"").slice(0,60);n.dataset.save==="svg"?e(`${c}.svg`,"image/\
svg+xml",a):e(`${c}.png`,"image/png",await Qo(a,r*Yn,i*Yn))}function Xo(n,{title:t,seed:e,link:s}){let o=n.
parentElement,r=o.querySelector("svg"),i=r.getAttribute("aria-label")??"",a=o.querySelector(":scope \
> h3, :scope > figcaption")?.textContent??i.split(": ")[0],{width:c,height:h}=r.viewBox.baseVal,l=Math.
max(c,Vo),[u,f]=[o,o.closest(".card, figure")??document.body].map(k=>getComputedStyle(k)),m=new Ht(l,
u.fontFamily);m.write(a,Ko,u.color,600),m.put(Ut(r),h*l/c);for(let k of o.querySelectorAll("p"))m.explain(
k,Yo);let{key:p,from:w}=n.dataset;for(let k of p?document.querySelectorAll(p):[])m.explain(k,Zo);let y=`\
Flashpoint: ${t}; ${w}; seed ${e}; set: ${s?`#${s}`:"nothing"}.`;m.write(y,zo,u.color);let v=[g("tit\
le",{},a),g("desc",{},`${i} ${y}`)];return{title:a,...m.finished(f.backgroundColor,v)}}async function Qo(n,t,e){
let s=new Image(t,e);s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await s.decode();
let o=d("canvas",{width:t,height:e});return o.getContext("2d")?.drawImage(s,0,0,t,e),new Promise((r,i)=>{
o.toBlob(a=>a?r(a):i(new Error("the browser made no image")),"image/png")})}var W=460,D=170,Y=40,it=22,St=8,tr=120,er=[.05,.25,.5,.75,.95],Qn=864e5,nr=new Intl.DateTimeFormat("\
en-GB",{month:"short",year:"2-digit",timeZone:"UTC"}),Xn=new WeakMap;function R(n,t){return new Date(
Date.parse(`${n.start}T00:00:00Z`)+t*Qn).toLocaleDateString("en-GB",{day:"numeric",month:"short",year:"\
numeric",timeZone:"UTC"})}function Se(n){let t=Math.ceil(n/tr),e=Array.from({length:Math.ceil(n/t)},
(s,o)=>o*t);return e.at(-1)===n-1?e:[...e,n-1]}function sr(n,t,e,s){let o=new Float32Array(e);for(let r=0;r<
e;r++)o[r]=n[r*s+t];return o.sort()}function or(n,t,e){let s=Xn.get(n);if(s?.runs===t)return s.rows;
let o=Se(e).map(r=>{let i=sr(n,r,t,e);return er.map(a=>bt(i,a))});return Xn.set(n,{runs:t,rows:o}),o}
function I(n,t){return Y+n/Math.max(1,t.days-1)*(W-Y-6)}function L(n){return St+(1-n)*(D-St-it)}function at(n){
return n.map(([t,e])=>`${t.toFixed(1)},${e.toFixed(1)}`).join(" ")}function ct(n,t){let e=[];if(n.free>
0){let a=I(n.free,n)-Y;e.push(g("rect",{class:"past",x:Y,y:St,width:a,height:D-St-it})),a>70&&e.push(
g("text",{x:Y+4,y:St+12},"replayed past"))}let s=Date.parse(`${n.start}T00:00:00Z`),r=Array.from({length:n.
days},(a,c)=>[c,new Date(s+c*Qn)]).filter(([,a])=>a.getUTCDate()===1),i=Math.ceil(r.length/7);return r.
forEach(([a,c],h)=>{if(h%i>0)return;let l=nr.format(c),u=I(Number(a),n);e.push(g("line",{class:"tick",
x1:u,x2:u,y1:D-it,y2:D-it+4})),e.push(g("text",{x:Math.min(u,W-20),y:D-5,"text-anchor":"middle"},l))}),
e.push(g("line",{class:"tick",x1:Y,x2:W-6,y1:D-it,y2:D-it})),e.push(g("text",{x:Y-4,y:L(0)+3,"text-a\
nchor":"end"},t[0])),e.push(g("text",{x:Y-4,y:L(1)+9,"text-anchor":"end"},t[1])),e}function ts(n,t,e,s,o){
let r=Se(n.days),i=[e,s].map(w=>or(w,o,n.days)),a=Math.max(...i.flat(2)),c=Math.min(0,...i.flat(2)),
h=(w,y)=>w.map((v,k)=>[I(r[k],n),L((v[y]-c)/(a-c||1))]),l=(w,y,v)=>g("polygon",{class:v,points:at([...h(
i[0],w),...h(i[0],y).reverse()])}),u=[l(0,4,"band wide"),l(1,3,"band"),...[0,2,4].map(w=>g("polyline",
{class:w===2?"twin middle":"twin edge",points:at(h(i[1],w))})),g("polyline",{class:"mine middle",points:at(
h(i[0],2))})],[f,m]=i.map(w=>w.at(-1)?.[2]??0),p=`${t.meaning} by day: median on the last day ${b(f)}\
 ${t.unit} as set, ${b(m)} unchanged`;return d("figure",{},d("figcaption",{},`${t.meaning} (${t.unit}\
)`),A(W,D,p,...ct(n,[b(c),b(a)]),...u),j(`the first ${q(o)}`,"#days-note"))}function Ee(n,t,e,s){let o=Se(
n.days),{rungs:r}=n.known,i=o.map(f=>{let m=new Array(r.length+1).fill(0);for(let p=0;p<s;p++)m[e[p*
n.days+f]]+=1;for(let p=r.length-1;p>=0;p--)m[p]+=m[p+1];return m.map(p=>p/s)}),a=f=>i.map((m,p)=>[I(
o[p],n),L(m[f])]),c=r.slice(1).map((f,m)=>g("polygon",{class:`rung rung${m+1}`,points:at([...a(m+1),
...a(m+2).reverse()])})),h=i.at(-1)?.[r.length-1]??0,l=`highest rung by day, ${t}: ${b(100*h)} % of \
futures in ${r.at(-1)} on the last day`,u=["0","100 %"];return d("figure",{},d("figcaption",{},`high\
est rung of the day, share of futures, ${t}`),A(W,D,l,...c,...ct(n,u)),j(`the first ${q(s)}`,"#ladde\
r-key .key"))}function Gt(n){let t=n.slice(1).map((e,s)=>{let o=A(12,12,"",g("rect",{class:`rung run\
g${s+1}`,width:12,height:12}));return o.setAttribute("aria-hidden","true"),d("li",{},o,`${s+1} ${e}`)});
return d("ul",{class:"key"},...t)}function Ae(n,t){let{moves:e,parameters:s}=JSON.parse(new TextDecoder().decode(t.tables)),o=n.stops.
map((r,i)=>{let[a,c]=r.words,h=new BigInt64Array(t.first_words.slice(a*16,(a+c)*16));return{...r,moves:e[i],
changed:h}});return{...n,stops:o,parameters:s}}var lt="",rr=["world","plan"];function ht(n,t){return n.case??t.first_case??lt}function ir(n,t,e){let s=new BigInt64Array(
n.slice(0)),o=new BigInt64Array(e);return new Int32Array(t).forEach((r,i)=>{s[r]=o[i]}),s.buffer}var qt=class{constructor(t,e){
this.told=t,this.parts=e,this.made=new Map([[lt,{page:{...Ae(t,e),case:lt},parts:e}]])}get base(){return this.
of(lt)}knows(t){return t===lt||(this.told.cases??[]).some(e=>e.id===t)}of(t){let e=this.made.get(t);
if(e)return e;let s=this.told.cases.find(a=>a.id===t),o={...this.told,...s.told},r=this.partsOf(t),i={
page:{...Ae(o,r),case:t},parts:r};return this.made.set(t,i),i}partsOf(t){let e=Object.entries(this.parts).
filter(([r])=>r.startsWith(`${t}/`)),s=Object.fromEntries(e.map(([r,i])=>[r.slice(t.length+1),i])),o={
...this.parts,...s};for(let r of rr){let i=s[`${r}/at`];i&&(o[r]=ir(this.parts[r],i,s[`${r}/words`]))}
return o}named(t){let e=/(?:^|&)case=(\w*)(?:&|$)/.exec(t),s=e?e[1]:ht({},this.told);return this.of(
this.knows(s)?s:ht({},this.told))}};function es(n,t,e){return!t.cases||n!==t.case?!1:(n!==t.first_case&&
(e.case=n),!0)}function ns(n){return n.case===void 0?[]:[["case",n.case]]}function ss(n,t,e){let{told:s}=n;
if(!s.cases)return()=>{};let r=[{id:lt,title:`${s.base_title}, which twins come from`},...s.cases].map(
({id:a,title:c})=>d("option",{value:a},c)),i=d("select",{id:"case"},...r);return i.addEventListener(
"change",()=>e(i.value)),t.append(d("label",{for:"case"},"Scenario as set"),i),a=>{i.value=a}}var Vt="p.";function os(n,t,e,s){let o=n.slice(Vt.length),r=e.parameters.find(a=>a.name===o);if(!r)return`\
'${n}', which is no open parameter`;let i=_(t,[r.low,r.high],!1);return i===null?`'${t}' for ${n}`:(s.
parameters={...s.parameters,[o]:i},null)}function rs({parameters:n={}}){return Object.entries(n).map(
([t,e])=>[Vt+t,$(e)])}function is(n,{parameters:t={}},e){let{names:s}=e.known.plan,o=s.length;for(let[
r,i]of Object.entries(t)){let{row:a}=e.parameters.find(u=>u.name===r),c=kt(e.by_hand).buffer,h=new BigInt64Array(
n.buffer,a*o*8,o),l=["place","halves"].map(u=>s.indexOf(u));new Float64Array(c)[s.indexOf("a")]=i,new BigInt64Array(
c).forEach((u,f)=>{l.includes(f)||(h[f]=u)})}}function as({parameters:n={}}){let t=Object.entries(n).
map(([e,s])=>`${e}: ${$(s)}`);return t.length>0?[`parameters: {set: {${t.join(", ")}}}`]:[]}function Te({levers:n,interventions:t=[]}){return[...Object.keys(n),...t.map(e=>e.lever)]}function cs(n,t){
let e=Te(n),s=t.moves.filter(c=>c.past||!e.includes(c.lever)),o=Sn(ve(n,t),t.days),r=s.filter(c=>c.past),
i=s.filter(c=>!c.past&&c.counter===-1),a=s.filter(c=>!c.past&&c.counter!==-1);return[...r,...[...i,...o.
dated].sort(ar),...o.waiting,...a]}function ar(n,t){return n.day-t.day||(n.lever<t.lever?-1:n.lever>
t.lever?1:n.row-t.row)}function ls(n,t,e){let{moves:s,clock:o,room:r}=e.known,i=C(t,e),a=cs(t,i),c=Le(
t,e);if(c!==null)throw new Error(c);let h=xn(n,i),l=new BigInt64Array(h),u=new Float64Array(h);return l.
fill(0n,r.at,r.at+r.moves*s.names.length),a.forEach((f,m)=>{s.names.forEach((p,w)=>{let y=r.at+m*s.names.
length+w;s.kinds[w]==="float64"?u[y]=f[p]:l[y]=BigInt(f[p])})}),l[o.n_moves]=BigInt(a.length),h}function Le(n,t){
let{known:e,most_conditional:s}=t,o=cs(n,C(n,t)),r=o.filter(i=>i.counter!==-1).length;return o.length>
e.room.moves?`${o.length} single moves of levers, where ${e.room.moves} have room`:r>s?`${r} moves u\
nder a condition, where ${s} have room`:null}function hs(n,t,e){let s=new Uint8Array(n.slice(0)),o=e.
known.sizes.plan*8,r={...e.chosen,...t.hypotheses};for(let{name:i,variants:a}of e.hypotheses){let c=a.
find(l=>l.letter===r[i]);if(!c)continue;let h=kt(c.words);c.rows.forEach((l,u)=>{s.set(h.subarray(u*
o,(u+1)*o),l*o)})}return is(s,t,e),s.buffer}var us=4e3,N=class extends Error{};function At(){return{levers:{},hypotheses:{}}}function _e(n){return H(
n)===""}function Ce(n,t){let e=H(n).length;return e>us?`a link of ${e} letters`:kn(n,t)??Pn(n,t)??Le(
n,t)}function Ie(n,t,e){return _(n,t.doses[e],t.whole)}function H(n){let t=Object.entries(n.levers).
map(([o,{dose:r,value:i}])=>Array.isArray(i)?[o,i.join(",")]:typeof i=="string"?[o,i]:[o,r==="set"?$(
i):`${r}:${$(i)}`]),e=[ns,vn,rs,Fn].flatMap(o=>o(n));return[...t,...Object.entries(n.hypotheses),...e].
map(([o,r])=>`${encodeURIComponent(o)}=${encodeURIComponent(r)}`).join("&")}function ds(n,t){let e=At();
if(n==="")return e;if(n.length>us)throw new N(`a link of ${n.length} letters`);let s=new Set;for(let o of n.
split("&")){let[r,i]=cr(o);if(s.has(r))throw new N(`'${r}' twice`);s.add(r),lr(r,i,t,e)}return Et(Ce(
e,t)),e}function Et(n){if(n!==null)throw new N(n)}function cr(n){let t=n.indexOf("=");if(t<1)throw new N(
`'${n}', which is no name=value`);try{return[decodeURIComponent(n.slice(0,t)),decodeURIComponent(n.slice(
t+1))]}catch{throw new N(`'${n}', which does not decode`)}}function lr(n,t,e,s){let o=e.levers.find(
i=>i.name===n),r=e.hypotheses.find(i=>i.name===n);if(o)s.levers[n]=hr(o,t,e);else if(r){if(!r.variants.
some(a=>a.letter===t))throw new N(`'${t}' for ${n}`);t!==r.chosen&&(s.hypotheses[n]=t)}else if(n==="\
case")Et(es(t,e,s)?null:`'${t}' for case`);else if(n==="days"||n==="until")Et($n(n,t,e,s)?null:`'${t}\
' for ${n}`);else if(n.startsWith(Vt))Et(os(n,t,e,s));else if(Nn.test(n))Et(Bn(n,t,e,s));else throw new N(
`'${n}', which is no lever and no hypothesis`)}function hr(n,t,e){if(n.table==="site")return{dose:"s\
et",value:ur(n,t,e)};if(n.kind==="choice"){if(!n.choices.some(a=>a.word===t))throw new N(`'${t}' for\
 ${n.name}`);return{dose:"set",value:t}}let[s,o]=t.includes(":")?t.split(":",2):["set",t],r=Object.hasOwn(
n.doses,s)?Ie(o,n,s):null;if(r===null||t.split(":").length>2)throw new N(`'${t}' for ${n.name}`);return{
dose:s,value:r}}function ur(n,t,e){let s=t===""?[]:t.split(","),o=e.places.site.map(r=>r.id);if(new Set(
s).size!==s.length||s.some(r=>!o.includes(r)))throw new N(`'${t}' for ${n.name}`);return o.filter(r=>s.
includes(r))}var dr=1e3,fr=50,mr={set:[-1/0,1/0],scale:[0,3],add:[-1/0,1/0]},pr={"":"left alone",set:"set to",scale:"\
times",add:"plus"};function fs(n,t,e){let s=`lever-${n.name}`,o=n.table==="site"?wr:n.kind==="choice"?
gr:yr,{parts:r,show:i,labelled:a}=o(n,t,s,e),c=a?d("legend",{},n.meaning):d("label",{for:s},n.meaning),
h=n.table==="militia"?"all militias, ":"",l=["choice","order"].includes(n.unit)?"":`${n.unit}, `,u=n.
sources.map(y=>y.replace(":"," ¶")).join("; "),f=d("small",{id:`${s}-about`},`${h}${l}${n.name}${u?
`, after ${u}`:""}`),p=t.interventions.filter(y=>y.lever===n.name).map(y=>d("small",{class:"own"},`T\
he scenario moves it: ${y.yaml}. What is set here takes its place.`)),w=d(a?"fieldset":"div",{class:"\
lever"},c,...r,f,...p);return{made:w,show:y=>{w.classList.toggle("set",y!==null);let v=w.closest("de\
tails");v&&y!==null&&(v.open=!0),i(y)}}}function gr(n,t,e,s){let o=n.choices.map(a=>d("option",{value:a.
word},a.word.replaceAll("_"," "))),r=d("select",{id:e,"aria-describedby":`${e}-about`},d("option",{value:""},
"left alone"),...o);return r.addEventListener("change",()=>{s(n.name,r.value===""?null:{dose:"set",value:r.
value},!1)}),{parts:[r],show:a=>{r.value=a===null?"":a.value},labelled:!1}}function wr(n,t,e,s){let o=t.
places.site.map(a=>{let c=d("input",{type:"checkbox",id:`${e}-${a.id}`});return{site:a,box:c,made:d(
"label",{class:"site"},c,a.title)}}),r=t.interventions.some(a=>a.lever===n.name);for(let{box:a}of o)
a.addEventListener("change",()=>{let c=o.filter(h=>h.box.checked).map(h=>h.site.id);s(n.name,c.length>
0||r?{dose:"set",value:c}:null,!1)});let i=a=>{for(let{site:c,box:h}of o)h.checked=a!==null&&a.value.
includes(c.id)};return{parts:o.map(a=>a.made),show:i,labelled:!0}}function yr(n,t,e,s){let o=["",...Object.
keys(n.doses)],r=pr,i=d("select",{id:e,"aria-describedby":`${e}-about`},...o.map(u=>d("option",{value:u},
r[u]))),a=d("input",{type:"number",step:n.whole?1:"any","aria-label":`${n.meaning}: the number`}),c=d(
"input",{type:"range","aria-label":`${n.meaning}: slider`}),h=u=>{i.value=u===null?"":u.dose,a.hidden=
c.hidden=u===null,u!==null&&(xr(a,c,n,u.dose),(a.value===""||Number(a.value)!==u.value)&&(a.value=$(
u.value)),c.value=$(u.value))},l=(u,f)=>{let m=Ie(u,n,i.value);a.setCustomValidity(m===null?`a numbe\
r from ${a.min} to ${a.max}`:""),m===null?a.reportValidity():s(n.name,{dose:i.value,value:m},f)};return i.
addEventListener("change",()=>{a.setCustomValidity(""),s(n.name,i.value===""?null:{dose:i.value,value:br(
n,i.value)},!1)}),a.addEventListener("change",()=>l(a.value,!1)),c.addEventListener("input",()=>l($(
Number(c.value)),!0)),c.addEventListener("change",()=>l($(Number(c.value)),!1)),{parts:[i,a,c],show:h,
labelled:!1}}function br(n,t){let[e,s]=n.doses[t],o=t==="scale"?1:t==="add"?0:n.kind==="number"?n.neutral[0]:
(e+s)/2;return Number($(Math.min(s,Math.max(e,o))))}function xr(n,t,e,s){let[o,r]=e.doses[s],[i,a]=mr[s],
[c,h]=[Math.max(o,i),Math.min(r,a)];[n.min,n.max]=[$(o),$(r)],t.hidden=h-c>dr,[t.min,t.max]=[$(c),$(
h)],t.step=e.whole?"1":$(10**Math.floor(Math.log10((h-c)/fr)))}function ms(n,t){let e=`hypothesis-${n.
name}`,s=n.variants.map(i=>d("option",{value:i.letter},`${i.letter}: ${i.statement}`)),o=d("select",
{id:e},...s);o.addEventListener("change",()=>t(n.name,o.value));let r=d("div",{class:"lever"},d("lab\
el",{for:e},`${n.name}: ${n.question}`),o);return{made:r,show:i=>{o.value=i,r.classList.toggle("set",
i!==n.chosen)}}}var $r=14,vr={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};function kr(n,t,e,s){let o=Array.from(
n.keys()).filter(r=>n[r]===t);return o.length===0?-1:o[Math.floor((e+.5)*o.length/s)]}function ps(n,t,e,s){
let o=n.querySelector("svg"),r=Array.from(o.querySelectorAll("[data-side]"));if(r.length===0)return;
o.setAttribute("role","group"),o.classList.add("choosable");for(let[a,c]of r.entries()){let l={role:"\
button",tabindex:"-1","aria-label":Or(t,Number(c.dataset.side),Number(c.dataset.value)),"data-place":`${t.
name}.${a}`};for(let[u,f]of Object.entries(l))c.setAttribute(u,f)}r[0].setAttribute("tabindex","0");
let i=a=>{let{side:c,value:h}=a.dataset,l=r.filter(f=>f.dataset.side===c&&f.dataset.value===h),u=kr(
e[c],Number(h),l.indexOf(a),l.length);u>=0&&s(u,Number(c),a.dataset.place)};o.addEventListener("clic\
k",a=>{let c=Sr(r,a);c&&i(c)}),o.addEventListener("keydown",a=>{if(a.key==="Enter"||a.key===" ")i(a.
target);else if(!Er(r,a))return;a.preventDefault()})}function gs(){return document.activeElement?.getAttribute(
"data-place")??null}function Kt(n){let e=Array.from(document.querySelectorAll("[data-place]")).find(
s=>s.getAttribute("data-place")===n);return e?.focus({preventScroll:!0}),e!==void 0}function Or(n,t,e){
let s=t===0?"as set":"unchanged";return n.kind!=="flag"?`${s}: ${b(e)} ${n.unit}`:`${s}: ${e===1?"it\
 happens":"it does not happen"}`}function Sr(n,{clientX:t,clientY:e}){let s=n.map(r=>{let i=r.getBoundingClientRect();
return Math.hypot(i.x+i.width/2-t,i.y+i.height/2-e)}),o=Math.min(...s);return o<=$r?n[s.indexOf(o)]:
null}function Er(n,t){let e={Home:0,End:n.length-1},s=n.indexOf(t.target),o=vr[t.key],r=e[t.key]??(o===
void 0?void 0:s+o);if(r===void 0)return!1;let i=n[Math.max(0,Math.min(n.length-1,r))];return n[s]?.setAttribute(
"tabindex","-1"),i.setAttribute("tabindex","0"),i.focus(),!0}var ut=50,Yt=300,Ne=10,ws=40,De=3,Ar=.9,Mr=6.4,Mt=52,Re=14;function ys(n,t,e,s,o){let r=n.kind==="fl\
ag"?Lr(n,t,e):_r(n,t,e),a=(o?Tr(n,t,e,s):[["mine","",je(n,t,s)]]).map(([h,l,u])=>d("p",{class:h},l,d(
"b",{},u))),c=d("h3",{},n.heading);return d("article",{class:"card"},c,r,...a,j(q(t.length)))}function je(n,t,e){
let{mean:s,error:o}=X(n,t,e),r=n.kind==="flag";return s===0&&r?`none seen, at most ${b(100*o)} %`:o===
0?s===0?"none seen":`${b(s)} ${n.unit} in all`:r?`${V(100*s,100*o)} %`:`${V(s,o)} ${n.unit}`}function Tr(n,t,e,s){
let{mean:o,error:r}=ot(t,e,s),[i,a]=n.kind==="flag"?[100,"points"]:[1,n.unit],c=r===0?o===0?"none in\
 any future":`${b(o*i)} ${a} in all`:`${o>0?"+":""}${V(o*i,r*i)} ${a}`;return[["mine","as set ",je(n,
t,s)],["twin","unchanged ",je(n,e,s)],["apart","difference ",c]]}function Lr(n,t,e){let[s,o]=[t,e].map(
c=>Math.round(F(c)*ut)),r=[["mine",s],["twin",o]].flatMap(([c,h],l)=>Array.from({length:ut},(u,f)=>{
let m={cx:Ne+f%25*11.6,cy:10+l*36+Math.floor(f/25)*13,r:4},p=f<Number(h),w={"data-side":l,"data-valu\
e":Number(p)};return g("circle",{...m,...w,class:p?`${c} yes`:"no"})})),i=`${n.heading}: in ${ut} fu\
tures ${s} as set, ${o} unchanged`,a=d("p",{class:"count"},`in ${ut} futures: ${s} as set, ${o} unch\
anged`);return d("div",{},A(Yt,72,i,...r),a)}function _r(n,t,e){let s=[t,e].map(y=>pn(y,ut)),o=Math.
min(...s.flat()),r=Math.max(...s.flat()),i=r-o||1,a=s.map(y=>Cr(y,o,i)),c=Math.max(...a.flatMap(y=>[
...y.values()].map(v=>v.length))),h=Math.max(Ar,Math.min(Mr,(Mt-2*De)/c)),l=a.flatMap((y,v)=>Ir(y,v,
h)),u=Mt+Re/2,f=[g("text",{x:0,y:u+4},b(o))];r>o&&f.push(g("text",{x:Yt,y:u+4,"text-anchor":"end"},b(
r)));let[m,p]=[t,e].map(y=>b(F(y))),w=`${n.heading}: ${ut} futures from ${b(o)} to ${b(r)} ${n.unit}\
, mean ${m} as set, ${p} unchanged`;return A(Yt,2*Mt+Re,w,...l,...f)}function Cr(n,t,e){let s=new Map;
for(let o of n){let r=Math.round((o-t)/e*ws);s.set(r,[...s.get(r)??[],o])}return s}function Ir(n,t,e){
let s=t===0?"mine yes":"twin yes";return[...n].flatMap(([o,r])=>r.map((i,a)=>{let c=De+a*e,h=t===0?Mt-
c:Mt+Re+c;return g("circle",{cx:Ne+o/ws*(Yt-2*Ne),cy:h,r:De,class:s,"data-side":t,"data-value":i})}))}var P=8,Be=4,Nr=65536,bs=64,tt=class extends Error{},Tt=class{constructor(t,e,s){let{exports:o}=new WebAssembly.
Instance(t,{});this.exports=o,this.page=e,this.known=e.known,this.top=this.exports.__heap_base.value;
let r=this.exports.version();if(r!==this.known.version)throw new tt(`a kernel of version ${r}`);this.
samples=this.put(qn(s.samples,Be)),this.edges=this.put(s.edges),this.world=s.world,this.usual=this.known.
series.map(i=>[i.word,i.level]),this.floor=this.top}take(t){let e=Math.ceil(this.top/bs)*bs;this.top=
e+t;let s=this.top-this.exports.memory.buffer.byteLength;return s>0&&this.exports.memory.grow(Math.ceil(
s/Nr)),e}put(t){let e=this.take(t.byteLength);return new Uint8Array(this.exports.memory.buffer,e,t.byteLength).
set(new Uint8Array(t)),e}putWorld(t){let e=this.put(this.world);return new Uint8Array(this.exports.memory.
buffer,e).set(new Uint8Array(t)),e}get(t,e){return this.exports.memory.buffer.slice(t,t+e)}call(t,e){
let s=this.known.exports[t].map(([r])=>{if(e[r]===void 0)throw new tt(`${t}: nothing given for ${r}`);
return e[r]}),o=this.exports[t](...s);if(o!==this.known.statuses.done)throw new tt(`${t}: status ${o}`)}wordsByDay(t){
let{series:e}=this.known.sizes;if(t.length>e)throw new tt(`${t.length} series, and room for ${e}`);let s=Array.
from({length:e},(o,r)=>t[r]??[0,0]);return BigInt64Array.from(s.flat().map(BigInt))}simulate({first:t,
last:e,world:s,plan:o,daily:r,days:i=this.page.days,words:a=this.usual,events:c=!1}){this.top=this.floor;
let{sizes:h}=this.known,l=e-t,u=c?l*h.log_rows:0,f=r?l*i*h.series*Be:0,m=BigUint64Array.from({length:l},
(E,B)=>BigInt(t+B)),[p,w]=this.page.samples,y={plan:this.put(o),samples:this.samples,edges:this.edges,
n_samples:p,n_columns:w,runs:this.put(m.buffer),n_runs:l,seed_key:BigInt(this.page.seed_key),parameters:this.
take(l*h.parameters*P),world:this.putWorld(s),start:this.put(s.slice(0,h.live*P)),legs:this.put(BigInt64Array.
of(BigInt(i),0n,0n,1n).buffer),n_legs:1,n_kept:l,series:this.put(this.wordsByDay(a).buffer),tallies:this.
take(l*h.counters*P),daily:this.take(f),n_daily:r?l:0,days:i,events:this.take(u*h.log*P),n_events:u,
counts:this.take(l*P),lost:this.take(l*P),morning:this.take(h.live*P)};this.call("draw",y),this.call(
"simulate",y);let k=new BigInt64Array(this.get(y.lost,l*P)).findIndex(E=>E!==0n);if(k>=0)throw new tt(
`run ${t+k}: more events than its log holds`);let M=Array.from(new BigInt64Array(this.get(y.counts,l*
P)),Number),z=c?M.reduce((E,B)=>E+B,0):0;return{counters:this.get(y.tallies,l*h.counters*P),daily:new Float32Array(
this.exports.memory.buffer,y.daily,f/Be),events:this.get(y.events,z*h.log*P),counts:M}}};function Fe(n,t,e){let{names:s,kinds:o}=e.counters,r=s.indexOf(t),i=n.byteLength/8/s.length,c=o[r]===
"float64"?new Float64Array(n):new BigInt64Array(n),h=new Float64Array(i);for(let l=0;l<i;l++)h[l]=Number(
c[l*s.length+r]);return h}function xs(n,t,e){let s=Fe(n,t,e);if(!e.counters.running.includes(t))return s;
let o=Fe(n,t+e.counters.before,e);return s.map((r,i)=>r-o[i])}function Dr(n,t,e){if(n.past)return Fe(
t,n.counter+e.counters.before,e);let s=xs(t,n.counter,e);if(n.per){let o=xs(t,n.per,e);return s.map(
(r,i)=>r/Math.max(1,o[i]))}return n.kind==="flag"?s.map(o=>o>=n.least?1:0):s}function Pe(n,t){return t.
outcomes.map(e=>Dr(e,n,t))}function We(n,t,e,s,o){let r=e.known.actors.blocks.sites;for(let i=0;i<n;i++)e.map.attacks.includes(
t(i,"action"))&&(o[(t(i,"target")-r)*s+t(i,"day")]+=1)}function $s(n,{first:t,last:e,world:s,plan:o,
days:r=n.page.days}){let{known:i,page:a}=n,c=n.simulate({first:t,last:e,world:s,plan:o,days:r,daily:!1,
events:!0}),h=new BigInt64Array(c.events),l=i.log.names.length,u=Object.fromEntries(i.log.names.map(
(m,p)=>[m,p])),f=new Float32Array(a.map.sites.length*r);return We(h.length/l,(m,p)=>Number(h[m*l+u[p]]),
a,r,f),{counts:f}}function Rr(n,{known:t}){let e=Number(new BigInt64Array(n)[t.clock.n_moves]);return n.slice(0,(t.room.
at+e*t.moves.names.length)*8)}function vs(n,t){let e=n.constructor,s=new e(t);return s.set(n),s}var Zt=class{constructor(t,e,s){
this.page=t,this.world=Rr(e,t),this.plan=s,this.columns=t.known.outcomes.map(()=>new Float64Array),this.
daily=[...t.fans,t.ladder].map(()=>new Float32Array),this.days=t.days,this.asked=0,this.have=0,this.
early=new Map}makeRoom(t){t<=this.columns[0].length||(this.columns=this.columns.map(e=>vs(e,t)),this.
daily=this.daily.map(e=>vs(e,Math.min(1e3,t)*this.days)))}add(t,e,s,o){s.forEach((r,i)=>this.columns[i].
set(r,t)),o.forEach((r,i)=>this.daily[i].set(r,t*this.days)),this.early.set(t,e);for(let r=this.early.
get(this.have);r!==void 0;r=this.early.get(this.have))this.early.delete(this.have),this.have=r}};function zt(n){
n.asked=n.have,n.early.clear()}var jr=[[100,50],[500,100],[1/0,250]],Br=4;function Fr(n,{run:t,world:e,plan:s,days:o}){let{known:r}=n,
i=n.simulate({first:t,last:t+1,world:e,plan:s,days:o,daily:!1,events:!0}),{names:a,kinds:c}=r.log,[h,
l]=[new BigInt64Array(i.events),new Float64Array(i.events)],u=a.map((m,p)=>{let w=c[p]==="float64"?l:
h,y=(v,k)=>Number(w[k*a.length+p]);return[m,Float64Array.from({length:i.counts[0]},y)]}),f=Pe(i.counters,
r).map((m,p)=>[r.outcomes[p].name,m[0]]);return{outcomes:Object.fromEntries(f),log:Object.fromEntries(
u)}}function Pr(n,{first:t,last:e,world:s,plan:o,words:r,days:i=n.page.days}){let a=n.known.sizes.series,
c=(e-t)*i,h=new Float32Array(r.length*c);for(let l=0;l<r.length;l+=a){let u=r.slice(l,l+a),{daily:f}=n.
simulate({first:t,last:e,world:s,plan:o,days:i,daily:!0,words:u});u.forEach((m,p)=>{for(let w=0;w<c;w++)
h[(l+p)*c+w]=f[w*a+p]})}return{values:h}}var Wr={replay:Fr,evenings:Pr,attacks:$s};function Hr(n,t){
return{id:t.id,...Wr[t.kind](n,t)}}function ks(n,t){if(t.kind!==void 0)return Hr(n,t);let{id:e,first:s,
last:o,world:r,plan:i,days:a,daily:c}=t,{page:h,known:l}=n,u=n.simulate({first:s,last:o,world:r,plan:i,
days:a,daily:c}),f=u.daily,m=l.sizes.series,w=(c?[...h.fans,h.ladder]:[]).map(y=>{let v=l.series.findIndex(
M=>M.name===y),k=new Float32Array(f.length/m);for(let M=0;M<k.length;M++)k[M]=f[M*m+v];return k});return{
id:e,first:s,last:o,columns:Pe(u.counters,l),daily:w}}function Os(n){let t=null;n.onmessage=({data:e})=>{
try{t===null?t=new Tt(e.module,e.page,e.parts):Ur(n,ks(t,e))}catch(s){n.postMessage({failed:s instanceof
Error?s.message:String(s),id:e.id})}}}function Ur(n,t){let e=t.daily??[];n.postMessage(t,e.map(s=>s.
buffer))}var Jt=class{constructor(t){this.kernel=new Tt(t.module,t.page,t.parts),this.onmessage=()=>{}}postMessage(t){
setTimeout(()=>this.onmessage({data:this.answer(t)}))}answer(t){try{return ks(this.kernel,t)}catch(e){
return{failed:e instanceof Error?e.message:String(e),id:t.id}}}},Xt=class{constructor(t,e,s,o,r){this.
page=t,this.start=e,this.script=s,this.progress=o,this.failed=r,this.stores=[],this.goal=0,this.answered=
!1,this.idle=this.workers()}workers(){let t=Math.max(1,Math.min(Br,navigator.hardwareConcurrency||1));
try{return this.address=URL.createObjectURL(new Blob([this.script],{type:"text/javascript"})),Array.
from({length:t},()=>this.worker())}catch{return[this.listen(new Jt(this.start))]}}broke(t,e){if(!this.
here){if(this.answered){this.lose(this.at.get(t),e),t.terminate(),this.idle=[...this.idle.filter(s=>s!==
t),this.worker()];return}this.here=!0,this.waiting.clear();for(let{broke:s}of this.looking.values())
s(new Error(e));this.looking.clear(),this.looks=[],this.stores.forEach(zt);try{this.idle=[this.listen(
new Jt(this.start))],this.hand()}catch(s){this.failed(s instanceof Error?s.message:String(s))}}}lose(t,e){
let s=this.looking.get(t??0);if(this.looking.delete(t??0),this.waiting.delete(t??0),s){s.broke(new Error(
e));return}this.goal=0,this.stores.forEach(zt),this.failed(e)}here=!1;at=new Map;address="";worker(){
let t=new Worker(this.address);return t.onerror=e=>{e.preventDefault(),this.broke(t,e.message||"a wo\
rker broke")},t.postMessage(this.start),this.listen(t)}listen(t){return t.onmessage=({data:e})=>{this.
idle.push(t),this.take(e),this.hand()},t}take(t){let e=this.looking.get(t.id);if(e){this.looking.delete(
t.id),t.failed===void 0?e.done(t):e.broke(new Error(t.failed));return}let s=this.stores.find(o=>o===
this.waiting.get(t.id));if(this.waiting.delete(t.id),!!s){if(t.failed!==void 0){this.goal=0,zt(s),this.
failed(t.failed);return}this.answered=!0,s.add(t.first,t.last,t.columns,t.daily),this.progress()}}waiting=new Map;tasks=0;ask(t,e){
this.stores=t,this.goal=e;for(let s of t)s.makeRoom(e);this.hand()}looking=new Map;looks=[];look(t){
let e=++this.tasks;return new Promise((s,o)=>{this.looking.set(e,{done:s,broke:o}),this.looks.push({
days:this.stores[0]?.days,...t,id:e}),this.hand()})}hand(){for(;this.idle.length>0;){if(this.looks.length>
0){this.give(this.looks.shift());continue}let[t]=this.stores.filter(h=>h.asked<this.goal).sort((h,l)=>h.
asked-l.asked);if(!t)return;let e=t.asked,s=jr.find(([h])=>e<h)?.[1]??1,o=Math.min(e+s,this.goal),r=++this.
tasks;t.asked=o,this.waiting.set(r,t);let{world:i,plan:a,days:c}=t;this.give({id:r,first:e,last:o,world:i,
plan:a,days:c,daily:o<=1e3})}}give(t){let e=this.idle.pop();this.at.set(e,t.id),e.postMessage(t)}};var Es={set:"set to",scale:"times",add:"plus"},As={">=":"is at least",">":"is more than","<=":"is at\
 most","<":"is less than","==":"is exactly"},Ss=[];function Ms(n,t,e){let s=Ss,o=d("ol",{class:"rows"}),
r=Vr(n,(a,c)=>{let h=c===null?[...s,a]:s.map((l,u)=>u===c?a:l);return e({interventions:h},!1),s.includes(
a)});t("interventions").append(o,r.made);let i=()=>{o.replaceChildren(...s.map((a,c)=>{let[h,l]=["Ed\
it","Remove"].map(u=>d("button",{type:"button","aria-label":`${u} intervention ${c+1}`},u));return h.
addEventListener("click",()=>r.fill(a,c)),l.addEventListener("click",()=>{e({interventions:s.filter(
(u,f)=>f!==c)},!1),r.made.firstElementChild.focus()}),d("li",{},`${Gr(a,n)} `,h," ",l)}))};return({interventions:a=Ss},c)=>{
r.show(c),a!==s&&(s=a,r.done(),i())}}function Gr(n,t){let e=t.levers.find(a=>a.name===n.lever),s=Es,
o=typeof n.value=="number"?$(n.value):n.value.replaceAll("_"," "),r=(n.where??[]).map(a=>qr(a,e,t)).
join(", ");return[`${e.meaning}: ${n.dose==="set"?"":`${s[n.dose]} `}${o}`,r&&`(${r})`,n.from&&`from\
 ${K(n.from)}`,n.to&&`to ${K(n.to)}`,n.over&&`in ${n.over} daily steps`,n.when&&`once “${Ts(n.when[0],
t)}” ${As[n.when[1]]} ${$(n.when[2])}`].filter(Boolean).join(" ")}function qr(n,t,e){return e.places[t.
table].find(s=>s.id===n).title}function Ts(n,t){return t.known.outcomes.find(e=>e.name===n)?.meaning??
n}function Vr(n,t){let e=Qt("do-lever",zr(n)),s=Qt("do-dose",[]),o=d("span",{class:"worth"}),r=d("sp\
an",{class:"worth"}),i=te("do-from","date"),a=te("do-to","date"),c=te("do-over","number"),h=Qt("do-w\
hen",Jr(n)),l=Qt("do-compare",n.known.comparisons.map(Xr)),u=te("do-threshold","number"),f=d("button",
{type:"button"},"Add"),m=d("button",{type:"button",hidden:""},"Leave it"),p=d("p",{class:"bad",role:"\
alert"}),w=d("details",{}),y=d("summary",{},"Add an intervention"),v=d("fieldset",{class:"lever form",
"aria-label":"an intervention"},dt("Lever",e),dt("Dose",s,o),r,dt("From",i,"left out: the first free\
 day"),dt("To",a,"the last day in force; left out: to the end"),dt("Over",c,"equal daily steps"),dt(
"Once",h,l,u),d("p",{class:"buttons"},f,m),p);w.append(y,v),l.setAttribute("aria-label","comparison \
of the condition"),u.setAttribute("aria-label","number of the condition");let k=null,M=()=>n.levers.
find(O=>O.name===e.value),z=()=>{let O=M(),J=O.kind==="choice"?["set"]:Object.keys(O.doses),jt=Es;s.
replaceChildren(...J.map(un=>d("option",{value:un},jt[un]))),o.replaceChildren(Yr(O)),r.replaceChildren(
...Zr(O,n)),c.disabled=!ke(O),p.textContent=""},E=()=>Kr(M(),n,{dose:s,worth:o,places:r,from:i,to:a,
over:c,outcome:h,compare:l,threshold:u}),B=()=>{k=null,f.textContent="Add",m.hidden=!0;for(let O of[
i,a,c,h,u])O.value="";z()},Dt=()=>{let O=E();typeof O=="string"?p.textContent=O:t(O,k)?B():p.textContent=
"It was not taken: see the line at the top."};return f.addEventListener("click",Dt),w.addEventListener(
"keydown",O=>{O.key!=="Enter"||O.target instanceof HTMLButtonElement||(O.preventDefault(),Dt())}),m.
addEventListener("click",B),e.addEventListener("change",z),z(),{made:w,fill:(O,J)=>{B(),e.value=O.lever,
z(),k=J,f.textContent=`Change number ${J+1}`,m.hidden=!1,w.open=!0,s.value=O.dose,o.firstElementChild.
value=String(O.value);for(let jt of r.querySelectorAll("input"))jt.checked=O.where?.includes(jt.value)??
!1;[i.value,a.value,c.value]=[O.from??"",O.to??"",String(O.over??"")],O.when&&([h.value,l.value,u.value]=
O.when.map(String)),e.focus()},show:O=>{for(let J of[i,a])[J.min,J.max]=[O.first_free,rt(O.days-1,O)]},
done:B}}function Kr(n,t,{dose:e,worth:s,places:o,from:r,to:i,over:a,outcome:c,compare:h,threshold:l}){
let u=s.firstElementChild,f=xe(n,e.value,u.value);if(f===null){let[v,k]=n.doses[e.value];return`A ${n.
whole?"whole ":""}number from ${$(v)} to ${$(k)}, please.`}let m={lever:n.name,dose:e.value,value:f},
p=[...o.querySelectorAll("input:checked")].map(v=>v.value).join(","),w=c.value&&`${c.value}${h.value}${l.
value}`,y={from:r.value,to:i.value,over:a.disabled?"":a.value,when:w,where:p};for(let[v,k]of Object.
entries(y)){if(k==="")continue;let M=$e(v,k,n,t);if(M===null)return`The field “${v==="when"?"once":
v}” does not read: ${k}.`;m[v]=M}return m}function Yr(n){let t={"aria-label":`${n.meaning}: what i\
t is moved to`};if(n.kind!=="choice")return d("input",{type:"number",step:n.whole?1:"any",...t});let e=n.
choices.map(s=>d("option",{value:s.word},s.word.replaceAll("_"," ")));return d("select",t,...e)}function Zr(n,t){
if(n.table==="world")return[];let e=t.places[n.table].map(o=>d("label",{class:"site"},d("input",{type:"\
checkbox",value:o.id}),` ${o.title}`)),s=n.table==="site"?"These sites:":"These militias (none ticke\
d: all):";return[d("small",{},s),...e]}function zr(n){return Object.entries(n.groups).flatMap(([t,e])=>{
let s=n.levers.filter(r=>r.name.split(".")[0]===t&&(r.table==="world"||n.places[r.table].length>0)),
o=s.map(r=>d("option",{value:r.name},r.meaning));return s.length>0?[d("optgroup",{label:e},...o)]:[]})}
function Jr(n){let t=n.known.conditions.map(e=>d("option",{value:e},Ts(e,n)));return[d("option",{value:""},
"no condition"),...t]}function Xr(n){return d("option",{value:n},As[n])}function Qt(n,t){return d("s\
elect",{id:n},...t)}function te(n,t){return d("input",{id:n,type:t})}function dt(n,t,...e){let s=e.map(
o=>typeof o=="string"?d("small",{},o):o);return d("div",{class:"field"},d("label",{for:t.id},n),t,...s)}function Qr(n){let{top:t,bottom:e}=n.getBoundingClientRect();return e>0&&t<innerHeight}var ee=class{constructor(){
this.waiting=new Map,this.timer=0,addEventListener("beforeprint",()=>this.drawAll())}draw(t,e){let s=[
...t.children];if(s.length!==e.length){for(let r of s)this.waiting.delete(r);t.replaceChildren(...e.
map(r=>r()));return}let o=s.map(Qr);e.forEach((r,i)=>{o[i]?this.replace(s[i],r):this.waiting.set(s[i],
r)}),clearTimeout(this.timer),this.timer=setTimeout(()=>this.drawAll(),250)}replace(t,e){this.waiting.
delete(t),t.replaceWith(e())}drawAll(){for(let[t,e]of this.waiting)this.replace(t,e)}};function Ls(n,t){let e=Math.min(n[2],t[2])-Math.max(n[0],t[0]),s=Math.min(n[3],t[3])-Math.max(n[1],t[1]);
return e>0&&s>0?e*s:0}function ti({text:n,at:[t,e],off:s}){let o=n.length*6,r=s*.75,i=[["start",t+s,
e-11/2],["end",t-s,e-11/2],["middle",t,e+s],["middle",t,e-s-11],["start",t+r,e+r-2],["start",t+r,e-r-
11+2],["end",t-r,e+r-2],["end",t-r,e-r-11+2]],a={start:0,middle:.5,end:1};return i.map(([c,h,l])=>{let u=h-
o*a[c];return{anchor:c,box:[u,l,u+o,l+11]}})}function _s(n,t,e){let s=n.map(({at:[o,r],off:i})=>[o-i+
1,r-i+1,o+i-1,r+i-1]);return n.map(o=>{let r=ti(o),i=r.map(({box:l},u)=>{let f=s.reduce((w,y)=>w+Ls(
l,y),0),m=Ls(l,[4,2,t-4,e-2]),p=(l[2]-l[0])*(l[3]-l[1])-m;return f+50*p+u*.5}),{box:a,anchor:c}=r[i.
indexOf(Math.min(...i))];s.push(a);let h={start:a[0],middle:(a[0]+a[2])/2,end:a[2]}[c]??a[0];return{
text:o.text,kind:o.kind,box:a,x:Math.round(h*10)/10,y:Math.round((a[3]-2.5)*10)/10,anchor:c}})}var ft=460,Lt=11,_t=10,ei=2.5,Cs=2;function Ue(n){let[t,e,s,o]=n.frame,r=ft/(s-t),i=r/Math.cos((e+o)/
2*Math.PI/180);return{height:Math.round((o-e)*i),place:([a,c])=>[(a-t)*r,(o-c)*i]}}function Ge(n,t){
return Math.max(ei,_t*Math.sqrt(n/(t||1)))}function Is({areas:n,sites:t,frame:e}){let{height:s,place:o}=Ue(
{frame:e}),r=Math.max(...t.map(c=>c.troops)),i=t.map((c,h)=>({text:String(h+1),kind:"number",at:o(c.
spot),off:Ge(c.troops,r)+Cs})),a=n.map(c=>({text:c.title,kind:"name",at:o(c.spot),off:Lt+2*Cs}));return _s(
[...i,...a],ft,s)}var qe=26,ni=.85,ne=30,si=8;function se(n){let t={strength:0,troops:0,attacks:0};for(let e of n)for(let s=0;s<
e.days;s++){for(let o=0;o<e.areas;o++)t.strength=Math.max(t.strength,e.strength(o,s));for(let o=0;o<
e.sites;o++)t.troops=Math.max(t.troops,e.troops(o,s)),t.attacks=Math.max(t.attacks,e.attacks(o,s,ne))}
return t}function oi(n){return n.map(([t,e])=>`${t.toFixed(1)},${e.toFixed(1)}`).join(" ")}var mt=class{constructor(t){
this.page=t;let{height:e,place:s}=Ue(t.map);this.place=s,this.areas=t.map.areas.map(o=>s(o.spot)),this.
sites=t.map.sites.map(o=>s(o.spot)),this.marks=g("g",{}),this.made=A(ft,e,"Map",...this.ground(e),this.
marks,g("g",{},...this.labels())),this.made.classList.add("world")}ground(t){let{outline:e,links:s,is_map:o}=this.
page.map,r=a=>oi(a.map(this.place)),i=[g("rect",{class:"abroad",width:ft,height:t})];for(let a of Object.
values(e.countries))i.push(g("polygon",{class:"country",points:r(a)}));for(let a of e.borders)i.push(
g("polyline",{class:"border",points:r(a)}));for(let[a,c]of o?[]:s){let[[h,l],[u,f]]=[this.areas[a],this.
areas[c]];i.push(g("line",{class:"border",x1:h,y1:l,x2:u,y2:f}))}for(let[a,c,h]of e.names){let[l,u]=this.
place([c,h]);l>30&&l<ft-30&&u>12&&u<t-4&&i.push(g("text",{class:"land",x:l,y:u,"text-anchor":"middle"},
a))}return i}labels(){return Is(this.page.map).map(({text:t,kind:e,x:s,y:o,anchor:r})=>g("text",{class:e,
x:s,y:o,"text-anchor":r},t))}show(t,e,s,o,r=[]){this.made.setAttribute("aria-label",o);let i=[...this.
sites.map((a,c)=>this.halo(t,c,e,s)),...this.areas.map((a,c)=>this.area(t,c,e,s)),...this.sites.map(
(a,c)=>this.site(t,c,e,s)),...r.map(a=>this.flash(a))];this.marks.replaceChildren(...i)}halo(t,e,s,o){
let[r,i]=this.sites[e],a=t.attacks(e,s,ne)/(o.attacks||1);return g("circle",{class:"halo",cx:r,cy:i,
r:(qe*Math.sqrt(a)).toFixed(1)})}area(t,e,s,o){let[r,i]=this.areas[e],{title:a}=this.page.map.areas[e],
[c,h]=t.holder(e,s),l=this.page.map.holders[c],u=ni*(t.strength(e,s)/(o.strength||1)),f=`${a}: ISIS \
strength ${b(t.strength(e,s))}, ${l.title} ${b(100*h)} %`;return g("g",{},g("title",{},f),g("circle",
{class:"paper",cx:r,cy:i,r:Lt}),g("circle",{class:"isis",cx:r,cy:i,r:Lt,"fill-opacity":u.toFixed(3)}),
...this.ring(t.shares(e,s),r,i),g("text",{class:"mark",x:r,y:i+3.2,"text-anchor":"middle"},l.mark))}ring(t,e,s){
let o=0;return t.flatMap((r,i)=>{let a=o;if(o+=r,r===0)return[];let h={"stroke-dasharray":`${(100*r).
toFixed(2)} 100`,"stroke-dashoffset":(-100*a).toFixed(2)};return[g("circle",{class:`ring ${Ve(i)}`,cx:e,
cy:s,r:Lt,pathLength:100,...h})]})}site(t,e,s,o){let[r,i]=this.sites[e],a=t.troops(e,s),c=Ge(a,o.troops),
h=`${e+1} ${this.page.map.sites[e].title}: ${b(a)} troops`,l=a>0?"site":"site left";return g("circle",
{class:l,cx:r,cy:i,r:c.toFixed(1)},g("title",{},h))}flash({spot:t,age:e,row:s}){let[o,r]=this.place(
t);return g("circle",{class:e===0?"flash now":"flash",cx:o,cy:r,r:17,"data-event":s,opacity:(1/(1+e)).
toFixed(2)})}};function Ve(n){return n===0?"held0":`held${(n-1)%si+1}`}var ri=[["areas","strength"],["areas","holder"],["sites","troops"]];function Ke(n){let t=ri.flatMap(
([s,o])=>{let{at:r,names:i,kinds:a}=n.known.parts[s],c=i.indexOf(o),h=a[c]==="float64"?1:0;return n.
map[s].map((l,u)=>[r+u*i.length+c,h])}),e=n.known.series.find(s=>s.name===n.ladder);return[...t,[e.word,
e.level]]}var pt=class{constructor(t){let{areas:e,sites:s,holders:o}=t.map;this.days=t.days,this.areas=
e.length,this.sites=s.length,this.holders=o.length,this.runs=0,this.strengths=new Float64Array(this.
areas*this.days),this.held=new Float64Array(this.areas*this.holders*this.days),this.troopers=new Float64Array(
this.sites*this.days),this.rungs=new Float64Array(this.days),this.struck=new Float64Array(this.sites*
this.days)}add(t,e,s){let{days:o,areas:r,sites:i}=this,a=s*o,c=(h,l,u)=>{for(let f=0;f<a;f++)l[u*o+f%
o]+=t[h*a+f]};for(let h=0;h<r;h++){c(h,this.strengths,h);for(let l=0;l<a;l++)this.held[this.holding(
h,t[(r+h)*a+l],l%o)]+=1}for(let h=0;h<i;h++)c(2*r+h,this.troopers,h);c(2*r+i,this.rungs,0),e.forEach(
(h,l)=>{this.struck[l]+=h}),this.runs+=s}holding(t,e,s){return(t*this.holders+e+1)*this.days+s}strength(t,e){
return this.strengths[t*this.days+e]/this.runs}shares(t,e){return Array.from({length:this.holders},(s,o)=>this.
held[this.holding(t,o-1,e)]/this.runs)}holder(t,e){let s=this.shares(t,e),o=Math.max(...s);return[s.
indexOf(o),o]}troops(t,e){return this.troopers[t*this.days+e]/this.runs}rung(t){return this.rungs[t]/
this.runs}attacks(t,e,s=1/0){let o=0;for(let r=Math.max(0,e-s+1);r<=e;r++)o+=this.struck[t*this.days+
r];return o/this.runs}};async function Ns(n,t,{world:e,plan:s,days:o},r,i,a){let c=Ke(n);for(;r.runs<
i&&a();){let h=r.runs,l=Math.min(h+25,i),{values:u}=await t({kind:"evenings",first:h,last:l,world:e,
plan:s,days:o,words:c});if(!a())return;let{counts:f}=await t({kind:"attacks",first:h,last:l,world:e,
plan:s,days:o});r.add(u,f,l-h)}}function oe(n,...t){let e=A(22,22,"",...t);return e.setAttribute("aria-hidden","true"),d("li",{},e,n)}
function re(n,t){let e={cx:11,cy:11},s=[oe(`site: this dot is ${b(t.troops)} troops`,g("circle",{class:"\
site",...e,r:_t})),oe(`rocket attacks on a site in ${ne} days: this ring is ${b(t.attacks*(_t/qe)**2)}`,
g("circle",{class:"halo",...e,r:_t})),oe(`ISIS strength in an area: this shade is ${b(t.strength)}; \
all areas together began with 1`,g("circle",{class:"isis",...e,r:9,"fill-opacity":.85}))],o=n.map.holders.
map((r,i)=>oe(r.title,g("circle",{class:`ring ${Ve(i)}`,...e,r:9,pathLength:100}),g("text",{class:"m\
ark",x:11,y:14.2,"text-anchor":"middle"},r.mark)));return d("ul",{class:"key map-key"},...s,...o)}function Ds(n,t,e){
let s=d("tr",{},...t.map(r=>d("th",{scope:"col"},r))),o=e.map(([r,...i])=>d("tr",{},d("th",{scope:"r\
ow"},String(r)),...i.map(a=>d("td",{},String(a)))));return d("table",{},d("caption",{},n),d("thead",
{},s),d("tbody",{},...o))}function Rs(n,t,e){let{areas:s,sites:o,holders:r}=n.map,i=l=>t.map(([u])=>t.
length>1?`${l}, ${u}`:l),a=(l,u)=>l.shares(u,e).map((p,w)=>[p,r[w].title]).filter(([p])=>p>0).sort(([
p],[w])=>w-p).map(([p,w])=>p<1?`${w} ${b(100*p)} %`:w).join(", "),c=s.map((l,u)=>[l.title,...t.map(([
,f])=>b(f.strength(u,e))),...t.map(([,f])=>a(f,u))]),h=o.map((l,u)=>[`${u+1} ${l.title}`,...t.map(([
,f])=>b(f.troops(u,e))),...t.map(([,f])=>b(f.attacks(u,e)))]);return[Ds(`Sites on ${R(n,e)}`,["site",
...i("troops"),...i("attacks so far")],h),Ds(`Areas on ${R(n,e)}`,["area",...i("ISIS strength"),...i(
"held by")],c)]}var ii=7,gt=["as set","unchanged"],js="The map follows when all futures are in.",ie=class{constructor(t,e,s){
this.page=t,this.look=e,this.gathered=new WeakMap,this.worlds=[],this.turn=0,this.sides=[],this.maps=
gt.map(()=>new mt(t));let o=t.days-1;this.slider=d("input",{type:"range",id:"map-day",min:0,max:o,value:o}),
this.date=d("output",{for:"map-day"}),this.note=d("p",{class:"note",role:"status"},js),this.titles=gt.
map(r=>d("figcaption",{},r)),this.saves=gt.map(()=>j("","#map .map-key")),this.figures=this.maps.map(
(r,i)=>{let a=d("div",{class:"holds"},r.made,this.saves[i]);return d("figure",{},this.titles[i],a)}),
this.strip=d("div",{}),this.key=d("div",{}),this.beside=d("div",{class:"beside"},this.strip,this.key),
this.tables=d("div",{class:"tables"}),this.details=d("details",{},d("summary",{},"The numbers of thi\
s day"),this.tables),this.shown=d("div",{hidden:""},...this.parts()),s.append(this.note,this.shown,d(
"p",{class:"note"},ai(t))),this.slider.addEventListener("input",()=>this.draw()),this.details.addEventListener(
"toggle",()=>this.drawTables())}parts(){let t=d("label",{for:"map-day"},"Day");return[d("p",{class:"\
player"},t,this.slider,this.date),d("div",{class:"figures maps"},...this.figures,this.beside),this.details]}hold(){
this.turn+=1,this.worlds=[],this.note.textContent=js,this.shown.classList.add("stale")}async show(t,e){
if(this.worlds[0]===t&&this.worlds[1]===e)return;this.turn+=1,this.worlds=[t,e];let s=this.turn;try{
for(let o of new Set(this.worlds))if(await this.fill(o,()=>this.turn===s),this.turn!==s)return;this.
adopt(t.page),this.ready()}catch(o){if(s!==this.turn)return;this.worlds=[],this.note.textContent=`Th\
e map could not be made: ${o instanceof Error?o.message:o}.`}}adopt(t){let e=this.slider.value===this.
slider.max;this.page=t,this.slider.max=String(t.days-1),e&&(this.slider.value=this.slider.max)}async fill(t,e){
let{page:s}=t,o=this.gathered.get(t)??new pt(s);this.gathered.set(t,o),await Ns(s,this.look,t,o,Math.
min(s.map.runs,s.runs),e)}ready(){let t=[...new Set(this.worlds)].map(s=>this.gathered.get(s));this.
sides=t;let e=t.length>1;this.scale=se(t);for(let s of this.saves)s.dataset.from=`means of the first\
 ${q(t[0].runs)}`;this.figures[1].hidden=!e,this.beside.classList.toggle("whole",e),this.titles[0].textContent=
e?gt[0]:"nothing set",this.note.textContent=`Means of the first ${t[0].runs} futures at the end of e\
ach day; what few futures do may be missing.`,this.key.replaceChildren(re(this.page,this.scale)),this.
shown.hidden=!1,this.shown.classList.remove("stale"),this.draw()}draw(){let{page:t}=this;if(this.sides.
length===0)return;let e=Number(this.slider.value),s=e<t.free?", replayed past":"";this.date.textContent=
`${R(t,e)}${s}`,this.slider.setAttribute("aria-valuetext",this.date.textContent);let{sides:o}=this;o.
forEach((r,i)=>this.maps[i].show(r,e,this.scale,Ye(t,r,e,this.titles[i].textContent))),this.strip.replaceChildren(
ci(t,o,e)),this.drawTables()}drawTables(){let{details:t,page:e}=this;if(!t.open||this.sides.length===
0)return;let s=this.sides.map((o,r)=>[gt[r],o]);this.tables.replaceChildren(...Rs(e,s,Number(this.slider.
value)))}scale=null};function ai(n){let{is_map:t,outline:e}=n.map;return t?`Places are approximate, \
and moved apart where marks would cover each other. Outline: ${e.source}.`:"This is no map: the page\
 knows no place for some areas of this world, so all stand in a grid. Lines join neighbours."}function Ye(n,t,e,s){
let{areas:o,sites:r}=n.map,i=o.map((h,l)=>t.strength(l,e)),a=i.indexOf(Math.max(...i)),c=r.reduce((h,l,u)=>h+
t.troops(u,e),0);return`Map, ${s}, ${R(n,e)}: ${b(c)} troops at ${r.length} sites, ISIS strongest in\
 ${o[a].title} with ${b(i[a])}. All numbers stand in a table.`}function ci(n,t,e){let s=t.map(l=>Array.
from({length:n.days},(u,f)=>n.map.sites.reduce((m,p,w)=>m+l.attacks(w,f,ii),0))),o=Math.max(...s.flat()),
r=s.map((l,u)=>g("polyline",{class:u===0?"mine middle":"twin middle",points:at(l.map((f,m)=>[I(m,n),
L(f/(o||1))]))})),i=I(e,n),a=g("line",{class:"cursor",x1:i,x2:i,y1:L(1),y2:L(0)}),c=t.map((l,u)=>`${b(
s[u][e])} ${gt[u]}`).join(", "),h=`Rocket attacks in the seven days up to ${R(n,e)}: ${c}`;return d(
"figure",{},d("figcaption",{},`Rocket attacks of the last seven days (mean)${r.length>1?", dashes un\
changed":""}`),A(W,D,h,...ct(n,["0",b(o)]),...r.reverse(),a),j(`means of the first ${q(t[0].runs)}`))}var Ze=25,Je=1e3,Fs=50,li=4,ze=300,ae=6,hi=8,ui=20;function Ps(n,t,e){let s={},o=(l,u,f)=>{let m={...s};
u===null?delete m[l]:m[l]=u,e({parameters:m},f)},r=new Map,i={},a=l=>{let u=r.get(l.name)??gi(l,o);return r.
set(l.name,u),u.show(s[l.name]??null,di(l,i,n)),u.made},c=fi(n.parameters).map(l=>mi(l,a)),h=pi(n.parameters,
c,a);return t("parameters").append(h,...c.map(({made:l})=>l)),({parameters:l={},hypotheses:u})=>{s=l,
i=u;for(let f of n.parameters)r.has(f.name)&&a(f);for(let{show:f}of c)f(s)}}function di({row:n},t,e){
return e.hypotheses.find(({name:o,chosen:r,variants:i})=>{let a=Object.hasOwn(t,o)?[r,t[o]]:[];return i.
some(c=>a.includes(c.letter)&&c.rows.includes(n))})?.name??""}function fi(n){let t=new Map;for(let e of n)
t.set(e.group,[...t.get(e.group)??[],e]);return[...t].sort(([e],[s])=>e<s?-1:1)}function mi([n,t],e){
let s=d("summary",{},""),o=d("div",{}),r=d("details",{},s,o),i=()=>{r.open&&!r.hidden&&o.replaceChildren(
...t.map(e))};r.addEventListener("toggle",i);let a=0;return{made:r,fill:i,show:h=>{let l=t.filter(({
name:u})=>Object.hasOwn(h,u)).length;s.textContent=`${n} (${t.length}${l>0?`, ${l} set`:""})`,l>a&&(r.
open=!0),a=l}}}function pi(n,t,e){let s="find-parameter",o=d("input",{type:"search",id:s,autocomplete:"\
off",spellcheck:"false"}),r=d("small",{role:"status"}),i=d("div",{});o.addEventListener("input",()=>{
let c=o.value.toLowerCase().split(/\s+/).filter(Boolean),h=n.filter(({name:u,meaning:f,group:m})=>{let p=`${u}\
 ${u.replaceAll("_"," ")} ${f} ${m}`.toLowerCase();return c.length>0&&c.every(w=>p.includes(w))});i.
replaceChildren(...h.slice(0,Ze).map(e));for(let u of t)u.made.hidden=c.length>0,c.length===0&&u.fill();
let l=h.length>Ze?`, of which the first ${Ze} stand here`:"";r.textContent=c.length>0?`${h.length} o\
f ${n.length} match${l}.`:""});let a=d("label",{for:s},`Find one of ${n.length} by words`);return d(
"div",{},d("div",{class:"lever"},a,o,r),i)}function gi(n,t){let{name:e,meaning:s,unit:o,sources:r}=n,
i=`parameter-${e}`,a=[n.low,n.high],c=d("input",{type:"checkbox",id:i}),h={"aria-describedby":`${i}-\
about`},l={min:$(a[0]),max:$(a[1]),step:"any"},u=d("input",{type:"number",...l,...h,"aria-label":`${s}\
: the number`}),f=d("input",{type:"range",min:0,max:Je,...h,"aria-label":`${s}: slider`}),m=wi(n);c.
addEventListener("change",()=>t(e,c.checked?m:null,!1));let p=E=>t(e,yi(Number(f.value),a),E);f.addEventListener(
"input",()=>p(!0)),f.addEventListener("change",()=>p(!1)),u.addEventListener("change",()=>{let E=_(u.
value,a,!1);u.setCustomValidity(E===null?`a number from ${l.min} to ${l.max}`:""),E===null?u.reportValidity():
t(e,E,!1)});let w=r.map(E=>E.replace(":"," ¶")).join("; "),y=d("div",{class:"bars"}),v=d("small",{class:"\
own"}),k=d("div",{class:"lever"},d("label",{for:i},c,` ${s}`),y,u,f,d("small",{id:`${i}-about`},`${o}\
, ${e}${w?`, after ${w}`:""}`),v),M;return{made:k,show:(E,B)=>{let Dt=n.by_hand?"The scenario sets i\
t by hand.":"";v.textContent=B&&E===null?`As ${B} is chosen, futures draw it otherwise.`:Dt,c.checked=
E!==null,k.classList.toggle("set",E!==null);let Rt=E??m;u.value=$(Rt),f.value=String(Math.round(Je*Ws(
Rt,a))),f.setAttribute("aria-valuetext",`${$(Rt)} ${o}`),E!==M&&(M=E,y.replaceChildren(bi(n,E)))}}}function wi({
value:n,posterior:t,prior:e}){let[,,s]=t??e;return Number($(n??s))}function Ws(n,[t,e]){return t>0&&
e/t>Fs?Math.log(n/t)/Math.log(e/t):(n-t)/(e-t)}function yi(n,[t,e]){let s=n/Je,r=t>0&&e/t>Fs?t*(e/t)**
s:t+s*(e-t);return Math.min(e,Math.max(t,Number($(Number(r.toPrecision(li))))))}function bi(n,t){let e=[
n.low,n.high],s=u=>{let f=Math.min(1,Math.max(0,Ws(u,e)));return ae+f*(ze-2*ae)},o=(u,f,m)=>{if(u.length===
0)return[];let[p,w,y,v,k]=u.map(s);return[g("line",{class:m,x1:p,x2:k,y1:f,y2:f,"stroke-width":2}),g(
"line",{class:m,x1:w,x2:v,y1:f,y2:f,"stroke-width":7}),g("line",{class:"median",x1:y,x2:y,y1:f-4,y2:f+
4})]},{prior:r,posterior:i=[]}=n,a=t===null?[]:[g("line",{class:"by-hand",x1:s(t),x2:s(t),y1:1,y2:27})],
c=[g("line",{class:"tick",x1:s(e[0]),x2:s(e[1]),y1:29,y2:29}),g("text",{x:ae,y:41},b(e[0])),g("text",
{x:ze-ae,y:41,"text-anchor":"end"},b(e[1]))],h=[Bs("prior",r),Bs("posterior",i)].filter(Boolean).join(
"; "),l=[...o(r,hi,"prior"),...o(i,ui,"posterior"),...a,...c];return A(ze,44,`${h||"no future draws \
it"}; ${$(n.low)} to ${$(n.high)} are allowed`,...l)}function Bs(n,t){let[e,s,o,r,i]=t.map(b);return t.
length>0?`${n}: median ${o}, half from ${s} to ${r}, 90 % from ${e} to ${i}`:""}function Xe(n,t){let e=t.map.names[String(n)];if(e!==void 0)return e===""?null:{title:e};let{blocks:s}=t.
known.actors,[o]=Object.keys(s).filter(a=>s[a]<=n).sort((a,c)=>s[c]-s[a]),r={militias:t.places.militia,
sites:t.map.sites,areas:t.map.areas},i=t.map.holders.slice(1);return{...r,forces:i}[o][n-s[o]]}function Hs(n,t,e){
let s=n.known.actions[t.action[e]],[o,r,i]=["actor","target","second"].map(l=>Xe(t[l][e],n)?.title),
a=Object.keys(t).filter(l=>l.endsWith("_killed")).reduce((l,u)=>l+t[u][e],0),c=s.target?[r,i].filter(
l=>l).join(" and "):"";return`${o?`${o}: `:""}${s.short||s.label}${c?`, ${c}`:""}${a>0?` (${a} kille\
d)`:""}`}function Us(n,t,e){let s=["target","second"].map(r=>Xe(t[r][e],n)?.spot);return(s.some(r=>r)?
s:[Xe(t.actor[e],n)?.spot]).filter(r=>r!==void 0)}var xi=390;function Gs(n,{days:t},e,s,o){let r=n.known.rungs.length-1,i=Math.max(1.2,I(1,n)-I(0,n)),
a=(l,u)=>{let f=I(l,n)+i/2;return g("line",{class:u,x1:f,x2:f,y1:L(1),y2:L(0)})},c=[...ct(n,["0",String(
r)]),a(e,"cursor")];for(let l=0;l<=e;l++){let u=t.rung(l);u>0&&c.push(g("rect",{class:`rung rung${u}`,
x:I(l,n),width:i,y:L(u/r),height:L(0)-L(u/r)}))}if(s>=0){let l=I(s,n)>xi,u=I(s,n)+(l?-4:6);c.push(a(
s,"parting"),g("text",{x:u,y:L(1)+22,class:"over","text-anchor":l?"end":"start"},"they part"))}let h=`\
Rung by day, ${o}, up to ${R(n,e)}: today ${n.known.rungs[t.rung(e)]}`;return A(W,D,h,...c)}async function qs(n,t,e,s){let o=await Promise.all(e.map(i=>$i(n,t,i,s))),r=vi(n,o[0].log,o[1].log);
return o.forEach((i,a)=>{i.alone=ki(n,i.log,o[1-a].log)}),{run:s,sides:o,parting:r}}async function $i(n,t,{
world:e,plan:s,days:o=n.days},r){let i=Ke(n),[{log:a},{values:c}]=await Promise.all([t({kind:"replay",
run:r,world:e,plan:s,days:o}),t({kind:"evenings",first:r,last:r+1,world:e,plan:s,days:o,words:i})]),
h=new pt(n),l=new Float32Array(n.map.sites.length*o);We(a.day.length,(f,m)=>a[m][f],n,o,l),h.add(c,l,
1);let u=Array.from({length:o},()=>[]);return a.day.forEach((f,m)=>u[f].push(m)),{days:h,log:a,byDay:u,
alone:[]}}function ce(n,t,e){return n.map.what.map(s=>t[s][e]).join()}function vi(n,t,e){let s=Math.
max(t.day.length,e.day.length);for(let o=0;o<s;o++){let r=[t,e].filter(i=>o<i.day.length).map(i=>i.day[o]);
if(r.length===1||ce(n,t,o)!==ce(n,e,o))return Math.min(...r)}return-1}function ki(n,t,e){let s=new Map;
return e.day.forEach((o,r)=>{let i=ce(n,e,r);s.set(i,(s.get(i)??0)+1)}),Array.from(t.day,(o,r)=>{let i=ce(
n,t,r),a=s.get(i)??0;return s.set(i,a-1),a<1})}function Vs(n,t,e,s,o){let r=n.map.ends.map(i=>n.known.
outcomes.findIndex(a=>a.name===i));for(let i=1;i<=o;i++){let a=(s+i)%o;if(r.some(c=>t[c][a]!==e[c][a]))
return a}return-1}var Oi=[1,2,5,10,25],Si=5,Ei=1;function Ai(){return matchMedia("(prefers-reduced-motion: reduce)").matches}
var le=class{constructor(t,e,s){this.days=t,this.moved=e,this.next=s,this.day=0,this.timer=0,this.slider=
d("input",{type:"range",min:0,max:t-1,value:0,"aria-label":"day"}),this.speed=d("select",{"aria-labe\
l":"speed"},...Oi.map(a=>d("option",{value:a},`${a} days a second`))),this.speed.value=String(Ai()?Ei:
Si),this.play=this.button("Play",()=>this.timer?this.stop():this.start());let o=this.button("Day bac\
k",()=>this.step(this.day-1)),r=this.button("Day on",()=>this.step(this.day+1)),i=this.button("Next \
event",()=>this.step(this.next(this.day)));this.slider.addEventListener("input",()=>this.step(Number(
this.slider.value))),this.made=d("p",{class:"player"},this.play,o,r,i,this.speed,this.slider)}within(t){
this.days=t,this.slider.max=String(t-1)}button(t,e){let s=d("button",{type:"button"},t);return s.addEventListener(
"click",e),s}get blink(){return this.timer?Math.ceil(Number(this.speed.value)/2):0}start(){this.day>=
this.days-1&&this.go(0),this.play.textContent="Pause";let t=()=>{this.timer=window.setTimeout(t,1e3/
Number(this.speed.value)),this.go(this.day+1),this.day>=this.days-1&&this.stop()};this.timer=window.
setTimeout(t,0)}stop(){clearTimeout(this.timer),this.timer=0,this.play.textContent="Play"}step(t){this.
stop(),this.go(t)}go(t){this.day=Math.max(0,Math.min(this.days-1,t)),this.slider.value=String(this.day),
this.moved(this.day)}};var Mi=7,et=["as set","unchanged"],Ti="The same future, with the same luck, as set and unchanged. Ri\
ngs flash where something happens; what strikes no site and no area stands in the lines alone. Choos\
e a line or a ring to read why.",he=class{constructor(t,e,s,o){this.page=t,this.look=e,this.tell=o,this.
stores=[],this.pair=null,this.run=0,this.turn=0,this.player=new le(t.days,r=>this.draw(r),r=>this.nextEvent(
r)),this.maps=et.map(()=>new mt(t)),this.number=d("input",{type:"number",id:"pair",min:0,max:t.runs-
1,step:1,value:0}),this.other=d("button",{type:"button"},"Next pair that ends differently"),this.note=
d("p",{class:"note",role:"status"},"The first pair follows when all futures are in."),this.date=d("p",
{class:"day"}),this.titles=et.map(r=>d("figcaption",{},r)),this.ladders=et.map(()=>d("div",{})),this.
lists=et.map(r=>d("ol",{class:"events","aria-label":`events ${r}`})),this.saves=et.map(()=>["#play .\
map-key","#ladder-key .key"].map(r=>j("",r))),this.key=d("div",{}),this.figures=et.map((r,i)=>this.figure(
i)),this.shown=d("div",{hidden:""},...this.parts()),s.append(d("p",{class:"note"},Ti),this.note,this.
shown),this.number.addEventListener("change",()=>this.choose()),this.other.addEventListener("click",
()=>this.seek())}figure(t){let{rungs:e}=this.page.known,s=`Highest rung of each day so far (${e.length-
1}: ${e.at(-1)})`,[o,r]=[this.maps[t].made,this.ladders[t]].map((l,u)=>d("div",{class:"holds"},l,this.
saves[t][u])),i=`pair.${t}`,a=d("button",{type:"button",class:"tell","data-place":i},"Tell this futu\
re");a.addEventListener("click",()=>this.told(t,i));let c=[this.titles[t],o,d("small",{},s),r,this.lists[t],
a],h=d("figure",{},...c);return h.addEventListener("click",l=>{let u=l.target.closest("[data-event]"),
f=Number(u?.getAttribute("data-event"));u&&this.told(t,`pair.${t}.${f}`,f)}),h}told(t,e,s){this.pair!==
null&&this.stores.length>0&&this.tell(this.pair.run,t,e,s)}parts(){let t=d("label",{for:"pair"},"Fut\
ure number"),e=d("p",{class:"player"},t,this.number,this.other),s=d("div",{class:"figures maps"},...this.
figures);return[e,this.player.made,this.date,s,this.key]}hold(){this.turn+=1,this.stores=[],this.player.
stop(),this.shown.classList.add("stale")}show(t,e){this.stores[0]===t&&this.stores[1]===e||(this.stores=
[t,e],this.page=t.page,this.player.within(t.page.days),this.number.max=String(t.page.runs-1),this.load(
Math.min(this.run,t.page.runs-1)))}choose(){let t=Number(this.number.value),e=this.number.value!==""&&
Number.isInteger(t)&&t>=0&&t<this.page.runs;this.number.setCustomValidity(e?"":`a whole number from \
0 to ${this.page.runs-1}`),e?this.load(t):this.number.reportValidity()}seek(){if(this.stores.length===
0)return;let[t,e]=this.stores,s=Math.min(t.have,e.have),o=Vs(this.page,t.columns,e.columns,this.run,
s);o>=0?this.load(o):this.note.textContent=`None of ${s} pairs ends differently by what is compared:\
 ${this.compared()}.`}compared(){let{ends:t}=this.page.map;return t.map(s=>this.page.known.outcomes.
find(o=>o.name===s).meaning).join("; ")}async load(t){if(this.stores.length===0)return;this.turn+=1;
let e=this.turn;this.run=t,this.number.value=String(t),this.player.stop();try{let s=await qs(this.page,
this.look,this.stores,t);e===this.turn&&this.ready(s)}catch(s){if(e!==this.turn)return;this.note.textContent=
`This pair could not be played: ${s instanceof Error?s.message:s}.`}}ready(t){let{page:e}=this,s=this.
stores[0]!==this.stores[1];this.pair=t,this.scale=se(t.sides.map(o=>o.days)),this.figures[1].hidden=
!s,this.titles[0].textContent=s?et[0]:"nothing set",this.other.toggleAttribute("disabled",!s),this.saves.
flat().forEach(o=>{o.dataset.from=`future ${t.run}`}),this.key.replaceChildren(re(e,this.scale)),this.
note.textContent=s?Li(e,t):`Future ${t.run}. Nothing is set, so its twin is the same.`,this.shown.hidden=
!1,this.shown.classList.remove("stale"),this.player.go(t.parting>=0?t.parting:e.free)}nextEvent(t){let e=this.
pair===null?[]:this.pair.sides;for(let s=t+1;s<this.page.days;s++)if(e.some(o=>o.byDay[s].length>0))
return s;return this.page.days-1}draw(t){let{page:e,pair:s}=this;if(s===null)return;let o=[t<e.free?
"replayed past":"",t===s.parting?"here they part":""];this.date.textContent=[R(e,t),...o.filter(r=>r!==
"")].join(" – "),this.player.slider.setAttribute("aria-valuetext",this.date.textContent),s.sides.forEach(
(r,i)=>{if(this.figures[i].hidden)return;let a=this.titles[i].textContent;this.maps[i].show(r.days,t,
this.scale,Ye(e,r.days,t,a),this.flashes(r,t)),this.ladders[i].replaceChildren(Gs(e,r,t,s.parting,a)),
this.lists[i].replaceChildren(...this.lines(r,t,i))})}flashes(t,e){return Array.from({length:this.player.
blink+1},(o,r)=>r).filter(o=>o<=e).flatMap(o=>t.byDay[e-o].flatMap(r=>Us(this.page,t.log,r).map(i=>({
spot:i,age:o,row:r}))))}lines(t,e,s){return t.byDay.slice(0,e+1).flat().slice(-Mi).map(r=>{let i=t.log.
day[r],a=t.alone[r]?" (only here)":"",c=`${i===e?"today":""} ${t.alone[r]?"alone":""}`.trim(),h={type:"\
button",class:"line","data-event":r,"data-place":`pair.${s}.${r}`},l=`${R(this.page,i)} ${Hs(this.page,
t.log,r)}${a}`;return d("li",{class:c},d("button",h,l))})}scale=null};function Li(n,{run:t,parting:e,
sides:s}){if(e<0)return`Future ${t}: the same events as set and unchanged.`;let o=s.map(({days:a})=>Math.
max(...Array.from({length:n.days},(c,h)=>h<n.free?0:a.rung(h)))),[r,i]=o.map(a=>n.known.rungs[a]);return`\
Future ${t}: they part on ${R(n,e)}. Highest rung as set: ${r}; unchanged: ${i}.`}var _i=300,Ci=[.05,.95];function Ks(n,t,e,s){let o=Math.min(_i,s),a=["mean as set, ±",...[`with ${Qe(
o)} futures`,`with ${Qe(s)}`],"5 % to 95 % of futures"].map(u=>d("th",{scope:"col"},u)),c=n.shown.map(
u=>{let f=n.known.outcomes.findIndex(m=>m.name===u);return Ii(n.known.outcomes[f],n,e.columns[f].subarray(
0,s),o)}),l=`The number of runs blurs a mean; luck and open parameters spread the futures themselves\
.${s<t?` It grows to ${Qe(t)} futures.`:""}`;return d("table",{class:"sure"},d("caption",{},l),d("th\
ead",{},d("tr",{},...a)),d("tbody",{},...c))}function Ii(n,t,e,s){let o=n.kind==="flag",[r,i]=o?[100,
"%"]:[1,n.unit],a=[e.subarray(0,s),e].map(f=>{let{mean:m,error:p}=X(n,f,t.z95);return p>0?V(r*m,r*p):
b(r*m)}),c=e.slice().sort(),h=o?"yes or no":Ci.map(f=>b(bt(c,f))).join(" to "),l=[...a,h],u=d("th",{
scope:"row"},`${t.headings[n.name]} (${i})`);return d("tr",{},u,...l.map(f=>d("td",{},f)))}function Qe(n){
return n.toLocaleString("en-GB")}function Ys(n,t,e){let s=["# Set in a Flashpoint page. The same numbers on the command line, bit for\
 bit:",`#     flashpoint run THIS_FILE --runs ${e} --seed ${t.seed}`,"# A scenario of your own that \
this one extends must lie beside it.",`extends: ${JSON.stringify(t.file)}`,`title: ${JSON.stringify(
t.title_as_set)}`];s.push(...On(n),...as(n));let o=Te(n);if(o.length>0){let i=t.interventions.filter(
u=>!o.includes(u.lever)),a=C(n,t),h=[...Object.entries(n.levers).flatMap(([u,f])=>Ni(u,f,a)),...n.interventions??
[]].map(u=>Wn(u,t)),l=[...i.map(u=>u.yaml),...h];s.push("interventions_replace: true"),l.length>0&&s.
push("interventions:",...l.map(u=>`  - ${u}`))}let r=Object.entries(n.hypotheses);return r.length>0&&
s.push(`hypotheses: {${r.map(([i,a])=>`${i}: ${a}`).join(", ")}}`),`${s.join(`
`)}
`}function Ni(n,{dose:t,value:e},s){let o={lever:n,dose:t,value:e,from:s.first_free};if(!Array.isArray(
e))return[o];let{moved:r}=s.levers.find(i=>i.name===n);return e.length>0?[{...o,value:r,where:e}]:[]}
function Zs(n,t,e){let s="outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,differ\
ence,difference_error",o=e.known.outcomes.map((r,i)=>{let a=X(r,n[i],e.z95),c=X(r,t[i],e.z95),h=ot(n[i],
t[i],e.z95),l=[n[i].length,...[a,c,h].flatMap(({mean:u,error:f})=>[u,f])];return[...[r.name,r.unit,r.
meaning].map(Di),...l].join(",")});return`${[s,...o].join(`\r
`)}\r
`}function Di(n){return`"${n.replaceAll('"','""')}"`}var Ri=/\B(?=(\d{3})+$)/g;function S(n,t){return n.replace(/\{(\w+)\}/g,(e,s)=>s in t?String(t[s]):e)}
function zs(n,t){let e=Math.abs(n).toFixed(100),s=e.indexOf(".")+1+t,o=/^50*$/.test(e.slice(s)),r=e.
slice(0,s).replace(/\.$/,""),i="02468".includes(r.at(-1)??""),a=o&&i?r:Math.abs(n).toFixed(t);return n<
0?`-${a}`:a}function U(n,t=3){if(n===0)return"0";let e=Number(Math.abs(n).toExponential().split("e")[1]),
s=t-1-e,o=10**Math.max(0,-s),r=zs(n/o,Math.max(0,s));return o>1?String(Number(r)*o):r.includes(".")?
r.replace(/0+$/,"").replace(/\.$/,""):r}function Ct(n){return String(Math.trunc(n)).replace(Ri,",")}
function T(n,t){return`${Ct(n)} ${t}${n===1?"":"s"}`}function Js(n){let t=100*n;return t===0||t===100?
`${t} %`:t<.01?"< 0.01 %":t>99.9?"> 99.9 %":`${zs(t,t>=10&&t<=99?0:t>=1?1:2)} %`}var ji=864e5;function Xs(n,{outcomes:t,log:e},s){let o=Array.from(e.day,(r,i)=>Bi(e,i,s));return{run:n,
outcomes:t,events:o}}function Bi(n,t,e){let{why:s,known:o}=e,r=Object.fromEntries(Object.entries(n).
map(([a,c])=>[a,c[t]])),i=Object.fromEntries(["actor","target","second"].map(a=>[a,s.names[r[a]]]));
return{...r,...i,event:t,date:new Date(Date.parse(e.start)+r.day*ji).toISOString().slice(0,10),action:o.
actions[r.action].label,action_code:r.action,rule:s.rules[r.action],replayed:r.day<e.free,shock_kind:s.
shocks[r.shock_kind]??"",blamed:s.militias[r.blamed]??""}}function Z(n,t){let e=Fi(n,t);n.actor&&(e=
S(t.event.acts,{...n,what:e})),n.target&&(e=S(n.second?t.event.on_two:t.event.on,{...n,what:e}));let o=t.
details.map(([i,a,c])=>[Math.trunc(n[i]),a,c]).filter(([i])=>i>0).map(([i,a,c])=>`${Ct(i)} ${i===1?a:
c}`);return t.blamed.includes(n.action_code)&&n.blamed!==""&&n.blamed!==n.actor&&o.push(S(t.event.blamed,
n)),o.length>0?S(t.event.with,{what:e,details:o.join(", ")}):e}function Fi(n,t){let e=t.instead.find(
([s,o])=>s===n.action_code&&(o===""||n[o]>0));return e?S(e[2],n):n.action}function It(n,t){let e=n.parent<
0?t.reason.uncaused:S(t.reason.caused,n),[s,o]=[U(n.p),U(n.u)];return S(t.reason[Pi(n,t)],{cause:e,rule:n.
rule,p:s,u:o})}function Pi(n,t){return n.forced===t.forced.history?"history":n.forced===t.forced.lever?
"lever":n.p>=1?"follows":n.replayed?"drawn_in_past":"drawn"}function tn(n,t){if(t.quiet.includes(n.action_code)&&
n.forced===t.forced.free)return!1;let e=t.dead.reduce((o,r)=>o+n[r],0);return!(t.harmless.includes(n.
action_code)&&e===0)||n.forced===t.forced.history}function wt({events:n},t,e){let s=n.map(o=>e||tn(o,
t));for(let o=n.length-1;o>=0;o--)s[o]&&n[o].parent>=0&&(s[n[o].parent]=!0);return n.filter((o,r)=>s[r]).
map(o=>({event:o.event,date:o.date,depth:Math.min(t.most_indented,o.depth),what:Z(o,t),why:It(o,t)}))}
function ue({run:n,outcomes:t,events:e},s){let{story:o}=s.why,r=c=>S(o.counted,{attacks:T(t[`n_rocke\
t_attacks${c}`],"rocket attack"),dead:T(t[`us_killed${c}`],"American")}),a=e.some(c=>c.replayed)?S(o.
before,{counted:r(s.known.counters.before)}):"";return S(o.head,{run:n,peak_rung:t.peak_rung,counted:r(
""),before:a})}function de({outcomes:n},t){let{outcome:e,sentence:s,place:o}=t.war;return n[e]?s.replace(
o,t.why.story.this_run):""}function nt(n,t){let e=t.why.deadlier.find(([s,o])=>s.includes(n.action_code)&&o.some(r=>n[r]>0));return e?
e[2]:t.known.actions[n.action_code].rung}function Wi(n,t){let e=[];for(let s=t;s>=0;s=n[s].parent)e.
unshift(s);return e}function Hi(n,t){let e=n.map(o=>o.replayed?0:nt(o,t)),s=Math.max(0,...e);return s===
0?-1:e.indexOf(s)}function Ui(n,t,e){return t.filter(o=>n[o].forced===e.forced.free&&n[o].p<1).reduce(
(o,r)=>o<0||n[r].p<n[o].p?r:o,-1)}function Gi(n,t,[e,s]){return n.length<=e+s?n:n.filter((o,r)=>r<e||
r>=n.length-s||o===t)}function fe({events:n},t){let{why:e}=t,s=Hi(n,t);if(s<0)return{head:S(e.worst.
none,t),links:[],luckiest:-1,luck:"",rows:[]};let o=Wi(n,s),r=Ui(n,o,e),i=Gi(o,r,e.ends),a=i.map((c,h)=>{
let l=o.indexOf(c)-(h>0?o.indexOf(i[h-1]):-1)-1,u=l>0?S(e.way.between,{links:T(l,"link")}):"",{date:f}=n[c];
return{event:c,between:u,date:f,what:Z(n[c],e),why:It(n[c],e)}});return{...qi(n,o,r,t),links:o,luckiest:r,
rows:a}}function qi(n,t,e,s){let{why:o,known:r}=s,i=n[t[t.length-1]],a=i.action_code===o.war[1]?o.way:
{...o.way,...o.worst},c=S(a.head,{day:i.date,links:T(t.length,"link"),rung:`${nt(i,s)}, ${r.rungs[nt(
i,s)]}`}),h=e<0?"":Js(n[e].p),l=e<0?o.way.no_luck:S(a.luck,{event:e,chance:h});return{head:c,luck:l}}var Vi=1e-12;function to(n,t,e){let s=[n,t].map(({events:h})=>h.map(l=>JSON.stringify(e.what.map(u=>l[u])))),
o=Math.min(s[0].length,s[1].length),r=0;for(;r<o&&s[0][r]===s[1][r];)r++;let i=h=>Math.abs(n.events[h].
p-t.events[h].p)>Vi,a=Array.from({length:r},(h,l)=>l).findIndex(i),c=Object.keys(e.compared).filter(
h=>n.outcomes[h]!==t.outcomes[h]);return{shared:r,leaning:a,sides:[Qs(n.events,s[0],s[1],r),Qs(t.events,
s[1],s[0],r)],outcomes:c.map(h=>[h,n.outcomes[h],t.outcomes[h]])}}function Qs(n,t,e,s){let o=new Map;
for(let c of e.slice(s))o.set(c,(o.get(c)??0)+1);let r=[];for(let c=s;c<t.length;c++){let h=o.get(t[c])??
0;h>0?o.set(t[c],h-1):r.push(c)}let i=r[0]===s?s:-1,a=Ki(n,i);return{first:i,alone:r,follow:r.filter(
c=>a.has(c))}}function Ki(n,t){let e=new Set(t<0?[]:[t]);for(let s=t+1;t>=0&&s<n.length;s++)e.has(n[s].
parent)&&e.add(s);return e.delete(t),e}function eo({shared:n,sides:t},e,s){return t.every(o=>o.alone.
length===0)?S(s.parting.same,{run:e,events:T(n,"event")}):S(s.parting.part,{run:e,events:T(n,"shared\
 event")})}function no(n,t,e,s){let{events:o}=n[e],{first:r}=t[e];if(r>=0){let h=o[r],l={date:h.date,
what:Z(h,s),why:It(h,s)};return S(s.parting.first,l)}let i=t[1-e].first,a=i<0?void 0:Yi(o,n[1-e].events[i])?.
date,c=a===void 0?"":S(s.parting.until,{date:a});return S(s.parting.nothing,{until:c,missed:""})}function Yi(n,t){
let e=s=>["action","actor","target"].every(o=>s[o]===t[o]);return n.slice(t.event).find(e)}function so({
leaning:n},t,e){if(n<0)return"";let[s,o]=t.map(({events:i})=>U(i[n].p)),r=t[0].events[n];return S(e.
parting.leaning,{date:r.date,what:Z(r,e),p:s,q:o})}function oo({first:n,alone:t,follow:e},s){if(t.length===
0)return s.parting.none_alone;let o=e.length,r=n<0?"":S(s.parting.caused,{n:o,follow:o===1?"follows":
"follow"});return S(s.parting.alone,{events:T(t.length,"event"),caused:r})}var G=["as set","unchanged"],Zi="peak_rung";function zi(n,t){let e=n.reduce((o,r)=>Math.max(o,r),0);
if(e===0)return-1;let s=n.subarray(t+1).indexOf(e);return s>=0?t+1+s:n.indexOf(e)}var me=class{constructor(t,e,s,o){
this.page=t,this.stores=e,this.open=s,this.refuse=o;let r=t.runs-1,i={type:"number",id:"why-run",min:0,
max:r,step:1,value:0,required:""};this.number=d("input",i),this.choice=ro("why-side",G.map((c,h)=>[String(
h),c])),this.wanted=ro("why-wanted",Ji(t));let a=d("button",{type:"button"},"Next such future");a.addEventListener(
"click",()=>this.next()),this.made=d("form",{class:"choose","aria-label":"Choose a future"},en("why-\
run",`Future number (0 to ${r.toLocaleString("en-GB")})`,this.number),en("why-side","side",this.choice,
d("button",{type:"submit"},"Tell it")),en("why-wanted","or one with",this.wanted,a)),this.made.addEventListener(
"submit",c=>{c.preventDefault(),this.open(Number(this.number.value),this.side)})}get side(){return Number(
this.choice.value)}show(t,e){this.number.value=String(t),this.choice.value=String(e)}next(){let{outcomes:t}=this.
page.known,e=t.findIndex(r=>r.name===this.wanted.value),s=this.stores()[this.side],o=zi(s.columns[e].
subarray(0,s.have),Number(this.number.value));o>=0?this.open(o,this.side):this.refuse(`None of ${T(s.
have,"future")} ${G[this.side]}.`)}};function Ji(n){let e=n.known.outcomes.filter(o=>o.kind==="flag").
map(o=>o.name),s=Object.entries(n.why.compared).filter(([o])=>e.includes(o));return[[Zi,"The highest\
 rung seen"],...s]}function ro(n,t){let e=t.map(([s,o])=>d("option",{value:s},o));return d("select",
{id:n},...e)}function en(n,t,...e){return d("span",{class:"buttons"},d("label",{for:n},t),...e)}function io(n,t,e){let s=d("h4",{},"Where it parts from its twin");if(n.length===1)return[s,d("p",{class:"\
note"},"Nothing is set, so this future and its twin are one. Move a lever, and tell it anew.")];let{
why:o}=e,r=to(n[0],n[1],o),i=r.sides.every(h=>h.alone.length===0),a=so(r,n,o),c=[s,d("p",{},eo(r,t,o))];
return a!==""&&c.push(d("p",{},a)),i||c.push(...G.map((h,l)=>Xi(n,r,l,o))),r.outcomes.length>0?c.push(
Qi(r,e)):c.push(d("p",{class:"note"},"Both end alike in every headline outcome.")),c}function Xi(n,{
sides:t},e,s){let o=new Set(t[e].alone),r=wt(n[e],s,!1).filter(({event:f})=>o.has(f)),i=r.slice(0,s.
most).map(({event:f,date:m,what:p,why:w})=>{let y=t[e].follow.includes(f)?" follows":"";return d("li",
{class:y.trim()},`${m} ${p}`,d("small",{},`#${f}: ${w}`))}),a=r.length-i.length;a>0&&i.push(d("li",{
class:"between"},`… and ${a} more that ${a===1?"matters":"matter"}`));let c=e===0?"mine":"twin",h=d(
"ol",{class:"way"},...i),l=d("summary",{},`Only ${G[e]}: ${oo(t[e],s)}`),u=d("p",{class:c},d("b",{},
`${G[e]}: `),no(n,t,e,s));return i.length===0?d("div",{},u,d("p",{},l.textContent??"")):d("div",{},u,
d("details",{},l,h))}function Qi({outcomes:n},t){let e=i=>d("td",{},U(i,6)),s=n.map(([i,a,c])=>{let{
unit:h}=t.known.outcomes.find(u=>u.name===i),l=d("th",{scope:"row"},`${t.why.compared[i]} (${h})`);return d(
"tr",{},l,e(a),e(c))}),o=["",...G].map(i=>d("th",{scope:"col"},i)),r=d("caption",{},"Outcomes that d\
iffer");return d("table",{},r,d("thead",{},d("tr",{},...o)),d("tbody",{},...s))}var ao=5,co=" ".repeat(19);function lo(n,t,e){let{why:s}=t,o=wt(n,s,e),r=n.events.length-o.length,i=o.
flatMap(h=>[`${`#${h.event}`.padStart(ao)}  ${h.date}  ${"  ".repeat(h.depth)}${h.what}`,`${co}${h.why}`]),
a=[r>0?S(s.story.left_out,{n:r}):"",de(n,t)];return`${[...ta(n,t),ue(n,t),...i,...a.filter(h=>h!=="")].
join(`
`)}
`}function ta(n,t){let[e]=t.why.war;if(!n.outcomes[e])return[];let s=fe(n,t),o=s.rows.flatMap(({event:r,
between:i,date:a,what:c,why:h})=>{let l=r===s.luckiest?t.why.way.luckiest:"",u=[`${`#${r}`.padStart(
ao)}  ${a}  ${c}`,`${co}${h}${l}`];return i===""?u:[i,...u]});return[s.head,...o,s.luck]}var ea=34,na=["us_killed","partner_killed","iraqi_killed","fighters_killed","iranian_killed"],sa=50,
oa=2,ho=8,ra=6.1,nn=12;function sn(n){return na.reduce((t,e)=>t+n[e],0)}function on(n,t){let e=nt(n,
t);return e>=oa?e+Math.min(.9,sn(n)/sa):t.why.weights[n.action_code]??0}function uo(n,t,e,s){if(s)return n.
map(a=>a.event);let o=n.filter(a=>tn(a,e.why)).map(a=>a.event),r=new Map(o.map(a=>[a,on(n[a],e)])),i=o.
slice().sort((a,c)=>(r.get(c)??0)-(r.get(a)??0)||a-c);return[...new Set([...t,...i.slice(0,ea)])].sort(
(a,c)=>a-c)}function fo(n,t,e){let s=n[t].parent;for(;s>=0&&!e.has(s);)s=n[s].parent;return{cause:s,
isNext:s===n[t].parent}}function mo(n,t){let{lanes:e,titles:s}=t.why,o=[...new Set(n.map(h=>h.actor))],
r=h=>o.filter(l=>ia(l,t)===h),i=e.flatMap(([h,l,u])=>{let f=l.filter(p=>o.includes(p)),m=u?r(h).map(
p=>({title:s[p]??p,actors:[p]})):[];return f.length>0?[...m,{title:h,actors:f}]:m}),a=i.flatMap(h=>h.
actors),c=o.filter(h=>!a.includes(h));return[...i,...c.map(h=>({title:s[h]??h,actors:[h]}))]}function ia(n,t){
let{lanes:e,militias:s,names:o}=t.why;if(s.includes(n))return e.find(([,a])=>a.includes("militias"))[0];
let r=t.known.actors.blocks.forces;return Object.entries(o).some(([a,c])=>c===n&&Number(a)>=r)?e.find(
([,a])=>a.includes("forces"))[0]:""}function po(n,t){let e=new Map;for(let s of n){let o=`${s.row} ${s.
x}`;e.set(o,[...e.get(o)??[],s])}for(let s of e.values()){let o=Math.min(s[0].x,t-(s.length-1)/2*ho);
s.forEach((r,i)=>{r.x=o+(i-(s.length-1)/2)*ho})}}function go(n,t,{left:e,right:s}){let o=t.map(({x:r,
y:i})=>({x:r-5,y:i-5,width:10,height:10}));return n.flatMap(({node:r,text:i})=>{let a=i.length*ra,c=[
r.x-4,r.x-a+4,r.x-a/2],l=[-9-nn,7].flatMap(u=>c.map(f=>({x:f,y:r.y+u,width:a,height:nn}))).find(u=>u.
x>=e&&u.x+a<=s&&!o.some(f=>aa(u,f)));return l?(o.push(l),[{node:r,text:i,x:l.x,y:l.y+nn-3}]):[]})}function aa(n,t){
return n.x<t.x+t.width&&t.x<n.x+n.width&&n.y<t.y+t.height&&t.y<n.y+n.height}var yt=940,st=142,rn=14,an=18,cn=46,wo=20,ca=3,la=864e5,ha=12,ua=22,da=12;function yo({run:n,events:t},{
links:e,luckiest:s},o,r){let i=uo(t,e,o,r),a=mo(i.map(p=>t[p]),o),c=fa(t,o),h=an+a.length*cn+wo,l=ma(
i.map(p=>t[p]),a,c,o),u=`Causal tree of future ${n}: ${i.length} of ${T(t.length,"event")}, ${e.length}\
 of them on the way to the highest rung. The lines below tell them one by one.`,f=[...pa(a,c,h,o),...ya(
t,l,e),...xa(l,e).map(p=>$a(p,t[p.event],e,o)),...va(t,l,e,s,o)],m=A(yt,h,u,...f);return d("div",{class:"\
tree",tabindex:0,role:"group","aria-label":"Causal tree"},m)}function fa(n,t){return n.some(s=>s.action_code===
t.why.war[1])?Math.min(t.days,Math.max(...n.map(s=>s.day))+ca):t.days}function ln(n,t){return st+n/Math.
max(1,t-1)*(yt-st-rn)}function ma(n,t,e,s){let o=n.map(r=>{let i=t.findIndex(({actors:h})=>h.includes(
r.actor)),[a,c]=[ln(r.day,e),an+(i+.5)*cn];return{event:r.event,rung:nt(r,s),row:i,x:a,y:c}});return po(
o,yt-rn),o}function pa(n,t,e,s){let[o,r]=[e-wo,yt-rn],i=Math.min(s.free,t),a=n.flatMap(({title:c},h)=>{
let l=an+(h+.5)*cn,u=ga(c),f=u.map((m,p)=>g("text",{x:0,y:l+4+(p-(u.length-1)/2)*da,class:"lane"},m));
return[g("line",{class:"track",x1:st,x2:r,y1:l,y2:l}),...f]});if(i>0){let c=ln(i,t)-st;a.unshift(g("\
rect",{class:"past",x:st,y:0,width:c,height:o})),c>80&&a.push(g("text",{x:st+4,y:12},"replayed past"))}
return[...a,...wa(t,o,s)]}function ga(n){return n.split(" ").reduce((t,e)=>{let s=`${t.at(-1)??""} ${e}`.
trim();return s.length>ua?[...t,e]:[...t.slice(0,-1),s]},[])}function wa(n,t,e){let o=[...Array.from(
{length:n},(i,a)=>new Date(Date.parse(e.start)+a*la)).entries()].filter(([i,a])=>a.getUTCDate()===1||
i===0&&n<31),r=Math.ceil(o.length/ha);return o.filter((i,a)=>a%r===0).flatMap(([i,a])=>{let c=ln(i,n),
h=a.toLocaleString("en-GB",{month:"short",year:"2-digit",timeZone:"UTC"});return[g("line",{class:"mo\
nth",x1:c,x2:c,y1:0,y2:t+4}),g("text",{x:Math.min(c,yt-44),y:t+15},h)]})}function ya(n,t,e){let s=new Map(
t.map(i=>[i.event,i])),o=new Set(s.keys());return t.flatMap(i=>{let{cause:a,isNext:c}=fo(n,i.event,o),
h=s.get(a);if(!h)return[];let l=e.includes(i.event);return[{onTheWay:l,line:g("path",{class:`link${l?
" way":""}${c?"":" over"}`,d:ba(h,i)})}]}).sort((i,a)=>Number(i.onTheWay)-Number(a.onTheWay)).map(({
line:i})=>i)}function ba(n,t){let e=(...o)=>o.map(r=>r.toFixed(1)).join(" ");if(n.row===t.row){let o=n.
y-Math.min(18,6+(t.x-n.x)/6);return`M${e(n.x,n.y)}Q${e((n.x+t.x)/2,o,t.x,t.y)}`}let s=Math.max(8,Math.
min(40,Math.abs(t.x-n.x)/2));return`M${e(n.x,n.y)}C${e(n.x+s,n.y,t.x-s,t.y,t.x,t.y)}`}function xa(n,t){
let e=({event:s})=>Number(t.includes(s));return n.slice().sort((s,o)=>e(s)-e(o)||s.rung-o.rung)}function $a({
event:n,rung:t,x:e,y:s},o,r,i){let a=3.5+t*.45,c=`node rung${t}${r.includes(n)?" way":""}`,h=g("titl\
e",{},`#${n}  ${o.date}  ${Z(o,i.why)}`),l={class:c,"data-event":n};if(o.forced===i.why.forced.free)
return g("circle",{...l,cx:e,cy:s,r:a},h);let u={x:e-a,y:s-a,width:2*a,height:2*a};return g("rect",{
...l,...u},h)}function va(n,t,e,s,o){let r=({event:a})=>(a===s?200:e.includes(a)?100:0)+on(n[a],o),i=t.
filter(a=>r(a)>0).sort((a,c)=>r(c)-r(a)).map(a=>({node:a,text:ka(n[a.event],a.event===s,o)}));return go(
i,t,{left:st,right:yt}).map(({node:a,text:c,x:h,y:l})=>{let u=e.includes(a.event)?"label way":"label";
return g("text",{class:u,x:h.toFixed(1),y:l.toFixed(1)},c)})}function ka(n,t,e){let s=sn(n),o=n.shock_kind||
e.known.actions[n.action_code].short;return`${t?"★ ":""}${o}${s>0?`, ${Ct(s)} dead`:""}`}var Oa=.5,Sa=.8,pe=class{constructor(t,e,s,o,r){this.page=e,this.look=s,this.stores=o,this.save=r,this.
asked=0,this.everything=!1,this.shown=null,this.back=null,this.failure=d("p",{class:"bad",role:"aler\
t"}),this.stale=d("p",{class:"note",role:"status"}),this.body=d("div",{class:"told card",role:"regio\
n","aria-labelledby":"why-title",hidden:""}),this.body.addEventListener("keydown",a=>{a.key==="Escap\
e"&&this.close()});let i=d("p",{class:"note"},"Choose a dot above, or a number: the page replays tha\
t future and tells what happened, what caused it, and by what luck. One future is an example of how \
things hang together, not a forecast.");this.form=new me(e,o,(a,c)=>this.open(a,c,null),a=>this.fail(
a)),t.append(d("h2",{id:"why-head"},"Why: one future told"),i,this.form.made),t.append(this.failure,
this.stale,this.body)}async open(t,e,s,o=-1){let r=++this.asked,i=this.stores(),a=[...new Set(i)];try{
let c=a.map(({world:u,plan:f,days:m})=>this.look({kind:"replay",run:t,world:u,plan:f,days:m})),h=await Promise.
all(c);if(r!==this.asked)return;this.page=i[0].page;let l=h.map(u=>Xs(t,u,this.page));this.shown={stories:l,
side:Math.min(e,l.length-1),run:t,stores:i},this.back=s,this.everything=!1,this.failure.textContent=
"",this.form.show(t,e),this.draw(),this.check(),o<0?this.goTo("why-title"):this.unfold(o)}catch(c){if(r!==
this.asked)return;let h=c instanceof Error?c.message:String(c);this.fail(`Future ${t} cannot be told\
: ${h}.`)}}fail(t){this.failure.textContent=`${t}${this.shown?" Below stands the last one told.":""}`}check(){
let t=this.shown!==null&&this.stores().some((e,s)=>e!==this.shown?.stores[s]);this.stale.textContent=
t?"What is set has changed since this future was told. “Tell it” tells it anew.":"",this.body.classList.
toggle("outdated",t)}close(){this.body.setAttribute("hidden",""),this.shown=null,this.stale.textContent=
"",(this.back===null||!Kt(this.back))&&this.form.number.focus()}goTo(t){let e=this.body.querySelector(
`#${t}`);e.scrollIntoView({block:"start"}),e.focus({preventScroll:!0})}draw(){if(this.shown===null)return;
let{stories:t,side:e,run:s}=this.shown,o=t[e],{page:r}=this,i=t.length>1?G[e]:"nothing set",a=`futur\
e ${s}, ${i}`,c=d("h3",{id:"why-title",tabindex:-1},`Future ${s}, ${i}`),h=fe(o,r);this.body.replaceChildren(
d("div",{class:"title"},c,this.buttons(o)),d("p",{},ue(o,r)),d("p",{class:"note"},de(o,r)),...Aa(h,o,
r),this.picture(o,h,a),this.lines(o),...io(t,s,r)),this.body.removeAttribute("hidden"),Ea(this.body)}buttons(t){
let e=d("button",{type:"button"},"Download as text");e.addEventListener("click",()=>{this.save(`futu\
re_${t.run}.txt`,"text/plain",lo(t,this.page,this.everything))});let s=d("button",{type:"button"},"C\
lose");return s.addEventListener("click",()=>this.close()),d("span",{class:"buttons"},e,s)}picture(t,e,s){
let o=yo(t,e,this.page,this.everything);o.addEventListener("click",h=>{let l=h.target.closest("[data\
-event]");l&&this.unfold(Number(l.getAttribute("data-event")))});let r=d("p",{class:"note tree-key"},
"Bold: the way to the highest rung; ★ its luckiest draw. Circles were drawn by chance or follow by t\
hemselves, squares are coded history or ordered. A broken link leaves out events between. Colours ar\
e rungs."),i=d("p",{class:"note"},"A click on a node unfolds its line below."),a=d("div",{class:"hol\
ds"},o,j(s,"#why .key, #why .tree-key")),c=d("h4",{},"Who caused what");return d("section",{},c,this.
toggle(t),a,Gt(this.page.known.rungs),r,i)}toggle(t){let e=d("input",{type:"checkbox",id:"why-all"});
e.checked=this.everything,e.addEventListener("change",()=>{this.everything=e.checked,this.draw(),this.
body.querySelector("#why-all").focus({preventScroll:!0})});let s=`show everything (${T(t.events.length,
"event")})`;return d("p",{},e,d("label",{for:"why-all"},` ${s}`))}lines(t){let e=wt(t,this.page.why,
this.everything),s=e.map(({event:c,date:h,depth:l,what:u,why:f})=>{let m=d("time",{datetime:h},h),p=d(
"summary",{},m,` ${u}`),w=d("details",{"data-line":c},p,d("p",{class:"note"},`#${c}: ${f}`));return d(
"li",{class:`deep${l}`},w)}),o=t.events.length-e.length,r=o>0?`${T(o,"harmless or idle event")} left\
 out; “show everything” has them.`:"",i=d("ol",{class:"story"},...s),a=d("h4",{},"Its story, eac\
h line under its cause");return d("section",{},a,i,d("p",{class:"note"},r))}unfold(t){let e=()=>this.
body.querySelector(`[data-line="${t}"]`);e()||(this.everything=!0,this.draw());let s=e();s.setAttribute(
"open","");let o=s.querySelector("summary");o.scrollIntoView({block:"center"}),o.focus({preventScroll:!0})}};
function Ea(n){let t=n.querySelector(".tree"),e=Array.from(t.querySelectorAll(".node.way")).at(-1);if(!e)
return;let[s,o]=[t,e].map(r=>r.getBoundingClientRect());t.scrollLeft+=o.right-(s.left+s.width*Sa)}function Aa(n,{
events:t},e){let s=n.rows.flatMap(({event:c,between:h,date:l,what:u,why:f})=>{let m=c===n.luckiest?[
d("b",{}," ★ luckiest draw")]:[],p=d("li",{},`${l} ${u}`,...m,d("small",{},`#${c}: ${f}`));return h===
""?[p]:[d("li",{class:"between"},h.trim()),p]}),o=n.luckiest<0?1:t[n.luckiest].p,r=o<Oa?` (1 in ${U(
1/o,o>.1?1:2)})`:"",a=[d("h4",{},n.links.length>0?"How it came to the worst":"Quiet"),d("p",{},n.head)];
return s.length>0&&a.push(d("ol",{class:"way"},...s)),n.luck!==""&&a.push(d("p",{class:"luck"},n.luck.
replace(" that day.",`${r} that day.`))),a}var Ma=100,xo=500,Ta=[xo,1e3,2500,5e3];function x(n){return document.getElementById(n)}function bo(n){
x(n).scrollIntoView(),x(n).focus({preventScroll:!0})}var hn=class{constructor(t,e){let{page:s,parts:o}=t.
base;this.cases=t,this.page=s,this.setting=At(),this.view=C(this.setting,s),this.twinLink="",this.controls=
new Map,this.drawn=0,this.timer=0,this.moved=this.begun=0,this.dragging=this.passed=!1,this.pictures=
new ee;let r=x("script").textContent??"";this.futures=new Xt(s,{module:e,page:s,parts:o},r,()=>this.
progress(),c=>this.fail(c)),this.twin=this.mine=this.store(be(this.setting,s));let i=c=>this.futures.
look(c);this.why=new pe(x("why"),s,i,()=>[this.mine,this.twin],Nt);let a=(c,h,l,u)=>this.why.open(c,
h,l,u);this.closer=[new ie(s,i,x("map")),new he(s,i,x("play"),a)]}store(t){let{page:e,parts:s}=this.
cases.of(ht(t,this.page)),[o,r]=[ls(s.world,t,e),hs(s.plan,t,e)];return new Zt(C(t,e),o,r)}begin(){let t=e=>this.
change({...At(),...this.caseSet(e)},!1);this.showCase=ss(this.cases,x("cases"),t),this.page=this.cases.
named("").page,this.readLink(),clearTimeout(this.timer),this.simulate(!1),this.buildControls(),this.
showSetting(),addEventListener("hashchange",()=>this.readLink()),x("reset").addEventListener("click",
()=>this.change({...At(),...this.caseSet(this.page.case)},!1)),x("to-levers").addEventListener("clic\
k",()=>bo("settings")),x("to-pictures").addEventListener("click",()=>bo("pictures")),x("scenario").addEventListener(
"click",()=>this.saveScenario()),x("table").addEventListener("click",()=>this.saveTable()),x("extend\
ed").addEventListener("click",()=>this.saveExtended()),Jn(()=>({title:this.drawnTitle,seed:this.page.
seed,link:this.drawnLink}),Nt,e=>x("complaint").textContent=e)}caseSet(t){return t===ht({},this.page)?
{}:{case:t}}showCase(t){}turnTo(t){if(t!==this.page&&(this.page=t,this.panels.length!==0)){this.controls.
clear();for(let e of["levers","hypotheses","branch","interventions","parameters","sources","ladder-k\
ey"])x(e).replaceChildren();this.buildControls()}}buildControls(){let{page:t}=this;for(let[r,i]of Object.
entries(t.groups)){let c=t.levers.filter(l=>l.name.split(".")[0]===r).filter(l=>l.table==="world"||t.
places[l.table].length>0);if(c.length===0)continue;let h=c.map(l=>this.keep(l.name,fs(l,t,(u,f,m)=>this.
setLever(u,f,m))));x("levers").append(d("details",{},d("summary",{},`${i} (${h.length})`),...h))}let e=t.
hypotheses.map(r=>this.keep(r.name,ms(r,(i,a)=>this.setVariant(i,a))));x("hypotheses").append(...e);
let s=(r,i)=>this.change({...this.setting,...r},i);this.panels=[Hn,Ms,Ps].map(r=>r(t,x,s));let o=Object.
entries(t.sources).map(([r,i])=>d("li",{},`${r}: ${i}`));x("sources").append(...o),x("ladder-key").append(
Gt(t.known.rungs))}panels=[];keep(t,e){return this.controls.set(t,e),e.made}setLever(t,e,s){let o={...this.
setting.levers};e===null?delete o[t]:o[t]=e,this.change({...this.setting,levers:o},s)}setVariant(t,e){
let s={...this.setting.hypotheses,[t]:e};e===this.page.hypotheses.find(o=>o.name===t).chosen&&delete s[t],
this.change({...this.setting,hypotheses:s},!1)}readLink(){let t=location.hash.slice(1);if(!(t===H(this.
setting)&&this.futures.goal>0))try{this.change(ds(t,this.cases.named(t).page),!1,!1),x("complaint").
textContent=""}catch(e){if(!(e instanceof N))throw e;this.futures.goal===0&&this.change(this.setting,
!1,!1),x("complaint").textContent=`The link says ${e.message}. All of it is left aside.`}}change(t,e,s=!0){
this.turnTo(this.cases.of(ht(t,this.page)).page);let o=Ce(t,this.page),r=H(t)===H(this.setting);o!==
null?x("refused").textContent=`Not taken: ${o}.`:r||(x("refused").textContent=""),o===null&&(this.setting=
t),this.showSetting(),o===null&&(this.moved=performance.now(),s&&(x("complaint").textContent=""),s&&
!e&&history.replaceState(null,"",`#${H(t)}`),clearTimeout(this.timer),this.passed=e&&this.inWork(),!this.
passed&&(e?this.simulate(!0):this.timer=setTimeout(()=>this.simulate(!1))))}showSetting(){let t=C(this.
setting,this.page);this.showCase(this.page.case);for(let[e,s]of this.controls)s.show(this.shown(e));
for(let e of this.panels)e(this.setting,t);x("extended").hidden=this.page.file_text===void 0,x("coun\
ted").textContent=t.counted,x("reset").toggleAttribute("disabled",_e(this.setting))}inWork(){return this.
dragging&&this.drawn<this.futures.goal}shown(t){let e=this.page.hypotheses.find(s=>s.name===t);return e?
this.setting.hypotheses[t]??e.chosen:this.setting.levers[t]??null}simulate(t){let e=be(this.setting,
this.cases.base.page),[s,o]=[H(this.setting),H(e)];this.begun=this.moved,this.dragging=t,this.passed=
!1;try{let i=o===this.twinLink?this.twin:this.store(e),a=s===this.link?this.mine:null,c=s===o?i:a??this.
store(this.setting);[this.mine,this.twin,this.twinLink]=[c,i,o]}catch(i){this.fail(i instanceof Error?
i.message:String(i));return}if(s!==this.link){this.drawn=0;for(let i of this.closer)i.hold()}this.link=
s,this.view=C(this.setting,this.page),x("failure").textContent="";let r=t?Math.min(xo,this.view.runs):
this.view.runs;this.futures.ask([...new Set([this.mine,this.twin])],r),this.progress()}link;progress(){
let t=Math.min(this.mine.have,this.twin.have),{runs:e}=this.view;if(t>=e)for(let r of this.closer)r.
show(this.mine,this.twin);let s=[...Ta.filter(r=>r<e),e];this.everDrawn||s.unshift(Ma);let o=s.filter(
r=>r<=t).at(-1)??0;o<=this.drawn||(this.drawn=o,this.everDrawn=!0,this.draw(o),this.passed&&!this.inWork()&&
this.simulate(!0))}everDrawn=!1;drawnLink="";drawnTitle="";draw(t){let{page:e}=this;[this.drawnLink,
this.drawnTitle]=[this.link??"",e.title];let s=this.mine!==this.twin,o=e.shown.map(l=>{let u=e.known.
outcomes.findIndex(w=>w.name===l),[f,m]=[this.mine,this.twin].map(w=>w.columns[u].subarray(0,t)),p={
heading:e.headings[l],topic:e.topics[l]};return{outcome:{...e.known.outcomes[u],...p},values:f,twins:m}}),
r=o.map(({outcome:l,values:u,twins:f})=>()=>{let m=ys(l,u,f,e.z95,s);return ps(m,l,[u,f],(p,w,y)=>this.
why.open(p,w,y)),m});x("as-set").replaceChildren(...s?this.answer(o):[]);let i=gs();this.pictures.draw(
x("outcomes"),r),i!==null&&Kt(i),this.why.check(),this.pictures.draw(x("sure"),[()=>Ks(e,this.view.runs,
this.mine,t)]),this.drawDays(Math.min(t,1e3),s),x("war").textContent=this.war(t,s);let a=Math.round(
performance.now()-this.begun),c=t===this.view.runs?"":`, growing to ${this.view.runs.toLocaleString(
"en-GB")}`,h=_e(this.setting)?", nothing set":", no more set than history and length";x("status").textContent=
`${t.toLocaleString("en-GB")} futures${s?", each beside its unchanged twin":h}${c}`,x("status").dataset.
took=String(a),x("status").dataset.futures=String(t)}answer(t){let[e,s,o]=["outcome","values","twins"].
map(r=>t.map(i=>i[r]));return gn(e,s,o,this.page).map(r=>d("p",{},r))}war(t,e){let s=this.page.known.
outcomes.findIndex(a=>a.name===this.page.war.outcome),[o,r]=[this.mine,this.twin].map(a=>100*F(a.columns[s].
subarray(0,t)));if(o+r===0)return"";let i=`${b(o)} % of futures${e?` as set, ${b(r)} % unchanged,`:""}`;
return this.page.war.sentence.replace(this.page.war.place,i)}days=null;drawDays(t,e){let{view:s,mine:o,
twin:r}=this;if(this.days?.store===o&&this.days.n===t)return;this.days={store:o,n:t};let i=s.fans.map(
(h,l)=>{let u=s.known.series.find(f=>f.name===h);return()=>ts(s,u,o.daily[l],r.daily[l],t)}),a=s.fans.
length,c=[()=>Ee(s,e?"as set":"nothing set",o.daily[a],t)];e&&c.push(()=>Ee(s,"unchanged",r.daily[a],
t)),this.pictures.draw(x("days"),[...i,...c]),x("days-runs").textContent=`The first ${t.toLocaleString(
"en-GB")} futures.`}fail(t){x("failure").textContent=`The simulation stopped: ${t}. The pictures are\
 the last good ones.`}saveScenario(){Nt("as_set.yaml","application/yaml",Ys(this.setting,this.page,C(
this.setting,this.page).runs))}saveExtended(){Nt(this.page.file,"application/yaml",this.page.file_text)}saveTable(){
let t=this.drawn,[e,s]=[this.mine,this.twin].map(o=>o.columns.map(r=>r.subarray(0,t)));t>0&&Nt("outc\
omes.csv","text/csv",Zs(e,s,this.page))}};function Nt(n,t,e){let s=URL.createObjectURL(new Blob([e],
{type:t}));d("a",{href:s,download:n}).click(),setTimeout(()=>URL.revokeObjectURL(s),1e4)}async function La(){
try{let n=JSON.parse(x("told").textContent??"");if(n.no_simulation){x("failure").textContent=`This p\
age does not simulate: ${n.no_simulation}.`;return}document.body.classList.add("live"),x("still").removeAttribute(
"open");let t=await Gn(x("block").textContent??"",n.parts),e=await WebAssembly.compile(t.kernel);x("\
spread").textContent=n.spread,new hn(new qt(n,t),e).begin()}catch(n){x("failure").textContent=`This \
browser cannot simulate here: ${n instanceof Error?n.message:n}.`}}typeof document>"u"?Os(self):La();
