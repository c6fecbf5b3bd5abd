// Bundled by `make page-script` from modules 66b257591b2284d01f1e
var ho="http://www.w3.org/2000/svg",rn=new Map;function d(e,t,...n){return an(document.createElement(
e),t,n)}function w(e,t,...n){return an(document.createElementNS(ho,e),t,n)}function an(e,t,n){for(let[
s,o]of Object.entries(t))e.setAttribute(s,String(o));return e.append(...n),e}function A(e,t,n,...s){
return w("svg",{viewBox:`0 0 ${e} ${t}`,role:"img","aria-label":n},...s)}function y(e){if(!Number.isFinite(
e))return"–";let t=Math.abs(e),n=t>=100||e===0?0:t>=10?1:2;return Ct(e,n,0)}function Z(e,t){let n=Math.
floor(Math.log10(Math.max(Math.abs(e),t))),s=Math.max(0,Math.min(6,1-Math.floor(Math.log10(t)),3-n)),
o=10**-s,r=t<o/2?`less than ${Ct(o,s,s)}`:Ct(t,s,s);return`${Ct(e,s,s)} ± ${r}`}function Ct(e,t,n){
let s=`${t} ${n}`,o={maximumFractionDigits:t,minimumFractionDigits:n},r=rn.get(s)??new Intl.NumberFormat(
"en-GB",o);return rn.set(s,r),r.format(e).replace("-","−")}function N(e){return e.reduce((t,n)=>t+n,0)/e.length}function cn(e,t){let n=e.length,s=N(e),o=e.reduce(
(r,i)=>r+(i-s)**2,0);return n>1?t*Math.sqrt(o/(n-1))/Math.sqrt(n):1/0}function he(e,t,n){let s=n*n,o=(e+
s/(2*t))/(1+s/t),r=n/(1+s/t)*Math.sqrt(e*(1-e)/t+s/(4*t*t));return[o-r,o+r]}function uo(e,t,n){let[s,
o]=he(e,t,n);return Math.max(e-s,o-e)}function J(e,t,n){let s=N(t),o=e.kind==="flag";return{mean:s,error:o?
uo(s,t.length,n):cn(t,n)}}function et(e,t,n){let s=e.map((o,r)=>o-t[r]);return{mean:N(s),error:cn(s,
n)}}function ln(e,t){let n=e.slice().sort();return Array.from({length:t},(s,o)=>gt(n,(o+.5)/t))}function gt(e,t){
return e[Math.max(0,Math.ceil(t*e.length)-1)]}var ue=3,fo=100;function mo(e,t,n,s){let{mean:o,error:r}=et(t,n,s),i=Math.abs(o)>r,[a,c]=[-1,1].map(
h=>t.reduce((l,u,f)=>l+(Math.sign(u-n[f])===h?1:0),0));return{outcome:e,mean:o,error:r,clear:i,less:a,
more:c,mine:N(t),twin:N(n)}}function nt(e,t){return e.replace(/\{(\w+)\}/g,(n,s)=>t[s])}function po({
outcome:e,mean:t,error:n,mine:s,twin:o},r){let i=e.kind==="flag",a=i?fo:1,c=t>0?"+":"",h=n===0?y(t*a):
Z(t*a,n*a);return nt(i?r.chance:r.amount,{topic:e.topic,mine:y(s*a),twin:y(o*a),by:`${c}${h}`,unit:e.
unit})}function go({outcome:e,less:t,more:n},s,o){let r=i=>i.toLocaleString("en-GB");return nt(e.kind===
"flag"?o.flag_pairs:o.pairs,{topic:e.topic,less:r(t),more:r(n),same:r(s-t-n),n:r(s)})}function hn(e,t,n,s){
let{words:o,z95:r}=s,i=e.map((m,p)=>mo(m,t[p],n[p],r)),a=m=>+(m.outcome.name===s.war.outcome),c=i.filter(
m=>m.clear).sort((m,p)=>a(p)-a(m)),h=m=>m.less+m.more===0,l=i.filter(h).map(m=>m.outcome.topic),u=i.
filter(m=>!m.clear&&!h(m)).map(m=>m.outcome.topic),f=[];if(l.length===i.length)return[o.same_all];if(c.
length===0)f.push(o.nothing);else{let m=c.slice(0,ue).map(p=>po(p,o));f.push(nt(o.as_set,{changes:m.
join("; ")})),f.push(go(c[0],t[0].length,o))}return c.length>ue&&f.push(nt(o.also,{topics:c.slice(ue).
map(m=>m.outcome.topic).join(", ")})),u.length>0&&f.push(nt(o.unmoved,{topics:u.join(", ")})),l.length>
0&&f.push(nt(o.same,{topics:l.join(", ")})),f.push(o.limits),f}var un=/^-?\d{1,10}(\.\d{1,9})?$/;function $(e){return String(Number(e.toFixed(9)))}function _(e,[t,
n],s){let o=Number(e);return un.test(e)&&o>=t&&o<=n&&un.test($(o))&&!(s&&!Number.isInteger(o))?Number(
$(o)):null}var fn="none",dn=500;function wo(e,t){let n=o=>o.own,s=o=>wt(o)===e.until;return t.stops.find(e.until===
void 0?n:s)}function wt(e){return e.until??fn}function I(e,t){let n=wo(e,t),s=e.days??t.days,o=s>t.days?
Math.floor(t.run_days/s/dn)*dn:t.runs,r=(n.moves??t.moves).filter(h=>h.day<s).map(h=>({...h,until:h.
until===t.longest?s:h.until})),{free:i,first_free:a,counted:c}=n;return{...t,stop:n,days:s,free:i,first_free:a,
counted:c,moves:r,runs:Math.min(t.runs,o)}}function de({days:e,until:t},n){let o=n.stops.some(r=>wt(
r)===t&&!r.own)?t:void 0;return{levers:{},hypotheses:{},...n.cases&&n.first_case!==n.case?{case:n.case}:
{},...e===void 0?{}:{days:e},...o===void 0?{}:{until:o}}}function mn(e,t){let n=e.slice(0);if(t.stop.
own)return n;let s=new BigInt64Array(n),{changed:o}=t.stop;for(let r=0;r<o.length;r+=2)s[Number(o[r])]=
o[r+1];return n}function pn(e,t,n,s){if(e==="days"){let r=_(t,[1,n.longest],!0);return r!==null&&r!==
n.days&&(s.days=r),r!==null}let o=n.stops.find(r=>wt(r)===t);return o&&!o.own&&(s.until=t),o!==void 0}
function gn({days:e,until:t}){let n=[];return e!==void 0&&n.push(["days",String(e)]),t!==void 0&&n.push(
["until",t]),n}function wn(e,t){let{days:n,stop:s}=I(e,t);return n<s.least?`${n} days, where the sce\
nario needs ${s.least} with ${yo(s)}`:null}function yo(e){return e.until===null?"no history":`its hi\
story up to ${e.until}`}function yn({days:e,until:t}){let n=[];return e!==void 0&&n.push(`days: ${e}`),
t!==void 0&&n.push(t===fn?"history: null":`history: {until: ${t}}`),n}function bn(e,t){let n=$n(e).flatMap(o=>bo(o,t)),s=e.filter(o=>o.condition!==null).reverse().flatMap(
o=>Dt(o,o.first,Nt(o,t),o.values,o.condition));return{dated:n,waiting:s}}function xn(e,t){for(let n of $n(
e)){let s=vn(n);for(let o=1;o<s.length;o++)if(s[o].first<=kn(s[o-1]))return[s[o-1],s[o]];for(let[o,r]of n.
entries()){if(r.condition===null)continue;let i=n.find((a,c)=>a.condition===null?vo(a,r,t):c<o&&ko(a,
r,t));if(i)return[i,r]}}return null}function $n(e){let t=new Map;for(let n of e){let s=`${n.lever.name}\
 ${n.row}`;t.set(s,[...t.get(s)??[],n])}return[...t.values()]}function vn(e){return e.filter(t=>t.condition===
null).sort((t,n)=>t.first-n.first)}function bo(e,t){let n=e[0].lever.neutral;return vn(e).flatMap(s=>{
let o=s.ramp>0?xo(s,n,t):$o(s,n,t);return s.last===null&&(n=s.values),o})}function xo(e,t,n){return Array.
from({length:e.ramp},(o,r)=>r+1).filter(o=>e.first+o-1<n).flatMap(o=>{let r=e.values.map((i,a)=>t[a]+
(i-t[a])*o/e.ramp);return Dt(e,e.first+o-1,n,r,null)})}function $o(e,t,n){let s=Dt(e,e.first,n,e.values,
null);return e.last!==null&&e.last+1<n?[...s,...Dt(e,Number(e.last)+1,n,t,null)]:s}function Dt({lever:e,
row:t},n,s,o,r){let[i,a,c]=r??[-1,0,0];return e.columns.map((h,l)=>({...{lever:e.name,past:!1,day:n,
until:s,table:e.number,row:t,column:h},value:o[l],counter:i,compare:a,threshold:c}))}function kn(e){
return e.last??e.first+Math.max(0,e.ramp-1)}function Nt(e,t){return e.last??t}function vo(e,t,n){return(e.
ramp>0||e.last!==null)&&t.first<=kn(e)+1&&e.first<=Nt(t,n)}function ko(e,t,n){return String(e.condition)===
String(t.condition)&&e.first<=Nt(t,n)&&t.first<=Nt(e,n)}var Mn=/^do([1-9]\d?)$/,Tn="~",Rt="*",Ln=["from","to","over","when","where"],Oo=/^\d{4}-\d\d-\d\d$/,
_n=864e5,On=999999999;function yt(e,t){return t.levers.find(n=>n.name===e)}function fe(e,t,n){if(e.kind!==
"choice")return Object.hasOwn(e.doses,t)?_(n,e.doses[t],e.whole):null;let s=e.choices.some(o=>o.word===
n);return t==="set"&&s?n:null}function So(e,t,n){if(e.kind==="choice")return[e.choices.find(o=>o.word===
n).code];let s=Number(n);return e.kind==="number"?[s]:{set:[0,s],scale:[s,0],add:[1,s]}[t]??[]}function In(e,t,n,s){
let o=s.interventions??[];if(e!==`do${o.length+1}`)return`'${e}' before 'do${o.length+1}'`;let[r,i="",
...a]=t.split(Tn),c=yt(r,n);if(!c)return`'${r}' in ${e}, which is no lever`;let[h,...l]=i.split(Rt),
u=fe(c,h,l.join(Rt));if(u===null)return`'${i}' for ${r} in ${e}`;let f={lever:r,dose:h,value:u};for(let m of a){
let p=m.indexOf(Rt),g=m.slice(0,p),v=Ln.includes(g)&&!Object.hasOwn(f,g)?me(g,m.slice(p+1),c,n):null;
if(v===null)return`'${m}' for ${r} in ${e}`;f[g]=v}return s.interventions=[...o,f],null}function me(e,t,n,s){
return e==="over"?_(t,[1,s.longest],!0):e==="when"?Eo(t,s):e==="where"?Ao(t,n,s):Oo.test(t)&&!Number.
isNaN(Date.parse(t))&&new Date(t).toISOString().startsWith(t)?t:null}function Eo(e,t){let[,n,s,o]=/^([a-z_]+)([<>=]+)(-?[\d.]+)$/.
exec(e)??[],{conditions:r,comparisons:i}=t.known,a=_(o??"",[-On,On],!1);return r.includes(n)&&i.includes(
s)&&a!==null?[n,s,a]:null}function Ao(e,t,n){let s=e.split(","),o=(n.places[t.table]??[]).map(i=>i.id);
return s.every((i,a)=>o.includes(i)&&s.indexOf(i)===a)?o.filter(i=>s.includes(i)):null}function Cn({
interventions:e=[]}){return e.map((t,n)=>{let s=Ln.filter(r=>t[r]!==void 0).map(r=>[r,Sn(t[r])]),o=[
[t.dose,Sn(t.value)],...s].map(r=>r.join(Rt));return[`do${n+1}`,[t.lever,...o].join(Tn)]})}function Sn(e){
return Array.isArray(e)&&typeof e[2]=="number"?e.slice(0,2).join("")+$(e[2]):typeof e=="number"?$(e):
String(e)}function pe({levers:e,interventions:t=[]},n){return[...Object.entries(e).flatMap(([o,{dose:r,
value:i}])=>{let a=yt(o,n),c=Array.isArray(i);return En({lever:o,dose:r,value:c?a.moved:i,where:c?i:
void 0},n)}),...t.flatMap(o=>En(o,n))]}function En(e,t){let n=yt(e.lever,t),s=e.from===void 0?t.free:
An(e.from,t),o=e.to===void 0?null:An(e.to,t),r=n.momentary&&e.when===void 0&&o===null,i=e.when===void 0?
null:To(e.when,t),a=So(n,e.dose,e.value),c=r?s:o;return Mo(n,e.where,t).map(h=>({lever:n,row:h,first:s,
last:c,ramp:e.over??0,values:a,condition:i}))}function Mo(e,t,n){if(e.table==="world")return[0];let s=n.
places[e.table].map(o=>o.id);return(t??s).map(o=>s.indexOf(o)).sort((o,r)=>o-r)}function To([e,t,n],s){
let{conditions:o,comparisons:r}=s.known;return[o.indexOf(e),r.indexOf(t),n]}function An(e,t){return(Date.
parse(e)-Date.parse(t.start))/_n}function st(e,t){return new Date(Date.parse(t.start)+e*_n).toISOString().
slice(0,10)}function Dn(e,t){let n=I(e,t);for(let i of e.interventions??[]){let a=Lo(i,yt(i.lever,t),
n);if(a!==null)return a}let s=xn(pe(e,n),n.days);if(s===null)return null;let[o,r]=s.map(i=>st(i.first,
n));return`'${s[0].lever.name}' moved twice for one day, from ${o} and from ${r}`}function Lo(e,t,n){
let s=st(n.days-1,n),o=[e.from,e.to].find(h=>h!==void 0&&(h<n.first_free||h>s)),{from:r=n.first_free,
to:i,over:a,when:c}=e;return o?`'${o}' for ${t.name}, where a date from ${n.first_free} to ${s} may \
stand`:i!==void 0&&i<r?`'${i}' for ${t.name}, which is before ${r}`:t.table==="site"&&e.where===void 0?
`no site for ${t.name}`:t.table==="world"&&e.where!==void 0?`a place for ${t.name}, which has none`:
t.at_once&&(i??a)!==void 0&&c===void 0?`an end or a ramp for ${t.name}, which acts on one day`:a===void 0?
null:i!==void 0||c!==void 0?`a ramp for ${t.name} beside an end or a condition`:ge(t)&&a<=n.days?null:
`a ramp of ${a} days for ${t.name}`}function ge(e){let t=e.kind==="number"&&e.neutral[0]!==0;return e.
kind!=="choice"&&!e.momentary&&!e.whole&&!t}function Nn(e,t){let n=yt(e.lever,t),s=[`lever: ${e.lever}`,
`${e.dose}: ${_o(e.value)}`];for(let o of["from","to","over"])e[o]!==void 0&&s.push(`${o}: ${e[o]}`);
return e.when&&s.push(`when: "${e.when[0]} ${e.when[1]} ${$(e.when[2])}"`),e.where&&s.push(`${n.table}\
s: [${e.where.join(", ")}]`),`{${s.join(", ")}}`}function _o(e){return typeof e=="string"?`"${e}"`:$(
e)}function W(e){let t={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"};return new Date(e).toLocaleDateString(
"en-GB",t)}function Rn(e,t,n){let s=e.stops.length>1?Io(e,n):null,o=Do(e,n);return t("branch").append(
...s?[s.made]:[],o.made),(r,i)=>{s?.show(r,i),o.show(r,i)}}function jn(e,t,n){let s=d("small",{id:`${e}\
-said`});for(let r of n)r.setAttribute("aria-describedby",`${e}-said`);return{made:d("div",{class:"l\
ever"},d("label",{for:e},t),...n,s),said:s}}function Io(e,t){let s={type:"range",id:"branch-date",min:0,
max:e.stops.length-1,step:1},o=d("input",s),{made:r,said:i}=jn("branch-date","The coded history ends\
, the model goes on",[o]),a=l=>{let u=e.stops[Number(o.value)];t({until:u.own?void 0:wt(u)},l)};o.addEventListener(
"input",()=>a(!0)),o.addEventListener("change",()=>a(!1));let c=e.stops.find(l=>l.own);return{made:r,
show:(l,{stop:u,first_free:f})=>{o.value=String(e.stops.findIndex(b=>b.until===u.until));let m=u.acts===
1?"1 coded act":`${u.acts} coded acts`,p=u.until===null?"No history is replayed":`Replayed up to ${W(
u.until)} (${m})`,g=u.own?"":` The scenario file ${Co(c)}; the unchanged twin moves along.`;o.setAttribute(
"aria-valuetext",`${p}, free from ${W(f)}`),i.textContent=`${p}, free from ${W(f)}. Stops are the da\
ys of coded acts and the days before them.${g}`,r.classList.toggle("set",!u.own)}}}function Co(e){return e.
until===null?"replays no history":`replays it up to ${W(e.until)}`}function Do(e,t){let n={min:1,max:e.
longest,step:1},s=d("input",{type:"range",id:"length",...n}),r=d("input",{...{type:"number","aria-la\
bel":"Length in days: the number"},...n}),{made:i,said:a}=jn("length","Length in days",[r,s]),c=(l,u)=>{
let f=_(l.value,[1,e.longest],!0);r.setCustomValidity(f===null?`a whole number from 1 to ${e.longest}`:
""),f===null?r.reportValidity():t({days:f===e.days?void 0:f},u)};return s.addEventListener("input",()=>c(
s,!0)),s.addEventListener("change",()=>c(s,!1)),r.addEventListener("change",()=>c(r,!1)),{made:i,show:({
days:l},u)=>{let{days:f,free:m,runs:p}=u;s.min=r.min=String(u.stop.least),s.value=r.value=String(f);
let g=p<e.runs?` So many days leave room for ${p.toLocaleString("en-GB")} futures instead of ${e.runs.
toLocaleString("en-GB")}.`:"",b=l===void 0?"":" The unchanged twin is as long.",v=m>0?`${m} replayed\
 and ${f-m} free`:"all free";a.textContent=`To ${W(st(f-1,e))}: ${v}.${b}${g}`,i.classList.toggle("s\
et",l!==void 0)}}}function bt(e){let t=e.trim(),{fromBase64:n}=Uint8Array;if(n)return n.call(Uint8Array,t);let s=atob(
t),o=new Uint8Array(s.length);for(let r=0;r<o.length;r++)o[r]=s.charCodeAt(r);return o}async function Bn(e,t){
let n=new Blob([bt(e)]).stream().pipeThrough(new DecompressionStream("gzip")),s=await new Response(n).
arrayBuffer(),o=Object.entries(t).map(([r,[i,a]])=>[r,s.slice(i,i+a)]);return Object.fromEntries(o)}
function Fn(e,t){let n=new Uint8Array(e),s=new Uint8Array(n.length),o=n.length/t;for(let r=0;r<t;r++)
for(let i=0;i<o;i++)s[i*t+r]=n[r*o+i];return s.buffer}var P=460,R=170,q=40,ot=22,xt=8,No=120,Ro=[.05,.25,.5,.75,.95],Pn=864e5,jo=new Intl.DateTimeFormat("\
en-GB",{month:"short",year:"2-digit",timeZone:"UTC"}),Wn=new WeakMap;function j(e,t){return new Date(
Date.parse(`${e.start}T00:00:00Z`)+t*Pn).toLocaleDateString("en-GB",{day:"numeric",month:"short",year:"\
numeric",timeZone:"UTC"})}function we(e){let t=Math.ceil(e/No),n=Array.from({length:Math.ceil(e/t)},
(s,o)=>o*t);return n.at(-1)===e-1?n:[...n,e-1]}function Bo(e,t,n,s){let o=new Float32Array(n);for(let r=0;r<
n;r++)o[r]=e[r*s+t];return o.sort()}function Fo(e,t,n){let s=Wn.get(e);if(s?.runs===t)return s.rows;
let o=we(n).map(r=>{let i=Bo(e,r,t,n);return Ro.map(a=>gt(i,a))});return Wn.set(e,{runs:t,rows:o}),o}
function C(e,t){return q+e/Math.max(1,t.days-1)*(P-q-6)}function L(e){return xt+(1-e)*(R-xt-ot)}function rt(e){
return e.map(([t,n])=>`${t.toFixed(1)},${n.toFixed(1)}`).join(" ")}function it(e,t){let n=[];if(e.free>
0){let a=C(e.free,e)-q;n.push(w("rect",{class:"past",x:q,y:xt,width:a,height:R-xt-ot})),a>70&&n.push(
w("text",{x:q+4,y:xt+12},"replayed past"))}let s=Date.parse(`${e.start}T00:00:00Z`),r=Array.from({length:e.
days},(a,c)=>[c,new Date(s+c*Pn)]).filter(([,a])=>a.getUTCDate()===1),i=Math.ceil(r.length/7);return r.
forEach(([a,c],h)=>{if(h%i>0)return;let l=jo.format(c),u=C(Number(a),e);n.push(w("line",{class:"tick",
x1:u,x2:u,y1:R-ot,y2:R-ot+4})),n.push(w("text",{x:Math.min(u,P-20),y:R-5,"text-anchor":"middle"},l))}),
n.push(w("line",{class:"tick",x1:q,x2:P-6,y1:R-ot,y2:R-ot})),n.push(w("text",{x:q-4,y:L(0)+3,"text-a\
nchor":"end"},t[0])),n.push(w("text",{x:q-4,y:L(1)+9,"text-anchor":"end"},t[1])),n}function Hn(e,t,n,s,o){
let r=we(e.days),i=[n,s].map(g=>Fo(g,o,e.days)),a=Math.max(...i.flat(2)),c=Math.min(0,...i.flat(2)),
h=(g,b)=>g.map((v,S)=>[C(r[S],e),L((v[b]-c)/(a-c||1))]),l=(g,b,v)=>w("polygon",{class:v,points:rt([...h(
i[0],g),...h(i[0],b).reverse()])}),u=[l(0,4,"band wide"),l(1,3,"band"),...[0,2,4].map(g=>w("polyline",
{class:g===2?"twin middle":"twin edge",points:rt(h(i[1],g))})),w("polyline",{class:"mine middle",points:rt(
h(i[0],2))})],[f,m]=i.map(g=>g.at(-1)?.[2]??0),p=`${t.meaning} by day: median on the last day ${y(f)}\
 ${t.unit} as set, ${y(m)} unchanged`;return d("figure",{},d("figcaption",{},`${t.meaning} (${t.unit}\
)`),A(P,R,p,...it(e,[y(c),y(a)]),...u))}function ye(e,t,n,s){let o=we(e.days),{rungs:r}=e.known,i=o.
map(f=>{let m=new Array(r.length+1).fill(0);for(let p=0;p<s;p++)m[n[p*e.days+f]]+=1;for(let p=r.length-
1;p>=0;p--)m[p]+=m[p+1];return m.map(p=>p/s)}),a=f=>i.map((m,p)=>[C(o[p],e),L(m[f])]),c=r.slice(1).map(
(f,m)=>w("polygon",{class:`rung rung${m+1}`,points:rt([...a(m+1),...a(m+2).reverse()])})),h=i.at(-1)?.[r.
length-1]??0,l=`highest rung by day, ${t}: ${y(100*h)} % of futures in ${r.at(-1)} on the last day`,
u=["0","100 %"];return d("figure",{},d("figcaption",{},`highest rung of the day, share of futures, ${t}`),
A(P,R,l,...c,...it(e,u)))}function jt(e){let t=e.slice(1).map((n,s)=>{let o=A(12,12,"",w("rect",{class:`\
rung rung${s+1}`,width:12,height:12}));return o.setAttribute("aria-hidden","true"),d("li",{},o,`${s+
1} ${n}`)});return d("ul",{class:"key"},...t)}function be(e,t){let{moves:n,parameters:s}=JSON.parse(new TextDecoder().decode(t.tables)),o=e.stops.
map((r,i)=>{let[a,c]=r.words,h=new BigInt64Array(t.first_words.slice(a*16,(a+c)*16));return{...r,moves:n[i],
changed:h}});return{...e,stops:o,parameters:s}}var at="",Wo=["world","plan"];function V(e,t){return e.case??t.first_case??at}function Po(e,t,n){let s=new BigInt64Array(
e.slice(0)),o=new BigInt64Array(n);return new Int32Array(t).forEach((r,i)=>{s[r]=o[i]}),s.buffer}var Bt=class{constructor(t,n){
this.told=t,this.parts=n,this.made=new Map([[at,{page:{...be(t,n),case:at},parts:n}]])}get base(){return this.
of(at)}knows(t){return t===at||(this.told.cases??[]).some(n=>n.id===t)}of(t){let n=this.made.get(t);
if(n)return n;let s=this.told.cases.find(a=>a.id===t),o={...this.told,...s.told},r=this.partsOf(t),i={
page:{...be(o,r),case:t},parts:r};return this.made.set(t,i),i}partsOf(t){let n=Object.entries(this.parts).
filter(([r])=>r.startsWith(`${t}/`)),s=Object.fromEntries(n.map(([r,i])=>[r.slice(t.length+1),i])),o={
...this.parts,...s};for(let r of Wo){let i=s[`${r}/at`];i&&(o[r]=Po(this.parts[r],i,s[`${r}/words`]))}
return o}named(t){let n=/(?:^|&)case=(\w*)(?:&|$)/.exec(t),s=n?n[1]:V({},this.told);return this.of(this.
knows(s)?s:V({},this.told))}};function Un(e,t,n){return!t.cases||e!==t.case?!1:(e!==t.first_case&&(n.
case=e),!0)}function Gn(e){return e.case===void 0?[]:[["case",e.case]]}function qn(e,t,n){let{told:s}=e;
if(!s.cases)return()=>{};let r=[{id:at,title:`${s.base_title}, which twins come from`},...s.cases].map(
({id:a,title:c})=>d("option",{value:a},c)),i=d("select",{id:"case"},...r);return i.addEventListener(
"change",()=>n(i.value)),t.append(d("label",{for:"case"},"Scenario as set"),i),a=>{i.value=a}}var Ft="p.";function Vn(e,t,n,s){let o=e.slice(Ft.length),r=n.parameters.find(a=>a.name===o);if(!r)return`\
'${e}', which is no open parameter`;let i=_(t,[r.low,r.high],!1);return i===null?`'${t}' for ${e}`:(s.
parameters={...s.parameters,[o]:i},null)}function Kn({parameters:e={}}){return Object.entries(e).map(
([t,n])=>[Ft+t,$(n)])}function Yn(e,{parameters:t={}},n){let{names:s}=n.known.plan,o=s.length;for(let[
r,i]of Object.entries(t)){let{row:a}=n.parameters.find(u=>u.name===r),c=bt(n.by_hand).buffer,h=new BigInt64Array(
e.buffer,a*o*8,o),l=["place","halves"].map(u=>s.indexOf(u));new Float64Array(c)[s.indexOf("a")]=i,new BigInt64Array(
c).forEach((u,f)=>{l.includes(f)||(h[f]=u)})}}function zn({parameters:e={}}){let t=Object.entries(e).
map(([n,s])=>`${n}: ${$(s)}`);return t.length>0?[`parameters: {set: {${t.join(", ")}}}`]:[]}function $e({levers:e,interventions:t=[]}){return[...Object.keys(e),...t.map(n=>n.lever)]}function Zn(e,t){
let n=$e(e),s=t.moves.filter(c=>c.past||!n.includes(c.lever)),o=bn(pe(e,t),t.days),r=s.filter(c=>c.past),
i=s.filter(c=>!c.past&&c.counter===-1),a=s.filter(c=>!c.past&&c.counter!==-1);return[...r,...[...i,...o.
dated].sort(Ho),...o.waiting,...a]}function Ho(e,t){return e.day-t.day||(e.lever<t.lever?-1:e.lever>
t.lever?1:e.row-t.row)}function Jn(e,t,n){let{moves:s,clock:o,room:r}=n.known,i=I(t,n),a=Zn(t,i),c=ve(
t,n);if(c!==null)throw new Error(c);let h=mn(e,i),l=new BigInt64Array(h),u=new Float64Array(h);return l.
fill(0n,r.at,r.at+r.moves*s.names.length),a.forEach((f,m)=>{s.names.forEach((p,g)=>{let b=r.at+m*s.names.
length+g;s.kinds[g]==="float64"?u[b]=f[p]:l[b]=BigInt(f[p])})}),l[o.n_moves]=BigInt(a.length),h}function ve(e,t){
let{known:n,most_conditional:s}=t,o=Zn(e,I(e,t)),r=o.filter(i=>i.counter!==-1).length;return o.length>
n.room.moves?`${o.length} single moves of levers, where ${n.room.moves} have room`:r>s?`${r} moves u\
nder a condition, where ${s} have room`:null}function Xn(e,t,n){let s=new Uint8Array(e.slice(0)),o=n.
known.sizes.plan*8,r={...n.chosen,...t.hypotheses};for(let{name:i,variants:a}of n.hypotheses){let c=a.
find(l=>l.letter===r[i]);if(!c)continue;let h=bt(c.words);c.rows.forEach((l,u)=>{s.set(h.subarray(u*
o,(u+1)*o),l*o)})}return Yn(s,t,n),s.buffer}var Qn=4e3,D=class extends Error{};function vt(){return{levers:{},hypotheses:{}}}function ke(e){return H(
e)===""}function Oe(e,t){let n=H(e).length;return n>Qn?`a link of ${n} letters`:wn(e,t)??Dn(e,t)??ve(
e,t)}function Se(e,t,n){return _(e,t.doses[n],t.whole)}function H(e){let t=Object.entries(e.levers).
map(([o,{dose:r,value:i}])=>Array.isArray(i)?[o,i.join(",")]:typeof i=="string"?[o,i]:[o,r==="set"?$(
i):`${r}:${$(i)}`]),n=[Gn,gn,Kn,Cn].flatMap(o=>o(e));return[...t,...Object.entries(e.hypotheses),...n].
map(([o,r])=>`${encodeURIComponent(o)}=${encodeURIComponent(r)}`).join("&")}function ts(e,t){let n=vt();
if(e==="")return n;if(e.length>Qn)throw new D(`a link of ${e.length} letters`);let s=new Set;for(let o of e.
split("&")){let[r,i]=Uo(o);if(s.has(r))throw new D(`'${r}' twice`);s.add(r),Go(r,i,t,n)}return $t(Oe(
n,t)),n}function $t(e){if(e!==null)throw new D(e)}function Uo(e){let t=e.indexOf("=");if(t<1)throw new D(
`'${e}', which is no name=value`);try{return[decodeURIComponent(e.slice(0,t)),decodeURIComponent(e.slice(
t+1))]}catch{throw new D(`'${e}', which does not decode`)}}function Go(e,t,n,s){let o=n.levers.find(
i=>i.name===e),r=n.hypotheses.find(i=>i.name===e);if(o)s.levers[e]=qo(o,t,n);else if(r){if(!r.variants.
some(a=>a.letter===t))throw new D(`'${t}' for ${e}`);t!==r.chosen&&(s.hypotheses[e]=t)}else if(e==="\
case")$t(Un(t,n,s)?null:`'${t}' for case`);else if(e==="days"||e==="until")$t(pn(e,t,n,s)?null:`'${t}\
' for ${e}`);else if(e.startsWith(Ft))$t(Vn(e,t,n,s));else if(Mn.test(e))$t(In(e,t,n,s));else throw new D(
`'${e}', which is no lever and no hypothesis`)}function qo(e,t,n){if(e.table==="site")return{dose:"s\
et",value:Vo(e,t,n)};if(e.kind==="choice"){if(!e.choices.some(a=>a.word===t))throw new D(`'${t}' for\
 ${e.name}`);return{dose:"set",value:t}}let[s,o]=t.includes(":")?t.split(":",2):["set",t],r=Object.hasOwn(
e.doses,s)?Se(o,e,s):null;if(r===null||t.split(":").length>2)throw new D(`'${t}' for ${e.name}`);return{
dose:s,value:r}}function Vo(e,t,n){let s=t===""?[]:t.split(","),o=n.places.site.map(r=>r.id);if(new Set(
s).size!==s.length||s.some(r=>!o.includes(r)))throw new D(`'${t}' for ${e.name}`);return o.filter(r=>s.
includes(r))}var Ko=1e3,Yo=50,zo={set:[-1/0,1/0],scale:[0,3],add:[-1/0,1/0]},Zo={"":"left alone",set:"set to",scale:"\
times",add:"plus"};function es(e,t,n){let s=`lever-${e.name}`,o=e.table==="site"?Xo:e.kind==="choice"?
Jo:Qo,{parts:r,show:i,labelled:a}=o(e,t,s,n),c=a?d("legend",{},e.meaning):d("label",{for:s},e.meaning),
h=e.table==="militia"?"all militias, ":"",l=["choice","order"].includes(e.unit)?"":`${e.unit}, `,u=e.
sources.map(b=>b.replace(":"," ¶")).join("; "),f=d("small",{id:`${s}-about`},`${h}${l}${e.name}${u?
`, after ${u}`:""}`),p=t.interventions.filter(b=>b.lever===e.name).map(b=>d("small",{class:"own"},`T\
he scenario moves it: ${b.yaml}. What is set here takes its place.`)),g=d(a?"fieldset":"div",{class:"\
lever"},c,...r,f,...p);return{made:g,show:b=>{g.classList.toggle("set",b!==null);let v=g.closest("de\
tails");v&&b!==null&&(v.open=!0),i(b)}}}function Jo(e,t,n,s){let o=e.choices.map(a=>d("option",{value:a.
word},a.word.replaceAll("_"," "))),r=d("select",{id:n,"aria-describedby":`${n}-about`},d("option",{value:""},
"left alone"),...o);return r.addEventListener("change",()=>{s(e.name,r.value===""?null:{dose:"set",value:r.
value},!1)}),{parts:[r],show:a=>{r.value=a===null?"":a.value},labelled:!1}}function Xo(e,t,n,s){let o=t.
places.site.map(a=>{let c=d("input",{type:"checkbox",id:`${n}-${a.id}`});return{site:a,box:c,made:d(
"label",{class:"site"},c,a.title)}}),r=t.interventions.some(a=>a.lever===e.name);for(let{box:a}of o)
a.addEventListener("change",()=>{let c=o.filter(h=>h.box.checked).map(h=>h.site.id);s(e.name,c.length>
0||r?{dose:"set",value:c}:null,!1)});let i=a=>{for(let{site:c,box:h}of o)h.checked=a!==null&&a.value.
includes(c.id)};return{parts:o.map(a=>a.made),show:i,labelled:!0}}function Qo(e,t,n,s){let o=["",...Object.
keys(e.doses)],r=Zo,i=d("select",{id:n,"aria-describedby":`${n}-about`},...o.map(u=>d("option",{value:u},
r[u]))),a=d("input",{type:"number",step:e.whole?1:"any","aria-label":`${e.meaning}: the number`}),c=d(
"input",{type:"range","aria-label":`${e.meaning}: slider`}),h=u=>{i.value=u===null?"":u.dose,a.hidden=
c.hidden=u===null,u!==null&&(er(a,c,e,u.dose),(a.value===""||Number(a.value)!==u.value)&&(a.value=$(
u.value)),c.value=$(u.value))},l=(u,f)=>{let m=Se(u,e,i.value);a.setCustomValidity(m===null?`a numbe\
r from ${a.min} to ${a.max}`:""),m===null?a.reportValidity():s(e.name,{dose:i.value,value:m},f)};return i.
addEventListener("change",()=>{a.setCustomValidity(""),s(e.name,i.value===""?null:{dose:i.value,value:tr(
e,i.value)},!1)}),a.addEventListener("change",()=>l(a.value,!1)),c.addEventListener("input",()=>l($(
Number(c.value)),!0)),c.addEventListener("change",()=>l($(Number(c.value)),!1)),{parts:[i,a,c],show:h,
labelled:!1}}function tr(e,t){let[n,s]=e.doses[t],o=t==="scale"?1:t==="add"?0:e.kind==="number"?e.neutral[0]:
(n+s)/2;return Number($(Math.min(s,Math.max(n,o))))}function er(e,t,n,s){let[o,r]=n.doses[s],[i,a]=zo[s],
[c,h]=[Math.max(o,i),Math.min(r,a)];[e.min,e.max]=[$(o),$(r)],t.hidden=h-c>Ko,[t.min,t.max]=[$(c),$(
h)],t.step=n.whole?"1":$(10**Math.floor(Math.log10((h-c)/Yo)))}function ns(e,t){let n=`hypothesis-${e.
name}`,s=e.variants.map(i=>d("option",{value:i.letter},`${i.letter}: ${i.statement}`)),o=d("select",
{id:n},...s);o.addEventListener("change",()=>t(e.name,o.value));let r=d("div",{class:"lever"},d("lab\
el",{for:n},`${e.name}: ${e.question}`),o);return{made:r,show:i=>{o.value=i,r.classList.toggle("set",
i!==e.chosen)}}}var nr=14,sr={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};function or(e,t,n,s){let o=Array.from(
e.keys()).filter(r=>e[r]===t);return o.length===0?-1:o[Math.floor((n+.5)*o.length/s)]}function ss(e,t,n,s){
let o=e.querySelector("svg"),r=Array.from(o.querySelectorAll("[data-side]"));if(r.length===0)return;
o.setAttribute("role","group"),o.classList.add("choosable");for(let[a,c]of r.entries()){let l={role:"\
button",tabindex:"-1","aria-label":rr(t,Number(c.dataset.side),Number(c.dataset.value)),"data-place":`${t.
name}.${a}`};for(let[u,f]of Object.entries(l))c.setAttribute(u,f)}r[0].setAttribute("tabindex","0");
let i=a=>{let{side:c,value:h}=a.dataset,l=r.filter(f=>f.dataset.side===c&&f.dataset.value===h),u=or(
n[c],Number(h),l.indexOf(a),l.length);u>=0&&s(u,Number(c),a.dataset.place)};o.addEventListener("clic\
k",a=>{let c=ir(r,a);c&&i(c)}),o.addEventListener("keydown",a=>{if(a.key==="Enter"||a.key===" ")i(a.
target);else if(!ar(r,a))return;a.preventDefault()})}function os(){return document.activeElement?.getAttribute(
"data-place")??null}function Wt(e){let n=Array.from(document.querySelectorAll("[data-place]")).find(
s=>s.getAttribute("data-place")===e);return n?.focus({preventScroll:!0}),n!==void 0}function rr(e,t,n){
let s=t===0?"as set":"unchanged";return e.kind!=="flag"?`${s}: ${y(n)} ${e.unit}`:`${s}: ${n===1?"it\
 happens":"it does not happen"}`}function ir(e,{clientX:t,clientY:n}){let s=e.map(r=>{let i=r.getBoundingClientRect();
return Math.hypot(i.x+i.width/2-t,i.y+i.height/2-n)}),o=Math.min(...s);return o<=nr?e[s.indexOf(o)]:
null}function ar(e,t){let n={Home:0,End:e.length-1},s=e.indexOf(t.target),o=sr[t.key],r=n[t.key]??(o===
void 0?void 0:s+o);if(r===void 0)return!1;let i=e[Math.max(0,Math.min(e.length-1,r))];return e[s]?.setAttribute(
"tabindex","-1"),i.setAttribute("tabindex","0"),i.focus(),!0}var ct=50,cr=["mine","twin"],Pt=300,Ee=10,rs=40,Ae=3,lr=.9,hr=6.4,kt=52,Me=14;function is(e,t,n,s,o){
let r=o?[t,n]:[t],i=e.kind==="flag"?dr(e,r):fr(e,r),c=(o?ur(e,t,n,s):[["mine","",Te(e,t,s)]]).map(([
h,l,u])=>d("p",{class:h},l,d("b",{},u)));return d("article",{class:"card"},d("h3",{},e.heading),i,...c)}
function Te(e,t,n){let{mean:s,error:o}=J(e,t,n),r=e.kind==="flag";return s===0&&r?`none seen, at mos\
t ${y(100*o)} %`:o===0?s===0?"none seen":`${y(s)} ${e.unit} in all`:r?_e(s,t.length,n):`${Z(s,o)} ${e.
unit}`}function _e(e,t,n){let[s,o]=he(e,t,n).map(r=>y(100*r));return`${y(100*e)} % (${s}–${o} %)`}
function ur(e,t,n,s){let{mean:o,error:r}=et(t,n,s),[i,a]=e.kind==="flag"?[100,"points"]:[1,e.unit],c=r===
0?o===0?"none in any future":`${y(o*i)} ${a} in all`:`${o>0?"+":""}${Z(o*i,r*i)} ${a}`;return[["mine",
"as set ",Te(e,t,s)],["twin","unchanged ",Te(e,n,s)],["apart","difference ",c]]}function Le(e){return e.
length>1?`${e[0]} as set, ${e[1]} unchanged`:String(e[0])}function dr(e,t){let n=t.map(i=>Math.round(
N(i)*ct)),s=n.flatMap((i,a)=>{let c=cr[a];return Array.from({length:ct},(h,l)=>{let u={cx:Ee+l%25*11.6,
cy:10+a*36+Math.floor(l/25)*13,r:4},f=l<i,m={"data-side":a,"data-value":Number(f)};return w("circle",
{...u,...m,class:f?`${c} yes`:"no"})})}),o=`${e.heading}: in ${ct} futures ${Le(n)}`,r=d("p",{class:"\
count"},`in ${ct} futures: ${Le(n)}`);return d("div",{},A(Pt,36*t.length,o,...s),r)}function fr(e,t){
let n=t.map(p=>ln(p,ct)),s=Math.min(...n.flat()),o=Math.max(...n.flat()),r=o-s||1,i=n.map(p=>mr(p,s,
r)),a=Math.max(...i.flatMap(p=>[...p.values()].map(g=>g.length))),c=Math.max(lr,Math.min(hr,(kt-2*Ae)/
a)),h=i.flatMap((p,g)=>pr(p,g,c)),l=kt+Me/2,u=[w("text",{x:0,y:l+4},y(s))];o>s&&u.push(w("text",{x:Pt,
y:l+4,"text-anchor":"end"},y(o)));let f=Le(t.map(p=>y(N(p)))),m=`${e.heading}: ${ct} futures from ${y(
s)} to ${y(o)} ${e.unit}, mean ${f}`;return A(Pt,n.length*kt+Me,m,...h,...u)}function mr(e,t,n){let s=new Map;
for(let o of e){let r=Math.round((o-t)/n*rs);s.set(r,[...s.get(r)??[],o])}return s}function pr(e,t,n){
let s=t===0?"mine yes":"twin yes";return[...e].flatMap(([o,r])=>r.map((i,a)=>{let c=Ae+a*n,h=t===0?kt-
c:kt+Me+c;return w("circle",{cx:Ee+o/rs*(Pt-2*Ee),cy:h,r:Ae,class:s,"data-side":t,"data-value":i})}))}var F=8,Ie=4,gr=65536,as=64,X=class extends Error{},Ot=class{constructor(t,n,s){let{exports:o}=new WebAssembly.
Instance(t,{});this.exports=o,this.page=n,this.known=n.known,this.top=this.exports.__heap_base.value;
let r=this.exports.version();if(r!==this.known.version)throw new X(`a kernel of version ${r}`);this.
samples=this.put(Fn(s.samples,Ie)),this.edges=this.put(s.edges),this.world=s.world,this.usual=this.known.
series.map(i=>[i.word,i.level]),this.floor=this.top}take(t){let n=Math.ceil(this.top/as)*as;this.top=
n+t;let s=this.top-this.exports.memory.buffer.byteLength;return s>0&&this.exports.memory.grow(Math.ceil(
s/gr)),n}put(t){let n=this.take(t.byteLength);return new Uint8Array(this.exports.memory.buffer,n,t.byteLength).
set(new Uint8Array(t)),n}putWorld(t){let n=this.put(this.world);return new Uint8Array(this.exports.memory.
buffer,n).set(new Uint8Array(t)),n}get(t,n){return this.exports.memory.buffer.slice(t,t+n)}call(t,n){
let s=this.known.exports[t].map(([r])=>{if(n[r]===void 0)throw new X(`${t}: nothing given for ${r}`);
return n[r]}),o=this.exports[t](...s);if(o!==this.known.statuses.done)throw new X(`${t}: status ${o}`)}wordsByDay(t){
let{series:n}=this.known.sizes;if(t.length>n)throw new X(`${t.length} series, and room for ${n}`);let s=Array.
from({length:n},(o,r)=>t[r]??[0,0]);return BigInt64Array.from(s.flat().map(BigInt))}simulate({first:t,
last:n,world:s,plan:o,daily:r,days:i=this.page.days,words:a=this.usual,events:c=!1}){this.top=this.floor;
let{sizes:h}=this.known,l=n-t,u=c?l*h.log_rows:0,f=r?l*i*h.series*Ie:0,m=BigUint64Array.from({length:l},
(E,B)=>BigInt(t+B)),[p,g]=this.page.samples,b={plan:this.put(o),samples:this.samples,edges:this.edges,
n_samples:p,n_columns:g,runs:this.put(m.buffer),n_runs:l,seed_key:BigInt(this.page.seed_key),parameters:this.
take(l*h.parameters*F),world:this.putWorld(s),start:this.put(s.slice(0,h.live*F)),legs:this.put(BigInt64Array.
of(BigInt(i),0n,0n,1n).buffer),n_legs:1,n_kept:l,series:this.put(this.wordsByDay(a).buffer),tallies:this.
take(l*h.counters*F),daily:this.take(f),n_daily:r?l:0,days:i,events:this.take(u*h.log*F),n_events:u,
counts:this.take(l*F),lost:this.take(l*F),morning:this.take(h.live*F)};this.call("draw",b),this.call(
"simulate",b);let S=new BigInt64Array(this.get(b.lost,l*F)).findIndex(E=>E!==0n);if(S>=0)throw new X(
`run ${t+S}: more events than its log holds`);let M=Array.from(new BigInt64Array(this.get(b.counts,l*
F)),Number),Y=c?M.reduce((E,B)=>E+B,0):0;return{counters:this.get(b.tallies,l*h.counters*F),daily:new Float32Array(
this.exports.memory.buffer,b.daily,f/Ie),events:this.get(b.events,Y*h.log*F),counts:M}}};function Ce(e,t,n){let{names:s,kinds:o}=n.counters,r=s.indexOf(t),i=e.byteLength/8/s.length,c=o[r]===
"float64"?new Float64Array(e):new BigInt64Array(e),h=new Float64Array(i);for(let l=0;l<i;l++)h[l]=Number(
c[l*s.length+r]);return h}function cs(e,t,n){let s=Ce(e,t,n);if(!n.counters.running.includes(t))return s;
let o=Ce(e,t+n.counters.before,n);return s.map((r,i)=>r-o[i])}function wr(e,t,n){if(e.past)return Ce(
t,e.counter+n.counters.before,n);let s=cs(t,e.counter,n);if(e.per){let o=cs(t,e.per,n);return s.map(
(r,i)=>r/Math.max(1,o[i]))}return e.kind==="flag"?s.map(o=>o>=e.least?1:0):s}function De(e,t){return t.
outcomes.map(n=>wr(n,e,t))}function Ne(e,t,n,s,o){let r=n.known.actors.blocks.sites;for(let i=0;i<e;i++)n.map.attacks.includes(
t(i,"action"))&&(o[(t(i,"target")-r)*s+t(i,"day")]+=1)}function ls(e,{first:t,last:n,world:s,plan:o,
days:r=e.page.days}){let{known:i,page:a}=e,c=e.simulate({first:t,last:n,world:s,plan:o,days:r,daily:!1,
events:!0}),h=new BigInt64Array(c.events),l=i.log.names.length,u=Object.fromEntries(i.log.names.map(
(m,p)=>[m,p])),f=new Float32Array(a.map.sites.length*r);return Ne(h.length/l,(m,p)=>Number(h[m*l+u[p]]),
a,r,f),{counts:f}}function yr(e,{known:t}){let n=Number(new BigInt64Array(e)[t.clock.n_moves]);return e.slice(0,(t.room.
at+n*t.moves.names.length)*8)}function hs(e,t){let n=e.constructor,s=new n(t);return s.set(e),s}var Ht=class{constructor(t,n,s){
this.page=t,this.world=yr(n,t),this.plan=s,this.columns=t.known.outcomes.map(()=>new Float64Array),this.
daily=[...t.fans,t.ladder].map(()=>new Float32Array),this.days=t.days,this.asked=0,this.have=0,this.
early=new Map}makeRoom(t){t<=this.columns[0].length||(this.columns=this.columns.map(n=>hs(n,t)),this.
daily=this.daily.map(n=>hs(n,Math.min(1e3,t)*this.days)))}add(t,n,s,o){s.forEach((r,i)=>this.columns[i].
set(r,t)),o.forEach((r,i)=>this.daily[i].set(r,t*this.days)),this.early.set(t,n);for(let r=this.early.
get(this.have);r!==void 0;r=this.early.get(this.have))this.early.delete(this.have),this.have=r}};function Ut(e){
e.asked=e.have,e.early.clear()}var br=[[100,50],[500,100],[1/0,250]],xr=4;function $r(e,{run:t,world:n,plan:s,days:o}){let{known:r}=e,
i=e.simulate({first:t,last:t+1,world:n,plan:s,days:o,daily:!1,events:!0}),{names:a,kinds:c}=r.log,[h,
l]=[new BigInt64Array(i.events),new Float64Array(i.events)],u=a.map((m,p)=>{let g=c[p]==="float64"?l:
h,b=(v,S)=>Number(g[S*a.length+p]);return[m,Float64Array.from({length:i.counts[0]},b)]}),f=De(i.counters,
r).map((m,p)=>[r.outcomes[p].name,m[0]]);return{outcomes:Object.fromEntries(f),log:Object.fromEntries(
u)}}function vr(e,{first:t,last:n,world:s,plan:o,words:r,days:i=e.page.days}){let a=e.known.sizes.series,
c=(n-t)*i,h=new Float32Array(r.length*c);for(let l=0;l<r.length;l+=a){let u=r.slice(l,l+a),{daily:f}=e.
simulate({first:t,last:n,world:s,plan:o,days:i,daily:!0,words:u});u.forEach((m,p)=>{for(let g=0;g<c;g++)
h[(l+p)*c+g]=f[g*a+p]})}return{values:h}}var kr={replay:$r,evenings:vr,attacks:ls};function Or(e,t){
return{id:t.id,...kr[t.kind](e,t)}}function us(e,t){if(t.kind!==void 0)return Or(e,t);let{id:n,first:s,
last:o,world:r,plan:i,days:a,daily:c}=t,{page:h,known:l}=e,u=e.simulate({first:s,last:o,world:r,plan:i,
days:a,daily:c}),f=u.daily,m=l.sizes.series,g=(c?[...h.fans,h.ladder]:[]).map(b=>{let v=l.series.findIndex(
M=>M.name===b),S=new Float32Array(f.length/m);for(let M=0;M<S.length;M++)S[M]=f[M*m+v];return S});return{
id:n,first:s,last:o,columns:De(u.counters,l),daily:g}}function ds(e){let t=null;e.onmessage=({data:n})=>{
try{t===null?t=new Ot(n.module,n.page,n.parts):Sr(e,us(t,n))}catch(s){e.postMessage({failed:s instanceof
Error?s.message:String(s),id:n.id})}}}function Sr(e,t){let n=t.daily??[];e.postMessage(t,n.map(s=>s.
buffer))}var Gt=class{constructor(t){this.kernel=new Ot(t.module,t.page,t.parts),this.onmessage=()=>{}}postMessage(t){
setTimeout(()=>this.onmessage({data:this.answer(t)}))}answer(t){try{return us(this.kernel,t)}catch(n){
return{failed:n instanceof Error?n.message:String(n),id:t.id}}}},qt=class{constructor(t,n,s,o,r){this.
page=t,this.start=n,this.script=s,this.progress=o,this.failed=r,this.stores=[],this.goal=0,this.answered=
!1,this.idle=this.workers()}workers(){let t=Math.max(1,Math.min(xr,navigator.hardwareConcurrency||1));
try{return this.address=URL.createObjectURL(new Blob([this.script],{type:"text/javascript"})),Array.
from({length:t},()=>this.worker())}catch{return[this.listen(new Gt(this.start))]}}broke(t,n){if(!this.
here){if(this.answered){this.lose(this.at.get(t),n),t.terminate(),this.idle=[...this.idle.filter(s=>s!==
t),this.worker()];return}this.here=!0,this.waiting.clear();for(let{broke:s}of this.looking.values())
s(new Error(n));this.looking.clear(),this.looks=[],this.stores.forEach(Ut);try{this.idle=[this.listen(
new Gt(this.start))],this.hand()}catch(s){this.failed(s instanceof Error?s.message:String(s))}}}lose(t,n){
let s=this.looking.get(t??0);if(this.looking.delete(t??0),this.waiting.delete(t??0),s){s.broke(new Error(
n));return}this.goal=0,this.stores.forEach(Ut),this.failed(n)}here=!1;at=new Map;address="";worker(){
let t=new Worker(this.address);return t.onerror=n=>{n.preventDefault(),this.broke(t,n.message||"a wo\
rker broke")},t.postMessage(this.start),this.listen(t)}listen(t){return t.onmessage=({data:n})=>{this.
idle.push(t),this.take(n),this.hand()},t}take(t){let n=this.looking.get(t.id);if(n){this.looking.delete(
t.id),t.failed===void 0?n.done(t):n.broke(new Error(t.failed));return}let s=this.stores.find(o=>o===
this.waiting.get(t.id));if(this.waiting.delete(t.id),!!s){if(t.failed!==void 0){this.goal=0,Ut(s),this.
failed(t.failed);return}this.answered=!0,s.add(t.first,t.last,t.columns,t.daily),this.progress()}}waiting=new Map;tasks=0;ask(t,n){
this.stores=t,this.goal=n;for(let s of t)s.makeRoom(n);this.hand()}looking=new Map;looks=[];look(t){
let n=++this.tasks;return new Promise((s,o)=>{this.looking.set(n,{done:s,broke:o}),this.looks.push({
days:this.stores[0]?.days,...t,id:n}),this.hand()})}hand(){for(;this.idle.length>0;){if(this.looks.length>
0){this.give(this.looks.shift());continue}let[t]=this.stores.filter(h=>h.asked<this.goal).sort((h,l)=>h.
asked-l.asked);if(!t)return;let n=t.asked,s=br.find(([h])=>n<h)?.[1]??1,o=Math.min(n+s,this.goal),r=++this.
tasks;t.asked=o,this.waiting.set(r,t);let{world:i,plan:a,days:c}=t;this.give({id:r,first:n,last:o,world:i,
plan:a,days:c,daily:o<=1e3})}}give(t){let n=this.idle.pop();this.at.set(n,t.id),n.postMessage(t)}};var ms={set:"set to",scale:"times",add:"plus"},ps={">=":"is at least",">":"is more than","<=":"is at\
 most","<":"is less than","==":"is exactly"},fs=[];function gs(e,t,n){let s=fs,o=d("ol",{class:"rows"}),
r=Ar(e,(a,c)=>{let h=c===null?[...s,a]:s.map((l,u)=>u===c?a:l);return n({interventions:h},!1),s.includes(
a)});t("interventions").append(o,r.made);let i=()=>{o.replaceChildren(...s.map((a,c)=>{let[h,l]=["Ed\
it","Remove"].map(u=>d("button",{type:"button","aria-label":`${u} intervention ${c+1}`},u));return h.
addEventListener("click",()=>r.fill(a,c)),l.addEventListener("click",()=>{n({interventions:s.filter(
(u,f)=>f!==c)},!1),r.made.firstElementChild.focus()}),d("li",{},`${Yt(a,e)} `,h," ",l)}))};return({interventions:a=fs},c)=>{
r.show(c),a!==s&&(s=a,r.done(),i())}}function Yt(e,t){let n=t.levers.find(a=>a.name===e.lever),s=ms,
o=typeof e.value=="number"?$(e.value):e.value.replaceAll("_"," "),r=(e.where??[]).map(a=>Er(a,n,t)).
join(", ");return[`${n.meaning}: ${e.dose==="set"?"":`${s[e.dose]} `}${o}`,r&&`(${r})`,e.from&&`from\
 ${W(e.from)}`,e.to&&`to ${W(e.to)}`,e.over&&`in ${e.over} daily steps`,e.when&&`as soon as “${ws(
e.when[0],t)}” ${ps[e.when[1]]} ${$(e.when[2])}`].filter(Boolean).join(" ")}function Er(e,t,n){return n.
places[t.table].find(s=>s.id===e).title}function ws(e,t){return t.known.outcomes.find(n=>n.name===e)?.
meaning??e}function Ar(e,t){let n=Vt("do-lever",_r(e)),s=Vt("do-dose",[]),o=d("span",{class:"worth"}),
r=d("span",{class:"worth"}),i=Kt("do-from","date"),a=Kt("do-to","date"),c=Kt("do-over","number"),h=Vt(
"do-when",Ir(e)),l=Vt("do-compare",e.known.comparisons.map(Cr)),u=Kt("do-threshold","number"),f=d("b\
utton",{type:"button"},"Add"),m=d("button",{type:"button",hidden:""},"Leave it"),p=d("p",{class:"bad",
role:"alert"}),g=d("details",{}),b=d("summary",{},"Add an intervention"),v=d("fieldset",{class:"leve\
r form","aria-label":"an intervention"},lt("Lever",n),lt("Dose",s,o),r,lt("From",i,"left out: the fi\
rst free day"),lt("To",a,"the last day in force; left out: to the end"),lt("Over",c,"equal daily ste\
ps"),lt("Once",h,l,u),d("p",{class:"buttons"},f,m),p);g.append(b,v),l.setAttribute("aria-label","com\
parison of the condition"),u.setAttribute("aria-label","number of the condition");let S=null,M=()=>e.
levers.find(k=>k.name===n.value),Y=()=>{let k=M(),z=k.kind==="choice"?["set"]:Object.keys(k.doses),It=ms;
s.replaceChildren(...z.map(on=>d("option",{value:on},It[on]))),o.replaceChildren(Tr(k)),r.replaceChildren(
...Lr(k,e)),c.disabled=!ge(k),p.textContent=""},E=()=>Mr(M(),e,{dose:s,worth:o,places:r,from:i,to:a,
over:c,outcome:h,compare:l,threshold:u}),B=()=>{S=null,f.textContent="Add",m.hidden=!0;for(let k of[
i,a,c,h,u])k.value="";Y()},Lt=()=>{let k=E();typeof k=="string"?p.textContent=k:t(k,S)?B():p.textContent=
"It was not taken: see the line at the top."};return f.addEventListener("click",Lt),g.addEventListener(
"keydown",k=>{k.key!=="Enter"||k.target instanceof HTMLButtonElement||(k.preventDefault(),Lt())}),m.
addEventListener("click",B),n.addEventListener("change",Y),Y(),{made:g,fill:(k,z)=>{B(),n.value=k.lever,
Y(),S=z,f.textContent=`Change number ${z+1}`,m.hidden=!1,g.open=!0,s.value=k.dose,o.firstElementChild.
value=String(k.value);for(let It of r.querySelectorAll("input"))It.checked=k.where?.includes(It.value)??
!1;[i.value,a.value,c.value]=[k.from??"",k.to??"",String(k.over??"")],k.when&&([h.value,l.value,u.value]=
k.when.map(String)),n.focus()},show:k=>{for(let z of[i,a])[z.min,z.max]=[k.first_free,st(k.days-1,k)]},
done:B}}function Mr(e,t,{dose:n,worth:s,places:o,from:r,to:i,over:a,outcome:c,compare:h,threshold:l}){
let u=s.firstElementChild,f=fe(e,n.value,u.value);if(f===null){let[v,S]=e.doses[n.value];return`A ${e.
whole?"whole ":""}number from ${$(v)} to ${$(S)}, please.`}let m={lever:e.name,dose:n.value,value:f},
p=[...o.querySelectorAll("input:checked")].map(v=>v.value).join(","),g=c.value&&`${c.value}${h.value}${l.
value}`,b={from:r.value,to:i.value,over:a.disabled?"":a.value,when:g,where:p};for(let[v,S]of Object.
entries(b)){if(S==="")continue;let M=me(v,S,e,t);if(M===null)return`The field “${v==="when"?"once":
v}” does not read: ${S}.`;m[v]=M}return m}function Tr(e){let t={"aria-label":`${e.meaning}: what i\
t is moved to`};if(e.kind!=="choice")return d("input",{type:"number",step:e.whole?1:"any",...t});let n=e.
choices.map(s=>d("option",{value:s.word},s.word.replaceAll("_"," ")));return d("select",t,...n)}function Lr(e,t){
if(e.table==="world")return[];let n=t.places[e.table].map(o=>d("label",{class:"site"},d("input",{type:"\
checkbox",value:o.id}),` ${o.title}`)),s=e.table==="site"?"These sites:":"These militias (none ticke\
d: all):";return[d("small",{},s),...n]}function _r(e){return Object.entries(e.groups).flatMap(([t,n])=>{
let s=e.levers.filter(r=>r.name.split(".")[0]===t&&(r.table==="world"||e.places[r.table].length>0)),
o=s.map(r=>d("option",{value:r.name},r.meaning));return s.length>0?[d("optgroup",{label:n},...o)]:[]})}
function Ir(e){let t=e.known.conditions.map(n=>d("option",{value:n},ws(n,e)));return[d("option",{value:""},
"no condition"),...t]}function Cr(e){return d("option",{value:e},ps[e])}function Vt(e,t){return d("s\
elect",{id:e},...t)}function Kt(e,t){return d("input",{id:e,type:t})}function lt(e,t,...n){let s=n.map(
o=>typeof o=="string"?d("small",{},o):o);return d("div",{class:"field"},d("label",{for:t.id},e),t,...s)}function Dr(e){let{top:t,bottom:n}=e.getBoundingClientRect();return n>0&&t<innerHeight}var zt=class{constructor(){
this.waiting=new Map,this.timer=0,addEventListener("beforeprint",()=>this.drawAll())}draw(t,n){let s=[
...t.children];if(s.length!==n.length){for(let r of s)this.waiting.delete(r);t.replaceChildren(...n.
map(r=>r()));return}let o=s.map(Dr);n.forEach((r,i)=>{o[i]?this.replace(s[i],r):this.waiting.set(s[i],
r)}),clearTimeout(this.timer),this.timer=setTimeout(()=>this.drawAll(),250)}replace(t,n){this.waiting.
delete(t),t.replaceWith(n())}drawAll(){for(let[t,n]of this.waiting)this.replace(t,n)}};function ys(e,t){let n=Math.min(e[2],t[2])-Math.max(e[0],t[0]),s=Math.min(e[3],t[3])-Math.max(e[1],t[1]);
return n>0&&s>0?n*s:0}function Nr({text:e,at:[t,n],off:s}){let o=e.length*6,r=s*.75,i=[["start",t+s,
n-11/2],["end",t-s,n-11/2],["middle",t,n+s],["middle",t,n-s-11],["start",t+r,n+r-2],["start",t+r,n-r-
11+2],["end",t-r,n+r-2],["end",t-r,n-r-11+2]],a={start:0,middle:.5,end:1};return i.map(([c,h,l])=>{let u=h-
o*a[c];return{anchor:c,box:[u,l,u+o,l+11]}})}function bs(e,t,n){let s=e.map(({at:[o,r],off:i})=>[o-i+
1,r-i+1,o+i-1,r+i-1]);return e.map(o=>{let r=Nr(o),i=r.map(({box:l},u)=>{let f=s.reduce((g,b)=>g+ys(
l,b),0),m=ys(l,[4,2,t-4,n-2]),p=(l[2]-l[0])*(l[3]-l[1])-m;return f+50*p+u*.5}),{box:a,anchor:c}=r[i.
indexOf(Math.min(...i))];s.push(a);let h={start:a[0],middle:(a[0]+a[2])/2,end:a[2]}[c]??a[0];return{
text:o.text,kind:o.kind,box:a,x:Math.round(h*10)/10,y:Math.round((a[3]-2.5)*10)/10,anchor:c}})}var ht=460,St=11,Et=10,Rr=2.5,xs=2;function je(e){let[t,n,s,o]=e.frame,r=ht/(s-t),i=r/Math.cos((n+o)/
2*Math.PI/180);return{height:Math.round((o-n)*i),place:([a,c])=>[(a-t)*r,(o-c)*i]}}function Be(e,t){
return Math.max(Rr,Et*Math.sqrt(e/(t||1)))}function $s({areas:e,sites:t,frame:n}){let{height:s,place:o}=je(
{frame:n}),r=Math.max(...t.map(c=>c.troops)),i=t.map((c,h)=>({text:String(h+1),kind:"number",at:o(c.
spot),off:Be(c.troops,r)+xs})),a=e.map(c=>({text:c.title,kind:"name",at:o(c.spot),off:St+2*xs}));return bs(
[...i,...a],ht,s)}var Fe=26,jr=.85,Zt=30,Br=8;function Jt(e){let t={strength:0,troops:0,attacks:0};for(let n of e)for(let s=0;s<
n.days;s++){for(let o=0;o<n.areas;o++)t.strength=Math.max(t.strength,n.strength(o,s));for(let o=0;o<
n.sites;o++)t.troops=Math.max(t.troops,n.troops(o,s)),t.attacks=Math.max(t.attacks,n.attacks(o,s,Zt))}
return t}function Fr(e){return e.map(([t,n])=>`${t.toFixed(1)},${n.toFixed(1)}`).join(" ")}var ut=class{constructor(t){
this.page=t;let{height:n,place:s}=je(t.map);this.place=s,this.areas=t.map.areas.map(o=>s(o.spot)),this.
sites=t.map.sites.map(o=>s(o.spot)),this.marks=w("g",{}),this.made=A(ht,n,"Map",...this.ground(n),this.
marks,w("g",{},...this.labels())),this.made.classList.add("world")}ground(t){let{outline:n,links:s,is_map:o}=this.
page.map,r=a=>Fr(a.map(this.place)),i=[w("rect",{class:"abroad",width:ht,height:t})];for(let a of Object.
values(n.countries))i.push(w("polygon",{class:"country",points:r(a)}));for(let a of n.borders)i.push(
w("polyline",{class:"border",points:r(a)}));for(let[a,c]of o?[]:s){let[[h,l],[u,f]]=[this.areas[a],this.
areas[c]];i.push(w("line",{class:"border",x1:h,y1:l,x2:u,y2:f}))}for(let[a,c,h]of n.names){let[l,u]=this.
place([c,h]);l>30&&l<ht-30&&u>12&&u<t-4&&i.push(w("text",{class:"land",x:l,y:u,"text-anchor":"middle"},
a))}return i}labels(){return $s(this.page.map).map(({text:t,kind:n,x:s,y:o,anchor:r})=>w("text",{class:n,
x:s,y:o,"text-anchor":r},t))}show(t,n,s,o,r=[]){this.made.setAttribute("aria-label",o);let i=[...this.
sites.map((a,c)=>this.halo(t,c,n,s)),...this.areas.map((a,c)=>this.area(t,c,n,s)),...this.sites.map(
(a,c)=>this.site(t,c,n,s)),...r.map(a=>this.flash(a))];this.marks.replaceChildren(...i)}halo(t,n,s,o){
let[r,i]=this.sites[n],a=t.attacks(n,s,Zt)/(o.attacks||1);return w("circle",{class:"halo",cx:r,cy:i,
r:(Fe*Math.sqrt(a)).toFixed(1)})}area(t,n,s,o){let[r,i]=this.areas[n],{title:a}=this.page.map.areas[n],
[c,h]=t.holder(n,s),l=this.page.map.holders[c],u=jr*(t.strength(n,s)/(o.strength||1)),f=`${a}: ISIS \
strength ${y(t.strength(n,s))}, ${l.title} ${y(100*h)} %`;return w("g",{},w("title",{},f),w("circle",
{class:"paper",cx:r,cy:i,r:St}),w("circle",{class:"isis",cx:r,cy:i,r:St,"fill-opacity":u.toFixed(3)}),
...this.ring(t.shares(n,s),r,i),w("text",{class:"mark",x:r,y:i+3.2,"text-anchor":"middle"},l.mark))}ring(t,n,s){
let o=0;return t.flatMap((r,i)=>{let a=o;if(o+=r,r===0)return[];let h={"stroke-dasharray":`${(100*r).
toFixed(2)} 100`,"stroke-dashoffset":(-100*a).toFixed(2)};return[w("circle",{class:`ring ${We(i)}`,cx:n,
cy:s,r:St,pathLength:100,...h})]})}site(t,n,s,o){let[r,i]=this.sites[n],a=t.troops(n,s),c=Be(a,o.troops),
h=`${n+1} ${this.page.map.sites[n].title}: ${y(a)} troops`,l=a>0?"site":"site left";return w("circle",
{class:l,cx:r,cy:i,r:c.toFixed(1)},w("title",{},h))}flash({spot:t,age:n}){let[s,o]=this.place(t);return w(
"circle",{class:n===0?"flash now":"flash",cx:s,cy:o,r:17,opacity:(1/(1+n)).toFixed(2)})}};function We(e){
return e===0?"held0":`held${(e-1)%Br+1}`}var Wr=[["areas","strength"],["areas","holder"],["sites","troops"]];function Pe(e){let t=Wr.flatMap(
([s,o])=>{let{at:r,names:i,kinds:a}=e.known.parts[s],c=i.indexOf(o),h=a[c]==="float64"?1:0;return e.
map[s].map((l,u)=>[r+u*i.length+c,h])}),n=e.known.series.find(s=>s.name===e.ladder);return[...t,[n.word,
n.level]]}var dt=class{constructor(t){let{areas:n,sites:s,holders:o}=t.map;this.days=t.days,this.areas=
n.length,this.sites=s.length,this.holders=o.length,this.runs=0,this.strengths=new Float64Array(this.
areas*this.days),this.held=new Float64Array(this.areas*this.holders*this.days),this.troopers=new Float64Array(
this.sites*this.days),this.rungs=new Float64Array(this.days),this.struck=new Float64Array(this.sites*
this.days)}add(t,n,s){let{days:o,areas:r,sites:i}=this,a=s*o,c=(h,l,u)=>{for(let f=0;f<a;f++)l[u*o+f%
o]+=t[h*a+f]};for(let h=0;h<r;h++){c(h,this.strengths,h);for(let l=0;l<a;l++)this.held[this.holding(
h,t[(r+h)*a+l],l%o)]+=1}for(let h=0;h<i;h++)c(2*r+h,this.troopers,h);c(2*r+i,this.rungs,0),n.forEach(
(h,l)=>{this.struck[l]+=h}),this.runs+=s}holding(t,n,s){return(t*this.holders+n+1)*this.days+s}strength(t,n){
return this.strengths[t*this.days+n]/this.runs}shares(t,n){return Array.from({length:this.holders},(s,o)=>this.
held[this.holding(t,o-1,n)]/this.runs)}holder(t,n){let s=this.shares(t,n),o=Math.max(...s);return[s.
indexOf(o),o]}troops(t,n){return this.troopers[t*this.days+n]/this.runs}rung(t){return this.rungs[t]/
this.runs}attacks(t,n,s=1/0){let o=0;for(let r=Math.max(0,n-s+1);r<=n;r++)o+=this.struck[t*this.days+
r];return o/this.runs}};async function vs(e,t,{world:n,plan:s,days:o},r,i,a){let c=Pe(e);for(;r.runs<
i&&a();){let h=r.runs,l=Math.min(h+25,i),{values:u}=await t({kind:"evenings",first:h,last:l,world:n,
plan:s,days:o,words:c});if(!a())return;let{counts:f}=await t({kind:"attacks",first:h,last:l,world:n,
plan:s,days:o});r.add(u,f,l-h)}}function Xt(e,...t){let n=A(22,22,"",...t);return n.setAttribute("aria-hidden","true"),d("li",{},n,e)}
function Os(e,t){let n={cx:11,cy:11},s=[Xt(`site: this dot is ${y(t.troops)} troops`,w("circle",{class:"\
site",...n,r:Et})),Xt(`rocket attacks on a site in ${Zt} days: this ring is ${y(t.attacks*(Et/Fe)**2)}`,
w("circle",{class:"halo",...n,r:Et})),Xt(`ISIS strength in an area: this shade is ${y(t.strength)}; \
all areas together began with 1`,w("circle",{class:"isis",...n,r:9,"fill-opacity":.85}))],o=e.map.holders.
map((r,i)=>Xt(r.title,w("circle",{class:`ring ${We(i)}`,...n,r:9,pathLength:100}),w("text",{class:"m\
ark",x:11,y:14.2,"text-anchor":"middle"},r.mark)));return d("ul",{class:"key map-key"},...s,...o)}function ks(e,t,n){
let s=d("tr",{},...t.map(r=>d("th",{scope:"col"},r))),o=n.map(([r,...i])=>d("tr",{},d("th",{scope:"r\
ow"},String(r)),...i.map(a=>d("td",{},String(a)))));return d("table",{},d("caption",{},e),d("thead",
{},s),d("tbody",{},...o))}function Ss(e,t,n){let{areas:s,sites:o,holders:r}=e.map,i=l=>t.map(([u])=>t.
length>1?`${l}, ${u}`:l),a=(l,u)=>l.shares(u,n).map((p,g)=>[p,r[g].title]).filter(([p])=>p>0).sort(([
p],[g])=>g-p).map(([p,g])=>p<1?`${g} ${y(100*p)} %`:g).join(", "),c=s.map((l,u)=>[l.title,...t.map(([
,f])=>y(f.strength(u,n))),...t.map(([,f])=>a(f,u))]),h=o.map((l,u)=>[`${u+1} ${l.title}`,...t.map(([
,f])=>y(f.troops(u,n))),...t.map(([,f])=>y(f.attacks(u,n)))]);return[ks(`Sites on ${j(e,n)}`,["site",
...i("troops"),...i("attacks so far")],h),ks(`Areas on ${j(e,n)}`,["area",...i("ISIS strength"),...i(
"held by")],c)]}var Pr=7,At=["as set","unchanged"],Es="The map follows when all futures are in.",Qt=class{constructor(t,n,s){
this.page=t,this.look=n,this.gathered=new WeakMap,this.worlds=[],this.turn=0,this.sides=[],this.maps=
At.map(()=>new ut(t));let o=t.days-1;this.slider=d("input",{type:"range",id:"map-day",min:0,max:o,value:o}),
this.date=d("output",{for:"map-day"}),this.note=d("p",{class:"note",role:"status"},Es),this.titles=At.
map(r=>d("figcaption",{},r)),this.figures=this.maps.map((r,i)=>d("figure",{},this.titles[i],r.made)),
this.strip=d("div",{}),this.key=d("div",{}),this.beside=d("div",{class:"beside"},this.strip,this.key),
this.tables=d("div",{class:"tables"}),this.details=d("details",{},d("summary",{},"The numbers of thi\
s day"),this.tables),this.shown=d("div",{hidden:""},...this.parts()),s.append(this.note,this.shown,d(
"p",{class:"note"},Hr(t))),this.slider.addEventListener("input",()=>this.draw()),this.details.addEventListener(
"toggle",()=>this.drawTables())}parts(){let t=d("label",{for:"map-day"},"Day");return[d("p",{class:"\
player"},t,this.slider,this.date),d("div",{class:"figures maps"},...this.figures,this.beside),this.details]}hold(){
this.turn+=1,this.worlds=[],this.note.textContent=Es,this.shown.classList.add("stale")}async show(t,n){
if(this.worlds[0]===t&&this.worlds[1]===n)return;this.turn+=1,this.worlds=[t,n];let s=this.turn;try{
for(let o of new Set(this.worlds))if(await this.fill(o,()=>this.turn===s),this.turn!==s)return;this.
adopt(t.page),this.ready()}catch(o){if(s!==this.turn)return;this.worlds=[],this.note.textContent=`Th\
e map could not be made: ${o instanceof Error?o.message:o}.`}}adopt(t){let n=this.slider.value===this.
slider.max;this.page=t,this.slider.max=String(t.days-1),n&&(this.slider.value=this.slider.max)}async fill(t,n){
let{page:s}=t,o=this.gathered.get(t)??new dt(s);this.gathered.set(t,o),await vs(s,this.look,t,o,Math.
min(s.map.runs,s.runs),n)}ready(){let t=[...new Set(this.worlds)].map(s=>this.gathered.get(s));this.
sides=t;let n=t.length>1;this.scale=Jt(t),this.figures[1].hidden=!n,this.beside.classList.toggle("wh\
ole",n),this.titles[0].textContent=n?At[0]:"nothing set",this.note.textContent=`Means of the first ${t[0].
runs} futures at the end of each day; what few futures do may be missing.`,this.key.replaceChildren(
Os(this.page,this.scale)),this.shown.hidden=!1,this.shown.classList.remove("stale"),this.draw()}draw(){
let{page:t}=this;if(this.sides.length===0)return;let n=Number(this.slider.value),s=n<t.free?", repla\
yed past":"";this.date.textContent=`${j(t,n)}${s}`,this.slider.setAttribute("aria-valuetext",this.date.
textContent);let{sides:o}=this;o.forEach((r,i)=>this.maps[i].show(r,n,this.scale,He(t,r,n,this.titles[i].
textContent))),this.strip.replaceChildren(Ur(t,o,n)),this.drawTables()}drawTables(){let{details:t,page:n}=this;
if(!t.open||this.sides.length===0)return;let s=this.sides.map((o,r)=>[At[r],o]);this.tables.replaceChildren(
...Ss(n,s,Number(this.slider.value)))}scale=null};function Hr(e){let{is_map:t,outline:n}=e.map;return t?
`Places are approximate, and moved apart where marks would cover each other. Outline: ${n.source}.`:
"This is no map: the page knows no place for some areas of this world, so all stand in a grid. Lines\
 join neighbours."}function He(e,t,n,s){let{areas:o,sites:r}=e.map,i=o.map((h,l)=>t.strength(l,n)),a=i.
indexOf(Math.max(...i)),c=r.reduce((h,l,u)=>h+t.troops(u,n),0);return`Map, ${s}, ${j(e,n)}: ${y(c)} \
troops at ${r.length} sites, ISIS strongest in ${o[a].title} with ${y(i[a])}. All numbers stand in a\
 table.`}function Ur(e,t,n){let s=t.map(l=>Array.from({length:e.days},(u,f)=>e.map.sites.reduce((m,p,g)=>m+
l.attacks(g,f,Pr),0))),o=Math.max(...s.flat()),r=s.map((l,u)=>w("polyline",{class:u===0?"mine middle":
"twin middle",points:rt(l.map((f,m)=>[C(m,e),L(f/(o||1))]))})),i=C(n,e),a=w("line",{class:"cursor",x1:i,
x2:i,y1:L(1),y2:L(0)}),c=t.map((l,u)=>`${y(s[u][n])} ${At[u]}`).join(", "),h=`Rocket attacks in the \
seven days up to ${j(e,n)}: ${c}`;return d("figure",{},d("figcaption",{},"Rocket attacks of the last\
 seven days (mean)"),A(P,R,h,...it(e,["0",y(o)]),...r.reverse(),a))}var Ue=25,qe=1e3,Ms=50,Gr=4,Ge=300,te=6,qr=8,Vr=20;function Ts(e,t,n){let s={},o=(l,u,f)=>{let m={...s};
u===null?delete m[l]:m[l]=u,n({parameters:m},f)},r=new Map,i={},a=l=>{let u=r.get(l.name)??Jr(l,o);return r.
set(l.name,u),u.show(s[l.name]??null,Kr(l,i,e)),u.made},c=Yr(e.parameters).map(l=>zr(l,a)),h=Zr(e.parameters,
c,a);return t("parameters").append(h,...c.map(({made:l})=>l)),({parameters:l={},hypotheses:u})=>{s=l,
i=u;for(let f of e.parameters)r.has(f.name)&&a(f);for(let{show:f}of c)f(s)}}function Kr({row:e},t,n){
return n.hypotheses.find(({name:o,chosen:r,variants:i})=>{let a=Object.hasOwn(t,o)?[r,t[o]]:[];return i.
some(c=>a.includes(c.letter)&&c.rows.includes(e))})?.name??""}function Yr(e){let t=new Map;for(let n of e)
t.set(n.group,[...t.get(n.group)??[],n]);return[...t].sort(([n],[s])=>n<s?-1:1)}function zr([e,t],n){
let s=d("summary",{},""),o=d("div",{}),r=d("details",{},s,o),i=()=>{r.open&&!r.hidden&&o.replaceChildren(
...t.map(n))};r.addEventListener("toggle",i);let a=0;return{made:r,fill:i,show:h=>{let l=t.filter(({
name:u})=>Object.hasOwn(h,u)).length;s.textContent=`${e} (${t.length}${l>0?`, ${l} set`:""})`,l>a&&(r.
open=!0),a=l}}}function Zr(e,t,n){let s="find-parameter",o=d("input",{type:"search",id:s,autocomplete:"\
off",spellcheck:"false"}),r=d("small",{role:"status"}),i=d("div",{});o.addEventListener("input",()=>{
let c=o.value.toLowerCase().split(/\s+/).filter(Boolean),h=e.filter(({name:u,meaning:f,group:m})=>{let p=`${u}\
 ${u.replaceAll("_"," ")} ${f} ${m}`.toLowerCase();return c.length>0&&c.every(g=>p.includes(g))});i.
replaceChildren(...h.slice(0,Ue).map(n));for(let u of t)u.made.hidden=c.length>0,c.length===0&&u.fill();
let l=h.length>Ue?`, of which the first ${Ue} stand here`:"";r.textContent=c.length>0?`${h.length} o\
f ${e.length} match${l}.`:""});let a=d("label",{for:s},`Find one of ${e.length} by words`);return d(
"div",{},d("div",{class:"lever"},a,o,r),i)}function Jr(e,t){let{name:n,meaning:s,unit:o,sources:r}=e,
i=`parameter-${n}`,a=[e.low,e.high],c=d("input",{type:"checkbox",id:i}),h={"aria-describedby":`${i}-\
about`},l={min:$(a[0]),max:$(a[1]),step:"any"},u=d("input",{type:"number",...l,...h,"aria-label":`${s}\
: the number`}),f=d("input",{type:"range",min:0,max:qe,...h,"aria-label":`${s}: slider`}),m=Xr(e);c.
addEventListener("change",()=>t(n,c.checked?m:null,!1));let p=E=>t(n,Qr(Number(f.value),a),E);f.addEventListener(
"input",()=>p(!0)),f.addEventListener("change",()=>p(!1)),u.addEventListener("change",()=>{let E=_(u.
value,a,!1);u.setCustomValidity(E===null?`a number from ${l.min} to ${l.max}`:""),E===null?u.reportValidity():
t(n,E,!1)});let g=r.map(E=>E.replace(":"," ¶")).join("; "),b=d("div",{class:"bars"}),v=d("small",{class:"\
own"}),S=d("div",{class:"lever"},d("label",{for:i},c,` ${s}`),b,u,f,d("small",{id:`${i}-about`},`${o}\
, ${n}${g?`, after ${g}`:""}`),v),M;return{made:S,show:(E,B)=>{let Lt=e.by_hand?"The scenario sets i\
t by hand.":"";v.textContent=B&&E===null?`As ${B} is chosen, futures draw it otherwise.`:Lt,c.checked=
E!==null,S.classList.toggle("set",E!==null);let _t=E??m;u.value=$(_t),f.value=String(Math.round(qe*Ls(
_t,a))),f.setAttribute("aria-valuetext",`${$(_t)} ${o}`),E!==M&&(M=E,b.replaceChildren(ti(e,E)))}}}function Xr({
value:e,posterior:t,prior:n}){let[,,s]=t??n;return Number($(e??s))}function Ls(e,[t,n]){return t>0&&
n/t>Ms?Math.log(e/t)/Math.log(n/t):(e-t)/(n-t)}function Qr(e,[t,n]){let s=e/qe,r=t>0&&n/t>Ms?t*(n/t)**
s:t+s*(n-t);return Math.min(n,Math.max(t,Number($(Number(r.toPrecision(Gr))))))}function ti(e,t){let n=[
e.low,e.high],s=u=>{let f=Math.min(1,Math.max(0,Ls(u,n)));return te+f*(Ge-2*te)},o=(u,f,m)=>{if(u.length===
0)return[];let[p,g,b,v,S]=u.map(s);return[w("line",{class:m,x1:p,x2:S,y1:f,y2:f,"stroke-width":2}),w(
"line",{class:m,x1:g,x2:v,y1:f,y2:f,"stroke-width":7}),w("line",{class:"median",x1:b,x2:b,y1:f-4,y2:f+
4})]},{prior:r,posterior:i=[]}=e,a=t===null?[]:[w("line",{class:"by-hand",x1:s(t),x2:s(t),y1:1,y2:27})],
c=[w("line",{class:"tick",x1:s(n[0]),x2:s(n[1]),y1:29,y2:29}),w("text",{x:te,y:41},y(n[0])),w("text",
{x:Ge-te,y:41,"text-anchor":"end"},y(n[1]))],h=[As("prior",r),As("posterior",i)].filter(Boolean).join(
"; "),l=[...o(r,qr,"prior"),...o(i,Vr,"posterior"),...a,...c];return A(Ge,44,`${h||"no future draws \
it"}; ${$(e.low)} to ${$(e.high)} are allowed`,...l)}function As(e,t){let[n,s,o,r,i]=t.map(y);return t.
length>0?`${e}: median ${o}, half from ${s} to ${r}, 90 % from ${n} to ${i}`:""}function Ve(e,t){let n=t.map.names[String(e)];if(n!==void 0)return n===""?null:{title:n};let{blocks:s}=t.
known.actors,[o]=Object.keys(s).filter(a=>s[a]<=e).sort((a,c)=>s[c]-s[a]),r={militias:t.places.militia,
sites:t.map.sites,areas:t.map.areas},i=t.map.holders.slice(1);return{...r,forces:i}[o][e-s[o]]}function _s(e,t,n){
let s=e.known.actions[t.action[n]],[o,r,i]=["actor","target","second"].map(l=>Ve(t[l][n],e)?.title),
a=Object.keys(t).filter(l=>l.endsWith("_killed")).reduce((l,u)=>l+t[u][n],0),c=s.target?[r,i].filter(
l=>l).join(" and "):"";return`${o?`${o}: `:""}${s.short||s.label}${c?`, ${c}`:""}${a>0?` (${a} kille\
d)`:""}`}function Is(e,t,n){let s=["target","second"].map(r=>Ve(t[r][n],e)?.spot);return(s.some(r=>r)?
s:[Ve(t.actor[n],e)?.spot]).filter(r=>r!==void 0)}var ei=390;function Cs(e,{days:t},n,s,o){let r=e.known.rungs.length-1,i=Math.max(1.2,C(1,e)-C(0,e)),
a=(l,u)=>{let f=C(l,e)+i/2;return w("line",{class:u,x1:f,x2:f,y1:L(1),y2:L(0)})},c=[...it(e,["0",String(
r)]),a(n,"cursor")];for(let l=0;l<=n;l++){let u=t.rung(l);u>0&&c.push(w("rect",{class:`rung rung${u}`,
x:C(l,e),width:i,y:L(u/r),height:L(0)-L(u/r)}))}if(s>=0){let l=C(s,e)>ei,u=C(s,e)+(l?-4:6);c.push(a(
s,"parting"),w("text",{x:u,y:L(1)+22,class:"over","text-anchor":l?"end":"start"},"they part"))}let h=`\
Rung by day, ${o}, up to ${j(e,n)}: today ${e.known.rungs[t.rung(n)]}`;return A(P,R,h,...c)}async function Ds(e,t,n,s){let o=await Promise.all(n.map(i=>ni(e,t,i,s))),r=si(e,o[0].log,o[1].log);
return o.forEach((i,a)=>{i.alone=oi(e,i.log,o[1-a].log)}),{run:s,sides:o,parting:r}}async function ni(e,t,{
world:n,plan:s,days:o=e.days},r){let i=Pe(e),[{log:a},{values:c}]=await Promise.all([t({kind:"replay",
run:r,world:n,plan:s,days:o}),t({kind:"evenings",first:r,last:r+1,world:n,plan:s,days:o,words:i})]),
h=new dt(e),l=new Float32Array(e.map.sites.length*o);Ne(a.day.length,(f,m)=>a[m][f],e,o,l),h.add(c,l,
1);let u=Array.from({length:o},()=>[]);return a.day.forEach((f,m)=>u[f].push(m)),{days:h,log:a,byDay:u,
alone:[]}}function ee(e,t,n){return e.map.what.map(s=>t[s][n]).join()}function si(e,t,n){let s=Math.
max(t.day.length,n.day.length);for(let o=0;o<s;o++){let r=[t,n].filter(i=>o<i.day.length).map(i=>i.day[o]);
if(r.length===1||ee(e,t,o)!==ee(e,n,o))return Math.min(...r)}return-1}function oi(e,t,n){let s=new Map;
return n.day.forEach((o,r)=>{let i=ee(e,n,r);s.set(i,(s.get(i)??0)+1)}),Array.from(t.day,(o,r)=>{let i=ee(
e,t,r),a=s.get(i)??0;return s.set(i,a-1),a<1})}function Ns(e,t,n,s,o){let r=e.map.ends.map(i=>e.known.
outcomes.findIndex(a=>a.name===i));for(let i=1;i<=o;i++){let a=(s+i)%o;if(r.some(c=>t[c][a]!==n[c][a]))
return a}return-1}var ri=[1,2,5,10,25],ii=5,ai=1;function ci(){return matchMedia("(prefers-reduced-motion: reduce)").matches}
var ne=class{constructor(t,n,s){this.days=t,this.moved=n,this.next=s,this.day=0,this.timer=0,this.slider=
d("input",{type:"range",min:0,max:t-1,value:0,"aria-label":"day"}),this.speed=d("select",{"aria-labe\
l":"speed"},...ri.map(a=>d("option",{value:a},`${a} days a second`))),this.speed.value=String(ci()?ai:
ii),this.play=this.button("Play",()=>this.timer?this.stop():this.start());let o=this.button("Day bac\
k",()=>this.step(this.day-1)),r=this.button("Day on",()=>this.step(this.day+1)),i=this.button("Next \
event",()=>this.step(this.next(this.day)));this.slider.addEventListener("input",()=>this.step(Number(
this.slider.value))),this.made=d("p",{class:"player"},this.play,o,r,i,this.speed,this.slider)}within(t){
this.days=t,this.slider.max=String(t-1)}button(t,n){let s=d("button",{type:"button"},t);return s.addEventListener(
"click",n),s}get blink(){return this.timer?Math.ceil(Number(this.speed.value)/2):0}start(){this.day>=
this.days-1&&this.go(0),this.play.textContent="Pause";let t=()=>{this.timer=window.setTimeout(t,1e3/
Number(this.speed.value)),this.go(this.day+1),this.day>=this.days-1&&this.stop()};this.timer=window.
setTimeout(t,0)}stop(){clearTimeout(this.timer),this.timer=0,this.play.textContent="Play"}step(t){this.
stop(),this.go(t)}go(t){this.day=Math.max(0,Math.min(this.days-1,t)),this.slider.value=String(this.day),
this.moved(this.day)}};var li=7,ft=["as set","unchanged"],hi="The same future, with the same luck, as set and unchanged. Ri\
ngs flash where something happens; what strikes no site and no area stands in the lines alone. Other\
 marks are those of the map above.",se=class{constructor(t,n,s){this.page=t,this.look=n,this.stores=
[],this.pair=null,this.run=0,this.turn=0,this.player=new ne(t.days,o=>this.draw(o),o=>this.nextEvent(
o)),this.maps=ft.map(()=>new ut(t)),this.number=d("input",{type:"number",id:"pair",min:0,max:t.runs-
1,step:1,value:0}),this.other=d("button",{type:"button"},"Next pair that ends differently"),this.note=
d("p",{class:"note",role:"status"},"The first pair follows when all futures are in."),this.date=d("p",
{class:"day"}),this.titles=ft.map(o=>d("figcaption",{},o)),this.ladders=ft.map(()=>d("div",{})),this.
lists=ft.map(o=>d("ol",{class:"events","aria-label":`events ${o}`})),this.figures=ft.map((o,r)=>this.
figure(r)),this.shown=d("div",{hidden:""},...this.parts()),s.append(d("p",{class:"note"},hi),this.note,
this.shown),this.number.addEventListener("change",()=>this.choose()),this.other.addEventListener("cl\
ick",()=>this.seek())}figure(t){let{rungs:n}=this.page.known,s=`Highest rung of each day so far (${n.
length-1}: ${n.at(-1)})`,o=[this.titles[t],this.maps[t].made,d("small",{},s),this.ladders[t],this.lists[t]];
return d("figure",{},...o)}parts(){let t=d("label",{for:"pair"},"Future number");return[d("p",{class:"\
player"},t,this.number,this.other),this.player.made,this.date,d("div",{class:"figures maps"},...this.
figures)]}hold(){this.turn+=1,this.stores=[],this.player.stop(),this.shown.classList.add("stale")}show(t,n){
this.stores[0]===t&&this.stores[1]===n||(this.stores=[t,n],this.page=t.page,this.player.within(t.page.
days),this.number.max=String(t.page.runs-1),this.load(Math.min(this.run,t.page.runs-1)))}choose(){let t=Number(
this.number.value),n=this.number.value!==""&&Number.isInteger(t)&&t>=0&&t<this.page.runs;this.number.
setCustomValidity(n?"":`a whole number from 0 to ${this.page.runs-1}`),n?this.load(t):this.number.reportValidity()}seek(){
if(this.stores.length===0)return;let[t,n]=this.stores,s=Math.min(t.have,n.have),o=Ns(this.page,t.columns,
n.columns,this.run,s);o>=0?this.load(o):this.note.textContent=`None of ${s} pairs ends differently b\
y what is compared: ${this.compared()}.`}compared(){let{ends:t}=this.page.map;return t.map(s=>this.page.
known.outcomes.find(o=>o.name===s).meaning).join("; ")}async load(t){if(this.stores.length===0)return;
this.turn+=1;let n=this.turn;this.run=t,this.number.value=String(t),this.player.stop();try{let s=await Ds(
this.page,this.look,this.stores,t);n===this.turn&&this.ready(s)}catch(s){if(n!==this.turn)return;this.
note.textContent=`This pair could not be played: ${s instanceof Error?s.message:s}.`}}ready(t){let{page:n}=this,
s=this.stores[0]!==this.stores[1];this.pair=t,this.scale=Jt(t.sides.map(o=>o.days)),this.figures[1].
hidden=!s,this.titles[0].textContent=s?ft[0]:"nothing set",this.other.toggleAttribute("disabled",!s),
this.note.textContent=s?ui(n,t):`Future ${t.run}. Nothing is set, so its twin is the same.`,this.shown.
hidden=!1,this.shown.classList.remove("stale"),this.player.go(t.parting>=0?t.parting:n.free)}nextEvent(t){
let n=this.pair===null?[]:this.pair.sides;for(let s=t+1;s<this.page.days;s++)if(n.some(o=>o.byDay[s].
length>0))return s;return this.page.days-1}draw(t){let{page:n,pair:s}=this;if(s===null)return;let o=[
t<n.free?"replayed past":"",t===s.parting?"here they part":""];this.date.textContent=[j(n,t),...o.filter(
r=>r!=="")].join(" – "),this.player.slider.setAttribute("aria-valuetext",this.date.textContent),s.
sides.forEach((r,i)=>{if(this.figures[i].hidden)return;let a=this.titles[i].textContent;this.maps[i].
show(r.days,t,this.scale,He(n,r.days,t,a),this.flashes(r,t)),this.ladders[i].replaceChildren(Cs(n,r,
t,s.parting,a)),this.lists[i].replaceChildren(...this.lines(r,t))})}flashes(t,n){return Array.from({
length:this.player.blink+1},(o,r)=>r).filter(o=>o<=n).flatMap(o=>t.byDay[n-o].flatMap(r=>Is(this.page,
t.log,r).map(i=>({spot:i,age:o}))))}lines(t,n){return t.byDay.slice(0,n+1).flat().slice(-li).map(o=>{
let r=t.log.day[o],i=t.alone[o]?" (only here)":"",a=`${r===n?"today":""} ${t.alone[o]?"alone":""}`.trim();
return d("li",{class:a},`${j(this.page,r)} ${_s(this.page,t.log,o)}${i}`)})}scale=null};function ui(e,{
run:t,parting:n,sides:s}){if(n<0)return`Future ${t}: the same events as set and unchanged.`;let o=s.
map(({days:a})=>Math.max(...Array.from({length:e.days},(c,h)=>h<e.free?0:a.rung(h)))),[r,i]=o.map(a=>e.
known.rungs[a]);return`Future ${t}: they part on ${j(e,n)}. Highest rung as set: ${r}; unchanged: ${i}\
.`}function Rs(e,t){let{levers:n,hypotheses:s,parameters:o={},interventions:r=[],days:i,until:a}=e,c=t.
cases?.find(h=>h.id===V(e,t));return[...c?[`scenario “${c.title}”`]:[],...a===void 0?[]:[di(a)],
...i===void 0?[]:[`${i} days in all`],...Object.entries(n).map(([h,l])=>Yt(fi(h,l,t),t)),...r.map(h=>Yt(
h,t)),...Object.entries(s).map(([h,l])=>mi(h,l,t)),...Object.entries(o).map(([h,l])=>pi(h,l,t))]}function di(e){
return e==="none"?"no history is replayed":`history replayed up to ${W(e)}`}function fi(e,{dose:t,value:n},s){
if(!Array.isArray(n))return{lever:e,dose:t,value:n};let{moved:o}=s.levers.find(r=>r.name===e);return{
lever:e,dose:t,value:o,where:n}}function mi(e,t,n){let{question:s,variants:o}=n.hypotheses.find(i=>i.
name===e),{statement:r}=o.find(i=>i.letter===t);return`“${s}” ${r} (${e}: ${t})`}function pi(e,t,n){
let{meaning:s}=n.parameters.find(o=>o.name===e);return`${s}: ${$(t)}`}var gi=300,wi=[.05,.95];function js(e,t,n,s){let o=Math.min(gi,s),a=["mean as set, ±",...[`with ${Ke(
o)} futures`,`with ${Ke(s)}`],"5 % to 95 % of futures"].map(u=>d("th",{scope:"col"},u)),c=e.shown.map(
u=>{let f=e.known.outcomes.findIndex(m=>m.name===u);return yi(e.known.outcomes[f],e,n.columns[f].subarray(
0,s),o)}),l=`The number of runs blurs a mean; luck and open parameters spread the futures themselves\
.${s<t?` It grows to ${Ke(t)} futures.`:""}`;return d("table",{class:"sure"},d("caption",{},l),d("th\
ead",{},d("tr",{},...a)),d("tbody",{},...c))}function yi(e,t,n,s){let o=e.kind==="flag",r=[n.subarray(
0,s),n].map(l=>{if(o)return _e(N(l),l.length,t.z95);let{mean:u,error:f}=J(e,l,t.z95);return f>0?Z(u,
f):y(u)}),i=n.slice().sort(),a=o?"yes or no":wi.map(l=>y(gt(i,l))).join(" to "),c=[...r,a],h=d("th",
{scope:"row"},`${t.headings[e.name]}${o?"":` (${e.unit})`}`);return d("tr",{},h,...c.map(l=>d("td",{},
l)))}function Ke(e){return e.toLocaleString("en-GB")}function Bs(e,t,n){let s=["# Set in a Flashpoint page. The same numbers on the command line, bit for\
 bit:",`#     flashpoint run THIS_FILE --runs ${n} --seed ${t.seed}`,"# A scenario of your own that \
this one extends must lie beside it.",`extends: ${JSON.stringify(t.file)}`,`title: ${JSON.stringify(
t.title_as_set)}`];s.push(...yn(e),...zn(e));let o=$e(e);if(o.length>0){let i=t.interventions.filter(
u=>!o.includes(u.lever)),a=I(e,t),h=[...Object.entries(e.levers).flatMap(([u,f])=>bi(u,f,a)),...e.interventions??
[]].map(u=>Nn(u,t)),l=[...i.map(u=>u.yaml),...h];s.push("interventions_replace: true"),l.length>0&&s.
push("interventions:",...l.map(u=>`  - ${u}`))}let r=Object.entries(e.hypotheses);return r.length>0&&
s.push(`hypotheses: {${r.map(([i,a])=>`${i}: ${a}`).join(", ")}}`),`${s.join(`
`)}
`}function bi(e,{dose:t,value:n},s){let o={lever:e,dose:t,value:n,from:s.first_free};if(!Array.isArray(
n))return[o];let{moved:r}=s.levers.find(i=>i.name===e);return n.length>0?[{...o,value:r,where:n}]:[]}
function Fs(e,t,n){let s="outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,differ\
ence,difference_error",o=n.known.outcomes.map((r,i)=>{let a=J(r,e[i],n.z95),c=J(r,t[i],n.z95),h=et(e[i],
t[i],n.z95),l=[e[i].length,...[a,c,h].flatMap(({mean:u,error:f})=>[u,f])];return[...[r.name,r.unit,r.
meaning].map(xi),...l].join(",")});return`${[s,...o].join(`\r
`)}\r
`}function xi(e){return`"${e.replaceAll('"','""')}"`}var $i=/\B(?=(\d{3})+$)/g;function O(e,t){return e.replace(/\{(\w+)\}/g,(n,s)=>s in t?String(t[s]):n)}
function Ws(e,t){let n=Math.abs(e).toFixed(100),s=n.indexOf(".")+1+t,o=/^50*$/.test(n.slice(s)),r=n.
slice(0,s).replace(/\.$/,""),i="02468".includes(r.at(-1)??""),a=o&&i?r:Math.abs(e).toFixed(t);return e<
0?`-${a}`:a}function U(e,t=3){if(e===0)return"0";let n=Number(Math.abs(e).toExponential().split("e")[1]),
s=t-1-n,o=10**Math.max(0,-s),r=Ws(e/o,Math.max(0,s));return o>1?String(Number(r)*o):r.includes(".")?
r.replace(/0+$/,"").replace(/\.$/,""):r}function Mt(e){return String(Math.trunc(e)).replace($i,",")}
function T(e,t){return`${Mt(e)} ${t}${e===1?"":"s"}`}function Ps(e){let t=100*e;return t===0||t===100?
`${t} %`:t<.01?"< 0.01 %":t>99.9?"> 99.9 %":`${Ws(t,t>=10&&t<=99?0:t>=1?1:2)} %`}var vi=864e5;function Hs(e,{outcomes:t,log:n},s){let o=Array.from(n.day,(r,i)=>ki(n,i,s));return{run:e,
outcomes:t,events:o}}function ki(e,t,n){let{why:s,known:o}=n,r=Object.fromEntries(Object.entries(e).
map(([a,c])=>[a,c[t]])),i=Object.fromEntries(["actor","target","second"].map(a=>[a,s.names[r[a]]]));
return{...r,...i,event:t,date:new Date(Date.parse(n.start)+r.day*vi).toISOString().slice(0,10),action:o.
actions[r.action].label,action_code:r.action,rule:s.rules[r.action],replayed:r.day<n.free,shock_kind:s.
shocks[r.shock_kind]??"",blamed:s.militias[r.blamed]??""}}function K(e,t){let n=Oi(e,t);e.actor&&(n=
O(t.event.acts,{...e,what:n})),e.target&&(n=O(e.second?t.event.on_two:t.event.on,{...e,what:n}));let o=t.
details.map(([i,a,c])=>[Math.trunc(e[i]),a,c]).filter(([i])=>i>0).map(([i,a,c])=>`${Mt(i)} ${i===1?a:
c}`);return t.blamed.includes(e.action_code)&&e.blamed!==""&&e.blamed!==e.actor&&o.push(O(t.event.blamed,
e)),o.length>0?O(t.event.with,{what:n,details:o.join(", ")}):n}function Oi(e,t){let n=t.instead.find(
([s,o])=>s===e.action_code&&(o===""||e[o]>0));return n?O(n[2],e):e.action}function Tt(e,t){let n=e.parent<
0?t.reason.uncaused:O(t.reason.caused,e),[s,o]=[U(e.p),U(e.u)];return O(t.reason[Si(e,t)],{cause:n,rule:e.
rule,p:s,u:o})}function Si(e,t){return e.forced===t.forced.history?"history":e.forced===t.forced.lever?
"lever":e.p>=1?"follows":e.replayed?"drawn_in_past":"drawn"}function Ye(e,t){if(t.quiet.includes(e.action_code)&&
e.forced===t.forced.free)return!1;let n=t.dead.reduce((o,r)=>o+e[r],0);return!(t.harmless.includes(e.
action_code)&&n===0)||e.forced===t.forced.history}function mt({events:e},t,n){let s=e.map(o=>n||Ye(o,
t));for(let o=e.length-1;o>=0;o--)s[o]&&e[o].parent>=0&&(s[e[o].parent]=!0);return e.filter((o,r)=>s[r]).
map(o=>({event:o.event,date:o.date,depth:Math.min(t.most_indented,o.depth),what:K(o,t),why:Tt(o,t)}))}
function oe({run:e,outcomes:t,events:n},s){let{story:o}=s.why,r=c=>O(o.counted,{attacks:T(t[`n_rocke\
t_attacks${c}`],"rocket attack"),dead:T(t[`us_killed${c}`],"American")}),a=n.some(c=>c.replayed)?O(o.
before,{counted:r(s.known.counters.before)}):"";return O(o.head,{run:e,peak_rung:t.peak_rung,counted:r(
""),before:a})}function re({outcomes:e},t){let{outcome:n,sentence:s,place:o}=t.war;return e[n]?s.replace(
o,t.why.story.this_run):""}function Q(e,t){let n=t.why.deadlier.find(([s,o])=>s.includes(e.action_code)&&o.some(r=>e[r]>0));return n?
n[2]:t.known.actions[e.action_code].rung}function Ei(e,t){let n=[];for(let s=t;s>=0;s=e[s].parent)n.
unshift(s);return n}function Ai(e,t){let n=e.map(o=>o.replayed?0:Q(o,t)),s=Math.max(0,...n);return s===
0?-1:n.indexOf(s)}function Mi(e,t,n){return t.filter(o=>e[o].forced===n.forced.free&&e[o].p<1).reduce(
(o,r)=>o<0||e[r].p<e[o].p?r:o,-1)}function Ti(e,t,[n,s]){return e.length<=n+s?e:e.filter((o,r)=>r<n||
r>=e.length-s||o===t)}function ie({events:e},t){let{why:n}=t,s=Ai(e,t);if(s<0)return{head:O(n.worst.
none,t),links:[],luckiest:-1,luck:"",rows:[]};let o=Ei(e,s),r=Mi(e,o,n),i=Ti(o,r,n.ends),a=i.map((c,h)=>{
let l=o.indexOf(c)-(h>0?o.indexOf(i[h-1]):-1)-1,u=l>0?O(n.way.between,{links:T(l,"link")}):"",{date:f}=e[c];
return{event:c,between:u,date:f,what:K(e[c],n),why:Tt(e[c],n)}});return{...Li(e,o,r,t),links:o,luckiest:r,
rows:a}}function Li(e,t,n,s){let{why:o,known:r}=s,i=e[t[t.length-1]],a=i.action_code===o.war[1]?o.way:
{...o.way,...o.worst},c=O(a.head,{day:i.date,links:T(t.length,"link"),rung:`${Q(i,s)}, ${r.rungs[Q(i,
s)]}`}),h=n<0?"":Ps(e[n].p),l=n<0?o.way.no_luck:O(a.luck,{event:n,chance:h});return{head:c,luck:l}}var _i=1e-12;function Gs(e,t,n){let s=[e,t].map(({events:h})=>h.map(l=>JSON.stringify(n.what.map(u=>l[u])))),
o=Math.min(s[0].length,s[1].length),r=0;for(;r<o&&s[0][r]===s[1][r];)r++;let i=h=>Math.abs(e.events[h].
p-t.events[h].p)>_i,a=Array.from({length:r},(h,l)=>l).findIndex(i),c=Object.keys(n.compared).filter(
h=>e.outcomes[h]!==t.outcomes[h]);return{shared:r,leaning:a,sides:[Us(e.events,s[0],s[1],r),Us(t.events,
s[1],s[0],r)],outcomes:c.map(h=>[h,e.outcomes[h],t.outcomes[h]])}}function Us(e,t,n,s){let o=new Map;
for(let c of n.slice(s))o.set(c,(o.get(c)??0)+1);let r=[];for(let c=s;c<t.length;c++){let h=o.get(t[c])??
0;h>0?o.set(t[c],h-1):r.push(c)}let i=r[0]===s?s:-1,a=Ii(e,i);return{first:i,alone:r,follow:r.filter(
c=>a.has(c))}}function Ii(e,t){let n=new Set(t<0?[]:[t]);for(let s=t+1;t>=0&&s<e.length;s++)n.has(e[s].
parent)&&n.add(s);return n.delete(t),n}function qs({shared:e,sides:t},n,s){return t.every(o=>o.alone.
length===0)?O(s.parting.same,{run:n,events:T(e,"event")}):O(s.parting.part,{run:n,events:T(e,"shared\
 event")})}function Vs(e,t,n,s){let{events:o}=e[n],{first:r}=t[n];if(r>=0){let h=o[r],l={date:h.date,
what:K(h,s),why:Tt(h,s)};return O(s.parting.first,l)}let i=t[1-n].first,a=i<0?void 0:Ci(o,e[1-n].events[i])?.
date,c=a===void 0?"":O(s.parting.until,{date:a});return O(s.parting.nothing,{until:c,missed:""})}function Ci(e,t){
let n=s=>["action","actor","target"].every(o=>s[o]===t[o]);return e.slice(t.event).find(n)}function Ks({
leaning:e},t,n){if(e<0)return"";let[s,o]=t.map(({events:i})=>U(i[e].p)),r=t[0].events[e];return O(n.
parting.leaning,{date:r.date,what:K(r,n),p:s,q:o})}function Ys({first:e,alone:t,follow:n},s){if(t.length===
0)return s.parting.none_alone;let o=n.length,r=e<0?"":O(s.parting.caused,{n:o,follow:o===1?"follows":
"follow"});return O(s.parting.alone,{events:T(t.length,"event"),caused:r})}var G=["as set","unchanged"],Di="peak_rung";function Ni(e,t){let n=e.reduce((o,r)=>Math.max(o,r),0);
if(n===0)return-1;let s=e.subarray(t+1).indexOf(n);return s>=0?t+1+s:e.indexOf(n)}var ae=class{constructor(t,n,s,o){
this.page=t,this.stores=n,this.open=s,this.refuse=o;let r=t.runs-1,i={type:"number",id:"why-run",min:0,
max:r,step:1,value:0,required:""};this.number=d("input",i),this.choice=zs("why-side",G.map((c,h)=>[String(
h),c])),this.wanted=zs("why-wanted",Ri(t));let a=d("button",{type:"button"},"Next such future");a.addEventListener(
"click",()=>this.next()),this.made=d("form",{class:"choose","aria-label":"Choose a future"},ze("why-\
run",`Future number (0 to ${r.toLocaleString("en-GB")})`,this.number),ze("why-side","side",this.choice,
d("button",{type:"submit"},"Tell it")),ze("why-wanted","or one with",this.wanted,a)),this.made.addEventListener(
"submit",c=>{c.preventDefault(),this.open(Number(this.number.value),this.side)})}get side(){return Number(
this.choice.value)}show(t,n){this.number.value=String(t),this.choice.value=String(n)}next(){let{outcomes:t}=this.
page.known,n=t.findIndex(r=>r.name===this.wanted.value),s=this.stores()[this.side],o=Ni(s.columns[n].
subarray(0,s.have),Number(this.number.value));o>=0?this.open(o,this.side):this.refuse(`None of ${T(s.
have,"future")} ${G[this.side]}.`)}};function Ri(e){let n=e.known.outcomes.filter(o=>o.kind==="flag").
map(o=>o.name),s=Object.entries(e.why.compared).filter(([o])=>n.includes(o));return[[Di,"The highest\
 rung seen"],...s]}function zs(e,t){let n=t.map(([s,o])=>d("option",{value:s},o));return d("select",
{id:e},...n)}function ze(e,t,...n){return d("span",{class:"buttons"},d("label",{for:e},t),...n)}function Zs(e,t,n){let s=d("h4",{},"Where it parts from its twin");if(e.length===1)return[s,d("p",{class:"\
note"},"Nothing is set, so this future and its twin are one. Move a lever, and tell it anew.")];let{
why:o}=n,r=Gs(e[0],e[1],o),i=r.sides.every(h=>h.alone.length===0),a=Ks(r,e,o),c=[s,d("p",{},qs(r,t,o))];
return a!==""&&c.push(d("p",{},a)),i||c.push(...G.map((h,l)=>ji(e,r,l,o))),r.outcomes.length>0?c.push(
Bi(r,n)):c.push(d("p",{class:"note"},"Both end alike in every headline outcome.")),c}function ji(e,{
sides:t},n,s){let o=new Set(t[n].alone),r=mt(e[n],s,!1).filter(({event:f})=>o.has(f)),i=r.slice(0,s.
most).map(({event:f,date:m,what:p,why:g})=>{let b=t[n].follow.includes(f)?" follows":"";return d("li",
{class:b.trim()},`${m} ${p}`,d("small",{},`#${f}: ${g}`))}),a=r.length-i.length;a>0&&i.push(d("li",{
class:"between"},`… and ${a} more that ${a===1?"matters":"matter"}`));let c=n===0?"mine":"twin",h=d(
"ol",{class:"way"},...i),l=d("summary",{},`Only ${G[n]}: ${Ys(t[n],s)}`),u=d("p",{class:c},d("b",{},
`${G[n]}: `),Vs(e,t,n,s));return i.length===0?d("div",{},u,d("p",{},l.textContent??"")):d("div",{},u,
d("details",{},l,h))}function Bi({outcomes:e},t){let n=i=>d("td",{},U(i,6)),s=e.map(([i,a,c])=>{let{
unit:h}=t.known.outcomes.find(u=>u.name===i),l=d("th",{scope:"row"},`${t.why.compared[i]} (${h})`);return d(
"tr",{},l,n(a),n(c))}),o=["",...G].map(i=>d("th",{scope:"col"},i)),r=d("caption",{},"Outcomes that d\
iffer");return d("table",{},r,d("thead",{},d("tr",{},...o)),d("tbody",{},...s))}var Js=5,Xs=" ".repeat(19);function Qs(e,t,n){let{why:s}=t,o=mt(e,s,n),r=e.events.length-o.length,i=o.
flatMap(h=>[`${`#${h.event}`.padStart(Js)}  ${h.date}  ${"  ".repeat(h.depth)}${h.what}`,`${Xs}${h.why}`]),
a=[r>0?O(s.story.left_out,{n:r}):"",re(e,t)];return`${[...Fi(e,t),oe(e,t),...i,...a.filter(h=>h!=="")].
join(`
`)}
`}function Fi(e,t){let[n]=t.why.war;if(!e.outcomes[n])return[];let s=ie(e,t),o=s.rows.flatMap(({event:r,
between:i,date:a,what:c,why:h})=>{let l=r===s.luckiest?t.why.way.luckiest:"",u=[`${`#${r}`.padStart(
Js)}  ${a}  ${c}`,`${Xs}${h}${l}`];return i===""?u:[i,...u]});return[s.head,...o,s.luck]}var Wi=34,Pi=["us_killed","partner_killed","iraqi_killed","fighters_killed","iranian_killed"],Hi=50,
Ui=2,to=8,Gi=6.1,Ze=12;function Je(e){return Pi.reduce((t,n)=>t+e[n],0)}function Xe(e,t){let n=Q(e,t);
return n>=Ui?n+Math.min(.9,Je(e)/Hi):t.why.weights[e.action_code]??0}function eo(e,t,n,s){if(s)return e.
map(a=>a.event);let o=e.filter(a=>Ye(a,n.why)).map(a=>a.event),r=new Map(o.map(a=>[a,Xe(e[a],n)])),i=o.
slice().sort((a,c)=>(r.get(c)??0)-(r.get(a)??0)||a-c);return[...new Set([...t,...i.slice(0,Wi)])].sort(
(a,c)=>a-c)}function no(e,t,n){let s=e[t].parent;for(;s>=0&&!n.has(s);)s=e[s].parent;return{cause:s,
isNext:s===e[t].parent}}function so(e,t){let{lanes:n,titles:s}=t.why,o=[...new Set(e.map(h=>h.actor))],
r=h=>o.filter(l=>qi(l,t)===h),i=n.flatMap(([h,l,u])=>{let f=l.filter(p=>o.includes(p)),m=u?r(h).map(
p=>({title:s[p]??p,actors:[p]})):[];return f.length>0?[...m,{title:h,actors:f}]:m}),a=i.flatMap(h=>h.
actors),c=o.filter(h=>!a.includes(h));return[...i,...c.map(h=>({title:s[h]??h,actors:[h]}))]}function qi(e,t){
let{lanes:n,militias:s,names:o}=t.why;if(s.includes(e))return n.find(([,a])=>a.includes("militias"))[0];
let r=t.known.actors.blocks.forces;return Object.entries(o).some(([a,c])=>c===e&&Number(a)>=r)?n.find(
([,a])=>a.includes("forces"))[0]:""}function oo(e,t){let n=new Map;for(let s of e){let o=`${s.row} ${s.
x}`;n.set(o,[...n.get(o)??[],s])}for(let s of n.values()){let o=Math.min(s[0].x,t-(s.length-1)/2*to);
s.forEach((r,i)=>{r.x=o+(i-(s.length-1)/2)*to})}}function ro(e,t,{left:n,right:s}){let o=t.map(({x:r,
y:i})=>({x:r-5,y:i-5,width:10,height:10}));return e.flatMap(({node:r,text:i})=>{let a=i.length*Gi,c=[
r.x-4,r.x-a+4,r.x-a/2],l=[-9-Ze,7].flatMap(u=>c.map(f=>({x:f,y:r.y+u,width:a,height:Ze}))).find(u=>u.
x>=n&&u.x+a<=s&&!o.some(f=>Vi(u,f)));return l?(o.push(l),[{node:r,text:i,x:l.x,y:l.y+Ze-3}]):[]})}function Vi(e,t){
return e.x<t.x+t.width&&t.x<e.x+e.width&&e.y<t.y+t.height&&t.y<e.y+e.height}var pt=940,tt=142,Qe=14,tn=18,en=46,io=20,Ki=3,Yi=864e5,zi=12,Zi=22,Ji=12;function ao({run:e,events:t},{
links:n,luckiest:s},o,r){let i=eo(t,n,o,r),a=so(i.map(p=>t[p]),o),c=Xi(t,o),h=tn+a.length*en+io,l=Qi(
i.map(p=>t[p]),a,c,o),u=`Causal tree of future ${e}: ${i.length} of ${T(t.length,"event")}, ${n.length}\
 of them on the way to the highest rung. The lines below tell them one by one.`,f=[...ta(a,c,h,o),...sa(
t,l,n),...ra(l,n).map(p=>ia(p,t[p.event],n,o)),...aa(t,l,n,s,o)],m=A(pt,h,u,...f);return d("div",{class:"\
tree",tabindex:0,role:"group","aria-label":"Causal tree"},m)}function Xi(e,t){return e.some(s=>s.action_code===
t.why.war[1])?Math.min(t.days,Math.max(...e.map(s=>s.day))+Ki):t.days}function nn(e,t){return tt+e/Math.
max(1,t-1)*(pt-tt-Qe)}function Qi(e,t,n,s){let o=e.map(r=>{let i=t.findIndex(({actors:h})=>h.includes(
r.actor)),[a,c]=[nn(r.day,n),tn+(i+.5)*en];return{event:r.event,rung:Q(r,s),row:i,x:a,y:c}});return oo(
o,pt-Qe),o}function ta(e,t,n,s){let[o,r]=[n-io,pt-Qe],i=Math.min(s.free,t),a=e.flatMap(({title:c},h)=>{
let l=tn+(h+.5)*en,u=ea(c),f=u.map((m,p)=>w("text",{x:0,y:l+4+(p-(u.length-1)/2)*Ji,class:"lane"},m));
return[w("line",{class:"track",x1:tt,x2:r,y1:l,y2:l}),...f]});if(i>0){let c=nn(i,t)-tt;a.unshift(w("\
rect",{class:"past",x:tt,y:0,width:c,height:o})),c>80&&a.push(w("text",{x:tt+4,y:12},"replayed past"))}
return[...a,...na(t,o,s)]}function ea(e){return e.split(" ").reduce((t,n)=>{let s=`${t.at(-1)??""} ${n}`.
trim();return s.length>Zi?[...t,n]:[...t.slice(0,-1),s]},[])}function na(e,t,n){let o=[...Array.from(
{length:e},(i,a)=>new Date(Date.parse(n.start)+a*Yi)).entries()].filter(([i,a])=>a.getUTCDate()===1||
i===0&&e<31),r=Math.ceil(o.length/zi);return o.filter((i,a)=>a%r===0).flatMap(([i,a])=>{let c=nn(i,e),
h=a.toLocaleString("en-GB",{month:"short",year:"2-digit",timeZone:"UTC"});return[w("line",{class:"mo\
nth",x1:c,x2:c,y1:0,y2:t+4}),w("text",{x:Math.min(c,pt-44),y:t+15},h)]})}function sa(e,t,n){let s=new Map(
t.map(i=>[i.event,i])),o=new Set(s.keys());return t.flatMap(i=>{let{cause:a,isNext:c}=no(e,i.event,o),
h=s.get(a);if(!h)return[];let l=n.includes(i.event);return[{onTheWay:l,line:w("path",{class:`link${l?
" way":""}${c?"":" over"}`,d:oa(h,i)})}]}).sort((i,a)=>Number(i.onTheWay)-Number(a.onTheWay)).map(({
line:i})=>i)}function oa(e,t){let n=(...o)=>o.map(r=>r.toFixed(1)).join(" ");if(e.row===t.row){let o=e.
y-Math.min(18,6+(t.x-e.x)/6);return`M${n(e.x,e.y)}Q${n((e.x+t.x)/2,o,t.x,t.y)}`}let s=Math.max(8,Math.
min(40,Math.abs(t.x-e.x)/2));return`M${n(e.x,e.y)}C${n(e.x+s,e.y,t.x-s,t.y,t.x,t.y)}`}function ra(e,t){
let n=({event:s})=>Number(t.includes(s));return e.slice().sort((s,o)=>n(s)-n(o)||s.rung-o.rung)}function ia({
event:e,rung:t,x:n,y:s},o,r,i){let a=3.5+t*.45,c=`node rung${t}${r.includes(e)?" way":""}`,h=w("titl\
e",{},`#${e}  ${o.date}  ${K(o,i.why)}`),l={class:c,"data-event":e};if(o.forced===i.why.forced.free)
return w("circle",{...l,cx:n,cy:s,r:a},h);let u={x:n-a,y:s-a,width:2*a,height:2*a};return w("rect",{
...l,...u},h)}function aa(e,t,n,s,o){let r=({event:a})=>(a===s?200:n.includes(a)?100:0)+Xe(e[a],o),i=t.
filter(a=>r(a)>0).sort((a,c)=>r(c)-r(a)).map(a=>({node:a,text:ca(e[a.event],a.event===s,o)}));return ro(
i,t,{left:tt,right:pt}).map(({node:a,text:c,x:h,y:l})=>{let u=n.includes(a.event)?"label way":"label";
return w("text",{class:u,x:h.toFixed(1),y:l.toFixed(1)},c)})}function ca(e,t,n){let s=Je(e),o=e.shock_kind||
n.known.actions[e.action_code].short;return`${t?"★ ":""}${o}${s>0?`, ${Mt(s)} dead`:""}`}var la=.5,ha=.8,ce=class{constructor(t,n,s,o,r){this.page=n,this.look=s,this.stores=o,this.save=r,this.
asked=0,this.everything=!1,this.shown=null,this.back=null,this.failure=d("p",{class:"bad",role:"aler\
t"}),this.stale=d("p",{class:"note",role:"status"}),this.body=d("div",{class:"told card",role:"regio\
n","aria-labelledby":"why-title",hidden:""}),this.body.addEventListener("keydown",a=>{a.key==="Escap\
e"&&this.close()});let i=d("p",{class:"note"},"Choose a dot above, or a number: the page replays tha\
t future and tells what happened, what caused it, and by what luck. One future is an example of how \
things hang together, not a forecast.");this.form=new ae(n,o,(a,c)=>this.open(a,c,null),a=>this.fail(
a)),t.append(d("h2",{id:"why-head"},"Why: one future told"),i,this.form.made),t.append(this.failure,
this.stale,this.body)}async open(t,n,s){let o=++this.asked,r=this.stores(),i=[...new Set(r)];try{let a=i.
map(({world:l,plan:u,days:f})=>this.look({kind:"replay",run:t,world:l,plan:u,days:f})),c=await Promise.
all(a);if(o!==this.asked)return;this.page=r[0].page;let h=c.map(l=>Hs(t,l,this.page));this.shown={stories:h,
side:Math.min(n,h.length-1),run:t,stores:r},this.back=s,this.everything=!1,this.failure.textContent=
"",this.form.show(t,n),this.draw(),this.check(),this.goTo("why-title")}catch(a){if(o!==this.asked)return;
let c=a instanceof Error?a.message:String(a);this.fail(`Future ${t} cannot be told: ${c}.`)}}fail(t){
this.failure.textContent=`${t}${this.shown?" Below stands the last one told.":""}`}check(){let t=this.
shown!==null&&this.stores().some((n,s)=>n!==this.shown?.stores[s]);this.stale.textContent=t?"What is\
 set has changed since this future was told. “Tell it” tells it anew.":""}close(){this.body.setAttribute(
"hidden",""),this.shown=null,this.stale.textContent="",(this.back===null||!Wt(this.back))&&this.form.
number.focus()}goTo(t){let n=this.body.querySelector(`#${t}`);n.scrollIntoView({block:"start"}),n.focus(
{preventScroll:!0})}draw(){if(this.shown===null)return;let{stories:t,side:n,run:s}=this.shown,o=t[n],
{page:r}=this,i=t.length>1?G[n]:"nothing set",a=d("h3",{id:"why-title",tabindex:-1},`Future ${s}, ${i}`),
c=ie(o,r);this.body.replaceChildren(d("div",{class:"title"},a,this.buttons(o)),d("p",{},oe(o,r)),d("\
p",{class:"note"},re(o,r)),...da(c,o,r),this.picture(o,c),this.lines(o),...Zs(t,s,r)),this.body.removeAttribute(
"hidden"),ua(this.body)}buttons(t){let n=d("button",{type:"button"},"Download as text");n.addEventListener(
"click",()=>{this.save(`future_${t.run}.txt`,"text/plain",Qs(t,this.page,this.everything))});let s=d(
"button",{type:"button"},"Close");return s.addEventListener("click",()=>this.close()),d("span",{class:"\
buttons"},n,s)}picture(t,n){let s=ao(t,n,this.page,this.everything);s.addEventListener("click",i=>{let a=i.
target.closest("[data-event]");a&&this.unfold(Number(a.getAttribute("data-event")))});let o=d("p",{class:"\
note"},"Bold: the way to the highest rung; ★ its luckiest draw. Circles were drawn by chance or foll\
ow by themselves, squares are coded history or ordered. A broken link leaves out events between. Col\
ours are rungs; a click on a node unfolds its line below."),r=d("h4",{},"Who caused what");return d(
"section",{},r,this.toggle(t),s,jt(this.page.known.rungs),o)}toggle(t){let n=d("input",{type:"checkb\
ox",id:"why-all"});n.checked=this.everything,n.addEventListener("change",()=>{this.everything=n.checked,
this.draw(),this.body.querySelector("#why-all").focus({preventScroll:!0})});let s=`show everything (${T(
t.events.length,"event")})`;return d("p",{},n,d("label",{for:"why-all"},` ${s}`))}lines(t){let n=mt(
t,this.page.why,this.everything),s=n.map(({event:c,date:h,depth:l,what:u,why:f})=>{let m=d("time",{datetime:h},
h),p=d("summary",{},m,` ${u}`),g=d("details",{"data-line":c},p,d("p",{class:"note"},`#${c}: ${f}`));
return d("li",{class:`deep${l}`},g)}),o=t.events.length-n.length,r=o>0?`${T(o,"harmless or idle even\
t")} left out; “show everything” has them.`:"",i=d("ol",{class:"story"},...s),a=d("h4",{},"Its s\
tory, each line under its cause");return d("section",{},a,i,d("p",{class:"note"},r))}unfold(t){let n=()=>this.
body.querySelector(`[data-line="${t}"]`);n()||(this.everything=!0,this.draw());let s=n();s.setAttribute(
"open","");let o=s.querySelector("summary");o.scrollIntoView({block:"center"}),o.focus({preventScroll:!0})}};
function ua(e){let t=e.querySelector(".tree"),n=Array.from(t.querySelectorAll(".node.way")).at(-1);if(!n)
return;let[s,o]=[t,n].map(r=>r.getBoundingClientRect());t.scrollLeft+=o.right-(s.left+s.width*ha)}function da(e,{
events:t},n){let s=e.rows.flatMap(({event:c,between:h,date:l,what:u,why:f})=>{let m=c===e.luckiest?[
d("b",{}," ★ luckiest draw")]:[],p=d("li",{},`${l} ${u}`,...m,d("small",{},`#${c}: ${f}`));return h===
""?[p]:[d("li",{class:"between"},h.trim()),p]}),o=e.luckiest<0?1:t[e.luckiest].p,r=o<la?` (1 in ${U(
1/o,2)})`:"",a=[d("h4",{},e.links.length>0?"How it came to the worst":"Quiet"),d("p",{},e.head)];return s.
length>0&&a.push(d("ol",{class:"way"},...s)),e.luck!==""&&a.push(d("p",{class:"luck"},e.luck.replace(
" that day.",`${r} that day.`))),a}var fa=100,lo=500,ma=[lo,1e3,2500,5e3];function x(e){return document.getElementById(e)}function co(e){
x(e).scrollIntoView(),x(e).focus({preventScroll:!0})}var sn=class{constructor(t,n){let{page:s,parts:o}=t.
base;this.cases=t,this.page=s,this.setting=vt(),this.view=I(this.setting,s),this.twinLink="",this.controls=
new Map,this.drawn=0,this.timer=0,this.moved=this.begun=0,this.dragging=this.passed=!1,this.pictures=
new zt;let r=x("script").textContent??"";this.futures=new qt(s,{module:n,page:s,parts:o},r,()=>this.
progress(),a=>this.fail(a)),this.twin=this.mine=this.store(de(this.setting,s));let i=a=>this.futures.
look(a);this.why=new ce(x("why"),s,i,()=>[this.mine,this.twin],le),this.closer=[new Qt(s,i,x("map")),
new se(s,i,x("play"))]}store(t){let{page:n,parts:s}=this.cases.of(V(t,this.page)),[o,r]=[Jn(s.world,
t,n),Xn(s.plan,t,n)];return new Ht(I(t,n),o,r)}begin(){let t=n=>this.change({...vt(),...this.caseSet(
n)},!1);this.showCase=qn(this.cases,x("cases"),t),this.page=this.cases.named("").page,this.readLink(),
clearTimeout(this.timer),this.simulate(!1),this.buildControls(),this.showSetting(),addEventListener(
"hashchange",()=>this.readLink()),x("reset").addEventListener("click",()=>this.change({...vt(),...this.
caseSet(this.page.case)},!1)),x("to-levers").addEventListener("click",()=>co("settings")),x("to-pict\
ures").addEventListener("click",()=>co("pictures")),x("scenario").addEventListener("click",()=>this.
saveScenario()),x("table").addEventListener("click",()=>this.saveTable()),x("extended").addEventListener(
"click",()=>this.saveExtended())}caseSet(t){return t===V({},this.page)?{}:{case:t}}showCase(t){}turnTo(t){
if(t!==this.page&&(this.page=t,this.panels.length!==0)){this.controls.clear();for(let n of["levers",
"hypotheses","branch","interventions","parameters","sources","ladder-key"])x(n).replaceChildren();this.
buildControls()}}buildControls(){let{page:t}=this;for(let[r,i]of Object.entries(t.groups)){let c=t.levers.
filter(l=>l.name.split(".")[0]===r).filter(l=>l.table==="world"||t.places[l.table].length>0);if(c.length===
0)continue;let h=c.map(l=>this.keep(l.name,es(l,t,(u,f,m)=>this.setLever(u,f,m))));x("levers").append(
d("details",{},d("summary",{},`${i} (${h.length})`),...h))}let n=t.hypotheses.map(r=>this.keep(r.name,
ns(r,(i,a)=>this.setVariant(i,a))));x("hypotheses").append(...n);let s=(r,i)=>this.change({...this.setting,
...r},i);this.panels=[Rn,gs,Ts].map(r=>r(t,x,s));let o=Object.entries(t.sources).map(([r,i])=>d("li",
{},`${r}: ${i}`));x("sources").append(...o),x("ladder-key").append(jt(t.known.rungs))}panels=[];keep(t,n){
return this.controls.set(t,n),n.made}setLever(t,n,s){let o={...this.setting.levers};n===null?delete o[t]:
o[t]=n,this.change({...this.setting,levers:o},s)}setVariant(t,n){let s={...this.setting.hypotheses,[t]:n};
n===this.page.hypotheses.find(o=>o.name===t).chosen&&delete s[t],this.change({...this.setting,hypotheses:s},
!1)}readLink(){let t=location.hash.slice(1);if(!(t===H(this.setting)&&this.futures.goal>0))try{this.
change(ts(t,this.cases.named(t).page),!1,!1),x("complaint").textContent=""}catch(n){if(!(n instanceof
D))throw n;this.futures.goal===0&&this.change(this.setting,!1,!1),x("complaint").textContent=`The li\
nk says ${n.message}. All of it is left aside.`}}change(t,n,s=!0){this.turnTo(this.cases.of(V(t,this.
page)).page);let o=Oe(t,this.page),r=H(t)===H(this.setting);o!==null?x("refused").textContent=`Not t\
aken: ${o}.`:r||(x("refused").textContent=""),o===null&&(this.setting=t),this.showSetting(),o===null&&
(this.moved=performance.now(),s&&(x("complaint").textContent=""),s&&!n&&history.replaceState(null,"",
`#${H(t)}`),clearTimeout(this.timer),this.passed=n&&this.inWork(),!this.passed&&(n?this.simulate(!0):
this.timer=setTimeout(()=>this.simulate(!1))))}showSetting(){let t=I(this.setting,this.page);this.showCase(
this.page.case);for(let[n,s]of this.controls)s.show(this.shown(n));for(let n of this.panels)n(this.setting,
t);x("extended").hidden=this.page.file_text===void 0,x("counted").textContent=t.counted,x("reset").toggleAttribute(
"disabled",ke(this.setting))}inWork(){return this.dragging&&this.drawn<this.futures.goal}shown(t){let n=this.
page.hypotheses.find(s=>s.name===t);return n?this.setting.hypotheses[t]??n.chosen:this.setting.levers[t]??
null}simulate(t){let n=de(this.setting,this.cases.base.page),[s,o]=[H(this.setting),H(n)];this.begun=
this.moved,this.dragging=t,this.passed=!1;try{let i=o===this.twinLink?this.twin:this.store(n),a=s===
this.link?this.mine:null,c=s===o?i:a??this.store(this.setting);[this.mine,this.twin,this.twinLink]=[
c,i,o]}catch(i){this.fail(i instanceof Error?i.message:String(i));return}if(s!==this.link){this.drawn=
0;for(let i of this.closer)i.hold()}this.link=s,this.view=I(this.setting,this.page),x("failure").textContent=
"";let r=t?Math.min(lo,this.view.runs):this.view.runs;this.futures.ask([...new Set([this.mine,this.twin])],
r),this.progress()}link;progress(){let t=Math.min(this.mine.have,this.twin.have),{runs:n}=this.view;
if(t>=n)for(let r of this.closer)r.show(this.mine,this.twin);let s=[...ma.filter(r=>r<n),n];this.everDrawn||
s.unshift(fa);let o=s.filter(r=>r<=t).at(-1)??0;o<=this.drawn||(this.drawn=o,this.everDrawn=!0,this.
draw(o),this.passed&&!this.inWork()&&this.simulate(!0))}everDrawn=!1;draw(t){let{page:n}=this,s=this.
mine!==this.twin,o=n.shown.map(l=>{let u=n.known.outcomes.findIndex(g=>g.name===l),[f,m]=[this.mine,
this.twin].map(g=>g.columns[u].subarray(0,t)),p={heading:n.headings[l],topic:n.topics[l]};return{outcome:{
...n.known.outcomes[u],...p},values:f,twins:m}}),r=o.map(({outcome:l,values:u,twins:f})=>()=>{let m=is(
l,u,f,n.z95,s);return ss(m,l,[u,f],(p,g,b)=>this.why.open(p,g,b)),m});x("as-set").replaceChildren(...s?
this.answer(o):[]);let i=os();this.pictures.draw(x("outcomes"),r),i!==null&&Wt(i),this.why.check(),this.
pictures.draw(x("sure"),[()=>js(n,this.view.runs,this.mine,t)]),this.drawDays(Math.min(t,1e3),s),x("\
war").textContent=this.war(t,s);let a=Math.round(performance.now()-this.begun),c=t===this.view.runs?
"":`, growing to ${this.view.runs.toLocaleString("en-GB")}`,h=ke(this.setting)?", nothing set":", no\
 more set than history and length";x("status").textContent=`${t.toLocaleString("en-GB")} futures${s?
", each beside its unchanged twin":h}${c}`,x("status").dataset.took=String(a),x("status").dataset.futures=
String(t)}answer(t){let[n,s,o]=["outcome","values","twins"].map(a=>t.map(c=>c[a])),r=hn(n,s,o,this.page).
map(a=>d("p",{},a)),i=Rs(this.setting,this.page).join("; ");return[...r,d("p",{class:"note"},`Set: ${i}\
.`)]}war(t,n){let s=this.page.known.outcomes.findIndex(a=>a.name===this.page.war.outcome),[o,r]=[this.
mine,this.twin].map(a=>100*N(a.columns[s].subarray(0,t)));if(o+r===0)return"";let i=`${y(o)} % of fu\
tures${n?` as set, ${y(r)} % unchanged,`:""}`;return this.page.war.sentence.replace(this.page.war.place,
i)}days=null;drawDays(t,n){let{view:s,mine:o,twin:r}=this;if(this.days?.store===o&&this.days.n===t)return;
this.days={store:o,n:t};let i=s.fans.map((h,l)=>{let u=s.known.series.find(f=>f.name===h);return()=>Hn(
s,u,o.daily[l],r.daily[l],t)}),a=s.fans.length,c=[()=>ye(s,n?"as set":"nothing set",o.daily[a],t)];n&&
c.push(()=>ye(s,"unchanged",r.daily[a],t)),this.pictures.draw(x("days"),[...i,...c]),x("days-runs").
textContent=`The first ${t.toLocaleString("en-GB")} futures.`}fail(t){x("failure").textContent=`The \
simulation stopped: ${t}. The pictures are the last good ones.`}saveScenario(){le("as_set.yaml","app\
lication/yaml",Bs(this.setting,this.page,I(this.setting,this.page).runs))}saveExtended(){le(this.page.
file,"application/yaml",this.page.file_text)}saveTable(){let t=this.drawn,[n,s]=[this.mine,this.twin].
map(o=>o.columns.map(r=>r.subarray(0,t)));t>0&&le("outcomes.csv","text/csv",Fs(n,s,this.page))}};function le(e,t,n){
let s=URL.createObjectURL(new Blob([n],{type:t}));d("a",{href:s,download:e}).click(),setTimeout(()=>URL.
revokeObjectURL(s),1e4)}async function pa(){try{let e=JSON.parse(x("told").textContent??"");if(e.no_simulation){
x("failure").textContent=`This page does not simulate: ${e.no_simulation}.`;return}document.body.classList.
add("live"),x("still").removeAttribute("open");let t=await Bn(x("block").textContent??"",e.parts),n=await WebAssembly.
compile(t.kernel);x("spread").textContent=e.spread,new sn(new Bt(e,t),n).begin()}catch(e){x("failure").
textContent=`This browser cannot simulate here: ${e instanceof Error?e.message:e}.`}}typeof document>
"u"?ds(self):pa();
