// Bundled by `make page-script` from modules 35bda4cd992f3ef6f9e9
var So="http://www.w3.org/2000/svg",pn=new Map;function d(n,t,...e){return gn(document.createElement(
n),t,e)}function g(n,t,...e){return gn(document.createElementNS(So,n),t,e)}function gn(n,t,e){for(let[
s,o]of Object.entries(t))n.setAttribute(s,String(o));return n.append(...e),n}function A(n,t,e,...s){
return g("svg",{viewBox:`0 0 ${n} ${t}`,role:"img","aria-label":e},...s)}function b(n){if(!Number.isFinite(
n))return"–";let t=Math.abs(n),e=t>=100||n===0?0:t>=10?1:2;return Bt(n,e,0)}function V(n){return`${n.
toLocaleString("en-GB")} futures`}function X(n,t){let e=Math.floor(Math.log10(Math.max(Math.abs(n),t))),
s=Math.max(0,Math.min(6,1-Math.floor(Math.log10(t)),3-e)),o=10**-s,r=t<o/2?`less than ${Bt(o,s,s)}`:
Bt(t,s,s);return`${Bt(n,s,s)} ± ${r}`}function Bt(n,t,e){let s=`${t} ${e}`,o={maximumFractionDigits:t,
minimumFractionDigits:e},r=pn.get(s)??new Intl.NumberFormat("en-GB",o);return pn.set(s,r),r.format(n).
replace("-","−")}function D(n){return n.reduce((t,e)=>t+e,0)/n.length}function wn(n,t){let e=n.length,s=D(n),o=n.reduce(
(r,i)=>r+(i-s)**2,0);return e>1?t*Math.sqrt(o/(e-1))/Math.sqrt(e):1/0}function ye(n,t,e){let s=e*e,o=(n+
s/(2*t))/(1+s/t),r=e/(1+s/t)*Math.sqrt(n*(1-n)/t+s/(4*t*t));return[o-r,o+r]}function Eo(n,t,e){let[s,
o]=ye(n,t,e);return Math.max(n-s,o-n)}function Q(n,t,e){let s=D(t),o=n.kind==="flag";return{mean:s,error:o?
Eo(s,t.length,e):wn(t,e)}}function rt(n,t,e){let s=n.map((o,r)=>o-t[r]);return{mean:D(s),error:wn(s,
e)}}function yn(n,t){let e=n.slice().sort();return Array.from({length:t},(s,o)=>xt(e,(o+.5)/t))}function xt(n,t){
return n[Math.max(0,Math.ceil(t*n.length)-1)]}var be=3,Ao=100;function Mo(n,t,e,s){let{mean:o,error:r}=rt(t,e,s),i=Math.abs(o)>r,[a,c]=[-1,1].map(
h=>t.reduce((l,u,f)=>l+(Math.sign(u-e[f])===h?1:0),0));return{outcome:n,mean:o,error:r,clear:i,less:a,
more:c,mine:D(t),twin:D(e)}}function it(n,t){return n.replace(/\{(\w+)\}/g,(e,s)=>t[s])}function To({
outcome:n,mean:t,error:e,mine:s,twin:o},r){let i=n.kind==="flag",a=i?Ao:1,c=t>0?"+":"",h=e===0?b(t*a):
X(t*a,e*a);return it(i?r.chance:r.amount,{topic:n.topic,mine:b(s*a),twin:b(o*a),by:`${c}${h}`,unit:n.
unit})}function Lo({outcome:n,less:t,more:e},s,o){let r=i=>i.toLocaleString("en-GB");return it(n.kind===
"flag"?o.flag_pairs:o.pairs,{topic:n.topic,less:r(t),more:r(e),same:r(s-t-e),n:r(s)})}function bn(n,t,e,s){
let{words:o,z95:r}=s,i=n.map((m,p)=>Mo(m,t[p],e[p],r)),a=m=>+(m.outcome.name===s.war.outcome),c=i.filter(
m=>m.clear).sort((m,p)=>a(p)-a(m)),h=m=>m.less+m.more===0,l=i.filter(h).map(m=>m.outcome.topic),u=i.
filter(m=>!m.clear&&!h(m)).map(m=>m.outcome.topic),f=[];if(l.length===i.length)return[o.same_all];if(c.
length===0)f.push(o.nothing);else{let m=c.slice(0,be).map(p=>To(p,o));f.push(it(o.as_set,{changes:m.
join("; ")})),f.push(Lo(c[0],t[0].length,o))}return c.length>be&&f.push(it(o.also,{topics:c.slice(be).
map(m=>m.outcome.topic).join(", ")})),u.length>0&&f.push(it(o.unmoved,{topics:u.join(", ")})),l.length>
0&&f.push(it(o.same,{topics:l.join(", ")})),f.push(o.limits),f}var xn=/^-?\d{1,10}(\.\d{1,9})?$/;function $(n){return String(Number(n.toFixed(9)))}function _(n,[t,
e],s){let o=Number(n);return xn.test(n)&&o>=t&&o<=e&&xn.test($(o))&&!(s&&!Number.isInteger(o))?Number(
$(o)):null}var vn="none",$n=500;function _o(n,t){let e=o=>o.own,s=o=>$t(o)===n.until;return t.stops.find(n.until===
void 0?e:s)}function $t(n){return n.until??vn}function C(n,t){let e=_o(n,t),s=n.days??t.days,o=s>t.days?
Math.floor(t.run_days/s/$n)*$n:t.runs,r=(e.moves??t.moves).filter(h=>h.day<s).map(h=>({...h,until:h.
until===t.longest?s:h.until})),{free:i,first_free:a,counted:c}=e;return{...t,stop:e,days:s,free:i,first_free:a,
counted:c,moves:r,runs:Math.min(t.runs,o)}}function xe({days:n,until:t},e){let o=e.stops.some(r=>$t(
r)===t&&!r.own)?t:void 0;return{levers:{},hypotheses:{},...e.cases&&e.first_case!==e.case?{case:e.case}:
{},...n===void 0?{}:{days:n},...o===void 0?{}:{until:o}}}function kn(n,t){let e=n.slice(0);if(t.stop.
own)return e;let s=new BigInt64Array(e),{changed:o}=t.stop;for(let r=0;r<o.length;r+=2)s[Number(o[r])]=
o[r+1];return e}function On(n,t,e,s){if(n==="days"){let r=_(t,[1,e.longest],!0);return r!==null&&r!==
e.days&&(s.days=r),r!==null}let o=e.stops.find(r=>$t(r)===t);return o&&!o.own&&(s.until=t),o!==void 0}
function Sn({days:n,until:t}){let e=[];return n!==void 0&&e.push(["days",String(n)]),t!==void 0&&e.push(
["until",t]),e}function En(n,t){let{days:e,stop:s}=C(n,t);return e<s.least?`${e} days, where the sce\
nario needs ${s.least} with ${Co(s)}`:null}function Co(n){return n.until===null?"no history":`its hi\
story up to ${n.until}`}function An({days:n,until:t}){let e=[];return n!==void 0&&e.push(`days: ${n}`),
t!==void 0&&e.push(t===vn?"history: null":`history: {until: ${t}}`),e}function Mn(n,t){let e=Ln(n).flatMap(o=>Io(o,t)),s=n.filter(o=>o.condition!==null).reverse().flatMap(
o=>Ft(o,o.first,Wt(o,t),o.values,o.condition));return{dated:e,waiting:s}}function Tn(n,t){for(let e of Ln(
n)){let s=_n(e);for(let o=1;o<s.length;o++)if(s[o].first<=Cn(s[o-1]))return[s[o-1],s[o]];for(let[o,r]of e.
entries()){if(r.condition===null)continue;let i=e.find((a,c)=>a.condition===null?Ro(a,r,t):c<o&&jo(a,
r,t));if(i)return[i,r]}}return null}function Ln(n){let t=new Map;for(let e of n){let s=`${e.lever.name}\
 ${e.row}`;t.set(s,[...t.get(s)??[],e])}return[...t.values()]}function _n(n){return n.filter(t=>t.condition===
null).sort((t,e)=>t.first-e.first)}function Io(n,t){let e=n[0].lever.neutral;return _n(n).flatMap(s=>{
let o=s.ramp>0?No(s,e,t):Do(s,e,t);return s.last===null&&(e=s.values),o})}function No(n,t,e){return Array.
from({length:n.ramp},(o,r)=>r+1).filter(o=>n.first+o-1<e).flatMap(o=>{let r=n.values.map((i,a)=>t[a]+
(i-t[a])*o/n.ramp);return Ft(n,n.first+o-1,e,r,null)})}function Do(n,t,e){let s=Ft(n,n.first,e,n.values,
null);return n.last!==null&&n.last+1<e?[...s,...Ft(n,Number(n.last)+1,e,t,null)]:s}function Ft({lever:n,
row:t},e,s,o,r){let[i,a,c]=r??[-1,0,0];return n.columns.map((h,l)=>({...{lever:n.name,past:!1,day:e,
until:s,table:n.number,row:t,column:h},value:o[l],counter:i,compare:a,threshold:c}))}function Cn(n){
return n.last??n.first+Math.max(0,n.ramp-1)}function Wt(n,t){return n.last??t}function Ro(n,t,e){return(n.
ramp>0||n.last!==null)&&t.first<=Cn(n)+1&&n.first<=Wt(t,e)}function jo(n,t,e){return String(n.condition)===
String(t.condition)&&n.first<=Wt(t,e)&&t.first<=Wt(n,e)}var jn=/^do([1-9]\d?)$/,Bn="~",Pt="*",Fn=["from","to","over","when","where"],Bo=/^\d{4}-\d\d-\d\d$/,
Wn=864e5,In=999999999;function vt(n,t){return t.levers.find(e=>e.name===n)}function $e(n,t,e){if(n.kind!==
"choice")return Object.hasOwn(n.doses,t)?_(e,n.doses[t],n.whole):null;let s=n.choices.some(o=>o.word===
e);return t==="set"&&s?e:null}function Fo(n,t,e){if(n.kind==="choice")return[n.choices.find(o=>o.word===
e).code];let s=Number(e);return n.kind==="number"?[s]:{set:[0,s],scale:[s,0],add:[1,s]}[t]??[]}function Pn(n,t,e,s){
let o=s.interventions??[];if(n!==`do${o.length+1}`)return`'${n}' before 'do${o.length+1}'`;let[r,i="",
...a]=t.split(Bn),c=vt(r,e);if(!c)return`'${r}' in ${n}, which is no lever`;let[h,...l]=i.split(Pt),
u=$e(c,h,l.join(Pt));if(u===null)return`'${i}' for ${r} in ${n}`;let f={lever:r,dose:h,value:u};for(let m of a){
let p=m.indexOf(Pt),w=m.slice(0,p),v=Fn.includes(w)&&!Object.hasOwn(f,w)?ve(w,m.slice(p+1),c,e):null;
if(v===null)return`'${m}' for ${r} in ${n}`;f[w]=v}return s.interventions=[...o,f],null}function ve(n,t,e,s){
return n==="over"?_(t,[1,s.longest],!0):n==="when"?Wo(t,s):n==="where"?Po(t,e,s):Bo.test(t)&&!Number.
isNaN(Date.parse(t))&&new Date(t).toISOString().startsWith(t)?t:null}function Wo(n,t){let[,e,s,o]=/^([a-z_]+)([<>=]+)(-?[\d.]+)$/.
exec(n)??[],{conditions:r,comparisons:i}=t.known,a=_(o??"",[-In,In],!1);return r.includes(e)&&i.includes(
s)&&a!==null?[e,s,a]:null}function Po(n,t,e){let s=n.split(","),o=(e.places[t.table]??[]).map(i=>i.id);
return s.every((i,a)=>o.includes(i)&&s.indexOf(i)===a)?o.filter(i=>s.includes(i)):null}function Hn({
interventions:n=[]}){return n.map((t,e)=>{let s=Fn.filter(r=>t[r]!==void 0).map(r=>[r,Nn(t[r])]),o=[
[t.dose,Nn(t.value)],...s].map(r=>r.join(Pt));return[`do${e+1}`,[t.lever,...o].join(Bn)]})}function Nn(n){
return Array.isArray(n)&&typeof n[2]=="number"?n.slice(0,2).join("")+$(n[2]):typeof n=="number"?$(n):
String(n)}function ke({levers:n,interventions:t=[]},e){return[...Object.entries(n).flatMap(([o,{dose:r,
value:i}])=>{let a=vt(o,e),c=Array.isArray(i);return Dn({lever:o,dose:r,value:c?a.moved:i,where:c?i:
void 0},e)}),...t.flatMap(o=>Dn(o,e))]}function Dn(n,t){let e=vt(n.lever,t),s=n.from===void 0?t.free:
Rn(n.from,t),o=n.to===void 0?null:Rn(n.to,t),r=e.momentary&&n.when===void 0&&o===null,i=n.when===void 0?
null:Uo(n.when,t),a=Fo(e,n.dose,n.value),c=r?s:o;return Ho(e,n.where,t).map(h=>({lever:e,row:h,first:s,
last:c,ramp:n.over??0,values:a,condition:i}))}function Ho(n,t,e){if(n.table==="world")return[0];let s=e.
places[n.table].map(o=>o.id);return(t??s).map(o=>s.indexOf(o)).sort((o,r)=>o-r)}function Uo([n,t,e],s){
let{conditions:o,comparisons:r}=s.known;return[o.indexOf(n),r.indexOf(t),e]}function Rn(n,t){return(Date.
parse(n)-Date.parse(t.start))/Wn}function at(n,t){return new Date(Date.parse(t.start)+n*Wn).toISOString().
slice(0,10)}function Un(n,t){let e=C(n,t);for(let i of n.interventions??[]){let a=Go(i,vt(i.lever,t),
e);if(a!==null)return a}let s=Tn(ke(n,e),e.days);if(s===null)return null;let[o,r]=s.map(i=>at(i.first,
e));return`'${s[0].lever.name}' moved twice for one day, from ${o} and from ${r}`}function Go(n,t,e){
let s=at(e.days-1,e),o=[n.from,n.to].find(h=>h!==void 0&&(h<e.first_free||h>s)),{from:r=e.first_free,
to:i,over:a,when:c}=n;return o?`'${o}' for ${t.name}, where a date from ${e.first_free} to ${s} may \
stand`:i!==void 0&&i<r?`'${i}' for ${t.name}, which is before ${r}`:t.table==="site"&&n.where===void 0?
`no site for ${t.name}`:t.table==="world"&&n.where!==void 0?`a place for ${t.name}, which has none`:
t.at_once&&(i??a)!==void 0&&c===void 0?`an end or a ramp for ${t.name}, which acts on one day`:a===void 0?
null:i!==void 0||c!==void 0?`a ramp for ${t.name} beside an end or a condition`:Oe(t)&&a<=e.days?null:
`a ramp of ${a} days for ${t.name}`}function Oe(n){let t=n.kind==="number"&&n.neutral[0]!==0;return n.
kind!=="choice"&&!n.momentary&&!n.whole&&!t}function Gn(n,t){let e=vt(n.lever,t),s=[`lever: ${n.lever}`,
`${n.dose}: ${qo(n.value)}`];for(let o of["from","to","over"])n[o]!==void 0&&s.push(`${o}: ${n[o]}`);
return n.when&&s.push(`when: "${n.when[0]} ${n.when[1]} ${$(n.when[2])}"`),n.where&&s.push(`${e.table}\
s: [${n.where.join(", ")}]`),`{${s.join(", ")}}`}function qo(n){return typeof n=="string"?`"${n}"`:$(
n)}function P(n){let t={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"};return new Date(n).toLocaleDateString(
"en-GB",t)}function qn(n,t,e){let s=n.stops.length>1?Vo(n,e):null,o=Yo(n,e);return t("branch").append(
...s?[s.made]:[],o.made),(r,i)=>{s?.show(r,i),o.show(r,i)}}function Vn(n,t,e){let s=d("small",{id:`${n}\
-said`});for(let r of e)r.setAttribute("aria-describedby",`${n}-said`);return{made:d("div",{class:"l\
ever"},d("label",{for:n},t),...e,s),said:s}}function Vo(n,t){let s={type:"range",id:"branch-date",min:0,
max:n.stops.length-1,step:1},o=d("input",s),{made:r,said:i}=Vn("branch-date","The coded history ends\
, the model goes on",[o]),a=l=>{let u=n.stops[Number(o.value)];t({until:u.own?void 0:$t(u)},l)};o.addEventListener(
"input",()=>a(!0)),o.addEventListener("change",()=>a(!1));let c=n.stops.find(l=>l.own);return{made:r,
show:(l,{stop:u,first_free:f})=>{o.value=String(n.stops.findIndex(y=>y.until===u.until));let m=u.acts===
1?"1 coded act":`${u.acts} coded acts`,p=u.until===null?"No history is replayed":`Replayed up to ${P(
u.until)} (${m})`,w=u.own?"":` The scenario file ${Ko(c)}; the unchanged twin moves along.`;o.setAttribute(
"aria-valuetext",`${p}, free from ${P(f)}`),i.textContent=`${p}, free from ${P(f)}. Stops are the da\
ys of coded acts and the days before them.${w}`,r.classList.toggle("set",!u.own)}}}function Ko(n){return n.
until===null?"replays no history":`replays it up to ${P(n.until)}`}function Yo(n,t){let e={min:1,max:n.
longest,step:1},s=d("input",{type:"range",id:"length",...e}),r=d("input",{...{type:"number","aria-la\
bel":"Length in days: the number"},...e}),{made:i,said:a}=Vn("length","Length in days",[r,s]),c=(l,u)=>{
let f=_(l.value,[1,n.longest],!0);r.setCustomValidity(f===null?`a whole number from 1 to ${n.longest}`:
""),f===null?r.reportValidity():t({days:f===n.days?void 0:f},u)};return s.addEventListener("input",()=>c(
s,!0)),s.addEventListener("change",()=>c(s,!1)),r.addEventListener("change",()=>c(r,!1)),{made:i,show:({
days:l},u)=>{let{days:f,free:m,runs:p}=u;s.min=r.min=String(u.stop.least),s.value=r.value=String(f);
let w=p<n.runs?` So many days leave room for ${p.toLocaleString("en-GB")} futures instead of ${n.runs.
toLocaleString("en-GB")}.`:"",y=l===void 0?"":" The unchanged twin is as long.",v=m>0?`${m} replayed\
 and ${f-m} free`:"all free";a.textContent=`To ${P(at(f-1,n))}: ${v}.${y}${w}`,i.classList.toggle("s\
et",l!==void 0)}}}function kt(n){let t=n.trim(),{fromBase64:e}=Uint8Array;if(e)return e.call(Uint8Array,t);let s=atob(
t),o=new Uint8Array(s.length);for(let r=0;r<o.length;r++)o[r]=s.charCodeAt(r);return o}async function Kn(n,t){
let e=new Blob([kt(n)]).stream().pipeThrough(new DecompressionStream("gzip")),s=await new Response(e).
arrayBuffer(),o=Object.entries(t).map(([r,[i,a]])=>[r,s.slice(i,i+a)]);return Object.fromEntries(o)}
function Yn(n,t){let e=new Uint8Array(n),s=new Uint8Array(e.length),o=e.length/t;for(let r=0;r<t;r++)
for(let i=0;i<o;i++)s[i*t+r]=e[r*o+i];return s.buffer}var tt=14,Ot=6,Se=1.35,Ht=14,zn={fill:"rgb(0, 0, 0)","fill-opacity":"1",stroke:"none","stroke-opacit\
y":"1","stroke-width":"1px","stroke-dasharray":"none","stroke-dashoffset":"0px","stroke-linejoin":"m\
iter","font-size":"16px","font-weight":"400","letter-spacing":"normal","text-anchor":"start","paint-\
order":"normal"},Zn={opacity:"1"},zo=/^(class|role|tabindex|style|aria-|data-)/;function Gt(n,t=zn){
let e=n.cloneNode(!1);for(let{name:o}of[...e.attributes])zo.test(o)&&e.removeAttribute(o);let s=Zo(n);
for(let[o,r]of[...Object.entries(t),...Object.entries(Zn)])s[o]===r?e.removeAttribute(o):e.setAttribute(
o,s[o]);for(let o of n.childNodes)o instanceof SVGElement?o.localName==="title"?e.append(o.cloneNode(
!0)):getComputedStyle(o).display!=="none"&&e.append(Gt(o,s)):e.append(o.cloneNode());return e}function Zo(n){
let t=getComputedStyle(n),e=[...Object.keys(zn),...Object.keys(Zn)],s=Object.fromEntries(e.map(o=>[o,
t.getPropertyValue(o)]));for(let o of["fill","stroke"]){let r=/^rgba\((.*), ([\d.]+)\)$/.exec(s[o]);
r!==null&&(s[o]=`rgb(${r[1]})`,s[`${o}-opacity`]=String(Number(s[`${o}-opacity`])*Number(r[2])))}return s}
var Ut=class{constructor(t,e){this.width=t,this.family=e,this.y=tt,this.parts=[];let s=d("canvas",{});
this.ruler=s.getContext("2d")}long(t,e,s){return this.ruler.font=`${s} ${e}px ${this.family}`,this.ruler.
measureText(t).width}write(t,e,s,o=400){let r=Math.max(1,Math.floor(this.width/this.long("m",e,o))),
i=t.trim().replace(/\s+/g," ").split(/(?<=[ &=,])/),a="";for(let c of i.flatMap(h=>h.match(new RegExp(
`.{1,${r}}`,"gu"))??[]))a!==""&&this.long(`${a}${c}`.trimEnd(),e,o)>this.width&&(this.line(a,e,s,o),
a=""),a+=c;this.line(a,e,s,o),this.y+=Ot/2}line(t,e,s,o){if(t==="")return;let r={x:tt,y:this.y+e,fill:s,
"font-size":e,"font-weight":o};this.parts.push(g("text",r,t)),this.y+=e*Se}put(t,e){let s={x:tt,y:this.
y,width:this.width,height:e};for(let[o,r]of Object.entries(s))t.setAttribute(o,String(r));this.parts.
push(t),this.y+=e+Ot}explain(t,e){let{color:s}=getComputedStyle(t),o=[...t.querySelectorAll("li")];o.
length===0?this.write(t.textContent??"",e,s):this.patches(o,e,s)}patches(t,e,s){let o=0;for(let r of t){
let i=r.lastChild?.textContent??"",a=Ht+5+this.long(i,e,400);o>0&&o+a>this.width&&(o=0,this.y+=e*Se+
Ot/2);let c=Gt(r.querySelector("svg")),h={x:tt+o,y:this.y,width:Ht,height:Ht};for(let[u,f]of Object.
entries(h))c.setAttribute(u,String(f));let l={x:tt+o+Ht+5,y:this.y+e-1,fill:s,"font-size":e};this.parts.
push(c,g("text",l,i)),o+=a+2*Ot}this.y+=e*Se+Ot}finished(t,e){let[s,o]=[this.width+2*tt,Math.ceil(this.
y+tt)],r={width:s,height:o,viewBox:`0 0 ${s} ${o}`,"font-family":this.family},i=g("rect",{width:s,height:o,
fill:t});return{made:g("svg",r,...e,i,...this.parts),width:s,height:o}}};var Jo=460,Jn=2,Xo=15,Qo=12,tr=11,er=10,Xn=null;function B(n,t=""){Xn??=d("details",{class:"save",name:"\
save"},d("summary",{},"Save this picture"),...["SVG","PNG"].map(s=>d("button",{type:"button","data-s\
ave":s.toLowerCase()},s)));let e=Xn.cloneNode(!0);return e.dataset.from=n,e.dataset.key=t,e}function ts(n,t,e){
document.addEventListener("click",async({target:o})=>{let r=o.closest("[data-save]");if(r!==null)try{
await nr(r,n(),t),Qn(r)}catch(i){e(`The picture was not saved: ${i instanceof Error?i.message:i}.`)}});
let s=o=>{o.key==="Escape"&&Qn(o.target)&&o.stopPropagation()};document.addEventListener("keydown",s,
{capture:!0})}function Qn(n){let t=n.closest(".save[open]");return t?.removeAttribute("open"),(t?.querySelector(
"summary")??null)?.focus({preventScroll:!0}),!!t}async function nr(n,t,e){let{made:s,title:o,width:r,
height:i}=sr(n.parentElement,t),a=new XMLSerializer().serializeToString(s),c=o.toLowerCase().replace(
/[^\p{L}\p{N}]+/gu,"_").replace(/^_|_$/g,"").slice(0,60);n.dataset.save==="svg"?e(`${c}.svg`,"image/\
svg+xml",a):e(`${c}.png`,"image/png",await or(a,r*Jn,i*Jn))}function sr(n,{title:t,seed:e,link:s}){let o=n.
parentElement,r=o.querySelector("svg"),i=r.getAttribute("aria-label")??"",a=o.querySelector(":scope \
> h3, :scope > figcaption")?.textContent??i.split(": ")[0],{width:c,height:h}=r.viewBox.baseVal,l=Math.
max(c,Jo),[u,f]=[o,o.closest(".card, figure")??document.body].map(k=>getComputedStyle(k)),m=new Ut(l,
u.fontFamily);m.write(a,Xo,u.color,600),m.put(Gt(r),h*l/c);for(let k of o.querySelectorAll("p"))m.explain(
k,Qo);let{key:p,from:w}=n.dataset;for(let k of p?document.querySelectorAll(p):[])m.explain(k,tr);let y=`\
Flashpoint: ${t}; ${w}; seed ${e}; set: ${s?`#${s}`:"nothing"}.`;m.write(y,er,u.color);let v=[g("tit\
le",{},a),g("desc",{},`${i} ${y}`)];return{title:a,...m.finished(f.backgroundColor,v)}}async function or(n,t,e){
let s=new Image(t,e);s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await s.decode();
let o=d("canvas",{width:t,height:e});return o.getContext("2d")?.drawImage(s,0,0,t,e),new Promise((r,i)=>{
o.toBlob(a=>a?r(a):i(new Error("the browser made no image")),"image/png")})}var H=460,R=170,K=40,ct=22,St=8,rr=120,ir=[.05,.25,.5,.75,.95],ns=864e5,ar=new Intl.DateTimeFormat("\
en-GB",{month:"short",year:"2-digit",timeZone:"UTC"}),es=new WeakMap;function j(n,t){return new Date(
Date.parse(`${n.start}T00:00:00Z`)+t*ns).toLocaleDateString("en-GB",{day:"numeric",month:"short",year:"\
numeric",timeZone:"UTC"})}function Ee(n){let t=Math.ceil(n/rr),e=Array.from({length:Math.ceil(n/t)},
(s,o)=>o*t);return e.at(-1)===n-1?e:[...e,n-1]}function cr(n,t,e,s){let o=new Float32Array(e);for(let r=0;r<
e;r++)o[r]=n[r*s+t];return o.sort()}function lr(n,t,e){let s=es.get(n);if(s?.runs===t)return s.rows;
let o=Ee(e).map(r=>{let i=cr(n,r,t,e);return ir.map(a=>xt(i,a))});return es.set(n,{runs:t,rows:o}),o}
function I(n,t){return K+n/Math.max(1,t.days-1)*(H-K-6)}function L(n){return St+(1-n)*(R-St-ct)}function lt(n){
return n.map(([t,e])=>`${t.toFixed(1)},${e.toFixed(1)}`).join(" ")}function ht(n,t){let e=[];if(n.free>
0){let a=I(n.free,n)-K;e.push(g("rect",{class:"past",x:K,y:St,width:a,height:R-St-ct})),a>70&&e.push(
g("text",{x:K+4,y:St+12},"replayed past"))}let s=Date.parse(`${n.start}T00:00:00Z`),r=Array.from({length:n.
days},(a,c)=>[c,new Date(s+c*ns)]).filter(([,a])=>a.getUTCDate()===1),i=Math.ceil(r.length/7);return r.
forEach(([a,c],h)=>{if(h%i>0)return;let l=ar.format(c),u=I(Number(a),n);e.push(g("line",{class:"tick",
x1:u,x2:u,y1:R-ct,y2:R-ct+4})),e.push(g("text",{x:Math.min(u,H-20),y:R-5,"text-anchor":"middle"},l))}),
e.push(g("line",{class:"tick",x1:K,x2:H-6,y1:R-ct,y2:R-ct})),e.push(g("text",{x:K-4,y:L(0)+3,"text-a\
nchor":"end"},t[0])),e.push(g("text",{x:K-4,y:L(1)+9,"text-anchor":"end"},t[1])),e}function ss(n,t,e,s,o){
let r=Ee(n.days),i=[e,s].map(w=>lr(w,o,n.days)),a=Math.max(...i.flat(2)),c=Math.min(0,...i.flat(2)),
h=(w,y)=>w.map((v,k)=>[I(r[k],n),L((v[y]-c)/(a-c||1))]),l=(w,y,v)=>g("polygon",{class:v,points:lt([...h(
i[0],w),...h(i[0],y).reverse()])}),u=[l(0,4,"band wide"),l(1,3,"band"),...[0,2,4].map(w=>g("polyline",
{class:w===2?"twin middle":"twin edge",points:lt(h(i[1],w))})),g("polyline",{class:"mine middle",points:lt(
h(i[0],2))})],[f,m]=i.map(w=>w.at(-1)?.[2]??0),p=`${t.meaning} by day: median on the last day ${b(f)}\
 ${t.unit} as set, ${b(m)} unchanged`;return d("figure",{},d("figcaption",{},`${t.meaning} (${t.unit}\
)`),A(H,R,p,...ht(n,[b(c),b(a)]),...u),B(`the first ${V(o)}`,"#days-note"))}function Ae(n,t,e,s){let o=Ee(
n.days),{rungs:r}=n.known,i=o.map(f=>{let m=new Array(r.length+1).fill(0);for(let p=0;p<s;p++)m[e[p*
n.days+f]]+=1;for(let p=r.length-1;p>=0;p--)m[p]+=m[p+1];return m.map(p=>p/s)}),a=f=>i.map((m,p)=>[I(
o[p],n),L(m[f])]),c=r.slice(1).map((f,m)=>g("polygon",{class:`rung rung${m+1}`,points:lt([...a(m+1),
...a(m+2).reverse()])})),h=i.at(-1)?.[r.length-1]??0,l=`highest rung by day, ${t}: ${b(100*h)} % of \
futures in ${r.at(-1)} on the last day`,u=["0","100 %"];return d("figure",{},d("figcaption",{},`high\
est rung of the day, share of futures, ${t}`),A(H,R,l,...c,...ht(n,u)),B(`the first ${V(s)}`,"#ladde\
r-key .key"))}function qt(n){let t=n.slice(1).map((e,s)=>{let o=A(12,12,"",g("rect",{class:`rung run\
g${s+1}`,width:12,height:12}));return o.setAttribute("aria-hidden","true"),d("li",{},o,`${s+1} ${e}`)});
return d("ul",{class:"key"},...t)}function Me(n,t){let{moves:e,parameters:s}=JSON.parse(new TextDecoder().decode(t.tables)),o=n.stops.
map((r,i)=>{let[a,c]=r.words,h=new BigInt64Array(t.first_words.slice(a*16,(a+c)*16));return{...r,moves:e[i],
changed:h}});return{...n,stops:o,parameters:s}}var ut="",hr=["world","plan"];function Y(n,t){return n.case??t.first_case??ut}function ur(n,t,e){let s=new BigInt64Array(
n.slice(0)),o=new BigInt64Array(e);return new Int32Array(t).forEach((r,i)=>{s[r]=o[i]}),s.buffer}var Vt=class{constructor(t,e){
this.told=t,this.parts=e,this.made=new Map([[ut,{page:{...Me(t,e),case:ut},parts:e}]])}get base(){return this.
of(ut)}knows(t){return t===ut||(this.told.cases??[]).some(e=>e.id===t)}of(t){let e=this.made.get(t);
if(e)return e;let s=this.told.cases.find(a=>a.id===t),o={...this.told,...s.told},r=this.partsOf(t),i={
page:{...Me(o,r),case:t},parts:r};return this.made.set(t,i),i}partsOf(t){let e=Object.entries(this.parts).
filter(([r])=>r.startsWith(`${t}/`)),s=Object.fromEntries(e.map(([r,i])=>[r.slice(t.length+1),i])),o={
...this.parts,...s};for(let r of hr){let i=s[`${r}/at`];i&&(o[r]=ur(this.parts[r],i,s[`${r}/words`]))}
return o}named(t){let e=/(?:^|&)case=(\w*)(?:&|$)/.exec(t),s=e?e[1]:Y({},this.told);return this.of(this.
knows(s)?s:Y({},this.told))}};function os(n,t,e){return!t.cases||n!==t.case?!1:(n!==t.first_case&&(e.
case=n),!0)}function rs(n){return n.case===void 0?[]:[["case",n.case]]}function is(n,t,e){let{told:s}=n;
if(!s.cases)return()=>{};let r=[{id:ut,title:`${s.base_title}, which twins come from`},...s.cases].map(
({id:a,title:c})=>d("option",{value:a},c)),i=d("select",{id:"case"},...r);return i.addEventListener(
"change",()=>e(i.value)),t.append(d("label",{for:"case"},"Scenario as set"),i),a=>{i.value=a}}var Kt="p.";function as(n,t,e,s){let o=n.slice(Kt.length),r=e.parameters.find(a=>a.name===o);if(!r)return`\
'${n}', which is no open parameter`;let i=_(t,[r.low,r.high],!1);return i===null?`'${t}' for ${n}`:(s.
parameters={...s.parameters,[o]:i},null)}function cs({parameters:n={}}){return Object.entries(n).map(
([t,e])=>[Kt+t,$(e)])}function ls(n,{parameters:t={}},e){let{names:s}=e.known.plan,o=s.length;for(let[
r,i]of Object.entries(t)){let{row:a}=e.parameters.find(u=>u.name===r),c=kt(e.by_hand).buffer,h=new BigInt64Array(
n.buffer,a*o*8,o),l=["place","halves"].map(u=>s.indexOf(u));new Float64Array(c)[s.indexOf("a")]=i,new BigInt64Array(
c).forEach((u,f)=>{l.includes(f)||(h[f]=u)})}}function hs({parameters:n={}}){let t=Object.entries(n).
map(([e,s])=>`${e}: ${$(s)}`);return t.length>0?[`parameters: {set: {${t.join(", ")}}}`]:[]}function Le({levers:n,interventions:t=[]}){return[...Object.keys(n),...t.map(e=>e.lever)]}function us(n,t){
let e=Le(n),s=t.moves.filter(c=>c.past||!e.includes(c.lever)),o=Mn(ke(n,t),t.days),r=s.filter(c=>c.past),
i=s.filter(c=>!c.past&&c.counter===-1),a=s.filter(c=>!c.past&&c.counter!==-1);return[...r,...[...i,...o.
dated].sort(dr),...o.waiting,...a]}function dr(n,t){return n.day-t.day||(n.lever<t.lever?-1:n.lever>
t.lever?1:n.row-t.row)}function ds(n,t,e){let{moves:s,clock:o,room:r}=e.known,i=C(t,e),a=us(t,i),c=_e(
t,e);if(c!==null)throw new Error(c);let h=kn(n,i),l=new BigInt64Array(h),u=new Float64Array(h);return l.
fill(0n,r.at,r.at+r.moves*s.names.length),a.forEach((f,m)=>{s.names.forEach((p,w)=>{let y=r.at+m*s.names.
length+w;s.kinds[w]==="float64"?u[y]=f[p]:l[y]=BigInt(f[p])})}),l[o.n_moves]=BigInt(a.length),h}function _e(n,t){
let{known:e,most_conditional:s}=t,o=us(n,C(n,t)),r=o.filter(i=>i.counter!==-1).length;return o.length>
e.room.moves?`${o.length} single moves of levers, where ${e.room.moves} have room`:r>s?`${r} moves u\
nder a condition, where ${s} have room`:null}function fs(n,t,e){let s=new Uint8Array(n.slice(0)),o=e.
known.sizes.plan*8,r={...e.chosen,...t.hypotheses};for(let{name:i,variants:a}of e.hypotheses){let c=a.
find(l=>l.letter===r[i]);if(!c)continue;let h=kt(c.words);c.rows.forEach((l,u)=>{s.set(h.subarray(u*
o,(u+1)*o),l*o)})}return ls(s,t,e),s.buffer}var ms=4e3,N=class extends Error{};function At(){return{levers:{},hypotheses:{}}}function Ce(n){return U(
n)===""}function Ie(n,t){let e=U(n).length;return e>ms?`a link of ${e} letters`:En(n,t)??Un(n,t)??_e(
n,t)}function Ne(n,t,e){return _(n,t.doses[e],t.whole)}function U(n){let t=Object.entries(n.levers).
map(([o,{dose:r,value:i}])=>Array.isArray(i)?[o,i.join(",")]:typeof i=="string"?[o,i]:[o,r==="set"?$(
i):`${r}:${$(i)}`]),e=[rs,Sn,cs,Hn].flatMap(o=>o(n));return[...t,...Object.entries(n.hypotheses),...e].
map(([o,r])=>`${encodeURIComponent(o)}=${encodeURIComponent(r)}`).join("&")}function ps(n,t){let e=At();
if(n==="")return e;if(n.length>ms)throw new N(`a link of ${n.length} letters`);let s=new Set;for(let o of n.
split("&")){let[r,i]=fr(o);if(s.has(r))throw new N(`'${r}' twice`);s.add(r),mr(r,i,t,e)}return Et(Ie(
e,t)),e}function Et(n){if(n!==null)throw new N(n)}function fr(n){let t=n.indexOf("=");if(t<1)throw new N(
`'${n}', which is no name=value`);try{return[decodeURIComponent(n.slice(0,t)),decodeURIComponent(n.slice(
t+1))]}catch{throw new N(`'${n}', which does not decode`)}}function mr(n,t,e,s){let o=e.levers.find(
i=>i.name===n),r=e.hypotheses.find(i=>i.name===n);if(o)s.levers[n]=pr(o,t,e);else if(r){if(!r.variants.
some(a=>a.letter===t))throw new N(`'${t}' for ${n}`);t!==r.chosen&&(s.hypotheses[n]=t)}else if(n==="\
case")Et(os(t,e,s)?null:`'${t}' for case`);else if(n==="days"||n==="until")Et(On(n,t,e,s)?null:`'${t}\
' for ${n}`);else if(n.startsWith(Kt))Et(as(n,t,e,s));else if(jn.test(n))Et(Pn(n,t,e,s));else throw new N(
`'${n}', which is no lever and no hypothesis`)}function pr(n,t,e){if(n.table==="site")return{dose:"s\
et",value:gr(n,t,e)};if(n.kind==="choice"){if(!n.choices.some(a=>a.word===t))throw new N(`'${t}' for\
 ${n.name}`);return{dose:"set",value:t}}let[s,o]=t.includes(":")?t.split(":",2):["set",t],r=Object.hasOwn(
n.doses,s)?Ne(o,n,s):null;if(r===null||t.split(":").length>2)throw new N(`'${t}' for ${n.name}`);return{
dose:s,value:r}}function gr(n,t,e){let s=t===""?[]:t.split(","),o=e.places.site.map(r=>r.id);if(new Set(
s).size!==s.length||s.some(r=>!o.includes(r)))throw new N(`'${t}' for ${n.name}`);return o.filter(r=>s.
includes(r))}var wr=1e3,yr=50,br={set:[-1/0,1/0],scale:[0,3],add:[-1/0,1/0]},xr={"":"left alone",set:"set to",scale:"\
times",add:"plus"};function gs(n,t,e){let s=`lever-${n.name}`,o=n.table==="site"?vr:n.kind==="choice"?
$r:kr,{parts:r,show:i,labelled:a}=o(n,t,s,e),c=a?d("legend",{},n.meaning):d("label",{for:s},n.meaning),
h=n.table==="militia"?"all militias, ":"",l=["choice","order"].includes(n.unit)?"":`${n.unit}, `,u=n.
sources.map(y=>y.replace(":"," ¶")).join("; "),f=d("small",{id:`${s}-about`},`${h}${l}${n.name}${u?
`, after ${u}`:""}`),p=t.interventions.filter(y=>y.lever===n.name).map(y=>d("small",{class:"own"},`T\
he scenario moves it: ${y.yaml}. What is set here takes its place.`)),w=d(a?"fieldset":"div",{class:"\
lever"},c,...r,f,...p);return{made:w,show:y=>{w.classList.toggle("set",y!==null);let v=w.closest("de\
tails");v&&y!==null&&(v.open=!0),i(y)}}}function $r(n,t,e,s){let o=n.choices.map(a=>d("option",{value:a.
word},a.word.replaceAll("_"," "))),r=d("select",{id:e,"aria-describedby":`${e}-about`},d("option",{value:""},
"left alone"),...o);return r.addEventListener("change",()=>{s(n.name,r.value===""?null:{dose:"set",value:r.
value},!1)}),{parts:[r],show:a=>{r.value=a===null?"":a.value},labelled:!1}}function vr(n,t,e,s){let o=t.
places.site.map(a=>{let c=d("input",{type:"checkbox",id:`${e}-${a.id}`});return{site:a,box:c,made:d(
"label",{class:"site"},c,a.title)}}),r=t.interventions.some(a=>a.lever===n.name);for(let{box:a}of o)
a.addEventListener("change",()=>{let c=o.filter(h=>h.box.checked).map(h=>h.site.id);s(n.name,c.length>
0||r?{dose:"set",value:c}:null,!1)});let i=a=>{for(let{site:c,box:h}of o)h.checked=a!==null&&a.value.
includes(c.id)};return{parts:o.map(a=>a.made),show:i,labelled:!0}}function kr(n,t,e,s){let o=["",...Object.
keys(n.doses)],r=xr,i=d("select",{id:e,"aria-describedby":`${e}-about`},...o.map(u=>d("option",{value:u},
r[u]))),a=d("input",{type:"number",step:n.whole?1:"any","aria-label":`${n.meaning}: the number`}),c=d(
"input",{type:"range","aria-label":`${n.meaning}: slider`}),h=u=>{i.value=u===null?"":u.dose,a.hidden=
c.hidden=u===null,u!==null&&(Sr(a,c,n,u.dose),(a.value===""||Number(a.value)!==u.value)&&(a.value=$(
u.value)),c.value=$(u.value))},l=(u,f)=>{let m=Ne(u,n,i.value);a.setCustomValidity(m===null?`a numbe\
r from ${a.min} to ${a.max}`:""),m===null?a.reportValidity():s(n.name,{dose:i.value,value:m},f)};return i.
addEventListener("change",()=>{a.setCustomValidity(""),s(n.name,i.value===""?null:{dose:i.value,value:Or(
n,i.value)},!1)}),a.addEventListener("change",()=>l(a.value,!1)),c.addEventListener("input",()=>l($(
Number(c.value)),!0)),c.addEventListener("change",()=>l($(Number(c.value)),!1)),{parts:[i,a,c],show:h,
labelled:!1}}function Or(n,t){let[e,s]=n.doses[t],o=t==="scale"?1:t==="add"?0:n.kind==="number"?n.neutral[0]:
(e+s)/2;return Number($(Math.min(s,Math.max(e,o))))}function Sr(n,t,e,s){let[o,r]=e.doses[s],[i,a]=br[s],
[c,h]=[Math.max(o,i),Math.min(r,a)];[n.min,n.max]=[$(o),$(r)],t.hidden=h-c>wr,[t.min,t.max]=[$(c),$(
h)],t.step=e.whole?"1":$(10**Math.floor(Math.log10((h-c)/yr)))}function ws(n,t){let e=`hypothesis-${n.
name}`,s=n.variants.map(i=>d("option",{value:i.letter},`${i.letter}: ${i.statement}`)),o=d("select",
{id:e},...s);o.addEventListener("change",()=>t(n.name,o.value));let r=d("div",{class:"lever"},d("lab\
el",{for:e},`${n.name}: ${n.question}`),o);return{made:r,show:i=>{o.value=i,r.classList.toggle("set",
i!==n.chosen)}}}var Er=14,Ar={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};function Mr(n,t,e,s){let o=Array.from(
n.keys()).filter(r=>n[r]===t);return o.length===0?-1:o[Math.floor((e+.5)*o.length/s)]}function ys(n,t,e,s){
let o=n.querySelector("svg"),r=Array.from(o.querySelectorAll("[data-side]"));if(r.length===0)return;
o.setAttribute("role","group"),o.classList.add("choosable");for(let[a,c]of r.entries()){let l={role:"\
button",tabindex:"-1","aria-label":Tr(t,Number(c.dataset.side),Number(c.dataset.value)),"data-place":`${t.
name}.${a}`};for(let[u,f]of Object.entries(l))c.setAttribute(u,f)}r[0].setAttribute("tabindex","0");
let i=a=>{let{side:c,value:h}=a.dataset,l=r.filter(f=>f.dataset.side===c&&f.dataset.value===h),u=Mr(
e[c],Number(h),l.indexOf(a),l.length);u>=0&&s(u,Number(c),a.dataset.place)};o.addEventListener("clic\
k",a=>{let c=Lr(r,a);c&&i(c)}),o.addEventListener("keydown",a=>{if(a.key==="Enter"||a.key===" ")i(a.
target);else if(!_r(r,a))return;a.preventDefault()})}function bs(){return document.activeElement?.getAttribute(
"data-place")??null}function Yt(n){let e=Array.from(document.querySelectorAll("[data-place]")).find(
s=>s.getAttribute("data-place")===n);return e?.focus({preventScroll:!0}),e!==void 0}function Tr(n,t,e){
let s=t===0?"as set":"unchanged";return n.kind!=="flag"?`${s}: ${b(e)} ${n.unit}`:`${s}: ${e===1?"it\
 happens":"it does not happen"}`}function Lr(n,{clientX:t,clientY:e}){let s=n.map(r=>{let i=r.getBoundingClientRect();
return Math.hypot(i.x+i.width/2-t,i.y+i.height/2-e)}),o=Math.min(...s);return o<=Er?n[s.indexOf(o)]:
null}function _r(n,t){let e={Home:0,End:n.length-1},s=n.indexOf(t.target),o=Ar[t.key],r=e[t.key]??(o===
void 0?void 0:s+o);if(r===void 0)return!1;let i=n[Math.max(0,Math.min(n.length-1,r))];return n[s]?.setAttribute(
"tabindex","-1"),i.setAttribute("tabindex","0"),i.focus(),!0}var dt=50,Cr=["mine","twin"],zt=300,De=10,xs=40,Re=3,Ir=.9,Nr=6.4,Mt=52,je=14;function $s(n,t,e,s,o){
let r=o?[t,e]:[t],i=n.kind==="flag"?Rr(n,r):jr(n,r),c=(o?Dr(n,t,e,s):[["mine","",Be(n,t,s)]]).map(([
l,u,f])=>d("p",{class:l},u,d("b",{},f))),h=d("h3",{},n.heading);return d("article",{class:"card"},h,
i,...c,B(V(t.length)))}function Be(n,t,e){let{mean:s,error:o}=Q(n,t,e),r=n.kind==="flag";return s===
0&&r?`none seen, at most ${b(100*o)} %`:o===0?s===0?"none seen":`${b(s)} ${n.unit} in all`:r?We(s,t.
length,e):`${X(s,o)} ${n.unit}`}function We(n,t,e){let[s,o]=ye(n,t,e).map(r=>b(100*r));return`${b(100*
n)} % (${s}–${o} %)`}function Dr(n,t,e,s){let{mean:o,error:r}=rt(t,e,s),[i,a]=n.kind==="flag"?[100,
"points"]:[1,n.unit],c=r===0?o===0?"none in any future":`${b(o*i)} ${a} in all`:`${o>0?"+":""}${X(o*
i,r*i)} ${a}`;return[["mine","as set ",Be(n,t,s)],["twin","unchanged ",Be(n,e,s)],["apart","differen\
ce ",c]]}function Fe(n){return n.length>1?`${n[0]} as set, ${n[1]} unchanged`:String(n[0])}function Rr(n,t){
let e=t.map(i=>Math.round(D(i)*dt)),s=e.flatMap((i,a)=>{let c=Cr[a];return Array.from({length:dt},(h,l)=>{
let u={cx:De+l%25*11.6,cy:10+a*36+Math.floor(l/25)*13,r:4},f=l<i,m={"data-side":a,"data-value":Number(
f)};return g("circle",{...u,...m,class:f?`${c} yes`:"no"})})}),o=`${n.heading}: in ${dt} futures ${Fe(
e)}`,r=d("p",{class:"count"},`in ${dt} futures: ${Fe(e)}`);return d("div",{},A(zt,36*t.length,o,...s),
r)}function jr(n,t){let e=t.map(p=>yn(p,dt)),s=Math.min(...e.flat()),o=Math.max(...e.flat()),r=o-s||
1,i=e.map(p=>Br(p,s,r)),a=Math.max(...i.flatMap(p=>[...p.values()].map(w=>w.length))),c=Math.max(Ir,
Math.min(Nr,(Mt-2*Re)/a)),h=i.flatMap((p,w)=>Fr(p,w,c)),l=Mt+je/2,u=[g("text",{x:0,y:l+4},b(s))];o>s&&
u.push(g("text",{x:zt,y:l+4,"text-anchor":"end"},b(o)));let f=Fe(t.map(p=>b(D(p)))),m=`${n.heading}:\
 ${dt} futures from ${b(s)} to ${b(o)} ${n.unit}, mean ${f}`;return A(zt,e.length*Mt+je,m,...h,...u)}
