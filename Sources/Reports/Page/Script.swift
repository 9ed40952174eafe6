/// The script of a page: it makes the map answer to pointer and keys. All that it shows is in the table of rows; it writes
/// text, never markup.
enum Script {
  static let text = #"""
    (()=>{const $=i=>document.getElementById(i),map=$('map'),out=$('out'),cur=$('cur'),table=$('rows'),copy=$('copy');
    if(copy){if(!navigator.clipboard)copy.hidden=true;copy.onclick=()=>navigator.clipboard.writeText($('cmd').dataset.line).then(()=>{copy.textContent='Copied';setTimeout(()=>copy.textContent='Copy',1500)})}
    if(!map||!table||!cur)return;
    const data=JSON.parse($('data').textContent),rows=[...table.tBodies[0].rows],use=[...map.querySelectorAll('.pts use')],at=use.map(u=>[parseFloat(u.getAttribute('x')),parseFloat(u.getAttribute('y'))]),rank=data.rank;
    let now=data.first,lit;
    const el=(name,text,scope)=>{const e=document.createElement(name);if(text!==undefined)e.textContent=text;if(scope)e.scope=scope;return e};
    const show=i=>{if(i===now||i<0)return;now=i;cur.setAttribute('cx',at[i][0]+'%');cur.setAttribute('cy',at[i][1]+'%');
    const c=[...rows[i].cells].map(x=>x.textContent),head=el('h3',data.noun+' '+c[0]),say=el('p','cluster '+c[1]+(data.margins?', margin '+c[c.length-2]+' to cluster '+c[2]:', distance '+c[c.length-1]));say.className='s';
    const t=el('table'),h=t.createTHead().insertRow(),b=t.createTBody(),means=data.means[c[1]],shift=data.margins?3:2;
    h.append(el('th',''),el('th','row','col'));if(means)h.append(el('th','cluster '+c[1],'col'));
    data.columns.forEach((n,j)=>{const r=b.insertRow();r.append(el('th',n,'row'),el('td',c[shift+j]));if(means)r.append(el('td',means[j]))});
    out.replaceChildren(head,say);if(data.columns.length)out.append(t);
    if(data.light){const g=use[i].parentNode.parentNode;if(lit!==g){if(lit)lit.classList.remove('on');g.classList.add('on');lit=g}}};
    const box=()=>map.firstElementChild.getBoundingClientRect();
    const near=e=>{const b=box();let best=-1,d=576;at.forEach((p,i)=>{const x=b.left+p[0]*b.width/100-e.clientX,y=b.top+p[1]*b.height/100-e.clientY,q=x*x+y*y;if(q<d){d=q;best=i}});show(best)};
    map.addEventListener('pointermove',near);map.addEventListener('pointerdown',near);
    map.addEventListener('keydown',e=>{const r=rank.indexOf(now),step={ArrowRight:1,ArrowDown:1,PageDown:10,ArrowLeft:-1,ArrowUp:-1,PageUp:-10}[e.key];
    if(step)show(rank[Math.max(0,Math.min(rank.length-1,r+step))]);else if(e.key==='Home')show(rank[0]);else if(e.key==='End')show(rank[rank.length-1]);else return;e.preventDefault()})})()
    """#
}
