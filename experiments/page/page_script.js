// Bundled by `make page-script` from modules 7848fa7fe3b105034ad5
function X(n){let t=n.trim(),{fromBase64:e}=Uint8Array;if(e)return e.call(Uint8Array,t);let s=atob(t),
o=new Uint8Array(s.length);for(let i=0;i<o.length;i++)o[i]=s.charCodeAt(i);return o}async function pt(n,t){
let e=new Blob([X(n)]).stream().pipeThrough(new DecompressionStream("gzip")),s=await new Response(e).
arrayBuffer(),o=Object.entries(t).map(([i,[a,r]])=>[i,s.slice(a,a+r)]);return Object.fromEntries(o)}var Ht="http://www.w3.org/2000/svg",gt=new Map;function d(n,t,...e){return wt(document.createElement(
n),t,e)}function b(n,t,...e){return wt(document.createElementNS(Ht,n),t,e)}function wt(n,t,e){for(let[
s,o]of Object.entries(t))n.setAttribute(s,String(o));return n.append(...e),n}function S(n,t,e,...s){
return b("svg",{viewBox:`0 0 ${n} ${t}`,role:"img","aria-label":e},...s)}function $(n){if(!Number.isFinite(
n))return"–";let t=Math.abs(n),e=t>=100||n===0?0:t>=10?1:2;return Q(n,e,0)}function N(n,t){let e=Math.
max(0,Math.min(6,1-Math.floor(Math.log10(t))));return`${Q(n,e,e)} ± ${Q(t,e,e)}`}function Q(n,t,e){
let s=`${t} ${e}`,o={maximumFractionDigits:t,minimumFractionDigits:e},i=gt.get(s)??new Intl.NumberFormat(
"en-GB",o);return gt.set(s,i),i.format(n).replace("-","−")}function M(n){return n.reduce((t,e)=>t+e,0)/n.length}function yt(n,t){let e=n.length,s=M(n),o=n.reduce(
(i,a)=>i+(a-s)**2,0);return e>1?t*Math.sqrt(o/(e-1))/Math.sqrt(e):1/0}function Vt(n,t,e){let s=e*e,o=(n+
s/(2*t))/(1+s/t),i=e/(1+s/t)*Math.sqrt(n*(1-n)/t+s/(4*t*t));return Math.max(n-(o-i),o+i-n)}function I(n,t,e){
let s=M(t),o=n.kind==="flag";return{mean:s,error:o?Vt(s,t.length,e):yt(t,e)}}function W(n,t,e){let s=n.
map((o,i)=>o-t[i]);return{mean:M(s),error:yt(s,e)}}function bt(n,t){let e=n.slice().sort();return Array.
from({length:t},(s,o)=>tt(e,(o+.5)/t))}function tt(n,t){return n[Math.max(0,Math.ceil(t*n.length)-1)]}var R=460,E=170,A=40,D=22,L=8,qt=120,Yt=[.05,.25,.5,.75,.95],zt=864e5,Pt=new Intl.DateTimeFormat("en\
-GB",{month:"short",year:"2-digit",timeZone:"UTC"}),$t=new WeakMap;function et(n){let t=Math.ceil(n/
qt),e=Array.from({length:Math.ceil(n/t)},(s,o)=>o*t);return e.at(-1)===n-1?e:[...e,n-1]}function Kt(n,t,e,s){
let o=new Float32Array(e);for(let i=0;i<e;i++)o[i]=n[i*s+t];return o.sort()}function Jt(n,t,e){let s=$t.
get(n);if(s?.runs===t)return s.rows;let o=et(e).map(i=>{let a=Kt(n,i,t,e);return Yt.map(r=>tt(a,r))});
return $t.set(n,{runs:t,rows:o}),o}function U(n,t){return A+n/Math.max(1,t.days-1)*(R-A-6)}function G(n){
return L+(1-n)*(E-L-D)}function F(n){return n.map(([t,e])=>`${t.toFixed(1)},${e.toFixed(1)}`).join("\
 ")}function xt(n,t){let e=[];if(n.free>0){let r=U(n.free,n)-A;e.push(b("rect",{class:"past",x:A,y:L,
width:r,height:E-L-D})),r>70&&e.push(b("text",{x:A+4,y:L+12},"replayed past"))}let s=Date.parse(`${n.
start}T00:00:00Z`),i=Array.from({length:n.days},(r,c)=>[c,new Date(s+c*zt)]).filter(([,r])=>r.getUTCDate()===
1),a=Math.ceil(i.length/7);return i.forEach(([r,c],l)=>{if(l%a>0)return;let h=Pt.format(c),u=U(Number(
r),n);e.push(b("line",{class:"tick",x1:u,x2:u,y1:E-D,y2:E-D+4})),e.push(b("text",{x:Math.min(u,R-20),
y:E-5,"text-anchor":"middle"},h))}),e.push(b("line",{class:"tick",x1:A,x2:R-6,y1:E-D,y2:E-D})),e.push(
b("text",{x:A-4,y:G(0)+3,"text-anchor":"end"},t[0])),e.push(b("text",{x:A-4,y:G(1)+9,"text-anchor":"\
end"},t[1])),e}function kt(n,t,e,s,o){let i=et(n.days),a=[e,s].map(y=>Jt(y,o,n.days)),r=Math.max(...a.
flat(2)),c=Math.min(0,...a.flat(2)),l=(y,p)=>y.map((k,O)=>[U(i[O],n),G((k[p]-c)/(r-c||1))]),h=(y,p,k)=>b(
"polygon",{class:k,points:F([...l(a[0],y),...l(a[0],p).reverse()])}),u=[h(0,4,"band wide"),h(1,3,"ba\
nd"),...[0,2,4].map(y=>b("polyline",{class:y===2?"twin middle":"twin edge",points:F(l(a[1],y))})),b(
"polyline",{class:"mine middle",points:F(l(a[0],2))})],[f,m]=a.map(y=>y.at(-1)?.[2]??0),g=`${t.meaning}\
 by day: median on the last day ${$(f)} ${t.unit} as set, ${$(m)} unchanged`;return d("figure",{},d(
"figcaption",{},`${t.meaning} (${t.unit})`),S(R,E,g,...xt(n,[$(c),$(r)]),...u))}function nt(n,t,e,s){
let o=et(n.days),{rungs:i}=n.known,a=o.map(f=>{let m=new Array(i.length+1).fill(0);for(let g=0;g<s;g++)
m[e[g*n.days+f]]+=1;for(let g=i.length-1;g>=0;g--)m[g]+=m[g+1];return m.map(g=>g/s)}),r=f=>a.map((m,g)=>[
U(o[g],n),G(m[f])]),c=i.slice(1).map((f,m)=>b("polygon",{class:`rung rung${m+1}`,points:F([...r(m+1),
...r(m+2).reverse()])})),l=a.at(-1)?.[i.length-1]??0,h=`highest rung by day, ${t}: ${$(100*l)} % of \
futures in ${i.at(-1)} on the last day`,u=["0","100 %"];return d("figure",{},d("figcaption",{},`high\
est rung of the day, share of futures, ${t}`),S(R,E,h,...c,...xt(n,u)))}function vt(n){let t=n.slice(
1).map((e,s)=>{let o=S(12,12,"",b("rect",{class:`rung rung${s+1}`,width:12,height:12}));return o.setAttribute(
"aria-hidden","true"),d("li",{},o,`${s+1} ${e}`)});return d("ul",{class:"key"},...t)}var Ot=/^-?\d{1,10}(\.\d{1,9})?$/,v=class extends Error{};function H(){return{levers:{},hypotheses:{}}}
function st(n){return Object.keys(n.levers).length+Object.keys(n.hypotheses).length===0}function x(n){
return String(Number(n.toFixed(9)))}function ot(n,t,e){let[s,o]=t.doses[e],i=Number(n);return Ot.test(
n)&&i>=s&&i<=o&&Ot.test(x(i))&&!(t.whole&&!Number.isInteger(i))?Number(x(i)):null}function V(n){return[
...Object.entries(n.levers).map(([s,{dose:o,value:i}])=>Array.isArray(i)?[s,i.join(",")]:typeof i=="\
string"?[s,i]:[s,o==="set"?x(i):`${o}:${x(i)}`]),...Object.entries(n.hypotheses)].map(([s,o])=>`${encodeURIComponent(
s)}=${encodeURIComponent(o)}`).join("&")}function Et(n,t){let e=H();if(n==="")return e;if(n.length>4e3)
throw new v(`a link of ${n.length} letters`);let s=new Set;for(let o of n.split("&")){let[i,a]=Zt(o);
if(s.has(i))throw new v(`'${i}' twice`);s.add(i),Xt(i,a,t,e)}return e}function Zt(n){let t=n.indexOf(
"=");if(t<1)throw new v(`'${n}', which is no name=value`);try{return[decodeURIComponent(n.slice(0,t)),
decodeURIComponent(n.slice(t+1))]}catch{throw new v(`'${n}', which does not decode`)}}function Xt(n,t,e,s){
let o=e.levers.find(a=>a.name===n),i=e.hypotheses.find(a=>a.name===n);if(o)s.levers[n]=Qt(o,t,e);else if(i){
if(!i.variants.some(r=>r.letter===t))throw new v(`'${t}' for ${n}`);t!==i.chosen&&(s.hypotheses[n]=t)}else
throw new v(`'${n}', which is no lever and no hypothesis`)}function Qt(n,t,e){if(n.table==="site")return{
dose:"set",value:te(n,t,e)};if(n.kind==="choice"){if(!n.choices.some(r=>r.word===t))throw new v(`'${t}\
' for ${n.name}`);return{dose:"set",value:t}}let[s,o]=t.includes(":")?t.split(":",2):["set",t],i=Object.
hasOwn(n.doses,s)?ot(o,n,s):null;if(i===null||t.split(":").length>2)throw new v(`'${t}' for ${n.name}`);
return{dose:s,value:i}}function te(n,t,e){let s=t===""?[]:t.split(","),o=e.places.site.map(i=>i.id);
if(new Set(s).size!==s.length||s.some(i=>!o.includes(i)))throw new v(`'${t}' for ${n.name}`);return o.
filter(i=>s.includes(i))}var ee=1e3,ne=50,se={set:[-1/0,1/0],scale:[0,3],add:[-1/0,1/0]},oe={"":"left alone",set:"set to",scale:"\
times",add:"plus"};function Mt(n,t,e){let s=`lever-${n.name}`,o=n.table==="site"?re:n.kind==="choice"?
ie:ae,{parts:i,show:a,labelled:r}=o(n,t,s,e),c=r?d("legend",{},n.meaning):d("label",{for:s},n.meaning),
l=n.table==="militia"?"all militias, ":"",h=["choice","order"].includes(n.unit)?"":`${n.unit}, `,u=n.
sources.map(p=>p.replace(":"," ¶")).join("; "),f=d("small",{id:`${s}-about`},`${l}${h}${n.name}${u?
`, after ${u}`:""}`),g=t.interventions.filter(p=>p.lever===n.name).map(p=>d("small",{class:"own"},`T\
he scenario moves it: ${p.yaml}. What is set here takes its place.`)),y=d(r?"fieldset":"div",{class:"\
lever"},c,...i,f,...g);return{made:y,show:p=>{y.classList.toggle("set",p!==null);let k=y.closest("de\
tails");k&&p!==null&&(k.open=!0),a(p)}}}function ie(n,t,e,s){let o=n.choices.map(r=>d("option",{value:r.
word},r.word.replaceAll("_"," "))),i=d("select",{id:e,"aria-describedby":`${e}-about`},d("option",{value:""},
"left alone"),...o);return i.addEventListener("change",()=>{s(n.name,i.value===""?null:{dose:"set",value:i.
value},!1)}),{parts:[i],show:r=>{i.value=r===null?"":r.value},labelled:!1}}function re(n,t,e,s){let o=t.
places.site.map(r=>{let c=d("input",{type:"checkbox",id:`${e}-${r.id}`});return{site:r,box:c,made:d(
"label",{class:"site"},c,r.title)}}),i=t.interventions.some(r=>r.lever===n.name);for(let{box:r}of o)
r.addEventListener("change",()=>{let c=o.filter(l=>l.box.checked).map(l=>l.site.id);s(n.name,c.length>
0||i?{dose:"set",value:c}:null,!1)});let a=r=>{for(let{site:c,box:l}of o)l.checked=r!==null&&r.value.
includes(c.id)};return{parts:o.map(r=>r.made),show:a,labelled:!0}}function ae(n,t,e,s){let o=["",...Object.
keys(n.doses)],i=oe,a=d("select",{id:e,"aria-describedby":`${e}-about`},...o.map(u=>d("option",{value:u},
i[u]))),r=d("input",{type:"number",step:n.whole?1:"any","aria-label":`${n.meaning}: the number`}),c=d(
"input",{type:"range","aria-label":`${n.meaning}: slider`}),l=u=>{a.value=u===null?"":u.dose,r.hidden=
c.hidden=u===null,u!==null&&(le(r,c,n,u.dose),(r.value===""||Number(r.value)!==u.value)&&(r.value=x(
u.value)),c.value=x(u.value))},h=(u,f)=>{let m=ot(u,n,a.value);r.setCustomValidity(m===null?`a numbe\
r from ${r.min} to ${r.max}`:""),m===null?r.reportValidity():s(n.name,{dose:a.value,value:m},f)};return a.
addEventListener("change",()=>{r.setCustomValidity(""),s(n.name,a.value===""?null:{dose:a.value,value:ce(
n,a.value)},!1)}),r.addEventListener("change",()=>h(r.value,!1)),c.addEventListener("input",()=>h(x(
Number(c.value)),!0)),c.addEventListener("change",()=>h(x(Number(c.value)),!1)),{parts:[a,r,c],show:l,
labelled:!1}}function ce(n,t){let[e,s]=n.doses[t],o=t==="scale"?1:t==="add"?0:n.kind==="number"?n.neutral[0]:
(e+s)/2;return Number(x(Math.min(s,Math.max(e,o))))}function le(n,t,e,s){let[o,i]=e.doses[s],[a,r]=se[s],
[c,l]=[Math.max(o,a),Math.min(i,r)];[n.min,n.max]=[x(o),x(i)],t.hidden=l-c>ee,[t.min,t.max]=[x(c),x(
l)],t.step=e.whole?"1":x(10**Math.floor(Math.log10((l-c)/ne)))}function At(n,t){let e=`hypothesis-${n.
name}`,s=n.variants.map(a=>d("option",{value:a.letter},`${a.letter}: ${a.statement}`)),o=d("select",
{id:e},...s);o.addEventListener("change",()=>t(n.name,o.value));let i=d("div",{class:"lever"},d("lab\
el",{for:e},`${n.name}: ${n.question}`),o);return{made:i,show:a=>{o.value=a,i.classList.toggle("set",
a!==n.chosen)}}}var _=50,q=300,it=10,St=40,rt=3,he=.9,ue=6.4,C=52,at=14;function Tt(n,t,e,s,o){let i=n.kind==="flag"?
de(n,t,e):me(n,t,e),r=(o?fe(n,t,e,s):[["mine","",ct(n,t,s)]]).map(([c,l,h])=>d("p",{class:c},l,d("b",
{},h)));return d("article",{class:"card"},d("h3",{},n.heading),i,...r)}function ct(n,t,e){let{mean:s,
error:o}=I(n,t,e),i=n.kind==="flag";return s===0&&i?`none seen, at most ${$(100*o)} %`:o===0?s===0?"\
none seen":`${$(s)} ${n.unit} in all`:i?`${N(100*s,100*o)} %`:`${N(s,o)} ${n.unit}`}function fe(n,t,e,s){
let{mean:o,error:i}=W(t,e,s),[a,r]=n.kind==="flag"?[100,"points"]:[1,n.unit],c=i===0?o===0?"none in \
any future":`${$(o*a)} ${r} in all`:`${o>0?"+":""}${N(o*a,i*a)} ${r}`;return[["mine","as set ",ct(n,
t,s)],["twin","unchanged ",ct(n,e,s)],["apart","difference ",c]]}function de(n,t,e){let[s,o]=[t,e].map(
c=>Math.round(M(c)*_)),i=[["mine",s],["twin",o]].flatMap(([c,l],h)=>Array.from({length:_},(u,f)=>{let m={
cx:it+f%25*11.6,cy:10+h*36+Math.floor(f/25)*13,r:4};return b("circle",{...m,class:f<Number(l)?`${c} \
yes`:"no"})})),a=`${n.heading}: in ${_} futures ${s} as set, ${o} unchanged`,r=d("p",{class:"count"},
`in ${_} futures: ${s} as set, ${o} unchanged`);return d("div",{},S(q,72,a,...i),r)}function me(n,t,e){
let s=[t,e].map(p=>bt(p,_)),o=Math.min(...s.flat()),i=Math.max(...s.flat()),a=i-o||1,r=s.map(p=>pe(p,
o,a)),c=Math.max(...r.flatMap(p=>[...p.values()])),l=Math.max(he,Math.min(ue,(C-2*rt)/c)),h=r.flatMap(
(p,k)=>ge(p,k,l)),u=C+at/2,f=[b("text",{x:0,y:u+4},$(o))];i>o&&f.push(b("text",{x:q,y:u+4,"text-anch\
or":"end"},$(i)));let[m,g]=[t,e].map(p=>$(M(p))),y=`${n.heading}: ${_} futures from ${$(o)} to ${$(i)}\
 ${n.unit}, mean ${m} as set, ${g} unchanged`;return S(q,2*C+at,y,...h,...f)}function pe(n,t,e){let s=new Map;
for(let o of n){let i=Math.round((o-t)/e*St);s.set(i,(s.get(i)??0)+1)}return s}function ge(n,t,e){let s=t===
0?"mine yes":"twin yes";return[...n].flatMap(([o,i])=>Array.from({length:i},(a,r)=>{let c=rt+r*e,l=t===
0?C-c:C+at+c;return b("circle",{cx:it+o/St*(q-2*it),cy:l,r:rt,class:s})}))}var T=class extends Error{},B=class{constructor(t,e,s){let{exports:o}=new WebAssembly.Instance(t,{});
this.exports=o,this.page=e,this.known=e.known,this.top=this.exports.__heap_base.value;let i=this.exports.
version();if(i!==this.known.version)throw new T(`a kernel of version ${i}`);this.samples=this.put(s.
samples),this.edges=this.put(s.edges),this.world=s.world;let a=BigInt64Array.of(BigInt(e.days),0n,0n,
1n);this.legs=this.put(a.buffer),this.usual=this.known.series.map(r=>[r.word,r.level]),this.floor=this.
top}take(t){let e=Math.ceil(this.top/64)*64;this.top=e+t;let s=this.top-this.exports.memory.buffer.byteLength;
return s>0&&this.exports.memory.grow(Math.ceil(s/65536)),e}put(t){let e=this.take(t.byteLength);return new Uint8Array(
this.exports.memory.buffer,e,t.byteLength).set(new Uint8Array(t)),e}putWorld(t){let e=this.put(this.
world);return new Uint8Array(this.exports.memory.buffer,e).set(new Uint8Array(t)),e}get(t,e){return this.
exports.memory.buffer.slice(t,t+e)}call(t,e){let s=this.known.exports[t].map(([i])=>{if(e[i]===void 0)
throw new T(`${t}: nothing given for ${i}`);return e[i]}),o=this.exports[t](...s);if(o!==this.known.
statuses.done)throw new T(`${t}: status ${o}`)}wordsByDay(t){let{series:e}=this.known.sizes;if(t.length>
e)throw new T(`${t.length} series, and room for ${e}`);let s=Array.from({length:e},(o,i)=>t[i]??[0,0]);
return BigInt64Array.from(s.flat().map(BigInt))}simulate({first:t,last:e,world:s,plan:o,daily:i,words:a=this.
usual,events:r=!1}){this.top=this.floor;let{sizes:c}=this.known,{days:l}=this.page,h=e-t,u=r?h*c.log_rows:
0,f=i?h*l*c.series*4:0,m=BigUint64Array.from({length:h},(j,Z)=>BigInt(t+Z)),[g,y]=this.page.samples,
p={plan:this.put(o),samples:this.samples,edges:this.edges,n_samples:g,n_columns:y,runs:this.put(m.buffer),
n_runs:h,seed_key:BigInt(this.page.seed_key),parameters:this.take(h*c.parameters*8),world:this.putWorld(
s),start:this.put(s.slice(0,c.live*8)),legs:this.legs,n_legs:1,n_kept:h,series:this.put(this.wordsByDay(
a).buffer),tallies:this.take(h*c.counters*8),daily:this.take(f),n_daily:i?h:0,days:l,events:this.take(
u*c.log*8),n_events:u,counts:this.take(h*8),lost:this.take(h*8),morning:this.take(c.live*8)};this.call(
"draw",p),this.call("simulate",p);let O=new BigInt64Array(this.get(p.lost,h*8)).findIndex(j=>j!==0n);
if(O>=0)throw new T(`run ${t+O}: more events than its log holds`);let mt=Array.from(new BigInt64Array(
this.get(p.counts,h*8)),Number),Gt=r?mt.reduce((j,Z)=>j+Z,0):0;return{counters:this.get(p.tallies,h*
c.counters*8),daily:new Float32Array(this.exports.memory.buffer,p.daily,f/4),events:this.get(p.events,
Gt*c.log*8),counts:mt}}};function lt(n,t,e){let{names:s,kinds:o}=e.counters,i=s.indexOf(t),a=n.byteLength/8/s.length,c=o[i]===
"float64"?new Float64Array(n):new BigInt64Array(n),l=new Float64Array(a);for(let h=0;h<a;h++)l[h]=Number(
c[h*s.length+i]);return l}function Dt(n,t,e){let s=lt(n,t,e);if(!e.counters.running.includes(t))return s;
let o=lt(n,t+e.counters.before,e);return s.map((i,a)=>i-o[a])}function we(n,t,e){if(n.past)return lt(
t,n.counter+e.counters.before,e);let s=Dt(t,n.counter,e);if(n.per){let o=Dt(t,n.per,e);return s.map(
(i,a)=>i/Math.max(1,o[a]))}return n.kind==="flag"?s.map(o=>o>=n.least?1:0):s}function ht(n,t){return t.
outcomes.map(e=>we(e,n,t))}function ye(n,{known:t}){let e=Number(new BigInt64Array(n)[t.clock.n_moves]);return n.slice(0,(t.room.
at+e*t.moves.names.length)*8)}function _t(n,t){let e=n.constructor,s=new e(t);return s.set(n),s}var Y=class{constructor(t,e,s){
this.world=ye(e,t),this.plan=s,this.columns=t.known.outcomes.map(()=>new Float64Array),this.daily=[...t.
fans,t.ladder].map(()=>new Float32Array),this.days=t.days,this.asked=0,this.have=0,this.early=new Map}makeRoom(t){
t<=this.columns[0].length||(this.columns=this.columns.map(e=>_t(e,t)),this.daily=this.daily.map(e=>_t(
e,Math.min(1e3,t)*this.days)))}add(t,e,s,o,i){s.forEach((a,r)=>this.columns[r].set(a,t)),o.forEach((a,r)=>this.
daily[r].set(a,t*i)),this.early.set(t,e);for(let a=this.early.get(this.have);a!==void 0;a=this.early.
get(this.have))this.early.delete(this.have),this.have=a}};function z(n){n.asked=n.have,n.early.clear()}var be=[[100,50],[500,100],[1/0,250]],$e=4;function xe(n,{run:t,world:e,plan:s}){let{known:o}=n,i=n.
simulate({first:t,last:t+1,world:e,plan:s,daily:!1,events:!0}),{names:a,kinds:r}=o.log,[c,l]=[new BigInt64Array(
i.events),new Float64Array(i.events)],h=a.map((f,m)=>{let g=r[m]==="float64"?l:c,y=(p,k)=>Number(g[k*
a.length+m]);return[f,Float64Array.from({length:i.counts[0]},y)]}),u=ht(i.counters,o).map((f,m)=>[o.
outcomes[m].name,f[0]]);return{outcomes:Object.fromEntries(u),log:Object.fromEntries(h)}}function ke(n,{
first:t,last:e,world:s,plan:o,words:i}){let a=n.known.sizes.series,r=(e-t)*n.page.days,c=new Float32Array(
i.length*r);for(let l=0;l<i.length;l+=a){let h=i.slice(l,l+a),{daily:u}=n.simulate({first:t,last:e,world:s,
plan:o,daily:!0,words:h});h.forEach((f,m)=>{for(let g=0;g<r;g++)c[(l+m)*r+g]=u[g*a+m]})}return{values:c}}
function ve(n,t){return{id:t.id,...t.kind==="replay"?xe(n,t):ke(n,t)}}function It(n,t){if(t.kind!==void 0)
return ve(n,t);let{id:e,first:s,last:o,world:i,plan:a,daily:r}=t,{page:c,known:l}=n,h=n.simulate({first:s,
last:o,world:i,plan:a,daily:r}),u=h.daily,f=l.sizes.series,g=(r?[...c.fans,c.ladder]:[]).map(y=>{let p=l.
series.findIndex(O=>O.name===y),k=new Float32Array(u.length/f);for(let O=0;O<k.length;O++)k[O]=u[O*f+
p];return k});return{id:e,first:s,last:o,columns:ht(h.counters,l),daily:g}}function Lt(n){let t=null;
n.onmessage=({data:e})=>{try{t===null?t=new B(e.module,e.page,e.parts):Oe(n,It(t,e))}catch(s){n.postMessage(
{failed:s instanceof Error?s.message:String(s),id:e.id})}}}function Oe(n,t){let e=t.daily??[];n.postMessage(
t,e.map(s=>s.buffer))}var P=class{constructor(t){this.kernel=new B(t.module,t.page,t.parts),this.onmessage=
()=>{}}postMessage(t){setTimeout(()=>this.onmessage({data:this.answer(t)}))}answer(t){try{return It(
this.kernel,t)}catch(e){return{failed:e instanceof Error?e.message:String(e),id:t.id}}}},K=class{constructor(t,e,s,o,i){
this.page=t,this.start=e,this.script=s,this.progress=o,this.failed=i,this.stores=[],this.goal=0,this.
answered=!1,this.idle=this.workers()}workers(){let t=Math.max(1,Math.min($e,navigator.hardwareConcurrency||
1));try{return this.address=URL.createObjectURL(new Blob([this.script],{type:"text/javascript"})),Array.
from({length:t},()=>this.worker())}catch{return[this.listen(new P(this.start))]}}broke(t,e){if(!this.
here){if(this.answered){this.lose(this.at.get(t),e),t.terminate(),this.idle=[...this.idle.filter(s=>s!==
t),this.worker()];return}this.here=!0,this.waiting.clear();for(let{broke:s}of this.looking.values())
s(new Error(e));this.looking.clear(),this.looks=[],this.stores.forEach(z);try{this.idle=[this.listen(
new P(this.start))],this.hand()}catch(s){this.failed(s instanceof Error?s.message:String(s))}}}lose(t,e){
let s=this.looking.get(t??0);if(this.looking.delete(t??0),this.waiting.delete(t??0),s){s.broke(new Error(
e));return}this.goal=0,this.stores.forEach(z),this.failed(e)}here=!1;at=new Map;address="";worker(){
let t=new Worker(this.address);return t.onerror=e=>{e.preventDefault(),this.broke(t,e.message||"a wo\
rker broke")},t.postMessage(this.start),this.listen(t)}listen(t){return t.onmessage=({data:e})=>{this.
idle.push(t),this.take(e),this.hand()},t}take(t){let e=this.looking.get(t.id);if(e){this.looking.delete(
t.id),t.failed===void 0?e.done(t):e.broke(new Error(t.failed));return}let s=this.stores.find(o=>o===
this.waiting.get(t.id));if(this.waiting.delete(t.id),!!s){if(t.failed!==void 0){this.goal=0,z(s),this.
failed(t.failed);return}this.answered=!0,s.add(t.first,t.last,t.columns,t.daily,this.page.days),this.
progress()}}waiting=new Map;tasks=0;ask(t,e){this.stores=t,this.goal=e;for(let s of t)s.makeRoom(e);
this.hand()}looking=new Map;looks=[];look(t){let e=++this.tasks;return new Promise((s,o)=>{this.looking.
set(e,{done:s,broke:o}),this.looks.push({...t,id:e}),this.hand()})}hand(){for(;this.idle.length>0;){
if(this.looks.length>0){this.give(this.looks.shift());continue}let[t]=this.stores.filter(c=>c.asked<
this.goal).sort((c,l)=>c.asked-l.asked);if(!t)return;let e=t.asked,s=be.find(([c])=>e<c)?.[1]??1,o=Math.
min(e+s,this.goal),i=++this.tasks;t.asked=o,this.waiting.set(i,t);let{world:a,plan:r}=t;this.give({id:i,
first:e,last:o,world:a,plan:r,daily:o<=1e3})}}give(t){let e=this.idle.pop();this.at.set(e,t.id),e.postMessage(
t)}};function Ee(n){let{top:t,bottom:e}=n.getBoundingClientRect();return e>0&&t<innerHeight}var J=class{constructor(){
this.waiting=new Map,this.timer=0,addEventListener("beforeprint",()=>this.drawAll())}draw(t,e){let s=[
...t.children];if(s.length!==e.length){for(let i of s)this.waiting.delete(i);t.replaceChildren(...e.
map(i=>i()));return}let o=s.map(Ee);e.forEach((i,a)=>{o[a]?this.replace(s[a],i):this.waiting.set(s[a],
i)}),clearTimeout(this.timer),this.timer=setTimeout(()=>this.drawAll(),250)}replace(t,e){this.waiting.
delete(t),t.replaceWith(e())}drawAll(){for(let[t,e]of this.waiting)this.replace(t,e)}};var ft=-1;function Rt(n,{dose:t,value:e}){if(n.kind==="choice")return[n.choices.find(o=>o.word===e).
code];let s=Number(e);return n.kind==="number"?[s]:{set:[0,s],scale:[s,0],add:[1,s]}[t]??[]}function Me(n,t,e){
if(n.table==="world")return[[0,Rt(n,t)]];let s=e.places[n.table].map(r=>r.id),o=Array.isArray(t.value)?
t.value:s,i=Array.isArray(t.value)?{dose:"set",value:n.moved}:t;return s.map((r,c)=>c).filter(r=>o.includes(
s[r])).map(r=>[r,Rt(n,i)])}function Ae(n,t,e){let s=[];for(let[o,i]of Me(n,t,e)){let a=[[e.free,i]];
n.momentary&&e.free+1<e.days&&a.push([e.free+1,n.neutral]);for(let[r,c]of a)n.columns.forEach((l,h)=>{
let u=c[h];s.push({lever:n.name,past:!1,day:r,until:e.days,table:n.number,row:o,column:l,value:u,counter:ft,
compare:0,threshold:0})})}return s}function Se(n,t){let e=t.moves.filter(r=>r.past||!Object.hasOwn(n.
levers,r.lever)),s=Object.entries(n.levers).flatMap(([r,c])=>Ae(t.levers.find(l=>l.name===r),c,t)),o=e.
filter(r=>r.past),i=e.filter(r=>!r.past&&r.counter===ft),a=e.filter(r=>!r.past&&r.counter!==ft);return[
...o,...[...i,...s].sort(Te),...a]}function Te(n,t){return n.day-t.day||(n.lever<t.lever?-1:n.lever>
t.lever?1:n.row-t.row)}function Ct(n,t,e){let{moves:s,clock:o,room:i}=e.known,a=Se(t,e);if(a.length>
i.moves)throw new Error(`${a.length} moves of levers, and room for ${i.moves}`);let r=n.slice(0),c=new BigInt64Array(
r),l=new Float64Array(r);return c.fill(0n,i.at,i.at+e.moves.length*s.names.length),a.forEach((h,u)=>{
s.names.forEach((f,m)=>{let g=i.at+u*s.names.length+m;s.kinds[m]==="float64"?l[g]=h[f]:c[g]=BigInt(h[f])})}),
c[o.n_moves]=BigInt(a.length),r}function Bt(n,t,e){let s=new Uint8Array(n.slice(0)),o=e.known.sizes.
plan*8,i={...e.chosen,...t.hypotheses};for(let{name:a,variants:r}of e.hypotheses){let c=r.find(h=>h.
letter===i[a]);if(!c)continue;let l=X(c.words);c.rows.forEach((h,u)=>{s.set(l.subarray(u*o,(u+1)*o),
h*o)})}return s.buffer}function jt(n,t,e){let s=["# Set in a Flashpoint page. The same numbers on the command line, bit for\
 bit:",`#     flashpoint run THIS_FILE --runs ${e} --seed ${t.seed}`,"# A scenario of your own that \
this one extends must lie beside it.",`extends: ${JSON.stringify(t.file)}`,`title: ${JSON.stringify(
t.title_as_set)}`],o=Object.entries(n.levers);if(o.length>0){let a=t.interventions.filter(l=>!Object.
hasOwn(n.levers,l.lever)),r=o.flatMap(([l,h])=>De(l,h,t)),c=[...a.map(l=>l.yaml),...r];s.push("inter\
ventions_replace: true"),c.length>0&&s.push("interventions:",...c.map(l=>`  - ${l}`))}let i=Object.entries(
n.hypotheses);return i.length>0&&s.push(`hypotheses: {${i.map(([a,r])=>`${a}: ${r}`).join(", ")}}`),
`${s.join(`
`)}
`}function De(n,{dose:t,value:e},s){let o=`from: ${s.first_free}`;if(Array.isArray(e)){let{moved:a}=s.
levers.find(r=>r.name===n);return e.length>0?[`{lever: ${n}, set: "${a}", sites: [${e.join(", ")}], ${o}\
}`]:[]}let i=typeof e=="string"?`"${e}"`:x(e);return[`{lever: ${n}, ${t}: ${i}, ${o}}`]}function Nt(n,t,e){
let s="outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,difference,difference_err\
or",o=e.known.outcomes.map((i,a)=>{let r=I(i,n[a],e.z95),c=I(i,t[a],e.z95),l=W(n[a],t[a],e.z95),h=[n[a].
length,...[r,c,l].flatMap(({mean:u,error:f})=>[u,f])];return[...[i.name,i.unit,i.meaning].map(_e),...h].
join(",")});return`${[s,...o].join(`\r
`)}\r
`}function _e(n){return`"${n.replaceAll('"','""')}"`}var Ie=100,Ut=500,Le=[Ut,1e3,2500,5e3];function w(n){return document.getElementById(n)}function Wt(n){
w(n).scrollIntoView(),w(n).focus({preventScroll:!0})}var dt=class{constructor(t,e,s){this.page=t,this.
parts=e,this.setting=H(),this.controls=new Map,this.drawn=0,this.timer=0,this.moved=this.begun=0,this.
dragging=this.passed=!1,this.pictures=new J;let o=w("script").textContent??"";this.futures=new K(t,{
module:s,page:t,parts:e},o,()=>this.progress(),i=>this.fail(i)),this.twin=this.mine=this.store(this.
setting)}store(t){let{page:e,parts:s}=this;return new Y(e,Ct(s.world,t,e),Bt(s.plan,t,e))}begin(){this.
readLink(),clearTimeout(this.timer),this.simulate(!1),this.buildControls(),this.showSetting(),addEventListener(
"hashchange",()=>this.readLink()),w("reset").addEventListener("click",()=>this.change(H(),!1)),w("to\
-levers").addEventListener("click",()=>Wt("settings")),w("to-pictures").addEventListener("click",()=>Wt(
"pictures")),w("scenario").addEventListener("click",()=>this.saveScenario()),w("table").addEventListener(
"click",()=>this.saveTable())}buildControls(){let{page:t}=this;for(let[o,i]of Object.entries(t.groups)){
let r=t.levers.filter(l=>l.name.split(".")[0]===o).filter(l=>l.table==="world"||t.places[l.table].length>
0);if(r.length===0)continue;let c=r.map(l=>this.keep(l.name,Mt(l,t,(h,u,f)=>this.setLever(h,u,f))));
w("levers").append(d("details",{},d("summary",{},`${i} (${c.length})`),...c))}let e=t.hypotheses.map(
o=>this.keep(o.name,At(o,(i,a)=>this.setVariant(i,a))));w("hypotheses").append(...e);let s=Object.entries(
t.sources).map(([o,i])=>d("li",{},`${o}: ${i}`));w("sources").append(...s),w("ladder-key").append(vt(
t.known.rungs))}keep(t,e){return this.controls.set(t,e),e.made}setLever(t,e,s){let o={...this.setting.
levers};e===null?delete o[t]:o[t]=e,this.change({...this.setting,levers:o},s)}setVariant(t,e){let s={
...this.setting.hypotheses,[t]:e};e===this.page.hypotheses.find(o=>o.name===t).chosen&&delete s[t],this.
change({...this.setting,hypotheses:s},!1)}readLink(){let t=location.hash.slice(1);if(!(t===V(this.setting)&&
this.futures.goal>0))try{this.change(Et(t,this.page),!1,!1),w("complaint").textContent=""}catch(e){if(!(e instanceof
v))throw e;this.futures.goal===0&&this.change(this.setting,!1,!1),w("complaint").textContent=`The li\
nk says ${e.message}. All of it is left aside.`}}change(t,e,s=!0){this.setting=t,this.moved=performance.
now(),this.showSetting(),s&&(w("complaint").textContent=""),s&&!e&&history.replaceState(null,"",`#${V(
t)}`),clearTimeout(this.timer),this.passed=e&&this.inWork(),!this.passed&&(e?this.simulate(!0):this.
timer=setTimeout(()=>this.simulate(!1)))}showSetting(){for(let[t,e]of this.controls)e.show(this.shown(
t));w("reset").toggleAttribute("disabled",st(this.setting))}inWork(){return this.dragging&&this.drawn<
this.futures.goal}shown(t){let e=this.page.hypotheses.find(s=>s.name===t);return e?this.setting.hypotheses[t]??
e.chosen:this.setting.levers[t]??null}simulate(t){let e=V(this.setting);this.begun=this.moved,this.dragging=
t,this.passed=!1;try{st(this.setting)?this.mine=this.twin:e!==this.link&&(this.mine=this.store(this.
setting))}catch(o){this.fail(o instanceof Error?o.message:String(o));return}e!==this.link&&(this.drawn=
0),this.link=e,w("failure").textContent="";let s=t?Math.min(Ut,this.page.runs):this.page.runs;this.futures.
ask([...new Set([this.mine,this.twin])],s),this.progress()}link;progress(){let t=Math.min(this.mine.
have,this.twin.have),{runs:e}=this.page,s=[...Le.filter(i=>i<e),e];this.everDrawn||s.unshift(Ie);let o=s.
filter(i=>i<=t).at(-1)??0;o<=this.drawn||(this.drawn=o,this.everDrawn=!0,this.draw(o),this.passed&&!this.
inWork()&&this.simulate(!0))}everDrawn=!1;draw(t){let{page:e}=this,s=this.mine!==this.twin,o=e.shown.
map(r=>{let c=e.known.outcomes.findIndex(f=>f.name===r),[l,h]=[this.mine,this.twin].map(f=>f.columns[c].
subarray(0,t)),u={...e.known.outcomes[c],heading:e.headings[r]};return()=>Tt(u,l,h,e.z95,s)});this.pictures.
draw(w("outcomes"),o),this.drawDays(Math.min(t,1e3),s),w("war").textContent=this.war(t,s);let i=Math.
round(performance.now()-this.begun),a=t===e.runs?"":`, growing to ${e.runs.toLocaleString("en-GB")}`;
w("status").textContent=`${t.toLocaleString("en-GB")} futures${s?", each beside its unchanged twin":
", nothing set"}${a}`,w("status").dataset.took=String(i),w("status").dataset.futures=String(t)}war(t,e){
let s=this.page.known.outcomes.findIndex(r=>r.name===this.page.war.outcome),[o,i]=[this.mine,this.twin].
map(r=>100*M(r.columns[s].subarray(0,t)));if(o+i===0)return"";let a=`${$(o)} % of futures${e?` as se\
t, ${$(i)} % unchanged,`:""}`;return this.page.war.sentence.replace(this.page.war.place,a)}days=null;drawDays(t,e){
let{page:s,mine:o,twin:i}=this;if(this.days?.store===o&&this.days.n===t)return;this.days={store:o,n:t};
let a=s.fans.map((l,h)=>{let u=s.known.series.find(f=>f.name===l);return()=>kt(s,u,o.daily[h],i.daily[h],
t)}),r=s.fans.length,c=[()=>nt(s,e?"as set":"nothing set",o.daily[r],t)];e&&c.push(()=>nt(s,"unchang\
ed",i.daily[r],t)),this.pictures.draw(w("days"),[...a,...c]),w("days-runs").textContent=`The first ${t.
toLocaleString("en-GB")} futures.`}fail(t){w("failure").textContent=`The simulation stopped: ${t}. T\
he pictures are the last good ones.`}saveScenario(){Ft("as_set.yaml","application/yaml",jt(this.setting,
this.page,this.page.runs))}saveTable(){let t=this.drawn,[e,s]=[this.mine,this.twin].map(o=>o.columns.
map(i=>i.subarray(0,t)));t>0&&Ft("outcomes.csv","text/csv",Nt(e,s,this.page))}};function Ft(n,t,e){let s=URL.
createObjectURL(new Blob([e],{type:t}));d("a",{href:s,download:n}).click(),setTimeout(()=>URL.revokeObjectURL(
s),1e4)}async function Re(){try{let n=JSON.parse(w("told").textContent??""),t=await pt(w("block").textContent??
"",n.parts),e=await WebAssembly.compile(t.kernel);w("counted").textContent=n.counted,w("spread").textContent=
n.spread,new dt(n,t,e).begin()}catch(n){w("failure").textContent=`This browser cannot simulate here:\
 ${n instanceof Error?n.message:n}.`}}typeof document>"u"?Lt(self):Re();