function Br(n,t,e){let s=new Map;for(let o of n){let r=Math.round((o-t)/e*xs);s.set(r,[...s.get(r)??
[],o])}return s}function Fr(n,t,e){let s=t===0?"mine yes":"twin yes";return[...n].flatMap(([o,r])=>r.
map((i,a)=>{let c=Re+a*e,h=t===0?Mt-c:Mt+je+c;return g("circle",{cx:De+o/xs*(zt-2*De),cy:h,r:Re,class:s,
"data-side":t,"data-value":i})}))}var W=8,Pe=4,Wr=65536,vs=64,et=class extends Error{},Tt=class{constructor(t,e,s){let{exports:o}=new WebAssembly.
Instance(t,{});this.exports=o,this.page=e,this.known=e.known,this.top=this.exports.__heap_base.value;
let r=this.exports.version();if(r!==this.known.version)throw new et(`a kernel of version ${r}`);this.
samples=this.put(Yn(s.samples,Pe)),this.edges=this.put(s.edges),this.world=s.world,this.usual=this.known.
series.map(i=>[i.word,i.level]),this.floor=this.top}take(t){let e=Math.ceil(this.top/vs)*vs;this.top=
e+t;let s=this.top-this.exports.memory.buffer.byteLength;return s>0&&this.exports.memory.grow(Math.ceil(
s/Wr)),e}put(t){let e=this.take(t.byteLength);return new Uint8Array(this.exports.memory.buffer,e,t.byteLength).
set(new Uint8Array(t)),e}putWorld(t){let e=this.put(this.world);return new Uint8Array(this.exports.memory.
buffer,e).set(new Uint8Array(t)),e}get(t,e){return this.exports.memory.buffer.slice(t,t+e)}call(t,e){
let s=this.known.exports[t].map(([r])=>{if(e[r]===void 0)throw new et(`${t}: nothing given for ${r}`);
return e[r]}),o=this.exports[t](...s);if(o!==this.known.statuses.done)throw new et(`${t}: status ${o}`)}wordsByDay(t){
let{series:e}=this.known.sizes;if(t.length>e)throw new et(`${t.length} series, and room for ${e}`);let s=Array.
from({length:e},(o,r)=>t[r]??[0,0]);return BigInt64Array.from(s.flat().map(BigInt))}simulate({first:t,
last:e,world:s,plan:o,daily:r,days:i=this.page.days,words:a=this.usual,events:c=!1}){this.top=this.floor;
let{sizes:h}=this.known,l=e-t,u=c?l*h.log_rows:0,f=r?l*i*h.series*Pe:0,m=BigUint64Array.from({length:l},
(E,F)=>BigInt(t+F)),[p,w]=this.page.samples,y={plan:this.put(o),samples:this.samples,edges:this.edges,
n_samples:p,n_columns:w,runs:this.put(m.buffer),n_runs:l,seed_key:BigInt(this.page.seed_key),parameters:this.
take(l*h.parameters*W),world:this.putWorld(s),start:this.put(s.slice(0,h.live*W)),legs:this.put(BigInt64Array.
of(BigInt(i),0n,0n,1n).buffer),n_legs:1,n_kept:l,series:this.put(this.wordsByDay(a).buffer),tallies:this.
take(l*h.counters*W),daily:this.take(f),n_daily:r?l:0,days:i,events:this.take(u*h.log*W),n_events:u,
counts:this.take(l*W),lost:this.take(l*W),morning:this.take(h.live*W)};this.call("draw",y),this.call(
"simulate",y);let k=new BigInt64Array(this.get(y.lost,l*W)).findIndex(E=>E!==0n);if(k>=0)throw new et(
`run ${t+k}: more events than its log holds`);let M=Array.from(new BigInt64Array(this.get(y.counts,l*
W)),Number),Z=c?M.reduce((E,F)=>E+F,0):0;return{counters:this.get(y.tallies,l*h.counters*W),daily:new Float32Array(
this.exports.memory.buffer,y.daily,f/Pe),events:this.get(y.events,Z*h.log*W),counts:M}}};function He(n,t,e){let{names:s,kinds:o}=e.counters,r=s.indexOf(t),i=n.byteLength/8/s.length,c=o[r]===
"float64"?new Float64Array(n):new BigInt64Array(n),h=new Float64Array(i);for(let l=0;l<i;l++)h[l]=Number(
c[l*s.length+r]);return h}function ks(n,t,e){let s=He(n,t,e);if(!e.counters.running.includes(t))return s;
let o=He(n,t+e.counters.before,e);return s.map((r,i)=>r-o[i])}function Pr(n,t,e){if(n.past)return He(
t,n.counter+e.counters.before,e);let s=ks(t,n.counter,e);if(n.per){let o=ks(t,n.per,e);return s.map(
(r,i)=>r/Math.max(1,o[i]))}return n.kind==="flag"?s.map(o=>o>=n.least?1:0):s}function Ue(n,t){return t.
outcomes.map(e=>Pr(e,n,t))}function Ge(n,t,e,s,o){let r=e.known.actors.blocks.sites;for(let i=0;i<n;i++)e.map.attacks.includes(
t(i,"action"))&&(o[(t(i,"target")-r)*s+t(i,"day")]+=1)}function Os(n,{first:t,last:e,world:s,plan:o,
days:r=n.page.days}){let{known:i,page:a}=n,c=n.simulate({first:t,last:e,world:s,plan:o,days:r,daily:!1,
events:!0}),h=new BigInt64Array(c.events),l=i.log.names.length,u=Object.fromEntries(i.log.names.map(
(m,p)=>[m,p])),f=new Float32Array(a.map.sites.length*r);return Ge(h.length/l,(m,p)=>Number(h[m*l+u[p]]),
a,r,f),{counts:f}}function Hr(n,{known:t}){let e=Number(new BigInt64Array(n)[t.clock.n_moves]);return n.slice(0,(t.room.
at+e*t.moves.names.length)*8)}function Ss(n,t){let e=n.constructor,s=new e(t);return s.set(n),s}var Zt=class{constructor(t,e,s){
this.page=t,this.world=Hr(e,t),this.plan=s,this.columns=t.known.outcomes.map(()=>new Float64Array),this.
daily=[...t.fans,t.ladder].map(()=>new Float32Array),this.days=t.days,this.asked=0,this.have=0,this.
early=new Map}makeRoom(t){t<=this.columns[0].length||(this.columns=this.columns.map(e=>Ss(e,t)),this.
daily=this.daily.map(e=>Ss(e,Math.min(1e3,t)*this.days)))}add(t,e,s,o){s.forEach((r,i)=>this.columns[i].
set(r,t)),o.forEach((r,i)=>this.daily[i].set(r,t*this.days)),this.early.set(t,e);for(let r=this.early.
get(this.have);r!==void 0;r=this.early.get(this.have))this.early.delete(this.have),this.have=r}};function Jt(n){
n.asked=n.have,n.early.clear()}var Ur=[[100,50],[500,100],[1/0,250]],Gr=4;function qr(n,{run:t,world:e,plan:s,days:o}){let{known:r}=n,
i=n.simulate({first:t,last:t+1,world:e,plan:s,days:o,daily:!1,events:!0}),{names:a,kinds:c}=r.log,[h,
l]=[new BigInt64Array(i.events),new Float64Array(i.events)],u=a.map((m,p)=>{let w=c[p]==="float64"?l:
h,y=(v,k)=>Number(w[k*a.length+p]);return[m,Float64Array.from({length:i.counts[0]},y)]}),f=Ue(i.counters,
r).map((m,p)=>[r.outcomes[p].name,m[0]]);return{outcomes:Object.fromEntries(f),log:Object.fromEntries(
u)}}function Vr(n,{first:t,last:e,world:s,plan:o,words:r,days:i=n.page.days}){let a=n.known.sizes.series,
c=(e-t)*i,h=new Float32Array(r.length*c);for(let l=0;l<r.length;l+=a){let u=r.slice(l,l+a),{daily:f}=n.
simulate({first:t,last:e,world:s,plan:o,days:i,daily:!0,words:u});u.forEach((m,p)=>{for(let w=0;w<c;w++)
h[(l+p)*c+w]=f[w*a+p]})}return{values:h}}var Kr={replay:qr,evenings:Vr,attacks:Os};function Yr(n,t){
return{id:t.id,...Kr[t.kind](n,t)}}function Es(n,t){if(t.kind!==void 0)return Yr(n,t);let{id:e,first:s,
last:o,world:r,plan:i,days:a,daily:c}=t,{page:h,known:l}=n,u=n.simulate({first:s,last:o,world:r,plan:i,
days:a,daily:c}),f=u.daily,m=l.sizes.series,w=(c?[...h.fans,h.ladder]:[]).map(y=>{let v=l.series.findIndex(
M=>M.name===y),k=new Float32Array(f.length/m);for(let M=0;M<k.length;M++)k[M]=f[M*m+v];return k});return{
id:e,first:s,last:o,columns:Ue(u.counters,l),daily:w}}function As(n){let t=null;n.onmessage=({data:e})=>{
try{t===null?t=new Tt(e.module,e.page,e.parts):zr(n,Es(t,e))}catch(s){n.postMessage({failed:s instanceof
Error?s.message:String(s),id:e.id})}}}function zr(n,t){let e=t.daily??[];n.postMessage(t,e.map(s=>s.
buffer))}var Xt=class{constructor(t){this.kernel=new Tt(t.module,t.page,t.parts),this.onmessage=()=>{}}postMessage(t){
setTimeout(()=>this.onmessage({data:this.answer(t)}))}answer(t){try{return Es(this.kernel,t)}catch(e){
return{failed:e instanceof Error?e.message:String(e),id:t.id}}}},Qt=class{constructor(t,e,s,o,r){this.
page=t,this.start=e,this.script=s,this.progress=o,this.failed=r,this.stores=[],this.goal=0,this.answered=
!1,this.idle=this.workers()}workers(){let t=Math.max(1,Math.min(Gr,navigator.hardwareConcurrency||1));
try{return this.address=URL.createObjectURL(new Blob([this.script],{type:"text/javascript"})),Array.
from({length:t},()=>this.worker())}catch{return[this.listen(new Xt(this.start))]}}broke(t,e){if(!this.
here){if(this.answered){this.lose(this.at.get(t),e),t.terminate(),this.idle=[...this.idle.filter(s=>s!==
t),this.worker()];return}this.here=!0,this.waiting.clear();for(let{broke:s}of this.looking.values())
s(new Error(e));this.looking.clear(),this.looks=[],this.stores.forEach(Jt);try{this.idle=[this.listen(
new Xt(this.start))],this.hand()}catch(s){this.failed(s instanceof Error?s.message:String(s))}}}lose(t,e){
let s=this.looking.get(t??0);if(this.looking.delete(t??0),this.waiting.delete(t??0),s){s.broke(new Error(
e));return}this.goal=0,this.stores.forEach(Jt),this.failed(e)}here=!1;at=new Map;address="";worker(){
let t=new Worker(this.address);return t.onerror=e=>{e.preventDefault(),this.broke(t,e.message||"a wo\
rker broke")},t.postMessage(this.start),this.listen(t)}listen(t){return t.onmessage=({data:e})=>{this.
idle.push(t),this.take(e),this.hand()},t}take(t){let e=this.looking.get(t.id);if(e){this.looking.delete(
t.id),t.failed===void 0?e.done(t):e.broke(new Error(t.failed));return}let s=this.stores.find(o=>o===
this.waiting.get(t.id));if(this.waiting.delete(t.id),!!s){if(t.failed!==void 0){this.goal=0,Jt(s),this.
failed(t.failed);return}this.answered=!0,s.add(t.first,t.last,t.columns,t.daily),this.progress()}}waiting=new Map;tasks=0;ask(t,e){
this.stores=t,this.goal=e;for(let s of t)s.makeRoom(e);this.hand()}looking=new Map;looks=[];look(t){
let e=++this.tasks;return new Promise((s,o)=>{this.looking.set(e,{done:s,broke:o}),this.looks.push({
days:this.stores[0]?.days,...t,id:e}),this.hand()})}hand(){for(;this.idle.length>0;){if(this.looks.length>
0){this.give(this.looks.shift());continue}let[t]=this.stores.filter(h=>h.asked<this.goal).sort((h,l)=>h.
asked-l.asked);if(!t)return;let e=t.asked,s=Ur.find(([h])=>e<h)?.[1]??1,o=Math.min(e+s,this.goal),r=++this.
tasks;t.asked=o,this.waiting.set(r,t);let{world:i,plan:a,days:c}=t;this.give({id:r,first:e,last:o,world:i,
plan:a,days:c,daily:o<=1e3})}}give(t){let e=this.idle.pop();this.at.set(e,t.id),e.postMessage(t)}};var Ts={set:"set to",scale:"times",add:"plus"},Ls={">=":"is at least",">":"is more than","<=":"is at\
 most","<":"is less than","==":"is exactly"},Ms=[];function _s(n,t,e){let s=Ms,o=d("ol",{class:"rows"}),
r=Jr(n,(a,c)=>{let h=c===null?[...s,a]:s.map((l,u)=>u===c?a:l);return e({interventions:h},!1),s.includes(
a)});t("interventions").append(o,r.made);let i=()=>{o.replaceChildren(...s.map((a,c)=>{let[h,l]=["Ed\
it","Remove"].map(u=>d("button",{type:"button","aria-label":`${u} intervention ${c+1}`},u));return h.
addEventListener("click",()=>r.fill(a,c)),l.addEventListener("click",()=>{e({interventions:s.filter(
(u,f)=>f!==c)},!1),r.made.firstElementChild.focus()}),d("li",{},`${ne(a,n)} `,h," ",l)}))};return({interventions:a=Ms},c)=>{
r.show(c),a!==s&&(s=a,r.done(),i())}}function ne(n,t){let e=t.levers.find(a=>a.name===n.lever),s=Ts,
o=typeof n.value=="number"?$(n.value):n.value.replaceAll("_"," "),r=(n.where??[]).map(a=>Zr(a,e,t)).
join(", ");return[`${e.meaning}: ${n.dose==="set"?"":`${s[n.dose]} `}${o}`,r&&`(${r})`,n.from&&`from\
 ${P(n.from)}`,n.to&&`to ${P(n.to)}`,n.over&&`in ${n.over} daily steps`,n.when&&`as soon as “${Cs(
n.when[0],t)}” ${Ls[n.when[1]]} ${$(n.when[2])}`].filter(Boolean).join(" ")}function Zr(n,t,e){return e.
places[t.table].find(s=>s.id===n).title}function Cs(n,t){return t.known.outcomes.find(e=>e.name===n)?.
meaning??n}function Jr(n,t){let e=te("do-lever",ei(n)),s=te("do-dose",[]),o=d("span",{class:"worth"}),
r=d("span",{class:"worth"}),i=ee("do-from","date"),a=ee("do-to","date"),c=ee("do-over","number"),h=te(
"do-when",ni(n)),l=te("do-compare",n.known.comparisons.map(si)),u=ee("do-threshold","number"),f=d("b\
utton",{type:"button"},"Add"),m=d("button",{type:"button",hidden:""},"Leave it"),p=d("p",{class:"bad",
role:"alert"}),w=d("details",{}),y=d("summary",{},"Add an intervention"),v=d("fieldset",{class:"leve\
r form","aria-label":"an intervention"},ft("Lever",e),ft("Dose",s,o),r,ft("From",i,"left out: the fi\
rst free day"),ft("To",a,"the last day in force; left out: to the end"),ft("Over",c,"equal daily ste\
ps"),ft("Once",h,l,u),d("p",{class:"buttons"},f,m),p);w.append(y,v),l.setAttribute("aria-label","com\
parison of the condition"),u.setAttribute("aria-label","number of the condition");let k=null,M=()=>n.
levers.find(O=>O.name===e.value),Z=()=>{let O=M(),J=O.kind==="choice"?["set"]:Object.keys(O.doses),jt=Ts;
s.replaceChildren(...J.map(mn=>d("option",{value:mn},jt[mn]))),o.replaceChildren(Qr(O)),r.replaceChildren(
...ti(O,n)),c.disabled=!Oe(O),p.textContent=""},E=()=>Xr(M(),n,{dose:s,worth:o,places:r,from:i,to:a,
over:c,outcome:h,compare:l,threshold:u}),F=()=>{k=null,f.textContent="Add",m.hidden=!0;for(let O of[
i,a,c,h,u])O.value="";Z()},Dt=()=>{let O=E();typeof O=="string"?p.textContent=O:t(O,k)?F():p.textContent=
"It was not taken: see the line at the top."};return f.addEventListener("click",Dt),w.addEventListener(
"keydown",O=>{O.key!=="Enter"||O.target instanceof HTMLButtonElement||(O.preventDefault(),Dt())}),m.
addEventListener("click",F),e.addEventListener("change",Z),Z(),{made:w,fill:(O,J)=>{F(),e.value=O.lever,
Z(),k=J,f.textContent=`Change number ${J+1}`,m.hidden=!1,w.open=!0,s.value=O.dose,o.firstElementChild.
value=String(O.value);for(let jt of r.querySelectorAll("input"))jt.checked=O.where?.includes(jt.value)??
!1;[i.value,a.value,c.value]=[O.from??"",O.to??"",String(O.over??"")],O.when&&([h.value,l.value,u.value]=
O.when.map(String)),e.focus()},show:O=>{for(let J of[i,a])[J.min,J.max]=[O.first_free,at(O.days-1,O)]},
done:F}}function Xr(n,t,{dose:e,worth:s,places:o,from:r,to:i,over:a,outcome:c,compare:h,threshold:l}){
let u=s.firstElementChild,f=$e(n,e.value,u.value);if(f===null){let[v,k]=n.doses[e.value];return`A ${n.
whole?"whole ":""}number from ${$(v)} to ${$(k)}, please.`}let m={lever:n.name,dose:e.value,value:f},
p=[...o.querySelectorAll("input:checked")].map(v=>v.value).join(","),w=c.value&&`${c.value}${h.value}${l.
value}`,y={from:r.value,to:i.value,over:a.disabled?"":a.value,when:w,where:p};for(let[v,k]of Object.
entries(y)){if(k==="")continue;let M=ve(v,k,n,t);if(M===null)return`The field “${v==="when"?"once":
v}” does not read: ${k}.`;m[v]=M}return m}function Qr(n){let t={"aria-label":`${n.meaning}: what i\
t is moved to`};if(n.kind!=="choice")return d("input",{type:"number",step:n.whole?1:"any",...t});let e=n.
choices.map(s=>d("option",{value:s.word},s.word.replaceAll("_"," ")));return d("select",t,...e)}function ti(n,t){
if(n.table==="world")return[];let e=t.places[n.table].map(o=>d("label",{class:"site"},d("input",{type:"\
checkbox",value:o.id}),` ${o.title}`)),s=n.table==="site"?"These sites:":"These militias (none ticke\
d: all):";return[d("small",{},s),...e]}function ei(n){return Object.entries(n.groups).flatMap(([t,e])=>{
let s=n.levers.filter(r=>r.name.split(".")[0]===t&&(r.table==="world"||n.places[r.table].length>0)),
o=s.map(r=>d("option",{value:r.name},r.meaning));return s.length>0?[d("optgroup",{label:e},...o)]:[]})}
function ni(n){let t=n.known.conditions.map(e=>d("option",{value:e},Cs(e,n)));return[d("option",{value:""},
"no condition"),...t]}function si(n){return d("option",{value:n},Ls[n])}function te(n,t){return d("s\
elect",{id:n},...t)}function ee(n,t){return d("input",{id:n,type:t})}function ft(n,t,...e){let s=e.map(
o=>typeof o=="string"?d("small",{},o):o);return d("div",{class:"field"},d("label",{for:t.id},n),t,...s)}function oi(n){let{top:t,bottom:e}=n.getBoundingClientRect();return e>0&&t<innerHeight}var se=class{constructor(){
this.waiting=new Map,this.timer=0,addEventListener("beforeprint",()=>this.drawAll())}draw(t,e){let s=[
...t.children];if(s.length!==e.length){for(let r of s)this.waiting.delete(r);t.replaceChildren(...e.
map(r=>r()));return}let o=s.map(oi);e.forEach((r,i)=>{o[i]?this.replace(s[i],r):this.waiting.set(s[i],
r)}),clearTimeout(this.timer),this.timer=setTimeout(()=>this.drawAll(),250)}replace(t,e){this.waiting.
delete(t),t.replaceWith(e())}drawAll(){for(let[t,e]of this.waiting)this.replace(t,e)}};function Is(n,t){let e=Math.min(n[2],t[2])-Math.max(n[0],t[0]),s=Math.min(n[3],t[3])-Math.max(n[1],t[1]);
return e>0&&s>0?e*s:0}function ri({text:n,at:[t,e],off:s}){let o=n.length*6,r=s*.75,i=[["start",t+s,
e-11/2],["end",t-s,e-11/2],["middle",t,e+s],["middle",t,e-s-11],["start",t+r,e+r-2],["start",t+r,e-r-
11+2],["end",t-r,e+r-2],["end",t-r,e-r-11+2]],a={start:0,middle:.5,end:1};return i.map(([c,h,l])=>{let u=h-
o*a[c];return{anchor:c,box:[u,l,u+o,l+11]}})}function Ns(n,t,e){let s=n.map(({at:[o,r],off:i})=>[o-i+
1,r-i+1,o+i-1,r+i-1]);return n.map(o=>{let r=ri(o),i=r.map(({box:l},u)=>{let f=s.reduce((w,y)=>w+Is(
l,y),0),m=Is(l,[4,2,t-4,e-2]),p=(l[2]-l[0])*(l[3]-l[1])-m;return f+50*p+u*.5}),{box:a,anchor:c}=r[i.
indexOf(Math.min(...i))];s.push(a);let h={start:a[0],middle:(a[0]+a[2])/2,end:a[2]}[c]??a[0];return{
text:o.text,kind:o.kind,box:a,x:Math.round(h*10)/10,y:Math.round((a[3]-2.5)*10)/10,anchor:c}})}var mt=460,Lt=11,_t=10,ii=2.5,Ds=2;function Ve(n){let[t,e,s,o]=n.frame,r=mt/(s-t),i=r/Math.cos((e+o)/
2*Math.PI/180);return{height:Math.round((o-e)*i),place:([a,c])=>[(a-t)*r,(o-c)*i]}}function Ke(n,t){
return Math.max(ii,_t*Math.sqrt(n/(t||1)))}function Rs({areas:n,sites:t,frame:e}){let{height:s,place:o}=Ve(
{frame:e}),r=Math.max(...t.map(c=>c.troops)),i=t.map((c,h)=>({text:String(h+1),kind:"number",at:o(c.
spot),off:Ke(c.troops,r)+Ds})),a=n.map(c=>({text:c.title,kind:"name",at:o(c.spot),off:Lt+2*Ds}));return Ns(
[...i,...a],mt,s)}var Ye=26,ai=.85,oe=30,ci=8;function re(n){let t={strength:0,troops:0,attacks:0};for(let e of n)for(let s=0;s<
e.days;s++){for(let o=0;o<e.areas;o++)t.strength=Math.max(t.strength,e.strength(o,s));for(let o=0;o<
e.sites;o++)t.troops=Math.max(t.troops,e.troops(o,s)),t.attacks=Math.max(t.attacks,e.attacks(o,s,oe))}
return t}function li(n){return n.map(([t,e])=>`${t.toFixed(1)},${e.toFixed(1)}`).join(" ")}var pt=class{constructor(t){
this.page=t;let{height:e,place:s}=Ve(t.map);this.place=s,this.areas=t.map.areas.map(o=>s(o.spot)),this.
sites=t.map.sites.map(o=>s(o.spot)),this.marks=g("g",{}),this.made=A(mt,e,"Map",...this.ground(e),this.
marks,g("g",{},...this.labels())),this.made.classList.add("world")}ground(t){let{outline:e,links:s,is_map:o}=this.
page.map,r=a=>li(a.map(this.place)),i=[g("rect",{class:"abroad",width:mt,height:t})];for(let a of Object.
values(e.countries))i.push(g("polygon",{class:"country",points:r(a)}));for(let a of e.borders)i.push(
g("polyline",{class:"border",points:r(a)}));for(let[a,c]of o?[]:s){let[[h,l],[u,f]]=[this.areas[a],this.
areas[c]];i.push(g("line",{class:"border",x1:h,y1:l,x2:u,y2:f}))}for(let[a,c,h]of e.names){let[l,u]=this.
place([c,h]);l>30&&l<mt-30&&u>12&&u<t-4&&i.push(g("text",{class:"land",x:l,y:u,"text-anchor":"middle"},
a))}return i}labels(){return Rs(this.page.map).map(({text:t,kind:e,x:s,y:o,anchor:r})=>g("text",{class:e,
x:s,y:o,"text-anchor":r},t))}show(t,e,s,o,r=[]){this.made.setAttribute("aria-label",o);let i=[...this.
sites.map((a,c)=>this.halo(t,c,e,s)),...this.areas.map((a,c)=>this.area(t,c,e,s)),...this.sites.map(
(a,c)=>this.site(t,c,e,s)),...r.map(a=>this.flash(a))];this.marks.replaceChildren(...i)}halo(t,e,s,o){
let[r,i]=this.sites[e],a=t.attacks(e,s,oe)/(o.attacks||1);return g("circle",{class:"halo",cx:r,cy:i,
r:(Ye*Math.sqrt(a)).toFixed(1)})}area(t,e,s,o){let[r,i]=this.areas[e],{title:a}=this.page.map.areas[e],
[c,h]=t.holder(e,s),l=this.page.map.holders[c],u=ai*(t.strength(e,s)/(o.strength||1)),f=`${a}: ISIS \
strength ${b(t.strength(e,s))}, ${l.title} ${b(100*h)} %`;return g("g",{},g("title",{},f),g("circle",
{class:"paper",cx:r,cy:i,r:Lt}),g("circle",{class:"isis",cx:r,cy:i,r:Lt,"fill-opacity":u.toFixed(3)}),
...this.ring(t.shares(e,s),r,i),g("text",{class:"mark",x:r,y:i+3.2,"text-anchor":"middle"},l.mark))}ring(t,e,s){
let o=0;return t.flatMap((r,i)=>{let a=o;if(o+=r,r===0)return[];let h={"stroke-dasharray":`${(100*r).
toFixed(2)} 100`,"stroke-dashoffset":(-100*a).toFixed(2)};return[g("circle",{class:`ring ${ze(i)}`,cx:e,
cy:s,r:Lt,pathLength:100,...h})]})}site(t,e,s,o){let[r,i]=this.sites[e],a=t.troops(e,s),c=Ke(a,o.troops),
h=`${e+1} ${this.page.map.sites[e].title}: ${b(a)} troops`,l=a>0?"site":"site left";return g("circle",
{class:l,cx:r,cy:i,r:c.toFixed(1)},g("title",{},h))}flash({spot:t,age:e,row:s}){let[o,r]=this.place(
t);return g("circle",{class:e===0?"flash now":"flash",cx:o,cy:r,r:17,"data-event":s,opacity:(1/(1+e)).
toFixed(2)})}};function ze(n){return n===0?"held0":`held${(n-1)%ci+1}`}var hi=[["areas","strength"],["areas","holder"],["sites","troops"]];function Ze(n){let t=hi.flatMap(
([s,o])=>{let{at:r,names:i,kinds:a}=n.known.parts[s],c=i.indexOf(o),h=a[c]==="float64"?1:0;return n.
map[s].map((l,u)=>[r+u*i.length+c,h])}),e=n.known.series.find(s=>s.name===n.ladder);return[...t,[e.word,
e.level]]}var gt=class{constructor(t){let{areas:e,sites:s,holders:o}=t.map;this.days=t.days,this.areas=
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
r];return o/this.runs}};async function js(n,t,{world:e,plan:s,days:o},r,i,a){let c=Ze(n);for(;r.runs<
i&&a();){let h=r.runs,l=Math.min(h+25,i),{values:u}=await t({kind:"evenings",first:h,last:l,world:e,
plan:s,days:o,words:c});if(!a())return;let{counts:f}=await t({kind:"attacks",first:h,last:l,world:e,
plan:s,days:o});r.add(u,f,l-h)}}function ie(n,...t){let e=A(22,22,"",...t);return e.setAttribute("aria-hidden","true"),d("li",{},e,n)}
function ae(n,t){let e={cx:11,cy:11},s=[ie(`site: this dot is ${b(t.troops)} troops`,g("circle",{class:"\
site",...e,r:_t})),ie(`rocket attacks on a site in ${oe} days: this ring is ${b(t.attacks*(_t/Ye)**2)}`,
g("circle",{class:"halo",...e,r:_t})),ie(`ISIS strength in an area: this shade is ${b(t.strength)}; \
all areas together began with 1`,g("circle",{class:"isis",...e,r:9,"fill-opacity":.85}))],o=n.map.holders.
map((r,i)=>ie(r.title,g("circle",{class:`ring ${ze(i)}`,...e,r:9,pathLength:100}),g("text",{class:"m\
ark",x:11,y:14.2,"text-anchor":"middle"},r.mark)));return d("ul",{class:"key map-key"},...s,...o)}function Bs(n,t,e){
let s=d("tr",{},...t.map(r=>d("th",{scope:"col"},r))),o=e.map(([r,...i])=>d("tr",{},d("th",{scope:"r\
ow"},String(r)),...i.map(a=>d("td",{},String(a)))));return d("table",{},d("caption",{},n),d("thead",
{},s),d("tbody",{},...o))}function Fs(n,t,e){let{areas:s,sites:o,holders:r}=n.map,i=l=>t.map(([u])=>t.
length>1?`${l}, ${u}`:l),a=(l,u)=>l.shares(u,e).map((p,w)=>[p,r[w].title]).filter(([p])=>p>0).sort(([
p],[w])=>w-p).map(([p,w])=>p<1?`${w} ${b(100*p)} %`:w).join(", "),c=s.map((l,u)=>[l.title,...t.map(([
,f])=>b(f.strength(u,e))),...t.map(([,f])=>a(f,u))]),h=o.map((l,u)=>[`${u+1} ${l.title}`,...t.map(([
,f])=>b(f.troops(u,e))),...t.map(([,f])=>b(f.attacks(u,e)))]);return[Bs(`Sites on ${j(n,e)}`,["site",
...i("troops"),...i("attacks so far")],h),Bs(`Areas on ${j(n,e)}`,["area",...i("ISIS strength"),...i(
"held by")],c)]}var ui=7,wt=["as set","unchanged"],Ws="The map follows when all futures are in.",ce=class{constructor(t,e,s){
this.page=t,this.look=e,this.gathered=new WeakMap,this.worlds=[],this.turn=0,this.sides=[],this.maps=
wt.map(()=>new pt(t));let o=t.days-1;this.slider=d("input",{type:"range",id:"map-day",min:0,max:o,value:o}),
this.date=d("output",{for:"map-day"}),this.note=d("p",{class:"note",role:"status"},Ws),this.titles=wt.
map(r=>d("figcaption",{},r)),this.saves=wt.map(()=>B("","#map .map-key")),this.figures=this.maps.map(
(r,i)=>{let a=d("div",{class:"holds"},r.made,this.saves[i]);return d("figure",{},this.titles[i],a)}),
this.strip=d("div",{}),this.key=d("div",{}),this.beside=d("div",{class:"beside"},this.strip,this.key),
this.tables=d("div",{class:"tables"}),this.details=d("details",{},d("summary",{},"The numbers of thi\
s day"),this.tables),this.shown=d("div",{hidden:""},...this.parts()),s.append(this.note,this.shown,d(
"p",{class:"note"},di(t))),this.slider.addEventListener("input",()=>this.draw()),this.details.addEventListener(
"toggle",()=>this.drawTables())}parts(){let t=d("label",{for:"map-day"},"Day");return[d("p",{class:"\
player"},t,this.slider,this.date),d("div",{class:"figures maps"},...this.figures,this.beside),this.details]}hold(){
this.turn+=1,this.worlds=[],this.note.textContent=Ws,this.shown.classList.add("stale")}async show(t,e){
if(this.worlds[0]===t&&this.worlds[1]===e)return;this.turn+=1,this.worlds=[t,e];let s=this.turn;try{
for(let o of new Set(this.worlds))if(await this.fill(o,()=>this.turn===s),this.turn!==s)return;this.
adopt(t.page),this.ready()}catch(o){if(s!==this.turn)return;this.worlds=[],this.note.textContent=`Th\
e map could not be made: ${o instanceof Error?o.message:o}.`}}adopt(t){let e=this.slider.value===this.
slider.max;this.page=t,this.slider.max=String(t.days-1),e&&(this.slider.value=this.slider.max)}async fill(t,e){
let{page:s}=t,o=this.gathered.get(t)??new gt(s);this.gathered.set(t,o),await js(s,this.look,t,o,Math.
min(s.map.runs,s.runs),e)}ready(){let t=[...new Set(this.worlds)].map(s=>this.gathered.get(s));this.
sides=t;let e=t.length>1;this.scale=re(t);for(let s of this.saves)s.dataset.from=`means of the first\
 ${V(t[0].runs)}`;this.figures[1].hidden=!e,this.beside.classList.toggle("whole",e),this.titles[0].textContent=
e?wt[0]:"nothing set",this.note.textContent=`Means of the first ${t[0].runs} futures at the end of e\
ach day; what few futures do may be missing.`,this.key.replaceChildren(ae(this.page,this.scale)),this.
shown.hidden=!1,this.shown.classList.remove("stale"),this.draw()}draw(){let{page:t}=this;if(this.sides.
length===0)return;let e=Number(this.slider.value),s=e<t.free?", replayed past":"";this.date.textContent=
`${j(t,e)}${s}`,this.slider.setAttribute("aria-valuetext",this.date.textContent);let{sides:o}=this;o.
forEach((r,i)=>this.maps[i].show(r,e,this.scale,Je(t,r,e,this.titles[i].textContent))),this.strip.replaceChildren(
fi(t,o,e)),this.drawTables()}drawTables(){let{details:t,page:e}=this;if(!t.open||this.sides.length===
0)return;let s=this.sides.map((o,r)=>[wt[r],o]);this.tables.replaceChildren(...Fs(e,s,Number(this.slider.
value)))}scale=null};function di(n){let{is_map:t,outline:e}=n.map;return t?`Places are approximate, \
and moved apart where marks would cover each other. Outline: ${e.source}.`:"This is no map: the page\
 knows no place for some areas of this world, so all stand in a grid. Lines join neighbours."}function Je(n,t,e,s){
let{areas:o,sites:r}=n.map,i=o.map((h,l)=>t.strength(l,e)),a=i.indexOf(Math.max(...i)),c=r.reduce((h,l,u)=>h+
t.troops(u,e),0);return`Map, ${s}, ${j(n,e)}: ${b(c)} troops at ${r.length} sites, ISIS strongest in\
 ${o[a].title} with ${b(i[a])}. All numbers stand in a table.`}function fi(n,t,e){let s=t.map(l=>Array.
from({length:n.days},(u,f)=>n.map.sites.reduce((m,p,w)=>m+l.attacks(w,f,ui),0))),o=Math.max(...s.flat()),
r=s.map((l,u)=>g("polyline",{class:u===0?"mine middle":"twin middle",points:lt(l.map((f,m)=>[I(m,n),
L(f/(o||1))]))})),i=I(e,n),a=g("line",{class:"cursor",x1:i,x2:i,y1:L(1),y2:L(0)}),c=t.map((l,u)=>`${b(
s[u][e])} ${wt[u]}`).join(", "),h=`Rocket attacks in the seven days up to ${j(n,e)}: ${c}`;return d(
"figure",{},d("figcaption",{},`Rocket attacks of the last seven days (mean)${r.length>1?", dashes un\
changed":""}`),A(H,R,h,...ht(n,["0",b(o)]),...r.reverse(),a),B(`means of the first ${V(t[0].runs)}`))}var Xe=25,tn=1e3,Hs=50,mi=4,Qe=300,le=6,pi=8,gi=20;function Us(n,t,e){let s={},o=(l,u,f)=>{let m={...s};
u===null?delete m[l]:m[l]=u,e({parameters:m},f)},r=new Map,i={},a=l=>{let u=r.get(l.name)??$i(l,o);return r.
set(l.name,u),u.show(s[l.name]??null,wi(l,i,n)),u.made},c=yi(n.parameters).map(l=>bi(l,a)),h=xi(n.parameters,
c,a);return t("parameters").append(h,...c.map(({made:l})=>l)),({parameters:l={},hypotheses:u})=>{s=l,
i=u;for(let f of n.parameters)r.has(f.name)&&a(f);for(let{show:f}of c)f(s)}}function wi({row:n},t,e){
return e.hypotheses.find(({name:o,chosen:r,variants:i})=>{let a=Object.hasOwn(t,o)?[r,t[o]]:[];return i.
some(c=>a.includes(c.letter)&&c.rows.includes(n))})?.name??""}function yi(n){let t=new Map;for(let e of n)
t.set(e.group,[...t.get(e.group)??[],e]);return[...t].sort(([e],[s])=>e<s?-1:1)}function bi([n,t],e){
let s=d("summary",{},""),o=d("div",{}),r=d("details",{},s,o),i=()=>{r.open&&!r.hidden&&o.replaceChildren(
...t.map(e))};r.addEventListener("toggle",i);let a=0;return{made:r,fill:i,show:h=>{let l=t.filter(({
name:u})=>Object.hasOwn(h,u)).length;s.textContent=`${n} (${t.length}${l>0?`, ${l} set`:""})`,l>a&&(r.
open=!0),a=l}}}function xi(n,t,e){let s="find-parameter",o=d("input",{type:"search",id:s,autocomplete:"\
off",spellcheck:"false"}),r=d("small",{role:"status"}),i=d("div",{});o.addEventListener("input",()=>{
let c=o.value.toLowerCase().split(/\s+/).filter(Boolean),h=n.filter(({name:u,meaning:f,group:m})=>{let p=`${u}\
 ${u.replaceAll("_"," ")} ${f} ${m}`.toLowerCase();return c.length>0&&c.every(w=>p.includes(w))});i.
replaceChildren(...h.slice(0,Xe).map(e));for(let u of t)u.made.hidden=c.length>0,c.length===0&&u.fill();
let l=h.length>Xe?`, of which the first ${Xe} stand here`:"";r.textContent=c.length>0?`${h.length} o\
f ${n.length} match${l}.`:""});let a=d("label",{for:s},`Find one of ${n.length} by words`);return d(
"div",{},d("div",{class:"lever"},a,o,r),i)}function $i(n,t){let{name:e,meaning:s,unit:o,sources:r}=n,
i=`parameter-${e}`,a=[n.low,n.high],c=d("input",{type:"checkbox",id:i}),h={"aria-describedby":`${i}-\
about`},l={min:$(a[0]),max:$(a[1]),step:"any"},u=d("input",{type:"number",...l,...h,"aria-label":`${s}\
: the number`}),f=d("input",{type:"range",min:0,max:tn,...h,"aria-label":`${s}: slider`}),m=vi(n);c.
addEventListener("change",()=>t(e,c.checked?m:null,!1));let p=E=>t(e,ki(Number(f.value),a),E);f.addEventListener(
"input",()=>p(!0)),f.addEventListener("change",()=>p(!1)),u.addEventListener("change",()=>{let E=_(u.
value,a,!1);u.setCustomValidity(E===null?`a number from ${l.min} to ${l.max}`:""),E===null?u.reportValidity():
t(e,E,!1)});let w=r.map(E=>E.replace(":"," ¶")).join("; "),y=d("div",{class:"bars"}),v=d("small",{class:"\
own"}),k=d("div",{class:"lever"},d("label",{for:i},c,` ${s}`),y,u,f,d("small",{id:`${i}-about`},`${o}\
, ${e}${w?`, after ${w}`:""}`),v),M;return{made:k,show:(E,F)=>{let Dt=n.by_hand?"The scenario sets i\
t by hand.":"";v.textContent=F&&E===null?`As ${F} is chosen, futures draw it otherwise.`:Dt,c.checked=
E!==null,k.classList.toggle("set",E!==null);let Rt=E??m;u.value=$(Rt),f.value=String(Math.round(tn*Gs(
Rt,a))),f.setAttribute("aria-valuetext",`${$(Rt)} ${o}`),E!==M&&(M=E,y.replaceChildren(Oi(n,E)))}}}function vi({
value:n,posterior:t,prior:e}){let[,,s]=t??e;return Number($(n??s))}function Gs(n,[t,e]){return t>0&&
e/t>Hs?Math.log(n/t)/Math.log(e/t):(n-t)/(e-t)}function ki(n,[t,e]){let s=n/tn,r=t>0&&e/t>Hs?t*(e/t)**
s:t+s*(e-t);return Math.min(e,Math.max(t,Number($(Number(r.toPrecision(mi))))))}function Oi(n,t){let e=[
n.low,n.high],s=u=>{let f=Math.min(1,Math.max(0,Gs(u,e)));return le+f*(Qe-2*le)},o=(u,f,m)=>{if(u.length===
0)return[];let[p,w,y,v,k]=u.map(s);return[g("line",{class:m,x1:p,x2:k,y1:f,y2:f,"stroke-width":2}),g(
"line",{class:m,x1:w,x2:v,y1:f,y2:f,"stroke-width":7}),g("line",{class:"median",x1:y,x2:y,y1:f-4,y2:f+
4})]},{prior:r,posterior:i=[]}=n,a=t===null?[]:[g("line",{class:"by-hand",x1:s(t),x2:s(t),y1:1,y2:27})],
c=[g("line",{class:"tick",x1:s(e[0]),x2:s(e[1]),y1:29,y2:29}),g("text",{x:le,y:41},b(e[0])),g("text",
{x:Qe-le,y:41,"text-anchor":"end"},b(e[1]))],h=[Ps("prior",r),Ps("posterior",i)].filter(Boolean).join(
"; "),l=[...o(r,pi,"prior"),...o(i,gi,"posterior"),...a,...c];return A(Qe,44,`${h||"no future draws \
it"}; ${$(n.low)} to ${$(n.high)} are allowed`,...l)}function Ps(n,t){let[e,s,o,r,i]=t.map(b);return t.
length>0?`${n}: median ${o}, half from ${s} to ${r}, 90 % from ${e} to ${i}`:""}function en(n,t){let e=t.map.names[String(n)];if(e!==void 0)return e===""?null:{title:e};let{blocks:s}=t.
known.actors,[o]=Object.keys(s).filter(a=>s[a]<=n).sort((a,c)=>s[c]-s[a]),r={militias:t.places.militia,
sites:t.map.sites,areas:t.map.areas},i=t.map.holders.slice(1);return{...r,forces:i}[o][n-s[o]]}function qs(n,t,e){
let s=n.known.actions[t.action[e]],[o,r,i]=["actor","target","second"].map(l=>en(t[l][e],n)?.title),
a=Object.keys(t).filter(l=>l.endsWith("_killed")).reduce((l,u)=>l+t[u][e],0),c=s.target?[r,i].filter(
l=>l).join(" and "):"";return`${o?`${o}: `:""}${s.short||s.label}${c?`, ${c}`:""}${a>0?` (${a} kille\
d)`:""}`}function Vs(n,t,e){let s=["target","second"].map(r=>en(t[r][e],n)?.spot);return(s.some(r=>r)?
s:[en(t.actor[e],n)?.spot]).filter(r=>r!==void 0)}var Si=390;function Ks(n,{days:t},e,s,o){let r=n.known.rungs.length-1,i=Math.max(1.2,I(1,n)-I(0,n)),
a=(l,u)=>{let f=I(l,n)+i/2;return g("line",{class:u,x1:f,x2:f,y1:L(1),y2:L(0)})},c=[...ht(n,["0",String(
r)]),a(e,"cursor")];for(let l=0;l<=e;l++){let u=t.rung(l);u>0&&c.push(g("rect",{class:`rung rung${u}`,
x:I(l,n),width:i,y:L(u/r),height:L(0)-L(u/r)}))}if(s>=0){let l=I(s,n)>Si,u=I(s,n)+(l?-4:6);c.push(a(
s,"parting"),g("text",{x:u,y:L(1)+22,class:"over","text-anchor":l?"end":"start"},"they part"))}let h=`\
Rung by day, ${o}, up to ${j(n,e)}: today ${n.known.rungs[t.rung(e)]}`;return A(H,R,h,...c)}async function Ys(n,t,e,s){let o=await Promise.all(e.map(i=>Ei(n,t,i,s))),r=Ai(n,o[0].log,o[1].log);
return o.forEach((i,a)=>{i.alone=Mi(n,i.log,o[1-a].log)}),{run:s,sides:o,parting:r}}async function Ei(n,t,{
world:e,plan:s,days:o=n.days},r){let i=Ze(n),[{log:a},{values:c}]=await Promise.all([t({kind:"replay",
run:r,world:e,plan:s,days:o}),t({kind:"evenings",first:r,last:r+1,world:e,plan:s,days:o,words:i})]),
h=new gt(n),l=new Float32Array(n.map.sites.length*o);Ge(a.day.length,(f,m)=>a[m][f],n,o,l),h.add(c,l,
1);let u=Array.from({length:o},()=>[]);return a.day.forEach((f,m)=>u[f].push(m)),{days:h,log:a,byDay:u,
alone:[]}}function he(n,t,e){return n.map.what.map(s=>t[s][e]).join()}function Ai(n,t,e){let s=Math.
max(t.day.length,e.day.length);for(let o=0;o<s;o++){let r=[t,e].filter(i=>o<i.day.length).map(i=>i.day[o]);
if(r.length===1||he(n,t,o)!==he(n,e,o))return Math.min(...r)}return-1}function Mi(n,t,e){let s=new Map;
return e.day.forEach((o,r)=>{let i=he(n,e,r);s.set(i,(s.get(i)??0)+1)}),Array.from(t.day,(o,r)=>{let i=he(
n,t,r),a=s.get(i)??0;return s.set(i,a-1),a<1})}function zs(n,t,e,s,o){let r=n.map.ends.map(i=>n.known.
outcomes.findIndex(a=>a.name===i));for(let i=1;i<=o;i++){let a=(s+i)%o;if(r.some(c=>t[c][a]!==e[c][a]))
return a}return-1}var Ti=[1,2,5,10,25],Li=5,_i=1;function Ci(){return matchMedia("(prefers-reduced-motion: reduce)").matches}
var ue=class{constructor(t,e,s){this.days=t,this.moved=e,this.next=s,this.day=0,this.timer=0,this.slider=
d("input",{type:"range",min:0,max:t-1,value:0,"aria-label":"day"}),this.speed=d("select",{"aria-labe\
l":"speed"},...Ti.map(a=>d("option",{value:a},`${a} days a second`))),this.speed.value=String(Ci()?_i:
Li),this.play=this.button("Play",()=>this.timer?this.stop():this.start());let o=this.button("Day bac\
k",()=>this.step(this.day-1)),r=this.button("Day on",()=>this.step(this.day+1)),i=this.button("Next \
event",()=>this.step(this.next(this.day)));this.slider.addEventListener("input",()=>this.step(Number(
this.slider.value))),this.made=d("p",{class:"player"},this.play,o,r,i,this.speed,this.slider)}within(t){
this.days=t,this.slider.max=String(t-1)}button(t,e){let s=d("button",{type:"button"},t);return s.addEventListener(
"click",e),s}get blink(){return this.timer?Math.ceil(Number(this.speed.value)/2):0}start(){this.day>=
this.days-1&&this.go(0),this.play.textContent="Pause";let t=()=>{this.timer=window.setTimeout(t,1e3/
Number(this.speed.value)),this.go(this.day+1),this.day>=this.days-1&&this.stop()};this.timer=window.
setTimeout(t,0)}stop(){clearTimeout(this.timer),this.timer=0,this.play.textContent="Play"}step(t){this.
stop(),this.go(t)}go(t){this.day=Math.max(0,Math.min(this.days-1,t)),this.slider.value=String(this.day),
this.moved(this.day)}};var Ii=7,nt=["as set","unchanged"],Ni="The same future, with the same luck, as set and unchanged. Ri\
ngs flash where something happens; what strikes no site and no area stands in the lines alone. Choos\
e a line or a ring to read why.",de=class{constructor(t,e,s,o){this.page=t,this.look=e,this.tell=o,this.
stores=[],this.pair=null,this.run=0,this.turn=0,this.player=new ue(t.days,r=>this.draw(r),r=>this.nextEvent(
r)),this.maps=nt.map(()=>new pt(t)),this.number=d("input",{type:"number",id:"pair",min:0,max:t.runs-
1,step:1,value:0}),this.other=d("button",{type:"button"},"Next pair that ends differently"),this.note=
d("p",{class:"note",role:"status"},"The first pair follows when all futures are in."),this.date=d("p",
{class:"day"}),this.titles=nt.map(r=>d("figcaption",{},r)),this.ladders=nt.map(()=>d("div",{})),this.
lists=nt.map(r=>d("ol",{class:"events","aria-label":`events ${r}`})),this.saves=nt.map(()=>["#play .\
map-key","#ladder-key .key"].map(r=>B("",r))),this.key=d("div",{}),this.figures=nt.map((r,i)=>this.figure(
i)),this.shown=d("div",{hidden:""},...this.parts()),s.append(d("p",{class:"note"},Ni),this.note,this.
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
0)return;let[t,e]=this.stores,s=Math.min(t.have,e.have),o=zs(this.page,t.columns,e.columns,this.run,
s);o>=0?this.load(o):this.note.textContent=`None of ${s} pairs ends differently by what is compared:\
 ${this.compared()}.`}compared(){let{ends:t}=this.page.map;return t.map(s=>this.page.known.outcomes.
find(o=>o.name===s).meaning).join("; ")}async load(t){if(this.stores.length===0)return;this.turn+=1;
let e=this.turn;this.run=t,this.number.value=String(t),this.player.stop();try{let s=await Ys(this.page,
this.look,this.stores,t);e===this.turn&&this.ready(s)}catch(s){if(e!==this.turn)return;this.note.textContent=
`This pair could not be played: ${s instanceof Error?s.message:s}.`}}ready(t){let{page:e}=this,s=this.
stores[0]!==this.stores[1];this.pair=t,this.scale=re(t.sides.map(o=>o.days)),this.figures[1].hidden=
!s,this.titles[0].textContent=s?nt[0]:"nothing set",this.other.toggleAttribute("disabled",!s),this.saves.
flat().forEach(o=>{o.dataset.from=`future ${t.run}`}),this.key.replaceChildren(ae(e,this.scale)),this.
note.textContent=s?Di(e,t):`Future ${t.run}. Nothing is set, so its twin is the same.`,this.shown.hidden=
!1,this.shown.classList.remove("stale"),this.player.go(t.parting>=0?t.parting:e.free)}nextEvent(t){let e=this.
pair===null?[]:this.pair.sides;for(let s=t+1;s<this.page.days;s++)if(e.some(o=>o.byDay[s].length>0))
return s;return this.page.days-1}draw(t){let{page:e,pair:s}=this;if(s===null)return;let o=[t<e.free?
"replayed past":"",t===s.parting?"here they part":""];this.date.textContent=[j(e,t),...o.filter(r=>r!==
"")].join(" – "),this.player.slider.setAttribute("aria-valuetext",this.date.textContent),s.sides.forEach(
(r,i)=>{if(this.figures[i].hidden)return;let a=this.titles[i].textContent;this.maps[i].show(r.days,t,
this.scale,Je(e,r.days,t,a),this.flashes(r,t)),this.ladders[i].replaceChildren(Ks(e,r,t,s.parting,a)),
this.lists[i].replaceChildren(...this.lines(r,t,i))})}flashes(t,e){return Array.from({length:this.player.
blink+1},(o,r)=>r).filter(o=>o<=e).flatMap(o=>t.byDay[e-o].flatMap(r=>Vs(this.page,t.log,r).map(i=>({
spot:i,age:o,row:r}))))}lines(t,e,s){return t.byDay.slice(0,e+1).flat().slice(-Ii).map(r=>{let i=t.log.
day[r],a=t.alone[r]?" (only here)":"",c=`${i===e?"today":""} ${t.alone[r]?"alone":""}`.trim(),h={type:"\
button",class:"line","data-event":r,"data-place":`pair.${s}.${r}`},l=`${j(this.page,i)} ${qs(this.page,
t.log,r)}${a}`;return d("li",{class:c},d("button",h,l))})}scale=null};function Di(n,{run:t,parting:e,
sides:s}){if(e<0)return`Future ${t}: the same events as set and unchanged.`;let o=s.map(({days:a})=>Math.
max(...Array.from({length:n.days},(c,h)=>h<n.free?0:a.rung(h)))),[r,i]=o.map(a=>n.known.rungs[a]);return`\
Future ${t}: they part on ${j(n,e)}. Highest rung as set: ${r}; unchanged: ${i}.`}function Zs(n,t){let{levers:e,hypotheses:s,parameters:o={},interventions:r=[],days:i,until:a}=n,c=t.
cases?.find(h=>h.id===Y(n,t));return[...c?[`scenario “${c.title}”`]:[],...a===void 0?[]:[Ri(a)],
...i===void 0?[]:[`${i} days in all`],...Object.entries(e).map(([h,l])=>ne(ji(h,l,t),t)),...r.map(h=>ne(
h,t)),...Object.entries(s).map(([h,l])=>Bi(h,l,t)),...Object.entries(o).map(([h,l])=>Fi(h,l,t))]}function Ri(n){
return n==="none"?"no history is replayed":`history replayed up to ${P(n)}`}function ji(n,{dose:t,value:e},s){
if(!Array.isArray(e))return{lever:n,dose:t,value:e};let{moved:o}=s.levers.find(r=>r.name===n);return{
lever:n,dose:t,value:o,where:e}}function Bi(n,t,e){let{question:s,variants:o}=e.hypotheses.find(i=>i.
name===n),{statement:r}=o.find(i=>i.letter===t);return`“${s}” ${r} (${n}: ${t})`}function Fi(n,t,e){
let{meaning:s}=e.parameters.find(o=>o.name===n);return`${s}: ${$(t)}`}var Wi=300,Pi=[.05,.95];function Js(n,t,e,s){let o=Math.min(Wi,s),a=["mean as set, ±",...[`with ${nn(
o)} futures`,`with ${nn(s)}`],"5 % to 95 % of futures"].map(u=>d("th",{scope:"col"},u)),c=n.shown.map(
u=>{let f=n.known.outcomes.findIndex(m=>m.name===u);return Hi(n.known.outcomes[f],n,e.columns[f].subarray(
0,s),o)}),l=`The number of runs blurs a mean; luck and open parameters spread the futures themselves\
.${s<t?` It grows to ${nn(t)} futures.`:""}`;return d("table",{class:"sure"},d("caption",{},l),d("th\
ead",{},d("tr",{},...a)),d("tbody",{},...c))}function Hi(n,t,e,s){let o=n.kind==="flag",r=[e.subarray(
0,s),e].map(l=>{if(o)return We(D(l),l.length,t.z95);let{mean:u,error:f}=Q(n,l,t.z95);return f>0?X(u,
f):b(u)}),i=e.slice().sort(),a=o?"yes or no":Pi.map(l=>b(xt(i,l))).join(" to "),c=[...r,a],h=d("th",
{scope:"row"},`${t.headings[n.name]}${o?"":` (${n.unit})`}`);return d("tr",{},h,...c.map(l=>d("td",{},
l)))}function nn(n){return n.toLocaleString("en-GB")}function Xs(n,t,e){let s=["# Set in a Flashpoint page. The same numbers on the command line, bit for\
 bit:",`#     flashpoint run THIS_FILE --runs ${e} --seed ${t.seed}`,"# A scenario of your own that \
this one extends must lie beside it.",`extends: ${JSON.stringify(t.file)}`,`title: ${JSON.stringify(
t.title_as_set)}`];s.push(...An(n),...hs(n));let o=Le(n);if(o.length>0){let i=t.interventions.filter(
u=>!o.includes(u.lever)),a=C(n,t),h=[...Object.entries(n.levers).flatMap(([u,f])=>Ui(u,f,a)),...n.interventions??
[]].map(u=>Gn(u,t)),l=[...i.map(u=>u.yaml),...h];s.push("interventions_replace: true"),l.length>0&&s.
push("interventions:",...l.map(u=>`  - ${u}`))}let r=Object.entries(n.hypotheses);return r.length>0&&
s.push(`hypotheses: {${r.map(([i,a])=>`${i}: ${a}`).join(", ")}}`),`${s.join(`
`)}
`}function Ui(n,{dose:t,value:e},s){let o={lever:n,dose:t,value:e,from:s.first_free};if(!Array.isArray(
e))return[o];let{moved:r}=s.levers.find(i=>i.name===n);return e.length>0?[{...o,value:r,where:e}]:[]}
function Qs(n,t,e){let s="outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,differ\
ence,difference_error",o=e.known.outcomes.map((r,i)=>{let a=Q(r,n[i],e.z95),c=Q(r,t[i],e.z95),h=rt(n[i],
t[i],e.z95),l=[n[i].length,...[a,c,h].flatMap(({mean:u,error:f})=>[u,f])];return[...[r.name,r.unit,r.
meaning].map(Gi),...l].join(",")});return`${[s,...o].join(`\r
`)}\r
`}function Gi(n){return`"${n.replaceAll('"','""')}"`}var qi=/\B(?=(\d{3})+$)/g;function S(n,t){return n.replace(/\{(\w+)\}/g,(e,s)=>s in t?String(t[s]):e)}
function to(n,t){let e=Math.abs(n).toFixed(100),s=e.indexOf(".")+1+t,o=/^50*$/.test(e.slice(s)),r=e.
slice(0,s).replace(/\.$/,""),i="02468".includes(r.at(-1)??""),a=o&&i?r:Math.abs(n).toFixed(t);return n<
0?`-${a}`:a}function G(n,t=3){if(n===0)return"0";let e=Number(Math.abs(n).toExponential().split("e")[1]),
s=t-1-e,o=10**Math.max(0,-s),r=to(n/o,Math.max(0,s));return o>1?String(Number(r)*o):r.includes(".")?
r.replace(/0+$/,"").replace(/\.$/,""):r}function Ct(n){return String(Math.trunc(n)).replace(qi,",")}
function T(n,t){return`${Ct(n)} ${t}${n===1?"":"s"}`}function eo(n){let t=100*n;return t===0||t===100?
`${t} %`:t<.01?"< 0.01 %":t>99.9?"> 99.9 %":`${to(t,t>=10&&t<=99?0:t>=1?1:2)} %`}var Vi=864e5;function no(n,{outcomes:t,log:e},s){let o=Array.from(e.day,(r,i)=>Ki(e,i,s));return{run:n,
outcomes:t,events:o}}function Ki(n,t,e){let{why:s,known:o}=e,r=Object.fromEntries(Object.entries(n).
map(([a,c])=>[a,c[t]])),i=Object.fromEntries(["actor","target","second"].map(a=>[a,s.names[r[a]]]));
return{...r,...i,event:t,date:new Date(Date.parse(e.start)+r.day*Vi).toISOString().slice(0,10),action:o.
actions[r.action].label,action_code:r.action,rule:s.rules[r.action],replayed:r.day<e.free,shock_kind:s.
shocks[r.shock_kind]??"",blamed:s.militias[r.blamed]??""}}function z(n,t){let e=Yi(n,t);n.actor&&(e=
S(t.event.acts,{...n,what:e})),n.target&&(e=S(n.second?t.event.on_two:t.event.on,{...n,what:e}));let o=t.
details.map(([i,a,c])=>[Math.trunc(n[i]),a,c]).filter(([i])=>i>0).map(([i,a,c])=>`${Ct(i)} ${i===1?a:
c}`);return t.blamed.includes(n.action_code)&&n.blamed!==""&&n.blamed!==n.actor&&o.push(S(t.event.blamed,
n)),o.length>0?S(t.event.with,{what:e,details:o.join(", ")}):e}function Yi(n,t){let e=t.instead.find(
([s,o])=>s===n.action_code&&(o===""||n[o]>0));return e?S(e[2],n):n.action}function It(n,t){let e=n.parent<
0?t.reason.uncaused:S(t.reason.caused,n),[s,o]=[G(n.p),G(n.u)];return S(t.reason[zi(n,t)],{cause:e,rule:n.
rule,p:s,u:o})}function zi(n,t){return n.forced===t.forced.history?"history":n.forced===t.forced.lever?
"lever":n.p>=1?"follows":n.replayed?"drawn_in_past":"drawn"}function sn(n,t){if(t.quiet.includes(n.action_code)&&
n.forced===t.forced.free)return!1;let e=t.dead.reduce((o,r)=>o+n[r],0);return!(t.harmless.includes(n.
action_code)&&e===0)||n.forced===t.forced.history}function yt({events:n},t,e){let s=n.map(o=>e||sn(o,
t));for(let o=n.length-1;o>=0;o--)s[o]&&n[o].parent>=0&&(s[n[o].parent]=!0);return n.filter((o,r)=>s[r]).
map(o=>({event:o.event,date:o.date,depth:Math.min(t.most_indented,o.depth),what:z(o,t),why:It(o,t)}))}
function fe({run:n,outcomes:t,events:e},s){let{story:o}=s.why,r=c=>S(o.counted,{attacks:T(t[`n_rocke\
t_attacks${c}`],"rocket attack"),dead:T(t[`us_killed${c}`],"American")}),a=e.some(c=>c.replayed)?S(o.
before,{counted:r(s.known.counters.before)}):"";return S(o.head,{run:n,peak_rung:t.peak_rung,counted:r(
""),before:a})}function me({outcomes:n},t){let{outcome:e,sentence:s,place:o}=t.war;return n[e]?s.replace(
o,t.why.story.this_run):""}function st(n,t){let e=t.why.deadlier.find(([s,o])=>s.includes(n.action_code)&&o.some(r=>n[r]>0));return e?
e[2]:t.known.actions[n.action_code].rung}function Zi(n,t){let e=[];for(let s=t;s>=0;s=n[s].parent)e.
unshift(s);return e}function Ji(n,t){let e=n.map(o=>o.replayed?0:st(o,t)),s=Math.max(0,...e);return s===
0?-1:e.indexOf(s)}function Xi(n,t,e){return t.filter(o=>n[o].forced===e.forced.free&&n[o].p<1).reduce(
(o,r)=>o<0||n[r].p<n[o].p?r:o,-1)}function Qi(n,t,[e,s]){return n.length<=e+s?n:n.filter((o,r)=>r<e||
r>=n.length-s||o===t)}function pe({events:n},t){let{why:e}=t,s=Ji(n,t);if(s<0)return{head:S(e.worst.
none,t),links:[],luckiest:-1,luck:"",rows:[]};let o=Zi(n,s),r=Xi(n,o,e),i=Qi(o,r,e.ends),a=i.map((c,h)=>{
let l=o.indexOf(c)-(h>0?o.indexOf(i[h-1]):-1)-1,u=l>0?S(e.way.between,{links:T(l,"link")}):"",{date:f}=n[c];
return{event:c,between:u,date:f,what:z(n[c],e),why:It(n[c],e)}});return{...ta(n,o,r,t),links:o,luckiest:r,
rows:a}}function ta(n,t,e,s){let{why:o,known:r}=s,i=n[t[t.length-1]],a=i.action_code===o.war[1]?o.way:
{...o.way,...o.worst},c=S(a.head,{day:i.date,links:T(t.length,"link"),rung:`${st(i,s)}, ${r.rungs[st(
i,s)]}`}),h=e<0?"":eo(n[e].p),l=e<0?o.way.no_luck:S(a.luck,{event:e,chance:h});return{head:c,luck:l}}var ea=1e-12;function oo(n,t,e){let s=[n,t].map(({events:h})=>h.map(l=>JSON.stringify(e.what.map(u=>l[u])))),
o=Math.min(s[0].length,s[1].length),r=0;for(;r<o&&s[0][r]===s[1][r];)r++;let i=h=>Math.abs(n.events[h].
p-t.events[h].p)>ea,a=Array.from({length:r},(h,l)=>l).findIndex(i),c=Object.keys(e.compared).filter(
h=>n.outcomes[h]!==t.outcomes[h]);return{shared:r,leaning:a,sides:[so(n.events,s[0],s[1],r),so(t.events,
s[1],s[0],r)],outcomes:c.map(h=>[h,n.outcomes[h],t.outcomes[h]])}}function so(n,t,e,s){let o=new Map;
for(let c of e.slice(s))o.set(c,(o.get(c)??0)+1);let r=[];for(let c=s;c<t.length;c++){let h=o.get(t[c])??
0;h>0?o.set(t[c],h-1):r.push(c)}let i=r[0]===s?s:-1,a=na(n,i);return{first:i,alone:r,follow:r.filter(
c=>a.has(c))}}function na(n,t){let e=new Set(t<0?[]:[t]);for(let s=t+1;t>=0&&s<n.length;s++)e.has(n[s].
parent)&&e.add(s);return e.delete(t),e}function ro({shared:n,sides:t},e,s){return t.every(o=>o.alone.
length===0)?S(s.parting.same,{run:e,events:T(n,"event")}):S(s.parting.part,{run:e,events:T(n,"shared\
 event")})}function io(n,t,e,s){let{events:o}=n[e],{first:r}=t[e];if(r>=0){let h=o[r],l={date:h.date,
what:z(h,s),why:It(h,s)};return S(s.parting.first,l)}let i=t[1-e].first,a=i<0?void 0:sa(o,n[1-e].events[i])?.
date,c=a===void 0?"":S(s.parting.until,{date:a});return S(s.parting.nothing,{until:c,missed:""})}function sa(n,t){
let e=s=>["action","actor","target"].every(o=>s[o]===t[o]);return n.slice(t.event).find(e)}function ao({
leaning:n},t,e){if(n<0)return"";let[s,o]=t.map(({events:i})=>G(i[n].p)),r=t[0].events[n];return S(e.
parting.leaning,{date:r.date,what:z(r,e),p:s,q:o})}function co({first:n,alone:t,follow:e},s){if(t.length===
0)return s.parting.none_alone;let o=e.length,r=n<0?"":S(s.parting.caused,{n:o,follow:o===1?"follows":
"follow"});return S(s.parting.alone,{events:T(t.length,"event"),caused:r})}var q=["as set","unchanged"],oa="peak_rung";function ra(n,t){let e=n.reduce((o,r)=>Math.max(o,r),0);
if(e===0)return-1;let s=n.subarray(t+1).indexOf(e);return s>=0?t+1+s:n.indexOf(e)}var ge=class{constructor(t,e,s,o){
this.page=t,this.stores=e,this.open=s,this.refuse=o;let r=t.runs-1,i={type:"number",id:"why-run",min:0,
max:r,step:1,value:0,required:""};this.number=d("input",i),this.choice=lo("why-side",q.map((c,h)=>[String(
h),c])),this.wanted=lo("why-wanted",ia(t));let a=d("button",{type:"button"},"Next such future");a.addEventListener(
"click",()=>this.next()),this.made=d("form",{class:"choose","aria-label":"Choose a future"},on("why-\
run",`Future number (0 to ${r.toLocaleString("en-GB")})`,this.number),on("why-side","side",this.choice,
d("button",{type:"submit"},"Tell it")),on("why-wanted","or one with",this.wanted,a)),this.made.addEventListener(
"submit",c=>{c.preventDefault(),this.open(Number(this.number.value),this.side)})}get side(){return Number(
this.choice.value)}show(t,e){this.number.value=String(t),this.choice.value=String(e)}next(){let{outcomes:t}=this.
page.known,e=t.findIndex(r=>r.name===this.wanted.value),s=this.stores()[this.side],o=ra(s.columns[e].
subarray(0,s.have),Number(this.number.value));o>=0?this.open(o,this.side):this.refuse(`None of ${T(s.
have,"future")} ${q[this.side]}.`)}};function ia(n){let e=n.known.outcomes.filter(o=>o.kind==="flag").
map(o=>o.name),s=Object.entries(n.why.compared).filter(([o])=>e.includes(o));return[[oa,"The highest\
 rung seen"],...s]}function lo(n,t){let e=t.map(([s,o])=>d("option",{value:s},o));return d("select",
{id:n},...e)}function on(n,t,...e){return d("span",{class:"buttons"},d("label",{for:n},t),...e)}function ho(n,t,e){let s=d("h4",{},"Where it parts from its twin");if(n.length===1)return[s,d("p",{class:"\
note"},"Nothing is set, so this future and its twin are one. Move a lever, and tell it anew.")];let{
why:o}=e,r=oo(n[0],n[1],o),i=r.sides.every(h=>h.alone.length===0),a=ao(r,n,o),c=[s,d("p",{},ro(r,t,o))];
return a!==""&&c.push(d("p",{},a)),i||c.push(...q.map((h,l)=>aa(n,r,l,o))),r.outcomes.length>0?c.push(
ca(r,e)):c.push(d("p",{class:"note"},"Both end alike in every headline outcome.")),c}function aa(n,{
sides:t},e,s){let o=new Set(t[e].alone),r=yt(n[e],s,!1).filter(({event:f})=>o.has(f)),i=r.slice(0,s.
most).map(({event:f,date:m,what:p,why:w})=>{let y=t[e].follow.includes(f)?" follows":"";return d("li",
{class:y.trim()},`${m} ${p}`,d("small",{},`#${f}: ${w}`))}),a=r.length-i.length;a>0&&i.push(d("li",{
class:"between"},`… and ${a} more that ${a===1?"matters":"matter"}`));let c=e===0?"mine":"twin",h=d(
"ol",{class:"way"},...i),l=d("summary",{},`Only ${q[e]}: ${co(t[e],s)}`),u=d("p",{class:c},d("b",{},
`${q[e]}: `),io(n,t,e,s));return i.length===0?d("div",{},u,d("p",{},l.textContent??"")):d("div",{},u,
d("details",{},l,h))}function ca({outcomes:n},t){let e=i=>d("td",{},G(i,6)),s=n.map(([i,a,c])=>{let{
unit:h}=t.known.outcomes.find(u=>u.name===i),l=d("th",{scope:"row"},`${t.why.compared[i]} (${h})`);return d(
"tr",{},l,e(a),e(c))}),o=["",...q].map(i=>d("th",{scope:"col"},i)),r=d("caption",{},"Outcomes that d\
iffer");return d("table",{},r,d("thead",{},d("tr",{},...o)),d("tbody",{},...s))}var uo=5,fo=" ".repeat(19);function mo(n,t,e){let{why:s}=t,o=yt(n,s,e),r=n.events.length-o.length,i=o.
flatMap(h=>[`${`#${h.event}`.padStart(uo)}  ${h.date}  ${"  ".repeat(h.depth)}${h.what}`,`${fo}${h.why}`]),
a=[r>0?S(s.story.left_out,{n:r}):"",me(n,t)];return`${[...la(n,t),fe(n,t),...i,...a.filter(h=>h!=="")].
join(`
`)}
`}function la(n,t){let[e]=t.why.war;if(!n.outcomes[e])return[];let s=pe(n,t),o=s.rows.flatMap(({event:r,
between:i,date:a,what:c,why:h})=>{let l=r===s.luckiest?t.why.way.luckiest:"",u=[`${`#${r}`.padStart(
uo)}  ${a}  ${c}`,`${fo}${h}${l}`];return i===""?u:[i,...u]});return[s.head,...o,s.luck]}var ha=34,ua=["us_killed","partner_killed","iraqi_killed","fighters_killed","iranian_killed"],da=50,
fa=2,po=8,ma=6.1,rn=12;function an(n){return ua.reduce((t,e)=>t+n[e],0)}function cn(n,t){let e=st(n,
t);return e>=fa?e+Math.min(.9,an(n)/da):t.why.weights[n.action_code]??0}function go(n,t,e,s){if(s)return n.
map(a=>a.event);let o=n.filter(a=>sn(a,e.why)).map(a=>a.event),r=new Map(o.map(a=>[a,cn(n[a],e)])),i=o.
slice().sort((a,c)=>(r.get(c)??0)-(r.get(a)??0)||a-c);return[...new Set([...t,...i.slice(0,ha)])].sort(
(a,c)=>a-c)}function wo(n,t,e){let s=n[t].parent;for(;s>=0&&!e.has(s);)s=n[s].parent;return{cause:s,
isNext:s===n[t].parent}}function yo(n,t){let{lanes:e,titles:s}=t.why,o=[...new Set(n.map(h=>h.actor))],
r=h=>o.filter(l=>pa(l,t)===h),i=e.flatMap(([h,l,u])=>{let f=l.filter(p=>o.includes(p)),m=u?r(h).map(
p=>({title:s[p]??p,actors:[p]})):[];return f.length>0?[...m,{title:h,actors:f}]:m}),a=i.flatMap(h=>h.
actors),c=o.filter(h=>!a.includes(h));return[...i,...c.map(h=>({title:s[h]??h,actors:[h]}))]}function pa(n,t){
let{lanes:e,militias:s,names:o}=t.why;if(s.includes(n))return e.find(([,a])=>a.includes("militias"))[0];
let r=t.known.actors.blocks.forces;return Object.entries(o).some(([a,c])=>c===n&&Number(a)>=r)?e.find(
([,a])=>a.includes("forces"))[0]:""}function bo(n,t){let e=new Map;for(let s of n){let o=`${s.row} ${s.
x}`;e.set(o,[...e.get(o)??[],s])}for(let s of e.values()){let o=Math.min(s[0].x,t-(s.length-1)/2*po);
s.forEach((r,i)=>{r.x=o+(i-(s.length-1)/2)*po})}}function xo(n,t,{left:e,right:s}){let o=t.map(({x:r,
y:i})=>({x:r-5,y:i-5,width:10,height:10}));return n.flatMap(({node:r,text:i})=>{let a=i.length*ma,c=[
r.x-4,r.x-a+4,r.x-a/2],l=[-9-rn,7].flatMap(u=>c.map(f=>({x:f,y:r.y+u,width:a,height:rn}))).find(u=>u.
x>=e&&u.x+a<=s&&!o.some(f=>ga(u,f)));return l?(o.push(l),[{node:r,text:i,x:l.x,y:l.y+rn-3}]):[]})}function ga(n,t){
return n.x<t.x+t.width&&t.x<n.x+n.width&&n.y<t.y+t.height&&t.y<n.y+n.height}var bt=940,ot=142,ln=14,hn=18,un=46,$o=20,wa=3,ya=864e5,ba=12,xa=22,$a=12;function vo({run:n,events:t},{
links:e,luckiest:s},o,r){let i=go(t,e,o,r),a=yo(i.map(p=>t[p]),o),c=va(t,o),h=hn+a.length*un+$o,l=ka(
i.map(p=>t[p]),a,c,o),u=`Causal tree of future ${n}: ${i.length} of ${T(t.length,"event")}, ${e.length}\
 of them on the way to the highest rung. The lines below tell them one by one.`,f=[...Oa(a,c,h,o),...Aa(
t,l,e),...Ta(l,e).map(p=>La(p,t[p.event],e,o)),..._a(t,l,e,s,o)],m=A(bt,h,u,...f);return d("div",{class:"\
tree",tabindex:0,role:"group","aria-label":"Causal tree"},m)}function va(n,t){return n.some(s=>s.action_code===
t.why.war[1])?Math.min(t.days,Math.max(...n.map(s=>s.day))+wa):t.days}function dn(n,t){return ot+n/Math.
max(1,t-1)*(bt-ot-ln)}function ka(n,t,e,s){let o=n.map(r=>{let i=t.findIndex(({actors:h})=>h.includes(
r.actor)),[a,c]=[dn(r.day,e),hn+(i+.5)*un];return{event:r.event,rung:st(r,s),row:i,x:a,y:c}});return bo(
o,bt-ln),o}function Oa(n,t,e,s){let[o,r]=[e-$o,bt-ln],i=Math.min(s.free,t),a=n.flatMap(({title:c},h)=>{
let l=hn+(h+.5)*un,u=Sa(c),f=u.map((m,p)=>g("text",{x:0,y:l+4+(p-(u.length-1)/2)*$a,class:"lane"},m));
return[g("line",{class:"track",x1:ot,x2:r,y1:l,y2:l}),...f]});if(i>0){let c=dn(i,t)-ot;a.unshift(g("\
rect",{class:"past",x:ot,y:0,width:c,height:o})),c>80&&a.push(g("text",{x:ot+4,y:12},"replayed past"))}
return[...a,...Ea(t,o,s)]}function Sa(n){return n.split(" ").reduce((t,e)=>{let s=`${t.at(-1)??""} ${e}`.
trim();return s.length>xa?[...t,e]:[...t.slice(0,-1),s]},[])}function Ea(n,t,e){let o=[...Array.from(
{length:n},(i,a)=>new Date(Date.parse(e.start)+a*ya)).entries()].filter(([i,a])=>a.getUTCDate()===1||
i===0&&n<31),r=Math.ceil(o.length/ba);return o.filter((i,a)=>a%r===0).flatMap(([i,a])=>{let c=dn(i,n),
h=a.toLocaleString("en-GB",{month:"short",year:"2-digit",timeZone:"UTC"});return[g("line",{class:"mo\
nth",x1:c,x2:c,y1:0,y2:t+4}),g("text",{x:Math.min(c,bt-44),y:t+15},h)]})}function Aa(n,t,e){let s=new Map(
t.map(i=>[i.event,i])),o=new Set(s.keys());return t.flatMap(i=>{let{cause:a,isNext:c}=wo(n,i.event,o),
h=s.get(a);if(!h)return[];let l=e.includes(i.event);return[{onTheWay:l,line:g("path",{class:`link${l?
" way":""}${c?"":" over"}`,d:Ma(h,i)})}]}).sort((i,a)=>Number(i.onTheWay)-Number(a.onTheWay)).map(({
line:i})=>i)}function Ma(n,t){let e=(...o)=>o.map(r=>r.toFixed(1)).join(" ");if(n.row===t.row){let o=n.
y-Math.min(18,6+(t.x-n.x)/6);return`M${e(n.x,n.y)}Q${e((n.x+t.x)/2,o,t.x,t.y)}`}let s=Math.max(8,Math.
min(40,Math.abs(t.x-n.x)/2));return`M${e(n.x,n.y)}C${e(n.x+s,n.y,t.x-s,t.y,t.x,t.y)}`}function Ta(n,t){
let e=({event:s})=>Number(t.includes(s));return n.slice().sort((s,o)=>e(s)-e(o)||s.rung-o.rung)}function La({
event:n,rung:t,x:e,y:s},o,r,i){let a=3.5+t*.45,c=`node rung${t}${r.includes(n)?" way":""}`,h=g("titl\
e",{},`#${n}  ${o.date}  ${z(o,i.why)}`),l={class:c,"data-event":n};if(o.forced===i.why.forced.free)
return g("circle",{...l,cx:e,cy:s,r:a},h);let u={x:e-a,y:s-a,width:2*a,height:2*a};return g("rect",{
...l,...u},h)}function _a(n,t,e,s,o){let r=({event:a})=>(a===s?200:e.includes(a)?100:0)+cn(n[a],o),i=t.
filter(a=>r(a)>0).sort((a,c)=>r(c)-r(a)).map(a=>({node:a,text:Ca(n[a.event],a.event===s,o)}));return xo(
i,t,{left:ot,right:bt}).map(({node:a,text:c,x:h,y:l})=>{let u=e.includes(a.event)?"label way":"label";
return g("text",{class:u,x:h.toFixed(1),y:l.toFixed(1)},c)})}function Ca(n,t,e){let s=an(n),o=n.shock_kind||
e.known.actions[n.action_code].short;return`${t?"★ ":""}${o}${s>0?`, ${Ct(s)} dead`:""}`}var Ia=.5,Na=.8,we=class{constructor(t,e,s,o,r){this.page=e,this.look=s,this.stores=o,this.save=r,this.
asked=0,this.everything=!1,this.shown=null,this.back=null,this.failure=d("p",{class:"bad",role:"aler\
t"}),this.stale=d("p",{class:"note",role:"status"}),this.body=d("div",{class:"told card",role:"regio\
n","aria-labelledby":"why-title",hidden:""}),this.body.addEventListener("keydown",a=>{a.key==="Escap\
e"&&this.close()});let i=d("p",{class:"note"},"Choose a dot above, or a number: the page replays tha\
t future and tells what happened, what caused it, and by what luck. One future is an example of how \
things hang together, not a forecast.");this.form=new ge(e,o,(a,c)=>this.open(a,c,null),a=>this.fail(
a)),t.append(d("h2",{id:"why-head"},"Why: one future told"),i,this.form.made),t.append(this.failure,
this.stale,this.body)}async open(t,e,s,o=-1){let r=++this.asked,i=this.stores(),a=[...new Set(i)];try{
let c=a.map(({world:u,plan:f,days:m})=>this.look({kind:"replay",run:t,world:u,plan:f,days:m})),h=await Promise.
all(c);if(r!==this.asked)return;this.page=i[0].page;let l=h.map(u=>no(t,u,this.page));this.shown={stories:l,
side:Math.min(e,l.length-1),run:t,stores:i},this.back=s,this.everything=!1,this.failure.textContent=
"",this.form.show(t,e),this.draw(),this.check(),o<0?this.goTo("why-title"):this.unfold(o)}catch(c){if(r!==
this.asked)return;let h=c instanceof Error?c.message:String(c);this.fail(`Future ${t} cannot be told\
: ${h}.`)}}fail(t){this.failure.textContent=`${t}${this.shown?" Below stands the last one told.":""}`}check(){
let t=this.shown!==null&&this.stores().some((e,s)=>e!==this.shown?.stores[s]);this.stale.textContent=
t?"What is set has changed since this future was told. “Tell it” tells it anew.":"",this.body.classList.
toggle("outdated",t)}close(){this.body.setAttribute("hidden",""),this.shown=null,this.stale.textContent=
"",(this.back===null||!Yt(this.back))&&this.form.number.focus()}goTo(t){let e=this.body.querySelector(
`#${t}`);e.scrollIntoView({block:"start"}),e.focus({preventScroll:!0})}draw(){if(this.shown===null)return;
let{stories:t,side:e,run:s}=this.shown,o=t[e],{page:r}=this,i=t.length>1?q[e]:"nothing set",a=`futur\
e ${s}, ${i}`,c=d("h3",{id:"why-title",tabindex:-1},`Future ${s}, ${i}`),h=pe(o,r);this.body.replaceChildren(
d("div",{class:"title"},c,this.buttons(o)),d("p",{},fe(o,r)),d("p",{class:"note"},me(o,r)),...Ra(h,o,
r),this.picture(o,h,a),this.lines(o),...ho(t,s,r)),this.body.removeAttribute("hidden"),Da(this.body)}buttons(t){
let e=d("button",{type:"button"},"Download as text");e.addEventListener("click",()=>{this.save(`futu\
re_${t.run}.txt`,"text/plain",mo(t,this.page,this.everything))});let s=d("button",{type:"button"},"C\
lose");return s.addEventListener("click",()=>this.close()),d("span",{class:"buttons"},e,s)}picture(t,e,s){
let o=vo(t,e,this.page,this.everything);o.addEventListener("click",h=>{let l=h.target.closest("[data\
-event]");l&&this.unfold(Number(l.getAttribute("data-event")))});let r=d("p",{class:"note tree-key"},
"Bold: the way to the highest rung; ★ its luckiest draw. Circles were drawn by chance or follow by t\
hemselves, squares are coded history or ordered. A broken link leaves out events between. Colours ar\
e rungs."),i=d("p",{class:"note"},"A click on a node unfolds its line below."),a=d("div",{class:"hol\
ds"},o,B(s,"#why .key, #why .tree-key")),c=d("h4",{},"Who caused what");return d("section",{},c,this.
toggle(t),a,qt(this.page.known.rungs),r,i)}toggle(t){let e=d("input",{type:"checkbox",id:"why-all"});
e.checked=this.everything,e.addEventListener("change",()=>{this.everything=e.checked,this.draw(),this.
body.querySelector("#why-all").focus({preventScroll:!0})});let s=`show everything (${T(t.events.length,
"event")})`;return d("p",{},e,d("label",{for:"why-all"},` ${s}`))}lines(t){let e=yt(t,this.page.why,
this.everything),s=e.map(({event:c,date:h,depth:l,what:u,why:f})=>{let m=d("time",{datetime:h},h),p=d(
"summary",{},m,` ${u}`),w=d("details",{"data-line":c},p,d("p",{class:"note"},`#${c}: ${f}`));return d(
"li",{class:`deep${l}`},w)}),o=t.events.length-e.length,r=o>0?`${T(o,"harmless or idle event")} left\
 out; “show everything” has them.`:"",i=d("ol",{class:"story"},...s),a=d("h4",{},"Its story, eac\
h line under its cause");return d("section",{},a,i,d("p",{class:"note"},r))}unfold(t){let e=()=>this.
body.querySelector(`[data-line="${t}"]`);e()||(this.everything=!0,this.draw());let s=e();s.setAttribute(
"open","");let o=s.querySelector("summary");o.scrollIntoView({block:"center"}),o.focus({preventScroll:!0})}};
function Da(n){let t=n.querySelector(".tree"),e=Array.from(t.querySelectorAll(".node.way")).at(-1);if(!e)
return;let[s,o]=[t,e].map(r=>r.getBoundingClientRect());t.scrollLeft+=o.right-(s.left+s.width*Na)}function Ra(n,{
events:t},e){let s=n.rows.flatMap(({event:c,between:h,date:l,what:u,why:f})=>{let m=c===n.luckiest?[
d("b",{}," ★ luckiest draw")]:[],p=d("li",{},`${l} ${u}`,...m,d("small",{},`#${c}: ${f}`));return h===
""?[p]:[d("li",{class:"between"},h.trim()),p]}),o=n.luckiest<0?1:t[n.luckiest].p,r=o<Ia?` (1 in ${G(
1/o,2)})`:"",a=[d("h4",{},n.links.length>0?"How it came to the worst":"Quiet"),d("p",{},n.head)];return s.
length>0&&a.push(d("ol",{class:"way"},...s)),n.luck!==""&&a.push(d("p",{class:"luck"},n.luck.replace(
" that day.",`${r} that day.`))),a}var ja=100,Oo=500,Ba=[Oo,1e3,2500,5e3];function x(n){return document.getElementById(n)}function ko(n){
x(n).scrollIntoView(),x(n).focus({preventScroll:!0})}var fn=class{constructor(t,e){let{page:s,parts:o}=t.
base;this.cases=t,this.page=s,this.setting=At(),this.view=C(this.setting,s),this.twinLink="",this.controls=
new Map,this.drawn=0,this.timer=0,this.moved=this.begun=0,this.dragging=this.passed=!1,this.pictures=
new se;let r=x("script").textContent??"";this.futures=new Qt(s,{module:e,page:s,parts:o},r,()=>this.
progress(),c=>this.fail(c)),this.twin=this.mine=this.store(xe(this.setting,s));let i=c=>this.futures.
look(c);this.why=new we(x("why"),s,i,()=>[this.mine,this.twin],Nt);let a=(c,h,l,u)=>this.why.open(c,
h,l,u);this.closer=[new ce(s,i,x("map")),new de(s,i,x("play"),a)]}store(t){let{page:e,parts:s}=this.
cases.of(Y(t,this.page)),[o,r]=[ds(s.world,t,e),fs(s.plan,t,e)];return new Zt(C(t,e),o,r)}begin(){let t=e=>this.
change({...At(),...this.caseSet(e)},!1);this.showCase=is(this.cases,x("cases"),t),this.page=this.cases.
named("").page,this.readLink(),clearTimeout(this.timer),this.simulate(!1),this.buildControls(),this.
showSetting(),addEventListener("hashchange",()=>this.readLink()),x("reset").addEventListener("click",
()=>this.change({...At(),...this.caseSet(this.page.case)},!1)),x("to-levers").addEventListener("clic\
k",()=>ko("settings")),x("to-pictures").addEventListener("click",()=>ko("pictures")),x("scenario").addEventListener(
"click",()=>this.saveScenario()),x("table").addEventListener("click",()=>this.saveTable()),x("extend\
ed").addEventListener("click",()=>this.saveExtended()),ts(()=>({title:this.drawnTitle,seed:this.page.
seed,link:this.drawnLink}),Nt,e=>x("complaint").textContent=e)}caseSet(t){return t===Y({},this.page)?
{}:{case:t}}showCase(t){}turnTo(t){if(t!==this.page&&(this.page=t,this.panels.length!==0)){this.controls.
clear();for(let e of["levers","hypotheses","branch","interventions","parameters","sources","ladder-k\
ey"])x(e).replaceChildren();this.buildControls()}}buildControls(){let{page:t}=this;for(let[r,i]of Object.
entries(t.groups)){let c=t.levers.filter(l=>l.name.split(".")[0]===r).filter(l=>l.table==="world"||t.
places[l.table].length>0);if(c.length===0)continue;let h=c.map(l=>this.keep(l.name,gs(l,t,(u,f,m)=>this.
setLever(u,f,m))));x("levers").append(d("details",{},d("summary",{},`${i} (${h.length})`),...h))}let e=t.
hypotheses.map(r=>this.keep(r.name,ws(r,(i,a)=>this.setVariant(i,a))));x("hypotheses").append(...e);
let s=(r,i)=>this.change({...this.setting,...r},i);this.panels=[qn,_s,Us].map(r=>r(t,x,s));let o=Object.
entries(t.sources).map(([r,i])=>d("li",{},`${r}: ${i}`));x("sources").append(...o),x("ladder-key").append(
qt(t.known.rungs))}panels=[];keep(t,e){return this.controls.set(t,e),e.made}setLever(t,e,s){let o={...this.
setting.levers};e===null?delete o[t]:o[t]=e,this.change({...this.setting,levers:o},s)}setVariant(t,e){
let s={...this.setting.hypotheses,[t]:e};e===this.page.hypotheses.find(o=>o.name===t).chosen&&delete s[t],
this.change({...this.setting,hypotheses:s},!1)}readLink(){let t=location.hash.slice(1);if(!(t===U(this.
setting)&&this.futures.goal>0))try{this.change(ps(t,this.cases.named(t).page),!1,!1),x("complaint").
textContent=""}catch(e){if(!(e instanceof N))throw e;this.futures.goal===0&&this.change(this.setting,
!1,!1),x("complaint").textContent=`The link says ${e.message}. All of it is left aside.`}}change(t,e,s=!0){
this.turnTo(this.cases.of(Y(t,this.page)).page);let o=Ie(t,this.page),r=U(t)===U(this.setting);o!==null?
x("refused").textContent=`Not taken: ${o}.`:r||(x("refused").textContent=""),o===null&&(this.setting=
t),this.showSetting(),o===null&&(this.moved=performance.now(),s&&(x("complaint").textContent=""),s&&
!e&&history.replaceState(null,"",`#${U(t)}`),clearTimeout(this.timer),this.passed=e&&this.inWork(),!this.
passed&&(e?this.simulate(!0):this.timer=setTimeout(()=>this.simulate(!1))))}showSetting(){let t=C(this.
setting,this.page);this.showCase(this.page.case);for(let[e,s]of this.controls)s.show(this.shown(e));
for(let e of this.panels)e(this.setting,t);x("extended").hidden=this.page.file_text===void 0,x("coun\
ted").textContent=t.counted,x("reset").toggleAttribute("disabled",Ce(this.setting))}inWork(){return this.
dragging&&this.drawn<this.futures.goal}shown(t){let e=this.page.hypotheses.find(s=>s.name===t);return e?
this.setting.hypotheses[t]??e.chosen:this.setting.levers[t]??null}simulate(t){let e=xe(this.setting,
this.cases.base.page),[s,o]=[U(this.setting),U(e)];this.begun=this.moved,this.dragging=t,this.passed=
!1;try{let i=o===this.twinLink?this.twin:this.store(e),a=s===this.link?this.mine:null,c=s===o?i:a??this.
store(this.setting);[this.mine,this.twin,this.twinLink]=[c,i,o]}catch(i){this.fail(i instanceof Error?
i.message:String(i));return}if(s!==this.link){this.drawn=0;for(let i of this.closer)i.hold()}this.link=
s,this.view=C(this.setting,this.page),x("failure").textContent="";let r=t?Math.min(Oo,this.view.runs):
this.view.runs;this.futures.ask([...new Set([this.mine,this.twin])],r),this.progress()}link;progress(){
let t=Math.min(this.mine.have,this.twin.have),{runs:e}=this.view;if(t>=e)for(let r of this.closer)r.
show(this.mine,this.twin);let s=[...Ba.filter(r=>r<e),e];this.everDrawn||s.unshift(ja);let o=s.filter(
r=>r<=t).at(-1)??0;o<=this.drawn||(this.drawn=o,this.everDrawn=!0,this.draw(o),this.passed&&!this.inWork()&&
this.simulate(!0))}everDrawn=!1;drawnLink="";drawnTitle="";draw(t){let{page:e}=this;[this.drawnLink,
this.drawnTitle]=[this.link??"",e.title];let s=this.mine!==this.twin,o=e.shown.map(l=>{let u=e.known.
outcomes.findIndex(w=>w.name===l),[f,m]=[this.mine,this.twin].map(w=>w.columns[u].subarray(0,t)),p={
heading:e.headings[l],topic:e.topics[l]};return{outcome:{...e.known.outcomes[u],...p},values:f,twins:m}}),
r=o.map(({outcome:l,values:u,twins:f})=>()=>{let m=$s(l,u,f,e.z95,s);return ys(m,l,[u,f],(p,w,y)=>this.
why.open(p,w,y)),m});x("as-set").replaceChildren(...s?this.answer(o):[]);let i=bs();this.pictures.draw(
x("outcomes"),r),i!==null&&Yt(i),this.why.check(),this.pictures.draw(x("sure"),[()=>Js(e,this.view.runs,
this.mine,t)]),this.drawDays(Math.min(t,1e3),s),x("war").textContent=this.war(t,s);let a=Math.round(
performance.now()-this.begun),c=t===this.view.runs?"":`, growing to ${this.view.runs.toLocaleString(
"en-GB")}`,h=Ce(this.setting)?", nothing set":", no more set than history and length";x("status").textContent=
`${t.toLocaleString("en-GB")} futures${s?", each beside its unchanged twin":h}${c}`,x("status").dataset.
took=String(a),x("status").dataset.futures=String(t)}answer(t){let[e,s,o]=["outcome","values","twins"].
map(a=>t.map(c=>c[a])),r=bn(e,s,o,this.page).map(a=>d("p",{},a)),i=Zs(this.setting,this.page).join("\
; ");return[...r,d("p",{class:"note"},`Set: ${i}.`)]}war(t,e){let s=this.page.known.outcomes.findIndex(
a=>a.name===this.page.war.outcome),[o,r]=[this.mine,this.twin].map(a=>100*D(a.columns[s].subarray(0,
t)));if(o+r===0)return"";let i=`${b(o)} % of futures${e?` as set, ${b(r)} % unchanged,`:""}`;return this.
page.war.sentence.replace(this.page.war.place,i)}days=null;drawDays(t,e){let{view:s,mine:o,twin:r}=this;
if(this.days?.store===o&&this.days.n===t)return;this.days={store:o,n:t};let i=s.fans.map((h,l)=>{let u=s.
known.series.find(f=>f.name===h);return()=>ss(s,u,o.daily[l],r.daily[l],t)}),a=s.fans.length,c=[()=>Ae(
s,e?"as set":"nothing set",o.daily[a],t)];e&&c.push(()=>Ae(s,"unchanged",r.daily[a],t)),this.pictures.
draw(x("days"),[...i,...c]),x("days-runs").textContent=`The first ${t.toLocaleString("en-GB")} futur\
es.`}fail(t){x("failure").textContent=`The simulation stopped: ${t}. The pictures are the last good \
ones.`}saveScenario(){Nt("as_set.yaml","application/yaml",Xs(this.setting,this.page,C(this.setting,this.
page).runs))}saveExtended(){Nt(this.page.file,"application/yaml",this.page.file_text)}saveTable(){let t=this.
drawn,[e,s]=[this.mine,this.twin].map(o=>o.columns.map(r=>r.subarray(0,t)));t>0&&Nt("outcomes.csv","\
text/csv",Qs(e,s,this.page))}};function Nt(n,t,e){let s=URL.createObjectURL(new Blob([e],{type:t}));
d("a",{href:s,download:n}).click(),setTimeout(()=>URL.revokeObjectURL(s),1e4)}async function Fa(){try{
let n=JSON.parse(x("told").textContent??"");if(n.no_simulation){x("failure").textContent=`This page \
does not simulate: ${n.no_simulation}.`;return}document.body.classList.add("live"),x("still").removeAttribute(
"open");let t=await Kn(x("block").textContent??"",n.parts),e=await WebAssembly.compile(t.kernel);x("\
spread").textContent=n.spread,new fn(new Vt(n,t),e).begin()}catch(n){x("failure").textContent=`This \
browser cannot simulate here: ${n instanceof Error?n.message:n}.`}}typeof document>"u"?As(self):Fa();
