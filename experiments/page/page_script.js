// Bundled by `make page-script` from modules 0bf25116bb312265d333
var io="http://www.w3.org/2000/svg",nn=new Map;function d(e,t,...n){return sn(document.createElement(
e),t,n)}function w(e,t,...n){return sn(document.createElementNS(io,e),t,n)}function sn(e,t,n){for(let[
s,o]of Object.entries(t))e.setAttribute(s,String(o));return e.append(...n),e}function A(e,t,n,...s){
return w("svg",{viewBox:`0 0 ${e} ${t}`,role:"img","aria-label":n},...s)}function b(e){if(!Number.isFinite(
e))return"–";let t=Math.abs(e),n=t>=100||e===0?0:t>=10?1:2;return ce(e,n,0)}function G(e,t){let n=Math.
max(0,Math.min(6,1-Math.floor(Math.log10(t))));return`${ce(e,n,n)} ± ${ce(t,n,n)}`}function ce(e,t,n){
let s=`${t} ${n}`,o={maximumFractionDigits:t,minimumFractionDigits:n},r=nn.get(s)??new Intl.NumberFormat(
"en-GB",o);return nn.set(s,r),r.format(e).replace("-","−")}function j(e){return e.reduce((t,n)=>t+n,0)/e.length}function on(e,t){let n=e.length,s=j(e),o=e.reduce(
(r,i)=>r+(i-s)**2,0);return n>1?t*Math.sqrt(o/(n-1))/Math.sqrt(n):1/0}function ao(e,t,n){let s=n*n,o=(e+
s/(2*t))/(1+s/t),r=n/(1+s/t)*Math.sqrt(e*(1-e)/t+s/(4*t*t));return Math.max(e-(o-r),o+r-e)}function Z(e,t,n){
let s=j(t),o=e.kind==="flag";return{mean:s,error:o?ao(s,t.length,n):on(t,n)}}function tt(e,t,n){let s=e.
map((o,r)=>o-t[r]);return{mean:j(s),error:on(s,n)}}function rn(e,t){let n=e.slice().sort();return Array.
from({length:t},(s,o)=>pt(n,(o+.5)/t))}function pt(e,t){return e[Math.max(0,Math.ceil(t*e.length)-1)]}var le=3,he=100;function co(e,t,n,s){let{mean:o,error:r}=tt(t,n,s),i=Math.abs(o)>r,[a,c]=[-1,1].map(
h=>t.reduce((l,u,f)=>l+(Math.sign(u-n[f])===h?1:0),0));return{outcome:e,mean:o,error:r,clear:i,less:a,
more:c,mine:j(t),twin:j(n)}}function gt(e,t){return e.replace(/\{(\w+)\}/g,(n,s)=>t[s])}function lo({
outcome:e,mean:t,error:n,mine:s,twin:o},r){let i=e.kind==="flag",a=i?he:1,c=t>0?"+":"",h=n===0?b(t*a):
G(t*a,n*a);return gt(i?r.chance:r.amount,{topic:e.topic,mine:b(s*a),twin:b(o*a),by:`${c}${h}`,unit:e.
unit})}function ho({outcome:e,less:t,more:n},s,o){let r=i=>i>0&&2*he*i<s?"<1":String(Math.round(he*i/
s));return gt(e.kind==="flag"?o.flag_pairs:o.pairs,{topic:e.topic,less:r(t),more:r(n),same:r(s-t-n)})}
function an(e,t,n,s){let{words:o,z95:r}=s,i=e.map((u,f)=>co(u,t[f],n[f],r)),a=u=>+(u.outcome.name===
s.war.outcome),c=i.filter(u=>u.clear).sort((u,f)=>a(f)-a(u)),h=i.filter(u=>!u.clear).map(u=>u.outcome.
topic),l=[];if(c.length===0)l.push(o.nothing);else{let u=c.slice(0,le).map(f=>lo(f,o));l.push(gt(o.as_set,
{changes:u.join("; ")})),l.push(ho(c[0],t[0].length,o))}return c.length>le&&l.push(gt(o.also,{topics:c.
slice(le).map(u=>u.outcome.topic).join(", ")})),h.length>0&&l.push(gt(o.unmoved,{topics:h.join(", ")})),
l.push(o.limits),l}var cn=/^-?\d{1,10}(\.\d{1,9})?$/;function $(e){return String(Number(e.toFixed(9)))}function _(e,[t,
n],s){let o=Number(e);return cn.test(e)&&o>=t&&o<=n&&cn.test($(o))&&!(s&&!Number.isInteger(o))?Number(
$(o)):null}var hn="none",ln=500;function uo(e,t){let n=o=>o.own,s=o=>wt(o)===e.until;return t.stops.find(e.until===
void 0?n:s)}function wt(e){return e.until??hn}function C(e,t){let n=uo(e,t),s=e.days??t.days,o=s>t.days?
Math.floor(t.run_days/s/ln)*ln:t.runs,r=(n.moves??t.moves).filter(h=>h.day<s).map(h=>({...h,until:h.
until===t.longest?s:h.until})),{free:i,first_free:a,counted:c}=n;return{...t,stop:n,days:s,free:i,first_free:a,
counted:c,moves:r,runs:Math.min(t.runs,o)}}function ue({days:e,until:t},n){let o=n.stops.some(r=>wt(
r)===t&&!r.own)?t:void 0;return{levers:{},hypotheses:{},...n.cases&&n.first_case!==n.case?{case:n.case}:
{},...e===void 0?{}:{days:e},...o===void 0?{}:{until:o}}}function un(e,t){let n=e.slice(0);if(t.stop.
own)return n;let s=new BigInt64Array(n),{changed:o}=t.stop;for(let r=0;r<o.length;r+=2)s[Number(o[r])]=
o[r+1];return n}function dn(e,t,n,s){if(e==="days"){let r=_(t,[1,n.longest],!0);return r!==null&&r!==
n.days&&(s.days=r),r!==null}let o=n.stops.find(r=>wt(r)===t);return o&&!o.own&&(s.until=t),o!==void 0}
function fn({days:e,until:t}){let n=[];return e!==void 0&&n.push(["days",String(e)]),t!==void 0&&n.push(
["until",t]),n}function mn(e,t){let{days:n,stop:s}=C(e,t);return n<s.least?`${n} days, where the sce\
nario needs ${s.least} with ${fo(s)}`:null}function fo(e){return e.until===null?"no history":`its hi\
story up to ${e.until}`}function pn({days:e,until:t}){let n=[];return e!==void 0&&n.push(`days: ${e}`),
t!==void 0&&n.push(t===hn?"history: null":`history: {until: ${t}}`),n}function gn(e,t){let n=yn(e).flatMap(o=>mo(o,t)),s=e.filter(o=>o.condition!==null).reverse().flatMap(
o=>It(o,o.first,Dt(o,t),o.values,o.condition));return{dated:n,waiting:s}}function wn(e,t){for(let n of yn(
e)){let s=bn(n);for(let o=1;o<s.length;o++)if(s[o].first<=xn(s[o-1]))return[s[o-1],s[o]];for(let[o,r]of n.
entries()){if(r.condition===null)continue;let i=n.find((a,c)=>a.condition===null?wo(a,r,t):c<o&&yo(a,
r,t));if(i)return[i,r]}}return null}function yn(e){let t=new Map;for(let n of e){let s=`${n.lever.name}\
 ${n.row}`;t.set(s,[...t.get(s)??[],n])}return[...t.values()]}function bn(e){return e.filter(t=>t.condition===
null).sort((t,n)=>t.first-n.first)}function mo(e,t){let n=e[0].lever.neutral;return bn(e).flatMap(s=>{
let o=s.ramp>0?po(s,n,t):go(s,n,t);return s.last===null&&(n=s.values),o})}function po(e,t,n){return Array.
from({length:e.ramp},(o,r)=>r+1).filter(o=>e.first+o-1<n).flatMap(o=>{let r=e.values.map((i,a)=>t[a]+
(i-t[a])*o/e.ramp);return It(e,e.first+o-1,n,r,null)})}function go(e,t,n){let s=It(e,e.first,n,e.values,
null);return e.last!==null&&e.last+1<n?[...s,...It(e,Number(e.last)+1,n,t,null)]:s}function It({lever:e,
row:t},n,s,o,r){let[i,a,c]=r??[-1,0,0];return e.columns.map((h,l)=>({...{lever:e.name,past:!1,day:n,
until:s,table:e.number,row:t,column:h},value:o[l],counter:i,compare:a,threshold:c}))}function xn(e){
return e.last??e.first+Math.max(0,e.ramp-1)}function Dt(e,t){return e.last??t}function wo(e,t,n){return(e.
ramp>0||e.last!==null)&&t.first<=xn(e)+1&&e.first<=Dt(t,n)}function yo(e,t,n){return String(e.condition)===
String(t.condition)&&e.first<=Dt(t,n)&&t.first<=Dt(e,n)}var Sn=/^do([1-9]\d?)$/,En="~",Nt="*",An=["from","to","over","when","where"],bo=/^\d{4}-\d\d-\d\d$/,
Mn=864e5,$n=999999999;function yt(e,t){return t.levers.find(n=>n.name===e)}function de(e,t,n){if(e.kind!==
"choice")return Object.hasOwn(e.doses,t)?_(n,e.doses[t],e.whole):null;let s=e.choices.some(o=>o.word===
n);return t==="set"&&s?n:null}function xo(e,t,n){if(e.kind==="choice")return[e.choices.find(o=>o.word===
n).code];let s=Number(n);return e.kind==="number"?[s]:{set:[0,s],scale:[s,0],add:[1,s]}[t]??[]}function Tn(e,t,n,s){
let o=s.interventions??[];if(e!==`do${o.length+1}`)return`'${e}' before 'do${o.length+1}'`;let[r,i="",
...a]=t.split(En),c=yt(r,n);if(!c)return`'${r}' in ${e}, which is no lever`;let[h,...l]=i.split(Nt),
u=de(c,h,l.join(Nt));if(u===null)return`'${i}' for ${r} in ${e}`;let f={lever:r,dose:h,value:u};for(let m of a){
let p=m.indexOf(Nt),g=m.slice(0,p),k=An.includes(g)&&!Object.hasOwn(f,g)?fe(g,m.slice(p+1),c,n):null;
if(k===null)return`'${m}' for ${r} in ${e}`;f[g]=k}return s.interventions=[...o,f],null}function fe(e,t,n,s){
return e==="over"?_(t,[1,s.longest],!0):e==="when"?$o(t,s):e==="where"?ko(t,n,s):bo.test(t)&&!Number.
isNaN(Date.parse(t))&&new Date(t).toISOString().startsWith(t)?t:null}function $o(e,t){let[,n,s,o]=/^([a-z_]+)([<>=]+)(-?[\d.]+)$/.
exec(e)??[],{conditions:r,comparisons:i}=t.known,a=_(o??"",[-$n,$n],!1);return r.includes(n)&&i.includes(
s)&&a!==null?[n,s,a]:null}function ko(e,t,n){let s=e.split(","),o=(n.places[t.table]??[]).map(i=>i.id);
return s.every((i,a)=>o.includes(i)&&s.indexOf(i)===a)?o.filter(i=>s.includes(i)):null}function Ln({
interventions:e=[]}){return e.map((t,n)=>{let s=An.filter(r=>t[r]!==void 0).map(r=>[r,kn(t[r])]),o=[
[t.dose,kn(t.value)],...s].map(r=>r.join(Nt));return[`do${n+1}`,[t.lever,...o].join(En)]})}function kn(e){
return Array.isArray(e)&&typeof e[2]=="number"?e.slice(0,2).join("")+$(e[2]):typeof e=="number"?$(e):
String(e)}function me({levers:e,interventions:t=[]},n){return[...Object.entries(e).flatMap(([o,{dose:r,
value:i}])=>{let a=yt(o,n),c=Array.isArray(i);return vn({lever:o,dose:r,value:c?a.moved:i,where:c?i:
void 0},n)}),...t.flatMap(o=>vn(o,n))]}function vn(e,t){let n=yt(e.lever,t),s=e.from===void 0?t.free:
On(e.from,t),o=e.to===void 0?null:On(e.to,t),r=n.momentary&&e.when===void 0&&o===null,i=e.when===void 0?
null:Oo(e.when,t),a=xo(n,e.dose,e.value),c=r?s:o;return vo(n,e.where,t).map(h=>({lever:n,row:h,first:s,
last:c,ramp:e.over??0,values:a,condition:i}))}function vo(e,t,n){if(e.table==="world")return[0];let s=n.
places[e.table].map(o=>o.id);return(t??s).map(o=>s.indexOf(o)).sort((o,r)=>o-r)}function Oo([e,t,n],s){
let{conditions:o,comparisons:r}=s.known;return[o.indexOf(e),r.indexOf(t),n]}function On(e,t){return(Date.
parse(e)-Date.parse(t.start))/Mn}function et(e,t){return new Date(Date.parse(t.start)+e*Mn).toISOString().
slice(0,10)}function _n(e,t){let n=C(e,t);for(let i of e.interventions??[]){let a=So(i,yt(i.lever,t),
n);if(a!==null)return a}let s=wn(me(e,n),n.days);if(s===null)return null;let[o,r]=s.map(i=>et(i.first,
n));return`'${s[0].lever.name}' moved twice for one day, from ${o} and from ${r}`}function So(e,t,n){
let s=et(n.days-1,n),o=[e.from,e.to].find(h=>h!==void 0&&(h<n.first_free||h>s)),{from:r=n.first_free,
to:i,over:a,when:c}=e;return o?`'${o}' for ${t.name}, where a date from ${n.first_free} to ${s} may \
stand`:i!==void 0&&i<r?`'${i}' for ${t.name}, which is before ${r}`:t.table==="site"&&e.where===void 0?
`no site for ${t.name}`:t.table==="world"&&e.where!==void 0?`a place for ${t.name}, which has none`:
t.at_once&&(i??a)!==void 0&&c===void 0?`an end or a ramp for ${t.name}, which acts on one day`:a===void 0?
null:i!==void 0||c!==void 0?`a ramp for ${t.name} beside an end or a condition`:pe(t)&&a<=n.days?null:
`a ramp of ${a} days for ${t.name}`}function pe(e){let t=e.kind==="number"&&e.neutral[0]!==0;return e.
kind!=="choice"&&!e.momentary&&!e.whole&&!t}function Cn(e,t){let n=yt(e.lever,t),s=[`lever: ${e.lever}`,
`${e.dose}: ${Eo(e.value)}`];for(let o of["from","to","over"])e[o]!==void 0&&s.push(`${o}: ${e[o]}`);
return e.when&&s.push(`when: "${e.when[0]} ${e.when[1]} ${$(e.when[2])}"`),e.where&&s.push(`${n.table}\
s: [${e.where.join(", ")}]`),`{${s.join(", ")}}`}function Eo(e){return typeof e=="string"?`"${e}"`:$(
e)}function q(e){let t={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"};return new Date(e).toLocaleDateString(
"en-GB",t)}function In(e,t,n){let s=e.stops.length>1?Ao(e,n):null,o=To(e,n);return t("branch").append(
...s?[s.made]:[],o.made),(r,i)=>{s?.show(r,i),o.show(r,i)}}function Dn(e,t,n){let s=d("small",{id:`${e}\
-said`});for(let r of n)r.setAttribute("aria-describedby",`${e}-said`);return{made:d("div",{class:"l\
ever"},d("label",{for:e},t),...n,s),said:s}}function Ao(e,t){let s={type:"range",id:"branch-date",min:0,
max:e.stops.length-1,step:1},o=d("input",s),{made:r,said:i}=Dn("branch-date","The coded history ends\
, the model goes on",[o]),a=l=>{let u=e.stops[Number(o.value)];t({until:u.own?void 0:wt(u)},l)};o.addEventListener(
"input",()=>a(!0)),o.addEventListener("change",()=>a(!1));let c=e.stops.find(l=>l.own);return{made:r,
show:(l,{stop:u,first_free:f})=>{o.value=String(e.stops.findIndex(y=>y.until===u.until));let m=u.acts===
1?"1 coded act":`${u.acts} coded acts`,p=u.until===null?"No history is replayed":`Replayed up to ${q(
u.until)} (${m})`,g=u.own?"":` The scenario file ${Mo(c)}; the unchanged twin moves along.`;o.setAttribute(
"aria-valuetext",`${p}, free from ${q(f)}`),i.textContent=`${p}, free from ${q(f)}. Stops are the da\
ys of coded acts and the days before them.${g}`,r.classList.toggle("set",!u.own)}}}function Mo(e){return e.
until===null?"replays no history":`replays it up to ${q(e.until)}`}function To(e,t){let n={min:1,max:e.
longest,step:1},s=d("input",{type:"range",id:"length",...n}),r=d("input",{...{type:"number","aria-la\
bel":"Length in days: the number"},...n}),{made:i,said:a}=Dn("length","Length in days",[r,s]),c=(l,u)=>{
let f=_(l.value,[1,e.longest],!0);r.setCustomValidity(f===null?`a whole number from 1 to ${e.longest}`:
""),f===null?r.reportValidity():t({days:f===e.days?void 0:f},u)};return s.addEventListener("input",()=>c(
s,!0)),s.addEventListener("change",()=>c(s,!1)),r.addEventListener("change",()=>c(r,!1)),{made:i,show:({
days:l},u)=>{let{days:f,free:m,runs:p}=u;s.min=r.min=String(u.stop.least),s.value=r.value=String(f);
let g=p<e.runs?` So many days leave room for ${p.toLocaleString("en-GB")} futures instead of ${e.runs.
toLocaleString("en-GB")}.`:"",y=l===void 0?"":" The unchanged twin is as long.",k=m>0?`${m} replayed\
 and ${f-m} free`:"all free";a.textContent=`To ${q(et(f-1,e))}: ${k}.${y}${g}`,i.classList.toggle("s\
et",l!==void 0)}}}function bt(e){let t=e.trim(),{fromBase64:n}=Uint8Array;if(n)return n.call(Uint8Array,t);let s=atob(
t),o=new Uint8Array(s.length);for(let r=0;r<o.length;r++)o[r]=s.charCodeAt(r);return o}async function Nn(e,t){
let n=new Blob([bt(e)]).stream().pipeThrough(new DecompressionStream("gzip")),s=await new Response(n).
arrayBuffer(),o=Object.entries(t).map(([r,[i,a]])=>[r,s.slice(i,i+a)]);return Object.fromEntries(o)}
function Rn(e,t){let n=new Uint8Array(e),s=new Uint8Array(n.length),o=n.length/t;for(let r=0;r<t;r++)
for(let i=0;i<o;i++)s[i*t+r]=n[r*o+i];return s.buffer}var W=460,N=170,V=40,nt=22,xt=8,Lo=120,_o=[.05,.25,.5,.75,.95],jn=864e5,Co=new Intl.DateTimeFormat("\
en-GB",{month:"short",year:"2-digit",timeZone:"UTC"}),Bn=new WeakMap;function R(e,t){return new Date(
Date.parse(`${e.start}T00:00:00Z`)+t*jn).toLocaleDateString("en-GB",{day:"numeric",month:"short",year:"\
numeric",timeZone:"UTC"})}function ge(e){let t=Math.ceil(e/Lo),n=Array.from({length:Math.ceil(e/t)},
(s,o)=>o*t);return n.at(-1)===e-1?n:[...n,e-1]}function Io(e,t,n,s){let o=new Float32Array(n);for(let r=0;r<
n;r++)o[r]=e[r*s+t];return o.sort()}function Do(e,t,n){let s=Bn.get(e);if(s?.runs===t)return s.rows;
let o=ge(n).map(r=>{let i=Io(e,r,t,n);return _o.map(a=>pt(i,a))});return Bn.set(e,{runs:t,rows:o}),o}
function I(e,t){return V+e/Math.max(1,t.days-1)*(W-V-6)}function L(e){return xt+(1-e)*(N-xt-nt)}function st(e){
return e.map(([t,n])=>`${t.toFixed(1)},${n.toFixed(1)}`).join(" ")}function ot(e,t){let n=[];if(e.free>
0){let a=I(e.free,e)-V;n.push(w("rect",{class:"past",x:V,y:xt,width:a,height:N-xt-nt})),a>70&&n.push(
w("text",{x:V+4,y:xt+12},"replayed past"))}let s=Date.parse(`${e.start}T00:00:00Z`),r=Array.from({length:e.
days},(a,c)=>[c,new Date(s+c*jn)]).filter(([,a])=>a.getUTCDate()===1),i=Math.ceil(r.length/7);return r.
forEach(([a,c],h)=>{if(h%i>0)return;let l=Co.format(c),u=I(Number(a),e);n.push(w("line",{class:"tick",
x1:u,x2:u,y1:N-nt,y2:N-nt+4})),n.push(w("text",{x:Math.min(u,W-20),y:N-5,"text-anchor":"middle"},l))}),
n.push(w("line",{class:"tick",x1:V,x2:W-6,y1:N-nt,y2:N-nt})),n.push(w("text",{x:V-4,y:L(0)+3,"text-a\
nchor":"end"},t[0])),n.push(w("text",{x:V-4,y:L(1)+9,"text-anchor":"end"},t[1])),n}function Fn(e,t,n,s,o){
let r=ge(e.days),i=[n,s].map(g=>Do(g,o,e.days)),a=Math.max(...i.flat(2)),c=Math.min(0,...i.flat(2)),
h=(g,y)=>g.map((k,S)=>[I(r[S],e),L((k[y]-c)/(a-c||1))]),l=(g,y,k)=>w("polygon",{class:k,points:st([...h(
i[0],g),...h(i[0],y).reverse()])}),u=[l(0,4,"band wide"),l(1,3,"band"),...[0,2,4].map(g=>w("polyline",
{class:g===2?"twin middle":"twin edge",points:st(h(i[1],g))})),w("polyline",{class:"mine middle",points:st(
h(i[0],2))})],[f,m]=i.map(g=>g.at(-1)?.[2]??0),p=`${t.meaning} by day: median on the last day ${b(f)}\
 ${t.unit} as set, ${b(m)} unchanged`;return d("figure",{},d("figcaption",{},`${t.meaning} (${t.unit}\
)`),A(W,N,p,...ot(e,[b(c),b(a)]),...u))}function we(e,t,n,s){let o=ge(e.days),{rungs:r}=e.known,i=o.
map(f=>{let m=new Array(r.length+1).fill(0);for(let p=0;p<s;p++)m[n[p*e.days+f]]+=1;for(let p=r.length-
1;p>=0;p--)m[p]+=m[p+1];return m.map(p=>p/s)}),a=f=>i.map((m,p)=>[I(o[p],e),L(m[f])]),c=r.slice(1).map(
(f,m)=>w("polygon",{class:`rung rung${m+1}`,points:st([...a(m+1),...a(m+2).reverse()])})),h=i.at(-1)?.[r.
length-1]??0,l=`highest rung by day, ${t}: ${b(100*h)} % of futures in ${r.at(-1)} on the last day`,
u=["0","100 %"];return d("figure",{},d("figcaption",{},`highest rung of the day, share of futures, ${t}`),
A(W,N,l,...c,...ot(e,u)))}function Rt(e){let t=e.slice(1).map((n,s)=>{let o=A(12,12,"",w("rect",{class:`\
rung rung${s+1}`,width:12,height:12}));return o.setAttribute("aria-hidden","true"),d("li",{},o,`${s+
1} ${n}`)});return d("ul",{class:"key"},...t)}function ye(e,t){let{moves:n,parameters:s}=JSON.parse(new TextDecoder().decode(t.tables)),o=e.stops.
map((r,i)=>{let[a,c]=r.words,h=new BigInt64Array(t.first_words.slice(a*16,(a+c)*16));return{...r,moves:n[i],
changed:h}});return{...e,stops:o,parameters:s}}var rt="",No=["world","plan"];function it(e,t){return e.case??t.first_case??rt}function Ro(e,t,n){let s=new BigInt64Array(
e.slice(0)),o=new BigInt64Array(n);return new Int32Array(t).forEach((r,i)=>{s[r]=o[i]}),s.buffer}var Bt=class{constructor(t,n){
this.told=t,this.parts=n,this.made=new Map([[rt,{page:{...ye(t,n),case:rt},parts:n}]])}get base(){return this.
of(rt)}knows(t){return t===rt||(this.told.cases??[]).some(n=>n.id===t)}of(t){let n=this.made.get(t);
if(n)return n;let s=this.told.cases.find(a=>a.id===t),o={...this.told,...s.told},r=this.partsOf(t),i={
page:{...ye(o,r),case:t},parts:r};return this.made.set(t,i),i}partsOf(t){let n=Object.entries(this.parts).
filter(([r])=>r.startsWith(`${t}/`)),s=Object.fromEntries(n.map(([r,i])=>[r.slice(t.length+1),i])),o={
...this.parts,...s};for(let r of No){let i=s[`${r}/at`];i&&(o[r]=Ro(this.parts[r],i,s[`${r}/words`]))}
return o}named(t){let n=/(?:^|&)case=(\w*)(?:&|$)/.exec(t),s=n?n[1]:it({},this.told);return this.of(
this.knows(s)?s:it({},this.told))}};function Wn(e,t,n){return!t.cases||e!==t.case?!1:(e!==t.first_case&&
(n.case=e),!0)}function Pn(e){return e.case===void 0?[]:[["case",e.case]]}function Hn(e,t,n){let{told:s}=e;
if(!s.cases)return()=>{};let r=[{id:rt,title:`${s.base_title}, which twins come from`},...s.cases].map(
({id:a,title:c})=>d("option",{value:a},c)),i=d("select",{id:"case"},...r);return i.addEventListener(
"change",()=>n(i.value)),t.append(d("label",{for:"case"},"Scenario as set"),i),a=>{i.value=a}}var jt="p.";function Un(e,t,n,s){let o=e.slice(jt.length),r=n.parameters.find(a=>a.name===o);if(!r)return`\
'${e}', which is no open parameter`;let i=_(t,[r.low,r.high],!1);return i===null?`'${t}' for ${e}`:(s.
parameters={...s.parameters,[o]:i},null)}function Gn({parameters:e={}}){return Object.entries(e).map(
([t,n])=>[jt+t,$(n)])}function qn(e,{parameters:t={}},n){let{names:s}=n.known.plan,o=s.length;for(let[
r,i]of Object.entries(t)){let{row:a}=n.parameters.find(u=>u.name===r),c=bt(n.by_hand).buffer,h=new BigInt64Array(
e.buffer,a*o*8,o),l=["place","halves"].map(u=>s.indexOf(u));new Float64Array(c)[s.indexOf("a")]=i,new BigInt64Array(
c).forEach((u,f)=>{l.includes(f)||(h[f]=u)})}}function Vn({parameters:e={}}){let t=Object.entries(e).
map(([n,s])=>`${n}: ${$(s)}`);return t.length>0?[`parameters: {set: {${t.join(", ")}}}`]:[]}function xe({levers:e,interventions:t=[]}){return[...Object.keys(e),...t.map(n=>n.lever)]}function Yn(e,t){
let n=xe(e),s=t.moves.filter(c=>c.past||!n.includes(c.lever)),o=gn(me(e,t),t.days),r=s.filter(c=>c.past),
i=s.filter(c=>!c.past&&c.counter===-1),a=s.filter(c=>!c.past&&c.counter!==-1);return[...r,...[...i,...o.
dated].sort(Bo),...o.waiting,...a]}function Bo(e,t){return e.day-t.day||(e.lever<t.lever?-1:e.lever>
t.lever?1:e.row-t.row)}function Kn(e,t,n){let{moves:s,clock:o,room:r}=n.known,i=C(t,n),a=Yn(t,i),c=$e(
t,n);if(c!==null)throw new Error(c);let h=un(e,i),l=new BigInt64Array(h),u=new Float64Array(h);return l.
fill(0n,r.at,r.at+r.moves*s.names.length),a.forEach((f,m)=>{s.names.forEach((p,g)=>{let y=r.at+m*s.names.
length+g;s.kinds[g]==="float64"?u[y]=f[p]:l[y]=BigInt(f[p])})}),l[o.n_moves]=BigInt(a.length),h}function $e(e,t){
let{known:n,most_conditional:s}=t,o=Yn(e,C(e,t)),r=o.filter(i=>i.counter!==-1).length;return o.length>
n.room.moves?`${o.length} single moves of levers, where ${n.room.moves} have room`:r>s?`${r} moves u\
nder a condition, where ${s} have room`:null}function zn(e,t,n){let s=new Uint8Array(e.slice(0)),o=n.
known.sizes.plan*8,r={...n.chosen,...t.hypotheses};for(let{name:i,variants:a}of n.hypotheses){let c=a.
find(l=>l.letter===r[i]);if(!c)continue;let h=bt(c.words);c.rows.forEach((l,u)=>{s.set(h.subarray(u*
o,(u+1)*o),l*o)})}return qn(s,t,n),s.buffer}var Zn=4e3,D=class extends Error{};function kt(){return{levers:{},hypotheses:{}}}function ke(e){return P(
e)===""}function ve(e,t){let n=P(e).length;return n>Zn?`a link of ${n} letters`:mn(e,t)??_n(e,t)??$e(
e,t)}function Oe(e,t,n){return _(e,t.doses[n],t.whole)}function P(e){let t=Object.entries(e.levers).
map(([o,{dose:r,value:i}])=>Array.isArray(i)?[o,i.join(",")]:typeof i=="string"?[o,i]:[o,r==="set"?$(
i):`${r}:${$(i)}`]),n=[Pn,fn,Gn,Ln].flatMap(o=>o(e));return[...t,...Object.entries(e.hypotheses),...n].
map(([o,r])=>`${encodeURIComponent(o)}=${encodeURIComponent(r)}`).join("&")}function Jn(e,t){let n=kt();
if(e==="")return n;if(e.length>Zn)throw new D(`a link of ${e.length} letters`);let s=new Set;for(let o of e.
split("&")){let[r,i]=jo(o);if(s.has(r))throw new D(`'${r}' twice`);s.add(r),Fo(r,i,t,n)}return $t(ve(
n,t)),n}function $t(e){if(e!==null)throw new D(e)}function jo(e){let t=e.indexOf("=");if(t<1)throw new D(
`'${e}', which is no name=value`);try{return[decodeURIComponent(e.slice(0,t)),decodeURIComponent(e.slice(
t+1))]}catch{throw new D(`'${e}', which does not decode`)}}function Fo(e,t,n,s){let o=n.levers.find(
i=>i.name===e),r=n.hypotheses.find(i=>i.name===e);if(o)s.levers[e]=Wo(o,t,n);else if(r){if(!r.variants.
some(a=>a.letter===t))throw new D(`'${t}' for ${e}`);t!==r.chosen&&(s.hypotheses[e]=t)}else if(e==="\
case")$t(Wn(t,n,s)?null:`'${t}' for case`);else if(e==="days"||e==="until")$t(dn(e,t,n,s)?null:`'${t}\
' for ${e}`);else if(e.startsWith(jt))$t(Un(e,t,n,s));else if(Sn.test(e))$t(Tn(e,t,n,s));else throw new D(
`'${e}', which is no lever and no hypothesis`)}function Wo(e,t,n){if(e.table==="site")return{dose:"s\
et",value:Po(e,t,n)};if(e.kind==="choice"){if(!e.choices.some(a=>a.word===t))throw new D(`'${t}' for\
 ${e.name}`);return{dose:"set",value:t}}let[s,o]=t.includes(":")?t.split(":",2):["set",t],r=Object.hasOwn(
e.doses,s)?Oe(o,e,s):null;if(r===null||t.split(":").length>2)throw new D(`'${t}' for ${e.name}`);return{
dose:s,value:r}}function Po(e,t,n){let s=t===""?[]:t.split(","),o=n.places.site.map(r=>r.id);if(new Set(
s).size!==s.length||s.some(r=>!o.includes(r)))throw new D(`'${t}' for ${e.name}`);return o.filter(r=>s.
includes(r))}var Ho=1e3,Uo=50,Go={set:[-1/0,1/0],scale:[0,3],add:[-1/0,1/0]},qo={"":"left alone",set:"set to",scale:"\
times",add:"plus"};function Xn(e,t,n){let s=`lever-${e.name}`,o=e.table==="site"?Yo:e.kind==="choice"?
Vo:Ko,{parts:r,show:i,labelled:a}=o(e,t,s,n),c=a?d("legend",{},e.meaning):d("label",{for:s},e.meaning),
h=e.table==="militia"?"all militias, ":"",l=["choice","order"].includes(e.unit)?"":`${e.unit}, `,u=e.
sources.map(y=>y.replace(":"," ¶")).join("; "),f=d("small",{id:`${s}-about`},`${h}${l}${e.name}${u?
`, after ${u}`:""}`),p=t.interventions.filter(y=>y.lever===e.name).map(y=>d("small",{class:"own"},`T\
he scenario moves it: ${y.yaml}. What is set here takes its place.`)),g=d(a?"fieldset":"div",{class:"\
lever"},c,...r,f,...p);return{made:g,show:y=>{g.classList.toggle("set",y!==null);let k=g.closest("de\
tails");k&&y!==null&&(k.open=!0),i(y)}}}function Vo(e,t,n,s){let o=e.choices.map(a=>d("option",{value:a.
word},a.word.replaceAll("_"," "))),r=d("select",{id:n,"aria-describedby":`${n}-about`},d("option",{value:""},
"left alone"),...o);return r.addEventListener("change",()=>{s(e.name,r.value===""?null:{dose:"set",value:r.
value},!1)}),{parts:[r],show:a=>{r.value=a===null?"":a.value},labelled:!1}}function Yo(e,t,n,s){let o=t.
places.site.map(a=>{let c=d("input",{type:"checkbox",id:`${n}-${a.id}`});return{site:a,box:c,made:d(
"label",{class:"site"},c,a.title)}}),r=t.interventions.some(a=>a.lever===e.name);for(let{box:a}of o)
a.addEventListener("change",()=>{let c=o.filter(h=>h.box.checked).map(h=>h.site.id);s(e.name,c.length>
0||r?{dose:"set",value:c}:null,!1)});let i=a=>{for(let{site:c,box:h}of o)h.checked=a!==null&&a.value.
includes(c.id)};return{parts:o.map(a=>a.made),show:i,labelled:!0}}function Ko(e,t,n,s){let o=["",...Object.
keys(e.doses)],r=qo,i=d("select",{id:n,"aria-describedby":`${n}-about`},...o.map(u=>d("option",{value:u},
r[u]))),a=d("input",{type:"number",step:e.whole?1:"any","aria-label":`${e.meaning}: the number`}),c=d(
"input",{type:"range","aria-label":`${e.meaning}: slider`}),h=u=>{i.value=u===null?"":u.dose,a.hidden=
c.hidden=u===null,u!==null&&(Zo(a,c,e,u.dose),(a.value===""||Number(a.value)!==u.value)&&(a.value=$(
u.value)),c.value=$(u.value))},l=(u,f)=>{let m=Oe(u,e,i.value);a.setCustomValidity(m===null?`a numbe\
r from ${a.min} to ${a.max}`:""),m===null?a.reportValidity():s(e.name,{dose:i.value,value:m},f)};return i.
addEventListener("change",()=>{a.setCustomValidity(""),s(e.name,i.value===""?null:{dose:i.value,value:zo(
e,i.value)},!1)}),a.addEventListener("change",()=>l(a.value,!1)),c.addEventListener("input",()=>l($(
Number(c.value)),!0)),c.addEventListener("change",()=>l($(Number(c.value)),!1)),{parts:[i,a,c],show:h,
labelled:!1}}function zo(e,t){let[n,s]=e.doses[t],o=t==="scale"?1:t==="add"?0:e.kind==="number"?e.neutral[0]:
(n+s)/2;return Number($(Math.min(s,Math.max(n,o))))}function Zo(e,t,n,s){let[o,r]=n.doses[s],[i,a]=Go[s],
[c,h]=[Math.max(o,i),Math.min(r,a)];[e.min,e.max]=[$(o),$(r)],t.hidden=h-c>Ho,[t.min,t.max]=[$(c),$(
h)],t.step=n.whole?"1":$(10**Math.floor(Math.log10((h-c)/Uo)))}function Qn(e,t){let n=`hypothesis-${e.
name}`,s=e.variants.map(i=>d("option",{value:i.letter},`${i.letter}: ${i.statement}`)),o=d("select",
{id:n},...s);o.addEventListener("change",()=>t(e.name,o.value));let r=d("div",{class:"lever"},d("lab\
el",{for:n},`${e.name}: ${e.question}`),o);return{made:r,show:i=>{o.value=i,r.classList.toggle("set",
i!==e.chosen)}}}var Jo=14,Xo={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};function Qo(e,t,n,s){let o=Array.from(
e.keys()).filter(r=>e[r]===t);return o.length===0?-1:o[Math.floor((n+.5)*o.length/s)]}function ts(e,t,n,s){
let o=e.querySelector("svg"),r=Array.from(o.querySelectorAll("[data-side]"));if(r.length===0)return;
o.setAttribute("role","group"),o.classList.add("choosable");for(let[a,c]of r.entries()){let l={role:"\
button",tabindex:"-1","aria-label":tr(t,Number(c.dataset.side),Number(c.dataset.value)),"data-place":`${t.
name}.${a}`};for(let[u,f]of Object.entries(l))c.setAttribute(u,f)}r[0].setAttribute("tabindex","0");
let i=a=>{let{side:c,value:h}=a.dataset,l=r.filter(f=>f.dataset.side===c&&f.dataset.value===h),u=Qo(
n[c],Number(h),l.indexOf(a),l.length);u>=0&&s(u,Number(c),a.dataset.place)};o.addEventListener("clic\
k",a=>{let c=er(r,a);c&&i(c)}),o.addEventListener("keydown",a=>{if(a.key==="Enter"||a.key===" ")i(a.
target);else if(!nr(r,a))return;a.preventDefault()})}function es(){return document.activeElement?.getAttribute(
"data-place")??null}function Ft(e){let n=Array.from(document.querySelectorAll("[data-place]")).find(
s=>s.getAttribute("data-place")===e);return n?.focus({preventScroll:!0}),n!==void 0}function tr(e,t,n){
let s=t===0?"as set":"unchanged";return e.kind!=="flag"?`${s}: ${b(n)} ${e.unit}`:`${s}: ${n===1?"it\
 happens":"it does not happen"}`}function er(e,{clientX:t,clientY:n}){let s=e.map(r=>{let i=r.getBoundingClientRect();
return Math.hypot(i.x+i.width/2-t,i.y+i.height/2-n)}),o=Math.min(...s);return o<=Jo?e[s.indexOf(o)]:
null}function nr(e,t){let n={Home:0,End:e.length-1},s=e.indexOf(t.target),o=Xo[t.key],r=n[t.key]??(o===
void 0?void 0:s+o);if(r===void 0)return!1;let i=e[Math.max(0,Math.min(e.length-1,r))];return e[s]?.setAttribute(
"tabindex","-1"),i.setAttribute("tabindex","0"),i.focus(),!0}var at=50,Wt=300,Se=10,ns=40,Ee=3,sr=.9,or=6.4,vt=52,Ae=14;function ss(e,t,n,s,o){let r=e.kind==="fl\
ag"?ir(e,t,n):ar(e,t,n),a=(o?rr(e,t,n,s):[["mine","",Me(e,t,s)]]).map(([c,h,l])=>d("p",{class:c},h,d(
"b",{},l)));return d("article",{class:"card"},d("h3",{},e.heading),r,...a)}function Me(e,t,n){let{mean:s,
error:o}=Z(e,t,n),r=e.kind==="flag";return s===0&&r?`none seen, at most ${b(100*o)} %`:o===0?s===0?"\
none seen":`${b(s)} ${e.unit} in all`:r?`${G(100*s,100*o)} %`:`${G(s,o)} ${e.unit}`}function rr(e,t,n,s){
let{mean:o,error:r}=tt(t,n,s),[i,a]=e.kind==="flag"?[100,"points"]:[1,e.unit],c=r===0?o===0?"none in\
 any future":`${b(o*i)} ${a} in all`:`${o>0?"+":""}${G(o*i,r*i)} ${a}`;return[["mine","as set ",Me(e,
t,s)],["twin","unchanged ",Me(e,n,s)],["apart","difference ",c]]}function ir(e,t,n){let[s,o]=[t,n].map(
c=>Math.round(j(c)*at)),r=[["mine",s],["twin",o]].flatMap(([c,h],l)=>Array.from({length:at},(u,f)=>{
let m={cx:Se+f%25*11.6,cy:10+l*36+Math.floor(f/25)*13,r:4},p=f<Number(h),g={"data-side":l,"data-valu\
e":Number(p)};return w("circle",{...m,...g,class:p?`${c} yes`:"no"})})),i=`${e.heading}: in ${at} fu\
tures ${s} as set, ${o} unchanged`,a=d("p",{class:"count"},`in ${at} futures: ${s} as set, ${o} unch\
anged`);return d("div",{},A(Wt,72,i,...r),a)}function ar(e,t,n){let s=[t,n].map(y=>rn(y,at)),o=Math.
min(...s.flat()),r=Math.max(...s.flat()),i=r-o||1,a=s.map(y=>cr(y,o,i)),c=Math.max(...a.flatMap(y=>[
...y.values()].map(k=>k.length))),h=Math.max(sr,Math.min(or,(vt-2*Ee)/c)),l=a.flatMap((y,k)=>lr(y,k,
h)),u=vt+Ae/2,f=[w("text",{x:0,y:u+4},b(o))];r>o&&f.push(w("text",{x:Wt,y:u+4,"text-anchor":"end"},b(
r)));let[m,p]=[t,n].map(y=>b(j(y))),g=`${e.heading}: ${at} futures from ${b(o)} to ${b(r)} ${e.unit}\
, mean ${m} as set, ${p} unchanged`;return A(Wt,2*vt+Ae,g,...l,...f)}function cr(e,t,n){let s=new Map;
for(let o of e){let r=Math.round((o-t)/n*ns);s.set(r,[...s.get(r)??[],o])}return s}function lr(e,t,n){
let s=t===0?"mine yes":"twin yes";return[...e].flatMap(([o,r])=>r.map((i,a)=>{let c=Ee+a*n,h=t===0?vt-
c:vt+Ae+c;return w("circle",{cx:Se+o/ns*(Wt-2*Se),cy:h,r:Ee,class:s,"data-side":t,"data-value":i})}))}var F=8,Te=4,hr=65536,os=64,J=class extends Error{},Ot=class{constructor(t,n,s){let{exports:o}=new WebAssembly.
Instance(t,{});this.exports=o,this.page=n,this.known=n.known,this.top=this.exports.__heap_base.value;
let r=this.exports.version();if(r!==this.known.version)throw new J(`a kernel of version ${r}`);this.
samples=this.put(Rn(s.samples,Te)),this.edges=this.put(s.edges),this.world=s.world,this.usual=this.known.
series.map(i=>[i.word,i.level]),this.floor=this.top}take(t){let n=Math.ceil(this.top/os)*os;this.top=
n+t;let s=this.top-this.exports.memory.buffer.byteLength;return s>0&&this.exports.memory.grow(Math.ceil(
s/hr)),n}put(t){let n=this.take(t.byteLength);return new Uint8Array(this.exports.memory.buffer,n,t.byteLength).
set(new Uint8Array(t)),n}putWorld(t){let n=this.put(this.world);return new Uint8Array(this.exports.memory.
buffer,n).set(new Uint8Array(t)),n}get(t,n){return this.exports.memory.buffer.slice(t,t+n)}call(t,n){
let s=this.known.exports[t].map(([r])=>{if(n[r]===void 0)throw new J(`${t}: nothing given for ${r}`);
return n[r]}),o=this.exports[t](...s);if(o!==this.known.statuses.done)throw new J(`${t}: status ${o}`)}wordsByDay(t){
let{series:n}=this.known.sizes;if(t.length>n)throw new J(`${t.length} series, and room for ${n}`);let s=Array.
from({length:n},(o,r)=>t[r]??[0,0]);return BigInt64Array.from(s.flat().map(BigInt))}simulate({first:t,
last:n,world:s,plan:o,daily:r,days:i=this.page.days,words:a=this.usual,events:c=!1}){this.top=this.floor;
let{sizes:h}=this.known,l=n-t,u=c?l*h.log_rows:0,f=r?l*i*h.series*Te:0,m=BigUint64Array.from({length:l},
(E,B)=>BigInt(t+B)),[p,g]=this.page.samples,y={plan:this.put(o),samples:this.samples,edges:this.edges,
n_samples:p,n_columns:g,runs:this.put(m.buffer),n_runs:l,seed_key:BigInt(this.page.seed_key),parameters:this.
take(l*h.parameters*F),world:this.putWorld(s),start:this.put(s.slice(0,h.live*F)),legs:this.put(BigInt64Array.
of(BigInt(i),0n,0n,1n).buffer),n_legs:1,n_kept:l,series:this.put(this.wordsByDay(a).buffer),tallies:this.
take(l*h.counters*F),daily:this.take(f),n_daily:r?l:0,days:i,events:this.take(u*h.log*F),n_events:u,
counts:this.take(l*F),lost:this.take(l*F),morning:this.take(h.live*F)};this.call("draw",y),this.call(
"simulate",y);let S=new BigInt64Array(this.get(y.lost,l*F)).findIndex(E=>E!==0n);if(S>=0)throw new J(
`run ${t+S}: more events than its log holds`);let M=Array.from(new BigInt64Array(this.get(y.counts,l*
F)),Number),K=c?M.reduce((E,B)=>E+B,0):0;return{counters:this.get(y.tallies,l*h.counters*F),daily:new Float32Array(
this.exports.memory.buffer,y.daily,f/Te),events:this.get(y.events,K*h.log*F),counts:M}}};function Le(e,t,n){let{names:s,kinds:o}=n.counters,r=s.indexOf(t),i=e.byteLength/8/s.length,c=o[r]===
"float64"?new Float64Array(e):new BigInt64Array(e),h=new Float64Array(i);for(let l=0;l<i;l++)h[l]=Number(
c[l*s.length+r]);return h}function rs(e,t,n){let s=Le(e,t,n);if(!n.counters.running.includes(t))return s;
let o=Le(e,t+n.counters.before,n);return s.map((r,i)=>r-o[i])}function ur(e,t,n){if(e.past)return Le(
t,e.counter+n.counters.before,n);let s=rs(t,e.counter,n);if(e.per){let o=rs(t,e.per,n);return s.map(
(r,i)=>r/Math.max(1,o[i]))}return e.kind==="flag"?s.map(o=>o>=e.least?1:0):s}function _e(e,t){return t.
outcomes.map(n=>ur(n,e,t))}function Ce(e,t,n,s,o){let r=n.known.actors.blocks.sites;for(let i=0;i<e;i++)n.map.attacks.includes(
t(i,"action"))&&(o[(t(i,"target")-r)*s+t(i,"day")]+=1)}function is(e,{first:t,last:n,world:s,plan:o,
days:r=e.page.days}){let{known:i,page:a}=e,c=e.simulate({first:t,last:n,world:s,plan:o,days:r,daily:!1,
events:!0}),h=new BigInt64Array(c.events),l=i.log.names.length,u=Object.fromEntries(i.log.names.map(
(m,p)=>[m,p])),f=new Float32Array(a.map.sites.length*r);return Ce(h.length/l,(m,p)=>Number(h[m*l+u[p]]),
a,r,f),{counts:f}}function dr(e,{known:t}){let n=Number(new BigInt64Array(e)[t.clock.n_moves]);return e.slice(0,(t.room.
at+n*t.moves.names.length)*8)}function as(e,t){let n=e.constructor,s=new n(t);return s.set(e),s}var Pt=class{constructor(t,n,s){
this.page=t,this.world=dr(n,t),this.plan=s,this.columns=t.known.outcomes.map(()=>new Float64Array),this.
daily=[...t.fans,t.ladder].map(()=>new Float32Array),this.days=t.days,this.asked=0,this.have=0,this.
early=new Map}makeRoom(t){t<=this.columns[0].length||(this.columns=this.columns.map(n=>as(n,t)),this.
daily=this.daily.map(n=>as(n,Math.min(1e3,t)*this.days)))}add(t,n,s,o){s.forEach((r,i)=>this.columns[i].
set(r,t)),o.forEach((r,i)=>this.daily[i].set(r,t*this.days)),this.early.set(t,n);for(let r=this.early.
get(this.have);r!==void 0;r=this.early.get(this.have))this.early.delete(this.have),this.have=r}};function Ht(e){
e.asked=e.have,e.early.clear()}var fr=[[100,50],[500,100],[1/0,250]],mr=4;function pr(e,{run:t,world:n,plan:s,days:o}){let{known:r}=e,
i=e.simulate({first:t,last:t+1,world:n,plan:s,days:o,daily:!1,events:!0}),{names:a,kinds:c}=r.log,[h,
l]=[new BigInt64Array(i.events),new Float64Array(i.events)],u=a.map((m,p)=>{let g=c[p]==="float64"?l:
h,y=(k,S)=>Number(g[S*a.length+p]);return[m,Float64Array.from({length:i.counts[0]},y)]}),f=_e(i.counters,
r).map((m,p)=>[r.outcomes[p].name,m[0]]);return{outcomes:Object.fromEntries(f),log:Object.fromEntries(
u)}}function gr(e,{first:t,last:n,world:s,plan:o,words:r,days:i=e.page.days}){let a=e.known.sizes.series,
c=(n-t)*i,h=new Float32Array(r.length*c);for(let l=0;l<r.length;l+=a){let u=r.slice(l,l+a),{daily:f}=e.
simulate({first:t,last:n,world:s,plan:o,days:i,daily:!0,words:u});u.forEach((m,p)=>{for(let g=0;g<c;g++)
h[(l+p)*c+g]=f[g*a+p]})}return{values:h}}var wr={replay:pr,evenings:gr,attacks:is};function yr(e,t){
return{id:t.id,...wr[t.kind](e,t)}}function cs(e,t){if(t.kind!==void 0)return yr(e,t);let{id:n,first:s,
last:o,world:r,plan:i,days:a,daily:c}=t,{page:h,known:l}=e,u=e.simulate({first:s,last:o,world:r,plan:i,
days:a,daily:c}),f=u.daily,m=l.sizes.series,g=(c?[...h.fans,h.ladder]:[]).map(y=>{let k=l.series.findIndex(
M=>M.name===y),S=new Float32Array(f.length/m);for(let M=0;M<S.length;M++)S[M]=f[M*m+k];return S});return{
id:n,first:s,last:o,columns:_e(u.counters,l),daily:g}}function ls(e){let t=null;e.onmessage=({data:n})=>{
try{t===null?t=new Ot(n.module,n.page,n.parts):br(e,cs(t,n))}catch(s){e.postMessage({failed:s instanceof
Error?s.message:String(s),id:n.id})}}}function br(e,t){let n=t.daily??[];e.postMessage(t,n.map(s=>s.
buffer))}var Ut=class{constructor(t){this.kernel=new Ot(t.module,t.page,t.parts),this.onmessage=()=>{}}postMessage(t){
setTimeout(()=>this.onmessage({data:this.answer(t)}))}answer(t){try{return cs(this.kernel,t)}catch(n){
return{failed:n instanceof Error?n.message:String(n),id:t.id}}}},Gt=class{constructor(t,n,s,o,r){this.
page=t,this.start=n,this.script=s,this.progress=o,this.failed=r,this.stores=[],this.goal=0,this.answered=
!1,this.idle=this.workers()}workers(){let t=Math.max(1,Math.min(mr,navigator.hardwareConcurrency||1));
try{return this.address=URL.createObjectURL(new Blob([this.script],{type:"text/javascript"})),Array.
from({length:t},()=>this.worker())}catch{return[this.listen(new Ut(this.start))]}}broke(t,n){if(!this.
here){if(this.answered){this.lose(this.at.get(t),n),t.terminate(),this.idle=[...this.idle.filter(s=>s!==
t),this.worker()];return}this.here=!0,this.waiting.clear();for(let{broke:s}of this.looking.values())
s(new Error(n));this.looking.clear(),this.looks=[],this.stores.forEach(Ht);try{this.idle=[this.listen(
new Ut(this.start))],this.hand()}catch(s){this.failed(s instanceof Error?s.message:String(s))}}}lose(t,n){
let s=this.looking.get(t??0);if(this.looking.delete(t??0),this.waiting.delete(t??0),s){s.broke(new Error(
n));return}this.goal=0,this.stores.forEach(Ht),this.failed(n)}here=!1;at=new Map;address="";worker(){
let t=new Worker(this.address);return t.onerror=n=>{n.preventDefault(),this.broke(t,n.message||"a wo\
rker broke")},t.postMessage(this.start),this.listen(t)}listen(t){return t.onmessage=({data:n})=>{this.
idle.push(t),this.take(n),this.hand()},t}take(t){let n=this.looking.get(t.id);if(n){this.looking.delete(
t.id),t.failed===void 0?n.done(t):n.broke(new Error(t.failed));return}let s=this.stores.find(o=>o===
this.waiting.get(t.id));if(this.waiting.delete(t.id),!!s){if(t.failed!==void 0){this.goal=0,Ht(s),this.
failed(t.failed);return}this.answered=!0,s.add(t.first,t.last,t.columns,t.daily),this.progress()}}waiting=new Map;tasks=0;ask(t,n){
this.stores=t,this.goal=n;for(let s of t)s.makeRoom(n);this.hand()}looking=new Map;looks=[];look(t){
let n=++this.tasks;return new Promise((s,o)=>{this.looking.set(n,{done:s,broke:o}),this.looks.push({
days:this.stores[0]?.days,...t,id:n}),this.hand()})}hand(){for(;this.idle.length>0;){if(this.looks.length>
0){this.give(this.looks.shift());continue}let[t]=this.stores.filter(h=>h.asked<this.goal).sort((h,l)=>h.
asked-l.asked);if(!t)return;let n=t.asked,s=fr.find(([h])=>n<h)?.[1]??1,o=Math.min(n+s,this.goal),r=++this.
tasks;t.asked=o,this.waiting.set(r,t);let{world:i,plan:a,days:c}=t;this.give({id:r,first:n,last:o,world:i,
plan:a,days:c,daily:o<=1e3})}}give(t){let n=this.idle.pop();this.at.set(n,t.id),n.postMessage(t)}};var us={set:"set to",scale:"times",add:"plus"},ds={">=":"is at least",">":"is more than","<=":"is at\
 most","<":"is less than","==":"is exactly"},hs=[];function fs(e,t,n){let s=hs,o=d("ol",{class:"rows"}),
r=kr(e,(a,c)=>{let h=c===null?[...s,a]:s.map((l,u)=>u===c?a:l);return n({interventions:h},!1),s.includes(
a)});t("interventions").append(o,r.made);let i=()=>{o.replaceChildren(...s.map((a,c)=>{let[h,l]=["Ed\
it","Remove"].map(u=>d("button",{type:"button","aria-label":`${u} intervention ${c+1}`},u));return h.
addEventListener("click",()=>r.fill(a,c)),l.addEventListener("click",()=>{n({interventions:s.filter(
(u,f)=>f!==c)},!1),r.made.firstElementChild.focus()}),d("li",{},`${xr(a,e)} `,h," ",l)}))};return({interventions:a=hs},c)=>{
r.show(c),a!==s&&(s=a,r.done(),i())}}function xr(e,t){let n=t.levers.find(a=>a.name===e.lever),s=us,
o=typeof e.value=="number"?$(e.value):e.value.replaceAll("_"," "),r=(e.where??[]).map(a=>$r(a,n,t)).
join(", ");return[`${n.meaning}: ${e.dose==="set"?"":`${s[e.dose]} `}${o}`,r&&`(${r})`,e.from&&`from\
 ${q(e.from)}`,e.to&&`to ${q(e.to)}`,e.over&&`in ${e.over} daily steps`,e.when&&`once “${ms(e.when[0],
t)}” ${ds[e.when[1]]} ${$(e.when[2])}`].filter(Boolean).join(" ")}function $r(e,t,n){return n.places[t.
table].find(s=>s.id===e).title}function ms(e,t){return t.known.outcomes.find(n=>n.name===e)?.meaning??
e}function kr(e,t){let n=qt("do-lever",Er(e)),s=qt("do-dose",[]),o=d("span",{class:"worth"}),r=d("sp\
an",{class:"worth"}),i=Vt("do-from","date"),a=Vt("do-to","date"),c=Vt("do-over","number"),h=qt("do-w\
hen",Ar(e)),l=qt("do-compare",e.known.comparisons.map(Mr)),u=Vt("do-threshold","number"),f=d("button",
{type:"button"},"Add"),m=d("button",{type:"button",hidden:""},"Leave it"),p=d("p",{class:"bad",role:"\
alert"}),g=d("details",{}),y=d("summary",{},"Add an intervention"),k=d("fieldset",{class:"lever form",
"aria-label":"an intervention"},ct("Lever",n),ct("Dose",s,o),r,ct("From",i,"left out: the first free\
 day"),ct("To",a,"the last day in force; left out: to the end"),ct("Over",c,"equal daily steps"),ct(
"Once",h,l,u),d("p",{class:"buttons"},f,m),p);g.append(y,k),l.setAttribute("aria-label","comparison \
of the condition"),u.setAttribute("aria-label","number of the condition");let S=null,M=()=>e.levers.
find(v=>v.name===n.value),K=()=>{let v=M(),z=v.kind==="choice"?["set"]:Object.keys(v.doses),Ct=us;s.
replaceChildren(...z.map(en=>d("option",{value:en},Ct[en]))),o.replaceChildren(Or(v)),r.replaceChildren(
...Sr(v,e)),c.disabled=!pe(v),p.textContent=""},E=()=>vr(M(),e,{dose:s,worth:o,places:r,from:i,to:a,
over:c,outcome:h,compare:l,threshold:u}),B=()=>{S=null,f.textContent="Add",m.hidden=!0;for(let v of[
i,a,c,h,u])v.value="";K()},Lt=()=>{let v=E();typeof v=="string"?p.textContent=v:t(v,S)?B():p.textContent=
"It was not taken: see the line at the top."};return f.addEventListener("click",Lt),g.addEventListener(
"keydown",v=>{v.key!=="Enter"||v.target instanceof HTMLButtonElement||(v.preventDefault(),Lt())}),m.
addEventListener("click",B),n.addEventListener("change",K),K(),{made:g,fill:(v,z)=>{B(),n.value=v.lever,
K(),S=z,f.textContent=`Change number ${z+1}`,m.hidden=!1,g.open=!0,s.value=v.dose,o.firstElementChild.
value=String(v.value);for(let Ct of r.querySelectorAll("input"))Ct.checked=v.where?.includes(Ct.value)??
!1;[i.value,a.value,c.value]=[v.from??"",v.to??"",String(v.over??"")],v.when&&([h.value,l.value,u.value]=
v.when.map(String)),n.focus()},show:v=>{for(let z of[i,a])[z.min,z.max]=[v.first_free,et(v.days-1,v)]},
done:B}}function vr(e,t,{dose:n,worth:s,places:o,from:r,to:i,over:a,outcome:c,compare:h,threshold:l}){
let u=s.firstElementChild,f=de(e,n.value,u.value);if(f===null){let[k,S]=e.doses[n.value];return`A ${e.
whole?"whole ":""}number from ${$(k)} to ${$(S)}, please.`}let m={lever:e.name,dose:n.value,value:f},
p=[...o.querySelectorAll("input:checked")].map(k=>k.value).join(","),g=c.value&&`${c.value}${h.value}${l.
value}`,y={from:r.value,to:i.value,over:a.disabled?"":a.value,when:g,where:p};for(let[k,S]of Object.
entries(y)){if(S==="")continue;let M=fe(k,S,e,t);if(M===null)return`The field “${k==="when"?"once":
k}” does not read: ${S}.`;m[k]=M}return m}function Or(e){let t={"aria-label":`${e.meaning}: what i\
t is moved to`};if(e.kind!=="choice")return d("input",{type:"number",step:e.whole?1:"any",...t});let n=e.
choices.map(s=>d("option",{value:s.word},s.word.replaceAll("_"," ")));return d("select",t,...n)}function Sr(e,t){
if(e.table==="world")return[];let n=t.places[e.table].map(o=>d("label",{class:"site"},d("input",{type:"\
checkbox",value:o.id}),` ${o.title}`)),s=e.table==="site"?"These sites:":"These militias (none ticke\
d: all):";return[d("small",{},s),...n]}function Er(e){return Object.entries(e.groups).flatMap(([t,n])=>{
let s=e.levers.filter(r=>r.name.split(".")[0]===t&&(r.table==="world"||e.places[r.table].length>0)),
o=s.map(r=>d("option",{value:r.name},r.meaning));return s.length>0?[d("optgroup",{label:n},...o)]:[]})}
function Ar(e){let t=e.known.conditions.map(n=>d("option",{value:n},ms(n,e)));return[d("option",{value:""},
"no condition"),...t]}function Mr(e){return d("option",{value:e},ds[e])}function qt(e,t){return d("s\
elect",{id:e},...t)}function Vt(e,t){return d("input",{id:e,type:t})}function ct(e,t,...n){let s=n.map(
o=>typeof o=="string"?d("small",{},o):o);return d("div",{class:"field"},d("label",{for:t.id},e),t,...s)}function Tr(e){let{top:t,bottom:n}=e.getBoundingClientRect();return n>0&&t<innerHeight}var Yt=class{constructor(){
this.waiting=new Map,this.timer=0,addEventListener("beforeprint",()=>this.drawAll())}draw(t,n){let s=[
...t.children];if(s.length!==n.length){for(let r of s)this.waiting.delete(r);t.replaceChildren(...n.
map(r=>r()));return}let o=s.map(Tr);n.forEach((r,i)=>{o[i]?this.replace(s[i],r):this.waiting.set(s[i],
r)}),clearTimeout(this.timer),this.timer=setTimeout(()=>this.drawAll(),250)}replace(t,n){this.waiting.
delete(t),t.replaceWith(n())}drawAll(){for(let[t,n]of this.waiting)this.replace(t,n)}};function ps(e,t){let n=Math.min(e[2],t[2])-Math.max(e[0],t[0]),s=Math.min(e[3],t[3])-Math.max(e[1],t[1]);
return n>0&&s>0?n*s:0}function Lr({text:e,at:[t,n],off:s}){let o=e.length*6,r=s*.75,i=[["start",t+s,
n-11/2],["end",t-s,n-11/2],["middle",t,n+s],["middle",t,n-s-11],["start",t+r,n+r-2],["start",t+r,n-r-
11+2],["end",t-r,n+r-2],["end",t-r,n-r-11+2]],a={start:0,middle:.5,end:1};return i.map(([c,h,l])=>{let u=h-
o*a[c];return{anchor:c,box:[u,l,u+o,l+11]}})}function gs(e,t,n){let s=e.map(({at:[o,r],off:i})=>[o-i+
1,r-i+1,o+i-1,r+i-1]);return e.map(o=>{let r=Lr(o),i=r.map(({box:l},u)=>{let f=s.reduce((g,y)=>g+ps(
l,y),0),m=ps(l,[4,2,t-4,n-2]),p=(l[2]-l[0])*(l[3]-l[1])-m;return f+50*p+u*.5}),{box:a,anchor:c}=r[i.
indexOf(Math.min(...i))];s.push(a);let h={start:a[0],middle:(a[0]+a[2])/2,end:a[2]}[c]??a[0];return{
text:o.text,kind:o.kind,box:a,x:Math.round(h*10)/10,y:Math.round((a[3]-2.5)*10)/10,anchor:c}})}var lt=460,St=11,Et=10,_r=2.5,ws=2;function De(e){let[t,n,s,o]=e.frame,r=lt/(s-t),i=r/Math.cos((n+o)/
2*Math.PI/180);return{height:Math.round((o-n)*i),place:([a,c])=>[(a-t)*r,(o-c)*i]}}function Ne(e,t){
return Math.max(_r,Et*Math.sqrt(e/(t||1)))}function ys({areas:e,sites:t,frame:n}){let{height:s,place:o}=De(
{frame:n}),r=Math.max(...t.map(c=>c.troops)),i=t.map((c,h)=>({text:String(h+1),kind:"number",at:o(c.
spot),off:Ne(c.troops,r)+ws})),a=e.map(c=>({text:c.title,kind:"name",at:o(c.spot),off:St+2*ws}));return gs(
[...i,...a],lt,s)}var Re=26,Cr=.85,Kt=30,Ir=8;function zt(e){let t={strength:0,troops:0,attacks:0};for(let n of e)for(let s=0;s<
n.days;s++){for(let o=0;o<n.areas;o++)t.strength=Math.max(t.strength,n.strength(o,s));for(let o=0;o<
n.sites;o++)t.troops=Math.max(t.troops,n.troops(o,s)),t.attacks=Math.max(t.attacks,n.attacks(o,s,Kt))}
return t}function Dr(e){return e.map(([t,n])=>`${t.toFixed(1)},${n.toFixed(1)}`).join(" ")}var ht=class{constructor(t){
this.page=t;let{height:n,place:s}=De(t.map);this.place=s,this.areas=t.map.areas.map(o=>s(o.spot)),this.
sites=t.map.sites.map(o=>s(o.spot)),this.marks=w("g",{}),this.made=A(lt,n,"Map",...this.ground(n),this.
marks,w("g",{},...this.labels())),this.made.classList.add("world")}ground(t){let{outline:n,links:s,is_map:o}=this.
page.map,r=a=>Dr(a.map(this.place)),i=[w("rect",{class:"abroad",width:lt,height:t})];for(let a of Object.
values(n.countries))i.push(w("polygon",{class:"country",points:r(a)}));for(let a of n.borders)i.push(
w("polyline",{class:"border",points:r(a)}));for(let[a,c]of o?[]:s){let[[h,l],[u,f]]=[this.areas[a],this.
areas[c]];i.push(w("line",{class:"border",x1:h,y1:l,x2:u,y2:f}))}for(let[a,c,h]of n.names){let[l,u]=this.
place([c,h]);l>30&&l<lt-30&&u>12&&u<t-4&&i.push(w("text",{class:"land",x:l,y:u,"text-anchor":"middle"},
a))}return i}labels(){return ys(this.page.map).map(({text:t,kind:n,x:s,y:o,anchor:r})=>w("text",{class:n,
x:s,y:o,"text-anchor":r},t))}show(t,n,s,o,r=[]){this.made.setAttribute("aria-label",o);let i=[...this.
sites.map((a,c)=>this.halo(t,c,n,s)),...this.areas.map((a,c)=>this.area(t,c,n,s)),...this.sites.map(
(a,c)=>this.site(t,c,n,s)),...r.map(a=>this.flash(a))];this.marks.replaceChildren(...i)}halo(t,n,s,o){
let[r,i]=this.sites[n],a=t.attacks(n,s,Kt)/(o.attacks||1);return w("circle",{class:"halo",cx:r,cy:i,
r:(Re*Math.sqrt(a)).toFixed(1)})}area(t,n,s,o){let[r,i]=this.areas[n],{title:a}=this.page.map.areas[n],
[c,h]=t.holder(n,s),l=this.page.map.holders[c],u=Cr*(t.strength(n,s)/(o.strength||1)),f=`${a}: ISIS \
strength ${b(t.strength(n,s))}, ${l.title} ${b(100*h)} %`;return w("g",{},w("title",{},f),w("circle",
{class:"paper",cx:r,cy:i,r:St}),w("circle",{class:"isis",cx:r,cy:i,r:St,"fill-opacity":u.toFixed(3)}),
...this.ring(t.shares(n,s),r,i),w("text",{class:"mark",x:r,y:i+3.2,"text-anchor":"middle"},l.mark))}ring(t,n,s){
let o=0;return t.flatMap((r,i)=>{let a=o;if(o+=r,r===0)return[];let h={"stroke-dasharray":`${(100*r).
toFixed(2)} 100`,"stroke-dashoffset":(-100*a).toFixed(2)};return[w("circle",{class:`ring ${Be(i)}`,cx:n,
cy:s,r:St,pathLength:100,...h})]})}site(t,n,s,o){let[r,i]=this.sites[n],a=t.troops(n,s),c=Ne(a,o.troops),
h=`${n+1} ${this.page.map.sites[n].title}: ${b(a)} troops`,l=a>0?"site":"site left";return w("circle",
{class:l,cx:r,cy:i,r:c.toFixed(1)},w("title",{},h))}flash({spot:t,age:n}){let[s,o]=this.place(t);return w(
"circle",{class:n===0?"flash now":"flash",cx:s,cy:o,r:17,opacity:(1/(1+n)).toFixed(2)})}};function Be(e){
return e===0?"held0":`held${(e-1)%Ir+1}`}var Nr=[["areas","strength"],["areas","holder"],["sites","troops"]];function je(e){let t=Nr.flatMap(
([s,o])=>{let{at:r,names:i,kinds:a}=e.known.parts[s],c=i.indexOf(o),h=a[c]==="float64"?1:0;return e.
map[s].map((l,u)=>[r+u*i.length+c,h])}),n=e.known.series.find(s=>s.name===e.ladder);return[...t,[n.word,
n.level]]}var ut=class{constructor(t){let{areas:n,sites:s,holders:o}=t.map;this.days=t.days,this.areas=
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
r];return o/this.runs}};async function bs(e,t,{world:n,plan:s,days:o},r,i,a){let c=je(e);for(;r.runs<
i&&a();){let h=r.runs,l=Math.min(h+25,i),{values:u}=await t({kind:"evenings",first:h,last:l,world:n,
plan:s,days:o,words:c});if(!a())return;let{counts:f}=await t({kind:"attacks",first:h,last:l,world:n,
plan:s,days:o});r.add(u,f,l-h)}}function Zt(e,...t){let n=A(22,22,"",...t);return n.setAttribute("aria-hidden","true"),d("li",{},n,e)}
function $s(e,t){let n={cx:11,cy:11},s=[Zt(`site: this dot is ${b(t.troops)} troops`,w("circle",{class:"\
site",...n,r:Et})),Zt(`rocket attacks on a site in ${Kt} days: this ring is ${b(t.attacks*(Et/Re)**2)}`,
w("circle",{class:"halo",...n,r:Et})),Zt(`ISIS strength in an area: this shade is ${b(t.strength)}; \
all areas together began with 1`,w("circle",{class:"isis",...n,r:9,"fill-opacity":.85}))],o=e.map.holders.
map((r,i)=>Zt(r.title,w("circle",{class:`ring ${Be(i)}`,...n,r:9,pathLength:100}),w("text",{class:"m\
ark",x:11,y:14.2,"text-anchor":"middle"},r.mark)));return d("ul",{class:"key map-key"},...s,...o)}function xs(e,t,n){
let s=d("tr",{},...t.map(r=>d("th",{scope:"col"},r))),o=n.map(([r,...i])=>d("tr",{},d("th",{scope:"r\
ow"},String(r)),...i.map(a=>d("td",{},String(a)))));return d("table",{},d("caption",{},e),d("thead",
{},s),d("tbody",{},...o))}function ks(e,t,n){let{areas:s,sites:o,holders:r}=e.map,i=l=>t.map(([u])=>t.
length>1?`${l}, ${u}`:l),a=(l,u)=>l.shares(u,n).map((p,g)=>[p,r[g].title]).filter(([p])=>p>0).sort(([
p],[g])=>g-p).map(([p,g])=>p<1?`${g} ${b(100*p)} %`:g).join(", "),c=s.map((l,u)=>[l.title,...t.map(([
,f])=>b(f.strength(u,n))),...t.map(([,f])=>a(f,u))]),h=o.map((l,u)=>[`${u+1} ${l.title}`,...t.map(([
,f])=>b(f.troops(u,n))),...t.map(([,f])=>b(f.attacks(u,n)))]);return[xs(`Sites on ${R(e,n)}`,["site",
...i("troops"),...i("attacks so far")],h),xs(`Areas on ${R(e,n)}`,["area",...i("ISIS strength"),...i(
"held by")],c)]}var Rr=7,At=["as set","unchanged"],vs="The map follows when all futures are in.",Jt=class{constructor(t,n,s){
this.page=t,this.look=n,this.gathered=new WeakMap,this.worlds=[],this.turn=0,this.sides=[],this.maps=
At.map(()=>new ht(t));let o=t.days-1;this.slider=d("input",{type:"range",id:"map-day",min:0,max:o,value:o}),
this.date=d("output",{for:"map-day"}),this.note=d("p",{class:"note",role:"status"},vs),this.titles=At.
map(r=>d("figcaption",{},r)),this.figures=this.maps.map((r,i)=>d("figure",{},this.titles[i],r.made)),
this.strip=d("div",{}),this.key=d("div",{}),this.beside=d("div",{class:"beside"},this.strip,this.key),
this.tables=d("div",{class:"tables"}),this.details=d("details",{},d("summary",{},"The numbers of thi\
s day"),this.tables),this.shown=d("div",{hidden:""},...this.parts()),s.append(this.note,this.shown,d(
"p",{class:"note"},Br(t))),this.slider.addEventListener("input",()=>this.draw()),this.details.addEventListener(
"toggle",()=>this.drawTables())}parts(){let t=d("label",{for:"map-day"},"Day");return[d("p",{class:"\
player"},t,this.slider,this.date),d("div",{class:"figures maps"},...this.figures,this.beside),this.details]}hold(){
this.turn+=1,this.worlds=[],this.note.textContent=vs,this.shown.classList.add("stale")}async show(t,n){
if(this.worlds[0]===t&&this.worlds[1]===n)return;this.turn+=1,this.worlds=[t,n];let s=this.turn;try{
for(let o of new Set(this.worlds))if(await this.fill(o,()=>this.turn===s),this.turn!==s)return;this.
adopt(t.page),this.ready()}catch(o){if(s!==this.turn)return;this.worlds=[],this.note.textContent=`Th\
e map could not be made: ${o instanceof Error?o.message:o}.`}}adopt(t){let n=this.slider.value===this.
slider.max;this.page=t,this.slider.max=String(t.days-1),n&&(this.slider.value=this.slider.max)}async fill(t,n){
let{page:s}=t,o=this.gathered.get(t)??new ut(s);this.gathered.set(t,o),await bs(s,this.look,t,o,Math.
min(s.map.runs,s.runs),n)}ready(){let t=[...new Set(this.worlds)].map(s=>this.gathered.get(s));this.
sides=t;let n=t.length>1;this.scale=zt(t),this.figures[1].hidden=!n,this.beside.classList.toggle("wh\
ole",n),this.titles[0].textContent=n?At[0]:"nothing set",this.note.textContent=`Means of the first ${t[0].
runs} futures at the end of each day; what few futures do may be missing.`,this.key.replaceChildren(
$s(this.page,this.scale)),this.shown.hidden=!1,this.shown.classList.remove("stale"),this.draw()}draw(){
let{page:t}=this;if(this.sides.length===0)return;let n=Number(this.slider.value),s=n<t.free?", repla\
yed past":"";this.date.textContent=`${R(t,n)}${s}`,this.slider.setAttribute("aria-valuetext",this.date.
textContent);let{sides:o}=this;o.forEach((r,i)=>this.maps[i].show(r,n,this.scale,Fe(t,r,n,this.titles[i].
textContent))),this.strip.replaceChildren(jr(t,o,n)),this.drawTables()}drawTables(){let{details:t,page:n}=this;
if(!t.open||this.sides.length===0)return;let s=this.sides.map((o,r)=>[At[r],o]);this.tables.replaceChildren(
...ks(n,s,Number(this.slider.value)))}scale=null};function Br(e){let{is_map:t,outline:n}=e.map;return t?
`Places are approximate, and moved apart where marks would cover each other. Outline: ${n.source}.`:
"This is no map: the page knows no place for some areas of this world, so all stand in a grid. Lines\
 join neighbours."}function Fe(e,t,n,s){let{areas:o,sites:r}=e.map,i=o.map((h,l)=>t.strength(l,n)),a=i.
indexOf(Math.max(...i)),c=r.reduce((h,l,u)=>h+t.troops(u,n),0);return`Map, ${s}, ${R(e,n)}: ${b(c)} \
troops at ${r.length} sites, ISIS strongest in ${o[a].title} with ${b(i[a])}. All numbers stand in a\
 table.`}function jr(e,t,n){let s=t.map(l=>Array.from({length:e.days},(u,f)=>e.map.sites.reduce((m,p,g)=>m+
l.attacks(g,f,Rr),0))),o=Math.max(...s.flat()),r=s.map((l,u)=>w("polyline",{class:u===0?"mine middle":
"twin middle",points:st(l.map((f,m)=>[I(m,e),L(f/(o||1))]))})),i=I(n,e),a=w("line",{class:"cursor",x1:i,
x2:i,y1:L(1),y2:L(0)}),c=t.map((l,u)=>`${b(s[u][n])} ${At[u]}`).join(", "),h=`Rocket attacks in the \
seven days up to ${R(e,n)}: ${c}`;return d("figure",{},d("figcaption",{},"Rocket attacks of the last\
 seven days (mean)"),A(W,N,h,...ot(e,["0",b(o)]),...r.reverse(),a))}var We=25,He=1e3,Ss=50,Fr=4,Pe=300,Xt=6,Wr=8,Pr=20;function Es(e,t,n){let s={},o=(l,u,f)=>{let m={...s};
u===null?delete m[l]:m[l]=u,n({parameters:m},f)},r=new Map,i={},a=l=>{let u=r.get(l.name)??Vr(l,o);return r.
set(l.name,u),u.show(s[l.name]??null,Hr(l,i,e)),u.made},c=Ur(e.parameters).map(l=>Gr(l,a)),h=qr(e.parameters,
c,a);return t("parameters").append(h,...c.map(({made:l})=>l)),({parameters:l={},hypotheses:u})=>{s=l,
i=u;for(let f of e.parameters)r.has(f.name)&&a(f);for(let{show:f}of c)f(s)}}function Hr({row:e},t,n){
return n.hypotheses.find(({name:o,chosen:r,variants:i})=>{let a=Object.hasOwn(t,o)?[r,t[o]]:[];return i.
some(c=>a.includes(c.letter)&&c.rows.includes(e))})?.name??""}function Ur(e){let t=new Map;for(let n of e)
t.set(n.group,[...t.get(n.group)??[],n]);return[...t].sort(([n],[s])=>n<s?-1:1)}function Gr([e,t],n){
let s=d("summary",{},""),o=d("div",{}),r=d("details",{},s,o),i=()=>{r.open&&!r.hidden&&o.replaceChildren(
...t.map(n))};r.addEventListener("toggle",i);let a=0;return{made:r,fill:i,show:h=>{let l=t.filter(({
name:u})=>Object.hasOwn(h,u)).length;s.textContent=`${e} (${t.length}${l>0?`, ${l} set`:""})`,l>a&&(r.
open=!0),a=l}}}function qr(e,t,n){let s="find-parameter",o=d("input",{type:"search",id:s,autocomplete:"\
off",spellcheck:"false"}),r=d("small",{role:"status"}),i=d("div",{});o.addEventListener("input",()=>{
let c=o.value.toLowerCase().split(/\s+/).filter(Boolean),h=e.filter(({name:u,meaning:f,group:m})=>{let p=`${u}\
 ${u.replaceAll("_"," ")} ${f} ${m}`.toLowerCase();return c.length>0&&c.every(g=>p.includes(g))});i.
replaceChildren(...h.slice(0,We).map(n));for(let u of t)u.made.hidden=c.length>0,c.length===0&&u.fill();
let l=h.length>We?`, of which the first ${We} stand here`:"";r.textContent=c.length>0?`${h.length} o\
f ${e.length} match${l}.`:""});let a=d("label",{for:s},`Find one of ${e.length} by words`);return d(
"div",{},d("div",{class:"lever"},a,o,r),i)}function Vr(e,t){let{name:n,meaning:s,unit:o,sources:r}=e,
i=`parameter-${n}`,a=[e.low,e.high],c=d("input",{type:"checkbox",id:i}),h={"aria-describedby":`${i}-\
about`},l={min:$(a[0]),max:$(a[1]),step:"any"},u=d("input",{type:"number",...l,...h,"aria-label":`${s}\
: the number`}),f=d("input",{type:"range",min:0,max:He,...h,"aria-label":`${s}: slider`}),m=Yr(e);c.
addEventListener("change",()=>t(n,c.checked?m:null,!1));let p=E=>t(n,Kr(Number(f.value),a),E);f.addEventListener(
"input",()=>p(!0)),f.addEventListener("change",()=>p(!1)),u.addEventListener("change",()=>{let E=_(u.
value,a,!1);u.setCustomValidity(E===null?`a number from ${l.min} to ${l.max}`:""),E===null?u.reportValidity():
t(n,E,!1)});let g=r.map(E=>E.replace(":"," ¶")).join("; "),y=d("div",{class:"bars"}),k=d("small",{class:"\
own"}),S=d("div",{class:"lever"},d("label",{for:i},c,` ${s}`),y,u,f,d("small",{id:`${i}-about`},`${o}\
, ${n}${g?`, after ${g}`:""}`),k),M;return{made:S,show:(E,B)=>{let Lt=e.by_hand?"The scenario sets i\
t by hand.":"";k.textContent=B&&E===null?`As ${B} is chosen, futures draw it otherwise.`:Lt,c.checked=
E!==null,S.classList.toggle("set",E!==null);let _t=E??m;u.value=$(_t),f.value=String(Math.round(He*As(
_t,a))),f.setAttribute("aria-valuetext",`${$(_t)} ${o}`),E!==M&&(M=E,y.replaceChildren(zr(e,E)))}}}function Yr({
value:e,posterior:t,prior:n}){let[,,s]=t??n;return Number($(e??s))}function As(e,[t,n]){return t>0&&
n/t>Ss?Math.log(e/t)/Math.log(n/t):(e-t)/(n-t)}function Kr(e,[t,n]){let s=e/He,r=t>0&&n/t>Ss?t*(n/t)**
s:t+s*(n-t);return Math.min(n,Math.max(t,Number($(Number(r.toPrecision(Fr))))))}function zr(e,t){let n=[
e.low,e.high],s=u=>{let f=Math.min(1,Math.max(0,As(u,n)));return Xt+f*(Pe-2*Xt)},o=(u,f,m)=>{if(u.length===
0)return[];let[p,g,y,k,S]=u.map(s);return[w("line",{class:m,x1:p,x2:S,y1:f,y2:f,"stroke-width":2}),w(
"line",{class:m,x1:g,x2:k,y1:f,y2:f,"stroke-width":7}),w("line",{class:"median",x1:y,x2:y,y1:f-4,y2:f+
4})]},{prior:r,posterior:i=[]}=e,a=t===null?[]:[w("line",{class:"by-hand",x1:s(t),x2:s(t),y1:1,y2:27})],
c=[w("line",{class:"tick",x1:s(n[0]),x2:s(n[1]),y1:29,y2:29}),w("text",{x:Xt,y:41},b(n[0])),w("text",
{x:Pe-Xt,y:41,"text-anchor":"end"},b(n[1]))],h=[Os("prior",r),Os("posterior",i)].filter(Boolean).join(
"; "),l=[...o(r,Wr,"prior"),...o(i,Pr,"posterior"),...a,...c];return A(Pe,44,`${h||"no future draws \
it"}; ${$(e.low)} to ${$(e.high)} are allowed`,...l)}function Os(e,t){let[n,s,o,r,i]=t.map(b);return t.
length>0?`${e}: median ${o}, half from ${s} to ${r}, 90 % from ${n} to ${i}`:""}function Ue(e,t){let n=t.map.names[String(e)];if(n!==void 0)return n===""?null:{title:n};let{blocks:s}=t.
known.actors,[o]=Object.keys(s).filter(a=>s[a]<=e).sort((a,c)=>s[c]-s[a]),r={militias:t.places.militia,
sites:t.map.sites,areas:t.map.areas},i=t.map.holders.slice(1);return{...r,forces:i}[o][e-s[o]]}function Ms(e,t,n){
let s=e.known.actions[t.action[n]],[o,r,i]=["actor","target","second"].map(l=>Ue(t[l][n],e)?.title),
a=Object.keys(t).filter(l=>l.endsWith("_killed")).reduce((l,u)=>l+t[u][n],0),c=s.target?[r,i].filter(
l=>l).join(" and "):"";return`${o?`${o}: `:""}${s.short||s.label}${c?`, ${c}`:""}${a>0?` (${a} kille\
d)`:""}`}function Ts(e,t,n){let s=["target","second"].map(r=>Ue(t[r][n],e)?.spot);return(s.some(r=>r)?
s:[Ue(t.actor[n],e)?.spot]).filter(r=>r!==void 0)}var Zr=390;function Ls(e,{days:t},n,s,o){let r=e.known.rungs.length-1,i=Math.max(1.2,I(1,e)-I(0,e)),
a=(l,u)=>{let f=I(l,e)+i/2;return w("line",{class:u,x1:f,x2:f,y1:L(1),y2:L(0)})},c=[...ot(e,["0",String(
r)]),a(n,"cursor")];for(let l=0;l<=n;l++){let u=t.rung(l);u>0&&c.push(w("rect",{class:`rung rung${u}`,
x:I(l,e),width:i,y:L(u/r),height:L(0)-L(u/r)}))}if(s>=0){let l=I(s,e)>Zr,u=I(s,e)+(l?-4:6);c.push(a(
s,"parting"),w("text",{x:u,y:L(1)+22,class:"over","text-anchor":l?"end":"start"},"they part"))}let h=`\
Rung by day, ${o}, up to ${R(e,n)}: today ${e.known.rungs[t.rung(n)]}`;return A(W,N,h,...c)}async function _s(e,t,n,s){let o=await Promise.all(n.map(i=>Jr(e,t,i,s))),r=Xr(e,o[0].log,o[1].log);
return o.forEach((i,a)=>{i.alone=Qr(e,i.log,o[1-a].log)}),{run:s,sides:o,parting:r}}async function Jr(e,t,{
world:n,plan:s,days:o=e.days},r){let i=je(e),[{log:a},{values:c}]=await Promise.all([t({kind:"replay",
run:r,world:n,plan:s,days:o}),t({kind:"evenings",first:r,last:r+1,world:n,plan:s,days:o,words:i})]),
h=new ut(e),l=new Float32Array(e.map.sites.length*o);Ce(a.day.length,(f,m)=>a[m][f],e,o,l),h.add(c,l,
1);let u=Array.from({length:o},()=>[]);return a.day.forEach((f,m)=>u[f].push(m)),{days:h,log:a,byDay:u,
alone:[]}}function Qt(e,t,n){return e.map.what.map(s=>t[s][n]).join()}function Xr(e,t,n){let s=Math.
max(t.day.length,n.day.length);for(let o=0;o<s;o++){let r=[t,n].filter(i=>o<i.day.length).map(i=>i.day[o]);
if(r.length===1||Qt(e,t,o)!==Qt(e,n,o))return Math.min(...r)}return-1}function Qr(e,t,n){let s=new Map;
return n.day.forEach((o,r)=>{let i=Qt(e,n,r);s.set(i,(s.get(i)??0)+1)}),Array.from(t.day,(o,r)=>{let i=Qt(
e,t,r),a=s.get(i)??0;return s.set(i,a-1),a<1})}function Cs(e,t,n,s,o){let r=e.map.ends.map(i=>e.known.
outcomes.findIndex(a=>a.name===i));for(let i=1;i<=o;i++){let a=(s+i)%o;if(r.some(c=>t[c][a]!==n[c][a]))
return a}return-1}var ti=[1,2,5,10,25],ei=5,ni=1;function si(){return matchMedia("(prefers-reduced-motion: reduce)").matches}
var te=class{constructor(t,n,s){this.days=t,this.moved=n,this.next=s,this.day=0,this.timer=0,this.slider=
d("input",{type:"range",min:0,max:t-1,value:0,"aria-label":"day"}),this.speed=d("select",{"aria-labe\
l":"speed"},...ti.map(a=>d("option",{value:a},`${a} days a second`))),this.speed.value=String(si()?ni:
ei),this.play=this.button("Play",()=>this.timer?this.stop():this.start());let o=this.button("Day bac\
k",()=>this.step(this.day-1)),r=this.button("Day on",()=>this.step(this.day+1)),i=this.button("Next \
event",()=>this.step(this.next(this.day)));this.slider.addEventListener("input",()=>this.step(Number(
this.slider.value))),this.made=d("p",{class:"player"},this.play,o,r,i,this.speed,this.slider)}within(t){
this.days=t,this.slider.max=String(t-1)}button(t,n){let s=d("button",{type:"button"},t);return s.addEventListener(
"click",n),s}get blink(){return this.timer?Math.ceil(Number(this.speed.value)/2):0}start(){this.day>=
this.days-1&&this.go(0),this.play.textContent="Pause";let t=()=>{this.timer=window.setTimeout(t,1e3/
Number(this.speed.value)),this.go(this.day+1),this.day>=this.days-1&&this.stop()};this.timer=window.
setTimeout(t,0)}stop(){clearTimeout(this.timer),this.timer=0,this.play.textContent="Play"}step(t){this.
stop(),this.go(t)}go(t){this.day=Math.max(0,Math.min(this.days-1,t)),this.slider.value=String(this.day),
this.moved(this.day)}};var oi=7,dt=["as set","unchanged"],ri="The same future, with the same luck, as set and unchanged. Ri\
ngs flash where something happens; what strikes no site and no area stands in the lines alone. Other\
 marks are those of the map above.",ee=class{constructor(t,n,s){this.page=t,this.look=n,this.stores=
[],this.pair=null,this.run=0,this.turn=0,this.player=new te(t.days,o=>this.draw(o),o=>this.nextEvent(
o)),this.maps=dt.map(()=>new ht(t)),this.number=d("input",{type:"number",id:"pair",min:0,max:t.runs-
1,step:1,value:0}),this.other=d("button",{type:"button"},"Next pair that ends differently"),this.note=
d("p",{class:"note",role:"status"},"The first pair follows when all futures are in."),this.date=d("p",
{class:"day"}),this.titles=dt.map(o=>d("figcaption",{},o)),this.ladders=dt.map(()=>d("div",{})),this.
lists=dt.map(o=>d("ol",{class:"events","aria-label":`events ${o}`})),this.figures=dt.map((o,r)=>this.
figure(r)),this.shown=d("div",{hidden:""},...this.parts()),s.append(d("p",{class:"note"},ri),this.note,
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
if(this.stores.length===0)return;let[t,n]=this.stores,s=Math.min(t.have,n.have),o=Cs(this.page,t.columns,
n.columns,this.run,s);o>=0?this.load(o):this.note.textContent=`None of ${s} pairs ends differently b\
y what is compared: ${this.compared()}.`}compared(){let{ends:t}=this.page.map;return t.map(s=>this.page.
known.outcomes.find(o=>o.name===s).meaning).join("; ")}async load(t){if(this.stores.length===0)return;
this.turn+=1;let n=this.turn;this.run=t,this.number.value=String(t),this.player.stop();try{let s=await _s(
this.page,this.look,this.stores,t);n===this.turn&&this.ready(s)}catch(s){if(n!==this.turn)return;this.
note.textContent=`This pair could not be played: ${s instanceof Error?s.message:s}.`}}ready(t){let{page:n}=this,
s=this.stores[0]!==this.stores[1];this.pair=t,this.scale=zt(t.sides.map(o=>o.days)),this.figures[1].
hidden=!s,this.titles[0].textContent=s?dt[0]:"nothing set",this.other.toggleAttribute("disabled",!s),
this.note.textContent=s?ii(n,t):`Future ${t.run}. Nothing is set, so its twin is the same.`,this.shown.
hidden=!1,this.shown.classList.remove("stale"),this.player.go(t.parting>=0?t.parting:n.free)}nextEvent(t){
let n=this.pair===null?[]:this.pair.sides;for(let s=t+1;s<this.page.days;s++)if(n.some(o=>o.byDay[s].
length>0))return s;return this.page.days-1}draw(t){let{page:n,pair:s}=this;if(s===null)return;let o=[
t<n.free?"replayed past":"",t===s.parting?"here they part":""];this.date.textContent=[R(n,t),...o.filter(
r=>r!=="")].join(" – "),this.player.slider.setAttribute("aria-valuetext",this.date.textContent),s.
sides.forEach((r,i)=>{if(this.figures[i].hidden)return;let a=this.titles[i].textContent;this.maps[i].
show(r.days,t,this.scale,Fe(n,r.days,t,a),this.flashes(r,t)),this.ladders[i].replaceChildren(Ls(n,r,
t,s.parting,a)),this.lists[i].replaceChildren(...this.lines(r,t))})}flashes(t,n){return Array.from({
length:this.player.blink+1},(o,r)=>r).filter(o=>o<=n).flatMap(o=>t.byDay[n-o].flatMap(r=>Ts(this.page,
t.log,r).map(i=>({spot:i,age:o}))))}lines(t,n){return t.byDay.slice(0,n+1).flat().slice(-oi).map(o=>{
let r=t.log.day[o],i=t.alone[o]?" (only here)":"",a=`${r===n?"today":""} ${t.alone[o]?"alone":""}`.trim();
return d("li",{class:a},`${R(this.page,r)} ${Ms(this.page,t.log,o)}${i}`)})}scale=null};function ii(e,{
run:t,parting:n,sides:s}){if(n<0)return`Future ${t}: the same events as set and unchanged.`;let o=s.
map(({days:a})=>Math.max(...Array.from({length:e.days},(c,h)=>h<e.free?0:a.rung(h)))),[r,i]=o.map(a=>e.
known.rungs[a]);return`Future ${t}: they part on ${R(e,n)}. Highest rung as set: ${r}; unchanged: ${i}\
.`}var ai=300,ci=[.05,.95];function Is(e,t,n,s){let o=Math.min(ai,s),a=["mean as set, ±",...[`with ${Ge(
o)} futures`,`with ${Ge(s)}`],"5 % to 95 % of futures"].map(u=>d("th",{scope:"col"},u)),c=e.shown.map(
u=>{let f=e.known.outcomes.findIndex(m=>m.name===u);return li(e.known.outcomes[f],e,n.columns[f].subarray(
0,s),o)}),l=`The number of runs blurs a mean; luck and open parameters spread the futures themselves\
.${s<t?` It grows to ${Ge(t)} futures.`:""}`;return d("table",{class:"sure"},d("caption",{},l),d("th\
ead",{},d("tr",{},...a)),d("tbody",{},...c))}function li(e,t,n,s){let o=e.kind==="flag",[r,i]=o?[100,
"%"]:[1,e.unit],a=[n.subarray(0,s),n].map(f=>{let{mean:m,error:p}=Z(e,f,t.z95);return p>0?G(r*m,r*p):
b(r*m)}),c=n.slice().sort(),h=o?"yes or no":ci.map(f=>b(pt(c,f))).join(" to "),l=[...a,h],u=d("th",{
scope:"row"},`${t.headings[e.name]} (${i})`);return d("tr",{},u,...l.map(f=>d("td",{},f)))}function Ge(e){
return e.toLocaleString("en-GB")}function Ds(e,t,n){let s=["# Set in a Flashpoint page. The same numbers on the command line, bit for\
 bit:",`#     flashpoint run THIS_FILE --runs ${n} --seed ${t.seed}`,"# A scenario of your own that \
this one extends must lie beside it.",`extends: ${JSON.stringify(t.file)}`,`title: ${JSON.stringify(
t.title_as_set)}`];s.push(...pn(e),...Vn(e));let o=xe(e);if(o.length>0){let i=t.interventions.filter(
u=>!o.includes(u.lever)),a=C(e,t),h=[...Object.entries(e.levers).flatMap(([u,f])=>hi(u,f,a)),...e.interventions??
[]].map(u=>Cn(u,t)),l=[...i.map(u=>u.yaml),...h];s.push("interventions_replace: true"),l.length>0&&s.
push("interventions:",...l.map(u=>`  - ${u}`))}let r=Object.entries(e.hypotheses);return r.length>0&&
s.push(`hypotheses: {${r.map(([i,a])=>`${i}: ${a}`).join(", ")}}`),`${s.join(`
`)}
`}function hi(e,{dose:t,value:n},s){let o={lever:e,dose:t,value:n,from:s.first_free};if(!Array.isArray(
n))return[o];let{moved:r}=s.levers.find(i=>i.name===e);return n.length>0?[{...o,value:r,where:n}]:[]}
function Ns(e,t,n){let s="outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,differ\
ence,difference_error",o=n.known.outcomes.map((r,i)=>{let a=Z(r,e[i],n.z95),c=Z(r,t[i],n.z95),h=tt(e[i],
t[i],n.z95),l=[e[i].length,...[a,c,h].flatMap(({mean:u,error:f})=>[u,f])];return[...[r.name,r.unit,r.
meaning].map(ui),...l].join(",")});return`${[s,...o].join(`\r
`)}\r
`}function ui(e){return`"${e.replaceAll('"','""')}"`}var di=/\B(?=(\d{3})+$)/g;function O(e,t){return e.replace(/\{(\w+)\}/g,(n,s)=>s in t?String(t[s]):n)}
function Rs(e,t){let n=Math.abs(e).toFixed(100),s=n.indexOf(".")+1+t,o=/^50*$/.test(n.slice(s)),r=n.
slice(0,s).replace(/\.$/,""),i="02468".includes(r.at(-1)??""),a=o&&i?r:Math.abs(e).toFixed(t);return e<
0?`-${a}`:a}function H(e,t=3){if(e===0)return"0";let n=Number(Math.abs(e).toExponential().split("e")[1]),
s=t-1-n,o=10**Math.max(0,-s),r=Rs(e/o,Math.max(0,s));return o>1?String(Number(r)*o):r.includes(".")?
r.replace(/0+$/,"").replace(/\.$/,""):r}function Mt(e){return String(Math.trunc(e)).replace(di,",")}
function T(e,t){return`${Mt(e)} ${t}${e===1?"":"s"}`}function Bs(e){let t=100*e;return t===0||t===100?
`${t} %`:t<.01?"< 0.01 %":t>99.9?"> 99.9 %":`${Rs(t,t>=10&&t<=99?0:t>=1?1:2)} %`}var fi=864e5;function js(e,{outcomes:t,log:n},s){let o=Array.from(n.day,(r,i)=>mi(n,i,s));return{run:e,
outcomes:t,events:o}}function mi(e,t,n){let{why:s,known:o}=n,r=Object.fromEntries(Object.entries(e).
map(([a,c])=>[a,c[t]])),i=Object.fromEntries(["actor","target","second"].map(a=>[a,s.names[r[a]]]));
return{...r,...i,event:t,date:new Date(Date.parse(n.start)+r.day*fi).toISOString().slice(0,10),action:o.
actions[r.action].label,action_code:r.action,rule:s.rules[r.action],replayed:r.day<n.free,shock_kind:s.
shocks[r.shock_kind]??"",blamed:s.militias[r.blamed]??""}}function Y(e,t){let n=pi(e,t);e.actor&&(n=
O(t.event.acts,{...e,what:n})),e.target&&(n=O(e.second?t.event.on_two:t.event.on,{...e,what:n}));let o=t.
details.map(([i,a,c])=>[Math.trunc(e[i]),a,c]).filter(([i])=>i>0).map(([i,a,c])=>`${Mt(i)} ${i===1?a:
c}`);return t.blamed.includes(e.action_code)&&e.blamed!==""&&e.blamed!==e.actor&&o.push(O(t.event.blamed,
e)),o.length>0?O(t.event.with,{what:n,details:o.join(", ")}):n}function pi(e,t){let n=t.instead.find(
([s,o])=>s===e.action_code&&(o===""||e[o]>0));return n?O(n[2],e):e.action}function Tt(e,t){let n=e.parent<
0?t.reason.uncaused:O(t.reason.caused,e),[s,o]=[H(e.p),H(e.u)];return O(t.reason[gi(e,t)],{cause:n,rule:e.
rule,p:s,u:o})}function gi(e,t){return e.forced===t.forced.history?"history":e.forced===t.forced.lever?
"lever":e.p>=1?"follows":e.replayed?"drawn_in_past":"drawn"}function qe(e,t){if(t.quiet.includes(e.action_code)&&
e.forced===t.forced.free)return!1;let n=t.dead.reduce((o,r)=>o+e[r],0);return!(t.harmless.includes(e.
action_code)&&n===0)||e.forced===t.forced.history}function ft({events:e},t,n){let s=e.map(o=>n||qe(o,
t));for(let o=e.length-1;o>=0;o--)s[o]&&e[o].parent>=0&&(s[e[o].parent]=!0);return e.filter((o,r)=>s[r]).
map(o=>({event:o.event,date:o.date,depth:Math.min(t.most_indented,o.depth),what:Y(o,t),why:Tt(o,t)}))}
function ne({run:e,outcomes:t,events:n},s){let{story:o}=s.why,r=c=>O(o.counted,{attacks:T(t[`n_rocke\
t_attacks${c}`],"rocket attack"),dead:T(t[`us_killed${c}`],"American")}),a=n.some(c=>c.replayed)?O(o.
before,{counted:r(s.known.counters.before)}):"";return O(o.head,{run:e,peak_rung:t.peak_rung,counted:r(
""),before:a})}function se({outcomes:e},t){let{outcome:n,sentence:s,place:o}=t.war;return e[n]?s.replace(
o,t.why.story.this_run):""}function X(e,t){let n=t.why.deadlier.find(([s,o])=>s.includes(e.action_code)&&o.some(r=>e[r]>0));return n?
n[2]:t.known.actions[e.action_code].rung}function wi(e,t){let n=[];for(let s=t;s>=0;s=e[s].parent)n.
unshift(s);return n}function yi(e,t){let n=e.map(o=>o.replayed?0:X(o,t)),s=Math.max(0,...n);return s===
0?-1:n.indexOf(s)}function bi(e,t,n){return t.filter(o=>e[o].forced===n.forced.free&&e[o].p<1).reduce(
(o,r)=>o<0||e[r].p<e[o].p?r:o,-1)}function xi(e,t,[n,s]){return e.length<=n+s?e:e.filter((o,r)=>r<n||
r>=e.length-s||o===t)}function oe({events:e},t){let{why:n}=t,s=yi(e,t);if(s<0)return{head:O(n.worst.
none,t),links:[],luckiest:-1,luck:"",rows:[]};let o=wi(e,s),r=bi(e,o,n),i=xi(o,r,n.ends),a=i.map((c,h)=>{
let l=o.indexOf(c)-(h>0?o.indexOf(i[h-1]):-1)-1,u=l>0?O(n.way.between,{links:T(l,"link")}):"",{date:f}=e[c];
return{event:c,between:u,date:f,what:Y(e[c],n),why:Tt(e[c],n)}});return{...$i(e,o,r,t),links:o,luckiest:r,
rows:a}}function $i(e,t,n,s){let{why:o,known:r}=s,i=e[t[t.length-1]],a=i.action_code===o.war[1]?o.way:
{...o.way,...o.worst},c=O(a.head,{day:i.date,links:T(t.length,"link"),rung:`${X(i,s)}, ${r.rungs[X(i,
s)]}`}),h=n<0?"":Bs(e[n].p),l=n<0?o.way.no_luck:O(a.luck,{event:n,chance:h});return{head:c,luck:l}}var ki=1e-12;function Ws(e,t,n){let s=[e,t].map(({events:h})=>h.map(l=>JSON.stringify(n.what.map(u=>l[u])))),
o=Math.min(s[0].length,s[1].length),r=0;for(;r<o&&s[0][r]===s[1][r];)r++;let i=h=>Math.abs(e.events[h].
p-t.events[h].p)>ki,a=Array.from({length:r},(h,l)=>l).findIndex(i),c=Object.keys(n.compared).filter(
h=>e.outcomes[h]!==t.outcomes[h]);return{shared:r,leaning:a,sides:[Fs(e.events,s[0],s[1],r),Fs(t.events,
s[1],s[0],r)],outcomes:c.map(h=>[h,e.outcomes[h],t.outcomes[h]])}}function Fs(e,t,n,s){let o=new Map;
for(let c of n.slice(s))o.set(c,(o.get(c)??0)+1);let r=[];for(let c=s;c<t.length;c++){let h=o.get(t[c])??
0;h>0?o.set(t[c],h-1):r.push(c)}let i=r[0]===s?s:-1,a=vi(e,i);return{first:i,alone:r,follow:r.filter(
c=>a.has(c))}}function vi(e,t){let n=new Set(t<0?[]:[t]);for(let s=t+1;t>=0&&s<e.length;s++)n.has(e[s].
parent)&&n.add(s);return n.delete(t),n}function Ps({shared:e,sides:t},n,s){return t.every(o=>o.alone.
length===0)?O(s.parting.same,{run:n,events:T(e,"event")}):O(s.parting.part,{run:n,events:T(e,"shared\
 event")})}function Hs(e,t,n,s){let{events:o}=e[n],{first:r}=t[n];if(r>=0){let h=o[r],l={date:h.date,
what:Y(h,s),why:Tt(h,s)};return O(s.parting.first,l)}let i=t[1-n].first,a=i<0?void 0:Oi(o,e[1-n].events[i])?.
date,c=a===void 0?"":O(s.parting.until,{date:a});return O(s.parting.nothing,{until:c,missed:""})}function Oi(e,t){
let n=s=>["action","actor","target"].every(o=>s[o]===t[o]);return e.slice(t.event).find(n)}function Us({
leaning:e},t,n){if(e<0)return"";let[s,o]=t.map(({events:i})=>H(i[e].p)),r=t[0].events[e];return O(n.
parting.leaning,{date:r.date,what:Y(r,n),p:s,q:o})}function Gs({first:e,alone:t,follow:n},s){if(t.length===
0)return s.parting.none_alone;let o=n.length,r=e<0?"":O(s.parting.caused,{n:o,follow:o===1?"follows":
"follow"});return O(s.parting.alone,{events:T(t.length,"event"),caused:r})}var U=["as set","unchanged"],Si="peak_rung";function Ei(e,t){let n=e.reduce((o,r)=>Math.max(o,r),0);
if(n===0)return-1;let s=e.subarray(t+1).indexOf(n);return s>=0?t+1+s:e.indexOf(n)}var re=class{constructor(t,n,s,o){
this.page=t,this.stores=n,this.open=s,this.refuse=o;let r=t.runs-1,i={type:"number",id:"why-run",min:0,
max:r,step:1,value:0,required:""};this.number=d("input",i),this.choice=qs("why-side",U.map((c,h)=>[String(
h),c])),this.wanted=qs("why-wanted",Ai(t));let a=d("button",{type:"button"},"Next such future");a.addEventListener(
"click",()=>this.next()),this.made=d("form",{class:"choose","aria-label":"Choose a future"},Ve("why-\
run",`Future number (0 to ${r.toLocaleString("en-GB")})`,this.number),Ve("why-side","side",this.choice,
d("button",{type:"submit"},"Tell it")),Ve("why-wanted","or one with",this.wanted,a)),this.made.addEventListener(
"submit",c=>{c.preventDefault(),this.open(Number(this.number.value),this.side)})}get side(){return Number(
this.choice.value)}show(t,n){this.number.value=String(t),this.choice.value=String(n)}next(){let{outcomes:t}=this.
page.known,n=t.findIndex(r=>r.name===this.wanted.value),s=this.stores()[this.side],o=Ei(s.columns[n].
subarray(0,s.have),Number(this.number.value));o>=0?this.open(o,this.side):this.refuse(`None of ${T(s.
have,"future")} ${U[this.side]}.`)}};function Ai(e){let n=e.known.outcomes.filter(o=>o.kind==="flag").
map(o=>o.name),s=Object.entries(e.why.compared).filter(([o])=>n.includes(o));return[[Si,"The highest\
 rung seen"],...s]}function qs(e,t){let n=t.map(([s,o])=>d("option",{value:s},o));return d("select",
{id:e},...n)}function Ve(e,t,...n){return d("span",{class:"buttons"},d("label",{for:e},t),...n)}function Vs(e,t,n){let s=d("h4",{},"Where it parts from its twin");if(e.length===1)return[s,d("p",{class:"\
note"},"Nothing is set, so this future and its twin are one. Move a lever, and tell it anew.")];let{
why:o}=n,r=Ws(e[0],e[1],o),i=r.sides.every(h=>h.alone.length===0),a=Us(r,e,o),c=[s,d("p",{},Ps(r,t,o))];
return a!==""&&c.push(d("p",{},a)),i||c.push(...U.map((h,l)=>Mi(e,r,l,o))),r.outcomes.length>0?c.push(
Ti(r,n)):c.push(d("p",{class:"note"},"Both end alike in every headline outcome.")),c}function Mi(e,{
sides:t},n,s){let o=new Set(t[n].alone),r=ft(e[n],s,!1).filter(({event:f})=>o.has(f)),i=r.slice(0,s.
most).map(({event:f,date:m,what:p,why:g})=>{let y=t[n].follow.includes(f)?" follows":"";return d("li",
{class:y.trim()},`${m} ${p}`,d("small",{},`#${f}: ${g}`))}),a=r.length-i.length;a>0&&i.push(d("li",{
class:"between"},`… and ${a} more that ${a===1?"matters":"matter"}`));let c=n===0?"mine":"twin",h=d(
"ol",{class:"way"},...i),l=d("summary",{},`Only ${U[n]}: ${Gs(t[n],s)}`),u=d("p",{class:c},d("b",{},
`${U[n]}: `),Hs(e,t,n,s));return i.length===0?d("div",{},u,d("p",{},l.textContent??"")):d("div",{},u,
d("details",{},l,h))}function Ti({outcomes:e},t){let n=i=>d("td",{},H(i,6)),s=e.map(([i,a,c])=>{let{
unit:h}=t.known.outcomes.find(u=>u.name===i),l=d("th",{scope:"row"},`${t.why.compared[i]} (${h})`);return d(
"tr",{},l,n(a),n(c))}),o=["",...U].map(i=>d("th",{scope:"col"},i)),r=d("caption",{},"Outcomes that d\
iffer");return d("table",{},r,d("thead",{},d("tr",{},...o)),d("tbody",{},...s))}var Ys=5,Ks=" ".repeat(19);function zs(e,t,n){let{why:s}=t,o=ft(e,s,n),r=e.events.length-o.length,i=o.
flatMap(h=>[`${`#${h.event}`.padStart(Ys)}  ${h.date}  ${"  ".repeat(h.depth)}${h.what}`,`${Ks}${h.why}`]),
a=[r>0?O(s.story.left_out,{n:r}):"",se(e,t)];return`${[...Li(e,t),ne(e,t),...i,...a.filter(h=>h!=="")].
join(`
`)}
`}function Li(e,t){let[n]=t.why.war;if(!e.outcomes[n])return[];let s=oe(e,t),o=s.rows.flatMap(({event:r,
between:i,date:a,what:c,why:h})=>{let l=r===s.luckiest?t.why.way.luckiest:"",u=[`${`#${r}`.padStart(
Ys)}  ${a}  ${c}`,`${Ks}${h}${l}`];return i===""?u:[i,...u]});return[s.head,...o,s.luck]}var _i=34,Ci=["us_killed","partner_killed","iraqi_killed","fighters_killed","iranian_killed"],Ii=50,
Di=2,Zs=8,Ni=6.1,Ye=12;function Ke(e){return Ci.reduce((t,n)=>t+e[n],0)}function ze(e,t){let n=X(e,t);
return n>=Di?n+Math.min(.9,Ke(e)/Ii):t.why.weights[e.action_code]??0}function Js(e,t,n,s){if(s)return e.
map(a=>a.event);let o=e.filter(a=>qe(a,n.why)).map(a=>a.event),r=new Map(o.map(a=>[a,ze(e[a],n)])),i=o.
slice().sort((a,c)=>(r.get(c)??0)-(r.get(a)??0)||a-c);return[...new Set([...t,...i.slice(0,_i)])].sort(
(a,c)=>a-c)}function Xs(e,t,n){let s=e[t].parent;for(;s>=0&&!n.has(s);)s=e[s].parent;return{cause:s,
isNext:s===e[t].parent}}function Qs(e,t){let{lanes:n,titles:s}=t.why,o=[...new Set(e.map(h=>h.actor))],
r=h=>o.filter(l=>Ri(l,t)===h),i=n.flatMap(([h,l,u])=>{let f=l.filter(p=>o.includes(p)),m=u?r(h).map(
p=>({title:s[p]??p,actors:[p]})):[];return f.length>0?[...m,{title:h,actors:f}]:m}),a=i.flatMap(h=>h.
actors),c=o.filter(h=>!a.includes(h));return[...i,...c.map(h=>({title:s[h]??h,actors:[h]}))]}function Ri(e,t){
let{lanes:n,militias:s,names:o}=t.why;if(s.includes(e))return n.find(([,a])=>a.includes("militias"))[0];
let r=t.known.actors.blocks.forces;return Object.entries(o).some(([a,c])=>c===e&&Number(a)>=r)?n.find(
([,a])=>a.includes("forces"))[0]:""}function to(e,t){let n=new Map;for(let s of e){let o=`${s.row} ${s.
x}`;n.set(o,[...n.get(o)??[],s])}for(let s of n.values()){let o=Math.min(s[0].x,t-(s.length-1)/2*Zs);
s.forEach((r,i)=>{r.x=o+(i-(s.length-1)/2)*Zs})}}function eo(e,t,{left:n,right:s}){let o=t.map(({x:r,
y:i})=>({x:r-5,y:i-5,width:10,height:10}));return e.flatMap(({node:r,text:i})=>{let a=i.length*Ni,c=[
r.x-4,r.x-a+4,r.x-a/2],l=[-9-Ye,7].flatMap(u=>c.map(f=>({x:f,y:r.y+u,width:a,height:Ye}))).find(u=>u.
x>=n&&u.x+a<=s&&!o.some(f=>Bi(u,f)));return l?(o.push(l),[{node:r,text:i,x:l.x,y:l.y+Ye-3}]):[]})}function Bi(e,t){
return e.x<t.x+t.width&&t.x<e.x+e.width&&e.y<t.y+t.height&&t.y<e.y+e.height}var mt=940,Q=142,Ze=14,Je=18,Xe=46,no=20,ji=3,Fi=864e5,Wi=12,Pi=22,Hi=12;function so({run:e,events:t},{
links:n,luckiest:s},o,r){let i=Js(t,n,o,r),a=Qs(i.map(p=>t[p]),o),c=Ui(t,o),h=Je+a.length*Xe+no,l=Gi(
i.map(p=>t[p]),a,c,o),u=`Causal tree of future ${e}: ${i.length} of ${T(t.length,"event")}, ${n.length}\
 of them on the way to the highest rung. The lines below tell them one by one.`,f=[...qi(a,c,h,o),...Ki(
t,l,n),...Zi(l,n).map(p=>Ji(p,t[p.event],n,o)),...Xi(t,l,n,s,o)],m=A(mt,h,u,...f);return d("div",{class:"\
tree",tabindex:0,role:"group","aria-label":"Causal tree"},m)}function Ui(e,t){return e.some(s=>s.action_code===
t.why.war[1])?Math.min(t.days,Math.max(...e.map(s=>s.day))+ji):t.days}function Qe(e,t){return Q+e/Math.
max(1,t-1)*(mt-Q-Ze)}function Gi(e,t,n,s){let o=e.map(r=>{let i=t.findIndex(({actors:h})=>h.includes(
r.actor)),[a,c]=[Qe(r.day,n),Je+(i+.5)*Xe];return{event:r.event,rung:X(r,s),row:i,x:a,y:c}});return to(
o,mt-Ze),o}function qi(e,t,n,s){let[o,r]=[n-no,mt-Ze],i=Math.min(s.free,t),a=e.flatMap(({title:c},h)=>{
let l=Je+(h+.5)*Xe,u=Vi(c),f=u.map((m,p)=>w("text",{x:0,y:l+4+(p-(u.length-1)/2)*Hi,class:"lane"},m));
return[w("line",{class:"track",x1:Q,x2:r,y1:l,y2:l}),...f]});if(i>0){let c=Qe(i,t)-Q;a.unshift(w("re\
ct",{class:"past",x:Q,y:0,width:c,height:o})),c>80&&a.push(w("text",{x:Q+4,y:12},"replayed past"))}return[
...a,...Yi(t,o,s)]}function Vi(e){return e.split(" ").reduce((t,n)=>{let s=`${t.at(-1)??""} ${n}`.trim();
return s.length>Pi?[...t,n]:[...t.slice(0,-1),s]},[])}function Yi(e,t,n){let o=[...Array.from({length:e},
(i,a)=>new Date(Date.parse(n.start)+a*Fi)).entries()].filter(([i,a])=>a.getUTCDate()===1||i===0&&e<31),
r=Math.ceil(o.length/Wi);return o.filter((i,a)=>a%r===0).flatMap(([i,a])=>{let c=Qe(i,e),h=a.toLocaleString(
"en-GB",{month:"short",year:"2-digit",timeZone:"UTC"});return[w("line",{class:"month",x1:c,x2:c,y1:0,
y2:t+4}),w("text",{x:Math.min(c,mt-44),y:t+15},h)]})}function Ki(e,t,n){let s=new Map(t.map(i=>[i.event,
i])),o=new Set(s.keys());return t.flatMap(i=>{let{cause:a,isNext:c}=Xs(e,i.event,o),h=s.get(a);if(!h)
return[];let l=n.includes(i.event);return[{onTheWay:l,line:w("path",{class:`link${l?" way":""}${c?"":
" over"}`,d:zi(h,i)})}]}).sort((i,a)=>Number(i.onTheWay)-Number(a.onTheWay)).map(({line:i})=>i)}function zi(e,t){
let n=(...o)=>o.map(r=>r.toFixed(1)).join(" ");if(e.row===t.row){let o=e.y-Math.min(18,6+(t.x-e.x)/6);
return`M${n(e.x,e.y)}Q${n((e.x+t.x)/2,o,t.x,t.y)}`}let s=Math.max(8,Math.min(40,Math.abs(t.x-e.x)/2));
return`M${n(e.x,e.y)}C${n(e.x+s,e.y,t.x-s,t.y,t.x,t.y)}`}function Zi(e,t){let n=({event:s})=>Number(
t.includes(s));return e.slice().sort((s,o)=>n(s)-n(o)||s.rung-o.rung)}function Ji({event:e,rung:t,x:n,
y:s},o,r,i){let a=3.5+t*.45,c=`node rung${t}${r.includes(e)?" way":""}`,h=w("title",{},`#${e}  ${o.date}\
  ${Y(o,i.why)}`),l={class:c,"data-event":e};if(o.forced===i.why.forced.free)return w("circle",{...l,
cx:n,cy:s,r:a},h);let u={x:n-a,y:s-a,width:2*a,height:2*a};return w("rect",{...l,...u},h)}function Xi(e,t,n,s,o){
let r=({event:a})=>(a===s?200:n.includes(a)?100:0)+ze(e[a],o),i=t.filter(a=>r(a)>0).sort((a,c)=>r(c)-
r(a)).map(a=>({node:a,text:Qi(e[a.event],a.event===s,o)}));return eo(i,t,{left:Q,right:mt}).map(({node:a,
text:c,x:h,y:l})=>{let u=n.includes(a.event)?"label way":"label";return w("text",{class:u,x:h.toFixed(
1),y:l.toFixed(1)},c)})}function Qi(e,t,n){let s=Ke(e),o=e.shock_kind||n.known.actions[e.action_code].
short;return`${t?"★ ":""}${o}${s>0?`, ${Mt(s)} dead`:""}`}var ta=.5,ea=.8,ie=class{constructor(t,n,s,o,r){this.page=n,this.look=s,this.stores=o,this.save=r,this.
asked=0,this.everything=!1,this.shown=null,this.back=null,this.failure=d("p",{class:"bad",role:"aler\
t"}),this.stale=d("p",{class:"note",role:"status"}),this.body=d("div",{class:"told card",role:"regio\
n","aria-labelledby":"why-title",hidden:""}),this.body.addEventListener("keydown",a=>{a.key==="Escap\
e"&&this.close()});let i=d("p",{class:"note"},"Choose a dot above, or a number: the page replays tha\
t future and tells what happened, what caused it, and by what luck. One future is an example of how \
things hang together, not a forecast.");this.form=new re(n,o,(a,c)=>this.open(a,c,null),a=>this.fail(
a)),t.append(d("h2",{id:"why-head"},"Why: one future told"),i,this.form.made),t.append(this.failure,
this.stale,this.body)}async open(t,n,s){let o=++this.asked,r=this.stores(),i=[...new Set(r)];try{let a=i.
map(({world:l,plan:u,days:f})=>this.look({kind:"replay",run:t,world:l,plan:u,days:f})),c=await Promise.
all(a);if(o!==this.asked)return;this.page=r[0].page;let h=c.map(l=>js(t,l,this.page));this.shown={stories:h,
side:Math.min(n,h.length-1),run:t,stores:r},this.back=s,this.everything=!1,this.failure.textContent=
"",this.form.show(t,n),this.draw(),this.check(),this.goTo("why-title")}catch(a){if(o!==this.asked)return;
let c=a instanceof Error?a.message:String(a);this.fail(`Future ${t} cannot be told: ${c}.`)}}fail(t){
this.failure.textContent=`${t}${this.shown?" Below stands the last one told.":""}`}check(){let t=this.
shown!==null&&this.stores().some((n,s)=>n!==this.shown?.stores[s]);this.stale.textContent=t?"What is\
 set has changed since this future was told. “Tell it” tells it anew.":""}close(){this.body.setAttribute(
"hidden",""),this.shown=null,this.stale.textContent="",(this.back===null||!Ft(this.back))&&this.form.
number.focus()}goTo(t){let n=this.body.querySelector(`#${t}`);n.scrollIntoView({block:"start"}),n.focus(
{preventScroll:!0})}draw(){if(this.shown===null)return;let{stories:t,side:n,run:s}=this.shown,o=t[n],
{page:r}=this,i=t.length>1?U[n]:"nothing set",a=d("h3",{id:"why-title",tabindex:-1},`Future ${s}, ${i}`),
c=oe(o,r);this.body.replaceChildren(d("div",{class:"title"},a,this.buttons(o)),d("p",{},ne(o,r)),d("\
p",{class:"note"},se(o,r)),...sa(c,o,r),this.picture(o,c),this.lines(o),...Vs(t,s,r)),this.body.removeAttribute(
"hidden"),na(this.body)}buttons(t){let n=d("button",{type:"button"},"Download as text");n.addEventListener(
"click",()=>{this.save(`future_${t.run}.txt`,"text/plain",zs(t,this.page,this.everything))});let s=d(
"button",{type:"button"},"Close");return s.addEventListener("click",()=>this.close()),d("span",{class:"\
buttons"},n,s)}picture(t,n){let s=so(t,n,this.page,this.everything);s.addEventListener("click",i=>{let a=i.
target.closest("[data-event]");a&&this.unfold(Number(a.getAttribute("data-event")))});let o=d("p",{class:"\
note"},"Bold: the way to the highest rung; ★ its luckiest draw. Circles were drawn by chance or foll\
ow by themselves, squares are coded history or ordered. A broken link leaves out events between. Col\
ours are rungs; a click on a node unfolds its line below."),r=d("h4",{},"Who caused what");return d(
"section",{},r,this.toggle(t),s,Rt(this.page.known.rungs),o)}toggle(t){let n=d("input",{type:"checkb\
ox",id:"why-all"});n.checked=this.everything,n.addEventListener("change",()=>{this.everything=n.checked,
this.draw(),this.body.querySelector("#why-all").focus({preventScroll:!0})});let s=`show everything (${T(
t.events.length,"event")})`;return d("p",{},n,d("label",{for:"why-all"},` ${s}`))}lines(t){let n=ft(
t,this.page.why,this.everything),s=n.map(({event:c,date:h,depth:l,what:u,why:f})=>{let m=d("time",{datetime:h},
h),p=d("summary",{},m,` ${u}`),g=d("details",{"data-line":c},p,d("p",{class:"note"},`#${c}: ${f}`));
return d("li",{class:`deep${l}`},g)}),o=t.events.length-n.length,r=o>0?`${T(o,"harmless or idle even\
t")} left out; “show everything” has them.`:"",i=d("ol",{class:"story"},...s),a=d("h4",{},"Its s\
tory, each line under its cause");return d("section",{},a,i,d("p",{class:"note"},r))}unfold(t){let n=()=>this.
body.querySelector(`[data-line="${t}"]`);n()||(this.everything=!0,this.draw());let s=n();s.setAttribute(
"open","");let o=s.querySelector("summary");o.scrollIntoView({block:"center"}),o.focus({preventScroll:!0})}};
function na(e){let t=e.querySelector(".tree"),n=Array.from(t.querySelectorAll(".node.way")).at(-1);if(!n)
return;let[s,o]=[t,n].map(r=>r.getBoundingClientRect());t.scrollLeft+=o.right-(s.left+s.width*ea)}function sa(e,{
events:t},n){let s=e.rows.flatMap(({event:c,between:h,date:l,what:u,why:f})=>{let m=c===e.luckiest?[
d("b",{}," ★ luckiest draw")]:[],p=d("li",{},`${l} ${u}`,...m,d("small",{},`#${c}: ${f}`));return h===
""?[p]:[d("li",{class:"between"},h.trim()),p]}),o=e.luckiest<0?1:t[e.luckiest].p,r=o<ta?` (1 in ${H(
1/o,o>.1?1:2)})`:"",a=[d("h4",{},e.links.length>0?"How it came to the worst":"Quiet"),d("p",{},e.head)];
return s.length>0&&a.push(d("ol",{class:"way"},...s)),e.luck!==""&&a.push(d("p",{class:"luck"},e.luck.
replace(" that day.",`${r} that day.`))),a}var oa=100,ro=500,ra=[ro,1e3,2500,5e3];function x(e){return document.getElementById(e)}function oo(e){
x(e).scrollIntoView(),x(e).focus({preventScroll:!0})}var tn=class{constructor(t,n){let{page:s,parts:o}=t.
base;this.cases=t,this.page=s,this.setting=kt(),this.view=C(this.setting,s),this.twinLink="",this.controls=
new Map,this.drawn=0,this.timer=0,this.moved=this.begun=0,this.dragging=this.passed=!1,this.pictures=
new Yt;let r=x("script").textContent??"";this.futures=new Gt(s,{module:n,page:s,parts:o},r,()=>this.
progress(),a=>this.fail(a)),this.twin=this.mine=this.store(ue(this.setting,s));let i=a=>this.futures.
look(a);this.why=new ie(x("why"),s,i,()=>[this.mine,this.twin],ae),this.closer=[new Jt(s,i,x("map")),
new ee(s,i,x("play"))]}store(t){let{page:n,parts:s}=this.cases.of(it(t,this.page)),[o,r]=[Kn(s.world,
t,n),zn(s.plan,t,n)];return new Pt(C(t,n),o,r)}begin(){let t=n=>this.change({...kt(),...this.caseSet(
n)},!1);this.showCase=Hn(this.cases,x("cases"),t),this.page=this.cases.named("").page,this.readLink(),
clearTimeout(this.timer),this.simulate(!1),this.buildControls(),this.showSetting(),addEventListener(
"hashchange",()=>this.readLink()),x("reset").addEventListener("click",()=>this.change({...kt(),...this.
caseSet(this.page.case)},!1)),x("to-levers").addEventListener("click",()=>oo("settings")),x("to-pict\
ures").addEventListener("click",()=>oo("pictures")),x("scenario").addEventListener("click",()=>this.
saveScenario()),x("table").addEventListener("click",()=>this.saveTable()),x("extended").addEventListener(
"click",()=>this.saveExtended())}caseSet(t){return t===it({},this.page)?{}:{case:t}}showCase(t){}turnTo(t){
if(t!==this.page&&(this.page=t,this.panels.length!==0)){this.controls.clear();for(let n of["levers",
"hypotheses","branch","interventions","parameters","sources","ladder-key"])x(n).replaceChildren();this.
buildControls()}}buildControls(){let{page:t}=this;for(let[r,i]of Object.entries(t.groups)){let c=t.levers.
filter(l=>l.name.split(".")[0]===r).filter(l=>l.table==="world"||t.places[l.table].length>0);if(c.length===
0)continue;let h=c.map(l=>this.keep(l.name,Xn(l,t,(u,f,m)=>this.setLever(u,f,m))));x("levers").append(
d("details",{},d("summary",{},`${i} (${h.length})`),...h))}let n=t.hypotheses.map(r=>this.keep(r.name,
Qn(r,(i,a)=>this.setVariant(i,a))));x("hypotheses").append(...n);let s=(r,i)=>this.change({...this.setting,
...r},i);this.panels=[In,fs,Es].map(r=>r(t,x,s));let o=Object.entries(t.sources).map(([r,i])=>d("li",
{},`${r}: ${i}`));x("sources").append(...o),x("ladder-key").append(Rt(t.known.rungs))}panels=[];keep(t,n){
return this.controls.set(t,n),n.made}setLever(t,n,s){let o={...this.setting.levers};n===null?delete o[t]:
o[t]=n,this.change({...this.setting,levers:o},s)}setVariant(t,n){let s={...this.setting.hypotheses,[t]:n};
n===this.page.hypotheses.find(o=>o.name===t).chosen&&delete s[t],this.change({...this.setting,hypotheses:s},
!1)}readLink(){let t=location.hash.slice(1);if(!(t===P(this.setting)&&this.futures.goal>0))try{this.
change(Jn(t,this.cases.named(t).page),!1,!1),x("complaint").textContent=""}catch(n){if(!(n instanceof
D))throw n;this.futures.goal===0&&this.change(this.setting,!1,!1),x("complaint").textContent=`The li\
nk says ${n.message}. All of it is left aside.`}}change(t,n,s=!0){this.turnTo(this.cases.of(it(t,this.
page)).page);let o=ve(t,this.page),r=P(t)===P(this.setting);o!==null?x("refused").textContent=`Not t\
aken: ${o}.`:r||(x("refused").textContent=""),o===null&&(this.setting=t),this.showSetting(),o===null&&
(this.moved=performance.now(),s&&(x("complaint").textContent=""),s&&!n&&history.replaceState(null,"",
`#${P(t)}`),clearTimeout(this.timer),this.passed=n&&this.inWork(),!this.passed&&(n?this.simulate(!0):
this.timer=setTimeout(()=>this.simulate(!1))))}showSetting(){let t=C(this.setting,this.page);this.showCase(
this.page.case);for(let[n,s]of this.controls)s.show(this.shown(n));for(let n of this.panels)n(this.setting,
t);x("extended").hidden=this.page.file_text===void 0,x("counted").textContent=t.counted,x("reset").toggleAttribute(
"disabled",ke(this.setting))}inWork(){return this.dragging&&this.drawn<this.futures.goal}shown(t){let n=this.
page.hypotheses.find(s=>s.name===t);return n?this.setting.hypotheses[t]??n.chosen:this.setting.levers[t]??
null}simulate(t){let n=ue(this.setting,this.cases.base.page),[s,o]=[P(this.setting),P(n)];this.begun=
this.moved,this.dragging=t,this.passed=!1;try{let i=o===this.twinLink?this.twin:this.store(n),a=s===
this.link?this.mine:null,c=s===o?i:a??this.store(this.setting);[this.mine,this.twin,this.twinLink]=[
c,i,o]}catch(i){this.fail(i instanceof Error?i.message:String(i));return}if(s!==this.link){this.drawn=
0;for(let i of this.closer)i.hold()}this.link=s,this.view=C(this.setting,this.page),x("failure").textContent=
"";let r=t?Math.min(ro,this.view.runs):this.view.runs;this.futures.ask([...new Set([this.mine,this.twin])],
r),this.progress()}link;progress(){let t=Math.min(this.mine.have,this.twin.have),{runs:n}=this.view;
if(t>=n)for(let r of this.closer)r.show(this.mine,this.twin);let s=[...ra.filter(r=>r<n),n];this.everDrawn||
s.unshift(oa);let o=s.filter(r=>r<=t).at(-1)??0;o<=this.drawn||(this.drawn=o,this.everDrawn=!0,this.
draw(o),this.passed&&!this.inWork()&&this.simulate(!0))}everDrawn=!1;draw(t){let{page:n}=this,s=this.
mine!==this.twin,o=n.shown.map(l=>{let u=n.known.outcomes.findIndex(g=>g.name===l),[f,m]=[this.mine,
this.twin].map(g=>g.columns[u].subarray(0,t)),p={heading:n.headings[l],topic:n.topics[l]};return{outcome:{
...n.known.outcomes[u],...p},values:f,twins:m}}),r=o.map(({outcome:l,values:u,twins:f})=>()=>{let m=ss(
l,u,f,n.z95,s);return ts(m,l,[u,f],(p,g,y)=>this.why.open(p,g,y)),m});x("as-set").replaceChildren(...s?
this.answer(o):[]);let i=es();this.pictures.draw(x("outcomes"),r),i!==null&&Ft(i),this.why.check(),this.
pictures.draw(x("sure"),[()=>Is(n,this.view.runs,this.mine,t)]),this.drawDays(Math.min(t,1e3),s),x("\
war").textContent=this.war(t,s);let a=Math.round(performance.now()-this.begun),c=t===this.view.runs?
"":`, growing to ${this.view.runs.toLocaleString("en-GB")}`,h=ke(this.setting)?", nothing set":", no\
 more set than history and length";x("status").textContent=`${t.toLocaleString("en-GB")} futures${s?
", each beside its unchanged twin":h}${c}`,x("status").dataset.took=String(a),x("status").dataset.futures=
String(t)}answer(t){let[n,s,o]=["outcome","values","twins"].map(r=>t.map(i=>i[r]));return an(n,s,o,this.
page).map(r=>d("p",{},r))}war(t,n){let s=this.page.known.outcomes.findIndex(a=>a.name===this.page.war.
outcome),[o,r]=[this.mine,this.twin].map(a=>100*j(a.columns[s].subarray(0,t)));if(o+r===0)return"";let i=`${b(
o)} % of futures${n?` as set, ${b(r)} % unchanged,`:""}`;return this.page.war.sentence.replace(this.
page.war.place,i)}days=null;drawDays(t,n){let{view:s,mine:o,twin:r}=this;if(this.days?.store===o&&this.
days.n===t)return;this.days={store:o,n:t};let i=s.fans.map((h,l)=>{let u=s.known.series.find(f=>f.name===
h);return()=>Fn(s,u,o.daily[l],r.daily[l],t)}),a=s.fans.length,c=[()=>we(s,n?"as set":"nothing set",
o.daily[a],t)];n&&c.push(()=>we(s,"unchanged",r.daily[a],t)),this.pictures.draw(x("days"),[...i,...c]),
x("days-runs").textContent=`The first ${t.toLocaleString("en-GB")} futures.`}fail(t){x("failure").textContent=
`The simulation stopped: ${t}. The pictures are the last good ones.`}saveScenario(){ae("as_set.yaml",
"application/yaml",Ds(this.setting,this.page,C(this.setting,this.page).runs))}saveExtended(){ae(this.
page.file,"application/yaml",this.page.file_text)}saveTable(){let t=this.drawn,[n,s]=[this.mine,this.
twin].map(o=>o.columns.map(r=>r.subarray(0,t)));t>0&&ae("outcomes.csv","text/csv",Ns(n,s,this.page))}};
function ae(e,t,n){let s=URL.createObjectURL(new Blob([n],{type:t}));d("a",{href:s,download:e}).click(),
setTimeout(()=>URL.revokeObjectURL(s),1e4)}async function ia(){try{let e=JSON.parse(x("told").textContent??
"");if(e.no_simulation){x("failure").textContent=`This page does not simulate: ${e.no_simulation}.`;
return}document.body.classList.add("live"),x("still").removeAttribute("open");let t=await Nn(x("bloc\
k").textContent??"",e.parts),n=await WebAssembly.compile(t.kernel);x("spread").textContent=e.spread,
new tn(new Bt(e,t),n).begin()}catch(e){x("failure").textContent=`This browser cannot simulate here: ${e instanceof
Error?e.message:e}.`}}typeof document>"u"?ls(self):ia();
